"""Taking back what others rest on, or what has changed since: refused, and nothing moves."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from askadesk.core.errors import DeskError, InputError, NotFound
from askadesk.presence.facts import CheckOutColleague, HandOutPass
from askadesk.presence.rows import Verdict
from db.models import Visit
from db.values import Answer
from tests.hub_of_tests import TUESDAY, HubOfTests

WEDNESDAY = TUESDAY + timedelta(days=1)


def refused(hub: HubOfTests, verdict: Verdict) -> str:
    before = hub.rows(Visit)
    with pytest.raises(DeskError) as refusal:
        hub.undo(verdict)
    assert hub.rows(Visit) == before
    return refusal.value.code


def carnet_holder(hub: HubOfTests) -> UUID:
    person = hub.person()
    hub.holds(person, hub.carnet())
    return person


def out_and_in_again(hub: HubOfTests, person: UUID) -> Verdict:
    """They go at noon and come again at two."""
    hub.at("12:00")
    hub.goes(person)
    hub.at("14:00")
    return hub.scan(person)


def test_the_first_entry_of_a_day_stays_while_the_second_rests_on_its_unit(hub: HubOfTests) -> None:
    person = carnet_holder(hub)
    first = hub.scan(person)
    second = out_and_in_again(hub, person)
    assert refused(hub, first) == "rested_on"
    assert hub.left(person) == 9
    hub.undo(second)
    hub.undo(first)
    assert hub.left(person) == 10


def test_a_pass_that_was_handed_out_stays_while_anything_rests_on_it(hub: HubOfTests) -> None:
    hub.carnet()
    product = next(one for one in hub.desk.plans.products() if one.code == "carnet")
    person = hub.person()
    first = hub.scan(person, way=HandOutPass(product.id, "Prova", 1500))
    assert first.answer is Answer.ADMITTED
    hub.at("09:00", WEDNESDAY)
    hub.scan(person)
    assert refused(hub, first) == "rested_on"


def test_a_colleagues_entry_on_the_pass_of_both_is_no_hindrance(hub: HubOfTests) -> None:
    studio = hub.organisation("Studio Nuvola")
    hub.team_holds(studio, hub.carnet())
    anna, bruno = (hub.person(organisation="Studio Nuvola") for _one in range(2))
    first = hub.scan(anna)
    hub.scan(bruno)
    assert hub.undo(first).left == 9


def test_an_exit_that_is_not_the_last_one_opens_nothing(hub: HubOfTests) -> None:
    person = hub.member()
    hub.scan(person)
    hub.at("12:00")
    left = hub.goes(person)
    hub.undo(left)
    hub.at("15:00")
    hub.goes(person)
    assert refused(hub, left) == "changed_since"


def test_an_exit_before_another_visit_opens_nothing(hub: HubOfTests) -> None:
    person = hub.member()
    hub.scan(person)
    hub.at("12:00")
    left = hub.goes(person)
    hub.at("14:00")
    hub.scan(person)
    hub.at("16:00")
    hub.goes(person)
    assert refused(hub, left) == "already_in"


def test_a_corrected_exit_stays_corrected(hub: HubOfTests) -> None:
    person = hub.member()
    entry = hub.scan(person)
    hub.at("12:00")
    left = hub.goes(person)
    assert entry.visit is not None
    came, out = hub.moment("09:00"), hub.moment("11:00")
    hub.desk.presence.correct(entry.visit, came, out, "Ora sbagliata")
    assert refused(hub, left) == "changed_since"


def test_of_two_records_made_one_neither_comes_in_a_second_time(hub: HubOfTests) -> None:
    one, other = hub.member(), hub.member()
    hub.scan(one)
    hub.at("10:00")
    entry = hub.scan(other)
    hub.at("11:00")
    left = hub.goes(other)
    hub.manager.people.merge(one, other)
    assert refused(hub, left) == "already_in"
    assert entry.visit is not None
    with pytest.raises(InputError) as wrong:
        hub.desk.presence.correct(entry.visit, hub.moment("10:00"), None, "Prova")
    assert wrong.value.field == "left"


def test_another_hub_takes_nothing_of_ours_back(hub: HubOfTests) -> None:
    entry = hub.scan(hub.member())
    elsewhere = hub.other_hub().presence
    assert entry.visit is not None
    assert entry.command is not None
    with pytest.raises(NotFound):
        elsewhere.undo(entry.command)
    with pytest.raises(NotFound):
        elsewhere.correct(entry.visit, hub.moment("08:30"), None, "Prova")
    assert [row.voided_at for row in hub.rows(Visit)] == [None]


# --- a colleague who makes room ------------------------------------------------------------------


def team_of_one(hub: HubOfTests) -> tuple[UUID, UUID]:
    hub.plan("team", seats=1)
    hub.team_holds(hub.organisation("Studio Nuvola"), "team")
    anna, bruno = (hub.person(organisation="Studio Nuvola") for _one in range(2))
    return anna, bruno


def test_a_colleague_who_has_left_keeps_the_hour_at_which_they_did(hub: HubOfTests) -> None:
    anna, bruno = team_of_one(hub)
    entry = hub.scan(anna)
    hub.at("12:00")
    hub.goes(anna)
    hub.at("15:00")
    assert entry.visit is not None
    assert hub.scan(bruno, way=CheckOutColleague(entry.visit)).answer is Answer.ADMITTED
    assert hub.moment("12:00") in {row.checked_out_at for row in hub.rows(Visit)}


def test_a_stranger_is_nobodys_colleague(hub: HubOfTests) -> None:
    stranger = hub.member()
    entry = hub.scan(stranger)
    other = hub.member()
    hub.at("10:00")
    assert entry.visit is not None
    hub.scan(other, way=CheckOutColleague(entry.visit))
    assert {row.checked_out_at for row in hub.rows(Visit)} == {None}


def test_a_colleague_who_came_later_is_not_sent_out_before(hub: HubOfTests) -> None:
    anna, bruno = team_of_one(hub)
    hub.at("11:00")
    entry = hub.scan(anna)
    assert entry.visit is not None
    early = hub.moment("10:00")
    hub.scan(bruno, at=early, way=CheckOutColleague(entry.visit))
    assert {row.checked_out_at for row in hub.rows(Visit)} == {None}
