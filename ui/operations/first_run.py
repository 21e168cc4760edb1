"""The first run: tries archives, and makes the hub when everything is answered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from askadesk.core.errors import DeskError
from askadesk.core.i18n import _
from askadesk.core.opening import look_at, usual_database
from askadesk.core.ports import Clock
from askadesk.plans.starter import FirstRun, starter_plans
from ui.archive import Archive
from ui.dialogs.leave_first_run import LeaveFirstRunDialog
from ui.operations.base import Bench, Operations
from ui.preferences import LookChoice, Preferences

if TYPE_CHECKING:
    from ui.first_run.wizard import FirstRunWizard


class FirstRunOperations(Operations):
    """Opens the questions over the window when the archive holds no hub."""

    def __init__(
        self, bench: Bench, archive: Archive, preferences: Preferences, clock: Clock
    ) -> None:
        super().__init__(bench)
        self._archive, self._preferences, self._clock = archive, preferences, clock
        self._asked = ""
        self._leaving: LeaveFirstRunDialog | None = None
        self.wizard: FirstRunWizard | None = None
        archive.empty.connect(self.open)
        archive.opened.connect(self._done)
        archive.failed.connect(self._not_made)

    def open(self, database: object) -> None:
        """Ask everything; ``database`` is where the archive would be."""
        if self.wizard is not None:
            return
        self._asked = str(database)
        # Loaded where there is no hub yet: a desk that has one asks nothing.
        from ui.first_run.wizard import FirstRunWizard

        today = self._clock.now().date()
        wizard = self.wizard = FirstRunWizard(self._asked, starter_plans(today))
        wizard.language_picked.connect(self._speak)
        wizard.archive_asked.connect(self._look_at)
        wizard.file_asked.connect(self._ask_file)
        wizard.finished.connect(self._finish)
        wizard.left.connect(self._ask_to_leave)
        wizard.open_over(self.bench.window)

    def _speak(self, code: str) -> None:
        self._preferences.tongue.speak(code)

    # the archive ---------------------------------------------------------------------------------

    def _look_at(self, database: str) -> None:
        look = partial(look_at, database)
        self.bench.runner.run(look, done=self._looked, failed=self._unreachable)

    def _looked(self, has_hub: bool) -> None:
        if self.wizard is not None:
            self.wizard.archive_answered(has_hub)

    def _unreachable(self, error: DeskError) -> None:
        if self.wizard is not None:
            self.wizard.refuse_archive(" ".join(filter(None, (error.what, error.todo))))

    def _ask_file(self) -> None:
        wizard = self.wizard
        if wizard is None:
            return
        start = wizard.archive.database or usual_database()
        ask = QFileDialog(self.bench.window, _("File of the archive"), start)
        ask.setFileMode(QFileDialog.FileMode.AnyFile)
        ask.setDefaultSuffix("sqlite")
        ask.fileSelected.connect(wizard.archive.take_file)
        ask.finished.connect(ask.deleteLater)
        ask.open()

    # the end -------------------------------------------------------------------------------------

    def _finish(self, database: str, first: object) -> None:
        self._archive.begin(database, first if isinstance(first, FirstRun) else None)

    def _done(self, _desk: object) -> None:
        """The desk is open: what was chosen is remembered, and the questions go away."""
        wizard, self.wizard = self.wizard, None
        if wizard is None:
            return
        chosen = wizard.archive.database
        wizard.close_down()
        self.bench.window.ready()
        try:
            self._remember(chosen)
        except DeskError as error:
            self.refused(error)

    def _remember(self, database: str) -> None:
        look = self._preferences.look()
        spoken = self._preferences.tongue.code
        wanted = LookChoice(spoken, look.look, look.text_size, look.motion, look.sounds)
        self._preferences.keep(wanted)
        if database != self._asked:
            usual = database == usual_database()
            self._preferences.keep_database("" if usual else database)

    def _not_made(self, _error: object) -> None:
        """The desk has said why; everything stands as it was answered."""
        if self.wizard is not None:
            self.wizard.let_go_on()

    def _ask_to_leave(self) -> None:
        if self.wizard is None or self._leaving is not None:
            return
        dialog = self._leaving = LeaveFirstRunDialog()
        dialog.leave_chosen.connect(self.bench.window.close)
        dialog.closed.connect(self._stays)
        dialog.open_over(self.bench.window)

    def _stays(self) -> None:
        self._leaving = None
