"""Parts of the desk that are built when they are first wanted, or when nobody wants anything.

The window is there for whoever stands in front of it: what the first scan does not need comes after.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

T = TypeVar("T")
_WAITS_MS = 250
_QUIET_SECONDS = 1.0
_SIGNS_OF_LIFE = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)


class Part(Generic[T]):
    """Something that is built once, when it is first asked for."""

    def __init__(self, build: Callable[[], T]) -> None:
        self._build = build
        self.built: T | None = None

    def __call__(self) -> T:
        if self.built is None:
            self.built = self._build()
        return self.built


class Leisure(QObject):
    """Does its tasks one by one, each when no key was pressed for a second; ``done`` after the last."""

    done = Signal()

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._tasks: deque[Callable[[], object]] = deque()
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_WAITS_MS)
        self._timer.timeout.connect(self._look)

    def start(self, *tasks: Callable[[], object]) -> None:
        """Do ``tasks`` in this order, as time allows."""
        self._tasks.extend(tasks)
        if self._tasks and not self._timer.isActive():
            self._app.installEventFilter(self)
            self._timer.start()

    def stop(self) -> None:
        """Leave what is not done."""
        self._timer.stop()
        self._tasks.clear()
        self._app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: hears that somebody is at work, and keeps nothing from anybody."""
        if event.type() in _SIGNS_OF_LIFE:
            self._last = time.monotonic()
        return False

    def _look(self) -> None:
        if time.monotonic() - self._last >= _QUIET_SECONDS:
            self._tasks.popleft()()
        if not self._tasks:
            self.stop()
            self.done.emit()
