"""The rule itself, case by case, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

import pytest

from askadesk.presence.facts import (
    AsGuest,
    DayException,
    HandOutPass,
    OnDebt,
    Override,
    Snapshot,
    Terms,
    UsePass,
    Way,
)
from askadesk.presence.rows import Direction, WayOut
from askadesk.presence.rules import Decision
from db.values import (
    Answer,
    Basis,
    CredentialStatus,
    ExpectedKind,
    ExpectedStatus,
    OverduePolicy,
    Role,
)
from tests.askadesk.presence.facts_of_tests import (
    HOST,
    HUB,
    NINE,
    STUDIO,
    at,
    carnet,
    code,
    decide,
    expected,
    host,
    hours,
    member,
    someone,
    visit,
)
from tests.hub_of_tests import TUESDAY

FORCE = Override("prova")
YESTERDAY = visit(NINE - hours(24))
AFTERNOONS = Terms(windows=((frozenset({1}), time(14), time(18)),))
GUESTS = Terms(guests_at_once=1, guests_a_month=2, guest_fee_cents=900)
REFUSES = replace(HUB, overdue=OverduePolicy.REFUSE)
LATER_RESTS = ((date(2026, 11, 18), date(2026, 11, 19)),)
EVERY_MORNING = Terms(windows=((frozenset(range(7)), time(8), time(13)),))
RESTS = ((TUESDAY, date(2026, 11, 19)),)
OWES = {"overdue_cents": 4800, "overdue_since": TUESDAY - timedelta(days=10)}
HAND_OUT = HandOutPass(UUID(int=51), "prova")
TOMORROW_CALLED_OFF = expected(starts=NINE + hours(24), status=ExpectedStatus.CANCELLED)
TOMORROW_ELSEWHERE = expected(starts=NINE + hours(24), here=False)
ENDED = member(ends=date(2026, 11, 16))


@pytest.mark.parametrize(
    ("snapshot", "reason"),
    [
        (someone(), "no_right"),
        (someone(person=None), "unknown_code"),
        (someone(credential=CredentialStatus.LOST), "revoked"),
        (someone(credential=CredentialStatus.REVOKED, credential_since=NINE), "revoked"),
        (someone(barred=True, memberships=(member(),)), "see_reception"),
        (someone(archived_on=TUESDAY, memberships=(member(),)), "archived"),
        (someone(memberships=(member(here=False),)), "wrong_hub"),
        (someone(memberships=(member(ends=date(2026, 11, 16)),)), "expired"),
        (someone(memberships=(member(starts=date(2026, 11, 18)),)), "not_yet"),
        (someone(memberships=(member(terms=AFTERNOONS),)), "outside_hours"),
        (someone(memberships=(member(rests=RESTS),)), "paused"),
        (someone(passes=(carnet(rests=RESTS),)), "paused"),
        (someone(passes=(carnet(rests=RESTS), carnet(22, balance=0))), "paused"),
        (someone(memberships=(member(terms=Terms(days_a_week=1), days_used=1),)), "exhausted"),
        (
            someone(memberships=(member(terms=Terms(days_a_week=1), days_used=1, ends=TUESDAY),)),
            "exhausted",
        ),
        (someone(memberships=(member(terms=Terms(seats=1), seats_taken=1),)), "team_full"),
        (someone(passes=(carnet(balance=0),)), "exhausted"),
        (someone(passes=(carnet(here=False),)), "wrong_hub"),
        (someone(passes=(carnet(valid_until=date(2026, 11, 16)),)), "expired"),
        (someone(passes=(carnet(valid_from=date(2026, 11, 18)),)), "not_yet"),
        (someone(passes=(carnet(terms=AFTERNOONS),)), "outside_hours"),
        (someone(expected=(expected(starts=at("10:00")),)), "not_yet"),
        (someone(expected=(expected(starts=at("07:00")),)), "expired"),
        (someone(expected=(expected(status=ExpectedStatus.UNPAID),)), "expected_unpaid"),
        (someone(expected=(expected(status=ExpectedStatus.CANCELLED),)), "expected_cancelled"),
        (someone(expected=(expected(here=False),)), "wrong_hub"),
        (someone(expected=(expected(starts=NINE + hours(24)),)), "wrong_day"),
        (someone(expected=(expected(starts=NINE - hours(24)),)), "wrong_day"),
        (someone(expected=(TOMORROW_CALLED_OFF,)), "expected_cancelled"),
        (someone(expected=(TOMORROW_ELSEWHERE,)), "wrong_hub"),
        (someone(expected=(TOMORROW_CALLED_OFF,), memberships=(ENDED,)), "expired"),
        (someone(expected=(TOMORROW_ELSEWHERE,), memberships=(ENDED,)), "expired"),
        (someone(at=at("21:00"), memberships=(member(),)), "closed"),
        (someone(bodies=10, memberships=(member(),)), "full"),
        (someone(hub=REFUSES, memberships=(member(),), **OWES), "overdue"),
    ],
)
def test_refused(snapshot: Snapshot, reason: str) -> None:
    decision = decide(snapshot)
    assert (decision.answer, decision.code) == (Answer.REFUSED, reason)
    assert decision.enter is None


@pytest.mark.parametrize(
    ("snapshot", "reason"),
    [
        (someone(memberships=(member(),)), "membership"),
        (someone(credential=CredentialStatus.ACTIVE, memberships=(member(),)), "membership"),
        (someone(memberships=(member(terms=Terms(days_a_week=2), days_used=1),)), "membership"),
        (someone(memberships=(member(terms=Terms(seats=2), seats_taken=1),)), "membership"),
        (someone(passes=(carnet(),)), "pass"),
        (someone(passes=(carnet(organisation=STUDIO),)), "organisation_pass"),
        (someone(passes=(carnet(balance=0, drawn_at=NINE),)), "pass_again"),
        (someone(expected=(expected(),)), "expected"),
        (someone(expected=(expected(ExpectedKind.VISIT),)), "expected"),
        (someone(expected=(expected(ExpectedKind.AT_WORK),)), "at_work"),
        (someone(memberships=(member(),), hub=REFUSES), "membership"),
        (someone(memberships=(member(),), **OWES), "membership"),
        (someone(expected=(expected(),), hub=REFUSES, **OWES), "expected"),
        (
            someone(memberships=(member(terms=Terms(grace_days=10)),), hub=REFUSES, **OWES),
            "membership",
        ),
        (
            someone(at=at("03:00"), memberships=(member(terms=Terms(around_the_clock=True)),)),
            "membership",
        ),
        (
            someone(
                at=at("21:00"), memberships=(member(),), expected=(expected(starts=at("21:00")),)
            ),
            "expected",
        ),
        (
            someone(at=at("14:00"), passes=(carnet(terms=AFTERNOONS, drawn_at=at("14:00")),)),
            "pass_again",
        ),
    ],
)
def test_admitted(snapshot: Snapshot, reason: str) -> None:
    decision = decide(snapshot)
    assert (decision.answer, decision.code) == (Answer.ADMITTED, reason)
    assert decision.enter is not None


def test_a_stopped_card_says_since_when_if_that_is_known() -> None:
    stopped = someone(credential=CredentialStatus.LOST, credential_since=NINE)
    assert decide(stopped).params == {"day": "2026-11-17"}
    assert decide(replace(stopped, credential_since=None)).params == {}


def test_what_is_said_at_a_kiosk_leaves_out_that_someone_owes() -> None:
    owing = someone(hub=REFUSES, memberships=(member(),), **OWES)
    assert decide(owing).said == ("see_reception", {})
    assert decide(someone()).said == ("no_right", {})


# --- who is here already -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("direction", "answer"),
    [
        (Direction.IN, "already_in"),
        (Direction.ASK, "already_in"),
        (Direction.TOGGLE, "checked_out"),
        (Direction.OUT, "checked_out"),
    ],
)
def test_someone_inside_at_a_reader_for(direction: Direction, answer: str) -> None:
    assert code(someone(visits=(visit(),)), direction=direction) == answer


@pytest.mark.parametrize(
    ("visits", "direction", "answer"),
    [
        (visit(NINE - timedelta(seconds=59)), Direction.ASK, "admitted"),
        (visit(NINE - timedelta(seconds=60)), Direction.ASK, "already_in"),
        (visit(NINE - timedelta(seconds=5)), Direction.OUT, "checked_out"),
        (visit(left=NINE - timedelta(seconds=5)), Direction.ASK, "checked_out"),
        (visit(left=NINE - timedelta(seconds=5)), Direction.OUT, "checked_out"),
        (visit(left=NINE - timedelta(seconds=5)), Direction.IN, "no_right"),
        (visit(left=NINE - timedelta(seconds=60)), Direction.OUT, "not_in"),
    ],
)
def test_the_same_code_again(visits: Any, direction: Direction, answer: str) -> None:
    assert code(someone(visits=(visits,)), direction=direction) == answer


def test_an_arrival_before_or_inside_a_visit_of_the_day_is_late() -> None:
    morning, later = visit(at("10:00"), at("11:00")), visit(at("14:00"), id=UUID(int=42))
    for wall, widened in (("09:30", morning), ("10:30", morning), ("12:00", later)):
        decision = decide(someone(at=at(wall), visits=(later, morning)))
        assert (decision.code, decision.widen) == ("late", widened)


def test_a_late_exit_widens_nothing() -> None:
    assert code(someone(visits=(visit(at("10:00")),)), direction=Direction.OUT) == "not_in"


def test_an_arrival_of_a_day_before_the_open_visit_is_over_already() -> None:
    decision = decide(someone(visits=(visit(NINE + hours(24)),), memberships=(member(),)))
    assert (decision.code, decision.already_over) == ("membership", True)


def test_a_forgotten_visit_is_closed_and_its_bodies_leave_first() -> None:
    full = someone(visits=(YESTERDAY,), memberships=(member(),), bodies=10)
    decision = decide(full)
    assert (decision.code, decision.close) == ("membership", YESTERDAY)
    assert decide(someone(visits=(YESTERDAY,)), direction=Direction.OUT).close == YESTERDAY


def test_an_entry_just_before_midnight_is_not_forgotten() -> None:
    entry = visit(at("23:59"))
    decision = decide(someone(at=at("23:59") + timedelta(seconds=61), visits=(entry,)))
    assert decision.close == entry
    decision = decide(someone(at=at("23:59") + timedelta(seconds=59), visits=(entry,)))
    assert (decision.close, decision.repeat) == (None, entry)


def leaves(passes: Any = (), **ask: Any) -> Decision:
    entry = visit(at("05:00"), pass_=UUID(int=21))
    return decide(someone(visits=(entry,), passes=passes), direction=Direction.OUT, **ask)


def test_who_leaves_hears_what_is_left() -> None:
    assert leaves().left is None
    assert leaves((carnet(),)).left == 5
    drawn = carnet(terms=Terms(unit_minutes=240), drawn_at=at("05:00"))
    assert leaves((drawn,)).params == {}


@pytest.mark.parametrize(
    ("made_up", "balance", "over", "ways"),
    [(0, 5, 60, (WayOut.MAKE_UP,)), (0, 0, 60, ()), (1, 5, None, ())],
)
def test_who_overstays(made_up: int, balance: int, over: int | None, ways: Any) -> None:
    held = carnet(
        terms=Terms(unit_minutes=180), drawn_at=at("05:00"), made_up=made_up, balance=balance
    )
    decision = leaves((held,))
    assert (decision.params.get("over"), decision.ways) == (over, ways)
    assert leaves((held,), is_kiosk=True).ways == ()


# --- which right ---------------------------------------------------------------------------------


def test_the_pass_that_expires_first_goes_first_own_before_shared() -> None:
    shared = carnet(22, organisation=STUDIO, valid_until=date(2026, 11, 18))
    long, soon = carnet(23, valid_until=date(2027, 1, 1)), carnet(24, valid_until=date(2026, 12, 1))
    entered = decide(someone(passes=(carnet(25), shared, long, soon))).enter
    assert entered is not None
    assert entered.pass_ == soon


def test_a_drawn_unit_covers_only_here_in_its_window_and_at_its_hours() -> None:
    half = Terms(unit_minutes=60)
    for spent in (
        carnet(here=False, drawn_at=NINE),
        carnet(terms=half, drawn_at=NINE - hours(1), balance=0),
        carnet(terms=AFTERNOONS, drawn_at=NINE - hours(1)),
    ):
        assert decide(someone(passes=(spent,))).answer is Answer.REFUSED
    later = carnet(22, terms=half, drawn_at=NINE - hours(0.5), balance=0)
    assert code(someone(passes=(carnet(here=False, drawn_at=NINE), later))) == "pass_again"


def test_no_pass_expires_on_a_day_when_the_hub_is_closed() -> None:
    closed = replace(
        HUB,
        exceptions=(
            DayException(TUESDAY - timedelta(days=3), TUESDAY - timedelta(days=1), None, None),
        ),
    )
    weekend = carnet(valid_until=TUESDAY - timedelta(days=2))
    assert code(someone(hub=closed, passes=(weekend,))) == "pass"
    assert code(someone(passes=(weekend,))) == "expired"
    assert code(someone(hub=replace(HUB, week={}), passes=(weekend,))) == "expired"


@pytest.mark.parametrize(
    ("facts", "params"),
    [
        ({"memberships": (member(terms=AFTERNOONS, ends=TUESDAY - timedelta(days=-1)),)}, "14:00"),
        ({"at": at("18:00"), "memberships": (member(terms=AFTERNOONS, ends=TUESDAY),)}, None),
        ({"hub": replace(HUB, week={}), "memberships": (member(terms=AFTERNOONS),)}, None),
        ({"hub": replace(HUB, week={}), "memberships": (member(),)}, None),
    ],
)
def test_the_nearest_hour_is_named_where_there_is_one(facts: Any, params: str | None) -> None:
    decision = decide(someone(**facts))
    assert decision.answer is Answer.REFUSED
    assert ("moment" in decision.params) is (params is not None)


def test_a_right_at_rest_names_the_first_day_that_does_not_rest() -> None:
    two = ((date(2026, 11, 20), date(2026, 11, 22)), *RESTS)
    for rests, day in ((RESTS, "2026-11-20"), (two, "2026-11-23")):
        assert decide(someone(memberships=(member(rests=rests),))).params["day"] == day


def test_a_pause_before_or_after_today_keeps_nobody_out() -> None:
    rests = ((date(2026, 11, 10), date(2026, 11, 16)), (date(2026, 11, 18), date(2026, 11, 20)))
    assert code(someone(memberships=(member(rests=rests),))) == "membership"


def test_the_nearest_hour_is_never_one_of_a_pause() -> None:
    late = someone(at=at("18:30"), memberships=(member(terms=EVERY_MORNING, rests=LATER_RESTS),))
    assert decide(late).params["moment"] == at("08:00", date(2026, 11, 20)).isoformat()


def test_a_unit_drawn_today_stays_good_whatever_rests_since() -> None:
    held = carnet(balance=0, drawn_at=NINE - hours(1), rests=RESTS)
    assert code(someone(passes=(held,))) == "pass_again"


def test_the_reason_that_passes_first_today_is_said() -> None:
    soon = member(terms=AFTERNOONS)
    unpaid = expected(status=ExpectedStatus.UNPAID)
    assert code(someone(memberships=(soon,), expected=(unpaid,))) == "outside_hours"
    assert code(someone(expected=(unpaid,), passes=(carnet(balance=0),))) == "expected_unpaid"


def test_a_member_s_announcement_goes_with_the_entry() -> None:
    announced = expected(head_count=25)
    entered = decide(
        someone(memberships=(member(),), expected=(announced,), hub=replace(HUB, capacity=99))
    ).enter
    assert entered is not None
    assert (entered.basis, entered.expected, entered.heads) == (Basis.MEMBERSHIP, announced, 25)


def test_seats_set_aside_fill_the_hub_for_everyone_but_their_people() -> None:
    aside: dict[str, Any] = {"bodies": 6, "seats_set_aside": 4}
    assert code(someone(memberships=(member(),), **aside)) == "full"
    assert code(someone(expected=(expected(ExpectedKind.VISIT),), **aside)) == "full"
    assert code(someone(expected=(expected(head_count=4),), **aside)) == "expected"
    assert code(someone(expected=(expected(head_count=4),), **aside), heads=5) == "full"


# --- the ways ------------------------------------------------------------------------------------


TEAM = {"memberships": (member(terms=Terms(seats=1), seats_taken=1, organisation=STUDIO),)}


@pytest.mark.parametrize(
    ("facts", "ways"),
    [
        ({}, ["hand_out_pass", "guest", "override"]),
        ({"can_hand_out": False}, ["guest", "override"]),
        (
            {"passes": (carnet(balance=0, lowest=-1),)},
            ["hand_out_pass", "guest", "debt", "override"],
        ),
        (TEAM, ["check_out_colleague", "hand_out_pass", "guest", "override"]),
        (
            {**TEAM, "passes": (carnet(),)},
            ["use_pass", "check_out_colleague", "hand_out_pass", "guest", "override"],
        ),
        ({"bodies": 10, "memberships": (member(),)}, ["override"]),
        ({"credential": CredentialStatus.LOST}, ["override"]),
        ({"barred": True}, []),
        ({"person": None}, []),
    ],
)
def test_the_ways_out_are_those_that_work(facts: Any, ways: list[str]) -> None:
    assert [way.value for way in decide(someone(**facts)).ways] == ways
    assert decide(someone(**facts), is_kiosk=True).ways == ()


@pytest.mark.parametrize(
    ("facts", "way", "answer"),
    [
        (TEAM, UsePass(), "team_full"),
        ({**TEAM, "passes": (carnet(),)}, UsePass(), "pass"),
        ({**TEAM, "expected": (expected(),)}, None, "expected"),
        ({**TEAM, "passes": (carnet(drawn_at=NINE),)}, None, "pass_again"),
        ({**TEAM, "passes": (carnet(),)}, None, "team_full"),
        ({}, OnDebt(), "no_right"),
        ({"passes": (carnet(balance=0, lowest=-1),)}, OnDebt(), "debt"),
        ({"passes": (carnet(balance=-1, lowest=-1),)}, OnDebt(), "exhausted"),
        ({}, HAND_OUT, "no_right"),
    ],
)
def test_the_way_that_was_chosen(facts: Any, way: Way | None, answer: str) -> None:
    assert code(someone(**facts), way=way) == answer


def test_a_pass_handed_out_to_a_full_team_goes_on_its_account() -> None:
    for facts, account in (({}, None), (TEAM, STUDIO)):
        entered = decide(someone(**facts), way=HAND_OUT, handed_out=carnet(balance=1)).enter
        assert entered is not None
        assert (entered.code, entered.account, entered.left) == ("handed_out", account, 0)


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        (None, "guest_host_out"),
        ({"inside": False}, "guest_host_out"),
        ({"terms": None}, "guest_not_in_plan"),
        ({"terms": GUESTS}, "guest"),
        ({"terms": GUESTS, "at_once": 1}, "guest_limit"),
        ({"terms": GUESTS, "this_month": 2}, "guest_limit"),
        ({"terms": Terms()}, "guest_limit"),
    ],
)
def test_a_guest(facts: Any, answer: str) -> None:
    standing = host(**facts) if facts is not None else None
    decision = decide(someone(), way=AsGuest(HOST), host=standing)
    assert decision.code == answer
    if decision.answer is Answer.REFUSED:
        assert WayOut.GUEST in decision.ways


PAID = {"host": HOST, "host_inside": True, "guest_paid": True, "head_count": 2}


@pytest.mark.parametrize(
    ("facts", "heads", "answer", "came"),
    [
        (PAID, None, "guest", 2),
        (PAID, 1, "guest", 1),
        (PAID, 3, "no_right", None),
        (PAID | {"guest_paid": False}, None, "no_right", None),
        (PAID | {"host_inside": False}, None, "guest_host_out", None),
        (PAID | {"day": TUESDAY - timedelta(days=1)}, None, "no_right", None),
    ],
)
def test_a_guest_who_was_paid_for_today_and_comes_back(
    facts: Any, heads: int | None, answer: str, came: int | None
) -> None:
    before = replace(visit(NINE - hours(2), NINE - hours(1)), **facts)
    decision = decide(someone(visits=(before,)), heads=heads)
    assert decision.code == answer
    entered = decision.enter
    assert (entered.heads if entered else None) == came
    assert entered is None or (entered.host, entered.payer) == (HOST, None)


@pytest.mark.parametrize(("heads", "cents"), [(2, 0), (3, 900)])
def test_a_guest_who_was_paid_for_today_is_not_charged_again_with_another_host(
    heads: int, cents: int
) -> None:
    before = visit(NINE - hours(2), NINE - hours(1), **(PAID | {"host_inside": False}))
    asked = {"way": AsGuest(HOST, "host"), "host": host(GUESTS, at_once=1), "heads": heads}
    decision = decide(someone(visits=(before,)), **asked)
    assert decision.enter is not None
    assert (decision.code, decision.enter.fee_cents) == ("guest", cents)


@pytest.mark.parametrize(("inside", "answer"), [(True, "guest"), (False, "team_full")])
def test_a_guest_who_was_paid_for_today_waits_for_no_seat_of_the_team(
    inside: bool, answer: str
) -> None:
    before = visit(NINE - hours(2), NINE - hours(1), **(PAID | {"host_inside": inside}))
    team = member(terms=Terms(seats=1), seats_taken=1)
    assert decide(someone(visits=(before,), memberships=(team,))).code == answer


@pytest.mark.parametrize(("terms", "answer"), [(GUESTS, "guest"), (Terms(), "guest_limit")])
def test_a_guest_who_is_paid_for(terms: Terms, answer: str) -> None:
    decision = decide(someone(), way=AsGuest(HOST, "host"), host=host(terms, at_once=1), heads=3)
    assert decision.code == answer
    if decision.enter is not None:
        assert (decision.enter.payer, decision.enter.fee_cents) == ("host", 2700)


@pytest.mark.parametrize(
    ("facts", "role", "refusal"),
    [
        ({}, Role.RECEPTIONIST, "no_right"),
        ({"credential": CredentialStatus.LOST}, Role.RECEPTIONIST, "revoked"),
        ({"barred": True}, Role.MANAGER, "see_reception"),
        ({"bodies": 10, "memberships": (member(),)}, Role.RECEPTIONIST, "full"),
        (TEAM, Role.RECEPTIONIST, "team_full"),
    ],
)
def test_an_operator_forces(facts: Any, role: Role, refusal: str) -> None:
    decision = decide(someone(**facts), way=FORCE, role=role)
    assert decision.code == "override"
    assert decision.enter is not None
    assert (decision.enter.override_code, decision.enter.override_reason) == (refusal, "prova")


def test_what_needs_no_force_is_not_forced() -> None:
    entered = decide(someone(memberships=(member(),)), way=FORCE).enter
    assert entered is not None
    assert entered.override_code is None


def test_what_only_the_door_refuses_still_rests_on_its_right() -> None:
    entered = decide(someone(bodies=10, passes=(carnet(),)), way=FORCE).enter
    assert entered is not None
    assert (entered.basis, entered.draws, entered.override_code) == (Basis.PASS, True, "full")


def test_nobody_is_forced_in_twice_at_a_kiosk_or_against_the_reception() -> None:
    lost = someone(credential=CredentialStatus.LOST, visits=(visit(),))
    assert code(lost, way=FORCE) == "already_in"
    assert code(someone(), way=FORCE, is_kiosk=True) == "no_right"
    assert code(someone(barred=True), way=FORCE) == "see_reception"


def test_a_lost_card_is_no_way_round_a_bar() -> None:
    lost = someone(barred=True, credential=CredentialStatus.LOST)
    assert code(lost, way=FORCE) == "revoked"
    assert decide(lost, way=FORCE, role=Role.RECEPTIONIST).enter is None
    assert decide(lost, way=FORCE, role=Role.MANAGER).enter is not None


def test_a_barred_person_may_always_leave() -> None:
    assert code(someone(barred=True, visits=(visit(),)), direction=Direction.OUT) == "checked_out"


def test_who_was_put_away_is_let_in_by_nobody_but_may_leave_and_a_kiosk_does_not_say_why() -> None:
    away = someone(archived_on=TUESDAY, memberships=(member(),), visits=())
    assert code(away, way=FORCE, role=Role.MANAGER) == "archived"
    assert decide(away).said == ("see_reception", {})
    inside = replace(away, visits=(visit(),))
    assert code(inside, direction=Direction.OUT) == "checked_out"


def test_someone_at_work_comes_at_any_hour_unless_a_kiosk_says_so() -> None:
    night = someone(at=at("04:00"))
    entered = decide(night, at_work=True, heads=2).enter
    assert entered is not None
    assert (entered.basis, entered.heads) == (Basis.AT_WORK, 2)
    assert code(night, at_work=True, is_kiosk=True) == "no_right"


def test_a_visitor_who_is_announced_does_not_open_a_closed_door() -> None:
    night = someone(at=at("21:00"), expected=(expected(ExpectedKind.VISIT, at("21:00")),))
    assert code(night) == "closed"
