"""A look at every date of a series before it is booked, in as many questions for a year as for a week."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from askadesk.rooms.series_rows import Reach, SeriesPreview
from db.values import SpaceKind
from tests.askadesk.rooms.conftest import Rooms
from tests.askadesk.rooms.repeated import Repeated, moved, skip, wall

WEEKLY = "FREQ=WEEKLY;COUNT=4"
SECOND, LAST = date(2026, 11, 24), date(2026, 12, 8)


@pytest.fixture
def weekly(rooms: Rooms) -> Repeated:
    return Repeated(rooms)


def taken(preview: SeriesPreview) -> list[str]:
    return [f"{one.starts:%-d %b}" for one in preview.taken]


@contextmanager
def questions(rooms: Rooms) -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        sent.append(statement)

    event.listen(rooms.hub.engine, "before_cursor_execute", note)
    yield sent
    event.remove(rooms.hub.engine, "before_cursor_execute", note)


def test_every_date_is_shown_and_nothing_is_written(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    preview = weekly.desk.series.preview(weekly.new(po, WEEKLY))
    assert [one.wall for one in preview.dates] == [
        wall(f"{day} 10:00") for day in ("2026-11-17", "2026-11-24", "2026-12-01", "2026-12-08")
    ]
    assert {f"{one.starts:%H:%M}-{one.ends:%H:%M}" for one in preview.dates} == {"10:00-11:00"}
    assert preview.taken == ()
    assert "4" in preview.words
    assert weekly.standing(po) == []


def test_a_date_that_clashes_names_who_has_it_and_from_when_until_when(weekly: Repeated) -> None:
    po = weekly.rooms.room(setup=15, cleanup=15)
    ada = weekly.rooms.hub.person("Ada Conti")
    booking = weekly.asked(po, "11:15", "12:00", SECOND, person=ada)
    booked = weekly.desk.bookings.book(booking)
    preview = weekly.desk.series.preview(weekly.new(po, WEEKLY))
    assert taken(preview) == ["24 Nov"]
    (clash,) = preview.taken[0].clashes
    assert (clash.booking, clash.who, clash.space_name) == (
        booked.bookings[0],
        "Ada Conti",
        "Sala Po",
    )
    assert f"{clash.starts:%H:%M}-{clash.ends:%H:%M}" == "11:15-12:00"
    assert f"{clash.blocked_from:%H:%M}-{clash.blocked_until:%H:%M}" == "11:00-12:15"


def test_back_to_back_is_no_clash(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    for starts, ends in (("09:00", "10:00"), ("11:00", "12:00")):
        weekly.desk.bookings.book(weekly.asked(po, starts, ends, SECOND))
    assert taken(weekly.desk.series.preview(weekly.new(po, WEEKLY))) == []


def test_a_private_booking_in_the_way_is_not_named(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    weekly.desk.bookings.book(weekly.asked(po, "10:00", "12:00", SECOND, private=True))
    (clash,) = weekly.desk.series.preview(weekly.new(po, WEEKLY)).taken[0].clashes
    assert (clash.who, clash.private) == ("", True)


def test_a_part_is_in_the_way_of_the_joined_room_and_the_other_way_round(weekly: Repeated) -> None:
    one, two = weekly.rooms.room("Po 1"), weekly.rooms.room("Po 2")
    both = weekly.rooms.room("Sala Po", seats=16, parts=(one, two))
    weekly.desk.bookings.book(weekly.asked(one, "10:30", "12:00", SECOND))
    weekly.desk.bookings.book(weekly.asked(both, "10:30", "12:00", LAST))
    assert taken(weekly.desk.series.preview(weekly.new(both, WEEKLY))) == ["24 Nov", "8 Dec"]
    assert taken(weekly.desk.series.preview(weekly.new(two, WEEKLY))) == ["8 Dec"]


def test_a_zone_is_full_when_so_many_sit_there_at_once(weekly: Repeated) -> None:
    zone = weekly.rooms.room("Postazioni", kind=SpaceKind.DESK_ZONE, desks=2, seats=2)
    for starts, ends in (("09:00", "10:30"), ("09:00", "11:00"), ("11:00", "12:00")):
        weekly.desk.bookings.book(weekly.asked(zone, starts, ends, SECOND))
    full = weekly.desk.series.preview(weekly.new(zone, WEEKLY, "10:00", "12:00"))
    assert taken(full) == ["24 Nov"]
    assert len(full.taken[0].clashes) == 3
    # Nobody's desk is free throughout, but they are dealt anew.
    dealt = weekly.new(zone, WEEKLY, "10:30", "12:00")
    assert taken(weekly.desk.series.preview(dealt)) == []
    weekly.desk.series.book(dealt)


def test_a_clashing_date_is_offered_a_room_like_it_and_the_nearest_time(weekly: Repeated) -> None:
    po, dora = weekly.rooms.room(), weekly.rooms.room("Sala Dora")
    stura = weekly.rooms.room("Sala Stura")
    for room, starts, ends in ((po, "10:30", "12:00"), (dora, "10:00", "11:00")):
        weekly.desk.bookings.book(weekly.asked(room, starts, ends, SECOND))
    (date_,) = weekly.desk.series.preview(weekly.new(po, WEEKLY)).taken
    assert [(one.space, f"{one.starts:%-d %b %H:%M}") for one in date_.proposals] == [
        (stura, "24 Nov 10:00"),
        (po, "24 Nov 09:30"),
    ]


def test_a_proposal_is_no_other_date_of_the_series(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    weekly.desk.bookings.book(weekly.asked(po, "10:00", "11:00", SECOND))
    twice = weekly.new(po, "FREQ=WEEKLY;BYHOUR=10,11;COUNT=4")
    (date_,) = weekly.desk.series.preview(twice).taken
    assert [f"{one.starts:%H:%M}" for one in date_.proposals] == ["09:00"]


def test_what_was_proposed_can_be_booked(weekly: Repeated) -> None:
    po, dora = weekly.rooms.room(), weekly.rooms.room("Sala Dora")
    for day in (SECOND, LAST):
        weekly.desk.bookings.book(weekly.asked(po, "10:30", "12:00", day))
    first, last = weekly.desk.series.preview(weekly.new(po, WEEKLY)).taken
    there, then = first.proposals[0], last.proposals[1]
    instead = (
        moved(f"{first.wall}", space=there.space),
        moved(f"{last.wall}", f"{then.starts:%Y-%m-%d %H:%M}"),
    )
    new = weekly.new(po, WEEKLY, instead=instead)
    assert weekly.desk.series.preview(new).taken == ()
    weekly.desk.series.book(new)
    assert weekly.standing(dora) == ["24 Nov 10:00-11:00"]
    assert "8 Dec 09:30-10:30" in weekly.standing(po)


def test_a_date_that_is_left_out_asks_for_nothing_and_costs_nothing(weekly: Repeated) -> None:
    po = weekly.priced(2000)
    weekly.desk.bookings.book(weekly.asked(po, "10:00", "11:00", SECOND))
    new = weekly.new(po, WEEKLY, instead=skip("2026-11-24 10:00"))
    preview = weekly.desk.series.preview(new)
    assert (preview.taken, preview.price.cents) == ((), 6000)
    assert [one.skipped for one in preview.dates] == [False, True, False, False]


def test_closed_days_and_rules_are_said_for_each_date(weekly: Repeated) -> None:
    po = weekly.rooms.room(ahead_days=15)
    weekly.rooms.hub.closes(SECOND)
    preview = weekly.desk.series.preview(weekly.new(po, WEEKLY))
    found = [[one.code for one in date_.breaches] for date_ in preview.dates]
    assert found == [[], ["closed"], [], ["ahead"]]


def test_a_room_for_members_looks_at_the_plan_of_each_day(weekly: Repeated) -> None:
    hub = weekly.rooms.hub
    member = weekly.member_with(0)
    po = weekly.rooms.room(plans=(hub.product("team"),))
    preview = weekly.desk.series.preview(weekly.new(po, WEEKLY, person=member))
    assert [date_.breaches for date_ in preview.dates] == [(), (), (), ()]
    preview = weekly.desk.series.preview(weekly.new(po, WEEKLY))
    assert {one.code for date_ in preview.dates for one in date_.breaches} == {"plan"}


def test_the_minutes_of_a_plan_are_used_up_by_the_first_dates_of_a_month(weekly: Repeated) -> None:
    po = weekly.priced(2000)
    member = weekly.member_with(90)
    weekly.desk.bookings.book(weekly.asked(po, "15:00", "15:30", date(2026, 12, 2), person=member))
    new = weekly.new(po, "FREQ=WEEKLY;COUNT=5", person=member)
    preview = weekly.desk.series.preview(new)
    covered = [60, 30, 60, 0, 0]
    assert [one.price.covered for one in preview.dates] == covered
    assert (preview.price.cents, preview.price.covered) == (5000, 150)
    booked = weekly.desk.series.book(new)
    assert [one.price for one in weekly.rows(booked)] == [one.price for one in preview.dates]


def test_a_change_is_looked_at_without_its_own_dates_in_the_way(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    booked = weekly.book(po, WEEKLY)
    weekly.desk.bookings.book(weekly.asked(po, "11:00", "12:00", SECOND))
    row = weekly.row(booked)
    longer = weekly.same(row, ends=row.ends + timedelta(minutes=30))
    preview = weekly.desk.series.preview_change(row.id, longer, Reach.ALL)
    assert taken(preview) == ["24 Nov"]
    assert [f"{one.starts:%H:%M}" for one in preview.taken[0].proposals] == ["09:30"]
    other = weekly.desk.series.preview_change(
        row.id, weekly.same(row), Reach.FOLLOWING, "FREQ=WEEKLY;COUNT=6"
    )
    assert len(other.dates) == 6
    assert weekly.standing(po).count("24 Nov 10:00-11:00") == 1


def test_a_booking_that_shall_be_the_first_is_not_in_its_own_way(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    single = weekly.rooms.book(po, "10:00", "11:00")
    new = weekly.new(po, WEEKLY)
    assert taken(weekly.desk.series.preview(new)) == ["17 Nov"]
    assert taken(weekly.desk.series.preview(new, ignoring=single.bookings[0])) == []


def test_a_year_of_dates_takes_no_more_questions_than_ten(weekly: Repeated) -> None:
    po, other = weekly.rooms.room(), weekly.rooms.room("Sala Dora")
    member = weekly.member_with(90)
    weekly.book(other, "FREQ=WEEKLY;COUNT=200", "10:00", "11:00")
    weekly.book(po, "FREQ=WEEKLY;BYDAY=TU;COUNT=52", "10:30", "11:30")
    counts = []
    for number in (10, 260):
        new = weekly.new(po, f"FREQ=WEEKLY;COUNT={number}", person=member)
        with questions(weekly.rooms) as sent:
            preview = weekly.desk.series.preview(new)
        assert len(preview.dates) == number
        counts.append(len(sent))
    assert len(preview.taken) == 52
    assert counts[0] == counts[1] <= 20
