"""The roll call: from F12 to the painted list with the archive gone, and its list on paper."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from askadesk.documents.roll_call import roll_call_pdf
from askadesk.documents.rows import HubFacts, RollCallFacts, RollCallLine, RollCallPlace
from tests.bench.figure import Figure

INSIDE, ROUNDS = 300, 15
SHOWN_MS, PAPER_MS = 100, 500


def run() -> list[Figure]:
    """Milliseconds until everybody shows, and until the paper is made."""
    shown = _shown()
    paper = _paper()
    return [
        Figure(
            f"F12 to {INSIDE} people on screen, slowest",
            max(shown),
            "ms",
            wanted=f"<= {SHOWN_MS} ms",
            kept=max(shown) <= SHOWN_MS,
        ),
        Figure(f"F12 to {INSIDE} people on screen, p50", statistics.median(shown), "ms"),
        Figure(
            f"the list of {INSIDE} people on paper",
            paper,
            "ms",
            wanted=f"<= {PAPER_MS} ms",
            kept=paper <= PAPER_MS,
        ),
    ]


def _shown() -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "desk.sqlite")
        _fill(database)
        call = [sys.executable, "-m", "tests.bench.roll_call_process", database, str(ROUNDS)]
        done = subprocess.run(call, capture_output=True, text=True, check=True)
    return [float(line) for line in done.stdout.split()]


def _fill(database: str) -> None:
    from tests.ui.living import Archive

    archive = Archive(database)
    for at in range(INSIDE):
        archive.let_in(archive.add("Persona", str(at), "flex" if at % 2 else "carnet10"))
    archive.close()


def _paper() -> float:
    now = datetime(2026, 11, 17, 9, 51, tzinfo=UTC)
    places = tuple(
        RollCallPlace(
            f"Sala {place}",
            tuple(RollCallLine(f"Persona {place}-{at}", "Studio Nuvola") for at in range(30)),
        )
        for place in range(INSIDE // 30)
    )
    facts = RollCallFacts(HubFacts("Aska"), now, "Marta", now, "Banco 1", places)
    started = time.perf_counter()
    roll_call_pdf(facts)
    return (time.perf_counter() - started) * 1000
