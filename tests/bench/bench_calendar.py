"""The calendar on screen: a full week read, frames while scrolling and dragging, a day of a thousand spaces.

Real windows (the platform without a screen paints into memory), in a process of their own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

from tests.bench.figure import Figure

SPACES, BOOKINGS = 60, 3_000
MANY, TWICE = 1_000, 2


def run() -> list[Figure]:
    """A week of 60 spaces with 3,000 bookings, and a day of 1,000 spaces."""
    with tempfile.TemporaryDirectory(prefix="askadesk-bench-") as name:
        folder = Path(name)
        full, many = folder / "full.sqlite", folder / "many.sqlite"
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as filling:
            a_day = BOOKINGS // SPACES // 7 + 1
            made = [filling.submit(fill, str(full), SPACES, a_day, 7)]
            made.append(filling.submit(fill, str(many), MANY, TWICE, 1))
            booked = [one.result() for one in made]
        week, scroll, scroll_worst, drag, drag_worst = measure("frames", full, folder)
        (day,) = measure("day", many, folder)
    return [
        _figure(f"a week of {SPACES} spaces, {booked[0]:,} bookings, read", week, 80),
        _figure("a frame while scrolling a day, p95", scroll, 16),
        Figure("a frame while scrolling a day, worst", scroll_worst, "ms"),
        _figure("a frame while dragging, p95", drag, 16),
        Figure("a frame while dragging, worst", drag_worst, "ms"),
        _figure(f"a day of {MANY:,} spaces, asked to painted", day, 150),
    ]


def fill(database: str, spaces: int, a_day: int, days: int) -> int:
    """A hub with so many rooms, each booked so often on so many days of the coming week, or today; how many
    bookings. What is still to come can be dragged at whatever hour this runs."""
    from askadesk.core.opening import open_database
    from askadesk.core.ports import SystemClock, SystemIds
    from askadesk.hubs.finding import actor_at
    from askadesk.hubs.rows import NewHub
    from askadesk.hubs.setting_up import set_up
    from askadesk.rooms.rows import NewBooking, SpaceFields, Taking
    from askadesk.services import build_services
    from db.values import Source, SpaceKind
    from tests.hub_of_tests import quick_engine

    clock, ids = SystemClock(), SystemIds()
    open_database(database, clock).engine.dispose()
    engine = quick_engine(f"sqlite:///{database}")
    week = tuple((str(day), (("08:00", "20:00"),)) for day in range(7))
    set_up(engine, NewHub("Aska", week=week), clock, ids)
    services = build_services(engine, clock, ids, actor_at(engine, Source.DESK, clock, ids))
    kinds = (SpaceKind.MEETING_ROOM, SpaceKind.BOOTH, SpaceKind.HALL, SpaceKind.OFFICE)
    now = services.reading.now()
    ahead = 7 - now.weekday() if days > 1 else 0
    first = (now + timedelta(days=ahead)).replace(hour=8, minute=0, second=0, microsecond=0)
    made = 0
    for at in range(spaces):
        space = services.spaces.add(SpaceFields(f"Sala {at}", kinds[at * 4 // spaces], 8))
        for day in range(days):
            for turn in range(a_day):
                starts = first + timedelta(days=day, minutes=turn * 720 // a_day)
                ends = starts + timedelta(minutes=45)
                new = NewBooking((Taking(space),), starts, ends, title="Studio", reason="bench")
                services.bookings.book(new)
                made += 1
    engine.dispose()
    return made


def measure(what: str, database: Path, folder: Path) -> list[float]:
    """Drive the desk on ``database``."""
    command = [sys.executable, "-m", "tests.bench.calendar_process", what, str(database)]
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "ASKADESK_DEVICE_SETTINGS": str(folder / f"{what}.toml"),
    }
    told = subprocess.run(command, check=True, env=environment, capture_output=True, text=True)
    return [float(one) for one in told.stdout.split()]


def _figure(name: str, took: float, most: float) -> Figure:
    return Figure(name, took, "ms", wanted=f"<= {most:g} ms", kept=took <= most)
