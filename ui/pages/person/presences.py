"""When someone was here: the year at a glance, and the latest days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.i18n import _, day_weekday, hour
from askadesk.people.rows import PersonPage, PresenceYear
from ui import fonts, painters
from ui.fonts import Role
from ui.pages.person import phrases
from ui.pages.person.measures import COMPACT, Measures
from ui.theme import tokens
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.heat_strip import HeatStrip, length
from ui.widgets.rows import RowPainter, RowsView
from ui.widgets.text import Text


class YearCard(Speaking, Card):
    """``year_asked`` carries the year to show."""

    year_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._year: PresenceYear | None = None
        self._since = 0
        self._fills = COMPACT
        self.title = Text(role=Role.TITLE)
        self.count = Text(role=Role.SECOND, tone="text2")
        self.before = Button(size=32, icon="chevron-left", kind="ghost")
        self.after = Button(size=32, icon="chevron-right", kind="ghost")
        self.strip = HeatStrip()
        self.head = QWidget()
        row = self._row = QHBoxLayout(self.head)
        row.setSpacing(8)
        row.addWidget(self.title)
        for part in (self.before, self.after):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.count)
        self._below = QVBoxLayout()
        self._below.addWidget(self.strip)
        self.body.addWidget(self.head)
        self.body.addLayout(self._below)
        self.before.clicked.connect(self._earlier)
        self.after.clicked.connect(self._later)
        self.retranslate()
        self.measure(COMPACT)

    def measure(self, to: Measures) -> None:
        """Take the measures of the window."""
        self._fills = to
        self.title.wear(to.title)
        self.head.setFixedHeight(to.head)
        self._row.setContentsMargins(to.padding, 0, to.padding, 0)
        self._below.setContentsMargins(to.padding, 0, to.padding, 14 if to is COMPACT else 17)
        self.strip.measure(to.cell, to.pitch)

    def show_year(self, year: PresenceYear, since: int) -> None:
        """Show ``year``; ``since`` is the first one that can hold anything."""
        self._year, self._since = year, since
        self.strip.show_year(year)
        self.retranslate()

    def retranslate(self) -> None:
        self.before.setAccessibleName(_("The year before"))
        self.after.setAccessibleName(_("The year after"))
        year = self._year
        if year is None:
            return
        self.title.say(_("Presences {year}").format(year=year.year))
        self.before.setEnabled(year.year > self._since)
        self.before.setVisible(self._since < year.today.year)
        self.after.setVisible(year.year < year.today.year)
        self.strip.setAccessibleName(self.title.text())
        self._say_count(year)

    def _say_count(self, year: PresenceYear) -> None:
        """With the usual days where there is room for them."""
        parts = (self.title, self.before, self.after)
        taken = sum(one.sizeHint().width() + 16 for one in parts if not one.isHidden())
        words = phrases.presences(year)
        if fonts.width(Role.SECOND, words) > self.width() - taken - 2 * self._fills.padding:
            words = phrases.presence_count(year)
        self.count.say(words)
        self.count.setToolTip(phrases.presences(year))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._year is not None:
            self._say_count(self._year)

    def _earlier(self) -> None:
        if self._year is not None:
            self.year_asked.emit(self._year.year - 1)

    def _later(self) -> None:
        if self._year is not None:
            self.year_asked.emit(self._year.year + 1)


@dataclass(frozen=True, slots=True)
class DayHere:
    """A day with a presence: how many minutes, and since when where it still lasts."""

    day: date
    minutes: int
    today: date
    since: datetime | None = None


class DayPainter(RowPainter[DayHere]):
    """The day, how long, and the chip of who is here now."""

    def __init__(self) -> None:
        self.measures = COMPACT

    def height(self, row: DayHere) -> int:
        return self.measures.row

    def chosen(self, row: DayHere) -> bool:
        return False

    def name(self, row: DayHere) -> str:
        return ", ".join((_day(row), self._length(row)))

    def _length(self, row: DayHere) -> str:
        if row.since is not None:
            return _("Here since {hour}").format(hour=hour(row.since))
        return length(row.minutes) if row.minutes else _("less than a minute")

    def paint(self, painter: QPainter, rect: QRectF, row: DayHere) -> None:
        look = tokens()
        day = QRectF(rect.left(), rect.top(), 136, rect.height())
        painters.text(painter, day, Role.STRONG, _day(row), look.text)
        words = self._length(row)
        if row.since is not None:
            wide = painters.chip_width(words, "circle-check")
            chip = QRectF(rect.right() - wide, rect.center().y() - 12, wide, 24)
            painters.chip(painter, chip, words, "ok", "circle-check")
            return
        painters.text(painter, rect.adjusted(148, 0, 0, 0), Role.BODY, words, look.text2)


def _day(row: DayHere) -> str:
    return _("today") if row.day == row.today else day_weekday(row.day)


class LatestCard(Speaking, Card):
    """The latest days of the year shown, and the button that lets in or out."""

    presence_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: PersonPage | None = None
        self.title = Text(role=Role.TITLE)
        self.presence = Button(size=32)
        self.presence.clicked.connect(self.presence_asked)
        self.head = QWidget()
        self._row = QHBoxLayout(self.head)
        self._row.addWidget(self.title)
        self._row.addStretch(1)
        self._row.addWidget(self.presence)
        self.painter = DayPainter()
        self.list: RowsView[DayHere] = RowsView(self.painter, first_ruled=True, whole_rows=True)
        self.quiet = Text(tone="text2", wrap=True)
        self._quiet = QVBoxLayout()
        self._quiet.addWidget(self.quiet)
        self.body.addWidget(self.head)
        self.body.addLayout(self._quiet)
        self.body.addWidget(self.list, 1)
        self.body.addStretch(0)
        self.retranslate()
        self.measure(COMPACT)

    def measure(self, to: Measures) -> None:
        """Take the measures of the window."""
        self.painter.measures = to
        self.painter.padding = to.padding
        self.title.wear(to.title)
        self.head.setFixedHeight(to.head)
        self._row.setContentsMargins(to.padding, 0, to.padding, 0)
        self._quiet.setContentsMargins(to.padding, 0, to.padding, 0)
        self.setMinimumHeight(2 + to.head + to.row)
        self.list.measure_again()

    def hasHeightForWidth(self) -> bool:
        """Its list takes the room that is left: it asks for none of its own."""
        return False

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def show_person(self, page: PersonPage) -> None:
        """Show the days of ``page``."""
        self._page = page
        self.retranslate()

    def retranslate(self) -> None:
        self.title.say(_("Latest presences"))
        self.list.setAccessibleName(_("Latest presences"))
        page = self._page
        if page is None:
            return
        inside = page.inside_since is not None
        self.presence.say(
            _("Check out") if inside else _("Let in"), icon="log-out" if inside else "log-in"
        )
        self.presence.setVisible(page.archived_at is None and (inside or page.bar is None))
        rows = days_of(page)
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.quiet.setVisible(not rows)
        self.quiet.say(_("No presence in {year} yet.").format(year=page.presences.year))


def days_of(page: PersonPage) -> list[DayHere]:
    """The days of the year shown, newest first."""
    year = page.presences
    days = sorted(year.minutes, reverse=True)
    here = page.inside_since
    rows = [
        DayHere(day, year.minutes[day], year.today, here if _is_open(here, day) else None)
        for day in days
    ]
    if here is not None and year.today.year == year.year and year.today not in year.minutes:
        rows.insert(0, DayHere(year.today, 0, year.today, here))
    return rows


def _is_open(here: datetime | None, day: date) -> bool:
    return here is not None and here.date() == day
