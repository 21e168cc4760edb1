"""Calendars as files: one brought in as bookings, looked at first and taken back as a whole; ours written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QElapsedTimer, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from askadesk.core.errors import DeskError
from askadesk.core.files import writing_file
from askadesk.core.i18n import _, ngettext, number
from askadesk.people.rows import OrganisationRow
from askadesk.rooms.ics.rows import IcsPreview, IcsTaken
from askadesk.rooms.ics.words import taken_sentence
from askadesk.rooms.rows import Booked, SpaceRow
from askadesk.services import Services
from ui.commands import Command
from ui.dialogs.export_calendar import CalendarExport, ExportCalendarDialog
from ui.dialogs.import_calendar import CalendarChoices, ImportCalendarDialog
from ui.operations.base import Bench, Operations
from ui.operations.booking_form import holders_of
from ui.operations.long import QUIET_MS, LongTask
from ui.operations.presence import FoundFor
from ui.tasks import Step, Work

_STEP = 100
"""So many events are written between two looks at the clock."""
_SIGNS = '/\\:*?"<>|'
"""What no name of a file may hold on one system or another."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came of reading a calendar with these choices: one of the two."""

    choices: CalendarChoices
    preview: IcsPreview | None = None
    error: DeskError | None = None


@dataclass(frozen=True, slots=True)
class _Written:
    path: Path
    events: int


class CalendarFileOperations(Operations):
    """One import and one export at a time. Everything long runs in the pool; the window stays alive.

    ``shown`` says whose page shows, None for nobody's: theirs is the first thing that export offers.
    """

    def __init__(self, bench: Bench, shown: Callable[[], UUID | None]) -> None:
        super().__init__(bench)
        self._shown = shown
        self._dialog: ImportCalendarDialog | None = None
        self._spaces: tuple[SpaceRow, ...] = ()
        self._choices = CalendarChoices()
        self._preview: IcsPreview | None = None
        self._work: Work | None = None
        self._since = QElapsedTimer()
        self._latest: UUID | None = None
        self._what = CalendarExport()
        self._folder = ""

    def commands(self) -> tuple[Command, ...]:
        """What the palette says of it."""
        return (
            Command("calendar.import", lambda: _("Import a calendar"), "download", self.ask_import),
            Command(
                "calendar.export",
                lambda: _("Export the calendar"),
                "calendar-days",
                self.ask_export,
            ),
        )

    # bringing in: the dialog ---------------------------------------------------------------------

    def ask_import(self) -> None:
        """Open the dialog, still without a file."""
        self.open_file("")

    def open_file(self, path: str) -> None:
        """Open the dialog on a calendar."""
        if self.is_open and self._dialog is None:
            self._choices = CalendarChoices(path=Path(path) if path else None)
            self._preview = None
            call = self.services.spaces.spaces
            self.bench.runner.run(call, done=self._open, failed=self.refused)

    def _open(self, spaces: tuple[SpaceRow, ...]) -> None:
        self._spaces = spaces
        if self._dialog is not None:
            return
        dialog = ImportCalendarDialog(spaces, self._choices, self._preview)
        self._dialog = dialog
        dialog.file_asked.connect(self._ask_file)
        dialog.chosen.connect(self._choose)
        dialog.holder_searched.connect(self._search_holder)
        dialog.import_asked.connect(self._import)
        dialog.stop_asked.connect(self._stop_asked)
        dialog.closed.connect(self._closed)
        dialog.open_over(self.bench.window)
        if self._choices.path is not None and self._preview is None:
            self._choose(self._choices)

    def _closed(self) -> None:
        self._stop_reading()
        self._dialog = None
        self.bench.window.ready()

    def _ask_file(self) -> None:
        kinds = _("Calendars (*.ics);;All files (*)")
        ask = QFileDialog(self.bench.window, _("Import a calendar"), _documents(), kinds)
        ask.setFileMode(QFileDialog.FileMode.ExistingFile)
        ask.fileSelected.connect(self._take_file)
        ask.finished.connect(ask.deleteLater)
        ask.open()

    def _take_file(self, path: str) -> None:
        if self._dialog is not None:
            self._dialog.take_file(path)

    def _search_holder(self, text: str) -> None:
        call = partial(holders_of, self.services, text)
        self.bench.runner.run(call, done=self._show_holders, failed=self.refused)

    def _show_holders(self, found: tuple[FoundFor, tuple[OrganisationRow, ...]]) -> None:
        people, houses = found
        if self._dialog is not None:
            self._dialog.show_holders(people.text, people.people, houses)

    # reading -------------------------------------------------------------------------------------

    def _choose(self, choices: object) -> None:
        """Read the file with these choices; an answer to older ones is not waited for."""
        assert isinstance(choices, CalendarChoices)
        self._stop_reading()
        self._choices = choices
        self._since.start()
        self._work = self.bench.runner.start(
            partial(_read, self.services, choices),
            done=self._answered,
            failed=self.refused,
            progress=self._stepped,
        )

    def _stop_reading(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work.stop()
        if self._dialog is not None:
            self._dialog.show_work(None)

    def _stepped(self, step: Step) -> None:
        if self._dialog is not None and self._since.elapsed() > QUIET_MS:
            self._dialog.show_work(step)

    def _answered(self, answer: _Answer) -> None:
        dialog = self._dialog
        if dialog is None or self._work is None or answer.choices != self._choices:
            return
        self._work = None
        if answer.preview is not None:
            self._preview = answer.preview
            dialog.show_preview(answer.preview)
        elif answer.error is not None:
            dialog.complain(answer.error)

    def _stop_asked(self) -> None:
        self._stop_reading()
        if self._dialog is not None:
            words = _("The reading was stopped.")
            self._dialog.complain(DeskError(words, todo=_("Choose the file again.")))

    # writing -------------------------------------------------------------------------------------

    def _import(self, choices: object) -> None:
        assert isinstance(choices, CalendarChoices)
        preview = self._preview
        if preview is None or self._work is not None or self._dialog is None:
            return
        self._choices = choices
        self._dialog.close_down()
        title = _("Importing {file}").format(file=preview.name)
        over = _("Imported: {file}").format(file=preview.name)
        LongTask(self.bench, title, over=over).start(
            partial(_take, self.services, preview, choices),
            done=self._taken,
            failed=self._not_taken,
            stopped=self._again,
        )

    def _taken(self, done: IcsTaken) -> None:
        self._latest, self._preview = done.command, None
        self.bench.window.toasts.say(
            taken_sentence(done), icon="calendar-check", action=_("Undo"), act=self.undo
        )

    def _not_taken(self, error: DeskError) -> None:
        """Nothing was written: the choices stay, and the file is read again in the archive as it is now."""
        self._preview = None
        self._again()
        self.refused(error)

    def _again(self) -> None:
        if not self.bench.window.dialog_open():
            self._open(self._spaces)

    def undo(self) -> None:
        """Take the latest calendar of this desk back."""
        command, self._latest = self._latest, None
        if command is not None:
            task = LongTask(self.bench, _("Taking the import back"))
            task.start(
                partial(_undo, self.services, command), done=self._undone, failed=self.refused
            )

    def _undone(self, _booked: Booked) -> None:
        self.bench.window.toasts.say(_("The import was taken back."), icon="undo-2")

    # writing ours --------------------------------------------------------------------------------

    def ask_export(self) -> None:
        """Ask which bookings go into a file: all, those of a space, those of whoever is shown."""
        if self.is_open and not self.bench.window.dialog_open():
            call = partial(_offered, self.services, self._shown())
            self.bench.runner.run(call, done=self._ask_what, failed=self.refused)

    def _ask_what(self, offered: tuple[tuple[SpaceRow, ...], CalendarExport | None]) -> None:
        dialog = ExportCalendarDialog(*offered)
        dialog.answered.connect(self._what_chosen)
        dialog.answered.connect(dialog.finish)
        dialog.closed.connect(self.bench.window.ready)
        dialog.open_over(self.bench.window)

    def _what_chosen(self, what: object) -> None:
        assert isinstance(what, CalendarExport)
        self.export(what)

    def export(self, what: CalendarExport) -> None:
        """Ask where the calendar of these bookings goes."""
        if not self.is_open:
            return
        self._what = what
        ask = QFileDialog(
            self.bench.window,
            _("Export the calendar"),
            self._folder or _documents(),
            _("Calendars (*.ics);;All files (*)"),
        )
        ask.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        ask.setDefaultSuffix("ics")
        ask.selectFile(_file_name(what))
        ask.fileSelected.connect(self.export_to)
        ask.finished.connect(ask.deleteLater)
        ask.open()

    def export_to(self, path: str) -> None:
        """Write what was chosen last to ``path``."""
        task = LongTask(self.bench, _("Writing the calendar"), over=_("The calendar is written"))
        task.start(
            partial(_export, self.services, self._what, Path(path)),
            done=self._written,
            failed=self.refused,
        )

    def _written(self, written: _Written) -> None:
        self._folder = str(written.path.parent)
        said = ngettext(
            "{count} event in {file}, folder {folder}",
            "{count} events in {file}, folder {folder}",
            written.events,
        )
        words = said.format(
            count=number(written.events), file=written.path.name, folder=written.path.parent.name
        )
        self.bench.window.toasts.say(
            words, icon="calendar-days", action=_("Open the folder"), act=self._open_folder
        )

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder))


def _documents() -> str:
    places = QStandardPaths.StandardLocation
    return QStandardPaths.writableLocation(places.DocumentsLocation)


def _file_name(what: CalendarExport) -> str:
    name = "".join("-" if sign in _SIGNS else sign for sign in what.name).strip(" .")
    return f"{name[:80] or _('calendar')}.ics"


# On the database worker or in the pool: no widgets below this line.


def _read(services: Services, choices: CalendarChoices, work: Work) -> _Answer:
    path, holder = choices.path, choices.holder
    assert path is not None
    work.step(0, 0, _("Reading {file}").format(file=path.name))
    try:
        preview = services.calendar_files.read(
            path,
            space=choices.space,
            person=holder.person if holder is not None else None,
            organisation=holder.organisation if holder is not None else None,
        )
    except DeskError as error:
        return _Answer(choices, error=error)
    return _Answer(choices, preview)


def _take(
    services: Services, preview: IcsPreview, choices: CalendarChoices, work: Work
) -> IcsTaken:
    def told(done: int, of: int) -> None:
        work.step(done, of, _("Writing"))

    return services.calendar_files.take(
        preview, skip_taken=choices.skip_taken, leave_out=choices.leave_out, told=told
    )


def _undo(services: Services, command: UUID, work: Work) -> Booked:
    work.step(0, 0, _("Putting things back"))
    return services.bookings.undo(command)


def _offered(
    services: Services, person: UUID | None
) -> tuple[tuple[SpaceRow, ...], CalendarExport | None]:
    spaces = services.spaces.spaces()
    if person is None:
        return spaces, None
    return spaces, CalendarExport(person=person, name=services.people.show(person).name)


def _export(services: Services, what: CalendarExport, path: Path, work: Work) -> _Written:
    work.step(0, 0, _("Writing"))
    with writing_file(path) as write:
        count = 0

        def written(piece: bytes) -> None:
            nonlocal count
            count += 1
            work.check()
            if count % _STEP == 0:
                work.step(count, 0, _("Writing"))
            write(piece)

        events = services.calendar_files.export_to(written, space=what.space, person=what.person)
    return _Written(path, events)
