"""What ``make run`` does once everything is set up: a demo hub, and the desk on it.

With a display the window opens on the archive of this computer, which becomes a demo hub when there
is none yet. Without one the desk's main job is done without a window, on a demo hub of its own, and
``out/`` holds what it made.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tools.command_line import CommandFailedError, CommandLine, Entry, let_somebody_in

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "out"
ASKADESK = (sys.executable, "-m", "askadesk")


def main() -> int:
    """Open the window, or do the same without one."""
    try:
        return open_window() if has_display() else without_window()
    except CommandFailedError as failure:
        print(failure, file=sys.stderr)
        return 1


def has_display() -> bool:
    """Whether a window could be seen here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_window() -> int:
    """Make the demo hub where no archive is, then open the desk and stay until it is closed."""
    demo = CommandLine(ASKADESK).ask("demo")
    # An archive that holds a hub already is left as it is, and the desk opens on it.
    if demo.get("error") not in (None, "not_empty"):
        raise CommandFailedError(demo["message"])
    say("Il desk si apre.", "The desk opens.")
    if os.name != "nt":
        # The desk takes this process over, so that Ctrl+C and the exit code are its own.
        os.execv(sys.executable, ASKADESK)
    return subprocess.run(ASKADESK).returncode


def without_window() -> int:
    """Print a card, scan its picture, let the person in; the card and the desk as pictures."""
    say(
        "Qui non c'è uno schermo: il lavoro del desk si fa senza finestra, su una sede di prova.",
        "There is no display here: the desk's job is done without a window, on a demo hub.",
    )
    OUT.mkdir(exist_ok=True)
    database = OUT / "demo.sqlite"
    for leftover in OUT.glob("demo.sqlite*"):
        leftover.unlink()
    entry = let_somebody_in(CommandLine(ASKADESK, database), OUT)
    take_picture(database, entry)
    report(entry, database)
    return 0


def take_picture(database: Path, entry: Entry) -> None:
    """The desk as it looks with this person before it. Raises CommandFailedError."""
    words = ["-m", "ui.snapshot", "--database", str(database), "--out", str(OUT / "desk.png")]
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    # The same code again within a minute repeats the answer and changes nothing.
    call = [sys.executable, *words, "--scan", entry.code]
    done = subprocess.run(call, capture_output=True, encoding="utf-8", env=offscreen)
    if done.returncode:
        raise CommandFailedError(f"{done.stdout}{done.stderr}".strip())


def report(entry: Entry, database: Path) -> None:
    """Say what was done and how to see it in a window."""
    say(
        f"La tessera di {entry.name} è stata stampata, letta dalla sua immagine e accolta: "
        f"«{entry.answer['message']}»",
        f"{entry.name}'s card was printed, read from its picture and let in.",
    )
    for path, italian, english in (
        (OUT / "card.pdf", "la tessera", "the card"),
        (OUT / "card.png", "la sua immagine", "its picture"),
        (OUT / "desk.png", "il desk con questo ingresso", "the desk with this entry"),
        (database, "la sede di prova", "the demo hub"),
    ):
        print(f"  {path.relative_to(ROOT)}  {italian} / {english}")
    command = f".venv/bin/askadesk --database {database.relative_to(ROOT)}"
    say(
        f"Per aprire la finestra, su un computer con uno schermo: {command}",
        f"To open the window, on a computer with a display: {command}",
    )


def say(italian: str, english: str) -> None:
    """One thing in both languages."""
    print(f"{italian}\n{english}\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
