"""The bar on top: the scan field, how many are here, the database, the time, who is at the desk."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from askadesk.core.i18n import _, day_weekday, hour, number, pgettext
from ui import painters
from ui.fonts import Role
from ui.theme import qcolor, tokens
from ui.widgets.base import Halo, Speaking
from ui.widgets.database_chip import DatabaseChip
from ui.widgets.portrait import Avatar
from ui.widgets.quantity import Meter
from ui.widgets.scan_field import ScanField
from ui.widgets.text import Text

HEIGHT = 72
_NEARLY_FULL = 0.9
_RIGHT = Qt.AlignmentFlag.AlignRight


class PresenceCount(Speaking, QWidget):
    """How many are inside against the capacity: figures and a 4 px meter, 120 wide or more.

    ``clicked`` asks for everyone inside: the roll call.
    """

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bodies, self._capacity = 0, 0
        self._label = Text(role=Role.SECOND, tone="text2")
        self._bodies_text = Text(role=Role.STRONG)
        self._capacity_text = Text(role=Role.BODY, tone="text3")
        self.meter = Meter(4)
        figures = QHBoxLayout()
        figures.setSpacing(0)
        figures.addWidget(self._label)
        figures.addSpacing(8)
        figures.addStretch(1)
        figures.addWidget(self._bodies_text)
        figures.addWidget(self._capacity_text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(figures)
        column.addWidget(self.meter)
        self.setMinimumWidth(120)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(30)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def halo(self) -> Halo:
        return Halo(QRectF(self.rect()), 6, gap=4)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clicked.emit()
            return
        super().keyPressEvent(event)

    def show_count(self, bodies: int, capacity: int) -> None:
        """``bodies`` are inside of ``capacity``; a capacity of 0 is not declared."""
        self._bodies, self._capacity = bodies, capacity
        self.retranslate()

    def retranslate(self) -> None:
        share = self._bodies / self._capacity if self._capacity else 0.0
        tone = "warn" if share >= _NEARLY_FULL else "ink"
        self._label.say(pgettext("count", "Here now"))
        self._bodies_text.say(number(self._bodies), "warn" if tone == "warn" else "text")
        self._capacity_text.say(f" / {number(self._capacity)}" if self._capacity else "")
        self.meter.fill(share, tone)
        self.setAccessibleName(
            _("{bodies} here now, room for {capacity}").format(
                bodies=self._bodies, capacity=self._capacity
            )
        )
        self.setToolTip(_("Roll call (F12)"))


class WallClock(Speaking, QWidget):
    """The time at the hub, and its day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now: datetime | None = None
        self._hour = Text(role=Role.CLOCK, align=_RIGHT)
        self._day = Text(role=Role.CAPTION, tone="text3", align=_RIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._hour)
        column.addWidget(self._day)
        column.addStretch(1)

    def show_time(self, now: datetime) -> None:
        """``now`` in the hub's zone."""
        self._now = now
        self.retranslate()

    def retranslate(self) -> None:
        if self._now is not None:
            self._hour.say(hour(self._now))
            self._day.say(day_weekday(self._now.date()))


class OperatorBadge(QWidget):
    """Who is at the desk: avatar 36, name, place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._avatar = Avatar(36)
        self._name = Text(role=Role.SECOND_MEDIUM)
        self._place = Text(role=Role.CAPTION, tone="text3")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._place)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._avatar)
        row.addLayout(words)

    def show_operator(self, name: str, initials: str, place: str) -> None:
        """Show who works here; an empty name hides the badge."""
        self.setVisible(bool(name))
        self._avatar.show_person(initials)
        self._name.say(name)
        self._place.say(place)


class TopBar(Speaking, QWidget):
    """72 high with a line below; the scan field is 432 wide, 640 in a roomy window."""

    database_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.scan = ScanField()
        self.presence = PresenceCount()
        self.database = DatabaseChip()
        self.clock = WallClock()
        self.operator = OperatorBadge()
        self.operator.hide()
        self.database.clicked.connect(self.database_asked)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(24)
        self._row.addWidget(self.scan)
        self._row.addStretch(1)
        self._row.addWidget(self.presence)
        self._row.addLayout(self._chips)
        for widget in (self.clock, self.operator):
            self._row.addWidget(widget)
        self._chips.addWidget(self.database)
        self.set_roomy(False)

    def add_chip(self, chip: QWidget) -> None:
        """Put a chip left of the database chip: a work that was put aside."""
        self._chips.insertWidget(self._chips.count() - 1, chip)
        chip.show()

    def remove_chip(self, chip: QWidget) -> None:
        """Take a chip away again."""
        self._chips.removeWidget(chip)
        chip.hide()
        chip.deleteLater()

    def set_roomy(self, roomy: bool) -> None:
        """Take the measures of a 1920 or of a 1366 window."""
        padding = 32 if roomy else 24
        self._row.setContentsMargins(padding, 1, padding, 1)
        self.scan.setFixedSize(640 if roomy else 432, 48)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            painter.fillRect(self.rect(), qcolor(tokens().surface))
            painters.rule(painter, 0, self.height() - 1, self.width())
