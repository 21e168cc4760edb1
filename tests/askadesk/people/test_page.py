"""A person's page: what it shows, read in a fixed number of questions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, event

from askadesk.core.errors import NotFound
from askadesk.people.page import usual_weekdays
from askadesk.people.rows import Pause, PersonFields, Standing
from askadesk.people.service import NewPerson
from askadesk.people.standing import standing_of
from db.values import ConsentKind
from tests.hub_of_tests import TUESDAY, HubOfTests


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements sent meanwhile."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def regular(hub: HubOfTests, visits: int) -> UUID:
    """Someone with a carnet who came on ``visits`` weeks, the last time today."""
    person = hub.person("Giulia Ferrero", "Studio Nuvola", email="giulia@nuvola.example")
    hub.carnet(units=40)
    for week in reversed(range(visits)):
        hub.at("09:00", TUESDAY - timedelta(weeks=week))
        if week == visits - 1:
            hub.holds(person, "carnet")
        hub.scan(person)
        if week:
            hub.at("12:30", TUESDAY - timedelta(weeks=week))
            hub.goes(person)
    return person


def test_a_page_says_who_it_is_what_they_hold_and_that_they_are_in(hub: HubOfTests) -> None:
    person = regular(hub, 5)
    hub.owes(person, TUESDAY - timedelta(days=5))
    hub.at("10:00")
    page = hub.desk.people.page(person)
    assert (page.name, page.fields.organisation) == ("Giulia Ferrero", "Studio Nuvola")
    assert page.inside_since is not None
    assert page.inside_since.hour == 9
    assert (page.rights[0].left, page.rights[0].units) == (35, 40)
    assert page.rights[0].bought_on == TUESDAY - timedelta(weeks=4)
    assert [one.delta for one in page.ledger] == [-1, -1, -1, -1, -1, 40]
    assert (page.ledger_of, page.movements) == (page.rights[0].id, 6)
    assert (page.ledger[0].through, page.ledger[0].left) == ("desk", 35)
    assert page.presences.minutes[TUESDAY] == 60
    assert page.presences.minutes[TUESDAY - timedelta(weeks=1)] == 210
    assert (page.presences.usual, page.visits_in_all) == ((1,), 5)
    assert [card.status for card in page.cards] == ["active"]
    assert (page.charges[0].late_days, page.due) == (5, page.charges[0].amount)
    assert page.bar is None
    assert page.archived_at is None


def test_a_page_asks_as_many_questions_for_a_regular_as_for_a_newcomer(hub: HubOfTests) -> None:
    regular_person, newcomer = regular(hub, 4), hub.member("Nuovo Arrivato")
    hub.desk.people.page(newcomer)
    with counted(hub.engine) as for_newcomer:
        hub.desk.people.page(newcomer)
    with counted(hub.engine) as for_regular:
        hub.desk.people.page(regular_person)
    # One more: the movements of the pass.
    assert len(for_regular) <= len(for_newcomer) + 1 <= 22


def test_consents_show_the_latest_word_of_every_kind(hub: HubOfTests) -> None:
    new = NewPerson(PersonFields("Noor", "Haddad"), consents=(ConsentKind.HOUSE_RULES,))
    page = hub.desk.people.page(hub.desk.people.add(new))
    assert [one.kind for one in page.consents] == list(ConsentKind)
    said = {one.kind: one.given for one in page.consents}
    assert said[ConsentKind.HOUSE_RULES] is True
    assert said[ConsentKind.NEWSLETTER] is None


def test_an_unknown_person_or_organisation_is_said(hub: HubOfTests) -> None:
    with pytest.raises(NotFound):
        hub.desk.people.page(hub.ids.new())
    with pytest.raises(NotFound):
        hub.desk.people.presences(hub.ids.new(), 2026)
    with pytest.raises(NotFound):
        hub.desk.organisations.page(hub.ids.new())


@pytest.mark.parametrize(
    ("given", "stands"),
    [
        ({"until": TUESDAY - timedelta(days=1)}, Standing.ENDED),
        ({"until": TUESDAY + timedelta(days=7)}, Standing.LOW),
        ({"until": TUESDAY + timedelta(days=8)}, Standing.GOOD),
        ({"left": 2, "units": 10}, Standing.LOW),
        ({"left": 0, "units": 10}, Standing.ENDED),
        ({"left": -1, "units": 10}, Standing.ENDED),
        ({"left": 1, "units": 1}, Standing.GOOD),
        ({"starts": TUESDAY + timedelta(days=1)}, Standing.TO_COME),
        ({"pauses": [Pause(UUID(int=1), TUESDAY, TUESDAY)]}, Standing.PAUSED),
    ],
)
def test_how_a_right_stands(given: dict[str, Any], stands: Standing) -> None:
    asked = {"starts": date(2026, 1, 1), "until": None, **given}
    assert standing_of(TUESDAY, **asked) is stands


def test_a_used_up_carnet_with_credit_comes_after_the_one_the_door_draws_from(
    hub: HubOfTests,
) -> None:
    person = hub.person("Giulia Ferrero")
    hub.carnet("old", units=1, debt_limit=2)
    hub.carnet("new", units=10)
    hub.holds(person, "old")
    hub.scan(person)
    hub.at("12:00")
    hub.goes(person)
    hub.at("09:00", TUESDAY + timedelta(days=1))
    hub.holds(person, "new")
    assert [right.left for right in hub.desk.people.page(person).rights] == [10, 0]


def test_usual_weekdays_need_something_to_go_by() -> None:
    tuesdays = [TUESDAY - timedelta(weeks=week) for week in range(6)]
    assert usual_weekdays(tuesdays[:3]) == ()
    assert usual_weekdays([*tuesdays, TUESDAY - timedelta(days=1)]) == (1,)
