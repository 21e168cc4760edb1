"""A scanner types into real windows: the desk hears it, and nobody's field, row or button notices."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QDate, QEvent, QStringListModel, Qt
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QTextCursor,
    QWindow,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QCompleter,
    QDateEdit,
    QDialog,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from askadesk.access.codes import make_code, new_number
from tests.askadesk.access.keyboards import KEYS, MACHINES
from ui.scanner import HOLD_MS, ScannerFilter

FORGED = "ASKAK" + "0" * 32


def a_code() -> str:
    return make_code(KEYS, new_number(secrets.token_bytes))


@dataclass
class Desk:
    """A window with a scanner in front of it, and what the scanner said."""

    bot: QtBot
    window: QWidget
    scans: list[str] = field(default_factory=list)

    def put(self, widget: QWidget) -> None:
        """Put ``widget`` into the window and give it the focus."""
        layout = self.window.layout()
        assert layout is not None
        layout.addWidget(widget)
        widget.setFocus()
        QTest.qWait(0)

    def type(self, text: str, delay: int = 1, at: QWidget | None = None) -> None:
        """Press the keys of ``text`` as the machine sends them to the window, or right at a widget."""
        for char in text:
            if char.isascii():
                press_ascii(char, at or self.window.windowHandle(), delay)
            else:
                # QTest knows ASCII only.
                press_any(char, at or self.window.windowHandle())
                QTest.qWait(delay)

    def scan(self, text: str, at: QWidget | None = None) -> None:
        """Type as a scanner does and wait until the reading has been told."""
        self.type(text, 1, at)
        self.settle()

    def settle(self) -> None:
        """Let waiting keys and queued readings go their way."""
        self.bot.wait(HOLD_MS + 20)


_PLAIN = Qt.KeyboardModifier.NoModifier
_KEYS = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}


def press_ascii(char: str, at: QWidget | QWindow, delay: int) -> None:
    """A key of the keyboard, pressed and let go, after ``delay`` ms."""
    shift = Qt.KeyboardModifier.ShiftModifier if char.isupper() else _PLAIN
    key = _KEYS.get(char, char)
    QTest.keyClick(at, key, shift, delay)  # type: ignore[arg-type]


def press_any(char: str, at: QWidget | QWindow) -> None:
    """A key that writes ``char``, whatever it is."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(at, QKeyEvent(kind, ord(char.upper()), _PLAIN, char))


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    window = QWidget()
    QVBoxLayout(window)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    ear = ScannerFilter(lambda: KEYS, window)
    desk = Desk(qtbot, window)
    ear.scanned.connect(desk.scans.append)
    ear.start()
    yield desk
    ear.stop()


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.__name__)
@pytest.mark.parametrize("end", ["", "\n", "\t"], ids=["alone", "enter", "tab"])
def test_a_code_typed_into_another_field_is_a_scan_and_the_field_gets_nothing(
    desk: Desk, machine: Callable[[str], str], end: str
) -> None:
    line, other, submitted = QLineEdit("Mario"), QLineEdit(), []
    desk.put(other)
    desk.put(line)
    line.returnPressed.connect(lambda: submitted.append(line.text()))
    code = a_code()
    desk.scan(machine(code) + end)
    assert desk.scans == [code]
    assert (line.text(), other.text(), submitted) == ("Mario", "", [])
    assert line.hasFocus()


def test_keys_sent_right_at_a_field_are_heard_too(desk: Desk) -> None:
    line = QLineEdit("Mario")
    desk.put(line)
    code = a_code()
    desk.scan(code + "\n", at=line)
    assert desk.scans == [code]
    assert line.text() == "Mario"


def test_keys_sent_by_the_program_itself_are_heard_too(desk: Desk) -> None:
    line = QLineEdit("Mario")
    desk.put(line)
    code = a_code()
    for char in code:
        press_any(char, line)
    desk.settle()
    assert desk.scans == [code]
    assert line.text() == "Mario"


def test_two_scans_in_a_row_never_glue(desk: Desk) -> None:
    desk.put(QLineEdit())
    first, second, third = a_code(), a_code(), a_code()
    desk.scan(f"{first}\n{second}{third}\t")
    assert desk.scans == [first, second, third]


def test_a_slow_scanner_is_heard_as_well(desk: Desk) -> None:
    line = QLineEdit("before")
    desk.put(line)
    code = a_code()
    desk.type(code, 50)
    desk.settle()
    assert (desk.scans, line.text()) == ([code], "before")


def test_the_field_keeps_its_cursor_and_its_selection(desk: Desk) -> None:
    line = QLineEdit("Maria Rossi")
    desk.put(line)
    line.setCursorPosition(5)
    desk.scan(a_code())
    assert (line.text(), line.cursorPosition()) == ("Maria Rossi", 5)
    line.setSelection(11, -5)
    desk.scan("]Q1" + a_code() + "\n")
    assert (line.text(), line.selectedText(), line.cursorPosition()) == ("Maria Rossi", "Rossi", 6)
    assert len(desk.scans) == 2


def test_what_a_person_typed_before_the_scan_stays(desk: Desk) -> None:
    line = QLineEdit()
    desk.put(line)
    desk.type("Mar", 60)
    desk.scan(a_code())
    assert line.text() == "Mar"
    desk.type("io", 60)
    assert line.text() == "Mario"


def test_whoever_searches_while_one_types_hears_that_the_field_is_as_before(desk: Desk) -> None:
    line = QLineEdit("Mar")
    heard: list[str] = []
    desk.put(line)
    line.textEdited.connect(heard.append)
    desk.scan(a_code())
    assert heard[-1] == "Mar"
    assert not line.isModified()


def test_a_short_field_and_one_with_suggestions_are_given_back(desk: Desk) -> None:
    short, suggesting = QLineEdit("10"), QLineEdit()
    short.setMaxLength(4)
    completer = QCompleter(["ASKANIA", "ASKAN"], suggesting)
    suggesting.setCompleter(completer)
    for line, text in ((short, "10"), (suggesting, "")):
        desk.put(line)
        desk.scan(a_code() + "\n")
        assert line.text() == text
    suggestions = completer.popup()
    assert suggestions is not None
    assert not suggestions.isVisible()
    assert len(desk.scans) == 2


@pytest.mark.parametrize("kind", [QTextEdit, QPlainTextEdit])
def test_longer_texts_are_given_back(desk: Desk, kind: type[QTextEdit | QPlainTextEdit]) -> None:
    text = kind("one two three")
    desk.put(text)
    cursor = text.textCursor()
    cursor.setPosition(7)
    cursor.setPosition(4, QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    desk.scan(a_code() + "\n")
    assert len(desk.scans) == 1
    assert text.toPlainText() == "one two three"
    now = text.textCursor()
    assert (now.anchor(), now.position(), now.selectedText()) == (7, 4, "two")
    text.undo()
    assert "ASKA" not in text.toPlainText()


def test_figures_dates_and_editable_lists_are_given_back(desk: Desk) -> None:
    spin = QSpinBox(maximum=99_999, value=7)
    date = QDateEdit(QDate(2026, 11, 17))
    combo = QComboBox(editable=True)
    combo.addItems(["Annual", "Monthly"])
    for widget in (spin, date, combo):
        desk.put(widget)
        desk.scan(a_code() + "\t")
        assert widget.hasFocus()
    assert spin.value() == 7
    assert date.date() == QDate(2026, 11, 17)
    assert combo.currentText() == "Annual"
    assert len(desk.scans) == 3


def test_a_scan_presses_no_button_picks_no_row_and_changes_no_choice(desk: Desk) -> None:
    pressed: list[bool] = []
    button = QPushButton("Confirm", autoDefault=True, default=True)
    button.clicked.connect(lambda: pressed.append(True))
    rows = QListView()
    rows.setModel(QStringListModel(["Bianchi", "Aska", "Sassi"], rows))
    rows.setCurrentIndex(rows.model().index(0, 0))
    combo = QComboBox()
    combo.addItems(["Monthly", "Annual", "Student"])
    for widget in (button, rows, combo):
        desk.put(widget)
        desk.scan(a_code() + "\n")
        desk.scan("https://example.org/a b\n")
    assert pressed == []
    assert rows.currentIndex().row() == 0
    assert combo.currentText() == "Monthly"
    assert len(desk.scans) == 6


def test_a_person_outside_fields_still_picks_rows_and_presses_buttons(desk: Desk) -> None:
    pressed: list[bool] = []
    button = QPushButton("Confirm")
    button.clicked.connect(lambda: pressed.append(True))
    rows = QListView()
    rows.setModel(QStringListModel(["Bianchi", "Aska", "Sassi"], rows))
    desk.put(rows)
    desk.type("s", 80)
    desk.settle()
    assert rows.currentIndex().row() == 2
    desk.put(button)
    desk.type(" ", 80)
    desk.settle()
    assert pressed == [True]
    assert not button.isDown()
    assert desk.scans == []


def test_a_foreign_code_is_a_scan_outside_fields_and_text_inside(desk: Desk) -> None:
    line, button = QLineEdit(), QPushButton("Confirm")
    desk.put(line)
    desk.scan("https://example.org/menu\n")
    assert (desk.scans, line.text()) == ([], "https://example.org/menu")
    desk.put(button)
    desk.scan("https://example.org/menu\n")
    assert desk.scans == ["https://example.org/menu"]


def test_a_forged_code_is_told_outside_fields_and_never_leaves_the_scanner_dead(desk: Desk) -> None:
    code = a_code()
    line = QLineEdit()
    desk.put(line)
    desk.scan(FORGED + "\n")
    assert (desk.scans, line.text()) == ([], FORGED)
    desk.put(QPushButton("Confirm"))
    desk.scan(FORGED + "\n")
    desk.scan(code + "\n")
    assert desk.scans == [FORGED, code]


def test_a_read_only_or_disabled_field_is_no_text_field(desk: Desk) -> None:
    fixed, off = QLineEdit("fixed", readOnly=True), QLineEdit("off")
    off.setEnabled(False)
    desk.put(fixed)
    desk.scan("12345678\n")
    desk.put(off)
    desk.scan(a_code() + "\n")
    assert len(desk.scans) == 2
    assert (fixed.text(), off.text()) == ("fixed", "off")


def test_a_scan_needs_no_focus_at_all(desk: Desk) -> None:
    if (focused := QApplication.focusWidget()) is not None:
        focused.clearFocus()
    code = a_code()
    desk.scan(code + "\n")
    desk.scan("12345678\n", at=desk.window)
    assert desk.scans == [code, "12345678"]


def test_a_scan_into_a_dialog_neither_accepts_nor_closes_it(desk: Desk) -> None:
    dialog = QDialog(desk.window, modal=True)
    line, confirm = QLineEdit("40", dialog), QPushButton("Confirm", dialog, default=True)
    column = QVBoxLayout(dialog)
    column.addWidget(line)
    column.addWidget(confirm)
    dialog.open()
    desk.bot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    line.setFocus()
    code = a_code()
    desk.window = dialog
    desk.scan(code + "\n")
    assert desk.scans == [code]
    assert dialog.isVisible()
    assert line.text() == "40"
    dialog.reject()


def test_a_scan_while_a_menu_is_open_chooses_nothing(desk: Desk) -> None:
    chosen: list[bool] = []
    menu = QMenu(desk.window)
    for name in ("&Assign", "&Keep"):
        menu.addAction(name).triggered.connect(lambda: chosen.append(True))
    menu.popup(desk.window.mapToGlobal(desk.window.rect().center()))
    desk.bot.waitUntil(menu.isVisible)
    code = a_code()
    desk.scan(code + "\n", at=menu)
    assert (desk.scans, chosen) == ([code], [])
    assert menu.isVisible()
    menu.close()


def test_a_dialog_that_opens_in_the_midst_of_a_scan_loses_nothing(desk: Desk) -> None:
    line = QLineEdit("Mario")
    desk.put(line)
    code = a_code()
    desk.type(code[:20])
    dialog = QDialog(desk.window)
    inside = QLineEdit("40", dialog)
    dialog.open()
    desk.bot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    inside.setFocus()
    desk.window = dialog
    desk.scan(code[20:] + "\n")
    assert desk.scans == [code]
    assert (line.text(), inside.text()) == ("Mario", "40")
    dialog.close()


def test_a_scan_triggers_no_shortcut(desk: Desk) -> None:
    triggered: list[str] = []
    for keys in ("A", "K", "Return", "Tab"):
        shortcut = QShortcut(QKeySequence(keys), desk.window)
        shortcut.activated.connect(lambda keys=keys: triggered.append(keys))
    desk.put(QPushButton("Confirm"))
    code = a_code()
    desk.scan(code + "\n")
    desk.scan("12345678\t")
    assert (desk.scans, triggered) == ([code, "12345678"], [])
    desk.type("\n", 60)
    assert triggered == ["Return"]


def test_typing_into_a_field_is_never_delayed_nor_taken_for_a_scan(desk: Desk) -> None:
    line, submitted = QLineEdit(), []
    desk.put(line)
    line.returnPressed.connect(lambda: submitted.append(line.text()))
    for place, char in enumerate("Askania 12"):
        desk.type(char, 0)
        assert line.text() == "Askania 12"[: place + 1]
    desk.type("\n", 0)
    assert (submitted, desk.scans) == (["Askania 12"], [])


def test_a_key_held_down_reaches_a_list_at_once(desk: Desk) -> None:
    seen: list[str] = []

    class Ear(QWidget):
        def keyPressEvent(self, event: QKeyEvent) -> None:
            seen.append(event.text())

    ear = Ear(focusPolicy=Qt.FocusPolicy.StrongFocus)
    desk.put(ear)
    for _ in range(8):
        repeat = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_X, _PLAIN, "x", True)
        QApplication.sendEvent(ear, repeat)
    assert seen == ["x"] * 8
    desk.scan("\n", at=ear)
    assert desk.scans == []


def test_commands_and_arrows_go_their_way_and_end_what_was_typed(desk: Desk) -> None:
    line = QLineEdit("abc")
    desk.put(line)
    code = a_code()
    desk.type(code[:10], 5)
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert line.selectedText() == "abc" + code[:10]
    desk.type(code[10:], 5)
    desk.settle()
    assert desk.scans == []
    assert line.text() == code[10:]


def test_shift_keys_and_characters_spelled_with_alt_do_not_disturb(desk: Desk) -> None:
    line = QLineEdit()
    desk.put(line)
    code = a_code()
    alt = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier
    for char in code:
        QTest.keyPress(line, Qt.Key.Key_Shift)
        QApplication.sendEvent(line, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_6, alt))
        press_any(char, line)
        QTest.keyRelease(line, Qt.Key.Key_Shift)
    desk.settle()
    assert (desk.scans, line.text()) == ([code], "")


def test_a_code_written_through_an_input_method_is_heard(desk: Desk) -> None:
    line = QLineEdit("Mario")
    desk.put(line)
    code = a_code()
    for char in code:
        event = QInputMethodEvent()
        event.setCommitString(char)
        QApplication.sendEvent(line, event)
    desk.settle()
    assert (desk.scans, line.text()) == ([code], "Mario")


class AlwaysListening(QWidget):
    """A window that sends what is typed elsewhere to its field, as the desk's does."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        QVBoxLayout(self).addWidget(self.line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isprintable() and event.text():
            self.line.setFocus()
            QApplication.sendEvent(self.line, event)


@pytest.mark.parametrize("delay", [1, 60])
@pytest.mark.parametrize("prefix", ["", "]Q1"])
def test_a_field_that_takes_over_typing_from_elsewhere_is_given_back(
    desk: Desk, delay: int, prefix: str
) -> None:
    window = AlwaysListening()
    desk.bot.addWidget(window)
    window.show()
    window.activateWindow()
    desk.bot.waitUntil(lambda: QApplication.activeWindow() is window)
    desk.window = window
    button = QPushButton("Confirm")
    desk.put(button)
    code = a_code()
    desk.type(prefix + code + "\n", delay)
    desk.settle()
    assert (desk.scans, window.line.text()) == ([code], "")


def test_what_a_person_types_elsewhere_arrives_in_order(desk: Desk) -> None:
    window = AlwaysListening()
    desk.bot.addWidget(window)
    window.show()
    window.activateWindow()
    desk.bot.waitUntil(lambda: QApplication.activeWindow() is window)
    desk.window = window
    desk.put(QPushButton("Confirm"))
    desk.type("ab", 10)
    desk.settle()
    desk.type("cd", 60)
    desk.settle()
    assert window.line.text() == "abcd"


def test_a_field_that_is_gone_by_then_is_left_alone(desk: Desk) -> None:
    line, other = QLineEdit("gone"), QLineEdit("here")
    desk.put(line)
    code = a_code()
    desk.type(code[:30])
    line.deleteLater()
    desk.put(other)
    desk.scan(code[30:])
    assert (desk.scans, other.text()) == ([code], "here")


def test_without_an_open_database_nothing_is_recognised_and_nothing_lost(qtbot: QtBot) -> None:
    window = QWidget()
    line = QLineEdit(window)
    qtbot.addWidget(window)
    window.show()
    ear = ScannerFilter(lambda: None, window)
    ear.start()
    code = a_code()
    QTest.keyClicks(line, code)
    ear.stop()
    assert line.text() == code


def test_after_it_was_stopped_it_hears_nothing(desk: Desk) -> None:
    line = QLineEdit()
    desk.put(line)
    (ear,) = desk.window.findChildren(ScannerFilter)
    ear.stop()
    code = a_code()
    desk.scan(code)
    assert (desk.scans, line.text()) == ([], code)
