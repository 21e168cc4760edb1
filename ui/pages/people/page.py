"""The Persone page: everybody the hub knows, found, ordered, selected.

The page is a view. It says by signals what it wants to know and what was asked of it; it calls no
service. What comes back belongs to the question that was asked when it was asked: an answer to an
older one is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from askadesk.core.i18n import _, ngettext, number, pgettext
from askadesk.people.rows import ListCounts, ListedPerson, PeopleSort
from ui import sections
from ui.fonts import Role
from ui.pages.people.empty import EmptyPeople
from ui.pages.people.filters import FilterRow
from ui.pages.people.measures import COMPACT, PeopleMeasures, for_room
from ui.pages.people.model import Listed, PagedRows
from ui.pages.people.parts import KeyHints, SelectionBar, TableHeader
from ui.pages.people.question import Question
from ui.pages.people.selection import Selection
from ui.pages.people.table import PeopleTable
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.text import Text

_AHEAD = 12
"""How many rows beyond the window are asked for as well."""


SECTION = sections.PEOPLE
"""Where the page stands in the navigation."""


class PeoplePage(Speaking, QWidget):
    """Toolbar, search and filters, and the list in its card."""

    person_opened = Signal(object)
    """A person (UUID) is to be shown."""
    organisation_opened = Signal(object)
    """An organisation (UUID) is to be shown."""
    new_person_asked = Signal()
    new_organisation_asked = Signal()
    import_asked = Signal()
    cards_asked = Signal(object)
    """The people (a tuple of UUID) whose cards are to be printed."""
    asked = Signal(object)
    """Another ``Question`` is asked: counts and first page are wanted."""
    recount_wanted = Signal(object)
    """The ``Question`` stays, but something changed: only its counts are wanted."""
    pages_wanted = Signal(object)
    """The pages (a list of numbers) that are missing where the eye is."""
    everyone_asked = Signal()
    """Everybody whom the question finds is to be selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.counts = Text(role=Role.PAGE), Text(tone="text3")
        self.bring_in = Button(icon="download")
        self.new = Button("", "ink", icon="user-plus", key="Ctrl N")
        self.filters, self.header = FilterRow(), TableHeader()
        self.selection = Selection(self)
        self.rows = PagedRows()
        self.rows.setParent(self)
        self.table = PeopleTable(self.rows, self.selection)
        self.empty, self.bar, self.hints = EmptyPeople(), SelectionBar(), KeyHints()
        self._counts: ListCounts | None = None
        self._answered = False
        self._lay_out()
        self._wire()
        self.set_roomy(False)
        self.retranslate()

    def _lay_out(self) -> None:
        self._toolbar = QHBoxLayout()
        self._toolbar.setSpacing(12)
        self._toolbar.addWidget(self.title)
        self._toolbar.addWidget(self.counts)
        self._toolbar.addStretch(1)
        self._toolbar.addWidget(self.bring_in)
        self._toolbar.addWidget(self.new)
        self._head = QWidget()
        self._head.setLayout(self._toolbar)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.table)
        self._middle.addWidget(self.empty)
        self.card = Card()
        self.card.body.addWidget(self.header)
        self.card.body.addWidget(self._middle, 1)
        self.card.body.addWidget(self.bar)
        self.card.body.addWidget(self.hints)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self._head)
        self._column.addWidget(self.filters)
        self._column.addSpacing(COMPACT.filters_gap)
        self._column.addWidget(self.card, 1)
        self.bar.hide()

    def _wire(self) -> None:
        self.new.clicked.connect(self.ask_new)
        self.bring_in.clicked.connect(self.import_asked)
        self.filters.changed.connect(self._ask)
        self.filters.entered.connect(self._entered)
        self.filters.left.connect(self.move_by_key)
        self.header.sorted_by.connect(self._sort)
        self.header.box.clicked.connect(self._turn_all)
        self.bar.box.clicked.connect(self._turn_all)
        self.bar.cleared.connect(self.selection.clear)
        self.bar.cards_asked.connect(self.print_cards)
        self.selection.changed.connect(self._selected)
        self.table.opened.connect(self._open)
        self.table.shown_changed.connect(self._look)
        self.table.everyone_asked.connect(self.select_everyone)
        self.empty.widened.connect(self._widen)
        self.empty.cleared.connect(self.filters.search.clear)
        self.empty.new_person_asked.connect(self.new_person_asked)
        self.empty.new_organisation_asked.connect(self.new_organisation_asked)
        self.empty.import_asked.connect(self.import_asked)

    def set_roomy(self, roomy: bool) -> None:
        """Take the measures of a 1920 or of a 1366 window."""
        to: PeopleMeasures = for_room(roomy)
        across, down = to.margin
        self._column.setContentsMargins(across, 0, across, down)
        self._head.setFixedHeight(to.toolbar)
        self._toolbar.setContentsMargins(0, 0, 0, 0)
        self.filters.measure(to)
        for part in (self.header, self.table, self.bar, self.hints):
            part.measure(to)

    # what is asked -----------------------------------------------------------------------------

    @property
    def question(self) -> Question:
        """What the list shows, or is about to."""
        return self.filters.question

    @property
    def answered(self) -> bool:
        """Whether the rows shown are those of the question that is asked now."""
        return self._answered

    def start(self) -> None:
        """Ask what the filters say: the page is shown for the first time."""
        self._ask(self.question)

    def _ask(self, question: Question) -> None:
        self._answered = False
        self._say_new()
        self.selection.asks_anew()
        self.header.show_question(question)
        self.table.verticalScrollBar().setValue(0)
        self.asked.emit(question)

    def refresh(self) -> None:
        """Something changed: what shows is read again, in its place."""
        self.rows.doubt()
        self.recount_wanted.emit(self.question)
        self._look()

    def _sort(self, sort: PeopleSort) -> None:
        self.filters.ask(self.question.sorted_by(sort))

    def _widen(self) -> None:
        self.filters.ask(self.question.widened())

    def _entered(self) -> None:
        """Enter in the search: on to the list, or where the answer is."""
        if self._middle.currentWidget() is self.empty:
            self.empty.go()
        elif self.rows.total:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self) -> None:
        """Ask for the pages that are missing where the eye is, and a little beyond."""
        first, last = self.table.first_shown(), self.table.last_shown()
        self.rows.looked_at(first, last)
        lacking = self.rows.lacking(first, last)
        if not lacking:
            lacking = self.rows.lacking(first - _AHEAD, last + _AHEAD)
        if lacking:
            self.pages_wanted.emit(lacking)
        self._say_figures()

    # what comes back ---------------------------------------------------------------------------

    def show_first(self, question: Question, page: tuple[Listed, ...]) -> None:
        """The first rows of a new question: the list begins anew."""
        if question != self.question:
            return
        self._begin()
        self._put(0, page)

    def _begin(self) -> None:
        """The first answer to a question: the rows of the one before go."""
        if not self._answered:
            self.rows.start()
            self._answered = True

    def show_page(self, question: Question, number_of: int, page: tuple[Listed, ...]) -> None:
        """One page of rows."""
        if question == self.question and self._answered:
            self._put(number_of, page)

    def _put(self, number_of: int, page: tuple[Listed, ...]) -> None:
        self.rows.put(number_of, page)
        self.table.settle()
        if page or self._counts is None:
            self._middle.setCurrentWidget(self.table)
        self._look()

    def show_counts(self, question: Question, counts: ListCounts) -> None:
        """How many rows there are, and how many each filter would show."""
        if question != self.question:
            return
        self._begin()
        self._counts = counts
        total = counts.total
        self.filters.show_counts(counts)
        self.rows.set_total(total)
        self.table.settle()
        self.empty.show_answer(question, counts)
        self._middle.setCurrentWidget(self.table if total else self.empty)
        self._say_counts()
        self._look()

    def show_everyone(self, question: Question, people: Iterable[UUID]) -> None:
        """Select everybody whom the question finds."""
        if question == self.question:
            self.selection.add_all(people)

    def set_today(self, today: date) -> None:
        """The hub's day, by which ends are near or past."""
        if today != self.table.look.today:
            self.table.look.today = today
            self.table.viewport().update()

    # selecting ---------------------------------------------------------------------------------

    def _turn_all(self) -> None:
        if self.selection.state(self.rows.total) is Qt.CheckState.Checked:
            self.selection.clear()
        else:
            self.select_everyone()

    def select_everyone(self) -> None:
        """Ask who all of the list is, and select them."""
        if not self.question.organisations and self.rows.total:
            self.everyone_asked.emit()

    def has_selection(self) -> bool:
        """Whether anybody is selected."""
        return bool(len(self.selection))

    def print_cards(self) -> None:
        """Ask for the cards of everyone selected."""
        if len(self.selection):
            self.cards_asked.emit(self.selection.people)

    def _selected(self) -> None:
        shows = bool(len(self.selection))
        if shows != self.bar.isVisibleTo(self):
            self.bar.setVisible(shows)
        self._say_figures()

    def _open(self, row: Listed) -> None:
        if isinstance(row, ListedPerson):
            self.person_opened.emit(row.id)
        else:
            self.organisation_opened.emit(row.id)

    # keys --------------------------------------------------------------------------------------

    def move_by_key(self, key: int) -> None:
        """An arrow key pressed in a field above: it goes on in the list."""
        if self._middle.currentWidget() is self.table and self.rows.total:
            self.table.come_in(Qt.Key(key))

    def key(self, event: QKeyEvent) -> bool:
        """Act on a key that reached the window; False when it means nothing here."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        acts = {
            Qt.Key.Key_F: self.search,
            Qt.Key.Key_N: self.ask_new,
            Qt.Key.Key_A: self.select_everyone,
        }
        if control and event.key() in acts:
            acts[Qt.Key(event.key())]()
            return True
        if event.key() == Qt.Key.Key_F2 and len(self.selection):
            self.print_cards()
            return True
        if event.key() == Qt.Key.Key_F3 and isinstance(self.table.current(), ListedPerson):
            self._open(self.table.current())  # type: ignore[arg-type]
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._has_focus():
            self._entered()
            return True
        return event.key() == Qt.Key.Key_Escape and self._escape()

    def _has_focus(self) -> bool:
        """Whether the key was pressed here, and not in the scan field, which has its own Enter."""
        here = QApplication.focusWidget()
        return here is not None and self.isAncestorOf(here)

    def search(self) -> None:
        """Listen to what is to be searched in this list."""
        self.filters.search.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.line.selectAll()

    def _escape(self) -> bool:
        """Put away what was done last: first the words searched, then the selection."""
        if self.filters.search.text():
            self.filters.search.clear()
            return True
        if len(self.selection):
            self.selection.clear()
            return True
        return False

    # words -------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.title.say(_("People"))
        self.bring_in.say(_("Import"))
        self._say_new()
        self.table.setAccessibleName(_("List of people"))
        self.table.viewport().update()
        self._say_counts()
        self._say_figures()

    def _say_new(self) -> None:
        houses = self.question.organisations
        self.new.say(_("New organisation") if houses else _("New person"))

    def ask_new(self) -> None:
        """Ask for someone new, or for an organisation where organisations are listed."""
        houses = self.question.organisations
        (self.new_organisation_asked if houses else self.new_person_asked).emit()

    def _say_counts(self) -> None:
        if self._counts is None:
            self.counts.say("")
            return
        people = ngettext("{count} person", "{count} people", self._counts.everyone)
        houses = ngettext(
            "{count} organisation", "{count} organisations", self._counts.organisations
        )
        words = _("{people}, {organisations}").format(
            people=people.format(count=number(self._counts.everyone)),
            organisations=houses.format(count=number(self._counts.organisations)),
        )
        self.counts.say(words)

    def _say_figures(self) -> None:
        total = self.rows.total
        state = self.selection.state(total)
        for box in (self.header.box, self.bar.box):
            box.show_state(state, _("Select everyone"))
        here = sum(row.id in self.selection for row in self.table.shown())
        self.bar.show_figures(len(self.selection), total, here)
        self.hints.say(self._hints(total), self._where(total))

    def _where(self, total: int) -> str:
        if self._counts is None:
            return ""
        if not total:
            return _("{count} of {total}").format(count=0, total=number(self._counts.everyone))
        first, last = self.table.first_shown() + 1, self.table.last_whole() + 1
        words = _("{first} – {last} of {total}")
        return words.format(first=number(first), last=number(last), total=number(total))

    def _hints(self, total: int) -> list[tuple[str, str]]:
        enter = pgettext("key", "Enter")
        if not total:
            text, narrowed = self.question.query.text, self.question.narrowed
            hints = [("Esc", _("clear the search"))] if text else []
            hints += [(enter, _("search everywhere"))] if narrowed else []
            return [*hints, ("Ctrl N", _("new person"))]
        opens = (enter, _("open the page"))
        if self.question.organisations:
            return [("↑ ↓", _("scroll")), opens]
        whole = _("all {count}").format(count=number(total))
        return [
            ("↑ ↓", _("scroll")),
            (pgettext("key", "Space"), _("select")),
            (pgettext("key", "Shift ↓"), _("extend")),
            ("Ctrl A", whole),
            opens,
        ]
