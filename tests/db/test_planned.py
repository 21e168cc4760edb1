"""Statements that are planned once answer as SQLAlchemy's own, alone and together, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Engine,
    Enum,
    Integer,
    MetaData,
    String,
    Table,
    Time,
    bindparam,
    select,
)
from sqlalchemy.exc import IntegrityError, OperationalError

from db.engine import make_engine, writing
from db.planned import PlannedInsert, PlannedSelect, together
from db.types import Identity, UTCDateTime
from db.values import Basis

things = Table(
    "things",
    MetaData(),
    Column("id", Identity, primary_key=True),
    Column("pass", Identity),
    Column("at", UTCDateTime),
    Column("day", Date),
    Column("opens", Time),
    Column("basis", Enum(Basis, native_enum=False)),
    Column("open", Boolean),
    Column("windows", JSON),
    Column("name", String),
    Column("left", Integer, CheckConstraint('"left" >= 0', name="not_below")),
)
FULL = {
    "id": UUID(int=1),
    "pass": UUID(int=7),
    "at": datetime(2026, 11, 17, 9, 30, tzinfo=UTC),
    "day": date(2026, 11, 17),
    "opens": time(9, 30),
    "basis": Basis.MEMBERSHIP,
    "open": True,
    "windows": [[[0, 1], "14:00", "20:00"]],
    "name": "100 % «così»",
    "left": 3,
}
EMPTY = {**dict.fromkeys(FULL), "id": UUID(int=2)}
_INSERT = PlannedInsert(things)
_OF = select(things).where(things.c.id == bindparam("id"))
_ONE = PlannedSelect(_OF)
_NAMED = PlannedSelect(
    select(things.c.id)
    .where(things.c.name.in_(("none", FULL["name"])), things.c.day <= bindparam("day"))
    .order_by(things.c.id)
)


@pytest.fixture
def engine(blank_database_url: str) -> Iterator[Engine]:
    engine = make_engine(blank_database_url)
    with engine.begin() as connection:
        things.create(connection)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("values", [FULL, EMPTY], ids=["full", "empty"])
def test_a_row_comes_back_as_it_was_written(engine: Engine, values: dict[str, object]) -> None:
    with writing(engine) as connection:
        _INSERT.write(connection, values)
        row = _ONE.one(connection, {"id": values["id"]})
        assert dict(row._mapping) == values
        assert row == connection.execute(_OF, {"id": values["id"]}).one()


def test_what_a_statement_brings_along_stays_with_it(engine: Engine) -> None:
    with writing(engine) as connection:
        _INSERT.write(connection, FULL)
        assert _NAMED.rows(connection, {"day": FULL["day"]}) == [(FULL["id"],)]
        assert _NAMED.first(connection, {"day": date(2026, 11, 16)}) is None


def test_together_each_step_sees_those_before_it(engine: Engine) -> None:
    with writing(engine) as connection:
        ask = (_NAMED, {"day": FULL["day"]})
        written = [(_INSERT, FULL), ask, (_INSERT, {**FULL, "id": UUID(int=3)}), ask]
        nothing, one, _nothing, two = together(connection, *written)
    assert nothing == []
    assert [row.id for row in one] == [UUID(int=1)]
    assert [row.id for row in two] == [UUID(int=1), UUID(int=3)]


def test_a_promise_broken_together_has_its_name_and_leaves_nothing(engine: Engine) -> None:
    below = {**FULL, "id": UUID(int=4), "left": -1}
    with pytest.raises(IntegrityError, match="not_below"), writing(engine) as connection:
        together(connection, (_INSERT, FULL), (_INSERT, below), (_ONE, {"id": UUID(int=4)}))
    with writing(engine) as connection:
        assert _NAMED.rows(connection, {"day": FULL["day"]}) == []


def test_a_value_that_is_missing_is_not_guessed(engine: Engine) -> None:
    with pytest.raises(KeyError), writing(engine) as connection:
        _ONE.rows(connection, {})


def test_a_connection_that_died_is_put_out_of_use(postgres_url: str) -> None:
    engine = make_engine(postgres_url)
    things.create(engine)
    with pytest.raises(OperationalError) as caught:
        _cut_off(engine)
    assert caught.value.connection_invalidated
    with writing(engine) as connection:
        assert together(connection, (_INSERT, FULL), (_ONE, {"id": FULL["id"]}))[1][0].left == 3
    engine.dispose()


def _cut_off(engine: Engine) -> None:
    """Write on a connection that the server has ended, together with every other of the pool."""
    with engine.connect(), engine.connect() as watching, writing(engine) as connection:
        watching.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        together(connection, (_INSERT, FULL))
