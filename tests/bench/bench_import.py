"""A hundred thousand rows of a file: from the file to the archive, and how long a scan at the door waits."""

from __future__ import annotations

import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from askadesk.core.unit_of_work import Work
from askadesk.transfer import service as transfer_service
from askadesk.transfer.rows import Choices
from db.engine import BUSY_MILLISECONDS, make_engine
from db.upgrade import upgrade
from tests.bench.figure import Figure, against
from tests.hub_of_tests import HubOfTests

ROWS = 100_000
# The longest wait is what a scan is given before it is refused.
SECONDS, LONGEST_SCAN, MEGABYTES = 60.0, BUSY_MILLISECONDS / 1_000, 600.0
_GIVEN = ("Giulia", "Marco", "Ștefan", "Anna", "Niccolò", "Amina", "Paolo", "Sara", "Zoé", "Leo")
_FAMILY = ("Ferrero", "Rossi", "Țîrlea", "De Luca", "Conti", "D'Amico", "Gallo", "Müller", "Costa")
_HEADER = (
    "Nome",
    "Cognome",
    "E-mail",
    "Telefono",
    "Organizzazione",
    "Piano",
    "Residuo",
    "Scadenza",
)


def run() -> list[Figure]:
    """Seconds from end to end, rows a second, seconds of the transaction, the longest scan of another
    process meanwhile, megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        file = _file(Path(folder) / "persone.csv")
        floor = _bare(file)
        hub = _hub(Path(folder) / "desk.sqlite")
        before = _megabytes()
        with _door(hub) as door:
            whole, locked = _import(hub, file)
            scans, longest = door()
        hub.engine.dispose()
    said = "reading the file's rows with csv.reader alone"
    seconds = against(f"{ROWS:,} rows, file to archive", whole, "s", floor, said, "≤ 60 s")
    return [
        replace(seconds, kept=whole <= SECONDS),
        Figure("rows imported a second", ROWS / whole, "rows/s"),
        Figure("its transaction: nobody else writes", locked, "s"),
        Figure(
            f"longest of {scans} scans of another process meanwhile",
            longest,
            "s",
            wanted=f"≤ {LONGEST_SCAN:g} s, none refused",
            kept=longest <= LONGEST_SCAN,
        ),
        _memory(_megabytes() - before),
    ]


def _memory(took: float) -> Figure:
    wanted = f"≤ {MEGABYTES:g} MB"
    return Figure("memory it takes", took, "MB", wanted=wanted, kept=took <= MEGABYTES)


@contextmanager
def _door(hub: HubOfTests) -> Iterator[Callable[[], tuple[int, float]]]:
    """A process of its own that lets the same person in and out until it is asked how that went: how many
    scans, and the seconds of the longest. Fails when one was refused."""
    person = hub.member()
    module = "tests.bench.door_process"
    command = [sys.executable, "-m", module, str(hub.engine.url.database), str(person)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready"

        def asked() -> tuple[int, float]:
            said, _nothing = process.communicate("\n")
            assert process.returncode == 0, "a scan was refused"
            scans, longest = said.split()
            return int(scans), float(longest)

        yield asked


def _import(hub: HubOfTests, file: Path) -> tuple[float, float]:
    """How long the whole takes, and how long its transaction."""
    held: list[float] = []
    body = transfer_service._write

    def timed(plan: object, ready: object, told: object, work: Work) -> object:
        started = time.perf_counter()
        done = body(plan, ready, told, work)  # type: ignore[arg-type]
        held.append(time.perf_counter() - started)
        return done

    transfer_service._write = timed  # type: ignore[assignment]
    try:
        started = time.perf_counter()
        transfer = hub.manager.transfer
        plan = transfer.preview(transfer.read(file), Choices(), transfer.knowledge())
        done = transfer.carry_out(plan)
        whole = time.perf_counter() - started
    finally:
        transfer_service._write = body
    assert done.people == ROWS
    return whole, held[0]


def _hub(path: Path) -> HubOfTests:
    engine = make_engine(path)
    upgrade(engine, datetime.now(UTC))
    hub = HubOfTests(engine)
    hub.carnet("carnet-10")
    hub.plan("flex")
    return hub


def _file(path: Path) -> Path:
    dice = random.Random(2026)
    plans = (("carnet-10", "7"), ("flex", ""), ("", ""))
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, delimiter=";")
        writer.writerow(_HEADER)
        for at in range(ROWS):
            name = (dice.choice(_GIVEN), f"{dice.choice(_FAMILY)} {at % 991}")
            reach = (f"p{at}@esempio.it", f"333{at:07d}")
            house = f"Studio {at % 3000}" if at % 3 else ""
            writer.writerow((*name, *reach, house, *plans[at % 3], "31/12/2026"))
    return path


def _bare(file: Path) -> float:
    started = time.perf_counter()
    with file.open(encoding="utf-8", newline="") as opened:
        assert sum(1 for _row in csv.reader(opened, delimiter=";")) == ROWS + 1
    return time.perf_counter() - started


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
