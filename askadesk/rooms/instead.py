"""What is free instead of a booking that cannot be had: only what whoever asks may book without a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from sqlalchemy import Connection

from askadesk.rooms.asking import plans_that_count
from askadesk.rooms.facts import taken_rows
from askadesk.rooms.rows import Free, NewBooking, Taking
from askadesk.rooms.rules import (
    Row,
    SpaceFacts,
    Wish,
    as_asked,
    breaches,
    gaps,
    is_free,
    nearest,
    similar,
)
from db.values import Role, TimeSpan

MOST_ALTERNATIVES = 4


@dataclass(frozen=True, slots=True)
class Sought:
    """A booking that cannot be had because ``taken``, one of its spaces, is: another space or time is sought
    for it, by somebody of that ``role``. Bookings ``but`` are in nobody's way: they are being changed."""

    new: NewBooking
    taken: Taking
    role: Role
    now: datetime
    but: frozenset[UUID] = frozenset()

    @property
    def span(self) -> TimeSpan:
        return TimeSpan(self.new.starts, self.new.ends)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a search goes by: what is taken around it, the plans of the holder, and the other spaces of the
    booking, each with its desks, which must be had as well."""

    sought: Sought
    rows: Sequence[Row]
    plans: frozenset[UUID]
    beside: Sequence[tuple[SpaceFacts, int]]

    def fits(self, space: SpaceFacts, span: TimeSpan) -> bool:
        """Whether the booking can be had in ``space`` for ``span``, and breaks no rule there."""
        sought, units = self.sought, set(space.units)
        if any(units.intersection(other.units) for other, _desks in self.beside):
            return False
        wish = Wish(span, sought.now, sought.new.heads, self.plans, sought.role)
        return all(
            not breaches(one, wish) and is_free(one, span, self.rows, desks)
            for one, desks in ((space, sought.taken.desks), *self.beside)
        )


def alternatives(
    connection: Connection,
    spaces: dict[UUID, SpaceFacts],
    sought: Sought,
    most: int = MOST_ALTERNATIVES,
) -> tuple[Free, ...]:
    """First the same time in the spaces most like it, then the nearest times that day in the same space. Two
    questions at most, however many spaces there are."""
    if any(one.space not in spaces for one in sought.new.spaces):
        return ()
    span, wanted = sought.span, as_asked(spaces[sought.taken.space], sought.taken)
    others = similar(wanted, spaces.values(), sought.new.heads)
    ground = _ground(connection, spaces, sought, [wanted, *others])
    like = (free_at(one, span) for one in others if ground.fits(one, span))
    elsewhere = list(islice(like, most // 2))
    open_ = gaps(wanted, wanted.hours.day(span.start), ground.rows, sought.taken.desks)
    near = (
        free_at(wanted, one)
        for one in nearest(wanted, open_, span, sought.now)
        if one != span and ground.fits(wanted, one)
    )
    return (*elsewhere, *islice(near, most - len(elsewhere)))


def _ground(
    connection: Connection,
    spaces: dict[UUID, SpaceFacts],
    sought: Sought,
    looked_at: Sequence[SpaceFacts],
) -> Ground:
    """All that has to be known, read once."""
    new = sought.new
    beside = [
        (as_asked(spaces[one.space], one), one.desks) for one in new.spaces if one != sought.taken
    ]
    all_of_them = [*looked_at, *(space for space, _desks in beside)]
    units = {unit for one in all_of_them for unit in one.units}
    rows = taken_rows(connection, units, _days_of(looked_at[0], sought.span))
    kept = [row for row in rows if row.booking not in sought.but]
    return Ground(sought, kept, plans_that_count(connection, all_of_them, new), beside)


def _days_of(space: SpaceFacts, span: TimeSpan) -> TimeSpan:
    """The days of a span from end to end, and as far around them as any buffer can reach."""
    hours, midnight = space.hours, datetime.min.time()
    return TimeSpan(
        hours.at(hours.day(span.start), midnight) - timedelta(hours=12),
        hours.at(hours.day(span.end), midnight) + timedelta(hours=36),
    )


def free_at(space: SpaceFacts, span: TimeSpan) -> Free:
    local = space.hours.local
    return Free(space.id, space.name, space.seats, local(span.start), local(span.end))
