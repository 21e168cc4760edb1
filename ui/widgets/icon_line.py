"""A one-line input with an icon at its left."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import fonts, icons, painters
from ui.fonts import Role
from ui.theme import tokens
from ui.widgets.field import UNCUT


class IconLine(QLineEdit):
    """40 high; the icon stands where the words begin, they move to its right."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setFont(fonts.font(Role.BODY))
        self.setMaxLength(UNCUT)
        self.setFixedHeight(40)
        self.setTextMargins(24, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with painters.painting(self) as painter:
            icons.draw(painter, self._icon, 12, self.height() / 2 - 8, 16, tokens().text3)
