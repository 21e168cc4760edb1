"""How much: the meter and the pips."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import painters
from ui.theme import tokens

MOST_PIPS = 20
"""Above this many units the pips become a meter."""


class Meter(QWidget):
    """A track filled to a share, 4, 6 or 8 high. ``tone`` is a token's name."""

    def __init__(self, high: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._high, self._share, self._tone = high, 0.0, "ink"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def share(self) -> float:
        """How full it is, 0 to 1."""
        return self._share

    @property
    def tone(self) -> str:
        """The token of its filling."""
        return self._tone

    def fill(self, share: float, tone: str = "ink") -> None:
        """Fill it to ``share`` (0 to 1)."""
        self._share, self._tone = share, tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(96, self._high)

    def paintEvent(self, event: QPaintEvent) -> None:
        top = (self.height() - self._high) / 2
        with painters.painting(self) as painter:
            colour = getattr(tokens(), self._tone)
            painters.meter(painter, QRectF(0, top, self.width(), self._high), self._share, colour)


class Pips(QWidget):
    """One rectangle for each unit of a carnet; a meter when there are more than twenty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left, self._units, self._tone = 0, 1, "ink"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fill(self, left: int, units: int, tone: str = "ink") -> None:
        """Show ``left`` of ``units``."""
        self._left, self._units, self._tone = left, max(1, units), tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        rect, colour = QRectF(0, 0, self.width(), 8), getattr(tokens(), self._tone)
        with painters.painting(self) as painter:
            if self._units > MOST_PIPS:
                painters.meter(painter, rect, self._left / self._units, colour)
            else:
                painters.pips(painter, rect, self._left, self._units, colour)
