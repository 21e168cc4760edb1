"""A desk in a process of its own: scans what it is told on its standard input, answers line by line.

``python -m tests.several_desks.desk_process URL MOMENT`` says "ready", then takes lines of JSON
({"code", "command", "at", "direction"}) and answers each with the verdict once it is durable.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from uuid import UUID

from askadesk.core.ports import SystemIds
from askadesk.hubs.finding import actor_at
from askadesk.presence.request import ScanRequest
from askadesk.presence.rows import Direction
from askadesk.services import build_services
from db.engine import make_engine
from db.values import Source
from tests.hub_of_tests import SetClock


def main(url: str, moment: str) -> None:
    clock, ids = SetClock(datetime.fromisoformat(moment)), SystemIds()
    engine = make_engine(url)
    services = build_services(engine, clock, ids, actor_at(engine, Source.DESK, clock, ids))
    services.access.keys()
    print("ready", flush=True)  # noqa: T201 - this is what the process is for
    for line in sys.stdin:
        asked = json.loads(line)
        verdict = services.presence.scan(
            ScanRequest(
                code=asked["code"],
                command=UUID(asked["command"]),
                at=datetime.fromisoformat(asked["at"]) if asked.get("at") else None,
                direction=Direction(asked.get("direction", "ask")),
            )
        )
        answered = {**verdict.to_json(), "asked": asked["command"]}
        print(json.dumps(answered), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
