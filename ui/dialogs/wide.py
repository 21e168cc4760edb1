"""The wide dialog: a header of 88, two columns with a line between them, a footer of 72.

At 1280 × 720 it keeps its width and its columns scroll; header and footer do not.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from askadesk.core.i18n import _
from ui import painters
from ui.dialogs.base import Dialog
from ui.theme import qcolor, tokens
from ui.widgets.button import Button
from ui.widgets.card import Rule
from ui.widgets.order import go_on, tab_stops
from ui.widgets.scroll import ScrollColumn

HEADER, FOOTER = 88, 72


class UprightRule(QWidget):
    """A vertical line of 1 px."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            painter.fillRect(self.rect(), qcolor(tokens().line))


class WideDialog(Dialog):
    """``left`` and ``right`` are the columns; buttons go into the footer, after ``aside``."""

    def __init__(self, *, wide: int = 1000, high: int = 688, left: int = 592) -> None:
        super().__init__(wide=wide, padding=32)
        self._high = high
        self.aside = QHBoxLayout()
        self.aside.setSpacing(8)
        self.left, self.right = ScrollColumn(), ScrollColumn()
        self.left.setFixedWidth(left)
        self.left.set_margins(32, 16, 32, 16)
        self.right.set_margins(24, 16, 32, 16)
        self.close_button = Button(kind="ghost", icon="x")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.close_button.clicked.connect(self.close_down)
        self._arrange()

    def _arrange(self) -> None:
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.setContentsMargins(0, 0, 0, 0)
        column.takeAt(2)  # the space above the buttons of a narrow dialog
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 23, 0)
        head.addWidget(self.head, 1)
        head.addWidget(self.close_button)
        words = self.head.layout()
        assert isinstance(words, QVBoxLayout)
        words.setContentsMargins(32, 20, 32, 16)
        words.setSpacing(0)
        self.head.setFixedHeight(HEADER)
        column.insertLayout(0, head)
        column.insertWidget(1, Rule())
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.left)
        row.addWidget(UprightRule())
        row.addWidget(self.right, 1)
        self.body.addLayout(row, 1)
        column.insertWidget(3, Rule())
        self.buttons.setContentsMargins(32, 16, 32, 16)
        self.buttons.setSpacing(12)
        self.buttons.insertLayout(0, self.aside)

    def retranslate(self) -> None:
        self.close_button.setAccessibleName(_("Close"))

    def sizeHint(self) -> QSize:
        return QSize(self._wide, self._high)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._wide, 400)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field goes on to the next one; only F2 and Ctrl S save."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(self.focusWidget(), QLineEdit):
                go_on(tab_stops(self), forward=True)
            return
        super().keyPressEvent(event)
