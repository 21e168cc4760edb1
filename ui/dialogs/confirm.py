"""A question before something that cannot be undone."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.dialogs.base import Dialog
from ui.widgets.button import Button, Kind


class ConfirmDialog(Dialog):
    """The safe choice comes first and has the focus; ``confirmed`` when the other was taken."""

    confirmed = Signal()

    def __init__(
        self, title: str, explanation: str, *, verb: str, safe: str, kind: Kind = "danger"
    ) -> None:
        super().__init__(wide=440)
        self._words = title, explanation, verb, safe
        self._stay = self.add_button(Button(key="Esc"))
        self.do = self.add_button(Button(kind=kind))
        self._stay.clicked.connect(self.close_down)
        self.do.clicked.connect(self._confirm)
        self.retranslate()

    def retranslate(self) -> None:
        title, explanation, verb, safe = self._words
        self.say_heading(title, explanation)
        self.do.say(verb)
        self._stay.say(safe)

    def first(self) -> QWidget:
        return self._stay

    def accept(self) -> None:
        """F2 and Enter keep to the safe side."""
        self.close_down()

    def _confirm(self) -> None:
        self.close_down()
        self.confirmed.emit()
