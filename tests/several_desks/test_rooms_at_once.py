"""Many desks book the same few rooms at the same moment, and nothing is ever taken twice."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from askadesk.rooms.rows import SpaceFields
from db.base import table_of
from db.engine import make_engine
from db.models import Booking, BookingSpace, Occupancy
from db.values import BookingStatus, SpaceKind
from tests.counts import count
from tests.hub_of_tests import HubOfTests

DESKS, BOOKINGS = count(4, 16), count(15, 300)
ZONE = 6
REFUSED = {"space_taken", "spaces_overlap"}


@pytest.fixture
def hub(database_url: str) -> Iterator[HubOfTests]:
    engine = make_engine(database_url)
    yield HubOfTests(engine)
    engine.dispose()


def spaces_of(hub: HubOfTests) -> dict[str, UUID]:
    """Five rooms, one of them made of two others, with buffers; and a zone of six desks."""
    add = hub.manager.spaces.add
    rooms = {
        name: add(SpaceFields(name, SpaceKind.MEETING_ROOM, 4, setup=setup, cleanup=cleanup))
        for name, setup, cleanup in (
            ("Po 1", 0, 15),
            ("Po 2", 15, 0),
            ("Dora", 0, 0),
            ("Stura", 15, 15),
        )
    }
    parts = (rooms["Po 1"], rooms["Po 2"])
    joined = add(SpaceFields("Po", SpaceKind.MEETING_ROOM, 8, cleanup=30), parts=parts)
    zone = add(SpaceFields("Postazioni", SpaceKind.DESK_ZONE, ZONE), desks=ZONE)
    return {**rooms, "Po": joined, "Postazioni": zone}


def all_book(hub: HubOfTests, url: str, spaces: dict[str, UUID]) -> list[dict[str, str]]:
    """Start every desk, let them go together, and gather what each was told."""
    moment, named = hub.clock.now().isoformat(), [str(one) for one in spaces.values()]
    script = [sys.executable, "-m", "tests.several_desks.booking_process", url, moment]
    desks = [
        subprocess.Popen(
            [*script, str(seed), str(BOOKINGS), *named],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in range(DESKS)
    ]
    for desk in desks:
        assert desk.stdout is not None
        assert desk.stdout.readline().strip() == "ready"
    for desk in desks:
        assert desk.stdin is not None
        desk.stdin.write("go\n")
        desk.stdin.flush()
    told = [desk.communicate(timeout=1_800)[0] for desk in desks]
    assert [desk.returncode for desk in desks] == [0] * len(desks)
    return [json.loads(line) for one in told for line in one.splitlines()]


def taken(hub: HubOfTests) -> dict[int, list[tuple[datetime, datetime]]]:
    """What each unit is taken for, by its own start."""
    occupancy = table_of(Occupancy)
    found: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    with hub.engine.connect() as connection:
        for row in connection.execute(select(occupancy)):
            found[row.unit].append((row.starts, row.ends))
    return {unit: sorted(spans) for unit, spans in found.items()}


def standing(hub: HubOfTests) -> dict[UUID, Any]:
    """The bookings that occupy, by id."""
    bookings = table_of(Booking)
    with hub.engine.connect() as connection:
        rows = connection.execute(
            select(bookings).where(bookings.c.status == BookingStatus.CONFIRMED)
        )
        return {row.id: row for row in rows}


def wanted_units(hub: HubOfTests, spaces: dict[str, UUID]) -> int:
    """How many rows the standing bookings must occupy: two for the joined room, else one a space."""
    taking = table_of(BookingSpace)
    with hub.engine.connect() as connection:
        rows = connection.execute(select(taking.c.booking, taking.c.space)).all()
    here = standing(hub)
    return sum(2 if row.space == spaces["Po"] else 1 for row in rows if row.booking in here)


@pytest.mark.torture
def test_of_many_desks_booking_the_same_rooms_at_once_none_gets_what_another_has(
    hub: HubOfTests, database_url: str
) -> None:
    spaces = spaces_of(hub)
    told = all_book(hub, database_url, spaces)
    booked = {UUID(one["booked"]) for one in told if "booked" in one}
    gone = {UUID(one["gone"]) for one in told if "gone" in one}
    refusals = Counter(one["refused"] for one in told if "refused" in one)
    assert set(refusals) <= REFUSED
    assert len(booked) + refusals.total() == DESKS * BOOKINGS
    assert set(standing(hub)) == booked - gone
    units = taken(hub)
    for spans in units.values():
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
    assert sum(len(spans) for spans in units.values()) == wanted_units(hub, spaces)
    print(f"{DESKS} desks × {BOOKINGS}: {len(booked)} booked, {len(gone)} called off, {refusals}")  # noqa: T201
