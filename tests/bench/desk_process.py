"""One desk in a process of its own, for ``bench_desk``: a day of scans."""

from __future__ import annotations

import gc
import statistics
import sys
import time

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtTest import QTest

gc.disable()  # as the program does while it loads

from ui.app import make_application, make_desk  # noqa: E402
from ui.desk import Desk  # noqa: E402


class Painted(QObject):
    """Hears when the band of the scan card is painted."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.answered = False
        self.at = 0.0
        self._loop = QEventLoop(self)
        self._band = desk.today.scan_card.band
        self._band.installEventFilter(self)
        desk.presence.answered.connect(self._hear)

    def _hear(self, _answered: object) -> None:
        self.answered = True

    def wait(self) -> float:
        """Turn the loop until a verdict stands painted; the moment at which it did."""
        self.answered, self.at = False, 0.0
        # A real event loop: one that is polled from Python would fight the worker for the interpreter.
        self._loop.exec()
        return self.at

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.answered and not self.at and event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, self._painted)
        return False

    def _painted(self) -> None:
        self.at = self.at or time.perf_counter()
        self._loop.quit()


def day(desk: Desk, codes: list[str]) -> str:
    """Scan every code as a scanner types; p50 and p95 (ms) to the painted verdict, memory (MiB)."""
    desk.start()
    opening = QEventLoop()
    desk.opened.connect(opening.quit)
    opening.exec()
    for section in (*desk.window.sections, desk.window.sections[0]):
        desk.window.go_to(section.key)
    painted, took = Painted(desk), []
    for code in codes:
        QTest.keyClicks(desk.window.top.scan.line, code[:-1])
        begun = time.perf_counter()
        QTest.keyClicks(desk.window.top.scan.line, code[-1])
        took.append((painted.wait() - begun) * 1_000)
    cuts = statistics.quantiles(took, n=20)
    memory = resident()
    desk.window.close()
    return f"{cuts[9]} {cuts[18]} {memory}"


def resident() -> float:
    """The memory of this process that is really in use, in MiB."""
    import psutil

    return float(psutil.Process().memory_info().rss) / 2**20


def main() -> int:
    codes = sys.stdin.read().split()
    desk = make_desk(make_application(), sys.argv[1])
    sys.stdout.write(day(desk, codes))
    return 0


if __name__ == "__main__":
    sys.exit(main())
