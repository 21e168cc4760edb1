"""Bringing a database up to the program: back up, refuse a newer one, upgrade."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from db.engine import WRITES
from db.triggers import create_triggers, drop_triggers

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0004"
KNOWN = ("0001", "0002", "0003", "0004")


class NewerDatabase(Exception):
    """The database was made by a later version of the program than this one."""


class ForeignDatabase(Exception):
    """The database holds tables that are not AskaDesk's."""


class BrokenReferences(Exception):
    """After an upgrade some rows point at rows that are not there; the upgrade was taken back."""


def revision_of(connection: Connection) -> str | None:
    """The revision of the database, None when it is empty. Raises ForeignDatabase."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found
    if tables:
        raise ForeignDatabase
    return None


def upgrade(engine: Engine, now: datetime) -> Path | None:
    """Make the database fit the program; the way of the backup that was made first, if any.

    A SQLite file that holds something is copied beside itself (``….before-0001-20261117-0942.sqlite``)
    before it is touched. Raises NewerDatabase, ForeignDatabase and BrokenReferences; the database is
    then as it was.
    """
    with engine.connect() as connection:
        found = revision_of(connection)
    if found == HEAD:
        return None
    if found is not None and found not in KNOWN:
        raise NewerDatabase(found)
    backup = _back_up(engine, found, now) if found is not None else None
    _migrate(engine)
    return backup


def _back_up(engine: Engine, found: str | None, now: datetime) -> Path | None:
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return None
    original = Path(engine.url.database)
    copy = original.with_name(f"{original.stem}.before-{HEAD}-{now:%Y%m%d-%H%M%S}{original.suffix}")
    with sqlite3.connect(original) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    target.close()
    source.close()
    return copy


def _migrate(engine: Engine) -> None:
    with engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: True})
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            # A batch rebuild with foreign keys on would delete the children of what it rebuilds;
            # the switch works only outside a transaction.
            _switch_foreign_keys(connection, on=False)
        try:
            with connection.begin():
                _run(connection)
        finally:
            if sqlite:
                _switch_foreign_keys(connection, on=True)


def _run(connection: Connection) -> None:
    from alembic import command

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(4101)"))
    if revision_of(connection) == HEAD:
        return
    drop_triggers(connection)
    configuration = alembic_config()
    configuration.attributes["connection"] = connection
    command.upgrade(configuration, "head")
    create_triggers(connection)
    if (
        connection.dialect.name == "sqlite"
        and connection.execute(text("PRAGMA foreign_key_check")).first()
    ):
        raise BrokenReferences


def alembic_config() -> Config:
    """Alembic's configuration, without a file of its own."""
    from alembic.config import Config

    configuration = Config()
    configuration.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return configuration


def _switch_foreign_keys(connection: Connection, *, on: bool) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")
