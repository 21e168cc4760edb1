"""What would come of the dates of a series: who is in the way of each, what is free instead, what they cost.

A fixed number of questions, however many dates: what is taken around all of them is read at once, and what
is taken on the days of those that clash, and at their time in spaces like theirs, once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from askadesk.rooms.clashing import clash_with
from askadesk.rooms.facts import taken_within
from askadesk.rooms.horizon import Horizon
from askadesk.rooms.instead import free_at
from askadesk.rooms.planning import Wanted
from askadesk.rooms.rows import NO_PRICE, Clash, Free, NewBooking, Price, Taking
from askadesk.rooms.rules import (
    LONGEST_BUFFER,
    Row,
    SpaceFacts,
    as_asked,
    gaps,
    is_free,
    nearest,
    similar,
)
from askadesk.rooms.series_rows import SeriesDate
from askadesk.rooms.taken import TakenRows
from db.queries import calendar
from db.values import SpaceKind, TimeSpan

_THIS_SERIES = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Blocked:
    """A date that cannot be had: the first of its spaces that is taken, and every row in the way of any."""

    taking: Taking
    rows: tuple[tuple[UUID, Row], ...]


def dates_seen(
    connection: Connection, horizon: Horizon, wanted: Sequence[Wanted], but: Iterable[UUID] = ()
) -> tuple[SeriesDate, ...]:
    """Each date as it would come out. Bookings ``but`` are not in the way: they are being changed."""
    kept = frozenset(but)
    blocked = _blocked(connection, horizon, wanted, kept)
    bookings = sorted({row.booking for one in blocked.values() for _space, row in one.rows})
    named = calendar.named(connection, bookings)
    found = {wall: _clashes(horizon, one, named) for wall, one in blocked.items()}
    instead = _Instead(connection, horizon, wanted, blocked, kept)
    return tuple(
        _date(horizon, one, found.get(one.wall, ()), instead.proposals(one)) for one in wanted
    )


def _date(
    horizon: Horizon, wanted: Wanted, clashes: tuple[Clash, ...], proposals: tuple[Free, ...]
) -> SeriesDate:
    new, price = wanted.new, NO_PRICE
    if not wanted.skipped:
        price = horizon.price(new)
        if not clashes:
            horizon.take(new, price)
    return SeriesDate(
        wall=wanted.wall,
        starts=horizon.hub.local(new.starts),
        ends=horizon.hub.local(new.ends),
        clashes=clashes,
        breaches=horizon.breaches(new),
        proposals=proposals,
        price=price,
        skipped=wanted.skipped,
    )


def total(dates: Iterable[SeriesDate]) -> Price:
    """What the dates that can be had cost together, without the reasons of each."""
    had = [one.price for one in dates if not one.taken and not one.skipped]
    return Price(
        cents=sum(one.cents for one in had),
        covered=sum(one.covered for one in had),
        credits=sum(one.credits for one in had),
    )


def _span(new: NewBooking) -> TimeSpan:
    return TimeSpan(new.starts, new.ends)


def _blocked(
    connection: Connection, horizon: Horizon, wanted: Sequence[Wanted], but: frozenset[UUID]
) -> dict[datetime, Blocked]:
    """Every date that cannot be had as asked, by its name."""
    units: set[int] = set()
    spans = []
    for one in wanted:
        horizon.asked(one.new)
        for taking in one.new.spaces:
            space = as_asked(horizon.spaces[taking.space], taking)
            units.update(space.units)
            spans.append(space.around(_span(one.new)))
    taken = TakenRows(taken_within(connection, units, spans), but)
    found = {one.wall: _in_the_way(horizon, one.new, taken) for one in wanted}
    return {wall: one for wall, one in found.items() if one is not None}


def _in_the_way(horizon: Horizon, new: NewBooking, taken: TakenRows) -> Blocked | None:
    span, first = _span(new), None
    rows: dict[tuple[UUID, UUID], Row] = {}
    for taking in new.spaces:
        space = as_asked(horizon.spaces[taking.space], taking)
        near = taken.near(space.units, space.around(span))
        if not is_free(space, span, near, taking.desks):
            first = first or taking
            for row in sorted(near, key=lambda one: (one.starts, one.unit)):
                rows.setdefault((space.id, row.booking), row)
    if first is None:
        return None
    return Blocked(first, tuple((space, row) for (space, _booking), row in rows.items()))


def _clashes(horizon: Horizon, blocked: Blocked, named: Mapping[UUID, Any]) -> tuple[Clash, ...]:
    return tuple(
        clash_with(horizon.hub, horizon.spaces, found, named[found[1].booking])
        for found in blocked.rows
        if found[1].booking in named
    )


class _Instead:
    """What is free instead of the dates that are blocked: up to two proposals each."""

    def __init__(
        self,
        connection: Connection,
        horizon: Horizon,
        wanted: Sequence[Wanted],
        blocked: dict[datetime, Blocked],
        but: frozenset[UUID],
    ) -> None:
        self._horizon, self._blocked = horizon, blocked
        self._like: dict[tuple[UUID, int], list[SpaceFacts]] = {}
        here: set[int] = set()
        there: set[int] = set()
        days, spans = [], []
        for one in wanted:
            if one.wall in blocked:
                space = self._wanted(blocked[one.wall])
                here.update(space.units)
                days.append(self._around(one.new))
                for other in self._similar(space, one.new.heads):
                    there.update(other.units)
                    spans.append(other.around(_span(one.new)))
        rows = [*taken_within(connection, here, days), *taken_within(connection, there, spans)]
        self._taken = TakenRows(rows, but)
        for one in wanted:
            if one.wall not in blocked and not one.skipped:
                self._keep(one.new)

    def proposals(self, wanted: Wanted) -> tuple[Free, ...]:
        """The same time in the space most like it that is free, then the nearest time in the same space. For
        several spaces at once nothing is proposed: what is free for one need not be for the others."""
        blocked, new = self._blocked.get(wanted.wall), wanted.new
        if blocked is None or len(new.spaces) > 1:
            return ()
        space = self._wanted(blocked)
        return (*self._elsewhere(space, blocked, new), *self._another_time(space, blocked, new))

    def _wanted(self, blocked: Blocked) -> SpaceFacts:
        return as_asked(self._horizon.spaces[blocked.taking.space], blocked.taking)

    def _elsewhere(self, space: SpaceFacts, blocked: Blocked, new: NewBooking) -> list[Free]:
        span, desks = _span(new), blocked.taking.desks
        others = (
            free_at(one, span)
            for one in self._similar(space, new.heads)
            if is_free(one, span, self._taken.near(one.units, one.around(span)), desks)
            and self._keeps_rules(replace(new, spaces=(Taking(one.id, desks),)))
        )
        return [first] if (first := next(others, None)) else []

    def _another_time(self, space: SpaceFacts, blocked: Blocked, new: NewBooking) -> list[Free]:
        span, desks = _span(new), blocked.taking.desks
        near = self._taken.near(space.units, self._around(new))
        open_ = gaps(space, space.hours.day(span.start), near, desks)
        found = (
            free_at(space, one)
            for one in nearest(space, open_, span, self._horizon.now)
            if one != span and self._keeps_rules(replace(new, starts=one.start, ends=one.end))
        )
        return [first] if (first := next(found, None)) else []

    def _keeps_rules(self, new: NewBooking) -> bool:
        """Whether a date could be had so with no reason given: what needs one is no proposal."""
        return not self._horizon.breaches(new)

    def _similar(self, space: SpaceFacts, heads: int) -> list[SpaceFacts]:
        key = (space.id, heads)
        if key not in self._like:
            self._like[key] = similar(space, self._horizon.spaces.values(), heads)
        return self._like[key]

    def _around(self, new: NewBooking) -> TimeSpan:
        """The hub's day of a date, with all that can reach in."""
        hub, midnight = self._horizon.hub, datetime.min.time()
        day = hub.day(new.starts)
        start, end = hub.at(day, midnight), hub.at(day + timedelta(days=1), midnight)
        return TimeSpan(start - LONGEST_BUFFER, max(end, new.ends) + LONGEST_BUFFER)

    def _keep(self, new: NewBooking) -> None:
        """Other dates of the series are no free time either; a zone deals its desks later."""
        for taking in new.spaces:
            space = as_asked(self._horizon.spaces[taking.space], taking)
            if space.kind is not SpaceKind.DESK_ZONE:
                span = space.around(_span(new))
                for unit in space.units:
                    self._taken.add(Row(unit, span.start, span.end, _THIS_SERIES, space.id))
