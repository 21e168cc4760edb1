"""What this desk has chosen, and how it takes effect: language, look, sounds, camera, printers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from askadesk.settings.device import DeviceSettings, Printer, read_settings, write_settings
from ui import motion
from ui.language import Tongue
from ui.sounds import Sounds
from ui.theme import Mode, Theme
from ui.type_size import apply_text_size, dress_again

if TYPE_CHECKING:
    from ui.print_backend import PrinterChoice, Use


@dataclass(frozen=True, slots=True)
class LookChoice:
    """How this desk speaks, looks and sounds. ``text_size`` is a percentage of the design's;
    ``motion`` is "system" or "never"."""

    language: str = "it"
    look: Mode = Mode.SYSTEM
    text_size: int = 100
    motion: str = "system"
    sounds: bool = True


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
        self.theme.changed.connect(dress_again)
        apply_text_size(self.kept.text_size)
        motion.set_motion(self.kept.motion)

    # language and look ---------------------------------------------------------------------------

    def look(self) -> LookChoice:
        """What was kept."""
        kept = self.kept
        return LookChoice(kept.language, Mode(kept.look), kept.text_size, kept.motion, kept.sounds)

    def try_out(self, wanted: LookChoice) -> None:
        """Let ``wanted`` be seen and heard, without keeping it."""
        self.theme.wear(wanted.look)
        self.tongue.speak(wanted.language)
        apply_text_size(wanted.text_size)
        motion.set_motion(wanted.motion)
        self.sounds.on = wanted.sounds

    def keep(self, wanted: LookChoice) -> None:
        """Keep ``wanted``. Raises DeskError when the file cannot be written; it holds all the same."""
        self.try_out(wanted)
        self._keep(
            replace(
                self.kept,
                language=wanted.language,
                look=wanted.look.value,
                text_size=wanted.text_size,
                motion=wanted.motion,
                sounds=wanted.sounds,
            )
        )

    # camera, archive -----------------------------------------------------------------------------

    def keep_camera(self, camera: str, *, reads: bool) -> None:
        """Keep which camera there is to look through, and whether it reads codes. Raises DeskError."""
        self._keep(replace(self.kept, camera=camera, scan_by_camera=reads))

    def keep_database(self, database: str) -> None:
        """Keep where the archive of this desk is ("" for the usual place). Raises DeskError."""
        self._keep(replace(self.kept, database=database))

    def keep_copied(self, archive: str, at: datetime) -> None:
        """Keep when the archive at ``archive`` was copied last from here. Raises DeskError."""
        self._keep(replace(self.kept, copied_from=archive, copied_at=at.isoformat()))

    def copied_at(self, archive: str) -> datetime | None:
        """When the archive at ``archive`` was copied last from here; None when that is not known."""
        if not self.kept.copied_at or self.kept.copied_from != archive:
            return None
        try:
            at = datetime.fromisoformat(self.kept.copied_at)
        except ValueError:
            return None
        return at if at.tzinfo is not None else None

    # printers ------------------------------------------------------------------------------------

    def outlet(self, use: Use) -> Printer:
        """All that was kept for ``use``."""
        return self.kept.printers.get(use.value, Printer())

    def keep_outlet(self, use: Use, printer: Printer) -> None:
        """Keep where ``use`` goes and how. Raises DeskError."""
        if self.outlet(use) != printer:
            self._keep(self.kept.with_printer(use.value, printer))

    def printer(self, use: Use) -> PrinterChoice:
        """Where ``use`` went last, and how it is printed."""
        kept = self.outlet(use)
        from ui.print_backend import PrinterChoice

        return PrinterChoice(kept.device, kept.tray, kept.paper, kept.copies, kept.right, kept.down)

    def remember_printer(self, use: Use, choice: PrinterChoice) -> None:
        """Keep where ``use`` goes for the next time. How far it is shifted belongs to the printer."""
        kept = self.outlet(use)
        printer = replace(kept, device=choice.device, tray=choice.tray, paper=choice.paper)
        if printer.device != kept.device:
            printer = replace(printer, right=0, down=0)
        self.keep_outlet(use, printer)

    def _keep(self, settings: DeviceSettings) -> None:
        if settings != self.kept:
            self.kept = settings
            self.changed.emit()
            write_settings(settings, self._path)
