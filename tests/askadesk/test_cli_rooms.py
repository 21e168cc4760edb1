"""``askadesk space|book|free|bookings|booking``: what programs and people are told of rooms."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from askadesk.core.opening import open_database
from askadesk.core.ports import SystemIds
from askadesk.documents.pictures import page_count
from askadesk.hubs.finding import actor_at
from askadesk.services import build_services
from db.values import Source
from tests.askadesk.command_line import CommandLine, Said
from tests.askadesk.documents.reading import read
from tests.hub_of_tests import ROME, SetClock

ANSWER_FIELDS = {
    "answer",
    "code",
    "message",
    "bookings",
    "command",
    "breaches",
    "clashes",
    "alternatives",
}
NUMBER = "0197c6a0-5f5e-7b1a-9c5f-6d1f0a3b2c4d"


@pytest.fixture
def ask(ask_rooms: CommandLine) -> CommandLine:
    return ask_rooms


def book(ask: CommandLine, start: str, end: str, *more: str, space: str = "Sala Po") -> Said:
    call = ("book", "--space", space, "--start", start, "--end", end, *more, "--json")
    return ask(*call)


# --- spaces --------------------------------------------------------------------------------------


def test_what_is_added_is_listed(ask: CommandLine) -> None:
    added = ask(
        *("space", "add", "Sala Carignano", "--kind", "hall", "--seats", "40"),
        *("--name-en", "Carignano Hall", "--floor", "Piano 1", "--features", "screen,step-free"),
        *(
            "--setup",
            "15",
            "--cleanup",
            "30",
            "--hour",
            "24",
            "--half-day",
            "80",
            "--day",
            "140,50",
        ),
        "--json",
    )
    assert added.code == 0
    assert added.line | {"id": ""} == {
        "id": "",
        "name": "Sala Carignano",
        "name_en": "Carignano Hall",
        "kind": "hall",
        "seats": 40,
        "desks": None,
        "floor": "Piano 1",
        "features": ["screen", "step_free"],
        "setup": 15,
        "cleanup": 30,
        "parts": [],
        "hour_cents": 2400,
        "archived": False,
    }
    listed = ask("space", "list")
    assert listed.out.splitlines()[-1] == (
        "Carignano Hall  Event hall  40 seats  Piano 1  Screen, Step-free  €24.00 an hour"
    )


def test_a_zone_has_desks_and_a_joined_room_has_parts(ask: CommandLine) -> None:
    zone = ask("space", "add", "Loft", "--kind", "desk_zone", "--seats", "24", "--desks", "24")
    joined = ask(
        *("space", "add", "Po + Dora", "--kind", "hall", "--seats", "18"),
        *("--parts", "sala po, sala dora"),
    )
    assert (zone.code, joined.code) == (0, 0)
    loft, both = ask("space", "list", "--json").lines[-2:]
    assert (loft["desks"], both["parts"]) == (24, ["Sala Po", "Sala Dora"])
    # Who books the joined room takes its parts.
    assert book(ask, "10:00", "11:00", "--title", "Festa", space="Po + Dora").code == 0
    assert book(ask, "10:00", "11:00", "--title", "Corso").line["code"] == "space_taken"


@pytest.mark.parametrize(
    "wrong",
    [
        ("--kind", "castle"),
        ("--kind", "hall", "--features", "pool"),
        ("--kind", "hall", "--hour", "tanto"),
        ("--kind", "hall", "--parts", "Sala Po"),
        ("--kind", "hall", "--setup", "-5"),
        ("--kind", "hall", "--credits", "-5"),
        ("--kind", "hall", "--credits", "1000000000000"),
        ("--kind", "hall", "--hour", "100000000"),
    ],
)
def test_a_space_that_cannot_be_is_not_added(ask: CommandLine, wrong: tuple[str, ...]) -> None:
    said = ask("space", "add", "Altra", "--seats", "4", *wrong, "--json")
    assert (said.code, said.line["error"]) == (1, "wrong_input")
    assert len(ask("space", "list", "--json").lines) == 2


def put_away(ask: CommandLine, name: str) -> str:
    """A desk puts the space away; its ID."""
    opened = open_database(ask.database, ask.clock)
    actor = actor_at(opened.engine, Source.DESK, ask.clock, SystemIds())
    spaces = build_services(opened.engine, ask.clock, SystemIds(), actor).spaces
    row = next(one for one in spaces.spaces() if one.name == name)
    spaces.archive(row.id, row.version)
    opened.engine.dispose()
    return str(row.id)


def test_a_space_that_was_put_away_is_listed_on_demand_and_taken_back(ask: CommandLine) -> None:
    away = put_away(ask, "Sala Dora")
    assert [one["name"] for one in ask("space", "list", "--json").lines] == ["Sala Po"]
    everything = ask("space", "list", "--all", "--json").lines
    assert [(one["name"], one["archived"]) for one in everything] == [
        ("Sala Po", False),
        ("Sala Dora", True),
    ]
    assert ask("space", "list", "--all").out.splitlines()[1].endswith("put away")
    back = ask("space", "restore", "dora", "--json")
    assert back.code == 0
    assert (back.line["id"], back.line["archived"]) == (away, False)
    assert book(ask, "10:00", "11:00", "--title", "Corso", space="Sala Dora").code == 0


def test_only_what_was_put_away_is_taken_back(ask: CommandLine) -> None:
    put_away(ask, "Sala Dora")
    said = ask("space", "restore", "Sala Po", "--json")
    assert (said.code, said.line["error"]) == (1, "unknown_space")
    assert "Sala Dora" in ask("space", "restore", "Sala Po").err


# --- booking -------------------------------------------------------------------------------------


def test_a_booking_is_made_and_listed(ask: CommandLine) -> None:
    said = book(
        ask, "14:00", "15:30", "--for", "marco bellino", "--title", "Kickoff", "--heads", "4"
    )
    assert (said.code, set(said.line)) == (0, ANSWER_FIELDS)
    assert (said.line["answer"], said.line["clashes"]) == ("booked", [])
    (made,) = said.line["bookings"]
    assert (made["who"], made["title"], made["heads"]) == ("Marco Bellino", "Kickoff", 4)
    assert made["starts"] == "2026-11-17T14:00:00+01:00"
    assert ask("bookings", "--json").lines == [made]
    assert ask("bookings", "--day", "2026-11-18", "--json").lines == []
    assert ask("bookings", "--space", "dora", "--json").lines == []
    line = ask("bookings").out
    assert line.startswith("Tue 17 Nov 14:00 – 15:30  Sala Po  Marco Bellino  Kickoff  4 people  ")


def test_a_booking_is_paid_with_credits_or_not_made(ask: CommandLine) -> None:
    space = ("space", "add", "Sala Susa", "--kind", "meeting_room", "--seats", "6")
    assert ask(*space, "--hour", "20", "--credits", "2").code == 0
    added = ask(
        *("plan", "add", "--kind", "pass", "--name", "10 crediti", "--credits", "10"),
        *("--price", "90", "--json"),
    )
    assert (added.line["unit"], added.line["gives"]) == ("credits", "10 credits")
    poor = book(ask, "14:00", "16:00", "--for", "marco bellino", "--credits", space="Sala Susa")
    assert (poor.code, poor.line["error"]) == (1, "credits_short")
    neva = ("--given", "Neva", "--family", "Rossi", "--plan", "10-crediti")
    assert ask("person", "add", *neva).code == 0
    paid = book(ask, "14:00", "16:00", "--for", "neva rossi", "--credits", space="Sala Susa")
    (made,) = paid.line["bookings"]
    assert (made["credits"], made["cents"]) == (4, 0)
    assert "  4 credits  " in ask("bookings").out
    found = ask("person", "find", "neva rossi", "--json").line["id"]
    assert "10 crediti, 6 credits left" in ask("person", "show", found).out


def test_an_organisation_is_found_by_its_very_name_though_its_people_match(
    ask: CommandLine,
) -> None:
    said = book(ask, "14:00", "15:00", "--for", "studio nuvola")
    assert said.line["bookings"][0]["who"] == "Studio Nuvola"
    # A part of it finds the studio and who belongs there.
    unclear = book(ask, "16:00", "17:00", "--for", "nuvola")
    assert (unclear.code, unclear.line["error"]) == (1, "ambiguous")
    assert len(unclear.line["candidates"]) == 2


def test_a_refusal_names_who_has_it_and_what_is_free(ask: CommandLine) -> None:
    assert book(ask, "14:00", "15:00", "--for", "marco bellino").code == 0
    said = book(ask, "14:30", "15:30", "--title", "Corso")
    assert (said.code, set(said.line)) == (1, ANSWER_FIELDS)
    assert (said.line["answer"], said.line["code"]) == ("refused", "space_taken")
    assert "Marco Bellino" in said.line["message"]
    (clash,) = said.line["clashes"]
    assert clash | {"booking": ""} == {
        "space": "Sala Po",
        "who": "Marco Bellino",
        "private": False,
        "booking": "",
        "starts": "2026-11-17T14:00:00+01:00",
        "ends": "2026-11-17T15:00:00+01:00",
        "blocked_from": "2026-11-17T14:00:00+01:00",
        "blocked_until": "2026-11-17T15:10:00+01:00",
    }
    assert said.line["alternatives"][0] == {
        "space": "Sala Dora",
        "starts": "2026-11-17T14:30:00+01:00",
        "ends": "2026-11-17T15:30:00+01:00",
    }
    words = ask("book", "--space", "Sala Po", "--start", "14:30", "--end", "15", "--title", "Corso")
    assert words.code == 1
    assert "✗ Sala Po: Marco Bellino, Tue 17 Nov 14:00 – 15:00; free again at 15:10" in words.out
    assert "→ free: Sala Dora  Tue 17 Nov 14:30 – 15:00" in words.out


def test_a_private_booking_shows_no_name_anywhere(ask: CommandLine) -> None:
    hidden = ("--for", "marco bellino", "--title", "Colloquio", "--private", "--note", "segreto")
    made = book(ask, "14:00", "15:00", *hidden)
    taken = book(ask, "14:00", "15:00", "--title", "Corso")
    spoken = ask("book", "--space", "Sala Po", "--start", "14", "--end", "15", "--title", "Corso")
    listed, lines = ask("bookings", "--json"), ask("bookings")
    for said in (made, taken, spoken, listed, lines):
        for word in ("Marco", "Colloquio", "segreto"):
            assert word not in said.out + said.err
    assert "Private" in lines.out
    assert "Private" in spoken.out


def test_a_rule_gives_way_to_a_reason(ask: CommandLine) -> None:
    said = book(ask, "21:00", "22:00", "--title", "Festa")
    assert (said.code, said.line["code"]) == (1, "rule_broken")
    assert [one["code"] for one in said.line["breaches"]] == ["closed"]
    allowed = book(ask, "21:00", "22:00", "--title", "Festa", "--reason", "Inaugurazione")
    assert allowed.code == 0


def test_the_same_command_books_once(ask: CommandLine) -> None:
    call = ("14:00", "15:00", "--title", "Corso", "--command-id", NUMBER)
    first, again = book(ask, *call), book(ask, *call)
    assert (first.line, first.code) == (again.line, again.code)
    assert len(ask("bookings", "--json").lines) == 1
    other = book(ask, "16:00", "17:00", "--title", "Altro", "--command-id", NUMBER)
    assert (other.code, other.line["error"]) == (1, "command_reused")


@pytest.mark.parametrize(
    ("call", "code", "error"),
    [
        (("--start", "ieri", "--end", "15:00", "--title", "x"), 2, "wrong_use"),
        (
            ("--start", "14:00", "--end", "15:00", "--title", "x", "--command-id", "7"),
            2,
            "wrong_use",
        ),
        (("--start", "14:00", "--end", "15:00"), 1, "wrong_input"),
        (("--start", "15:00", "--end", "14:00", "--title", "x"), 1, "wrong_input"),
        (("--start", "14:00", "--end", "15:00", "--for", "nessuno"), 1, "not_found"),
        (("--start", "14:00", "--end", "15:00", "--for", NUMBER), 1, "not_found"),
        (("--start", "14:00", "--end", "15:00", "--title", "x", "--heads", "0"), 1, "wrong_input"),
    ],
)
def test_what_cannot_be_booked(
    ask: CommandLine, call: tuple[str, ...], code: int, error: str
) -> None:
    said = ask("book", "--space", "Sala Po", *call, "--json")
    assert (said.code, said.line["error"]) == (code, error)


def test_a_space_is_found_by_part_of_its_name_or_not_at_all(ask: CommandLine) -> None:
    both = book(ask, "14:00", "15:00", "--title", "x", space="sala")
    none = book(ask, "14:00", "15:00", "--title", "x", space="Torre")
    assert (both.line["error"], none.line["error"]) == ("ambiguous", "unknown_space")
    assert "Sala Po" in none.line["message"]


def test_without_an_archive_it_says_so(quiet_machine: object, tmp_path: Any) -> None:
    line = CommandLine(str(tmp_path / "nowhere.sqlite"))
    away = line("bookings", "--database", line.database, "--json")
    assert (away.code, away.line["error"]) == (3, "database_missing")


# --- what repeats --------------------------------------------------------------------------------

WEEKLY = ("--repeat", "FREQ=WEEKLY;COUNT=4")


def test_a_series_is_booked_whole_or_without_what_is_taken(ask: CommandLine) -> None:
    taken = ("2026-11-24T14:30", "2026-11-24T15:30", "--title", "Altro")
    assert book(ask, *taken).code == 0
    refused = book(ask, "14:00", "15:00", "--title", "Corso", *WEEKLY)
    assert (refused.code, refused.line["code"]) == (1, "space_taken")
    assert [one["who"] for one in refused.line["clashes"]] == ["Altro"]
    assert len(ask("bookings", "--json").lines) == 0
    call = ("14:00", "15:00", "--title", "Corso", *WEEKLY, "--skip-taken", "--command-id", NUMBER)
    made = book(ask, *call)
    assert (made.code, made.line["message"]) == (
        0,
        "3 dates from 17 November 2026 to 8 December 2026",
    )
    days = [one["starts"][:10] for one in made.line["bookings"]]
    assert days == ["2026-11-17", "2026-12-01", "2026-12-08"]
    assert len({one["series"] for one in made.line["bookings"]}) == 1
    # Sent twice, it is booked once.
    assert book(ask, *call).line == made.line
    assert len(ask("bookings", "--day", "2026-12-01", "--json").lines) == 1


@pytest.mark.parametrize(
    ("more", "code", "error"),
    [
        (("--repeat", "FREQ=WEEKLY"), 1, "endless_series"),
        (("--repeat", "ogni tanto"), 1, "unreadable_rule"),
        (("--skip-taken",), 2, "wrong_use"),
    ],
)
def test_a_series_that_cannot_be(
    ask: CommandLine, more: tuple[str, ...], code: int, error: str
) -> None:
    said = book(ask, "14:00", "15:00", "--title", "Corso", *more)
    assert (said.code, said.line["error"]) == (code, error)


# --- the change of clocks ------------------------------------------------------------------------


def test_a_time_in_the_skipped_hour_moves_on_and_a_doubled_one_is_the_first(
    ask: CommandLine,
) -> None:
    ask.clock = SetClock(datetime(2027, 3, 20, 9, tzinfo=ROME))
    reason = ("--title", "Notte", "--reason", "Maratona")
    spring = book(ask, "2027-03-28T02:30", "2027-03-28T04:30", *reason)
    assert spring.line["bookings"][0]["starts"] == "2027-03-28T03:30:00+02:00"
    autumn = book(ask, "2027-10-31T02:30", "2027-10-31T04:30", *reason)
    assert autumn.line["bookings"][0]["starts"] == "2027-10-31T02:30:00+02:00"
    second = book(ask, "2027-10-31T02:30:00+01:00", "2027-10-31T04:00", *reason, space="Sala Dora")
    assert second.line["bookings"][0]["starts"] == "2027-10-31T02:30:00+01:00"


# --- what is free, moving, calling off -----------------------------------------------------------


def test_what_is_free(ask: CommandLine) -> None:
    book(ask, "14:00", "15:00", "--title", "Corso")
    call = ("free", "--start", "14:30", "--end", "15:30", "--json")
    assert [one["space"] for one in ask(*call).lines] == ["Sala Dora"]
    assert ask(*call, "--seats", "11").lines == []
    assert ask(*call, "--features", "screen").lines == []
    wrong = ask(*call, "--features", "pool")
    assert (wrong.code, wrong.line["error"]) == (1, "wrong_input")
    nothing = ask("free", "--start", "14:30", "--end", "15:30", "--seats", "90")
    assert (nothing.code, nothing.err) == (0, "Nothing is free then.\n")


def test_a_booking_is_moved_and_called_off(ask: CommandLine) -> None:
    first = book(ask, "10:00", "11:00", "--title", "Corso").line["bookings"][0]["id"]
    book(ask, "14:00", "15:00", "--title", "Altro")
    taken = ask("booking", "move", first, "--start", "14:30", "--end", "15:30", "--json")
    assert (taken.code, taken.line["clashes"][0]["who"]) == (1, "Altro")
    elsewhere = ("--space", "Sala Dora", "--json")
    moved = ask("booking", "move", first, "--start", "14:30", "--end", "15:30", *elsewhere)
    assert moved.code == 0
    assert moved.line["bookings"][0]["spaces"] == ["Sala Dora"]
    off = ask("booking", "cancel", first, "--reason", "Rinviato", "--by", "holder", "--json")
    assert (off.code, off.line["answer"]) == (0, "cancelled")
    assert len(ask("bookings", "--json").lines) == 1
    assert len(ask("bookings", "--cancelled", "--json").lines) == 2
    again = ask("booking", "cancel", first, "--json")
    assert (again.code, again.line["error"]) == (1, "not_possible_now")
    assert ask("booking", "cancel", "mia").code == 2
    assert ask("booking", "cancel", NUMBER, "--json").line["error"] == "unknown_booking"


# --- paper ---------------------------------------------------------------------------------------


def test_the_doors_and_the_week_go_on_paper(ask: CommandLine, tmp_path: Path) -> None:
    book(ask, "14:00", "15:00", "--for", "marco bellino", "--title", "Corso")
    book(ask, "16:00", "17:00", "--for", "marco bellino", "--title", "Colloquio", "--private")
    doors, week = tmp_path / "porte.pdf", tmp_path / "settimana.pdf"
    said = ask("bookings", "--pdf", str(doors), "--json")
    assert (said.code, said.line) == (0, {"pdf": str(doors)})
    assert ask("bookings", "--week", "--day", "2026-11-19", "--pdf", str(week)).code == 0
    assert page_count(doors.read_bytes()) == 2
    for page in (read(doors.read_bytes()), read(week.read_bytes())):
        assert "MarcoBellino" in page.text
        assert "Private" in page.text
        assert "Colloquio" not in page.text
    ask("bookings", "--space", "dora", "--pdf", str(doors))
    assert "Freeallday." in read(doors.read_bytes()).text


def test_a_week_is_listed(ask: CommandLine) -> None:
    book(ask, "14:00", "15:00", "--title", "Corso")
    assert len(ask("bookings", "--week", "--day", "2026-11-22", "--json").lines) == 1
    assert len(ask("bookings", "--week", "--day", "2026-11-23", "--json").lines) == 0


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1899-12-31", "2200-01-01"])
@pytest.mark.parametrize("more", [(), ("--week",), ("--pdf",)], ids=["day", "week", "paper"])
def test_a_day_beyond_reach_is_said(
    ask: CommandLine, tmp_path: Path, day: str, more: tuple[str, ...]
) -> None:
    paper = (str(tmp_path / "plan.pdf"),) if "--pdf" in more else ()
    said = ask("bookings", "--day", day, *more, *paper, "--json")
    assert (said.code, said.line["error"]) == (1, "wrong_input")
    assert not list(tmp_path.glob("*.pdf"))
