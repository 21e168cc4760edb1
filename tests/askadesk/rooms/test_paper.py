"""What is booked goes to paper on the days on which it is, and on no other."""

from __future__ import annotations

from datetime import timedelta

from askadesk.core.i18n import speaking
from askadesk.documents.pictures import page_count
from askadesk.rooms.paper import door_sheets, week_plan
from tests.askadesk.documents.reading import plain, read
from tests.askadesk.rooms.conftest import Rooms
from tests.hub_of_tests import TUESDAY

NEXT_DAY = TUESDAY + timedelta(days=1)


def plan(rooms: Rooms) -> str:
    pdf = week_plan(rooms.desk.calendar, rooms.desk.hub.paper(), TUESDAY)
    assert page_count(pdf) == 1
    return read(pdf).text


def test_a_booking_that_ends_at_midnight_is_not_on_the_paper_of_the_next_day(rooms: Rooms) -> None:
    rooms.book_on(rooms.room(cleanup=15), TUESDAY, "23:00", "00:00", NEXT_DAY)
    with speaking("it"):
        doors = [
            read(door_sheets(rooms.desk.calendar, rooms.desk.hub.paper(), day)).text
            for day in (TUESDAY, NEXT_DAY)
        ]
        assert plain("23:00 – 24:00") in doors[0]
        assert plain("Libera tutto il giorno.") in doors[1]
        week = plan(rooms)
    assert plain("23:00 – 24:00") in week
    assert "…" not in week
    assert week.count("Bellino") == 1


def test_a_night_that_goes_on_is_on_the_paper_of_both_days(rooms: Rooms) -> None:
    rooms.book_on(rooms.room(cleanup=15), TUESDAY, "22:00", "02:00", NEXT_DAY)
    week = plan(rooms)
    assert plain("22:00 – …") in week
    assert plain("… – 02:00") in week
