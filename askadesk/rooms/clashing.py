"""Saying who is in the way, and what is free instead: read after the refusal, in a transaction of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from askadesk.core.errors import DeskError
from askadesk.core.i18n import _
from askadesk.core.unit_of_work import UnitOfWork
from askadesk.people.rules import full_name
from askadesk.presence.facts import HubFacts
from askadesk.rooms.errors import SpaceTaken
from askadesk.rooms.facts import taken_rows
from askadesk.rooms.house import house_of
from askadesk.rooms.rows import Clash, Free
from askadesk.rooms.rules import Row, SpaceFacts, gaps, is_free, nearest, similar
from askadesk.rooms.words import dates_taken_sentence, taken_sentence
from askadesk.rooms.writing import Collided, Collision
from db.queries import calendar
from db.values import TimeSpan

MOST_ALTERNATIVES = 4


@contextmanager
def speaking_of_clashes(unit: UnitOfWork) -> Iterator[None]:
    """Turn what collided into names: SpaceTaken, with who has it and what is free instead."""
    try:
        yield
    except Collided as collided:
        with unit.ask() as connection:
            raise said(connection, unit, collided.collisions) from None
    except DeskError as error:
        if error.code == SpaceTaken.code and not isinstance(error, SpaceTaken):
            raise SpaceTaken(error.what, kept=error.kept, todo=error.todo) from error
        raise


def said(connection: Connection, unit: UnitOfWork, collisions: Sequence[Collision]) -> SpaceTaken:
    """The refusal, with every booking in the way and the alternatives to the first."""
    first = collisions[0]
    state = first.change.after
    span = TimeSpan(state.starts, state.ends)
    hub, spaces = around(connection, unit.actor.hub, span)
    clashes = clashes_of(connection, hub, spaces, collisions)
    desks = next(one.desks for one in state.spaces if one.space == first.space)
    free = alternatives(
        connection, spaces, first.space, span, (state.heads, desks), unit.clock.now()
    )
    name = spaces[first.space].name if first.space in spaces else ""
    what = (
        taken_sentence(name, clashes[0].who)
        if clashes
        else _("Not enough desks are free in {space} at that time.").format(space=name)
    )
    todo = _("Choose another time or another space.")
    dates = _dates_of_series(hub, collisions)
    if len(dates) > 1:
        what = dates_taken_sentence(dates)
        todo = _("Move these dates, leave them out, or give up the whole series.")
    return SpaceTaken(
        what,
        kept=_("Nothing was booked."),
        todo=todo,
        clashes=clashes,
        alternatives=free,
        dates=dates,
    )


def _dates_of_series(hub: HubFacts, collisions: Sequence[Collision]) -> tuple[datetime, ...]:
    """The dates of a series that cannot be had, on the hub's clock."""
    states = {one.change.booking: one.change.after for one in collisions}
    starts = (hub.local(one.starts) for one in states.values() if one.series is not None)
    return tuple(sorted(starts))


def around(
    connection: Connection, hub: UUID, span: TimeSpan
) -> tuple[HubFacts, dict[UUID, SpaceFacts]]:
    """The hub and all its spaces, as they stand around a span."""
    house = house_of(connection, hub)
    return house.hub, house.standing()


def clashes_of(
    connection: Connection,
    hub: HubFacts,
    spaces: dict[UUID, SpaceFacts],
    collisions: Sequence[Collision],
) -> tuple[Clash, ...]:
    """Each booking in the way, once for each that it stops."""
    found = [(one.space, one.row) for one in collisions if one.row is not None]
    return clashes_with(connection, hub, spaces, found)


def clashes_with(
    connection: Connection,
    hub: HubFacts,
    spaces: dict[UUID, SpaceFacts],
    found: Sequence[tuple[UUID, Row]],
) -> tuple[Clash, ...]:
    """Rows in the way of a space, with the names of those who have them."""
    named = calendar.named(connection, sorted({row.booking for _space, row in found}))
    return tuple(
        clash_with(hub, spaces, (space, row), named[row.booking])
        for space, row in found
        if row.booking in named  # else it is another date of the same command
    )


def clash_with(
    hub: HubFacts, spaces: dict[UUID, SpaceFacts], found: tuple[UUID, Row], booking: Any
) -> Clash:
    """A row in the way of a space, with the name of who has it."""
    space, row = found
    return Clash(
        space=space,
        space_name=spaces[space].name if space in spaces else "",
        booking=row.booking,
        who="" if booking.private else holder_of(booking) or booking.title,
        starts=hub.local(booking.starts),
        ends=hub.local(booking.ends),
        blocked_from=hub.local(row.starts),
        blocked_until=hub.local(row.ends),
        private=bool(booking.private),
    )


def holder_of(row: object) -> str:
    """The name of who holds a booking: the organisation where there is one; "" where nobody does."""
    organisation: str | None = getattr(row, "organisation_name", None)
    if organisation:
        return organisation
    given = getattr(row, "given", None)
    return full_name(given, getattr(row, "family", "")) if given is not None else ""


def alternatives(
    connection: Connection,
    spaces: dict[UUID, SpaceFacts],
    space: UUID,
    span: TimeSpan,
    size: tuple[int, int],
    now: datetime,
    most: int = MOST_ALTERNATIVES,
) -> tuple[Free, ...]:
    """First the same time in the spaces most like it, then the nearest times that day in the same space.

    ``size`` is how many heads, and in a zone how many desks.
    """
    wanted = spaces.get(space)
    if wanted is None:
        return ()
    heads, desks = size
    others = similar(wanted, spaces.values(), heads)
    units = {unit for one in (wanted, *others) for unit in one.units}
    hours = wanted.hours
    whole = TimeSpan(
        hours.at(hours.day(span.start), datetime.min.time()) - timedelta(hours=12),
        hours.at(hours.day(span.end), datetime.min.time()) + timedelta(hours=36),
    )
    rows = taken_rows(connection, units, whole)
    elsewhere = [
        free_at(one, span)
        for one in others
        if is_free(one, span, rows, desks) and one.hours.is_open(span.start)
    ]
    found = nearest(gaps(wanted, hours.day(span.start), rows, desks), span, now, wanted.step)
    later = [free_at(wanted, one) for one in found if one != span]
    return (*elsewhere[: most // 2], *later[: most - len(elsewhere[: most // 2])])


def free_at(space: SpaceFacts, span: TimeSpan) -> Free:
    local = space.hours.local
    return Free(space.id, space.name, space.seats, local(span.start), local(span.end))
