"""What Python throws away goes on the window's own thread.

Objects that point at each other are only found by Python's collector, which runs on whatever thread
happens to make the next object. A part of a window that dies so on the database's thread takes the
program with it.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

PAUSE_MS = 500


class Collector(QObject):
    """Collects on the thread it was made on, and nowhere else, until ``stop``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Do what Python would have done by now: the oldest generation whose turn it is."""
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if limits[generation] and counts[generation] > limits[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()


def settle() -> None:
    """What is there now stays for good: it is not looked through again each time."""
    gc.collect()
    gc.freeze()
