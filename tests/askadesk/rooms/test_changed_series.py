"""Series that are changed, called off and taken back: one date, this and the following, all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from askadesk.core.errors import ChangedMeanwhile, DeskError, InputError
from askadesk.rooms.errors import SpaceTaken
from askadesk.rooms.rows import Taking
from askadesk.rooms.series_rows import Reach
from askadesk.services import Services
from db.models import BookingSeries, Occupancy
from db.values import BookingStatus, CalledOffBy
from tests.askadesk.rooms.conftest import Rooms
from tests.askadesk.rooms.repeated import Repeated, skip

WEEKLY = "FREQ=WEEKLY;COUNT=4"
FOUR = ["17 Nov 10:00-11:00", "24 Nov 10:00-11:00", "1 Dec 10:00-11:00", "8 Dec 10:00-11:00"]


@pytest.fixture
def weekly(rooms: Rooms) -> Repeated:
    return Repeated(rooms)


# --- changing ------------------------------------------------------------------------------------


def test_one_date_is_changed_alone_and_stays_in_its_series(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    booked = weekly.book(po, WEEKLY)
    changed = weekly.change(booked, 1, Reach.ONE, starts="14:00", ends="16:00", title="Esame")
    assert weekly.standing(po) == [FOUR[0], "24 Nov 14:00-16:00", *FOUR[2:]]
    row = weekly.row(booked, 1)
    assert (changed.bookings, row.series, row.title) == ((row.id,), booked.series, "Esame")
    assert f"{row.wall:%H:%M}" == "10:00"


def test_all_dates_that_have_not_begun_move_together(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    booked = weekly.book(po, WEEKLY)
    weekly.rooms.hub.at("10:05")
    weekly.desk.bookings.check_in(booked.bookings[0])
    weekly.rooms.hub.at("12:00", date(2026, 11, 17))
    weekly.change(booked, 2, Reach.ALL, starts="14:00", ends="15:30")
    assert weekly.standing(po) == [
        FOUR[0],
        "24 Nov 14:00-15:30",
        "1 Dec 14:00-15:30",
        "8 Dec 14:00-15:30",
    ]


def test_all_dates_go_to_another_weekday(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    booked = weekly.book(po, WEEKLY)
    weekly.change(booked, 1, Reach.ALL, starts="10:00", ends="11:00", day=date(2026, 11, 26))
    assert [one[:6].strip() for one in weekly.standing(po)] == [
        "19 Nov",
        "26 Nov",
        "3 Dec",
        "10 Dec",
    ]
    row = weekly.desk.series.series(booked.bookings[0])
    assert row is not None
    assert (row.total, row.ahead) == (4, 4)


def test_of_a_rule_with_two_weekdays_only_the_chosen_one_goes_elsewhere(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    booked = weekly.book(po, "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4")
    weekly.change(booked, 1, Reach.ALL, starts="11:00", ends="12:00", day=date(2026, 11, 20))
    assert weekly.standing(po) == [
        "17 Nov 11:00-12:00",
        "20 Nov 11:00-12:00",
        "24 Nov 11:00-12:00",
        "27 Nov 11:00-12:00",
    ]


def test_this_and_following_go_on_as_a_linked_series(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    booked = weekly.book(po, WEEKLY)
    changed = weekly.change(booked, 2, Reach.FOLLOWING, starts="15:00", ends="16:00")
    assert weekly.standing(po) == [*FOUR[:2], "1 Dec 15:00-16:00", "8 Dec 15:00-16:00"]
    assert changed.series != booked.series
    old = weekly.desk.series.series(booked.bookings[0])
    new = weekly.desk.series.series(booked.bookings[3])
    assert old is not None
    assert new is not None
    assert (old.rule, old.total) == ("FREQ=WEEKLY;COUNT=2", 2)
    assert (new.id, new.rule, new.total) == (changed.series, "FREQ=WEEKLY;COUNT=2", 2)
    row = next(one for one in weekly.rooms.hub.rows(BookingSeries) if one.id == new.id)
    assert row.follows == booked.series


def test_a_new_rule_keeps_its_dates_calls_off_others_and_books_new_ones(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    booked = weekly.book(po, WEEKLY, title="Corso")
    weekly.change(
        booked, 1, Reach.FOLLOWING, rule="FREQ=WEEKLY;INTERVAL=2;COUNT=3", title="Laboratorio"
    )
    assert weekly.standing(po) == [
        FOUR[0],
        FOUR[1],
        FOUR[3],
        "22 Dec 10:00-11:00",
    ]
    statuses = [weekly.row(booked, place).status for place in range(4)]
    assert statuses[2] is BookingStatus.CANCELLED
    assert [weekly.row(booked, place).title for place in (0, 1, 3)] == [
        "Corso",
        "Laboratorio",
        "Laboratorio",
    ]


def test_a_date_with_a_room_of_its_own_keeps_it_when_the_title_changes(weekly: Repeated) -> None:
    po, dora = weekly.rooms.room(), weekly.rooms.room("Sala Dora")
    booked = weekly.book(po, WEEKLY, title="Corso")
    weekly.change(booked, 1, Reach.ONE, spaces=(Taking(dora),), starts="14:00", ends="15:00")
    weekly.change(booked, 2, Reach.ONE, title="Esame")
    weekly.change(booked, 0, Reach.ALL, title="Laboratorio", note="Portare i fogli")
    assert weekly.standing(dora) == ["24 Nov 14:00-15:00"]
    assert [one.title for one in weekly.rows(booked)] == [
        "Laboratorio",
        "Laboratorio",
        "Esame",
        "Laboratorio",
    ]
    assert {one.note for one in weekly.rows(booked)} == {"Portare i fogli"}
    assert {one.series for one in weekly.rows(booked)} == {booked.series}


def test_a_date_that_was_moved_follows_again_when_all_move(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    booked = weekly.book(po, WEEKLY)
    weekly.change(booked, 1, Reach.ONE, starts="14:00", ends="16:00")
    weekly.change(booked, 0, Reach.ALL, starts="11:00", ends="12:00")
    assert {one.split()[2] for one in weekly.standing(po)} == {"11:00-12:00"}


def test_a_date_that_was_called_off_stays_so_when_all_move(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    booked = weekly.book(po, WEEKLY)
    row = weekly.row(booked, 1)
    weekly.desk.series.cancel(row.id, row.version, Reach.ONE)
    weekly.change(booked, 0, Reach.ALL, starts="11:00", ends="12:00")
    assert [one.split()[0] for one in weekly.standing(po)] == ["17", "1", "8"]
    standing = weekly.desk.series.series(booked.bookings[0])
    assert standing is not None
    assert standing.total == 3


def test_a_change_into_somebody_elses_time_changes_nothing(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    booked = weekly.book(po, WEEKLY)
    weekly.desk.bookings.book(weekly.asked(po, "14:30", "15:30", date(2026, 12, 1)))
    with pytest.raises(SpaceTaken) as taken:
        weekly.change(booked, 0, Reach.ALL, starts="14:00", ends="15:00")
    assert len(taken.value.clashes) == 1
    assert weekly.standing(po)[:2] == FOUR[:2]
    weekly.change(
        booked,
        0,
        Reach.ALL,
        starts="14:00",
        ends="15:00",
        instead=skip("2026-12-01 14:00"),
    )
    assert [one for one in weekly.standing(po) if "14:00" in one] == [
        "17 Nov 14:00-15:00",
        "24 Nov 14:00-15:00",
        "8 Dec 14:00-15:00",
    ]


def test_dates_of_a_series_may_trade_places_with_each_other(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    booked = weekly.book(po, "FREQ=DAILY;COUNT=3", "10:00", "12:00")
    weekly.change(booked, 0, Reach.ALL, starts="10:00", ends="12:00", day=date(2026, 11, 18))
    assert [one.split()[0] for one in weekly.standing(po)] == ["18", "19", "20"]


def test_moves_of_a_series_keep_the_wall_clock_over_the_change(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    booked = weekly.book(po, "FREQ=WEEKLY;COUNT=4", day=date(2027, 3, 16))
    weekly.change(booked, 0, Reach.ALL, starts="09:00", ends="10:00")
    assert weekly.standing(po) == [
        "16 Mar 09:00-10:00",
        "23 Mar 09:00-10:00",
        "30 Mar 09:00-10:00",
        "6 Apr 09:00-10:00",
    ]


def test_the_second_of_two_editors_of_a_series_is_told(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    booked = weekly.book(po, WEEKLY)
    old = weekly.row(booked)
    weekly.change(booked, 0, Reach.ALL, title="Corso")
    with pytest.raises(ChangedMeanwhile):
        weekly.desk.series.change(old.id, old.version, weekly.same(old, title="Coro"), Reach.ALL)


def test_the_minutes_of_a_plan_are_counted_anew_when_a_series_changes(weekly: Repeated) -> None:
    po = weekly.priced(2000)
    member = weekly.member_with(90)
    booked = weekly.book(po, WEEKLY, person=member)
    weekly.change(booked, 0, Reach.ALL, starts="10:00", ends="11:30")
    assert [one.price.covered for one in weekly.rows(booked)] == [90, 0, 90, 0]


# --- calling off, repeating, taking back ---------------------------------------------------------


@pytest.mark.parametrize(
    ("reach", "left"),
    [(Reach.ONE, [0, 2, 3]), (Reach.FOLLOWING, [0]), (Reach.ALL, [])],
    ids=lambda value: value.value if isinstance(value, Reach) else "",
)
def test_a_series_is_called_off_as_far_as_wanted(
    weekly: Repeated, reach: Reach, left: list[int]
) -> None:
    po = weekly.rooms.room()
    booked = weekly.book(po, WEEKLY)
    row = weekly.row(booked, 1)
    done = weekly.desk.series.cancel(row.id, row.version, reach, CalledOffBy.HOLDER, "Trasloco")
    assert weekly.standing(po) == [FOUR[place] for place in left]
    assert weekly.row(booked, 1).reason == "Trasloco"
    weekly.desk.bookings.undo(done.command)
    assert weekly.standing(po) == FOUR


def test_what_has_begun_is_not_called_off_with_the_rest(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    booked = weekly.book(po, WEEKLY)
    weekly.rooms.hub.at("10:05")
    weekly.desk.bookings.check_in(booked.bookings[0])
    row = weekly.row(booked, 1)
    weekly.desk.series.cancel(row.id, row.version, Reach.ALL)
    assert weekly.standing(po) == FOUR[:1]
    row = weekly.row(booked, 0)
    with pytest.raises(DeskError) as refused:
        weekly.desk.series.cancel(row.id, row.version, Reach.ALL)
    assert refused.value.code == "not_possible_now"


def test_a_series_taken_back_is_called_off_and_can_be_taken_up_again(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    booked = weekly.book(po, WEEKLY)
    back = weekly.desk.bookings.undo(booked.command)
    assert weekly.standing(po) == []
    assert weekly.rooms.hub.rows(Occupancy) == []
    weekly.desk.bookings.undo(back.command)
    assert weekly.standing(po) == FOUR


@pytest.mark.parametrize("reach", [Reach.ONE, Reach.FOLLOWING, Reach.ALL])
@pytest.mark.parametrize("rule", [None, "FREQ=WEEKLY;INTERVAL=2;COUNT=3"], ids=["time", "rule"])
def test_a_change_of_a_series_is_taken_back_with_its_rule(
    weekly: Repeated, reach: Reach, rule: str | None
) -> None:
    po = weekly.rooms.room()
    booked = weekly.book(po, WEEKLY)
    before = weekly.desk.series.series(booked.bookings[1])
    if reach is Reach.ONE:
        rule = None
    changed = weekly.change(booked, 1, reach, rule=rule, starts="15:00", ends="16:00")
    assert weekly.standing(po) != FOUR
    weekly.desk.bookings.undo(changed.command)
    assert weekly.standing(po) == FOUR
    assert weekly.desk.series.series(booked.bookings[1]) == before
    assert {one.series for one in weekly.rows(booked)} == {booked.series}


def test_a_change_onto_whose_old_time_somebody_booked_is_not_taken_back(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    booked = weekly.book(po, WEEKLY)
    changed = weekly.change(booked, 0, Reach.ALL, starts="15:00", ends="16:00")
    weekly.desk.bookings.book(weekly.asked(po, "10:30", "11:30", date(2026, 12, 1)))
    with pytest.raises(SpaceTaken):
        weekly.desk.bookings.undo(changed.command)
    assert len([one for one in weekly.standing(po) if "15:00" in one]) == 4


def test_a_part_that_goes_on_as_a_series_is_changed_on_its_own(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    booked = weekly.book(po, WEEKLY)
    weekly.change(booked, 2, Reach.FOLLOWING, starts="15:00", ends="16:00")
    weekly.change(booked, 3, Reach.ALL, title="Coro")
    assert [one.title for one in weekly.rows(booked)] == ["", "", "Coro", "Coro"]
    weekly.change(booked, 1, Reach.FOLLOWING, starts="12:00", ends="13:00")
    assert weekly.standing(po) == [
        FOUR[0],
        "24 Nov 12:00-13:00",
        "1 Dec 15:00-16:00",
        "8 Dec 15:00-16:00",
    ]


def test_a_single_booking_has_no_following(weekly: Repeated) -> None:
    single = weekly.rooms.book(weekly.rooms.room(), "10:00", "11:00")
    with pytest.raises(InputError) as refused:
        weekly.change(single, 0, Reach.FOLLOWING, title="Coro")
    assert refused.value.code == "not_repeated"


def test_of_two_desks_that_book_the_same_dates_at_once_one_has_them_all(weekly: Repeated) -> None:
    po = weekly.rooms.room()

    def book(desk: Services) -> str:
        try:
            desk.series.book(weekly.new(po, WEEKLY))
        except SpaceTaken:
            return "taken"
        return "booked"

    with ThreadPoolExecutor(2) as desks:
        answers = sorted(desks.map(book, (weekly.rooms.desk, weekly.rooms.manager)))
    assert answers == ["booked", "taken"]
    assert weekly.standing(po) == FOUR


@pytest.mark.parametrize(
    ("rule", "day", "there", "expected"),
    [
        ("FREQ=MONTHLY;COUNT=3", date(2026, 12, 17), date(2026, 12, 18), "18 Nov, 18 Dec, 18 Jan"),
        (
            "FREQ=MONTHLY;BYDAY=3TU;COUNT=3",
            date(2026, 12, 15),
            date(2026, 12, 16),
            "18 Nov, 16 Dec, 20 Jan",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=17;COUNT=3",
            date(2026, 12, 17),
            date(2026, 12, 31),
            "1 Dec, 31 Dec, 31 Jan",
        ),
        (
            "FREQ=WEEKLY;UNTIL=20261201",
            date(2026, 11, 24),
            date(2026, 11, 25),
            "18 Nov, 25 Nov, 2 Dec",
        ),
    ],
    ids=["day of the month", "third Tuesday", "to the 31st", "until a day"],
)
def test_a_later_date_takes_the_others_along_and_comes_out_where_it_was_put(
    weekly: Repeated, rule: str, day: date, there: date, expected: str
) -> None:
    po = weekly.rooms.room()
    booked = weekly.book(po, rule, reason="Anche la domenica")
    assert weekly.row(booked, 1).starts.date() == day
    changed = weekly.change(
        booked, 1, Reach.ALL, starts="10:00", ends="11:00", day=there, reason="Anche la domenica"
    )
    days = ", ".join(" ".join(one.split()[:2]) for one in weekly.standing(po))
    assert days == expected
    row = weekly.desk.series.series(booked.bookings[0])
    assert row is not None
    assert (row.id, row.total) == (changed.series, 3)
    weekly.change(booked, 2, Reach.FOLLOWING, title="Coro")
    assert ", ".join(" ".join(one.split()[:2]) for one in weekly.standing(po)) == expected
