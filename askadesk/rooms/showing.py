"""From rows of the database to what screens, paper and command line show of spaces and bookings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from askadesk.people.rules import full_name
from askadesk.presence.facts import HubFacts
from askadesk.rooms.clashing import holder_of
from askadesk.rooms.facts import space_name
from askadesk.rooms.house import space_row
from askadesk.rooms.prices import Tariff
from askadesk.rooms.rows import Block, BookingRow, SpaceRow, Taking
from askadesk.rooms.state import lines_of, price_of
from db.queries import calendar
from db.queries import rooms as query
from db.values import Money


def space_list(
    connection: Connection, hub: UUID, *, archived: bool = False
) -> tuple[SpaceRow, ...]:
    """The hub's spaces in their order, with what they are made of."""
    rows = query.space_rows(connection, hub, archived=archived)
    ids = [row.id for row in rows]
    units, parts = query.units_of(connection, ids), query.parts_of(connection, ids)
    return tuple(space_row(row, units.get(row.id, []), parts.get(row.id, [])) for row in rows)


def hourly(tariffs: Iterable[Tariff]) -> Money | None:
    """What an hour costs everybody."""
    for one in tariffs:
        if one.product is None and one.hour is not None:
            return Money(one.hour)
    return None


# --- bookings ------------------------------------------------------------------------------------


def named_rows(
    connection: Connection, hub: HubFacts, ids: Sequence[UUID]
) -> tuple[BookingRow, ...]:
    """These bookings with all their fields, earliest first."""
    rows = calendar.named(connection, list(ids))
    return whole(connection, hub, sorted(rows.values(), key=lambda row: (row.starts, row.id)))


def whole(connection: Connection, hub: HubFacts, rows: Sequence[Any]) -> tuple[BookingRow, ...]:
    """Bookings as they were read, with their spaces and people."""
    ids = [row.id for row in rows]
    taken: dict[UUID, list[Any]] = {}
    people: dict[UUID, list[Any]] = {}
    if ids:
        for one in calendar.spaces_taken(connection, ids):
            taken.setdefault(one.booking, []).append(one)
        for one in calendar.people_named(connection, ids):
            people.setdefault(one.booking, []).append(one)
    return tuple(
        booking_row(hub, row, taken.get(row.id, []), people.get(row.id, [])) for row in rows
    )


def booking_row(
    hub: HubFacts, row: Any, spaces: Sequence[Any], people: Sequence[Any]
) -> BookingRow:
    """One booking, its moments on the hub's clock."""

    def local(moment: datetime | None) -> datetime | None:
        return None if moment is None else hub.local(moment)

    return BookingRow(
        id=row.id,
        version=row.version,
        status=row.status,
        starts=hub.local(row.starts),
        ends=hub.local(row.ends),
        spaces=tuple(Taking(one.space, one.desks, one.setup, one.cleanup) for one in spaces),
        space_names=tuple(space_name(one) for one in spaces),
        holder=holder_of(row),
        contact=_contact(row),
        person=row.person,
        organisation=row.organisation,
        title=row.title,
        note=row.note,
        heads=row.heads,
        people=tuple((one.id, full_name(one.given, one.family)) for one in people),
        lines=lines_of(row.lines),
        price=price_of(row),
        private=bool(row.private),
        series=row.series,
        wall=datetime.fromisoformat(row.wall) if row.wall else None,
        expires_at=local(row.expires_at),
        checked_in_at=local(row.checked_in_at),
        cancelled_at=local(row.cancelled_at),
        cancelled_by=row.cancelled_by,
        reason=row.reason,
        uid=row.uid,
    )


def _contact(row: Any) -> str:
    """Who speaks for an organisation; "" where the person holds it."""
    if row.organisation_name is None or row.given is None:
        return ""
    return full_name(row.given, row.family)


def blocks_between(
    connection: Connection,
    hub: HubFacts,
    spaces: Iterable[Any],
    ids: Iterable[UUID],
    between: tuple[datetime, datetime],
) -> dict[UUID, list[Block]]:
    """What stands on the row of each space between two moments, earliest first. A room is taken also by
    the joined one of which it is part, and the other way round."""
    names = {row.id: space_name(row) for row in spaces}
    wanted, clock, holders = set(ids), Clock(hub), Holders()
    made: dict[tuple[UUID, UUID], Block] = {}
    for row in calendar.blocks(connection, hub.id, *between):
        if row.shown not in wanted:
            continue
        key = (row.shown, row.id)
        known = made.get(key)
        if known is not None:
            made[key] = known._replace(desks=known.desks + 1)
        else:
            made[key] = _block(clock, holders.of(row), row, names)
    found: dict[UUID, list[Block]] = {}
    for (space, _booking), block in made.items():
        found.setdefault(space, []).append(block)
    return found


class Holders(dict[tuple[Any, Any, Any], tuple[str, str]]):
    """Who holds a booking and who speaks for it, each name put together once."""

    def of(self, row: Any) -> tuple[str, str]:
        key = (row.given, row.family, row.organisation_name)
        known = self.get(key)
        if known is None:
            known = self[key] = (holder_of(row), _contact(row))
        return known


class Clock(dict[datetime, datetime]):
    """Moments on the hub's clock, each looked up once: bookings begin and end at the same few."""

    def __init__(self, hub: HubFacts) -> None:
        self._hub = hub

    def __missing__(self, moment: datetime) -> datetime:
        local = self[moment] = self._hub.local(moment)
        return local


def _block(clock: Clock, who: tuple[str, str], row: Any, names: dict[UUID, str]) -> Block:
    private = bool(row.private)
    holder, contact = who
    through = names.get(row.booked_space, "") if row.booked_space != row.shown else ""
    return Block(
        booking=row.id,
        version=row.version,
        space=row.shown,
        status=row.status,
        starts=clock[row.starts],
        ends=clock[row.ends],
        set_up_from=clock[row.taken_from],
        cleaned_by=clock[row.taken_to],
        who="" if private else holder or row.title,
        contact="" if private else contact,
        title="" if private else (row.title if holder else ""),
        heads=row.heads,
        private=private,
        series=row.series is not None,
        through=through,
        expires_at=None if row.expires_at is None else clock[row.expires_at],
        checked_in_at=None if row.checked_in_at is None else clock[row.checked_in_at],
    )
