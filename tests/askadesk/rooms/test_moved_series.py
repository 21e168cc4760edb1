"""A series that moves to another hour, weekday or day of the month."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askadesk.rooms.recurrence import Recurrence, moved, occurrences
from tests.askadesk.rooms.series import HOUR, any_series, days_of, series, when

WEEK = 7 * 24 * HOUR
MOVES = [
    ("FREQ=WEEKLY;COUNT=3", "2026-10-01", "2026-10-02", "FREQ=WEEKLY;COUNT=3"),
    ("FREQ=WEEKLY;BYDAY=TH;COUNT=3", "2026-10-01", "2026-10-02", "FREQ=WEEKLY;BYDAY=FR;COUNT=3"),
    (
        "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4",
        "2026-10-01",
        "2026-10-02",
        "FREQ=WEEKLY;BYDAY=TU,FR;COUNT=4",
    ),
    (
        "FREQ=MONTHLY;BYMONTHDAY=15;COUNT=3",
        "2026-10-15",
        "2026-10-20",
        "FREQ=MONTHLY;BYMONTHDAY=20;COUNT=3",
    ),
    (
        "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3",
        "2026-10-31",
        "2026-10-30",
        "FREQ=MONTHLY;BYMONTHDAY=-2;COUNT=3",
    ),
    (
        "FREQ=MONTHLY;BYDAY=3TH;COUNT=3",
        "2026-10-15",
        "2026-10-09",
        "FREQ=MONTHLY;BYDAY=2FR;COUNT=3",
    ),
    (
        "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3",
        "2026-10-30",
        "2026-10-29",
        "FREQ=MONTHLY;BYDAY=-1TH;COUNT=3",
    ),
    (
        "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3",
        "2026-10-30",
        "2026-10-22",
        "FREQ=MONTHLY;BYDAY=4TH;COUNT=3",
    ),
    (
        "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1;COUNT=3",
        "2026-10-01",
        "2026-11-02",
        "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=2;COUNT=3",
    ),
    ("FREQ=WEEKLY;UNTIL=20261231", "2026-10-01", "2026-10-02", "FREQ=WEEKLY;UNTIL=20270101"),
    (
        "FREQ=WEEKLY;UNTIL=20261231T080000Z",
        "2026-10-01",
        "2026-10-02",
        "FREQ=WEEKLY;UNTIL=20270101T090000",
    ),
]


@pytest.mark.parametrize(("rule", "old", "new", "expected"), MOVES)
def test_the_day_that_the_rule_named_follows_the_new_start(
    rule: str, old: str, new: str, expected: str
) -> None:
    whole = series(rule, f"{old} 09:00")
    after = moved(whole, when(f"{new} 09:00"), HOUR)
    assert after.rule == expected
    assert days_of(after)[0] == new
    assert len(days_of(after)) == len(days_of(whole))


def test_another_hour_and_length_leave_the_days_as_they_are() -> None:
    whole = series("FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270331", "2026-10-30 09:00")
    after = moved(whole, when("2026-10-30 14:30"), 2 * HOUR)
    assert (after.rule, days_of(after)) == (whole.rule, days_of(whole))
    assert {date.wall.hour for date in occurrences(after)} == {14}
    assert {date.span.length for date in occurrences(after)} == {2 * HOUR}


def test_skipped_and_extra_dates_move_along() -> None:
    whole = replace(
        series("FREQ=WEEKLY;COUNT=3", "2026-10-01 09:00"),
        skipped=frozenset({when("2026-10-08 09:00")}),
        extra=frozenset({when("2026-10-10 09:00")}),
    )
    after = moved(whole, when("2026-10-02 10:00"), HOUR)
    assert days_of(after) == ["2026-10-02", "2026-10-11", "2026-10-16"]


def test_a_skipped_third_thursday_becomes_the_skipped_third_friday_of_that_month() -> None:
    # January 2027 begins on a Friday: its third Friday comes before its third Thursday.
    whole = replace(
        series("FREQ=MONTHLY;BYDAY=3TH;COUNT=4", "2026-10-15 09:00"),
        skipped=frozenset({when("2027-01-21 09:00")}),
    )
    after = moved(whole, when("2026-10-16 09:00"), HOUR)
    assert days_of(after) == ["2026-10-16", "2026-11-20", "2026-12-18"]


@given(any_series())
def test_a_series_moved_to_where_it_is_stays_what_it_is(whole: Recurrence) -> None:
    assert occurrences(moved(whole, whole.start, whole.length)) == occurrences(whole)


@given(st.integers(-600, 600), st.integers(1, 40), st.sets(st.integers(0, 39), max_size=5))
def test_weekly_dates_all_move_by_as_much_as_the_start(
    hours: int, count: int, places: set[int]
) -> None:
    plain = series(f"FREQ=WEEKLY;BYDAY=TH;COUNT={count}", "2026-10-01 09:00")
    skipped = {plain.start + place * WEEK for place in places}
    whole = replace(plain, skipped=frozenset(skipped))
    after = moved(whole, whole.start + hours * HOUR, HOUR)
    assert [date.wall - hours * HOUR for date in occurrences(after)] == [
        date.wall for date in occurrences(whole)
    ]
