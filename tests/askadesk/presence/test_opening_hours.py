"""The hub's clock: its days, its opening hours, and the nearest moment at which a right holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askadesk.presence.facts import DayException, HubFacts, Window, in_windows
from tests import counts
from tests.askadesk.presence.facts_of_tests import HUB, at
from tests.hub_of_tests import TUESDAY

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
CLOSED = DayException(TUESDAY, TUESDAY, None, None)
SHORT = DayException(TUESDAY, TUESDAY, time(10), time(12))


def test_the_hub_s_day_is_its_own() -> None:
    assert HUB.day(datetime(2026, 11, 16, 23, 30, tzinfo=UTC)) == TUESDAY


def test_a_wall_time_that_the_spring_skips_moves_on_by_an_hour() -> None:
    assert HUB.local(HUB.at(SPRING, time(2, 30))).time() == time(3, 30)


def test_of_a_doubled_hour_in_autumn_the_first_is_meant() -> None:
    assert HUB.at(AUTUMN, time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (TUESDAY, 24)])
def test_a_day_has_its_real_length(day: date, hours: int) -> None:
    length = HUB.at(day + timedelta(days=1), time(0)) - HUB.at(day, time(0))
    assert length == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("exceptions", "spans"),
    [
        ((), ((time(8), time(20)),)),
        ((CLOSED,), ()),
        ((SHORT,), ((time(10), time(12)),)),
        (
            (replace(CLOSED, first=date(2026, 11, 18), last=date(2026, 11, 19)),),
            ((time(8), time(20)),),
        ),
    ],
    ids=["usual", "closed", "other hours", "another day's exception"],
)
def test_opening_hours_of_a_day(exceptions: tuple[DayException, ...], spans: object) -> None:
    assert replace(HUB, exceptions=exceptions).spans(TUESDAY) == spans


def test_a_span_that_ends_at_midnight_runs_to_the_end_of_the_day() -> None:
    hub = replace(HUB, week={1: ((time(18), time(0)),)})
    assert hub.is_open(at("23:59"))
    assert not hub.is_open(at("17:59"))
    assert hub.next_valid(None, at("23:30")) == at("23:30")


def test_a_window_that_begins_at_midnight_is_one() -> None:
    night: tuple[Window, ...] = ((frozenset({1}), time(0), time(6)),)
    hub = replace(HUB, week={1: ((time(0), time(0)),)})
    assert hub.next_valid(night, at("00:00")) == at("00:00")
    assert hub.next_valid(night, at("06:00")) == at("00:00", date(2026, 11, 24))


def test_a_hub_that_never_opens_names_no_moment_and_moves_no_day() -> None:
    hub = replace(HUB, week={})
    assert hub.next_valid(None, at("09:00")) is None
    assert hub.open_day_from(TUESDAY) == TUESDAY
    assert hub.next_valid(None, at("09:00"), around_the_clock=True) == at("09:00")


def test_the_next_open_day() -> None:
    assert HUB.open_day_from(date(2026, 11, 21)) == date(2026, 11, 23)
    assert HUB.open_day_from(TUESDAY) == TUESDAY


# --- against a clock that is moved on minute by minute --------------------------------------------

# No hub opens or closes inside the hour that one night of the year does not have.
walls = (
    st.integers(0, 95)
    .filter(lambda quarter: not 8 < quarter < 12)
    .map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
)
spans = st.tuples(walls, walls).filter(lambda span: span[0] < span[1] or span[1] == time(0))
weeks = st.dictionaries(
    st.integers(0, 6), st.lists(spans, min_size=1, max_size=2).map(tuple), max_size=7
)
windows = st.none() | st.lists(
    st.tuples(st.frozensets(st.integers(0, 6)), walls, walls), max_size=3
).map(tuple)
days = st.sampled_from([SPRING, AUTUMN, TUESDAY]).flatmap(
    lambda day: st.integers(-3, 3).map(lambda offset: day + timedelta(days=offset))
)
moments = st.builds(lambda day, wall: datetime.combine(day, wall, UTC), days, walls)
LOOKED_AT = 9 * 24 * 4


@settings(derandomize=True, deadline=None, max_examples=counts.count(100, 2000))
@given(weeks, windows, moments)
def test_the_named_moment_is_the_first_at_which_the_hub_is_open_and_the_window_holds(
    week: dict[int, tuple[tuple[time, time], ...]],
    held: tuple[Window, ...] | None,
    start: datetime,
) -> None:
    hub: HubFacts = replace(HUB, week=week)
    quarters = (start + timedelta(minutes=15 * step) for step in range(LOOKED_AT))
    first = next(
        (one for one in quarters if hub.is_open(one) and in_windows(hub.local(one), held)), None
    )
    named = hub.next_valid(held, start)
    if first is None:
        assert named is None or named - start >= timedelta(days=8)
    else:
        assert named == first
