"""Who waits for a room: put in line, told when it is their turn, booked or let go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from askadesk.core.changes import Changes
from askadesk.core.errors import DeskError
from askadesk.core.i18n import _, ngettext, number
from askadesk.rooms.errors import RuleBroken
from askadesk.rooms.rows import Booked
from askadesk.rooms.waiting_rows import WaitingRow
from askadesk.rooms.words import (
    breach_sentence,
    in_line_sentence,
    offer_sentence,
    waiting_times,
)
from askadesk.services import Services
from ui.dialogs.reason import Reason, ReasonDialog
from ui.dialogs.waiting import WaitingDialog
from ui.operations.base import Bench, Operations
from ui.operations.taking_back import TakingBack

KIND = "waiting"
_TOLD_ONE_BY_ONE = 2


class Taken(NamedTuple):
    """What was booked for somebody who waited."""

    row: WaitingRow
    booked: Booked


class LineNow(NamedTuple):
    """Everybody who waits, and the time on the hub's clock."""

    rows: tuple[WaitingRow, ...]
    now: datetime


class _Offer(QObject):
    """An offer of which a toast tells: its word books it."""

    def __init__(self, operations: WaitingOperations, row: WaitingRow) -> None:
        super().__init__(operations)
        self._operations, self._row = operations, row

    def book(self) -> None:
        self._operations.book(self._row)


class WaitingOperations(Operations):
    """Serves whatever page shows. ``booked`` carries the ``Booked`` of somebody who waited."""

    booked = Signal(object)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._dialog: WaitingDialog | None = None
        self._reason: ReasonDialog | None = None
        self._told: dict[tuple[UUID, datetime | None], _Offer] = {}
        self._news: set[UUID] = set()
        self._all_news = False
        self._asked: WaitingRow | None = None
        self.back = TakingBack(bench)
        self._left: WaitingRow | None = None
        self._entered: WaitingRow | None = None

    @property
    def dialog(self) -> WaitingDialog | None:
        """The list, while it is open."""
        return self._dialog

    # hearing -------------------------------------------------------------------------------------

    def changed(self, changes: Changes) -> None:
        """Look whether it is somebody's turn now, here or by what another desk did."""
        if not changes.touches(KIND) or not self.is_open:
            return
        self._news |= changes.ids
        self._all_news = self._all_news or not changes.ids
        self.bench.runner.run(self._call(), done=self._look, failed=self.refused)

    def _call(self) -> partial[LineNow]:
        return partial(_read, self.services)

    def _look(self, line: LineNow) -> None:
        offered = {(one.id, one.until): one for one in line.rows if one.offered}
        fresh = [
            one
            for key, one in offered.items()
            if key not in self._told and (self._all_news or one.id in self._news)
        ]
        self._news, self._all_news = set(), False
        for key in self._told.keys() - offered.keys():
            self._told.pop(key).deleteLater()
        self._told |= {(one.id, one.until): _Offer(self, one) for one in fresh}
        self._tell(fresh, line.now)
        if self._dialog is not None:
            self._dialog.show_rows(line.rows, line.now.date())

    def _tell(self, fresh: Sequence[WaitingRow], now: datetime) -> None:
        toasts = self.bench.window.toasts
        if len(fresh) > _TOLD_ONE_BY_ONE:
            words = ngettext(
                "{count} room is free for whoever waits",
                "{count} rooms are free for those who wait",
                len(fresh),
            ).format(count=number(len(fresh)))
            toasts.say(words, icon="bell", action=_("Look"), act=self.open)
            return
        for one in fresh:
            words = offer_sentence(one, with_day=one.starts.date() != now.date())
            offer = self._told[one.id, one.until]
            toasts.say(words, icon="bell", action=_("Book it"), act=offer.book)

    # the list ------------------------------------------------------------------------------------

    def open(self) -> None:
        """Show who waits for a room."""
        if self.is_open and self._dialog is None and not self.bench.window.dialog_open():
            self.bench.runner.run(self._call(), done=self._open, failed=self.refused)

    def _open(self, line: LineNow) -> None:
        if self._dialog is not None:
            return
        self._dialog = dialog = WaitingDialog(line.rows, line.now.date())
        dialog.book_asked.connect(self.book)
        dialog.leave_asked.connect(self.leave)
        dialog.closed.connect(self._closed)
        dialog.open_over(self.bench.window)

    def _closed(self) -> None:
        self._dialog = None
        self.bench.window.ready()

    # standing in line ----------------------------------------------------------------------------

    def entered(self, row: object) -> None:
        """Somebody was put in line (a ``WaitingRow``): say which place they have."""
        assert isinstance(row, WaitingRow)
        self._entered = row
        self.bench.window.toasts.say(
            in_line_sentence(row), icon="clipboard-list", action=_("Undo"), act=self._take_out
        )

    def _take_out(self) -> None:
        row, self._entered = self._entered, None
        if row is not None:
            call = partial(self.services.waiting.leave, row.id, row.version)
            self.bench.runner.run(call, done=self._undone, failed=self.refused)

    def leave(self, row: object) -> None:
        """Take somebody (a ``WaitingRow``) out of the line."""
        assert isinstance(row, WaitingRow)
        call = partial(self.services.waiting.leave, row.id, row.version)
        self.bench.runner.run(call, done=self._has_left, failed=self._not_done)

    def _has_left(self, row: WaitingRow) -> None:
        self._left = row
        words = _("{who} no longer waits for {space}").format(who=row.who, space=row.space_name)
        self.bench.window.toasts.say(words, icon="x", action=_("Undo"), act=self._come_back)

    def _come_back(self) -> None:
        row, self._left = self._left, None
        if row is not None:
            call = partial(self.services.waiting.come_back, row.id, row.version)
            self.bench.runner.run(call, done=self._undone, failed=self.refused)

    # taking up an offer --------------------------------------------------------------------------

    def book(self, row: object, reason: str = "") -> None:
        """Book what is offered to somebody (a ``WaitingRow``)."""
        assert isinstance(row, WaitingRow)
        self._asked = row
        call = partial(_book, self.services, row, reason)
        self.bench.runner.run(call, done=self._is_booked, failed=self._not_booked)

    def _is_booked(self, taken: Taken) -> None:
        row = taken.row
        words = _("Booked for {who}: {space}, {times}").format(
            who=row.who, space=row.space_name, times=waiting_times(row, with_day=False)
        )
        self.back.say(words, taken.booked)
        self.booked.emit(taken.booked)

    def _not_booked(self, error: DeskError) -> None:
        if isinstance(error, RuleBroken) and error.gives_way:
            self._ask_reason(error)
        else:
            self._not_done(error)

    def _ask_reason(self, error: RuleBroken) -> None:
        words = " ".join(breach_sentence(one) for one in error.breaches)
        explanation = _("You may go on all the same: say why, it stays with the booking.")
        self._reason = dialog = ReasonDialog(words, explanation, _("Book all the same"))
        dialog.given.connect(self._reason_given)
        dialog.open_over(self.bench.window)

    def _reason_given(self, reason: Reason) -> None:
        if self._asked is not None:
            self.book(self._asked, reason.words)

    def _undone(self, _done: object) -> None:
        self.bench.window.toasts.say(_("It is as it was before"), icon="undo-2")

    def _not_done(self, error: DeskError) -> None:
        """Somebody was quicker, or the time is over: say so, and show how the line stands."""
        self.refused(error)
        if self._dialog is not None:
            self.bench.runner.run(self._call(), done=self._look, failed=self.refused)


# On the database worker: no Qt below this line.


def _book(services: Services, row: WaitingRow, reason: str) -> Taken:
    return Taken(row, services.waiting.book(row.id, reason=reason))


def _read(services: Services) -> LineNow:
    return LineNow(services.waiting.line(), services.reading.now())
