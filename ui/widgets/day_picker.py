"""A month to choose a day from."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.i18n import _, month_year
from ui import fonts, painters
from ui.fonts import Role
from ui.theme import qcolor, tokens
from ui.widgets.button import Button
from ui.widgets.text import Text

_CELL = 36
_WEEKS = 6


class DayPicker(QWidget):
    """``chosen`` carries a day (date). Arrows go from day to day, PgUp and PgDn from month to month."""

    chosen = Signal(object)

    def __init__(self, day: date, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days = _Days(today)
        self.month = Text(role=Role.TITLE)
        self.before = Button(kind="ghost", icon="chevron-left", size=32)
        self.after = Button(kind="ghost", icon="chevron-right", size=32)
        self.before.setAccessibleName(_("The month before"))
        self.after.setAccessibleName(_("The month after"))
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 0, 0)
        head.setSpacing(4)
        head.addWidget(self.month, 1)
        head.addWidget(self.before)
        head.addWidget(self.after)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.days)
        self.before.clicked.connect(self.days.showPreviousMonth)
        self.after.clicked.connect(self.days.showNextMonth)
        self.days.currentPageChanged.connect(self._turned)
        self.days.clicked.connect(self._clicked)
        self.days.activated.connect(self._clicked)
        self.days.setSelectedDate(QDate(day.year, day.month, day.day))
        self._turned(day.year, day.month)
        self.setFocusProxy(self.days)

    def _turned(self, year: int, month: int) -> None:
        words = month_year(date(year, month, 1))
        self.month.say(words[:1].upper() + words[1:])

    def _clicked(self, day: QDate) -> None:
        self.chosen.emit(date(day.year(), day.month(), day.day()))


class _Days(QCalendarWidget):
    """The weeks: today in a ring, the chosen day filled, days of other months faint."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = QDate(today.year, today.month, today.day)
        self.setNavigationBarVisible(False)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setFont(fonts.font(Role.SECOND))
        self.setAccessibleName(_("Days of the month"))
        named = QTextCharFormat()
        named.setForeground(qcolor(tokens().text3))
        named.setBackground(qcolor(tokens().surface))
        self.setHeaderTextFormat(named)
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(weekday, named)
        least = QSize(7 * _CELL, (_WEEKS + 1) * _CELL)
        self.setFixedSize(self.minimumSizeHint().expandedTo(least))

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate | date) -> None:
        """Qt's hook for each day."""
        look, now = tokens(), QDate(day)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, qcolor(look.surface))
        box = QRectF(rect).adjusted(2, 2, -2, -2)
        colour = look.text if now.month() == self.monthShown() else look.text3
        if now == self.selectedDate():
            colour = look.ink_on
            painters.box(painter, box, 8, look.ink)
        elif now == self._today:
            painters.box(painter, box, 8, "", look.accent, 2)
        middle = Qt.AlignmentFlag.AlignHCenter
        painters.text(painter, box, Role.SECOND, str(now.day()), colour, middle, grows=False)
        painter.restore()
