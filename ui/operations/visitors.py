"""Announcing visitors."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal

from askadesk.core.errors import DeskError, InputError
from askadesk.core.i18n import _
from askadesk.services import Services
from askadesk.visitors.service import Announcement
from ui.dialogs.announce import AnnounceDialog, AnnouncedVisit
from ui.operations.base import Bench, Operations
from ui.operations.presence import FoundFor


class VisitorOperations(Operations):
    """Opens the dialog, announces, offers the label."""

    label_asked = Signal(object)
    """The announcement (UUID) whose label is to be printed."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._dialog: AnnounceDialog | None = None
        self._latest: UUID | None = None

    def open(self) -> None:
        """Ask who is coming."""
        if not self.is_open or (self._dialog is not None and self._dialog.is_open()):
            return
        self.bench.runner.run(self.services.reading.now, done=self._open, failed=self.refused)

    def _open(self, now: datetime) -> None:
        dialog = AnnounceDialog(now)
        self._dialog = dialog
        dialog.announced.connect(self._announce)
        dialog.host_searched.connect(self._search_host)
        dialog.closed.connect(self._closed)
        dialog.open_over(self.bench.window)

    def _closed(self) -> None:
        self._dialog = None
        self.bench.window.ready()

    def _search_host(self, text: str) -> None:
        call = partial(_search, self.services, text)
        self.bench.runner.run(call, done=self._show_hosts, failed=self.refused)

    def _show_hosts(self, found: FoundFor) -> None:
        if self._dialog is not None:
            self._dialog.show_hosts(found.text, found.people)

    def _announce(self, visit: object) -> None:
        assert isinstance(visit, AnnouncedVisit)
        new = Announcement(
            starts=visit.starts,
            ends=visit.ends,
            given=visit.given,
            family=visit.family,
            organisation=visit.organisation,
            host=visit.host,
            title=visit.title,
            note=visit.note,
        )
        call = partial(self.services.visitors.announce, new)
        self.bench.runner.run(call, done=self._announced, failed=self._not_announced)

    def _announced(self, announced: UUID) -> None:
        self._latest = announced
        if self._dialog is not None:
            self._dialog.finish()
        self.bench.window.toasts.say(
            _("Visit announced"), icon="user-check", action=_("Print label"), act=self._print_label
        )

    def _print_label(self) -> None:
        if self._latest is not None:
            self.label_asked.emit(self._latest)

    def _not_announced(self, error: DeskError) -> None:
        if self._dialog is None:
            self.refused(error)
        elif isinstance(error, InputError) and error.field:
            self._dialog.complain(error)
        else:
            self._dialog.again()
            self.refused(error)


def _search(services: Services, text: str) -> FoundFor:
    return FoundFor(text, services.reading.search(text))
