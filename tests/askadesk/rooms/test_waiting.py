"""The wait-list: whoever finds a room taken stands in line, and has a turn when it frees."""

from __future__ import annotations

import pytest

from askadesk.core.errors import DeskError, InputError
from askadesk.rooms.series_rows import NewSeries, Reach
from db.values import SpaceKind, WaitStatus
from tests.askadesk.rooms.conftest import Rooms
from tests.askadesk.rooms.line import Line


@pytest.fixture
def line(rooms: Rooms) -> Line:
    return Line(rooms)


# --- standing in line ----------------------------------------------------------------------------


def test_who_finds_a_room_taken_stands_in_line_after_those_who_came_before(
    rooms: Rooms, line: Line
) -> None:
    po = rooms.room()
    rooms.book(po, "14:00", "15:00")
    first = line.wait(line.anna, po, "14:00", "15:00", title="Colloqui")
    second = line.wait(line.bruno, po, "14:30", "15:30")
    assert (first.who, first.space_name, first.title, first.place) == (
        "Anna Neri",
        "Sala Po",
        "Colloqui",
        1,
    )
    assert (second.place, second.status) == (2, WaitStatus.WAITING)
    assert f"{second.starts:%H:%M}-{second.ends:%H:%M}" == "14:30-15:30"


def test_an_organisation_can_wait(rooms: Rooms, line: Line) -> None:
    po, firm = rooms.room(), rooms.hub.organisation("Studio Nuvola")
    booked = rooms.book(po, "14:00", "15:00")
    waits = line.wait(None, po, "14:00", "15:00", organisation=firm)
    line.cancel(booked)
    made = rooms.row(line.desk.waiting.book(waits.id))
    assert (waits.who, made.holder, made.organisation) == ("Studio Nuvola", "Studio Nuvola", firm)


def test_who_waits_for_another_time_is_in_another_line(rooms: Rooms, line: Line) -> None:
    po, dora = rooms.room(), rooms.room("Sala Dora")
    for space in (po, dora):
        rooms.book(space, "14:00", "17:00")
    line.wait(line.anna, po, "14:00", "15:00")
    line.wait(line.anna, dora, "15:00", "16:00")
    assert line.wait(line.bruno, po, "15:00", "16:00").place == 1
    assert line.wait(line.bruno, dora, "15:30", "16:30").place == 2


def test_nobody_waits_for_what_is_free(rooms: Rooms, line: Line) -> None:
    with pytest.raises(DeskError) as refused:
        line.wait(line.anna, rooms.room(), "14:00", "15:00")
    assert refused.value.code == "free_now"


def test_nobody_stands_in_the_same_line_twice(rooms: Rooms, line: Line) -> None:
    po = rooms.room()
    rooms.book(po, "14:00", "15:00")
    line.wait(line.anna, po, "14:00", "15:00")
    with pytest.raises(DeskError) as refused:
        line.wait(line.anna, po, "14:00", "15:00")
    assert refused.value.code == "in_line_already"


@pytest.mark.parametrize(
    ("starts", "ends", "who", "field"),
    [
        ("15:00", "14:00", "anna", "ends"),
        ("08:00", "10:00", "anna", "starts"),
        ("14:00", "15:00", "", "person"),
    ],
    ids=["ends before it begins", "has begun", "for nobody"],
)
def test_a_wish_that_is_none_is_refused(
    rooms: Rooms, line: Line, starts: str, ends: str, who: str, field: str
) -> None:
    po = rooms.room()
    rooms.book(po, "09:00", "16:00")
    with pytest.raises(InputError) as refused:
        line.wait(getattr(line, who) if who else None, po, starts, ends)
    assert refused.value.field == field


def test_the_line_of_a_day_a_space_and_a_booking(rooms: Rooms, line: Line) -> None:
    po, dora = rooms.room(), rooms.room("Sala Dora")
    booked = rooms.book(po, "14:00", "16:00")
    rooms.book(dora, "09:30", "18:00")
    later = line.wait(line.bruno, po, "15:00", "16:00")
    sooner = line.wait(line.anna, po, "14:00", "15:00")
    other = line.wait(line.carla, dora, "10:00", "11:00")
    waiting, today = line.desk.waiting, rooms.hub.clock.time.date()
    assert [one.id for one in waiting.on(today)] == [other.id, sooner.id, later.id]
    assert [one.id for one in waiting.on(today, po)] == [sooner.id, later.id]
    assert {one.who for one in waiting.for_booking(booked.bookings[0])} == {
        "Anna Neri",
        "Bruno Sala",
    }
    assert [one.id for one in waiting.line()] == [other.id, sooner.id, later.id]


def test_the_line_of_another_hub_is_not_ours(rooms: Rooms, line: Line) -> None:
    po = rooms.room()
    rooms.book(po, "14:00", "15:00")
    waits = line.wait(line.anna, po, "14:00", "15:00")
    other = rooms.hub.other_hub()
    assert other.waiting.line() == ()
    for ask in (
        lambda: other.waiting.row(waits.id),
        lambda: other.waiting.leave(waits.id, waits.version),
        lambda: other.waiting.book(waits.id),
    ):
        with pytest.raises(DeskError) as refused:
            ask()
        assert refused.value.code == "unknown_waiting"


# --- whose turn it is ----------------------------------------------------------------------------


def test_when_it_is_called_off_the_first_in_line_is_offered_it(rooms: Rooms, line: Line) -> None:
    po = rooms.room()
    booked = rooms.book(po, "14:00", "15:00")
    first = line.wait(line.anna, po, "14:00", "15:00")
    second = line.wait(line.bruno, po, "14:00", "15:00")
    line.cancel(booked)
    assert (line.stands(first), line.stands(second)) == ("offered", "waiting")
    assert line.row(first).until == rooms.at("09:30")


def test_an_offer_stands_no_longer_than_until_the_start(rooms: Rooms, line: Line) -> None:
    po = rooms.room()
    booked = rooms.book(po, "14:00", "15:00")
    waits = line.wait(line.anna, po, "14:00", "15:00")
    rooms.hub.at("13:50")
    line.cancel(booked)
    assert line.row(waits).until == rooms.at("14:00")


def test_moved_shortened_and_changed_bookings_free_their_time_too(rooms: Rooms, line: Line) -> None:
    po, dora, stura = rooms.room(), rooms.room("Sala Dora"), rooms.room("Sala Stura")
    bookings = [rooms.book(one, "14:00", "16:00") for one in (po, dora, stura)]
    waits = [line.wait(line.anna, one, "15:00", "16:00") for one in (po, dora, stura)]
    rooms.move(bookings[0], "10:00", "12:00")
    shorter, changed = rooms.row(bookings[1]), rooms.row(bookings[2])
    line.desk.bookings.extend(shorter.id, shorter.version, -60)
    line.desk.bookings.change(
        changed.id, changed.version, rooms.asked(stura, "14:00", "15:00", title="Consiglio")
    )
    assert [line.stands(one) for one in waits] == ["offered"] * 3


def test_an_option_that_lapses_is_offered_on(rooms: Rooms, line: Line) -> None:
    po = rooms.room()
    rooms.book(po, "15:00", "16:00", hold_until=rooms.at("12:00"))
    waits = line.wait(line.anna, po, "15:00", "16:00")
    rooms.hub.at("12:00")
    assert line.desk.bookings.sweep() == 1
    assert line.stands(waits) == "offered"


def test_where_nobody_came_what_is_left_is_offered(rooms: Rooms, line: Line) -> None:
    po = rooms.room()
    rooms.book(po, "10:00", "12:00")
    waits = line.wait(line.anna, po, "11:00", "12:00")
    rooms.hub.at("10:15")
    line.desk.bookings.sweep()
    assert line.stands(waits) == "offered"


def test_a_series_that_is_called_off_frees_each_of_its_dates(rooms: Rooms, line: Line) -> None:
    po = rooms.room()
    first = rooms.asked(po, "14:00", "15:00")
    made = line.desk.series.book(NewSeries(first, "FREQ=WEEKLY;COUNT=3"))
    waits = line.wait(line.anna, po, "14:00", "15:00")
    row = line.desk.calendar.booking(made.bookings[0])
    line.desk.series.cancel(row.id, row.version, Reach.ALL)
    assert line.stands(waits) == "offered"


def test_only_a_wish_that_is_free_as_a_whole_has_its_turn(rooms: Rooms, line: Line) -> None:
    po = rooms.room()
    rooms.book(po, "15:00", "16:00")
    booked = rooms.book(po, "14:00", "15:00")
    long = line.wait(line.anna, po, "14:00", "16:00")
    short = line.wait(line.bruno, po, "14:00", "15:00")
    line.cancel(booked)
    assert (line.stands(long), line.stands(short)) == ("waiting", "offered")


def test_set_up_and_clean_up_have_to_fit_as_well(rooms: Rooms, line: Line) -> None:
    po = rooms.room(setup=15, cleanup=15)
    rooms.book(po, "15:15", "16:00")
    booked = rooms.book(po, "13:30", "14:45")
    tight = line.wait(line.anna, po, "13:30", "15:00")
    fits = line.wait(line.bruno, po, "13:30", "14:30")
    line.cancel(booked)
    assert (line.stands(tight), line.stands(fits)) == ("waiting", "offered")


def test_whoever_waits_for_the_joined_room_has_a_turn_when_both_parts_are_free(
    rooms: Rooms, line: Line
) -> None:
    one, two = rooms.room("Po 1"), rooms.room("Po 2")
    both = rooms.room("Sala Po", seats=16, parts=(one, two))
    left, right = rooms.book(one, "14:00", "15:00"), rooms.book(two, "14:00", "15:00")
    waits = line.wait(line.anna, both, "14:00", "15:00")
    line.cancel(left)
    assert line.stands(waits) == "waiting"
    line.cancel(right)
    assert line.stands(waits) == "offered"


def test_what_is_offered_to_one_is_offered_to_nobody_else(rooms: Rooms, line: Line) -> None:
    one, two = rooms.room("Po 1"), rooms.room("Po 2")
    both = rooms.room("Sala Po", seats=16, parts=(one, two))
    booked = rooms.book(both, "14:00", "16:00")
    first = line.wait(line.anna, both, "14:00", "15:00")
    part = line.wait(line.bruno, one, "14:30", "15:30")
    after = line.wait(line.carla, two, "15:00", "16:00")
    line.cancel(booked)
    assert [line.stands(each) for each in (first, part, after)] == ["offered", "waiting", "offered"]
    with pytest.raises(DeskError):
        line.desk.waiting.book(part.id)


def test_a_desk_of_a_zone_goes_to_as_many_as_there_are_desks(rooms: Rooms, line: Line) -> None:
    zone = rooms.room("Postazioni", kind=SpaceKind.DESK_ZONE, desks=2, seats=2)
    booked = rooms.book(zone, "09:30", "11:00", desks=2)
    waits = [line.wait(each, zone, "10:00", "11:00") for each in (line.anna, line.bruno)]
    pair = line.wait(line.carla, zone, "10:00", "11:00", heads=2)
    line.cancel(booked)
    assert [line.stands(each) for each in (*waits, pair)] == ["offered", "offered", "waiting"]
    made = rooms.row(line.desk.waiting.book(waits[0].id))
    assert made.spaces[0].desks == 1
