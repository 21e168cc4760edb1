"""Which rules can be booked, and how the others are refused."""

from __future__ import annotations

from contextlib import suppress
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askadesk.core.errors import InputError
from askadesk.core.i18n import speaking
from askadesk.rooms.recurrence import MOST_DATES, checked_rule
from askadesk.rooms.rule_text import FREQUENCIES, read_rule
from tests.askadesk.rooms.series import when

START = when("2026-10-01 09:00")
MANY = ",".join(str(number) for number in range(60))

REFUSED = [
    ("", "unreadable_rule"),
    ("every Thursday", "unreadable_rule"),
    ("COUNT=3", "unreadable_rule"),
    ("FREQ=FORTNIGHTLY;COUNT=3", "unreadable_rule"),
    ("FREQ=DAILY;COUNT=3;BYEASTER=0", "unreadable_rule"),
    ("FREQ=DAILY;COUNT=3;COUNT=4", "unreadable_rule"),
    ("FREQ=DAILY;COUNT=0", "unreadable_rule"),
    ("FREQ=DAILY;COUNT=-1", "unreadable_rule"),
    ("FREQ=DAILY;COUNT=٣", "unreadable_rule"),
    ("FREQ=DAILY;COUNT=3;INTERVAL=0", "unreadable_rule"),
    ("FREQ=DAILY;COUNT=3;INTERVAL=" + "9" * 500, "unreadable_rule"),
    ("FREQ=WEEKLY;COUNT=3;BYDAY=XX", "unreadable_rule"),
    ("FREQ=WEEKLY;COUNT=3;BYDAY=2TH", "unreadable_rule"),
    ("FREQ=MONTHLY;COUNT=3;BYDAY=0TH", "unreadable_rule"),
    ("FREQ=YEARLY;COUNT=3;BYDAY=2TH;BYWEEKNO=3", "unreadable_rule"),
    ("FREQ=MONTHLY;COUNT=3;BYMONTHDAY=32", "unreadable_rule"),
    ("FREQ=MONTHLY;COUNT=3;BYMONTHDAY=0", "unreadable_rule"),
    ("FREQ=MONTHLY;COUNT=3;BYMONTHDAY=x", "unreadable_rule"),
    ("FREQ=YEARLY;COUNT=3;BYMONTH=-1", "unreadable_rule"),
    ("FREQ=WEEKLY;COUNT=3;BYMONTHDAY=3", "unreadable_rule"),
    ("FREQ=MONTHLY;COUNT=3;BYYEARDAY=3", "unreadable_rule"),
    ("FREQ=MONTHLY;COUNT=3;BYSETPOS=1", "unreadable_rule"),
    ("FREQ=MONTHLY;COUNT=3;BYDAY=MO;BYSETPOS=1,2,3,4,5,6,7,8,9,10,11,12,13", "unreadable_rule"),
    ("FREQ=WEEKLY;COUNT=3;WKST=XX", "unreadable_rule"),
    ("FREQ=DAILY;UNTIL=tomorrow", "unreadable_rule"),
    ("FREQ=DAILY;UNTIL=20260230", "unreadable_rule"),
    (f"FREQ=DAILY;COUNT=3;BYMINUTE={MANY};BYSECOND={MANY}", "unreadable_rule"),
    ("FREQ=DAILY;COUNT=3;" + "X" * 10_000, "unreadable_rule"),
    ("FREQ=SECONDLY;COUNT=3", "too_frequent"),
    ("FREQ=MINUTELY;COUNT=3", "too_frequent"),
    ("FREQ=HOURLY;COUNT=3", "too_frequent"),
    ("FREQ=DAILY;COUNT=3;UNTIL=20261231", "two_ends"),
    ("FREQ=DAILY", "endless_series"),
    ("FREQ=DAILY;COUNT=521", "too_many_dates"),
    ("FREQ=YEARLY;COUNT=999999999999999999", "too_many_dates"),
    ("FREQ=DAILY;UNTIL=20280305", "too_many_dates"),
    ("FREQ=DAILY;UNTIL=99991231", "too_many_dates"),
    ("FREQ=DAILY;UNTIL=99991231T235959Z", "too_many_dates"),
    ("FREQ=DAILY;INTERVAL=1000000000;COUNT=2", "too_far"),
    ("FREQ=YEARLY;COUNT=520", "too_far"),
    ("FREQ=YEARLY;INTERVAL=50;UNTIL=99991231", "too_far"),
    ("FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2;COUNT=3", "no_dates"),
    ("FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2;UNTIL=99991231", "no_dates"),
    ("FREQ=WEEKLY;UNTIL=20260930", "no_dates"),
    ("FREQ=YEARLY;UNTIL=00010101", "no_dates"),
    ("FREQ=YEARLY;BYDAY=MO;BYSETPOS=-366;COUNT=1", "no_dates"),
]


@pytest.mark.parametrize(("rule", "code"), REFUSED, ids=[rule[:40] for rule, _code in REFUSED])
def test_what_cannot_be_booked_is_refused_in_one_short_sentence(rule: str, code: str) -> None:
    with speaking("en"), pytest.raises(InputError) as refusal:
        checked_rule(rule, START)
    error = refusal.value
    assert (error.code, error.field) == (code, "repeat")
    assert len(error.sentence) < 120


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("FREQ=WEEKLY;BYDAY=TH;COUNT=10", "FREQ=WEEKLY;BYDAY=TH;COUNT=10"),
        (" rrule:count=10;byday=th;freq=weekly; ", "FREQ=WEEKLY;BYDAY=TH;COUNT=10"),
        ("FREQ=DAILY;INTERVAL=1;WKST=MO;COUNT=2", "FREQ=DAILY;COUNT=2"),
        ("FREQ=WEEKLY;WKST=SU;BYDAY=TH,MO,TH;COUNT=2", "FREQ=WEEKLY;BYDAY=MO,TH;WKST=SU;COUNT=2"),
        ("FREQ=MONTHLY;BYDAY=+1FR,-1FR;COUNT=2", "FREQ=MONTHLY;BYDAY=-1FR,1FR;COUNT=2"),
        ("FREQ=DAILY;UNTIL=20261005", "FREQ=DAILY;UNTIL=20261005"),
        ("FREQ=DAILY;UNTIL=20261005T090000", "FREQ=DAILY;UNTIL=20261005T090000"),
        ("FREQ=DAILY;UNTIL=20261005T070000Z", "FREQ=DAILY;UNTIL=20261005T070000Z"),
    ],
)
def test_a_rule_is_stored_in_one_way_of_writing(typed: str, stored: str) -> None:
    assert checked_rule(typed, START) == stored
    assert checked_rule(stored, START) == stored


def test_as_many_dates_as_a_series_may_have_and_not_one_more() -> None:
    assert checked_rule(f"FREQ=DAILY;COUNT={MOST_DATES}", START)
    assert checked_rule("FREQ=DAILY;UNTIL=20280303", START)
    with pytest.raises(InputError):
        checked_rule("FREQ=DAILY;UNTIL=20280304", START)


def test_a_last_moment_in_utc_is_judged_in_the_hub_s_zone() -> None:
    rule = "FREQ=DAILY;UNTIL=20261001T065959Z"
    assert checked_rule(rule, START) == rule
    with pytest.raises(InputError) as refusal:
        checked_rule(rule, START, ZoneInfo("Europe/Rome"))
    assert refusal.value.code == "no_dates"


numbers = st.integers(-400, 400).map(str)
values = st.one_of(
    st.lists(numbers, min_size=1, max_size=15).map(",".join),
    st.lists(st.sampled_from(["MO", "2TH", "-1FR", "SU", "5MO"]), min_size=1, max_size=4).map(
        ",".join
    ),
    st.sampled_from([*FREQUENCIES, "HOURLY", "20271231", "99991231T235959Z", "1000000000"]),
    st.text(max_size=8),
)
names = st.sampled_from(["INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"]) | st.sampled_from(
    ["BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYHOUR", "BYSETPOS", "FREQ"]
)
frequencies = st.sampled_from(FREQUENCIES).map("FREQ={}".format)
parts = st.lists(st.builds("{}={}".format, names, values), max_size=4)
texts = st.builds(lambda freq, rest: ";".join([freq, *rest]), frequencies, parts)


@settings(deadline=None)  # A search for a date that never comes takes its time.
@given(st.text(max_size=60) | texts)
def test_whatever_is_typed_is_a_rule_or_refused(text: str) -> None:
    with suppress(InputError):
        stored = checked_rule(text, START)
        assert read_rule(stored).text == stored
