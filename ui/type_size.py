"""The size of the text, changed while windows are open.

Painted texts ask for their font each time; fields of Qt's own keep one and are given another.
"""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from ui import fonts
from ui.fonts import Role

_ROLE = "typeRole"
_FIELDS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)


def apply_text_size(percent: int) -> None:
    """Draw every open window in ``percent`` of the design's size."""
    if percent == fonts.text_size():
        return
    before = {_key(fonts.grown(role)): role for role in Role}
    fonts.set_text_size(percent)
    for widget in QApplication.allWidgets():
        if isinstance(widget, _FIELDS):
            _dress(widget, before)
        widget.updateGeometry()
        widget.update()


def dress_again() -> None:
    """Another theme has given the fields the fonts that they were made with: put the chosen size back."""
    if fonts.text_size() == 100:
        return
    for widget in QApplication.allWidgets():
        if isinstance(widget, _FIELDS) and widget.property(_ROLE):
            _dress(widget, {})


def _dress(field: QWidget, before: dict[tuple[int, int, str], Role]) -> None:
    """Give a field its role's font. Which role it has is noted the first time: two roles may look
    alike in one size and not in another."""
    noted = field.property(_ROLE)
    role = Role[noted] if noted else before.get(_key(field.font()))
    if role is not None:
        field.setProperty(_ROLE, role.name)
        field.setFont(fonts.grown(role))


def _key(font: QFont) -> tuple[int, int, str]:
    return font.pixelSize(), int(font.weight()), font.families()[0]
