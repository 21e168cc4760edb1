"""The small parts of which the panel beside the calendar is made: facts with an icon, lines of a price."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from askadesk.core.i18n import _, money
from askadesk.rooms.rows import Price
from askadesk.rooms.words import price_words
from db.values import Money
from ui import icons, painters
from ui.fonts import Role
from ui.pages.calendar import phrases
from ui.theme import tokens
from ui.widgets.button import Button
from ui.widgets.text import Text


class _Icon(QWidget):
    def __init__(self, icon: str, tone: str) -> None:
        super().__init__()
        self._icon, self._tone = icon, tone
        self.setFixedSize(18, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            icons.draw(painter, self._icon, 0, 1, 18, getattr(tokens(), self._tone))


class Fact(QWidget):
    """An icon of 18 and what it is about, over as many lines as it takes."""

    def __init__(self, icon: str, tone: str = "text3", words_tone: str = "text") -> None:
        super().__init__()
        self.words = Text(tone=words_tone, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(_Icon(icon, tone), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)

    def say(self, words: str) -> None:
        """What it is about; with nothing it hides."""
        self.words.say(words)
        self.setVisible(bool(words))


class _Amount(QWidget):
    def __init__(self, words: str, amount: str, *, total: bool = False) -> None:
        super().__init__()
        role = Role.TITLE if total else Role.BODY
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        said = Text(words, role, "text" if total else "text2", wrap=True)
        row.addWidget(said, 1)
        row.addWidget(Text(amount, role), 0, Qt.AlignmentFlag.AlignTop)


class PriceLines(QWidget):
    """A price, line by line, each with its reason, and what it comes to."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_price(self, price: Price | None) -> None:
        """Show ``price``; nothing as long as nobody worked it out."""
        clear(self._column)
        self.setVisible(price is not None)
        if price is None:
            return
        for line in price.lines:
            self._column.addWidget(_Amount(price_words(line), money(Money(line.cents))))
        self._column.addWidget(_Amount(_("Total"), phrases.price_total(price), total=True))


class NameButton(Button):
    """A button with the name of a space or a person on it, cut where there is no room for all of it."""

    def __init__(self, words: str, *, size: int = 40) -> None:
        super().__init__(words, size=size)
        self._whole = words
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        self.setToolTip(words)

    @property
    def whole(self) -> str:
        """All its words."""
        return self._whole

    def sizeHint(self) -> QSize:
        return QSize(96, super().sizeHint().height())

    def cut(self) -> bool:
        return self.text() != self._whole

    def may_be_cut(self) -> bool:
        """Whether it holds a name, which may be elided."""
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        padding, _radius, role, _icon = self._measures()
        self.setText(painters.elided(role, self._whole, self.width() - 2 * padding))


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def sentences(words: Sequence[str]) -> str:
    """Several sentences, a line each."""
    return "\n".join(filter(None, words))
