"""What the admission rule looks at: one snapshot of the hub, the person and what they hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from askadesk.presence.rows import Direction
from db.values import CredentialStatus, ExpectedKind, ExpectedStatus, OverduePolicy, Role

Window = tuple[frozenset[int], time, time]
Spans = tuple[tuple[time, time], ...]
Rests = tuple[tuple[date, date], ...]
"""The days on which a right rests: first and last of each pause."""
DAYS_AROUND = 62
"""How far a hub's closures are looked at, before and after a day: longer than any summer closure."""


@dataclass(frozen=True, slots=True)
class DayException:
    """Other hours from ``first`` to ``last``: closed when ``opens`` is None. ``reason`` is what was written
    down for it, "" when nothing was."""

    first: date
    last: date
    opens: time | None
    closes: time | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HubFacts:
    """The hub's own rules. ``week`` maps a weekday (0 = Monday) to its opening spans in wall time."""

    id: UUID
    zone: ZoneInfo
    capacity: int
    week: dict[int, Spans]
    exceptions: tuple[DayException, ...] = ()
    double_scan: timedelta = timedelta(seconds=60)
    lead: timedelta = timedelta(minutes=30)
    overdue: OverduePolicy = OverduePolicy.ADMIT
    city: str = ""
    """As its address has it: which holidays its town keeps."""
    known: dict[Any, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What was worked out from these facts, kept by whoever did; a copy begins with none."""

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def day(self, moment: datetime) -> date:
        """The hub's day: midnight is the hub's own, not UTC's."""
        return self.local(moment).date()

    def at(self, day: date, wall: time) -> datetime:
        """The moment of a wall time. One that the change of clocks skips moves on by the hour; of a
        doubled hour the first is meant."""
        return datetime.combine(day, wall, self.zone).astimezone(UTC)

    def spans(self, day: date) -> Spans:
        """When the hub is open on ``day``, in wall time; empty when it is closed."""
        for exception in self.exceptions:
            if exception.first <= day <= exception.last:
                if exception.opens is None or exception.closes is None:
                    return ()
                return ((exception.opens, exception.closes),)
        return self.week.get(day.weekday(), ())

    def is_open(self, moment: datetime) -> bool:
        wall = self.local(moment).time()
        return any(_within(wall, start, end) for start, end in self.spans(self.day(moment)))

    def next_valid(
        self,
        windows: tuple[Window, ...] | None,
        after: datetime,
        *,
        around_the_clock: bool = False,
    ) -> datetime | None:
        """The first moment from ``after`` on at which the hub is open and one of ``windows`` holds.

        ``around_the_clock`` asks for neither. None when there is none within ``DAYS_AROUND`` days.
        """
        if around_the_clock:
            return after
        today = self.day(after)
        for offset in range(DAYS_AROUND):
            day = today + timedelta(days=offset)
            for start, end in sorted(_common(day, self.spans(day), windows)):
                if end == time(0) or self.at(day, end) > after:
                    return max(self.at(day, start), after)
        return None

    def open_day_from(self, day: date) -> date:
        """``day``, or the next one on which the hub is open: no pass expires behind a closed door."""
        ahead = (day + timedelta(days=offset) for offset in range(DAYS_AROUND))
        return next((one for one in ahead if self.spans(one)), day)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a product gives, as it was sold."""

    windows: tuple[Window, ...] | None = None
    around_the_clock: bool = False
    units: int | None = None
    unit_minutes: int | None = None
    days_a_week: int | None = None
    seats: int | None = None
    grace_days: int = 0
    debt_limit: int = 0
    guests_at_once: int = 0
    guests_a_month: int = 0
    guest_fee_cents: int | None = None


@dataclass(frozen=True, slots=True)
class MembershipFacts:
    """A membership that the person may use. ``seats_taken`` counts the people inside on it now;
    ``days_used`` the other days of this week on which the person came by it."""

    id: UUID
    starts: date
    ends: date | None
    terms: Terms
    here: bool = True
    organisation: UUID | None = None
    seats_taken: int = 0
    days_used: int = 0
    rests: Rests = ()


@dataclass(frozen=True, slots=True)
class PassFacts:
    """A pass that the person may use. ``drawn_at`` is when a unit was last drawn today for this person,
    ``made_up`` how many more were drawn since for staying on."""

    id: UUID
    valid_from: date
    valid_until: date | None
    balance: int
    lowest: int
    movements: int
    terms: Terms
    here: bool = True
    organisation: UUID | None = None
    drawn_at: datetime | None = None
    made_up: int = 0
    emptied_on: date | None = None
    rests: Rests = ()

    @property
    def covers_until(self) -> datetime | None:
        """Until when today's units cover; None when nothing was drawn, or for the whole day."""
        minutes = self.terms.unit_minutes
        if self.drawn_at is None or minutes is None:
            return None
        return self.drawn_at + timedelta(minutes=minutes * (1 + self.made_up))


@dataclass(frozen=True, slots=True)
class ExpectedFacts:
    """An announcement of the person, who brings ``head_count`` heads."""

    id: UUID
    kind: ExpectedKind
    status: ExpectedStatus
    day: date
    starts: datetime
    ends: datetime
    here: bool = True
    head_count: int = 1
    title: str = ""
    booking: UUID | None = None


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """A visit of the person at this hub, open or of the day asked about. A guest's has a ``host``, and
    ``guest_paid`` when it was charged to one of the two."""

    id: UUID
    day: date
    checked_in_at: datetime
    checked_out_at: datetime | None
    head_count: int = 1
    pass_: UUID | None = None
    command: UUID | None = None
    membership: UUID | None = None
    expected: UUID | None = None
    host: UUID | None = None
    host_inside: bool = False
    guest_paid: bool = False

    @property
    def is_open(self) -> bool:
        return self.checked_out_at is None


@dataclass(frozen=True, slots=True)
class HostFacts:
    """The member who answers for a guest. ``at_once`` and ``this_month`` count guests already had."""

    person: UUID
    inside: bool
    terms: Terms | None
    at_once: int = 0
    this_month: int = 0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that is known at the moment of a scan."""

    hub: HubFacts
    at: datetime
    person: UUID | None = None
    credential: CredentialStatus | None = None
    credential_since: datetime | None = None
    barred: bool = False
    archived_on: date | None = None
    visits: tuple[VisitFacts, ...] = ()
    memberships: tuple[MembershipFacts, ...] = ()
    passes: tuple[PassFacts, ...] = ()
    expected: tuple[ExpectedFacts, ...] = ()
    overdue_cents: int = 0
    overdue_since: date | None = None
    bodies: int = 0
    seats_set_aside: int = 0
    can_hand_out: bool = True

    @property
    def today(self) -> date:
        return self.hub.day(self.at)

    @property
    def open_visit(self) -> VisitFacts | None:
        return next((visit for visit in self.visits if visit.is_open), None)

    def announced_until(self, visit: VisitFacts) -> datetime | None:
        """When what a visit is for ends; None where nothing was announced."""
        return next((one.ends for one in self.expected if one.id == visit.expected), None)


@dataclass(frozen=True, slots=True)
class HandOutPass:
    """Give a pass at the desk, for ``reason``; ``cents`` become a charge. Units come from its terms."""

    product: UUID
    reason: str
    cents: int = 0


@dataclass(frozen=True, slots=True)
class AsGuest:
    """Let in as a guest of ``host``. ``payer`` ("host" or "guest") agrees to pay beyond the plan's number."""

    host: UUID
    payer: str | None = None


@dataclass(frozen=True, slots=True)
class OnDebt:
    """Draw below zero, as far as the plan allows."""


@dataclass(frozen=True, slots=True)
class Override:
    """Let in against a refusal, for ``reason``."""

    reason: str


@dataclass(frozen=True, slots=True)
class UsePass:
    """Draw from the own or the organisation's pass although the team's seats are taken."""


@dataclass(frozen=True, slots=True)
class CheckOutColleague:
    """Free a seat of the team by checking out the colleague whose visit this is."""

    visit: UUID


Way = HandOutPass | AsGuest | OnDebt | UsePass | Override | CheckOutColleague


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of the rule. ``heads`` come in together, as many as were announced when None;
    ``role`` decides what may be forced."""

    direction: Direction = Direction.ASK
    way: Way | None = None
    host: HostFacts | None = None
    handed_out: PassFacts | None = None
    heads: int | None = None
    at_work: bool = False
    role: Role = Role.RECEPTIONIST
    is_kiosk: bool = False


def _within(wall: time, start: time, end: time) -> bool:
    """Half open; a span that ends at midnight runs to the end of the day."""
    return start <= wall and (wall < end or end == time(0))


def after_rest(day: date, rests: Rests) -> date:
    """``day``, or the first one after it on which a right with these pauses does not rest."""
    for first, last in sorted(rests):
        if first <= day <= last:
            day = last + timedelta(days=1)
    return day


def in_windows(local: datetime, windows: tuple[Window, ...] | None) -> bool:
    """Whether ``local`` (in the hub's zone) lies in one of the windows; None means always."""
    if windows is None:
        return True
    return any(
        local.weekday() in days and _within(local.time(), start, end)
        for days, start, end in windows
    )


def _common(day: date, spans: Spans, windows: tuple[Window, ...] | None) -> list[tuple[time, time]]:
    """What opening hours and windows have in common on ``day``, in wall time."""
    if windows is None:
        return list(spans)
    held = [(start, end) for days, start, end in windows if day.weekday() in days]
    both = [
        (max(start, opens), min(end, closes, key=_as_end))
        for opens, closes in spans
        for start, end in held
    ]
    return [(start, end) for start, end in both if start < _as_end(end)]


def _as_end(wall: time) -> time:
    return time.max if wall == time(0) else wall
