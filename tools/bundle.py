"""Build the one-folder bundle with PyInstaller, then prove that it starts and scans.

The proof calls the bundle as it would be called on another computer: an empty home, nothing of this
project's environment, no display.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.command_line import CommandFailedError, CommandLine, let_somebody_in

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "dist" / "askadesk"
PROGRAM = FOLDER / ("askadesk.exe" if os.name == "nt" else "askadesk")
_SECONDS_OPEN = 8


def main() -> int:
    """Build and prove; 1 when either fails."""
    if not build():
        return 1
    with tempfile.TemporaryDirectory(prefix="askadesk-bundle-") as folder:
        try:
            prove(Path(folder))
        except CommandFailedError as failure:
            print(failure, file=sys.stderr)
            return 1
    size = sum(path.lstat().st_size for path in FOLDER.rglob("*") if path.is_file())
    print(
        f"{FOLDER}: {size / 1e6:.0f} MB, it starts, prints a card, reads it and lets its owner in"
    )
    return 0


def build() -> bool:
    """Whether PyInstaller made the bundle."""
    pyinstaller = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    places = ["--distpath", str(ROOT / "dist"), "--workpath", str(ROOT / "build")]
    return subprocess.run([*pyinstaller, *places, "build.spec"], cwd=ROOT).returncode == 0


def prove(folder: Path) -> None:
    """Let somebody in through the bundle, then hold its window open. Raises CommandFailedError."""
    environment = bare_environment(folder)
    line = CommandLine([str(PROGRAM)], folder / "demo.sqlite", environment)
    entry = let_somebody_in(line, folder)
    print(f"{entry.name}: {entry.answer['message']}")
    stays_open([str(PROGRAM), "--database", str(line.database)], environment)


def bare_environment(home: Path) -> dict[str, str]:
    """What another computer would have: a path, a home, and no display."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP") if name in os.environ}
    return {**kept, "HOME": str(home), "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}


def stays_open(call: list[str], environment: dict[str, str]) -> None:
    """Open the window for a while. Raises CommandFailedError when it ends or complains."""
    with subprocess.Popen(
        call, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, encoding="utf-8"
    ) as desk:
        try:
            said, _ = desk.communicate(timeout=_SECONDS_OPEN)
        except subprocess.TimeoutExpired:
            desk.terminate()
            said, _ = desk.communicate()
            if "Traceback" not in said:
                return
        raise CommandFailedError(f"The window did not stay open.\n{said}".strip())


if __name__ == "__main__":
    sys.exit(main())
