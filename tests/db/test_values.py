"""Values that cannot be, refused by the database on both engines."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import CheckConstraint, bindparam, text
from sqlalchemy.exc import DBAPIError

from askadesk.core.database_errors import constraint_of
from db.engine import writing
from db.models import Base
from db.triggers import twins
from db.values import BookingStatus, CalledOffBy, Leaving, Movement
from tests.db import sample
from tests.db.refusing import movement, refused_row
from tests.hub_of_tests import HubOfTests

NOTHING: dict[str, Any] = {}
SOMEONE = UUID(int=1)
VISIT = {"checked_out_at": "later", "leaving": Leaving.DESK, "voided_at": None}
PASS = {"balance": 0, "movements": 0}
FAR = {column: date(2030, 1, 1) for column in ("starts", "planned", "ends")}
SOMETIME = datetime(2030, 1, 1, tzinfo=UTC)
NOBODY = {"person": None, "organisation": None}
FAR_MOVE = {"stood": date(2030, 1, 1), "stands": date(2030, 1, 1)}
# Constraint → the table and what to put into a copy of one of its rows.
IMPOSSIBLE: dict[str, dict[str, Any]] = {
    "ck_visits_order": VISIT | {"checked_out_at": "earlier"},
    "ck_visits_left": VISIT | {"leaving": None},
    "ck_visits_head_count": VISIT | {"head_count": 0},
    "ck_visits_membership": VISIT | {"basis": "membership", "pass": None},
    "ck_visits_pass": VISIT | {"basis": "at_work"},
    "ck_visits_host": VISIT | {"basis": "guest", "pass": None},
    "ck_visits_expected": VISIT | {"basis": "expected", "pass": None},
    "ck_visits_override": VISIT | {"basis": "override", "pass": None},
    "ck_passes_one_holder": PASS | {"holder_person": None},
    "ck_passes_not_below_limit": PASS | {"lowest": 1},
    "ck_passes_lowest": PASS | {"lowest": 1},
    "ck_passes_days": PASS | {"valid_until": date(2020, 1, 1)},
    "ck_memberships_one_holder": {"holder_person": None},
    "ck_memberships_days": {"ends": date(2020, 1, 1)},
    "ck_ledger_delta": {"delta": 0, "balance_after": 9},
    "ck_ledger_draw": {"kind": Movement.DRAW, "visit": SOMEONE, "delta": 1, "balance_after": 10},
    "ck_ledger_drawn": {"kind": Movement.DRAW, "visit": None},
    "ck_ledger_reverse": {"kind": Movement.REVERSE},
    "ck_charges_one_payer": {"payer_person": None},
    "ck_charges_cents": {"cents": 0},
    "ck_expected_who": {"person": None, "name": ""},
    "ck_expected_span": {"ends": "earlier"},
    "ck_expected_head_count": {"head_count": 0},
    "ck_hubs_capacity": {"capacity": 0},
    "ck_closures_days": {"last_day": date(2020, 1, 1)},
    "ck_closures_hours": {"opens": time(9)},
    "ck_people_name": {"given": "", "family": ""},
    "ck_organisations_name": {"name": ""},
    "ck_organisation_members_days": {"until": date(2020, 1, 1)},
    "ck_credentials_number": {"number": "TOO-SHORT"},
    "ck_product_terms_limits": {"debt_limit": -1},
    "ck_product_terms_units": {"units": 0},
    "ck_product_terms_seats": {"seats": 0},
    "ck_product_terms_rooms": {"room_discount": 101},
    "ck_product_prices_cents": {"cents": -1},
    "ck_merges_two": {"kept": SOMEONE, "gone": SOMEONE},
    "ck_merges_undone": {"undone_by": SOMEONE},
    "ck_pauses_one_right": FAR | {"membership": None, "pass": None},
    "ck_pauses_days": FAR | {"starts": date(2030, 1, 2)},
    "ck_pauses_given_back": FAR | {"ends": date(2030, 1, 2)},
    "ck_pauses_ended": FAR | {"ended_by": SOMEONE},
    "ck_end_moves_one_right": {"membership": None, "pass": None},
    "ck_end_moves_moves": FAR_MOVE,
    "ck_roll_calls_ended": {"ended_by": None},
    "ck_roll_calls_order": {"started_at": SOMETIME},
    "ck_roll_call_ticks_heads": {"heads": 0, "undoes": None},
    "ck_roll_call_people_found": {"found": 2},
    "ck_roll_call_people_when": {"found": 1, "found_at": None},
    "ck_imports_undone": {"undone_by": SOMEONE},
    "ck_import_rows_number": {"number": 0},
    "ck_spaces_seats": {"seats": 0},
    "ck_spaces_step": {"step": 0},
    "ck_spaces_lengths": {"least": 60, "most": 30},
    "ck_spaces_buffers": {"cleanup": -1},
    "ck_spaces_notice": {"notice_minutes": -1},
    "ck_spaces_ahead": {"ahead_days": 0},
    "ck_space_closures_days": {"last_day": date(2020, 1, 1)},
    "ck_space_closures_hours": {"opens": time(9)},
    "ck_space_prices_cents": {"day_cents": -1},
    "ck_bookings_span": {"ends": "earlier"},
    "ck_bookings_heads": {"heads": 0},
    "ck_bookings_who": NOBODY | {"title": ""},
    "ck_bookings_hold": {"expires_at": SOMETIME},
    "ck_bookings_cancelled": {"cancelled_at": SOMETIME},
    "ck_bookings_cancelled_by": {"cancelled_by": CalledOffBy.DESK},
    "ck_bookings_no_show": {"released_at": SOMETIME},
    "ck_bookings_in_use": {"status": BookingStatus.IN_USE},
    "ck_bookings_series": {"wall": "2030-01-01T09:00"},
    "ck_booking_spaces_buffers": {"desks": 0},
    "ck_occupancy_span": {"unit": 999, "ends": "earlier"},
    "ck_waiting_span": {"ends": "earlier"},
    "ck_waiting_who": NOBODY,
    "ck_waiting_offered": {"offered_until": SOMETIME},
    "ck_photos_size": {"image": b"\0" * 2_000_001},
}


def declared() -> set[str]:
    """Every CHECK of the models, those of enumerations left out."""
    return {
        str(one.name)
        for table in Base.metadata.tables.values()
        for one in table.constraints
        if isinstance(one, CheckConstraint) and " IN (" not in str(one.sqltext)
    }


def test_every_check_of_the_models_is_tried_here() -> None:
    assert declared() == set(IMPOSSIBLE)


def test_values_that_cannot_be_are_refused(full: HubOfTests) -> None:
    for constraint in IMPOSSIBLE:
        name, row = impossible(full, constraint)
        found = refused_row(full, name, row)
        both = {"ck_passes_lowest", "ck_passes_not_below_limit"}
        assert found == constraint or {found, constraint} == both


def impossible(hub: HubOfTests, constraint: str) -> tuple[str, dict[str, Any]]:
    """A table, and a row that breaks the constraint."""
    names = sorted(Base.metadata.tables, key=len, reverse=True)
    name = next(one for one in names if constraint.startswith(f"ck_{one}_"))
    row = movement(hub) if name == "ledger" else unlike(hub, name)
    start: Any = row.get("checked_in_at") or row.get("starts")
    words = {"later": timedelta(hours=1), "earlier": timedelta(hours=-1)}
    change = IMPOSSIBLE[constraint]
    moved = {key: start + words[word] for key, word in change.items() if word in words}
    return name, row | change | moved


def unlike(hub: HubOfTests, name: str) -> dict[str, Any]:
    """A copy of the first row with keys of its own."""
    row = sample.first(hub, name)
    if name == "photos":
        return row | {"person": hub.person()}
    unique = {column for one in twins() if one.table == name for column in one.columns}
    for column in unique - {"person", "hub", "pass", "product", "organisation"}:
        if row[column] is not None:
            row[column] = sample.fresh(hub, name, column, row[column])
    return row


ENUMERATED = {
    (name, column.name)
    for name, table in Base.metadata.tables.items()
    for column in table.columns
    if getattr(column.type, "enums", None)
}


def test_a_word_that_no_list_holds_is_refused(full: HubOfTests) -> None:
    for name, column in sorted(ENUMERATED):
        row = movement(full) if name == "ledger" else unlike(full, name)
        before = sample.count(full, name)
        assert refused_word(full, name, column, row).startswith(f"ck_{name}_")
        assert sample.count(full, name) == before


def refused_word(hub: HubOfTests, name: str, column: str, row: dict[str, Any]) -> str:
    """The promise that a word outside the column's list would break, sent past the column's type."""
    columns = sample.table(name).c
    bound = [bindparam(one, type_=columns[one].type) for one in row if one != column]
    values = ", ".join(f":{one}" for one in row)
    statement = text(f"INSERT INTO {name} ({', '.join(row)}) VALUES ({values})").bindparams(*bound)
    with pytest.raises(DBAPIError) as broken, writing(hub.engine) as connection:
        connection.execute(statement, row | {column: "banana"})
    return constraint_of(broken.value)


def test_what_points_at_nothing_is_refused(full: HubOfTests) -> None:
    with pytest.raises(DBAPIError, match=r"(?i)foreign key"):
        sample.put(full, "memberships", unlike(full, "memberships") | {"product": full.ids.new()})


def test_a_naive_moment_is_refused(full: HubOfTests) -> None:
    row = unlike(full, "people")
    naive = row["created_at"].replace(tzinfo=None)
    with pytest.raises(Exception, match="without its offset"):
        sample.put(full, "people", row | {"created_at": naive})
