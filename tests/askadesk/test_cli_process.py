"""`python -m askadesk` as a program of its own: what it prints, how it ends, what it leaves on the disk."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from db.models import AdmissionAttempt, Visit
from tests.askadesk.command_line import SCAN_FIELDS
from tests.hub_of_tests import HubOfTests

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_QT = """
import sys
from askadesk.__main__ import main
code = main(sys.argv[1:])
assert not [name for name in sys.modules if name.startswith(("PySide6", "shiboken6"))]
sys.exit(code)
"""
# A disk that is full, for a process: no file may grow beyond so many bytes.
ON_A_FULL_DISK = """
import resource, signal, sys
from askadesk.__main__ import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.exit(main(sys.argv[2:]))
"""


def environment(database: str, **more: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("LC_ALL", "LC_MESSAGES", "LANG")
    }
    return {**kept, "ASKADESK_DATABASE": database, "PYTHONPATH": str(ROOT), **more}


def run(
    database: str, *arguments: str, program: tuple[str, ...] = ("-m", "askadesk"), **more: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *program, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(database, **more),
        timeout=120,
    )


def test_a_scan_is_a_program_call_of_its_own(hub: HubOfTests, database_url: str) -> None:
    code = hub.code(hub.member("Ștefan Țîrlea", around_the_clock=True))
    said = run(database_url, "scan", code, "--json")
    assert (said.returncode, said.stderr) == (0, "")
    line = json.loads(said.stdout)
    assert tuple(line) == SCAN_FIELDS
    assert line["person"]["name"] == "Ștefan Țîrlea"
    assert len(hub.rows(Visit)) == 1


def test_its_language_and_its_letters_do_not_depend_on_the_terminal(
    sqlite_hub: HubOfTests, sqlite_url: str
) -> None:
    code = sqlite_hub.code(sqlite_hub.member("李伟 Đukić", around_the_clock=True))
    italian = run(sqlite_url, "scan", code, PYTHONIOENCODING="ascii")
    assert italian.stdout.splitlines()[0] == "Ingresso registrato · 李伟 Đukić"
    english = run(sqlite_url, "scan", code, "--out", LANG="en_GB.UTF-8")
    assert english.stdout.splitlines()[0] == "Exit recorded · 李伟 Đukić"


def test_commands_start_without_qt(sqlite_hub: HubOfTests, sqlite_url: str) -> None:
    code = sqlite_hub.code(sqlite_hub.member(around_the_clock=True))
    said = run(sqlite_url, "scan", code, "--json", program=("-c", WITHOUT_QT))
    assert (said.returncode, said.stderr) == (0, "")


def test_exit_codes_reach_the_shell(sqlite_hub: HubOfTests, sqlite_url: str) -> None:
    codes = [
        run(sqlite_url, "present").returncode,
        run(sqlite_url, "scan", "nonsense").returncode,
        run(sqlite_url, "scan").returncode,
        run("/nowhere/desk.sqlite", "present").returncode,
    ]
    assert codes == [0, 1, 2, 3]


def test_a_reader_that_has_seen_enough_is_no_bug(sqlite_hub: HubOfTests, sqlite_url: str) -> None:
    call = subprocess.Popen(
        [sys.executable, "-m", "askadesk", "scan", *map(str, range(200)), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(sqlite_url),
    )
    assert call.stdout is not None
    assert call.stderr is not None
    assert json.loads(call.stdout.readline())["code"] == "unknown_code"
    call.stdout.close()
    said = call.stderr.read()
    call.stderr.close()
    call.wait(timeout=120)
    assert said == b""


@pytest.mark.skipif(sys.platform == "win32", reason="a process's files have no limit there")
def test_on_a_full_disk_one_sentence_says_so_and_what_was_answered_is_kept(
    sqlite_hub: HubOfTests, sqlite_url: str
) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    codes = [sqlite_hub.code(sqlite_hub.member(around_the_clock=True)) for _ in range(40)]
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    limit = str(path.stat().st_size + 100_000)
    program = ("-c", ON_A_FULL_DISK, limit)
    said = run(sqlite_url, "scan", *codes, "--json", program=program, LANG="en_GB")
    *answered, last = map(json.loads, said.stdout.splitlines())
    assert (said.returncode, last["error"]) == (3, "disk_full")
    assert "Traceback" not in said.stderr
    assert "Free some space" in last["message"]
    assert 0 < len(answered) < len(codes)
    visits = {str(visit.id) for visit in sqlite_hub.rows(Visit)}
    assert visits == {line["visit"] for line in answered}
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    again = run(sqlite_url, "scan", codes[-1], "--json")
    assert json.loads(again.stdout)["answer"] == "admitted"
    assert len(sqlite_hub.rows(AdmissionAttempt)) == len(answered) + 1
