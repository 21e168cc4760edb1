"""What the database itself refuses, tried with plain SQL, on both engines."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.models import Base
from db.triggers import APPEND_ONLY, NEVER_DELETED, PROMISES, Twin, twins
from db.values import Movement
from tests.db import sample
from tests.db.refusing import model_of, movement, refused, refused_change, refused_row
from tests.hub_of_tests import TUESDAY, HubOfTests

KEPT = APPEND_ONLY + NEVER_DELETED
# What a search looks into is made anew from what people are called.
WORDS = {"words", "word_trigrams", "word_uses"}
# What a space is made of, and what a booking takes: they change with it, and its changes are kept.
TAKEN = {"space_units", "space_parts", "booking_spaces", "booking_people", "occupancy"}
DROPPED = {"settings", "photos", "membership_hubs", "pass_hubs", *WORDS, *TAKEN}


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
    "uq_space_prices_everybody": {"product": None},
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
    again = row | {"id": full.ids.new()}
    sample.put(full, "visits", again)
    assert sample.first(full, "visits", checked_out_at=None, voided_at=None)["id"] == again["id"]


def test_a_visit_keeps_its_person_its_hub_and_its_command(full: HubOfTests) -> None:
    row = sample.first(full, "visits")
    other = sample.first(full, "people", family="Ferrero")["id"]
    someone_else = next(one.id for one in full.rows(model_of("people")) if one.id != row["person"])
    assert other
    assert refused_change(full, "visits", row["id"], person=someone_else) == "visit_keeps_person"
    assert refused_change(full, "visits", row["id"], command=full.ids.new()) == "visit_keeps_person"


def test_a_voided_visit_stays_voided(full: HubOfTests) -> None:
    voided = next(one for one in full.rows(model_of("visits")) if one.voided_at is not None)
    later = full.clock.time + timedelta(hours=1)
    for moment in (None, later):
        found = refused_change(full, "visits", voided.id, voided_at=moment)
        assert found == "visit_stays_voided"


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
    far = dict.fromkeys(("starts", "planned", "ends"), date(2030, 1, 1))
    sample.put(full, "pauses", row | far)


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


def test_every_promise_is_tried_here() -> None:
    tests = "".join(one.read_text("utf-8") for one in Path(__file__).parent.glob("test_*.py"))
    assert [one.name for one in PROMISES if not one.then and one.name not in tests] == []
