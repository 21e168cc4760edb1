"""Questions about spaces and bookings: the calendars, one booking, what is free, what a wish would come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import Connection

from askadesk.core.errors import NotFound
from askadesk.core.i18n import _
from askadesk.core.reach import day_within_reach, moment_within_reach
from askadesk.core.unit_of_work import UnitOfWork
from askadesk.presence.facts import HubFacts
from askadesk.rooms import asking, days
from askadesk.rooms.clashing import around, clashes_with
from askadesk.rooms.facts import taken_rows, taken_within
from askadesk.rooms.house import house_of
from askadesk.rooms.instead import Sought, alternatives, free_at
from askadesk.rooms.rows import (
    BookingRow,
    Checked,
    DayPage,
    Filter,
    Free,
    MonthPage,
    NewBooking,
    RoomNow,
    Taking,
    WeekPage,
)
from askadesk.rooms.rules import (
    LONGEST_BUFFER,
    Row,
    SpaceFacts,
    as_asked,
    in_the_way,
    is_for,
    is_free,
)
from askadesk.rooms.showing import blocks_between, hourly, named_rows, whole
from db.queries import calendar
from db.values import SpaceKind, TimeSpan

MIDNIGHT = time(0)
EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Shown:
    """The spaces of a calendar with what stands on each, between two days."""

    hub: HubFacts
    rows: tuple[days.Shelf, ...]


class CalendarReading:
    """Questions of the calendar. Each reads one consistent state, in a fixed number of queries, and raises
    InputError for a day beyond reach."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit

    def day(self, day: date, filter: Filter = EVERYTHING) -> DayPage:
        """A day by spaces."""
        day_within_reach(day, "day")
        with self._unit.ask() as connection:
            shown = self._shown(connection, day, 1, filter)
        rows = tuple(days.on_day(shown.hub, one, day) for one in shown.rows)
        opens, closes = days.hours_to_show(shown.hub, (day,), rows)
        closure = days.closure_on(shown.hub, day)
        return DayPage(
            day=day,
            now=shown.hub.local(self._unit.clock.now()),
            zone=shown.hub.zone,
            rows=rows,
            opens=opens,
            closes=closes,
            reason=closure,
            is_open=bool(shown.hub.spans(day)),
        )

    def week(self, monday: date, filter: Filter = EVERYTHING) -> WeekPage:
        """Seven days by spaces, from the Monday of that week."""
        day_within_reach(monday, "day")
        monday -= timedelta(days=monday.weekday())
        with self._unit.ask() as connection:
            shown = self._shown(connection, monday, 7, filter)
        dates = tuple(monday + timedelta(days=offset) for offset in range(7))
        rows = tuple(tuple(days.on_day(shown.hub, one, day) for day in dates) for one in shown.rows)
        flat = tuple(one for row in rows for one in row)
        opens, closes = days.hours_to_show(shown.hub, dates, flat)
        now = shown.hub.local(self._unit.clock.now())
        return WeekPage(monday, now, shown.hub.zone, rows, opens, closes)

    def month(self, month: date, filter: Filter = EVERYTHING) -> MonthPage:
        """Six weeks around a month: how many spaces are free on each day, and how much is booked."""
        first = day_within_reach(month, "day").replace(day=1)
        start = first - timedelta(days=first.weekday())
        with self._unit.ask() as connection:
            shown = self._shown(connection, start, 42, filter)
        found = tuple(
            days.month_day(shown.hub, shown.rows, start + timedelta(days=offset), filter)
            for offset in range(42)
        )
        return MonthPage(first, shown.hub.local(self._unit.clock.now()), shown.hub.zone, found)

    def rooms_now(self) -> tuple[RoomNow, ...]:
        """What is on now in each space, and what comes next today; zones of desks left out."""
        now = self._unit.clock.now()
        with self._unit.ask() as connection:
            hub = _plain_hub(connection, self._unit)
            shown = self._shown(connection, hub.day(now), 1, EVERYTHING)
        today = shown.hub.day(now)
        rows = [days.on_day(shown.hub, one, today) for one in shown.rows]
        return days.rooms_now(rows, shown.hub.local(now))

    def booking(self, booking: UUID) -> BookingRow:
        """One booking. Raises NotFound."""
        with self._unit.ask() as connection:
            hub = _plain_hub(connection, self._unit)
            found = named_rows(connection, hub, [booking])
        if not found:
            raise NotFound(_("This booking is not there any more."), code="unknown_booking")
        return found[0]

    def bookings(
        self,
        first: date,
        last: date,
        *,
        space: UUID | None = None,
        cancelled: bool = False,
    ) -> tuple[BookingRow, ...]:
        """The bookings that begin from ``first`` to ``last``, earliest first."""
        for day in (first, last):
            day_within_reach(day, "day")
        with self._unit.ask() as connection:
            hub = _plain_hub(connection, self._unit)
            rows = calendar.starting_between(
                connection,
                hub.id,
                hub.at(first, MIDNIGHT),
                hub.at(last + timedelta(days=1), MIDNIGHT),
                cancelled=cancelled,
            )
            found = whole(connection, hub, rows)
        if space is None:
            return found
        return tuple(one for one in found if any(taken.space == space for taken in one.spaces))

    def check(self, new: NewBooking, *, ignoring: UUID | None = None) -> Checked:
        """What would come of a booking: who is in the way, which rules it breaks, what is free instead, what
        it costs. ``ignoring`` is the booking that is being changed. Raises InputError."""
        checked = asking.checked(new)
        with self._unit.ask() as connection:
            return _checked(connection, self._unit, checked, ignoring)

    def credits(self, new: NewBooking, *, ignoring: UUID | None = None) -> int:
        """How many credits are left that may pay a booking, those that it draws already counted as left; 0
        where it has no price in credits. Raises InputError."""
        checked = asking.checked(new)
        with self._unit.ask() as connection:
            spaces = asking.spaces_asked(connection, self._unit.actor.hub, checked)
            but = () if ignoring is None else (ignoring,)
            return asking.credits_for(connection, spaces, checked, but)

    def free(
        self,
        starts: datetime,
        ends: datetime,
        *,
        seats: int = 1,
        features: Iterable[str] = (),
        kinds: Iterable[SpaceKind] = (),
    ) -> tuple[Free, ...]:
        """The spaces that whoever asks can have for all of that time, the smallest that does first. Raises
        InputError."""
        asking.check_span(starts, ends)
        span, wanted, only = TimeSpan(starts, ends), set(features), set(kinds)
        with self._unit.ask() as connection:
            _hub, spaces = around(connection, self._unit.actor.hub, span)
            units = {unit for one in spaces.values() for unit in one.units}
            rows = _wide_rows(connection, units, span)
        found = [
            one
            for one in spaces.values()
            if one.seats >= seats
            and wanted <= one.features
            and (not only or one.kind in only)
            and is_for(one, self._unit.actor.role)
            and asking.is_open(one, span)
            and is_free(one, span, rows)
        ]
        return tuple(free_at(one, span) for one in sorted(found, key=lambda one: one.seats))

    def _shown(self, connection: Connection, first: date, count: int, wanted: Filter) -> Shown:
        if wanted.free is not None:
            moment_within_reach(wanted.free.start, "starts")
            moment_within_reach(wanted.free.end, "ends")
        house = house_of(connection, self._unit.actor.hub)
        hub, last = house.hub, first + timedelta(days=count)
        facts = {id: one for id, one in house.standing().items() if days.is_wanted(one, wanted)}
        start, end = hub.at(first, MIDNIGHT), hub.at(last, MIDNIGHT)
        blocks = blocks_between(connection, hub, house.rows.values(), facts, (start, end))
        tariffs = house.tariffs(facts, first)
        shelves = tuple(
            days.shelf(house.shown[id], one, blocks.get(id, ()), hourly(tariffs.get(id, ())))
            for id, one in facts.items()
        )
        if wanted.free is not None:
            shelves = tuple(one for one in shelves if days.is_free_for(one, wanted.free))
        return Shown(hub, shelves)


def _plain_hub(connection: Connection, unit: UnitOfWork) -> HubFacts:
    return house_of(connection, unit.actor.hub).hub


def _checked(
    connection: Connection, unit: UnitOfWork, new: NewBooking, ignoring: UUID | None
) -> Checked:
    span, now, role = TimeSpan(new.starts, new.ends), unit.clock.now(), unit.actor.role
    but = frozenset() if ignoring is None else frozenset({ignoring})
    hub, spaces = around(connection, unit.actor.hub, span)
    asked = asking.spaces_asked(connection, unit.actor.hub, new)
    breaches = asking.found_breaches(connection, asked, new, now, role)
    price = asking.price_asked(connection, asked, new, tuple(but))
    blocked, in_way = _in_the_way(connection, asked, new, but)
    free: tuple[Free, ...] = ()
    if blocked is not None:
        free = alternatives(connection, spaces, Sought(new, blocked, role, now, but))
    return Checked(clashes_with(connection, hub, spaces, in_way), breaches, free, price)


def _in_the_way(
    connection: Connection,
    asked: Mapping[UUID, SpaceFacts],
    new: NewBooking,
    but: frozenset[UUID],
) -> tuple[Taking | None, list[tuple[UUID, Row]]]:
    """The first space that cannot be had with the buffers asked for it; of each the first row in its way."""
    span = TimeSpan(new.starts, new.ends)
    wishes = [(one, as_asked(asked[one.space], one)) for one in new.spaces]
    units = {unit for _one, space in wishes for unit in space.units}
    reach = [space.around(span) for _one, space in wishes]
    found = taken_within(connection, units, reach)
    rows = [row for row in found if row.booking not in but]
    blocked = [
        (one, in_the_way(space.units, space.around(span), rows))
        for one, space in wishes
        if not is_free(space, span, rows, one.desks)
    ]
    if not blocked:
        return None, []
    return blocked[0][0], [(one.space, row) for one, met in blocked for row in met[:1]]


def _wide_rows(connection: Connection, units: Iterable[int], span: TimeSpan) -> list[Row]:
    """What is taken around a span, as far as any buffer can reach."""
    wide = TimeSpan(span.start - LONGEST_BUFFER, span.end + LONGEST_BUFFER)
    return taken_rows(connection, units, wide)
