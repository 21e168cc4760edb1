"""What an entry writes, and what is read to put it right or to take it back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Connection,
    Select,
    and_,
    bindparam,
    false,
    func,
    insert,
    or_,
    select,
    update,
)

from db.planned import AnyRow, PlannedInsert
from db.queries.presence import (
    DRAW,
    OPEN,
    P_DAY,
    P_HUB,
    RECORDS,
    REVERSE,
    attempts,
    charges,
    commands,
    corrections,
    expected,
    ledger,
    memberships,
    pass_hubs,
    passes,
    terms,
    visits,
)
from db.queries.rights import NOT_REVERSED

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
_ANNOUNCED = (
    update(visits)
    .where(visits.c.id == bindparam("visit"))
    .values(expected=bindparam("announcement", type_=visits.c.expected.type))
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


def note_announcement(connection: Connection, visit_id: UUID, announcement: UUID) -> None:
    """Write down that a visit is also the arrival of who was announced."""
    connection.execute(_ANNOUNCED, {"visit": visit_id, "announcement": announcement})


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
        ledger.c.person.in_(RECORDS),
        ledger.c.day == P_DAY,
        ledger.c.kind == DRAW,
        NOT_REVERSED,
    )
    .order_by(ledger.c.seq)
)
_PASS = select(passes).where(passes.c.id == bindparam("pass"))
_SCAN = select(commands.c.result).where(
    commands.c.id == bindparam("command"), commands.c.kind == "presence.scan"
)


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


def scan_result(connection: Connection, command: UUID) -> str | None:
    """The stored answer of a scan, as JSON text; other commands answer something else and are not found."""
    found: str | None = connection.scalar(_SCAN, {"command": command})
    return found


_BY_VISIT = select(visits).where(visits.c.id == bindparam("visit"))
_OPEN_BEFORE = (
    select(
        visits.c.id,
        visits.c.day,
        visits.c.checked_in_at,
        expected.c.ends.label("announced_until"),
        func.coalesce(terms.c.around_the_clock, false()).label("any_hour"),
    )
    .select_from(
        visits.outerjoin(expected, expected.c.id == visits.c.expected)
        .outerjoin(memberships, memberships.c.id == visits.c.membership)
        .outerjoin(terms, terms.c.id == memberships.c.terms)
    )
    .where(visits.c.hub == P_HUB, visits.c.day < P_DAY, OPEN)
)
# What of the person's later visits rests on an entry: on its unit of that day, or on a pass that came with it.
_RESTING = (
    select(visits.c.id)
    .where(
        visits.c["pass"] == bindparam("pass"),
        visits.c.id != bindparam("visit"),
        visits.c.voided_at.is_(None),
        visits.c.checked_in_at >= bindparam("since", type_=visits.c.checked_in_at.type),
        or_(
            bindparam("whole", type_=Boolean),
            and_(visits.c.day == P_DAY, visits.c.person.in_(RECORDS)),
        ),
    )
    .limit(1)
)
_OTHERS_OPEN = (
    select(visits.c.id)
    .where(
        visits.c.hub == P_HUB,
        visits.c.person.in_(RECORDS),
        visits.c.id != bindparam("visit"),
        visits.c.voided_at.is_(None),
        or_(
            visits.c.checked_out_at.is_(None),
            visits.c.checked_out_at > bindparam("since", type_=visits.c.checked_out_at.type),
        ),
    )
    .limit(1)
)


def visit(connection: Connection, visit_id: UUID) -> AnyRow | None:
    return connection.execute(_BY_VISIT, {"visit": visit_id}).first()


def open_before(connection: Connection, hub: UUID, day: date) -> list[AnyRow]:
    """Visits of days before ``day`` that are still open, with what may carry them over midnight:
    ``announced_until``, ``any_hour``."""
    return list(connection.execute(_OPEN_BEFORE, {"hub": hub, "day": day}))


def is_rested_on(
    connection: Connection, visit: AnyRow, pass_id: UUID, person: UUID, *, whole: bool
) -> bool:
    """Whether another entry since rests on what this one drew that day; with ``whole`` on its pass at all."""
    facts = {
        "pass": pass_id,
        "visit": visit.id,
        "since": visit.checked_in_at,
        "day": visit.day,
        "person": person,
        "whole": whole,
    }
    return connection.execute(_RESTING, facts).first() is not None


def is_in_otherwise(
    connection: Connection, hub: UUID, person: UUID, visit_id: UUID, since: datetime
) -> bool:
    """Whether the person has another visit that is open, or that ended after ``since``."""
    facts = {"hub": hub, "person": person, "visit": visit_id, "since": since}
    return connection.execute(_OTHERS_OPEN, facts).first() is not None
