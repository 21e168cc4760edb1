"""A hub with rooms, and short ways to book them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from askadesk.rooms.rows import Booked, BookingRow, Move, NewBooking, SpaceFields, Taking
from db.values import SpaceKind
from tests.hub_of_tests import HubOfTests


class Rooms:
    """The rooms of a hub. Times are the hub's wall time on Tuesday."""

    def __init__(self, hub: HubOfTests) -> None:
        self.hub = hub
        self.desk, self.manager = hub.desk, hub.manager
        self.someone = hub.person("Marco Bellino")

    def room(self, name: str = "Sala Po", **fields: Any) -> UUID:
        """A meeting room for eight."""
        desks, parts = fields.pop("desks", 1), fields.pop("parts", ())
        made = SpaceFields(name, **{"kind": SpaceKind.MEETING_ROOM, "seats": 8, **fields})
        return self.manager.spaces.add(made, desks=desks, parts=parts)

    def at(self, wall: str) -> datetime:
        return self.hub.moment(wall)

    def asked(self, space: UUID, starts: str, ends: str, **more: Any) -> NewBooking:
        desks = more.pop("desks", 1)
        spaces = (Taking(space, desks), *(Taking(one) for one in more.pop("also", ())))
        who = {"person": self.someone} if "organisation" not in more else {}
        return NewBooking(spaces, self.at(starts), self.at(ends), **{**who, **more})

    def book(self, space: UUID, starts: str, ends: str, **more: Any) -> Booked:
        return self.desk.bookings.book(self.asked(space, starts, ends, **more))

    def book_on(
        self, space: UUID, day: date, starts: str, ends: str, until: date | None = None, **more: Any
    ) -> Booked:
        """On another day, to an hour of ``until`` where it goes over midnight; rules give way to a reason."""
        asked = self.asked(space, "10:00", "11:00", reason="Ospiti da lontano", **more)
        first, last = self.hub.moment(starts, day), self.hub.moment(ends, until or day)
        return self.desk.bookings.book(replace(asked, starts=first, ends=last))

    def row(self, booked: Booked) -> BookingRow:
        return self.desk.calendar.booking(booked.bookings[0])

    def moved(self, booked: Booked, starts: str, ends: str, space: UUID | None = None) -> Move:
        row = self.row(booked)
        return Move(row.id, row.version, self.at(starts), self.at(ends), space)

    def move(self, booked: Booked, starts: str, ends: str, space: UUID | None = None) -> Booked:
        return self.desk.bookings.move((self.moved(booked, starts, ends, space),))

    def times(self, space: UUID) -> list[str]:
        """What stands on the space's row on Tuesday, as "09:00-10:00"."""
        page = self.desk.calendar.day(self.hub.clock.time.date())
        row = next(one for one in page.rows if one.space.id == space)
        return [f"{one.starts:%H:%M}-{one.ends:%H:%M}" for one in row.blocks]


@pytest.fixture
def rooms(hub: HubOfTests) -> Rooms:
    """Rooms on each engine."""
    return Rooms(hub)
