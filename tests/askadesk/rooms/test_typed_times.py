"""What is meant by two hours that somebody types at a booking."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from askadesk.rooms.typed_times import Times
from tests.hub_of_tests import ROME

THURSDAY = date(2026, 12, 10)
CLOCKS_BACK = date(2027, 10, 31)


def at(said: str, day: date = THURSDAY) -> datetime:
    """``19:00``, or ``+1 01:00`` on the day after."""
    later, wall = said.split() if " " in said else ("0", said)
    return datetime.combine(day + timedelta(days=int(later)), time.fromisoformat(wall), ROME)


@pytest.mark.parametrize(
    ("before", "typed", "meant"),
    [
        (("19:00", "+1 00:00"), ("19:00", "23:30"), ("19:00", "23:30")),
        (("19:00", "20:00"), ("19:00", "00:00"), ("19:00", "+1 00:00")),
        (("19:00", "+1 00:00"), ("18:00", "00:00"), ("18:00", "+1 00:00")),
        (("19:00", "+1 01:00"), ("19:00", "23:30"), ("19:00", "23:30")),
        (("19:00", "+1 01:00"), ("19:00", "00:00"), ("19:00", "+1 00:00")),
        (("19:00", "+1 01:00"), ("19:00", "02:00"), ("19:00", "+1 02:00")),
        (("10:00", "+1 18:00"), ("10:00", "17:00"), ("10:00", "+1 17:00")),
        (("10:00", "+1 18:00"), ("10:00", "00:00"), ("10:00", "+2 00:00")),
        (("12:00", "14:00"), ("12:00", "11:00"), ("12:00", "11:00")),
    ],
    ids=str,
)
def test_an_end_that_is_typed_stays_in_the_night_that_it_belongs_to(
    before: tuple[str, str], typed: tuple[str, str], meant: tuple[str, str]
) -> None:
    first, last = (time.fromisoformat(one) for one in typed)
    found = Times(at(before[0]), at(before[1])).typed(THURSDAY, first, last)
    assert found == Times(at(meant[0]), at(meant[1]))


def test_on_another_day_it_lasts_as_many_days_on() -> None:
    friday = THURSDAY + timedelta(days=1)
    found = Times(at("19:00"), at("+1 01:00")).typed(friday, time(19), time(1))
    assert found == Times(at("19:00", friday), at("+1 01:00", friday))


def test_an_hour_that_comes_twice_stays_the_one_that_it_was() -> None:
    starts = datetime(2027, 10, 31, 0, tzinfo=UTC).astimezone(ROME)
    ends = datetime(2027, 10, 31, 1, tzinfo=UTC).astimezone(ROME)
    found = Times(starts, ends).typed(CLOCKS_BACK, time(2), time(2))
    assert [one.astimezone(UTC).hour for one in (found.starts, found.ends)] == [0, 1]
