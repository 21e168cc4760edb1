"""The section Archive at work: read, copied to a file, imports taken back, roll calls shown again."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from askadesk.core.changes import Changes
from askadesk.core.errors import DeskError
from askadesk.core.i18n import _
from askadesk.core.ports import Clock
from askadesk.rollcall.rows import Summary
from askadesk.services import Services
from askadesk.transfer.rows import Imported
from ui.dialogs.confirm import ConfirmDialog
from ui.operations.base import Bench, Operations
from ui.operations.long import LongTask
from ui.pages.settings.archive import ArchivePage, ArchiveSection
from ui.pages.settings.archive_rows import how_many
from ui.preferences import Preferences
from ui.tasks import Work

_MOST = 50
"""So many imports and roll calls are listed."""
CONCERNS = ("import", "roll_call", "hub")


class ArchiveSectionOperations(Operations):
    """Serves the section; ``call_asked`` carries the ``Summary`` of the roll call to be shown."""

    call_asked = Signal(object)

    def __init__(self, bench: Bench, preferences: Preferences, clock: Clock) -> None:
        super().__init__(bench)
        self._preferences, self._clock = preferences, clock
        self._page: ArchivePage | None = None
        self._import: UUID | None = None
        section = self.section = ArchiveSection()
        section.asked.connect(self.read)
        section.copy_asked.connect(self.ask_file)
        section.folder_asked.connect(self._open_folder)
        section.undo_asked.connect(self._ask_undo)
        section.call_asked.connect(self._show_call)

    def changed(self, changes: Changes) -> None:
        """Read again what another window or desk changed, while the section is seen."""
        if changes.touches(*CONCERNS) and self.section.isVisible():
            self.read()

    def read(self) -> None:
        """Read the archive's place and size, the imports and the roll calls."""
        if self.is_open:
            call = partial(_read, self.services, self._preferences)
            self.bench.runner.run(call, done=self._show, failed=self.refused)

    def _show(self, page: ArchivePage) -> None:
        self._page = page
        self.section.show_archive(page)

    def _show_call(self, call: object) -> None:
        if isinstance(call, Summary):
            self.call_asked.emit(call)

    def _open_folder(self) -> None:
        path = self._page.facts.path if self._page is not None else None
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

    # a copy --------------------------------------------------------------------------------------

    def ask_file(self) -> None:
        """Ask where the copy goes."""
        path = self._page.facts.path if self._page is not None else None
        if path is None or self.bench.window.dialog_open():
            return
        places = QStandardPaths.StandardLocation
        folder = QStandardPaths.writableLocation(places.DocumentsLocation)
        ask = QFileDialog(self.bench.window, _("Make a copy"), folder, "SQLite (*.sqlite)")
        ask.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        ask.setDefaultSuffix("sqlite")
        ask.selectFile(f"{path.stem} {self._clock.now().astimezone():%Y-%m-%d %H%M}.sqlite")
        ask.fileSelected.connect(self.copy_to)
        ask.finished.connect(ask.deleteLater)
        ask.open()

    def copy_to(self, path: str) -> None:
        """Copy the archive to ``path``, in the pool; whoever works goes on working."""
        call = partial(_copy, self.services, Path(path))
        task = LongTask(self.bench, _("Copying the archive"), over=_("The archive was copied"))
        task.start(call, done=self._copied, failed=self.refused)

    def _copied(self, path: Path) -> None:
        words = _("The copy is whole: {file}").format(file=path.name)
        self.bench.window.toasts.say(words, icon="database")
        place = self._page.facts.path if self._page is not None else None
        try:
            self._preferences.keep_copied(str(place or ""), self._clock.now())
        except DeskError as error:
            self.refused(error)
        self.read()

    # taking an import back -----------------------------------------------------------------------

    def _ask_undo(self, done: object) -> None:
        if not isinstance(done, Imported):
            return
        self._import = done.id
        explained = _(
            "{file}: {what}. What it made is put away, what it filled in is emptied again. If something"
            " of it was used since, everything stays as it is and you read what was used."
        )
        dialog = ConfirmDialog(
            _("Take the import back?"),
            explained.format(file=done.name, what=how_many(done) or _("nothing")),
            verb=_("Take the import back"),
            safe=_("Leave it"),
        )
        dialog.confirmed.connect(self._undo)
        dialog.closed.connect(self.bench.window.ready)
        dialog.open_over(self.bench.window)

    def _undo(self) -> None:
        if self._import is not None:
            call = partial(_take_back, self.services, self._import)
            task = LongTask(self.bench, _("Taking the import back"))
            task.start(call, done=self._undone, failed=self.refused)

    def _undone(self, _rows: int) -> None:
        self.bench.window.toasts.say(_("The import was taken back."), icon="undo-2")
        self.read()


# On the database worker or in the pool: no widgets below this line.


def _read(services: Services, preferences: Preferences) -> ArchivePage:
    hub, facts = services.hub.row(), services.archive.facts()
    copied = preferences.copied_at(str(facts.path or ""))
    imports = (replace(one, at=hub.local(one.at)) for one in services.transfer.latest(_MOST))
    return ArchivePage(
        facts,
        tuple(imports),
        services.roll_call.summaries(_MOST),
        hub.local(copied) if copied is not None else None,
    )


def _copy(services: Services, path: Path, work: Work) -> Path:
    def told(done: int, of: int) -> None:
        work.step(done, of, _("Copying"))

    return services.archive.copy_to(path, told)


def _take_back(services: Services, import_id: UUID, work: Work) -> int:
    def told(done: int, of: int) -> None:
        work.step(done, of, _("Putting things back"))

    return services.transfer.undo(import_id, told)
