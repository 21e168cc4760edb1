"""Bringing a database up to the program: equal to a fresh one, backed up first, refused when newer."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from db import upgrade as upgrading
from db.engine import make_engine, writing
from db.models import Base
from db.triggers import create_triggers, drop_triggers
from db.upgrade import (
    HEAD,
    KNOWN,
    BrokenReferences,
    ForeignDatabase,
    NewerDatabase,
    alembic_config,
    upgrade,
)
from tests.hub_of_tests import HubOfTests

NOW = datetime(2026, 11, 17, 8, 0, tzinfo=UTC)
ARCHIVES = Path(__file__).parent / "archives"
MIGRATIONS = Path(upgrading.__file__).parent / "migrations"


# --- fresh and upgraded are one ------------------------------------------------------------------


def fresh(engine: Engine) -> None:
    """Make the tables and triggers as the models have them, without a migration."""
    with writing(engine) as connection:
        Base.metadata.create_all(connection)
        create_triggers(connection)


def schema_of(engine: Engine) -> list[str]:
    """All that makes up the schema, triggers included, in the database's own words."""
    with engine.connect() as connection:
        found = _sqlite(connection) if engine.dialect.name == "sqlite" else _postgres(connection)
    return sorted(found)


def _sqlite(connection: Connection) -> list[str]:
    rows = connection.execute(
        text("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%'")
    )
    parts: list[str] = []
    for kind, name, sql in rows:
        # A table that was made anew during an upgrade carries its name in quotes.
        plain = str(sql).replace(f'"{name}"', name)
        lines = [line.strip().rstrip(",") for line in plain.splitlines() if line.strip()]
        parts += [f"{kind} {name}: {line}" for line in lines]
    return [part for part in parts if "alembic" not in part]


POSTGRES = (
    """SELECT table_name || '.' || column_name || ' ' || data_type || ' '
       || coalesce(character_maximum_length::text, '') || ' ' || is_nullable || ' '
       || coalesce(column_default, '')
       FROM information_schema.columns WHERE table_schema = 'public'""",
    """SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
       FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
)


def _postgres(connection: Connection) -> list[str]:
    found = [row for question in POSTGRES for row in connection.scalars(text(question))]
    return [row for row in found if "alembic" not in row]


@pytest.fixture
def engine(blank_database_url: str) -> Any:
    """An engine on a database with nothing in it."""
    made = make_engine(blank_database_url)
    yield made
    made.dispose()


def test_an_upgraded_database_is_the_same_as_a_fresh_one(engine: Engine, tmp_path: Path) -> None:
    upgrade(engine, NOW)
    upgraded = schema_of(engine)
    with writing(engine) as connection:
        _drop_everything(connection)
    fresh(engine)
    assert schema_of(engine) == upgraded
    assert any("promise_" in part for part in upgraded)


def _drop_everything(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
        return
    drop_triggers(connection)
    Base.metadata.drop_all(connection)
    connection.execute(text("DROP TABLE alembic_version"))


def test_the_models_and_the_migrations_say_the_same(engine: Engine) -> None:
    upgrade(engine, NOW)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_program_knows_its_newest_migration() -> None:
    script = ScriptDirectory.from_config(alembic_config())
    assert script.get_heads() == [HEAD]
    assert [one.revision for one in reversed(list(script.walk_revisions()))] == list(KNOWN)


def test_an_upgrade_of_what_is_up_to_date_changes_nothing(engine: Engine) -> None:
    assert upgrade(engine, NOW) is None
    before = schema_of(engine)
    assert upgrade(engine, NOW) is None
    assert schema_of(engine) == before


@pytest.mark.parametrize("revision", KNOWN[:-1])
def test_an_archive_of_every_earlier_version_opens_with_all_its_rows(
    revision: str, tmp_path: Path
) -> None:
    path = tmp_path / "desk.sqlite"
    with gzip.open(ARCHIVES / f"{revision}.sqlite.gz") as packed:
        path.write_bytes(packed.read())
    before = _rows_in(path)
    engine = make_engine(path)
    backup = upgrade(engine, NOW)
    engine.dispose()
    after = _rows_in(path)
    assert backup is not None
    assert _rows_in(backup) == before
    assert before["visits"]
    assert {name: after[name] for name in before} == before


def _rows_in(path: Path) -> dict[str, int]:
    """How many rows each table of the archive holds."""
    with sqlite3.connect(path) as archive:
        names = archive.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        counted = {
            name: archive.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for (name,) in names
        }
    archive.close()
    return counted


def test_two_desks_that_open_a_new_archive_at_once_make_it_once(blank_database_url: str) -> None:
    engines = [make_engine(blank_database_url) for _ in range(4)]
    with ThreadPoolExecutor(len(engines)) as pool:
        list(pool.map(lambda one: upgrade(one, NOW), engines))
    with engines[0].connect() as connection:
        found = connection.scalars(text("SELECT version_num FROM alembic_version")).all()
    assert found == [HEAD]
    for one in engines:
        one.dispose()


# --- a later version of the program --------------------------------------------------------------


class LaterProgram:
    """The program with one more migration, whose body is ``steps``."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self._patch, self._folder = monkeypatch, folder / "migrations"
        shutil.copytree(MIGRATIONS, self._folder, ignore=shutil.ignore_patterns("__pycache__"))

    def adds(self, steps: str) -> None:
        body = "\n    ".join(steps.strip().splitlines())
        (self._folder / "versions" / "0002_later.py").write_text(
            "import sqlalchemy as sa\nfrom alembic import op\n"
            f'revision, down_revision = "later", "{HEAD}"\n'
            f"def upgrade() -> None:\n    {body}\n"
        )
        configuration = Config()
        configuration.set_main_option("script_location", str(self._folder))
        self._patch.setattr(upgrading, "alembic_config", lambda: configuration)
        self._patch.setattr(upgrading, "HEAD", "later")
        self._patch.setattr(upgrading, "KNOWN", (*KNOWN, "later"))


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> LaterProgram:
    return LaterProgram(monkeypatch, tmp_path)


NOTE = """
with op.batch_alter_table("people", recreate="always" if {always} else "auto") as people:
    people.add_column(sa.Column("nickname", sa.String(20)))
"""


def path_of(engine: Engine) -> Path:
    return Path(str(engine.url.database))


def test_an_older_file_is_copied_beside_itself_before_it_is_upgraded(
    sqlite_hub: HubOfTests, later: LaterProgram
) -> None:
    giulia = sqlite_hub.member("Giulia Ferrero")
    later.adds(NOTE.format(always=False))
    backup = upgrade(sqlite_hub.engine, NOW)
    assert backup is not None
    assert backup.parent == path_of(sqlite_hub.engine).parent
    assert backup.name == "desk.before-later-20261117-080000.sqlite"
    with sqlite3.connect(backup) as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
        assert copy.execute("SELECT id FROM people").fetchall() == [(giulia.bytes,)]
    copy.close()


def test_an_upgrade_keeps_every_row_and_every_promise(hub: HubOfTests, later: LaterProgram) -> None:
    giulia = hub.member("Giulia Ferrero")
    hub.scan(giulia)
    # Rebuilding a table that others point at must not take their rows along.
    later.adds(NOTE.format(always=hub.engine.dialect.name == "sqlite"))
    upgrade(hub.engine, NOW)
    with hub.engine.connect() as connection:
        columns = {one["name"] for one in inspect(connection).get_columns("people")}
        assert connection.scalar(text("SELECT count(*) FROM visits")) == 1
    assert "nickname" in columns
    with pytest.raises(DBAPIError, match="people_kept"):
        hub.execute("DELETE FROM people")


def test_an_upgrade_that_breaks_references_is_taken_back(
    sqlite_hub: HubOfTests, later: LaterProgram
) -> None:
    sqlite_hub.member("Giulia Ferrero")
    before = schema_of(sqlite_hub.engine)
    later.adds(NOTE.format(always=False) + "op.execute(\"UPDATE memberships SET product = x'00'\")")
    with pytest.raises(BrokenReferences):
        upgrade(sqlite_hub.engine, NOW)
    assert schema_of(sqlite_hub.engine) == before
    with sqlite_hub.engine.connect() as connection:
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


def test_an_upgrade_that_fails_half_way_leaves_the_database_as_it_was(
    hub: HubOfTests, later: LaterProgram
) -> None:
    hub.member("Giulia Ferrero")
    before = schema_of(hub.engine)
    later.adds(NOTE.format(always=False) + 'raise RuntimeError("half-way")')
    with pytest.raises(RuntimeError):
        upgrade(hub.engine, NOW)
    assert schema_of(hub.engine) == before
    with hub.engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == HEAD


# --- what is not ours to touch -------------------------------------------------------------------


def test_a_newer_database_is_refused_and_left_alone(hub: HubOfTests) -> None:
    hub.execute("UPDATE alembic_version SET version_num = '9999'")
    before = schema_of(hub.engine)
    with pytest.raises(NewerDatabase):
        upgrade(hub.engine, NOW)
    assert schema_of(hub.engine) == before


def test_another_program_s_database_is_refused_and_left_alone(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE recipes (id integer primary key)"))
    with pytest.raises(ForeignDatabase):
        upgrade(engine, NOW)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["recipes"]


# --- how a connection is set up ------------------------------------------------------------------


def test_what_is_committed_to_sqlite_is_on_disk_and_refers_to_what_is_there(
    sqlite_url: str,
) -> None:
    engine = make_engine(sqlite_url)
    with engine.connect() as connection:
        pragmas = {
            name: connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 60_000,
    }
