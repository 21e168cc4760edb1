"""What admission reads and writes, as Core statements: a scan has two milliseconds."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    Row,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    distinct,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    union_all,
    update,
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
from db.planned import PlannedInsert

AnyRow = Row[*tuple[Any, ...]]

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
_HAS_PASSES = (
    select(literal(1)).where(products.c.kind == "pass", products.c.archived_at.is_(None)).exists()
)
_DOOR = select(
    hubs.c.rules,
    _BODIES.label("bodies"),
    _SET_ASIDE.label("seats_set_aside"),
    _HAS_PASSES.label("can_hand_out"),
).where(hubs.c.id == P_HUB)
_HUB = select(hubs).where(hubs.c.id == P_HUB)
_HUB_LOCK = select(hubs.c.id).where(hubs.c.id == P_HUB).with_for_update(key_share=True)
_SETTINGS = select(settings.c.key, settings.c.value).where(settings.c.hub == P_HUB)
_EXCEPTIONS = (
    select(closures.c.first_day, closures.c.last_day, closures.c.opens, closures.c.closes)
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
        connection.execute(_HUB_LOCK, {"hub": hub})


def door(connection: Connection, hub: UUID, day: date, at: datetime, lead: timedelta) -> AnyRow:
    """The state of the hub's door: ``rules`` (the number that says which rules hold), ``bodies`` (the
    heads of all open visits), ``seats_set_aside`` and ``can_hand_out``."""
    facts = {"hub": hub, "day": day, "at": at, "soon": at + lead}
    return connection.execute(_DOOR, facts).one()


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
_OVERDUE = select(
    func.coalesce(func.sum(_DUE.c.cents), 0).label("cents"),
    func.min(_DUE.c.due_on).label("since"),
)


def overdue(connection: Connection, person: UUID, day: date) -> AnyRow:
    """``cents`` that the person or their organisations owe and that were due before ``day``; ``since``."""
    return connection.execute(_OVERDUE, {"person": person, "day": day}).one()


# A record that became part of another: its cards name the other, and what it left behind (visits, draws)
# is looked at together with the other's. Most people have none, and are asked for by themselves.
_record, _part = people.alias("record"), people.alias("part")
_RECORDS = select(_part.c.id).where(or_(_part.c.id == P_PERSON, _part.c.merged_into == P_PERSON))
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
_BY_NUMBER = _BY_CARD.where(credentials.c.number == bindparam("number"))
_BY_SHORT = _BY_CARD.where(credentials.c.short == bindparam("number"))
_BY_ID = (
    select(*_PERSON)
    .select_from(_record)
    .join(people, people.c.id == _STANDING)
    .where(_record.c.id == P_PERSON)
)


def _whose(column: Any, merged: bool) -> Any:
    """Rows of the person; with ``merged`` also of the records that became part of them."""
    return column.in_(_RECORDS) if merged else column == P_PERSON


def person_by_number(connection: Connection, number: str, *, short: bool = False) -> AnyRow | None:
    """The card of that number (or short code) and its person; None when there is no such card.

    ``merged`` says that other records became part of the person: what they left is then asked for too.
    """
    statement = _BY_SHORT if short else _BY_NUMBER
    return connection.execute(statement, {"number": number}).first()


def person_by_id(connection: Connection, person: UUID) -> AnyRow | None:
    return connection.execute(_BY_ID, {"person": person}).first()


# --- visits --------------------------------------------------------------------------------------


def _visits(merged: bool) -> Any:
    here = and_(
        _whose(visits.c.person, merged), visits.c.hub == P_HUB, visits.c.voided_at.is_(None)
    )
    # Each side of the OR whole, so that each finds an index of its own.
    that_day, still_open = visits.c.day == P_DAY, visits.c.checked_out_at.is_(None)
    return (
        select(visits)
        .where(or_(and_(here, that_day), and_(here, still_open)))
        .order_by(visits.c.checked_in_at.desc())
    )


_VISITS = {merged: _visits(merged) for merged in (False, True)}
_BY_VISIT = select(visits).where(visits.c.id == bindparam("visit"))


def visits_of(
    connection: Connection, hub: UUID, person: UUID, day: date, *, merged: bool = False
) -> list[AnyRow]:
    """The person's visits of that day at the hub and the open one, newest first, none voided."""
    facts = {"hub": hub, "person": person, "day": day}
    return list(connection.execute(_VISITS[merged], facts))


def visit(connection: Connection, visit_id: UUID) -> AnyRow | None:
    return connection.execute(_BY_VISIT, {"visit": visit_id}).first()


_OPEN_BEFORE = select(visits.c.id, visits.c.day, visits.c.checked_in_at).where(
    visits.c.hub == P_HUB, visits.c.day < P_DAY, OPEN
)


def open_before(connection: Connection, hub: UUID, day: date) -> list[AnyRow]:
    """Visits of days before ``day`` that are still open."""
    return list(connection.execute(_OPEN_BEFORE, {"hub": hub, "day": day}))


# --- rights --------------------------------------------------------------------------------------


def _held_by_person(table: Any) -> Any:
    return or_(
        table.c.holder_person == P_PERSON,
        table.c.holder_organisation.in_(organisations_of(P_PERSON, P_DAY)),
    )


def _rests(right: str, table: Any) -> Any:
    """Pauses that are not over, as ``2026-12-01/2026-12-10 …``: in the same question, since nearly every
    right has none."""
    days = cast(pauses.c.starts, String) + "/" + cast(pauses.c.ends, String)
    return (
        select(func.aggregate_strings(days, " "))
        .where(pauses.c[right] == table.c.id, pauses.c.ends >= P_DAY)
        .correlate(table)
        .scalar_subquery()
    )


_SEATS_TAKEN = (
    select(func.count())
    .select_from(visits)
    .where(visits.c.membership == memberships.c.id, OPEN)
    .correlate(memberships)
    .scalar_subquery()
)


def _days_used(merged: bool) -> Any:
    return (
        select(func.count(distinct(visits.c.day)))
        .where(
            _whose(visits.c.person, merged),
            visits.c.membership == memberships.c.id,
            visits.c.day >= bindparam("monday"),
            visits.c.day < bindparam("next_monday"),
            visits.c.day != P_DAY,
            visits.c.voided_at.is_(None),
        )
        .correlate(memberships)
        .scalar_subquery()
    )


_MEMBERSHIP_HERE = (
    select(literal(1))
    .where(membership_hubs.c.membership == memberships.c.id, membership_hubs.c.hub == P_HUB)
    .correlate(memberships)
    .exists()
)


def _memberships(merged: bool) -> Any:
    return (
        select(
            memberships.c.id,
            memberships.c.starts,
            memberships.c.ends,
            memberships.c.holder_organisation,
            _MEMBERSHIP_HERE.label("here"),
            _SEATS_TAKEN.label("seats_taken"),
            _days_used(merged).label("days_used"),
            _rests("membership", memberships).label("rests"),
            *TERMS,
        )
        .join(terms, terms.c.id == memberships.c.terms)
        .where(
            _held_by_person(memberships),
            memberships.c.archived_at.is_(None),
            or_(memberships.c.ends.is_(None), memberships.c.ends >= bindparam("recent")),
        )
        .order_by(memberships.c.starts.desc())
    )


_MEMBERSHIPS = {merged: _memberships(merged) for merged in (False, True)}
RECENT = timedelta(days=400)


def memberships_of(
    connection: Connection, hub: UUID, person: UUID, day: date, *, merged: bool = False
) -> list[AnyRow]:
    """Memberships that the person may use: own ones and those of their organisations that day."""
    monday = day - timedelta(days=day.weekday())
    facts = {
        "hub": hub,
        "person": person,
        "day": day,
        "monday": monday,
        "next_monday": monday + timedelta(days=7),
        "recent": day - RECENT,
    }
    return list(connection.execute(_MEMBERSHIPS[merged], facts))


_reversal, _last = ledger.alias("reversal"), ledger.alias("last_movement")
NOT_REVERSED = ~(
    select(literal(1)).where(_reversal.c.reverses == ledger.c.id).correlate(ledger).exists()
)
_LAST_MOVED = (
    select(_last.c.at)
    .where(_last.c["pass"] == passes.c.id, _last.c.seq == passes.c.movements)
    .correlate(passes)
    .scalar_subquery()
)
_PASS_HERE = (
    select(literal(1))
    .where(pass_hubs.c["pass"] == passes.c.id, pass_hubs.c.hub == P_HUB)
    .correlate(passes)
    .exists()
)


def _passes(merged: bool) -> Any:
    return (
        select(
            passes.c.id,
            passes.c.valid_from,
            passes.c.valid_until,
            passes.c.balance,
            passes.c.lowest,
            passes.c.movements,
            passes.c.holder_organisation,
            _PASS_HERE.label("here"),
            ledger.c.at.label("drawn_at"),
            ledger.c.extra,
            case((passes.c.balance < 1, _LAST_MOVED)).label("emptied_at"),
            _rests("pass", passes).label("rests"),
            *TERMS,
        )
        .join(terms, terms.c.id == passes.c.terms)
        .outerjoin(
            ledger,
            and_(
                ledger.c["pass"] == passes.c.id,
                _whose(ledger.c.person, merged),
                ledger.c.day == P_DAY,
                ledger.c.kind == DRAW,
                NOT_REVERSED,
            ),
        )
        .where(
            _held_by_person(passes),
            passes.c.archived_at.is_(None),
            or_(passes.c.valid_until.is_(None), passes.c.valid_until >= bindparam("recent")),
            terms.c.unit == "visits",
        )
        .order_by(passes.c.id, ledger.c.seq)
    )


_PASSES = {merged: _passes(merged) for merged in (False, True)}
_PASSES_LOCKED = {
    merged: statement.with_for_update(of=passes, key_share=True)
    for merged, statement in _PASSES.items()
}


def passes_of(
    connection: Connection, hub: UUID, person: UUID, day: date, *, merged: bool = False
) -> list[AnyRow]:
    """Passes that the person may draw from, locked so that two desks never draw the same unit.

    A pass comes once for each unit drawn today for the person (``drawn_at``, ``extra``), oldest first.
    """
    postgres = connection.dialect.name == "postgresql"
    facts = {"hub": hub, "person": person, "day": day, "recent": day - RECENT}
    statements = _PASSES_LOCKED if postgres else _PASSES
    return list(connection.execute(statements[merged], facts))


# --- who is expected -----------------------------------------------------------------------------


def _expected_of(merged: bool) -> Any:
    return (
        select(expected)
        .where(
            _whose(expected.c.person, merged),
            expected.c.day >= bindparam("first"),
            expected.c.day <= bindparam("last"),
        )
        .order_by(expected.c.starts)
    )


_EXPECTED_OF = {merged: _expected_of(merged) for merged in (False, True)}


def expected_of(
    connection: Connection, person: UUID, day: date, *, merged: bool = False
) -> list[AnyRow]:
    """The person's announcements around that day, at any hub."""
    facts = {
        "person": person,
        "first": day - timedelta(days=1),
        "last": day + timedelta(days=14),
    }
    return list(connection.execute(_EXPECTED_OF[merged], facts))


# --- guests --------------------------------------------------------------------------------------

# Guests with a name have a visit of their own; those without one are heads on their host's. What was
# announced (a class with its teacher) is nobody's guests.
_OF_HOST = visits.c.host.in_(_RECORDS)
_GUEST_HEADS = case((_OF_HOST, visits.c.head_count), else_=visits.c.head_count - 1)
_GUESTS = select(
    func.coalesce(func.sum(_GUEST_HEADS).filter(OPEN), 0).label("at_once"),
    func.coalesce(func.sum(_GUEST_HEADS).filter(visits.c.day >= bindparam("month")), 0).label(
        "this_month"
    ),
).where(
    or_(
        _OF_HOST,
        and_(
            visits.c.person.in_(_RECORDS),
            visits.c.basis.in_(("membership", "pass")),
            visits.c.expected.is_(None),
            visits.c.head_count > 1,
        ),
    ),
    visits.c.voided_at.is_(None),
    or_(OPEN, visits.c.day >= bindparam("month")),
)
_IS_INSIDE = select(visits.c.id).where(visits.c.hub == P_HUB, visits.c.person.in_(_RECORDS), OPEN)


def guests_of(connection: Connection, host: UUID, day: date) -> AnyRow:
    """``at_once`` and ``this_month``: the guests for whom a member answers."""
    return connection.execute(_GUESTS, {"person": host, "month": day.replace(day=1)}).one()


def is_inside(connection: Connection, hub: UUID, person: UUID) -> bool:
    return connection.execute(_IS_INSIDE, {"hub": hub, "person": person}).first() is not None


# --- writing -------------------------------------------------------------------------------------

insert_visit = PlannedInsert(visits)
insert_attempt = PlannedInsert(attempts)
insert_movement = PlannedInsert(ledger)
insert_correction = insert(corrections)
insert_pass = insert(passes)
insert_pass_hub = insert(pass_hubs)
insert_charge = insert(charges)
_LEAVE = (
    update(visits)
    .where(visits.c.id == bindparam("visit"))
    .values(
        checked_out_at=bindparam("out", type_=visits.c.checked_out_at.type),
        leaving=bindparam("how", type_=visits.c.leaving.type),
    )
)
_VOID = (
    update(visits)
    .where(visits.c.id == bindparam("visit"))
    .values(voided_at=bindparam("moment", type_=visits.c.voided_at.type))
)
_TIMES = (
    update(visits)
    .where(visits.c.id == bindparam("visit"))
    .values(
        checked_in_at=bindparam("in", type_=visits.c.checked_in_at.type),
        checked_out_at=bindparam("out", type_=visits.c.checked_out_at.type),
        leaving=bindparam("how", type_=visits.c.leaving.type),
    )
)
_HEADS = (
    update(visits).where(visits.c.id == bindparam("visit")).values(head_count=bindparam("heads"))
)


def leave(connection: Connection, visit_id: UUID, out: datetime | None, how: Any) -> None:
    """Close a visit, or open it again with None."""
    connection.execute(_LEAVE, {"visit": visit_id, "out": out, "how": how})


def void(connection: Connection, visit_id: UUID, moment: datetime) -> None:
    connection.execute(_VOID, {"visit": visit_id, "moment": moment})


def set_times(
    connection: Connection, visit_id: UUID, came: datetime, left: datetime | None, how: Any
) -> None:
    """Put both times of a visit; ``how`` it was left, None while it is open."""
    connection.execute(_TIMES, {"visit": visit_id, "in": came, "out": left, "how": how})


def set_heads(connection: Connection, visit_id: UUID, heads: int) -> None:
    connection.execute(_HEADS, {"visit": visit_id, "heads": heads})


_MOVEMENTS = select(ledger).where(
    ledger.c["pass"] == bindparam("pass"),
    or_(ledger.c.command == bindparam("command"), ledger.c.visit == bindparam("visit")),
    ledger.c.kind != REVERSE,
    NOT_REVERSED,
)
_DRAWS = (
    select(ledger.c.at.label("drawn_at"), ledger.c.extra)
    .where(
        ledger.c["pass"] == bindparam("pass"),
        ledger.c.person.in_(_RECORDS),
        ledger.c.day == P_DAY,
        ledger.c.kind == DRAW,
        NOT_REVERSED,
    )
    .order_by(ledger.c.seq)
)
_PASS = select(passes).where(passes.c.id == bindparam("pass"))
_COMMAND = select(commands.c.result).where(commands.c.id == bindparam("command"))


def movements_of(
    connection: Connection, pass_id: UUID, command: UUID, visit_id: UUID
) -> list[AnyRow]:
    """What an entry's command drew from or granted on its pass, and what was drawn later for its visit;
    what was taken back already is left out."""
    facts = {"pass": pass_id, "command": command, "visit": visit_id}
    return list(connection.execute(_MOVEMENTS, facts))


def draws_of(connection: Connection, pass_id: UUID, person: UUID, day: date) -> list[AnyRow]:
    """The units of a pass drawn for a person on a day, oldest first: ``drawn_at``, ``extra``."""
    facts = {"pass": pass_id, "person": person, "day": day}
    return list(connection.execute(_DRAWS, facts))


def pass_row(connection: Connection, pass_id: UUID) -> AnyRow:
    statement: Select[Any] = _PASS
    if connection.dialect.name == "postgresql":
        statement = _PASS.with_for_update(key_share=True)
    return connection.execute(statement, {"pass": pass_id}).one()


def result_of(connection: Connection, command: UUID) -> str | None:
    """The stored answer of a command, as JSON text."""
    found: str | None = connection.scalar(_COMMAND, {"command": command})
    return found
