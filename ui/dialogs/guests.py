"""How many came along with a person who is inside."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from askadesk.core.i18n import _
from ui.dialogs.base import Dialog
from ui.widgets.button import Button
from ui.widgets.choices import Stepper


class GuestsDialog(Dialog):
    """``chosen`` carries how many guests there are now (0 to ``most``), the person not counted."""

    chosen = Signal(int)

    def __init__(self, name: str, guests: int, *, most: int = 99) -> None:
        super().__init__(wide=440)
        self._name = name
        self.stepper = Stepper(0, most, guests)
        self.body.addWidget(self.stepper)
        self._leave = self.add_button(Button(key="Esc"))
        self._do = self.add_button(Button(kind="accent", key="F2"))
        self._leave.clicked.connect(self.close_down)
        self._do.clicked.connect(self.accept)
        self.retranslate()

    def retranslate(self) -> None:
        self.say_heading(
            _("How many guests?"),
            _("With {name}. They count for safety, not for the carnet.").format(name=self._name),
        )
        self._leave.say(_("Leave it"))
        self._do.say(_("Confirm"))

    def first(self) -> QWidget:
        return self.stepper._more

    def accept(self) -> None:
        self.close_down()
        self.chosen.emit(self.stepper.value)
