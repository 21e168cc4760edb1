"""Which dates a series has, and how it is split."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from askadesk.core.errors import InputError
from askadesk.rooms.expansion import walls as walls_of
from askadesk.rooms.recurrence import (
    MOST_DATES,
    Recurrence,
    checked_rule,
    occurrences,
    split,
)
from askadesk.rooms.rule_text import read_rule
from tests.askadesk.rooms import rfc_examples
from tests.askadesk.rooms.rfc_examples import EXAMPLES, Example
from tests.askadesk.rooms.series import HOUR, any_series, days_of, refused, series, when

NEW_YORK = ZoneInfo("America/New_York")


def starts(recurrence: Recurrence) -> list[str]:
    return [f"{occurrence.span.start:%m-%d %H:%M}" for occurrence in occurrences(recurrence)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule)
def test_the_standard_s_examples_fall_on_the_days_that_it_lists(example: Example) -> None:
    start = datetime.combine(example.first, time(9))
    found = walls_of(read_rule(example.rule), start, NEW_YORK)
    listed = [datetime.combine(day, time(9)) for day in example.days]
    assert list(found if example.ends else islice(found, len(listed))) == listed


@pytest.mark.parametrize("rule", rfc_examples.BY_THE_HOUR_OR_MINUTE)
def test_the_standard_s_examples_by_the_hour_or_minute_are_refused_with_the_reason(
    rule: str,
) -> None:
    with pytest.raises(InputError) as refusal:
        checked_rule(rule, when("1997-09-02 09:00"))
    assert (refusal.value.code, refusal.value.field) == ("too_frequent", "repeat")


def test_several_times_of_one_day_are_a_daily_rule() -> None:
    rule = read_rule(rfc_examples.EVERY_TWENTY_MINUTES)
    found = list(islice(walls_of(rule, when("1997-09-02 09:00"), NEW_YORK), 25))
    assert found[0] == when("1997-09-02 09:00")
    assert found[23] == when("1997-09-02 16:40")
    assert found[24] == when("1997-09-03 09:00")


@pytest.mark.parametrize("change", ["2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31"])
def test_a_meeting_at_nine_stays_at_nine_across_the_change_of_clocks(change: str) -> None:
    day_before = when(change) - 24 * HOUR
    dates = occurrences(series("FREQ=DAILY;COUNT=3", f"{day_before.date()} 09:00"))
    hours = {occurrence.wall.hour for occurrence in dates}
    lengths = {occurrence.span.length for occurrence in dates}
    assert (hours, lengths) == ({9}, {HOUR})
    apart = dates[1].span.start - dates[0].span.start
    assert apart == (23 * HOUR if "-03-" in change else 25 * HOUR)


@pytest.mark.parametrize("change", ["2026-03-29", "2027-03-28"])
def test_a_start_in_the_skipped_hour_moves_on_by_that_hour(change: str) -> None:
    (date,) = occurrences(series("FREQ=DAILY;COUNT=1", f"{change} 02:30"))
    assert date.wall == when(f"{change} 02:30")
    assert date.span.start == when(f"{change} 01:30").replace(tzinfo=UTC)
    assert date.span.length == HOUR


@pytest.mark.parametrize("change", ["2026-10-25", "2027-10-31"])
def test_a_doubled_hour_means_the_first(change: str) -> None:
    (date,) = occurrences(series("FREQ=DAILY;COUNT=1", f"{change} 02:30", 2 * HOUR))
    assert date.span.start == when(f"{change} 00:30").replace(tzinfo=UTC)
    assert date.span.length == 2 * HOUR


def test_two_dates_that_the_change_of_clocks_lets_begin_together_are_one() -> None:
    twice = series("FREQ=DAILY;BYHOUR=2,3;COUNT=4", "2026-03-28 02:00")
    assert starts(twice) == ["03-28 01:00", "03-28 02:00", "03-29 01:00"]


def test_the_31st_of_each_month_skips_short_months() -> None:
    monthly = series("FREQ=MONTHLY;COUNT=5", "2026-12-31 09:00")
    expected = ["2026-12-31", "2027-01-31", "2027-03-31", "2027-05-31", "2027-07-31"]
    assert days_of(monthly) == expected
    assert days_of(replace(monthly, rule="FREQ=MONTHLY;BYMONTHDAY=31;COUNT=5")) == expected


def test_the_last_friday_is_the_last_whether_fourth_or_fifth() -> None:
    last = series("FREQ=MONTHLY;BYDAY=-1FR;COUNT=4", "2026-10-30 09:00")
    assert days_of(last) == ["2026-10-30", "2026-11-27", "2026-12-25", "2027-01-29"]


def test_the_fifth_monday_skips_months_without_one() -> None:
    fifth = series("FREQ=MONTHLY;BYDAY=5MO;COUNT=4", "2026-11-30 09:00")
    assert days_of(fifth) == ["2026-11-30", "2027-03-29", "2027-05-31", "2027-08-30"]


def test_a_place_in_the_week_counts_the_whole_week_also_when_the_series_begins_in_its_middle() -> (
    None
):
    second = series("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2;COUNT=2", "2026-10-08 09:00")
    assert days_of(second) == ["2026-10-14", "2026-10-21"]


def test_a_week_of_the_year_falls_on_the_start_s_weekday() -> None:
    week = series("FREQ=YEARLY;BYWEEKNO=20;COUNT=2", "2026-05-12 09:00")
    assert days_of(week) == ["2026-05-12", "2027-05-18"]


def test_a_start_that_does_not_fit_the_rule_is_no_date() -> None:
    thursdays = series("FREQ=WEEKLY;BYDAY=TH;COUNT=2", "2026-10-05 09:00")
    assert days_of(thursdays) == ["2026-10-08", "2026-10-15"]


def test_skipped_dates_count_and_extra_ones_do_not() -> None:
    thursdays = series("FREQ=WEEKLY;COUNT=3", "2026-10-01 09:00")
    changed = replace(
        thursdays,
        skipped=frozenset({when("2026-10-08 09:00")}),
        extra=frozenset({when("2026-10-09 11:00")}),
    )
    assert days_of(changed) == ["2026-10-01", "2026-10-09", "2026-10-15"]


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20261008", "2026-10-08"),
        ("20261008T090000", "2026-10-08"),
        ("20261008T085959", "2026-10-01"),
        ("20261008T070000Z", "2026-10-08"),
        ("20261008T065959Z", "2026-10-01"),
    ],
)
def test_the_last_day_is_whole_a_last_moment_is_compared_in_the_zone(until: str, last: str) -> None:
    assert days_of(series(f"FREQ=WEEKLY;UNTIL={until}", "2026-10-01 09:00"))[-1] == last


@given(any_series())
def test_dates_are_in_order_each_once_and_never_too_many(recurrence: Recurrence) -> None:
    dates = occurrences(recurrence)
    walls = [date.wall for date in dates]
    assert walls == sorted(set(walls))
    assert len({date.span.start for date in dates}) == len(dates) <= MOST_DATES


@given(st.data())
def test_the_two_parts_of_a_split_have_the_dates_of_the_whole(data: st.DataObject) -> None:
    whole = data.draw(any_series())
    dates = occurrences(whole)
    assume(dates)
    at = data.draw(st.sampled_from(dates))
    before, after = split(whole, at.wall)
    assert (before is None) == (at == dates[0])
    parts = (occurrences(before) if before else ()) + occurrences(after)
    assert parts == dates
    assert occurrences(after)[0] == at


def test_a_split_deals_count_and_exceptions_to_the_right_side() -> None:
    whole = replace(
        series("FREQ=WEEKLY;COUNT=5", "2026-10-01 09:00"),
        skipped=frozenset({when("2026-10-08 09:00"), when("2026-10-22 09:00")}),
    )
    before, after = split(whole, when("2026-10-15 09:00"))
    assert before is not None
    assert (before.rule, set(before.skipped)) == ("FREQ=WEEKLY;COUNT=2", {when("2026-10-08 09:00")})
    assert (after.rule, set(after.skipped)) == ("FREQ=WEEKLY;COUNT=3", {when("2026-10-22 09:00")})
    assert after.start == when("2026-10-15 09:00")


def test_before_a_split_the_last_day_is_that_of_the_last_date() -> None:
    before, after = split(
        series("FREQ=WEEKLY;UNTIL=20261231", "2026-10-01 09:00"), when("2026-10-15 09:00")
    )
    assert before is not None
    assert before.rule == "FREQ=WEEKLY;UNTIL=20261008"
    assert after.rule == "FREQ=WEEKLY;UNTIL=20261231"


def test_a_series_is_not_split_at_a_date_that_it_does_not_have() -> None:
    with pytest.raises(InputError) as refusal:
        split(series("FREQ=WEEKLY;COUNT=5", "2026-10-01 09:00"), when("2026-10-02 09:00"))
    assert refusal.value.code == "no_such_date"


def test_extra_dates_do_not_make_a_series_longer_than_it_may_be() -> None:
    full = series(f"FREQ=DAILY;COUNT={MOST_DATES}", "2026-10-01 09:00")
    assert len(occurrences(full)) == MOST_DATES
    with pytest.raises(InputError) as refusal:
        occurrences(replace(full, extra=frozenset({when("2026-10-01 15:00")})))
    assert refusal.value.code == "too_many_dates"
    assert refused(full.rule) == ""
