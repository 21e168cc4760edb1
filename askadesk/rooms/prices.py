"""What a booking costs, each line one reason. Whole cents, half-up; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from askadesk.rooms.rows import ExtraLine, Price, PriceLine

HALF_DAY_MINUTES = 300
"""A half day is up to five hours; longer is a day."""
CREDITS, CREDITS_SHORT, NO_CREDIT_PRICE = "credits", "credits_short", "no_credit_price"
"""Lines of a price that credits shall pay: they do, too few are left, a space is sold for money alone."""


@dataclass(frozen=True, slots=True)
class Duration:
    """How long a booking lasts: its real minutes, by which hours are paid, and the days it begins on the wall
    clock, by which days are. On the nights when clocks change a day has 23 or 25 hours, and is one day."""

    minutes: int
    days: int


NO_TIME = Duration(0, 0)


def duration(starts: datetime, ends: datetime, zone: ZoneInfo) -> Duration:
    """How long it is from ``starts`` to ``ends`` in ``zone``."""
    first, last = (one.astimezone(zone).replace(tzinfo=None) for one in (starts, ends))
    # Within the hour that is doubled the wall clock may go backwards: that is a day begun, not none.
    days = max(1, -(-(last - first) // timedelta(days=1)))
    # Of two moments in one zone Python subtracts the walls; real minutes lie between them in UTC.
    real = ends.astimezone(UTC) - starts.astimezone(UTC)
    return Duration(real // timedelta(minutes=1), days)


@dataclass(frozen=True, slots=True)
class Tariff:
    """What a space costs (cents), for everybody or for who holds ``product``."""

    product: UUID | None
    hour: int | None
    half_day: int | None
    day: int | None
    credits: int | None = None

    @property
    def sells(self) -> bool:
        return (self.hour, self.half_day, self.day) != (None, None, None)


@dataclass(frozen=True, slots=True)
class CreditPass:
    """A pass of the holder that counts credits, and what is left of it."""

    id: UUID
    name: str
    left: int


@dataclass(frozen=True, slots=True)
class HeldPlan:
    """What a plan of the holder has of rooms."""

    product: UUID
    room_minutes: int = 0
    discount: int = 0


@dataclass(frozen=True, slots=True)
class Priced:
    """A space that is booked: its name and the tariffs that hold on the day, and how many desks."""

    name: str
    tariffs: tuple[Tariff, ...]
    desks: int = 1


def price_of(
    lasting: Duration,
    spaces: Sequence[Priced],
    plans: Iterable[HeldPlan] = (),
    used: int = 0,
    lines: Iterable[ExtraLine] = (),
    credits: Sequence[CreditPass] | None = None,
) -> Price:
    """The price of so long in these spaces. ``used`` minutes of the month are covered already.

    What a plan has of rooms is taken off first, then its discount comes off the rest; of several plans the
    best of each counts. Extra lines bear no discount.

    ``credits`` are the passes that shall pay, in their order; None where money pays. They pay all of the time
    that no plan covers, out of one pass, or nothing: then the desk can say it in one sentence, and the booking
    and the ledger name the same number. A begun credit counts whole, credits bear no discount, and extra
    lines are money always.
    """
    held, minutes = tuple(plans), lasting.minutes
    products = {plan.product for plan in held}
    made = [line for one in spaces if (line := _line_of(lasting, one, products)) is not None]
    rooms = sum(line.cents for line in made)
    hourly = credits_an_hour(spaces, products) if credits is not None else 0
    covered = _covered(minutes, held, used) if rooms or hourly else 0
    if covered:
        off = _share(rooms, covered, minutes)
        made.append(PriceLine("covered", -off, (("minutes", covered),)))
        rooms -= off
    paid, paid_from = 0, None
    if credits is not None and covered < minutes and (rooms or hourly):
        line, paid_from = _in_credits(hourly, minutes - covered, rooms, credits)
        made.append(line)
        if paid_from is not None:
            paid, rooms = int(dict(line.params)["credits"]), 0
    made += _discounted(held, rooms)
    made += [_extra(one) for one in lines]
    return Price(tuple(made), sum(line.cents for line in made), covered, paid, paid_from)


def _discounted(plans: Sequence[HeldPlan], rooms: int) -> list[PriceLine]:
    discount = max((plan.discount for plan in plans), default=0)
    if not discount or not rooms:
        return []
    return [PriceLine("discount", -_share(rooms, discount, 100), (("percent", discount),))]


def _extra(extra: ExtraLine) -> PriceLine:
    params = (("words", extra.words), ("quantity", extra.quantity), ("each", extra.cents))
    return PriceLine("extra", extra.quantity * extra.cents, params)


def _covered(minutes: int, plans: Sequence[HeldPlan], used: int) -> int:
    included = sum(plan.room_minutes for plan in plans)
    return min(minutes, max(0, included - used))


def credits_an_hour(spaces: Sequence[Priced], products: set[UUID]) -> int:
    """What an hour costs in credits; 0 where one of the spaces is sold for money alone."""
    found = 0
    for space in spaces:
        tariffs = _open_to(space, products)
        offers = [one.credits for one in tariffs if one.credits is not None]
        if not offers and any(one.sells for one in tariffs):
            return 0
        found += space.desks * min(offers, default=0)
    return found


def _in_credits(
    hourly: int, minutes: int, cents: int, passes: Sequence[CreditPass]
) -> tuple[PriceLine, UUID | None]:
    """How credits pay: the line that says it, and the pass; without one, the line says why not."""
    if not hourly:
        return PriceLine(NO_CREDIT_PRICE, 0), None
    needed = -(-hourly * minutes // 60)
    pays = next((one for one in passes if one.left >= needed), None)
    if pays is None:
        left = max((one.left for one in passes), default=0)
        return PriceLine(CREDITS_SHORT, 0, (("credits", needed), ("left", left))), None
    left = pays.left - needed
    params = (("credits", needed), ("pass", pays.name), ("left", left))
    return PriceLine(CREDITS, -cents, params), pays.id


def _line_of(lasting: Duration, space: Priced, products: set[UUID]) -> PriceLine | None:
    """The cheapest way to pay for a space."""
    offers = [
        offer
        for tariff in _open_to(space, products)
        if tariff.sells
        for offer in _offers(lasting, space, tariff)
    ]
    return min(offers, key=lambda line: line.cents, default=None)


def _open_to(space: Priced, products: set[UUID]) -> list[Tariff]:
    """The tariffs for everybody, and those of the plans held."""
    return [one for one in space.tariffs if one.product is None or one.product in products]


def _offers(lasting: Duration, space: Priced, tariff: Tariff) -> Iterable[PriceLine]:
    name, desks, minutes = ("space", space.name), space.desks, lasting.minutes
    if tariff.hour is not None:
        params = (name, ("minutes", minutes), ("each", tariff.hour), ("desks", desks))
        yield PriceLine("hours", desks * _share(tariff.hour, minutes, 60), params)
    if tariff.half_day is not None and minutes <= HALF_DAY_MINUTES:
        params = (name, ("minutes", minutes), ("each", tariff.half_day), ("desks", desks))
        yield PriceLine("half_day", desks * tariff.half_day, params)
    if tariff.day is not None:
        params = (name, ("days", lasting.days), ("each", tariff.day), ("desks", desks))
        yield PriceLine("day", desks * lasting.days * tariff.day, params)


def _share(cents: int, part: int, whole: int) -> int:
    return int((Decimal(cents) * part / whole).quantize(Decimal(1), ROUND_HALF_UP))
