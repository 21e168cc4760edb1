"""A wide dialog in which one writes: a pause in the typing is noticed, and nothing typed is lost unasked."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from askadesk.core.i18n import _
from ui.dialogs.confirm import ConfirmDialog
from ui.dialogs.wide import WideDialog

PAUSE_MS = 250


class WritingDialog(WideDialog):
    """``pause`` runs out when nothing has been typed for a moment; start it with each key."""

    def __init__(self, *, wide: int = 1000, high: int = 688, left: int = 592) -> None:
        super().__init__(wide=wide, high=high, left=left)
        self._leaving: ConfirmDialog | None = None
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(PAUSE_MS)

    def changed(self) -> bool:
        """Whether something typed would be lost."""
        raise NotImplementedError

    def finish(self) -> None:
        """It was saved."""
        self._go()

    def close_down(self) -> None:
        """Go away; ask first when something typed would be lost."""
        if not self.changed():
            self._go()
            return
        asked = ConfirmDialog(
            _("Leave what you wrote?"),
            _("It is not saved yet."),
            verb=_("Leave it"),
            safe=_("Go on writing"),
        )
        self._leaving = asked
        asked.confirmed.connect(self._go)
        asked.open_over(self.window())

    def _go(self) -> None:
        self.pause.stop()
        if self.is_open():
            super().close_down()
