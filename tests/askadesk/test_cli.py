"""What holds for every command: archive, language, help, exit codes, and no traceback on screen."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from askadesk.cli_output import language_of
from askadesk.doctor import Check, State
from askadesk.presence.service import PresenceService
from tests.askadesk.command_line import CommandLine
from tests.hub_of_tests import HubOfTests

COMMANDS = (
    ("scan", "x"),
    ("checkout", "x"),
    ("present",),
    ("person", "find", "x"),
    ("person", "show", "x"),
    ("person", "add", "--given", "x"),
    ("person", "card", "x", "--pdf", "x.pdf"),
)
ALL = (*COMMANDS, ("demo",), ("doctor",))


@pytest.fixture
def bare(quiet_machine: Path) -> CommandLine:
    """``askadesk`` without an archive anywhere."""
    return CommandLine("")


# --- the archive ---------------------------------------------------------------------------------


def test_the_archive_may_be_named_before_or_after_the_command_or_in_the_environment(
    bare: CommandLine, sqlite_hub: HubOfTests, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sqlite_url.removeprefix("sqlite:///")
    assert bare.json("--database", path, "present").line["capacity"] == 60
    assert bare.json("present", "--database", sqlite_url).line["capacity"] == 60
    monkeypatch.setenv("ASKADESK_DATABASE", path)
    assert bare.json("present").line["capacity"] == 60


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_without_an_archive_every_command_says_so_and_makes_none(
    bare: CommandLine, command: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "nowhere" / "desk.sqlite"
    said = bare.json(*command, "--database", str(path))
    assert (said.code, said.line["error"]) == (3, "database_missing")
    assert str(path) in said.line["message"]
    assert not path.exists()
    assert bare(*command, "--database", str(path)).err.count("\n") == 1


def test_an_archive_that_is_damaged_or_foreign_or_no_file_at_all_is_away(
    bare: CommandLine, tmp_path: Path
) -> None:
    damaged, foreign = tmp_path / "damaged.sqlite", tmp_path / "foreign.sqlite"
    damaged.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4096)
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    connection.close()
    expected = {
        str(damaged): "database_corrupt",
        str(foreign): "database_foreign",
        str(tmp_path): "database_unwritable",
        "mysql://somewhere/else": "database_address",
        "postgresql://desk@127.0.0.1:1/nowhere": "database_away",
    }
    found = {place: bare.json("present", "--database", place) for place in expected}
    assert {place: said.line["error"] for place, said in found.items()} == expected
    assert {said.code for said in found.values()} == {3}


def test_a_wrong_password_is_said_without_repeating_it(
    bare: CommandLine, wrong_password_url: str
) -> None:
    said = bare.json("scan", "x", "--database", wrong_password_url)
    assert (said.code, said.line["error"]) == (3, "database_password")
    assert "wrong-one" not in said.out + said.err


def test_an_archive_without_a_hub_says_what_to_do(ask: CommandLine) -> None:
    said = ask.json("scan", "x")
    assert (said.code, said.line["error"]) == (1, "no_hub")
    assert "askadesk demo" in said.line["message"]


# --- the desk, help, language --------------------------------------------------------------------


def test_without_a_command_the_desk_opens(bare: CommandLine) -> None:
    assert bare("--database", "somewhere.sqlite").code == 0
    assert bare(language=None).code == 0
    assert bare.opened == [("somewhere.sqlite", "en"), (None, None)]


@pytest.mark.parametrize("command", ALL, ids=" ".join)
def test_every_command_teaches_itself_in_both_languages(
    bare: CommandLine, command: tuple[str, ...]
) -> None:
    name = [word for word in command[:2] if word in _words_of_commands()]
    english, italian = bare(*name, "--help"), bare(*name, "--help", language="it")
    assert (english.code, italian.code) == (0, 0)
    for option in ("--database", "--json", "--language"):
        assert option in english.out
    assert "askadesk " + " ".join(name) in english.out
    assert "The language of the answers." in english.out
    assert "La lingua delle risposte." in italian.out


def _words_of_commands() -> set[str]:
    return {"scan", "checkout", "present", "person", "demo", "doctor"} | {
        "find",
        "show",
        "add",
        "card",
    }


def test_the_help_of_the_program_names_the_exit_codes_and_all_commands(bare: CommandLine) -> None:
    said = bare("--help").out
    for name in ("scan", "checkout", "present", "person", "demo", "doctor"):
        assert f"\n  {name} " in said
    assert "3 when the archive is away" in " ".join(said.split())


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [
        ({}, "it"),
        ({"LANG": "it_IT.UTF-8"}, "it"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "it"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "it_IT.UTF-8"}, "it"),
        ({"LC_ALL": "", "LANG": "en_US"}, "en"),
        ({"LC_ALL": "C.UTF-8"}, "it"),
    ],
)
def test_english_is_spoken_where_the_environment_does_else_italian(
    environment: dict[str, str], spoken: str
) -> None:
    assert language_of((), environment) == spoken


def test_the_language_asked_for_wins(bare: CommandLine) -> None:
    assert language_of(("scan", "x", "--language", "en"), {"LANG": "it"}) == "en"
    assert language_of(("--language=it",), {"LANG": "en"}) == "it"
    assert language_of(("scan", "--", "--language", "en"), {}) == "it"
    assert bare("present", "--language", "fr").code == 2


@pytest.mark.parametrize("arguments", [("dance",), ("person",), ("person", "dance"), ("scan",)])
def test_a_call_that_is_not_understood_is_said_in_one_line(
    bare: CommandLine, arguments: tuple[str, ...]
) -> None:
    said = bare(*arguments)
    assert said.code == 2
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert bare.json(*arguments).line["error"] == "wrong_use"


# --- bugs ----------------------------------------------------------------------------------------


def test_a_bug_is_one_sentence_on_screen_and_its_details_are_in_the_log(
    ask_sqlite: CommandLine,
    sqlite_hub: HubOfTests,
    quiet_machine: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_arguments: Any) -> None:
        raise ZeroDivisionError("a bug made for this test")

    monkeypatch.setattr(PresenceService, "scan", fail)
    said = ask_sqlite("scan", "x")
    assert (said.code, said.out) == (70, "")
    assert said.err.count("\n") == 1
    assert "ZeroDivisionError" not in said.err
    (log,) = quiet_machine.rglob("askadesk.log")
    assert str(log) in said.err
    assert "a bug made for this test" in log.read_text("utf-8")
    assert ask_sqlite.json("scan", "x").line["error"] == "internal"


def test_a_bug_is_said_even_where_no_log_can_be_written(
    ask_sqlite: CommandLine,
    sqlite_hub: HubOfTests,
    quiet_machine: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_arguments: Any) -> None:
        raise ZeroDivisionError

    quiet_machine.write_bytes(b"no folder")
    monkeypatch.setattr(PresenceService, "scan", fail)
    said = ask_sqlite("scan", "x")
    assert said.code == 70
    assert said.err == (
        "Something went wrong that should not have. What was recorded before is safe.\n"
    )


# --- the doctor ----------------------------------------------------------------------------------


def test_the_doctor_looks_at_everything_and_says_it_in_json(
    ask: CommandLine, hub: HubOfTests
) -> None:
    ask.qt_checks = lambda: (Check("qt", State.WORKS, "Qt works."),)
    said = ask.json("doctor")
    assert said.code == 0
    found = {line["check"]: line for line in said.lines}
    assert list(found) == [
        *("python", "database", "database_check", "fonts", "reading", "disk", "log", "qt")
    ]
    for line in said.lines:
        assert tuple(line) == ("check", "state", "message", "todo")
        assert line["state"] in ("works", "hint")


def test_the_doctor_finds_a_damaged_page_and_says_what_to_do(
    ask_sqlite: CommandLine, sqlite_hub: HubOfTests, sqlite_url: str
) -> None:
    for _ in range(300):
        sqlite_hub.person()
    sqlite_hub.engine.dispose()
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'ix_people_merged_into'"
        ).fetchone()[0]
    connection.close()
    data = bytearray(path.read_bytes())
    data[(root - 1) * 4096 + 100 : root * 4096] = b"\x00" * 3996
    path.write_bytes(data)
    said = ask_sqlite.json("doctor")
    assert said.code == 1
    (broken,) = (line for line in said.lines if line["state"] == "fails")
    assert broken["check"].startswith("database")
    assert "backup" in broken["todo"]


@pytest.mark.parametrize(
    "name", ["x" * 300, "a\0b", "~nobody-here/desk", "postgresql://u@127.0.0.1:1/\udcff"]
)
def test_an_archive_of_a_name_that_none_can_have_is_refused_and_the_doctor_looks_on(
    bare: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    said = bare.json("demo", "--database", name)
    assert (said.code, len(said.lines)) == (3, 1)
    looked = bare.json("doctor", "--database", name)
    states = {line["check"]: line["state"] for line in looked.lines}
    assert (looked.code, states["database"], states["disk"]) == (1, "fails", "works")


def test_the_doctor_fails_where_something_does_not_work(bare: CommandLine, tmp_path: Path) -> None:
    bare.qt_checks = lambda: (Check("qt", State.FAILS, "Qt is not here.", "Install it."),)
    said = bare("doctor", "--database", str(tmp_path / "none.sqlite"))
    assert said.code == 1
    assert "✗ Qt is not here.\n    Install it." in said.out
    assert "– There is no archive at" in said.out
    assert said.err == "1 thing does not work.\n"
