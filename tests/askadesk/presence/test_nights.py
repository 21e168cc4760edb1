"""Who stays into the night is inside still: on the list of who is in, and when they leave."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from askadesk.presence.rows import Direction
from db.models import Visit
from db.values import Answer, ExpectedKind, Leaving
from tests.hub_of_tests import TUESDAY, HubOfTests

WEDNESDAY = TUESDAY + timedelta(days=1)


def evening(hub: HubOfTests) -> tuple[UUID, UUID]:
    """A class announced until one in the morning, and a member at any hour: both come at nine."""
    teacher = hub.person()
    hub.announce(teacher, "21:00", "01:00", ExpectedKind.EVENT, head_count=25)
    hub.plan("24", around_the_clock=True)
    resident = hub.person()
    hub.holds(resident, "24")
    hub.at("21:00")
    hub.scan(teacher)
    hub.scan(resident)
    return teacher, resident


def test_midnight_empties_no_list_while_people_are_inside(hub: HubOfTests) -> None:
    teacher, resident = evening(hub)
    hub.at("00:01", WEDNESDAY)
    assert hub.desk.presence.close_forgotten() == 0
    assert hub.desk.reading.today().bodies == 26
    hub.at("00:50", WEDNESDAY)
    assert hub.goes(teacher).answer is Answer.CHECKED_OUT
    toggled = hub.scan(resident, direction=Direction.TOGGLE)
    assert toggled.answer is Answer.CHECKED_OUT
    assert {row.checked_out_at for row in hub.rows(Visit)} == {hub.moment("00:50", WEDNESDAY)}


def test_in_the_morning_who_did_not_check_out_is_not_in_any_more(hub: HubOfTests) -> None:
    evening(hub)
    hub.at("08:00", WEDNESDAY)
    assert hub.desk.presence.close_forgotten() == 2
    assert hub.desk.reading.today().bodies == 0
    visits = hub.rows(Visit)
    assert {row.leaving for row in visits} == {Leaving.NOT_CHECKED_OUT}
    announced = next(row for row in visits if row.head_count == 25)
    assert announced.checked_out_at == hub.moment("01:00", WEDNESDAY)


def test_a_seat_that_was_forgotten_yesterday_is_free_today(hub: HubOfTests) -> None:
    hub.plan("team", seats=1)
    studio = hub.organisation("Studio Nuvola")
    hub.team_holds(studio, "team")
    anna, bruno = hub.person(organisation="Studio Nuvola"), hub.person(organisation="Studio Nuvola")
    hub.scan(anna)
    hub.at("09:00", WEDNESDAY)
    assert hub.scan(bruno).answer is Answer.ADMITTED
    assert hub.scan(anna).code == "team_full"


def test_ones_own_seat_of_yesterday_does_not_shut_one_out(hub: HubOfTests) -> None:
    hub.plan("team", seats=1)
    studio = hub.organisation("Studio Nuvola")
    hub.team_holds(studio, "team")
    anna = hub.person(organisation="Studio Nuvola")
    hub.scan(anna)
    hub.at("09:00", WEDNESDAY)
    assert hub.scan(anna).answer is Answer.ADMITTED


def test_who_was_forgotten_yesterday_takes_nobodys_place(hub: HubOfTests) -> None:
    hub.holds_at_most(1)
    hub.scan(hub.member())
    other = hub.member()
    hub.at("09:00", WEDNESDAY)
    assert hub.scan(other).answer is Answer.ADMITTED


def test_who_comes_the_day_after_an_evening_was_in_until_it_ended(hub: HubOfTests) -> None:
    teacher, _resident = evening(hub)
    hub.at("09:00", WEDNESDAY)
    hub.scan(teacher)
    announced = next(row for row in hub.rows(Visit) if row.head_count == 25)
    assert announced.checked_out_at == hub.moment("01:00", WEDNESDAY)
