"""An icon that stands by itself."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import icons, painters
from ui.theme import tokens


class Mark(QWidget):
    """The icon ``name`` of ``size`` px in a ``tone`` (a token's name)."""

    def __init__(
        self, name: str, size: int = 18, tone: str = "text3", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._size, self._tone = name, size, tone
        self.setFixedSize(size, size)

    def say(self, name: str, tone: str | None = None) -> None:
        """Show another icon."""
        self._name, self._tone = name, tone or self._tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            icons.draw(painter, self._name, 0, 0, self._size, getattr(tokens(), self._tone))
