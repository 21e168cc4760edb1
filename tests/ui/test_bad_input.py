"""Anything at all, pasted into every field of every form: nothing breaks, nothing is cut, nothing is lost.

What the services make of it is tried in ``tests/askadesk/test_bad_texts.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.bad_input import BAD_TEXTS
from tests.ui.conftest import Desk
from tests.ui.dialogs_of_tests import DIALOGS
from tests.ui.living import Archive, LiveDesk
from tests.ui.screens import classes
from ui.dialogs.base import Dialog
from ui.dialogs.person import PersonDialog
from ui.widgets.chip_field import ChipField
from ui.widgets.field import Field

Edit = QLineEdit | QPlainTextEdit
MakeDesk = Callable[..., Desk]


def edits_in(screen: QWidget) -> list[Edit]:
    """Every field that takes any characters, by walking the screen."""
    found: list[Edit] = []
    for kind in (QLineEdit, QPlainTextEdit):
        found += screen.findChildren(kind)
    return [one for one in found if _takes_anything(one)]


def _takes_anything(edit: Edit) -> bool:
    # A spin box takes only what its own format allows, key by key.
    inside = isinstance(edit.parent(), QAbstractSpinBox)
    return edit.isEnabled() and not edit.isReadOnly() and not inside and edit.isVisible()


def paste(edit: Edit, text: str) -> None:
    """Put ``text`` in the place of what stands there, as the clipboard does."""
    edit.setFocus()
    edit.selectAll()
    if isinstance(edit, QLineEdit):
        edit.insert(text)
        edit.textEdited.emit(edit.text())
    else:
        edit.insertPlainText(text)


def standing(edit: Edit) -> str:
    """What can be read in the field; its chips are joined with commas."""
    frame = edit.parent()
    if isinstance(frame, ChipField):
        return frame.text()
    return edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()


def complaints(screen: QWidget) -> list[str]:
    """The sentences that stand beside the fields."""
    found = screen.findChildren(Field)
    return [one.error.text() for one in found if not one.error.isHidden()]


def heard(dialog: Dialog) -> list[object]:
    """Fills with what the dialog asks for by its own signals."""
    said: list[object] = []
    for name in ("answered", "saved", "announced", "given", "added", "changed"):
        signal = getattr(dialog, name, None)
        if isinstance(signal, SignalInstance):
            signal.connect(said.append)
    return said


FORMS = sorted(
    (kind for kind in classes() if issubclass(kind, Dialog)), key=lambda one: one.__name__
)


@pytest.mark.parametrize("kind", FORMS, ids=lambda one: one.__name__)
def test_every_field_of_every_dialog_takes_anything(
    make_desk: MakeDesk, kind: type[Dialog]
) -> None:
    desk = make_desk().open()
    make = DIALOGS[kind][1]
    probe = make()
    probe.open_over(desk.window)
    count = len(edits_in(probe))
    _put_away(probe)
    for at in range(count):
        _fill_one(desk, make, at)


def _fill_one(desk: Desk, make: Callable[[], Dialog], at: int) -> None:
    """One field after the other with each text, the others as they were."""
    dialog = make()
    dialog.open_over(desk.window)
    edit, said = edits_in(dialog)[at], heard(dialog)
    for name, text in BAD_TEXTS.items():
        before = len(said)
        paste(edit, text)
        kept = standing(edit)
        assert len(kept) >= len(text.replace("\r\n", "\n").strip()) // 2, name
        if len(text) >= 10_000:
            assert len(kept) >= len(text), f"{name} was cut without a word"
        dialog.accept()
        if not dialog.is_open():
            # It answered: what it asked for goes to a service, which is tried elsewhere.
            dialog = make()
            dialog.open_over(desk.window)
            edit, said = edits_in(dialog)[at], heard(dialog)
            continue
        assert standing(edit) == kept, f"{name} did not stand there any more"
        if len(said) == before and isinstance(edit, QLineEdit) and complaints(dialog):
            assert all(one.strip().endswith((".", "?")) for one in complaints(dialog)), name
        _again(dialog)
    _put_away(dialog)


def _again(dialog: Dialog) -> None:
    again = getattr(dialog, "again", None)
    if callable(again):
        again()


def _put_away(dialog: Dialog) -> None:
    go = getattr(dialog, "_go", dialog.close_down)
    go()


# against a real archive ----------------------------------------------------------------------------


@pytest.fixture
def live(qtbot: QtBot, qapp: QApplication, database_url: str, tmp_path: Path) -> Iterator[LiveDesk]:
    archive = Archive(database_url)
    archive.add("Giulia", "Ferrero")
    archive.close()
    desk = LiveDesk(qtbot, qapp, database_url, tmp_path).open()
    yield desk
    desk.close()


def _names(live: LiveDesk) -> set[str]:
    services = live.desk.bench.services
    assert services is not None
    return {one.name for one in services.people.find("", 100)}


@pytest.mark.parametrize("name", ["a null byte", "turned around", "a lone surrogate", "a family"])
def test_a_person_is_kept_as_it_can_be_kept(live: LiveDesk, name: str) -> None:
    live.desk.people.new()
    dialog = live.dialog(PersonDialog)
    paste(dialog.family.control, "Zeta")  # type: ignore[arg-type]
    paste(dialog.given.control, BAD_TEXTS[name])  # type: ignore[arg-type]
    live.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    live.wait_for(lambda: not dialog.is_open() or bool(complaints(dialog)))
    assert not dialog.is_open()
    kept = next(one for one in _names(live) if one.endswith("Zeta"))
    assert kept.isprintable()


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("given", "ten thousand characters"),
        ("note", "ten thousand characters"),
        ("skills", "one word of ten thousand"),
        ("email", "a null byte"),
        ("phone", "letters"),
        ("born", "no such day"),
        ("born", "before 1900"),
        ("born", "the last day there is"),
        ("tax_code", "a lone surrogate"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(
    live: LiveDesk, field: str, name: str
) -> None:
    before = _names(live)
    live.desk.people.new()
    dialog = live.dialog(PersonDialog)
    paste(dialog.family.control, "Zeta")  # type: ignore[arg-type]
    one: Field = getattr(dialog, field)
    inside = one.control.findChild(QLineEdit) or one.control
    assert isinstance(inside, QLineEdit | QPlainTextEdit)
    edit: Edit = inside
    paste(edit, BAD_TEXTS[name])
    stood = standing(edit)
    live.press(Qt.Key.Key_F2)
    live.wait_for(lambda: bool(complaints(dialog)))
    assert one.error.isVisible()
    assert standing(edit) == stood
    assert dialog.is_open()
    assert dialog._print.isEnabled()
    assert _names(live) == before
    dialog._go()


def test_the_fields_that_search_find_what_they_find(live: LiveDesk) -> None:
    live.window.ready()
    for text in BAD_TEXTS.values():
        line = live.window.top.scan.line
        paste(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)
        live.window.empty_field()
    live.window.go_to("people")
    for text in BAD_TEXTS.values():
        paste(live.desk.people.page.filters.search.line, text)
    live.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    for text in BAD_TEXTS.values():
        here = QApplication.focusWidget()
        assert isinstance(here, QLineEdit)
        paste(here, text)
    live.press(Qt.Key.Key_Escape)
