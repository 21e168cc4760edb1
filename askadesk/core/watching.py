"""Hearing what other desks change."""

from __future__ import annotations

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from askadesk.core.changes import Changes
from askadesk.core.database_errors import away
from db.changes import ChangeFeed


class Watch:
    """Waits on a connection of its own that never writes. ``close`` may be called on any thread."""

    def __init__(self, engine: Engine) -> None:
        self._feed = ChangeFeed(engine)

    def wait(self, seconds: float) -> Changes | None:
        """What others changed, or None after ``seconds`` or ``close``. Raises DatabaseAway."""
        try:
            found = self._feed.wait(seconds)
        except DBAPIError as error:
            said = away(error)
            if said is None:
                raise
            raise said from error
        if not found:
            return None
        return Changes(frozenset(kind for kind, _ref in found), frozenset(ref for _k, ref in found))

    def close(self) -> None:
        self._feed.close()
