"""The settings of this desk: its printers, its scanner and camera, its language and look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QElapsedTimer, QStandardPaths, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from askadesk.access.codes import CodeKeys
from askadesk.access.layouts import layout_of
from askadesk.core.errors import DeskError
from askadesk.core.i18n import _
from askadesk.documents.rows import CardFacts, HubFacts, LabelFacts, PresentFacts, PresentLine
from askadesk.settings.device import Printer
from ui import print_backend
from ui.operations.base import Bench, Operations
from ui.operations.printing import outlets
from ui.operations.reading_codes import CodeReading
from ui.pages.settings.look import LookSection
from ui.pages.settings.printers import USES, Printers, PrintersSection, use_name
from ui.pages.settings.scanner import Camera, Reading, ScannerSection
from ui.preferences import LookChoice, Preferences
from ui.print_backend import PrinterChoice, Use
from ui.scanner import Heard
from ui.sounds import Sound
from ui.tasks import Work

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

    from ui.camera import CameraReader

_BETWEEN_PICTURES_MS = 66


class LookOperations(Operations):
    """Lets a look be tried, and keeps it."""

    def __init__(self, bench: Bench, preferences: Preferences) -> None:
        super().__init__(bench)
        self._preferences = preferences
        self.section = LookSection(preferences.look())
        self.section.tried.connect(self._try)
        self.section.kept.connect(self._keep)
        self.section.sound_asked.connect(self._play)

    def _try(self, wanted: object) -> None:
        if isinstance(wanted, LookChoice):
            self._preferences.try_out(wanted)

    def _keep(self, wanted: object) -> None:
        if isinstance(wanted, LookChoice):
            try:
                self._preferences.keep(wanted)
            except DeskError as error:
                self.refused(error)

    def _play(self, sound: object) -> None:
        """A sound that is asked for is heard, whether the sounds are on or not."""
        if isinstance(sound, Sound):
            self._preferences.sounds.let_hear(sound)


class PrinterOperations(Operations):
    """Asks the system for its printers, keeps where each use goes, prints a test."""

    care_changed = Signal(str)
    """Why a printer wants somebody's eyes; "" when none does."""

    def __init__(self, bench: Bench, preferences: Preferences) -> None:
        super().__init__(bench)
        self._preferences = preferences
        self._dialog: QFileDialog | None = None
        self._folder_for = USES[0]
        section = self.section = PrintersSection()
        section.show_kept({use: preferences.outlet(use) for use in USES})
        section.entered.connect(self._entered)
        section.look_asked.connect(self.look)
        section.changed.connect(self._keep)
        section.folder_asked.connect(self._ask_folder)
        section.test_asked.connect(self.test)

    def _entered(self) -> None:
        self.section.show_kept({use: self._preferences.outlet(use) for use in USES})
        self.look()
        hub = self.services.hub.paper if self.is_open else None
        make = partial(_samples, hub)
        self.bench.runner.start(make, done=self.section.show_samples, failed=self.refused)

    def look(self) -> None:
        """Ask the system for its printers; it may ask the network, so not here."""
        self.bench.runner.start(_printers, done=self._looked, failed=self.refused)

    def _looked(self, printers: Printers) -> None:
        self.section.show_printers(printers)
        self.care_changed.emit(self.section.care())

    def _keep(self, use: object, printer: object) -> None:
        if isinstance(use, Use) and isinstance(printer, Printer):
            try:
                self._preferences.keep_outlet(use, printer)
            except DeskError as error:
                self.refused(error)
            self.care_changed.emit(self.section.care())

    # a folder for files --------------------------------------------------------------------------

    def _ask_folder(self, use: object) -> None:
        if not isinstance(use, Use):
            return
        self._folder_for = use
        ask = QFileDialog(self.bench.window, _("Choose a folder"), str(self._folder(use)))
        ask.setFileMode(QFileDialog.FileMode.Directory)
        ask.setOption(QFileDialog.Option.ShowDirsOnly)
        ask.fileSelected.connect(self.take_folder)
        ask.finished.connect(ask.deleteLater)
        ask.open()

    def take_folder(self, folder: str) -> None:
        """Files of the use that asked go to ``folder`` from now on."""
        use = self._folder_for
        kept = self._preferences.outlet(use)
        printer = Printer(kept.device, kept.tray, kept.paper, folder, kept.copies)
        self._keep(use, printer)
        self.section.show_kept({use: printer})

    def _folder(self, use: Use) -> Path:
        kept = self._preferences.outlet(use).folder
        return Path(kept) if kept else documents()

    # a test --------------------------------------------------------------------------------------

    def test(self, use: object) -> None:
        """Print a sample page of ``use``, or save it where its files go."""
        if not isinstance(use, Use):
            return
        choice = self._preferences.printer(use)
        hub = self.services.hub.paper if self.is_open else None
        if choice.device:
            work: Callable[[Work], str] = partial(_print_sample, hub, use, choice)
        else:
            path = self._folder(use) / f"{use_name(use)}.pdf"
            work = partial(_save_sample, hub, use, path)
        self.bench.runner.start(work, done=self._tested, failed=self.refused)

    def _tested(self, words: str) -> None:
        self.bench.window.toasts.say(words, icon="printer")


class ScannerOperations(Operations):
    """The try-out: while its section is shown, what is read ends there."""

    def __init__(
        self,
        bench: Bench,
        preferences: Preferences,
        reading: CodeReading,
        keys: Callable[[], CodeKeys | None],
    ) -> None:
        super().__init__(bench)
        self._preferences, self._reading, self._keys = preferences, reading, keys
        self._eye: CameraReader | None = None
        self._since = QElapsedTimer()
        self.trying = False
        section = self.section = ScannerSection()
        section.entered.connect(self._enter)
        section.gone.connect(self.leave)
        section.camera_chosen.connect(self._keep_camera)

    def _enter(self) -> None:
        self.trying = True
        self._reading.close()
        kept = self._preferences.kept
        found = cameras()
        self.section.show_cameras(found, kept.camera, reads=kept.scan_by_camera)
        if found:
            self._look()

    def leave(self) -> None:
        """Readings are for the door again, and the camera for whoever reads with it."""
        if self.trying:
            self.trying = False
            self._close_eye()
            self._reading.follow_settings()

    def close(self) -> None:
        """Let the camera go: the desk closes."""
        self.trying = False
        self._close_eye()

    # the camera ----------------------------------------------------------------------------------

    def _look(self) -> None:
        from ui.camera import CameraReader

        self._close_eye()
        self._eye = CameraReader(self)
        self._eye.scanned.connect(self._read_by_camera)
        self._eye.seen.connect(self._seen)
        self._eye.failed.connect(self._failed)
        self._since.invalidate()
        self._eye.start(self.section.camera_id())

    def _close_eye(self) -> None:
        if self._eye is not None:
            self._eye.stop()
            self._eye.deleteLater()
            self._eye = None

    def _seen(self, frame: QVideoFrame) -> None:
        """Show the picture, not oftener than eyes need it."""
        if self._since.isValid() and self._since.elapsed() < _BETWEEN_PICTURES_MS:
            return
        self._since.start()
        picture: QImage = frame.toImage()
        size = self.section.picture.size() * 2
        self.section.picture.show_picture(
            picture.scaled(size, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        )

    def _failed(self, error: object) -> None:
        if isinstance(error, DeskError):
            self._close_eye()
            self.section.show_trouble(error.sentence)

    def _keep_camera(self, camera: str, reads: bool) -> None:
        try:
            self._preferences.keep_camera(camera, reads=reads)
        except DeskError as error:
            self.refused(error)
        if self.trying:
            self._reading.close()
            self._look()

    # what was read -------------------------------------------------------------------------------

    def heard(self, heard: object) -> None:
        """A scanner typed a code."""
        if self.trying and isinstance(heard, Heard):
            layout = self._layout(heard.raw, heard.code)
            self._show(Reading(heard.raw, heard.code, layout, heard.milliseconds))

    def read(self, code: str) -> None:
        """A picture held a code."""
        if self.trying:
            self._show(Reading(code, code, self._layout(code, code), None))

    def _read_by_camera(self, code: str) -> None:
        self.read(code)

    def _layout(self, raw: str, code: str) -> str | None:
        keys = self._keys()
        if keys is None:
            return None
        through = layout_of(keys, raw)
        return through if through is not None else layout_of(keys, code)

    def _show(self, reading: Reading) -> None:
        self.section.show_reading(reading)
        good = reading.layout is not None
        self._preferences.sounds.play(Sound.YES if good else Sound.LOOK)


def cameras() -> tuple[Camera, ...]:
    """The cameras that are plugged in."""
    from ui.camera import cameras as found

    return tuple(Camera(one.id, one.name) for one in found())


def documents() -> Path:
    """The folder of this user's documents."""
    places = QStandardPaths.StandardLocation
    return Path(QStandardPaths.writableLocation(places.DocumentsLocation) or Path.home())


# In the pool: no widgets below this line.

_SAMPLE_CODE = "ASKAB" + "0" * 32
"""Nobody's card: no key of ours proves it."""
_NOBODY = UUID(int=0)
_SAMPLE_DAY = date(2026, 11, 17)
_SAMPLE_TIME = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)


def _printers(_work: Work) -> Printers:
    return Printers(print_backend.printers(), outlets(Use.CARD))


def _samples(hub: Callable[[], HubFacts] | None, _work: Work) -> dict[Use, bytes]:
    facts = _hub_facts(hub)
    return {use: sample_pdf(use, facts) for use in USES}


def _hub_facts(hub: Callable[[], HubFacts] | None) -> HubFacts:
    return hub() if hub is not None else HubFacts("AskaDesk")


def sample_pdf(use: Use, hub: HubFacts) -> bytes:
    """A page of ``use`` about nobody, to see where it comes out."""
    given, family, house = _("Name"), _("Surname"), _("Organisation")
    nobody = CardFacts(_NOBODY, given, family, _("Role"), house, _SAMPLE_CODE, "NC")
    if use is Use.CARD:
        from askadesk.documents.card import cards_pdf

        return cards_pdf([nobody], hub)
    if use is Use.SHEET:
        from askadesk.documents.card_sheet import EACH, sheets_pdf

        return sheets_pdf([nobody] * EACH, hub)
    if use is Use.LABEL:
        from askadesk.documents.label import label_pdf

        host = _("Whom to visit")
        return label_pdf(
            LabelFacts(given, family, house, host, _SAMPLE_DAY, None, _SAMPLE_CODE), hub
        )
    from askadesk.documents.present_list import present_pdf

    line = PresentLine(f"{given} {family}", house, _SAMPLE_TIME)
    return present_pdf(PresentFacts(hub, _SAMPLE_TIME, (line,)))


def _print_sample(
    hub: Callable[[], HubFacts] | None, use: Use, choice: PrinterChoice, work: Work
) -> str:
    pdf = sample_pdf(use, _hub_facts(hub))
    work.check()
    print_backend.print_pdf(pdf, use, choice, title=_("Test of AskaDesk"))
    return _("The test went to {printer}").format(printer=choice.device)


def _save_sample(hub: Callable[[], HubFacts] | None, use: Use, path: Path, work: Work) -> str:
    pdf = sample_pdf(use, _hub_facts(hub))
    work.check()
    path.parent.mkdir(parents=True, exist_ok=True)
    print_backend.save_pdf(pdf, path)
    return _("Saved: {file}").format(file=str(path))
