"""The way back from a page that was opened from another one."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui.main_window import MainWindow


class Places(QObject):
    """Remembers where one came from; ``back`` goes there, or to ``home`` when nothing is known."""

    def __init__(self, window: MainWindow, home: str) -> None:
        super().__init__(window)
        self._window, self._home = window, home
        self._before: list[str] = []

    def go_in(self, key: str) -> None:
        """Show the inner page ``key``, and remember what showed before."""
        now = self._window.shown
        if now == key:
            return
        if key in self._before:
            del self._before[self._before.index(key) :]
        else:
            self._before.append(now)
        self._window.go_to(key)

    def back(self) -> None:
        """Show what showed before."""
        self._window.go_to(self._before.pop() if self._before else self._home)
