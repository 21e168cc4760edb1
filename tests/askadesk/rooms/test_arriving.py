"""A booking is taken up by whoever of its people comes first, and let go when the entry is taken back."""

from __future__ import annotations

from uuid import UUID

import pytest

from askadesk.rooms.errors import SpaceTaken
from askadesk.rooms.rows import Booked
from db.values import Answer, BookingStatus
from tests.askadesk.rooms.conftest import Rooms


def status(rooms: Rooms, booked: Booked) -> BookingStatus:
    return rooms.row(booked).status


def booked_at_ten(rooms: Rooms, person: UUID, **more: object) -> Booked:
    return rooms.book(rooms.room(), "10:00", "11:00", person=person, heads=3, **more)


def test_its_holder_is_scanned_and_the_booking_is_in_use(rooms: Rooms) -> None:
    giulia = rooms.hub.person("Giulia Ferrero")
    booked = booked_at_ten(rooms, giulia)
    rooms.hub.at("09:50")
    verdict = rooms.hub.scan(giulia)
    assert (verdict.answer, verdict.code) == (Answer.ADMITTED, "expected")
    row = rooms.row(booked)
    assert (row.status, row.checked_in_at) == (BookingStatus.IN_USE, rooms.at("09:50"))


def test_so_it_is_by_anyone_named_in_it(rooms: Rooms) -> None:
    guest = rooms.hub.person("Samuel Okafor")
    booked = booked_at_ten(rooms, rooms.someone, people=(guest,))
    rooms.hub.at("10:05")
    rooms.hub.scan(guest)
    assert status(rooms, booked) is BookingStatus.IN_USE


def test_a_member_who_comes_on_their_own_right_takes_it_up_too(rooms: Rooms) -> None:
    member = rooms.hub.member()
    booked = booked_at_ten(rooms, member)
    rooms.hub.at("09:55")
    assert rooms.hub.scan(member).code == "membership"
    assert status(rooms, booked) is BookingStatus.IN_USE


def test_who_is_in_since_the_morning_takes_it_up_with_another_scan(rooms: Rooms) -> None:
    member = rooms.hub.member()
    booked = booked_at_ten(rooms, member)
    rooms.hub.at("08:05")
    rooms.hub.scan(member)
    assert status(rooms, booked) is BookingStatus.CONFIRMED
    rooms.hub.at("10:01")
    assert rooms.hub.scan(member).answer is Answer.ALREADY_IN
    assert status(rooms, booked) is BookingStatus.IN_USE


def test_hours_before_and_after_it_is_left_alone(rooms: Rooms) -> None:
    member = rooms.hub.member()
    rooms.hub.scan(member)
    booked = booked_at_ten(rooms, member)
    rooms.hub.at("11:00")
    rooms.hub.scan(member)
    assert status(rooms, booked) is BookingStatus.CONFIRMED


def test_who_comes_late_still_has_the_room_nobody_took(rooms: Rooms) -> None:
    giulia = rooms.hub.person("Giulia Ferrero")
    booked = booked_at_ten(rooms, giulia)
    rooms.hub.at("10:30")
    rooms.desk.bookings.sweep()
    assert status(rooms, booked) is BookingStatus.NO_SHOW
    assert rooms.hub.scan(giulia).answer is Answer.ADMITTED
    row = rooms.row(booked)
    assert row.status is BookingStatus.IN_USE
    assert rooms.times(row.spaces[0].space) == ["10:00-11:00"]


def test_who_comes_late_to_a_room_that_is_gone_comes_in_all_the_same(rooms: Rooms) -> None:
    giulia = rooms.hub.person("Giulia Ferrero")
    booked = booked_at_ten(rooms, giulia)
    rooms.hub.at("10:30")
    other = rooms.book(rooms.row(booked).spaces[0].space, "10:30", "11:00")
    assert rooms.hub.scan(giulia).answer is Answer.ADMITTED
    assert status(rooms, booked) is BookingStatus.NO_SHOW
    assert status(rooms, other) is BookingStatus.CONFIRMED
    with pytest.raises(SpaceTaken):
        rooms.desk.bookings.check_in(booked.bookings[0])


def test_an_entry_that_is_taken_back_lets_it_go(rooms: Rooms) -> None:
    giulia = rooms.hub.person("Giulia Ferrero")
    booked = booked_at_ten(rooms, giulia)
    rooms.hub.at("09:50")
    verdict = rooms.hub.scan(giulia)
    rooms.hub.undo(verdict)
    row = rooms.row(booked)
    assert (row.status, row.checked_in_at) == (BookingStatus.CONFIRMED, None)


def test_what_was_changed_since_stays_as_it_is(rooms: Rooms) -> None:
    giulia = rooms.hub.person("Giulia Ferrero")
    booked = booked_at_ten(rooms, giulia)
    rooms.hub.at("09:50")
    verdict = rooms.hub.scan(giulia)
    rooms.desk.bookings.extend(booked.bookings[0], rooms.row(booked).version, 30)
    rooms.hub.undo(verdict)
    assert status(rooms, booked) is BookingStatus.IN_USE


def test_expected_today_shows_a_booking_once_with_all_its_heads(rooms: Rooms) -> None:
    guest = rooms.hub.person("Samuel Okafor")
    studio = rooms.hub.organisation("Studio Nuvola")
    booked = booked_at_ten(rooms, rooms.someone, people=(guest,), organisation=studio)
    (row,) = rooms.desk.reading.today().expected
    assert (row.booking, row.title, row.head_count) == (
        booked.bookings[0],
        "Sala Po · Studio Nuvola",
        3,
    )
    rooms.hub.at("09:55")
    rooms.hub.scan(guest)
    (row,) = rooms.desk.reading.today().expected
    assert row.in_use
    assert row.arrived == rooms.at("09:55")


def test_an_option_is_expected_but_opens_no_door(rooms: Rooms) -> None:
    giulia = rooms.hub.person("Giulia Ferrero")
    booked_at_ten(rooms, giulia, hold_until=rooms.at("12:00"))
    (row,) = rooms.desk.reading.today().expected
    assert (row.is_option, row.name) == (True, "Giulia Ferrero")
    rooms.hub.at("09:50")
    assert rooms.hub.scan(giulia).answer is Answer.REFUSED


def test_a_private_booking_says_for_nobody(rooms: Rooms) -> None:
    booked_at_ten(rooms, rooms.someone, private=True, title="Orientamento")
    (row,) = rooms.desk.reading.today().expected
    assert (row.title, row.name) == ("Sala Po · riservata", "")
