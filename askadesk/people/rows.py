"""People and organisations as the screens and the command line see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from db.values import ConsentKind, Money, Unit


@dataclass(frozen=True, slots=True)
class PersonFields:
    """What a form holds of a person. ``skills`` are what they offer and ``seeks`` what they look for,
    separated by commas."""

    given: str
    family: str
    role: str = ""
    email: str = ""
    phone: str = ""
    skills: str = ""
    note: str = ""
    born_on: date | None = None
    organisation: str = ""
    seeks: str = ""
    languages: str = ""
    tax_code: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with what is needed to edit them: ``version`` tells whether someone else was faster."""

    id: UUID
    fields: PersonFields
    name: str
    initials: str
    version: int
    created_at: datetime
    barred: bool
    archived: bool


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A membership or a pass that a person may use."""

    id: UUID
    kind: str
    product: str
    name: str
    starts: date
    ends: date | None
    left: int | None
    units: int | None
    organisation: str = ""
    unit: Unit = Unit.VISITS


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    id: UUID
    name: str
    email: str
    vat_number: str
    version: int


# --- the list ------------------------------------------------------------------------------------


class PeopleFilter(StrEnum):
    """What the list can be narrowed to; several add up (whoever fits one of them is in the list)."""

    INSIDE = "inside"
    SUBSCRIBED = "subscribed"
    CARNET = "carnet"
    TO_RENEW = "to_renew"
    DUE = "due"
    WITHOUT_CARD = "without_card"
    BARRED = "barred"
    ARCHIVED = "archived"


class PeopleSort(StrEnum):
    NAME = "name"
    ORGANISATION = "organisation"
    LAST_VISIT = "last_visit"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class PeopleQuery:
    """What the list is asked for. Archived people are only in it where that filter is on."""

    text: str = ""
    filters: frozenset[PeopleFilter] = frozenset()
    sort: PeopleSort = PeopleSort.LAST_VISIT
    descending: bool = True


class Standing(StrEnum):
    """How a right stands: soon at an end (2 units or 7 days), or at its end."""

    GOOD = "good"
    LOW = "low"
    ENDED = "ended"
    PAUSED = "paused"
    TO_COME = "to_come"


@dataclass(frozen=True, slots=True)
class PlanBrief:
    """The right that counts most for a person now. ``left`` of ``units`` for a pass, ``seats_taken`` of
    ``seats`` for a team plan."""

    name: str
    kind: str
    standing: Standing
    until: date | None = None
    left: int | None = None
    units: int | None = None
    seats: int | None = None
    seats_taken: int | None = None


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One row of the list. Moments are in the hub's zone."""

    id: UUID
    name: str
    initials: str
    role: str = ""
    organisation: str = ""
    plan: PlanBrief | None = None
    inside_since: datetime | None = None
    last_visit: datetime | None = None
    due: Money | None = None
    barred: bool = False
    archived: bool = False


@dataclass(frozen=True, slots=True)
class ListCounts:
    """How many rows a query has, how many each filter would show by itself, and what there is in all.

    ``elsewhere`` is how many the same text finds without any filter.
    """

    total: int
    everyone: int
    organisations: int
    by_filter: Mapping[PeopleFilter, int]
    elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class ListedOrganisation:
    """An organisation in a list: how many belong to it today, seats of its team plan and how many are
    taken now."""

    id: UUID
    name: str
    email: str = ""
    phone: str = ""
    members: int = 0
    plan: PlanBrief | None = None
    due: Money | None = None


# --- one person ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which a right rests; both belong to it. ``id`` names it for ending it early."""

    id: UUID
    starts: date
    ends: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RightRow:
    """A membership or a pass of a person or of their organisation, as their page shows it."""

    id: UUID
    kind: str
    name: str
    standing: Standing
    starts: date
    until: date | None
    bought_on: date | None = None
    left: int | None = None
    units: int | None = None
    organisation: str = ""
    pauses: tuple[Pause, ...] = ()
    unit: Unit = Unit.VISITS

    def coming_pause(self, today: date) -> Pause | None:
        """The next pause that has not begun; one that was taken away before its first day is none."""
        coming = [one for one in self.pauses if today < one.starts <= one.ends]
        return min(coming, key=lambda one: one.starts, default=None)


@dataclass(frozen=True, slots=True)
class MovementRow:
    """One movement of a pass: ``what`` is a code (``grant``, ``draw``, ``reverse``, ``adjust``), ``through``
    where it came from (``desk``, ``kiosk``, …); ``of_booking`` where a room was paid."""

    at: datetime
    what: str
    delta: int
    left: int
    through: str = ""
    who: str = ""
    reason: str = ""
    of_booking: bool = False


@dataclass(frozen=True, slots=True)
class PresenceYear:
    """Presences of a year: minutes for each day with one, how many visits, and the usual weekdays (Monday
    is 0)."""

    year: int
    today: date
    minutes: Mapping[date, int]
    visits: int
    usual: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card of a person; ``status`` is ``active``, ``lost`` or ``revoked``."""

    id: UUID
    code: str
    short: str
    status: str
    issued_at: datetime
    status_at: datetime
    prints: int


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """The latest word on one kind; ``given`` is None where nothing was ever said."""

    kind: ConsentKind
    given: bool | None
    at: datetime | None = None
    notice_version: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """The notice that a person is shown for one kind of consent, in one language."""

    kind: ConsentKind
    version: str
    language: str
    text: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """Money owed; ``late_days`` is how long past its day, 0 when not yet."""

    id: UUID
    amount: Money
    due_on: date
    note: str
    source: str
    late_days: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """Why and until when a person is not let in; ``reason`` is None for a role that may not read it."""

    since: datetime
    until: date | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class MergedRow:
    """A record that was made part of this one; ``undo_until`` is the last moment for taking it back."""

    merge: UUID
    name: str
    at: datetime
    undo_until: datetime


@dataclass(frozen=True, slots=True)
class PersonPage:
    """All that a person's page shows, read at one moment."""

    id: UUID
    fields: PersonFields
    name: str
    initials: str
    version: int
    created_at: datetime
    photo: bytes | None
    inside_since: datetime | None
    visits_in_all: int
    bar: Bar | None
    archived_at: datetime | None
    merged: tuple[MergedRow, ...]
    rights: tuple[RightRow, ...]
    ledger: tuple[MovementRow, ...]
    ledger_of: UUID | None
    movements: int
    presences: PresenceYear
    cards: tuple[CardRow, ...]
    consents: tuple[ConsentRow, ...]
    charges: tuple[ChargeRow, ...]
    due: Money | None


@dataclass(frozen=True, slots=True)
class Likeness:
    """Someone who may be the person being written: why is told by codes (``phone``, ``email``, ``name``,
    ``born_on``, ``tax_code``)."""

    person: ListedPerson
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: ``kind`` is ``person`` or ``organisation``. ``second`` is the line that tells
    namesakes apart: role and organisation, else e-mail or phone; of an organisation its e-mail or phone.
    ``archived`` people are only found where nobody else is: their page brings them back."""

    kind: str
    id: UUID
    name: str
    initials: str
    second: str = ""
    role: str = ""
    organisation: str = ""
    inside_since: datetime | None = None
    archived: bool = False


# --- one organisation ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OrganisationFields:
    """What a form holds of an organisation."""

    name: str
    vat_number: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Who belongs to an organisation from a day, until a day (that day included)."""

    id: UUID
    person: UUID
    name: str
    initials: str
    role: str
    since: date
    until: date | None
    inside_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """All that an organisation's page shows; ``members`` holds those of today first, then the past."""

    id: UUID
    fields: OrganisationFields
    version: int
    archived_at: datetime | None
    members: tuple[MemberRow, ...]
    rights: tuple[RightRow, ...]
    seats: int | None
    seats_taken: int
    charges: tuple[ChargeRow, ...]
    due: Money | None
