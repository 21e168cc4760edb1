"""A card that was lost: stopped, and a new one made in its place if wished."""

from __future__ import annotations

from PySide6.QtCore import Signal

from askadesk.core.i18n import _
from askadesk.people.rows import CardRow
from ui.dialogs.base import Dialog
from ui.widgets.button import Button


class ReplaceCardDialog(Dialog):
    """``replaced`` or ``stopped`` carries the ``CardRow``."""

    replaced = Signal(object)
    stopped = Signal(object)

    def __init__(self, name: str, card: CardRow) -> None:
        super().__init__(wide=600)
        self._name, self._card = name, card
        self.leave = self.add_button(Button(key="Esc"))
        self.stop = self.add_button(Button(kind="danger"))
        self.replace = self.add_button(Button(kind="accent", icon="printer", key="F2"))
        self.leave.clicked.connect(self.close_down)
        self.stop.clicked.connect(self._stop)
        self.replace.clicked.connect(self.accept)
        self.retranslate()

    def retranslate(self) -> None:
        self.say_heading(
            _("Card of {name}").format(name=self._name),
            _(
                "The code {short} stops opening the door, for good. A new card has a new code."
            ).format(short=f"{self._card.short[:4]}-{self._card.short[4:]}"),
        )
        self.leave.say(_("Leave it"))
        self.stop.say(_("Only stop it"))
        self.replace.say(_("Replace and print"))

    def accept(self) -> None:
        self.close_down()
        self.replaced.emit(self._card)

    def _stop(self) -> None:
        self.close_down()
        self.stopped.emit(self._card)
