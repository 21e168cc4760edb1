"""The database chip: where the desk writes, and whether it can."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from askadesk.core.i18n import _
from ui import painters
from ui.widgets.base import Halo, Speaking


class Archive(StrEnum):
    """The state of the database."""

    LOCAL = "local"
    SHARED = "shared"
    OFFLINE = "offline"
    AWAY = "away"


_LOOKS = {
    Archive.LOCAL: ("neutral", "hard-drive"),
    Archive.SHARED: ("ok", "database"),
    Archive.OFFLINE: ("warn", "cloud-off"),
    Archive.AWAY: ("bad", "database"),
}


class DatabaseChip(Speaking, QPushButton):
    """A large chip; ``clicked`` asks what it is about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._waiting = Archive.LOCAL, 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    @property
    def state(self) -> Archive:
        """What it shows."""
        return self._state

    def show_state(self, state: Archive, waiting: int = 0) -> None:
        """Show ``state``; ``waiting`` operations have not left yet."""
        self._state, self._waiting = state, waiting
        self.retranslate()

    def retranslate(self) -> None:
        words = {
            Archive.LOCAL: _("Local"),
            Archive.SHARED: _("Shared · online"),
            Archive.OFFLINE: _("Offline · {count} waiting").format(count=self._waiting),
            Archive.AWAY: _("Database out of reach"),
        }[self._state]
        self.setText(words)
        self.setAccessibleName(_("Database: {state}").format(state=words))
        self.updateGeometry()
        self.update()

    def halo(self) -> Halo:
        return Halo(QRectF(self.rect()), 8, gap=2)

    def cut(self) -> bool:
        return self.width() < self.sizeHint().width()

    def sizeHint(self) -> QSize:
        icon = _LOOKS[self._state][1]
        return QSize(round(painters.chip_width(self.text(), icon, large=True) + 0.5), 32)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        tone, icon = _LOOKS[self._state]
        with painters.painting(self) as painter:
            painters.chip(painter, QRectF(self.rect()), self.text(), tone, icon, large=True)
