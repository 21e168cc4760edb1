"""A field: its label above, the control, and below it the sentence that says what to change."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui import fonts, icons, painters
from ui.fonts import Role
from ui.theme import tokens
from ui.widgets.text import Text


class _Mark(QWidget):
    """The icon in front of an error sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(16, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            icons.draw(painter, "circle-alert", 0, 2, 16, tokens().bad)


class Field(QWidget):
    """``control`` with a label; ``complain`` shows a sentence with the remedy, never only a colour."""

    def __init__(self, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self.label = Text(role=Role.SECOND_MEDIUM, tone="text2")
        self.error = Text(role=Role.SECOND, tone="bad", wrap=True)
        self._mark = _Mark()
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.error, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.label)
        column.addSpacing(4)
        column.addWidget(control)
        column.addLayout(row)
        self._mark.hide()
        self.error.hide()
        if isinstance(control, QLineEdit):
            control.textEdited.connect(self.forgive)

    def say(self, label: str) -> None:
        """The label, which is also the control's accessible name."""
        self.label.say(label)
        self.control.setAccessibleName(label)

    def complain(self, sentence: str) -> None:
        """Show what to change; the focus goes to the control."""
        self.error.say(sentence)
        for part in (self.error, self._mark):
            part.setVisible(bool(sentence))
        self.control.setProperty("tone", "bad" if sentence else "")
        self.control.setAccessibleDescription(sentence)
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)
        self.updateGeometry()

    def forgive(self) -> None:
        """The error is being put right."""
        if not self.error.isHidden():
            self.complain("")


UNCUT = 1_000_000
"""More than anybody pastes. No field cuts what is put into it: what is too long is said beside it, by
whoever knows how much there is room for."""


def line(words: str = "") -> QLineEdit:
    """A one-line input of the design, 40 high."""
    made = QLineEdit()
    made.setMaxLength(UNCUT)
    made.setText(words)
    made.setFont(fonts.grown(Role.BODY))
    made.setFixedHeight(40)
    return made


def note(*, lines: int = 3) -> QPlainTextEdit:
    """A text of a few lines; Tab goes on to the next field."""
    made = QPlainTextEdit()
    made.setFont(fonts.grown(Role.BODY))
    made.setTabChangesFocus(True)
    made.setFixedHeight(20 + 20 * lines)
    return made


class Select(QComboBox):
    """A choice among a few, 40 high, with the chevron of our icons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(fonts.grown(Role.BODY))
        self.setFixedHeight(40)

    def offer(self, choices: list[tuple[str, object]], on: object) -> None:
        """Offer ``(words, value)`` pairs; ``on`` is the value that is on."""
        self.clear()
        for words, value in choices:
            self.addItem(words, value)
        at = next((i for i, (_words, value) in enumerate(choices) if value == on), 0)
        self.setCurrentIndex(at)

    def value(self) -> object:
        """The value that is on."""
        return self.currentData()

    def pick(self, value: object) -> None:
        """Turn ``value`` on, if it is offered."""
        found = (at for at in range(self.count()) if self.itemData(at) == value)
        self.setCurrentIndex(next(found, self.currentIndex()))

    def minimumSizeHint(self) -> QSize:
        return QSize(96, 40)

    def cut(self) -> bool:
        """Whether the words that are on do not fit."""
        return fonts.width(Role.BODY, self.currentText()) > self.width() - 48

    def may_be_cut(self) -> bool:
        """Names of devices may be long."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = tokens()
        with painters.painting(self) as painter:
            middle = QRectF(self.rect()).center().y()
            colour = look.text2 if self.isEnabled() else look.text3
            icons.draw(painter, "chevron-down", self.width() - 30, middle - 9, 18, colour)
