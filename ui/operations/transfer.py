"""Bringing a file in: chosen, read, looked at, imported, taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QElapsedTimer, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from askadesk.core.errors import ChangedMeanwhile, DeskError
from askadesk.core.i18n import _
from askadesk.plans.rows import Offer
from askadesk.services import Services
from askadesk.transfer.knowledge import Knowledge
from askadesk.transfer.planning import Plan
from askadesk.transfer.rows import Choices, Imported, Source
from askadesk.transfer.words import imported_sentence
from ui.dialogs.import_file import ImportDialog
from ui.operations.base import Bench, Operations
from ui.operations.long import QUIET_MS, LongTask
from ui.tasks import Step, Work


@dataclass(frozen=True, slots=True)
class Looked:
    """A file as it was read, what is known of the archive, and what the import would do."""

    path: Path
    knowledge: Knowledge
    offers: tuple[Offer, ...]
    plan: Plan


class ImportOperations(Operations):
    """One import at a time. Everything long runs in the pool; the window stays alive."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._dialog: ImportDialog | None = None
        self._looked: Looked | None = None
        self._work: Work | None = None
        self._latest: UUID | None = None
        self._since = QElapsedTimer()

    # the file ------------------------------------------------------------------------------------

    def ask_file(self) -> None:
        """Ask which file."""
        if not self.is_open or self._dialog is not None:
            return
        places = QStandardPaths.StandardLocation
        folder = QStandardPaths.writableLocation(places.DocumentsLocation)
        kinds = _("Tables (*.csv *.tsv *.txt *.xlsx *.xlsm *.xls *.ods);;All files (*)")
        ask = QFileDialog(self.bench.window, _("Import a file"), folder, kinds)
        ask.setFileMode(QFileDialog.FileMode.ExistingFile)
        ask.fileSelected.connect(self.open_file)
        ask.finished.connect(ask.deleteLater)
        ask.open()

    def open_file(self, path: str) -> None:
        """Read a file, and show what importing it would do."""
        if self.is_open and self._dialog is None:
            self._read(Path(path), None, None)

    def _read(self, path: Path, sheet: str | None, encoding: str | None) -> None:
        call = partial(_look, self.services, path, sheet, encoding)
        title = _("Reading {file}").format(file=path.name)
        LongTask(self.bench, title).start(call, done=self._show, failed=self.refused)

    def _show(self, looked: Looked) -> None:
        self._looked = looked
        if self._dialog is not None:
            return
        dialog = ImportDialog(looked.plan.preview, looked.offers)
        dialog.chosen.connect(self._choose)
        dialog.sheet_picked.connect(self._other_sheet)
        dialog.encoding_picked.connect(self._other_letters)
        dialog.import_asked.connect(self._import)
        dialog.stop_asked.connect(self._stop_looking)
        dialog.closed.connect(self._closed)
        self._dialog = dialog
        dialog.open_over(self.bench.window)

    def _closed(self) -> None:
        self._stop_looking()
        self._dialog = None
        self.bench.window.ready()

    def _other_sheet(self, sheet: str) -> None:
        self._again(sheet=sheet)

    def _other_letters(self, encoding: str) -> None:
        looked = self._looked
        if looked is not None:
            self._again(sheet=looked.plan.preview.source.sheet or None, encoding=encoding)

    def _again(self, *, sheet: str | None = None, encoding: str | None = None) -> None:
        """The same file read otherwise, in the dialog that is open."""
        looked = self._looked
        if looked is not None:
            self._start(partial(_look_again, self.services, looked, sheet, encoding))

    # looking -------------------------------------------------------------------------------------

    def _choose(self, choices: object) -> None:
        assert isinstance(choices, Choices)
        if self._looked is not None:
            self._start(partial(_plan_again, self.services, self._looked, choices))

    def _start(self, call: Callable[[Work], Looked]) -> None:
        """Look again; an answer to an older question is not waited for."""
        self._stop_looking()
        self._since.start()
        self._work = self.bench.runner.start(
            call, done=self._planned, failed=self._not_planned, progress=self._stepped
        )

    def _stop_looking(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work.stop()
        if self._dialog is not None:
            self._dialog.show_work(None)

    def _stepped(self, step: Step) -> None:
        if self._dialog is not None and self._since.elapsed() > QUIET_MS:
            self._dialog.show_work(step)

    def _planned(self, looked: Looked) -> None:
        self._looked, self._work = looked, None
        if self._dialog is not None:
            self._dialog.show_preview(looked.plan.preview)

    def _not_planned(self, error: DeskError) -> None:
        self._work = None
        if self._dialog is not None and self._looked is not None:
            self._dialog.show_preview(self._looked.plan.preview)
        self.refused(error)

    # importing -----------------------------------------------------------------------------------

    def _import(self) -> None:
        looked = self._looked
        if looked is None or not looked.plan.preview.ready or self._work is not None:
            return
        if self._dialog is not None:
            self._dialog.close_down()
        title = _("Importing {file}").format(file=looked.path.name)
        over = _("Imported: {file}").format(file=looked.path.name)
        LongTask(self.bench, title, over=over).start(
            partial(_carry_out, self.services, looked.plan),
            done=self._imported,
            failed=self._not_imported,
            stopped=self._stopped,
        )

    def _imported(self, done: Imported) -> None:
        self._looked, self._latest = None, done.id
        self.bench.window.toasts.say(
            imported_sentence(done), icon="download", action=_("Undo"), act=self.undo
        )

    def _not_imported(self, error: DeskError) -> None:
        looked = self._looked
        if looked is not None and isinstance(error, ChangedMeanwhile):
            # The choices stay; the rows are looked at in the archive as it is now.
            call = partial(_fresh, self.services, looked)
            self.bench.runner.start(call, done=self._show, failed=self.refused)
        self.refused(error)

    def _stopped(self) -> None:
        """Nothing was written: back to the choices."""
        if self._looked is not None and not self.bench.window.dialog_open():
            self._show(self._looked)

    # taking back ---------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the latest import of this desk back."""
        if self._latest is not None:
            call = partial(_undo, self.services, self._latest)
            LongTask(self.bench, _("Taking the import back")).start(
                call, done=self._undone, failed=self.refused
            )

    def _undone(self, _rows: int) -> None:
        self._latest = None
        self.bench.window.toasts.say(_("The import was taken back."), icon="undo-2")


# In the pool: no widgets below this line.


def _telling(work: Work, words: str) -> Callable[[int, int], None]:
    def told(done: int, of: int) -> None:
        work.step(done, of, words)

    return told


def _look(
    services: Services, path: Path, sheet: str | None, encoding: str | None, work: Work
) -> Looked:
    work.step(0, 0, _("Reading {file}").format(file=path.name))
    source = services.transfer.read(path, sheet, encoding)
    knowledge = services.transfer.knowledge(_telling(work, _("Looking into the archive")))
    return _planned(services, path, source, knowledge, Choices(), work)


def _planned(
    services: Services,
    path: Path,
    source: Source,
    knowledge: Knowledge,
    choices: Choices,
    work: Work,
) -> Looked:
    told = _telling(work, _("Looking at the rows"))
    plan = services.transfer.preview(source, choices, knowledge, told)
    return Looked(path, knowledge, services.plans.offers(), plan)


def _look_again(
    services: Services, looked: Looked, sheet: str | None, encoding: str | None, work: Work
) -> Looked:
    source = services.transfer.read(looked.path, sheet, encoding)
    return _planned(services, looked.path, source, looked.knowledge, Choices(), work)


def _plan_again(services: Services, looked: Looked, choices: Choices, work: Work) -> Looked:
    told = _telling(work, _("Looking at the rows"))
    source = looked.plan.preview.source
    plan = services.transfer.preview(source, choices, looked.knowledge, told)
    return replace(looked, plan=plan)


def _fresh(services: Services, looked: Looked, work: Work) -> Looked:
    preview = looked.plan.preview
    knowledge = services.transfer.knowledge(_telling(work, _("Looking into the archive")))
    return _planned(services, looked.path, preview.source, knowledge, preview.choices, work)


def _carry_out(services: Services, plan: Plan, work: Work) -> Imported:
    return services.transfer.carry_out(plan, _telling(work, _("Writing")))


def _undo(services: Services, import_id: UUID, work: Work) -> int:
    return services.transfer.undo(import_id, _telling(work, _("Putting things back")))
