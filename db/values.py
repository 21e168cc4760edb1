"""Plain values of the desk, without a session: money, spans of time, and the words stored as codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import IntEnum, StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount as whole cents of one currency. Arithmetic is Decimal, half-up; never float."""

    cents: int
    currency: str = "EUR"

    @property
    def decimal(self) -> Decimal:
        return Decimal(self.cents) / 100

    @classmethod
    def of(cls, amount: Decimal, currency: str = "EUR") -> Money:
        """Round ``amount`` half-up to the cent."""
        return cls(int((amount * 100).quantize(Decimal(1), ROUND_HALF_UP)), currency)

    def __add__(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency}")
        return Money(self.cents + other.cents, self.currency)


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A half-open interval ``[start, end)`` of aware moments."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("a span needs aware moments")
        if self.end <= self.start:
            raise ValueError("a span ends after it starts")

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment < self.end

    def overlaps(self, other: TimeSpan) -> bool:
        return self.start < other.end and other.start < self.end


class Role(StrEnum):
    """What an operator may do. A kiosk is a device with fewer rights than either."""

    RECEPTIONIST = "receptionist"
    MANAGER = "manager"


class DeviceKind(StrEnum):
    DESK = "desk"
    KIOSK = "kiosk"
    TERMINAL = "terminal"


class Source(StrEnum):
    """Where a command came from."""

    DESK = "desk"
    KIOSK = "kiosk"
    COMMAND_LINE = "command_line"
    REPLAY = "replay"


class CredentialStatus(StrEnum):
    ACTIVE = "active"
    LOST = "lost"
    REVOKED = "revoked"


class CredentialKind(StrEnum):
    CARD = "card"
    EMAIL = "email"
    PHONE = "phone"


class ConsentKind(StrEnum):
    """What a person may agree to. ``PHOTO`` is the portrait on screens and cards, ``EVENT_PHOTOS``
    pictures taken at events; ``STAIRS_HELP`` shows in a roll call that they need help on stairs."""

    HOUSE_RULES = "house_rules"
    INTRODUCTIONS = "introductions"
    AGE = "age"
    EVENT_PHOTOS = "event_photos"
    STAIRS_HELP = "stairs_help"
    PHOTO = "photo"
    DIRECTORY = "directory"
    SKILLS_ON_CARD = "skills_on_card"
    NEWSLETTER = "newsletter"


class ProductKind(StrEnum):
    MEMBERSHIP = "membership"
    PASS = "pass"


class Unit(StrEnum):
    """What a ledger counts. Units are not money."""

    VISITS = "visits"
    MINUTES = "minutes"
    CREDITS = "credits"


class Movement(StrEnum):
    """Why a ledger moved."""

    GRANT = "grant"
    DRAW = "draw"
    REVERSE = "reverse"
    ADJUST = "adjust"


class ExpectedKind(StrEnum):
    VISIT = "visit"
    BOOKING = "booking"
    EVENT = "event"
    AT_WORK = "at_work"


class ExpectedStatus(StrEnum):
    ANNOUNCED = "announced"
    CANCELLED = "cancelled"
    UNPAID = "unpaid"


class Basis(StrEnum):
    """What a visit rests on."""

    MEMBERSHIP = "membership"
    PASS = "pass"
    GUEST = "guest"
    EXPECTED = "expected"
    AT_WORK = "at_work"
    OVERRIDE = "override"


class Answer(StrEnum):
    """What a scan answers."""

    ADMITTED = "admitted"
    CHECKED_OUT = "checked_out"
    ALREADY_IN = "already_in"
    REFUSED = "refused"


class Leaving(StrEnum):
    """How a visit was closed."""

    SCAN = "scan"
    DESK = "desk"
    NOT_CHECKED_OUT = "not_checked_out"


class OverduePolicy(StrEnum):
    """What the door does when a payment is overdue beyond the plan's grace."""

    ADMIT = "admit"
    REFUSE = "refuse"


class WordKind(IntEnum):
    """Whose word it is, and what it says of them; the lower of two counts more."""

    NAME = 0
    CONTACT = 1
    ABOUT = 2
    ORGANISATION = 10
    ORGANISATION_CONTACT = 11


class SpaceKind(StrEnum):
    """What can be occupied. A ``DESK_ZONE`` is booked as "a desk here"; ``DESK`` is a fixed one."""

    MEETING_ROOM = "meeting_room"
    HALL = "hall"
    BOOTH = "booth"
    OFFICE = "office"
    WORKSHOP = "workshop"
    DESK_ZONE = "desk_zone"
    DESK = "desk"
    EQUIPMENT = "equipment"


class BookingStatus(StrEnum):
    """Hold, confirmed, in use and done occupy; a no-show frees what is left of its time."""

    HOLD = "hold"
    CONFIRMED = "confirmed"
    IN_USE = "in_use"
    DONE = "done"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"

    @property
    def occupies(self) -> bool:
        return self not in (BookingStatus.NO_SHOW, BookingStatus.CANCELLED)


class CalledOffBy(StrEnum):
    """Who called a booking off: its holder, the desk, the hub (a closure), or time (a hold ran out)."""

    HOLDER = "holder"
    DESK = "desk"
    HUB = "hub"
    TIME = "time"


class WaitStatus(StrEnum):
    WAITING = "waiting"
    OFFERED = "offered"
    TAKEN = "taken"
    GIVEN_UP = "given_up"
