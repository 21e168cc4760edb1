"""``askadesk plan``: what is on offer, one more of it, and what cannot be."""

from __future__ import annotations

import pytest

from askadesk.core.opening import open_database
from askadesk.core.ports import SystemIds
from askadesk.hubs.rows import NewHub
from askadesk.hubs.setting_up import set_up
from tests.askadesk.command_line import CommandLine

PASS = ("plan", "add", "--kind", "pass", "--name", "Carnet 20", "--units", "20")


@pytest.fixture
def ask(blank_sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    monkeypatch.setenv("ASKADESK_DATABASE", blank_sqlite_url)
    line = CommandLine(blank_sqlite_url)
    opened = open_database(blank_sqlite_url, line.clock)
    set_up(opened.engine, NewHub("Aska"), line.clock, SystemIds())
    opened.engine.dispose()
    return line


def test_nothing_on_offer_is_no_refusal(ask: CommandLine) -> None:
    said = ask("plan", "list")
    assert (said.code, said.out) == (0, "")
    assert said.err == "There is no plan.\n"


def test_what_is_added_is_listed(ask: CommandLine) -> None:
    added = ask(*PASS, "--price", "220,50", "--days", "365", "--json")
    assert added.code == 0
    assert ask("plan", "list", "--json").lines == [added.line]
    assert added.line["price"]["cents"] == 22050
    assert (
        ask("plan", "list").out == "carnet-20  Carnet 20  20 entries, 365 days  €220.50  0 active\n"
    )


def test_a_plan_with_hours_seats_and_guests(ask: CommandLine) -> None:
    said = ask(
        *("plan", "add", "--kind", "membership", "--name", "Team", "--price", "480"),
        *("--seats", "4", "--guests", "2", "--vat", "N2.2", "--code", "team_4"),
        *("--hours", "mon-fri 8-13", "--hours", "sat 9:00-12:30", "--json"),
    )
    assert said.code == 0
    assert said.line["gives"] == "4 people at once, Mon – Fri, 08 – 13; Sat, 09 – 12:30"
    assert (said.line["code"], said.line["seats"]) == ("team_4", 4)
    assert said.line["price"]["vat"] == "N2.2"


@pytest.mark.parametrize(
    "wrong",
    [
        ("--price", "tanto"),
        ("--price", ""),
        ("--price", "-3"),
        ("--price", "220", "--vat", "19"),
        ("--price", "220", "--units", "0"),
        ("--price", "220", "--seats", "4"),
        ("--price", "220", "--hours", "mon-fri"),
        ("--price", "220", "--hours", "festivi 9-12"),
        ("--price", "220", "--hours", "fri-mon 9-12"),
        ("--price", "220", "--hours", "mon 12-9"),
        ("--price", "220", "--kind", "abbonamento"),
        ("--price", "220", "--code", "è già"),
        ("--price", "220", "--name", " "),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    ask: CommandLine, wrong: tuple[str, ...]
) -> None:
    said = ask(*PASS, *wrong, "--json")
    assert (said.code, said.line["error"]) == (1, "wrong_input")
    assert ask("plan", "list").out == ""


def test_what_is_needed_is_asked_for(ask: CommandLine) -> None:
    assert ask("plan", "add", "--name", "Carnet 20").code == 2
