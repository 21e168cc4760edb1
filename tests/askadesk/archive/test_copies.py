"""Copies of the archive: of one moment, whole or not at all, whatever others write meanwhile."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest

from askadesk.documents.roll_call import roll_call_pdf
from askadesk.documents.rows import HubFacts
from askadesk.rollcall.paper import past_facts
from askadesk.rollcall.rows import Summary, SummaryLine
from db.copying import BrokenCopy, copy_file
from tests.hub_of_tests import ROME

ROWS, HEAVY = 3_000, "x" * 1_000
SOMEONE = UUID(int=1)


def silent(_done: int, _of: int) -> None:
    """Nobody listens."""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file of some megabytes in the journal mode of an archive."""
    path = tmp_path / "archive.sqlite"
    with closing(sqlite3.connect(path)) as made:
        made.execute("PRAGMA journal_mode = WAL")
        made.execute("CREATE TABLE entries (number INTEGER PRIMARY KEY, words TEXT)")
        made.executemany("INSERT INTO entries (words) VALUES (?)", [(HEAVY,)] * ROWS)
        made.commit()
    return path


class Writer:
    """Writes at every step of the copy, as a door that goes on working."""

    def __init__(self, path: Path) -> None:
        self._path, self.steps = path, 0

    def step(self, done: int, of: int) -> None:
        self.steps += 1
        assert 0 <= done <= of
        with closing(sqlite3.connect(self._path)) as other:
            other.execute("INSERT INTO entries (words) VALUES (?)", (HEAVY,))
            other.commit()


def test_a_copy_is_of_one_moment_while_others_write(source: Path, tmp_path: Path) -> None:
    door, copy = Writer(source), tmp_path / "copy.sqlite"
    copy_file(source, copy, door.step)
    assert door.steps > 1
    with closing(sqlite3.connect(copy)) as opened:
        assert opened.execute("SELECT count(*) FROM entries").fetchone() == (ROWS,)
    with closing(sqlite3.connect(source)) as opened:
        written = opened.execute("SELECT count(*) FROM entries").fetchone()
    assert written == (ROWS + door.steps,)


class Enough(Exception):
    """Somebody stopped it."""


def stop(done: int, _of: int) -> None:
    if done:
        raise Enough


def test_a_copy_that_is_stopped_leaves_what_stood_there(source: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    copy.write_text("the copy of yesterday")
    with pytest.raises(Enough):
        copy_file(source, copy, stop)
    assert copy.read_text() == "the copy of yesterday"
    assert [one for one in tmp_path.iterdir() if ".part" in one.name] == []


def test_a_broken_archive_makes_no_copy(source: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(source)) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with source.open("r+b") as file:
        file.seek(4096 * 40)
        file.write(b"\xff" * 4096 * 20)
    copy = tmp_path / "copy.sqlite"
    with pytest.raises((BrokenCopy, sqlite3.DatabaseError)):
        copy_file(source, copy, silent)
    assert not copy.exists()


def test_a_missing_archive_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        copy_file(tmp_path / "nothing.sqlite", tmp_path / "copy.sqlite", silent)
    assert list(tmp_path.iterdir()) == []


def test_a_past_roll_call_goes_to_paper_with_those_not_found_first() -> None:
    at = datetime(2026, 11, 17, 9, 54, tzinfo=ROME)
    lines = (
        SummaryLine(SOMEONE, "Bice Conti", 2, 1, at),
        SummaryLine(SOMEONE, "Ada Rossi", 1, 1, at),
    )
    call = Summary(SOMEONE, True, at, at, "Marta", "Marta", lines)
    facts = past_facts(call, HubFacts("Aska"))
    assert [one.lines[0].name for one in facts.places] == ["Bice Conti", "Ada Rossi"]
    assert facts.over
    assert roll_call_pdf(facts).startswith(b"%PDF")
