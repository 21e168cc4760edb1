"""Calendar files for tests: written in a few lines, brought in, and read by another library than ours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import icalendar
import recurring_ical_events

from askadesk.rooms.ics.rows import IcsPreview, IcsTaken
from askadesk.rooms.rows import BookingRow
from askadesk.services import Services
from tests.askadesk.rooms.conftest import Rooms

SAMPLES = Path(__file__).parent / "ics_samples"
Span = tuple[datetime, datetime]


def event(uid: str, *lines: str, summary: str = "Corso") -> str:
    """An event of a file; without lines on the Wednesday from 10 to 11."""
    given = lines or ("DTSTART;TZID=Europe/Rome:20261118T100000", "DURATION:PT1H")
    return "\n".join(("BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{summary}", *given, "END:VEVENT"))


def calendar(*events: str) -> bytes:
    """A calendar of these events."""
    text = "\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *events, "END:VCALENDAR", ""))
    return text.replace("\n", "\r\n").encode()


class Calendars:
    """Files brought into the rooms of a hub."""

    def __init__(self, rooms: Rooms, folder: Path) -> None:
        self.rooms, self.folder = rooms, folder
        self.desk: Services = rooms.desk

    def file(self, data: bytes, name: str = "sala.ics") -> Path:
        path = self.folder / name
        path.write_bytes(data)
        return path

    def read(self, data: bytes, space: UUID | None = None, **whose: Any) -> IcsPreview:
        return self.desk.calendar_files.read(self.file(data), space=space, **whose)

    def take(self, data: bytes, space: UUID | None = None, **how: Any) -> IcsTaken:
        whose = {name: how.pop(name) for name in ("person", "organisation") if name in how}
        return self.desk.calendar_files.take(self.read(data, space, **whose), **how)

    def bookings(self, desk: Services | None = None) -> tuple[BookingRow, ...]:
        """All that stands, whenever."""
        return (desk or self.desk).calendar.bookings(date(2020, 1, 1), date(2140, 1, 1))

    def spans(self, desk: Services | None = None) -> list[Span]:
        return sorted(
            (one.starts.astimezone(UTC), one.ends.astimezone(UTC)) for one in self.bookings(desk)
        )


def starts_said_by_others(data: bytes, first: datetime, last: datetime) -> list[datetime]:
    """When the events of a file begin, as recurring-ical-events reads it. (Where an event ends it works out on
    the wall clock, so that one in the skipped hour would end before it begins.)"""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(first, last)
    return sorted({one["DTSTART"].dt.astimezone(UTC) for one in found})


def outcomes(rows: Iterable[Any]) -> list[str]:
    return [one.outcome.value for one in rows]
