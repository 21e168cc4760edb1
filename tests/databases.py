"""A database for each test: an upgraded one or a blank one, on SQLite, on PostgreSQL or on both.

``database_url`` runs a test twice, once on each engine. The ``blank_…`` fixtures give databases in
which nothing has been made yet. Whoever opens an engine on one disposes of it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from db.engine import make_engine
from db.upgrade import upgrade
from tests import postgres

_FOLDER = "ASKADESK_TEST_POSTGRES"
_TEMPLATE = "askadesk_template"
_PASSWORD = "right-one"
ENGINES = ("SQLite", "PostgreSQL")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the folder of this run's server; the workers of xdist inherit it."""
    if not _is_worker(config):
        postgres.sweep()
        os.environ[_FOLDER] = str(postgres.new_folder())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server once the last worker has gone."""
    if not _is_worker(config) and _FOLDER in os.environ:
        postgres.remove(Path(os.environ.pop(_FOLDER)))


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def _upgrade(url: str) -> None:
    engine = make_engine(url)
    upgrade(engine, datetime.now(UTC))
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_server() -> postgres.Server:
    """The server that all tests of the run share; make databases of your own on it."""
    return postgres.Server(Path(os.environ[_FOLDER]))


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "desk.sqlite"
    _upgrade(f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


@pytest.fixture(scope="session")
def _postgres_template(postgres_server: postgres.Server) -> str:
    postgres_server.ensure_template(_TEMPLATE, _upgrade)
    return _TEMPLATE


@pytest.fixture
def blank_sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'desk.sqlite'}"


@pytest.fixture
def sqlite_url(blank_sqlite_url: str, _sqlite_template: Path) -> str:
    """A SQLite file with AskaDesk's tables and nothing in them."""
    shutil.copy(_sqlite_template, blank_sqlite_url.removeprefix("sqlite:///"))
    return blank_sqlite_url


@pytest.fixture
def blank_postgres_url(postgres_server: postgres.Server) -> Iterator[str]:
    """A PostgreSQL database with nothing in it."""
    name = _database_name()
    yield postgres_server.create(name)
    postgres_server.drop(name)


@pytest.fixture(scope="session")
def _emptied() -> list[str]:
    """Databases that a test has left: emptying one takes a tenth of the time of making one."""
    return []


@pytest.fixture
def postgres_url(
    postgres_server: postgres.Server, _postgres_template: str, _emptied: list[str]
) -> Iterator[str]:
    """A PostgreSQL database with AskaDesk's tables and nothing in them."""
    name = _database_name()
    if _emptied:
        yield postgres_server.rename(_emptied.pop(), name)
    else:
        yield postgres_server.create(name, _postgres_template)
    if postgres_server.empty(name, _postgres_template):
        _emptied.append(name)
    else:
        postgres_server.drop(name)


@pytest.fixture
def wrong_password_url(postgres_server: postgres.Server) -> str:
    """The URL of a PostgreSQL that asks for a password, with another than the right one."""
    postgres_server.require_password(_PASSWORD)
    url = postgres_server.url("postgres")
    return url.replace("//postgres:@", f"//{postgres.LOCKED_OUT}:wrong-one@")


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest) -> str:
    """A database with AskaDesk's tables and nothing in them; the test runs once on each engine."""
    name = "sqlite_url" if request.param == "SQLite" else "postgres_url"
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture(params=ENGINES)
def blank_database_url(request: pytest.FixtureRequest) -> str:
    """A database with nothing in it; the test runs once on each engine."""
    name = "blank_sqlite_url" if request.param == "SQLite" else "blank_postgres_url"
    url: str = request.getfixturevalue(name)
    return url


def _database_name() -> str:
    return f"test_{uuid4().hex}"
