"""What time does to bookings is done before each command, and is nobody's own to take back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from askadesk.rooms.rows import Booked
from askadesk.rooms.series_rows import NewSeries, Reach
from db.values import BookingStatus
from tests.askadesk.rooms.conftest import Rooms

Act = Callable[[Rooms, Booked], object]


def status(rooms: Rooms, booked: Booked) -> BookingStatus:
    return rooms.row(booked).status


def test_who_takes_their_own_back_leaves_what_time_did_to_others(rooms: Rooms) -> None:
    missed = rooms.book(rooms.room("Sala Po"), "10:00", "11:00")
    held = rooms.book(rooms.room("Sala Dora"), "15:00", "16:00", hold_until=rooms.at("10:00"))
    rooms.hub.at("10:20")
    mine = rooms.book(rooms.room("Sala Stura"), "11:00", "12:00")
    assert (status(rooms, missed), status(rooms, held)) == (
        BookingStatus.NO_SHOW,
        BookingStatus.CANCELLED,
    )
    assert rooms.desk.bookings.made_by(mine.command) == mine.bookings

    rooms.desk.bookings.undo(mine.command)

    assert status(rooms, mine) is BookingStatus.CANCELLED
    assert (status(rooms, missed), status(rooms, held)) == (
        BookingStatus.NO_SHOW,
        BookingStatus.CANCELLED,
    )


def test_what_another_was_given_of_a_lapsed_option_keeps_nobody_from_taking_back_theirs(
    rooms: Rooms,
) -> None:
    dora = rooms.room("Sala Dora")
    rooms.book(dora, "15:00", "16:00", hold_until=rooms.at("10:00"))
    rooms.hub.at("10:20")
    mine = rooms.book(rooms.room("Sala Stura"), "11:00", "12:00")
    theirs = rooms.book(dora, "15:00", "16:00")

    rooms.desk.bookings.undo(mine.command)

    assert status(rooms, theirs) is BookingStatus.CONFIRMED


def _cancel(rooms: Rooms, booked: Booked) -> object:
    return rooms.desk.bookings.cancel(booked.bookings[0], rooms.row(booked).version)


def _extend(rooms: Rooms, booked: Booked) -> object:
    return rooms.desk.bookings.extend(booked.bookings[0], rooms.row(booked).version, 30)


def _move(rooms: Rooms, booked: Booked) -> object:
    return rooms.move(booked, "12:00", "13:00")


@pytest.mark.parametrize(
    ("act", "then"),
    [
        (_cancel, BookingStatus.CANCELLED),
        (_extend, BookingStatus.CONFIRMED),
        (_move, BookingStatus.CONFIRMED),
    ],
    ids=["called off", "extended", "moved"],
)
def test_whoever_is_late_can_still_be_called_off_moved_and_given_longer(
    rooms: Rooms, act: Act, then: BookingStatus
) -> None:
    booked = rooms.book(rooms.room(), "10:00", "11:00")
    rooms.hub.at("10:20")
    act(rooms, booked)
    assert status(rooms, booked) is then


def test_an_option_is_confirmed_late_where_nobody_has_the_room(rooms: Rooms) -> None:
    booked = rooms.book(rooms.room(), "15:00", "16:00", hold_until=rooms.at("10:00"))
    rooms.hub.at("10:20")
    rooms.desk.bookings.confirm(booked.bookings[0], rooms.row(booked).version)
    assert status(rooms, booked) is BookingStatus.CONFIRMED


def test_a_late_check_in_is_taken_back(rooms: Rooms) -> None:
    booked = rooms.book(rooms.room(), "10:00", "11:00")
    rooms.hub.at("10:20")
    here = rooms.desk.bookings.check_in(booked.bookings[0])
    rooms.desk.bookings.undo(here.command)
    assert status(rooms, booked) is BookingStatus.CONFIRMED


def test_a_series_whose_first_date_was_missed_is_called_off_from_there_on(rooms: Rooms) -> None:
    first = rooms.asked(rooms.room(), "10:00", "11:00")
    booked = rooms.desk.series.book(NewSeries(first, "FREQ=DAILY;COUNT=3"))
    rooms.hub.at("10:20")
    version = rooms.row(booked).version
    rooms.desk.series.cancel(booked.bookings[0], version, Reach.FOLLOWING)
    later = [rooms.desk.calendar.booking(one).status for one in booked.bookings[1:]]
    assert later == [BookingStatus.CANCELLED] * 2
