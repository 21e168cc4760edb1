"""The calendar in a process of its own, for ``bench_calendar``.

``calendar_process frames DATABASE`` prints the loading of a week (median), a frame while scrolling and one
while dragging (each p95 and worst); ``calendar_process day DATABASE`` what a day takes from the asking to
the painted rows (median). All in milliseconds.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.bench.people_process import FRAME_MS, Painted, p95
from ui.app import make_application, make_desk
from ui.desk import Desk
from ui.pages.calendar.page import SECTION

STEPS, TIMES = 240, 15


class Bench:
    """Drives one desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.page, self.line = desk, desk.calendar.page, desk.calendar.page.one.timeline

    def open(self) -> None:
        painted = Painted(self.line.viewport(), self._shows)
        begun = time.perf_counter()
        self.desk.window.go_to(SECTION.key)
        painted.wait(begun)
        self.rest(300)

    def _shows(self) -> bool:
        return self.page.day is not None and bool(self.page.day.rows)

    def go_to_monday(self) -> None:
        """Show the first day of the coming week: what is booked there is still to come."""
        was = self.page.day
        assert was is not None
        painted = Painted(self.line.viewport(), self._other_than(was))
        begun = time.perf_counter()
        self.page.go_to(was.day + timedelta(days=7 - was.day.weekday()))
        painted.wait(begun)

    def week(self) -> float:
        """What reading a week takes, with nothing else going on."""
        services, day = self.desk.bench.services, self.page.day
        assert services is not None
        assert day is not None
        took = []
        for _time in range(TIMES):
            begun = time.perf_counter()
            services.calendar.week(day.day)
            took.append((time.perf_counter() - begun) * 1_000)
        return statistics.median(took)

    def days(self) -> float:
        """A day and the next, in turn, from the asking to the painted rows."""
        took = []
        for at in range(TIMES):
            was = self.page.day
            painted = Painted(self.line.viewport(), self._other_than(was))
            begun = time.perf_counter()
            (self.page.toolbar.go_before if at % 2 else self.page.toolbar.go_after)()
            took.append(painted.wait(begun))
            self.rest(50)
        return statistics.median(took)

    def _other_than(self, was: object) -> Callable[[], bool]:
        def other() -> bool:
            return self.page.day is not was

        return other

    def scrolled(self) -> list[float]:
        """Scroll by a third of a row sixty times a second: what each frame costs the GUI thread."""
        bar = self.line.verticalScrollBar()
        return [
            self._frame(lambda: bar.setValue((bar.value() + 17) % bar.maximum()))
            for _ in range(STEPS)
        ]

    def dragged(self) -> list[float]:
        """Drag a booking over the day, back and forth over taken and free times."""
        self.line.verticalScrollBar().setValue(0)
        assert self.line.layout_ is not None
        row, block = next(
            (at, one)
            for at, row in enumerate(self.line.layout_.rows)
            for one in row.blocks
            if one.movable
        )
        spot = self.line.rect_of(row, block.starts, block.ends).center().toPoint()
        port = self.line.viewport()
        QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=spot)
        wide, high, took = port.width(), port.height(), []
        for step in range(STEPS):
            to = QPoint(160 + step * 7 % (wide - 200), 60 + step * 3 % (high - 100))
            took.append(self._frame(lambda to=to: self._move(to)))  # type: ignore[misc]
        self.line.give_up()
        return took

    def _move(self, to: QPoint) -> None:
        port = self.line.viewport()
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        where = QPointF(port.mapToGlobal(to))
        held = Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(QEvent.Type.MouseMove, QPointF(to), where, none, left, held)
        QApplication.sendEvent(port, event)

    def _frame(self, act: Callable[[], object]) -> float:
        begun = time.perf_counter()
        act()
        QApplication.processEvents()  # what was found to be dirty is painted
        took = (time.perf_counter() - begun) * 1_000
        self.rest(max(1, round(FRAME_MS - took)))
        return took

    def rest(self, milliseconds: int) -> None:
        """Let the event loop turn, as it does between two frames."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()


def main() -> int:
    what, database = sys.argv[1:]
    app = make_application()
    desk = make_desk(app, database)
    desk.start()
    opening = QEventLoop()
    desk.opened.connect(opening.quit)
    opening.exec()
    bench = Bench(desk)
    bench.rest(1_000)
    bench.open()
    if what == "day":
        figures = [bench.days()]
    else:
        bench.go_to_monday()
        scrolled, dragged = bench.scrolled(), bench.dragged()
        figures = [bench.week(), p95(scrolled), max(scrolled), p95(dragged), max(dragged)]
    sys.stdout.write(" ".join(f"{one:.3f}" for one in figures))
    desk.window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
