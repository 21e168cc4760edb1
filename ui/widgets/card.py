"""The card: a surface with a line around it, and the header of one."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import painters
from ui.fonts import Role
from ui.theme import tokens
from ui.widgets.text import Text


class Card(QFrame):
    """A surface of radius 12 with a 1 px line; what is in it goes into ``body``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens()
        with painters.painting(self) as painter:
            painters.box(painter, QRectF(self.rect()), 12, look.surface, look.line)


class CardHeader(QWidget):
    """A card's title and count, with room for a control at the right (``aside``).

    48 high, 56 when it holds a control. The line below it belongs to the first row. ``elide`` lets the
    title shrink: where it is a name, or where a narrow window leaves no room for it beside the control.
    """

    def __init__(
        self, high: int = 48, *, elide: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = Text(role=Role.TITLE, elide=elide)
        self.count = Text(role=Role.BODY, tone="text3")
        self.aside = QHBoxLayout()
        self.aside.setSpacing(8)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addLayout(self.aside)
        self.setFixedHeight(high)

    def set_padding(self, padding: int, high: int, role: Role) -> None:
        """Take the measures of a roomy or a compact window."""
        self.title.wear(role)
        row = self.layout()
        assert row is not None
        row.setContentsMargins(padding, 0, padding, 0)
        self.setFixedHeight(high)


class Rule(QWidget):
    """A horizontal line of 1 px."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            painters.rule(painter, 0, 0, self.width())
