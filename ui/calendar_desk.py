"""Room calendars at the desk: joins their page, form, files and operations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from askadesk.core.i18n import _
from ui.commands import Command, On
from ui.operations.base import Bench
from ui.operations.booking_form import BookingForm
from ui.operations.calendar import CalendarOperations
from ui.operations.calendar_files import CalendarFileOperations
from ui.operations.waiting import WaitingOperations
from ui.pages.calendar.page import SECTION, CalendarPage


class CalendarDesk(QObject):
    """``shown`` says whose page shows, None for nobody's: theirs is the first thing that export offers.
    ``doors_asked`` and ``plan_asked`` carry the day (date) whose paper is wanted."""

    person_opened = Signal(object)
    settings_asked = Signal()
    doors_asked = Signal(object)
    plan_asked = Signal(object)

    def __init__(
        self, bench: Bench, shown: Callable[[], UUID | None], waiting: WaitingOperations
    ) -> None:
        super().__init__(bench.window)
        self._on = On(bench.window.go_to, SECTION.key)
        self.page = CalendarPage()
        bench.window.hold(self.page)
        self.form = BookingForm(bench)
        self.operations = CalendarOperations(bench, self.page, self.form)
        self.files = CalendarFileOperations(bench, shown)
        self.waiting = waiting
        self._wire_waiting()
        self.page.import_asked.connect(self.files.ask_import)
        self.page.export_asked.connect(self.files.ask_export)
        self.page.doors_asked.connect(self.doors_asked)
        self.page.plan_asked.connect(self.plan_asked)
        self.operations.person_opened.connect(self.person_opened)
        self.operations.settings_asked.connect(self.settings_asked)

    def _wire_waiting(self) -> None:
        self.form.waited.connect(self.waiting.entered)
        self.page.one.leave_asked.connect(self.waiting.leave)
        self.waiting.booked.connect(self.operations.written)
        self.operations.story.listen(self.waiting.back)

    def commands(self) -> Iterable[Command]:
        """What the palette and the overlay of keys say of it."""
        page, do = self.page, self._on
        bar = page.toolbar
        return (
            do("new", lambda: _("New booking"), "calendar-plus", page.ask_new, "Ctrl N"),
            do("today", lambda: _("Today in the calendar"), "calendar-days", bar.go_today),
            do("before", lambda: _("The day before"), "chevron-left", bar.go_before, "PgUp"),
            do("after", lambda: _("The day after"), "chevron-right", bar.go_after, "PgDn"),
            do("filter", lambda: _("Filter the spaces"), "filter", page.show_filters, "Ctrl F"),
            do(
                "call_off",
                lambda: _("Call off the chosen booking"),
                "calendar-off",
                page.one.call_off,
                "Del",
                page.one.can_call_off,
            ),
            do("undo", lambda: _("Undo"), "undo-2", page.undo_asked.emit, "Ctrl Z"),
            do("redo", lambda: _("Redo"), "refresh-cw", page.redo_asked.emit, "Ctrl Y"),
            Command(
                "waiting", lambda: _("Who waits for a room"), "clipboard-list", self.waiting.open
            ),
            *self.files.commands(),
        )
