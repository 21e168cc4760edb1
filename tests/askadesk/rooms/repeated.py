"""Short ways to repeat a booking, and to see what stands of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from askadesk.rooms.rows import Booked, BookingRow, NewBooking, SpacePriceRow, Taking
from askadesk.rooms.series_rows import Instead, NewSeries, Reach
from db.models import ProductTerms
from db.values import BookingStatus, Money
from tests.askadesk.rooms.conftest import Rooms
from tests.hub_of_tests import ROME, SINCE, TUESDAY


class Repeated:
    """Bookings of Marco Bellino that repeat. Times are the hub's wall time."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms, self.desk = rooms, rooms.desk

    def priced(self, cents: int) -> UUID:
        """A room with a price for an hour."""
        room = self.rooms.room()
        price = SpacePriceRow(SINCE, hour=Money(cents))
        self.rooms.manager.spaces.add_price(room, price)
        return room

    def member_with(self, minutes: int) -> UUID:
        """Ada Conti, whose plan has so many minutes of rooms in it each month."""
        hub = self.rooms.hub
        hub.plan("team")
        (terms,) = hub.rows(ProductTerms)
        new = dict(terms._mapping) | {"id": hub.ids.new(), "room_minutes": minutes}
        hub.execute_insert(ProductTerms, new | {"valid_from": SINCE + timedelta(days=1)})
        person = hub.person("Ada Conti")
        hub.holds(person, "team")
        return person

    def asked(
        self, space: UUID, starts: str, ends: str, day: date = TUESDAY, **more: Any
    ) -> NewBooking:
        who = {"person": self.rooms.someone} if "organisation" not in more else {}
        spaces = (Taking(space, more.pop("desks", 1)),)
        moments = (self.rooms.hub.moment(starts, day), self.rooms.hub.moment(ends, day))
        return NewBooking(spaces, *moments, **{**who, **more})

    def new(
        self, space: UUID, rule: str, starts: str = "10:00", ends: str = "11:00", **more: Any
    ) -> NewSeries:
        instead = more.pop("instead", ())
        return NewSeries(self.asked(space, starts, ends, **more), rule, instead)

    def book(self, space: UUID, rule: str, *times: str, **more: Any) -> Booked:
        return self.desk.series.book(self.new(space, rule, *times, **more))

    def rows(self, booked: Booked) -> list[BookingRow]:
        return [self.desk.calendar.booking(one) for one in booked.bookings]

    def row(self, booked: Booked, place: int = 0) -> BookingRow:
        return self.desk.calendar.booking(booked.bookings[place])

    def same(self, row: BookingRow, **other: Any) -> NewBooking:
        """What would have to be asked to leave a booking as it is, but for some fields."""
        kept = NewBooking(
            row.spaces,
            row.starts,
            row.ends,
            person=row.person,
            organisation=row.organisation,
            title=row.title,
            note=row.note,
            heads=row.heads,
            people=tuple(id for id, _name in row.people),
            lines=row.lines,
            private=row.private,
        )
        return replace(kept, **other)

    def change(
        self, booked: Booked, place: int, reach: Reach, *, rule: str | None = None, **other: Any
    ) -> Booked:
        """Change one date of a series as it stands; ``starts`` and ``ends`` as "14:00" on its own day."""
        row, instead = self.row(booked, place), other.pop("instead", ())
        day = other.pop("day", row.starts.date())
        for name in {"starts", "ends"} & other.keys():
            other[name] = self.rooms.hub.moment(other[name], day)
        new = self.same(row, **other)
        return self.desk.series.change(row.id, row.version, new, reach, rule=rule, instead=instead)

    def standing(self, space: UUID) -> list[str]:
        """What stands in a space from Tuesday on, as "17 Nov 10:00-11:00"."""
        found = self.desk.calendar.bookings(TUESDAY, date(2031, 1, 1), space=space)
        kept = [one for one in found if one.status is not BookingStatus.CANCELLED]
        return [f"{one.starts:%-d %b %H:%M}-{one.ends:%H:%M}" for one in kept]


def wall(text: str) -> datetime:
    """``2026-11-24 10:00`` as the name of a date."""
    return datetime.fromisoformat(text)


def skip(*walls: str) -> tuple[Instead, ...]:
    return tuple(Instead(wall(one)) for one in walls)


def moved(named: str, starts: str | None = None, space: UUID | None = None) -> Instead:
    """A date that goes to another time or space."""
    there = wall(starts).replace(tzinfo=ROME) if starts else None
    return Instead(wall(named), skip=False, space=space, starts=there)
