"""What is asked at the door."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from askadesk.access.codes import fingerprint
from askadesk.presence.facts import Way
from askadesk.presence.rows import Direction


@dataclass(frozen=True, slots=True)
class ScanRequest:
    """One scan, or one person let in by sight.

    ``code`` is what was read (any text), ``person`` who was chosen by name; with neither, a picture was
    looked at in which there is no code. ``at`` is when it happened, now when None. ``way`` is the way
    out that an operator chose. ``heads`` come in together: as many as were announced when None. A
    member comes alone; guests are added with ``set_guests``.
    """

    code: str | None = None
    person: UUID | None = None
    direction: Direction = Direction.ASK
    at: datetime | None = None
    command: UUID | None = None
    way: Way | None = None
    heads: int | None = None
    at_work: bool = False

    def arguments(self) -> dict[str, Any]:
        """What tells this request from another with the same command id."""
        way = self.way
        return {
            "code": fingerprint(self.code) if self.code is not None else None,
            "person": self.person,
            "direction": self.direction,
            "at": self.at,
            "way": [type(way).__name__, dataclasses.asdict(way)] if way is not None else None,
            "heads": self.heads,
            "at_work": self.at_work,
        }
