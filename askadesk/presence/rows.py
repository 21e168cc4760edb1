"""What presence tells the screens: frozen rows, no database behind them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from db.values import Answer, Basis, ExpectedKind, ExpectedStatus, Money

Params = dict[str, str | int]


class Direction(StrEnum):
    """What a reader is for. ``ASK`` lets a person already inside choose: check out, or stay."""

    IN = "in"
    OUT = "out"
    TOGGLE = "toggle"
    ASK = "ask"


class WayOut(StrEnum):
    """What can be done about an answer. Screens offer only the ways a verdict names."""

    CHECK_OUT = "check_out"
    STAY = "stay"
    HAND_OUT_PASS = "hand_out_pass"
    GUEST = "guest"
    DEBT = "debt"
    OVERRIDE = "override"
    USE_PASS = "use_pass"
    CHECK_OUT_COLLEAGUE = "check_out_colleague"
    MAKE_UP = "make_up"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to a scan, as it is stored with its command: codes and ids, no names.

    ``left`` is what remains on the pass (None when unlimited or when nothing is counted); ``params``
    fill the sentence for ``code``; ``at`` is aware UTC; ``repeated`` marks a double scan or a replay.
    """

    answer: Answer
    code: str
    at: datetime
    person: UUID | None = None
    visit: UUID | None = None
    left: int | None = None
    params: Params = field(default_factory=dict)
    ways_out: tuple[WayOut, ...] = ()
    command: UUID | None = None
    repeated: bool = False

    def again(self) -> Verdict:
        """The same answer, said once more."""
        return replace(self, repeated=True)

    def to_json(self) -> dict[str, Any]:
        return {
            "answer": self.answer.value,
            "code": self.code,
            "at": self.at.isoformat(),
            "person": str(self.person) if self.person else None,
            "visit": str(self.visit) if self.visit else None,
            "left": self.left,
            "params": self.params,
            "ways_out": [way.value for way in self.ways_out],
            "command": str(self.command) if self.command else None,
        }

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> Verdict:
        return cls(
            answer=Answer(body["answer"]),
            code=body["code"],
            at=datetime.fromisoformat(body["at"]),
            person=UUID(body["person"]) if body["person"] else None,
            visit=UUID(body["visit"]) if body["visit"] else None,
            left=body["left"],
            params=body["params"],
            ways_out=tuple(WayOut(way) for way in body["ways_out"]),
            command=UUID(body["command"]) if body["command"] else None,
        )

    @classmethod
    def from_json_text(cls, text: str) -> Verdict:
        return cls.from_json(json.loads(text))


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: an ``entry`` or an ``exit``, and whose. ``left`` is what the pass holds again."""

    what: str
    visit: UUID
    person: UUID
    left: int | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "what": self.what,
            "visit": str(self.visit),
            "person": str(self.person),
            "left": self.left,
        }

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> Undone:
        return cls(body["what"], UUID(body["visit"]), UUID(body["person"]), body["left"])


@dataclass(frozen=True, slots=True)
class PersonBrief:
    """Who it is, in one glance."""

    id: UUID
    name: str
    initials: str
    role: str = ""
    organisation: str = ""
    photo: bytes | None = None


@dataclass(frozen=True, slots=True)
class RightBrief:
    """What an entry rests on: the product's name and, for a pass, what is left of how many."""

    name: str
    basis: Basis
    units: int | None = None
    left: int | None = None
    valid_until: date | None = None
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """Something to say or do while the person stands here. ``code`` picks words and icon:
    ``due`` (amount, cents, days), ``low`` (left), ``ends`` (day), ``birthday``, ``overstayed``
    (minutes), ``forgotten`` (day), ``barred`` (reason, for managers)."""

    code: str
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Option:
    """A way out that can be taken now. ``product`` and ``price`` go with a pass to hand out."""

    way: WayOut
    product: UUID | None = None
    name: str = ""
    price: Money | None = None


@dataclass(frozen=True, slots=True)
class ScanCard:
    """All that the scan card shows, read once after the verdict is durable.

    ``at`` and ``since`` are in the hub's zone. ``presences`` is how many entries the person has had,
    this one included. ``host`` names whose guest it is. ``colleagues`` are those on the team's seats
    when it is full: for the desk only.
    """

    verdict: Verdict
    at: datetime
    person: PersonBrief | None = None
    right: RightBrief | None = None
    presences: int = 0
    since: datetime | None = None
    host: str = ""
    alerts: tuple[Alert, ...] = ()
    options: tuple[Option, ...] = ()
    colleagues: tuple[PersonBrief, ...] = ()
    head_count: int = 1
    can_undo: bool = False


@dataclass(frozen=True, slots=True)
class PresentRow:
    """One visit that is open now."""

    visit: UUID
    person: UUID
    name: str
    initials: str
    detail: str
    since: datetime
    head_count: int
    is_guest: bool
    is_at_work: bool


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """Someone announced for today, or a booking with all who come for it. ``starts`` and ``ends`` in the hub's
    zone; ``arrived`` is the moment of the entry, when there was one. A booking that still waits for
    a yes ``is_option``; one whose people are at it is ``in_use``."""

    id: UUID
    kind: ExpectedKind
    status: ExpectedStatus
    starts: datetime
    ends: datetime
    title: str
    name: str
    organisation: str
    host: str
    person: UUID | None
    head_count: int
    arrived: datetime | None
    left: datetime | None
    booking: UUID | None = None
    is_option: bool = False
    in_use: bool = False


@dataclass(frozen=True, slots=True)
class RecentScan:
    """One line of the latest answers at this hub."""

    at: datetime
    answer: Answer
    code: str
    person: UUID | None
    name: str
    initials: str
    detail: str
    visit: UUID | None
    command: UUID | None = None


@dataclass(frozen=True, slots=True)
class Today:
    """The Oggi page, read in a fixed number of questions. ``bodies`` counts heads for safety,
    people at work included; ``guests`` counts the heads that came as guests or visitors."""

    now: datetime
    bodies: int
    capacity: int
    guests: int
    present: tuple[PresentRow, ...]
    expected: tuple[ExpectedRow, ...]
    recent: tuple[RecentScan, ...]


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A search hit at the scan field: enough to tell namesakes apart."""

    id: UUID
    name: str
    initials: str
    role: str
    organisation: str
    second: str
    inside_since: datetime | None
    photo: bytes | None = None
