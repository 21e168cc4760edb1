"""What every operation has at hand: the services, the worker, errors and toasts."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject

from askadesk.core.errors import DeskError
from askadesk.services import Services
from ui.errors import ErrorDesk
from ui.main_window import MainWindow
from ui.tasks import TaskRunner


@dataclass(slots=True)
class Bench:
    """The desk's tools. ``services`` is there once the archive is open; until then nothing is asked."""

    window: MainWindow
    runner: TaskRunner
    errors: ErrorDesk
    services: Services | None = None


class Operations(QObject):
    """Base of the operations of one feature; lives on the GUI thread."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.window)
        self.bench = bench

    @property
    def services(self) -> Services:
        """The services. Only called where the archive is open."""
        assert self.bench.services is not None
        return self.bench.services

    @property
    def is_open(self) -> bool:
        return self.bench.services is not None

    def refused(self, error: DeskError) -> None:
        """Show why something could not be done."""
        self.bench.errors.show(error)
