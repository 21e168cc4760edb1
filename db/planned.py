"""Inserts of one row whose text is made once: a scan writes five, and has two milliseconds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Dialect, Table, insert
from sqlalchemy.types import TypeEngine

from db.types import Identity

Bind = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Plan:
    """The statement of one dialect, and for each column how its value is bound (None: as it is)."""

    sql: str
    binds: tuple[tuple[str, Bind | None], ...]
    by_name: bool

    def parameters(self, row: Mapping[str, Any]) -> Any:
        if self.by_name:
            return {name: bind(row[name]) if bind else row[name] for name, bind in self.binds}
        return tuple([bind(row[name]) if bind else row[name] for name, bind in self.binds])


@dataclass(frozen=True, slots=True)
class PlannedRows:
    """Rows that only have to be sent."""

    sql: str
    parameters: list[Any]

    def send(self, connection: Connection, start: int = 0, count: int | None = None) -> None:
        """Write them, or ``count`` of them from ``start`` on."""
        found = self.parameters[start : None if count is None else start + count]
        if found:
            connection.exec_driver_sql(self.sql, found)


class PlannedInsert:
    """``INSERT`` into all the columns named, with the column types' own binding on either engine.

    Each row gives a value to every one of these columns; a column left out takes the database's default.
    """

    def __init__(self, table: Table, *without: str) -> None:
        self._table = table
        self._names = tuple(one.name for one in table.columns if one.name not in without)
        self._plans: dict[str, _Plan] = {}

    def write(self, connection: Connection, row: Mapping[str, Any]) -> None:
        """Write one row. Raises KeyError for a column without a value."""
        dialect = connection.dialect
        plan = self._plans.get(dialect.name)
        if plan is None:
            plan = self._plans[dialect.name] = self._plan(dialect)
        connection.exec_driver_sql(plan.sql, plan.parameters(row))

    def prepare(self, dialect: Dialect, rows: Iterable[Mapping[str, Any]]) -> PlannedRows:
        """Many rows made ready for one engine, before any transaction begins."""
        plan = self._plans.get(dialect.name)
        if plan is None:
            plan = self._plans[dialect.name] = self._plan(dialect)
        kept = list(rows)
        columns = [_bound_column([row[name] for row in kept], bind) for name, bind in plan.binds]
        values = list(zip(*columns, strict=True))
        if plan.by_name:
            names = [name for name, _bind in plan.binds]
            return PlannedRows(plan.sql, [dict(zip(names, row, strict=True)) for row in values])
        return PlannedRows(plan.sql, values)

    def _plan(self, dialect: Dialect) -> _Plan:
        statement = insert(self._table).values(dict.fromkeys(self._names))
        compiled = statement.compile(dialect=dialect, column_keys=list(self._names))
        binds = {one.name: _bind_of(one.type, dialect) for one in self._table.columns}
        places = getattr(compiled, "positiontup", None)
        ordered = tuple((name, binds[name]) for name in places or self._names)
        return _Plan(str(compiled), ordered, by_name=places is None)


def _bind_of(kind: TypeEngine[Any], dialect: Dialect) -> Bind | None:
    """How a column's type binds a value. The driver takes bytes as they are: the view that a binary type
    lays over each of them weighs eight times as much, and an import makes a million."""
    if isinstance(kind, Identity) and dialect.name == "sqlite":
        return _sixteen_bytes
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _sixteen_bytes(value: UUID | None) -> bytes | None:
    return None if value is None else value.bytes


def _bound_column(values: list[Any], bind: Bind | None) -> list[Any]:
    """The values of one column as its type binds them; of many that are the same, each once."""
    if bind is None:
        return values
    if values and isinstance(values[0], UUID):
        return [bind(value) for value in values]
    known: dict[Any, Any] = {}
    bound: list[Any] = []
    for value in values:
        key = value if value is None or value.__hash__ is not None else repr(value)
        found = known.get(key, known)
        if found is known:
            found = known[key] = bind(value)
        bound.append(found)
    return bound
