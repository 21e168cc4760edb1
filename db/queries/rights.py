"""What a person may use at the door, by themselves or through their organisations: one of the questions of
a scan."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    String,
    and_,
    bindparam,
    case,
    cast,
    distinct,
    func,
    literal,
    or_,
    select,
    union_all,
)

from db.planned import PlannedSelect, Step
from db.queries.presence import (
    DRAW,
    OPEN,
    P_DAY,
    P_HUB,
    P_PERSON,
    TERMS,
    ledger,
    membership_hubs,
    memberships,
    organisations_of,
    pass_hubs,
    passes,
    pauses,
    terms,
    visits,
    whose,
)


def _held_by_person(table: Any) -> Any:
    """Two searches by index, one after the other: asked in one with OR, PostgreSQL reads the whole table."""
    held = select(table.c.id)
    own = held.where(table.c.holder_person == P_PERSON)
    theirs = held.where(table.c.holder_organisation.in_(organisations_of(P_PERSON, P_DAY)))
    return table.c.id.in_(union_all(own, theirs))


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
            whose(visits.c.person, merged),
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


def _memberships(merged: bool) -> PlannedSelect:
    return PlannedSelect(
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


def memberships_of(hub: UUID, person: UUID, day: date, *, merged: bool = False) -> Step:
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
    return _MEMBERSHIPS[merged], facts


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


def _passes(merged: bool) -> PlannedSelect:
    return PlannedSelect(
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
                whose(ledger.c.person, merged),
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
        .with_for_update(of=passes, key_share=True)
    )


_PASSES = {merged: _passes(merged) for merged in (False, True)}


def passes_of(hub: UUID, person: UUID, day: date, *, merged: bool = False) -> Step:
    """Passes that the person may draw from, locked so that two desks never draw the same unit.

    A pass comes once for each unit drawn today for the person (``drawn_at``, ``extra``), oldest first.
    """
    facts = {"hub": hub, "person": person, "day": day, "recent": day - RECENT}
    return _PASSES[merged], facts
