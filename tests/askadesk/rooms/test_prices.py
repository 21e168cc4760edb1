"""What a room costs by the day: the days of the hub's wall clock, whatever the night does to their hours."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from askadesk.rooms.prices import duration
from askadesk.rooms.rows import NewBooking, Price, SpacePriceRow, Taking
from askadesk.rooms.words import price_words
from db.values import Money
from tests.askadesk.rooms.conftest import Rooms
from tests.hub_of_tests import ROME, SINCE

DAYS = [
    ("2027-10-31 00:00", "2027-11-01 00:00", 1),
    ("2027-10-30 00:00", "2027-11-01 00:00", 2),
    ("2027-10-30 10:00", "2027-10-31 10:00", 1),
    ("2027-10-31 00:00", "2027-11-01 00:15", 2),
    ("2027-03-28 00:00", "2027-03-29 00:00", 1),
    ("2027-03-27 00:00", "2027-03-29 00:00", 2),
    ("2027-03-28 00:00", "2027-03-29 00:15", 2),
    ("2027-06-01 09:00", "2027-06-01 18:00", 1),
    ("2027-06-01 09:00", "2027-06-03 18:00", 3),
]


def local(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ROME, fold=fold)


def priced(rooms: Rooms, **cents: int) -> UUID:
    po = rooms.room()
    money: dict[str, Any] = {name: Money(value) for name, value in cents.items()}
    rooms.manager.spaces.add_price(po, SpacePriceRow(SINCE, **money))
    return po


def cost(rooms: Rooms, po: UUID, starts: str, ends: str) -> Price:
    new = NewBooking((Taking(po),), local(starts), local(ends), person=rooms.someone)
    return rooms.desk.calendar.check(new).price


@pytest.mark.parametrize(("starts", "ends", "days"), DAYS)
def test_a_day_is_a_day_of_the_wall_clock(starts: str, ends: str, days: int) -> None:
    assert duration(local(starts), local(ends), ROME).days == days


def test_hours_are_real_hours_when_clocks_change() -> None:
    night = duration(local("2027-10-31 00:00"), local("2027-11-01 00:00"), ROME)
    assert night.minutes == 25 * 60


def test_within_the_doubled_hour_a_day_is_begun() -> None:
    first, second = local("2027-10-31 02:45"), local("2027-10-31 02:15", fold=1)
    assert (duration(first, second, ROME).minutes, duration(first, second, ROME).days) == (30, 1)


def test_the_day_of_25_hours_and_that_of_23_cost_one_day(rooms: Rooms) -> None:
    po = priced(rooms, day=10000)
    longest = cost(rooms, po, "2027-10-31 00:00", "2027-11-01 00:00")
    assert longest.cents == 10000
    assert [price_words(one) for one in longest.lines] == ["Sala Po: 1 giorno × 100,00\xa0€"]
    assert cost(rooms, po, "2027-03-28 00:00", "2027-03-29 00:00").cents == 10000


def test_saturday_and_the_day_of_25_hours_cost_two_days(rooms: Rooms) -> None:
    po = priced(rooms, day=10000)
    assert cost(rooms, po, "2027-10-30 00:00", "2027-11-01 00:00").cents == 20000


def test_hours_cost_what_really_passes_in_whatever_zone_they_are_asked(rooms: Rooms) -> None:
    po = priced(rooms, hour=1000)
    assert cost(rooms, po, "2027-10-31 00:00", "2027-11-01 00:00").cents == 25000
    assert cost(rooms, po, "2027-03-28 00:00", "2027-03-29 00:00").cents == 23000


def test_what_is_booked_costs_what_was_said_before(rooms: Rooms) -> None:
    po = priced(rooms, day=10000)
    new = NewBooking(
        (Taking(po),),
        local("2027-10-31 00:00"),
        local("2027-11-01 00:00"),
        person=rooms.someone,
        reason="Hackathon",
    )
    assert rooms.row(rooms.desk.bookings.book(new)).price.cents == 10000
