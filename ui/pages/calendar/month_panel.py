"""Beside the month: how many spaces are free on a day, and which, those that are free first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from askadesk.core.i18n import _, day_spoken, hour, ngettext, number, weekday
from askadesk.rooms.days import COUNTED_APART, booked_on
from askadesk.rooms.rows import DayPage, MonthDay, SpaceDay
from askadesk.rooms.words import bookings_words, length
from db.values import TimeSpan
from ui import icons, painters
from ui.fonts import Role
from ui.pages.calendar import captions, phrases
from ui.pages.calendar.facts import sentences
from ui.pages.calendar.grid_measures import COMPACT, GridMeasures
from ui.theme import tokens
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.card import Card, CardHeader, Rule
from ui.widgets.rows import RowPainter, RowsView
from ui.widgets.text import Text

_ROW = 44


@dataclass(frozen=True, slots=True)
class SpaceLine:
    """A space on the day: when it is free for long enough (``slot`` is the first), and in words. ``bookings``
    are those that it has although it is closed."""

    row: SpaceDay
    slot: TimeSpan | None
    words: str
    bookings: int = 0


def lines_of(page: DayPage, least: timedelta) -> list[SpaceLine]:
    """The spaces of a day, those first that are free for ``least``, then those that are closed and booked."""
    counted = [one for one in page.rows if one.space.kind not in COUNTED_APART] or page.rows
    found = [_line(one, page, least) for one in page.rows]
    return sorted((one for one in found if one.bookings or one.row in counted), key=_rank)


def _rank(line: SpaceLine) -> tuple[bool, bool]:
    return line.slot is None, not line.bookings


def _line(row: SpaceDay, page: DayPage, least: timedelta) -> SpaceLine:
    if captions.is_closed(row, page.day, page.zone):
        return _closed_line(row, page)
    free = captions.slots(row, page.day, page, least)
    if not free:
        over = page.day < page.now.date()
        return SpaceLine(row, None, _("over") if over else _("full"))
    slot = free[0]
    return SpaceLine(row, slot, _free_words(row, page, slot))


def _closed_line(row: SpaceDay, page: DayPage) -> SpaceLine:
    """A closed space: with the hours of its booking, or how many it has, where there are any all the same."""
    booked = booked_on(row.blocks, page.day)
    if not booked:
        return SpaceLine(row, None, _("closed"))
    words = _("closed, {bookings}").format(bookings=bookings_words(len(booked)))
    if len(booked) == 1:
        times = phrases.times(booked[0].starts, booked[0].ends)
        words = _("closed, booked {times}").format(times=times)
    return SpaceLine(row, None, words, len(booked))


def _free_words(row: SpaceDay, page: DayPage, slot: TimeSpan) -> str:
    ends = any(one.starts <= slot.end < one.ends for one in row.closed)
    ends = ends or slot.end.date() > page.day
    begins = any(one.starts < slot.start <= one.ends for one in row.closed)
    begins = begins or slot.start <= page.now or slot.start.time() == datetime.min.time()
    if begins and ends:
        return _("free all day")
    if ends or not begins:
        return _("free from {hour}").format(hour=hour(slot.start))
    return _("free until {hour}").format(hour=hour(slot.end))


class SpacePainter(RowPainter[SpaceLine]):
    """State icon, name, from when it is free; a plus where it can be booked."""

    def height(self, row: SpaceLine) -> int:
        return _ROW

    def chosen(self, row: SpaceLine) -> bool:
        return row.slot is not None

    def name(self, row: SpaceLine) -> str:
        return f"{row.row.space.name}, {row.words}"

    def paint(self, painter: QPainter, rect: QRectF, row: SpaceLine) -> None:
        look, middle = tokens(), rect.center().y()
        free = row.slot is not None
        icon, colour = ("circle-check", look.ok) if free else ("circle-dot", look.ink)
        icons.draw(painter, icon, rect.left(), round(middle - 8), 16, colour)
        left = rect.left() + 28
        room = rect.right() - left - (24 if free else 0)
        first = QRectF(left, middle - 17, room, 18)
        painters.text(painter, first, Role.PRIMARY, row.row.space.name, look.text)
        second = QRectF(left, middle + 1, room, 16)
        painters.text(painter, second, Role.CAPTION, row.words, look.text3)
        if free:
            icons.draw(painter, "plus", rect.right() - 16, round(middle - 8), 16, look.text3)


class MonthPanel(Speaking, Card):
    """The chosen day of the month."""

    slot_asked = Signal(object, object, object)
    day_opened = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day: MonthDay | None = None
        self._now: datetime | None = None
        self._page: DayPage | None = None
        self._least = captions.HOUR
        self.header = CardHeader(COMPACT.panel_header)
        self.close_button = Button(kind="ghost", size=32, icon="x")
        self.close_button.clicked.connect(self.closed)
        self.header.aside.addWidget(self.close_button)
        self.count, self.about = Text(role=Role.FIGURE), Text(tone="text2", wrap=True)
        self._top = QWidget()
        self._figures = QHBoxLayout(self._top)
        self._figures.setSpacing(12)
        self._figures.addWidget(self.count)
        self._figures.addWidget(self.about, 1)
        self.list: RowsView[SpaceLine] = RowsView(SpacePainter(), first_ruled=True)
        self.list.chosen.connect(self._space_chosen)
        self.button = Button(kind="accent", icon="plus", key="F2", padding=8)
        self.button.clicked.connect(self._book)
        self.open_button = Button()
        self.open_button.clicked.connect(self._open)
        self._foot, self._rule = QWidget(), Rule()
        self._buttons = QVBoxLayout(self._foot)
        self._buttons.setSpacing(8)
        for button in (self.button, self.open_button):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._buttons.addWidget(button)
        for part in (self.header, Rule(), self._top):
            self.body.addWidget(part)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._rule)
        self.body.addWidget(self._foot)
        self.set_measures(COMPACT)
        self.retranslate()

    def set_measures(self, to: GridMeasures) -> None:
        """Take the measures of the window."""
        self.setFixedWidth(to.panel)
        self.list.painter.padding = to.padding
        self.list.measure_again()
        self.header.set_padding(to.padding, to.panel_header, to.title)
        self._figures.setContentsMargins(to.padding, 12, to.padding, 12)
        self._buttons.setContentsMargins(to.padding, 11, to.padding, 16)

    def set_least(self, least: timedelta) -> None:
        """For how long a space has to be free to be counted."""
        self._least = least

    # showing -------------------------------------------------------------------------------------

    def show_nothing(self) -> None:
        """No day is chosen."""
        self._day = None
        self.retranslate()

    def show_day(self, day: MonthDay, now: datetime) -> None:
        """Show what the month knows of a day; its spaces follow."""
        if self._page is not None and self._page.day != day.day:
            self._page = None
        self._day, self._now = day, now
        self.retranslate()

    def show_spaces(self, page: DayPage) -> None:
        """Show the spaces of the chosen day."""
        if self._day is not None and self._day.day == page.day:
            self._page = page
            self.retranslate()

    def _space_chosen(self, line: object) -> None:
        if isinstance(line, SpaceLine) and line.slot is not None:
            slot = captions.asked_slot(line.row, line.slot)
            self.slot_asked.emit(line.row.space.id, slot.start, slot.end)

    def _book(self) -> None:
        if self.list.rows:
            self._space_chosen(self.list.rows[0])

    def _open(self) -> None:
        if self._day is not None:
            self.day_opened.emit(self._day.day)

    def key(self, event: QKeyEvent) -> bool:
        """F2 books on the chosen day; False for any other key, and where nothing can be booked."""
        if event.key() == Qt.Key.Key_F2 and self.button.isVisible():
            self._book()
            return True
        return False

    # words ---------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.close_button.setAccessibleName(_("Close"))
        self.close_button.setToolTip(_("Close"))
        self.list.setAccessibleName(_("Spaces on this day"))
        self.open_button.say(_("Open the day"))
        day, shown = self._day, self._day is not None
        for part in (self.close_button, self.list, self._rule, self._foot):
            part.setVisible(shown)
        if day is None:
            self.header.title.say(_("No day chosen"))
            self.count.hide()
            self.about.say(_("Choose a day: its free spaces stand here."))
            return
        said = day_spoken(day.day)
        self.header.title.say(said[:1].upper() + said[1:])
        self.list.show_rows(lines_of(self._page, self._least) if self._page else ())
        self._say_count(day)
        self._say_button(day)

    def _say_count(self, day: MonthDay) -> None:
        self.count.setVisible(day.is_open and bool(day.of))
        self.count.say(number(day.free))
        if not day.is_open:
            reason = day.reason
            closed = _("Closed: {reason}").format(reason=reason) if reason else ""
            booked = bookings_words(day.bookings) if day.bookings else ""
            self.about.say(sentences((closed or _("Closed on this day."), booked)))
        elif not day.of:
            self.about.say(_("No space was written down yet."))
        else:
            words = ngettext(
                "of {all} spaces free\nfor at least {length}",
                "of {all} spaces free\nfor at least {length}",
                day.free,
            )
            minutes = int(self._least.total_seconds()) // 60
            self.about.say(words.format(all=number(day.of), length=length(minutes)))

    def _say_button(self, day: MonthDay) -> None:
        can = bool(self.list.rows) and self.list.rows[0].slot is not None
        self.button.setVisible(can)
        when = _("{weekday} {day}").format(weekday=weekday(day.day), day=day.day.day)
        self.button.say(_("Book on {day}").format(day=when))
