"""The list of 100,000 people on screen, and the palette: from the key to the painted rows.

Real windows (the platform without a screen paints into memory), in a process of their own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from tests.bench.figure import Figure

PEOPLE, DAYS = 100_000, 3
# Names of the demo and beginnings of them, half of them with a letter wrong.
WORDS = [
    *("giulia", "ferrero", "elena", "marco", "rosso", "bianchi", "niccolo", "francesca"),
    *("giula", "ferero", "elana", "marko", "roso", "bianci", "nicolo", "franceska"),
]


def run() -> list[Figure]:
    """Opening, frames, jumps, filters, and the palette's first result."""
    with tempfile.TemporaryDirectory(prefix="askadesk-bench-") as name:
        folder = Path(name)
        database = folder / "large.sqlite"
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as filling:
            filling.submit(fill, str(database)).result()
        return measure(database, folder)


def fill(database: str) -> None:
    """A hub with 100,000 people and a few days of visits."""
    from askadesk.core.opening import open_database
    from askadesk.core.ports import SystemClock
    from askadesk.demo.build import build_demo

    opened = open_database(database, SystemClock())
    build_demo(opened.engine, people=PEOPLE, days=DAYS, now=datetime.now(UTC))
    opened.engine.dispose()


def measure(database: Path, folder: Path) -> list[Figure]:
    """Drive the desk on ``database``."""
    command = [sys.executable, "-m", "tests.bench.people_process", str(database)]
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "ASKADESK_DEVICE_SETTINGS": str(folder / "desk.toml"),
    }
    told = subprocess.run(
        command,
        check=True,
        env=environment,
        input=" ".join(WORDS),
        capture_output=True,
        text=True,
    )
    opened, again, frame, worst, jump, narrowed, found = map(float, told.stdout.split())
    return [
        _figure("list of 100,000 people, key to painted rows", opened, 150),
        _figure("the same, opened again", again, 150),
        _figure("a frame while scrolling, p95", frame, 16),
        Figure("a frame while scrolling, worst", worst, "ms"),
        _figure("a jump in the list, to painted rows, p95", jump, 100),
        _figure("a filter or an order, to painted rows, p95", narrowed, 100),
        _figure("palette, key to painted result, p95", found, 80),
    ]


def _figure(name: str, took: float, most: float) -> Figure:
    return Figure(name, took, "ms", wanted=f"<= {most:g} ms", kept=took <= most)
