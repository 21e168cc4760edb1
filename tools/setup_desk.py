"""Make ``.venv`` ready: the libraries that Qt needs, the locked dependencies, AskaDesk itself.

``python3 -m tools.setup_desk`` for running it, ``--tests`` for what the tests need as well. On
Windows ``py -m tools.setup_desk``. Calling it again when nothing has changed costs a moment.
Standard library only, and written so that an old Python can still read it and say what is wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools import system_libraries as system

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
STAMP = VENV / "askadesk-setup.json"
RUN_LOCK = "requirements.lock"
TESTS_LOCK = "requirements-dev.lock"
OLDEST = (3, 11)
NEWEST = (3, 14)


class SetupRefusedError(Exception):
    """Something is missing that this script may not get by itself; the text says what to do."""


def main() -> int:
    """Set up, and say in one sentence what is missing where that fails."""
    parser = argparse.ArgumentParser(description="Make .venv ready to run AskaDesk.")
    parser.add_argument("--tests", action="store_true", help="also what the tests need")
    options = parser.parse_args()
    try:
        set_up(TESTS_LOCK if options.tests else RUN_LOCK)
    except SetupRefusedError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


def set_up(lock: str) -> None:
    """Bring ``.venv`` to what ``lock`` says. Raises SetupRefusedError."""
    python = find_python()
    get_system_packages(python)
    wanted = fingerprints(lock)
    if already(wanted):
        say(f"Ready: {VENV}")
        return
    make_venv(python)
    install_locked(lock)
    STAMP.write_text(json.dumps(wanted, indent=2), "utf-8")
    say(f"Ready: {VENV}")


def say(text: str) -> None:
    """Tell the person at the terminal how far it is, at once."""
    print(text, flush=True)


# Python


def find_python() -> list[str]:
    """The command of a Python that AskaDesk runs on. Raises SetupRefusedError."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        # Outside any virtual environment that happens to be active.
        base = getattr(sys, "_base_executable", None) or sys.executable
        return [base]
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = _python_command(minor)
        if found is not None:
            return found
    here = ".".join(str(part) for part in sys.version_info[:2])
    raise SetupRefusedError(
        f"AskaDesk needs Python 3.{OLDEST[1]} to 3.{NEWEST[1]}, and this is {here}. "
        f"Install one beside it (on Debian and Ubuntu: sudo apt-get install python3.11) "
        "and call this again."
    )


def _python_command(minor: int) -> list[str] | None:
    by_name = shutil.which(f"python3.{minor}")
    if by_name is not None:
        return [by_name]
    launcher = shutil.which("py")
    if launcher is not None:
        command = [launcher, f"-3.{minor}"]
        if subprocess.run([*command, "-c", ""], capture_output=True).returncode == 0:
            return command
    return None


def venv_package(python: list[str]) -> str | None:
    """The Debian package without which this Python makes no virtual environment, if it lacks it."""
    code = "import sys, ensurepip, venv"
    if subprocess.run([*python, "-c", code], capture_output=True).returncode == 0:
        return None
    version = subprocess.run(
        [*python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
        stdout=subprocess.PIPE,
        check=True,
    )
    return f"python{version.stdout.decode().strip()}-venv"


# The system


def get_system_packages(python: list[str]) -> None:
    """Install what the system lacks, or name it. Raises SetupRefusedError where it is essential."""
    venv = venv_package(python)
    needed = {**system.missing(system.QT), **system.missing(system.WINDOWS_ON_X11)}
    helpful = system.missing(system.HELPFUL)
    packages = [*([venv] if venv else []), *needed.values(), *helpful.values()]
    if not packages:
        return
    files = [*needed, *helpful]
    if system.apt_command() is not None:
        say(f"System libraries: installing {' '.join(packages)}")
        if system.install(packages):
            return
    advice = system.by_hand(packages, files)
    if venv or needed:
        raise SetupRefusedError(
            f"Some system libraries are missing, and this account could not install them. "
            f"Please install\n{advice}\nand call this again."
        )
    say(f"For Wayland, cameras and printers these would help:\n{advice}")


# The virtual environment


def venv_python() -> Path:
    """The Python inside ``.venv``."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprints(lock: str) -> dict[str, str]:
    """What the state of ``.venv`` follows from: the locks, the project's own file, the folder."""
    found = {"folder": str(ROOT), "pyproject.toml": _digest("pyproject.toml")}
    # What the tests need holds all that running needs.
    for name in {RUN_LOCK, lock}:
        found[name] = _digest(name)
    return found


def _digest(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def already(wanted: dict[str, str]) -> bool:
    """Whether ``.venv`` was set up from exactly these files, in this folder, and still starts."""
    if not STAMP.exists() or not _starts():
        return False
    found = json.loads(STAMP.read_text("utf-8"))
    return all(found.get(name) == digest for name, digest in wanted.items())


def _starts() -> bool:
    python = venv_python()
    if not python.exists():
        return False
    check = f"import sys; sys.exit(not {OLDEST} <= sys.version_info[:2] <= {NEWEST})"
    return subprocess.run([str(python), "-c", check], capture_output=True).returncode == 0


def make_venv(python: list[str]) -> None:
    """Make ``.venv``, anew where what lies there does not start or was made for another folder."""
    keep = _starts() and (not STAMP.exists() or _folder_of_stamp() == str(ROOT))
    if keep:
        return
    say(f"Virtual environment: {VENV}")
    _run([*python, "-m", "venv", "--clear", str(VENV)], "The virtual environment was not made.")


def _folder_of_stamp() -> str | None:
    folder = json.loads(STAMP.read_text("utf-8")).get("folder")
    return folder if isinstance(folder, str) else None


def install_locked(lock: str) -> None:
    """Install what the lock names, checked by hash, then AskaDesk itself as it lies here."""
    say(f"Dependencies: {lock} (the first time this takes a few minutes)")
    STAMP.unlink(missing_ok=True)
    pip = [str(venv_python()), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    install = [*pip, "install", "--quiet"]
    hint = "The dependencies were not installed; is the network there? Call this again to go on."
    # The lock is whole. Left to look for what each package needs, an older pip takes `coverage[toml]` for
    # something that the lock does not name, and refuses it as soon as a newer release is out.
    whole = ["--no-deps", "--require-hashes", "--only-binary", ":all:"]
    _run([*install, *whole, "-r", str(ROOT / lock)], hint)
    own = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    _run([*install, *own], "AskaDesk itself was not installed into .venv.")


def _run(command: list[str], otherwise: str) -> None:
    if subprocess.run(command, stdin=subprocess.DEVNULL, cwd=str(ROOT)).returncode:
        raise SetupRefusedError(otherwise)


if __name__ == "__main__":
    sys.exit(main())
