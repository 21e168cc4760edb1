"""What stands in a text field, remembered before a scanner writes into it and put back after."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

TextField = QLineEdit | QTextEdit | QPlainTextEdit
PutBack = Callable[[], None]


def text_field_of(widget: QWidget | None) -> TextField | None:
    """The field that characters typed at ``widget`` would go into, or None when they go nowhere.

    A field that is read-only or disabled takes no characters.
    """
    if isinstance(widget, QComboBox):
        widget = widget.lineEdit()
    elif isinstance(widget, QAbstractSpinBox):
        widget = widget.findChild(QLineEdit)
    if not isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit):
        return None
    return widget if widget.isEnabled() and not widget.isReadOnly() else None


def remember(field: TextField) -> PutBack:
    """A call that brings ``field`` back to how it is now: text, cursor and selection.

    Only characters may have been typed in between; a field that is gone by then is left alone.
    """
    return _remember_line(field) if isinstance(field, QLineEdit) else _remember_text(field)


def _remember_line(field: QLineEdit) -> PutBack:
    text, cursor, changed = field.text(), field.cursorPosition(), field.isModified()
    start, length = field.selectionStart(), field.selectionLength()

    def put_back() -> None:
        if not isValid(field):
            return
        if field.text() != text:
            field.setText(text)
            # Whoever searches while one types has heard of the scanner's characters by this signal.
            field.textEdited.emit(text)
            field.setModified(changed)
        field.setCursorPosition(cursor)
        if start >= 0:
            backwards = cursor == start
            field.setSelection(start + length * backwards, -length if backwards else length)
        _put_suggestions_away(field)

    return put_back


def _put_suggestions_away(field: QLineEdit) -> None:
    completer: QCompleter | None = field.completer()
    popup = None if completer is None else completer.popup()
    if popup is not None:
        popup.hide()


def _remember_text(field: QTextEdit | QPlainTextEdit) -> PutBack:
    cursor = field.textCursor()
    anchor, position = cursor.anchor(), cursor.position()
    start, selected = min(anchor, position), cursor.selection()

    def put_back() -> None:
        if not isValid(field):
            return
        cursor = field.textCursor()
        written_to = max(cursor.position(), start)
        # One step with the typing itself, so that undoing does not bring the code back.
        cursor.joinPreviousEditBlock()
        cursor.setPosition(start)
        cursor.setPosition(written_to, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        cursor.insertFragment(selected)
        cursor.endEditBlock()
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        field.setTextCursor(cursor)

    return put_back
