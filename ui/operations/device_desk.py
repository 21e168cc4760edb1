"""The settings page with the sections that belong to this computer, each joined to what it does."""

from __future__ import annotations

import platform
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QObject

from askadesk.access.codes import CodeKeys
from askadesk.core.i18n import _
from ui.operations.base import Bench
from ui.operations.device import LookOperations, PrinterOperations, ScannerOperations
from ui.operations.reading_codes import CodeReading
from ui.pages.settings import look, printers, scanner
from ui.pages.settings.page import SettingsPage
from ui.preferences import Preferences


class DeviceSettingsDesk(QObject):
    """``page`` is the settings page; the sections of the hub are added to it elsewhere."""

    def __init__(
        self,
        bench: Bench,
        preferences: Preferences,
        reading: CodeReading,
        keys: Callable[[], CodeKeys | None],
    ) -> None:
        super().__init__(bench.window)
        self._hub = ""
        self.page = SettingsPage()
        self.printers = PrinterOperations(bench, preferences)
        self.scanner = ScannerOperations(bench, preferences, reading, keys)
        self.look = LookOperations(bench, preferences)
        for key, icon, part, section in (
            ("printers", "printer", printers, self.printers.section),
            ("scanner", "scan-line", scanner, self.scanner.section),
            ("look", "languages", look, self.look.section),
        ):
            self.page.add_section(key, icon, part.name, section, part.words)
        self.printers.care_changed.connect(self._care)
        preferences.tongue.changed.connect(self._say_desk)
        self._say_desk()

    def show_desk(self, hub: str) -> None:
        """The archive is open: the desk belongs to this hub."""
        self._hub = hub
        self._say_desk()

    def close(self) -> None:
        """Let devices go: the desk closes."""
        self.scanner.close()

    def _care(self, sentence: str) -> None:
        self.page.needs_care("printers", sentence)

    def _say_desk(self) -> None:
        name = platform.node() or _("this computer")
        said = _("{desk}, {hub}").format(desk=name, hub=self._hub) if self._hub else name
        self.page.show_desk(said, _("AskaDesk {version}").format(version=program_version()))


def program_version() -> str:
    """The version of the program, as it was installed; "" when that is not known."""
    try:
        return version("askadesk")
    except PackageNotFoundError:
        return ""
