"""Members at the door: an active plan, its days and hours, and when it would hold."""

from __future__ import annotations

from datetime import date, timedelta

from askadesk.plans.rows import Sale
from db.models import LedgerMovement, Visit
from db.values import Basis, Unit
from tests.askadesk.presence.saying import REFUSED_WAYS, nearest, said, sentence, ways
from tests.hub_of_tests import TUESDAY, HubOfTests

MORNINGS = (((0, 1, 2, 3, 4), "08:00", "13:00"),)
AFTERNOONS = (((0, 2), "14:00", "20:00"),)


def test_an_active_plan_lets_its_member_in_and_draws_nothing(hub: HubOfTests) -> None:
    giulia = hub.member("Giulia Ferrero")
    verdict = hub.scan(giulia)
    assert said(verdict) == ("admitted", "membership")
    assert verdict.left is None
    [visit] = hub.rows(Visit)
    assert (visit.person, visit.day, visit.basis) == (giulia, TUESDAY, Basis.MEMBERSHIP)
    assert hub.rows(LedgerMovement) == []


def test_a_plan_goes_before_a_carnet_of_the_same_person(hub: HubOfTests) -> None:
    giulia = hub.member("Giulia Ferrero")
    hub.holds(giulia, hub.carnet())
    assert hub.scan(giulia).code == "membership"
    assert hub.left(giulia) == 10


def test_someone_with_neither_plan_nor_carnet_is_told_so_with_ways_out(hub: HubOfTests) -> None:
    hub.carnet()
    verdict = hub.scan(hub.person("Davide Musso"))
    assert said(verdict) == ("refused", "no_right")
    assert ways(verdict) == REFUSED_WAYS


def test_handing_out_a_pass_is_not_offered_where_the_hub_has_none(hub: HubOfTests) -> None:
    assert ways(hub.scan(hub.person())) == ["guest", "override"]


def test_handing_out_a_pass_is_offered_where_one_lets_in_today(hub: HubOfTests) -> None:
    visitor = hub.person()
    hub.carnet("credits", unit=Unit.CREDITS)
    assert "hand_out_pass" not in ways(hub.scan(visitor))
    hub.carnet("day", units=1)
    assert "hand_out_pass" in ways(hub.scan(visitor))
    hub.at("09:00", date(2025, 12, 1))
    assert "hand_out_pass" not in ways(hub.scan(visitor))


def test_a_plan_that_has_not_begun_names_its_first_open_hour(hub: HubOfTests) -> None:
    hub.plan()
    giulia = hub.person()
    hub.holds(giulia, "flex", starts=date(2026, 11, 21))
    verdict = hub.scan(giulia)
    assert said(verdict) == ("refused", "not_yet")
    assert verdict.params["day"] == "2026-11-21"
    assert nearest(verdict) == "Mon 23 08:00"


def test_a_plan_for_any_hour_that_has_not_begun_begins_at_midnight(hub: HubOfTests) -> None:
    hub.plan("full", around_the_clock=True)
    giulia = hub.person()
    hub.holds(giulia, "full", starts=date(2026, 11, 21))
    assert nearest(hub.scan(giulia)) == "Sat 21 00:00"


def test_an_ended_plan_says_when_it_ended(hub: HubOfTests) -> None:
    hub.plan()
    giulia = hub.person()
    hub.holds(giulia, "flex", starts=date(2026, 10, 1), ends=date(2026, 11, 16))
    verdict = hub.scan(giulia)
    assert said(verdict) == ("refused", "expired")
    assert verdict.params == {"day": "2026-11-16"}


def test_a_plan_holds_on_its_last_day(hub: HubOfTests) -> None:
    hub.plan()
    giulia = hub.person()
    hub.holds(giulia, "flex", starts=date(2026, 10, 1), ends=TUESDAY)
    hub.at("19:59")
    assert hub.scan(giulia).code == "membership"


def test_outside_its_hours_a_plan_names_the_same_day_s_next_window(hub: HubOfTests) -> None:
    giulia = hub.member(code="twice", windows=(((1,), "08:00", "10:00"), ((1,), "15:00", "18:00")))
    hub.at("11:00")
    verdict = hub.scan(giulia)
    assert said(verdict) == ("refused", "outside_hours")
    assert nearest(verdict) == "Tue 17 15:00"


def test_outside_its_days_a_plan_names_the_next_of_them(hub: HubOfTests) -> None:
    giulia = hub.member(code="afternoons", windows=AFTERNOONS)
    assert nearest(hub.scan(giulia)) == "Wed 18 14:00"


def test_the_nearest_hour_is_one_at_which_the_hub_is_open(hub: HubOfTests) -> None:
    giulia = hub.member(code="afternoons", windows=AFTERNOONS)
    hub.closes(date(2026, 11, 18), hours=("15:30", "20:00"))
    assert nearest(hub.scan(giulia)) == "Wed 18 15:30"
    hub.closes(date(2026, 11, 23))
    hub.at("20:30", date(2026, 11, 18))
    assert nearest(hub.scan(giulia)) == "Wed 25 14:00"


def test_a_window_is_half_open(hub: HubOfTests) -> None:
    giulia = hub.member(code="mornings", windows=MORNINGS)
    hub.at("13:00")
    assert hub.scan(giulia).code == "outside_hours"
    hub.at("12:59")
    assert hub.scan(giulia).code == "membership"


def test_outside_the_plan_s_hours_a_carnet_is_drawn(hub: HubOfTests) -> None:
    giulia = hub.member(code="mornings", windows=MORNINGS)
    hub.holds(giulia, hub.carnet())
    hub.at("15:00")
    verdict = hub.scan(giulia)
    assert said(verdict) == ("admitted", "pass")
    assert verdict.left == 9


def test_a_plan_that_ends_before_its_next_window_names_no_hour(hub: HubOfTests) -> None:
    hub.plan("afternoons", windows=AFTERNOONS)
    giulia = hub.person()
    hub.holds(giulia, "afternoons", ends=TUESDAY)
    verdict = hub.scan(giulia)
    assert said(verdict) == ("refused", "outside_hours")
    assert "moment" not in verdict.params


def test_two_days_a_week_are_used_up_and_the_next_week_is_named(hub: HubOfTests) -> None:
    giulia = hub.member(code="two_days", days_a_week=2)
    for day, left in ((TUESDAY, 1), (TUESDAY + timedelta(days=1), 0)):
        hub.at("09:00", day)
        assert hub.scan(giulia).left == left
        hub.at("10:00", day)
        hub.goes(giulia)
    hub.at("09:00", TUESDAY + timedelta(days=2))
    verdict = hub.scan(giulia)
    assert said(verdict) == ("refused", "exhausted")
    assert (verdict.params["week"], verdict.left) == (2, 0)
    assert nearest(verdict) == "Mon 23 08:00"


def test_a_plan_without_an_end_is_not_said_to_end_when_no_opening_is_known(hub: HubOfTests) -> None:
    giulia = hub.member(code="one_day", days_a_week=1)
    hub.scan(giulia)
    hub.goes(giulia, at=hub.at("12:00"))
    hub.closes(TUESDAY + timedelta(days=2), TUESDAY + timedelta(days=120))
    hub.at("09:00", TUESDAY + timedelta(days=1))
    verdict = hub.scan(giulia)
    assert sentence(verdict) == (
        "This week's day is used, and no opening is known yet for the next one."
    )


def test_a_plan_that_ends_within_the_week_is_said_to_end(hub: HubOfTests) -> None:
    hub.plan("two_days", days_a_week=2)
    giulia = hub.person()
    hub.holds(giulia, "two_days", ends=TUESDAY + timedelta(days=3))
    for days in (0, 1):
        hub.scan(giulia)
        hub.later(hours=1)
        hub.goes(giulia)
        hub.at("09:00", TUESDAY + timedelta(days=days + 1))
    verdict = hub.scan(giulia)
    assert sentence(verdict) == (
        "This week's 2 days are used, and the plan ends before the next one."
    )


def test_coming_back_on_a_day_of_the_week_already_used_is_free(hub: HubOfTests) -> None:
    giulia = hub.member(code="one_day", days_a_week=1)
    hub.scan(giulia)
    hub.at("12:00")
    hub.goes(giulia)
    hub.at("14:00")
    verdict = hub.scan(giulia)
    assert said(verdict) == ("admitted", "membership")
    assert verdict.left == 0


def test_an_undone_entry_does_not_use_a_day_of_the_week(hub: HubOfTests) -> None:
    giulia = hub.member(code="one_day", days_a_week=1)
    hub.undo(hub.scan(giulia))
    hub.at("09:00", TUESDAY + timedelta(days=1))
    assert hub.scan(giulia).code == "membership"


def test_a_new_week_begins_on_monday(hub: HubOfTests) -> None:
    giulia = hub.member(code="one_day", days_a_week=1)
    hub.at("09:00", date(2026, 11, 20))
    hub.scan(giulia)
    hub.at("09:00", date(2026, 11, 23))
    assert hub.scan(giulia).code == "membership"


def test_the_plan_of_another_hub_does_not_open_this_one(hub: HubOfTests) -> None:
    milano = hub.other_hub()
    hub.plan()
    giulia = hub.person()
    milano.plans.give(Sale("flex", person=giulia))
    assert said(hub.scan(giulia)) == ("refused", "wrong_hub")
    assert hub.scan(giulia, desk=milano).code == "membership"


def test_of_several_reasons_the_one_that_opens_later_today_is_said(hub: HubOfTests) -> None:
    giulia = hub.member(code="afternoons", windows=(((1,), "15:00", "18:00"),))
    hub.holds(giulia, hub.carnet("spent", units=1))
    hub.scan(giulia)
    hub.at("09:00", TUESDAY + timedelta(days=7))
    verdict = hub.scan(giulia)
    assert said(verdict) == ("refused", "outside_hours")
    assert nearest(verdict) == "Tue 24 15:00"
