"""Statements whose text is made once: a scan asks seven questions, writes six rows, and has two
milliseconds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Dialect, Row, Table, insert
from sqlalchemy.engine import result_tuple
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.sql.visitors import iterate
from sqlalchemy.types import TypeEngine

from db.types import Identity

AnyRow = Row[*tuple[Any, ...]]
Bind = Callable[[Any], Any]
Readers = tuple[tuple[int, Bind], ...]
_MANY = 20
"""From so many rows on, a value that comes again is not read again."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """The statement of one dialect, and for each value how it is bound (None: as it is). ``constants`` are
    the values that the statement brings along."""

    sql: str
    binds: tuple[tuple[str, Bind | None], ...]
    constants: Mapping[str, Any]
    by_name: bool

    def parameters(self, given: Mapping[str, Any]) -> Any:
        values = {**self.constants, **given} if self.constants else given
        if self.by_name:
            return {name: bind(values[name]) if bind else values[name] for name, bind in self.binds}
        return tuple([bind(values[name]) if bind else values[name] for name, bind in self.binds])


class Planned:
    """A statement with the values of ``names`` left open, planned when it first meets a dialect."""

    def __init__(self, statement: Any, names: Iterable[str] = ()) -> None:
        self._statement, self._open = statement, tuple(names)
        self._plans: dict[str, _Plan] = {}

    def for_dialect(self, dialect: Dialect) -> _Plan:
        """Its text there, made at the first call."""
        plan = self._plans.get(dialect.name)
        if plan is None:
            plan = self._plans[dialect.name] = self._plan(dialect)
        return plan

    def made(self, _cursor: Any, _dialect: Dialect) -> list[AnyRow]:
        """The rows that it brought."""
        return []

    def _plan(self, dialect: Dialect) -> _Plan:
        compiled = self._statement.compile(dialect=dialect)
        whole = compiled.construct_expanded_state(dict.fromkeys(self._open))
        binds = {
            name: _bind_of(one.type, dialect)
            for name, one in compiled.binds.items()
            if name in self._open
        }
        return _Plan(
            whole.statement,
            tuple((name, binds.get(name)) for name in whole.positiontup or whole.parameters),
            {name: one for name, one in whole.parameters.items() if name not in binds},
            by_name=whole.positiontup is None,
        )


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


class PlannedInsert(Planned):
    """``INSERT`` into all the columns named, with the column types' own binding on either engine.

    Each row gives a value to every one of these columns; a column left out takes the database's default.
    """

    def __init__(self, table: Table, *without: str) -> None:
        names = [one.name for one in table.columns if one.name not in without]
        super().__init__(insert(table).values(dict.fromkeys(names)).inline(), names)

    def write(self, connection: Connection, row: Mapping[str, Any]) -> None:
        """Write one row. Raises KeyError for a column without a value."""
        _run(connection, [(self, row)])

    def prepare(self, dialect: Dialect, rows: Iterable[Mapping[str, Any]]) -> PlannedRows:
        """Many rows made ready for one engine, before any transaction begins."""
        plan = self.for_dialect(dialect)
        kept = list(rows)
        columns = [_bound_column([row[name] for row in kept], bind) for name, bind in plan.binds]
        values = list(zip(*columns, strict=True))
        if plan.by_name:
            names = [name for name, _bind in plan.binds]
            return PlannedRows(plan.sql, [dict(zip(names, row, strict=True)) for row in values])
        return PlannedRows(plan.sql, values)


class PlannedSelect(Planned):
    """``SELECT`` with each value bound, and each column of its rows read, as the column's type does it."""

    def __init__(self, statement: Any) -> None:
        super().__init__(statement, _left_open(statement))
        self._make = result_tuple([one.name for one in statement.exported_columns])
        self._readers: dict[str, Readers] = {}

    def rows(self, connection: Connection, facts: Mapping[str, Any]) -> list[AnyRow]:
        """Every row. Raises KeyError for a value that is missing in ``facts``."""
        return _run(connection, [(self, facts)])[0]

    def first(self, connection: Connection, facts: Mapping[str, Any]) -> AnyRow | None:
        """The first row, None when there is none."""
        return next(iter(self.rows(connection, facts)), None)

    def one(self, connection: Connection, facts: Mapping[str, Any]) -> AnyRow:
        """The only row of a question that always has one."""
        (row,) = self.rows(connection, facts)
        return row

    def made(self, cursor: Any, dialect: Dialect) -> list[AnyRow]:
        """The rows that it brought."""
        readers = self._readers.get(dialect.name)
        if readers is None:
            readers = self._readers[dialect.name] = _readers(self._statement, dialect)
        found = cursor.fetchall()
        if len(found) >= _MANY:
            readers = tuple((place, _Once(read).__getitem__) for place, read in readers)
        return [self._make(_read(one, readers)) for one in found]


Step = tuple[Planned, Mapping[str, Any]]


def together(connection: Connection, *steps: Step) -> list[list[AnyRow]]:
    """Several statements, one after the other; returns the rows of each. PostgreSQL is sent all of them,
    and the BEGIN before them, in one go: every wait for an answer costs as much as a small question."""
    return _run(connection, steps, in_one_go=connection.dialect.name == "postgresql")


def _run(
    connection: Connection, steps: Sequence[Step], *, in_one_go: bool = False
) -> list[list[AnyRow]]:
    """Straight through the driver: what SQLAlchemy does around a statement takes longer than SQLite does
    for it. Errors come as they come from any other statement."""
    if not connection.in_transaction():
        connection.begin()
    dialect, driver = connection.dialect, _driver(connection)
    plans = [(step, step.for_dialect(dialect), values) for step, values in steps]
    bound = [(step, plan.sql, plan.parameters(values)) for step, plan, values in plans]
    # One at a time: SQLite looks for a row when it is fetched, and would find what a later step wrote.
    sent: Iterable[tuple[Planned, Any]] = (
        (step, driver.execute(sql, parameters)) for step, sql, parameters in bound
    )
    try:
        if in_one_go:
            with driver.pipeline():
                sent = list(sent)
        return [step.made(cursor, dialect) for step, cursor in sent]
    except dialect.loaded_dbapi.Error as error:
        raise _said(connection, "; ".join(sql for _step, sql, _values in bound), error) from error


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _said(connection: Connection, sql: str, error: Exception) -> BaseException:
    """What SQLAlchemy makes of a driver's error: when the connection died, so did those that wait unused."""
    dialect: Any = connection.dialect
    base = dialect.loaded_dbapi.Error
    died = dialect.is_disconnect(error, _driver(connection), None)
    if died:
        connection.invalidate(error)
        connection.engine.dispose()
    return DBAPIError.instance(sql, None, error, base, connection_invalidated=died, dialect=dialect)


class _Once(dict[Any, Any]):
    """The values of one column, each read once: the rooms of a week are few, and so are its hours."""

    def __init__(self, read: Bind) -> None:
        self._read = read

    def __missing__(self, raw: Any) -> Any:
        value = self._read(raw)
        if not isinstance(value, list | dict):
            self[raw] = value
        return value


def _readers(statement: Any, dialect: Dialect) -> Readers:
    """For each column whose values do not come as they are: its place, and how its type reads them."""
    kinds = [one.type.dialect_impl(dialect) for one in statement.exported_columns]
    found = [(place, kind.result_processor(dialect, None)) for place, kind in enumerate(kinds)]
    return tuple((place, read) for place, read in found if read is not None)


def _read(raw: Sequence[Any], readers: Readers) -> list[Any]:
    values = list(raw)
    for place, read in readers:
        values[place] = read(values[place])
    return values


def _left_open(statement: Any) -> list[str]:
    """The parameters of a statement that have no value of their own."""
    return [
        one.key for one in iterate(statement) if isinstance(one, BindParameter) and one.required
    ]


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
