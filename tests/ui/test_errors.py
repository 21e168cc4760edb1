"""Errors speak: what happened, what is safe, what to do; a bug is never lost."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from askadesk.core.errors import DatabaseAway, DeskError
from tests.ui.conftest import Desk
from tests.ui.looking import cut_words
from ui.dialogs.error import ErrorDialog
from ui.errors import ErrorDesk


@pytest.fixture
def errors(desk: Desk) -> Iterator[ErrorDesk]:
    made = ErrorDesk(desk.window)
    yield made
    made.let_go()


def said(dialog: ErrorDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


AWAY = DatabaseAway(
    "The shared archive cannot be reached.",
    kept="Everything recorded before is safe.",
    todo="Check the network and the server, then do it again.",
    way_out="open_again",
)


def test_a_refusal_says_what_is_safe_and_what_to_do(desk: Desk, errors: ErrorDesk) -> None:
    dialog = errors.show(AWAY, "Riprova")
    desk.settle()
    words = said(dialog)
    assert all(part in words for part in (AWAY.what, AWAY.kept, AWAY.todo))
    assert "Cosa è salvo" in words
    assert "Cosa fare" in words
    assert cut_words(dialog) == []
    dialog.close_down()


def test_the_remedy_is_a_button_that_says_its_code(
    qtbot: QtBot, desk: Desk, errors: ErrorDesk
) -> None:
    dialog = errors.show(AWAY, "Riprova")
    with qtbot.waitSignal(errors.remedy_chosen) as told:
        QTest.keyClick(dialog.first(), Qt.Key.Key_Return)
    assert told.args == ["open_again"]
    assert not dialog.is_open()


def test_errors_wait_for_each_other(desk: Desk, errors: ErrorDesk) -> None:
    first, second = errors.show(DeskError("First.")), errors.show(DeskError("Second."))
    assert first.is_open()
    assert not second.is_open()
    first.close_down()
    assert second.is_open()
    second.close_down()


def test_a_bug_keeps_its_detail_behind_a_word_and_it_can_be_copied(
    qtbot: QtBot, desk: Desk, errors: ErrorDesk
) -> None:
    dialog = errors.show_bug(ValueError("what broke"))
    desk.settle()
    assert "ValueError" not in said(dialog)
    assert not dialog.details.isVisible()
    dialog._show_details.click()
    dialog._copy.click()
    desk.settle()
    assert dialog.details.isVisible()
    assert "ValueError: what broke" in QGuiApplication.clipboard().text()
    assert cut_words(dialog) == []
    dialog.close_down()


def test_an_exception_that_nobody_caught_is_shown_and_logged(
    desk: Desk, errors: ErrorDesk, caplog: pytest.LogCaptureFixture
) -> None:
    errors.catch_all()
    sys.excepthook(ValueError, ValueError("lost?"), None)
    desk.settle()
    dialog = desk.window.findChild(ErrorDialog)
    assert dialog is not None
    assert "lost?" in caplog.text
    dialog.close_down()


def test_an_exception_in_another_thread_is_shown_too(
    qtbot: QtBot, desk: Desk, errors: ErrorDesk
) -> None:
    errors.catch_all()

    def fail() -> None:
        raise LookupError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: desk.window.findChild(ErrorDialog) is not None)
    dialog = desk.window.findChild(ErrorDialog)
    assert dialog is not None
    assert "in a thread" in dialog.details.toPlainText()
    dialog.close_down()


def test_letting_go_puts_the_hooks_back(errors: ErrorDesk) -> None:
    before = (sys.excepthook, threading.excepthook)
    errors.catch_all()
    errors.let_go()
    assert (sys.excepthook, threading.excepthook) == before
