"""A dialog of the desk: a panel over the window, never a window of its own.

It is not modal in Qt's sense: ``open_over`` returns at once and ``closed`` says when it is gone. Esc
leaves everything as it is. The focus stays inside and returns to where it was.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.fonts import Role
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.overlay import Overlay
from ui.widgets.text import Text


class Dialog(Speaking, QWidget):
    """Title, an explanation if there is one, ``body`` for the content, buttons at the right.

    ``accepted`` is what a subclass emits its answer from: it is called when the main button or F2 or
    Enter is pressed. ``closed`` comes last, however the dialog ended.
    """

    closed = Signal()

    def __init__(self, *, wide: int = 480, padding: int = 24) -> None:
        super().__init__()
        self._wide = wide
        self._over: Overlay | None = None
        self.heading = Text(role=Role.PAGE if padding < 32 else Role.DIALOG, wrap=True)
        self.explanation = Text(tone="text2", wrap=True)
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(padding, padding, padding, padding)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addLayout(self.body, 1)
        column.addSpacing(24)
        column.addLayout(self.buttons)
        self.explanation.hide()

    def _head(self) -> QWidget:
        self.head = QWidget()
        words = QVBoxLayout(self.head)
        words.setContentsMargins(0, 0, 0, 16)
        words.setSpacing(8)
        words.addWidget(self.heading)
        words.addWidget(self.explanation)
        return self.head

    # what a subclass uses ----------------------------------------------------------------------

    def say_heading(self, title: str, explanation: str = "") -> None:
        """The title, and one sentence below it."""
        self.heading.say(title)
        self.setAccessibleName(title)
        self.explanation.say(explanation)
        self.explanation.setVisible(bool(explanation))

    def add_button(self, button: Button) -> Button:
        """Add a button at the right, after those that are there: the safe one first."""
        self.buttons.addWidget(button)
        return button

    def accept(self) -> None:
        """The main button, F2 or Enter: a subclass emits its answer and closes."""

    def first(self) -> QWidget | None:
        """What gets the focus at the start; None for the first that takes it."""
        return None

    # life --------------------------------------------------------------------------------------

    def open_over(self, window: QWidget) -> None:
        """Show it over ``window``."""
        self.retranslate()
        self._over = Overlay(window, self)
        self._over.escaped.connect(self.close_down)
        self._over.open(self.first())

    def is_open(self) -> bool:
        """Whether it lies over a window now."""
        return self._over is not None

    def close_down(self) -> None:
        """Go away and leave everything as it is."""
        over, self._over = self._over, None
        if over is not None:
            over.close_down()
            self.closed.emit()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        assert layout is not None
        high = layout.totalHeightForWidth(self._wide) if layout.hasHeightForWidth() else 0
        return QSize(self._wide, high or layout.totalSizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.accept()
            return
        super().keyPressEvent(event)
