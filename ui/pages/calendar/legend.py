"""What the colours and lines of the calendar mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from askadesk.core.i18n import _
from ui import fonts, painters
from ui.fonts import Role
from ui.pages.calendar import blocks
from ui.theme import tokens
from ui.widgets.base import Speaking

_HIGH = 24
_SWATCH = 22
_GAP = 16


class _Words(Speaking, QWidget):
    """Says what each colour is called."""

    def __init__(self) -> None:
        super().__init__()
        self.retranslate()

    def retranslate(self) -> None:
        self.words = (_("In use"), _("Confirmed"), _("Option"), _("Set-up, tidying"))
        self.setAccessibleDescription(", ".join(self.words))
        self.updateGeometry()
        self.update()


class Legend(_Words):
    """In one line, above the calendar. ``gave_way`` tells whether there is too little room to say it here."""

    gave_way = Signal(bool)

    def __init__(self) -> None:
        self._speaks = True
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HIGH)

    def speak(self, speaks: bool) -> None:
        """Say it, or not where no colours show."""
        self._speaks = speaks
        self._look()

    @property
    def gives_way(self) -> bool:
        """Whether it would be said if there was room."""
        return self._speaks and self._wide() > self.width()

    def retranslate(self) -> None:
        super().retranslate()
        self._look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._look()

    def _look(self) -> None:
        self.update()
        self.gave_way.emit(self.gives_way)

    def _wide(self) -> float:
        return sum(_SWATCH + _wide(words) for words in self.words) + _GAP * (len(self.words) - 1)

    def sizeHint(self) -> QSize:
        return QSize(round(self._wide()), _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._speaks or self.gives_way:
            return
        x = self.width() - self._wide()
        with painters.painting(self) as painter:
            for at, words in enumerate(self.words):
                _draw(painter, at, words, x, 0)
                x += _SWATCH + _wide(words) + _GAP


class LegendColumn(_Words):
    """One below the other, where the line had no room."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        wide = max(_SWATCH + _wide(words) for words in self.words)
        return QSize(round(wide) + 2, _HIGH * len(self.words))

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            for at, words in enumerate(self.words):
                _draw(painter, at, words, 1, at * _HIGH)


def _wide(words: str) -> float:
    return fonts.width(Role.CAPTION, words)


def _draw(painter: QPainter, at: int, words: str, x: float, y: float) -> None:
    look, box = tokens(), QRectF(x, y + 5, 14, 14)
    if at == 0:
        painters.box(painter, box, 4, look.ink)
    elif at == 1:
        painters.box(painter, box, 4, look.ink_100, look.ink_200)
    elif at == 2:
        blocks.dashed_box(painter, box, "", look.ink_400, 1.5, 4)
    else:
        blocks.hatch(painter, box)
    place = QRectF(x + _SWATCH, y, _wide(words) + 1, _HIGH)
    painters.text(painter, place, Role.CAPTION, words, look.text2, grows=False)
