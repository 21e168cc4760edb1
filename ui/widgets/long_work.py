"""A work that takes its time: title, step n of m, a meter, a plain estimate, Ferma."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.i18n import _
from ui.fonts import Role
from ui.tasks import Step
from ui.widgets.base import Speaking
from ui.widgets.button import LinkButton
from ui.widgets.quantity import Meter
from ui.widgets.text import Text


class LongWork(Speaking, QWidget):
    """Shows one work; ``stop_asked`` when Ferma was pressed."""

    stop_asked = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = Step(0, 0)
        self.title = Text(title, Role.PRIMARY)
        self.count = Text(tone="text2")
        self.words = Text(role=Role.SECOND, tone="text2", elide=True)
        self.meter = Meter(8)
        self.stop = LinkButton(size=32)
        self.stop.clicked.connect(self.stop_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(_apart(self.title, self.count))
        column.addWidget(self.meter)
        column.addLayout(_apart(self.words, self.stop))
        self.setAccessibleName(title)
        self.retranslate()

    def show_step(self, step: Step) -> None:
        """Show where it stands."""
        self._step = step
        self.retranslate()

    def retranslate(self) -> None:
        step = self._step
        self.stop.say(_("Stop"))
        shown = _("{done} of {of}").format(done=step.done, of=step.of) if step.of else ""
        self.count.say(shown)
        self.words.say(step.words)
        self.meter.fill(step.done / step.of if step.of else 0.0)


def _apart(left: QWidget, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(left)
    row.addStretch(1)
    row.addWidget(right)
    return row
