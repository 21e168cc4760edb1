"""Guests of members, and teams whose seats are taken."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from askadesk.core.errors import DeskError, InputError, NotFound
from askadesk.presence.facts import AsGuest, CheckOutColleague, HandOutPass, Override, UsePass
from askadesk.presence.rows import WayOut
from db.models import Charge, LedgerMovement, Visit
from db.values import Basis, ExpectedKind, Leaving
from tests.askadesk.presence.guests_of_tests import bring, host
from tests.askadesk.presence.saying import said, ways
from tests.hub_of_tests import TUESDAY, HubOfTests

# --- guests --------------------------------------------------------------------------------------


def test_a_guest_comes_in_with_a_host_who_is_inside(hub: HubOfTests) -> None:
    giulia = host(hub)
    verdict = bring(hub, giulia)
    assert said(verdict) == ("admitted", "guest")
    visit = hub.rows(Visit)[-1]
    assert (visit.basis, visit.host) == (Basis.GUEST, giulia)
    assert hub.rows(Charge) == []


def test_a_guest_is_not_let_in_before_the_host(hub: HubOfTests) -> None:
    verdict = bring(hub, host(hub, inside=False))
    assert said(verdict) == ("refused", "guest_host_out")
    assert ways(verdict) == ["guest", "override"]


def test_a_guest_is_not_let_in_after_the_host_has_gone(hub: HubOfTests) -> None:
    giulia = host(hub)
    hub.at("10:00")
    hub.goes(giulia)
    assert bring(hub, giulia).code == "guest_host_out"


def test_someone_without_a_plan_brings_no_guests(hub: HubOfTests) -> None:
    carnet_holder = hub.person()
    hub.holds(carnet_holder, hub.carnet())
    hub.scan(carnet_holder)
    assert said(bring(hub, carnet_holder)) == ("refused", "guest_not_in_plan")


def test_only_so_many_guests_at_once(hub: HubOfTests) -> None:
    giulia = host(hub)
    first = hub.person()
    hub.by_sight(first, way=AsGuest(giulia))
    bring(hub, giulia)
    verdict = bring(hub, giulia)
    assert said(verdict) == ("refused", "guest_limit")
    assert verdict.params == {"at_once": 2, "month": 3, "fee_cents": 900}
    hub.at("12:00")
    hub.desk.presence.check_out(first)
    assert bring(hub, giulia).code == "guest"


def test_only_so_many_guests_a_month(hub: HubOfTests) -> None:
    giulia = host(hub, guests_at_once=9)
    for _ in range(3):
        bring(hub, giulia)
    assert bring(hub, giulia).code == "guest_limit"
    hub.desk.presence.check_out(giulia)
    hub.at("09:00", date(2026, 12, 1))
    hub.scan(giulia)
    assert bring(hub, giulia).code == "guest"


def test_an_undone_guest_is_not_counted(hub: HubOfTests) -> None:
    giulia = host(hub, guests_a_month=1)
    hub.undo(bring(hub, giulia))
    assert bring(hub, giulia).code == "guest"


@pytest.mark.parametrize("payer", ["host", "guest"])
def test_beyond_the_plan_s_number_a_guest_is_charged_to(hub: HubOfTests, payer: str) -> None:
    giulia = host(hub, guests_at_once=0)
    guest = hub.person()
    verdict = hub.by_sight(guest, way=AsGuest(giulia, payer))
    assert said(verdict) == ("admitted", "guest")
    [charge] = hub.rows(Charge)
    assert charge.payer_person == (giulia if payer == "host" else guest)
    assert (charge.beneficiary, charge.cents, charge.reference) == (guest, 900, verdict.visit)
    hub.undo(verdict)
    assert hub.rows(Charge)[0].cancelled_at is not None


def test_several_guests_together_are_charged_by_the_head(hub: HubOfTests) -> None:
    bring(hub, host(hub), "host", heads=3)
    assert [charge.cents for charge in hub.rows(Charge)] == [2700]
    assert hub.rows(Visit)[-1].head_count == 3


def test_where_the_plan_names_no_price_nobody_can_pay_for_more_guests(hub: HubOfTests) -> None:
    giulia = host(hub, guests_at_once=0, guest_fee_cents=None)
    verdict = bring(hub, giulia, "host")
    assert said(verdict) == ("refused", "guest_limit")
    assert "fee_cents" not in verdict.params


def test_only_host_or_guest_can_pay(hub: HubOfTests) -> None:
    with pytest.raises(InputError):
        bring(hub, host(hub), "the city")


def test_a_guest_who_was_paid_for_comes_back_the_same_day(hub: HubOfTests) -> None:
    giulia, guest = host(hub, guests_at_once=0), hub.person()
    hub.by_sight(guest, way=AsGuest(giulia, "host"))
    for out, back in (("11:00", "12:00"), ("13:00", "14:00")):
        hub.at(out)
        hub.goes(guest)
        hub.at(back)
        assert said(hub.scan(guest)) == ("admitted", "guest")
    hub.at("15:00")
    hub.goes(guest)
    hub.at("16:00")
    assert said(hub.by_sight(guest, way=AsGuest(giulia, "host"))) == ("admitted", "guest")
    assert [charge.cents for charge in hub.rows(Charge)] == [900]


def test_a_guest_who_was_paid_for_does_not_come_back_without_the_host(hub: HubOfTests) -> None:
    giulia, guest = host(hub, guests_at_once=0), hub.person()
    hub.by_sight(guest, way=AsGuest(giulia, "host"))
    hub.at("11:00")
    hub.goes(guest)
    hub.goes(giulia)
    hub.at("12:00")
    assert said(hub.scan(guest)) == ("refused", "guest_host_out")


def test_what_was_paid_for_a_guest_covers_that_day_alone(hub: HubOfTests) -> None:
    giulia, guest = host(hub, guests_at_once=0), hub.person()
    hub.by_sight(guest, way=AsGuest(giulia, "host"))
    hub.at("09:00", TUESDAY + timedelta(days=1))
    hub.scan(giulia)
    assert said(hub.scan(guest)) == ("refused", "no_right")


def test_a_guest_who_goes_out_and_comes_back_counts_once_a_day(hub: HubOfTests) -> None:
    giulia, guest = host(hub, guests_a_month=2), hub.person()
    for hour in (9, 11, 13, 15):
        hub.at(f"{hour:02}:00")
        assert hub.by_sight(guest, way=AsGuest(giulia)).code == "guest"
        hub.at(f"{hour + 1:02}:00")
        hub.goes(guest)
    assert bring(hub, giulia).code == "guest"
    assert bring(hub, giulia).code == "guest_limit"


def test_a_guest_counts_again_on_another_day(hub: HubOfTests) -> None:
    giulia, guest = host(hub, guests_a_month=1), hub.person()
    hub.by_sight(guest, way=AsGuest(giulia))
    hub.at("09:00", TUESDAY + timedelta(days=1))
    hub.scan(giulia)
    assert hub.by_sight(guest, way=AsGuest(giulia)).code == "guest_limit"


def test_a_member_needs_no_host(hub: HubOfTests) -> None:
    giulia = host(hub)
    assert hub.by_sight(hub.member(), way=AsGuest(giulia)).code == "membership"


def test_the_card_says_whose_guest_it_is(hub: HubOfTests) -> None:
    verdict = bring(hub, host(hub))
    assert hub.desk.reading.card(verdict).host == "Giulia Ferrero"


# --- guests without a name -----------------------------------------------------------------------


def test_guests_without_a_name_are_heads_of_their_member_s_visit(hub: HubOfTests) -> None:
    visit = hub.scan(host(hub, inside=False)).visit
    assert visit is not None
    assert hub.desk.presence.set_guests(visit, 2) == 3
    today = hub.desk.reading.today()
    assert (today.bodies, today.guests) == (3, 2)


def test_guests_without_a_name_keep_the_plan_s_number(hub: HubOfTests) -> None:
    visit = hub.scan(host(hub, inside=False)).visit
    assert visit is not None
    with pytest.raises(DeskError) as refusal:
        hub.desk.presence.set_guests(visit, 3)
    assert (refusal.value.code, refusal.value.way_out) == ("guest_limit", "guest")
    assert hub.rows(Visit)[0].head_count == 1


def test_guests_without_a_name_beyond_the_number_are_charged_to_the_host(hub: HubOfTests) -> None:
    giulia = host(hub, inside=False)
    entry = hub.scan(giulia)
    assert entry.visit is not None
    hub.desk.presence.set_guests(entry.visit, 4, payer="host")
    [charge] = hub.rows(Charge)
    assert (charge.payer_person, charge.cents) == (giulia, 1800)
    hub.undo(entry)
    assert hub.rows(Charge)[0].cancelled_at is not None


def test_without_a_price_more_guests_need_a_pass_of_their_own(hub: HubOfTests) -> None:
    visit = hub.scan(host(hub, inside=False, guest_fee_cents=None)).visit
    assert visit is not None
    with pytest.raises(DeskError) as refusal:
        hub.desk.presence.set_guests(visit, 3, payer="host")
    assert refusal.value.way_out is None


def test_guests_without_a_name_count_towards_the_month(hub: HubOfTests) -> None:
    giulia = host(hub, inside=False)
    visit = hub.scan(giulia).visit
    assert visit is not None
    hub.desk.presence.set_guests(visit, 2)
    hub.desk.presence.set_guests(visit, 0)
    hub.desk.presence.set_guests(visit, 2)
    assert bring(hub, giulia).code == "guest_limit"


def test_fewer_guests_need_no_permission(hub: HubOfTests) -> None:
    visit = hub.scan(host(hub, inside=False)).visit
    assert visit is not None
    hub.desk.presence.set_guests(visit, 2)
    hub.holds_at_most(1)
    assert hub.desk.presence.set_guests(visit, 1) == 2


def test_guests_do_not_fit_into_a_full_hub(hub: HubOfTests) -> None:
    visit = hub.scan(host(hub, inside=False)).visit
    assert visit is not None
    hub.holds_at_most(2)
    with pytest.raises(DeskError) as refusal:
        hub.desk.presence.set_guests(visit, 2)
    assert refusal.value.code == "full"
    assert hub.desk.presence.set_guests(visit, 1) == 2


def test_guests_do_not_take_the_seats_set_aside_for_an_event(hub: HubOfTests) -> None:
    visit = hub.scan(host(hub, inside=False)).visit
    assert visit is not None
    hub.announce(hub.person(), "09:00", "11:00", ExpectedKind.EVENT)
    hub.holds_at_most(2)
    with pytest.raises(DeskError) as refusal:
        hub.desk.presence.set_guests(visit, 1)
    assert refusal.value.code == "full"


@pytest.mark.parametrize("guests", [-1, 201])
def test_a_number_of_guests_that_cannot_be_is_refused(hub: HubOfTests, guests: int) -> None:
    visit = hub.scan(host(hub, inside=False)).visit
    assert visit is not None
    with pytest.raises(InputError):
        hub.desk.presence.set_guests(visit, guests)


def test_nobody_brings_guests_after_leaving(hub: HubOfTests) -> None:
    giulia = host(hub)
    hub.at("10:00")
    visit = hub.goes(giulia).visit
    assert visit is not None
    with pytest.raises(NotFound) as refusal:
        hub.desk.presence.set_guests(visit, 1)
    assert refusal.value.code == "not_in"


# --- teams ---------------------------------------------------------------------------------------


@pytest.fixture
def team(hub: HubOfTests) -> list[UUID]:
    """Three people of a team with two seats; two of them are in."""
    studio = hub.organisation("Studio Nuvola")
    hub.plan("team", seats=2, guests_at_once=5, guests_a_month=9)
    hub.team_holds(studio, "team")
    people = [hub.person(name, "Studio Nuvola") for name in ("Anna Uno", "Bruno Due", "Carla Tre")]
    hub.scan(people[0])
    hub.at("09:10")
    hub.scan(people[1])
    hub.at("09:20")
    return people


def test_anyone_of_the_team_takes_a_seat(hub: HubOfTests, team: list[UUID]) -> None:
    assert {row.basis for row in hub.rows(Visit)} == {Basis.MEMBERSHIP}


def test_all_seats_taken_is_refused_with_the_ways_out_of_the_house(
    hub: HubOfTests, team: list[UUID]
) -> None:
    hub.carnet("day", units=1)
    verdict = hub.scan(team[2])
    assert (*said(verdict), verdict.params) == ("refused", "team_full", {"seats": 2})
    assert ways(verdict) == ["check_out_colleague", "hand_out_pass", "guest", "override"]


def test_the_desk_sees_which_colleagues_hold_the_seats(hub: HubOfTests, team: list[UUID]) -> None:
    card = hub.desk.reading.card(hub.scan(team[2]))
    assert [one.name for one in card.colleagues] == ["Anna Uno", "Bruno Due"]


def test_a_kiosk_never_shows_the_colleagues(hub: HubOfTests, team: list[UUID]) -> None:
    kiosk = hub.kiosk()
    verdict = hub.scan(team[2], desk=kiosk)
    assert (*said(verdict), ways(verdict)) == ("refused", "team_full", [])
    assert kiosk.reading.card(verdict).colleagues == ()


def test_checking_a_colleague_out_frees_the_seat(hub: HubOfTests, team: list[UUID]) -> None:
    card = hub.desk.reading.card(hub.scan(team[2]))
    verdict = hub.by_sight(team[2], way=CheckOutColleague(card.colleagues[0].id))
    assert said(verdict) == ("admitted", "membership")
    first = hub.rows(Visit)[0]
    assert (first.checked_out_at, first.leaving) == (hub.clock.time, Leaving.DESK)


def test_a_colleague_who_left_meanwhile_frees_no_second_seat(
    hub: HubOfTests, team: list[UUID]
) -> None:
    card = hub.desk.reading.card(hub.scan(team[2]))
    hub.goes(team[0])
    other = hub.person("Dora Quattro", "Studio Nuvola")
    hub.scan(other)
    verdict = hub.by_sight(team[2], way=CheckOutColleague(card.colleagues[0].id))
    assert said(verdict) == ("refused", "team_full")


def test_one_s_own_pass_is_offered_and_drawn_only_when_chosen(
    hub: HubOfTests, team: list[UUID]
) -> None:
    hub.holds(team[2], hub.carnet())
    verdict = hub.scan(team[2])
    assert verdict.code == "team_full"
    assert ways(verdict)[0] == WayOut.USE_PASS.value
    assert hub.left(team[2]) == 10
    verdict = hub.by_sight(team[2], way=UsePass())
    assert (*said(verdict), verdict.left) == ("admitted", "pass", 9)


def test_the_organisation_s_pass_is_another_way(hub: HubOfTests, team: list[UUID]) -> None:
    hub.team_holds(hub.organisation("Studio Nuvola"), hub.carnet())
    verdict = hub.by_sight(team[2], way=UsePass())
    assert said(verdict) == ("admitted", "organisation_pass")


def test_choosing_a_pass_where_there_is_none_is_refused_as_before(
    hub: HubOfTests, team: list[UUID]
) -> None:
    assert said(hub.by_sight(team[2], way=UsePass())) == ("refused", "team_full")


def test_a_unit_already_drawn_today_lets_in_although_the_team_is_full(
    hub: HubOfTests, team: list[UUID]
) -> None:
    hub.holds(team[2], hub.carnet())
    hub.by_sight(team[2], way=UsePass())
    hub.at("11:00")
    hub.goes(team[2])
    hub.at("12:00")
    assert said(hub.scan(team[2])) == ("admitted", "pass_again")


def test_a_day_pass_goes_on_the_organisation_s_account(hub: HubOfTests, team: list[UUID]) -> None:
    hub.carnet("day", units=1)
    way = HandOutPass(hub.product("day"), "posti del team occupati", 1500)
    assert said(hub.by_sight(team[2], way=way)) == ("admitted", "handed_out")
    [charge] = hub.rows(Charge)
    assert charge.payer_person is None
    assert charge.payer_organisation == hub.organisation("Studio Nuvola")
    assert charge.beneficiary == team[2]


def test_a_colleague_s_guest_is_another_way(hub: HubOfTests, team: list[UUID]) -> None:
    assert said(hub.by_sight(team[2], way=AsGuest(team[0]))) == ("admitted", "guest")


def test_an_operator_may_let_in_one_more(hub: HubOfTests, team: list[UUID]) -> None:
    hub.by_sight(team[2], way=Override("riunione di tutti"))
    assert hub.rows(Visit)[-1].override_code == "team_full"


def test_a_plan_of_one_s_own_never_waits_for_a_seat(hub: HubOfTests, team: list[UUID]) -> None:
    hub.plan()
    hub.holds(team[2], "flex")
    assert said(hub.scan(team[2])) == ("admitted", "membership")


def test_a_colleague_s_guests_take_no_seat(hub: HubOfTests, team: list[UUID]) -> None:
    hub.goes(team[1])
    hub.desk.presence.set_guests(hub.rows(Visit)[0].id, 3)
    assert said(hub.scan(team[2])) == ("admitted", "membership")


def test_who_has_left_the_organisation_has_no_seat(hub: HubOfTests, team: list[UUID]) -> None:
    hub.execute("UPDATE organisation_members SET until = '2026-11-17' WHERE until IS NULL")
    hub.goes(team[0])
    hub.at("09:00", TUESDAY + timedelta(days=1))
    assert said(hub.scan(team[2])) == ("refused", "no_right")


def test_a_team_draws_on_the_organisation_s_carnet_one_unit_a_person(hub: HubOfTests) -> None:
    studio = hub.organisation("Studio Nuvola")
    hub.team_holds(studio, hub.carnet(units=3))
    people = [hub.person("", "Studio Nuvola") for _ in range(4)]
    answers = [hub.scan(person).code for person in people]
    assert answers == ["organisation_pass"] * 3 + ["exhausted"]
    assert [row.balance_after for row in hub.rows(LedgerMovement)] == [3, 2, 1, 0]
