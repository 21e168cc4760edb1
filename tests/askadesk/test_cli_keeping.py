"""``askadesk person merge|bar|archive`` and ``askadesk org``: what they answer and what they refuse."""

from __future__ import annotations

import pytest

from askadesk.core.opening import open_database
from askadesk.core.ports import SystemIds
from askadesk.hubs.rows import NewHub
from askadesk.hubs.setting_up import set_up
from tests.askadesk.command_line import CommandLine


@pytest.fixture
def ask(ask_sqlite: CommandLine) -> CommandLine:
    """``askadesk`` on a hub with nobody in its archive."""
    opened = open_database(ask_sqlite.database, ask_sqlite.clock)
    set_up(opened.engine, NewHub("Aska"), ask_sqlite.clock, SystemIds())
    opened.engine.dispose()
    return ask_sqlite


def person(ask: CommandLine, given: str, family: str = "Neri") -> str:
    body = ask("person", "add", "--given", given, "--family", family, "--json").line
    return str(body["id"])


def test_a_merge_is_taken_back_by_its_id(ask: CommandLine) -> None:
    kept, gone = person(ask, "Anna"), person(ask, "Annamaria")
    made = ask("person", "merge", kept, gone, "--json").line
    assert (made["kept"]["id"], made["gone"]["id"]) == (kept, gone)
    assert ask("person", "show", gone, "--json").line["id"] == kept
    again = ask("person", "merge", kept, gone, "--json")
    assert (again.code, again.line["error"]) == (1, "same")
    undone = ask("person", "merge", "--undo", made["merge"], "--json")
    assert (undone.code, undone.line) == (0, {"merge": made["merge"], "undone": True})
    assert ask("person", "show", gone, "--json").line["id"] == gone
    twice = ask("person", "merge", "--undo", made["merge"], "--json")
    assert (twice.code, twice.line["error"]) == (1, "already_undone")


def test_a_merge_says_how_long_it_can_be_taken_back(ask: CommandLine) -> None:
    said = ask("person", "merge", person(ask, "Anna"), person(ask, "Annamaria"))
    assert said.out.startswith("Annamaria Neri is now part of Anna Neri. Until 23:59 ")


@pytest.mark.parametrize(
    "words", [(), ("uno",), ("uno", "due", "tre"), ("--undo", "x"), ("--undo", "x", "uno")]
)
def test_a_merge_needs_two_people_or_a_merge(ask: CommandLine, words: tuple[str, ...]) -> None:
    assert ask("person", "merge", *words).code == 2


def test_a_bar_needs_a_reason_and_ends_when_it_is_lifted(ask: CommandLine) -> None:
    anna = person(ask, "Anna")
    missing = ask("person", "bar", anna, "--json")
    assert (missing.code, missing.line["error"]) == (1, "reason_missing")
    assert ask("person", "bar", anna, "--reason", "Prova", "--until", "domani").code == 2
    assert ask("person", "bar", anna, "--lift", "--reason", "Prova").code == 2
    barred = ask("person", "bar", anna, "--reason", "Prova", "--until", "2026-12-31", "--json")
    assert barred.line["barred"]["until"] == "2026-12-31"
    assert ask("person", "bar", anna, "--reason", "Prova").out == "Anna Neri is not let in.\n"
    lifted = ask("person", "bar", anna, "--lift")
    assert (lifted.code, lifted.out) == (0, "Anna Neri may come in again.\n")


def test_who_is_put_away_comes_back_by_name_or_by_id(ask: CommandLine) -> None:
    anna = person(ask, "Anna")
    assert ask("person", "archive", "anna").out == "Anna Neri is in the archive.\n"
    namesake = person(ask, "Anna", "Bruni")
    by_name = ask("person", "archive", "anna", "--back", "--json")
    assert (by_name.code, by_name.line["id"], by_name.line["archived_at"]) == (0, anna, None)
    assert ask("person", "archive", namesake, "--back").code == 0
    assert ask("person", "archive", "anna", "--back", "--json").line["error"] == "not_found"
    ask("person", "archive", anna)
    back = ask("person", "archive", anna, "--back", "--json")
    assert (back.code, back.line["archived_at"]) == (0, None)


def test_an_organisation_is_added_and_shown_with_its_members(ask: CommandLine) -> None:
    added = ask("org", "add", "Studio Nuvola", "--email", "ciao@nuvola.example")
    assert added.code == 0
    ask("person", "add", "--given", "Anna", "--org", "Studio Nuvola", "--role", "Grafica")
    shown = ask("org", "show", "nuvola", "--json").line
    assert [one["person"]["name"] for one in shown["members"]] == ["Anna"]
    assert "Anna · Grafica" in ask("org", "show", "studio", "nuvola").out
    ask("org", "add", "Nuvola Due")
    several = ask("org", "show", "nuvola", "--json")
    assert (several.code, several.line["error"]) == (1, "ambiguous")
    assert ask("org", "show", "zzzzz", "--json").line["error"] == "not_found"


def test_what_an_organisation_cannot_be_called_is_said(ask: CommandLine) -> None:
    for words, code in (
        (("",), "name_missing"),
        (("Nuvola", "--vat-number", "123"), "wrong_vat_number"),
        (("a" * 201,), "too_long"),
    ):
        said = ask("org", "add", *words, "--json")
        assert (said.code, said.line["error"]) == (1, code)
