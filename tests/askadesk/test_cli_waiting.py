"""``askadesk waiting``: what programs and people are told of who waits for a room."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.askadesk.command_line import CommandLine, Said
from tests.hub_of_tests import ROME, SetClock

FIELDS = {
    "id",
    "status",
    "place",
    "space",
    "starts",
    "ends",
    "who",
    "title",
    "heads",
    "offered_until",
}


@pytest.fixture
def ask(ask_rooms: CommandLine) -> CommandLine:
    """Sala Po is taken from 14 to 15."""
    for given, family in (("Anna", "Neri"), ("Bruno", "Sala")):
        added = ask_rooms("person", "add", "--given", given, "--family", family)
        assert added.code == 0
    assert _book(ask_rooms).code == 0
    return ask_rooms


def _book(ask: CommandLine) -> Said:
    times = ("--start", "14:00", "--end", "15:00")
    return ask.json("book", "--space", "Sala Po", *times, "--title", "Consiglio")


def wait(ask: CommandLine, who: str, start: str = "14:00", end: str = "15:00", *more: str) -> Said:
    times = ("--start", start, "--end", end)
    return ask("waiting", "add", "--space", "Sala Po", *times, "--for", who, *more, "--json")


def cancel(ask: CommandLine) -> None:
    booking = ask("bookings", "--json").lines[0]["id"]
    assert ask("booking", "cancel", booking).code == 0


def test_who_is_put_in_line_is_told_the_place(ask: CommandLine) -> None:
    first, second = (
        wait(ask, "Anna Neri", "14:00", "15:00", "--title", "Colloqui"),
        wait(ask, "Bruno Sala"),
    )
    assert (first.code, second.code) == (0, 0)
    assert set(first.line) == FIELDS | {"answer", "code", "message"}
    assert (first.line["answer"], first.line["place"], second.line["place"]) == ("in_line", 1, 2)
    assert (first.line["who"], first.line["title"]) == ("Anna Neri", "Colloqui")
    assert first.line["starts"] == "2026-11-17T14:00:00+01:00"
    assert "first in line" in first.line["message"]


def test_what_is_free_is_no_reason_to_wait(ask: CommandLine) -> None:
    refused = wait(ask, "Anna Neri", "16:00", "17:00")
    assert (refused.code, refused.line["error"]) == (1, "free_now")


def test_the_list_says_whose_turn_it_is(ask: CommandLine) -> None:
    assert ask("waiting", "list").err.strip() == "Nobody waits for a space."
    wait(ask, "Anna Neri")
    wait(ask, "Bruno Sala")
    cancel(ask)
    rows = ask("waiting", "list", "--json").lines
    assert [set(one) for one in rows] == [FIELDS] * 2
    assert [(one["who"], one["status"]) for one in rows] == [
        ("Anna Neri", "offered"),
        ("Bruno Sala", "waiting"),
    ]
    assert rows[0]["offered_until"] == "2026-11-17T10:12:00+01:00"
    said = ask("waiting", "list").out
    assert "offered until 10:12" in said
    assert "number 2 in line" in said


def test_the_list_of_a_day_and_of_a_space(ask: CommandLine) -> None:
    wait(ask, "Anna Neri")
    for more, count in (
        (("--day", "2026-11-17"), 1),
        (("--day", "2026-11-18"), 0),
        (("--space", "Sala Po"), 1),
        (("--space", "Sala Dora"), 0),
    ):
        assert len(ask("waiting", "list", *more, "--json").lines) == count


def test_an_offer_is_booked_and_cannot_be_booked_again(ask: CommandLine) -> None:
    entry = wait(ask, "Anna Neri").line["id"]
    early = ask("waiting", "book", entry, "--json")
    assert (early.code, early.line["error"]) == (1, "not_offered")
    cancel(ask)
    booked = ask("waiting", "book", entry, "--json")
    assert (booked.code, booked.line["answer"]) == (0, "booked")
    assert booked.line["bookings"][0]["who"] == "Anna Neri"
    again = ask("waiting", "book", entry, "--json")
    assert (again.code, again.line["error"]) == (1, "not_offered")


def test_the_same_command_number_books_once(ask: CommandLine) -> None:
    entry = wait(ask, "Anna Neri").line["id"]
    cancel(ask)
    number = ("--command-id", "0197c6a0-5f5e-7b1a-9c5f-6d1f0a3b2c4d", "--json")
    first = ask("waiting", "book", entry, *number)
    assert ask("waiting", "book", entry, *number).line == first.line


def test_a_rule_in_the_way_of_an_offer_gives_way_to_a_reason(ask: CommandLine) -> None:
    entry = wait(ask, "Anna Neri", "14:00", "15:00", "--heads", "30").line["id"]
    cancel(ask)
    refused = ask("waiting", "book", entry, "--json")
    assert (refused.code, refused.line["code"]) == (1, "rule_broken")
    assert ask("waiting", "book", entry, "--reason", "In piedi").code == 0


def test_who_is_dropped_leaves_the_line(ask: CommandLine) -> None:
    entry = wait(ask, "Anna Neri").line["id"]
    left = ask("waiting", "drop", entry, "--json")
    assert (left.code, left.line["answer"], left.line["status"]) == (0, "left", "given_up")
    assert ask("waiting", "list", "--json").lines == []


def test_an_offer_that_ran_out_is_over(ask: CommandLine) -> None:
    entry = wait(ask, "Anna Neri").line["id"]
    cancel(ask)
    ask.clock = SetClock(datetime(2026, 11, 17, 10, 12, tzinfo=ROME))
    assert ask("waiting", "book", entry, "--json").line["error"] == "not_offered"


@pytest.mark.parametrize(
    "call",
    [
        ("drop", "nobody"),
        ("book", "nobody"),
        ("add", "--space", "Sala Po", "--start", "14:00", "--end", "15:00"),
        ("list", "--day", "someday"),
    ],
    ids=["no id", "no id to book", "for nobody", "no day"],
)
def test_a_call_that_cannot_be_understood_is_wrong_use(
    ask: CommandLine, call: tuple[str, ...]
) -> None:
    assert ask("waiting", *call, "--json").code == 2


def test_an_unknown_place_is_refused(ask: CommandLine) -> None:
    unknown = ask("waiting", "drop", "0197c6a0-5f5e-7b1a-9c5f-6d1f0a3b2c4d", "--json")
    assert (unknown.code, unknown.line["error"]) == (1, "unknown_waiting")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_beyond_reach_is_said(ask: CommandLine, day: str) -> None:
    said = ask("waiting", "list", "--day", day, "--json")
    assert (said.code, said.line["error"]) == (1, "wrong_input")
