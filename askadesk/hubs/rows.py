"""A hub as the screens, the paper and the command line see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class HubRow:
    """One place: its name, zone, currency and how many people it may hold."""

    id: UUID
    name: str
    zone: ZoneInfo
    capacity: int
    currency: str = "EUR"
    address: str = ""
    city: str = ""
    phone: str = ""
    greeting: str = ""

    def local(self, moment: datetime) -> datetime:
        """``moment`` on the hub's own clock."""
        return moment.astimezone(self.zone)


@dataclass(frozen=True, slots=True)
class NewHub:
    """What is needed to set up a hub. ``week``: weekday "0" (Monday) to "6" → [["08:00", "20:00"], …]."""

    name: str
    time_zone: str = "Europe/Rome"
    currency: str = "EUR"
    capacity: int = 60
    address: str = ""
    city: str = ""
    phone: str = ""
    operator: str = "Reception"
    week: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = tuple(
        (str(day), (("08:00", "20:00"),)) for day in range(5)
    )
