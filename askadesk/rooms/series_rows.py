"""Bookings that repeat, as the screens and the command line see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from askadesk.rooms.rows import NO_PRICE, Breach, Clash, Free, NewBooking, Price


class Reach(StrEnum):
    """How far a change of one date goes."""

    ONE = "one"
    FOLLOWING = "following"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Instead:
    """What becomes of a date that cannot be had as asked: it is left out, or goes to another space or time.

    ``wall`` is the date's own start on the hub's clock, without zone, as the rule gives it. ``space`` stands in
    for the first space asked for.
    """

    wall: datetime
    skip: bool = True
    space: UUID | None = None
    starts: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewSeries:
    """A booking and the rule (RFC 5545 RRULE, with an end) by which it repeats, its own date the first."""

    first: NewBooking
    rule: str
    instead: tuple[Instead, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesDate:
    """One date before it is written: who is in the way, which rules it breaks. ``proposals`` are the same
    time in a similar space and the nearest time in the same one, where there are."""

    wall: datetime
    starts: datetime
    ends: datetime
    clashes: tuple[Clash, ...] = ()
    breaches: tuple[Breach, ...] = ()
    proposals: tuple[Free, ...] = ()
    price: Price = NO_PRICE
    skipped: bool = False

    @property
    def taken(self) -> bool:
        """Whether it cannot be had as asked, and nothing was decided about it yet."""
        return bool(self.clashes) and not self.skipped


@dataclass(frozen=True, slots=True)
class SeriesPreview:
    """Every date of a series with what is in its way, and what those that can be had cost together."""

    dates: tuple[SeriesDate, ...]
    words: str
    price: Price = NO_PRICE

    @property
    def taken(self) -> tuple[SeriesDate, ...]:
        """The dates that need a choice."""
        return tuple(one for one in self.dates if one.taken)


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series as it stands: its rule, in words too, and how many of its dates are still to come."""

    id: UUID
    rule: str
    words: str
    ahead: int
    total: int
