"""A desk in a process of its own that books at random: ``python -m tests.several_desks.booking_process URL
MOMENT SEED COUNT SPACE…`` says "ready", waits for a line, then makes its bookings and tells each answer as a
line of JSON: the booking's id, or by which code it was refused."""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from askadesk.core.errors import DeskError
from askadesk.core.ports import SystemIds
from askadesk.hubs.finding import actor_at
from askadesk.rooms.rows import NewBooking, Taking
from askadesk.services import Services, build_services
from db.engine import make_engine
from db.values import Source
from tests.hub_of_tests import SetClock

LAST = 40
"""Quarters of an hour after the moment at which the latest booking begins."""


def asked(random: Random, spaces: list[UUID], moment: datetime) -> NewBooking:
    """A booking of one or two spaces for up to two hours."""
    starts = moment + timedelta(minutes=15 * random.randint(4, LAST))
    chosen = random.sample(spaces, 1 if random.random() < 0.8 else 2)
    return NewBooking(
        tuple(Taking(one) for one in chosen),
        starts,
        starts + timedelta(minutes=15 * random.randint(1, 8)),
        title="Prova",
        reason="Prova",
    )


def book_all(
    desk: Services, random: Random, spaces: list[UUID], moment: datetime, many: int
) -> None:
    """Book, and now and then move or call off what was booked."""
    mine: list[UUID] = []
    for _turn in range(many):
        try:
            if mine and random.random() < 0.15:
                gone = mine.pop(random.randrange(len(mine)))
                desk.bookings.cancel(gone, desk.calendar.booking(gone).version)
                tell({"gone": str(gone)})
            booked = desk.bookings.book(asked(random, spaces, moment)).bookings[0]
        except DeskError as error:
            tell({"refused": error.code})
        else:
            mine.append(booked)
            tell({"booked": str(booked)})


def tell(answer: dict[str, str]) -> None:
    print(json.dumps(answer), flush=True)  # noqa: T201 - this is what the process is for


def main(url: str, moment: str, seed: str, many: str, *spaces: str) -> None:
    at = datetime.fromisoformat(moment)
    clock, ids = SetClock(at), SystemIds()
    engine = make_engine(url)
    desk = build_services(engine, clock, ids, actor_at(engine, Source.DESK, clock, ids))
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    book_all(desk, Random(seed), [UUID(one) for one in spaces], at, int(many))


if __name__ == "__main__":
    main(*sys.argv[1:])
