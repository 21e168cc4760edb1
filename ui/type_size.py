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


def _dress(field: QWidget, before: dict[tuple[int, int, str], Role]) -> None:
    role = before.get(_key(field.font()))
    if role is not None:
        field.setFont(fonts.grown(role))


def _key(font: QFont) -> tuple[int, int, str]:
    return font.pixelSize(), int(font.weight()), font.families()[0]
