"""Opening the archive behind the window, and hearing what other desks change in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QThread, Signal

from askadesk.access.codes import CodeKeys
from askadesk.core.changes import Changes
from askadesk.core.errors import DatabaseAway, DeskError
from askadesk.core.opening import Opened, open_database
from askadesk.core.ports import Clock, SystemIds
from askadesk.core.watching import Watch
from askadesk.hubs.rows import HubRow, NewHub
from askadesk.hubs.service import actor_at, is_empty, set_up
from askadesk.services import Services, build_services
from db.values import Source
from ui.operations.base import Bench, Operations

WATCH_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class OpenedDesk:
    """An open archive as the desk uses it."""

    database: Opened
    services: Services
    hub: HubRow
    operator: str
    keys: CodeKeys
    clock: Clock

    @property
    def is_shared(self) -> bool:
        return self.database.is_shared

    @property
    def backup(self) -> Path | None:
        return self.database.backup

    @property
    def place(self) -> str:
        return self.database.place


class Archive(Operations):
    """``opened`` carries an ``OpenedDesk``, ``failed`` the ``DeskError`` that says why not."""

    opened = Signal(object)
    failed = Signal(object)

    def __init__(self, bench: Bench, database: str | None, clock: Clock) -> None:
        super().__init__(bench)
        self._database, self._clock = database, clock
        self._desk: OpenedDesk | None = None
        self._watcher: _Watcher | None = None

    def open(self, publish: Callable[[Changes], None]) -> None:
        """Open it on the worker; ``publish`` may be called on any thread."""
        call = partial(_open, self._database, self._clock, publish)
        self._publish = publish
        self.bench.runner.run(call, done=self._done, failed=self._refused)

    def _done(self, desk: OpenedDesk) -> None:
        self._desk = desk
        self.opened.emit(desk)
        self._watcher = _Watcher(Watch(desk.database.engine), self._publish, self)
        self._watcher.start()

    def _refused(self, error: DeskError) -> None:
        self.failed.emit(error)

    def close(self) -> None:
        """Stop listening to other desks."""
        if self._watcher is not None:
            self._watcher.stop()
            self._watcher = None

    def dispose(self) -> None:
        """Close every connection; call it when nobody asks any more."""
        if self._desk is not None:
            self._desk.database.engine.dispose()


def _open(database: str | None, clock: Clock, publish: Callable[[Changes], None]) -> OpenedDesk:
    """On the worker: open, upgrade, and make the first hub where there is none."""
    ids = SystemIds()
    opened = open_database(database, clock)
    if is_empty(opened.engine):
        set_up(opened.engine, NewHub("Aska", city="Torino"), clock, ids)
    actor = actor_at(opened.engine, Source.DESK, clock, ids)
    services = build_services(opened.engine, clock, ids, actor, publish)
    return OpenedDesk(
        opened,
        services,
        services.hub.row(),
        services.hub.operator_name(),
        services.access.keys(),
        clock,
    )


class _Watcher(QThread):
    """Waits for what other desks commit; its connection never writes."""

    def __init__(self, watch: Watch, publish: Callable[[Changes], None], parent: Archive) -> None:
        super().__init__(parent)
        self.setObjectName("watcher")
        self._watch, self._publish = watch, publish
        self._going = True

    def run(self) -> None:
        while self._going:
            try:
                changes = self._watch.wait(WATCH_SECONDS)
            except DatabaseAway:
                # The next command says so on screen; here there is nobody to tell.
                self.msleep(2_000)
                continue
            if changes is not None and self._going:
                self._publish(changes)

    def stop(self) -> None:
        self._going = False
        self._watch.close()
        self.wait()
