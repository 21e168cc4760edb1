"""The hub's own settings: what can be typed, who was faster, and whom other hours touch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from askadesk.core.errors import ChangedMeanwhile, InputError, NotFound
from askadesk.hubs.rows import HubFields, NewClosure, Week
from db.models import Closure
from db.values import ExpectedStatus, OverduePolicy
from tests.askadesk.presence.saying import said
from tests.hub_of_tests import TUESDAY, HubOfTests

WEDNESDAY = TUESDAY + timedelta(days=1)
CHRISTMAS = NewClosure(date(2026, 12, 25), date(2026, 12, 26), "Natale")


def fields(hub: HubOfTests, **other: Any) -> HubFields:
    return replace(hub.desk.hub.page().fields, **other)


def week(**spans: tuple[tuple[str, str], ...]) -> Week:
    """``mon=(("9", "13"),)``; the days left out are closed."""
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return tuple((str(names.index(name)), given) for name, given in spans.items())


def save(hub: HubOfTests, **other: Any) -> None:
    page = hub.desk.hub.page()
    hub.desk.hub.change(replace(page.fields, **other), page.version)


def test_what_is_saved_is_read_again(hub: HubOfTests) -> None:
    save(
        hub,
        name="Aska  Torino",
        address="Via Po 1",
        greeting="Ciao",
        meeting_point="Cortile",
        double_scan_seconds=30,
        overdue=OverduePolicy.REFUSE,
        week=week(mon=(("14.30", "24"), ("9", "13"))),
    )
    read = hub.desk.hub.page().fields
    assert (read.name, read.greeting, read.overdue) == ("Aska Torino", "Ciao", "refuse")
    assert read.week[0] == ("0", (("09:00", "13:00"), ("14:30", "00:00")))
    assert read.week[1] == ("1", ())
    row = hub.desk.hub.row()
    assert (row.meeting_point, row.address) == ("Cortile", "Via Po 1")


def test_new_hours_hold_at_the_door_at_once(hub: HubOfTests) -> None:
    member = hub.member()
    save(hub, week=week(tue=(("14", "20"),)))
    assert said(hub.scan(member)) == ("refused", "closed")
    hub.at("14:00")
    assert hub.scan(member).code == "membership"


def test_a_smaller_capacity_keeps_who_is_inside(hub: HubOfTests) -> None:
    hub.scan(hub.member(code="a"))
    hub.scan(hub.member(code="b"))
    save(hub, capacity=1)
    page = hub.desk.hub.page()
    assert (page.inside, page.fields.capacity) == (2, 1)
    assert hub.scan(hub.member(code="c")).code == "full"


def test_the_second_to_save_is_told(hub: HubOfTests) -> None:
    page = hub.desk.hub.page()
    hub.desk.hub.change(replace(page.fields, city="Torino"), page.version)
    with pytest.raises(ChangedMeanwhile):
        hub.desk.hub.change(replace(page.fields, city="Milano"), page.version)
    assert hub.desk.hub.page().fields.city == "Torino"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "\u202e "}, "name"),
        ({"name": "x" * 300}, "name"),
        ({"address": "x" * 201}, "address"),
        ({"city": "x" * 101}, "city"),
        ({"greeting": "x" * 81}, "greeting"),
        ({"meeting_point": "x" * 121}, "meeting_point"),
        ({"phone": "chiedere a Marta"}, "phone"),
        ({"capacity": 0}, "capacity"),
        ({"capacity": 10**9}, "capacity"),
        ({"double_scan_seconds": -1}, "double_scan_seconds"),
        ({"expected_lead_minutes": 10**6}, "expected_lead_minutes"),
        ({"week": week(wed=(("18", "9"),))}, "week.2"),
        ({"week": week(sun=(("9", "13"), ("12", "18")))}, "week.6"),
        ({"week": week(sun=(("9", "24"), ("12", "18")))}, "week.6"),
        ({"week": week(mon=(("nove", "13"),))}, "week.0"),
        ({"week": week(mon=(("25", "26"),))}, "week.0"),
        ({"week": (("7", ()),)}, "week"),
    ],
)
def test_every_field_that_cannot_be(hub: HubOfTests, wrong: dict[str, Any], field: str) -> None:
    before = hub.desk.hub.page()
    with pytest.raises(InputError) as refused:
        save(hub, **wrong)
    assert refused.value.field == field
    assert hub.desk.hub.page() == before


# --- closures ------------------------------------------------------------------------------------


def test_a_closed_day_is_closed_until_it_is_taken_away(hub: HubOfTests) -> None:
    member = hub.member()
    closure = hub.desk.hub.add_closure(NewClosure(TUESDAY, TUESDAY, "Inventario"))
    assert said(hub.scan(member)) == ("refused", "closed")
    [row] = hub.desk.hub.page().closures
    assert row.closure.reason == "Inventario"
    hub.desk.hub.remove_closure(closure)
    assert hub.desk.hub.page().closures == ()
    assert hub.scan(member).code == "membership"
    with pytest.raises(NotFound):
        hub.desk.hub.remove_closure(closure)


def test_a_day_with_other_hours(hub: HubOfTests) -> None:
    hub.desk.hub.add_closure(NewClosure(TUESDAY, TUESDAY, "Festa", "12", "16"))
    [row] = hub.desk.hub.page().closures
    assert (row.closure.opens, row.closure.closes) == ("12:00", "16:00")
    assert said(hub.scan(hub.member())) == ("refused", "closed")


@pytest.mark.parametrize(
    ("closure", "field"),
    [
        (NewClosure(WEDNESDAY, TUESDAY), "last"),
        (NewClosure(TUESDAY - timedelta(9), TUESDAY - timedelta(1)), "first"),
        (NewClosure(TUESDAY, TUESDAY + timedelta(days=800)), "last"),
        (NewClosure(date(2099, 1, 1), date(2099, 1, 1)), "last"),
        (NewClosure(TUESDAY, TUESDAY, "x" * 200), "reason"),
        (NewClosure(TUESDAY, TUESDAY, "", "16", "12"), "opens"),
        (NewClosure(TUESDAY, TUESDAY, "", "16", ""), "opens"),
        (NewClosure(date(2026, 12, 26), date(2026, 12, 28)), "first"),
    ],
)
def test_a_closure_that_cannot_be(hub: HubOfTests, closure: NewClosure, field: str) -> None:
    hub.desk.hub.add_closure(CHRISTMAS)
    with pytest.raises(InputError) as refused:
        hub.desk.hub.add_closure(closure)
    assert refused.value.field == field
    assert len(hub.rows(Closure)) == 1


# --- whom other hours touch ----------------------------------------------------------------------


def test_a_closure_names_who_is_expected_and_which_passes_end(hub: HubOfTests) -> None:
    hub.announce(hub.person("Davide Musso"), "10:00", "11:00", day=WEDNESDAY, title="Colloquio")
    hub.announce(hub.person(), "10:00", "11:00", day=TUESDAY + timedelta(days=2))
    hub.announce(hub.person(), "10:00", "11:00", day=WEDNESDAY, status=ExpectedStatus.CANCELLED)
    hub.holds(hub.person("Giulia Ferrero"), hub.carnet(validity_days=2))
    touches = hub.desk.hub.touched_by(NewClosure(WEDNESDAY, WEDNESDAY))
    assert touches
    [visit], [ending] = touches.expected, touches.passes
    assert (visit.name, visit.what, visit.day) == ("Davide Musso", "Colloquio", WEDNESDAY)
    assert visit.starts is not None
    assert visit.starts.hour == 10
    assert (ending.name, ending.day) == ("Giulia Ferrero", WEDNESDAY)
    assert ending.until == TUESDAY + timedelta(days=2)


def test_shorter_hours_touch_only_whom_they_leave_outside(hub: HubOfTests) -> None:
    hub.announce(hub.person("Presto"), "08:00", "09:00", day=WEDNESDAY)
    hub.announce(hub.person("Dentro"), "10:00", "11:00", day=WEDNESDAY)
    touches = hub.desk.hub.touched_by(week=week(wed=(("9:30", "20"),), thu=(("8", "20"),)))
    assert [one.name for one in touches.expected] == ["Presto"]
    nobody = hub.desk.hub.touched_by(week=hub.desk.hub.page().fields.week)
    assert not nobody


def test_longer_hours_touch_nobody(hub: HubOfTests) -> None:
    hub.announce(hub.person(), "10:00", "11:00", day=WEDNESDAY)
    hub.holds(hub.person(), hub.carnet(validity_days=2))
    all_week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), (("0", "24"),))
    assert not hub.desk.hub.touched_by(week=week(**all_week))


def test_an_empty_carnet_is_touched_by_nothing(hub: HubOfTests) -> None:
    person = hub.person()
    hub.holds(person, hub.carnet(validity_days=2, units=1))
    hub.scan(person)
    assert not hub.desk.hub.touched_by(NewClosure(WEDNESDAY, WEDNESDAY))
