"""Chips one after the other, on as many lines as they need."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import painters

HIGH = 24


def placed(widths: Sequence[float], room: float, gap: int = 8, down: int = 8) -> list[QRectF]:
    """Where boxes of these widths stand, broken over lines of ``room``; none is wider than that."""
    found: list[QRectF] = []
    x, y = 0.0, 0.0
    for wide in (min(wide, room) for wide in widths):
        if x and x + wide > room + 0.01:
            x, y = 0.0, y + HIGH + down
        found.append(QRectF(x, y, wide, HIGH))
        x += wide + gap
    return found


class ChipFlow(QWidget):
    """Words as chips of one tone, painted; a chip wider than the widget ends with an ellipsis."""

    def __init__(self, tone: str = "ink", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self._words: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def words(self) -> tuple[str, ...]:
        """What the chips say."""
        return self._words

    def show_words(self, words: Sequence[str]) -> None:
        """Show these chips."""
        self._words = tuple(words)
        self.setAccessibleName(", ".join(self._words))
        self.setToolTip("\n".join(self._words))
        self._settle()
        self.update()

    def _boxes(self, room: float) -> list[QRectF]:
        return placed([ceil(painters.chip_width(one)) for one in self._words], room)

    def _settle(self) -> None:
        boxes = self._boxes(max(64, self.width()))
        high = int(boxes[-1].bottom()) if boxes else 0
        if high != self.height() or self.minimumHeight() != high:
            self.setFixedHeight(high)

    def resizeEvent(self, event: object) -> None:
        self._settle()

    def sizeHint(self) -> QSize:
        return QSize(120, self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            boxes = self._boxes(self.width())
            for box, words in zip(boxes, self._words, strict=True):
                painters.chip(painter, box, words, self._tone)
