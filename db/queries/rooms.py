"""Spaces and bookings: what a booking reads and writes, as Core statements. What is taken: ``occupancy``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from db.base import table_of
from db.models import (
    Booking,
    BookingChange,
    BookingPerson,
    BookingSpace,
    Occupancy,
    Space,
    SpaceClosure,
    SpacePart,
    SpacePrice,
    SpaceUnit,
)
from db.planned import AnyRow, PlannedInsert, PlannedSelect
from db.queries.presence import expected, hubs, memberships, organisations_of, terms, visits
from db.values import BookingStatus, ExpectedStatus

spaces, space_units, space_parts = table_of(Space), table_of(SpaceUnit), table_of(SpacePart)
space_closures, space_prices = table_of(SpaceClosure), table_of(SpacePrice)
bookings, booking_spaces = table_of(Booking), table_of(BookingSpace)
booking_people, booking_changes = table_of(BookingPerson), table_of(BookingChange)
occupancy = table_of(Occupancy)

insert_booking = PlannedInsert(bookings)
insert_booking_space = PlannedInsert(booking_spaces)
insert_booking_person = PlannedInsert(booking_people)
insert_change = PlannedInsert(booking_changes)
insert_expected = PlannedInsert(expected)

MOMENT = occupancy.c.starts.type
P_FROM: Any = bindparam("from_", type_=MOMENT)
P_TO: Any = bindparam("to_", type_=MOMENT)
P_UNITS: Any = bindparam("units", expanding=True)
P_IDS: Any = bindparam("ids", expanding=True)


# --- spaces --------------------------------------------------------------------------------------


_RULES = PlannedSelect(select(hubs.c.rules).where(hubs.c.id == bindparam("hub")))


def rules_number(connection: Connection, hub: UUID) -> int:
    """The number that moves on whenever hours, closures, settings, spaces or their prices change."""
    return int(_RULES.one(connection, {"hub": hub}).rules)


def space_rows(connection: Connection, hub: UUID, *, archived: bool = False) -> list[AnyRow]:
    """Every space of the hub in its order."""
    statement = select(spaces).where(spaces.c.hub == hub)
    if not archived:
        statement = statement.where(spaces.c.archived_at.is_(None))
    return list(connection.execute(statement.order_by(spaces.c.position, spaces.c.id)))


def spaces_by_id(connection: Connection, ids: Iterable[UUID]) -> dict[UUID, AnyRow]:
    statement = select(spaces).where(spaces.c.id.in_(P_IDS))
    return {row.id: row for row in connection.execute(statement, {"ids": list(ids)})}


def units_of(connection: Connection, ids: Iterable[UUID]) -> dict[UUID, list[int]]:
    """The units that each space takes up, in order."""
    statement = (
        select(space_units.c.space, space_units.c.unit)
        .where(space_units.c.space.in_(P_IDS))
        .order_by(space_units.c.unit)
    )
    found: dict[UUID, list[int]] = {}
    for row in connection.execute(statement, {"ids": list(ids)}):
        found.setdefault(row.space, []).append(row.unit)
    return found


def parts_of(connection: Connection, ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """The rooms that joined ones are made of."""
    statement = select(space_parts).where(space_parts.c.space.in_(P_IDS))
    found: dict[UUID, list[UUID]] = {}
    for row in connection.execute(statement, {"ids": list(ids)}):
        found.setdefault(row.space, []).append(row.part)
    return found


def joined_of(connection: Connection, part: UUID) -> list[AnyRow]:
    """The joined rooms that a room is part of."""
    joined = select(space_parts.c.space).where(space_parts.c.part == part)
    return list(connection.execute(select(spaces).where(spaces.c.id.in_(joined))))


def next_unit(connection: Connection) -> int:
    """The first unit that no space has. Units are never given twice."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(4102)")
    return (connection.scalar(select(func.max(space_units.c.unit))) or 0) + 1


def add_space(
    connection: Connection, row: dict[str, Any], units: Sequence[int], *, own: bool
) -> None:
    connection.execute(insert(spaces), row)
    taken = [{"space": row["id"], "unit": unit, "own": own} for unit in units]
    connection.execute(insert(space_units), taken)


def add_parts(connection: Connection, space: UUID, parts: Iterable[UUID]) -> None:
    connection.execute(insert(space_parts), [{"space": space, "part": part} for part in parts])


def change_space(connection: Connection, space: UUID, version: int, values: dict[str, Any]) -> bool:
    """Change a space that stands at ``version``; False when somebody was faster."""
    changed = update(spaces).where(spaces.c.id == space, spaces.c.version == version)
    return connection.execute(changed.values(version=version + 1, **values)).rowcount == 1


def last_position(connection: Connection, hub: UUID) -> int:
    statement = select(func.max(spaces.c.position)).where(spaces.c.hub == hub)
    return connection.scalar(statement) or 0


def closures_of(
    connection: Connection, ids: Iterable[UUID], first: date, last: date
) -> list[AnyRow]:
    """Closures of these spaces that touch the days from ``first`` to ``last``."""
    statement = (
        select(space_closures)
        .where(
            space_closures.c.space.in_(P_IDS),
            space_closures.c.last_day >= first,
            space_closures.c.first_day <= last,
            space_closures.c.archived_at.is_(None),
        )
        .order_by(space_closures.c.first_day)
    )
    return list(connection.execute(statement, {"ids": list(ids)}))


def add_closure(connection: Connection, row: dict[str, Any]) -> None:
    connection.execute(insert(space_closures), row)


def end_closure(connection: Connection, closure: UUID, at: datetime) -> AnyRow | None:
    """Open the space again; the closure's row, None when it was not there."""
    row = connection.execute(
        select(space_closures).where(
            space_closures.c.id == closure, space_closures.c.archived_at.is_(None)
        )
    ).first()
    if row is not None:
        ended = update(space_closures).where(space_closures.c.id == closure)
        connection.execute(ended.values(archived_at=at))
    return row


# --- prices --------------------------------------------------------------------------------------


def prices_of(connection: Connection, ids: Iterable[UUID], day: date) -> list[AnyRow]:
    """Price rows of these spaces that began by ``day``, the newest last."""
    statement = (
        select(space_prices)
        .where(space_prices.c.space.in_(P_IDS), space_prices.c.valid_from <= day)
        .order_by(space_prices.c.valid_from, space_prices.c.id)
    )
    return list(connection.execute(statement, {"ids": list(ids)}))


def all_prices(connection: Connection, space: UUID) -> list[AnyRow]:
    statement = select(space_prices).where(space_prices.c.space == space)
    return list(connection.execute(statement.order_by(space_prices.c.valid_from.desc())))


def add_price(connection: Connection, row: dict[str, Any]) -> None:
    connection.execute(insert(space_prices), row)


def plans_of(
    connection: Connection, person: UUID | None, organisation: UUID | None, day: date
) -> list[AnyRow]:
    """``product``, ``room_minutes`` and ``room_discount`` of the plans that a holder has on a day."""
    held = []
    if organisation is not None:
        held.append(memberships.c.holder_organisation == organisation)
    if person is not None:
        held.append(memberships.c.holder_person == person)
        held.append(memberships.c.holder_organisation.in_(organisations_of(person, day)))
    if not held:
        return []
    statement = (
        select(memberships.c.product, terms.c.room_minutes, terms.c.room_discount)
        .join(terms, terms.c.id == memberships.c.terms)
        .where(
            or_(*held),
            memberships.c.archived_at.is_(None),
            memberships.c.starts <= day,
            or_(memberships.c.ends.is_(None), memberships.c.ends >= day),
        )
    )
    return list(connection.execute(statement))


def held_by(person: UUID | None, organisation: UUID | None) -> Any:
    """Bookings of one holder: the organisation where there is one."""
    if organisation is not None:
        return bookings.c.organisation == organisation
    return and_(bookings.c.person == person, bookings.c.organisation.is_(None))


def covered_between(
    connection: Connection,
    person: UUID | None,
    organisation: UUID | None,
    between: tuple[datetime, datetime],
    but: Sequence[UUID],
) -> int:
    """Minutes of rooms that a holder's plans covered in a span, other bookings than ``but``."""
    statement = select(func.coalesce(func.sum(bookings.c.covered), 0)).where(
        held_by(person, organisation),
        bookings.c.starts >= between[0],
        bookings.c.starts < between[1],
        bookings.c.status != BookingStatus.CANCELLED,
    )
    if but:
        statement = statement.where(bookings.c.id.not_in(but))
    return int(connection.scalar(statement) or 0)


# --- bookings ------------------------------------------------------------------------------------


def statuses(connection: Connection, ids: Sequence[UUID]) -> list[AnyRow]:
    """How bookings of others stand, whoever is about to change them."""
    statement = select(bookings.c.id, bookings.c.status).where(bookings.c.id.in_(P_IDS))
    return list(connection.execute(statement, {"ids": list(ids)}))


def booking_rows(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, AnyRow]:
    """Bookings that are about to change. Others may still point at them: who deals desks anew holds the units,
    which this one will want next."""
    statement = select(bookings).where(bookings.c.id.in_(P_IDS))
    if connection.dialect.name == "postgresql":
        statement = statement.order_by(bookings.c.id).with_for_update(key_share=True)
    return {row.id: row for row in connection.execute(statement, {"ids": list(ids)})}


def spaces_of(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, list[AnyRow]]:
    """The spaces that bookings take."""
    statement = (
        select(booking_spaces)
        .where(booking_spaces.c.booking.in_(P_IDS))
        .order_by(booking_spaces.c.space)
    )
    return _by_booking(connection.execute(statement, {"ids": list(ids)}))


def people_of(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, list[AnyRow]]:
    """The people named in bookings."""
    statement = (
        select(booking_people)
        .where(booking_people.c.booking.in_(P_IDS))
        .order_by(booking_people.c.person)
    )
    return _by_booking(connection.execute(statement, {"ids": list(ids)}))


def _by_booking(rows: Iterable[Any]) -> dict[UUID, list[AnyRow]]:
    found: dict[UUID, list[AnyRow]] = {}
    for row in rows:
        found.setdefault(row.booking, []).append(row)
    return found


def update_booking(
    connection: Connection, booking: UUID, version: int, values: dict[str, Any]
) -> bool:
    """Change a booking that stands at ``version``; False when somebody was faster."""
    changed = update(bookings).where(bookings.c.id == booking, bookings.c.version == version)
    return connection.execute(changed.values(version=version + 1, **values)).rowcount == 1


def drop_parts(connection: Connection, booking: UUID) -> None:
    """Take away the spaces and people of a booking, to be written anew."""
    connection.execute(delete(booking_spaces).where(booking_spaces.c.booking == booking))
    connection.execute(delete(booking_people).where(booking_people.c.booking == booking))


def changes_of(connection: Connection, command: UUID) -> list[AnyRow]:
    """What a command made of bookings."""
    statement = select(booking_changes).where(booking_changes.c.command == command)
    return list(connection.execute(statement.order_by(booking_changes.c.id)))


def story_of(connection: Connection, booking: UUID) -> list[AnyRow]:
    statement = select(booking_changes).where(booking_changes.c.booking == booking)
    return list(connection.execute(statement.order_by(booking_changes.c.id)))


# --- who is expected -----------------------------------------------------------------------------


def expected_for(connection: Connection, booking: UUID) -> list[AnyRow]:
    return list(connection.execute(select(expected).where(expected.c.booking == booking)))


def change_expected(connection: Connection, row: UUID, values: dict[str, Any]) -> None:
    changed = update(expected).where(expected.c.id == row)
    connection.execute(changed.values(version=expected.c.version + 1, **values))


def call_off_expected(connection: Connection, rows: Sequence[UUID]) -> None:
    if rows:
        changed = update(expected).where(expected.c.id.in_(rows))
        connection.execute(
            changed.values(status=ExpectedStatus.CANCELLED, version=expected.c.version + 1)
        )


# --- what time does ------------------------------------------------------------------------------


_NOW: Any = bindparam("now", type_=MOMENT)
_HUB: Any = bindparam("hub")
_LAPSED = PlannedSelect(
    select(bookings.c.id)
    .where(
        bookings.c.hub == _HUB,
        bookings.c.status == BookingStatus.HOLD,
        bookings.c.expires_at <= _NOW,
    )
    .order_by(bookings.c.id)
)


def lapsed_holds(connection: Connection, hub: UUID, now: datetime) -> list[UUID]:
    """Options whose time is over."""
    return [row.id for row in _LAPSED.rows(connection, {"hub": hub, "now": now})]


def _overdue() -> PlannedSelect:
    open_visit = and_(visits.c.checked_out_at.is_(None), visits.c.voided_at.is_(None))
    named = select(booking_people.c.person).where(booking_people.c.booking == bookings.c.id)
    inside = (
        select(visits.c.id)
        .where(
            visits.c.hub == bookings.c.hub,
            open_visit,
            or_(visits.c.person == bookings.c.person, visits.c.person.in_(named)),
        )
        .exists()
    )
    grace = (
        select(func.max(spaces.c.grace))
        .select_from(booking_spaces)
        .join(spaces, spaces.c.id == booking_spaces.c.space)
        .where(booking_spaces.c.booking == bookings.c.id)
        .scalar_subquery()
    )
    return PlannedSelect(
        select(
            bookings.c.id,
            bookings.c.starts,
            grace.label("grace"),
            inside.label("inside"),
            (bookings.c.credits > 0).label("paid"),
        )
        .where(
            bookings.c.hub == _HUB,
            bookings.c.status == BookingStatus.CONFIRMED,
            bookings.c.starts <= _NOW,
            bookings.c.ends > _NOW,
        )
        .order_by(bookings.c.id)
    )


_OVERDUE = _overdue()


def overdue(connection: Connection, hub: UUID, now: datetime) -> list[AnyRow]:
    """Confirmed bookings whose time runs and to which nobody came: ``grace`` minutes of their spaces, whether
    somebody of theirs is ``inside``, and whether something was ``paid``."""
    return _OVERDUE.rows(connection, {"hub": hub, "now": now})


def ended_in_use(connection: Connection, hub: UUID, now: datetime) -> list[UUID]:
    """Bookings in use whose time is over."""
    statement = select(bookings.c.id).where(
        bookings.c.hub == hub,
        bookings.c.status == BookingStatus.IN_USE,
        bookings.c.ends <= now,
    )
    return list(connection.scalars(statement.order_by(bookings.c.id)))


def ended_unseen(connection: Connection, hub: UUID, now: datetime) -> list[AnyRow]:
    """Confirmed bookings whose time is over: whether somebody of theirs ``was_there`` at the time, though
    nobody checked it in."""
    named = select(booking_people.c.person).where(booking_people.c.booking == bookings.c.id)
    was_there = (
        select(visits.c.id)
        .where(
            visits.c.hub == bookings.c.hub,
            visits.c.voided_at.is_(None),
            or_(visits.c.person == bookings.c.person, visits.c.person.in_(named)),
            visits.c.checked_in_at < bookings.c.ends,
            func.coalesce(visits.c.checked_out_at, bookings.c.ends) > bookings.c.starts,
        )
        .exists()
    )
    statement = select(bookings.c.id, was_there.label("was_there")).where(
        bookings.c.hub == hub,
        bookings.c.status == BookingStatus.CONFIRMED,
        bookings.c.ends <= now,
    )
    return list(connection.execute(statement.order_by(bookings.c.id)))
