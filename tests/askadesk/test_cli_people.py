"""People, cards and the list of who is in, asked for on the command line."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid4

import pypdfium2
import pytest
from PIL import Image

from db.models import Person
from tests.askadesk.command_line import SCAN_FIELDS, CommandLine
from tests.hub_of_tests import HubOfTests

PERSON_FIELDS = (
    "id",
    "name",
    "given",
    "family",
    "role",
    "organisation",
    "email",
    "phone",
    "inside_since",
    "memberships",
    "passes",
    "credentials",
)
MEMBERSHIP_FIELDS = ("id", "plan", "name", "organisation", "starts", "ends")
CREDENTIAL_FIELDS = ("id", "code", "short", "kind", "status", "issued_at", "prints")


def test_a_person_is_added_with_card_organisation_and_plans(
    ask: CommandLine, hub: HubOfTests
) -> None:
    hub.plan("flex")
    hub.carnet("ten")
    said = ask.json(
        *("person", "add", "--given", "Noor", "--family", "van den Berg", "--role", "Designer"),
        *("--email", "noor@example.org", "--phone", "+39 011 555 0142", "--org", "Studio Nuvola"),
        *("--plan", "flex", "--plan", "ten"),
    )
    body = said.line
    assert said.code == 0
    assert tuple(body) == PERSON_FIELDS
    assert (body["name"], body["organisation"]) == ("Noor van den Berg", "Studio Nuvola")
    (membership,), (carnet,), (card,) = body["memberships"], body["passes"], body["credentials"]
    assert tuple(membership) == MEMBERSHIP_FIELDS
    assert (membership["plan"], membership["ends"]) == ("flex", None)
    assert tuple(carnet) == (*MEMBERSHIP_FIELDS, "left", "units", "unit")
    assert (carnet["left"], carnet["units"]) == (10, 10)
    assert tuple(card) == CREDENTIAL_FIELDS
    assert (card["status"], card["kind"], card["prints"]) == ("active", "card", 0)
    assert card["code"].startswith("ASKA")
    assert len(card["code"]) == 37
    assert ask.json("scan", card["code"]).line["answer"] == "admitted"


def test_with_an_unknown_plan_nobody_is_added(ask: CommandLine, hub: HubOfTests) -> None:
    hub.plan("flex")
    said = ask.json("person", "add", "--given", "Noor", "--plan", "gold")
    assert (said.code, said.line["error"]) == (1, "unknown_plan")
    assert "flex" in said.line["message"]
    assert hub.rows(Person) == []


@pytest.mark.parametrize(
    "arguments", [(), ("--given", " "), ("--given", "Ada", "--email", "not an address")]
)
def test_a_person_that_cannot_be_kept_is_refused_with_a_sentence(
    ask_sqlite: CommandLine, sqlite_hub: HubOfTests, arguments: tuple[str, ...]
) -> None:
    said = ask_sqlite("person", "add", *arguments)
    assert said.code == 1
    assert said.err.count("\n") == 1
    assert sqlite_hub.rows(Person) == []


def test_people_are_found_by_any_part_with_accents_forgiven(
    ask: CommandLine, hub: HubOfTests
) -> None:
    stefan = hub.person("Ștefan Țîrlea", "Studio Nuvola", email="stefan@example.org")
    hub.person("Elena Cravero")
    for text in (("tirlea",), ("nuvola", "stef"), ("stefan@example",)):
        said = ask.json("person", "find", *text)
        assert [line["id"] for line in said.lines] == [str(stefan)]
    assert tuple(said.line) == ("id", "name", "role", "organisation", "email", "phone")


def test_finding_nobody_is_no_refusal_and_no_text_lists_everybody(
    ask: CommandLine, hub: HubOfTests
) -> None:
    hub.person("Elena Cravero")
    hub.person("Marco Bellino")
    nobody = ask.json("person", "find", "zzz")
    assert (nobody.code, nobody.out, nobody.err) == (0, "", "Nobody was found.\n")
    everybody = [line["name"] for line in ask.json("person", "find", "").lines]
    assert everybody == ["Marco Bellino", "Elena Cravero"]
    assert len(ask.json("person", "find", "", "--limit", "1").lines) == 1


def test_showing_tells_since_when_somebody_is_in_and_which_cards_were_lost(
    ask: CommandLine, hub: HubOfTests
) -> None:
    person = hub.member("Elena Cravero")
    lost = hub.manager.access.card_of(person)
    hub.manager.access.replace(lost.id)
    ask("scan", hub.code(person))
    body = ask.json("person", "show", "cravero").line
    assert body["inside_since"] == "2026-11-17T09:42:00+01:00"
    assert [card["status"] for card in body["credentials"]] == ["active", "lost"]
    assert ask.json("person", "show", str(person)).line == body
    text = ask("person", "show", "cravero").out
    assert "In since 09:42." in text
    assert f"{lost.code}  lost" in text


def test_a_text_that_finds_several_people_names_them(ask: CommandLine, hub: HubOfTests) -> None:
    ids = {str(hub.person("Elena Cravero")), str(hub.person("Elena Bosio"))}
    said = ask.json("person", "show", "elena")
    assert (said.code, said.line["error"]) == (1, "ambiguous")
    assert {one["id"] for one in said.line["candidates"]} == ids
    assert "Elena Bosio" in ask("checkout", "elena").err


def test_a_whole_name_is_enough_beside_longer_ones(ask: CommandLine, hub: HubOfTests) -> None:
    short = hub.person("Elena Bosio")
    hub.person("Elena Bosiono")
    assert ask.json("person", "show", "elena", "bosio").line["id"] == str(short)


@pytest.mark.parametrize("text", ["zzz", "", str(UUID(int=1))])
def test_nobody_found_is_refused(
    ask_sqlite: CommandLine, sqlite_hub: HubOfTests, text: str
) -> None:
    for command in (("person", "show"), ("checkout",)):
        said = ask_sqlite.json(*command, text)
        assert (said.code, said.line["error"]) == (1, "not_found")


def test_someone_is_checked_out_by_name(ask: CommandLine, hub: HubOfTests) -> None:
    person = hub.member("Elena Cravero")
    ask("scan", hub.code(person), "--at", "09:00")
    said = ask.json("checkout", "elena", "cravero")
    assert (said.code, said.line["answer"]) == (0, "checked_out")
    assert tuple(said.line) == SCAN_FIELDS
    hub.at("12:00")
    ask.clock = hub.clock
    assert ask.json("checkout", str(person)).line["code"] == "not_in"


# --- cards ---------------------------------------------------------------------------------------


def test_cards_of_several_people_are_one_pdf_and_a_picture_each(
    ask: CommandLine, hub: HubOfTests, tmp_path: Path
) -> None:
    people = [hub.person("Ștefan Țîrlea"), hub.person("李伟"), hub.person("محمد العلي")]
    pdf, png = tmp_path / "cards.pdf", tmp_path / "card.png"
    ids = [str(one) for one in people]
    said = ask.json("person", "card", *ids, "--pdf", str(pdf), "--png", str(png))
    cards = said.line["cards"]
    assert [card["person"]["name"] for card in cards] == ["Ștefan Țîrlea", "李伟", "محمد العلي"]
    assert len(pypdfium2.PdfDocument(pdf)) == 3
    for page, card in enumerate(cards, start=1):
        assert card["png"] == str(tmp_path / f"card-{page}.png")
        assert Image.open(card["png"]).size == (1011, 638)
    scanned = ask.json("scan", *(card["png"] for card in cards))
    assert [line["person"]["id"] for line in scanned.lines] == ids


def test_printing_keeps_the_code_and_counts(
    ask: CommandLine, hub: HubOfTests, tmp_path: Path
) -> None:
    person = hub.person("Elena Cravero")
    for times in (1, 2):
        said = ask.json("person", "card", str(person), "--pdf", str(tmp_path / "card.pdf"))
        (card,) = hub.manager.access.codes_of([person])
        assert card.prints == times
        assert said.line["cards"][0]["code"] == card.code


@pytest.mark.parametrize("path", ["", ".", "/", ".."])
def test_what_names_no_file_is_not_written(
    ask_sqlite: CommandLine,
    sqlite_hub: HubOfTests,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    person = str(sqlite_hub.person("Elena Cravero"))
    for call in (
        ("present", "--pdf", path),
        ("person", "card", person, "--png", path),
        ("person", "card", person, "--pdf", path),
    ):
        said = ask_sqlite.json(*call)
        assert (said.code, said.line["error"]) == (1, "file_unwritable")
    assert list((tmp_path / "here").iterdir()) == []


def test_a_card_needs_a_place_to_go(ask_sqlite: CommandLine, sqlite_hub: HubOfTests) -> None:
    assert ask_sqlite("person", "card", str(uuid4())).code == 2


def test_a_file_that_cannot_be_written_is_said_and_nothing_is_counted(
    ask_sqlite: CommandLine, sqlite_hub: HubOfTests, tmp_path: Path
) -> None:
    person = sqlite_hub.person("Elena Cravero")
    path = tmp_path / "nowhere" / "card.pdf"
    said = ask_sqlite.json("person", "card", str(person), "--pdf", str(path))
    assert (said.code, said.line["error"]) == (1, "file_unwritable")
    assert str(path) in said.line["message"]
    assert sqlite_hub.manager.access.card_of(person).prints == 0


# --- who is in -----------------------------------------------------------------------------------


def test_who_is_in_is_listed_and_printed(ask: CommandLine, hub: HubOfTests, tmp_path: Path) -> None:
    person = hub.member("Elena Cravero")
    ask("scan", hub.code(person))
    pdf = tmp_path / "present.pdf"
    body = ask.json("present", "--pdf", str(pdf)).line
    assert tuple(body) == ("at", "count", "capacity", "present", "pdf")
    assert (body["count"], body["capacity"], body["pdf"]) == (1, 60, str(pdf))
    (row,) = body["present"]
    visit = row.pop("visit")
    assert str(UUID(visit)) == visit
    assert row == {
        "person": {"id": str(person), "name": "Elena Cravero"},
        "since": "2026-11-17T09:42:00+01:00",
        "detail": "flex",
        "heads": 1,
        "guest": False,
        "at_work": False,
    }
    printed = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert "Elena Cravero" in printed


def test_an_empty_house_is_said(ask: CommandLine, hub: HubOfTests) -> None:
    assert ask("present").out == "0 of 60 in\n"
    assert ask.json("present").line["present"] == []
