"""What the pages need to know: plain facts, read before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class HubFacts:
    """The hub as paper names it."""

    name: str
    address: str = ""
    city: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class CardFacts:
    """One member card. ``code`` is the credential's; ``photo`` any picture file that Pillow reads;
    ``skills`` are given only with the person's consent, and the first two are printed."""

    person_id: UUID
    given: str
    family: str
    role: str
    organisation: str
    code: str
    initials: str
    photo: bytes | None = None
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelFacts:
    """One visitor label. ``until`` is aware and in the hub's zone, None for the whole day; an empty
    ``code`` leaves the QR code out."""

    given: str
    family: str
    organisation: str
    host: str
    day: date
    until: datetime | None
    code: str


@dataclass(frozen=True, slots=True)
class PresentLine:
    """One open visit: ``since`` is in the hub's zone, ``heads`` counts the bodies that came with it."""

    name: str
    detail: str
    since: datetime
    heads: int = 1


@dataclass(frozen=True, slots=True)
class PresentFacts:
    """Who is in now, in the order to be printed. ``printed_at`` is in the hub's zone."""

    hub: HubFacts
    printed_at: datetime
    lines: tuple[PresentLine, ...]

    @property
    def total(self) -> int:
        """All the bodies in the house."""
        return sum(line.heads for line in self.lines)


@dataclass(frozen=True, slots=True)
class RollCallLine:
    """One visit of a roll call: ``heads`` bodies, ``found`` of them outside already."""

    name: str
    detail: str = ""
    heads: int = 1
    found: int = 0
    stairs_help: bool = False


@dataclass(frozen=True, slots=True)
class RollCallPlace:
    """Everyone of one place, in the order to be printed."""

    name: str
    lines: tuple[RollCallLine, ...]

    @property
    def heads(self) -> int:
        return sum(line.heads for line in self.lines)


@dataclass(frozen=True, slots=True)
class RollCallFacts:
    """A roll call as paper takes it outside. Moments in the hub's zone: it was begun at ``started_at``,
    entries are known up to ``known_until`` on the desk called ``device``. ``over`` when it ended then."""

    hub: HubFacts
    started_at: datetime
    operator: str
    known_until: datetime
    device: str
    places: tuple[RollCallPlace, ...]
    guests: int = 0
    meeting_point: str = ""
    drill: bool = False
    over: bool = False

    @property
    def heads(self) -> int:
        """All the bodies inside."""
        return sum(place.heads for place in self.places)


# --- spaces --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BookedLine:
    """A booking on paper, its moments in the hub's zone. ``who`` is empty where it is private; ``part``
    names the space by which this one is taken, where that is another."""

    starts: datetime
    ends: datetime
    who: str
    title: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class DoorFacts:
    """One space on one day. ``closed`` says why it cannot be used at all, "" when it can."""

    name: str
    detail: str
    lines: tuple[BookedLine, ...]
    closed: str = ""


@dataclass(frozen=True, slots=True)
class DoorSheetFacts:
    """The sheets of a day, one a door. ``printed_at`` is in the hub's zone."""

    hub: HubFacts
    day: date
    printed_at: datetime
    doors: tuple[DoorFacts, ...]


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One space in a week: what is booked on each of seven days."""

    name: str
    detail: str
    days: tuple[tuple[BookedLine, ...], ...]


@dataclass(frozen=True, slots=True)
class WeekPlanFacts:
    """A week by spaces, from its Monday."""

    hub: HubFacts
    monday: date
    printed_at: datetime
    rows: tuple[WeekRow, ...]
