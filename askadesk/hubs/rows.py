"""A hub as the screens, the paper and the command line see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from db.values import OverduePolicy


@dataclass(frozen=True, slots=True)
class HubRow:
    """One place: its name, zone, currency and how many people it may hold."""

    id: UUID
    name: str
    zone: ZoneInfo
    capacity: int
    currency: str = "EUR"
    address: str = ""
    city: str = ""
    phone: str = ""
    greeting: str = ""
    meeting_point: str = ""

    def local(self, moment: datetime) -> datetime:
        """``moment`` on the hub's own clock."""
        return moment.astimezone(self.zone)


@dataclass(frozen=True, slots=True)
class NewHub:
    """What is needed to set up a hub. ``week``: weekday "0" (Monday) to "6" → [["08:00", "20:00"], …]."""

    name: str
    time_zone: str = "Europe/Rome"
    currency: str = "EUR"
    capacity: int = 60
    address: str = ""
    city: str = ""
    phone: str = ""
    operator: str = "Reception"
    week: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = tuple(
        (str(day), (("08:00", "20:00"),)) for day in range(5)
    )


Spans = tuple[tuple[str, str], ...]
Week = tuple[tuple[str, Spans], ...]


@dataclass(frozen=True, slots=True)
class HubFields:
    """What a form holds of a hub. ``week`` as in ``NewHub``; a span that ends at "00:00" runs to midnight.

    ``meeting_point`` is where everybody gathers in an emergency. ``double_scan_seconds``,
    ``expected_lead_minutes`` and ``overdue`` as in ``HubSettings``.
    """

    name: str
    capacity: int
    week: Week
    address: str = ""
    city: str = ""
    phone: str = ""
    greeting: str = ""
    meeting_point: str = ""
    double_scan_seconds: int = 60
    expected_lead_minutes: int = 30
    overdue: OverduePolicy = OverduePolicy.ADMIT


@dataclass(frozen=True, slots=True)
class NewClosure:
    """Days with other hours, first and last included: closed all day, or open from ``opens`` to ``closes``
    ("09:00")."""

    first: date
    last: date
    reason: str = ""
    opens: str = ""
    closes: str = ""


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """A closure as it stands."""

    id: UUID
    closure: NewClosure


@dataclass(frozen=True, slots=True)
class HubPage:
    """All that the settings of a hub show: what can be changed, what is closed from today on, how many
    are inside now."""

    fields: HubFields
    version: int
    closures: tuple[ClosureRow, ...]
    inside: int
    today: date


@dataclass(frozen=True, slots=True)
class Touched:
    """Somebody whom other hours concern. ``kind`` is "visit", "booking", "event" or "at_work" for who is
    expected on ``day`` (moments on the hub's clock), and "pass" for a pass that ends on a closed day:
    it then holds ``until`` the next open one."""

    kind: str
    day: date
    name: str
    what: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Touches:
    """Everything that other hours would touch: the first rows of each, and how many there are in all."""

    expected: tuple[Touched, ...] = ()
    passes: tuple[Touched, ...] = ()
    expected_in_all: int = 0
    passes_in_all: int = 0

    def __bool__(self) -> bool:
        return bool(self.expected_in_all or self.passes_in_all)
