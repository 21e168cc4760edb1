"""One place where every commit is announced; each page decides whether that concerns it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from askadesk.core.changes import Changes


class AppBus(QObject):
    """``changed`` carries an ``askadesk.core.changes.Changes``. Lives on the GUI thread."""

    changed = Signal(object)

    def announce(self, changes: Changes) -> None:
        """Say what was changed, here or at another desk."""
        self.changed.emit(changes)
