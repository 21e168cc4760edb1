"""The desk on screen: until it is usable, from the scanner's last key to the painted verdict, memory.

The windows are real (the platform without a screen paints into memory), each in a process of its own.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.figure import Figure, against

ROUNDS = 7
SCANS = 1_000
BARE = """
import time
import PySide6.QtWidgets as widgets
import sqlalchemy.orm
app = widgets.QApplication([])
window = widgets.QWidget()
window.resize(1366, 768)
window.show()
app.processEvents()
print(time.monotonic())
"""
DESK = """
import gc, sys, time
gc.disable()
from PySide6.QtCore import QTimer
from ui.app import make_application, make_desk
app = make_application()
desk = make_desk(app, sys.argv[1])
def usable():
    print(time.monotonic())
    desk.window.close()
desk.opened.connect(lambda: QTimer.singleShot(0, usable))
desk.start()
app.exec()
"""
"""As the program starts, until the first page has been read and painted."""


def run() -> list[Figure]:
    """Start-up against a bare window, the verdict's paint, the memory of a long day."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "desk.sqlite"
        codes = prepare(database, SCANS)
        usable, bare = _startup(database, Path(folder))
        painted, memory = _long_day(database, codes, Path(folder))
    ratio = against("window usable", usable, "s", bare, "a bare Qt window", "<= 2.5 x")
    return [
        _judged(ratio, (ratio.ratio or 0) <= 2.5),
        Figure("verdict painted, p50", painted[0], "ms", wanted="<= 60 ms", kept=painted[0] <= 60),
        Figure("verdict painted, p95", painted[1], "ms", wanted="<= 60 ms", kept=painted[1] <= 60),
        Figure(
            f"memory after {SCANS} scans", memory, "MiB", wanted="<= 250 MiB", kept=memory <= 250
        ),
    ]


def _judged(figure: Figure, kept: bool) -> Figure:
    from dataclasses import replace

    return replace(figure, kept=kept)


def prepare(database: Path, people: int) -> list[str]:
    """An archive with ``people`` members; their codes."""
    from tests.ui.living import Archive

    archive = Archive(str(database))
    codes = [archive.add("Persona", str(at), "carnet10").code for at in range(people)]
    archive.close()
    return codes


def _environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "ASKADESK_DEVICE_SETTINGS": str(folder / "desk.toml"),
    }


def _startup(database: Path, folder: Path) -> tuple[float, float]:
    """Medians over processes of their own: the desk until its first page is there, and a bare window."""
    desk = [sys.executable, "-c", DESK, str(database)]
    bare = [sys.executable, "-c", BARE]
    usable, floor = [], []
    for _round in range(ROUNDS):
        floor.append(_timed(bare, folder))
        usable.append(_timed(desk, folder))
    return statistics.median(usable), statistics.median(floor)


def _timed(command: list[str], folder: Path) -> float:
    begun = time.monotonic()
    told = subprocess.run(command, check=True, env=_environment(folder), capture_output=True)
    return float(told.stdout) - begun


def _long_day(database: Path, codes: list[str], folder: Path) -> tuple[tuple[float, float], float]:
    command = [sys.executable, "-m", "tests.bench.desk_process", str(database)]
    told = subprocess.run(
        command,
        check=True,
        env=_environment(folder),
        input="\n".join(codes),
        capture_output=True,
        text=True,
    )
    p50, p95, memory = (float(one) for one in told.stdout.split())
    return (p50, p95), memory
