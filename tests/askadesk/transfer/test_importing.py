"""What an import writes, on both databases: all of it or nothing, and nothing that was there is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text

from askadesk.core.errors import ChangedMeanwhile, DeskError
from askadesk.core.i18n import speaking
from askadesk.people.rows import PersonFields
from askadesk.transfer import writing
from askadesk.transfer.rows import Decision
from askadesk.transfer.service import Told, silent
from askadesk.transfer.undoing import StillUsed
from db.models import (
    Import,
    ImportRow,
    LedgerMovement,
    Membership,
    Organisation,
    OrganisationMember,
    Pass,
    Person,
)
from db.queries import words as search_words
from db.values import Movement
from tests.askadesk.transfer.bringing_in import (
    CHOOSE,
    NEW,
    SAME,
    UPDATE,
    brought_in,
    looked_at,
    outcomes,
    said,
    transfer,
)
from tests.askadesk.transfer.files import csv_bytes
from tests.hub_of_tests import TUESDAY, HubOfTests

HEADER = "Nome;Cognome;E-mail;Telefono;Organizzazione;Piano;Residuo;Scadenza;Note\n"
THREE = (
    "Ada;Rossi;ada@esempio.it;333 1234567;Studio Ponte;carnet-10;7;31/12/2026;arriva presto",
    "Ștefan;Țurcanu;stefan@esempio.it;;Studio Ponte;flex;;31/01/2027;",
    ";;info@ponte.it;011 555000;Studio Ponte;;;;",
)
TWENTY = tuple(f"Nome{at};Cognome{at};n{at}@esempio.it;;;carnet-10;7;;" for at in range(20))


@pytest.fixture
def desk(hub: HubOfTests) -> Iterator[HubOfTests]:
    hub.carnet("carnet-10", validity_days=180)
    hub.plan("flex")
    with speaking("en"):
        yield hub


def file_of(*rows: str) -> bytes:
    return csv_bytes(*rows, header=HEADER)


def person(hub: HubOfTests, family: str) -> Any:
    return next(row for row in hub.rows(Person) if row.family == family)


def test_people_organisations_plans_and_what_is_left_come_in(desk: HubOfTests) -> None:
    done = brought_in(desk, file_of(*THREE))
    assert (done.people, done.organisations, done.memberships, done.passes) == (2, 1, 1, 1)
    ada = person(desk, "Rossi")
    assert (ada.email, ada.phone, ada.note) == ("ada@esempio.it", "333 1234567", "arriva presto")
    assert desk.left(ada.id) == 7
    held = desk.manager.plans.held(ada.id)
    assert [(one.product, one.ends) for one in held] == [("carnet-10", date(2026, 12, 31))]
    ponte = desk.rows(Organisation)[0]
    assert (ponte.name, ponte.email, ponte.phone) == ("Studio Ponte", "info@ponte.it", "011 555000")
    assert len(desk.rows(OrganisationMember)) == 2
    assert [row.kind for row in desk.rows(LedgerMovement)] == [Movement.GRANT]


def test_who_came_in_is_found_by_the_search_and_let_in_at_the_door(desk: HubOfTests) -> None:
    brought_in(desk, file_of(*THREE))
    assert [one.name for one in desk.manager.search.find("turcanu")] == ["Ștefan Țurcanu"]
    assert [one.name for one in desk.manager.search.find("rossi")] == ["Ada Rossi"]
    ada = person(desk, "Rossi")
    desk.scan(ada.id)
    assert desk.left(ada.id) == 6


def test_the_same_file_again_has_nothing_to_do(desk: HubOfTests) -> None:
    brought_in(desk, file_of(*THREE))
    again = looked_at(desk, file_of(*THREE))
    assert outcomes(again) == [SAME, SAME, SAME]
    assert not again.preview.ready


def test_only_what_is_empty_is_filled(desk: HubOfTests) -> None:
    who = desk.person("Ada Rossi", email="ada@esempio.it", role="Sarta")
    plan = looked_at(desk, file_of(THREE[0]))
    assert outcomes(plan) == [UPDATE]
    assert said(plan, 2).startswith(
        "Fills what is empty: phone, notes, organisation. Gets carnet-10"
    )
    done = brought_in(desk, file_of(THREE[0]))
    ada = person(desk, "Rossi")
    assert (done.people, done.updated, ada.id) == (0, 1, who)
    assert (ada.role, ada.phone, ada.version) == ("Sarta", "333 1234567", 2)


def test_somebody_of_that_name_is_proposed_and_the_choice_is_kept_to(desk: HubOfTests) -> None:
    who = desk.person("Ada Rosi", phone="333 1234567")
    data = file_of(THREE[0])
    plan = looked_at(desk, data)
    assert outcomes(plan) == [CHOOSE]
    assert said(plan, 2) == "It may be Ada Rosi, who is in the archive: same phone."
    with pytest.raises(DeskError, match="1 row may be somebody you know"):
        brought_in(desk, data)
    assert brought_in(desk, data, decisions={2: Decision.SAME}).updated == 1
    assert person(desk, "Rosi").id == who
    more = file_of("Adda;Rosi;;;;;;;")
    assert outcomes(looked_at(desk, more)) == [CHOOSE]
    assert brought_in(desk, more, for_all=Decision.NEW).people == 1


def test_a_plan_is_known_by_its_name_too_or_by_what_was_said_it_means(desk: HubOfTests) -> None:
    data = file_of("Ada;Rossi;;;;Vecchio carnet;4;;")
    plan = looked_at(desk, data)
    assert [(one.words, one.rows) for one in plan.preview.unknown_plans] == [("Vecchio carnet", 1)]
    brought_in(desk, data, plans={"vecchio carnet": "carnet-10"})
    assert desk.left(person(desk, "Rossi").id) == 4


def test_an_empty_carnet_comes_in_empty(desk: HubOfTests) -> None:
    brought_in(desk, file_of("Ada;Rossi;;;;carnet-10;0;;"))
    assert desk.left(person(desk, "Rossi").id) == 0
    assert desk.rows(LedgerMovement) == []


def test_what_changed_meanwhile_is_looked_at_again_and_said(desk: HubOfTests) -> None:
    plan = looked_at(desk, file_of(*THREE))
    desk.person("Bea Neri")
    assert transfer(desk).carry_out(plan).people == 2
    plan = looked_at(desk, file_of("Ivo;Bo;ivo@esempio.it;;;;;;"))
    desk.person("Ivo Bo", email="ivo@esempio.it")
    with pytest.raises(ChangedMeanwhile):
        transfer(desk).carry_out(plan)
    assert len([row for row in desk.rows(Person) if row.family == "Bo"]) == 1


def stopping_at(steps: int) -> Told:
    """Stops the work after so many steps."""
    left = [steps]

    def told(_done: int, _of: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt

    return told


@pytest.mark.parametrize("steps", [1, 8, 15, 22])
def test_an_import_that_is_stopped_writes_nothing(desk: HubOfTests, steps: int) -> None:
    plan = looked_at(desk, file_of(*THREE))
    with pytest.raises(KeyboardInterrupt):
        transfer(desk).carry_out(plan, stopping_at(steps))
    for model in (Person, Organisation, Pass, Membership, Import, ImportRow):
        assert desk.rows(model) == []


# --- taking it back ------------------------------------------------------------------------------


def test_an_import_is_taken_back_as_a_whole(desk: HubOfTests) -> None:
    who = desk.person("Ada Rossi", email="ada@esempio.it")
    done = brought_in(desk, file_of(*THREE))
    assert transfer(desk).undo(done.id) == 3
    ada = person(desk, "Rossi")
    assert (ada.id, ada.phone, ada.note, ada.archived_at) == (who, "", "", None)
    assert desk.manager.people.show(who).fields.organisation == ""
    assert person(desk, "Țurcanu").archived_at is not None
    assert all(row.archived_at is not None for row in desk.rows(Organisation))
    assert all(row.archived_at is not None for row in desk.rows(Membership))
    assert [(row.balance, row.archived_at is None) for row in desk.rows(Pass)] == [(0, False)]
    assert [row.delta for row in desk.rows(LedgerMovement)] == [7, -7]
    assert desk.manager.plans.held(who) == ()
    assert transfer(desk).latest()[0].undone_at is not None
    with pytest.raises(DeskError, match="taken back already"):
        transfer(desk).undo(done.id)


def test_after_it_was_taken_back_the_file_comes_in_again(desk: HubOfTests) -> None:
    transfer(desk).undo(brought_in(desk, file_of(*THREE)).id)
    done = brought_in(desk, file_of(*THREE))
    assert (done.people, done.organisations, done.passes) == (2, 1, 1)


def used(hub: HubOfTests, what: str, who: UUID) -> None:
    """Something happens with somebody who came in."""
    if what == "has come in since":
        hub.scan(who)
    elif what == "has a card":
        hub.code(who)
    elif what == "was changed since":
        fields = PersonFields("Ada", "Verdi")
        hub.manager.people.change(who, fields, hub.manager.people.show(who).version)
    elif what == "has a plan that was given or changed since":
        hub.holds(who, "flex")
    elif what == "has used the carnet":
        held = next(one.id for one in hub.manager.plans.held(who) if one.kind == "pass")
        hub.manager.plans.adjust(held, -1, "prova")
    elif what == "has something to pay":
        hub.owes(who, TUESDAY)
    else:
        hub.announce(who, "14:00", "15:00")


@pytest.mark.parametrize(
    "what",
    [
        "has come in since",
        "has a card",
        "was changed since",
        "has a plan that was given or changed since",
        "has used the carnet",
        "has something to pay",
        "is expected",
    ],
)
def test_what_was_used_since_is_named_and_nothing_is_taken_back(
    desk: HubOfTests, what: str
) -> None:
    done = brought_in(desk, file_of(*THREE))
    used(desk, what, person(desk, "Rossi").id)
    with pytest.raises(StillUsed) as refused:
        transfer(desk).undo(done.id)
    assert what in refused.value.sentence
    assert "Ada" in refused.value.sentence
    assert person(desk, "Țurcanu").archived_at is None
    assert transfer(desk).latest()[0].undone_at is None


# --- the file of the guide -----------------------------------------------------------------------

SAMPLE = Path(__file__).resolve().parents[3] / "docs" / "examples" / "persone.csv"


def test_the_thirty_people_of_the_guide_come_in_with_the_first_plans(hub: HubOfTests) -> None:
    from askadesk.plans.starter import starter_plans

    for one in starter_plans(TUESDAY):
        hub.manager.plans.add_product(one.product)
    plan = looked_at(hub, SAMPLE.read_bytes())
    assert outcomes(plan) == [NEW] * 30
    done = transfer(hub).carry_out(plan)
    assert (done.people, done.organisations, done.passes, done.memberships) == (30, 3, 20, 7)


def test_whatever_is_put_aside_for_many_rows_is_back_after_them(
    desk: HubOfTests, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "CHUNK", 10)
    monkeypatch.setattr(search_words, "_WORTH_SORTING", 3)
    before = schema_of(desk)
    brought_in(desk, file_of(*THREE, *TWENTY))
    assert schema_of(desk) == before
    assert len(desk.rows(Person)) == 22
    with desk.engine.connect() as connection:
        uses = connection.execute(select(search_words.word_uses.c.ref)).all()
    assert {row.id for row in desk.rows(Person)} < {row.ref for row in uses}


def test_an_import_that_is_stopped_among_many_rows_takes_nothing_away(
    desk: HubOfTests, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "CHUNK", 10)
    before, plan = schema_of(desk), looked_at(desk, file_of(*THREE, *TWENTY))

    def stop(done: int, of: int) -> None:
        if done > 30:
            raise KeyboardInterrupt

    ready = transfer(desk)._make_ready(plan, desk.ids.new(), silent)
    with pytest.raises(KeyboardInterrupt):
        transfer(desk)._write(plan, ready, stop)
    assert schema_of(desk) == before
    assert desk.rows(Person) == []


def schema_of(desk: HubOfTests) -> set[str]:
    """Every trigger and index, as the database itself tells."""
    if desk.engine.dialect.name == "sqlite":
        asked = (
            "SELECT sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
        )
    else:
        asked = "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()"
    with desk.engine.connect() as connection:
        return set(connection.scalars(text(asked)))
