"""Finding people by half a name, a slip or a number."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import event, text, update

from askadesk.people.rows import PersonFields
from db.base import table_of
from db.engine import writing
from db.folding import fold, terms_of
from db.models import Person, Word
from db.queries.words import index_everyone
from tests.hub_of_tests import TUESDAY, HubOfTests


def found(hub: HubOfTests, text: str, limit: int = 8) -> list[str]:
    return [one.name for one in hub.desk.search.find(text, limit)]


@pytest.fixture
def house(hub: HubOfTests) -> HubOfTests:
    """A few people whom one would like to find."""
    hub.person("Niccolò Ferrero", email="niccolo@geoide.it", phone="+39 333 555 0142")
    hub.person("Ștefan Țîrlea", organisation="Studio Nuvola", role="Sviluppatore")
    hub.person("Zoran Đorđević", phone="011 555 0199")
    hub.person("Søren Kjærgaard")
    hub.person("Juliane Groß", skills="saldatura, cucito")
    hub.person("Łukasz Nowak")
    hub.person("Maria De Luca")
    return hub


TYPED = [
    ("Niccolo", "Niccolò Ferrero"),
    ("NICCOLÒ", "Niccolò Ferrero"),
    ("Tirlea", "Ștefan Țîrlea"),
    ("stefan tir", "Ștefan Țîrlea"),
    ("tirlea stefan", "Ștefan Țîrlea"),
    ("dordevic", "Zoran Đorđević"),
    ("kjaergaard", "Søren Kjærgaard"),
    ("soren", "Søren Kjærgaard"),
    ("gross", "Juliane Groß"),
    ("lukasz", "Łukasz Nowak"),
    ("deluca", "Maria De Luca"),
    ("de luca maria", "Maria De Luca"),
    ("errer", "Niccolò Ferrero"),
    ("333 555 0142", "Niccolò Ferrero"),
    ("+39 333 5550142", "Niccolò Ferrero"),
    ("0039 333 555 01", "Niccolò Ferrero"),
    ("0142", "Niccolò Ferrero"),
    ("zoran 011 555 0199", "Zoran Đorđević"),
    ("niccolo@geoide.it", "Niccolò Ferrero"),
    ("geoide", "Niccolò Ferrero"),
    ("saldatura", "Juliane Groß"),
    ("sviluppatore", "Ștefan Țîrlea"),
    ("nuvola stefan", "Ștefan Țîrlea"),
]


def test_a_person_is_found_by_what_is_typed(house: HubOfTests) -> None:
    assert [(typed, found(house, typed)[:1]) for typed, _name in TYPED] == [
        (typed, [name]) for typed, name in TYPED
    ]


SLIPS = [
    ("Nicolo", "Niccolò Ferrero"),
    ("ferero", "Niccolò Ferrero"),
    ("maira", "Maria De Luca"),
    ("tirela", "Ștefan Țîrlea"),
    ("kjergard", "Søren Kjærgaard"),
    ("xordevic", "Zoran Đorđević"),
    ("nicolo ferero", "Niccolò Ferrero"),
    ("lukaz", "Łukasz Nowak"),
]


def test_a_slip_is_forgiven(house: HubOfTests) -> None:
    assert [typed for typed, name in SLIPS if name not in found(house, typed)] == []


NOBODY = ["", "   ", "…!?", "qwzxk", "maria qwzxk", "999999999", "%", "_"]


def test_what_nobody_is_called_finds_nobody(house: HubOfTests) -> None:
    assert [typed for typed in NOBODY if found(house, typed)] == []


def test_a_better_fit_comes_first_then_those_inside_then_by_name(hub: HubOfTests) -> None:
    hub.person("Bruno Rosso")
    inside = hub.member("Carla Rosso")
    hub.person("Anna Rosso")
    hub.person("Dario Rossonero")
    hub.scan(inside)
    assert found(hub, "rosso") == ["Carla Rosso", "Anna Rosso", "Bruno Rosso", "Dario Rossonero"]
    assert hub.desk.search.find("rosso")[0].inside_since is not None
    assert len(found(hub, "rosso", 2)) == 2


def test_an_organisation_is_found_and_its_members_of_today(hub: HubOfTests) -> None:
    person = hub.person("Ada Serra", organisation="Geoide Studio")
    firm, member = hub.desk.search.find("geoide")
    assert (firm.kind, firm.name, member.id) == ("organisation", "Geoide Studio", person)
    assert member.second == "Geoide Studio"
    hub.execute(
        "UPDATE organisation_members SET since = :since, until = :until",
        since=(TUESDAY - timedelta(days=9)).isoformat()
        if hub.engine.dialect.name == "sqlite"
        else TUESDAY - timedelta(days=9),
        until=(TUESDAY - timedelta(days=1)).isoformat()
        if hub.engine.dialect.name == "sqlite"
        else TUESDAY - timedelta(days=1),
    )
    assert found(hub, "geoide") == ["Geoide Studio"]


def test_a_changed_name_is_found_and_the_old_one_is_forgotten(hub: HubOfTests) -> None:
    person = hub.person("Ada Serra", email="ada@serra.it")
    row = hub.manager.people.show(person)
    hub.manager.people.change(person, PersonFields("Ada", "Fiore"), row.version)
    assert found(hub, "fiore") == ["Ada Fiore"]
    assert found(hub, "serra") == []
    assert {row.word for row in hub.rows(Word)} == {"ada", "fiore"}


def test_the_same_words_are_kept_once(hub: HubOfTests) -> None:
    for _number in range(3):
        hub.person("Ada Serra")
    assert len(hub.rows(Word)) == 2
    with hub.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM word_uses")) == 6


def merge(hub: HubOfTests, kept: UUID, gone: UUID) -> None:
    people = table_of(Person)
    with writing(hub.engine) as connection:
        connection.execute(update(people).where(people.c.id == gone).values(merged_into=kept))


def test_people_who_are_archived_or_merged_are_not_found(hub: HubOfTests) -> None:
    hub.person("Ada Serra")
    kept = hub.person("Ada Fiore")
    hub.execute("UPDATE people SET archived_at = created_at WHERE family = 'Serra'")
    assert found(hub, "ada") == ["Ada Fiore"]
    gone = hub.person("Ada Sola")
    merge(hub, kept, gone)
    assert found(hub, "ada") == ["Ada Fiore"]


def test_where_nobody_else_is_found_the_archived_are(hub: HubOfTests) -> None:
    gone = hub.person("Ada Serra", organisation="Geoide")
    hub.person("Ugo Fiore")
    hub.manager.people.archive(gone)
    (found_,) = hub.desk.search.find("serra")
    assert (found_.id, found_.archived) == (gone, True)
    assert found(hub, "sera") == ["Ada Serra"]
    assert hub.desk.people.find("serra") == ()
    assert [one.name for one in hub.desk.people.find("serra", archived=True)] == ["Ada Serra"]
    assert hub.desk.people.find("fiore", archived=True) == ()
    assert [(one.name, one.archived) for one in hub.desk.search.find("geoide")] == [
        ("Geoide", False)
    ]
    hub.person("Lia Serra")
    assert found(hub, "serra") == ["Lia Serra"]


def test_a_merged_record_s_own_name_finds_the_one_that_was_kept(hub: HubOfTests) -> None:
    kept = hub.person("Ada Fiore", role="Serra d'inverno")
    gone, older = hub.person("Ada Serra"), hub.person("Ada Pozzi")
    hub.manager.people.merge(gone, older)
    merge_ = hub.manager.people.merge(kept, gone)
    for name in ("serra", "pozzi", "ada pozzi serra"):
        assert [one.id for one in hub.desk.search.find(name)] == [kept]
    row = hub.manager.people.show(kept)
    hub.manager.people.change(kept, PersonFields("Ada", "Sola"), row.version)
    assert (found(hub, "pozzi"), found(hub, "fiore")) == (["Ada Sola"], [])
    with writing(hub.engine) as connection:
        index_everyone(connection)
    assert found(hub, "serra") == ["Ada Sola"]
    hub.manager.people.undo_merge(merge_)
    assert (found(hub, "pozzi"), found(hub, "sola")) == (["Ada Serra"], ["Ada Sola"])


def test_the_scan_field_and_the_lists_find_alike(house: HubOfTests) -> None:
    assert [one.name for one in house.desk.reading.search("nicolo")] == ["Niccolò Ferrero"]
    assert [one.name for one in house.desk.people.find("nicolo")] == ["Niccolò Ferrero"]
    assert [one.name for one in house.desk.organisations.find("nuvole")] == ["Studio Nuvola"]


def test_a_search_asks_as_many_questions_in_a_full_house(hub: HubOfTests) -> None:
    def questions() -> int:
        asked: list[str] = []
        event.listen(hub.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
        found(hub, "persona")
        return len(asked)

    for number in range(3):
        hub.person(f"Persona {number}")
    few = questions()
    for number in range(40):
        hub.person(f"Persona {number} Seconda")
    assert questions() <= 2 * few + 1


# --- already known -------------------------------------------------------------------------------


def alike(hub: HubOfTests, **fields: object) -> list[tuple[str, tuple[str, ...]]]:
    given = {"given": "", "family": "", **fields}
    written = PersonFields(**given)  # type: ignore[arg-type]
    return [(one.person.name, one.why) for one in hub.desk.search.alike(written)]


def test_someone_who_is_already_known_is_proposed_with_the_reason(hub: HubOfTests) -> None:
    hub.person(
        "Niccolò Ferrero",
        email="nic@geoide.it",
        phone="+39 333 555 0142",
        born_on=date(1990, 5, 4),
        tax_code="RSSMRA85T10A562S",
    )
    hub.person("Ada Serra")
    name = "Niccolò Ferrero"
    assert alike(hub, given="Nicolo", family="Ferrero") == [(name, ("name",))]
    assert alike(hub, given="N", phone="333 5550142") == [(name, ("phone",))]
    assert alike(hub, email="NIC@geoide.it") == [(name, ("email",))]
    assert alike(hub, tax_code="rssmra85t10a562s") == [(name, ("tax_code",))]
    assert alike(hub, given="Ferrero", family="Niccolo", born_on=date(1990, 5, 4)) == [
        (name, ("name", "born_on"))
    ]
    assert alike(hub, given="Ugo", family="Fiore", born_on=date(1990, 5, 4)) == []
    assert alike(hub) == []


def test_the_person_being_changed_is_not_like_themselves(hub: HubOfTests) -> None:
    person = hub.person("Ada Serra")
    assert hub.desk.search.alike(PersonFields("Ada", "Serra"), but_not=person) == ()


# --- letters -------------------------------------------------------------------------------------


def test_letters_without_an_accent_of_their_own_are_folded_by_table() -> None:
    assert (
        fold("  Đorđe  ŁUKASZ Øst Groß Æsir Œuvre ıÞð ")
        == "dorde lukasz ost gross aesir oeuvre ithd"
    )


def test_a_number_with_spaces_is_one_word() -> None:
    assert terms_of("+39 333 555-0142 Ada") == ["393335550142", "ada"]
    assert terms_of("Ada 12") == ["ada", "12"]
    assert terms_of("d'Angelo-Rossi") == ["d", "angelo", "rossi"]
