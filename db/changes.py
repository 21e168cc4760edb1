"""How one desk sees another: a connection that never writes waits for new rows in ``changes``.

PostgreSQL tells (LISTEN/NOTIFY). SQLite only shows that something was committed by someone else
(``PRAGMA data_version``), so it is looked at a few times a second.
"""

from __future__ import annotations

import threading
import time
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, bindparam, func, select, text

from db.base import table_of
from db.engine import WATCHES
from db.models import Change

CHANNEL = "askadesk_changes"
LOOK_SECONDS = 0.25
# On PostgreSQL a lower number may be committed after a higher one; so far back it is looked again.
OVERLAP = 500

changes = table_of(Change)
_LATEST = select(func.coalesce(func.max(changes.c.id), 0))
_SINCE = (
    select(changes.c.id, changes.c.kind, changes.c.ref)
    .where(changes.c.id > bindparam("since"))
    .order_by(changes.c.id)
)


class ChangeFeed:
    """The changes that others commit, from the moment it is made on.

    ``wait`` is called on one thread of the caller's, ``close`` on any. The feed opens its own
    connection at the first ``wait`` and again after it was lost.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._closed = threading.Event()
        self._connection: Connection | None = None
        self._version: int | None = None
        self._latest = 0
        self._seen: set[int] = set()

    def wait(self, timeout: float) -> list[tuple[str, UUID]]:
        """New changes as (kind, ref), or nothing after ``timeout`` seconds or ``close``.

        Raises what the database raises; the next call then begins with a new connection.
        """
        try:
            return self._wait(time.monotonic() + timeout)
        except BaseException:
            self._hang_up()
            raise
        finally:
            if self._closed.is_set():
                self._hang_up()

    def close(self) -> None:
        """Let ``wait`` return soon, and for ever."""
        self._closed.set()

    def _wait(self, until: float) -> list[tuple[str, UUID]]:
        connection = self._connected()
        while not self._closed.is_set() and time.monotonic() < until:
            if self._told(connection):
                found = self._read(connection)
                if found:
                    return found
        return []

    def _connected(self) -> Connection:
        if self._connection is None:
            options: dict[str, Any] = {WATCHES: True}
            if self._engine.dialect.name == "postgresql":
                options["isolation_level"] = "AUTOCOMMIT"
            self._connection = self._engine.connect().execution_options(**options)
            if self._engine.dialect.name == "postgresql":
                self._connection.execute(text(f"LISTEN {CHANNEL}"))
            if not self._latest:
                self._latest = self._connection.scalar(_LATEST) or 0
                self._seen = set(range(self._latest - OVERLAP, self._latest + 1))
        return self._connection

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        self._version = None
        if connection is not None:
            connection.invalidate()
            connection.close()

    def _told(self, connection: Connection) -> bool:
        """Wait a little; whether something was committed meanwhile."""
        driver: Any = connection.connection.driver_connection
        if connection.dialect.name == "postgresql":
            return any(True for _one in driver.notifies(timeout=LOOK_SECONDS, stop_after=1))
        version = driver.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version:
            self._version = version
            return True
        self._closed.wait(LOOK_SECONDS)
        return False

    def _read(self, connection: Connection) -> list[tuple[str, UUID]]:
        rows = connection.execute(_SINCE, {"since": max(0, self._latest - OVERLAP)}).all()
        fresh = [row for row in rows if row.id not in self._seen]
        if rows:
            self._latest = rows[-1].id
            self._seen = {row.id for row in rows}
        return [(row.kind, row.ref) for row in fresh]
