"""What calendar files ask: bookings by the UID of their event, and those that are written out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, func, or_, select

from db.planned import AnyRow
from db.queries.rooms import P_IDS, booking_people, booking_spaces, bookings
from db.queries.series import booking_series
from db.values import BookingStatus

STANDING = (
    BookingStatus.HOLD,
    BookingStatus.CONFIRMED,
    BookingStatus.IN_USE,
    BookingStatus.DONE,
)
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Only:
    """Whose bookings: those of a hub, in one space, of one person (holding them, or named in them)."""

    hub: UUID
    space: UUID | None = None
    person: UUID | None = None

    def where(self) -> Any:
        """As a condition over ``bookings``."""
        asked = [bookings.c.hub == self.hub, bookings.c.status.in_(STANDING)]
        if self.space is not None:
            takes = select(booking_spaces.c.booking).where(booking_spaces.c.space == self.space)
            asked.append(bookings.c.id.in_(takes))
        if self.person is not None:
            named = select(booking_people.c.booking).where(booking_people.c.person == self.person)
            asked.append(or_(bookings.c.person == self.person, bookings.c.id.in_(named)))
        return and_(*asked)


def in_turn(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Values in handfuls, as many as one question may name."""
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]


# --- what an import meets ------------------------------------------------------------------------


def known_by_uid(connection: Connection, hub: UUID, uids: Sequence[str]) -> list[UUID]:
    """Bookings of the hub that came with these UIDs, in order."""
    found: list[UUID] = []
    for some in in_turn(uids):
        statement = select(bookings.c.id).where(bookings.c.hub == hub, bookings.c.uid.in_(some))
        found += connection.scalars(statement)
    return sorted(found)


def known_by_id(connection: Connection, hub: UUID, ids: Sequence[UUID]) -> list[UUID]:
    """Those of these ids that are bookings of the hub, or series of it: then their bookings."""
    found: set[UUID] = set()
    for some in in_turn(ids):
        statement = select(bookings.c.id).where(
            bookings.c.hub == hub, or_(bookings.c.id.in_(some), bookings.c.series.in_(some))
        )
        found |= set(connection.scalars(statement))
    return sorted(found)


def versions(connection: Connection, ids: Sequence[UUID]) -> list[tuple[UUID, int]]:
    """At which version these bookings stand."""
    found: list[tuple[UUID, int]] = []
    for some in in_turn(ids):
        statement = select(bookings.c.id, bookings.c.version).where(bookings.c.id.in_(P_IDS))
        found += [(one.id, one.version) for one in connection.execute(statement, {"ids": some})]
    return sorted(found)


# --- what an export reads ------------------------------------------------------------------------


def reach(connection: Connection, only: Only) -> tuple[datetime, datetime] | None:
    """From when until when there is something; None when there is nothing."""
    statement = select(func.min(bookings.c.starts), func.max(bookings.c.ends)).where(only.where())
    first, last = connection.execute(statement).one()
    return None if first is None else (first, last)


def singles(connection: Connection, only: Only) -> Iterator[list[UUID]]:
    """Bookings that are part of no series, in handfuls, the earliest first."""
    statement = (
        select(bookings.c.starts, bookings.c.id)
        .where(only.where(), bookings.c.series.is_(None))
        .order_by(bookings.c.starts, bookings.c.id)
        .limit(AT_ONCE)
    )
    after: AnyRow | None = None
    while True:
        asked = statement
        if after is not None:
            later = and_(bookings.c.starts == after.starts, bookings.c.id > after.id)
            asked = asked.where(or_(bookings.c.starts > after.starts, later))
        rows = list(connection.execute(asked))
        if not rows:
            return
        yield [one.id for one in rows]
        after = rows[-1]


def series(connection: Connection, only: Only) -> list[AnyRow]:
    """The series of which something stands, in the order in which they were made."""
    used = select(bookings.c.series).where(only.where(), bookings.c.series.is_not(None))
    statement = select(booking_series).where(booking_series.c.id.in_(used))
    return list(connection.execute(statement.order_by(booking_series.c.id)))


def dates_of_series(
    connection: Connection, only: Only, ids: Iterable[UUID]
) -> dict[UUID, list[UUID]]:
    """The standing bookings of these series by their dates."""
    statement = (
        select(bookings.c.series, bookings.c.id)
        .where(only.where(), bookings.c.series.in_(list(ids)))
        .order_by(bookings.c.wall, bookings.c.id)
    )
    found: dict[UUID, list[UUID]] = {}
    for row in connection.execute(statement):
        found.setdefault(row.series, []).append(row.id)
    return found
