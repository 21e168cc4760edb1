"""What this desk has chosen, and how it takes effect: language, look, sounds, printers."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from askadesk.settings.device import DeviceSettings, Printer, read_settings, write_settings
from ui.dialogs.settings import DeskSettings
from ui.language import Tongue
from ui.print_backend import PrinterChoice, Use
from ui.sounds import Sounds
from ui.theme import Mode, Theme


class Preferences(QObject):
    """Holds the device's settings and makes them felt. ``changed`` after each change."""

    changed = Signal()

    def __init__(self, app: QApplication, path: Path) -> None:
        super().__init__(app)
        self._path = path
        self.kept: DeviceSettings = read_settings(path)
        self.theme = Theme(app, Mode(self.kept.look))
        self.tongue = Tongue(app, self.kept.language)
        self.sounds = Sounds(self, on=self.kept.sounds)

    def desk_settings(self) -> DeskSettings:
        """The settings as the dialog shows them."""
        kept = self.kept
        return DeskSettings(
            kept.language, Mode(kept.look), kept.sounds, kept.camera, kept.scan_by_camera
        )

    def try_out(self, wanted: DeskSettings) -> None:
        """Let ``wanted`` be seen and heard, without keeping it."""
        self.theme.wear(wanted.look)
        self.tongue.speak(wanted.language)
        self.sounds.on = wanted.sounds

    def keep(self, wanted: DeskSettings) -> None:
        """Keep ``wanted``. Raises DeskError when the file cannot be written; they hold all the same."""
        self.try_out(wanted)
        self.kept = DeviceSettings(
            language=wanted.language,
            look=wanted.look.value,
            sounds=wanted.sounds,
            camera=wanted.camera,
            scan_by_camera=wanted.scan_by_camera,
            printers=self.kept.printers,
        )
        self.changed.emit()
        write_settings(self.kept, self._path)

    def printer(self, use: Use) -> PrinterChoice:
        """Where ``use`` went last."""
        printer = self.kept.printers.get(use.value, Printer())
        return PrinterChoice(printer.device, printer.tray, printer.paper)

    def remember_printer(self, use: Use, choice: PrinterChoice) -> None:
        """Keep where ``use`` goes for the next time."""
        printer = Printer(choice.device, choice.tray, choice.paper)
        if self.kept.printers.get(use.value) != printer:
            self.kept = self.kept.with_printer(use.value, printer)
            write_settings(self.kept, self._path)
