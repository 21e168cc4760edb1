"""What was done in a roll call on its way to the archive: sent in its order, under ids and moments of its
own, as soon as the archive takes it, so that nothing is done twice and nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QTimer, Signal

from askadesk.core.errors import DatabaseAway, DeskError
from askadesk.rollcall.rows import Step, Waiting
from askadesk.services import Services
from ui.operations.base import Bench, Operations

RETRY_MS = 2_000


class CallPost(Operations):
    """Sends one command after the other, and tries again while the archive is away."""

    changed = Signal()
    """What waits is different now: whoever keeps it writes it down."""
    sent = Signal(object, object)
    """A ``Waiting`` was carried out, and what the archive answered."""
    away = Signal(bool)
    """Whether the archive is away."""
    idle = Signal()
    """It was time to try again, and nothing waits."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._waiting: list[Waiting] = []
        self._real: dict[UUID, UUID] = {}
        self._sending = False
        self.retry = QTimer(self)
        self.retry.setSingleShot(True)
        self.retry.setInterval(RETRY_MS)
        self.retry.timeout.connect(self._try_again)

    # what is known -------------------------------------------------------------------------------

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """What is still to be sent, in its order."""
        return tuple(self._waiting)

    @property
    def is_away(self) -> bool:
        """Whether the archive was away when it was asked last."""
        return self.retry.isActive()

    def holds(self, step: Step) -> bool:
        """Whether a command of this kind is on its way."""
        return any(one.step is step for one in self._waiting)

    def real(self, call: UUID) -> UUID:
        """The call that the archive knows: another desk may have begun it before this one."""
        return self._real.get(call, call)

    def knows(self, call: UUID) -> bool:
        """Whether the archive has answered for ``call``."""
        return call in self._real

    # sending -------------------------------------------------------------------------------------

    def join(self, call: UUID) -> None:
        """``call`` is in the archive already."""
        self._real[call] = call

    def take_up(self, waiting: Sequence[Waiting]) -> None:
        """Send soon what an earlier run of the desk could not."""
        self._waiting = list(waiting)
        if self._waiting:
            self.retry.start()

    def send(self, waiting: Waiting) -> None:
        """Send ``waiting`` after all that was given before."""
        self._waiting.append(waiting)
        self.changed.emit()
        self._send_next()

    def try_later(self) -> None:
        """The archive is away: ask it again soon."""
        self.retry.start()

    def stop(self) -> None:
        """Let no timer run any more: the window closes."""
        self.retry.stop()

    def _send_next(self) -> None:
        if self._sending or not self._waiting or self.retry.isActive():
            return
        if not self.is_open:
            self._is_away()
            return
        self._sending = True
        first = self._waiting[0]
        call = partial(_carry_out, self.services, replace(first, call=self.real(first.call)))
        self.bench.runner.run(
            call, done=self._sent, failed=self._not_sent, ended=self._sending_ended
        )

    def _sent(self, answer: UUID | None) -> None:
        self.away.emit(False)
        first = self._waiting.pop(0)
        self.changed.emit()
        if first.step is Step.START and answer is not None:
            self._real[first.call] = answer
        self.sent.emit(first, answer)

    def _not_sent(self, error: DeskError) -> None:
        if isinstance(error, DatabaseAway):
            self._is_away()
        else:
            self._waiting.pop(0)
            self.refused(error)

    def _sending_ended(self) -> None:
        self._sending = False
        self._send_next()

    def _is_away(self) -> None:
        self.away.emit(True)
        self.retry.start()

    def _try_again(self) -> None:
        if self._waiting:
            self._send_next()
        else:
            self.idle.emit()


def _carry_out(services: Services, one: Waiting) -> UUID | None:
    """On the database worker: one command, with its own id and moment."""
    calls, at = services.roll_call, one.at
    if one.step is Step.START:
        return calls.start(drill=one.drill, command=one.id, at=at)
    if one.step is Step.TICK and one.visit is not None:
        return calls.tick(one.call, one.visit, one.heads, command=one.id, at=at)
    if one.step is Step.UNDO and one.tick is not None:
        calls.undo(one.call, one.tick, command=one.id, at=at)
    elif one.step is Step.DRILL:
        calls.set_drill(one.call, one.drill, command=one.id, at=at)
    elif one.step is Step.CLOSE:
        calls.close(one.call, command=one.id, at=at)
    return None
