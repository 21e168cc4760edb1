"""A scan until it is decided and durable, in a small hub and in a very large one, and who is in now.

On disk, ``synchronous=FULL``, distinct people, every row written: visit, ledger, attempt, command,
changes. The floor is the same five rows written by the bare driver, in the same run.
"""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID

from sqlalchemy import Engine, text

from askadesk.core.opening import open_database
from askadesk.core.ports import SystemIds
from askadesk.demo.build import build_demo
from askadesk.hubs.finding import actor_at
from askadesk.presence.request import ScanRequest
from askadesk.services import Services, build_services
from db.types import Identity
from db.values import Answer, Source
from tests import postgres
from tests.bench.figure import Figure, against

MORNING = datetime.fromisoformat("2026-11-17T10:00:00+01:00")
SCANS = 600
WARM_UP = 40
SMALL, LARGE = (1_000, 30), (100_000, 34)
# People with a carnet of their own and nothing else, who are not in: each of their scans draws a unit.
_CARNETS = """
    SELECT p.holder_person AS id FROM passes p
    WHERE p.holder_person IS NOT NULL AND p.balance > 0 AND p.archived_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.holder_person = p.holder_person)
      AND NOT EXISTS (SELECT 1 FROM organisation_members o WHERE o.person = p.holder_person)
      AND NOT EXISTS (SELECT 1 FROM visits v WHERE v.person = p.holder_person
                      AND v.checked_out_at IS NULL AND v.voided_at IS NULL)
    GROUP BY p.holder_person
"""


class Ticking:
    """A clock that goes on by a second each time it is looked at."""

    def __init__(self) -> None:
        self._at = MORNING

    def now(self) -> datetime:
        self._at += timedelta(seconds=1)
        return self._at


def run() -> list[Figure]:
    """p50 and p95 of a scan on both databases, the price of a hundred times the people, who is in."""
    with tempfile.TemporaryDirectory(prefix="askadesk-bench-") as name:
        folder = Path(name)
        floor = _floor(folder)
        small, _fewer = _sqlite(folder / "small.sqlite", SMALL)
        large, present = _sqlite(folder / "large.sqlite", LARGE)
    return [
        *_scans("SQLite, 1,000 people", small, floor, 2, 5),
        *_scans("SQLite, 100,000 people, 1M visits", large, floor, 2, 5),
        _kept(against("scan p50, large against small", large[0], "ms", small[0], "small hub"), 1.5),
        *present,
        *_postgres(),
    ]


def _scans(
    what: str, measured: tuple[float, float], floor: float, p50: float, p95: float
) -> list[Figure]:
    first = against(f"scan p50, {what}", measured[0], "ms", floor, "bare five rows", f"<= {p50} ms")
    second = Figure(f"scan p95, {what}", measured[1], "ms", wanted=f"<= {p95} ms")
    return [
        replace(first, kept=measured[0] <= p50),
        replace(second, kept=measured[1] <= p95),
    ]


def _kept(figure: Figure, most: float) -> Figure:
    return replace(figure, wanted=f"<= {most} x", kept=(figure.ratio or 0) <= most)


def _sqlite(path: Path, size: tuple[int, int]) -> tuple[tuple[float, float], list[Figure]]:
    """Scans on an archive that is opened anew, as a desk opens it in the morning."""
    _fill(str(path), size)
    opened = open_database(str(path), Ticking())
    measured = _measure(opened.engine)
    opened.engine.dispose()
    return measured


def _fill(database: str, size: tuple[int, int]) -> None:
    """Fill it in a process of its own: what that leaves in memory is no part of a scan."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as filling:
        filling.submit(_fill_here, database, size).result()


def _fill_here(database: str, size: tuple[int, int]) -> None:
    opened = open_database(database, Ticking())
    # Made as it stands before opening, so that a large hub is not also a crowded one.
    build_demo(opened.engine, people=size[0], days=size[1], now=MORNING - timedelta(hours=3))
    opened.engine.dispose()


def _postgres() -> list[Figure]:
    """The same on a PostgreSQL server of this machine, through its socket."""
    folder = postgres.new_folder()
    try:
        url = postgres.Server(folder).create("bench")
        _fill(url, SMALL)
        opened = open_database(url, Ticking())
        measured, _present = _measure(opened.engine)
        opened.engine.dispose()
    finally:
        postgres.remove(folder)
    p50, p95 = measured
    return [
        Figure("scan p50, PostgreSQL", p50, "ms", wanted="<= 5 ms", kept=p50 <= 5),
        Figure("scan p95, PostgreSQL", p95, "ms", wanted="<= 15 ms", kept=p95 <= 15),
    ]


def _measure(engine: Engine) -> tuple[tuple[float, float], list[Figure]]:
    clock, ids = Ticking(), SystemIds()
    services = build_services(engine, clock, ids, actor_at(engine, Source.DESK, clock, ids))
    took = _scan_all(services, _codes(engine, services))
    cuts = statistics.quantiles(took[WARM_UP:], n=20)
    return (cuts[9], cuts[18]), [_who_is_in(services)]


def _codes(engine: Engine, services: Services) -> list[str]:
    """Codes of people whose scan will draw from a carnet, spread over the whole archive."""
    with engine.connect() as connection:
        rows = connection.execute(text(_CARNETS).columns(id=Identity)).all()
    step = max(1, len(rows) // (SCANS + WARM_UP))
    people: list[UUID] = [row.id for row in rows[::step]][: SCANS + WARM_UP]
    by_person = {card.person: card.code for card in services.access.codes_of(people)}
    return [by_person[person] for person in people if person in by_person]


def _scan_all(services: Services, codes: list[str]) -> list[float]:
    """Milliseconds of each scan that drew a unit; the others are not counted."""
    took = []
    for code in codes:
        begun = time.perf_counter()
        verdict = services.presence.scan(ScanRequest(code=code))
        ended = time.perf_counter()
        if verdict.answer is Answer.ADMITTED and verdict.code == "pass":
            took.append((ended - begun) * 1_000)
    return took


def _who_is_in(services: Services) -> Figure:
    """The median of a few readings, with at least as many people in as were scanned."""
    present = len(services.reading.present())
    median = statistics.median(_timed(services.reading.present) for _round in range(9))
    name = f"who is in now, {present} present"
    return Figure(name, median, "ms", wanted="<= 25 ms (600)", kept=median <= 25)


def _timed(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1_000


def _floor(folder: Path) -> float:
    """The median of a transaction that writes five rows of a few hundred bytes, made durable."""
    connection = sqlite3.connect(folder / "floor.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    tables = [f"t{number}" for number in range(5)]
    for table in tables:
        connection.execute(f"CREATE TABLE {table} (id BLOB PRIMARY KEY, body TEXT)")
    ids, took = SystemIds(), []
    for _round in range(SCANS):
        rows = [(table, ids.new().bytes) for table in tables]
        begun = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        for table, key in rows:
            connection.execute(f"INSERT INTO {table} VALUES (?, ?)", (key, "x" * 200))
        connection.execute("COMMIT")
        took.append((time.perf_counter() - begun) * 1_000)
    connection.close()
    return statistics.median(took)
