"""Two windows at one record: the second is told who changed what, and nothing is overwritten."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import insert

from askadesk.core.errors import ChangedMeanwhile, NotFound
from askadesk.people.rows import OrganisationFields, PersonFields
from askadesk.services import Services, build_services
from db.base import table_of
from db.engine import writing
from db.models import Operator
from db.values import Role
from tests.hub_of_tests import HubOfTests


def colleague(hub: HubOfTests, name: str) -> Services:
    """The services of another operator, in another window on the same database."""
    operator: UUID = hub.ids.new()
    row = {
        "id": operator,
        "name": name,
        "role": Role.RECEPTIONIST,
        "created_at": hub.clock.time,
        "version": 1,
    }
    with writing(hub.engine) as connection:
        connection.execute(insert(table_of(Operator)), row)
    actor = replace(hub.desk.actor, operator=operator)
    return build_services(hub.engine, hub.clock, hub.ids, actor)


def test_the_second_of_two_editors_is_told_who_changed_what_and_then_saves(hub: HubOfTests) -> None:
    marta = colleague(hub, "Marta Riva")
    person = hub.person("Anna Neri", email="anna@neri.example")
    page = hub.desk.people.page(person)
    theirs = replace(page.fields, phone="+39 333 123 4567", organisation="Studio Nuvola")
    at = hub.at("09:30")
    marta.people.change(person, theirs, page.version)
    mine = replace(page.fields, email="nuova@neri.example")
    hub.at("09:31")
    with pytest.raises(ChangedMeanwhile) as told:
        hub.desk.people.change(person, mine, page.version)
    error = told.value
    assert (error.by, error.at, error.theirs) == ("Marta Riva", at, theirs)
    assert set(error.differing) == {"phone", "organisation", "email"}
    assert "Marta Riva" in error.sentence
    assert hub.desk.people.page(person).fields == theirs
    assert error.version is not None
    both = replace(theirs, email="nuova@neri.example")
    hub.desk.people.change(person, both, error.version)
    assert hub.desk.people.page(person).fields == both


def test_an_organisation_tells_it_too(hub: HubOfTests) -> None:
    marta = colleague(hub, "Marta Riva")
    nuvola = hub.organisation("Studio Nuvola")
    theirs = OrganisationFields("Studio Nuvola", email="ciao@nuvola.example")
    marta.organisations.change(nuvola, theirs, 1)
    with pytest.raises(ChangedMeanwhile) as told:
        hub.desk.organisations.change(nuvola, OrganisationFields("Nuvola"), 1)
    assert (told.value.by, told.value.theirs) == ("Marta Riva", theirs)
    assert told.value.differing == ("name", "email")


def test_a_form_that_shows_an_earlier_organisation_does_not_bring_it_back(hub: HubOfTests) -> None:
    person, nuvola = hub.person("Anna Neri"), hub.organisation("Studio Nuvola")
    page = hub.desk.people.page(person)
    hub.desk.organisations.add_member(nuvola, person)
    with pytest.raises(ChangedMeanwhile):
        hub.desk.people.change(person, replace(page.fields, role="Grafica"), page.version)
    assert hub.desk.people.page(person).fields.organisation == "Studio Nuvola"


def test_a_record_merged_meanwhile_is_not_written_into(hub: HubOfTests) -> None:
    kept, gone = hub.person("Anna Neri"), hub.person("Anna Neri")
    hub.desk.people.merge(kept, gone)
    with pytest.raises(ChangedMeanwhile):
        hub.desk.people.change(gone, PersonFields("Anna", "Verdi"), 1)


def test_nobody_is_changed_who_is_not_there(hub: HubOfTests) -> None:
    with pytest.raises(NotFound):
        hub.desk.people.change(hub.ids.new(), PersonFields("Anna", "Neri"), 1)
    with pytest.raises(NotFound):
        hub.desk.organisations.change(hub.ids.new(), OrganisationFields("Nuvola"), 1)


def test_an_organisation_is_changed_back_and_forth_within_a_day(hub: HubOfTests) -> None:
    person = hub.person("Anna Neri", "Alba")
    for name in ("Bruma", "Alba", "", "Alba", "Bruma"):
        page = hub.desk.people.page(person)
        hub.desk.people.change(person, replace(page.fields, organisation=name), page.version)
        assert hub.desk.people.page(person).fields.organisation == name
