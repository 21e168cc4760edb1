"""What holds for everyone: closed, full, overdue, barred; what an operator forces; what a kiosk may."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from askadesk.core.errors import InputError
from askadesk.presence import words
from askadesk.presence.facts import (
    AsGuest,
    CheckOutColleague,
    HandOutPass,
    OnDebt,
    Override,
    UsePass,
)
from askadesk.presence.request import ScanRequest
from askadesk.presence.rows import Direction
from db.models import AdmissionAttempt, Command, LedgerMovement, Visit
from db.values import Answer, Basis, ExpectedKind
from tests.askadesk.presence.saying import nearest, said, ways
from tests.hub_of_tests import TUESDAY, HubOfTests

SATURDAY = date(2026, 11, 21)
WEDNESDAY = TUESDAY + timedelta(days=1)


@pytest.fixture
def giulia(hub: HubOfTests) -> UUID:
    """Giulia, a member."""
    return hub.member("Giulia Ferrero")


# --- closed --------------------------------------------------------------------------------------


def test_after_hours_the_hub_is_closed_and_says_when_it_opens(
    hub: HubOfTests, giulia: UUID
) -> None:
    hub.at("20:00")
    verdict = hub.scan(giulia)
    assert (*said(verdict), ways(verdict)) == ("refused", "closed", ["override"])
    assert nearest(verdict) == "Wed 18 08:00"


def test_before_hours_the_same_day_s_opening_is_named(hub: HubOfTests, giulia: UUID) -> None:
    hub.at("07:59")
    assert nearest(hub.scan(giulia)) == "Tue 17 08:00"
    hub.at("08:00")
    assert hub.scan(giulia).code == "membership"


def test_on_a_holiday_the_hub_is_closed_and_names_the_day_after(
    hub: HubOfTests, giulia: UUID
) -> None:
    hub.closes(TUESDAY, WEDNESDAY)
    verdict = hub.scan(giulia)
    assert said(verdict) == ("refused", "closed")
    assert nearest(verdict) == "Thu 19 08:00"


def test_a_day_with_other_hours_keeps_them(hub: HubOfTests, giulia: UUID) -> None:
    hub.closes(SATURDAY, hours=("10:00", "14:00"))
    hub.at("09:30", SATURDAY)
    assert nearest(hub.scan(giulia)) == "Sat 21 10:00"
    hub.at("10:30", SATURDAY)
    assert hub.scan(giulia).code == "membership"


def test_a_closure_entered_while_the_desk_is_open_holds_from_the_next_scan_on(
    hub: HubOfTests, giulia: UUID
) -> None:
    other = hub.member()
    assert hub.scan(giulia).code == "membership"
    hub.closes(TUESDAY)
    assert hub.scan(other).code == "closed"


def test_a_plan_for_any_hour_opens_the_closed_hub(hub: HubOfTests) -> None:
    member = hub.member(code="full", around_the_clock=True)
    hub.at("03:00", SATURDAY)
    assert said(hub.scan(member)) == ("admitted", "membership")


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (ExpectedKind.EVENT, "expected"),
        (ExpectedKind.BOOKING, "expected"),
        (ExpectedKind.VISIT, "closed"),
    ],
    ids=["an event opens it", "a booking opens it", "an announced visitor waits"],
)
def test_when_the_hub_is_closed(hub: HubOfTests, kind: ExpectedKind, code: str) -> None:
    visitor = hub.person()
    hub.announce(visitor, "20:30", "23:00", kind)
    hub.at("20:30")
    assert hub.scan(visitor).code == code


def test_a_member_comes_to_an_evening_event_after_hours(hub: HubOfTests, giulia: UUID) -> None:
    hub.announce(giulia, "20:30", "23:00", ExpectedKind.EVENT)
    hub.at("20:15")
    assert said(hub.scan(giulia)) == ("admitted", "expected")


def test_a_carnet_is_not_drawn_at_a_closed_door(hub: HubOfTests) -> None:
    davide = hub.person()
    hub.holds(davide, hub.carnet())
    hub.at("21:00")
    verdict = hub.scan(davide)
    assert said(verdict) == ("refused", "closed")
    assert hub.left(davide) == 10


# --- full ----------------------------------------------------------------------------------------


def test_a_full_hub_refuses_with_the_count(hub: HubOfTests, giulia: UUID) -> None:
    hub.holds_at_most(1)
    hub.scan(hub.member())
    verdict = hub.scan(giulia)
    assert (*said(verdict), ways(verdict)) == ("refused", "full", ["override"])
    assert verdict.params == {"count": 1, "capacity": 1}


def test_safety_counts_bodies_not_visits(hub: HubOfTests, giulia: UUID) -> None:
    hub.holds_at_most(25)
    teacher = hub.person()
    hub.announce(teacher, "09:00", "12:00", head_count=25)
    hub.scan(teacher)
    assert hub.scan(giulia).params == {"count": 25, "capacity": 25}


def test_a_class_that_does_not_fit_is_refused_whole(hub: HubOfTests) -> None:
    hub.holds_at_most(24)
    teacher = hub.person()
    hub.announce(teacher, "09:00", "12:00", head_count=25)
    assert hub.scan(teacher).code == "full"
    assert hub.scan(teacher, heads=24).code == "expected"


def test_someone_at_work_fills_the_hub_too(hub: HubOfTests, giulia: UUID) -> None:
    hub.holds_at_most(1)
    hub.by_sight(hub.person(), at_work=True)
    assert hub.scan(giulia).code == "full"


def test_who_leaves_makes_room(hub: HubOfTests, giulia: UUID) -> None:
    hub.holds_at_most(1)
    other = hub.member()
    hub.scan(other)
    hub.at("10:00")
    hub.goes(other)
    assert hub.scan(giulia).code == "membership"


@pytest.mark.parametrize("kind", [ExpectedKind.EVENT, ExpectedKind.BOOKING])
def test_seats_of_an_accepted_announcement_are_set_aside(
    hub: HubOfTests, giulia: UUID, kind: ExpectedKind
) -> None:
    hub.holds_at_most(2)
    guests = [hub.person(), hub.person()]
    for one in guests:
        hub.announce(one, "09:00", "12:00", kind)
    assert hub.scan(giulia).code == "full"
    assert [hub.scan(one).code for one in guests] == ["expected", "expected"]


def test_an_announced_visitor_has_no_seat_set_aside(hub: HubOfTests, giulia: UUID) -> None:
    hub.holds_at_most(1)
    hub.announce(hub.person(), "09:00", "12:00")
    assert hub.scan(giulia).code == "membership"


def test_seats_are_set_aside_from_half_an_hour_before_until_the_end(
    hub: HubOfTests, giulia: UUID
) -> None:
    hub.holds_at_most(1)
    hub.announce(hub.person(), "10:00", "12:00", ExpectedKind.EVENT)
    for wall, code in (("09:29", "membership"), ("09:30", "full"), ("12:00", "membership")):
        hub.at(wall)
        verdict = hub.scan(giulia)
        assert verdict.code == code
        if verdict.answer is Answer.ADMITTED:
            hub.undo(verdict)


def test_nobody_s_seat_is_set_aside_twice(hub: HubOfTests, giulia: UUID) -> None:
    hub.holds_at_most(2)
    member = hub.member()
    hub.scan(member)
    hub.at("09:45")
    hub.announce(member, "10:00", "12:00", ExpectedKind.EVENT)
    assert hub.scan(giulia).code == "membership"


def test_a_member_takes_the_seat_that_is_set_aside_for_them(hub: HubOfTests, giulia: UUID) -> None:
    hub.holds_at_most(1)
    hub.announce(giulia, "09:00", "12:00", ExpectedKind.EVENT)
    assert said(hub.scan(giulia)) == ("admitted", "membership")


def test_more_heads_than_announced_do_not_take_others_seats(hub: HubOfTests) -> None:
    hub.holds_at_most(5)
    one, other = hub.person(), hub.person()
    hub.announce(one, "09:00", "12:00", ExpectedKind.EVENT, head_count=2)
    hub.announce(other, "09:00", "12:00", ExpectedKind.EVENT, head_count=3)
    assert hub.scan(one, heads=3).code == "full"
    assert hub.scan(one).code == "expected"


def test_a_cancelled_event_sets_nothing_aside(hub: HubOfTests, giulia: UUID) -> None:
    hub.holds_at_most(1)
    hub.desk.visitors.call_off(hub.announce(hub.person(), "09:00", "12:00", ExpectedKind.EVENT))
    assert hub.scan(giulia).code == "membership"


def test_an_operator_lets_one_more_into_a_full_hub_and_the_plan_still_counts(
    hub: HubOfTests,
) -> None:
    hub.holds_at_most(1)
    hub.scan(hub.member())
    davide = hub.person()
    hub.holds(davide, hub.carnet())
    verdict = hub.by_sight(davide, way=Override("resta cinque minuti"))
    assert (*said(verdict), verdict.left) == ("admitted", "override", 9)
    visit = hub.rows(Visit)[-1]
    assert (visit.basis, visit.override_code) == (Basis.PASS, "full")


# --- overdue -------------------------------------------------------------------------------------


def owing(hub: HubOfTests, days: int, **terms: Any) -> UUID:
    """A member whose payment was due so many days ago."""
    person = hub.member("Giulia Ferrero", "owing", **terms)
    hub.owes(person, TUESDAY - timedelta(days=days))
    return person


def test_where_the_hub_admits_an_overdue_payment_is_shown_to_the_operator(hub: HubOfTests) -> None:
    member = owing(hub, 10)
    verdict = hub.scan(member)
    assert said(verdict) == ("admitted", "membership")
    [alert] = hub.desk.reading.card(verdict).alerts
    assert (alert.code, alert.params["cents"], alert.params["days"]) == ("due", 4800, 10)


def test_where_the_hub_refuses_an_overdue_payment_stops_at_the_door(hub: HubOfTests) -> None:
    hub.setting(overdue="refuse")
    verdict = hub.scan(owing(hub, 10))
    assert (*said(verdict), ways(verdict)) == ("refused", "overdue", ["override"])
    assert verdict.params == {"cents": 4800, "day": "2026-11-07"}


@pytest.mark.parametrize(
    ("days", "code"),
    [(14, "membership"), (15, "overdue")],
    ids=["within the plan's grace", "beyond the plan's grace"],
)
def test_an_overdue_payment(hub: HubOfTests, days: int, code: str) -> None:
    hub.setting(overdue="refuse")
    assert hub.scan(owing(hub, days, grace_days=14)).code == code


def test_what_is_due_today_is_not_overdue(hub: HubOfTests) -> None:
    hub.setting(overdue="refuse")
    assert hub.scan(owing(hub, 0)).code == "membership"


def test_what_the_organisation_owes_stops_its_people(hub: HubOfTests) -> None:
    hub.setting(overdue="refuse")
    studio = hub.organisation("Studio Nuvola")
    hub.team_holds(studio, hub.plan("team", seats=5))
    hub.owes(None, TUESDAY - timedelta(days=3), organisation=studio)
    assert hub.scan(hub.person("", "Studio Nuvola")).code == "overdue"


def test_an_overdue_payment_does_not_keep_anybody_from_an_event(hub: HubOfTests) -> None:
    hub.setting(overdue="refuse")
    member = owing(hub, 10)
    hub.announce(member, "09:00", "12:00", ExpectedKind.EVENT)
    assert said(hub.scan(member)) == ("admitted", "expected")


def test_a_kiosk_never_says_aloud_that_someone_owes(hub: HubOfTests) -> None:
    hub.setting(overdue="refuse")
    member, kiosk = owing(hub, 10), hub.kiosk()
    verdict = hub.scan(member, desk=kiosk)
    assert (*said(verdict), verdict.params) == ("refused", "see_reception", {})
    card = kiosk.reading.card(verdict)
    assert card.alerts == ()
    assert "48" not in words.sentence(card)
    # The desk can still look up why.
    assert [row.code for row in hub.rows(AdmissionAttempt)] == ["overdue"]


def test_a_kiosk_that_admits_shows_no_debt_either(hub: HubOfTests) -> None:
    member, kiosk = owing(hub, 10), hub.kiosk()
    verdict = hub.scan(member, desk=kiosk)
    assert (verdict.code, kiosk.reading.card(verdict).alerts) == ("membership", ())


# --- barred --------------------------------------------------------------------------------------


def test_a_barred_person_is_sent_to_the_reception(hub: HubOfTests, giulia: UUID) -> None:
    hub.bar(giulia, "ha minacciato un collega")
    verdict = hub.scan(giulia)
    assert (*said(verdict), ways(verdict)) == ("refused", "see_reception", [])
    card = hub.desk.reading.card(verdict)
    assert "minacciato" not in str(card)
    assert "minacciato" not in str([*hub.rows(Command), *hub.rows(AdmissionAttempt)])


def test_a_manager_reads_the_reason_and_may_let_them_in(hub: HubOfTests, giulia: UUID) -> None:
    hub.bar(giulia, "ha minacciato un collega")
    verdict = hub.scan(giulia, desk=hub.manager)
    assert ways(verdict) == ["override"]
    [alert] = hub.manager.reading.card(verdict).alerts
    assert words.alert(alert)[1] == "ha minacciato un collega"
    forced = hub.by_sight(giulia, desk=hub.manager, way=Override("si sono chiariti"))
    assert said(forced) == ("admitted", "override")
    assert hub.rows(Visit)[0].override_code == "see_reception"


def test_a_receptionist_cannot_let_a_barred_person_in(hub: HubOfTests, giulia: UUID) -> None:
    hub.bar(giulia)
    assert said(hub.by_sight(giulia, way=Override("insiste"))) == ("refused", "see_reception")
    assert hub.rows(Visit) == []


def test_who_was_barred_until_yesterday_comes_in(hub: HubOfTests, giulia: UUID) -> None:
    hub.bar(giulia, until=TUESDAY - timedelta(days=1))
    assert hub.scan(giulia).code == "membership"


def test_who_is_barred_until_today_does_not(hub: HubOfTests, giulia: UUID) -> None:
    hub.bar(giulia, until=TUESDAY)
    assert hub.scan(giulia).code == "see_reception"


def test_who_is_barred_while_inside_may_leave(hub: HubOfTests, giulia: UUID) -> None:
    hub.scan(giulia)
    hub.bar(giulia)
    hub.at("10:00")
    assert hub.scan(giulia).code == "see_reception"
    assert said(hub.goes(giulia)) == ("checked_out", "checked_out")


# --- let in against a refusal --------------------------------------------------------------------


def test_a_forced_entry_keeps_operator_reason_and_refusal(hub: HubOfTests) -> None:
    davide = hub.person()
    verdict = hub.by_sight(davide, way=Override("  ospite del\nsindaco "))
    assert said(verdict) == ("admitted", "override")
    [visit] = hub.rows(Visit)
    assert (visit.basis, visit.override_code) == (Basis.OVERRIDE, "no_right")
    assert visit.override_reason == "ospite del sindaco"
    [command] = hub.rows(Command, Command.id == verdict.command)
    assert command.operator == hub.desk.actor.operator


def test_a_forced_entry_that_needed_no_force_is_not_flagged(hub: HubOfTests, giulia: UUID) -> None:
    verdict = hub.by_sight(giulia, way=Override("per sicurezza"))
    assert said(verdict) == ("admitted", "membership")
    [visit] = hub.rows(Visit)
    assert (visit.override_code, visit.override_reason) == (None, None)


def test_forcing_someone_who_is_in_already_makes_no_second_visit(
    hub: HubOfTests, giulia: UUID
) -> None:
    card = hub.desk.access.card_of(giulia)
    hub.by_sight(giulia)
    hub.at("10:00")
    hub.desk.access.lose(card.id)
    request = ScanRequest(code=card.code, way=Override("ha ritrovato la tessera"))
    assert hub.desk.presence.scan(request).answer is Answer.ALREADY_IN
    assert len(hub.rows(Visit)) == 1


@pytest.mark.parametrize("reason", ["", "   ", "r" * 401], ids=["no", "a blank", "an endless"])
def test_nobody_is_forced_in_with_a_reason_that_is(hub: HubOfTests, reason: str) -> None:
    with pytest.raises(InputError):
        hub.by_sight(hub.person(), way=Override(reason))
    assert hub.rows(AdmissionAttempt) == []


def test_a_closed_door_forced_open_draws_the_carnet_all_the_same(hub: HubOfTests) -> None:
    davide = hub.person()
    hub.holds(davide, hub.carnet())
    hub.at("21:00")
    assert hub.by_sight(davide, way=Override("recupera il computer")).left == 9
    assert hub.rows(Visit)[0].override_code == "closed"
    assert [row.delta for row in hub.rows(LedgerMovement)] == [10, -1]


@pytest.mark.parametrize("heads", [0, -1, 1001])
def test_a_number_of_heads_that_cannot_be_is_refused(
    hub: HubOfTests, giulia: UUID, heads: int
) -> None:
    with pytest.raises(InputError):
        hub.by_sight(giulia, heads=heads)


# --- a kiosk -------------------------------------------------------------------------------------


def test_a_kiosk_lets_in_who_may_come_in(hub: HubOfTests, giulia: UUID) -> None:
    assert said(hub.scan(giulia, desk=hub.kiosk())) == ("admitted", "membership")


def test_a_kiosk_offers_no_way_out_of_a_refusal(hub: HubOfTests) -> None:
    hub.carnet()
    assert ways(hub.scan(hub.person(), desk=hub.kiosk())) == []


@pytest.mark.parametrize(
    "way",
    [
        Override("da solo"),
        AsGuest(UUID(int=1)),
        OnDebt(),
        UsePass(),
        CheckOutColleague(UUID(int=1)),
    ],
    ids=["forces", "brings guests by", "runs into debt by", "draws passes by", "sends away by"],
)
def test_nobody_at_a_kiosk(hub: HubOfTests, way: Any) -> None:
    verdict = hub.scan(hub.person(), desk=hub.kiosk(), way=way)
    assert said(verdict) == ("refused", "no_right")


def test_a_kiosk_hands_out_no_pass(hub: HubOfTests) -> None:
    hub.carnet("day", units=1)
    way = HandOutPass(hub.product("day"), "da solo")
    assert hub.scan(hub.person(), desk=hub.kiosk(), way=way).code == "no_right"


def test_a_kiosk_asks_whoever_is_in_but_does_not_offer_to_make_up(hub: HubOfTests) -> None:
    davide, kiosk = hub.person(), hub.kiosk()
    hub.holds(davide, hub.carnet(units=4, unit_minutes=60))
    hub.scan(davide, desk=kiosk)
    hub.at("12:00")
    assert ways(hub.scan(davide, desk=kiosk)) == ["check_out", "stay"]
    verdict = hub.scan(davide, desk=kiosk, direction=Direction.OUT)
    assert (verdict.code, ways(verdict)) == ("checked_out", [])
