"""What calendars read: a fixed number of questions, whatever the day, the week or the year holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from db.base import table_of
from db.models import Organisation
from db.planned import AnyRow, PlannedSelect
from db.queries.occupancy import WITHIN
from db.queries.presence import P_HUB, people
from db.queries.rooms import (
    MOMENT,
    P_IDS,
    booking_people,
    booking_spaces,
    bookings,
    occupancy,
    space_units,
    spaces,
)
from db.values import BookingStatus

organisations = table_of(Organisation)
_HOLDER = (
    people.c.given,
    people.c.family,
    organisations.c.name.label("organisation_name"),
)


def _with_holder(statement: Any) -> Any:
    """Who holds a booking, by name."""
    return statement.outerjoin(people, people.c.id == bookings.c.person).outerjoin(
        organisations, organisations.c.id == bookings.c.organisation
    )


_BLOCKS = PlannedSelect(
    _with_holder(
        select(
            space_units.c.space.label("shown"),
            occupancy.c.unit,
            occupancy.c.starts.label("taken_from"),
            occupancy.c.ends.label("taken_to"),
            occupancy.c.space.label("booked_space"),
            bookings.c.id,
            bookings.c.version,
            bookings.c.status,
            bookings.c.starts,
            bookings.c.ends,
            bookings.c.title,
            bookings.c.heads,
            bookings.c.private,
            bookings.c.series,
            bookings.c.expires_at,
            bookings.c.checked_in_at,
            *_HOLDER,
        )
        .select_from(spaces)
        .join(space_units, space_units.c.space == spaces.c.id)
        .join(occupancy, WITHIN)
        .join(bookings, bookings.c.id == occupancy.c.booking)
    )
    .where(spaces.c.hub == P_HUB, spaces.c.archived_at.is_(None))
    .order_by(occupancy.c.starts, occupancy.c.unit)
)


def blocks(connection: Connection, hub: UUID, start: datetime, end: datetime) -> list[AnyRow]:
    """What stands on the rows of the hub's spaces between two moments: a row for each unit taken. ``shown``
    is the space on whose row it stands, ``booked_space`` the one that was booked."""
    return _BLOCKS.rows(connection, {"hub": hub, "from_": start, "to_": end})


def named(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, AnyRow]:
    """Bookings with the name of who holds them."""
    statement = _with_holder(select(bookings, *_HOLDER).select_from(bookings))
    statement = statement.where(bookings.c.id.in_(P_IDS))
    return {row.id: row for row in connection.execute(statement, {"ids": list(ids)})}


def starting_between(
    connection: Connection, hub: UUID, start: datetime, end: datetime, *, cancelled: bool
) -> list[AnyRow]:
    """Bookings that start in a span, earliest first."""
    statement = _with_holder(select(bookings, *_HOLDER).select_from(bookings)).where(
        bookings.c.hub == hub,
        bookings.c.starts >= bindparam("from_", type_=MOMENT),
        bookings.c.starts < bindparam("to_", type_=MOMENT),
    )
    if not cancelled:
        statement = statement.where(bookings.c.status != BookingStatus.CANCELLED)
    facts = {"from_": start, "to_": end}
    return list(connection.execute(statement.order_by(bookings.c.starts, bookings.c.id), facts))


def spaces_taken(connection: Connection, ids: Sequence[UUID]) -> list[AnyRow]:
    """The spaces of these bookings, with their names."""
    statement = (
        select(booking_spaces, spaces.c.name, spaces.c.name_en)
        .join(spaces, spaces.c.id == booking_spaces.c.space)
        .where(booking_spaces.c.booking.in_(P_IDS))
        .order_by(spaces.c.position, spaces.c.id)
    )
    return list(connection.execute(statement, {"ids": list(ids)}))


def people_named(connection: Connection, ids: Sequence[UUID]) -> list[AnyRow]:
    """The people named in these bookings."""
    statement = (
        select(booking_people.c.booking, people.c.id, people.c.given, people.c.family)
        .join(people, people.c.id == booking_people.c.person)
        .where(booking_people.c.booking.in_(P_IDS))
        .order_by(people.c.given, people.c.family)
    )
    return list(connection.execute(statement, {"ids": list(ids)}))
