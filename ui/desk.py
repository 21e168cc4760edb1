"""The desk at work: joins window, pages, operations, scanner and archive. It decides nothing itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from askadesk.access.codes import CodeKeys
from askadesk.core.changes import Changes
from askadesk.core.errors import DeskError
from askadesk.core.i18n import _
from askadesk.core.ports import Clock, SystemClock
from askadesk.hubs.rows import HubRow
from askadesk.people.rules import initials_of
from askadesk.presence.rows import ExpectedRow, FoundPerson, PresentRow, RecentScan, Today, Undone
from ui import fonts
from ui.archive import Archive as OpenArchive
from ui.archive import OpenedDesk
from ui.bus import AppBus
from ui.desk_commands import DeskCommands
from ui.errors import ErrorDesk
from ui.main_window import MainWindow
from ui.operations.archive_section import ArchiveSectionOperations
from ui.operations.base import Bench
from ui.operations.device_desk import DeviceSettingsDesk
from ui.operations.first_run import FirstRunOperations
from ui.operations.hub import HubOperations
from ui.operations.people_list import PeopleListOperations
from ui.operations.plans import PlanOperations
from ui.operations.presence import Answered, FoundFor, PresenceOperations
from ui.operations.printing import PrintingOperations
from ui.operations.reading_codes import CodeReading
from ui.operations.roll_call import RollCallOperations
from ui.operations.transfer import ImportOperations
from ui.operations.visitors import VisitorOperations
from ui.operations.ways import Ways
from ui.pages.people import page as people_page
from ui.pages.settings import archive as archive_section
from ui.pages.settings import hub as hub_section
from ui.pages.settings import page as settings_page
from ui.pages.settings import plans as plans_section
from ui.pages.today import page as today_page
from ui.people_desk import PeopleDesk
from ui.preferences import Preferences
from ui.scanner import ScannerFilter
from ui.tasks import TaskRunner
from ui.widgets.database_chip import Archive

TICK_MS = 1_000
SOUNDS_WAIT_MS = 1_500
CONCERNS_TODAY = ("visit", "pass", "expected", "person", "attempt", "charge", "credential")


class Desk(QObject):
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
        super().__init__(app)
        self.preferences = preferences
        self.window = MainWindow()
        self.today = today_page.TodayPage()
        self.window.add_page(today_page.SECTION, self.today)
        self.people = people_page.PeoplePage()
        self.window.add_page(people_page.SECTION, self.people)
        self.runner, self.bus = TaskRunner(self), AppBus(self)
        self.errors = ErrorDesk(self.window)
        self.bench = Bench(self.window, self.runner, self.errors)
        self.presence = PresenceOperations(self.bench)
        self.people_list = PeopleListOperations(self.bench, self.people)
        self.visitors = VisitorOperations(self.bench)
        self.printing = PrintingOperations(self.bench, preferences)
        self.importing = ImportOperations(self.bench)
        self.ways = Ways(self.bench, self.presence)
        self.reading = CodeReading(self.bench, preferences)
        clock = clock or SystemClock()
        self.archive = OpenArchive(self.bench, database, clock)
        self.first_run = FirstRunOperations(self.bench, self.archive, preferences, clock)
        self.scanner = ScannerFilter(self.keys, self)
        self.device = DeviceSettingsDesk(self.bench, preferences, self.reading, self.keys)
        self.settings = self.device.page
        self.hub, self.plans = HubOperations(self.bench), PlanOperations(self.bench)
        self.settings.add_section(
            "hub", "building-2", hub_section.name, self.hub.section, hub_section.words
        )
        self.settings.add_section(
            "plans", "tag", plans_section.name, self.plans.section, plans_section.words
        )
        self.kept = ArchiveSectionOperations(self.bench, preferences, clock)
        self.settings.add_section(
            "archive", "database", archive_section.name, self.kept.section, archive_section.words
        )
        self.window.add_page(settings_page.SECTION, self.settings)
        self.orders = DeskCommands(
            self.bench, self.presence, self.today, self.people, self.settings
        )
        self.folk = PeopleDesk(self.bench)
        self.roll_call = RollCallOperations(self.bench, self.printing, clock, self.keys)
        self.orders.commands.add(*self.roll_call.commands())
        self._desk: OpenedDesk | None = None
        self._shown: Today | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(SOUNDS_WAIT_MS)
        self._quiet.timeout.connect(preferences.sounds.prepare)
        self._wire_window()
        self._wire_operations()

    # joining -------------------------------------------------------------------------------------

    def _wire_window(self) -> None:
        window, today = self.window, self.today
        window.scan_submitted.connect(self.presence.submit)
        window.search_changed.connect(self.presence.search)
        window.found_chosen.connect(self._found_chosen)
        window.database_asked.connect(self._say_where)
        window.closing.connect(self.close)
        window.top.presence.clicked.connect(self.roll_call.open)
        self.people.cards_asked.connect(self.printing.cards)
        self.people.import_asked.connect(self.importing.ask_file)
        today.way_chosen.connect(self._way_chosen)
        today.undo_asked.connect(self._undo)
        today.print_card_asked.connect(self.printing.card)
        today.guests_asked.connect(self._guests)
        today.announce_asked.connect(self.visitors.open)
        today.expected_chosen.connect(self._expected_chosen)
        today.present_chosen.connect(self._present_chosen)
        today.recent_chosen.connect(self._recent_chosen)
        today.everyone_asked.connect(self.presence.read_everyone)
        self.orders.palette.card_asked.connect(self.printing.card)
        self._wire_folk()

    def _wire_folk(self) -> None:
        """Persons and organisations open from wherever they are named."""
        folk, orders = self.folk, self.orders
        orders.person_opened.connect(folk.one.open)
        orders.organisation_opened.connect(folk.house.open)
        for asks in (self.people, self.today):
            asks.new_person_asked.connect(folk.new)
        self.people.new_organisation_asked.connect(folk.house.new)
        folk.card_asked.connect(self.printing.card)
        folk.let_in_asked.connect(orders.palette.let_in_asked)
        folk.let_out_asked.connect(orders.palette.let_out_asked)
        self.bus.changed.connect(folk.changed)
        self.preferences.tongue.changed.connect(folk.spoken)

    def _wire_operations(self) -> None:
        presence = self.presence
        presence.answered.connect(self._answered)
        presence.recalled.connect(self.today.show_card)
        presence.undone.connect(self._undone)
        presence.found.connect(self._found)
        presence.today_read.connect(self._today_read)
        presence.everyone_read.connect(self.ways.show_everyone)
        self.visitors.label_asked.connect(self.printing.label)
        self.errors.remedy_chosen.connect(self._remedy)
        self.runner.crashed.connect(self.errors.show_bug)
        self.runner.refused.connect(self.errors.show)
        self.archive.opened.connect(self._opened)
        self.archive.failed.connect(self._not_opened)
        self.scanner.heard.connect(self.device.scanner.heard)
        self.scanner.scanned.connect(self._scanned)
        self.reading.scanned.connect(self._read_from_picture)
        self.reading.nothing_read.connect(presence.nothing_read)
        self._heard.connect(self.bus.announce)
        self.bus.changed.connect(self._changed)
        self.bus.changed.connect(self.roll_call.hear)
        self.hub.changed_hub.connect(self._show_hub)
        self.kept.call_asked.connect(self.roll_call.show_past)
        self._clock.timeout.connect(self._tick)
        self.preferences.tongue.changed.connect(self._language_changed)

    def start(self) -> None:
        """Show the window at once, and open the archive behind it."""
        self.errors.catch_all()
        self.window.show()
        self.window.ready()
        self.scanner.start()
        self.roll_call.remember(self.archive.place)
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
        self.reading.close()
        self.device.close()
        self.roll_call.stop()
        self.archive.close()
        self.runner.close()
        self.archive.dispose()
        self.errors.let_go()

    # the archive ---------------------------------------------------------------------------------

    def keys(self) -> CodeKeys | None:
        """The keys that prove codes; None as long as no archive is open."""
        return self._desk.keys if self._desk is not None else None

    def _opened(self, desk: OpenedDesk) -> None:
        self._desk = desk
        self.bench.services = desk.services
        top = self.window.top
        top.database.show_state(Archive.SHARED if desk.is_shared else Archive.LOCAL)
        self._show_hub(desk.hub)
        self._clock.start()
        self.presence.close_forgotten()
        self.presence.refresh()
        self.roll_call.refresh()
        if desk.backup is not None:
            words = _("The archive was brought up to date. A copy of it is in {file}.")
            self.window.toasts.say(words.format(file=desk.backup.name), icon="database")

    def _show_hub(self, hub: object) -> None:
        """The hub has this name, capacity and clock now: say so wherever it is named."""
        assert isinstance(hub, HubRow)
        if self._desk is None:
            return
        self._desk = desk = replace(self._desk, hub=hub)
        self.device.show_desk(hub.name)
        badge = self.window.top.operator
        badge.show_operator(desk.operator, initials_of(desk.operator), hub.name)
        if self._shown is not None:
            self.presence.refresh()
        self._tick()

    def _not_opened(self, error: DeskError) -> None:
        self.window.top.database.show_state(Archive.AWAY)
        error.way_out = "open_again"
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
        self.people_list.changed(changes)
        self.hub.changed(changes)
        self.plans.changed(changes)
        self.kept.changed(changes)
        if changes.touches(*CONCERNS_TODAY):
            self.presence.refresh()

    # codes ---------------------------------------------------------------------------------------

    def _scanned(self, code: str) -> None:
        """A code is for the door, except while a scanner is tried out or the roll is called."""
        if self.roll_call.showing:
            self.roll_call.scan(code)
        elif not self.device.scanner.trying:
            self.window.go_to(today_page.SECTION.key)
            self.presence.scan(code)

    def _read_from_picture(self, code: str) -> None:
        self.device.scanner.read(code)
        self._scanned(code)

    # the page ------------------------------------------------------------------------------------

    def _today_read(self, today: Today) -> None:
        first = self._shown is None
        self._shown = today
        self.today.show_today(today)
        self.window.top.presence.show_count(today.bodies, today.capacity)
        if first:
            self.opened.emit()

    def _tick(self) -> None:
        now = self._now()
        shown = self._shown
        self.window.top.clock.show_time(now)
        self.people.set_today(now.date())
        if shown is not None and shown.now.date() != now.date():
            self.presence.close_forgotten()
            self.presence.refresh()
        elif shown is not None:
            self.today.tick(now)

    def _now(self) -> datetime:
        assert self._desk is not None
        return self._desk.hub.local(self._desk.clock.now())

    def _language_changed(self, _code: str) -> None:
        self.presence.refresh()
        self.roll_call.refresh()
        self.presence.read_card_again()

    def _answered(self, answered: Answered) -> None:
        card = answered.card
        self.orders.palette.close()
        self.today.show_card(card)
        # The verdict is painted first: a sound may wait, a receptionist not.
        QTimer.singleShot(0, self, self._sound)
        if self.window.dialog_open():
            self.ways.tell(card)

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
        self.ways.take(option, self.today.scan_card.card)

    def _guests(self, visit: object) -> None:
        card = self.today.scan_card.card
        if isinstance(visit, UUID) and card is not None:
            self.ways.ask_guests(visit, card)

    def _expected_chosen(self, row: object) -> None:
        if isinstance(row, ExpectedRow) and row.person is not None:
            self.presence.let_in(row.person)

    def _present_chosen(self, row: object) -> None:
        if isinstance(row, PresentRow):
            self.presence.let_in(row.person)

    def _recent_chosen(self, row: object) -> None:
        if isinstance(row, RecentScan) and row.command is not None:
            self.presence.recall(row.command)
