"""What the makers of the demo share: the hub, the days, the source of chance, the rows in waiting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Connection, Engine, Table, insert

from askadesk.access.codes import CodeKeys
from askadesk.core.unit_of_work import Actor
from askadesk.demo.products import WEEK
from askadesk.demo.seeded import SeededIds
from db.base import Base, table_of
from db.engine import writing
from db.models import (
    AdmissionAttempt,
    Charge,
    Command,
    Consent,
    Credential,
    Expected,
    LedgerMovement,
    Membership,
    MembershipHub,
    Organisation,
    OrganisationMember,
    Pass,
    PassHub,
    Person,
    Visit,
)

Row = dict[str, Any]
Progress = Callable[[int, int], None]

# Parents before children, and of a pass its row before its movements.
_ORDER: tuple[type[Base], ...] = (
    Command,
    Person,
    Organisation,
    OrganisationMember,
    Credential,
    Consent,
    Membership,
    MembershipHub,
    Pass,
    PassHub,
    Expected,
    Visit,
    LedgerMovement,
    AdmissionAttempt,
    Charge,
)
# How full a house is on each weekday, against a Tuesday. Sundays belong to those with 24 hours.
_RHYTHM = (0.85, 1.0, 1.0, 0.95, 0.7, 0.22, 0.0)
_ROWS_AT_ONCE = 5_000
_NOON = 12 * 60
_OPENS = {
    int(day): tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in spans)
    for day, spans in WEEK
}


class Waiting:
    """Rows that wait to be written together."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._rows: dict[type[Base], list[Row]] = {model: [] for model in _ORDER}
        self.count = 0

    def add(self, model: type[Base], row: Row) -> None:
        self._rows[model].append(row)
        self.count += 1

    def rows(self, model: type[Base]) -> list[Row]:
        """The rows of one table that still wait."""
        return self._rows[model]

    def write(self) -> None:
        """Write everything in one transaction."""
        with writing(self._engine) as connection:
            for model, rows in self._rows.items():
                for start in range(0, len(rows), _ROWS_AT_ONCE):
                    _insert(connection, table_of(model), rows[start : start + _ROWS_AT_ONCE])
                rows.clear()
        self.count = 0


def _insert(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Insert ``rows``, which all have the same keys.

    On SQLite the values go to the driver column by column, each object converted once: a visit names
    its hub and its person again and again, and a million of them are written sooner that way.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(insert(table), rows)
        return
    columns = [table.c[name] for name in rows[0]]
    names = ", ".join(f'"{column.name}"' for column in columns)
    marks = ", ".join("?" for _column in columns)
    values = [_for_driver(column, rows, connection) for column in columns]
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({names}) VALUES ({marks})", list(zip(*values, strict=True))
    )


def _for_driver(column: Column[Any], rows: list[Row], connection: Connection) -> list[Any]:
    """The values of one column as the driver takes them."""
    dialect, key = connection.dialect, column.name
    values = [row[key] for row in rows]
    process = column.type.dialect_impl(dialect).bind_processor(dialect)
    if process is None:
        return values
    known = {id(value): process(value) for value in {id(one): one for one in values}.values()}
    return [known[id(value)] for value in values]


@dataclass(slots=True)
class Day:
    """One day of the hub: its minutes as moments, its hours, how full it is against a Tuesday."""

    date: date
    zone: ZoneInfo
    weight: float = field(init=False)
    opens: int = field(init=False)
    closes: int = field(init=False)
    _noon: datetime = field(init=False)

    def __post_init__(self) -> None:
        spans = _OPENS.get(self.date.weekday(), ())
        self.weight = _RHYTHM[self.date.weekday()]
        self.opens = minutes(spans[0][0]) if spans else _NOON
        self.closes = minutes(spans[-1][1]) if spans else _NOON
        self._noon = datetime.combine(self.date, time(12), self.zone).astimezone(UTC)

    @property
    def is_open(self) -> bool:
        """Whether the hub opens on this day at all."""
        return self.opens < self.closes

    def at(self, minute: int) -> datetime:
        """The moment of a wall minute after three in the morning, when no clock changes any more."""
        return self._noon + timedelta(minutes=minute - _NOON)

    def minute(self, moment: datetime) -> int:
        """The wall minute of a moment of this day."""
        return minutes(moment.astimezone(self.zone).time())


def minute(wall: str) -> int:
    """Minutes since midnight of "09:30"."""
    return minutes(time.fromisoformat(wall))


def minutes(wall: time) -> int:
    """Minutes since midnight."""
    return wall.hour * 60 + wall.minute


@dataclass(frozen=True, slots=True)
class Offered:
    """A product as it was added: its ids, and what its passes hold."""

    product: UUID
    terms: UUID
    units: int
    validity_days: int
    lowest: int


@dataclass(slots=True)
class Stage:
    """Everything that is the same for all makers.

    ``now`` is aware, ``today`` the hub's day; ``past`` are the days before it, ``open_days`` those of
    them on which the hub opened, ``weights[n]`` how full they are together from the n-th on.
    """

    engine: Engine
    actor: Actor
    keys: CodeKeys
    zone: ZoneInfo
    capacity: int
    now: datetime
    past: tuple[Day, ...]
    today: Day
    open_days: tuple[Day, ...]
    weights: tuple[float, ...]
    ids: SeededIds
    random: Random
    waiting: Waiting
    offers: dict[str, Offered]
    command: UUID
    visits: int = 0

    def add(self, model: type[Base], row: Row) -> None:
        self.waiting.add(model, row)
