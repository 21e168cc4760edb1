"""What the door reads of itself and of who stands before it, as Core statements: a scan has two
milliseconds. What they may use is in ``rights``, what an entry writes in ``entries``."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    or_,
    select,
    union_all,
)

from db.base import table_of
from db.models import (
    AdmissionAttempt,
    Charge,
    Closure,
    Command,
    Credential,
    Expected,
    Hub,
    LedgerMovement,
    Membership,
    MembershipHub,
    OrganisationMember,
    Pass,
    PassHub,
    Pause,
    Person,
    Product,
    ProductTerms,
    Setting,
    Visit,
    VisitCorrection,
)
from db.planned import AnyRow, PlannedSelect, Step, together

hubs, closures, settings = table_of(Hub), table_of(Closure), table_of(Setting)
people, members = table_of(Person), table_of(OrganisationMember)
credentials, attempts = table_of(Credential), table_of(AdmissionAttempt)
products, terms = table_of(Product), table_of(ProductTerms)
memberships, membership_hubs = table_of(Membership), table_of(MembershipHub)
passes, pass_hubs, ledger = table_of(Pass), table_of(PassHub), table_of(LedgerMovement)
pauses = table_of(Pause)
visits, corrections = table_of(Visit), table_of(VisitCorrection)
expected, charges, commands = table_of(Expected), table_of(Charge), table_of(Command)

P_HUB: Any = bindparam("hub")
P_PERSON: Any = bindparam("person")
P_DAY: Any = bindparam("day")

# Written out, not bound: SQLite plans a statement anew at each call when a bound value stands where a
# partial index has a constant.
DRAW: Any = literal_column("'draw'")
REVERSE: Any = literal_column("'reverse'")

OPEN = and_(visits.c.checked_out_at.is_(None), visits.c.voided_at.is_(None))

TERMS = (
    terms.c.windows,
    terms.c.around_the_clock,
    terms.c.units,
    terms.c.unit_minutes,
    terms.c.days_a_week,
    terms.c.seats,
    terms.c.grace_days,
    terms.c.debt_limit,
    terms.c.guests_at_once,
    terms.c.guests_a_month,
    terms.c.guest_fee_cents,
)


def organisations_of(person: Any, day: Any) -> Any:
    """The organisations to which the person belongs on a day, as a subquery."""
    return select(members.c.organisation).where(
        members.c.person == person,
        members.c.since <= day,
        or_(members.c.until.is_(None), members.c.until >= day),
    )


# Of those announced for now, the heads who have not come in yet, on whatever right they came.
_AWAITED = expected.c.head_count - func.coalesce(visits.c.head_count, 0)
_SET_ASIDE = (
    select(func.coalesce(func.sum(case((_AWAITED > 0, _AWAITED), else_=0)), 0))
    .select_from(expected)
    .outerjoin(
        visits, and_(visits.c.hub == expected.c.hub, visits.c.person == expected.c.person, OPEN)
    )
    .where(
        expected.c.hub == P_HUB,
        expected.c.day == P_DAY,
        expected.c.kind.in_(("booking", "event")),
        expected.c.status == "announced",
        expected.c.starts <= bindparam("soon", type_=expected.c.starts.type),
        expected.c.ends > bindparam("at", type_=expected.c.ends.type),
    )
    .scalar_subquery()
)
_BODIES = (
    select(func.coalesce(func.sum(visits.c.head_count), 0))
    .where(visits.c.hub == P_HUB, OPEN)
    .scalar_subquery()
)
# Only entries are handed out at the door, by the terms of the day: credits and hours open no door.
_later = terms.alias("later")
_HAS_PASSES = (
    select(literal(1))
    .select_from(products)
    .join(terms, terms.c.product == products.c.id)
    .where(
        products.c.kind == "pass",
        products.c.archived_at.is_(None),
        terms.c.unit == "visits",
        terms.c.units.is_not(None),
        terms.c.valid_from <= P_DAY,
        ~select(literal(1))
        .where(
            _later.c.product == products.c.id,
            _later.c.valid_from > terms.c.valid_from,
            _later.c.valid_from <= P_DAY,
        )
        .correlate(products, terms)
        .exists(),
    )
    .exists()
)
_DOOR = PlannedSelect(
    select(
        hubs.c.rules,
        _BODIES.label("bodies"),
        _SET_ASIDE.label("seats_set_aside"),
        _HAS_PASSES.label("can_hand_out"),
    ).where(hubs.c.id == P_HUB)
)
_HUB = select(hubs).where(hubs.c.id == P_HUB)
_HUB_LOCK = PlannedSelect(
    select(hubs.c.id).where(hubs.c.id == P_HUB).with_for_update(key_share=True)
)
_SETTINGS = select(settings.c.key, settings.c.value).where(settings.c.hub == P_HUB)
_EXCEPTIONS = (
    select(
        closures.c.first_day,
        closures.c.last_day,
        closures.c.opens,
        closures.c.closes,
        closures.c.reason,
    )
    .where(
        closures.c.hub == P_HUB,
        closures.c.last_day >= bindparam("first"),
        closures.c.first_day <= bindparam("last"),
        closures.c.archived_at.is_(None),
    )
    .order_by(closures.c.first_day)
)


def lock_hub(connection: Connection, hub: UUID) -> None:
    """Let one entry at a time through the hub's door. On SQLite the writer already stands alone."""
    if connection.dialect.name == "postgresql":
        together(connection, (_HUB_LOCK, {"hub": hub}))


def door(connection: Connection, hub: UUID, day: date, at: datetime, lead: timedelta) -> AnyRow:
    """The state of the hub's door: ``rules`` (the number that says which rules hold), ``bodies`` (the
    heads of all open visits), ``seats_set_aside`` and ``can_hand_out``."""
    facts = {"hub": hub, "day": day, "at": at, "soon": at + lead}
    return _DOOR.one(connection, facts)


def hub_row(connection: Connection, hub: UUID) -> AnyRow:
    return connection.execute(_HUB, {"hub": hub}).one()


def hub_settings(connection: Connection, hub: UUID) -> dict[str, str]:
    return {row.key: row.value for row in connection.execute(_SETTINGS, {"hub": hub})}


def exceptions(connection: Connection, hub: UUID, first: date, last: date) -> list[AnyRow]:
    """Closures and changed hours that touch the days from ``first`` to ``last``."""
    return list(connection.execute(_EXCEPTIONS, {"hub": hub, "first": first, "last": last}))


# --- the person ----------------------------------------------------------------------------------


def _due(payer: Any) -> Any:
    return select(charges.c.cents, charges.c.due_on).where(
        payer,
        charges.c.settled_at.is_(None),
        charges.c.cancelled_at.is_(None),
        charges.c.due_on < P_DAY,
    )


# Two searches by index, one after the other: asked in one with OR, every charge would be read.
_DUE = union_all(
    _due(charges.c.payer_person == P_PERSON),
    _due(charges.c.payer_organisation.in_(organisations_of(P_PERSON, P_DAY))),
).subquery()
_OVERDUE = PlannedSelect(
    select(
        func.coalesce(func.sum(_DUE.c.cents), 0).label("cents"),
        func.min(_DUE.c.due_on).label("since"),
    )
)


def overdue(person: UUID, day: date) -> Step:
    """``cents`` that the person or their organisations owe and that were due before ``day``; ``since``."""
    return _OVERDUE, {"person": person, "day": day}


# A record that became part of another: its cards name the other, and what it left behind (visits, draws)
# is looked at together with the other's. Most people have none, and are asked for by themselves.
_record, _part = people.alias("record"), people.alias("part")
RECORDS = select(_part.c.id).where(or_(_part.c.id == P_PERSON, _part.c.merged_into == P_PERSON))
_STANDING = func.coalesce(_record.c.merged_into, _record.c.id)
_PERSON = (
    people.c.id.label("person"),
    people.c.barred_at,
    people.c.barred_until,
    people.c.archived_at,
    select(literal(1))
    .where(_part.c.merged_into == people.c.id)
    .correlate(people)
    .exists()
    .label("merged"),
)
_BY_CARD = (
    select(
        *_PERSON,
        credentials.c.id.label("credential"),
        credentials.c.status,
        credentials.c.status_at,
    )
    .join(_record, _record.c.id == credentials.c.person)
    .join(people, people.c.id == _STANDING)
)
_BY_NUMBER = PlannedSelect(_BY_CARD.where(credentials.c.number == bindparam("number")))
_BY_SHORT = PlannedSelect(_BY_CARD.where(credentials.c.short == bindparam("number")))
_BY_ID = PlannedSelect(
    select(*_PERSON)
    .select_from(_record)
    .join(people, people.c.id == _STANDING)
    .where(_record.c.id == P_PERSON)
)


def whose(column: Any, merged: bool) -> Any:
    """Rows of the person; with ``merged`` also of the records that became part of them."""
    return column.in_(RECORDS) if merged else column == P_PERSON


def person_by_number(connection: Connection, number: str, *, short: bool = False) -> AnyRow | None:
    """The card of that number (or short code) and its person; None when there is no such card.

    ``merged`` says that other records became part of the person: what they left is then asked for too.
    """
    statement = _BY_SHORT if short else _BY_NUMBER
    return statement.first(connection, {"number": number})


def person_by_id(connection: Connection, person: UUID) -> AnyRow | None:
    return _BY_ID.first(connection, {"person": person})


# --- visits --------------------------------------------------------------------------------------


_hosting = visits.alias("hosting")
_GUEST_PAID = and_(
    visits.c.host.is_not(None),
    select(literal(1))
    .where(
        charges.c.reference == visits.c.id,
        charges.c.source == "guest",
        charges.c.cancelled_at.is_(None),
    )
    .correlate(visits)
    .exists(),
)
_HOST_INSIDE = and_(
    visits.c.host.is_not(None),
    select(literal(1))
    .where(
        _hosting.c.hub == visits.c.hub,
        _hosting.c.person == visits.c.host,
        _hosting.c.checked_out_at.is_(None),
        _hosting.c.voided_at.is_(None),
    )
    .correlate(visits)
    .exists(),
)


def _visits(merged: bool) -> PlannedSelect:
    here = and_(whose(visits.c.person, merged), visits.c.hub == P_HUB, visits.c.voided_at.is_(None))
    # Each side of the OR whole, so that each finds an index of its own.
    that_day, still_open = visits.c.day == P_DAY, visits.c.checked_out_at.is_(None)
    return PlannedSelect(
        select(visits, _GUEST_PAID.label("guest_paid"), _HOST_INSIDE.label("host_inside"))
        .where(or_(and_(here, that_day), and_(here, still_open)))
        .order_by(visits.c.checked_in_at.desc())
    )


_VISITS = {merged: _visits(merged) for merged in (False, True)}


def visits_of(hub: UUID, person: UUID, day: date, *, merged: bool = False) -> Step:
    """The person's visits of that day at the hub and the open one, newest first, none voided. Of a guest's
    they say also whether it was charged (``guest_paid``) and whether the host is in (``host_inside``)."""
    facts = {"hub": hub, "person": person, "day": day}
    return _VISITS[merged], facts


# --- who is expected -----------------------------------------------------------------------------


def _expected_of(merged: bool) -> PlannedSelect:
    return PlannedSelect(
        select(expected)
        .where(
            whose(expected.c.person, merged),
            expected.c.day >= bindparam("first"),
            expected.c.day <= bindparam("last"),
        )
        .order_by(expected.c.starts)
    )


_EXPECTED_OF = {merged: _expected_of(merged) for merged in (False, True)}


def expected_of(person: UUID, day: date, *, merged: bool = False) -> Step:
    """The person's announcements around that day, at any hub."""
    facts = {
        "person": person,
        "first": day - timedelta(days=1),
        "last": day + timedelta(days=14),
    }
    return _EXPECTED_OF[merged], facts


# --- guests --------------------------------------------------------------------------------------

# Guests with a name have a visit of their own; those without one are heads on their host's. Who was
# announced (a class with its teacher, the people of a booking) is nobody's guest; who comes beyond is.
_OF_HOST = visits.c.host.in_(RECORDS)
_ANNOUNCED = func.coalesce(expected.c.head_count, 1)
_GUESTS = (
    select(
        visits.c.id,
        visits.c.day,
        visits.c.checked_out_at,
        visits.c.host,
        _STANDING.label("person"),
        case((_OF_HOST, visits.c.head_count), else_=visits.c.head_count - _ANNOUNCED).label(
            "guests"
        ),
    )
    .join(_record, _record.c.id == visits.c.person)
    .outerjoin(expected, expected.c.id == visits.c.expected)
    .where(
        or_(
            _OF_HOST,
            and_(
                visits.c.person.in_(RECORDS),
                visits.c.basis.in_(("membership", "pass", "expected")),
                visits.c.head_count > _ANNOUNCED,
            ),
        ),
        visits.c.voided_at.is_(None),
        or_(OPEN, visits.c.day >= bindparam("month")),
    )
)
_IN_FORCE = (
    select(expected.c.id, expected.c.kind, expected.c.head_count)
    .where(
        expected.c.person.in_(RECORDS),
        expected.c.hub == P_HUB,
        expected.c.status == "announced",
        expected.c.starts <= bindparam("soon", type_=expected.c.starts.type),
        expected.c.ends > bindparam("at", type_=expected.c.ends.type),
    )
    .order_by(expected.c.head_count.desc(), expected.c.starts)
)
_ANNOUNCED_HEADS = select(expected.c.head_count).where(expected.c.id == bindparam("announcement"))
_IS_INSIDE = select(visits.c.id).where(visits.c.hub == P_HUB, visits.c.person.in_(RECORDS), OPEN)


def guests_of(connection: Connection, host: UUID, day: date) -> list[AnyRow]:
    """The visits of this month, and the open ones, with guests for whom a member answers: how many
    ``guests``; with a ``host`` the visit is the guest's own."""
    facts = {"person": host, "month": day.replace(day=1)}
    return list(connection.execute(_GUESTS, facts))


def announced_now(
    connection: Connection, hub: UUID, person: UUID, at: datetime, lead: timedelta
) -> AnyRow | None:
    """The announcement for which the person may come in now, with the most heads: ``id``, ``kind``,
    ``head_count``."""
    facts = {"hub": hub, "person": person, "at": at, "soon": at + lead}
    return connection.execute(_IN_FORCE, facts).first()


def heads_announced(connection: Connection, announcement: UUID) -> int:
    heads: int = connection.execute(_ANNOUNCED_HEADS, {"announcement": announcement}).scalar_one()
    return heads


def is_inside(connection: Connection, hub: UUID, person: UUID) -> bool:
    return connection.execute(_IS_INSIDE, {"hub": hub, "person": person}).first() is not None
