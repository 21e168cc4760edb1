"""What the Oggi page and the scan card read: a fixed number of questions, whatever the day holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, case, func, or_, select

from db.planned import AnyRow, PlannedSelect
from db.queries.people import current_organisation, organisations
from db.queries.presence import (
    OPEN,
    P_DAY,
    P_HUB,
    P_PERSON,
    attempts,
    charges,
    expected,
    memberships,
    organisations_of,
    passes,
    people,
    products,
    terms,
    visits,
)
from db.queries.rooms import booking_spaces, bookings, spaces
from db.values import BookingStatus

_host = people.alias("host_person")
# A record that became part of another is shown as the other.
_record = people.alias("record")
_KEPT = people.c.id == func.coalesce(_record.c.merged_into, _record.c.id)


def _records(person: Any) -> Any:
    """The person and all records that became part of them, as a subquery."""
    return select(_record.c.id).where(or_(_record.c.id == person, _record.c.merged_into == person))


_plan, _pass_product = products.alias("plan"), products.alias("pass_product")


def present(connection: Connection, hub: UUID) -> list[AnyRow]:
    """Every open visit at the hub with its person and what it rests on, by name."""
    statement = (
        select(
            visits.c.id.label("visit"),
            people.c.id.label("person"),
            visits.c.checked_in_at,
            visits.c.head_count,
            visits.c.basis,
            people.c.given,
            people.c.family,
            func.coalesce(_plan.c.name, _pass_product.c.name).label("name"),
            func.coalesce(_plan.c.name_en, _pass_product.c.name_en).label("name_en"),
            _host.c.given.label("host_given"),
            _host.c.family.label("host_family"),
            expected.c.kind.label("expected_kind"),
            expected.c.title.label("expected_title"),
        )
        .join(_record, _record.c.id == visits.c.person)
        .join(people, _KEPT)
        .outerjoin(memberships, memberships.c.id == visits.c.membership)
        .outerjoin(_plan, _plan.c.id == memberships.c.product)
        .outerjoin(passes, passes.c.id == visits.c["pass"])
        .outerjoin(_pass_product, _pass_product.c.id == passes.c.product)
        .outerjoin(_host, _host.c.id == visits.c.host)
        .outerjoin(expected, expected.c.id == visits.c.expected)
        .where(visits.c.hub == hub, OPEN)
        .order_by(people.c.given, people.c.family, visits.c.id)
    )
    return list(connection.execute(statement))


_names_of_spaces = (
    select(func.aggregate_strings(spaces.c.name, ", "))
    .select_from(booking_spaces)
    .join(spaces, spaces.c.id == booking_spaces.c.space)
    .where(booking_spaces.c.booking == bookings.c.id)
    .correlate(bookings)
    .scalar_subquery()
)
_HOLDER = (
    bookings.c.status.label("booking_status"),
    bookings.c.heads.label("booking_heads"),
    bookings.c.title.label("booking_title"),
    bookings.c.private.label("booking_private"),
    bookings.c.person.label("booking_person"),
    organisations.c.name.label("booking_organisation"),
)


def options_on(connection: Connection, hub: UUID, starts: datetime, ends: datetime) -> list[AnyRow]:
    """The options that begin in that time, with who would hold them and the names of their spaces."""
    statement = (
        select(
            bookings.c.id,
            bookings.c.starts,
            bookings.c.ends,
            people.c.given,
            people.c.family,
            _names_of_spaces.label("spaces"),
            *_HOLDER,
        )
        .outerjoin(_record, _record.c.id == bookings.c.person)
        .outerjoin(people, _KEPT)
        .outerjoin(organisations, organisations.c.id == bookings.c.organisation)
        .where(
            bookings.c.hub == hub,
            bookings.c.status == BookingStatus.HOLD,
            bookings.c.starts >= starts,
            bookings.c.starts < ends,
        )
        .order_by(bookings.c.starts, bookings.c.id)
    )
    return list(connection.execute(statement))


def expected_on(connection: Connection, hub: UUID, day: date) -> list[AnyRow]:
    """Everyone announced for that day at the hub, with their visit when they came."""
    # By the person too, for whose visits there is an index.
    came = (
        (visits.c.person == expected.c.person)
        & (visits.c.expected == expected.c.id)
        & visits.c.voided_at.is_(None)
    )
    statement = (
        select(
            expected,
            people.c.given,
            people.c.family,
            current_organisation(day).label("member_of"),
            _host.c.given.label("host_given"),
            _host.c.family.label("host_family"),
            *_HOLDER,
            select(func.min(visits.c.checked_in_at))
            .where(came)
            .correlate(expected)
            .scalar_subquery()
            .label("arrived"),
            select(func.max(visits.c.checked_out_at))
            .where(came)
            .correlate(expected)
            .scalar_subquery()
            .label("left"),
        )
        .outerjoin(_record, _record.c.id == expected.c.person)
        .outerjoin(people, _KEPT)
        .outerjoin(_host, _host.c.id == expected.c.host)
        .outerjoin(bookings, bookings.c.id == expected.c.booking)
        .outerjoin(organisations, organisations.c.id == bookings.c.organisation)
        .where(expected.c.hub == hub, expected.c.day == day)
        .order_by(expected.c.starts, expected.c.id)
    )
    return list(connection.execute(statement))


def recent(connection: Connection, hub: UUID, limit: int) -> list[AnyRow]:
    """The latest answers at the hub, newest first."""
    latest = (
        select(attempts)
        .where(attempts.c.hub == hub)
        .order_by(attempts.c.recorded_at.desc())
        .limit(limit)
        .subquery()
    )
    statement = (
        select(
            latest,
            people.c.given,
            people.c.family,
            visits.c.voided_at,
            func.coalesce(_plan.c.name, _pass_product.c.name).label("name"),
            func.coalesce(_plan.c.name_en, _pass_product.c.name_en).label("name_en"),
            visits.c.basis,
        )
        .outerjoin(_record, _record.c.id == latest.c.person)
        .outerjoin(people, _KEPT)
        .outerjoin(visits, visits.c.id == latest.c.visit)
        .outerjoin(memberships, memberships.c.id == visits.c.membership)
        .outerjoin(_plan, _plan.c.id == memberships.c.product)
        .outerjoin(passes, passes.c.id == visits.c["pass"])
        .outerjoin(_pass_product, _pass_product.c.id == passes.c.product)
        .order_by(latest.c.recorded_at.desc())
    )
    return list(connection.execute(statement))


def right_of_visit(connection: Connection, visit: UUID) -> AnyRow | None:
    """A visit with the plan or pass it rests on, its host and its organisation."""
    return _right_of_visit().first(connection, {"visit": visit})


@cache
def _right_of_visit() -> PlannedSelect:
    return PlannedSelect(
        select(
            visits,
            func.coalesce(_plan.c.name, _pass_product.c.name).label("name"),
            func.coalesce(_plan.c.name_en, _pass_product.c.name_en).label("name_en"),
            memberships.c.ends,
            passes.c.balance,
            passes.c.valid_until,
            terms.c.units,
            organisations.c.name.label("organisation"),
            _host.c.given.label("host_given"),
            _host.c.family.label("host_family"),
        )
        .outerjoin(memberships, memberships.c.id == visits.c.membership)
        .outerjoin(_plan, _plan.c.id == memberships.c.product)
        .outerjoin(passes, passes.c.id == visits.c["pass"])
        .outerjoin(terms, terms.c.id == passes.c.terms)
        .outerjoin(_pass_product, _pass_product.c.id == passes.c.product)
        .outerjoin(
            organisations,
            organisations.c.id
            == func.coalesce(memberships.c.holder_organisation, passes.c.holder_organisation),
        )
        .outerjoin(_host, _host.c.id == visits.c.host)
        .where(visits.c.id == bindparam("visit"))
    )


def count_of_visits(connection: Connection, person: UUID) -> int:
    """How many entries the person has had, anywhere, undone ones left out."""
    return int(_count_of_visits().one(connection, {"person": person}).entries)


@cache
def _count_of_visits() -> PlannedSelect:
    count = func.count(visits.c.id).label("entries")
    theirs = visits.c.person.in_(_records(P_PERSON))
    return PlannedSelect(select(count).where(theirs, visits.c.voided_at.is_(None)))


def due(connection: Connection, person: UUID, day: date) -> list[AnyRow]:
    """What the person or their organisation owes and is due, oldest first."""
    return _due().rows(connection, {"person": person, "day": day})


@cache
def _due() -> PlannedSelect:
    return PlannedSelect(
        select(charges.c.cents, charges.c.currency, charges.c.due_on, charges.c.note)
        .where(
            (charges.c.payer_person == P_PERSON)
            | charges.c.payer_organisation.in_(organisations_of(P_PERSON, P_DAY)),
            charges.c.settled_at.is_(None),
            charges.c.cancelled_at.is_(None),
            charges.c.due_on <= P_DAY,
        )
        .order_by(charges.c.due_on)
    )


def colleagues_inside(connection: Connection, hub: UUID, person: UUID, day: date) -> list[AnyRow]:
    """Colleagues of the person who hold a seat of their team at the hub now."""
    statement = (
        select(visits.c.id.label("visit"), people.c.id, people.c.given, people.c.family)
        .join(_record, _record.c.id == visits.c.person)
        .join(people, _KEPT)
        .join(memberships, memberships.c.id == visits.c.membership)
        .where(
            visits.c.hub == hub,
            OPEN,
            memberships.c.holder_organisation.in_(organisations_of(person, day)),
        )
        .order_by(visits.c.checked_in_at)
    )
    return list(connection.execute(statement))


def inside(connection: Connection, hub: UUID, people_: Sequence[UUID]) -> set[UUID]:
    """Which of these people are in now."""
    statement = select(visits.c.person).where(
        visits.c.hub == hub, visits.c.person.in_(people_), OPEN
    )
    return set(connection.scalars(statement))


def forgotten(connection: Connection, person: UUID, hub: UUID) -> date | None:
    """The day of the person's latest visit before the open one, when nobody checked it out."""
    row = _latest_before().first(connection, {"person": person, "hub": hub})
    found: date | None = row.day if row is not None and row.was_forgotten else None
    return found


@cache
def _latest_before() -> PlannedSelect:
    return PlannedSelect(
        select(
            visits.c.day,
            case((visits.c.leaving == "not_checked_out", 1), else_=0).label("was_forgotten"),
        )
        .where(
            visits.c.person.in_(_records(P_PERSON)),
            visits.c.hub == P_HUB,
            visits.c.voided_at.is_(None),
            visits.c.checked_out_at.is_not(None),
        )
        .order_by(visits.c.day.desc(), visits.c.checked_in_at.desc())
        .limit(1)
    )
