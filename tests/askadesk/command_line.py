"""The command line as a test calls it: in this process, at a moment that is set, with what it said."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from askadesk import cli
from askadesk.cli_call import World
from askadesk.core.opening import open_database
from askadesk.core.ports import Clock, SystemIds
from askadesk.doctor import Check
from askadesk.hubs.rows import NewHub
from askadesk.hubs.setting_up import set_up
from tests.hub_of_tests import ROME, SetClock

TUESDAY_MORNING = datetime(2026, 11, 17, 9, 42, tzinfo=ROME)
SCAN_FIELDS = ("answer", "code", "message", "person", "left", "ways_out", "visit", "at")


@dataclass(frozen=True)
class Said:
    """What a call answered."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The JSON Lines on stdout."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def line(self) -> dict[str, Any]:
        """The one line of JSON."""
        (only,) = self.lines
        return only


@dataclass
class CommandLine:
    """Calls ``askadesk`` on a database."""

    database: str
    clock: Clock = field(default_factory=lambda: SetClock(TUESDAY_MORNING))
    opened: list[tuple[str | None, str | None]] = field(default_factory=list)
    qt_checks: Callable[[], Sequence[Check]] = tuple

    def __call__(self, *arguments: str, language: str | None = "en") -> Said:
        world = World(self._open, self.qt_checks, self.clock, SystemIds())
        out, err = io.StringIO(), io.StringIO()
        spoken = ["--language", language] if language else []
        with redirect_stdout(out), redirect_stderr(err):
            code = cli.run([*spoken, *arguments], world)
        assert "Traceback" not in out.getvalue() + err.getvalue()
        return Said(code, out.getvalue(), err.getvalue())

    def json(self, *arguments: str) -> Said:
        """The same with ``--json``."""
        return self("--json", *arguments)

    def _open(self, database: str | None, language: str | None) -> int:
        self.opened.append((database, language))
        return 0


@pytest.fixture
def quiet_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine with a log of its own and no language or archive in its environment."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "ASKADESK_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_STATE_HOME", "XDG_DATA_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def ask(database_url: str, quiet_machine: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """``askadesk`` on an upgraded, empty database named by ASKADESK_DATABASE, once on each engine."""
    monkeypatch.setenv("ASKADESK_DATABASE", database_url)
    return CommandLine(database_url)


@pytest.fixture
def ask_sqlite(
    sqlite_url: str, quiet_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> CommandLine:
    """The same on a SQLite file only."""
    monkeypatch.setenv("ASKADESK_DATABASE", sqlite_url)
    return CommandLine(sqlite_url)


@pytest.fixture(scope="module")
def _rooms_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub with two rooms, Marco and a studio."""
    path = tmp_path_factory.mktemp("rooms") / "hub.sqlite"
    line = CommandLine(str(path))
    opened = open_database(str(path), line.clock, create=True)
    set_up(opened.engine, NewHub("Aska"), line.clock, SystemIds())
    opened.engine.dispose()
    for call in (
        ("space", "add", "Sala Po", "--kind", "meeting_room", "--seats", "8", "--cleanup", "10"),
        ("space", "add", "Sala Dora", "--kind", "meeting-room", "--seats", "10"),
        ("person", "add", "--given", "Marco", "--family", "Bellino", "--org", "Studio Nuvola"),
    ):
        assert line(*call, "--database", str(path)).code == 0
    return path


@pytest.fixture
def ask_rooms(
    _rooms_archive: Path, quiet_machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> CommandLine:
    """``askadesk`` on a hub with two rooms, Marco and a studio."""
    path = tmp_path / "hub.sqlite"
    shutil.copy(_rooms_archive, path)
    monkeypatch.setenv("ASKADESK_DATABASE", str(path))
    return CommandLine(str(path))
