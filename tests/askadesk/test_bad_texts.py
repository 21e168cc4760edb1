"""Whatever stands in a text that reaches a service: it is kept cleaned, or refused in a sentence."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from askadesk.core.errors import DatabaseAway, InputError
from askadesk.core.opening import look_at
from askadesk.hubs.rows import NewClosure
from askadesk.people.rows import OrganisationFields, PeopleQuery, PersonFields
from askadesk.people.service import NewPerson
from askadesk.plans.rows import NewProduct
from askadesk.presence.facts import HandOutPass, Override
from askadesk.presence.request import ScanRequest
from askadesk.visitors.service import Announcement
from db.models import Visit
from db.values import ProductKind
from tests.bad_input import BAD_TEXTS
from tests.hub_of_tests import TUESDAY, HubOfTests

Act = Callable[[HubOfTests, UUID, str], Any]
SOON = timedelta(days=3)


def _person(field: str) -> Act:
    def act(hub: HubOfTests, _person: UUID, text: str) -> Any:
        told: dict[str, Any] = {field: text}
        fields = dataclasses.replace(PersonFields("Anna", "Rossi"), **told)
        person = hub.desk.people.add(NewPerson(fields))
        return getattr(hub.desk.people.page(person).fields, field)

    return act


def _organisation(field: str) -> Act:
    def act(hub: HubOfTests, _person: UUID, text: str) -> Any:
        fields = dataclasses.replace(OrganisationFields(f"Ditta {hub.ids.new()}"), **{field: text})
        firm = hub.desk.organisations.add(fields)
        return getattr(hub.desk.organisations.page(firm).fields, field)

    return act


def _hub(field: str) -> Act:
    def act(hub: HubOfTests, _person: UUID, text: str) -> Any:
        page = hub.manager.hub.page()
        told: dict[str, Any] = {field: text}
        hub.manager.hub.change(dataclasses.replace(page.fields, **told), page.version)
        return getattr(hub.manager.hub.page().fields, field)

    return act


def _visitor(field: str) -> Act:
    def act(hub: HubOfTests, _person: UUID, text: str) -> Any:
        start = hub.clock.now() + timedelta(hours=1)
        ends = start + timedelta(hours=1)
        told: dict[str, Any] = {"given": "Anna", field: text}
        return hub.desk.visitors.announce(Announcement(start, ends, **told))

    return act


def _bar(hub: HubOfTests, person: UUID, text: str) -> Any:
    hub.manager.people.bar(person, text, None)
    bar = hub.manager.people.page(person).bar
    return bar.reason if bar is not None else ""


def _adjust(hub: HubOfTests, person: UUID, text: str) -> Any:
    held = hub.holds(person, hub.carnet(f"c{hub.ids.new().hex[-8:]}"))
    hub.desk.plans.adjust(held, 1, text)
    return hub.desk.plans.ledger(held)[0].reason


def _pause(hub: HubOfTests, person: UUID, text: str) -> Any:
    held = hub.holds(person, hub.carnet(f"c{hub.ids.new().hex[-8:]}"))
    first = TUESDAY + SOON
    hub.desk.plans.pause("pass", held, first, first + SOON, text)
    return hub.desk.plans.pauses("pass", held)[0].reason


def _member(hub: HubOfTests, person: UUID, text: str) -> Any:
    firm = hub.organisation(f"Ditta {hub.ids.new()}")
    hub.desk.organisations.add_member(firm, person, since=TUESDAY, role=text)
    return hub.desk.organisations.page(firm).members[0].role


def _closure(hub: HubOfTests, _person: UUID, text: str) -> Any:
    day = TUESDAY + SOON
    hub.manager.hub.remove_closure(hub.manager.hub.add_closure(NewClosure(day, day, text)))


def _product(field: str) -> Act:
    def act(hub: HubOfTests, _person: UUID, text: str) -> Any:
        new = NewProduct(ProductKind.PASS, "", "Carnet", 1000, date(2026, 1, 1), units=10)
        named: dict[str, Any] = {field: text}
        return hub.manager.plans.add_product(dataclasses.replace(new, **named))

    return act


def _override(hub: HubOfTests, person: UUID, text: str) -> Any:
    return hub.desk.presence.scan(ScanRequest(person=person, way=Override(text)))


def _hand_out(hub: HubOfTests, person: UUID, text: str) -> Any:
    product = hub.product(hub.carnet(f"c{hub.ids.new().hex[-8:]}"))
    way = HandOutPass(product, text, 1500)
    return hub.desk.presence.scan(ScanRequest(person=person, way=way))


WORDS = tuple(BAD_TEXTS)[: tuple(BAD_TEXTS).index("below zero")]
REFUSED_BY_DRIVERS = ("a null byte", "a lone surrogate", "ten thousand characters")

COMMANDS: dict[str, Act] = {
    **{
        f"person, {field}": _person(field)
        for field in (
            "given",
            "family",
            "role",
            "email",
            "phone",
            "skills",
            "note",
            "organisation",
            "seeks",
            "languages",
            "tax_code",
        )
    },
    **{
        f"organisation, {field}": _organisation(field)
        for field in ("name", "vat_number", "email", "phone", "address", "note")
    },
    **{
        f"hub, {field}": _hub(field)
        for field in ("name", "address", "city", "phone", "greeting", "meeting_point")
    },
    **{
        f"visitor, {field}": _visitor(field)
        for field in ("given", "family", "organisation", "title", "note")
    },
    "bar": _bar,
    "balance": _adjust,
    "pause": _pause,
    "member": _member,
    "closure": _closure,
    "plan, name": _product("name"),
    "plan, name_en": _product("name_en"),
    "override": _override,
    "hand out": _hand_out,
}

QUESTIONS: dict[str, Act] = {
    "scan": lambda hub, _person, text: hub.desk.presence.scan(ScanRequest(text)),
    "scan field": lambda hub, _person, text: hub.desk.reading.search(text),
    "palette": lambda hub, _person, text: hub.desk.search.find(text),
    "people": lambda hub, _person, text: hub.desk.people.find(text),
    "organisations": lambda hub, _person, text: hub.desk.organisations.find(text),
    "list": lambda hub, _person, text: hub.desk.listing.page(PeopleQuery(text=text), 0, 20),
    "list, counts": lambda hub, _person, text: hub.desk.listing.counts(PeopleQuery(text=text)),
    "list of organisations": lambda hub, _person, text: hub.desk.listing.organisations(text, 0, 9),
    "alike": lambda hub, _person, text: hub.desk.search.alike(
        PersonFields(text, text, email=text, phone=text, tax_code=text), 3
    ),
}


def check_kept(kept: Any) -> None:
    """What is kept can be printed, is composed, and hides nothing."""
    if isinstance(kept, str):
        assert all(char.isprintable() or char in "\n\t" for char in kept), kept
        assert unicodedata.normalize("NFC", kept) == kept
        assert not set(kept) & set("\u202e\u2066\u200b\ufeff\ud83d")


def _tried(act: Act, hub: HubOfTests, person: UUID, text: str) -> InputError | None:
    """What was said about a text; None when it was kept."""
    try:
        check_kept(act(hub, person, text))
    except InputError as error:
        return error
    return None


def test_a_bad_text_is_cleaned_or_refused_in_a_sentence(hub: HubOfTests) -> None:
    person = hub.person("Anna Rossi")
    differs = hub.engine.dialect.name == "postgresql"
    texts = {name: BAD_TEXTS[name] for name in (REFUSED_BY_DRIVERS if differs else WORDS)}
    for command, act in COMMANDS.items():
        for name, text in texts.items():
            said = _tried(act, hub, person, text)
            if said is None:
                assert len(text) < 10_000, (command, name)
            else:
                assert said.what.endswith((".", "?")), (command, name)
                assert said.field, (command, name)


def test_a_bad_text_that_is_searched_finds_what_it_finds(hub: HubOfTests) -> None:
    person = hub.person("Anna Rossi")
    for asked, question in QUESTIONS.items():
        for name, text in BAD_TEXTS.items():
            assert question(hub, person, text) is not None, (asked, name)
    assert hub.rows(Visit) == []


@pytest.mark.parametrize("server", ["", "postgresql://", "postgresql://u@127.0.0.1:1/"])
def test_an_archive_of_a_bad_name_is_refused_or_simply_not_there(server: str) -> None:
    for name, text in BAD_TEXTS.items():
        try:
            assert not look_at(server + text), name
        except DatabaseAway as error:
            refused = error.what
        else:
            refused = "."
        assert refused.endswith("."), name
