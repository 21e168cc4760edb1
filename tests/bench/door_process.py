"""A door in a process of its own: ``… -m tests.bench.door_process DATABASE PERSON``.

It says "ready", lets the person in and out by sight over and over, until a line comes on its standard
input; then says how many scans that were and how many seconds the longest took.
"""

from __future__ import annotations

import sys
import threading
import time
from uuid import UUID

from askadesk.core.ports import SystemClock, SystemIds
from askadesk.hubs.finding import actor_at
from askadesk.presence.request import ScanRequest
from askadesk.presence.rows import Direction
from askadesk.services import build_services
from db.engine import make_engine
from db.values import Source

PAUSE = 0.1


def main(database: str, person: str) -> None:
    clock, ids = SystemClock(), SystemIds()
    engine = make_engine(database)
    services = build_services(engine, clock, ids, actor_at(engine, Source.DESK, clock, ids))
    enough = threading.Event()
    threading.Thread(target=_listen, args=(enough,), daemon=True).start()
    print("ready", flush=True)
    took: list[float] = []
    while not enough.wait(PAUSE):
        way = Direction.OUT if len(took) % 2 else Direction.ASK
        begun = time.perf_counter()
        services.presence.scan(ScanRequest(person=UUID(person), direction=way))
        took.append(time.perf_counter() - begun)
    engine.dispose()
    print(len(took), max(took), flush=True)


def _listen(enough: threading.Event) -> None:
    sys.stdin.readline()
    enough.set()


if __name__ == "__main__":
    main(*sys.argv[1:])
