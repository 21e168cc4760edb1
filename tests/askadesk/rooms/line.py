"""Short ways to stand in line for a room in tests."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from askadesk.rooms.rows import Booked
from askadesk.rooms.waiting_rows import NewWaiting, WaitingRow
from tests.askadesk.rooms.conftest import Rooms


class Line:
    """Anna, Bruno and Carla, who would like to have what Marco has."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms, self.desk = rooms, rooms.desk
        self.anna = rooms.hub.person("Anna Neri")
        self.bruno = rooms.hub.person("Bruno Sala")
        self.carla = rooms.hub.person("Carla Rossi")

    def wait(
        self, person: UUID | None, space: UUID, starts: str, ends: str, **more: Any
    ) -> WaitingRow:
        at = self.rooms.at
        new = NewWaiting(space, at(starts), at(ends), person=person, **more)
        return self.desk.waiting.add(new)

    def row(self, one: WaitingRow) -> WaitingRow:
        """How they stand now."""
        return self.desk.waiting.row(one.id)

    def stands(self, one: WaitingRow) -> str:
        return self.row(one).status.value

    def cancel(self, booked: Booked) -> Booked:
        row = self.rooms.row(booked)
        return self.desk.bookings.cancel(row.id, row.version)
