"""Saying who is in the way, and what is free instead: read after the refusal, in a transaction of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from askadesk.core.errors import DeskError
from askadesk.core.i18n import _
from askadesk.core.unit_of_work import UnitOfWork
from askadesk.people.rules import full_name
from askadesk.presence.facts import HubFacts
from askadesk.rooms.asking import asked_again
from askadesk.rooms.errors import SpaceTaken
from askadesk.rooms.house import house_of
from askadesk.rooms.instead import Sought, alternatives
from askadesk.rooms.rows import Clash
from askadesk.rooms.rules import Row, SpaceFacts
from askadesk.rooms.words import dates_taken_sentence, taken_sentence
from askadesk.rooms.writing import Collided, Collision
from db.queries import calendar
from db.values import TimeSpan


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
    house = house_of(connection, unit.actor.hub)
    hub, spaces = house.hub, house.standing()
    clashes = clashes_of(connection, hub, spaces, collisions)
    new = asked_again(state)
    taken = next(one for one in new.spaces if one.space == first.space)
    own = frozenset({first.change.booking})
    sought = Sought(new, taken, unit.actor.role, unit.clock.now(), own)
    free = alternatives(connection, spaces, sought)
    what = _taken_sentence(house.spaces[first.space], clashes)
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


def _taken_sentence(space: SpaceFacts, clashes: Sequence[Clash]) -> str:
    """Who has it; of a zone, which nobody has alone, that it is too full."""
    if space.is_zone:
        return _("Not enough desks are free in {space} at that time.").format(space=space.name)
    who = next((one.who for one in clashes if one.space == space.id), "")
    return taken_sentence(space.name, who)


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
