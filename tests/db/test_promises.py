"""What the database itself refuses, tried with plain SQL, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import CheckConstraint, bindparam, text, update
from sqlalchemy.exc import DBAPIError

from askadesk.core.database_errors import constraint_of
from db.engine import writing
from db.models import Base
from db.triggers import APPEND_ONLY, NEVER_DELETED, PROMISES, Twin, twins
from db.values import Leaving, Movement
from tests.db import sample
from tests.hub_of_tests import TUESDAY, HubOfTests, quick_engine

KEPT = APPEND_ONLY + NEVER_DELETED
# What a search looks into is made anew from what people are called.
WORDS = {"words", "word_trigrams", "word_uses"}
DROPPED = {"settings", "photos", "membership_hubs", "pass_hubs", *WORDS}


@pytest.fixture
def full(hub: HubOfTests) -> HubOfTests:
    """A hub with a row in every table."""
    sample.fill(hub)
    return hub


@pytest.fixture
def full_sqlite(sqlite_hub: HubOfTests) -> HubOfTests:
    """The same on SQLite alone."""
    sample.fill(sqlite_hub)
    return sqlite_hub


@pytest.fixture
def full_postgres(postgres_url: str) -> Iterator[HubOfTests]:
    """The same on PostgreSQL alone."""
    engine = quick_engine(postgres_url)
    hub = HubOfTests(engine)
    sample.fill(hub)
    yield hub
    engine.dispose()


def refused(hub: HubOfTests, statement: str, **values: Any) -> str:
    """The promise that ``statement`` would break."""
    with pytest.raises(DBAPIError) as broken:
        hub.execute(statement, **values)
    return constraint_of(broken.value)


def refused_row(hub: HubOfTests, name: str, row: dict[str, Any], verb: str = "") -> str:
    """The promise that inserting ``row`` would break."""
    with pytest.raises(DBAPIError) as broken:
        sample.put(hub, name, row, verb)
    return constraint_of(broken.value)


def refused_change(hub: HubOfTests, name: str, key: Any, verb: str = "", **values: Any) -> str:
    """The promise that changing the row with that key would break."""
    statement = update(sample.table(name)).where(sample.key_of(name) == key).values(**values)
    with pytest.raises(DBAPIError) as broken, writing(hub.engine) as connection:
        connection.execute(statement.prefix_with(verb) if verb else statement)
    return constraint_of(broken.value)


# --- nothing is lost -----------------------------------------------------------------------------


def test_every_table_is_kept_or_said_not_to_be() -> None:
    assert set(Base.metadata.tables) == set(KEPT) | DROPPED


def test_what_is_written_once_is_never_changed_or_deleted(full: HubOfTests) -> None:
    for name in APPEND_ONLY:
        before, column = sample.count(full, name), sample.key_of(name).name
        assert before > 0, name
        assert refused(full, f"UPDATE {name} SET {column} = {column}") == f"{name}_append_only"
        kept = refused(full, f"DELETE FROM {name}")
        assert kept in (f"{name}_append_only", f"{name}_kept")
        assert sample.count(full, name) == before


def test_what_may_change_is_never_deleted_and_keeps_its_name(full: HubOfTests) -> None:
    for name in NEVER_DELETED:
        before, column = sample.count(full, name), sample.key_of(name)
        assert before > 0, name
        assert refused(full, f"DELETE FROM {name}") == f"{name}_kept"
        row = sample.first(full, name)
        other = sample.fresh(full, name, column.name, row[column.name])
        found = refused_change(full, name, row[column.name], **{column.name: other})
        assert found == f"{name}_keeps_key"
        assert sample.count(full, name) == before


def test_on_postgresql_nothing_is_truncated(full_postgres: HubOfTests) -> None:
    for name in KEPT:
        kept = refused(full_postgres, f"TRUNCATE {name} CASCADE")
        assert kept.endswith(("_append_only", "_kept"))
        assert sample.count(full_postgres, name) > 0


LIKE: dict[str, dict[str, Any]] = {
    "uq_visits_open": {"checked_out_at": None, "voided_at": None},
    "uq_ledger_visit_draw": {"kind": Movement.DRAW},
    "uq_ledger_reverses": {"kind": Movement.REVERSE},
    "uq_roll_calls_open": {"ended_at": None},
    "uq_roll_call_ticks_undoes": {"heads": 0},
}


def copy_over(hub: HubOfTests, twin: Twin) -> dict[str, Any]:
    """A row that collides with one that is there in ``twin``'s columns alone."""
    row = sample.first(hub, twin.table, **LIKE.get(twin.name, {}))
    others = {column for one in twins() if one.table == twin.table for column in one.columns}
    for column in others - set(twin.columns):
        if row[column] is not None and column not in ("hub", "person", "pass", "product"):
            row[column] = sample.fresh(hub, twin.table, column, row[column])
    return row


def test_on_sqlite_nothing_is_replaced(full_sqlite: HubOfTests) -> None:
    for twin in twins():
        row = copy_over(full_sqlite, twin)
        before = sample.count(full_sqlite, twin.table)
        for verb in ("OR REPLACE", ""):
            found = refused_row(full_sqlite, twin.table, row, verb)
            assert found == twin.name or (twin.table == "ledger" and found == "ledger_fits")
        assert sample.count(full_sqlite, twin.table) == before


def test_on_sqlite_an_open_visit_does_not_replace_another(sqlite_hub: HubOfTests) -> None:
    member = sqlite_hub.member()
    first = sqlite_hub.scan(member).visit
    sqlite_hub.at("12:00")
    sqlite_hub.goes(member)
    sqlite_hub.at("13:00")
    sqlite_hub.scan(member)
    found = refused_change(
        sqlite_hub, "visits", first, "OR REPLACE", checked_out_at=None, leaving=None
    )
    assert found == "uq_visits_open"
    assert sample.count(sqlite_hub, "visits") == 2


# --- one open visit ------------------------------------------------------------------------------


def test_nobody_is_in_twice_at_one_hub(full: HubOfTests) -> None:
    row = sample.first(full, "visits", checked_out_at=None, voided_at=None)
    assert refused_row(full, "visits", row | {"id": full.ids.new()}) == "uq_visits_open"


def test_a_second_visit_is_fine_once_the_first_is_over_or_voided(full: HubOfTests) -> None:
    row = sample.first(full, "visits", checked_out_at=None, voided_at=None)
    full.execute("UPDATE visits SET voided_at = checked_in_at WHERE checked_out_at IS NULL")
    sample.put(full, "visits", row | {"id": full.ids.new()})


def test_a_visit_keeps_its_person_its_hub_and_its_command(full: HubOfTests) -> None:
    row = sample.first(full, "visits")
    other = sample.first(full, "people", family="Ferrero")["id"]
    someone_else = next(one.id for one in full.rows(_model("people")) if one.id != row["person"])
    assert other
    assert refused_change(full, "visits", row["id"], person=someone_else) == "visit_keeps_person"
    assert refused_change(full, "visits", row["id"], command=full.ids.new()) == "visit_keeps_person"


def test_a_voided_visit_stays_voided(full: HubOfTests) -> None:
    voided = next(one for one in full.rows(_model("visits")) if one.voided_at is not None)
    later = full.clock.time + timedelta(hours=1)
    for moment in (None, later):
        found = refused_change(full, "visits", voided.id, voided_at=moment)
        assert found == "visit_stays_voided"


def _model(name: str) -> Any:
    return next(
        one.class_ for one in Base.registry.mappers if one.local_table is sample.table(name)
    )


# --- cards ---------------------------------------------------------------------------------------


def test_a_stopped_card_stays_stopped(full: HubOfTests) -> None:
    card = sample.first(full, "credentials")["id"]
    full.desk.access.lose(card)
    changes: list[dict[str, Any]] = [
        {"status": "active"},
        {"status": "revoked"},
        {"status_at": full.later(days=1)},
    ]
    for change in changes:
        assert refused_change(full, "credentials", card, **change) == "credential_stays_stopped"


def test_a_card_keeps_its_number_and_its_person(full: HubOfTests) -> None:
    card = sample.first(full, "credentials")
    for change in ({"number": "0" * 16}, {"short": "0" * 8}, {"key_letter": "X"}):
        found = refused_change(full, "credentials", card["id"], **change)
        assert found == "credential_keeps_number"


# --- the ledger ----------------------------------------------------------------------------------


def movement(hub: HubOfTests, **change: Any) -> dict[str, Any]:
    """The next movement of a pass that holds nine: one unit put right."""
    held = next(one for one in hub.rows(_model("passes")) if one.balance == 9)
    row = sample.first(hub, "ledger", kind=Movement.GRANT)
    fits = {
        "id": hub.ids.new(),
        "pass": held.id,
        "seq": held.movements + 1,
        "kind": Movement.ADJUST,
        "delta": -1,
        "balance_after": 8,
    }
    return row | fits | change


def test_a_movement_moves_its_pass(full: HubOfTests) -> None:
    row = movement(full)
    sample.put(full, "ledger", row)
    held = sample.first(full, "passes", id=row["pass"])
    assert (held["balance"], held["movements"]) == (8, row["seq"])


@pytest.mark.parametrize(
    "wrong",
    [{"balance_after": 7}, {"seq": 1}, {"seq": 99}, {"delta": 1}],
    ids=["a wrong balance", "a number taken", "a number skipped", "a wrong step"],
)
def test_a_movement_that_does_not_fit_is_refused(full: HubOfTests, wrong: dict[str, int]) -> None:
    found = refused_row(full, "ledger", movement(full, **wrong))
    assert found in ("ledger_fits", "uq_ledger_pass_seq")


def test_a_movement_of_no_pass_is_refused(full: HubOfTests) -> None:
    assert refused_row(full, "ledger", movement(full, **{"pass": full.ids.new()})) == "ledger_fits"


def test_no_pass_is_drawn_below_its_limit(full: HubOfTests) -> None:
    row = movement(full, delta=-10, balance_after=-1)
    assert refused_row(full, "ledger", row) == "ck_passes_not_below_limit"
    sample.put(full, "ledger", movement(full, delta=-9, balance_after=0))


def test_a_balance_moves_with_its_ledger_only(full: HubOfTests) -> None:
    held = movement(full)["pass"]
    changes: list[dict[str, Any]] = [
        {"balance": 99},
        {"movements": 9},
        {"balance": 8, "movements": 3},
    ]
    for change in changes:
        assert refused_change(full, "passes", held, **change) == "balance_follows_ledger"


def test_a_pass_starts_empty(full: HubOfTests) -> None:
    row = sample.first(full, "passes") | {"id": full.ids.new()}
    assert refused_row(full, "passes", row) == "pass_starts_empty"
    sample.put(full, "passes", row | {"balance": 0, "movements": 0})


def test_a_movement_is_taken_back_once(full: HubOfTests) -> None:
    back = sample.first(full, "ledger", kind=Movement.REVERSE)
    row = movement(
        full, kind=Movement.REVERSE, reverses=back["reverses"], delta=1, balance_after=10
    )
    assert refused_row(full, "ledger", row) == "uq_ledger_reverses"


def test_an_entry_draws_one_unit(full: HubOfTests) -> None:
    drawn = sample.first(full, "ledger", kind=Movement.DRAW)
    row = movement(full, kind=Movement.DRAW, visit=drawn["visit"], day=TUESDAY)
    assert refused_row(full, "ledger", row) == "uq_ledger_visit_draw"
    sample.put(full, "ledger", row | {"extra": True})


# --- pauses --------------------------------------------------------------------------------------


def test_a_right_never_rests_twice_on_one_day(full: HubOfTests) -> None:
    row = sample.first(full, "pauses") | {"id": full.ids.new()}
    assert refused_row(full, "pauses", row) == "pauses_apart"
    sample.put(full, "pauses", row | FAR)


def test_a_pause_only_ever_gets_shorter_and_once(full: HubOfTests) -> None:
    row = sample.first(full, "pauses")
    longer = row["planned"] + timedelta(days=1)
    for change in ({"starts": longer, "planned": longer}, {"planned": longer}):
        assert refused_change(full, "pauses", row["id"], **change) == "pause_keeps_days"
    full.desk.plans.resume(row["id"])
    assert refused_change(full, "pauses", row["id"], reason="mai") == "pause_keeps_days"


# --- roll calls ----------------------------------------------------------------------------------


def test_a_roll_call_that_ended_stays_as_it_was(full: HubOfTests) -> None:
    ended = sample.first(full, "roll_calls", drill=True)
    later = ended["ended_at"] + timedelta(hours=1)
    for change in ({"drill": False}, {"ended_at": later}):
        found = refused_change(full, "roll_calls", ended["id"], **change)
        assert found == "roll_call_stays_closed"


# --- the number of the hub's rules ----------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE hubs SET capacity = capacity + 1",
        "UPDATE hubs SET week = '{}'",
        "UPDATE hubs SET time_zone = 'Europe/Lisbon'",
        "UPDATE closures SET reason = 'festa'",
        "UPDATE settings SET value = '20'",
        "DELETE FROM settings",
    ],
)
def test_the_hub_s_rules_get_a_new_number_when_they_change(full: HubOfTests, change: str) -> None:
    before = sample.first(full, "hubs")["rules"]
    full.execute(change)
    assert sample.first(full, "hubs")["rules"] == before + 1


def test_a_new_closure_or_setting_is_a_new_rule(full: HubOfTests) -> None:
    before = sample.first(full, "hubs")["rules"]
    full.closes(TUESDAY + timedelta(days=1))
    full.setting(overdue="refuse")
    assert sample.first(full, "hubs")["rules"] == before + 2


def test_a_new_name_is_not_a_new_rule(full: HubOfTests) -> None:
    before = sample.first(full, "hubs")["rules"]
    full.execute("UPDATE hubs SET name = 'Aska Torino'")
    assert sample.first(full, "hubs")["rules"] == before


# --- values that cannot be -----------------------------------------------------------------------

NOTHING: dict[str, Any] = {}
SOMEONE = UUID(int=1)
VISIT = {"checked_out_at": "later", "leaving": Leaving.DESK, "voided_at": None}
PASS = {"balance": 0, "movements": 0}
FAR = {column: date(2030, 1, 1) for column in ("starts", "planned", "ends")}
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
    "ck_ledger_draw": {"kind": Movement.DRAW, "visit": None},
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
    "ck_roll_calls_order": {"started_at": datetime(2030, 1, 1, tzinfo=UTC)},
    "ck_roll_call_ticks_heads": {"heads": 0, "undoes": None},
    "ck_roll_call_people_found": {"found": 2},
    "ck_roll_call_people_when": {"found": 1, "found_at": None},
    "ck_imports_undone": {"undone_by": SOMEONE},
    "ck_import_rows_number": {"number": 0},
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


def test_every_promise_is_tried_here() -> None:
    tests = Path(__file__).read_text("utf-8")
    assert [one.name for one in PROMISES if not one.then and one.name not in tests] == []
