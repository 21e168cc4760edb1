"""What the desk is made of: what the first scan needs at once, the rest when it is first wanted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from askadesk.access.codes import CodeKeys
from askadesk.core.ports import Clock, SystemClock
from ui import sections
from ui.archive import Archive as OpenArchive
from ui.archive import OpenedDesk
from ui.bus import AppBus
from ui.commands import Command
from ui.desk_commands import DeskCommands
from ui.errors import ErrorDesk
from ui.leisure import Part
from ui.main_window import MainWindow
from ui.operations.base import Bench
from ui.operations.presence import PresenceOperations
from ui.operations.reading_codes import CodeReading
from ui.operations.rooms_strip import RoomsStripOperations
from ui.pages.today.page import TodayPage
from ui.preferences import Preferences
from ui.scanner import ScannerFilter
from ui.tasks import TaskRunner

if TYPE_CHECKING:
    from ui.calendar_desk import CalendarDesk
    from ui.operations.first_run import FirstRunOperations
    from ui.operations.printing import PrintingOperations
    from ui.operations.roll_call import RollCallOperations
    from ui.operations.visitors import VisitorOperations
    from ui.operations.waiting import WaitingOperations
    from ui.operations.ways import Ways
    from ui.people_desk import PeopleDesk
    from ui.settings_desk import SettingsDesk


class DeskParts(QObject):
    """The window, its pages and the operations behind them. ``Desk`` joins them and sets them to work."""

    def __init__(
        self,
        app: QApplication,
        preferences: Preferences,
        database: str | None,
        clock: Clock | None = None,
    ) -> None:
        super().__init__(app)
        self.preferences, self.clock = preferences, clock or SystemClock()
        self.window, self.today = MainWindow(), TodayPage()
        self._name_parts()
        self.runner, self.bus = TaskRunner(self), AppBus(self)
        self.errors = ErrorDesk(self.window)
        self.bench = Bench(self.window, self.runner, self.errors)
        self.presence = PresenceOperations(self.bench)
        self.strip = RoomsStripOperations(self.bench, self.today)
        self.reading = CodeReading(self.bench, preferences)
        self.archive = OpenArchive(self.bench, database, self.clock)
        self.scanner = ScannerFilter(self.keys, self)
        self.orders = DeskCommands(self.bench, self.presence, self.today)
        self._desk: OpenedDesk | None = None

    def keys(self) -> CodeKeys | None:
        """The keys that prove codes; None as long as no archive is open."""
        return self._desk.keys if self._desk is not None else None

    def _now(self) -> datetime:
        assert self._desk is not None
        return self._desk.hub.local(self._desk.clock.now())

    # what comes later ----------------------------------------------------------------------------

    def _name_parts(self) -> None:
        """What the first scan does not need is built when it is first wanted, or at leisure."""
        self._calendar, self._people = Part(self._build_calendar), Part(self._build_people)
        self._settings, self._printing = Part(self._build_settings), Part(self._build_printing)
        self._visitors, self._ways = Part(self._build_visitors), Part(self._build_ways)
        self._waiting = Part(self._build_waiting)
        self._first_run, self._roll_call = Part(self._build_first_run), Part(self._build_roll_call)
        window = self.window
        window.add_page(sections.TODAY, self.today)
        window.add_section(sections.CALENDAR, self._calendar_page)
        window.add_section(sections.PEOPLE, self._people_page)
        window.add_section(sections.SETTINGS, self._settings_page)

    def _build_calendar(self) -> CalendarDesk:
        from ui.calendar_desk import CalendarDesk

        desk = CalendarDesk(self.bench, self._whose_page, self._waiting())
        desk.person_opened.connect(self._open_person)
        desk.settings_asked.connect(self._write_spaces)
        desk.doors_asked.connect(self._print_doors)
        desk.plan_asked.connect(self._print_plan)
        self.preferences.tongue.changed.connect(desk.operations.spoken)
        if self._desk is not None:
            desk.page.tick(self._now())
        return desk

    def _build_waiting(self) -> WaitingOperations:
        from ui.operations.waiting import WaitingOperations

        return WaitingOperations(self.bench)

    def _build_people(self) -> PeopleDesk:
        from ui.people_desk import PeopleDesk

        desk = PeopleDesk(self.bench)
        desk.card_asked.connect(self._print_card)
        desk.cards_asked.connect(self._print_cards)
        desk.let_in_asked.connect(self.orders.let_in)
        desk.let_out_asked.connect(self.orders.let_out)
        self.preferences.tongue.changed.connect(desk.spoken)
        if self._desk is not None:
            desk.page.set_today(self._now().date())
        return desk

    def _build_settings(self) -> SettingsDesk:
        from ui.settings_desk import SettingsDesk

        desk = SettingsDesk(self.bench, self.preferences, self.reading, self.keys, self.clock)
        self.scanner.heard.connect(desk.scanner.heard)
        desk.call_asked.connect(self.roll_call.show_past)
        if self._desk is not None:
            desk.show_desk(self._desk.hub.name)
        return desk

    def _build_printing(self) -> PrintingOperations:
        from ui.operations.printing import PrintingOperations

        return PrintingOperations(self.bench, self.preferences)

    def _build_visitors(self) -> VisitorOperations:
        from ui.operations.visitors import VisitorOperations

        visitors = VisitorOperations(self.bench)
        visitors.label_asked.connect(self._print_label)
        return visitors

    def _build_ways(self) -> Ways:
        from ui.operations.ways import Ways

        return Ways(self.bench, self.presence)

    def _build_first_run(self) -> FirstRunOperations:
        from ui.operations.first_run import FirstRunOperations

        return FirstRunOperations(self.bench, self.archive, self.preferences, self.clock)

    def _build_roll_call(self) -> RollCallOperations:
        from ui.operations.roll_call import RollCallOperations

        calls = RollCallOperations(self.bench, self._printing, self.clock, self.keys)
        calls.remember(self.archive.place)
        calls.refresh()
        self.bus.changed.connect(calls.hear)
        return calls

    @property
    def calendar(self) -> CalendarDesk:
        """Calendario: its page, its form, its files."""
        return self._calendar()

    @property
    def people(self) -> PeopleDesk:
        """Persone: the list, the pages of one, their forms."""
        return self._people()

    @property
    def settings(self) -> SettingsDesk:
        """Impostazioni: the page and its sections."""
        return self._settings()

    @property
    def printing(self) -> PrintingOperations:
        """All that is printed."""
        return self._printing()

    @property
    def roll_call(self) -> RollCallOperations:
        """Who is in, when everybody has to get out."""
        return self._roll_call()

    @property
    def first_run(self) -> FirstRunOperations:
        """The first questions of all."""
        return self._first_run()

    def _calendar_page(self) -> QWidget:
        return self.calendar.page

    def _people_page(self) -> QWidget:
        return self.people.page

    def _settings_page(self) -> QWidget:
        return self.settings.page

    def _more_commands(self) -> Iterable[Command]:
        parts = (self.calendar, self.people, self.roll_call, self.printing, self.settings)
        return [one for part in parts for one in part.commands()]

    # people, paper -------------------------------------------------------------------------------

    def _whose_page(self) -> UUID | None:
        """Whose page shows; None when it is not a person's."""
        return self._people.built.shown if self._people.built is not None else None

    def _open_person(self, person: object) -> None:
        assert isinstance(person, UUID)
        self.people.one.open(person)

    def _open_organisation(self, organisation: object) -> None:
        assert isinstance(organisation, UUID)
        self.people.house.open(organisation)

    def _new_person(self) -> None:
        self.people.new()

    def _print_card(self, person: object) -> None:
        assert isinstance(person, UUID)
        self.printing.card(person)

    def _print_cards(self, people: object) -> None:
        assert isinstance(people, tuple)
        self.printing.cards(people)

    def _print_label(self, announcement: object) -> None:
        assert isinstance(announcement, UUID)
        self.printing.label(announcement)

    def _print_doors(self, day: object) -> None:
        assert isinstance(day, date)
        self.printing.door_sheets(day)

    def _print_plan(self, day: object) -> None:
        assert isinstance(day, date)
        self.printing.week_plan(day)

    def _announce(self) -> None:
        self._visitors().open()

    def _call(self) -> None:
        self.roll_call.open()

    def _drill(self) -> None:
        self.roll_call.open_drill()

    def _write_spaces(self) -> None:
        """Spaces are written down in the settings."""
        self.window.go_to(sections.SETTINGS.key)
        self.settings.page.go_to("spaces")
