"""How one desk sees another: a connection that never writes waits for new rows in ``changes``.

PostgreSQL tells (LISTEN/NOTIFY). SQLite only shows that something was committed by someone else
(``PRAGMA data_version``), so it is looked at a few times a second.
"""

from __future__ import annotations

import threading
import time
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, bindparam, func, or_, select, text
from sqlalchemy.exc import OperationalError

from db.base import table_of
from db.engine import WATCHES
from db.models import Change

CHANNEL = "askadesk_changes"
LOOK_SECONDS = 0.25
# So far back, a number that is missing at the beginning may belong to a command still on its way.
LOOK_BACK = 1000

changes = table_of(Change)
_LATEST = select(func.coalesce(func.max(changes.c.id), 0))
_NUMBERS = select(changes.c.id).where(changes.c.id > bindparam("since"))
_NEW = (
    select(changes.c.id, changes.c.kind, changes.c.ref)
    .where(
        or_(
            changes.c.id > bindparam("since"),
            changes.c.id.in_(bindparam("missing", expanding=True)),
        )
    )
    .order_by(changes.c.id)
)
# Transactions below the first number have ended; those from the second on have not begun.
_RUNNING = text(
    "SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint"
    " FROM pg_current_snapshot() s"
)


class ChangeFeed:
    """The changes that others commit, from the first ``wait`` on.

    ``wait`` is called on one thread of the caller's, ``close`` on any. The feed opens its own
    connection at the first ``wait`` and again after it was lost; what was committed meanwhile comes
    with the first answer after that.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._is_shared = engine.dialect.name == "postgresql"
        self._closed = threading.Event()
        self._connection: Connection | None = None
        self._look = True
        self._version: int | None = None
        self._latest: int | None = None
        # On PostgreSQL a lower number may be committed after a higher one: number → transactions from
        # here on began after it was missed, None until that is known.
        self._missing: dict[int, int | None] = {}

    def wait(self, timeout: float) -> list[tuple[str, UUID]]:
        """New changes as (kind, ref), or nothing after ``timeout`` seconds or ``close``.

        Raises DBAPIError when the database is away; the next call then begins with a new connection.
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
        while not self._closed.is_set():
            if self._told(connection):
                found = self._read(connection)
                if found:
                    return found
            if time.monotonic() >= until:
                break
        return []

    # --- the connection --------------------------------------------------------------------------

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect().execution_options(**self._options())
            self._look = True
            if self._is_shared:
                self._connection.execute(text(f"LISTEN {CHANNEL}"))
            if self._latest is None:
                self._begin(self._connection)
        return self._connection

    def _options(self) -> dict[str, Any]:
        return {WATCHES: True, **({"isolation_level": "AUTOCOMMIT"} if self._is_shared else {})}

    def _begin(self, connection: Connection) -> None:
        """Everything up to now is known; what is missing among the latest may still come."""
        latest = connection.scalar(_LATEST) or 0
        if self._is_shared:
            first = max(0, latest - LOOK_BACK)
            there = set(connection.scalars(_NUMBERS, {"since": first}))
            latest = max(there, default=latest)
            self._missing = dict.fromkeys(set(range(first + 1, latest)) - there)
        self._latest = latest

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        self._version = None
        if connection is not None:
            connection.invalidate()
            connection.close()

    # --- looking ---------------------------------------------------------------------------------

    def _told(self, connection: Connection) -> bool:
        """Wait a little; whether something was committed meanwhile."""
        look, self._look = self._look, False
        if look:
            return True
        if self._is_shared:
            return self._notified(connection)
        version = connection.exec_driver_sql("PRAGMA data_version").scalar()
        if version != self._version:
            self._version = version
            return True
        self._closed.wait(LOOK_SECONDS)
        return False

    def _notified(self, connection: Connection) -> bool:
        driver: Any = connection.connection.driver_connection
        dbapi: Any = connection.dialect.loaded_dbapi
        try:
            return any(True for _one in driver.notifies(timeout=LOOK_SECONDS, stop_after=1))
        except dbapi.Error as error:
            raise OperationalError(f"LISTEN {CHANNEL}", None, error) from error

    def _read(self, connection: Connection) -> list[tuple[str, UUID]]:
        ended = self._look_at_the_missing(connection)
        since = self._latest or 0
        rows = connection.execute(_NEW, {"since": since, "missing": list(self._missing)}).all()
        there = {row.id for row in rows}
        # A number whose transaction ended without it was taken back.
        self._missing = {
            number: begun
            for number, begun in self._missing.items()
            if number not in there and (begun is None or begun > ended)
        }
        if there:
            self._latest = max(since, *there)
        if self._is_shared:
            self._missing |= dict.fromkeys(set(range(since + 1, self._latest or 0)) - there)
        return [(row.kind, row.ref) for row in rows]

    def _look_at_the_missing(self, connection: Connection) -> int:
        """Transactions below the number returned have ended."""
        if not self._missing:
            return 0
        ended, begun = connection.execute(_RUNNING).one()
        self._missing = {
            number: begun if known is None else known for number, known in self._missing.items()
        }
        return int(ended)
