"""What the desk asks of the world outside: the time and new identities. Handed in, never taken."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

from uuid_utils.compat import uuid7


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        ...


class Ids(Protocol):
    """Makes new identities and secrets."""

    def new(self) -> UUID:
        """A new UUIDv7: unique, and ordered by the time it was made."""
        ...

    def random_bytes(self, count: int) -> bytes:
        """``count`` bytes that nobody can guess."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class SystemIds:
    """Identities from the machine's own source of randomness."""

    def new(self) -> UUID:
        return uuid7()

    def random_bytes(self, count: int) -> bytes:
        return secrets.token_bytes(count)
