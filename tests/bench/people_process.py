"""The list of people and the palette in a process of their own, for ``bench_people_page``.

Prints one line of figures: the first opening of the list, an opening after a change, frames while
scrolling (p95, worst), a jump to somewhere else (p95), a filter (p95), the palette's first result
(p95), all in milliseconds.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from askadesk.people.rows import PeopleFilter, PeopleSort
from ui.app import make_application, make_desk
from ui.desk import Desk
from ui.palette.panel import Palette

FRAME_MS = 1_000 / 60
STEPS, JUMPS, SEARCHES = 300, 20, 40
PATIENCE_MS = 30_000
_CONTROL = Qt.KeyboardModifier.ControlModifier


class Painted(QObject):
    """Hears a widget being painted, and says when what was waited for stood there."""

    def __init__(self, widget: QWidget, true: Callable[[], bool]) -> None:
        super().__init__()
        self._true, self._at = true, 0.0
        self._loop = QEventLoop()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._at and self._true():
            QTimer.singleShot(0, self, self._painted)
        return False

    def _painted(self) -> None:
        self._at = self._at or time.perf_counter()
        self._loop.quit()

    def wait(self, begun: float) -> float:
        """Turn a real event loop until it is painted; the milliseconds since ``begun``."""
        QTimer.singleShot(PATIENCE_MS, self, self._loop.quit)
        if not self._at:
            self._loop.exec()
        return (self._at - begun) * 1_000 if self._at else float(PATIENCE_MS)


class Bench:
    """Drives one desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.page = desk, desk.people.page
        self.table = desk.people.page.table

    def open(self) -> float:
        """Ctrl 3, until rows stand painted."""
        painted = Painted(self.table.viewport(), self._rows_show)
        begun = time.perf_counter()
        QTest.keyClick(self.desk.window.top.scan.line, Qt.Key.Key_3, _CONTROL)
        took = painted.wait(begun)
        self.rest(300)
        return took

    def open_again(self) -> float:
        """Ctrl 3 once more, after another page."""
        QTest.keyClick(self.desk.window.top.scan.line, Qt.Key.Key_1, _CONTROL)
        return self.open()

    def _rows_show(self) -> bool:
        last = self.table.last_shown()
        every = range(self.table.first_shown(), last + 1)
        return last >= 0 and all(self.page.rows.row(at) is not None for at in every)

    def frames(self) -> list[float]:
        """Scroll by a third of a row sixty times a second: what each frame costs the GUI thread."""
        bar, port, took = self.table.verticalScrollBar(), self.table.viewport(), []
        for _step in range(STEPS):
            begun = time.perf_counter()
            bar.setValue(bar.value() + 119)
            port.repaint()
            took.append((time.perf_counter() - begun) * 1_000)
            self.rest(max(1, round(FRAME_MS - took[-1])))
        return took

    def jumps(self) -> list[float]:
        """Somewhere else in the list, until its rows stand painted."""
        chance, took = random.Random(7), []
        for _jump in range(JUMPS):
            painted = Painted(self.table.viewport(), self._rows_show)
            begun = time.perf_counter()
            self.table.verticalScrollBar().setValue(
                chance.randrange(self.table.verticalScrollBar().maximum() + 1)
            )
            took.append(painted.wait(begun))
        return took

    def filters(self) -> list[float]:
        """Each filter and each order, until its rows stand painted."""
        took = []
        changes = [self.page.question.turned(one) for one in PeopleFilter]
        changes += [self.page.question.sorted_by(one) for one in PeopleSort]
        for question in changes:
            painted = Painted(self.table.viewport(), self._is_answered)
            begun = time.perf_counter()
            self.page.filters.ask(question)
            took.append(painted.wait(begun))
            self.rest(200)
        return took

    def _is_answered(self) -> bool:
        return self.page.answered

    def searches(self, words: list[str]) -> list[float]:
        """The last key of a word in the palette, until the first result for it stands painted."""
        return [self._search(word) for word in words]

    def _search(self, word: str) -> float:
        QTest.keyClick(self.desk.window.top.scan.line, Qt.Key.Key_K, _CONTROL)
        palette = self.desk.orders.palette.palette
        assert palette is not None
        for letter in word[:-1]:
            QTest.keyClicks(palette.line, letter)
            self.rest(120)
        painted = Painted(palette.list, _found(palette, word))
        begun = time.perf_counter()
        QTest.keyClicks(palette.line, word[-1])
        took = painted.wait(begun)
        palette.close_down()
        self.rest(20)
        return took

    def rest(self, milliseconds: int) -> None:
        """Let the event loop turn, as it does between two frames."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()


def _found(palette: Palette, word: str) -> Callable[[], bool]:
    def found() -> bool:
        return palette.searched == word and palette.choices.person is not None

    return found


def p95(took: list[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    return statistics.quantiles(took, n=20, method="inclusive")[18]


def main() -> int:
    database, words = sys.argv[1], sys.stdin.read().split()
    app = make_application()
    desk = make_desk(app, database)
    desk.start()
    opening = QEventLoop()
    desk.opened.connect(opening.quit)
    opening.exec()
    bench = Bench(desk)
    bench.rest(2_000)
    figures = [bench.open(), bench.open_again()]
    frames = bench.frames()
    figures += [p95(frames), max(frames), p95(bench.jumps()), p95(bench.filters())]
    figures.append(p95(bench.searches(words)) if words else 0.0)
    sys.stdout.write(" ".join(f"{one:.3f}" for one in figures))
    desk.window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
