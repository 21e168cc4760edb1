"""What time alone does to bookings. No promise rests on a timer: it is done before each booking command, in a
command of its own, so that whoever takes theirs back does not take back what time did to others."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from askadesk.core.errors import ChangedMeanwhile
from askadesk.core.unit_of_work import Order, UnitOfWork, Work
from askadesk.rooms import offering
from askadesk.rooms.asking import facts_for
from askadesk.rooms.standing import standing_at
from askadesk.rooms.state import BookingState
from askadesk.rooms.writing import Change, apply, spaces_named
from db.queries import rooms as query
from db.queries import waiting
from db.values import BookingStatus, CalledOffBy


@dataclass(frozen=True, slots=True)
class Due:
    """What time has done and nobody has written yet: options that ``lapsed``, bookings that somebody
    ``missed``, those that are ``over``, and who ``waited`` in vain: the offer's time is over,
    or that of the wish has begun."""

    lapsed: tuple[UUID, ...] = ()
    missed: tuple[UUID, ...] = ()
    over: tuple[UUID, ...] = ()
    waited: tuple[UUID, ...] = ()

    def without(self, spared: Collection[UUID]) -> Due:
        """The same but for some bookings."""
        if not spared:
            return self
        lapsed, missed, over = (
            tuple(one for one in ids if one not in spared)
            for ids in (self.lapsed, self.missed, self.over)
        )
        return Due(lapsed, missed, over, self.waited)

    def __bool__(self) -> bool:
        return bool(self.lapsed or self.missed or self.over or self.waited)


def due_now(connection: Connection, hub: UUID, now: datetime) -> Due:
    """What still occupies and should not: it lapsed, or the grace of its spaces is over and nobody is in. What
    is paid with credits keeps its space to the end, whoever comes when."""
    missed = (
        row.id
        for row in query.overdue(connection, hub, now)
        if row.starts + timedelta(minutes=row.grace or 0) <= now and not row.inside and not row.paid
    )
    return Due(
        tuple(query.lapsed_holds(connection, hub, now)),
        tuple(missed),
        waited=tuple(waiting.due(connection, hub, now)),
    )


def all_due(connection: Connection, hub: UUID, now: datetime) -> Due:
    """The same, and what is over: it was used, or somebody of its people was there, or nobody came, and then
    its credits stay used."""
    due, unseen = due_now(connection, hub, now), query.ended_unseen(connection, hub, now)
    there = (row.id for row in unseen if row.was_there)
    nobody = (row.id for row in unseen if not row.was_there)
    return Due(
        due.lapsed,
        (*due.missed, *nobody),
        (*query.ended_in_use(connection, hub, now), *there),
        due.waited,
    )


def release(unit: UnitOfWork, spared: Collection[UUID] = ()) -> int:
    """Free what options that lapsed and bookings to which nobody came still occupy; end offers that ran out.
    What is ``spared`` is left to the command that is about to be done with it. How many there were."""
    return _do(unit, "booking.release", due_now, spared)


def sweep(unit: UnitOfWork) -> int:
    """The same, and close what is over."""
    return _do(unit, "booking.sweep", all_due)


def _do(
    unit: UnitOfWork,
    kind: str,
    find: Callable[[Connection, UUID, datetime], Due],
    spared: Collection[UUID] = (),
) -> int:
    """Where there is nothing to do, nothing is written."""
    with unit.ask() as connection:
        if not find(connection, unit.actor.hub, unit.clock.now()).without(spared):
            return 0

    def body(work: Work) -> int:
        return _carry_out(work, find(work.connection, work.actor.hub, work.now).without(spared))

    try:
        return unit.do(Order(kind, {"spared": sorted(map(str, spared))}, body, int, int))
    except ChangedMeanwhile:
        return 0  # Another desk did it in this moment.


def _carry_out(work: Work, due: Due) -> int:
    if not due:
        return 0
    ids = [*due.lapsed, *due.missed, *due.over]
    states = standing_at(work.connection, work.actor.hub, ids)
    changes = [
        *(_lapsed(work, one, *states[one]) for one in due.lapsed),
        *(_missed(work, one, *states[one]) for one in due.missed),
        *(_over(one, *states[one]) for one in due.over),
    ]
    if changes:
        apply(work, changes, facts_for(work, spaces_named(changes)))
    return len(changes) + offering.let_lapse(work, due.waited)


def _over(booking: UUID, before: BookingState, version: int) -> Change:
    return Change(booking, "done", before, replace(before, status=BookingStatus.DONE), version)


def _lapsed(work: Work, booking: UUID, before: BookingState, version: int) -> Change:
    return Change(
        booking, "lapse", before, before.called_off(work.now, CalledOffBy.TIME, ""), version
    )


def _missed(work: Work, booking: UUID, before: BookingState, version: int) -> Change:
    after = replace(before, status=BookingStatus.NO_SHOW, released_at=work.now)
    return Change(booking, "no_show", before, after, version)
