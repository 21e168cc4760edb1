"""Time and identities that depend on a seed alone, so that the same demo can be made again."""

from __future__ import annotations

from datetime import datetime
from random import Random
from uuid import UUID

_VERSION_7 = 7 << 76
_VARIANT = 0b10 << 62
_LOW = (1 << 62) - 1


class SettableClock:
    """A clock that shows what it is set to."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def set(self, now: datetime) -> None:
        """Show ``now`` (aware) from here on."""
        self._now = now


class SeededIds:
    """UUIDv7 and secrets from ``seed``; the time inside an id is the clock's, or the one asked for.

    Secrets have a source of their own, so that the codes on the cards depend on nothing but the seed.
    They can be guessed by whoever knows it: good for a demo, for nothing else.
    """

    def __init__(self, seed: int, clock: SettableClock) -> None:
        self._clock = clock
        self._random = Random(f"askadesk ids {seed}")
        self._secrets = Random(f"askadesk secrets {seed}")

    def new(self) -> UUID:
        return self.at(self._clock.now())

    def at(self, moment: datetime) -> UUID:
        """An id as it would have been made at ``moment``."""
        bits = self._random.getrandbits(74)
        high = int(moment.timestamp() * 1000) << 80 | _VERSION_7 | bits >> 62 << 64
        return UUID(int=high | _VARIANT | bits & _LOW)

    def random_bytes(self, count: int) -> bytes:
        return self._secrets.randbytes(count)
