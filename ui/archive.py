"""Opening the archive behind the window, and hearing what other desks change in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QThread, Signal

from askadesk.access.codes import CodeKeys
from askadesk.core.changes import Changes
from askadesk.core.errors import DatabaseAway, DeskError
from askadesk.core.opening import (
    Opened,
    default_database,
    is_missing,
    look_at,
    open_database,
)
from askadesk.core.ports import Clock, SystemIds
from askadesk.core.watching import Watch
from askadesk.hubs.finding import actor_at, is_empty
from askadesk.hubs.rows import HubRow
from askadesk.services import Services, build_services
from db.values import Source
from ui.operations.base import Bench, Operations

if TYPE_CHECKING:
    from askadesk.plans.starter import FirstRun

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


@dataclass(frozen=True, slots=True)
class EmptyArchive:
    """An archive without a hub, or the place where one would be: nothing was made there."""

    database: str


class Archive(Operations):
    """``opened`` carries an ``OpenedDesk``, ``failed`` the ``DeskError`` that says why not, ``empty``
    the place of an archive that holds no hub yet, ``hub_changed`` the ``HubRow`` as it is now."""

    opened = Signal(object)
    hub_changed = Signal(object)
    failed = Signal(object)
    empty = Signal(str)

    def __init__(self, bench: Bench, database: str | None, clock: Clock) -> None:
        super().__init__(bench)
        self._database, self._clock = database, clock
        self._desk: OpenedDesk | None = None
        self._watcher: _Watcher | None = None
        self._publish: Callable[[Changes], None] = _nobody_hears

    @property
    def place(self) -> str:
        """Where the archive of this desk is, open or not."""
        return self._database or default_database()

    def open(self, publish: Callable[[Changes], None]) -> None:
        """Open it on the worker; ``publish`` may be called on any thread."""
        self._publish = publish
        call = partial(_open, self._database, self._clock, publish)
        self.bench.runner.run(call, done=self._done, failed=self._refused)

    def begin(self, database: str, first: FirstRun | None) -> None:
        """Open ``database`` from now on, and make its hub first if there is one to make."""
        self._database = database
        call = partial(_begin, database, first, self._clock, self._publish)
        self.bench.runner.run(call, done=self._done, failed=self._refused)

    def _done(self, desk: OpenedDesk | EmptyArchive) -> None:
        if isinstance(desk, EmptyArchive):
            self.empty.emit(desk.database)
            return
        self._desk = desk
        self.opened.emit(desk)
        self._watcher = _Watcher(Watch(desk.database.engine), self._publish, self)
        self._watcher.start()

    def _refused(self, error: DeskError) -> None:
        self.failed.emit(error)

    def changed(self, changes: Changes) -> None:
        """Say how the hub is now, whoever changed it."""
        if changes.touches("hub") and self.is_open:
            self.bench.runner.run(self.services.hub.row, done=self._tell, failed=self.refused)

    def _tell(self, hub: HubRow) -> None:
        self.hub_changed.emit(hub)

    def close(self) -> None:
        """Stop listening to other desks."""
        if self._watcher is not None:
            self._watcher.stop()
            self._watcher = None

    def dispose(self) -> None:
        """Close every connection; call it when nobody asks any more."""
        if self._desk is not None:
            self._desk.database.engine.dispose()


def _nobody_hears(_changes: Changes) -> None:
    """As long as no archive was opened."""


def _open(
    database: str | None, clock: Clock, publish: Callable[[Changes], None]
) -> OpenedDesk | EmptyArchive:
    """On the worker: open and upgrade; a place where nothing is yet is left as it is."""
    place = database or default_database()
    if is_missing(place):
        look_at(place)
        return EmptyArchive(place)
    opened = open_database(place, clock)
    if is_empty(opened.engine):
        opened.engine.dispose()
        return EmptyArchive(place)
    return _at_work(opened, clock, publish)


def _begin(
    database: str, first: FirstRun | None, clock: Clock, publish: Callable[[Changes], None]
) -> OpenedDesk:
    """On the worker: open, and make the hub in one transaction."""
    opened = open_database(database, clock)
    try:
        if first is not None:
            from askadesk.plans.starter import begin

            begin(opened.engine, first, clock, SystemIds())
        return _at_work(opened, clock, publish)
    except BaseException:
        opened.engine.dispose()
        raise


def _at_work(opened: Opened, clock: Clock, publish: Callable[[Changes], None]) -> OpenedDesk:
    ids = SystemIds()
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
