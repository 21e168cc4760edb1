"""Engines for the two databases, set up the same way everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

WRITES = "askadesk_writes"
# A connection that watches keeps no transaction open: it would go on seeing one old state.
WATCHES = "askadesk_watches"
# A scan waits its turn while a file of many people is written, on a slow and busy computer too.
BUSY_MILLISECONDS = 60_000
CACHE_KIBIBYTES = 32_768


def url_of(database: str | Path) -> URL:
    """The URL of a database given as a path (SQLite) or as a URL.

    ``postgresql://`` means psycopg 3, whatever driver is the default.
    """
    if isinstance(database, Path) or "://" not in database:
        return URL.create("sqlite", database=str(Path(database).expanduser().absolute()))
    url = make_url(database)
    if url.drivername in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    return url


def make_engine(database: str | Path | URL) -> Engine:
    """An engine for ``database``. SQLite keeps WAL with synchronous=FULL: what is committed is on disk."""
    url = database if isinstance(database, URL) else url_of(database)
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"check_same_thread": False})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(
        url, pool_pre_ping=False, pool_recycle=1800, connect_args={"connect_timeout": 5}
    )


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own BEGIN comes too late for IMMEDIATE; the begin event below sends ours.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get(WATCHES):
        return
    writes = options.get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that may write; committed at the end, rolled back when anything is raised."""
    with engine.connect() as connection:
        connection = connection.execution_options(**{WRITES: True})
        with connection.begin():
            yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads, on one consistent state."""
    with engine.connect() as connection, connection.begin():
        yield connection


def take_stock(engine: Engine) -> None:
    """Let PostgreSQL look at what was just filled in: until it has, it plans questions for empty tables.

    It would do so by itself within a minute or so; SQLite plans by our indexes and needs none.
    """
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")
