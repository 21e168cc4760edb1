"""Several desks at the same moment, each a process of its own, on one database."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from db.base import table_of
from db.engine import make_engine
from db.models import LedgerMovement, Pass
from tests.counts import count
from tests.hub_of_tests import HubOfTests

DESKS = count(4, 8)
UNITS_LEFT = 3


@pytest.fixture
def hub(database_url: str) -> Iterator[HubOfTests]:
    engine = make_engine(database_url)
    yield HubOfTests(engine)
    engine.dispose()


def all_at_once(hub: HubOfTests, url: str, codes: list[str]) -> list[dict[str, Any]]:
    """One desk for each code; they wait for each other, then scan together. What each answered."""
    moment = hub.clock.now().isoformat()
    desks = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.several_desks.desk_process", url, moment],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _code in codes
    ]
    for desk in desks:
        assert desk.stdout is not None
        assert desk.stdout.readline().strip() == "ready"
    for desk, code in zip(desks, codes, strict=True):
        assert desk.stdin is not None
        desk.stdin.write(json.dumps({"code": code, "command": str(uuid4())}) + "\n")
        desk.stdin.flush()
    told = [desk.communicate(timeout=120)[0] for desk in desks]
    assert [desk.returncode for desk in desks] == [0] * len(desks)
    return [json.loads(line) for line in told]


def held(hub: HubOfTests, pass_id: UUID) -> tuple[int, int]:
    """What is left on a pass, and how many draws its ledger knows."""
    passes, ledger = table_of(Pass), table_of(LedgerMovement)
    drawn = select(func.count()).where(ledger.c["pass"] == pass_id, ledger.c.kind == "draw")
    with hub.engine.connect() as connection:
        left = connection.scalar(select(passes.c.balance).where(passes.c.id == pass_id))
        draws = connection.scalar(drawn)
    assert left is not None
    return left, draws or 0


@pytest.mark.torture
@pytest.mark.parametrize("again", range(count(1, 10)))
def test_many_desks_scan_the_same_card_and_one_visit_and_one_unit_come_of_it(
    hub: HubOfTests, database_url: str, again: int
) -> None:
    person = hub.person("Giulia Ferrero")
    carnet = hub.holds(person, hub.carnet())
    answers = all_at_once(hub, database_url, [hub.code(person)] * DESKS)
    assert {answer["answer"] for answer in answers} == {"admitted"}
    assert len({answer["visit"] for answer in answers}) == 1
    assert held(hub, carnet) == (9, 1)
    assert len(hub.desk.reading.present()) == 1


@pytest.mark.torture
@pytest.mark.parametrize("again", range(count(1, 10)))
def test_colleagues_at_many_desks_draw_on_a_carnet_with_three_left(
    hub: HubOfTests, database_url: str, again: int
) -> None:
    organisation = hub.organisation("Cooperativa Tessere")
    carnet = hub.team_holds(organisation, hub.carnet(units=UNITS_LEFT))
    colleagues = [hub.person(f"Socia {at}", "Cooperativa Tessere") for at in range(DESKS)]
    answers = all_at_once(hub, database_url, [hub.code(person) for person in colleagues])
    said = Counter((answer["answer"], answer["code"]) for answer in answers)
    assert said == {
        ("admitted", "organisation_pass"): 3,
        ("refused", "exhausted"): DESKS - UNITS_LEFT,
    }
    assert held(hub, carnet) == (0, UNITS_LEFT)
    assert len(hub.desk.reading.present()) == UNITS_LEFT
