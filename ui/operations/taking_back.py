"""What a toast says was done to bookings, taken back by the word on it, and done again."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from askadesk.core.errors import DeskError
from askadesk.core.i18n import _
from askadesk.rooms.rows import Booked
from askadesk.services import Services
from ui.operations.base import Bench, Operations


class TakenBack(NamedTuple):
    """What was taken back, and the command that did it: by it, it is done again."""

    done: Booked
    by: Booked


class NotTakenBack(NamedTuple):
    """What could not be taken back, and why."""

    done: Booked
    error: DeskError


class _Said(QObject):
    """One thing that was done, of which a toast tells."""

    def __init__(self, back: TakingBack, booked: Booked) -> None:
        super().__init__(back)
        self._back, self._booked = back, booked

    def undo(self) -> None:
        self._back.undo(self._booked)


class TakingBack(Operations):
    """``taken_back`` carries a ``TakenBack``; ``not_taken_back``, after the sentence that says why, a
    ``NotTakenBack``."""

    taken_back = Signal(object)
    not_taken_back = Signal(object)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._backs: set[UUID] = set()

    def say(
        self, words: str, booked: Booked, icon: str = "calendar-check", *, action: str = ""
    ) -> None:
        """Say that it is done, with the word that takes back just this, whatever came after it."""
        said = _Said(self, booked)
        toasts = self.bench.window.toasts
        toast = toasts.say(words, icon=icon, action=action or _("Undo"), act=said.undo)
        toast.destroyed.connect(said.deleteLater)

    def undo(self, booked: Booked) -> None:
        """Take back what was done; of what was a taking back itself, do it again."""
        if self.is_open:
            call = partial(_take_back, self.services, booked)
            self.bench.runner.run(call, done=self._ended)

    def _ended(self, outcome: TakenBack | NotTakenBack) -> None:
        if isinstance(outcome, TakenBack):
            self._undone(outcome)
        else:
            self.refused(outcome.error)
            self.not_taken_back.emit(outcome)

    def _undone(self, taken: TakenBack) -> None:
        if taken.done.command in self._backs:
            self.say(_("Done again"), taken.by, "undo-2")
        else:
            self._backs.add(taken.by.command)
            self.say(_("Taken back"), taken.by, "undo-2", action=_("Redo"))
        self.taken_back.emit(taken)


# On the database worker: no Qt below this line.


def _take_back(services: Services, booked: Booked) -> TakenBack | NotTakenBack:
    try:
        return TakenBack(booked, services.bookings.undo(booked.command))
    except DeskError as error:
        return NotTakenBack(booked, error)
