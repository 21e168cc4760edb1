"""The bookings that would not fit a space any more: it is to be closed, to keep other hours, or to be booked by
fewer. They are named before anything is written, and stay booked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Connection

from askadesk.core.unit_of_work import UnitOfWork
from askadesk.hubs.finding import hub_day
from askadesk.hubs.rows import NewClosure
from askadesk.hubs.rules import checked_closure, exception_of, is_within
from askadesk.presence.facts import HubFacts
from askadesk.presence.snapshot import week_of
from askadesk.rooms.facts import facts_of, hub_between, spaces_between
from askadesk.rooms.horizon import Holder, Holding
from askadesk.rooms.rows import BookingRow, SpaceFields, SpaceTouched
from askadesk.rooms.rules import LONGEST_DAYS, SpaceFacts
from askadesk.rooms.showing import named_rows
from db.queries import calendar, occupancy
from db.queries import rooms as query
from db.queries import series as series_query

FARTHEST_DAYS = 3650
"""Nothing is booked further ahead."""


def by_closure(
    connection: Connection, unit: UnitOfWork, space: UUID, closure: NewClosure
) -> tuple[BookingRow, ...]:
    """The bookings that would find a space closed on these days."""
    checked = checked_closure(closure, hub_day(connection, unit))
    hub = hub_between(connection, unit.actor.hub, checked.first, checked.last)
    rows = query.spaces_by_id(connection, [space])
    facts = spaces_between(connection, hub, rows.values(), checked.first, checked.last)[space]
    midnight = exception_of(NewClosure(checked.first, checked.last, "", "00:00", "00:00")).opens
    assert midnight is not None
    start = hub.at(checked.first, midnight)
    end = hub.at(checked.last + timedelta(days=1), midnight)
    closed = replace(facts.hours, exceptions=(exception_of(checked), *facts.hours.exceptions))
    taken = calendar.blocks(connection, hub.id, start, end)
    found = {row.id: row for row in taken if row.shown == space}
    touched = [one.id for one in found.values() if not is_within(closed, one.starts, one.ends)]
    return named_rows(connection, hub, touched)


def by_fields(
    connection: Connection, unit: UnitOfWork, space: UUID, fields: SpaceFields
) -> SpaceTouched:
    """The bookings to come that would not fit a space's other hours or plans; those that a reason was given
    for break its rules today already, and are not named again. Raises NotFound."""
    today = hub_day(connection, unit)
    between = today - timedelta(days=LONGEST_DAYS), today + timedelta(days=FARTHEST_DAYS)
    hub = hub_between(connection, unit.actor.hub, *between)
    facts = facts_of(connection, hub, [space], *between)[space]
    week = hub.week if fields.week is None else week_of(dict(fields.week))
    after = replace(facts.hours, week=week)
    if after.week == facts.hours.week and _allows(fields.plans, facts.plans):
        return SpaceTouched()
    now = unit.clock.now()
    rows = occupancy.taken(connection, facts.units, now, now + timedelta(days=FARTHEST_DAYS))
    coming = named_rows(connection, hub, list({row.booking for row in rows}))
    closed = tuple(one for one in coming if _fits(facts.hours, one) and not _fits(after, one))
    own = [one for one in coming if any(taken.space == space for taken in one.spaces)]
    barred = _barred(connection, facts, fields.plans, own)
    return SpaceTouched(closed, tuple(one for one in barred if one not in closed))


def _allows(plans: Sequence[UUID] | None, before: frozenset[UUID] | None) -> bool:
    """Whether everybody who may book today may then."""
    return plans is None or (before is not None and before <= set(plans))


def _fits(hours: HubFacts, booking: BookingRow) -> bool:
    return is_within(hours, booking.starts, booking.ends)


def _barred(
    connection: Connection,
    space: SpaceFacts,
    plans: Sequence[UUID] | None,
    bookings: Sequence[BookingRow],
) -> list[BookingRow]:
    """The bookings whose holders have a plan for the space today, and none of ``plans``."""
    if not bookings or _allows(plans, space.plans):
        return []
    days = [space.hours.day(one.starts) for one in bookings]
    holdings = _holdings(connection, map(_holder, bookings), (min(days), max(days)))
    found = []
    for day, booking in zip(days, bookings, strict=True):
        held = {one.product for one in holdings[_holder(booking)].on(day)}
        fits = space.plans is None or bool(space.plans & held)
        if fits and not held & set(plans or ()):
            found.append(booking)
    return found


def _holder(booking: BookingRow) -> Holder:
    return booking.person, booking.organisation


def _holdings(
    connection: Connection, holders: Iterable[Holder], between: tuple[date, date]
) -> dict[Holder, Holding]:
    """What each of these holders has of plans between two days."""
    return {
        one: Holding(one, series_query.plans_between(connection, *one, between))
        if one != (None, None)
        else Holding(one)
        for one in set(holders)
    }
