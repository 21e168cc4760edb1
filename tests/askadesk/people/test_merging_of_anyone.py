"""Whoever is merged, whatever they hold, and whatever happens before it is taken back: nothing is lost."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from askadesk.people.rows import PersonPage
from db.models import (
    AdmissionAttempt,
    Charge,
    Consent,
    Credential,
    Expected,
    LedgerMovement,
    Membership,
    OrganisationMember,
    Pass,
    Visit,
)
from db.values import Answer, ConsentKind
from tests.counts import count
from tests.hub_of_tests import TUESDAY, HubOfTests

WRITTEN_ONCE = (LedgerMovement, Credential, Consent, AdmissionAttempt)
MOVING = (
    (Membership, "holder_person"),
    (Pass, "holder_person"),
    (Charge, "payer_person"),
    (Expected, "person"),
    (OrganisationMember, "person"),
)

someone = st.fixed_dictionaries(
    {
        "plan": st.booleans(),
        "carnets": st.integers(0, 2),
        "team": st.booleans(),
        "came_before": st.integers(0, 2),
        "is_in": st.booleans(),
        "owes": st.booleans(),
        "expected": st.booleans(),
        "newsletter": st.sampled_from([None, True, False]),
        "email": st.booleans(),
        "lost_card": st.booleans(),
    }
)
scans = st.lists(st.tuples(st.sampled_from(["card", "other", "sight"]), st.booleans()), max_size=4)


def make(hub: HubOfTests, wanted: dict[str, Any], team: UUID) -> UUID:
    """Someone who holds and did what was drawn."""
    hub.at("09:00", TUESDAY - timedelta(days=7))
    person = hub.person("Anna Neri", email="anna@neri.example" if wanted["email"] else "")
    if wanted["plan"]:
        hub.holds(person, "flex")
    for _one in range(wanted["carnets"]):
        hub.holds(person, "carnet")
    if wanted["team"]:
        hub.desk.organisations.add_member(team, person)
    if wanted["lost_card"]:
        hub.desk.access.lose(hub.desk.access.card_of(person).id)
    for day in range(wanted["came_before"]):
        hub.at("09:00", TUESDAY - timedelta(days=6 - day))
        hub.scan(person)
        hub.later(hours=3)
        hub.goes(person)
    hub.at("09:00")
    if wanted["newsletter"] is not None:
        say = hub.desk.people.give_consent if wanted["newsletter"] else None
        (say or hub.desk.people.withdraw_consent)(person, ConsentKind.NEWSLETTER)
    if wanted["owes"]:
        hub.owes(person, TUESDAY)
    if wanted["expected"]:
        hub.announce(person, "15:00", "16:00")
    if wanted["is_in"]:
        hub.scan(person)
    return person


def written(hub: HubOfTests) -> dict[str, list[Any]]:
    """All that is written once, and whose each visit is."""
    kept = {one.__tablename__: hub.rows(one) for one in WRITTEN_ONCE}
    visits = [(one.id, one.person, one.checked_in_at, one.basis) for one in hub.rows(Visit)]
    return {**kept, "visits": visits}


def holders(hub: HubOfTests) -> list[Any]:
    """Whose everything is that moves."""
    return [
        (model.__tablename__, row.id, getattr(row, column))
        for model, column in MOVING
        for row in hub.rows(model)
    ]


def nothing_is_lost(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> None:
    for table, rows in before.items():
        assert set(after[table]) >= set(rows), table


def balances_are_right(hub: HubOfTests) -> None:
    moved = Counter[UUID]()
    for one in hub.rows(LedgerMovement):
        moved[one._mapping["pass"]] += one.delta
    assert {one.id: one.balance for one in hub.rows(Pass)} == dict(moved)


def nobody_is_in_twice(hub: HubOfTests, people: set[UUID]) -> None:
    present = [row.person for row in hub.desk.reading.present() if row.person in people]
    assert len(present) == len(set(present))


def come_and_go(hub: HubOfTests, moves: list[tuple[str, bool]], kept: UUID, gone: UUID) -> None:
    """Scan what was drawn: the door always names the kept one, and no scan is a bug."""
    for how, leaves in moves:
        hub.later(minutes=5)
        person = gone if how == "other" else kept
        if leaves:
            verdict = hub.goes(person)
        elif how == "sight":
            verdict = hub.by_sight(person)
        else:
            verdict = hub.scan(person)
        assert verdict.person == kept
        if verdict.answer in (Answer.ADMITTED, Answer.ALREADY_IN):
            assert hub.desk.people.page(kept).inside_since is not None
        nobody_is_in_twice(hub, {kept, gone})


def owed(page: PersonPage) -> int:
    return page.due.cents if page.due is not None else 0


def rights(hub: HubOfTests, person: UUID) -> Counter[UUID]:
    return Counter(one.id for one in hub.desk.people.page(person).rights)


@pytest.mark.torture
@seed(2026)
@settings(
    max_examples=count(5, 300),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=someone, second=someone, third=someone, moves=scans, chain=st.booleans())
def test_a_merge_and_its_undo_lose_nothing(
    hub: HubOfTests,
    first: dict[str, Any],
    second: dict[str, Any],
    third: dict[str, Any],
    moves: list[tuple[str, bool]],
    chain: bool,
) -> None:
    team = _team(hub)
    kept, gone, top = (make(hub, one, team) for one in (first, second, third))
    hub.at("10:00")
    before, whose = written(hub), holders(hub)
    pages = {one: hub.desk.people.page(one) for one in (kept, gone, top)}
    merges = [hub.desk.people.merge(kept, gone)]
    last, group = kept, {kept, gone}
    if chain:
        merges.append(hub.desk.people.merge(top, kept))
        last, group = top, {kept, gone, top}
    page = hub.desk.people.page(gone)
    assert page.id == last
    assert page.visits_in_all == sum(pages[one].visits_in_all for one in group)
    assert set(rights(hub, last)) == {one.id for each in group for one in pages[each].rights}
    assert {one.id for one in page.cards} == {one.id for each in group for one in pages[each].cards}
    assert owed(page) == sum(owed(pages[one]) for one in group)
    nothing_is_lost(before, written(hub))
    come_and_go(hub, moves, last, gone)
    balances_are_right(hub)
    between = written(hub)
    for merge in reversed(merges):
        hub.desk.people.undo_merge(merge)
    nothing_is_lost(between, written(hub))
    balances_are_right(hub)
    assert [one for one in holders(hub) if one in whose] == whose
    for one in group:
        now = hub.desk.people.page(one)
        assert (now.id, now.fields) == (one, pages[one].fields)
        assert {right.id for right in now.rights} == {right.id for right in pages[one].rights}
        assert {card.id for card in now.cards} >= {card.id for card in pages[one].cards}


def _team(hub: HubOfTests) -> UUID:
    """The team with a plan, and what else is on offer; made with the first example."""
    if not hub.desk.plans.offers():
        hub.plan()
        hub.carnet()
        team = hub.organisation("Studio Nuvola")
        hub.team_holds(team, hub.plan("team", seats=50))
    hub.holds_at_most(10_000)
    return hub.desk.organisations.find("nuvola")[0].id
