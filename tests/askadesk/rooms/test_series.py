"""Bookings that repeat: booked whole or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from askadesk.core.errors import InputError
from askadesk.rooms.errors import RuleBroken, SpaceTaken
from db.models import BookingSeries, Expected
from db.values import BookingStatus, SpaceKind
from tests.askadesk.rooms.conftest import Rooms
from tests.askadesk.rooms.repeated import Repeated, moved, skip

WEEKLY = "FREQ=WEEKLY;COUNT=4"
FOUR = ["17 Nov 10:00-11:00", "24 Nov 10:00-11:00", "1 Dec 10:00-11:00", "8 Dec 10:00-11:00"]


@pytest.fixture
def weekly(rooms: Rooms) -> Repeated:
    return Repeated(rooms)


# --- booking -------------------------------------------------------------------------------------


def test_every_date_of_a_series_is_a_booking_that_knows_its_place(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    booked = weekly.book(po, WEEKLY, title="Corso di italiano", heads=6)
    assert weekly.standing(po) == FOUR
    rows = weekly.rows(booked)
    assert {one.series for one in rows} == {booked.series}
    assert [f"{one.wall:%d.%m. %H:%M}" for one in rows if one.wall] == [
        "17.11. 10:00",
        "24.11. 10:00",
        "01.12. 10:00",
        "08.12. 10:00",
    ]
    assert {(one.title, one.heads, one.status) for one in rows} == {
        ("Corso di italiano", 6, BookingStatus.CONFIRMED)
    }
    assert len(weekly.rooms.hub.rows(Expected)) == 4


def test_a_series_says_how_it_stands(weekly: Repeated) -> None:
    booked = weekly.book(weekly.rooms.room(), WEEKLY)
    weekly.rooms.hub.at("12:00", date(2026, 11, 24))
    row = weekly.desk.series.series(booked.bookings[2])
    assert row is not None
    assert (row.id, row.rule, row.ahead, row.total) == (booked.series, WEEKLY, 2, 4)
    assert "4" in row.words


def test_a_single_booking_has_no_series(weekly: Repeated) -> None:
    single = weekly.rooms.book(weekly.rooms.room(), "10:00", "11:00")
    assert weekly.desk.series.series(single.bookings[0]) is None


@pytest.mark.parametrize(
    ("day", "rule", "walls"),
    [
        (date(2027, 3, 25), "FREQ=DAILY;COUNT=5", "27 28 29"),
        (date(2027, 10, 28), "FREQ=DAILY;COUNT=5", "30 31 1"),
        (date(2026, 12, 6), "FREQ=WEEKLY;COUNT=20", "13 20 27"),
    ],
    ids=["spring", "autumn", "a winter long"],
)
def test_nine_o_clock_stays_nine_o_clock_across_the_change_of_clocks(
    weekly: Repeated, day: date, rule: str, walls: str
) -> None:
    po = weekly.rooms.room()
    booked = weekly.book(po, rule, "09:00", "10:30", day=day, reason="Anche la domenica")
    rows = weekly.rows(booked)
    assert {f"{one.starts:%H:%M}-{one.ends:%H:%M}" for one in rows} == {"09:00-10:30"}
    assert " ".join(f"{one.starts:%-d}" for one in rows).count(walls)
    if day.month != 12:
        assert len({one.starts.utcoffset() for one in rows}) == 2


def test_lengths_are_real_on_the_nights_of_the_change(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    for day in (date(2027, 3, 27), date(2027, 10, 30)):
        booked = weekly.book(po, "FREQ=DAILY;COUNT=2", "02:30", "04:30", day=day, reason="Guardia")
        ordinary, night = weekly.rows(booked)
        assert ordinary.ends.timestamp() - ordinary.starts.timestamp() == 7200
        assert night.ends.timestamp() - night.starts.timestamp() == 7200
    assert weekly.standing(po) == [
        "27 Mar 02:30-04:30",
        "28 Mar 03:30-05:30",
        "30 Oct 02:30-04:30",
        "31 Oct 02:30-03:30",
    ]


def test_a_clash_refuses_the_whole_and_names_every_date(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    ada = weekly.rooms.hub.person("Ada Conti")
    for day in (date(2026, 11, 24), date(2026, 12, 8)):
        weekly.desk.bookings.book(weekly.asked(po, "10:30", "12:00", day, person=ada))
    with pytest.raises(SpaceTaken) as taken:
        weekly.book(po, WEEKLY)
    assert [one.who for one in taken.value.clashes] == ["Ada Conti", "Ada Conti"]
    assert [f"{one:%-d %b}" for one in taken.value.dates] == ["24 Nov", "8 Dec"]
    assert "24 nov" in taken.value.what
    assert "8 dic" in taken.value.what
    assert len(weekly.standing(po)) == 2
    assert weekly.rooms.hub.rows(BookingSeries) == []


def test_dates_that_clash_are_left_out_or_moved(weekly: Repeated) -> None:
    po, dora = weekly.rooms.room(), weekly.rooms.room("Sala Dora")
    for day in (date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 8)):
        weekly.desk.bookings.book(weekly.asked(po, "10:30", "12:00", day))
    instead = (
        *skip("2026-11-24 10:00"),
        moved("2026-12-01 10:00", "2026-12-01 08:30"),
        moved("2026-12-08 10:00", space=dora),
    )
    booked = weekly.book(po, WEEKLY, instead=instead)
    assert [one for one in weekly.standing(po) if "10:30" not in one] == [
        FOUR[0],
        "1 Dec 08:30-09:30",
    ]
    assert weekly.standing(dora) == [FOUR[3]]
    assert [f"{one.wall:%d.%m.}" for one in weekly.rows(booked) if one.wall] == [
        "17.11.",
        "01.12.",
        "08.12.",
    ]
    (row,) = weekly.rooms.hub.rows(BookingSeries)
    assert row.skipped == ["2026-11-24T10:00"]


def test_an_instead_that_is_taken_as_well_refuses_the_whole(weekly: Repeated) -> None:
    po, dora = weekly.rooms.room(), weekly.rooms.room("Sala Dora")
    for room in (po, dora):
        weekly.desk.bookings.book(weekly.asked(room, "10:30", "12:00", date(2026, 11, 24)))
    with pytest.raises(SpaceTaken):
        weekly.book(po, WEEKLY, instead=(moved("2026-11-24 10:00", space=dora),))
    assert len(weekly.standing(po)) == 1


def test_a_date_that_breaks_a_rule_refuses_the_whole_until_there_is_a_reason(
    weekly: Repeated,
) -> None:
    po = weekly.rooms.room()
    weekly.rooms.hub.closes(date(2026, 12, 8))
    with pytest.raises(RuleBroken) as broken:
        weekly.book(po, WEEKLY)
    assert [f"{one:%-d %b}" for one in broken.value.dates] == ["8 Dec"]
    weekly.book(po, WEEKLY, instead=skip("2026-12-08 10:00"))
    assert weekly.standing(po) == FOUR[:3]
    weekly.book(po, WEEKLY, "14:00", "15:00", reason="Festa della sala")
    assert "8 Dec 14:00-15:00" in weekly.standing(po)


@pytest.mark.parametrize(
    ("rule", "times", "instead", "code"),
    [
        ("FREQ=WEEKLY", ("10:00", "11:00"), (), "endless_series"),
        ("FREQ=DAILY;COUNT=521", ("10:00", "11:00"), (), "too_many_dates"),
        ("FREQ=DAILY;BYHOUR=10,11;COUNT=4", ("10:00", "12:00"), (), "dates_overlap"),
        ("FREQ=WEEKLY;COUNT=1", ("10:00", "11:00"), skip("2026-11-17 10:00"), "no_dates"),
        (WEEKLY, ("10:00", "11:00"), skip("2026-11-18 10:00"), "no_such_date"),
    ],
    ids=["endless", "too many", "into the next", "nothing left", "no such date"],
)
def test_a_series_that_cannot_be_is_refused(
    weekly: Repeated, rule: str, times: tuple[str, str], instead: object, code: str
) -> None:
    po = weekly.rooms.room()
    with pytest.raises(InputError) as refused:
        weekly.book(po, rule, *times, instead=instead)
    assert (refused.value.code, refused.value.field) == (code, "repeat")
    assert weekly.standing(po) == []


def test_the_same_command_twice_books_one_series(weekly: Repeated) -> None:
    po, command = weekly.rooms.room(), weekly.rooms.hub.ids.new()
    new = weekly.new(po, WEEKLY)
    first = weekly.desk.series.book(new, command=command)
    assert weekly.desk.series.book(new, command=command) == first
    assert weekly.standing(po) == FOUR


def test_a_series_can_be_an_option_until_a_moment(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    booked = weekly.book(po, WEEKLY, "14:00", "15:00", hold_until=weekly.rooms.at("12:00"))
    assert {one.status for one in weekly.rows(booked)} == {BookingStatus.HOLD}
    weekly.rooms.hub.at("12:00")
    assert weekly.desk.bookings.sweep() == 4
    assert weekly.standing(po) == []


def test_a_zone_seats_a_series_as_long_as_a_desk_is_free(weekly: Repeated) -> None:
    zone = weekly.rooms.room("Postazioni", kind=SpaceKind.DESK_ZONE, desks=2, seats=2)
    weekly.book(zone, WEEKLY, "09:00", "13:00")
    weekly.book(zone, WEEKLY, "12:00", "14:00")
    with pytest.raises(SpaceTaken) as taken:
        weekly.book(zone, WEEKLY, "12:30", "12:45")
    assert len(taken.value.dates) == 4
    weekly.book(zone, WEEKLY, "13:00", "15:00")
    assert len(weekly.standing(zone)) == 12


def test_minutes_of_a_plan_go_to_the_first_dates_of_each_month(weekly: Repeated) -> None:
    po = weekly.priced(2000)
    member = weekly.member_with(90)
    booked = weekly.book(po, "FREQ=WEEKLY;COUNT=6", person=member)
    rows = weekly.rows(booked)
    assert [(f"{one.starts:%b}", one.price.covered, one.price.cents) for one in rows] == [
        ("Nov", 60, 0),
        ("Nov", 30, 1000),
        ("Dec", 60, 0),
        ("Dec", 30, 1000),
        ("Dec", 0, 2000),
        ("Dec", 0, 2000),
    ]
