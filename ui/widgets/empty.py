"""The empty state: a portico, a title, one sentence, and perhaps one button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui import painters
from ui.fonts import Role
from ui.widgets.button import Button
from ui.widgets.text import Text


class Portico(QWidget):
    """Four arches, 160 x 56, one of them a little stronger."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(160, 56)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            painters.portico(painter, QRectF(self.rect()))


class EmptyState(QWidget):
    """What a list shows when there is nothing in it."""

    def __init__(self, *, button: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.title = Text(role=Role.TITLE, align=middle, wrap=True)
        self.sentence = Text(tone="text2", align=middle, wrap=True)
        self.button = Button(size=32, icon="user-plus", parent=self)
        self.button.setVisible(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(Portico(), 0, middle)
        column.addSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.sentence)
        if button:
            column.addWidget(self.button, 0, middle)
        column.addStretch(1)

    def add_below(self, widget: QWidget) -> None:
        """Put something more at the foot of it."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)

    def say(self, title: str, sentence: str, button: str = "") -> None:
        """The title, one sentence, and the words of the button if it has one."""
        self.title.say(title)
        self.sentence.say(sentence)
        if button:
            self.button.say(button)
