"""A booking that stands begins to repeat."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from askadesk.core.errors import DeskError, InputError
from tests.askadesk.rooms.conftest import Rooms
from tests.askadesk.rooms.repeated import Repeated

WEEKLY = "FREQ=WEEKLY;COUNT=4"
FOUR = ["17 Nov 10:00-11:00", "24 Nov 10:00-11:00", "1 Dec 10:00-11:00", "8 Dec 10:00-11:00"]


@pytest.fixture
def weekly(rooms: Rooms) -> Repeated:
    return Repeated(rooms)


def test_a_single_booking_becomes_the_first_of_a_series(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    single = weekly.rooms.book(po, "10:00", "11:00", title="Coro")
    row = weekly.rooms.row(single)
    repeated = weekly.desk.series.repeat(row.id, row.version, WEEKLY)
    assert weekly.standing(po) == FOUR
    assert repeated.bookings[0] == row.id
    assert {(one.series, one.title) for one in weekly.rows(repeated)} == {(repeated.series, "Coro")}
    weekly.desk.bookings.undo(repeated.command)
    assert weekly.standing(po) == FOUR[:1]
    assert weekly.rooms.row(single).series is None


def test_only_a_rule_that_begins_with_a_booking_repeats_it(weekly: Repeated) -> None:
    single = weekly.rooms.book(weekly.rooms.room(), "10:00", "11:00")
    row = weekly.rooms.row(single)
    with pytest.raises(InputError) as refused:
        weekly.desk.series.repeat(row.id, row.version, "FREQ=WEEKLY;BYDAY=FR;COUNT=3")
    assert refused.value.code == "not_first"


def test_what_else_was_changed_is_one_command_with_the_repetition(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    single = weekly.rooms.book(po, "10:00", "11:00", title="Coro")
    row = weekly.rooms.row(single)
    changed = replace(weekly.rooms.asked(po, "14:00", "15:00"), title="Orchestra")
    repeated = weekly.desk.series.repeat(row.id, row.version, WEEKLY, changed=changed)
    rows = weekly.rows(repeated)
    assert {(one.title, f"{one.starts:%H:%M}") for one in rows} == {("Orchestra", "14:00")}
    assert len(rows) == len(FOUR)
    weekly.desk.bookings.undo(repeated.command)
    back = weekly.rooms.row(single)
    assert (back.title, f"{back.starts:%H:%M}", back.series) == ("Coro", "10:00", None)
    assert weekly.standing(po) == FOUR[:1]


def test_a_date_that_is_taken_leaves_the_booking_as_it_was(weekly: Repeated) -> None:
    po = weekly.rooms.room()
    single = weekly.rooms.book(po, "10:00", "11:00", title="Coro")
    row = weekly.rooms.row(single)
    start = row.starts + timedelta(days=7, hours=4)
    weekly.desk.bookings.book(
        replace(
            weekly.rooms.asked(po, "14:00", "15:00"), starts=start, ends=start + timedelta(hours=1)
        )
    )
    changed = replace(weekly.rooms.asked(po, "14:00", "15:00"), title="Orchestra")
    with pytest.raises(DeskError) as refused:
        weekly.desk.series.repeat(row.id, row.version, WEEKLY, changed=changed)
    assert refused.value.code == "space_taken"
    assert weekly.rooms.row(single) == row
