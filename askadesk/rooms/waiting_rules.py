"""Whose turn it is: to whom of a line a space is offered, whose offer is over. Pure: no session, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from askadesk.rooms.rules import Row, SpaceFacts, is_free
from db.values import TimeSpan, WaitStatus

OFFER_STANDS = timedelta(minutes=30)
"""So long somebody may think about it, while others wait; never beyond the start."""


@dataclass(frozen=True, slots=True)
class InLine:
    """Somebody in line for a space. Who came first has the least ``arrived``. In a zone each of the ``heads``
    wants a desk."""

    id: UUID
    space: UUID
    span: TimeSpan
    arrived: tuple[datetime, UUID]
    status: WaitStatus = WaitStatus.WAITING
    until: datetime | None = None
    heads: int = 1
    person: UUID | None = None
    organisation: UUID | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Turn:
    """What becomes of somebody in line. ``until`` is how long an offer stands."""

    who: InLine
    status: WaitStatus
    until: datetime | None = None


def turns(
    line: Iterable[InLine],
    spaces: Mapping[UUID, SpaceFacts],
    rows: Sequence[Row],
    now: datetime,
) -> list[Turn]:
    """Everything that changes in a line, ``rows`` being what is taken.

    An offer stands until its time is over or somebody else got the space. What is offered to one is offered to
    nobody else: of those who wait, the first whose whole wish (with the buffers) is free has the turn.
    """
    ordered = sorted(line, key=_arrival)
    found: list[Turn] = []
    promised: list[Row] = []
    for one in ordered:
        if one.span.start <= now or (one.until is not None and one.until <= now):
            found.append(Turn(one, WaitStatus.GIVEN_UP))
        elif one.status is WaitStatus.OFFERED:
            if can_be_had(one, spaces[one.space], rows):
                promised += _as_rows(one, spaces[one.space])
            else:
                found.append(Turn(one, WaitStatus.WAITING))
    for one in ordered:
        if one.status is not WaitStatus.WAITING or one.span.start <= now:
            continue
        if can_be_had(one, spaces[one.space], [*rows, *promised]):
            until = min(now + OFFER_STANDS, one.span.start)
            found.append(Turn(one, WaitStatus.OFFERED, until))
            promised += _as_rows(one, spaces[one.space])
    return found


def _arrival(one: InLine) -> tuple[datetime, UUID]:
    return one.arrived


def can_be_had(one: InLine, space: SpaceFacts, rows: Sequence[Row]) -> bool:
    """Whether the whole wish is free, its buffers kept."""
    return is_free(space, one.span, rows, one.heads)


def _as_rows(one: InLine, space: SpaceFacts) -> list[Row]:
    """What somebody would take who takes the offer."""
    span = space.around(one.span)
    units = space.units[: one.heads] if space.is_zone else space.units
    return [Row(unit, span.start, span.end, one.id, space.id) for unit in units]


def offered_rows(line: Iterable[InLine], spaces: Mapping[UUID, SpaceFacts]) -> list[Row]:
    """What is offered to somebody of the line."""
    return [
        row
        for one in line
        if one.status is WaitStatus.OFFERED
        for row in _as_rows(one, spaces[one.space])
    ]


def meet(one: InLine, other: InLine, spaces: Mapping[UUID, SpaceFacts]) -> bool:
    """Whether both wait for the same: a space, or one of which it is part, at a time that overlaps."""
    here, there = spaces[one.space], spaces[other.space]
    if set(here.units).isdisjoint(there.units):
        return False
    return here.around(one.span).overlaps(there.around(other.span))


def place_of(one: InLine, line: Iterable[InLine], spaces: Mapping[UUID, SpaceFacts]) -> int:
    """Which place somebody has among those who wait for the same: 1 is the first."""
    before = (other for other in line if other.arrived < one.arrived)
    return 1 + sum(meet(one, other, spaces) for other in before)
