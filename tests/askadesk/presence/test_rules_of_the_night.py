"""The rule of the night, case by case, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import Any
from uuid import UUID

import pytest

from askadesk.presence.facts import Snapshot, Terms
from askadesk.presence.rows import Direction
from tests.askadesk.presence.facts_of_tests import (
    HUB,
    at,
    decide,
    expected,
    hours,
    member,
    someone,
    visit,
)

ANY_HOUR = member(terms=Terms(around_the_clock=True))
EVENING = expected(starts=at("21:00"), length=hours(4))
ALWAYS = replace(HUB, week={day: ((time(0), time(0)),) for day in range(7)})
SHUT = replace(HUB, week={})


def later(wall: str, **facts: Any) -> Snapshot:
    """Somebody who came on Tuesday at nine in the evening, on Wednesday."""
    came = visit(at("21:00"), **facts.pop("visit", {}))
    return someone(at=at(wall) + hours(24), visits=(came,), **facts)


def is_forgotten(snapshot: Snapshot, direction: Direction = Direction.ASK) -> bool:
    return decide(snapshot, direction=direction).close is not None


@pytest.mark.parametrize(
    ("wall", "forgotten"), [("00:50", False), ("01:29", False), ("01:31", True)]
)
def test_who_came_for_an_evening_is_in_until_it_is_over(wall: str, forgotten: bool) -> None:
    guest = later(wall, visit={"expected": EVENING.id}, expected=(EVENING,))
    assert is_forgotten(guest) is forgotten


@pytest.mark.parametrize(
    ("hub", "wall", "forgotten"),
    [
        (HUB, "07:59", False),
        (HUB, "08:00", True),
        (ALWAYS, "05:59", False),
        (ALWAYS, "06:00", True),
        (SHUT, "11:59", False),
        (SHUT, "12:00", True),
    ],
    ids=["before it opens", "as it opens", "night", "morning", "closed day", "noon"],
)
def test_who_has_a_plan_for_any_hour_is_in_until_the_morning(
    hub: Any, wall: str, forgotten: bool
) -> None:
    inside = later(wall, hub=hub, visit={"membership": ANY_HOUR.id}, memberships=(ANY_HOUR,))
    assert is_forgotten(inside) is forgotten


def test_of_who_has_another_plan_the_visit_ended_with_its_day() -> None:
    assert is_forgotten(later("00:30", visit={"membership": UUID(int=11)}, memberships=(member(),)))


def test_whoever_leaves_in_the_night_leaves_now() -> None:
    decision = decide(later("00:30"), direction=Direction.OUT)
    assert (decision.close, decision.code) == (None, "checked_out")
    assert is_forgotten(later("09:00"), Direction.OUT)


def test_a_double_scan_over_midnight_forgets_nothing() -> None:
    entry = visit(at("23:59"))
    scanned = someone(at=at("23:59") + timedelta(seconds=65), visits=(entry,))
    short = replace(HUB, double_scan=timedelta(seconds=66))
    assert is_forgotten(scanned)
    assert not is_forgotten(replace(scanned, hub=short))
