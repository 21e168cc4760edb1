"""The desk at work: joins window, pages, operations, scanner and archive. It decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from askadesk.core.changes import Changes
from askadesk.core.errors import DeskError
from askadesk.core.i18n import _
from askadesk.core.ports import Clock
from askadesk.hubs.rows import HubRow
from askadesk.people.rules import initials_of
from askadesk.presence.rows import ExpectedRow, FoundPerson, PresentRow, RecentScan, Today, Undone
from ui import fonts, sections
from ui.archive import OpenedDesk
from ui.desk_parts import DeskParts
from ui.leisure import Leisure
from ui.operations.presence import Answered, FoundFor
from ui.preferences import Preferences
from ui.widgets.database_chip import Archive

if TYPE_CHECKING:
    pass

TICK_MS = 1_000
SOUNDS_WAIT_MS = 1_500
CONCERNS_TODAY = ("visit", "pass", "expected", "person", "attempt", "charge", "credential")


class Desk(DeskParts):
    """One open desk window. ``opened`` once the archive is ready and the first page was read."""

    opened = Signal()
    _heard = Signal(object)

    def __init__(
        self,
        app: QApplication,
        preferences: Preferences,
        database: str | None,
        clock: Clock | None = None,
    ) -> None:
        super().__init__(app, preferences, database, clock)
        self._shown: Today | None = None
        self._hour: int | None = None
        self.leisure = Leisure(app, self)
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._quiet = self._once(SOUNDS_WAIT_MS, preferences.sounds.prepare)
        self._afterwards = self._once(0, self._build_the_rest)
        self._wire_window()
        self._wire_operations()

    def _once(self, milliseconds: int, slot: Callable[[], object]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=milliseconds)
        timer.timeout.connect(slot)
        return timer

    # joining -------------------------------------------------------------------------------------

    def _wire_window(self) -> None:
        window, today = self.window, self.today
        window.scan_submitted.connect(self.presence.submit)
        window.search_changed.connect(self.presence.search)
        window.found_chosen.connect(self._found_chosen)
        window.database_asked.connect(self._say_where)
        window.closing.connect(self.close)
        window.booking_asked.connect(self._book)
        window.top.presence.clicked.connect(self._call)
        for key, slot in (("F12", self._call), ("Shift+F12", self._drill)):
            QShortcut(QKeySequence(key), window).activated.connect(slot)
        today.way_chosen.connect(self._way_chosen)
        today.undo_asked.connect(self._undo)
        today.print_card_asked.connect(self._print_card)
        today.guests_asked.connect(self._guests)
        today.announce_asked.connect(self._announce)
        today.expected_chosen.connect(self._expected_chosen)
        today.present_chosen.connect(self._present_chosen)
        today.recent_chosen.connect(self._recent_chosen)
        today.everyone_asked.connect(self.presence.read_everyone)
        today.person_opened.connect(self._open_person)
        today.new_person_asked.connect(self._new_person)
        self._wire_palette()

    def _wire_palette(self) -> None:
        palette = self.orders.palette
        palette.card_asked.connect(self._print_card)
        palette.person_opened.connect(self._open_person)
        palette.organisation_opened.connect(self._open_organisation)
        palette.booking_asked.connect(self._book_for)
        self.orders.commands.add_source(self._more_commands)

    def _wire_operations(self) -> None:
        presence = self.presence
        presence.answered.connect(self._answered)
        presence.recalled.connect(self.today.show_card)
        presence.undone.connect(self._undone)
        presence.found.connect(self._found)
        presence.today_read.connect(self._today_read)
        presence.everyone_read.connect(self._show_everyone)
        self.errors.remedy_chosen.connect(self._remedy)
        self.runner.crashed.connect(self.errors.show_bug)
        self.runner.refused.connect(self.errors.show)
        self.archive.opened.connect(self._opened)
        self.archive.failed.connect(self._not_opened)
        self.archive.empty.connect(self._ask_first)
        self.archive.hub_changed.connect(self._show_hub)
        self.scanner.scanned.connect(self._scanned)
        self.reading.scanned.connect(self._read_from_picture)
        self.reading.nothing_read.connect(presence.nothing_read)
        self._heard.connect(self.bus.announce)
        self.bus.changed.connect(self._changed)
        self._clock.timeout.connect(self._tick)
        self.preferences.tongue.changed.connect(self._language_changed)

    def start(self) -> None:
        """Show the window at once, and open the archive behind it."""
        self.errors.catch_all()
        self.window.show()
        self.window.ready()
        self.scanner.start()
        self.archive.open(self._heard.emit)
        QTimer.singleShot(0, self, self._later)

    def _later(self) -> None:
        """What the first picture of the window need not wait for."""
        fonts.load_fallbacks()
        self.reading.follow_settings()
        self._quiet.start()

    def close(self) -> None:
        """Stop listening and end every thread; what was asked of the archive is still done."""
        self.scanner.stop()
        self._clock.stop()
        self._quiet.stop()
        self._afterwards.stop()
        self.leisure.stop()
        self.reading.close()
        if self._settings.built is not None:
            self._settings.built.close()
        if self._roll_call.built is not None:
            self._roll_call.built.stop()
        self.archive.close()
        self.runner.close()
        self.archive.dispose()
        self.errors.let_go()

    def _build_the_rest(self) -> None:
        """At leisure: whoever opens a page or a dialog later finds it there. Who is in is known at once."""
        self.presence.close_forgotten()
        self._tick()
        self._roll_call()
        pages = (sections.CALENDAR, sections.PEOPLE, sections.SETTINGS)
        build = [partial(self.window.page, one.key) for one in pages]
        self.leisure.start(
            self._ways, self._printing, self.roll_call.get_ready, *build, self._visitors
        )

    # the archive ---------------------------------------------------------------------------------

    def _opened(self, desk: OpenedDesk) -> None:
        self._desk = desk
        self.bench.services = desk.services
        top = self.window.top
        top.database.show_state(Archive.SHARED if desk.is_shared else Archive.LOCAL)
        self.presence.refresh()
        if self.window.shown != sections.TODAY.key:
            self.window.section_changed.emit(self.window.shown)  # it could not be read before
        self._show_hub(desk.hub)
        self._clock.start()
        if self._roll_call.built is not None:
            self._roll_call.built.refresh()
        if desk.backup is not None:
            words = _("The archive was brought up to date. A copy of it is in {file}.")
            self.window.toasts.say(words.format(file=desk.backup.name), icon="database")

    def _show_hub(self, hub: object) -> None:
        """The hub has this name, capacity and clock now: say so wherever it is named."""
        assert isinstance(hub, HubRow)
        if self._desk is None:
            return
        self._desk = desk = replace(self._desk, hub=hub)
        if self._settings.built is not None:
            self._settings.built.show_desk(hub.name)
        badge = self.window.top.operator
        badge.show_operator(desk.operator, initials_of(desk.operator), hub.name)
        if self._shown is not None:
            self.presence.refresh()
        self._tick()

    def _not_opened(self, error: DeskError) -> None:
        self.window.top.database.show_state(Archive.AWAY)
        error.way_out = "open_again"
        self._roll_call()
        self.errors.show(error, _("Try again"))

    def _remedy(self, code: str) -> None:
        if code == "open_again":
            self.archive.open(self._heard.emit)
        elif code == "choose_printer" or code == "save_elsewhere":
            self.printing.again()

    def _say_where(self) -> None:
        if self._desk is not None:
            words = _("Archive: {place}").format(place=self._desk.place)
            self.window.toasts.say(words, icon="database")

    def _changed(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self.archive.changed(changes)
        self.strip.changed(changes)
        if self._calendar.built is not None:
            self._calendar.built.operations.changed(changes)
        if changes.touches("waiting"):
            self._waiting().changed(changes)
        if self._people.built is not None:
            self._people.built.changed(changes)
        if self._settings.built is not None:
            self._settings.built.changed(changes)
        if changes.touches(*CONCERNS_TODAY):
            self.presence.refresh()

    # codes ---------------------------------------------------------------------------------------

    def _scanned(self, code: str) -> None:
        """A code is for the door, except while a scanner is tried out or the roll is called."""
        calls = self._roll_call.built
        if calls is not None and calls.showing:
            calls.scan(code)
        elif not self._trying_out():
            self.window.go_to(sections.TODAY.key)
            self.presence.scan(code)

    def _read_from_picture(self, code: str) -> None:
        if self._settings.built is not None:
            self._settings.built.scanner.read(code)
        self._scanned(code)

    def _trying_out(self) -> bool:
        settings = self._settings.built
        return settings is not None and settings.scanner.trying

    def _book(self) -> None:
        """Ctrl B: a booking for whoever stands on the card, or on the page that shows."""
        if self.window.dialog_open():
            return
        person = self._whose_page()
        if person is None and self.window.shown == sections.TODAY.key:
            person = self.today.shown_person
        if person is not None:
            self.calendar.form.new_for(person)
        else:
            self.calendar.form.new()

    def _book_for(self, person: object) -> None:
        assert isinstance(person, UUID)
        self.calendar.form.new_for(person)

    def _ask_first(self, database: str) -> None:
        self.first_run.open(database)

    # the page ------------------------------------------------------------------------------------

    def _today_read(self, today: Today) -> None:
        first = self._shown is None
        self._shown = today
        self.today.show_today(today)
        self.window.top.presence.show_count(today.bodies, today.capacity)
        if first:
            self.opened.emit()
            self._afterwards.start()

    def _tick(self) -> None:
        now = self._now()
        shown = self._shown
        self.window.top.clock.show_time(now)
        if shown is not None:
            self.strip.tick(now)
        if self._people.built is not None:
            self._people.built.page.set_today(now.date())
        if self._calendar.built is not None:
            self._calendar.built.page.tick(now)
        if shown is not None and shown.now.date() != now.date():
            self.presence.close_forgotten()
            self.presence.refresh()
        elif shown is not None:
            self.today.tick(now)
            self._see_to_the_night(shown, now)

    def _see_to_the_night(self, shown: Today, now: datetime) -> None:
        """Each hour: who stayed into the night is on the list until the morning comes."""
        before, self._hour = self._hour, now.hour
        if before != now.hour and any(row.since.date() < now.date() for row in shown.present):
            self.presence.close_forgotten()

    def _language_changed(self, _code: str) -> None:
        self.presence.refresh()
        self.strip.refresh()
        if self._roll_call.built is not None:
            self._roll_call.built.refresh()
        self.presence.read_card_again()

    def _answered(self, answered: Answered) -> None:
        card = answered.card
        self.orders.palette.close()
        self.today.show_card(card)
        # The verdict is painted first: a sound may wait, a receptionist not.
        QTimer.singleShot(0, self, self._sound)
        if self.window.dialog_open():
            self._ways().tell(card)

    def _sound(self) -> None:
        card = self.today.scan_card.card
        if card is not None:
            self.preferences.sounds.play_for(card.verdict.answer)

    def _undone(self, undone: Undone) -> None:
        self.today.show_card(None)
        self.window.ready()

    def _undo(self, _visit: object) -> None:
        self.presence.undo()

    def _found(self, found: FoundFor) -> None:
        self.window.show_found(found.text, found.people)

    def _found_chosen(self, person: object) -> None:
        assert isinstance(person, FoundPerson)
        self.presence.let_in(person.id)

    def _way_chosen(self, option: object) -> None:
        self._ways().take(option, self.today.scan_card.card)

    def _guests(self, visit: object) -> None:
        card = self.today.scan_card.card
        if isinstance(visit, UUID) and card is not None:
            self._ways().ask_guests(visit, card)

    def _show_everyone(self, people: object) -> None:
        self._ways().show_everyone(people)

    def _expected_chosen(self, row: object) -> None:
        if isinstance(row, ExpectedRow) and row.person is not None:
            self.presence.let_in(row.person)

    def _present_chosen(self, row: object) -> None:
        if isinstance(row, PresentRow):
            self.presence.let_in(row.person)

    def _recent_chosen(self, row: object) -> None:
        if isinstance(row, RecentScan) and row.command is not None:
            self.presence.recall(row.command)
