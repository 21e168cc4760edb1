"""What stands in the list when nobody is in it: where the answer is, and one button that goes there."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.i18n import _, ngettext, number, pgettext
from askadesk.people.rows import ListCounts
from ui import painters
from ui.fonts import Role
from ui.pages.people.question import Question, nobody_with
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.empty import Portico
from ui.widgets.text import Text


class Way(Enum):
    """What the button of an empty list does."""

    WIDEN = auto()
    NEW_PERSON = auto()
    NEW_ORGANISATION = auto()
    CLEAR = auto()


class EmptyPeople(Speaking, QWidget):
    """``widened`` asks for the whole list, ``cleared`` to empty the search."""

    widened = Signal()
    cleared = Signal()
    new_person_asked = Signal()
    new_organisation_asked = Signal()
    import_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._question, self._counts = Question(), ListCounts(0, 0, 0, {})
        self._way = Way.WIDEN
        self.title = Text(role=Role.TITLE, align=middle, wrap=True)
        self.sentence = Text(tone="text2", align=middle, wrap=True)
        self.button, self.other = Button(), Button(icon="download")
        self.button.clicked.connect(self.go)
        self.other.clicked.connect(self.import_asked)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.button)
        buttons.addWidget(self.other)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(Portico(), 0, middle)
        column.addSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.sentence)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The header stays above: its line is the first of this one's."""
        with painters.painting(self) as painter:
            painters.rule(painter, 0, 0, self.width())

    def show_answer(self, question: Question, counts: ListCounts) -> None:
        """Say why nobody is here, and where to look."""
        self._question, self._counts = question, counts
        self.retranslate()

    def retranslate(self) -> None:
        title, sentence, self._way = self._answer()
        self.title.say(title)
        self.sentence.say(sentence)
        words, icon, key = _button(self._way)
        self.button.say(words, icon=icon, key=key)
        self.other.say(_("Import"))
        self.other.setVisible(self._counts.everyone == 0 and self._way is Way.NEW_PERSON)

    def _answer(self) -> tuple[str, str, Way]:
        text, filters = self._question.query.text, self._question.query.filters
        if self._question.organisations:
            return self._no_organisation(text)
        if self._counts.everyone == 0 and not filters:
            sentence = _("Add the first person, or bring in the list that you have.")
            return _("Nobody is in the archive yet"), sentence, Way.NEW_PERSON
        if not text:
            return (
                _("Nobody behind these filters"),
                _in_the_whole_list(self._counts.everyone),
                Way.WIDEN,
            )
        if not filters:
            title = _("Nobody with “{text}”").format(text=text)
            sentence = _("Try another part of the name, or add them now.")
            return title, sentence, Way.NEW_PERSON
        return nobody_with(text, filters), self._elsewhere(), self._way_on()

    def _no_organisation(self, text: str) -> tuple[str, str, Way]:
        if text:
            title = _("No organisation with “{text}”").format(text=text)
            return title, self._elsewhere(), Way.WIDEN if self._counts.elsewhere else Way.CLEAR
        sentence = _("Write the first one, or name it where you write who works there.")
        return _("No organisation yet"), sentence, Way.NEW_ORGANISATION

    def _elsewhere(self) -> str:
        count = self._counts.elsewhere
        if not count:
            return _("There is nobody in the whole list either.")
        return _in_the_whole_list(count)

    def _way_on(self) -> Way:
        return Way.WIDEN if self._counts.elsewhere else Way.NEW_PERSON

    def go(self) -> None:
        """Do what the button says."""
        if self._way is Way.WIDEN:
            self.widened.emit()
        elif self._way is Way.CLEAR:
            self.cleared.emit()
        elif self._way is Way.NEW_PERSON:
            self.new_person_asked.emit()
        elif self._way is Way.NEW_ORGANISATION:
            self.new_organisation_asked.emit()


def _in_the_whole_list(count: int) -> str:
    words = ngettext(
        "In the whole list there is {count} person.",
        "In the whole list there are {count} people.",
        count,
    )
    return words.format(count=number(count))


def _button(way: Way) -> tuple[str, str, str]:
    """The words of the button, its icon, and the key that does the same."""
    if way is Way.NEW_PERSON:
        return _("New person"), "user-plus", "Ctrl N"
    if way is Way.NEW_ORGANISATION:
        return _("New organisation"), "building-2", "Ctrl N"
    if way is Way.CLEAR:
        return _("Empty the search"), "x", "Esc"
    return _("Search the whole list"), "search", pgettext("key", "Enter")
