"""Consents and portraits, bars, the archive, organisations, walking in, cards for many."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from askadesk.core.errors import DeskError, InputError, NotFound
from askadesk.people.rows import OrganisationFields, PersonFields
from askadesk.people.service import NewPerson
from db.models import Consent, Credential, Person
from db.values import Answer, ConsentKind
from tests.askadesk.people.test_page import counted
from tests.hub_of_tests import TUESDAY, HubOfTests

JPEG = b"\xff\xd8portrait"


def refused_as(code: str, call: Any, *arguments: Any, **more: Any) -> DeskError:
    with pytest.raises(DeskError) as refusal:
        call(*arguments, **more)
    assert refusal.value.code == code
    return refusal.value


# --- consents and portraits ----------------------------------------------------------------------


def test_a_portrait_needs_consent_and_is_hidden_when_it_is_taken_back(hub: HubOfTests) -> None:
    people, person = hub.desk.people, hub.person("Anna Neri")
    refusal = refused_as("consent_missing", people.set_photo, person, JPEG, "image/jpeg")
    assert refusal.way_out == "consent"
    people.set_photo(person, JPEG, "image/jpeg", consent=True)
    assert people.page(person).photo == JPEG
    people.withdraw_consent(person, ConsentKind.PHOTO)
    assert people.page(person).photo is None
    assert people.card_facts([person])[0].photo is None
    assert hub.desk.reading.search("anna")[0].photo is None
    people.give_consent(person, ConsentKind.PHOTO)
    assert people.page(person).photo == JPEG
    people.remove_photo(person)
    assert people.page(person).photo is None
    assert len(hub.rows(Consent)) == 3


def test_a_file_that_is_no_picture_is_said(hub: HubOfTests) -> None:
    person = hub.person()
    for image, media_type, code in (
        (b"", "image/jpeg", "wrong_format"),
        (JPEG, "text/html", "wrong_format"),
        (b"\0" * 2_000_001, "image/png", "too_large"),
    ):
        refused_as(code, hub.desk.people.set_photo, person, image, media_type, consent=True)


def test_a_consent_names_the_notice_of_its_day_and_language(hub: HubOfTests) -> None:
    people, person = hub.manager.people, hub.person()
    kind = ConsentKind.NEWSLETTER
    people.set_notice(kind, "it", "1", "Una lettera al mese.")
    people.set_notice(kind, "it", "2", "Due lettere.", valid_from=TUESDAY + timedelta(days=1))
    people.give_consent(person, kind, language="it")
    hub.at("09:00", TUESDAY + timedelta(days=1))
    assert [(one.version, one.text) for one in people.notices()] == [("2", "Due lettere.")]
    people.give_consent(person, kind, language="it")
    said = [one for one in people.page(person).consents if one.kind is kind]
    assert [(one.given, one.notice_version, one.language) for one in said] == [(True, "2", "it")]
    assert [row.notice_version for row in hub.rows(Consent)] == ["1", "2"]
    refused_as("version_taken", people.set_notice, kind, "it", "2", "Altro")
    for wrong in ({"version": ""}, {"text": " "}, {"language": "fr"}):
        notice: dict[str, Any] = {
            "kind": kind,
            "language": "it",
            "version": "3",
            "text": "x",
            **wrong,
        }
        with pytest.raises(InputError) as error:
            people.set_notice(**notice)
        assert error.value.field == next(iter(wrong))


# --- barred and put away -------------------------------------------------------------------------


def test_a_bar_is_for_a_time_and_its_reason_for_managers(hub: HubOfTests) -> None:
    member = hub.member()
    hub.desk.people.bar(member, " Ha  urlato ", TUESDAY)
    assert hub.scan(member).code == "see_reception"
    seen, known = hub.desk.people.page(member).bar, hub.manager.people.page(member).bar
    assert seen is not None
    assert known is not None
    assert (seen.reason, known.reason, known.until) == (None, "Ha urlato", TUESDAY)
    refused_as("manager_needed", hub.desk.people.lift_bar, member)
    hub.at("09:00", TUESDAY + timedelta(days=1))
    assert hub.desk.people.page(member).bar is None
    assert hub.scan(member).answer is Answer.ADMITTED


def test_a_bar_is_lifted_by_a_manager(hub: HubOfTests) -> None:
    member = hub.member()
    hub.desk.people.bar(member, "Prova")
    hub.manager.people.lift_bar(member)
    assert hub.scan(member).answer is Answer.ADMITTED


def test_a_bar_needs_a_reason_and_a_day_to_come(hub: HubOfTests) -> None:
    person, bar = hub.person(), hub.desk.people.bar
    for arguments, field in (
        (("",), "reason"),
        (("a" * 401,), "reason"),
        (("Prova", TUESDAY - timedelta(days=1)), "until"),
    ):
        with pytest.raises(InputError) as error:
            bar(person, *arguments)
        assert error.value.field == field
    with pytest.raises(NotFound):
        bar(hub.ids.new(), "Prova")


def test_who_is_put_away_is_in_no_list_and_does_not_come_in_until_brought_back(
    hub: HubOfTests,
) -> None:
    member = hub.member("Anna Neri")
    hub.scan(member)
    refused_as("inside", hub.desk.people.archive, member)
    hub.at("10:00")
    hub.goes(member)
    hub.desk.people.archive(member)
    assert hub.desk.people.find("neri") == ()
    hub.at("11:00")
    refused = hub.scan(member)
    assert (refused.answer, refused.code, refused.ways_out) == (Answer.REFUSED, "archived", ())
    assert hub.scan(member, desk=hub.kiosk()).code == "see_reception"
    assert hub.desk.people.page(member).archived_at is not None
    hub.desk.people.bring_back(member)
    assert [one.id for one in hub.desk.people.find("neri")] == [member]
    assert hub.scan(member).answer is Answer.ADMITTED


# --- organisations -------------------------------------------------------------------------------


def test_an_organisation_shows_its_members_and_the_seats_of_its_team_plan(hub: HubOfTests) -> None:
    nuvola = hub.organisation("Studio Nuvola")
    anna, bea, carlo = (hub.person(name) for name in ("Anna Neri", "Bea Rossi", "Carlo Blu"))
    orgs = hub.desk.organisations
    orgs.add_member(nuvola, bea, role="Titolare")
    orgs.add_member(nuvola, anna)
    past = orgs.add_member(nuvola, carlo, since=TUESDAY - timedelta(days=9))
    orgs.end_member(past, until=TUESDAY - timedelta(days=1))
    hub.team_holds(nuvola, hub.plan("team", seats=3))
    hub.scan(anna)
    page = orgs.page(nuvola)
    assert [one.name for one in page.members] == ["Anna Neri", "Bea Rossi", "Carlo Blu"]
    assert [one.inside_since is not None for one in page.members] == [True, False, False]
    assert page.members[1].role == "Titolare"
    assert (page.seats, page.seats_taken) == (3, 1)
    refused_as("already_member", orgs.add_member, nuvola, anna)
    until = TUESDAY - timedelta(days=20)
    refused_as("wrong_order", orgs.end_member, page.members[0].id, until=until)
    refused_as("wrong_order", orgs.add_member, nuvola, carlo, until=until)
    with pytest.raises(NotFound):
        orgs.add_member(hub.ids.new(), anna)
    with pytest.raises(NotFound):
        orgs.end_member(hub.ids.new())


def test_an_organisation_is_named_once_and_put_away(hub: HubOfTests) -> None:
    orgs = hub.desk.organisations
    first = orgs.add(OrganisationFields("Studio Nuvola", address="Via Po 1"))
    refused_as("name_taken", orgs.add, OrganisationFields("studio  NUVOLA"))
    assert orgs.add("studio nuvola") == first
    assert [one.id for one in orgs.find("nuvola")] == [first]
    orgs.archive(first)
    assert orgs.find("nuvola") == ()
    assert orgs.page(first).archived_at is not None
    orgs.bring_back(first)
    assert [one.id for one in orgs.find("")] == [first]
    with pytest.raises(NotFound):
        orgs.archive(hub.ids.new())


# --- walking in, and cards -----------------------------------------------------------------------


def test_who_walks_in_has_a_right_and_a_card_at_once(hub: HubOfTests) -> None:
    hub.carnet()
    new = NewPerson(PersonFields("Noor", "Haddad"), consents=(ConsentKind.HOUSE_RULES,))
    came, command = hub.desk.people.walk_in(new, "carnet"), hub.ids.new()
    assert hub.scan(came.person).left == 9
    page = hub.desk.people.page(came.person)
    assert (page.cards[0].id, page.rights[0].id) == (came.credential, came.right)
    other = NewPerson(PersonFields("Lia", "Conti"))
    again = [hub.desk.people.walk_in(other, command=command) for _time in range(2)]
    assert again[0] == again[1]
    assert again[0].right is None


def test_who_walks_in_for_what_is_not_sold_leaves_nothing(hub: HubOfTests) -> None:
    with pytest.raises(NotFound):
        hub.desk.people.walk_in(NewPerson(PersonFields("Noor", "Haddad")), "niente")
    assert hub.rows(Person) == []


def test_cards_of_many_take_as_many_questions_as_of_a_few(hub: HubOfTests) -> None:
    few, many = ([hub.person() for _one in range(count)] for count in (3, 40))
    hub.desk.people.give_consent(many[0], ConsentKind.SKILLS_ON_CARD)
    hub.desk.people.card_facts([hub.person()])
    with counted(hub.engine) as for_few:
        hub.desk.people.card_facts(few)
    with counted(hub.engine) as for_many:
        facts = hub.desk.people.card_facts(many)
    assert len(for_many) == len(for_few)
    assert [one.person_id for one in facts] == many
    assert len({one.code for one in facts}) == 40
    assert [one.code for one in hub.desk.people.card_facts(many)] == [one.code for one in facts]
    assert len(hub.rows(Credential)) == 44
