"""A long work as a dialog: it can be put aside (Esc) or stopped, and nothing waits for it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from askadesk.core.i18n import _
from ui.dialogs.base import Dialog
from ui.tasks import Step
from ui.widgets.button import Button
from ui.widgets.long_work import LongWork


class LongWorkDialog(Dialog):
    """``stop_asked`` when Ferma was pressed; closed in any other way, it was put aside."""

    stop_asked = Signal()

    def __init__(self, title: str) -> None:
        super().__init__(wide=480)
        self._title = title
        self.work = LongWork(title)
        self.work.title.hide()
        self.work.stop_asked.connect(self.stop_asked)
        self.body.addWidget(self.work)
        self._aside = self.add_button(Button(key="Esc"))
        self._aside.clicked.connect(self.close_down)
        self.retranslate()

    def retranslate(self) -> None:
        self.say_heading(self._title, _("The desk can be used meanwhile."))
        self._aside.say(_("Put aside"))

    def show_step(self, step: Step, rest: float) -> None:
        """Show where it stands and how many seconds are left."""
        self.work.show_step(step, rest)

    def first(self) -> QWidget:
        return self._aside
