"""Setting up: quick when nothing changed, clear when something is missing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

from tools import setup_desk, system_libraries

NOWHERE = {"libnowhere.so.7": "libnowhere7"}
linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux libraries")


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder with locks of its own, taken for the project's."""
    monkeypatch.setattr(setup_desk, "ROOT", tmp_path)
    monkeypatch.setattr(setup_desk, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(setup_desk, "STAMP", tmp_path / ".venv" / "stamp.json")
    for name in ("pyproject.toml", setup_desk.RUN_LOCK, setup_desk.TESTS_LOCK):
        (tmp_path / name).write_text(name)
    python = setup_desk.venv_python()
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    return tmp_path


def stamp(lock: str) -> None:
    """Leave what a set-up from ``lock`` leaves behind."""
    setup_desk.STAMP.write_text(json.dumps(setup_desk.fingerprints(lock)))


def ready_for(lock: str) -> bool:
    """Whether nothing would be left to do for ``lock``."""
    return setup_desk.already(setup_desk.fingerprints(lock))


def test_a_fresh_folder_is_not_ready(elsewhere: Path) -> None:
    assert not ready_for(setup_desk.RUN_LOCK)


def test_what_was_set_up_is_not_set_up_again(elsewhere: Path) -> None:
    stamp(setup_desk.RUN_LOCK)
    assert ready_for(setup_desk.RUN_LOCK)
    assert not ready_for(setup_desk.TESTS_LOCK)


def test_what_the_tests_need_holds_what_running_needs(elsewhere: Path) -> None:
    stamp(setup_desk.TESTS_LOCK)
    assert ready_for(setup_desk.RUN_LOCK)
    assert ready_for(setup_desk.TESTS_LOCK)


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements.lock"])
def test_a_changed_lock_or_project_is_installed_anew(elsewhere: Path, name: str) -> None:
    stamp(setup_desk.RUN_LOCK)
    (elsewhere / name).write_text("something else")
    assert not ready_for(setup_desk.RUN_LOCK)


def test_an_environment_whose_python_went_away_is_made_anew(elsewhere: Path) -> None:
    stamp(setup_desk.RUN_LOCK)
    setup_desk.venv_python().unlink()
    assert not ready_for(setup_desk.RUN_LOCK)


def test_a_folder_that_was_moved_is_set_up_anew(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp(setup_desk.RUN_LOCK)
    moved = elsewhere.with_name(f"{elsewhere.name}-moved")
    shutil.move(elsewhere, moved)
    monkeypatch.setattr(setup_desk, "ROOT", moved)
    monkeypatch.setattr(setup_desk, "STAMP", moved / ".venv" / "stamp.json")
    assert not ready_for(setup_desk.RUN_LOCK)


def test_without_a_python_that_fits_it_says_which_ones_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_desk, "OLDEST", (3, 98))
    monkeypatch.setattr(setup_desk, "NEWEST", (3, 99))
    with pytest.raises(
        setup_desk.SetupRefusedError, match=r"needs Python 3\.98 to 3\.99, and this"
    ):
        setup_desk.find_python()


@linux_only
def test_a_library_that_is_not_there_is_named_with_its_package() -> None:
    assert system_libraries.missing(NOWHERE) == NOWHERE


@linux_only
def test_this_machine_lacks_none_of_the_libraries_that_qt_needs() -> None:
    assert system_libraries.missing(system_libraries.QT) == {}
    assert system_libraries.missing(system_libraries.WINDOWS_ON_X11) == {}


@linux_only
@pytest.mark.parametrize(
    "name",
    [
        *(
            f"Qt{part}.abi3.so"
            for part in ["Gui", "Widgets", "Svg", "Pdf", "PrintSupport", "Multimedia"]
        ),
        "Qt/plugins/platforms/libqoffscreen.so",
        "Qt/plugins/platforms/libqxcb.so",
    ],
)
def test_each_part_of_qt_that_the_desk_loads_finds_its_libraries(name: str) -> None:
    path = Path(PySide6.__path__[0]) / name
    listed = subprocess.run(["ldd", str(path)], capture_output=True, text=True, check=True)
    assert "not found" not in listed.stdout


@linux_only
def test_where_nothing_may_be_installed_the_exact_command_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_libraries, "QT", NOWHERE)
    monkeypatch.setattr(system_libraries, "apt_command", lambda: None)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(setup_desk.SetupRefusedError, match="sudo apt-get install libnowhere7"):
        setup_desk.get_system_packages([sys.executable])


@linux_only
def test_what_only_helps_is_named_and_does_not_stop_the_set_up(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_libraries, "HELPFUL", NOWHERE)
    monkeypatch.setattr(system_libraries, "apt_command", lambda: None)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    setup_desk.get_system_packages([sys.executable])
    assert "libnowhere.so.7" in capsys.readouterr().out
