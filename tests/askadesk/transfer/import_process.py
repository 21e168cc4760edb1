"""An import in a process of its own, to be killed: ``… -m tests.askadesk.transfer.import_process URL FILE``.

It says "ready" when everything is prepared, "writing" once the transaction has begun and rows are in it, and
waits there for a line on its standard input; "done" at the end.
"""

from __future__ import annotations

import sys
from pathlib import Path

from askadesk.core.ports import SystemClock, SystemIds
from askadesk.hubs.finding import actor_at
from askadesk.services import build_services
from askadesk.transfer.rows import Choices
from db.engine import make_engine
from db.values import Source


class _Steps:
    """Says how far the import is; waits when the first rows were sent."""

    def __init__(self) -> None:
        self._waited = False

    def __call__(self, done: int, of: int) -> None:
        # The writing counts the rows of every table: more than the file has.
        if done and done >= of // 2 and not self._waited:
            self._waited = True
            print("writing", flush=True)  # noqa: T201 - this is what the process is for
            sys.stdin.readline()


def main(url: str, file: str) -> None:
    clock, ids = SystemClock(), SystemIds()
    engine = make_engine(url)
    services = build_services(engine, clock, ids, actor_at(engine, Source.DESK, clock, ids))
    transfer = services.transfer
    plan = transfer.preview(transfer.read(Path(file)), Choices(), transfer.knowledge())
    print("ready", flush=True)  # noqa: T201
    transfer._write(plan, transfer._make_ready(plan, ids.new(), lambda _d, _o: None), _Steps())
    print("done", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
