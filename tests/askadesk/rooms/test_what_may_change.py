"""What may still be done with a booking, as it stands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from askadesk.core.errors import DeskError, InputError
from askadesk.rooms.rows import Booked, NewBooking, Taking
from db.values import BookingStatus
from tests.askadesk.rooms.conftest import Rooms
from tests.hub_of_tests import TUESDAY


def change(rooms: Rooms, booked: Booked, starts: str, ends: str, **more: object) -> None:
    row = rooms.row(booked)
    spaces = tuple(Taking(one.space) for one in row.spaces)
    new = NewBooking(
        spaces,
        rooms.at(starts),
        rooms.at(ends),
        person=row.person,
        reason="Accordo col socio",
        **more,  # type: ignore[arg-type]
    )
    rooms.desk.bookings.change(row.id, row.version, new)


def over(rooms: Rooms, seen: bool) -> Booked:
    """A booking from 10 to 11 that is over: its people came, or nobody did."""
    booked = rooms.book(rooms.room(), "10:00", "11:00")
    if seen:
        rooms.desk.bookings.check_in(booked.bookings[0])
    rooms.hub.at("11:30")
    rooms.desk.bookings.sweep()
    return booked


@pytest.mark.parametrize("seen", [True, False], ids=["done", "no-show"])
def test_what_is_over_stays_where_it_was(rooms: Rooms, seen: bool) -> None:
    booked = over(rooms, seen)
    with pytest.raises(InputError) as refused:
        change(rooms, booked, "15:00", "16:00")
    assert refused.value.field == "starts"
    assert rooms.row(booked).starts == rooms.at("10:00")


@pytest.mark.parametrize("seen", [True, False], ids=["done", "no-show"])
def test_of_what_is_over_words_can_be_put_right(rooms: Rooms, seen: bool) -> None:
    booked = over(rooms, seen)
    change(rooms, booked, "10:00", "11:00", title="Riunione soci")
    assert rooms.row(booked).title == "Riunione soci"


def test_what_was_called_off_is_taken_up_before_it_is_changed(rooms: Rooms) -> None:
    booked = rooms.book(rooms.room(), "10:00", "11:00")
    row = rooms.row(booked)
    rooms.desk.bookings.cancel(row.id, row.version)
    with pytest.raises(InputError):
        change(rooms, booked, "10:00", "11:00", title="Altro")


def test_an_option_cannot_be_made_to_last_until_a_moment_that_is_over(rooms: Rooms) -> None:
    booked = rooms.book(rooms.room(), "15:00", "16:00", hold_until=rooms.at("12:00"))
    rooms.hub.at("10:00")
    with pytest.raises(InputError) as refused:
        change(rooms, booked, "15:00", "16:00", hold_until=rooms.at("09:30"))
    assert refused.value.field == "hold_until"


def test_nobody_is_here_for_a_booking_of_another_day(rooms: Rooms) -> None:
    starts = rooms.hub.moment("10:00", TUESDAY + timedelta(days=14))
    new = NewBooking(
        (Taking(rooms.room()),), starts, starts + timedelta(hours=1), person=rooms.someone
    )
    booked = rooms.desk.bookings.book(new)
    with pytest.raises(DeskError) as refused:
        rooms.desk.bookings.check_in(booked.bookings[0])
    assert "martedì 1 dicembre" in str(refused.value)
    assert rooms.row(booked).status is BookingStatus.CONFIRMED


def test_whoever_is_early_on_the_day_is_here(rooms: Rooms) -> None:
    booked = rooms.book(rooms.room(), "17:00", "18:00")
    rooms.desk.bookings.check_in(booked.bookings[0])
    assert rooms.row(booked).status is BookingStatus.IN_USE
