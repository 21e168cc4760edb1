"""The Calendario page: a day by spaces, and the ways of looking further than a day.

The page is a view. It says by signals what it wants to show and what was asked of it; it calls no service.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from askadesk.rooms.on_the_day import later, minutes_between
from askadesk.rooms.rows import BookingRow, DayPage, Filter, MonthPage, WeekPage
from ui import sections
from ui.pages.calendar.day import DayPane
from ui.pages.calendar.drag import USUAL, Slot
from ui.pages.calendar.filters import FilterBar, Wish
from ui.pages.calendar.listing import ListView
from ui.pages.calendar.measures import for_room
from ui.pages.calendar.month import MonthView
from ui.pages.calendar.toolbar import (
    DAY,
    DOORS,
    EXPORT,
    IMPORT,
    LIST,
    MONTH,
    WEEK,
    CalendarToolbar,
)
from ui.pages.calendar.week import WeekView

_CONTROL = Qt.KeyboardModifier.ControlModifier
_OTHER = Qt.FocusReason.OtherFocusReason


SECTION = sections.CALENDAR
"""Where the page stands in the navigation."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page wants to show."""

    mode: str
    day: date
    filter: Filter


@dataclass(frozen=True, slots=True)
class Shown:
    """What was read for an ``Asked``: a day, a week or a month by spaces, or bookings one after the other.
    ``row`` is the booking that is chosen, ``now`` the time on the hub's clock."""

    asked: Asked
    found: DayPage | WeekPage | MonthPage | tuple[BookingRow, ...]
    now: datetime
    row: BookingRow | None = None


class CalendarPage(QWidget):
    """Toolbar, filters when they are wanted, and below them a day, a week, a month or a list."""

    asked = Signal(object)
    """Another day, or other spaces, are to be read: an ``Asked``."""
    month_day_asked = Signal(object)
    """The day (date) of the month whose spaces are to be shown."""
    import_asked = Signal()
    export_asked = Signal()
    doors_asked = Signal(object)
    """The day (date) whose sheets are to hang on the doors."""
    plan_asked = Signal(object)
    """A day (date) of the week whose plan is to be printed."""
    undo_asked = Signal()
    redo_asked = Signal()
    settings_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.toolbar, self.filters, self.one = CalendarToolbar(), FilterBar(), DayPane()
        self.week, self.month, self.list = WeekView(), MonthView(), ListView()
        self.views: dict[str, QWidget] = {
            DAY: self.one,
            WEEK: self.week,
            MONTH: self.month,
            LIST: self.list,
        }
        self.stack = QStackedWidget()
        for view in self.views.values():
            self.stack.addWidget(view)
        self._asked: Asked | None = None
        self._chosen: date | None = None
        self._to_choose = False
        self._zone: ZoneInfo | None = None
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self.toolbar)
        self._column.addWidget(self.filters)
        self._column.addWidget(self.stack, 1)
        self.filters.hide()
        self.toolbar.offer_modes(tuple(self.views), DAY)
        self._wire()
        self._wire_views()
        self.set_roomy(False)

    def _wire(self) -> None:
        bar = self.toolbar
        bar.day_chosen.connect(self.go_to)
        bar.mode_chosen.connect(self.look_at)
        bar.more_asked.connect(self._more_asked)
        bar.filters_asked.connect(self.show_filters)
        bar.new_asked.connect(self.ask_new)
        bar.legend.gave_way.connect(self.one.panel.legend.setVisible)
        self.filters.changed.connect(self._wish_changed)
        self.one.go_on_asked.connect(self._go_on)

    def _wire_views(self) -> None:
        self.week.slot_asked.connect(self._slot_asked)
        self.month.slot_asked.connect(self._slot_asked)
        self.week.booking_chosen.connect(self.one.booking_asked)
        self.list.booking_chosen.connect(self.one.booking_asked)
        self.week.cell_chosen.connect(self._week_day_chosen)
        self.month.day_chosen.connect(self._day_chosen)
        self.month.day_chosen.connect(self.month_day_asked)
        self.month.day_opened.connect(self.open_day)

    def set_roomy(self, roomy: bool) -> None:
        """Take the measures of a 1920 or of a 1366 window."""
        to = for_room(roomy)
        across, down = to.margin
        self._column.setContentsMargins(across, 0, across, down)
        self.toolbar.measure(to)
        self.one.measure(to)
        for view in (self.week, self.month, self.list):
            view.set_roomy(roomy)

    # what is asked -----------------------------------------------------------------------------

    @property
    def wanted(self) -> Asked | None:
        """What the page shows, or is about to."""
        return self._asked

    @property
    def day(self) -> DayPage | None:
        """The day that shows."""
        return self.one.day

    def go_to(self, day: object) -> None:
        """Show another day, or the week or month that it is in."""
        assert isinstance(day, date)
        self._choose_on(self.mode, day)

    @property
    def chosen_day(self) -> date | None:
        """The day that is chosen: it stays so however it is looked at."""
        return self._chosen or (self._asked.day if self._asked is not None else None)

    @property
    def mode(self) -> str:
        """How it is looked at: ``day``, ``week``, ``month`` or ``list``."""
        return self._asked.mode if self._asked is not None else DAY

    def look_at(self, mode: str) -> None:
        """Look at the same day in another way."""
        if self.chosen_day is not None:
            self._choose_on(mode, self.chosen_day)

    def open_day(self, day: object) -> None:
        """Show a day by spaces."""
        assert isinstance(day, date)
        self._choose_on(DAY, day)

    def open_booking(self, row: BookingRow) -> None:
        """Show a booking where it stands on its day."""
        day = row.starts.date()
        if self.mode == DAY and self._asked is not None and self._asked.day == day:
            self.one.show_booking(row)
        else:
            self.one.timeline.selected = row.id
            self.open_day(day)

    def _slot_asked(self, space: object, starts: object, ends: object) -> None:
        """A free time was taken elsewhere: its first hour is booked in the form."""
        assert isinstance(space, UUID)
        assert isinstance(starts, datetime)
        assert isinstance(ends, datetime)
        hour = later(starts, min(USUAL, minutes_between(starts, ends)))
        self.one.form_asked.emit(Slot(space, starts, hour))

    def _choose_on(self, mode: str, day: date) -> None:
        """Show a day, or the week or month that it is in, and choose it there."""
        self._chosen, self._to_choose = day, True
        self._ask_for(mode, day)

    def _week_day_chosen(self, _space: object, day: object) -> None:
        self._day_chosen(day)

    def _day_chosen(self, day: object) -> None:
        """A day was chosen in the week or month that shows: nothing else is to be read."""
        assert isinstance(day, date)
        self._chosen = day
        if self.toolbar.today_ is not None:
            self._say_day(self.toolbar.today_)

    def _say_day(self, today: date) -> None:
        if self._asked is not None:
            self.toolbar.show_day(self._asked.day, today, self._asked.mode, self._chosen)

    def _ask_for(self, mode: str, day: date) -> None:
        wish = self.filters.wish.on(day, self._zone)
        if mode != DAY:  # a time of one day says nothing of the others
            wish = replace(wish, free=None)
        self._ask(Asked(mode, day, wish))

    def _ask(self, asked: Asked) -> None:
        self._asked = asked
        self.one.give_up()
        self.asked.emit(asked)

    def _wish_changed(self, wish: object) -> None:
        assert isinstance(wish, Wish)
        self.toolbar.show_filtered(wish.count)
        if self._asked is not None:
            self._ask_for(self.mode, self._asked.day)

    def show_filters(self) -> None:
        """Show the filters, or put them away when none is on."""
        shows = self.filters.isHidden() or bool(self.filters.wish.count)
        self.filters.setVisible(shows)
        if shows:
            self.filters.kinds.setFocus(Qt.FocusReason.OtherFocusReason)

    def _more_asked(self, what: str) -> None:
        """Files and paper; on paper is the day that is chosen."""
        day = self.chosen_day
        if what == IMPORT:
            self.import_asked.emit()
        elif what == EXPORT:
            self.export_asked.emit()
        elif day is not None:
            (self.doors_asked if what == DOORS else self.plan_asked).emit(day)

    def ask_new(self) -> None:
        """Book (Ctrl N): what is marked on the day, else in the form."""
        if self.mode == DAY:
            self.one.ask_new()
        else:
            self.one.form_asked.emit(None)

    # what comes back ---------------------------------------------------------------------------

    def show_read(self, shown: Shown) -> None:
        """Show what was read; an answer to an older question is dropped."""
        asked, found = shown.asked, shown.found
        if self._asked is not None and asked != self._asked:
            return
        self._asked = asked
        day, self._to_choose = self._chosen if self._to_choose else None, False
        self._say_day(shown.now.date())
        self.toolbar.show_legend(asked.mode == DAY)
        if isinstance(found, DayPage):
            self._show_day(found, shown.row)
        elif isinstance(found, WeekPage):
            self._show_week(found, day)
        elif isinstance(found, MonthPage):
            self._show_month(found, day)
        else:
            self.list.show_rows(found)
        self._bring(self.views[asked.mode])

    def _show_week(self, page: WeekPage, day: date | None) -> None:
        self.filters.offer_kinds(row[0].space.kind for row in page.rows)
        self.week.show_page(page)
        cell = self.week.grid.current
        if day is not None and cell is not None:
            self.week.choose(self.week.grid.space_of(cell), day)

    def _show_month(self, page: MonthPage, day: date | None) -> None:
        self.month.show_page(page, day=day)
        if self.month.day is not None:
            self.month_day_asked.emit(self.month.day)

    def _bring(self, view: QWidget) -> None:
        """Bring a view before the eyes; the keys go with it."""
        before = self.stack.currentWidget()
        if before is view:
            return
        here = before is not None and before.isAncestorOf(QApplication.focusWidget() or self)
        self.stack.setCurrentWidget(view)
        if here:
            (self.one.timeline if view is self.one else view).setFocus(_OTHER)

    def _show_day(self, page: DayPage, row: BookingRow | None) -> None:
        self._zone = page.zone
        self.toolbar.new.setEnabled(bool(page.rows))
        self.filters.offer_kinds(one.space.kind for one in page.rows)
        self.one.show_day(page, row, filtered=bool(self.filters.wish.count))

    def show_month_day(self, page: DayPage) -> None:
        """Show the spaces of the day that is chosen in the month."""
        self.month.show_day(page)

    def tick(self, now: datetime) -> None:
        """The hub's clock; something is done only once a minute has passed."""
        shown = self.one.timeline.now
        if shown is not None and (now.hour, now.minute) != (shown.hour, shown.minute):
            self.one.tick(now)
            self._say_day(now.date())

    # keys --------------------------------------------------------------------------------------

    def move_by_key(self, key: int) -> None:
        """An arrow pressed in the scan field goes on in the day; the pages turn the days."""
        if key == Qt.Key.Key_PageUp:
            self.toolbar.go_before()
        elif key == Qt.Key.Key_PageDown:
            self.toolbar.go_after()
        elif self.mode == DAY:
            self.one.come_in(Qt.Key(key))
        else:
            self.views[self.mode].setFocus(_OTHER)

    def key(self, event: QKeyEvent) -> bool:
        """Act on a key that reached the window; False when it means nothing here."""
        key = Qt.Key(event.key())
        control: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_F: self.show_filters,
            Qt.Key.Key_Z: self.undo_asked.emit,
            Qt.Key.Key_Y: self.redo_asked.emit,
        }
        plain: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_PageUp: self.toolbar.go_before,
            Qt.Key.Key_PageDown: self.toolbar.go_after,
        }
        acts = control if event.modifiers() == _CONTROL else plain
        if key in acts:
            acts[key]()
            return True
        if event.modifiers() == _CONTROL and key == Qt.Key.Key_N:
            self.ask_new()
            return True
        if self.mode == DAY:
            return self.one.key(event)
        view = self.views[self.mode]
        return isinstance(view, WeekView | MonthView) and view.key(event)

    def _go_on(self) -> None:
        if self.filters.wish.count:
            self.filters.clear()
        else:
            self.settings_asked.emit()
