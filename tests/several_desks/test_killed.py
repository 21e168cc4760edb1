"""A desk that is killed in the midst of its work: what it answered is in the file, nothing twice."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from db.engine import make_engine
from tests.counts import count
from tests.hub_of_tests import HubOfTests

SCANS, KILLS = count(80, 500), count(5, 40)
PEOPLE = 20


@pytest.fixture
def hub(sqlite_url: str) -> Iterator[HubOfTests]:
    engine = make_engine(sqlite_url)
    yield HubOfTests(engine)
    engine.dispose()


def scans_of_a_day(hub: HubOfTests) -> list[dict[str, Any]]:
    """People with a carnet each, in and out in turn, some minutes apart; each scan has its own id."""
    hub.carnet()
    codes = []
    for _person in range(PEOPLE):
        person = hub.person()
        hub.holds(person, "carnet")
        codes.append(hub.code(person))
    begin = hub.moment("08:00")
    return [
        {
            "code": codes[at % PEOPLE],
            "command": str(uuid4()),
            "at": (begin + timedelta(minutes=2 * (at // PEOPLE), seconds=at % PEOPLE)).isoformat(),
            "direction": "in" if (at // PEOPLE) % 2 == 0 else "out",
        }
        for at in range(SCANS)
    ]


def scan_until_killed(
    hub: HubOfTests, url: str, scans: list[dict[str, Any]], chance: random.Random, kill: bool
) -> list[str]:
    """Scan one after the other in a process that is killed at some moment; the ids it answered."""
    desk = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.several_desks.desk_process",
            url,
            # The day is over by then: nobody scans at a time still to come.
            hub.moment("20:00").isoformat(),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert desk.stdin is not None
    assert desk.stdout is not None
    desk.stdout.readline()
    desk.stdin.write("".join(json.dumps(scan) + "\n" for scan in scans))
    desk.stdin.flush()
    last = chance.randrange(2 * max(1, SCANS // KILLS)) if kill else len(scans)
    lines = [desk.stdout.readline() for _scan in range(min(last, len(scans)))]
    if kill:
        desk.send_signal(signal.SIGKILL)
    desk.stdin.close()
    # What it had still said, whole, before the signal came counts as answered too.
    lines += [line for line in desk.stdout.readlines() if line.endswith("\n")]
    desk.stdout.close()
    desk.wait()
    return [json.loads(line)["asked"] for line in lines]


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(count(1, 3)))
def test_every_scan_that_was_answered_is_in_the_file_and_no_unit_is_drawn_twice(
    hub: HubOfTests, sqlite_url: str, seed: int
) -> None:
    chance, scans = random.Random(seed), scans_of_a_day(hub)
    hub.engine.dispose()
    answered: list[str] = []
    killed = 0
    while len(answered) < len(scans):
        # Whoever got no answer asks again, with the same number.
        waiting = [scan for scan in scans if scan["command"] not in set(answered)]
        kill = killed < KILLS
        answered += scan_until_killed(hub, sqlite_url, waiting, chance, kill)
        killed += kill
    check_file(Path(sqlite_url.removeprefix("sqlite:///")), scans, answered)


def check_file(path: Path, scans: list[dict[str, Any]], answered: list[str]) -> None:
    """Read the file with nothing of ours in between."""
    file = sqlite3.connect(path)
    recorded = {UUID(bytes=row[0]) for row in file.execute("SELECT id FROM commands")}
    assert {UUID(one) for one in answered} <= recorded
    assert len(answered) == len(set(answered)) == len(scans)
    assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert file.execute("PRAGMA foreign_key_check").fetchall() == []
    # One unit a person for the whole day, however often they came and went, killed desk or not.
    drawn = file.execute("SELECT person, count(*) FROM ledger WHERE kind = 'draw' GROUP BY person")
    assert {times for _person, times in drawn} == {1}
    balances = file.execute("SELECT balance, movements FROM passes").fetchall()
    assert balances == [(9, 2)] * PEOPLE
    attempts = file.execute("SELECT count(*) FROM admission_attempts").fetchone()
    assert attempts == (len(scans),)
    file.close()
