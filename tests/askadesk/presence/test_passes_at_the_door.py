"""Carnets and day passes at the door: one unit covers the hub's day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from askadesk.core.errors import DeskError, InputError, NotFound
from askadesk.plans.rows import Sale
from askadesk.presence.facts import HandOutPass, OnDebt
from askadesk.presence.rows import Verdict
from db.models import Charge, LedgerMovement, Pass, Visit
from db.values import Movement
from tests.askadesk.presence.saying import REFUSED_WAYS, nearest, said, ways
from tests.hub_of_tests import TUESDAY, HubOfTests

HALF_DAY = {"units": 4, "unit_minutes": 300}


def holder(hub: HubOfTests, **terms: Any) -> UUID:
    """Someone with a carnet of those terms."""
    person = hub.person()
    hub.holds(person, hub.carnet(**terms))
    return person


def comes_and_goes(hub: HubOfTests, person: UUID, came: str, went: str) -> Verdict:
    """In at one hour, out at another; the answer to going."""
    hub.at(came)
    assert hub.scan(person).answer == "admitted"
    hub.at(went)
    return hub.goes(person)


def draws(hub: HubOfTests) -> int:
    """How many units were drawn, those taken back left out."""
    moved = [row.kind for row in hub.rows(LedgerMovement)]
    return moved.count(Movement.DRAW) - moved.count(Movement.REVERSE)


def test_a_carnet_draws_one_unit_and_shows_what_is_left(hub: HubOfTests) -> None:
    giulia = holder(hub)
    verdict = hub.scan(giulia)
    assert (*said(verdict), verdict.left) == ("admitted", "pass", 9)
    [_grant, draw] = hub.rows(LedgerMovement)
    assert (draw.delta, draw.balance_after, draw.day) == (-1, 9, TUESDAY)
    assert (draw.person, draw.visit) == (giulia, verdict.visit)


def test_the_pass_that_expires_first_is_drawn_first(hub: HubOfTests) -> None:
    giulia = holder(hub, code="long", validity_days=90)
    soon = hub.holds(giulia, hub.carnet("short", validity_days=10))
    hub.holds(giulia, hub.carnet("endless"))
    hub.scan(giulia)
    assert hub.rows(Visit)[0]._mapping["pass"] == soon


def test_one_s_own_pass_goes_before_the_organisation_s(hub: HubOfTests) -> None:
    studio = hub.organisation("Studio Nuvola")
    giulia = hub.person("Giulia Ferrero", organisation="Studio Nuvola")
    shared = hub.team_holds(studio, hub.carnet("shared", validity_days=5))
    own = hub.holds(giulia, hub.carnet("own", units=1))
    assert hub.scan(giulia).code == "pass"
    hub.at("09:00", TUESDAY + timedelta(days=1))
    verdict = hub.scan(giulia)
    assert (*said(verdict), verdict.left) == ("admitted", "organisation_pass", 9)
    assert [row._mapping["pass"] for row in hub.rows(Visit)] == [own, shared]


def test_out_and_in_again_on_the_same_day_draws_nothing(hub: HubOfTests) -> None:
    giulia = holder(hub)
    comes_and_goes(hub, giulia, "09:00", "12:00")
    hub.at("14:00")
    verdict = hub.scan(giulia)
    assert (*said(verdict), verdict.left) == ("admitted", "pass_again", 9)
    assert draws(hub) == 1


def test_the_next_day_draws_the_next_unit(hub: HubOfTests) -> None:
    giulia = holder(hub)
    comes_and_goes(hub, giulia, "09:00", "12:00")
    hub.at("09:00", TUESDAY + timedelta(days=1))
    assert hub.scan(giulia).left == 8


def test_the_last_unit_still_covers_its_day(hub: HubOfTests) -> None:
    giulia = holder(hub, units=1)
    comes_and_goes(hub, giulia, "09:00", "12:00")
    hub.at("14:00")
    verdict = hub.scan(giulia)
    assert (*said(verdict), verdict.left) == ("admitted", "pass_again", 0)


def test_the_hub_s_day_ends_at_its_own_midnight_not_at_that_of_utc(hub: HubOfTests) -> None:
    hub.execute(
        "UPDATE hubs SET week = :w", w='{"1": [["00:00", "00:00"]], "2": [["00:00", "00:00"]]}'
    )
    giulia = holder(hub)
    comes_and_goes(hub, giulia, "23:10", "23:30")  # 22:10 in UTC
    hub.at("23:50")
    assert hub.scan(giulia).code == "pass_again"
    hub.goes(giulia)
    hub.at("00:20", TUESDAY + timedelta(days=1))  # still Tuesday in UTC
    verdict = hub.scan(giulia)
    assert (verdict.code, verdict.left) == ("pass", 8)
    assert [row.day for row in hub.rows(Visit)][-1] == TUESDAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)],
    ids=["of 23 hours, in spring", "of 25 hours, in autumn"],
)
def test_a_unit_covers_the_whole_of_a_day(hub: HubOfTests, day: date, hours: int) -> None:
    hub.execute(
        "UPDATE hubs SET week = :w", w='{"6": [["00:00", "00:00"]], "0": [["00:00", "00:00"]]}'
    )
    giulia = hub.person()
    hub.carnet()
    hub.at("00:01", day)
    hub.holds(giulia, "carnet")
    assert hub.scan(giulia).left == 9
    hub.later(hours=hours - 1)
    hub.goes(giulia)
    hub.later(minutes=50)
    assert hub.scan(giulia).code == "pass_again"
    hub.goes(giulia)
    hub.later(minutes=10)
    assert (hub.scan(giulia).code, hub.left(giulia)) == ("pass", 8)


def test_half_a_day_lasts_its_real_minutes_on_the_night_of_the_change(hub: HubOfTests) -> None:
    hub.execute("UPDATE hubs SET week = :w", w='{"6": [["00:00", "00:00"]]}')
    giulia = hub.person()
    hub.carnet(units=4, unit_minutes=120)
    hub.at("02:30", date(2026, 10, 25))
    hub.holds(giulia, "carnet")
    hub.scan(giulia)
    hub.at("02:45", date(2026, 10, 25), fold=1)  # an hour and a quarter later
    hub.goes(giulia)
    hub.later(minutes=44)
    assert hub.scan(giulia).code == "pass_again"
    hub.goes(giulia)
    hub.later(minutes=2)
    assert hub.scan(giulia).code == "pass"


# --- half a day ----------------------------------------------------------------------------------


def test_within_its_window_a_half_day_lets_in_again(hub: HubOfTests) -> None:
    giulia = holder(hub, **HALF_DAY)
    comes_and_goes(hub, giulia, "09:00", "10:00")
    hub.at("13:59")
    assert hub.scan(giulia).code == "pass_again"


def test_after_its_window_a_half_day_draws_the_next_unit(hub: HubOfTests) -> None:
    giulia = holder(hub, **HALF_DAY)
    comes_and_goes(hub, giulia, "09:00", "10:00")
    hub.at("14:00")
    verdict = hub.scan(giulia)
    assert (verdict.code, verdict.left) == ("pass", 2)


def test_leaving_in_time_offers_nothing(hub: HubOfTests) -> None:
    giulia = holder(hub, **HALF_DAY)
    verdict = comes_and_goes(hub, giulia, "09:00", "14:00")
    assert (verdict.code, verdict.params, ways(verdict)) == ("checked_out", {}, [])


def test_overstaying_offers_to_make_it_up_and_charges_nothing_by_itself(hub: HubOfTests) -> None:
    giulia = holder(hub, **HALF_DAY)
    verdict = comes_and_goes(hub, giulia, "09:00", "16:05")
    assert said(verdict) == ("checked_out", "checked_out")
    assert (verdict.params, verdict.left, ways(verdict)) == ({"over": 125}, 3, ["make_up"])
    assert (draws(hub), hub.rows(Charge)) == (1, [])


def test_the_window_runs_from_the_unit_not_from_the_second_entry(hub: HubOfTests) -> None:
    giulia = holder(hub, **HALF_DAY)
    comes_and_goes(hub, giulia, "09:00", "10:00")
    verdict = comes_and_goes(hub, giulia, "13:00", "15:00")
    assert verdict.params == {"over": 60}


def test_making_up_draws_one_more_unit_for_the_hours_that_were_stayed(hub: HubOfTests) -> None:
    giulia = holder(hub, **HALF_DAY)
    verdict = comes_and_goes(hub, giulia, "09:00", "16:00")
    assert verdict.visit is not None
    assert hub.desk.presence.make_up(verdict.visit) == 2
    hub.at("18:59")  # the two halves cover from 9 to 19
    assert hub.scan(giulia).code == "pass_again"
    hub.later(minutes=2)
    assert hub.goes(giulia).params == {"over": 1}


def test_what_was_made_up_is_not_made_up_twice(hub: HubOfTests) -> None:
    giulia = holder(hub, **HALF_DAY)
    verdict = comes_and_goes(hub, giulia, "09:00", "16:00")
    assert verdict.visit is not None
    hub.desk.presence.make_up(verdict.visit)
    with pytest.raises(DeskError) as refusal:
        hub.desk.presence.make_up(verdict.visit)
    assert refusal.value.code == "nothing_to_make_up"
    assert draws(hub) == 2


def test_making_up_needs_an_entry_that_used_a_pass(hub: HubOfTests) -> None:
    giulia = hub.member()
    verdict = hub.scan(giulia)
    assert verdict.visit is not None
    with pytest.raises(NotFound) as refusal:
        hub.desk.presence.make_up(verdict.visit)
    assert refusal.value.code == "no_pass"


def test_where_nothing_is_left_making_up_is_not_offered(hub: HubOfTests) -> None:
    giulia = holder(hub, units=1, unit_minutes=300)
    verdict = comes_and_goes(hub, giulia, "09:00", "16:00")
    assert (verdict.params, ways(verdict)) == ({"over": 120}, [])
    assert verdict.visit is not None
    with pytest.raises(DeskError) as refusal:
        hub.desk.presence.make_up(verdict.visit)
    assert refusal.value.code == "exhausted"
    assert draws(hub) == 1


def test_undoing_an_entry_gives_back_what_was_made_up_for_it(hub: HubOfTests) -> None:
    giulia = holder(hub, **HALF_DAY)
    hub.at("09:00")
    came = hub.scan(giulia)
    hub.at("16:00")
    hub.goes(giulia)
    assert came.visit is not None
    hub.desk.presence.make_up(came.visit)
    assert hub.undo(came).left == 4


# --- when it holds -------------------------------------------------------------------------------


def test_a_pass_that_has_not_begun_says_when_it_does(hub: HubOfTests) -> None:
    hub.carnet()
    giulia = hub.person()
    hub.holds(giulia, "carnet", starts=date(2026, 11, 19))
    verdict = hub.scan(giulia)
    assert said(verdict) == ("refused", "not_yet")
    assert nearest(verdict) == "Thu 19 08:00"


def test_an_expired_pass_says_since_when(hub: HubOfTests) -> None:
    giulia = holder(hub, validity_days=2)
    hub.at("09:00", date(2026, 11, 19))
    verdict = hub.scan(giulia)
    assert (*said(verdict), verdict.params) == ("refused", "expired", {"day": "2026-11-18"})


def test_no_pass_expires_on_a_day_when_the_hub_is_closed(hub: HubOfTests) -> None:
    giulia = holder(hub, validity_days=5)  # to Saturday 21
    hub.at("09:00", date(2026, 11, 23))
    assert hub.scan(giulia).code == "pass"
    hub.goes(giulia)
    hub.at("09:00", date(2026, 11, 24))
    assert hub.scan(giulia).code == "expired"


def test_a_pass_that_ends_in_a_month_of_closure_holds_on_the_day_of_reopening(
    hub: HubOfTests,
) -> None:
    giulia = holder(hub, validity_days=4)  # to Friday 20
    hub.closes(date(2026, 11, 19), date(2026, 12, 27))
    hub.at("09:00", date(2026, 12, 28))
    assert hub.scan(giulia).code == "pass"


def test_a_pass_with_hours_of_its_own_names_the_next(hub: HubOfTests) -> None:
    giulia = holder(hub, windows=(((1, 2), "14:00", "18:00"),))
    assert nearest(hub.scan(giulia)) == "Tue 17 14:00"
    hub.at("14:00")
    assert hub.scan(giulia).code == "pass"
    hub.at("17:00")
    hub.goes(giulia)
    hub.at("18:30")
    verdict = hub.scan(giulia)
    assert said(verdict) == ("refused", "outside_hours")
    assert nearest(verdict) == "Wed 18 14:00"


def test_the_carnet_of_another_hub_does_not_open_this_one(hub: HubOfTests) -> None:
    milano = hub.other_hub()
    hub.carnet()
    giulia = hub.person()
    milano.plans.give(Sale("carnet", person=giulia))
    assert said(hub.scan(giulia)) == ("refused", "wrong_hub")


# --- nothing left --------------------------------------------------------------------------------


def emptied(hub: HubOfTests, **terms: Any) -> UUID:
    """Someone whose only unit was used on Tuesday; it is Wednesday now."""
    person = holder(hub, units=1, **terms)
    comes_and_goes(hub, person, "09:00", "12:00")
    hub.at("09:00", TUESDAY + timedelta(days=1))
    return person


def test_an_empty_carnet_says_since_when_and_names_the_ways_out(hub: HubOfTests) -> None:
    verdict = hub.scan(emptied(hub))
    assert said(verdict) == ("refused", "exhausted")
    assert (verdict.params, verdict.left) == ({"day": "2026-11-17"}, 0)
    assert ways(verdict) == REFUSED_WAYS


def test_the_desk_hands_out_a_day_pass_with_reason_and_price(hub: HubOfTests) -> None:
    giulia = emptied(hub)
    hub.carnet("day", units=1, validity_days=1)
    day = HandOutPass(hub.product("day"), "ha finito il carnet", 1500)
    verdict = hub.by_sight(giulia, way=day)
    assert (*said(verdict), verdict.left) == ("admitted", "handed_out", 0)
    [*_, grant, draw] = hub.rows(LedgerMovement)
    assert (grant.kind, grant.delta, grant.reason) == (Movement.GRANT, 1, "ha finito il carnet")
    assert (draw.kind, draw.delta, draw.visit) == (Movement.DRAW, -1, verdict.visit)
    [charge] = hub.rows(Charge)
    assert (charge.payer_person, charge.cents, charge.due_on) == (giulia, 1500, date(2026, 11, 18))


def test_a_pass_may_be_handed_out_for_nothing(hub: HubOfTests) -> None:
    giulia = hub.person()
    hub.carnet("day", units=1, validity_days=1)
    hub.by_sight(giulia, way=HandOutPass(hub.product("day"), "giornata di prova"))
    assert hub.rows(Charge) == []


def test_no_pass_is_handed_out_where_none_was_needed(hub: HubOfTests) -> None:
    giulia = hub.member()
    hub.carnet("day", units=1)
    verdict = hub.by_sight(giulia, way=HandOutPass(hub.product("day"), "prova", 1500))
    assert verdict.code == "membership"
    assert (hub.rows(Pass), hub.rows(Charge)) == ([], [])


@pytest.mark.parametrize(
    "way",
    [
        HandOutPass(UUID(int=1), " "),
        HandOutPass(UUID(int=1), "r" * 401),
        HandOutPass(UUID(int=1), "prova", -1),
    ],
    ids=["without a reason", "with an endless reason", "for less than nothing"],
)
def test_no_pass_is_handed_out(hub: HubOfTests, way: HandOutPass) -> None:
    with pytest.raises(InputError):
        hub.by_sight(hub.person(), way=way)
    assert hub.rows(Visit) == []


def test_a_pass_that_is_not_offered_any_more_cannot_be_handed_out(hub: HubOfTests) -> None:
    hub.carnet("day", units=1)
    product = hub.product("day")
    hub.manager.plans.archive_product(product)
    with pytest.raises(NotFound) as refusal:
        hub.by_sight(hub.person(), way=HandOutPass(product, "prova"))
    assert refusal.value.code == "not_offered"


def test_undoing_takes_back_the_pass_that_was_handed_out_and_its_price(hub: HubOfTests) -> None:
    giulia = hub.person()
    hub.carnet("day", units=1)
    verdict = hub.by_sight(giulia, way=HandOutPass(hub.product("day"), "prova", 1500))
    hub.undo(verdict)
    [given] = hub.rows(Pass)
    [charge] = hub.rows(Charge)
    assert (given.balance, given.archived_at, charge.cancelled_at) == (
        0,
        hub.clock.time,
        hub.clock.time,
    )
    assert hub.scan(giulia).code == "no_right"


def test_debt_is_a_way_out_only_where_the_plan_allows_it(hub: HubOfTests) -> None:
    giulia = emptied(hub, debt_limit=1)
    assert ways(hub.scan(giulia)) == ["hand_out_pass", "guest", "debt", "override"]
    verdict = hub.by_sight(giulia, way=OnDebt())
    assert (*said(verdict), verdict.left) == ("admitted", "debt", -1)
    hub.at("10:00", TUESDAY + timedelta(days=2))
    verdict = hub.scan(giulia)
    assert (verdict.code, verdict.left, ways(verdict)) == ("exhausted", -1, REFUSED_WAYS)
    assert said(hub.by_sight(giulia, way=OnDebt())) == ("refused", "exhausted")


def test_debt_is_refused_where_the_plan_does_not_allow_it(hub: HubOfTests) -> None:
    verdict = hub.by_sight(emptied(hub), way=OnDebt())
    assert said(verdict) == ("refused", "exhausted")
    assert draws(hub) == 1
