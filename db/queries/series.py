"""Bookings that repeat: their series, and what a year of dates is priced by, as Core statements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, or_, select

from db.base import table_of
from db.models import BookingSeries
from db.planned import AnyRow, PlannedInsert
from db.queries.presence import members, memberships, terms
from db.queries.rooms import P_IDS, bookings, held_by, space_prices
from db.values import BookingStatus

booking_series = table_of(BookingSeries)
insert_series = PlannedInsert(booking_series)


def series_row(connection: Connection, series: UUID) -> AnyRow:
    """A series. It never changes: what became of its dates, its bookings say."""
    return connection.execute(select(booking_series).where(booking_series.c.id == series)).one()


def bookings_of(
    connection: Connection, series: UUID, *, to_change: bool = False
) -> dict[UUID, AnyRow]:
    """All bookings of a series by their dates, those called off too."""
    statement = select(bookings).where(bookings.c.series == series)
    if to_change and connection.dialect.name == "postgresql":
        # In the order in which every command locks bookings.
        connection.execute(
            select(bookings.c.id)
            .where(bookings.c.series == series)
            .order_by(bookings.c.id)
            .with_for_update()
        )
    ordered = statement.order_by(bookings.c.wall, bookings.c.id)
    return {row.id: row for row in connection.execute(ordered)}


def one_booking(connection: Connection, booking: UUID) -> AnyRow | None:
    """A booking's row, read only."""
    return connection.execute(select(bookings).where(bookings.c.id == booking)).first()


def prices_until(connection: Connection, ids: Iterable[UUID], last: date) -> list[AnyRow]:
    """Every price of these spaces that began by ``last``, the newest last."""
    statement = (
        select(space_prices)
        .where(space_prices.c.space.in_(P_IDS), space_prices.c.valid_from <= last)
        .order_by(space_prices.c.valid_from, space_prices.c.id)
    )
    return list(connection.execute(statement, {"ids": list(ids)}))


def plans_between(
    connection: Connection,
    person: UUID | None,
    organisation: UUID | None,
    between: tuple[date, date],
) -> list[AnyRow]:
    """Memberships that a holder has at some time between two days, from ``starts`` to ``ends``; those of a
    person's organisations with the days from ``since`` to ``until`` on which the person belongs to it."""
    first, last = between
    plan: Any = select(
        memberships.c.id,
        memberships.c.product,
        memberships.c.holder_person,
        memberships.c.holder_organisation,
        memberships.c.starts,
        memberships.c.ends,
        terms.c.room_minutes,
        terms.c.room_discount,
        members.c.since,
        members.c.until,
    ).join(terms, terms.c.id == memberships.c.terms)
    belongs = (members.c.organisation == memberships.c.holder_organisation) & (
        members.c.person == person
    )
    held: list[Any] = [members.c.person.is_not(None)]
    if organisation is not None:
        held.append(memberships.c.holder_organisation == organisation)
    if person is not None:
        held.append(memberships.c.holder_person == person)
    statement = plan.outerjoin(members, belongs).where(
        or_(*held),
        memberships.c.archived_at.is_(None),
        memberships.c.starts <= last,
        or_(memberships.c.ends.is_(None), memberships.c.ends >= first),
    )
    return list(connection.execute(statement))


def covered_bookings(
    connection: Connection,
    person: UUID | None,
    organisation: UUID | None,
    between: tuple[datetime, datetime],
) -> list[AnyRow]:
    """``id``, ``starts`` and ``covered`` of a holder's bookings of which a plan covers a part."""
    statement = select(bookings.c.id, bookings.c.starts, bookings.c.covered).where(
        held_by(person, organisation),
        bookings.c.starts >= between[0],
        bookings.c.starts < between[1],
        bookings.c.covered > 0,
        bookings.c.status != BookingStatus.CANCELLED,
    )
    return list(connection.execute(statement))
