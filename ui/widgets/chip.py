"""Chips and keycaps as widgets; lists draw the same ones with ``ui.painters``."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import painters


class Chip(QWidget):
    """A small state: icon and word on a tint. ``large`` is 32 high instead of 24.

    ``elide`` lets it shrink: for the names of products only.
    """

    def __init__(
        self,
        words: str = "",
        tone: str = "neutral",
        icon: str = "",
        *,
        large: bool = False,
        elide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words, self._tone, self._icon, self._large = words, tone, icon, large
        self._elide = elide
        wide = QSizePolicy.Policy.Maximum if elide else QSizePolicy.Policy.Fixed
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def say(self, words: str, tone: str | None = None, icon: str | None = None) -> None:
        """Show another state."""
        self._words = words
        self._tone = self._tone if tone is None else tone
        self._icon = self._icon if icon is None else icon
        self.setAccessibleName(words)
        self.setToolTip(words if self._elide else "")
        self.updateGeometry()
        self.update()

    def cut(self) -> bool:
        """Whether its word does not fit."""
        return self.width() < self.sizeHint().width()

    def sizeHint(self) -> QSize:
        wide = painters.chip_width(self._words, self._icon, large=self._large)
        return QSize(math.ceil(wide), 32 if self._large else 24)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(64, hint.width()), hint.height()) if self._elide else hint

    def may_be_cut(self) -> bool:
        """Whether it holds a name, which may be elided."""
        return self._elide

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            rect = QRectF(self.rect())
            painters.chip(painter, rect, self._words, self._tone, self._icon, large=self._large)


class Keycap(QWidget):
    """A key that does something here."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def say(self, words: str) -> None:
        """Show the key under its name in another language."""
        self._words = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(math.ceil(painters.keycap_width(self._words)), 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            painters.keycap(painter, 0, self.height() / 2, self._words)
