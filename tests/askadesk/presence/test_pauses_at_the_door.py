"""Rights at rest, at the door: no on those days, with the day from which they hold again."""

from __future__ import annotations

from datetime import date, timedelta

from askadesk.core.i18n import speaking
from askadesk.presence import words
from askadesk.presence.facts import AsGuest, HandOutPass
from tests.askadesk.presence.saying import REFUSED_WAYS, said, ways
from tests.hub_of_tests import ROME, TUESDAY, HubOfTests

WEDNESDAY = TUESDAY + timedelta(days=1)
NEXT_WEEK = TUESDAY + timedelta(days=7)


def test_a_paused_member_is_told_from_when_the_plan_holds_again(hub: HubOfTests) -> None:
    giulia = hub.person("Giulia Ferrero")
    right = hub.holds(giulia, hub.plan())
    hub.carnet()
    hub.desk.plans.pause("membership", right, TUESDAY, WEDNESDAY, "In viaggio")
    verdict = hub.scan(giulia)
    assert said(verdict) == ("refused", "paused")
    assert verdict.params["day"] == "2026-11-19"
    assert ways(verdict) == REFUSED_WAYS
    with speaking("en"):
        sentence = words.answer(verdict, ROME)
    assert sentence == "The plan is paused; it holds again from Thursday 19 November."
    hub.at("09:00", TUESDAY + timedelta(days=2))
    assert said(hub.scan(giulia)) == ("admitted", "membership")


def test_a_paused_carnet_is_not_drawn_and_its_end_waits(hub: HubOfTests) -> None:
    davide = hub.person("Davide Musso")
    carnet = hub.holds(davide, hub.carnet(validity_days=7))
    hub.desk.plans.pause("pass", carnet, WEDNESDAY, NEXT_WEEK, "Influenza")
    hub.at("09:00", WEDNESDAY)
    assert said(hub.scan(davide)) == ("refused", "paused")
    assert hub.left(davide) == 10
    hub.at("09:00", NEXT_WEEK + timedelta(days=1))
    assert said(hub.scan(davide)) == ("admitted", "pass")


def test_another_right_opens_the_door_while_one_rests(hub: HubOfTests) -> None:
    giulia = hub.person("Giulia Ferrero")
    right = hub.holds(giulia, hub.plan())
    hub.holds(giulia, hub.carnet())
    hub.desk.plans.pause("membership", right, TUESDAY, WEDNESDAY, "In viaggio")
    assert said(hub.scan(giulia)) == ("admitted", "pass")


def test_a_plan_resumed_in_the_morning_opens_the_door_at_once(hub: HubOfTests) -> None:
    giulia = hub.person("Giulia Ferrero")
    right = hub.holds(giulia, hub.plan())
    pause = hub.desk.plans.pause("membership", right, TUESDAY, NEXT_WEEK, "In viaggio")
    assert said(hub.scan(giulia)) == ("refused", "paused")
    hub.desk.plans.resume(pause)
    assert said(hub.scan(giulia)) == ("admitted", "membership")


def test_a_scan_that_arrives_late_is_judged_by_the_pauses_of_its_own_day(hub: HubOfTests) -> None:
    giulia = hub.person("Giulia Ferrero")
    right = hub.holds(giulia, hub.plan())
    hub.desk.plans.pause("membership", right, TUESDAY, TUESDAY, "In viaggio")
    hub.at("09:00", date(2026, 11, 20))
    late = hub.scan(giulia, at=hub.moment("09:00", TUESDAY))
    assert said(late) == ("refused", "paused")


def test_a_host_whose_plan_rests_brings_no_guests(hub: HubOfTests) -> None:
    giulia = hub.person("Giulia Ferrero")
    right = hub.holds(giulia, hub.plan(guests_at_once=1, guests_a_month=4))
    hub.carnet()
    hub.desk.plans.pause("membership", right, TUESDAY, WEDNESDAY, "In viaggio")
    hub.by_sight(giulia, way=HandOutPass(hub.product("carnet"), "prova"))
    verdict = hub.by_sight(hub.person("Ospite Uno"), way=AsGuest(giulia))
    assert verdict.code == "guest_not_in_plan"
