"""A year of presences: a column for each week, a cell for each day, ink by the hours."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from askadesk.core.i18n import _, day_long, month_short
from askadesk.people.rows import PresenceYear
from ui import painters
from ui.fonts import Role
from ui.theme import tokens
from ui.widgets.base import Halo

_LEGEND = 24
_STEPS = {
    Qt.Key.Key_Left: -7,
    Qt.Key.Key_Right: 7,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
}


def length(minutes: int) -> str:
    """``3 h 20 min``, ``40 min``."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    if not rest:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)


class HeatStrip(QWidget):
    """Six rows, Monday to Saturday; seven where a Sunday has a presence. Today is the accent.

    Arrow keys go from day to day; each says its day and hours. Cells shrink when a whole year would
    not fit the width.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._year: PresenceYear | None = None
        self._day: date | None = None
        self._cell, self._gap = 10, 2
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._settle()

    def measure(self, cell: int, pitch: int) -> None:
        """Take the cell and the pitch of the window."""
        self._cell, self._gap = cell, pitch - cell
        self._settle()

    def show_year(self, year: PresenceYear) -> None:
        """Show the days of ``year`` up to its ``today``."""
        self._year = year
        self._day = min(year.today, date(year.year, 12, 31))
        self._settle()
        self._speak()
        self.update()

    @property
    def day(self) -> date | None:
        """The day that the arrow keys stand on."""
        return self._day

    def _settle(self) -> None:
        self.setFixedHeight(self._rows() * (self._cell + self._gap) + _LEGEND)

    def _rows(self) -> int:
        days = self._year.minutes if self._year is not None else {}
        return 7 if any(day.weekday() == 6 for day in days) else 6

    # days and places ---------------------------------------------------------------------------

    def _first(self) -> date:
        assert self._year is not None
        return date(self._year.year, 1, 1)

    def _last(self) -> date:
        assert self._year is not None
        return min(self._year.today, date(self._year.year, 12, 31))

    def _column(self, day: date) -> int:
        return (day - self._first() + timedelta(days=self._first().weekday())).days // 7

    def pitch(self) -> int:
        """From one week to the next, in pixels: less than asked for when the year would not fit."""
        if self._year is None:
            return self._cell + self._gap
        weeks = self._column(self._last()) + 1
        return min(self._cell + self._gap, max(4, (self.width() + self._gap) // weeks))

    def rect_of(self, day: date) -> QRectF:
        """Where the cell of ``day`` stands."""
        pitch = self.pitch()
        cell = pitch - self._gap
        return QRectF(self._column(day) * pitch, day.weekday() * pitch, cell, cell)

    def day_at(self, spot: QPointF) -> date | None:
        """The day under ``spot``; None where there is none."""
        if self._year is None:
            return None
        pitch = self.pitch()
        row, column = int(spot.y() // pitch), int(spot.x() // pitch)
        if not 0 <= row < self._rows():
            return None
        day = self._first() + timedelta(days=column * 7 + row - self._first().weekday())
        return day if self._first() <= day <= self._last() else None

    def colour(self, day: date) -> str:
        """The colour of a day's cell."""
        look, year = tokens(), self._year
        assert year is not None
        minutes = year.minutes.get(day)
        if day == year.today and minutes is not None:
            return look.accent
        if minutes is None:
            return look.sunken
        if minutes < 180:
            return look.ink_200
        return look.ink_400 if minutes <= 360 else look.ink

    # words -------------------------------------------------------------------------------------

    def words_of(self, day: date) -> str:
        """What a day is called: its date and how long."""
        minutes = self._year.minutes.get(day) if self._year is not None else None
        if minutes is None:
            return _("{day}: not here").format(day=day_long(day))
        return _("{day}: {hours}").format(day=day_long(day), hours=length(minutes))

    def _speak(self) -> None:
        if self._day is not None:
            self.setAccessibleDescription(self.words_of(self._day))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self.day_at(QPointF(event.pos()))
            if day is not None:
                QToolTip.showText(event.globalPos(), self.words_of(day), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if step is None or self._day is None or not plain:
            super().keyPressEvent(event)
            return
        day = self._day + timedelta(days=step)
        if self._rows() == 6 and day.weekday() == 6:
            day += timedelta(days=1 if step > 0 else -1)
        if self._first() <= day <= self._last():
            self._day = day
            self._speak()
            spot = self.rect_of(day).bottomRight().toPoint()
            QToolTip.showText(self.mapToGlobal(spot), self.words_of(day), self)
            self.update()

    def focusOutEvent(self, event: object) -> None:
        QToolTip.hideText()
        super().focusOutEvent(event)  # type: ignore[arg-type]

    def halo(self) -> Halo:
        """The ring stands around the days."""
        return Halo(QRectF(self.rect()).adjusted(0, 0, 0, -_LEGEND), 4, gap=2)

    # painting ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._year is None:
            return
        with painters.painting(self) as painter:
            day = self._first()
            while day <= self._last():
                if day.weekday() < self._rows():
                    painters.box(painter, self.rect_of(day), 2, self.colour(day))
                day += timedelta(days=1)
            self._months(painter)
            if self.hasFocus() and self._day is not None:
                painters.box(painter, self.rect_of(self._day), 2, "", tokens().text, 2)

    def _months(self, painter: QPainter) -> None:
        assert self._year is not None
        top, free = self._rows() * self.pitch() + 6, 0.0
        for month in range(1, self._last().month + 1):
            words = month_short(date(self._year.year, month, 1))
            left = self._column(date(self._year.year, month, 1)) * self.pitch()
            room = QRectF(left, top, 48, 16)
            if left >= free and left + 20 <= self.width():
                wide = painters.text(painter, room, Role.CAPTION, words, tokens().text2)
                free = left + wide + 6

    def sizeHint(self) -> QSize:
        return QSize(320, self.minimumHeight())
