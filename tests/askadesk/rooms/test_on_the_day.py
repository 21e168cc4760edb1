"""Who is in the way by a day that was read is who is in the way by the database."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest

from askadesk.rooms.errors import SpaceTaken
from askadesk.rooms.on_the_day import (
    Wanted,
    can_be_had,
    can_go_on,
    closed_for,
    first_free,
    free_instead,
    in_the_way,
    later,
    minutes_between,
)
from askadesk.rooms.rows import DayPage, SpaceDay
from db.values import SpaceKind
from tests.askadesk.rooms.conftest import Rooms


def day(rooms: Rooms) -> DayPage:
    return rooms.desk.calendar.day(rooms.hub.clock.time.date())


def row_of(page: DayPage, space: UUID) -> SpaceDay:
    return next(one for one in page.rows if one.space.id == space)


def wall(rooms: Rooms, hours: str) -> datetime:
    return rooms.at(hours).astimezone(day(rooms).zone)


def test_a_day_that_was_read_and_the_database_agree_on_every_quarter_of_an_hour(
    rooms: Rooms,
) -> None:
    space = rooms.room(setup=15, cleanup=30)
    rooms.book(space, "10:00", "11:00")
    rooms.book(space, "13:15", "14:00")
    row = row_of(day(rooms), space)
    for minute in range(9 * 60 + 15, 16 * 60, 15):
        starts, ends = (f"{at // 60:02}:{at % 60:02}" for at in (minute, minute + 45))
        free = in_the_way(row, Wanted(rooms.at(starts), rooms.at(ends))) is None
        checked = rooms.desk.calendar.check(rooms.asked(space, starts, ends))
        assert free is not bool(checked.clashes), starts


def test_a_room_is_in_the_way_of_the_joined_one_of_which_it_is_part(rooms: Rooms) -> None:
    first, second = rooms.room("Po"), rooms.room("Dora")
    joined = rooms.room("Po e Dora", parts=(first, second))
    rooms.book(first, "10:00", "11:00")
    page = day(rooms)
    wanted = Wanted(rooms.at("10:30"), rooms.at("11:30"))
    blocker = in_the_way(row_of(page, joined), wanted)
    assert blocker is not None
    assert blocker.through == "Po"
    assert in_the_way(row_of(page, second), wanted) is None


def test_a_zone_is_in_the_way_only_when_so_many_desks_are_not_left(rooms: Rooms) -> None:
    zone = rooms.room("Postazioni", kind=SpaceKind.DESK_ZONE, seats=4, desks=4)
    rooms.book(zone, "10:00", "11:00", desks=3)
    row = row_of(day(rooms), zone)
    span = rooms.at("10:30"), rooms.at("11:30")
    assert in_the_way(row, Wanted(*span, desks=1)) is None
    assert in_the_way(row, Wanted(*span, desks=2)) is not None


def test_the_booking_that_is_moved_is_not_in_its_own_way(rooms: Rooms) -> None:
    space = rooms.room()
    made = rooms.book(space, "10:00", "11:00")
    row = row_of(day(rooms), space)
    span = rooms.at("10:30"), rooms.at("11:30")
    assert in_the_way(row, Wanted(*span, ignoring=made.bookings[0])) is None
    assert in_the_way(row, Wanted(*span)) is not None


def test_what_is_free_instead_can_be_booked(rooms: Rooms) -> None:
    po, dora = rooms.room("Po", cleanup=15), rooms.room("Dora", seats=10)
    rooms.room("Cabina", seats=1)
    rooms.book(po, "10:00", "11:00")
    page = day(rooms)
    wanted = Wanted(wall(rooms, "10:15"), wall(rooms, "11:15"), heads=6)
    found = free_instead(page, row_of(page, po), wanted)
    assert [(one.space, f"{one.starts:%H:%M}") for one in found] == [(dora, "10:15"), (po, "11:15")]
    for one in found:
        asked = rooms.asked(one.space, f"{one.starts:%H:%M}", f"{one.ends:%H:%M}", heads=6)
        rooms.desk.bookings.book(asked)


def test_hours_and_closures_are_known(rooms: Rooms) -> None:
    space = rooms.room()
    row = row_of(day(rooms), space)
    assert closed_for(row, Wanted(rooms.at("07:30"), rooms.at("08:30"))) is not None
    assert can_be_had(row, Wanted(rooms.at("09:00"), rooms.at("10:00")))


def test_a_booking_goes_on_as_far_as_the_next_and_its_own_tidying_allow(rooms: Rooms) -> None:
    space = rooms.room(cleanup=15)
    made = rooms.book(space, "10:00", "11:00")
    rooms.book(space, "11:30", "12:00")
    row = row_of(day(rooms), space)
    block = next(one for one in row.blocks if one.booking == made.bookings[0])
    assert can_go_on(row, block, 15)
    assert not can_go_on(row, block, 30)
    booked = rooms.row(made)
    with pytest.raises(SpaceTaken):
        rooms.desk.bookings.extend(booked.id, booked.version, 30)
    rooms.desk.bookings.extend(booked.id, booked.version, 15)


def test_a_click_takes_so_much_of_an_hour_as_is_free(rooms: Rooms) -> None:
    space = rooms.room()
    rooms.book(space, "10:30", "11:00")
    row = row_of(day(rooms), space)
    assert first_free(row, wall(rooms, "10:00"), 60) == wall(rooms, "10:30")
    assert first_free(row, wall(rooms, "11:00"), 60) == wall(rooms, "12:00")
    assert first_free(row, wall(rooms, "10:30"), 60) == wall(rooms, "10:30")


def test_minutes_are_real_minutes_also_on_the_night_of_the_change(rooms: Rooms) -> None:
    zone = day(rooms).zone
    before = datetime(2026, 10, 25, 1, 30, tzinfo=zone)
    after = later(before, 180)
    assert f"{after:%H:%M}" == "03:30"
    assert minutes_between(before, after) == 180
