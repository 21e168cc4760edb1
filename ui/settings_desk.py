"""Settings at the desk: the page with its sections, each joined to what it does."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable
from functools import partial
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QObject, Signal

from askadesk.access.codes import CodeKeys
from askadesk.core.changes import Changes
from askadesk.core.i18n import _
from askadesk.core.ports import Clock
from ui.commands import Command, On
from ui.nav import Section
from ui.operations.archive_section import ArchiveSectionOperations
from ui.operations.base import Bench
from ui.operations.device import LookOperations, PrinterOperations, ScannerOperations
from ui.operations.hub import HubOperations
from ui.operations.plans import PlanOperations
from ui.operations.reading_codes import CodeReading
from ui.operations.spaces import SpaceOperations
from ui.pages.settings import archive, hub, look, plans, printers, scanner, spaces
from ui.pages.settings.page import SECTION, SettingsPage
from ui.preferences import Preferences


class SettingsDesk(QObject):
    """``call_asked`` carries the ``Summary`` of a roll call of before."""

    call_asked = Signal(object)

    def __init__(
        self,
        bench: Bench,
        preferences: Preferences,
        reading: CodeReading,
        keys: Callable[[], CodeKeys | None],
        clock: Clock,
    ) -> None:
        super().__init__(bench.window)
        self._on = On(bench.window.go_to, SECTION.key)
        self._hub = ""
        self.page = SettingsPage()
        bench.window.hold(self.page)
        self.printers = PrinterOperations(bench, preferences)
        self.scanner = ScannerOperations(bench, preferences, reading, keys)
        self.look = LookOperations(bench, preferences)
        self.hub, self.plans = HubOperations(bench), PlanOperations(bench)
        self.spaces = SpaceOperations(bench)
        self.archive = ArchiveSectionOperations(bench, preferences, clock)
        self._add_sections()
        self.printers.care_changed.connect(self._care)
        self.archive.call_asked.connect(self.call_asked)
        preferences.tongue.changed.connect(self._say_desk)
        self._say_desk()

    def _add_sections(self) -> None:
        for key, icon, part, section in (
            ("printers", "printer", printers, self.printers.section),
            ("scanner", "scan-line", scanner, self.scanner.section),
            ("look", "languages", look, self.look.section),
            ("hub", "building-2", hub, self.hub.section),
            ("spaces", "door-open", spaces, self.spaces.section),
            ("plans", "tag", plans, self.plans.section),
            ("archive", "database", archive, self.archive.section),
        ):
            self.page.add_section(key, icon, part.name, section, part.words)

    def show_desk(self, hub: str) -> None:
        """The archive is open: the desk belongs to this hub."""
        self._hub = hub
        self._say_desk()

    def changed(self, changes: Changes) -> None:
        """Something was written, here or at another desk."""
        for one in (self.hub, self.plans, self.archive, self.spaces):
            one.changed(changes)

    def close(self) -> None:
        """Let devices go: the desk closes."""
        self.scanner.close()

    def _care(self, sentence: str) -> None:
        self.page.needs_care("printers", sentence)

    def _say_desk(self) -> None:
        name = platform.node() or _("this computer")
        said = _("{desk}, {hub}").format(desk=name, hub=self._hub) if self._hub else name
        self.page.show_desk(said, _("AskaDesk {version}").format(version=program_version()))

    def commands(self) -> Iterable[Command]:
        """Each section, by its name."""
        return [self._command(place) for place in self.page.places]

    def _command(self, place: Section) -> Command:
        def words() -> str:
            return _("Settings: {section}").format(section=place.name())

        return self._on(place.key, words, place.icon, partial(self.page.go_to, place.key))


def program_version() -> str:
    """The version of the program, as it was installed; "" when that is not known."""
    try:
        return version("askadesk")
    except PackageNotFoundError:
        return ""
