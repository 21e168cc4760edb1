"""``askadesk ics``: a calendar written for others, and theirs brought in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.askadesk.command_line import CommandLine
from tests.askadesk.rooms.calendars import calendar, event
from tests.askadesk.test_cli_process import run

ROW_FIELDS = {
    *("event", "uid", "outcome", "title", "space", "starts", "ends", "dates", "taken", "message"),
    *("trouble", "clashes"),
}
SUMMARY_FIELDS = {"file", "events", "command", "made", "changed", "called_off"}
TEN = ("DTSTART;TZID=Europe/Rome:20261118T100000", "DURATION:PT1H")
NOON = ("DTSTART;TZID=Europe/Rome:20261118T120000", "DURATION:PT1H")
NUMBER = "0197c6a0-5f5e-7b1a-9c5f-6d1f0a3b2c4d"


@pytest.fixture
def ask(ask_rooms: CommandLine) -> CommandLine:
    return ask_rooms


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A calendar of a course and of something that was called off."""
    path = tmp_path / "corsi.ics"
    path.write_bytes(calendar(event("a", *TEN), event("b", *NOON, "STATUS:CANCELLED")))
    return path


def wednesday(ask: CommandLine) -> list[dict[str, object]]:
    return ask("bookings", "--day", "2026-11-18", "--json").lines


def test_a_calendar_is_looked_at_then_brought_in(ask: CommandLine, file: Path) -> None:
    call = ("ics", "import", str(file), "--space", "Sala Po")
    looked = ask(*call, "--dry-run", "--json")
    first, second, summary = looked.lines
    assert looked.code == 0
    assert (set(first), set(summary)) == (ROW_FIELDS, SUMMARY_FIELDS)
    assert (first["outcome"], first["title"], first["space"]) == ("new", "Corso", "Sala Po")
    assert first["starts"] == "2026-11-18T10:00:00+01:00"
    assert (second["outcome"], second["trouble"]) == ("left_out", "cancelled")
    assert (summary["made"], summary["command"]) == (0, None)
    assert wednesday(ask) == []
    done = ask(*call, "--json")
    assert (done.code, done.line["made"]) == (0, 1)
    assert done.line["events"] | {"new": 1, "left_out": 1} == done.line["events"]
    assert [one["title"] for one in wednesday(ask)] == ["Corso"]
    words = ask(*call)
    assert (words.code, words.out) == (
        0,
        "There was nothing to do.\nknown already 1, left out 1\n",
    )


def test_bookings_are_for_whom_was_named(ask: CommandLine, file: Path) -> None:
    ask("ics", "import", str(file), "--space", "Sala Po", "--for", "studio nuvola")
    assert [one["who"] for one in wednesday(ask)] == ["Studio Nuvola"]


def test_what_is_taken_is_named_and_left_out_when_asked(ask: CommandLine, tmp_path: Path) -> None:
    at_ten = ("--start", "2026-11-18T10:30", "--end", "2026-11-18T11:30")
    ask("book", "--space", "Sala Po", *at_ten, "--for", "marco bellino")
    file = tmp_path / "due.ics"
    file.write_bytes(calendar(event("a", *TEN), event("b", *NOON)))
    call = ("ics", "import", str(file), "--space", "Sala Po")
    refused = ask(*call, "--json")
    clash, summary = refused.lines
    assert (refused.code, clash["outcome"]) == (1, "clashes")
    assert clash["clashes"][0]["who"] == "Marco Bellino"
    assert (summary["command"], len(wednesday(ask))) == (None, 1)
    said = ask(*call)
    assert "Taken: Corso  Sala Po  Wed 18 Nov 10:00 – 11:00  1 of 1 dates is taken." in said.out
    assert "✗ Sala Po: Marco Bellino, Wed 18 Nov 10:30 – 11:30; free again at 11:40" in said.out
    assert ask(*call, "--skip-taken", "--json").line["made"] == 1
    assert len(wednesday(ask)) == 2


def test_what_cannot_be_waits_or_is_left_out(ask: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "misti.ics"
    file.write_bytes(calendar(event("a", *TEN), event("b", TEN[0])))
    call = ("ics", "import", str(file), "--space", "Sala Po", "--json")
    refused = ask(*call)
    assert (refused.code, refused.lines[0]["trouble"]) == (1, "no_length")
    assert wednesday(ask) == []
    assert ask(*call, "--leave-out").line["made"] == 1


def test_the_same_command_brings_in_once(ask: CommandLine, file: Path) -> None:
    call = ("ics", "import", str(file), "--space", "Sala Po", "--command-id", NUMBER, "--json")
    assert ask(*call).line["made"] == 1
    assert ask(*call).code == 0
    assert len(wednesday(ask)) == 1


def test_a_private_event_shows_no_name(ask: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "privato.ics"
    file.write_bytes(calendar(event("a", *TEN, "CLASS:PRIVATE", summary="Colloquio")))
    call = ("ics", "import", str(file), "--space", "Sala Po")
    for said in (ask(*call, "--dry-run"), ask(*call, "--dry-run", "--json"), ask(*call)):
        assert "Colloquio" not in said.out + said.err
    out = tmp_path / "out.ics"
    ask("ics", "export", str(out))
    assert b"Colloquio" not in out.read_bytes()


@pytest.mark.parametrize(
    ("call", "code", "error"),
    [
        (("import", "nowhere.ics"), 1, "file_unreadable"),
        (("import", "nowhere.ics", "--space", "Torre"), 1, "unknown_space"),
        (("import", "nowhere.ics", "--for", "nessuno"), 1, "not_found"),
        (("import", "nowhere.ics", "--command-id", "7"), 2, "wrong_use"),
        (("import", "nowhere.ics", "--dry-run", "--command-id", NUMBER), 2, "wrong_use"),
        (("export", "no/such/folder.ics"), 1, "file_unwritable"),
        (("export", ""), 1, "file_unwritable"),
        (("export", "x.ics", "--space", "Torre"), 1, "unknown_space"),
        (("export", "x.ics", "--person", "nessuno"), 1, "not_found"),
    ],
)
def test_what_cannot_be_done_says_so(
    ask: CommandLine, call: tuple[str, ...], code: int, error: str
) -> None:
    said = ask("ics", *call, "--json")
    assert (said.code, said.line["error"]) == (code, error)


def test_a_calendar_is_written_whole_or_not_at_all(
    ask: CommandLine, file: Path, tmp_path: Path
) -> None:
    ask("ics", "import", str(file), "--space", "Sala Po")
    out = tmp_path / "fuori.ics"
    said = ask("ics", "export", str(out), "--space", "Sala Po", "--json")
    assert (said.code, said.line) == (0, {"file": str(out), "events": 1})
    assert out.read_bytes().endswith(b"END:VCALENDAR\r\n")
    assert ask("ics", "export", str(out), "--space", "Sala Dora").out == f"0 events: {out}\n"
    assert not list(tmp_path.glob(".*.part"))


def test_it_is_written_to_the_standard_output_too(ask: CommandLine, file: Path) -> None:
    ask("ics", "import", str(file), "--space", "Sala Po")
    said = run(ask.database, "ics", "export", "-")
    assert (said.returncode, said.stdout.splitlines()[0]) == (0, "BEGIN:VCALENDAR")
    assert "SUMMARY:Corso" in said.stdout
