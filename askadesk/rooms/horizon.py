"""What the dates of a series are judged and priced by, from the first to the last, read once: rules, hours and
closures of the spaces, prices, plans, and what of these is used up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from askadesk.core.unit_of_work import Actor
from askadesk.presence.facts import HubFacts
from askadesk.rooms.asking import breaches_with, price_with, refuse_overlaps
from askadesk.rooms.credits import Purse, purse_of
from askadesk.rooms.facts import tariffs_on, unknown_space
from askadesk.rooms.house import house_of
from askadesk.rooms.prices import HeldPlan
from askadesk.rooms.rows import Breach, NewBooking, Price
from askadesk.rooms.rules import SpaceFacts, Wish
from db.queries import series as series_query
from db.values import Role, TimeSpan

_MIDNIGHT = time(0)
Month = tuple[int, int]
Holder = tuple[UUID | None, UUID | None]


@dataclass(slots=True)
class Holding:
    """What one holder has of plans, and the minutes of each month that these cover already."""

    holder: Holder
    plans: Sequence[Any] = ()
    used: dict[Month, int] = field(default_factory=dict)
    purse: Purse = field(default_factory=Purse)

    def on(self, day: date) -> tuple[HeldPlan, ...]:
        """The plans that hold on a day."""
        found = {row.id: row for row in self.plans if self._holds(row, day)}
        return tuple(
            HeldPlan(row.product, row.room_minutes, row.room_discount) for row in found.values()
        )

    def _holds(self, row: Any, day: date) -> bool:
        """Whether a plan holds on a day: the holder's own, or one of theirs who belong to it that day."""
        if day < row.starts or (row.ends is not None and row.ends < day):
            return False
        person, organisation = self.holder
        if person is not None and row.holder_person == person:
            return True
        if organisation is not None and row.holder_organisation == organisation:
            return True
        return bool(row.since <= day and (row.until is None or day <= row.until))


@dataclass(slots=True)
class Horizon:
    """Facts for all dates of a series at one moment. What plans cover of dates that are priced and taken is
    used up for those that follow."""

    hub: HubFacts
    spaces: dict[UUID, SpaceFacts]
    prices: Sequence[Any]
    holdings: dict[Holder, Holding]
    now: datetime
    role: Role

    def asked(self, new: NewBooking) -> dict[UUID, SpaceFacts]:
        """The facts of the spaces of one date. Raises NotFound."""
        if any(one.space not in self.spaces for one in new.spaces):
            raise unknown_space()
        return {one.space: self.spaces[one.space] for one in new.spaces}

    def breaches(self, new: NewBooking) -> tuple[Breach, ...]:
        """Every rule that one date would break."""
        held = frozenset(plan.product for plan in self._holding(new).on(self.hub.day(new.starts)))
        span = TimeSpan(new.starts, new.ends)
        return breaches_with(self.asked(new), new, Wish(span, self.now, new.heads, held, self.role))

    def price(self, new: NewBooking) -> Price:
        """What one date costs, after those that were taken so far."""
        day = self.hub.day(new.starts)
        spaces = self.asked(new)
        tariffs = tariffs_on((row for row in self.prices if row.space in spaces), day)
        holding = self._holding(new)
        used = holding.used.get((day.year, day.month), 0)
        credits = holding.purse.on(day) if new.use_credits else None
        return price_with(new, spaces, tariffs, holding.on(day), used, credits)

    def take(self, new: NewBooking, price: Price) -> None:
        """The date is had at that price: what a plan covers of it is used up, and its credits are."""
        day, holding = self.hub.day(new.starts), self._holding(new)
        used, month = holding.used, (day.year, day.month)
        used[month] = used.get(month, 0) + price.covered
        holding.purse.take(price)

    def _holding(self, new: NewBooking) -> Holding:
        return self.holdings[(new.person, new.organisation)]


def horizon_of(
    connection: Connection,
    actor: Actor,
    wanted: Sequence[NewBooking],
    now: datetime,
    but: Iterable[UUID] = (),
    *,
    lock: bool = False,
) -> Horizon:
    """All facts for these dates, in a number of questions that does not depend on theirs. Bookings ``but``
    are about to be written anew: what plans cover of them is not used up, and their credits are given back.
    ``lock`` is for a command that will draw credits. Raises InputError where spaces of one date overlap."""
    first = min(one.starts for one in wanted).date() - timedelta(days=1)
    last = max(one.ends for one in wanted).date() + timedelta(days=2)
    but = frozenset(but)
    house = house_of(connection, actor.hub)
    for taken in {new.spaces for new in wanted}:
        refuse_overlaps(house.spaces[one.space] for one in taken if one.space in house.spaces)
    ids = {one.space for new in wanted for one in new.spaces}
    prices = [row for id in ids for row in house.prices.get(id, ())]
    holdings = {
        holder: _holding(connection, house.hub, holder, (first, last), but)
        for holder in {(one.person, one.organisation) for one in wanted}
    }
    paying = {(one.person, one.organisation) for one in wanted if one.use_credits}
    for holder in sorted(paying, key=str):  # two commands with several holders lock in one order
        purse = purse_of(connection, actor.hub, holder, (first, last), tuple(but), lock=lock)
        holdings[holder].purse = purse
    return Horizon(house.hub, house.standing(), prices, holdings, now, actor.role)


def _holding(
    connection: Connection,
    hub: HubFacts,
    holder: Holder,
    between: tuple[date, date],
    but: frozenset[UUID],
) -> Holding:
    if holder == (None, None):
        return Holding(holder)
    plans = series_query.plans_between(connection, *holder, between)
    if not any(plan.room_minutes for plan in plans):
        return Holding(holder, plans)
    return Holding(holder, plans, _used(connection, hub, holder, between, but))


def _used(
    connection: Connection,
    hub: HubFacts,
    holder: Holder,
    between: tuple[date, date],
    but: frozenset[UUID],
) -> dict[Month, int]:
    """Minutes covered already, by the months of the hub."""
    start = hub.at(between[0].replace(day=1), _MIDNIGHT)
    end = hub.at((between[1].replace(day=28) + timedelta(days=4)).replace(day=1), _MIDNIGHT)
    used: dict[Month, int] = {}
    for row in series_query.covered_bookings(connection, *holder, (start, end)):
        day = hub.day(row.starts)
        if row.id not in but:
            used[(day.year, day.month)] = used.get((day.year, day.month), 0) + row.covered
    return used
