"""The hub's own settings: read, saved after saying whom other hours touch, closed and opened again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from askadesk.core.changes import Changes
from askadesk.core.errors import DeskError, InputError
from askadesk.core.i18n import _
from askadesk.hubs.rows import HubFields, NewClosure, Touches
from ui.dialogs.touched import TouchedDialog
from ui.operations.base import Bench, Operations
from ui.pages.settings.hub import HubSection


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What is done once nobody minds: fields with the version they were read at, or a closure."""

    fields: HubFields | None = None
    version: int = 0
    closure: NewClosure | None = None


class HubOperations(Operations):
    """Serves the section Sede."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.section = HubSection()
        self._waiting = _Waiting()
        self._dialog: TouchedDialog | None = None
        self.section.asked.connect(self.read)
        self.section.save_asked.connect(self._save)
        self.section.closures.add_asked.connect(self._close)
        self.section.closures.remove_asked.connect(self._open_again)

    def changed(self, changes: Changes) -> None:
        """Show the hub again while the section is seen."""
        if changes.touches("hub") and self.section.isVisible():
            self.read()

    def read(self) -> None:
        """Read the hub."""
        if self.is_open:
            call = self.services.hub.page
            self.bench.runner.run(call, done=self.section.show_hub, failed=self.refused)

    # whom it touches -----------------------------------------------------------------------------

    def _save(self, fields: object, version: object) -> None:
        assert isinstance(fields, HubFields)
        assert isinstance(version, int)
        self._waiting = _Waiting(fields, version)
        call = partial(self.services.hub.touched_by, week=fields.week)
        self.bench.runner.run(call, done=self._weigh, failed=self._refused)

    def _close(self, closure: object) -> None:
        assert isinstance(closure, NewClosure)
        self._waiting = _Waiting(closure=closure)
        call = partial(self.services.hub.touched_by, closure)
        self.bench.runner.run(call, done=self._weigh, failed=self._refused)

    def _weigh(self, touches: Touches) -> None:
        if not touches:
            self._carry_out()
            return
        dialog = TouchedDialog(touches)
        self._dialog = dialog
        dialog.confirmed.connect(self._carry_out)
        dialog.closed.connect(self._closed)
        dialog.open_over(self.bench.window)

    def _closed(self) -> None:
        self._dialog = None

    # doing it ------------------------------------------------------------------------------------

    def _carry_out(self) -> None:
        waiting = self._waiting
        if waiting.closure is not None:
            call = partial(self.services.hub.add_closure, waiting.closure)
            self.bench.runner.run(call, done=self._added, failed=self._refused)
        elif waiting.fields is not None:
            change = partial(self.services.hub.change, waiting.fields, waiting.version)
            self.bench.runner.run(change, done=self._saved, failed=self._refused)

    def _saved(self, _nothing: object) -> None:
        self.section.saved()
        self.bench.window.toasts.say(_("Saved. It holds from now on."), icon="building-2")
        self.read()

    def _added(self, _closure: object) -> None:
        self.section.closures.forget()
        self.bench.window.toasts.say(_("Written down: the door knows."), icon="calendar-off")
        self.read()

    def _open_again(self, closure: object) -> None:
        assert isinstance(closure, UUID)
        call = partial(self.services.hub.remove_closure, closure)
        self.bench.runner.run(call, done=self._removed, failed=self.refused)

    def _removed(self, _nothing: object) -> None:
        self.bench.window.toasts.say(_("Open again on those days."), icon="calendar-check")
        self.read()

    def _refused(self, error: DeskError) -> None:
        if not isinstance(error, InputError) or not error.field:
            self.refused(error)
        elif self._waiting.closure is not None:
            self.section.closures.complain(error)
        else:
            self.section.complain(error)
