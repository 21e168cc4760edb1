"""What a calendar says of a day: why it is closed, and when a space is free on it."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from askadesk.core.i18n import speaking
from askadesk.hubs.rows import NewClosure
from askadesk.rooms import days
from askadesk.rooms.public_holidays import holiday_on
from askadesk.rooms.rows import MonthDay, RoomNow
from db.models import Hub
from db.values import SpaceKind
from tests.askadesk.rooms.conftest import Rooms
from tests.hub_of_tests import ROME, TUESDAY, WORKDAYS

ALL_SAINTS, SATURDAY = date(2026, 11, 1), date(2026, 11, 21)


def the_day(rooms: Rooms, day: date) -> MonthDay:
    found = rooms.desk.calendar.month(day.replace(day=1))
    return next(one for one in found.days if one.day == day)


def test_a_closed_day_says_what_was_written_down_for_it(rooms: Rooms) -> None:
    rooms.room()
    day = TUESDAY + timedelta(days=2)
    rooms.hub.closes(day, reason="Lavori alla caldaia")
    found = the_day(rooms, day)
    assert (found.is_open, found.reason) == (False, "Lavori alla caldaia")
    page = rooms.desk.calendar.day(day)
    assert (page.is_open, page.reason) == (False, "Lavori alla caldaia")
    assert {one.why for one in page.rows[0].closed} == {"Lavori alla caldaia"}


def test_shorter_hours_say_why_too(rooms: Rooms) -> None:
    rooms.room()
    rooms.hub.closes(TUESDAY, hours=("11:00", "20:00"), reason="Assemblea")
    found = the_day(rooms, TUESDAY)
    assert (found.is_open, found.opens, found.closes, found.shorter) == (True, "11:00", "", True)
    assert found.reason == "Assemblea"


def test_a_long_evening_says_until_when(rooms: Rooms) -> None:
    rooms.room()
    rooms.hub.closes(TUESDAY, hours=("08:00", "00:00"))
    found = the_day(rooms, TUESDAY)
    assert (found.opens, found.closes, found.shorter) == ("", "00:00", False)
    usual = the_day(rooms, TUESDAY + timedelta(days=1))
    assert (usual.opens, usual.closes, usual.shorter) == ("", "", False)


def test_a_holiday_names_a_closed_day_and_closes_none(rooms: Rooms) -> None:
    rooms.room()
    assert the_day(rooms, ALL_SAINTS).reason == "Ognissanti"
    assert the_day(rooms, SATURDAY).reason == ""
    immaculate = the_day(rooms, date(2026, 12, 8))
    assert (immaculate.is_open, immaculate.reason) == (True, "")


def test_what_was_written_down_goes_before_the_holiday(rooms: Rooms) -> None:
    rooms.room()
    rooms.hub.closes(ALL_SAINTS, reason="Ponte di Ognissanti")
    assert the_day(rooms, ALL_SAINTS).reason == "Ponte di Ognissanti"


def test_a_room_out_of_use_says_why_in_the_week(rooms: Rooms) -> None:
    po = rooms.room()
    closure = NewClosure(TUESDAY, TUESDAY, "Proiettore in riparazione")
    rooms.manager.spaces.close(po, closure)
    week = rooms.desk.calendar.week(TUESDAY)
    assert {one.why for one in week.rows[0][1].closed} == {"Proiettore in riparazione"}
    assert week.rows[0][1].closed[0].ends - week.rows[0][1].closed[0].starts == timedelta(days=1)


def test_a_closed_day_counts_what_is_booked_on_it_all_the_same(rooms: Rooms) -> None:
    po, dora = rooms.room(), rooms.room("Sala Dora")
    zone = rooms.room("Postazioni", kind=SpaceKind.DESK_ZONE, desks=4)
    assert the_day(rooms, SATURDAY).bookings == 0
    rooms.book_on(po, SATURDAY, "10:00", "12:00", also=(dora,))
    rooms.book_on(zone, SATURDAY, "10:00", "12:00")
    gone = rooms.book_on(po, SATURDAY, "15:00", "16:00")
    rooms.desk.bookings.cancel(gone.bookings[0], 1)
    rooms.book(po, "10:00", "11:00")
    assert the_day(rooms, SATURDAY).bookings == 2
    assert the_day(rooms, TUESDAY).bookings == 0


def test_a_night_before_a_closed_day_counts_on_it_only_where_it_goes_on(rooms: Rooms) -> None:
    po, friday = rooms.room(cleanup=15), SATURDAY - timedelta(days=1)
    rooms.book_on(po, friday, "22:00", "00:00", SATURDAY)
    assert the_day(rooms, SATURDAY).bookings == 0
    rooms.book_on(rooms.room("Sala Dora"), friday, "22:00", "01:00", SATURDAY)
    assert the_day(rooms, SATURDAY).bookings == 1


@pytest.mark.parametrize(
    ("city", "day", "name"),
    [
        ("Torino", date(2026, 6, 24), "San Giovanni Battista"),
        (" torino ", date(2031, 6, 24), "San Giovanni Battista"),
        ("Milano", date(2026, 6, 24), ""),
        ("Milano", date(2026, 12, 7), "Sant'Ambrogio"),
        ("", date(2026, 6, 24), ""),
        ("Rivalta di Torino", date(2026, 8, 15), "Assunzione della Beata Vergine Maria"),
        ("Torino", date(2026, 11, 17), ""),
    ],
)
def test_a_town_keeps_its_patron_saint(city: str, day: date, name: str) -> None:
    with speaking("it"):
        assert holiday_on(day, city, ROME) == name


def test_holidays_are_said_in_the_readers_language() -> None:
    with speaking("en"):
        assert holiday_on(date(2026, 6, 24), "Torino", ROME) == "Saint John's Day"
        assert holiday_on(ALL_SAINTS, "Torino", ROME) == "All Saints' Day"


def test_elsewhere_no_holiday_is_known() -> None:
    assert holiday_on(date(2026, 12, 25), "Torino", ZoneInfo("America/New_York")) == ""


def test_the_city_of_the_hub_decides(rooms: Rooms) -> None:
    rooms.room()
    rooms.hub.execute("UPDATE hubs SET city = 'Torino' WHERE name = 'Aska'")
    assert rooms.hub.rows(Hub)[0].city == "Torino"
    week = rooms.desk.calendar.week(date(2028, 6, 24))
    assert week.rows[0][5].closed[0].why == "San Giovanni Battista"


# --- what is free --------------------------------------------------------------------------------


def free(rooms: Rooms, day: date = TUESDAY) -> list[str]:
    row = rooms.desk.calendar.day(day).rows[0]
    found = days.free_on(row, day, ROME)
    return [f"{one.start:%H:%M}-{one.end:%H:%M}" for one in found]


def test_between_two_bookings_the_buffers_are_kept(rooms: Rooms) -> None:
    po = rooms.room(cleanup=15)
    rooms.book(po, "10:00", "12:00")
    rooms.book(po, "15:00", "16:30")
    assert free(rooms) == ["08:00-09:45", "12:15-14:45", "16:45-20:00"]


def test_a_day_without_bookings_is_free_while_it_is_open(rooms: Rooms) -> None:
    rooms.room()
    assert free(rooms) == ["08:00-20:00"]
    assert free(rooms, SATURDAY) == []


def test_a_zone_is_free_while_one_desk_is(rooms: Rooms) -> None:
    zone = rooms.room("Postazioni", kind=SpaceKind.DESK_ZONE, desks=2)
    rooms.book(zone, "10:00", "12:00")
    assert free(rooms) == ["08:00-20:00"]
    rooms.book(zone, "11:00", "13:00")
    assert free(rooms) == ["08:00-11:00", "12:00-20:00"]


def test_a_hub_that_never_closes_has_the_whole_day(rooms: Rooms) -> None:
    always = tuple((day, (("00:00", "00:00"),)) for day, _spans in WORKDAYS)
    po = rooms.room(week=always)
    rooms.book(po, "09:00", "10:00")
    assert free(rooms) == ["00:00-09:00", "10:00-00:00"]


# --- the hours that show -------------------------------------------------------------------------


def hours(rooms: Rooms, day: date) -> tuple[int, int]:
    page = rooms.desk.calendar.day(day)
    return page.opens, page.closes


@pytest.mark.parametrize(
    ("starts", "ends", "evening", "morning"),
    [
        ("23:00", "00:00", (8, 24), (8, 20)),
        ("22:00", "02:00", (8, 24), (0, 20)),
        ("19:00", "00:00", (8, 24), (8, 20)),
        ("06:30", "07:10", (6, 24), (0, 20)),
    ],
)
def test_a_night_shows_to_24_and_goes_on_from_0(
    rooms: Rooms, starts: str, ends: str, evening: tuple[int, int], morning: tuple[int, int]
) -> None:
    next_day = TUESDAY + timedelta(days=1)
    rooms.book_on(rooms.room(), TUESDAY, starts, ends, next_day)
    assert hours(rooms, TUESDAY) == evening
    assert hours(rooms, next_day) == morning
    assert hours(rooms, next_day + timedelta(days=1)) == (8, 20)


def test_a_booking_of_three_days_shows_all_of_the_day_between(rooms: Rooms) -> None:
    between, last = TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=2)
    rooms.book_on(rooms.room(), TUESDAY, "18:00", "09:00", last)
    shown = [hours(rooms, day) for day in (TUESDAY, between, last)]
    assert shown == [(8, 24), (0, 24), (0, 20)]


def test_what_is_only_tidied_up_after_midnight_widens_no_day(rooms: Rooms) -> None:
    next_day = TUESDAY + timedelta(days=1)
    rooms.book_on(rooms.room(cleanup=30), TUESDAY, "23:00", "00:00", next_day)
    assert len(rooms.desk.calendar.day(next_day).rows[0].blocks) == 1
    assert hours(rooms, next_day) == (8, 20)


def test_a_week_shows_the_night_of_one_of_its_days_and_of_no_other(rooms: Rooms) -> None:
    po, sunday = rooms.room(), date(2026, 11, 22)
    rooms.book_on(po, sunday, "22:00", "02:00", sunday + timedelta(days=1))
    shown = [rooms.desk.calendar.week(TUESDAY + timedelta(days=at)) for at in (-7, 0, 7)]
    assert [(one.opens, one.closes) for one in shown] == [(8, 20), (8, 24), (0, 20)]


# --- now -----------------------------------------------------------------------------------------


def now(rooms: Rooms, wall: str) -> dict[str, RoomNow]:
    rooms.hub.at(wall)
    return {one.space.name: one for one in rooms.desk.calendar.rooms_now()}


def test_a_room_shows_what_is_on_and_what_comes(rooms: Rooms) -> None:
    po = rooms.room(setup=15, cleanup=15)
    first = rooms.book(po, "10:00", "11:00")
    second = rooms.book(po, "14:00", "15:00")
    for wall, current, following in (
        ("09:00", None, first),
        ("09:50", first, second),
        ("10:30", first, second),
        ("11:10", first, second),
        ("11:20", None, second),
        ("15:20", None, None),
    ):
        row = now(rooms, wall)["Sala Po"]
        assert (row.current and row.current.booking) == (current and current.bookings[0])
        assert (row.next and row.next.booking) == (following and following.bookings[0])


def test_a_booking_goes_on_until_the_next_set_up(rooms: Rooms) -> None:
    po = rooms.room(setup=5, cleanup=10, step=5)
    rooms.book(po, "10:00", "11:00")
    rooms.book(po, "11:40", "12:00")
    assert now(rooms, "10:30")["Sala Po"].more == 25
    assert now(rooms, "11:45")["Sala Po"].more == 8 * 60


def test_a_booking_goes_on_until_the_hub_closes(rooms: Rooms) -> None:
    po = rooms.room(step=5)
    rooms.book(po, "18:00", "19:40")
    assert now(rooms, "19:00")["Sala Po"].more == 20


def test_a_booking_of_two_rooms_goes_on_where_both_can(rooms: Rooms) -> None:
    po, dora = rooms.room(), rooms.room("Sala Dora")
    rooms.book(po, "10:00", "11:00", also=(dora,))
    rooms.book(dora, "11:15", "12:00")
    found = now(rooms, "10:30")
    assert (found["Sala Po"].more, found["Sala Dora"].more) == (15, 15)


def test_zones_of_desks_are_left_out(rooms: Rooms) -> None:
    rooms.room()
    rooms.room("Postazioni", kind=SpaceKind.DESK_ZONE, desks=4)
    assert list(now(rooms, "10:00")) == ["Sala Po"]


def test_a_closed_hub_says_until_when(rooms: Rooms) -> None:
    rooms.room()
    row = now(rooms, "07:00")["Sala Po"]
    assert row.closed_until == rooms.hub.moment("08:00")
