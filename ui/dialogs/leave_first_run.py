"""Leaving the first run: nothing has been written, so nothing is lost but the answers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from askadesk.core.i18n import _
from ui.dialogs.base import Dialog
from ui.widgets.button import Button


class LeaveFirstRunDialog(Dialog):
    """``leave_chosen`` when the program is to end; Esc and Enter stay."""

    leave_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stay = self.add_button(Button(kind="ink"))
        self._leave = self.add_button(Button())
        self._stay.clicked.connect(self.close_down)
        self._leave.clicked.connect(self._go)
        self.retranslate()

    def retranslate(self) -> None:
        self.say_heading(
            _("Leave it for now?"),
            _(
                "The hub has not been made yet and nothing was written. Next time the questions"
                " begin anew."
            ),
        )
        self._stay.say(_("Stay here"))
        self._leave.say(_("Close the program"))

    def first(self) -> QWidget:
        return self._stay

    def accept(self) -> None:
        self.close_down()

    def _go(self) -> None:
        self.close_down()
        self.leave_chosen.emit()
