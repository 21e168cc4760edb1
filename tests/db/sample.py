"""One row in every table, made through the desk where it can be, to try the database's promises on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Table, func, insert, select

from askadesk.hubs.rows import NewClosure
from askadesk.people.rows import PersonFields
from askadesk.people.service import NewPerson
from askadesk.presence.facts import HandOutPass
from askadesk.rooms.rows import NewBooking, SpaceFields, SpacePriceRow, Taking
from db.engine import writing
from db.models import (
    Base,
    BookingSeries,
    Import,
    ImportRow,
    Merge,
    Notice,
    RollCall,
    RollCallPerson,
    RollCallTick,
    Waiting,
)
from db.values import ConsentKind, Money, SpaceKind, WaitStatus
from tests.hub_of_tests import TUESDAY, HubOfTests


def fill(hub: HubOfTests) -> None:
    """Put at least one row into every table."""
    fields = PersonFields("Giulia", "Ferrero", organisation="Studio Nuvola")
    giulia = hub.manager.people.add(
        NewPerson(fields, consents=(ConsentKind.HOUSE_RULES, ConsentKind.PHOTO))
    )
    hub.manager.people.set_photo(giulia, b"\xff\xd8portrait", "image/jpeg")
    hub.holds(giulia, hub.carnet())
    hub.holds(hub.person(), hub.plan())
    resting = hub.holds(hub.person(), "flex", ends=TUESDAY + timedelta(days=90))
    until = TUESDAY + timedelta(days=9)
    hub.manager.plans.pause("membership", resting, TUESDAY, until, "In viaggio")
    visit = hub.scan(giulia).visit
    assert visit is not None
    hub.at("12:00")
    hub.goes(giulia)
    hub.desk.presence.correct(visit, hub.moment("08:50"), hub.clock.time, "prova")
    hub.by_sight(hub.person(), way=HandOutPass(hub.product("carnet"), "prova", 1500))
    undone = hub.by_sight(hub.person(), way=HandOutPass(hub.product("carnet"), "prova"))
    hub.undo(undone)
    hub.announce(giulia, "14:00", "15:00")
    hub.closes(TUESDAY)
    hub.setting(double_scan_seconds=30)
    notice = {
        "id": hub.ids.new(),
        "kind": ConsentKind.HOUSE_RULES,
        "version": "1",
        "language": "it",
        "text": "Regole",
        "valid_from": TUESDAY,
    }
    hub.execute_insert(Notice, notice)
    merge = {
        "id": hub.ids.new(),
        "kept": giulia,
        "gone": hub.person(),
        "at": hub.clock.time,
        "command": hub.ids.new(),
        "moved": [],
        "before": {},
    }
    hub.execute_insert(Merge, merge)
    roll_calls(hub, visit, giulia)
    imported(hub, giulia)
    rooms(hub, giulia)


def roll_calls(hub: HubOfTests, visit: UUID, person: UUID) -> None:
    """A roll call that ended, with what it found, and one that goes on."""
    ended, tick = hub.ids.new(), hub.ids.new()
    actor = hub.desk.actor
    call = {
        "id": ended,
        "hub": hub.id,
        "drill": True,
        "started_at": hub.clock.time,
        "operator": actor.operator,
        "device": actor.device,
        "ended_at": hub.clock.time,
        "ended_by": actor.operator,
        "command": ended,
    }
    hub.execute_insert(RollCall, call)
    open_ = call | {"id": hub.ids.new(), "drill": False, "ended_at": None, "ended_by": None}
    hub.execute_insert(RollCall, open_)
    found = {
        "id": tick,
        "roll_call": ended,
        "visit": visit,
        "heads": 1,
        "undoes": None,
        "at": hub.clock.time,
        "device": actor.device,
        "command": tick,
    }
    hub.execute_insert(RollCallTick, found)
    undo = hub.ids.new()
    hub.execute_insert(RollCallTick, found | {"id": undo, "heads": 0, "undoes": tick})
    told = {"roll_call": ended, "visit": visit, "person": person, "heads": 1, "found": 0}
    hub.execute_insert(RollCallPerson, told | {"id": hub.ids.new(), "found_at": None})


def rooms(hub: HubOfTests, person: UUID) -> None:
    """Two rooms that join, their prices, a day on which one is closed, bookings once and again."""
    spaces = hub.manager.spaces
    parts = tuple(
        spaces.add(SpaceFields(name, SpaceKind.MEETING_ROOM, 4)) for name in ("Po 1", "Po 2")
    )
    spaces.add(SpaceFields("Sala Po", SpaceKind.MEETING_ROOM, 8), parts=parts)
    for product in (hub.product("flex"), None):
        spaces.add_price(parts[0], SpacePriceRow(TUESDAY, product, hour=Money(1500)))
    spaces.close(parts[1], NewClosure(TUESDAY, TUESDAY, "Proiettore rotto"))
    starts, ends = hub.moment("09:00") + timedelta(days=1), hub.moment("10:00") + timedelta(days=1)
    first = NewBooking((Taking(parts[0]),), starts, ends, person, people=(hub.person(),))
    hub.desk.bookings.book(first)
    series = {
        "id": hub.ids.new(),
        "hub": hub.id,
        "rule": "FREQ=DAILY;COUNT=2",
        "start": "2026-03-12T09:00",
        "minutes": 60,
        "skipped": [],
        "extra": [],
        "follows": None,
        "created_at": hub.clock.time,
        "command": hub.ids.new(),
    }
    hub.execute_insert(BookingSeries, series)
    waits = {
        "id": hub.ids.new(),
        "hub": hub.id,
        "space": parts[0],
        "starts": starts,
        "ends": ends,
        "person": person,
        "organisation": None,
        "heads": 1,
        "title": "",
        "status": WaitStatus.WAITING,
        "offered_until": None,
        "created_at": hub.clock.time,
        "command": hub.ids.new(),
        "version": 1,
    }
    hub.execute_insert(Waiting, waits)


def imported(hub: HubOfTests, person: UUID) -> None:
    """A file that brought in one person."""
    new = {
        "id": hub.ids.new(),
        "hub": hub.id,
        "name": "persone.csv",
        "digest": "0" * 32,
        "at": hub.clock.time,
        "command": hub.ids.new(),
        **dict.fromkeys(("people", "updated", "organisations", "memberships", "passes"), 1),
        "left_out": 0,
    }
    hub.execute_insert(Import, new)
    row = {"id": hub.ids.new(), "import": new["id"], "number": 2, "person": person}
    made = {"made_person": True, "made_organisation": False, "version": 1, "filled": {}}
    hub.execute_insert(ImportRow, row | made)


def table(name: str) -> Table:
    return Base.metadata.tables[name]


def key_of(name: str) -> Column[Any]:
    """The column that names a row."""
    return next(iter(table(name).primary_key))


def first(hub: HubOfTests, name: str, **where: Any) -> dict[str, Any]:
    """The first row of a table that looks so."""
    same = [table(name).c[column] == value for column, value in where.items()]
    statement = select(table(name)).where(*same).order_by(key_of(name)).limit(1)
    with hub.engine.connect() as connection:
        return dict(connection.execute(statement).mappings().one())


def count(hub: HubOfTests, name: str) -> int:
    with hub.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table(name))) or 0


def put(hub: HubOfTests, name: str, row: dict[str, Any], verb: str = "") -> None:
    """Insert a row; ``verb`` says how SQLite resolves a conflict ("OR REPLACE")."""
    statement = insert(table(name))
    with writing(hub.engine) as connection:
        connection.execute(statement.prefix_with(verb) if verb else statement, row)


def fresh(hub: HubOfTests, name: str, column: str, value: Any) -> Any:
    """Another value for a column that must differ from row to row."""
    if isinstance(value, UUID):
        return hub.ids.new()
    if isinstance(value, int):
        return value + 100_000
    if isinstance(value, date):
        return value + timedelta(days=1)
    if name == "code_keys":
        return "X"
    return f"{hub.ids.random_bytes(8).hex().upper():.{len(str(value))}}".ljust(len(str(value)), "0")
