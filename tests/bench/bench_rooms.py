"""A booking until it is durable, with few and with very many on file; a week and a day of a calendar.

On disk, ``synchronous=FULL``, every row written: the booking, its space, what it occupies, its story, who is
expected, command and changes. The floor is the same eight rows written by the bare driver, in the same run.
"""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, select

from askadesk.core.opening import open_database
from askadesk.core.ports import SystemIds
from askadesk.demo.build import build_demo
from askadesk.hubs.finding import actor_at
from askadesk.rooms.rows import NewBooking, SpaceFields, Taking
from askadesk.rooms.series_rows import NewSeries
from askadesk.services import Services, build_services
from db.base import table_of
from db.engine import take_stock, writing
from db.models import Booking, BookingSpace, Occupancy, Person, SpaceUnit
from db.planned import PlannedInsert
from db.values import BookingStatus, Source, SpaceKind
from tests import postgres
from tests.bench.figure import Figure, against

MORNING = datetime.fromisoformat("2026-11-17T10:00:00+01:00")
ROME = ZoneInfo("Europe/Rome")
MONDAY = date(2026, 11, 16)
FEW, MANY = 2_000, 220_000
ROOMS, A_WEEK, A_DAY = 60, 3_000, 1_000
ADDED, WARM_UP = 400, 40
SERIES = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=260"


class Still:
    """A clock that stands."""

    def now(self) -> datetime:
        return MORNING


def run() -> list[Figure]:
    """What a booking costs on both databases, and what a calendar costs to read."""
    with tempfile.TemporaryDirectory(prefix="askadesk-bench-") as name:
        folder = Path(name)
        floor = _floor(folder)
        few, _nothing = _measured(str(folder / "few.sqlite"), FEW)
        many, read = _measured(str(folder / "many.sqlite"), MANY)
        crowd = _crowd(str(folder / "crowd.sqlite"))
    return [
        *_booked("SQLite, 2,000 on file", few, floor, 8),
        *_booked("SQLite, 220,000 on file", many, floor, 8),
        _within(against("booking p50, many against few", many[0], "ms", few[0], "few"), 1.5),
        *read,
        crowd,
        *_postgres(),
    ]


def _booked(what: str, found: tuple[float, float], floor: float, most: float) -> list[Figure]:
    middle = against(f"booking p50, {what}", found[0], "ms", floor, "bare eight rows")
    slow = Figure(f"booking p95, {what}", found[1], "ms", wanted=f"<= {most} ms")
    return [middle, replace(slow, kept=found[1] <= most)]


def _within(figure: Figure, most: float) -> Figure:
    return replace(figure, wanted=f"<= {most} x", kept=(figure.ratio or 0) <= most)


def _postgres() -> list[Figure]:
    folder = postgres.new_folder()
    try:
        url = postgres.Server(folder).create("bench")
        found, _read = _measured(url, MANY)
    finally:
        postgres.remove(folder)
    slow = Figure("booking p95, PostgreSQL, 220,000 on file", found[1], "ms", wanted="<= 15 ms")
    return [
        Figure("booking p50, PostgreSQL, 220,000 on file", found[0], "ms"),
        replace(slow, kept=found[1] <= 15),
    ]


def _measured(database: str, bookings: int) -> tuple[tuple[float, float], list[Figure]]:
    opened = open_database(database, Still())
    build_demo(opened.engine, people=120, days=5, now=MORNING)
    desk = _desk(opened.engine)
    rooms = [desk.spaces.add(_room(number)) for number in range(ROOMS)]
    _fill(opened.engine, desk, rooms, bookings)
    opened.engine.dispose()
    opened = open_database(database, Still())
    desk = _desk(opened.engine)
    cuts = statistics.quantiles(_book(desk, rooms)[WARM_UP:], n=20)
    read = [_week(desk), _preview(desk, rooms[0])]
    opened.engine.dispose()
    return (cuts[9], cuts[18]), read


def _desk(engine: Engine) -> Services:
    clock, ids = Still(), SystemIds()
    return build_services(engine, clock, ids, actor_at(engine, Source.DESK, clock, ids))


def _room(number: int) -> SpaceFields:
    return SpaceFields(f"Sala {number + 1}", SpaceKind.MEETING_ROOM, 8, "1", cleanup=15)


# --- what is on file -----------------------------------------------------------------------------


def _slots(count: int) -> Iterator[tuple[int, datetime]]:
    """Room and start of so many bookings: this week is full of them, the rest lie around it. Half of each
    hour of a day stays free."""
    week = min(count // 2, A_WEEK)
    days = [MONDAY + timedelta(days=day) for day in range(7)]
    yield from list(_on(days))[:week]
    around = (MONDAY + timedelta(days=offset) for offset in range(-700, 0))
    left = count - week
    for number, slot in enumerate(_on(around)):
        if number >= left:
            return
        yield slot


def _on(days: Iterator[date] | list[date]) -> Iterator[tuple[int, datetime]]:
    for day in days:
        for hour in range(9, 17):
            for room in range(ROOMS):
                yield room, datetime(day.year, day.month, day.day, hour, tzinfo=ROME)


def _fill(engine: Engine, desk: Services, rooms: list[UUID], count: int) -> None:
    people, ids = _people(engine), SystemIds()
    bookings: list[dict[str, object]] = []
    taking: list[dict[str, object]] = []
    occupied: list[dict[str, object]] = []
    unit_of = _units(engine)
    for number, (room, starts) in enumerate(_slots(count)):
        new, space, ends = ids.new(), rooms[room], starts + timedelta(minutes=45)
        bookings.append(_row(desk, new, people[number % len(people)], starts, ends))
        taking.append({"booking": new, "space": space, "setup": 0, "cleanup": 15, "desks": 1})
        occupied.append(
            {
                "unit": unit_of[space],
                "starts": starts,
                "ends": ends + timedelta(minutes=15),
                "booking": new,
                "space": space,
            }
        )
    with writing(engine) as connection:
        for model, rows in ((Booking, bookings), (BookingSpace, taking), (Occupancy, occupied)):
            PlannedInsert(table_of(model)).prepare(engine.dialect, rows).send(connection)
    take_stock(engine)


def _row(
    desk: Services, new: UUID, person: UUID, starts: datetime, ends: datetime
) -> dict[str, object]:
    status = BookingStatus.CONFIRMED
    if starts < MORNING:
        status = BookingStatus.DONE if ends < MORNING else BookingStatus.IN_USE
    columns: dict[str, object] = {one.name: None for one in table_of(Booking).columns}
    given: dict[str, object] = {
        "id": new,
        "hub": desk.actor.hub,
        "status": status,
        "checked_in_at": starts if starts < MORNING else None,
        "starts": starts,
        "ends": ends,
        "person": person,
        "title": "Riunione",
        "note": "",
        "private": False,
        "heads": 3,
        "lines": [],
        "price": [],
        "cents": 0,
        "covered": 0,
        "credits": 0,
        "reason": "",
        "created_at": MORNING,
        "command": new,
        "version": 1,
    }
    return columns | given


def _people(engine: Engine) -> list[UUID]:
    people = table_of(Person)
    with engine.connect() as connection:
        return list(connection.scalars(select(people.c.id).order_by(people.c.id)))


def _units(engine: Engine) -> dict[UUID, int]:
    units = table_of(SpaceUnit)
    with engine.connect() as connection:
        return {row.space: row.unit for row in connection.execute(select(units))}


# --- what is measured ----------------------------------------------------------------------------


def _book(desk: Services, rooms: list[UUID]) -> list[float]:
    """Milliseconds of each new booking, spread over the rooms and the coming weeks."""
    person = next(one.person for one in desk.calendar.bookings(MONDAY, MONDAY) if one.person)
    took = []
    for number in range(ADDED + WARM_UP):
        room = rooms[number % len(rooms)]
        weeks, weekday = divmod(number // len(rooms), 5)
        day = MONDAY + timedelta(weeks=2 + weeks, days=weekday)
        starts = datetime(day.year, day.month, day.day, 10 + number % 5, tzinfo=ROME)
        new = NewBooking((Taking(room),), starts, starts + timedelta(minutes=45), person, heads=3)
        took.append(_timed(partial(desk.bookings.book, new)))
    return took


def _week(desk: Services) -> Figure:
    page = desk.calendar.week(MONDAY)
    count = sum(len(day.blocks) for row in page.rows for day in row)
    median = statistics.median(_timed(lambda: desk.calendar.week(MONDAY)) for _round in range(9))
    name = f"a week of {len(page.rows)} spaces, {count:,} bookings"
    return Figure(name, median, "ms", wanted="<= 80 ms (60, 3,000)", kept=median <= 80)


def _preview(desk: Services, room: UUID) -> Figure:
    person = next(one.person for one in desk.calendar.bookings(MONDAY, MONDAY) if one.person)
    starts = MORNING + timedelta(days=1)
    first = NewBooking((Taking(room),), starts, starts + timedelta(hours=1), person)
    new = NewSeries(first, SERIES)
    assert len(desk.series.preview(new).dates) == 260
    median = statistics.median(_timed(lambda: desk.series.preview(new)) for _round in range(5))
    name = "preview of a series of 260 dates"
    return Figure(name, median, "ms", wanted="<= 300 ms", kept=median <= 300)


def _crowd(database: str) -> Figure:
    """A day of a thousand spaces, half of them booked once."""
    opened = open_database(database, Still())
    build_demo(opened.engine, people=60, days=1, now=MORNING)
    desk = _desk(opened.engine)
    for number in range(A_DAY):
        desk.spaces.add(_room(number))
    day = MORNING.date()
    desk.calendar.day(day)
    median = statistics.median(_timed(lambda: desk.calendar.day(day)) for _round in range(5))
    opened.engine.dispose()
    return Figure("a day of 1,000 spaces, loaded", median, "ms", wanted="<= 150 ms with paint")


def _floor(folder: Path) -> float:
    """The median of eight bare rows in one durable transaction."""
    connection = sqlite3.connect(folder / "floor.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, body TEXT)")

    def write() -> None:
        connection.execute("BEGIN IMMEDIATE")
        for _row in range(8):
            connection.execute("INSERT INTO rows (body) VALUES (?)", ("x" * 120,))
        connection.execute("COMMIT")

    took = [_timed(write) for _round in range(300)]
    connection.close()
    return statistics.median(took)


def _timed(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1_000
