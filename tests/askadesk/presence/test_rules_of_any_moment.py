"""What the rule never does, whatever the moment: many made-up moments, the same ones in every run."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from askadesk.presence.facts import (
    AsGuest,
    Ask,
    ExpectedFacts,
    HandOutPass,
    HostFacts,
    MembershipFacts,
    OnDebt,
    Override,
    PassFacts,
    Snapshot,
    Terms,
    UsePass,
    VisitFacts,
)
from askadesk.presence.rows import Direction, WayOut
from askadesk.presence.rules import KIOSK_WAYS, Decision, judge
from db.values import (
    Answer,
    Basis,
    CredentialStatus,
    ExpectedKind,
    ExpectedStatus,
    OverduePolicy,
    Role,
)
from tests import counts
from tests.askadesk.presence.facts_of_tests import HOST, HUB, NINE, PERSON, STUDIO
from tests.hub_of_tests import ROME, TUESDAY

pytestmark = pytest.mark.torture

many = settings(
    derandomize=True,
    deadline=None,
    max_examples=counts.count(150, 3_000),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

small = st.integers(0, 3)
ids = st.integers(1, 4).map(lambda number: UUID(int=number))
days = st.integers(-5, 5).map(lambda offset: TUESDAY + timedelta(days=offset))
moments = st.integers(-40, 40).map(lambda quarter: NINE + timedelta(minutes=45 * quarter))
windows = st.sampled_from([None, ((frozenset({0, 1, 2}), time(14), time(18)),)])
terms = st.builds(
    Terms,
    windows=windows,
    around_the_clock=st.booleans(),
    unit_minutes=st.sampled_from([None, 120, 300]),
    days_a_week=st.sampled_from([None, 1, 3]),
    seats=st.sampled_from([None, 1, 2]),
    grace_days=small,
    guests_at_once=small,
    guests_a_month=small,
    guest_fee_cents=st.sampled_from([None, 900]),
)
memberships = st.builds(
    MembershipFacts,
    id=ids,
    starts=days,
    ends=st.none() | days,
    terms=terms,
    here=st.booleans(),
    organisation=st.sampled_from([None, STUDIO]),
    seats_taken=small,
    days_used=small,
)
passes = st.builds(
    PassFacts,
    id=ids,
    valid_from=days,
    valid_until=st.none() | days,
    balance=st.integers(-1, 2),
    lowest=st.sampled_from([0, -1, -2]),
    movements=small,
    terms=terms,
    here=st.booleans(),
    organisation=st.sampled_from([None, STUDIO]),
    drawn_at=st.none() | moments,
    made_up=st.integers(0, 1),
    emptied_on=st.none() | days,
).filter(lambda held: held.balance >= held.lowest)


@st.composite
def visits(draw: Any) -> VisitFacts:
    came = draw(moments)
    left = draw(st.none() | st.integers(0, 500).map(lambda m: came + timedelta(minutes=m)))
    day = came.astimezone(ROME).date()
    return VisitFacts(draw(ids), day, came, left, draw(st.integers(1, 3)), draw(ids))


@st.composite
def announcements(draw: Any) -> ExpectedFacts:
    starts = draw(moments)
    return ExpectedFacts(
        draw(ids),
        draw(st.sampled_from(ExpectedKind)),
        draw(st.sampled_from(ExpectedStatus)),
        starts.astimezone(ROME).date(),
        starts,
        starts + timedelta(minutes=draw(st.integers(15, 300))),
        draw(st.booleans()),
        draw(st.integers(1, 4)),
        "Corso",
    )


def one_open(found: list[VisitFacts]) -> bool:
    return sum(visit.is_open for visit in found) <= 1


def some(of: Any, most: int = 2) -> Any:
    return st.lists(of, max_size=most).map(tuple)


snapshots = st.builds(
    Snapshot,
    hub=st.builds(
        replace,
        st.just(HUB),
        capacity=st.integers(1, 6),
        overdue=st.sampled_from(OverduePolicy),
    ),
    at=moments,
    person=st.sampled_from([PERSON, PERSON, PERSON, None]),
    credential=st.sampled_from([None, CredentialStatus.ACTIVE, *CredentialStatus]),
    barred=st.sampled_from([False, False, False, True]),
    visits=st.lists(visits(), max_size=2).filter(one_open).map(tuple),
    memberships=some(memberships),
    passes=some(passes),
    expected=some(announcements()),
    overdue_cents=st.just(4800),
    overdue_since=st.none() | days,
    bodies=st.integers(0, 5),
    seats_set_aside=st.integers(0, 3),
    can_hand_out=st.booleans(),
)
WAYS = (
    HandOutPass(UUID(int=51), "prova"),
    AsGuest(HOST),
    AsGuest(HOST, "guest"),
    OnDebt(),
    UsePass(),
    Override("prova"),
)
asks = st.builds(
    Ask,
    direction=st.sampled_from(Direction),
    way=st.none() | st.sampled_from(WAYS),
    host=st.none()
    | st.builds(
        HostFacts, st.just(HOST), st.booleans(), st.none() | terms, at_once=small, this_month=small
    ),
    handed_out=st.just(PassFacts(UUID(int=52), TUESDAY, None, 1, 0, 1, Terms())),
    heads=st.none() | st.integers(1, 4),
    at_work=st.booleans(),
    role=st.sampled_from(Role),
    is_kiosk=st.booleans(),
)


@many
@given(snapshots, asks)
def test_every_moment_has_one_answer_and_writes_one_thing_at_most(
    snapshot: Snapshot, ask: Ask
) -> None:
    decision = judge(snapshot, ask)
    written = [decision.enter, decision.leave, decision.widen, decision.repeat]
    refused = decision.answer is Answer.REFUSED
    assert sum(one is not None for one in written) == (0 if refused else 1)
    assert judge(snapshot, ask) == decision
    assert not refused or decision.code not in ("", "admitted")


@many
@given(snapshots, asks)
def test_nobody_comes_in_against_the_house(snapshot: Snapshot, ask: Ask) -> None:
    entered = judge(snapshot, ask).enter
    if entered is None:
        return
    forced = entered.override_code is not None
    assert snapshot.person is not None
    assert forced or snapshot.credential in (None, CredentialStatus.ACTIVE)
    assert not snapshot.barred or (forced and ask.role is Role.MANAGER)
    assert forced or entered.any_hour or snapshot.hub.is_open(snapshot.at)
    leaving = sum(
        visit.head_count
        for visit in snapshot.visits
        if visit.is_open and visit.day < snapshot.today
    )
    bodies = max(0, snapshot.bodies - leaving) + entered.heads
    assert forced or bodies <= snapshot.hub.capacity
    assert not (forced and ask.is_kiosk)


@many
@given(snapshots, asks)
def test_no_unit_is_drawn_that_is_not_there(snapshot: Snapshot, ask: Ask) -> None:
    entered = judge(snapshot, ask).enter
    if entered is None or not entered.draws:
        return
    held = entered.pass_
    assert held is not None
    assert (entered.basis, entered.left) == (Basis.PASS, held.balance - 1)
    assert held.balance - 1 >= (held.lowest if entered.code in ("debt", "override") else 0)
    assert held.here


@many
@given(snapshots, asks)
def test_what_covers_the_day_already_draws_nothing(snapshot: Snapshot, ask: Ask) -> None:
    entered = judge(snapshot, ask).enter
    if entered is not None and entered.code == "pass_again":
        assert not entered.draws


@many
@given(snapshots, asks)
def test_a_kiosk_says_less_and_offers_less(snapshot: Snapshot, ask: Ask) -> None:
    decision = judge(snapshot, replace(ask, is_kiosk=True))
    assert set(decision.ways) <= set(KIOSK_WAYS)
    assert decision.answer is Answer.ALREADY_IN or decision.ways == ()
    assert decision.said[0] != "overdue"
    assert decision.enter is None or decision.enter.basis is not Basis.GUEST


@many
@given(snapshots, asks)
def test_only_what_works_is_offered(snapshot: Snapshot, ask: Ask) -> None:
    decision = judge(snapshot, ask)
    if WayOut.HAND_OUT_PASS in decision.ways:
        assert snapshot.can_hand_out
    if WayOut.DEBT in decision.ways:
        assert judge(snapshot, replace(ask, way=OnDebt())).code in (
            "debt",
            "closed",
            "full",
            "overdue",
        )
    if WayOut.USE_PASS in decision.ways:
        tried = judge(snapshot, replace(ask, way=UsePass()))
        assert tried.code in ("pass", "organisation_pass", "closed", "full", "overdue")
    if WayOut.OVERRIDE in decision.ways:
        forced = judge(snapshot, replace(ask, way=Override("prova")))
        assert forced.answer is not Answer.REFUSED


@many
@given(snapshots, asks)
def test_only_an_open_visit_of_an_earlier_day_is_forgotten(snapshot: Snapshot, ask: Ask) -> None:
    closed = judge(snapshot, ask).close
    if closed is not None:
        assert closed.is_open
        assert closed.day < snapshot.today


HOLDING = some(memberships, 1)


@many
@given(HOLDING, moments)
def test_at_the_named_hour_the_plan_holds_and_not_before(
    held: tuple[MembershipFacts, ...], at: datetime
) -> None:
    alone = Snapshot(HUB, at, PERSON, memberships=held)
    decision = judge(alone, Ask())
    if "moment" not in decision.params:
        return
    named = datetime.fromisoformat(str(decision.params["moment"]))
    assert named > at
    # The days of another week, and the seats of another hour, are others.
    then = tuple(replace(one, days_used=0, seats_taken=0) for one in held)

    def answers(moment: datetime) -> Decision:
        return judge(replace(alone, at=moment, memberships=then), Ask())

    assert answers(named).answer is Answer.ADMITTED
    if decision.code != "exhausted":
        step = timedelta(minutes=15)
        between = int((named - at) / step)
        earlier = (at + step * count for count in range(between) if at + step * count < named)
        assert all(answers(one).answer is Answer.REFUSED for one in earlier)


def test_the_moments_here_reach_over_the_hub_s_midnight() -> None:
    first, last = NINE - timedelta(minutes=45 * 40), NINE + timedelta(minutes=45 * 40)
    assert (HUB.day(first), HUB.day(last)) == (date(2026, 11, 16), date(2026, 11, 18))
    assert first.tzinfo is UTC
