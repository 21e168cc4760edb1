"""The booking dialog in a test: opened, written into, answered."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from askadesk.rooms.rows import Checked
from tests.ui import booking_samples as samples
from tests.ui.conftest import Desk
from ui.dialogs.booking import BookingDialog
from ui.dialogs.booking_data import Answer, BookingWritten, Draft, Question
from ui.widgets.segmented import Segmented


def opened(desk: Desk, draft: Draft | None = None) -> BookingDialog:
    dialog = BookingDialog(draft or samples.draft())
    dialog.open_over(desk.window)
    desk.settle()
    return dialog


def asked(dialog: BookingDialog) -> Question:
    """What it asks now, without waiting for the typing to pause."""
    dialog.pause.stop()
    dialog._ask()
    question = dialog._question
    assert question is not None
    return question


def answer(dialog: BookingDialog, checked: Checked) -> None:
    dialog.show_answer(Answer(asked(dialog), checked=checked))


def of_series(desk: Desk, draft: Draft | None = None) -> BookingDialog:
    dialog = opened(desk, draft or samples.draft(rule=samples.WEEKLY))
    dialog.show_answer(Answer(asked(dialog), preview=samples.series()))
    price(dialog)
    desk.settle()
    return dialog


def price(dialog: BookingDialog) -> None:
    """Answer what the dates cost after the choices that are made."""
    question = dialog._priced
    assert question is not None
    left = {one.wall for one in question.instead if one.skip}
    dates = tuple(
        replace(one, clashes=(), skipped=one.wall in left) for one in samples.series().dates
    )
    dialog.show_answer(Answer(question, preview=replace(samples.series(), dates=dates)))


def here() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def write(edit: QWidget, words: str) -> None:
    assert isinstance(edit, QLineEdit)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, words)


def pick(segmented: QWidget, key: str) -> None:
    """Choose as somebody would."""
    assert isinstance(segmented, Segmented)
    segmented._group.button(segmented._keys.index(key)).click()


def told(qtbot: QtBot, dialog: BookingDialog) -> BookingWritten:
    with qtbot.waitSignal(dialog.saved) as said:
        QTest.keyClick(here(), Qt.Key.Key_F2)
    written = said.args[0]
    assert isinstance(written, BookingWritten)
    return written
