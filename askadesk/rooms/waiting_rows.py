"""Who waits for a space, as screens and command line see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from db.values import WaitStatus


@dataclass(frozen=True, slots=True)
class NewWaiting:
    """A wish that is put in line. ``organisation`` is who it is for where there is one, and ``person`` speaks
    for it; ``title`` is what it is for. In a zone each of the ``heads`` wants a desk. ``private`` and ``note``
    are for the booking that comes of it: nobody reads in the line what a private one is for."""

    space: UUID
    starts: datetime
    ends: datetime
    person: UUID | None = None
    organisation: UUID | None = None
    title: str = ""
    heads: int = 1
    private: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """Somebody in line; moments on the hub's clock. ``place`` is theirs among those who wait for the same, 0
    once their waiting is over; ``until`` is how long an offer stands."""

    id: UUID
    version: int
    status: WaitStatus
    space: UUID
    space_name: str
    starts: datetime
    ends: datetime
    who: str
    person: UUID | None
    organisation: UUID | None
    title: str
    heads: int
    place: int
    until: datetime | None = None

    @property
    def offered(self) -> bool:
        """Whether it is their turn."""
        return self.status is WaitStatus.OFFERED
