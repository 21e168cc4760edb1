"""From rows to facts: what the admission rule is told about a moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from askadesk.core.errors import NotFound
from askadesk.core.i18n import _
from askadesk.presence.facts import (
    DAYS_AROUND,
    AsGuest,
    DayException,
    ExpectedFacts,
    HostFacts,
    HubFacts,
    MembershipFacts,
    PassFacts,
    Rests,
    Snapshot,
    Terms,
    VisitFacts,
    Window,
    after_rest,
)
from askadesk.settings.declared import HubSettings
from db.planned import together
from db.queries import presence as query
from db.queries import rights as rights_query
from db.values import ExpectedStatus


@dataclass(frozen=True, slots=True)
class Found:
    """The person a scan is about, with the card that named them, if one did."""

    person: UUID | None = None
    credential: UUID | None = None
    row: Any = None


def week_of(stored: dict[str, Any]) -> dict[int, tuple[tuple[time, time], ...]]:
    """Opening hours as stored in the hub's row."""
    return {
        int(day): tuple(
            (time.fromisoformat(start), time.fromisoformat(end)) for start, end in spans
        )
        for day, spans in stored.items()
    }


def hub_facts(connection: Connection, hub: UUID, day: date) -> HubFacts:
    """The hub's rules around ``day``, from its row, settings and closures."""
    row = query.hub_row(connection, hub)
    settings = HubSettings.read(query.hub_settings(connection, row.id))
    around = timedelta(days=DAYS_AROUND)
    other_hours = tuple(
        DayException(found.first_day, found.last_day, found.opens, found.closes)
        for found in query.exceptions(connection, row.id, day - around, day + around)
    )
    return HubFacts(
        id=row.id,
        zone=ZoneInfo(row.time_zone),
        capacity=row.capacity,
        week=week_of(row.week),
        exceptions=other_hours,
        double_scan=timedelta(seconds=settings.double_scan_seconds),
        lead=timedelta(minutes=settings.expected_lead_minutes),
        overdue=settings.overdue,
        city=row.city,
    )


class RuleBook:
    """A hub's rules, read again only when the database says that they changed."""

    def __init__(self, hub: UUID) -> None:
        self._hub = hub
        self._read: tuple[int, date, HubFacts] | None = None

    def at_the_door(self, connection: Connection, at: datetime) -> tuple[HubFacts, Any]:
        """The rules that hold at ``at``, and the state of the door (see ``query.door``)."""
        known = self._read
        if known is not None:
            rules, read_for, hub = known
            day = hub.day(at)
            state = query.door(connection, self._hub, day, at, hub.lead)
            if state.rules == rules and day == read_for:
                return hub, state
        # A day either way does not matter here: closures are read for months around it.
        hub = hub_facts(connection, self._hub, at.date())
        state = query.door(connection, self._hub, hub.day(at), at, hub.lead)
        self._read = (state.rules, hub.day(at), hub)
        return hub, state


def take(connection: Connection, book: RuleBook, at: datetime, found: Found) -> Snapshot:
    """Everything admission needs to know about who was ``found``, in a fixed number of questions."""
    hub, state = book.at_the_door(connection, at)
    if found.person is None:
        return Snapshot(hub, at)
    return _of_person(connection, hub, state, at, found)


def _of_person(
    connection: Connection, hub: HubFacts, state: Any, at: datetime, found: Found
) -> Snapshot:
    person, row, day = found.person, found.row, hub.day(at)
    assert person is not None
    merged = bool(row.merged)
    (owed,), visits, memberships, passes, expected = together(
        connection,
        query.overdue(person, day),
        query.visits_of(hub.id, person, day, merged=merged),
        rights_query.memberships_of(hub.id, person, day, merged=merged),
        rights_query.passes_of(hub.id, person, day, merged=merged),
        query.expected_of(person, day, merged=merged),
    )
    return Snapshot(
        hub=hub,
        at=at,
        person=person,
        credential=row.status if found.credential else None,
        credential_since=row.status_at if found.credential else None,
        barred=_is_barred(row, day),
        archived_on=hub.day(row.archived_at) if row.archived_at is not None else None,
        visits=tuple(_visit(one) for one in visits),
        memberships=tuple(_membership(one) for one in memberships),
        passes=_passes(passes, hub),
        expected=tuple(_expected(one, hub.id) for one in expected),
        overdue_cents=owed.cents,
        overdue_since=owed.since,
        bodies=state.bodies,
        seats_set_aside=state.seats_set_aside,
        can_hand_out=bool(state.can_hand_out),
    )


def _is_barred(row: Any, day: date) -> bool:
    return row.barred_at is not None and (row.barred_until is None or row.barred_until >= day)


def _visit(row: Any) -> VisitFacts:
    return VisitFacts(
        id=row.id,
        day=row.day,
        checked_in_at=row.checked_in_at,
        checked_out_at=row.checked_out_at,
        head_count=row.head_count,
        pass_=row._mapping["pass"],
        command=row.command,
        membership=row.membership,
        expected=row.expected,
        host=row.host,
        host_inside=bool(row.host_inside),
        guest_paid=bool(row.guest_paid),
    )


def terms_of(row: Any) -> Terms:
    """The terms that a right was sold with, from a row that carries their columns."""
    return Terms(
        windows=windows_of(row.windows),
        around_the_clock=row.around_the_clock,
        units=row.units,
        unit_minutes=row.unit_minutes,
        days_a_week=row.days_a_week,
        seats=row.seats,
        grace_days=row.grace_days,
        debt_limit=row.debt_limit,
        guests_at_once=row.guests_at_once,
        guests_a_month=row.guests_a_month,
        guest_fee_cents=row.guest_fee_cents,
    )


def windows_of(stored: list[Any] | None) -> tuple[Window, ...] | None:
    """``[[[0, 1], "14:00", "20:00"], …]`` as windows; None when the right holds at any open hour."""
    if stored is None:
        return None
    return tuple(
        (frozenset(days), time.fromisoformat(start), time.fromisoformat(end))
        for days, start, end in stored
    )


def rests_of(stored: str | None) -> Rests:
    """``2026-12-01/2026-12-10 …`` as first and last days; nothing where the right never rests."""
    if not stored:
        return ()
    pairs = (pause.split("/") for pause in stored.split())
    return tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in pairs)


def _membership(row: Any) -> MembershipFacts:
    return MembershipFacts(
        id=row.id,
        starts=row.starts,
        ends=row.ends,
        terms=terms_of(row),
        here=bool(row.here),
        organisation=row.holder_organisation,
        seats_taken=row.seats_taken,
        days_used=row.days_used,
        rests=rests_of(row.rests),
    )


def _passes(rows: list[Any], hub: HubFacts) -> tuple[PassFacts, ...]:
    """One pass for each group of rows; a pass comes once for each unit drawn today."""
    return tuple(_pass(list(drawn), hub) for _id, drawn in groupby(rows, key=lambda one: one.id))


def _pass(drawn: list[Any], hub: HubFacts) -> PassFacts:
    row = drawn[0]
    held = PassFacts(
        id=row.id,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        balance=row.balance,
        lowest=row.lowest,
        movements=row.movements,
        terms=terms_of(row),
        here=bool(row.here),
        organisation=row.holder_organisation,
        emptied_on=hub.day(row.emptied_at) if row.emptied_at else None,
        rests=rests_of(row.rests),
    )
    return held if row.drawn_at is None else with_draws(held, drawn)


def with_draws(held: PassFacts, drawn: list[Any]) -> PassFacts:
    """The pass with the units drawn from it on the day: the last one, and those drawn since to make up
    for staying on."""
    last = next((at for at, one in reversed(list(enumerate(drawn))) if not one.extra), None)
    if last is None:
        return held
    return replace(held, drawn_at=drawn[last].drawn_at, made_up=len(drawn) - last - 1)


def _expected(row: Any, hub: UUID) -> ExpectedFacts:
    return ExpectedFacts(
        id=row.id,
        kind=row.kind,
        status=ExpectedStatus(row.status),
        day=row.day,
        starts=row.starts,
        ends=row.ends,
        here=row.hub == hub,
        head_count=row.head_count,
        title=row.title,
        booking=row.booking,
    )


def host_facts(
    connection: Connection,
    hub: HubFacts,
    way: AsGuest,
    day: date,
    *,
    guest: UUID | None = None,
    visit: UUID | None = None,
) -> HostFacts:
    """The member who answers for a guest: inside or not, and what their plan allows. What is counted
    already leaves out the ``guest`` on that day and the ``visit``, which are about to be counted."""
    row = query.person_by_id(connection, way.host)
    if row is None:
        raise NotFound(_("This person is no longer in the archive."))
    host = row.person
    (held,) = together(
        connection, rights_query.memberships_of(hub.id, host, day, merged=bool(row.merged))
    )
    current = [
        terms_of(row)
        for row in held
        if row.here
        and row.starts <= day
        and (row.ends is None or row.ends >= day)
        and after_rest(day, rests_of(row.rests)) == day
    ]
    had = [
        one
        for one in query.guests_of(connection, host, day)
        if one.id != visit and (one.host is None or (one.person, one.day) != (guest, day))
    ]
    return HostFacts(
        person=host,
        inside=query.is_inside(connection, hub.id, host),
        terms=max(current, key=lambda terms: terms.guests_a_month, default=None),
        at_once=sum(one.guests for one in had if one.checked_out_at is None),
        this_month=_in_month(had, day),
    )


def _in_month(had: list[Any], day: date) -> int:
    """Guests of the month of ``day``: someone with a name who goes out and comes back counts once a day."""
    counted: dict[Any, int] = {}
    for one in had:
        if one.day >= day.replace(day=1):
            who = one.id if one.host is None else (one.person, one.day)
            counted[who] = max(counted.get(who, 0), one.guests)
    return sum(counted.values())
