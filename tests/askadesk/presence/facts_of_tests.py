"""Snapshots for the pure rule: a hub open on weekdays from 8 to 20, and somebody at its door."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from askadesk.presence.facts import (
    Ask,
    ExpectedFacts,
    HostFacts,
    HubFacts,
    MembershipFacts,
    PassFacts,
    Snapshot,
    Terms,
    VisitFacts,
)
from askadesk.presence.rules import Decision, judge
from db.values import ExpectedKind, ExpectedStatus
from tests.hub_of_tests import ROME, SINCE, TUESDAY

PERSON, HOST, STUDIO = UUID(int=1), UUID(int=2), UUID(int=3)
HUB = HubFacts(
    id=UUID(int=9),
    zone=ROME,
    capacity=10,
    week={day: ((time(8), time(20)),) for day in range(5)},
)
NINE = datetime.combine(TUESDAY, time(9), ROME).astimezone(UTC)


TWO_HOURS = timedelta(hours=2)
AT_EIGHT = NINE - timedelta(hours=1)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def at(wall: str, day: date = TUESDAY) -> datetime:
    """A wall time of the hub as UTC."""
    return datetime.combine(day, time.fromisoformat(wall), ROME).astimezone(UTC)


def member(number: int = 11, *, terms: Terms | None = None, **facts: Any) -> MembershipFacts:
    given: dict[str, Any] = {"starts": SINCE, "ends": None, **facts}
    return MembershipFacts(id=UUID(int=number), terms=terms or Terms(), **given)


def carnet(number: int = 21, *, terms: Terms | None = None, **facts: Any) -> PassFacts:
    given: dict[str, Any] = {
        "valid_from": SINCE,
        "valid_until": None,
        "balance": 5,
        "lowest": 0,
        "movements": 1,
        **facts,
    }
    return PassFacts(id=UUID(int=number), terms=terms or Terms(), **given)


def expected(
    kind: ExpectedKind = ExpectedKind.EVENT,
    starts: datetime = NINE,
    length: timedelta = TWO_HOURS,
    **facts: Any,
) -> ExpectedFacts:
    given: dict[str, Any] = {
        "status": ExpectedStatus.ANNOUNCED,
        "day": starts.astimezone(ROME).date(),
        "title": "Corso",
        **facts,
    }
    return ExpectedFacts(UUID(int=31), kind, starts=starts, ends=starts + length, **given)


def visit(came: datetime = AT_EIGHT, left: datetime | None = None, **facts: Any) -> VisitFacts:
    day = came.astimezone(ROME).date()
    return VisitFacts(facts.pop("id", UUID(int=41)), day, came, left, **facts)


def host(terms: Terms | None = None, **facts: Any) -> HostFacts:
    given: dict[str, Any] = {"person": HOST, "inside": True, "terms": terms, **facts}
    return HostFacts(**given)


def someone(**facts: Any) -> Snapshot:
    """Somebody at the door at nine, with nothing; ``facts`` say what is different."""
    return replace(Snapshot(HUB, NINE, PERSON), **facts)


def decide(snapshot: Snapshot, **ask: Any) -> Decision:
    return judge(snapshot, Ask(**ask))


def code(snapshot: Snapshot, **ask: Any) -> str:
    return decide(snapshot, **ask).code
