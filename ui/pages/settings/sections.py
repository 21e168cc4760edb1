"""What the sections of the settings have in common: what the page asks of them, and their frame."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import painters
from ui.fonts import Role
from ui.theme import qcolor, tokens
from ui.widgets.card import Card, Rule
from ui.widgets.text import Text

ORDER = (
    "hub",
    "spaces",
    "plans",
    "printers",
    "scanner",
    "look",
    "operators",
    "archive",
    "privacy",
)
"""The sections from top to bottom, in whatever order they are added."""


class SettingsSection(Protocol):
    """What the settings page asks of the widget of a section.

    A section may also have ``point_to(words)``: bring the setting called so before the eyes.
    """

    def set_roomy(self, roomy: bool) -> None:
        """Take the measures of a 1920 or of a 1366 window."""
        ...

    def key(self, event: QKeyEvent) -> bool:
        """Act on a key that nobody inside wanted; False when it means nothing here."""
        ...

    def shown(self) -> None:
        """The section came before the eyes."""
        ...

    def left(self) -> None:
        """Another section or page is shown now: what was only tried goes back as it was."""
        ...


class SectionHead(QWidget):
    """The title 20/28 of a section and one sentence below it; ``aside`` is the room at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Text(role=Role.PAGE)
        self.sentence = Text(tone="text2", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.sentence)
        self.aside = QHBoxLayout()
        self.aside.setSpacing(8)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addLayout(self.aside)

    def say(self, title: str, sentence: str = "") -> None:
        """The title, and the sentence if there is one."""
        self.title.say(title)
        self.sentence.say(sentence)
        self.sentence.setVisible(bool(sentence))


class SidePanel(Card):
    """The panel at the right, 368 wide: header 48 with room for a chip, body, footer of actions."""

    def __init__(self, wide: int = 368, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(wide)
        self.title = Text(role=Role.TITLE, elide=True)
        self.header, self.footer = QHBoxLayout(), QHBoxLayout()
        self.header.setContentsMargins(16, 0, 16, 0)
        self.header.setSpacing(8)
        self.header.addWidget(self.title, 1)
        head = QWidget()
        head.setFixedHeight(48)
        head.setLayout(self.header)
        self.inside = QVBoxLayout()
        self.inside.setSpacing(12)
        self.footer.setContentsMargins(16, 12, 16, 16)
        self.footer.setSpacing(8)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(Rule())
        foot.addLayout(self.footer)
        self.body.addWidget(head)
        self.body.addWidget(Rule())
        self.body.addLayout(self.inside, 1)
        self.body.addWidget(self._foot)

    def show_footer(self, shown: bool) -> None:
        """Whether there is anything to do."""
        self._foot.setVisible(shown)


class Tinted(QWidget):
    """A ground of one token's colour, for what lies on it; ``round_below`` for the end of a card."""

    def __init__(self, tone: str, *, round_below: bool = False) -> None:
        super().__init__()
        self._tone, self._round = tone, round_below

    def paintEvent(self, event: QPaintEvent) -> None:
        rect, colour = QRectF(self.rect()), getattr(tokens(), self._tone)
        with painters.painting(self) as painter:
            if not self._round:
                painter.fillRect(rect, qcolor(colour))
                return
            painter.setClipRect(rect)
            painters.box(painter, rect.adjusted(0, -16, 0, 0), 11, colour)


def is_plain(event: QKeyEvent, key: Qt.Key) -> bool:
    """Whether ``event`` is ``key`` alone."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() == key and held == Qt.KeyboardModifier.NoModifier
