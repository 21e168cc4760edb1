"""docs/cli.md is a contract: each of its examples is run, in the order of the page, and compared."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from askadesk.core.database_errors import AWAY
from askadesk.doctor import Check, State
from askadesk.presence.rights import RANK
from askadesk.presence.rows import WayOut
from askadesk.rooms.ics.rows import Outcome
from askadesk.rooms.rows import FEATURES
from db.values import Answer, BookingStatus, SpaceKind, WaitStatus
from tests.askadesk.command_line import SCAN_FIELDS, CommandLine
from tests.askadesk.test_cli_ics import ROW_FIELDS, SUMMARY_FIELDS
from tests.askadesk.test_cli_people import CREDENTIAL_FIELDS, MEMBERSHIP_FIELDS, PERSON_FIELDS
from tests.askadesk.test_cli_rooms import ANSWER_FIELDS
from tests.askadesk.test_cli_waiting import FIELDS as WAITING_FIELDS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "cli.md"
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
_CALL = re.compile(r"\$ askadesk (.*?)    # (\d+)")


@dataclass(frozen=True)
class Example:
    """One call of the page, the exit code it promises and what it prints, … standing for anything."""

    call: str
    code: int
    printed: tuple[str, ...]

    def matches(self, out: str) -> bool:
        """Whether ``out`` is what the page shows."""
        pattern = "\n".join(map(re.escape, self.printed)).replace("…", ".*")
        return re.fullmatch(pattern, out.rstrip("\n"), re.DOTALL) is not None


def examples() -> Iterator[Example]:
    for block in _BLOCK.findall(PAGE.read_text("utf-8")):
        for part in re.split(r"^(?=\$)", block, flags=re.MULTILINE):
            if part:
                call, *printed = part.rstrip("\n").split("\n")
                found = _CALL.fullmatch(call)
                assert found is not None, call
                yield Example(found.group(1), int(found.group(2)), tuple(printed))


def test_every_example_of_the_page_is_true(
    blank_sqlite_url: str, quiet_machine: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(PAGE.parent / "examples" / "persone.csv", tmp_path)
    ask = CommandLine(blank_sqlite_url)
    ask.qt_checks = lambda: (Check("qt", State.WORKS, "Qt works."),)
    monkeypatch.setenv("ASKADESK_DATABASE", blank_sqlite_url)
    # The page tells what happens without an archive before it makes one.
    ran = [(example, ask(*shlex.split(example.call))) for example in examples()]
    assert len(ran) > 20
    for example, said in ran:
        assert (said.code, example.call) == (example.code, example.call)
        assert example.matches(said.out), f"{example.call}\n{said.out}"


def named() -> set[str]:
    """Everything that the page puts between backquotes or quotes."""
    page = PAGE.read_text("utf-8")
    return set(re.findall(r"`([^`\n]+)`", page)) | set(re.findall(r'"(\w+)":', page))


def test_the_page_names_every_field_answer_and_way_out() -> None:
    fields = (*SCAN_FIELDS, *PERSON_FIELDS, *MEMBERSHIP_FIELDS, *CREDENTIAL_FIELDS)
    assert set(fields) - named() == set()
    assert {*WAITING_FIELDS, *WaitStatus} - named() == set()
    assert {*ANSWER_FIELDS, *SpaceKind, *BookingStatus, *FEATURES} - named() == set()
    assert {*ROW_FIELDS, *SUMMARY_FIELDS, *Outcome} - named() == set()
    assert {answer.value for answer in Answer} - named() == set()
    assert {way.value for way in WayOut} - named() == set()


def test_the_page_names_every_reason_of_the_rule_and_of_an_archive_that_is_away() -> None:
    assert set(RANK) - named() == set()
    assert {said().code for _words, said in AWAY} - named() == set()
