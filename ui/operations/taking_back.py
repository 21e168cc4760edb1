"""What a toast says was done to bookings, taken back by the word on it."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from askadesk.core.errors import DeskError
from askadesk.core.i18n import _
from askadesk.rooms.rows import Booked
from askadesk.services import Services
from ui.operations.base import Operations


class TakenBack(NamedTuple):
    """What was taken back, and the command that did it: by it, it is done again."""

    done: Booked
    by: Booked


class _Said(QObject):
    """One thing that was done, of which a toast tells."""

    def __init__(self, back: TakingBack, booked: Booked) -> None:
        super().__init__(back)
        self._back, self._booked = back, booked

    def undo(self) -> None:
        self._back.undo(self._booked)


class TakingBack(Operations):
    """``taken_back`` carries a ``TakenBack``; ``not_taken_back`` comes after the sentence that says why not."""

    taken_back = Signal(object)
    not_taken_back = Signal()

    def say(self, words: str, booked: Booked, icon: str = "calendar-check") -> None:
        """Say that it is done, with the word that takes back just this, whatever came after it."""
        said = _Said(self, booked)
        toast = self.bench.window.toasts.say(words, icon=icon, action=_("Undo"), act=said.undo)
        toast.destroyed.connect(said.deleteLater)

    def undo(self, booked: Booked) -> None:
        """Take back what was done."""
        if self.is_open:
            call = partial(_take_back, self.services, booked)
            self.bench.runner.run(call, done=self._undone, failed=self._failed)

    def _undone(self, taken: TakenBack) -> None:
        self.bench.window.toasts.say(_("It is as it was before"), icon="undo-2")
        self.taken_back.emit(taken)

    def _failed(self, error: DeskError) -> None:
        self.refused(error)
        self.not_taken_back.emit()


# On the database worker: no Qt below this line.


def _take_back(services: Services, booked: Booked) -> TakenBack:
    return TakenBack(booked, services.bookings.undo(booked.command))
