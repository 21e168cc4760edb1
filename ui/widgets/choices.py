"""Check box, radio button and stepper."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from askadesk.core.i18n import _, number
from ui import fonts, icons, painters
from ui.fonts import Role
from ui.theme import tokens
from ui.widgets.base import Halo, Speaking
from ui.widgets.button import Button
from ui.widgets.text import Text

_BOX, _DOT, _GAP, _HIGH = 18, 20, 8, 32


def _hint(button: QAbstractButton, mark: int) -> QSize:
    wide = mark + (_GAP + fonts.width(Role.BODY, button.text()) if button.text() else 0)
    return QSize(math.ceil(wide) + 2, _HIGH)


def _paint_words(painter: QPainter, button: QAbstractButton, mark: int) -> None:
    look = tokens()
    rect = QRectF(button.rect()).adjusted(mark + _GAP, 0, 0, 0)
    colour = look.text if button.isEnabled() else look.text3
    painters.text(painter, rect, Role.BODY, button.text(), colour)


def paint_box(painter: QPainter, x: float, y: float, state: Qt.CheckState) -> None:
    """A box of 18: empty, with a tick, or with a dash where only some of it is on."""
    look, rect = tokens(), QRectF(x, y, _BOX, _BOX)
    on = state is not Qt.CheckState.Unchecked
    fill, edge = (look.ink, look.ink) if on else (look.surface, look.line_strong)
    painters.box(painter, rect, 4, fill, edge)
    if state is Qt.CheckState.Checked:
        icons.draw(painter, "check", x + 2, y + 2, 14, look.ink_on, 3)
    elif on:
        painters.box(painter, QRectF(x + 5, y + 8, 8, 2), 0, look.ink_on)


class CheckBox(QCheckBox):
    """A box of 18 with radius 4, and its words."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return _hint(self, _BOX)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True

    def halo(self) -> Halo:
        return Halo(QRectF(0, (self.height() - _BOX) / 2, _BOX, _BOX), 4, gap=2)

    def cut(self) -> bool:
        return self.width() < self.sizeHint().width()

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            paint_box(painter, 0, (self.height() - _BOX) / 2, self.checkState())
            _paint_words(painter, self, _BOX)


class Radio(QRadioButton):
    """A circle of 20 with a dot of 10, and its words."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return _hint(self, _DOT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True

    def halo(self) -> Halo:
        return Halo(QRectF(0, (self.height() - _DOT) / 2, _DOT, _DOT), _DOT / 2, gap=2)

    def cut(self) -> bool:
        return self.width() < self.sizeHint().width()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, on = tokens(), self.isChecked()
        top = (self.height() - _DOT) / 2
        with painters.painting(self) as painter:
            edge, wide = (look.ink, 2.0) if on else (look.line_strong, 1.0)
            painters.box(painter, QRectF(0, top, _DOT, _DOT), _DOT / 2, look.surface, edge, wide)
            if on:
                painters.box(painter, QRectF(5, top + 5, 10, 10), 5, look.ink)
            _paint_words(painter, self, _DOT)


class Stepper(Speaking, QWidget):
    """A whole number between two buttons. Up and Down change it too; ``changed`` carries it."""

    changed = Signal(int)

    def __init__(
        self, least: int = 0, most: int = 99, value: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._least, self._most, self._value = least, most, value
        self._less = Button(icon="minus")
        self._more = Button(icon="plus")
        self._shown = Text(role=Role.PAGE, align=Qt.AlignmentFlag.AlignHCenter)
        self._shown.setMinimumWidth(56)
        self._less.clicked.connect(self._down)
        self._more.clicked.connect(self._up)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self._less, self._shown, self._more):
            row.addWidget(widget)
        row.addStretch(1)
        self.setFocusProxy(self._more)
        self.retranslate()

    @property
    def value(self) -> int:
        """The number."""
        return self._value

    def set_value(self, value: int) -> None:
        """Show ``value``, kept between least and most."""
        value = min(self._most, max(self._least, value))
        if value != self._value:
            self._value = value
            self.changed.emit(value)
        self.retranslate()

    def _down(self) -> None:
        self.set_value(self._value - 1)

    def _up(self) -> None:
        self.set_value(self._value + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Plus):
            self._up()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Minus):
            self._down()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        self._shown.say(number(self._value))
        self._less.setEnabled(self._value > self._least)
        self._more.setEnabled(self._value < self._most)
        self._less.setAccessibleName(_("One less, now {count}").format(count=self._value))
        self._more.setAccessibleName(_("One more, now {count}").format(count=self._value))
