"""The doctor looks at what Qt finds on this machine, and says it in sentences."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from askadesk.core.i18n import speaking
from askadesk.doctor import State
from ui import app, doctor_checks

ROOT = Path(__file__).resolve().parents[2]
CHECKS = ["qt", "display", "printers", "camera", "sound", "scanner"]


def test_each_thing_that_qt_knows_is_looked_at_once(qtbot: QtBot) -> None:
    found = app.doctor_checks()
    assert [check.code for check in found] == CHECKS
    assert all(check.what.endswith(".") for check in found)
    assert all(check.todo for check in found if check.state is not State.WORKS)


def test_it_speaks_the_readers_language(qtbot: QtBot) -> None:
    with speaking("it"):
        italian = [check.what for check in doctor_checks.look()]
    with speaking("en"):
        english = [check.what for check in doctor_checks.look()]
    assert all(one != other for one, other in zip(italian, english, strict=True))


@pytest.mark.skipif(sys.platform != "linux", reason="displays have names on Linux only")
def test_without_a_display_the_doctor_says_that_commands_still_work(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    display = next(check for check in doctor_checks.look() if check.code == "display")
    assert display.state is State.MISSING


def test_a_platform_that_cannot_be_loaded_says_what_to_do(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setitem(doctor_checks._PLUGINS, "DISPLAY", "libq-of-nobody.so")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    display = next(check for check in doctor_checks.look() if check.code == "display")
    assert display.state is State.FAILS
    assert "make setup" in display.todo


def test_the_whole_doctor_runs_on_a_machine_without_a_display(tmp_path: Path) -> None:
    shown = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in shown}
    said = subprocess.run(
        [
            *(sys.executable, "-m", "askadesk", "doctor", "--json"),
            *("--database", str(tmp_path / "none.sqlite")),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**environment, "PYTHONPATH": str(ROOT)},
        timeout=120,
    )
    found = [json.loads(line)["check"] for line in said.stdout.splitlines()]
    assert found[-len(CHECKS) :] == CHECKS
    assert (said.returncode, said.stderr) == (0, "")
