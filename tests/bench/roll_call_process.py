"""A desk that calls the roll again and again, for ``bench_roll_call``: milliseconds, one a line.

``python -m tests.bench.roll_call_process DATABASE ROUNDS``. With each F12 the archive is out of reach.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from askadesk.core.errors import DatabaseAway
from askadesk.rollcall.service import RollCallService
from ui.app import make_application
from ui.desk import Desk
from ui.preferences import Preferences


def away(*_arguments: object, **_more: object) -> None:
    """What a command says when the server is gone."""
    raise DatabaseAway("The server is gone.")


class Rounds:
    """Waits until the desk knows who is inside, cuts the archive off, and opens the call."""

    def __init__(self, app: QApplication, desk: Desk, rounds: int) -> None:
        self._app, self._desk, self._rounds = app, desk, rounds
        self._timer = QTimer(app)
        self._timer.timeout.connect(self._look)
        self._timer.start(50)

    def _look(self) -> None:
        known = self._desk.roll_call._known
        if known is None or not known.inside:
            return
        self._timer.stop()
        for name in ("known", "start", "close"):
            setattr(RollCallService, name, away)
        for _round in range(self._rounds):
            print(self._once(), flush=True)
        self._desk.window.close()

    def _once(self) -> float:
        """From the key to the painted list."""
        started = time.perf_counter()
        self._desk.roll_call.open()
        self._app.processEvents()
        took = (time.perf_counter() - started) * 1000
        self._desk.roll_call._uncover()
        self._app.processEvents()
        return took


def main() -> int:
    """Open the desk and go round."""
    app = make_application()
    with TemporaryDirectory() as folder:
        preferences = Preferences(app, Path(folder) / "desk.toml")
        preferences.sounds.on = False
        desk = Desk(app, preferences, sys.argv[1])
        rounds = Rounds(app, desk, int(sys.argv[2]))
        desk.start()
        app.exec()
        del rounds
    return 0


if __name__ == "__main__":
    sys.exit(main())
