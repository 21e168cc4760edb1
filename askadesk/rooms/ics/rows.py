"""What is known of a calendar file: its events as they were read, what each would do, what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from uuid import UUID

from askadesk.rooms.rows import Breach, Clash
from askadesk.rooms.state import BookingState


class Outcome(StrEnum):
    """What an event of a file does when it is brought in. ``CLASHES`` and ``CANNOT`` wait for a choice."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CALLED_OFF = "called_off"
    CLASHES = "clashes"
    CANNOT = "cannot"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an event cannot be brought in, or is left out: a code with its parameters, said by ``words``."""

    code: str
    params: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """A date that the rule does not make (RDATE); ``length`` where it has its own."""

    start: datetime
    length: timedelta | None = None


@dataclass(frozen=True, slots=True)
class IcsEvent:
    """An event as its file has it. ``start`` is naive wall time of ``zone``; ``days`` counts whole days, 0
    for an event with hours. ``skipped`` are moments (UTC), or whole days in ``skipped_days``. ``replaces`` is
    the date of its series (UTC) that it stands for. ``desks`` are those of each of its ``spaces``, but for
    the one whose place in ``own_desks`` says another number than 0."""

    number: int
    uid: str
    title: str
    start: datetime
    zone: tzinfo
    length: timedelta
    days: int = 0
    note: str = ""
    location: str = ""
    spaces: tuple[str, ...] = ()
    desks: int = 1
    own_desks: tuple[int, ...] = ()
    heads: int | None = None
    rule: str = ""
    extra: tuple[Added, ...] = ()
    skipped: frozenset[datetime] = frozenset()
    skipped_days: frozenset[str] = frozenset()
    replaces: datetime | None = None
    sequence: int = 0
    cancelled: bool = False
    free: bool = False
    private: bool = False
    tentative: bool = False
    trouble: Trouble | None = None

    @property
    def repeats(self) -> bool:
        return bool(self.rule or self.extra)


@dataclass(frozen=True, slots=True)
class IcsFile:
    """A calendar as it was read."""

    name: str
    digest: str
    events: tuple[IcsEvent, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """One booking that an import makes, changes (``before``, at ``version``) or calls off. Not yet priced."""

    booking: UUID
    before: BookingState | None
    version: int
    after: BookingState


@dataclass(frozen=True, slots=True)
class DeedSeries:
    """A series that an import makes: what its row holds."""

    id: UUID
    rule: str
    start: str
    minutes: int
    skipped: tuple[str, ...]
    extra: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IcsRow:
    """An event of a file, with all its dates: where and when it falls first, what it would do.

    ``dates`` are how many of its dates are to come; ``made``, ``changed`` and ``off`` how many bookings it
    would make, change and call off. ``clashes`` name who is in the way, ``taken`` counts the dates that are.
    ``breaches`` are rules of the space that it breaks all the same, ``until`` is where a repetition
    without end is cut.
    """

    number: int
    uid: str
    title: str
    outcome: Outcome
    space_name: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    dates: int = 0
    made: int = 0
    changed: int = 0
    off: int = 0
    taken: int = 0
    private: bool = False
    clashes: tuple[Clash, ...] = ()
    breaches: tuple[Breach, ...] = ()
    until: datetime | None = None
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class IcsPreview:
    """What a file would do, event by event. Nothing is written; ``take`` does what it says, or nothing."""

    name: str
    digest: str
    space: UUID | None
    person: UUID | None
    organisation: UUID | None
    rows: tuple[IcsRow, ...]
    deeds: tuple[Deed, ...] = field(default=(), repr=False)
    series: tuple[DeedSeries, ...] = field(default=(), repr=False)
    stopped: frozenset[UUID] = field(default=frozenset(), repr=False)
    known: tuple[tuple[UUID, int], ...] = field(default=(), repr=False)
    uids: tuple[str, ...] = field(default=(), repr=False)

    def count(self, outcome: Outcome) -> int:
        """How many events have this outcome."""
        return sum(one.outcome is outcome for one in self.rows)

    @property
    def taken(self) -> tuple[IcsRow, ...]:
        """The events of which at least one date is taken."""
        return tuple(one for one in self.rows if one.taken)

    @property
    def writes(self) -> tuple[Deed, ...]:
        """What would be written where dates that are taken are skipped."""
        return tuple(one for one in self.deeds if one.booking not in self.stopped)

    @property
    def impossible(self) -> tuple[IcsRow, ...]:
        return tuple(one for one in self.rows if one.outcome is Outcome.CANNOT)


@dataclass(frozen=True, slots=True)
class IcsTaken:
    """What an import did: bookings made, changed, called off; events left out. ``command`` undoes it."""

    command: UUID
    made: int
    changed: int
    off: int
    left_out: int
