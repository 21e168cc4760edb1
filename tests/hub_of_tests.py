"""A small hub for tests: a clock to set, products and people in one line, the tables within reach.

The hub is in Torino, open Monday to Friday from 8 to 20. Its first day is Tuesday 17 November 2026.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, Row, event, insert, text, update

from askadesk.core.ports import SystemIds
from askadesk.hubs.finding import actor_at
from askadesk.hubs.rows import NewHub
from askadesk.hubs.setting_up import set_up
from askadesk.people.rows import PersonFields
from askadesk.people.service import NewPerson
from askadesk.plans.rows import NewProduct, Sale
from askadesk.presence.request import ScanRequest
from askadesk.presence.rows import Direction, Verdict
from askadesk.services import Services, build_services
from askadesk.visitors.service import Announcement
from db.base import table_of
from db.engine import make_engine, writing
from db.models import Charge, Closure, Person, Setting
from db.values import ExpectedKind, ExpectedStatus, ProductKind, Role, Source

ROME = ZoneInfo("Europe/Rome")
TUESDAY = date(2026, 11, 17)
SINCE = date(2026, 1, 1)
WORKDAYS = tuple((str(day), (("08:00", "20:00"),)) for day in range(5))


class SetClock:
    """A clock that stands until it is set."""

    def __init__(self, now: datetime) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time


class HubOfTests:
    """One hub with its desk. ``at`` sets the clock; whatever is called next happens then."""

    def __init__(self, engine: Engine, *, capacity: int = 60) -> None:
        self.engine = engine
        self.clock = SetClock(datetime.combine(TUESDAY, time(9), ROME).astimezone(UTC))
        self.ids = SystemIds()
        self.id = set_up(
            engine, NewHub("Aska", capacity=capacity, week=WORKDAYS), self.clock, self.ids
        )
        actor = actor_at(engine, Source.DESK, self.clock, self.ids)
        self.manager = self._services(actor)
        self.desk = self._services(replace(actor, role=Role.RECEPTIONIST))
        self._numbers = count(1)

    def _services(self, actor: Any) -> Services:
        return build_services(self.engine, self.clock, self.ids, actor)

    def kiosk(self) -> Services:
        """The same hub through a kiosk."""
        return self._services(actor_at(self.engine, Source.KIOSK, self.clock, self.ids))

    def other_hub(self, name: str = "Aska Milano") -> Services:
        """The desk of another hub in the same database."""
        hub = set_up(self.engine, NewHub(name, week=WORKDAYS), self.clock, self.ids)
        return self._services(replace(self.manager.actor, hub=hub))

    # --- time ------------------------------------------------------------------------------------

    def moment(self, wall: str, day: date = TUESDAY, fold: int = 0) -> datetime:
        """``wall`` on the hub's clock, as UTC."""
        local = datetime.combine(day, time.fromisoformat(wall), ROME).replace(fold=fold)
        return local.astimezone(UTC)

    def at(self, wall: str, day: date = TUESDAY, fold: int = 0) -> datetime:
        """Set the clock to ``wall`` on the hub's clock."""
        self.clock.time = self.moment(wall, day, fold)
        return self.clock.time

    def later(self, **by: float) -> datetime:
        """Let time pass."""
        self.clock.time += timedelta(**by)
        return self.clock.time

    # --- who and what ----------------------------------------------------------------------------

    def person(self, name: str = "", organisation: str = "", **fields: Any) -> UUID:
        """Someone new."""
        given, _, family = (name or f"Persona {next(self._numbers)}").partition(" ")
        new = PersonFields(given, family, organisation=organisation, **fields)
        return self.manager.people.add(NewPerson(new))

    def organisation(self, name: str) -> UUID:
        return self.manager.organisations.add(name)

    def code(self, person: UUID) -> str:
        """The code on the person's card."""
        return self.manager.access.card_of(person).code

    def plan(self, code: str = "flex", **terms: Any) -> str:
        """A plan on offer; returns its code."""
        return self._product(ProductKind.MEMBERSHIP, code, terms)

    def carnet(self, code: str = "carnet", **terms: Any) -> str:
        """A pass on offer, of ten units unless said otherwise; returns its code."""
        return self._product(ProductKind.PASS, code, {"units": 10, **terms})

    def _product(self, kind: ProductKind, code: str, terms: dict[str, Any]) -> str:
        price = terms.pop("cents", 1500)
        self.manager.plans.add_product(NewProduct(kind, code, code, price, SINCE, **terms))
        return code

    def product(self, code: str) -> UUID:
        """The id of the product with that code."""
        return next(one.product for one in self.manager.plans.offers() if one.code == code)

    def holds(self, holder: UUID, code: str, **sale: Any) -> UUID:
        """Give a plan or pass to a person; returns the membership or pass."""
        return self.manager.plans.give(Sale(code, person=holder, **sale))

    def team_holds(self, organisation: UUID, code: str, **sale: Any) -> UUID:
        """The same for an organisation."""
        return self.manager.plans.give(Sale(code, organisation=organisation, **sale))

    def member(self, name: str = "", code: str = "flex", **terms: Any) -> UUID:
        """Someone with a plan, which is put on offer when it is not."""
        if not any(one.code == code for one in self.manager.plans.offers()):
            self.plan(code, **terms)
        person = self.person(name)
        self.holds(person, code)
        return person

    def announce(
        self,
        person: UUID | None,
        starts: str,
        ends: str,
        kind: ExpectedKind = ExpectedKind.VISIT,
        *,
        day: date = TUESDAY,
        status: ExpectedStatus = ExpectedStatus.ANNOUNCED,
        desk: Services | None = None,
        **more: Any,
    ) -> UUID:
        """Announce someone from a wall time to another."""
        last = day + timedelta(days=1) if ends <= starts else day
        new = Announcement(
            self.moment(starts, day),
            self.moment(ends, last),
            person=person,
            kind=kind,
            status=status,
            **more,
        )
        return (desk or self.manager).visitors.announce(new)

    # --- the door --------------------------------------------------------------------------------

    def scan(self, person: UUID, *, desk: Services | None = None, **request: Any) -> Verdict:
        """Scan the person's card."""
        asked = ScanRequest(code=self.code(person), **request)
        return (desk or self.desk).presence.scan(asked)

    def by_sight(self, person: UUID, *, desk: Services | None = None, **request: Any) -> Verdict:
        """Find the person by name and let them in."""
        return (desk or self.desk).presence.scan(ScanRequest(person=person, **request))

    def goes(self, person: UUID, **request: Any) -> Verdict:
        """Scan the person's card on the way out."""
        return self.scan(person, direction=Direction.OUT, **request)

    def undo(self, verdict: Verdict) -> Any:
        assert verdict.command is not None
        return self.desk.presence.undo(verdict.command)

    # --- what the hub decides --------------------------------------------------------------------

    def setting(self, **values: Any) -> None:
        """Keep settings of the hub."""
        for key, value in values.items():
            self.execute_insert(
                Setting,
                {
                    "hub": self.id,
                    "key": key,
                    "value": json.dumps(value),
                    "changed_at": self.clock.now(),
                },
            )

    def closes(
        self,
        first: date,
        last: date | None = None,
        hours: tuple[str, str] | None = None,
        reason: str = "",
    ) -> None:
        """Close the hub from ``first`` to ``last``, or keep other hours."""
        opens, ends = (time.fromisoformat(one) for one in hours) if hours else (None, None)
        row = {
            "id": self.ids.new(),
            "hub": self.id,
            "first_day": first,
            "last_day": last or first,
            "opens": opens,
            "closes": ends,
            "reason": reason,
        }
        self.execute_insert(Closure, row)

    def holds_at_most(self, capacity: int) -> None:
        """Change how many the hub may hold."""
        self.execute("UPDATE hubs SET capacity = :n WHERE name = 'Aska'", n=capacity)

    def bar(self, person: UUID, reason: str = "", until: date | None = None) -> None:
        """Bar a person."""
        people = table_of(Person)
        barred = update(people).where(people.c.id == person)
        with writing(self.engine) as connection:
            connection.execute(
                barred.values(barred_at=self.clock.now(), barred_until=until, barred_reason=reason)
            )

    def owes(self, person: UUID | None, due_on: date, *, organisation: UUID | None = None) -> None:
        """Someone owes 48 euro since a day."""
        row = {
            "id": self.ids.new(),
            "hub": self.id,
            "payer_person": person,
            "payer_organisation": organisation,
            "cents": 4800,
            "currency": "EUR",
            "due_on": due_on,
            "source": "hand",
            "note": "",
            "created_at": self.clock.now(),
            "command": self.ids.new(),
            "version": 1,
        }
        self.execute_insert(Charge, row)

    # --- the tables ------------------------------------------------------------------------------

    def execute_insert(self, model: Any, row: dict[str, Any]) -> None:
        with writing(self.engine) as connection:
            connection.execute(insert(table_of(model)), row)

    def execute(self, statement: str, **values: Any) -> None:
        with writing(self.engine) as connection:
            connection.execute(text(statement), values)

    def rows(self, model: Any, *where: Any) -> list[Row[*tuple[Any, ...]]]:
        """Rows of a table in the order in which they were made."""
        table = table_of(model)
        with self.engine.connect() as connection:
            return list(
                connection.execute(table.select().where(*where).order_by(*table.primary_key))
            )

    def left(self, person: UUID) -> int | None:
        """What is left on the person's only pass."""
        return next(one.left for one in self.manager.plans.held(person) if one.kind == "pass")


def quick_engine(url: str) -> Engine:
    """An engine that does not wait for the disk: what survives a loss of power has tests of its own."""
    engine = make_engine(url)
    event.listen(engine, "connect", _do_not_wait)
    return engine


def _do_not_wait(connection: Any, _record: Any) -> None:
    sqlite = isinstance(connection, sqlite3.Connection)
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous = OFF" if sqlite else "SET synchronous_commit = off")
    cursor.close()
    if not sqlite:
        connection.commit()


@pytest.fixture
def hub(database_url: str) -> Iterator[HubOfTests]:
    """A hub in an upgraded database, once on each engine."""
    engine = quick_engine(database_url)
    yield HubOfTests(engine)
    engine.dispose()


@pytest.fixture
def sqlite_hub(sqlite_url: str) -> Iterator[HubOfTests]:
    """A hub in a SQLite file."""
    engine = quick_engine(sqlite_url)
    yield HubOfTests(engine)
    engine.dispose()
