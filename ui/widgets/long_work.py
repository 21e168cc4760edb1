"""A work that takes its time: title, step n of m, a meter, a plain estimate, Ferma.

Put aside, it is an ink chip in the top bar, left of the database chip.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from askadesk.core.i18n import _, ngettext, number, pgettext
from ui import painters
from ui.fonts import Role
from ui.tasks import Step
from ui.widgets.base import Halo, Speaking
from ui.widgets.button import LinkButton
from ui.widgets.quantity import Meter
from ui.widgets.text import Text

_SOON = 5
"""Below this many seconds an estimate would only flicker."""
_EARLY = 0.02
"""Before this share is done nobody can say how long the rest takes."""


class LongWork(Speaking, QWidget):
    """Shows one work; ``stop_asked`` when Ferma was pressed."""

    stop_asked = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step, self._rest = Step(0, 0), -1.0
        self.title = Text(title, Role.PRIMARY)
        self.count = Text(tone="text2")
        self.words = Text(role=Role.SECOND, tone="text2", elide=True)
        self.rest = Text(role=Role.SECOND, tone="text2")
        self.meter = Meter(8)
        self.stop = LinkButton(size=32)
        self.stop.clicked.connect(self.stop_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(_apart(self.title, self.count))
        column.addWidget(self.meter)
        column.addWidget(self.words)
        column.addLayout(_apart(self.rest, self.stop))
        self.setAccessibleName(title)
        self.retranslate()

    def show_step(self, step: Step, rest: float = -1.0) -> None:
        """Show where it stands; ``rest`` seconds are left, below 0 when that cannot be said."""
        self._step, self._rest = step, rest
        self.retranslate()

    def retranslate(self) -> None:
        step = self._step
        self.stop.say(_("Stop"))
        self.count.say(said_count(step))
        self.words.say(step.words)
        self.words.setVisible(bool(step.words))
        self.rest.say(said_rest(self._rest))
        self.meter.fill(share_of(step))


class LongWorkChip(Speaking, QPushButton):
    """A long work put aside: how far it is, 32 high; a click opens it again."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._step, self._over = title, Step(0, 0), False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def show_step(self, step: Step) -> None:
        """Show where it stands."""
        self._step = step
        self.retranslate()

    def show_over(self) -> None:
        """Show that it has ended and waits to be looked at."""
        self._over = True
        self.retranslate()

    def retranslate(self) -> None:
        share = math.floor(share_of(self._step) * 100)
        percent = _("{percent}%").format(percent=share)
        words = pgettext("work", "Ready") if self._over else percent
        self.setText(words)
        told = _("{title}: {state}").format(title=self._title, state=words)
        self.setAccessibleName(told)
        self.setToolTip(told)
        self.updateGeometry()
        self.update()

    def halo(self) -> Halo:
        return Halo(QRectF(self.rect()), 8, gap=2)

    def cut(self) -> bool:
        return self.width() < self.sizeHint().width()

    def _icon(self) -> str:
        return "circle-check" if self._over else "loader"

    def sizeHint(self) -> QSize:
        wide = painters.chip_width(self.text(), self._icon(), large=True)
        return QSize(math.ceil(wide), 32)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            rect = QRectF(self.rect())
            painters.chip(painter, rect, self.text(), "ink", self._icon(), large=True)


def share_of(step: Step) -> float:
    """How much is done, 0 to 1."""
    return min(1.0, step.done / step.of) if step.of else 0.0


def said_count(step: Step) -> str:
    """ "312 of 1,000"; nothing while it is not known how many there are."""
    if not step.of:
        return ""
    return _("{done} of {of}").format(done=number(step.done), of=number(step.of))


def seconds_left(step: Step, elapsed: float) -> float:
    """How many seconds the rest takes, judged by the ``elapsed`` ones; below 0 when it is too early."""
    share = share_of(step)
    return elapsed * (1 - share) / share if share >= _EARLY else -1.0


def said_rest(seconds: float) -> str:
    """The estimate in plain words, rounded as a person would; nothing when there is none."""
    if seconds < 0:
        return ""
    if seconds < _SOON:
        return _("Nearly done")
    if seconds < 55:
        left = math.ceil(seconds / 5) * 5
        return _("About {seconds} seconds left").format(seconds=left)
    minutes = math.ceil(seconds / 60)
    said = ngettext("About {minutes} minute left", "About {minutes} minutes left", minutes)
    return said.format(minutes=minutes)


def _apart(left: QWidget, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(left)
    row.addStretch(1)
    row.addWidget(right)
    return row
