"""Spaces and bookings as the screens, the paper and the command line see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from db.values import BookingStatus, CalledOffBy, Money, Role, SpaceKind, TimeSpan

Week = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]

FEATURES = ("screen", "whiteboard", "step_free", "phone", "daylight", "kitchen", "sound")
"""What a space may have; codes, named in ``rooms.words``."""


@dataclass(frozen=True, slots=True)
class SpaceFields:
    """What a form holds of a space. Minutes: ``setup``, ``cleanup``, ``step``, ``least``, ``most``, ``grace``,
    ``notice_minutes``. ``week`` as in ``HubFields``, None where the hub's hours hold. ``plans`` are the
    products whose members may book it, None for everybody."""

    name: str
    kind: SpaceKind
    seats: int
    floor: str = ""
    name_en: str = ""
    features: tuple[str, ...] = ()
    setup: int = 0
    cleanup: int = 0
    step: int = 15
    least: int = 15
    most: int | None = None
    notice_minutes: int = 0
    ahead_days: int | None = None
    grace: int = 15
    week: Week | None = None
    plans: tuple[UUID, ...] | None = None
    role: Role = Role.RECEPTIONIST


@dataclass(frozen=True, slots=True)
class SpaceRow:
    """A space. ``units`` is how many can be had at once (a zone's desks, else 1); ``parts`` are the rooms that
    a joined one is made of."""

    id: UUID
    fields: SpaceFields
    version: int
    units: int = 1
    parts: tuple[UUID, ...] = ()
    archived: bool = False

    @property
    def name(self) -> str:
        return self.fields.name

    @property
    def kind(self) -> SpaceKind:
        return self.fields.kind


@dataclass(frozen=True, slots=True)
class SpacePriceRow:
    """What a space costs from a day on, gross, for everybody or for who holds a plan."""

    valid_from: date
    product: UUID | None = None
    plan: str = ""
    hour: Money | None = None
    half_day: Money | None = None
    day: Money | None = None
    credits: int | None = None
    vat: str = "22"


@dataclass(frozen=True, slots=True)
class Taking:
    """A space that a booking takes; of a zone, so many ``desks``. Buffers in minutes, None as the space has
    them."""

    space: UUID
    desks: int = 1
    setup: int | None = None
    cleanup: int | None = None


@dataclass(frozen=True, slots=True)
class ExtraLine:
    """Catering and the like on a booking: what, how many, and for how much each (cents)."""

    words: str
    quantity: int = 1
    cents: int = 0


@dataclass(frozen=True, slots=True)
class NewBooking:
    """A booking as it is asked for. ``organisation`` holds it where there is one, and ``person`` speaks for it.

    ``hold_until`` makes it an option that lapses then. ``reason`` is given by an operator who breaks a rule
    of the space (never for a double booking). ``use_credits`` pays with the holder's credits where there are.
    """

    spaces: tuple[Taking, ...]
    starts: datetime
    ends: datetime
    person: UUID | None = None
    organisation: UUID | None = None
    title: str = ""
    note: str = ""
    heads: int = 1
    people: tuple[UUID, ...] = ()
    lines: tuple[ExtraLine, ...] = ()
    private: bool = False
    hold_until: datetime | None = None
    reason: str = ""
    use_credits: bool = False
    uid: str | None = None


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One reason of a price: ``code`` with its ``params`` (said by ``rooms.words``), and its cents."""

    code: str
    cents: int
    params: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Price:
    """How much, and why: ``cents`` is the sum of the lines. ``covered`` minutes are part of a plan,
    ``credits`` are drawn from ``paid_from``."""

    lines: tuple[PriceLine, ...] = ()
    cents: int = 0
    covered: int = 0
    credits: int = 0
    paid_from: UUID | None = None


NO_PRICE = Price()


@dataclass(frozen=True, slots=True)
class Clash:
    """Who has it: the space asked for, the booking in the way, whose it is, from when until when (the hub's
    clock), and until when with its clean-up. ``who`` is empty for a private one."""

    space: UUID
    space_name: str
    booking: UUID
    who: str
    starts: datetime
    ends: datetime
    blocked_from: datetime
    blocked_until: datetime
    private: bool = False


@dataclass(frozen=True, slots=True)
class Free:
    """Somewhere else, or another time: free for as long as was asked."""

    space: UUID
    space_name: str
    seats: int
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule of the space that a booking would break: ``closed``, ``notice``, ``ahead``, ``short``, ``long``,
    ``step``, ``plan``, ``role``, ``seats``, ``past``. All but ``role`` give way to a reason."""

    code: str
    space: UUID
    params: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class BookingRow:
    """A booking with all its fields; moments on the hub's clock."""

    id: UUID
    version: int
    status: BookingStatus
    starts: datetime
    ends: datetime
    spaces: tuple[Taking, ...]
    space_names: tuple[str, ...]
    holder: str
    contact: str
    person: UUID | None
    organisation: UUID | None
    title: str
    note: str
    heads: int
    people: tuple[tuple[UUID, str], ...]
    lines: tuple[ExtraLine, ...]
    price: Price
    private: bool
    series: UUID | None
    wall: datetime | None
    expires_at: datetime | None
    checked_in_at: datetime | None
    cancelled_at: datetime | None
    cancelled_by: CalledOffBy | None
    reason: str
    uid: str | None

    @property
    def who(self) -> str:
        """The name that stands on a block: who holds it, else its title."""
        return self.holder or self.title


@dataclass(frozen=True, slots=True)
class SpaceTouched:
    """Bookings that fit a space today and would not any more: ``closed`` lie outside of its hours then, the
    holders of ``barred`` have no plan for it."""

    closed: tuple[BookingRow, ...] = ()
    barred: tuple[BookingRow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.closed or self.barred)


@dataclass(frozen=True, slots=True)
class Booked:
    """What a command made: the bookings, in the order asked for, and the command, by which it is undone."""

    bookings: tuple[UUID, ...]
    command: UUID
    series: UUID | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """Another time, space or both for a booking that stands at ``version``."""

    booking: UUID
    version: int
    starts: datetime
    ends: datetime
    space: UUID | None = None
    """The space instead of ``leaves``, or of its only one; None keeps what it has."""
    leaves: UUID | None = None


# --- calendars -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Filter:
    """What a calendar shows: nothing set shows every space. ``free`` asks for spaces that are free for all of
    it, ``free_minutes`` for so long at any time of a day."""

    kinds: frozenset[SpaceKind] = frozenset()
    seats: int = 0
    features: frozenset[str] = frozenset()
    free: TimeSpan | None = None
    free_minutes: int = 0


class Block(NamedTuple):
    """A booking on one space's row; moments on the hub's clock. ``set_up_from`` and ``cleaned_by`` are the
    buffered ends. ``through`` names the joined room, or the part, by which the space is taken when another
    space was booked. ``desks`` are how many of a zone. (A tuple: a week holds thousands.)"""

    booking: UUID
    version: int
    space: UUID
    status: BookingStatus
    starts: datetime
    ends: datetime
    set_up_from: datetime
    cleaned_by: datetime
    who: str
    contact: str = ""
    title: str = ""
    heads: int = 1
    private: bool = False
    series: bool = False
    through: str = ""
    desks: int = 1
    expires_at: datetime | None = None
    checked_in_at: datetime | None = None

    @property
    def movable(self) -> bool:
        """Whether it can be dragged here: its own space, and neither over nor called off."""
        return not self.through and self.status in (
            BookingStatus.HOLD,
            BookingStatus.CONFIRMED,
            BookingStatus.IN_USE,
        )


@dataclass(frozen=True, slots=True)
class ClosedSpan:
    """When a space cannot be used, and why ("" outside the usual hours)."""

    starts: datetime
    ends: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class SpaceDay:
    """One space on one day: what is on it, when it is closed; ``price_hour`` for everybody."""

    space: SpaceRow
    blocks: tuple[Block, ...]
    closed: tuple[ClosedSpan, ...] = ()
    price_hour: Money | None = None


@dataclass(frozen=True, slots=True)
class DayPage:
    """A day by spaces, in their order. ``opens`` and ``closes`` are the hours to show (0 to 24)."""

    day: date
    now: datetime
    zone: ZoneInfo
    rows: tuple[SpaceDay, ...]
    opens: int = 8
    closes: int = 20
    reason: str = ""
    """Why the hub is closed all day; "" when it is open or simply closed on that weekday."""
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class WeekPage:
    """Seven days from a Monday by spaces: ``rows[n].…`` in the spaces' order, a ``SpaceDay`` for each day."""

    monday: date
    now: datetime
    zone: ZoneInfo
    rows: tuple[tuple[SpaceDay, ...], ...]
    opens: int = 8
    closes: int = 20


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of a month: spaces that are free long enough, of how many; the share of open hours booked."""

    day: date
    free: int
    of: int
    booked: float
    is_open: bool = True
    reason: str = ""
    opens: str = ""
    closes: str = ""
    """When it opens and closes, each where that is not that weekday's usual hour; "" otherwise."""
    shorter: bool = False
    """Whether it is open for less time than usual on that weekday, closed days apart."""
    bookings: int = 0
    """How many bookings there are all the same on a closed day; 0 on any other."""


@dataclass(frozen=True, slots=True)
class MonthPage:
    """Six weeks from the Monday before the first."""

    month: date
    now: datetime
    zone: ZoneInfo
    days: tuple[MonthDay, ...]


@dataclass(frozen=True, slots=True)
class RoomNow:
    """A space in the strip of the Oggi page. ``current`` is what is on now, ``next`` what comes next today.

    ``more`` is for how many minutes ``current`` could go on: until what comes next in any space that it
    takes, or until it closes.
    """

    space: SpaceRow
    current: Block | None
    next: Block | None
    closed_until: datetime | None = None
    more: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """What would come of a booking, before it is made: who is in the way, which rules it would break, what is
    free instead, what it would cost."""

    clashes: tuple[Clash, ...] = ()
    breaches: tuple[Breach, ...] = ()
    alternatives: tuple[Free, ...] = ()
    price: Price = NO_PRICE
