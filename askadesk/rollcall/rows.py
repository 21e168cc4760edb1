"""What a roll call tells screens and paper, and what a desk keeps of who is inside: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from uuid import UUID

from askadesk.documents.rows import HubFacts
from db.values import Basis, Leaving


class PlaceKind(StrEnum):
    """What a place is: the seat that a plan gives, a visit to someone, something with a title, work,
    or none that is known."""

    SEAT = "seat"
    HOST = "host"
    TITLE = "title"
    WORK = "work"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is to be looked for. ``name`` is the product's, the host's or the title's."""

    kind: PlaceKind
    name: str = ""


@dataclass(frozen=True, slots=True)
class Presence:
    """What is known of one visit, before it is said where its person is. ``product`` names the plan
    it rests on, ``title`` what it was announced as, ``host`` whom it is for."""

    visit: UUID
    person: UUID
    name: str
    basis: Basis
    since: datetime
    heads: int = 1
    product: str = ""
    title: str = ""
    host: str = ""
    host_person: UUID | None = None
    organisation: str = ""
    role: str = ""
    stairs_help: bool = False
    left_at: datetime | None = None
    leaving: Leaving | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inside:
    """One visit on the list. ``heads`` bodies came with it; ``guest`` when they are visitors;
    ``left_at`` is set when it ended after the call began, in a way that shows them out. ``codes`` are
    fingerprints of the numbers on their cards. Moments are in the hub's zone."""

    visit: UUID
    person: UUID
    name: str
    place: Place
    since: datetime
    heads: int = 1
    guest: bool = False
    host: str = ""
    organisation: str = ""
    role: str = ""
    stairs_help: bool = False
    left_at: datetime | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tick:
    """``heads`` of a visit were found at ``at``; with ``undoes`` that tick was taken back."""

    id: UUID
    visit: UUID
    heads: int
    at: datetime
    undoes: UUID | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A roll call that goes on. ``operator`` is who began it, ``started_at`` in the hub's zone."""

    id: UUID
    drill: bool
    started_at: datetime
    operator: str
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """All that a desk keeps, so that a roll call needs nobody: read at ``read_at`` (hub's zone)."""

    read_at: datetime
    hub: HubFacts
    zone: tzinfo
    operator: str
    device: str
    meeting_point: str = ""
    inside: tuple[Inside, ...] = ()
    call: Call | None = None


class Step(StrEnum):
    """The commands of a roll call."""

    START = "start"
    TICK = "tick"
    UNDO = "undo"
    DRILL = "drill"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A command on its way to the archive. ``id`` is the command's; the rest is what it needs."""

    step: Step
    id: UUID
    at: datetime
    call: UUID
    visit: UUID | None = None
    heads: int = 0
    tick: UUID | None = None
    drill: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """What a desk writes down beside a shared archive: who is inside, and what it still has to send.
    ``call`` goes on at this desk, with its own ticks."""

    known: Known
    waiting: tuple[Waiting, ...] = ()
    call: Call | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """Someone on the list, and how many of their heads were found, the last of them at ``found_at``."""

    who: Inside
    found: int = 0
    found_at: datetime | None = None

    @property
    def missing(self) -> int:
        """How many are still to be found."""
        return self.who.heads - self.found


@dataclass(frozen=True, slots=True)
class Group:
    """Everyone of one place, by name."""

    place: Place
    listed: tuple[Listed, ...]

    @property
    def heads(self) -> int:
        return sum(one.who.heads for one in self.listed)

    @property
    def found(self) -> int:
        return sum(one.found for one in self.listed)

    @property
    def waiting(self) -> tuple[Listed, ...]:
        """Those of whom somebody is still to be found."""
        return tuple(one for one in self.listed if one.missing)

    @property
    def done(self) -> tuple[Listed, ...]:
        """Those who are all out."""
        return tuple(one for one in self.listed if not one.missing)


@dataclass(frozen=True, slots=True)
class Board:
    """A roll call as it stands: places in their order."""

    groups: tuple[Group, ...]

    @property
    def heads(self) -> int:
        """All the bodies on the list."""
        return sum(group.heads for group in self.groups)

    @property
    def found(self) -> int:
        """Those already outside."""
        return sum(group.found for group in self.groups)

    @property
    def missing(self) -> int:
        """Those still to be found."""
        return self.heads - self.found

    @property
    def guests(self) -> int:
        """Heads that came as guests or visitors, with and without a name."""
        everyone = (one.who for group in self.groups for one in group.listed)
        return sum(one.heads if one.guest else one.heads - 1 for one in everyone)

    @property
    def latest(self) -> datetime | None:
        """When the last one was found."""
        everyone = (one.found_at for group in self.groups for one in group.listed)
        return max((at for at in everyone if at is not None), default=None)


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """Someone of a call that ended: ``found`` of ``heads``, the last at ``found_at`` (hub's zone)."""

    person: UUID
    name: str
    heads: int
    found: int
    found_at: datetime | None


@dataclass(frozen=True, slots=True)
class Summary:
    """A call that ended, as it is kept: those not found first, then the others as they were found."""

    id: UUID
    drill: bool
    started_at: datetime
    ended_at: datetime
    started_by: str
    ended_by: str
    lines: tuple[SummaryLine, ...] = ()

    @property
    def heads(self) -> int:
        return sum(line.heads for line in self.lines)

    @property
    def found(self) -> int:
        return sum(line.found for line in self.lines)
