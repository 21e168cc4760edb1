"""A picture of the desk, without a screen: ``python -m ui.snapshot --out desk.png``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from ui.app import make_application
from ui.desk import Desk
from ui.preferences import Preferences
from ui.theme import Mode


class Snapshot:
    """Opens the desk, scans what it is told to, and keeps a picture of the window."""

    def __init__(self, desk: Desk, out: Path, codes: list[str]) -> None:
        self._desk, self._out, self._codes = desk, out, codes
        self.done = False
        desk.opened.connect(self._next)
        desk.archive.empty.connect(self._next)
        desk.presence.answered.connect(self._next)

    def _next(self) -> None:
        from PySide6.QtCore import QTimer

        if self._codes:
            self._desk.presence.scan(self._codes.pop(0))
        else:
            QTimer.singleShot(300, self._desk, self.take)

    def take(self) -> None:
        """Keep the picture and close the window."""
        if not self.done:
            self.done = self._desk.window.grab().save(str(self._out))
            self._desk.window.close()


def main(arguments: list[str] | None = None) -> int:
    """Open, scan, grab. Returns 0 when the picture was written."""
    parser = argparse.ArgumentParser(prog="python -m ui.snapshot", description=__doc__)
    parser.add_argument("--database")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--scan", action="append", default=[], help="a code to scan first")
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--look", choices=[mode.value for mode in Mode], default="light")
    parser.add_argument("--language", default="it")
    asked = parser.parse_args(arguments)
    app = make_application()
    preferences = Preferences(app, asked.out.with_suffix(".toml"))
    preferences.theme.wear(Mode(asked.look))
    preferences.tongue.speak(asked.language)
    preferences.sounds.on = False
    desk = Desk(app, preferences, asked.database)
    desk.window.resize(*(int(side) for side in asked.size.split("x")))
    snapshot = Snapshot(desk, asked.out, list(asked.scan))
    desk.start()
    app.exec()
    return 0 if snapshot.done else 1


if __name__ == "__main__":
    sys.exit(main())
