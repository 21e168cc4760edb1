"""What is given, adjusted or paused and cannot be is refused in a sentence, on each engine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from askadesk.core.errors import InputError, NotFound
from askadesk.plans.rows import Sale
from db.models import Credential, LedgerMovement, Membership, Pass
from tests.bad_input import BAD_TEXTS
from tests.hub_of_tests import TUESDAY, HubOfTests

NOBODY = UUID("0197c6a0-5f5e-7b1a-9c5f-6d1f0a3b2c4d")
LONG, NUL, HALF = "x" * 10_000, "a\0b", "a\ud800b"


def field_of(call: Callable[[], object]) -> str | None:
    """The field with which a call is refused."""
    with pytest.raises(InputError) as found:
        call()
    assert found.value.what
    return found.value.field


# --- strangers -----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["flex", "carnet"])
def test_who_is_not_there_is_given_nothing(hub: HubOfTests, code: str) -> None:
    hub.plan()
    hub.carnet()
    for holder, said in (("person", "unknown_person"), ("organisation", "unknown_organisation")):
        who: dict[str, Any] = {holder: NOBODY}
        with pytest.raises(NotFound) as refusal:
            hub.desk.plans.give(Sale(code, **who))
        assert refusal.value.code == said
    assert hub.rows(Membership) == hub.rows(Pass) == hub.rows(LedgerMovement) == []


def test_who_is_not_there_is_issued_no_card(hub: HubOfTests) -> None:
    with pytest.raises(NotFound) as refusal:
        hub.desk.access.issue(NOBODY)
    assert refusal.value.code == "unknown_person"
    assert hub.rows(Credential) == []


def test_a_pass_that_is_not_there_is_not_adjusted(hub: HubOfTests) -> None:
    with pytest.raises(NotFound) as refusal:
        hub.desk.plans.adjust(NOBODY, 1, "Errore")
    assert refusal.value.code == "unknown_right"


# --- numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [10**12, -(10**12), 10_000, -10_000])
def test_no_pass_takes_more_units_than_can_be_counted(hub: HubOfTests, number: int) -> None:
    anna = hub.person()
    held = hub.holds(anna, hub.carnet())
    assert field_of(lambda: hub.desk.plans.adjust(held, number, "Errore")) == "delta"
    sale = Sale("carnet", person=anna, units=number, reason="Errore")
    assert field_of(lambda: hub.desk.plans.give(sale)) == "units"
    assert (len(hub.rows(Pass)), hub.left(anna)) == (1, 10)
    assert hub.desk.plans.adjust(held, 9_989, "Regalo") == 9_999


@pytest.mark.parametrize("limit", [-1, 10**20])
def test_no_more_movements_are_read_than_there_can_be(hub: HubOfTests, limit: int) -> None:
    held = hub.holds(hub.person(), hub.carnet())
    assert field_of(lambda: hub.desk.plans.ledger(held, limit)) == "limit"
    assert len(hub.desk.plans.ledger(held, 1)) == 1


# --- texts ---------------------------------------------------------------------------------------


def test_a_reason_is_one_line_that_can_be_kept(hub: HubOfTests) -> None:
    anna, code = hub.person(), hub.carnet()
    assert field_of(lambda: hub.holds(anna, code, reason=LONG)) == "reason"
    assert hub.rows(Pass) == []
    for reason in (NUL, HALF):
        held = hub.holds(anna, code, reason=reason)
        assert hub.desk.plans.ledger(held)[0].reason == "a b"


def test_a_plan_of_a_bad_name_is_none(hub: HubOfTests) -> None:
    anna = hub.person()
    for text in (NUL, HALF, *BAD_TEXTS.values()):
        with pytest.raises((NotFound, InputError)) as refusal:
            hub.holds(anna, text)
        assert refusal.value.what.endswith(".")
        assert len(refusal.value.what) < 200


# --- days ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1899, 12, 31), date(2200, 1, 1), date.max])
def test_nothing_is_given_beyond_the_days_that_can_be_counted(hub: HubOfTests, day: date) -> None:
    anna = hub.person()
    for code in (hub.plan(validity_days=30), hub.carnet(validity_days=30)):
        assert field_of(partial(hub.holds, anna, code, starts=day)) == "starts"
        assert field_of(partial(hub.holds, anna, code, ends=day)) == "ends"
    late = date(2199, 12, 31)
    assert field_of(lambda: hub.holds(anna, "carnet", starts=late)) == "ends"
    assert hub.rows(Membership) == hub.rows(Pass) == []


@pytest.mark.parametrize("day", [date(1, 1, 1), date.max])
def test_no_pause_goes_there_and_none_is_counted(hub: HubOfTests, day: date) -> None:
    held = hub.holds(hub.person(), hub.plan(), ends=date(2199, 12, 31))
    plans = hub.desk.plans
    for first, last, field in ((day, day, "starts"), (TUESDAY, date.max, "ends")):
        right = ("membership", held, first, last)
        assert field_of(partial(plans.pause, *right, "In viaggio")) == field
        assert field_of(partial(plans.last_day_after, *right)) == field
    assert plans.last_day_after("membership", held, TUESDAY, TUESDAY) == date(2200, 1, 1)


def test_a_right_that_an_archive_holds_to_the_end_of_time_does_not_rest(hub: HubOfTests) -> None:
    held = hub.holds(hub.person(), hub.plan(), ends=date(2199, 12, 31))
    hub.execute("UPDATE memberships SET ends = '9999-12-31'")
    plans = hub.desk.plans
    for call in (
        lambda: plans.last_day_after("membership", held, TUESDAY, TUESDAY),
        lambda: plans.pause("membership", held, TUESDAY, TUESDAY, "In viaggio"),
    ):
        assert field_of(call) == "ends"
    assert plans.pauses("membership", held) == ()
