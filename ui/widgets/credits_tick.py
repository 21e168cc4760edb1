"""The tick that pays a booking with credits; it is there only where credits can pay."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from askadesk.core.i18n import ngettext, number
from ui.widgets.base import Speaking
from ui.widgets.choices import CheckBox
from ui.widgets.field import Field


class CreditsTick(Speaking, QWidget):
    """``edited`` when credits shall pay, or no more."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._left = 0
        self.tick = CheckBox()
        self.field = Field(self.tick)
        self.field.label.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        self.tick.toggled.connect(self._toggled)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        words = ngettext(
            "Pay with credits ({count} left)", "Pay with credits ({count} left)", self._left
        )
        self.tick.setText(words.format(count=number(self._left)))

    @property
    def pays(self) -> bool:
        """Whether credits shall pay."""
        return not self.isHidden() and self.tick.isChecked()

    def begin(self, pays: bool) -> None:
        """Show how a booking is paid that is being changed, as long as nobody knows what is left."""
        self.tick.blockSignals(True)
        self.tick.setChecked(pays)
        self.tick.blockSignals(False)
        self.setVisible(pays)

    def offer(self, left: int) -> None:
        """There are so many credits that may pay; with none the tick goes, and money pays."""
        paid, self._left = self.pays, left
        self.retranslate()
        self.setVisible(left > 0)
        if paid != self.pays:
            self.edited.emit()

    def _toggled(self, _on: bool) -> None:
        self.field.forgive()
        self.edited.emit()
