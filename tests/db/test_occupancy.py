"""Nothing is taken twice, whoever asks and however: tried with plain SQL, on both engines."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, update
from sqlalchemy.exc import DBAPIError

from askadesk.core.database_errors import constraint_of
from db.engine import writing
from tests import counts
from tests.db import sample
from tests.db.refusing import model_of, refused_change, refused_row
from tests.hub_of_tests import HubOfTests

TEN = datetime(2030, 1, 7, 10, tzinfo=UTC)
OCCUPANCY = sample.table("occupancy")


def taken(hub: HubOfTests, starts: float, ends: float, unit: int = 77) -> dict[str, Any]:
    """A row of what is taken, in hours from ten o'clock."""
    like = sample.first(hub, "occupancy")
    return like | {
        "unit": unit,
        "starts": TEN + timedelta(hours=starts),
        "ends": TEN + timedelta(hours=ends),
    }


@pytest.mark.parametrize(("starts", "ends"), [(-1, 0), (1, 2)], ids=["before", "after"])
def test_back_to_back_is_free(full: HubOfTests, starts: float, ends: float) -> None:
    before = sample.count(full, "occupancy")
    sample.put(full, "occupancy", taken(full, 0, 1))
    sample.put(full, "occupancy", taken(full, starts, ends))
    assert sample.count(full, "occupancy") == before + 2


@pytest.mark.parametrize(
    ("starts", "ends"),
    [(0.25, 0.75), (-1, 2), (-0.5, 0.5), (0.5, 1.5), (0, 1), (0, 0.5), (0.5, 1), (-1, 1), (0, 2)],
    ids=[
        "contained",
        "containing",
        "crossing the start",
        "crossing the end",
        "equal",
        "same start",
        "same end",
        "up to its end",
        "from its start",
    ],
)
def test_what_meets_is_refused(full: HubOfTests, starts: float, ends: float) -> None:
    sample.put(full, "occupancy", taken(full, 0, 1))
    before = sample.count(full, "occupancy")
    found = refused_row(full, "occupancy", taken(full, starts, ends))
    same_start = {"pk_occupancy"} if starts == 0 else set()
    assert found in {"occupancy_apart", *same_start}
    assert sample.count(full, "occupancy") == before


def test_another_unit_is_free(full: HubOfTests) -> None:
    before = sample.count(full, "occupancy")
    sample.put(full, "occupancy", taken(full, 0, 1))
    sample.put(full, "occupancy", taken(full, 0, 1, unit=78))
    assert sample.count(full, "occupancy") == before + 2


@pytest.mark.parametrize("ends", [0, -1], ids=["empty", "negative"])
def test_no_time_at_all_is_refused(full: HubOfTests, ends: float) -> None:
    assert refused_row(full, "occupancy", taken(full, 0, ends)) == "ck_occupancy_span"


def test_what_is_taken_never_moves(full: HubOfTests) -> None:
    sample.put(full, "occupancy", taken(full, 0, 1))
    with pytest.raises(DBAPIError) as broken, writing(full.engine) as connection:
        connection.execute(update(OCCUPANCY).values(ends=TEN + timedelta(hours=9)))
    assert constraint_of(broken.value) == "occupancy_never_moves"


def test_two_that_change_places_do_it_in_one_transaction(full: HubOfTests) -> None:
    first, second = taken(full, 0, 1), taken(full, 1, 3)
    for row in (first, second):
        sample.put(full, "occupancy", row)
    with writing(full.engine) as connection:
        connection.execute(delete(OCCUPANCY).where(OCCUPANCY.c.unit == 77))
        connection.execute(insert(OCCUPANCY), [taken(full, 0, 2), taken(full, 2, 3)])
    rows = [one for one in full.rows(model_of("occupancy")) if one.unit == 77]
    assert sorted((one.ends - one.starts).seconds // 3600 for one in rows) == [1, 2]


def test_on_sqlite_what_is_taken_is_not_replaced(full_sqlite: HubOfTests) -> None:
    sample.put(full_sqlite, "occupancy", taken(full_sqlite, 0, 1))
    for ends in (0.5, 1, 2):
        found = refused_row(full_sqlite, "occupancy", taken(full_sqlite, 0, ends), "OR REPLACE")
        assert found == "occupancy_apart"


def test_a_booking_keeps_where_it_comes_from(full: HubOfTests) -> None:
    booking = sample.first(full, "bookings")
    changes: tuple[dict[str, Any], ...] = (
        {"command": full.ids.new()},
        {"created_at": TEN},
    )
    for change in changes:
        assert refused_change(full, "bookings", booking["id"], **change) == "booking_keeps_origin"


hours = st.tuples(st.integers(0, 40), st.integers(1, 12))


@settings(
    max_examples=counts.count(15, 400),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(hours, max_size=25))
def test_of_any_times_the_database_takes_what_is_free(
    full: HubOfTests, asked: list[tuple[int, int]]
) -> None:
    with writing(full.engine) as connection:
        connection.execute(delete(OCCUPANCY).where(OCCUPANCY.c.unit == 77))
    standing: list[tuple[int, int]] = []
    for start, length in asked:
        free = all(start + length <= one or other <= start for one, other in standing)
        row = taken(full, start / 4, (start + length) / 4)
        if free:
            sample.put(full, "occupancy", row)
            standing.append((start, start + length))
        else:
            assert refused_row(full, "occupancy", row) in ("occupancy_apart", "pk_occupancy")
    assert len([one for one in full.rows(model_of("occupancy")) if one.unit == 77]) == len(standing)


def test_of_two_that_write_at_once_one_has_it(full: HubOfTests) -> None:
    row = taken(full, 0, 1)
    ready, answers = threading.Barrier(2), []

    def take(shift: float) -> None:
        mine = row | {"starts": row["starts"] + timedelta(hours=shift)}
        ready.wait()
        try:
            sample.put(full, "occupancy", mine)
            answers.append("")
        except DBAPIError as error:
            answers.append(constraint_of(error) or "in the way")

    both = [threading.Thread(target=take, args=(shift,)) for shift in (0, 0.5)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    first, second = sorted(answers)
    assert not first
    assert second
    assert len([one for one in full.rows(model_of("occupancy")) if one.unit == 77]) == 1
