"""The plans of an organisation, and how many of its seats are taken now."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.i18n import _, ngettext
from askadesk.people.rows import OrganisationPage, RightRow
from ui import painters
from ui.fonts import Role
from ui.pages.person import phrases
from ui.pages.person.measures import COMPACT, Measures
from ui.pages.person.rights import right_actions
from ui.theme import tokens
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.menu_button import MenuButton
from ui.widgets.quantity import Pips
from ui.widgets.rows import RowPainter, RowsView
from ui.widgets.text import Text

_ROW, _MOST = 56, 4


class PlanPainter(RowPainter[RightRow]):
    """Name and until when; how it stands where it does not simply hold."""

    def __init__(self) -> None:
        self.today = date.max

    def height(self, row: RightRow) -> int:
        return _ROW

    def name(self, row: RightRow) -> str:
        state = phrases.standing(row, self.today)[0]
        return ", ".join(filter(None, (row.name, state, phrases.validity(row))))

    def paint(self, painter: QPainter, rect: QRectF, row: RightRow) -> None:
        look, middle = tokens(), rect.center().y()
        words, tone, icon = phrases.standing(row, self.today)
        right = rect.right()
        if words:
            wide = painters.chip_width(words, icon)
            chip = QRectF(right - wide, middle - 20, wide, 24)
            painters.chip(painter, chip, words, tone, icon)
            right = chip.left() - 12
        first = QRectF(rect.left(), middle - 19, right - rect.left(), 20)
        painters.text(painter, first, Role.PRIMARY, row.name, look.text)
        second = QRectF(rect.left(), middle + 1, rect.width(), 18)
        painters.text(painter, second, Role.SECOND, phrases.validity(row), look.text3)


class PlansCard(Speaking, Card):
    """``picked`` carries an action and the ``RightRow`` that stands out in the list."""

    give_asked = Signal()
    picked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: OrganisationPage | None = None
        self.title = Text(role=Role.TITLE)
        self.menu, self.give = MenuButton(), Button(size=32, icon="plus")
        self.head = QWidget()
        self._row = QHBoxLayout(self.head)
        self._row.setSpacing(8)
        self._row.addWidget(self.title)
        self._row.addStretch(1)
        self._row.addWidget(self.menu)
        self._row.addWidget(self.give)
        self.figure = Text(role=Role.FIGURE)
        self.seats = Text(tone="text2", wrap=True)
        self.pips = Pips()
        self._seats = QWidget()
        above = QHBoxLayout()
        above.setSpacing(12)
        above.addWidget(self.figure)
        above.addWidget(self.seats, 1)
        self._seats_column = QVBoxLayout(self._seats)
        self._seats_column.setSpacing(8)
        self._seats_column.addLayout(above)
        self._seats_column.addWidget(self.pips)
        self.quiet = Text(tone="text2", wrap=True)
        self._quiet = QVBoxLayout()
        self._quiet.addWidget(self.quiet)
        self.painter = PlanPainter()
        self.list: RowsView[RightRow] = RowsView(self.painter, first_ruled=True)
        for part in (self.head, self._seats):
            self.body.addWidget(part)
        self.body.addLayout(self._quiet)
        self.body.addWidget(self.list)
        self._wire()
        self.retranslate()
        self.measure(COMPACT)

    def _wire(self) -> None:
        self.give.clicked.connect(self.give_asked)
        self.menu.picked.connect(self._picked)
        self.list.chosen.connect(self._chosen)
        self.list.selectionModel().currentChanged.connect(self._offer)

    def measure(self, to: Measures) -> None:
        """Take the measures of the window."""
        self.painter.padding = to.padding
        self.title.wear(to.title)
        self.head.setFixedHeight(56)
        self._row.setContentsMargins(to.padding, 0, to.padding, 0)
        self._seats_column.setContentsMargins(to.padding, 0, to.padding, 16)
        self._quiet.setContentsMargins(to.padding, 0, to.padding, 0)

    def show_organisation(self, page: OrganisationPage, today: date) -> None:
        """Show the plans of ``page``."""
        self._page, self.painter.today = page, today
        self.list.show_rows(page.rights)
        self.list.setFixedHeight(_ROW * min(_MOST, len(page.rights)))
        self.retranslate()

    def retranslate(self) -> None:
        self.title.say(_("Plans"))
        self.give.setAccessibleName(_("Give a plan"))
        self.give.setToolTip(_("Give a plan"))
        self.menu.setAccessibleName(_("What to do with this plan"))
        self.list.setAccessibleName(_("Plans"))
        page = self._page
        if page is None:
            return
        self.give.setEnabled(page.archived_at is None)
        self._say_seats(page)
        none = not page.rights
        self.list.setVisible(not none)
        self.quiet.setVisible(none)
        self.quiet.setContentsMargins(0, 0, 0, 16)
        self.quiet.say(_("No plan yet: its members come in with their own."))
        self._offer()

    def _say_seats(self, page: OrganisationPage) -> None:
        self._seats.setVisible(page.seats is not None)
        if page.seats is None:
            return
        taken = page.seats_taken
        full = taken >= page.seats
        self.figure.say(str(taken), "warn" if full else "text")
        words = ngettext("of {count} seat taken now", "of {count} seats taken now", page.seats)
        self.seats.say(words.format(count=page.seats))
        self.pips.fill(taken, page.seats, "warn" if full else "ink")

    @property
    def right(self) -> RightRow | None:
        """The plan that the actions are for: the current one, or the only one."""
        rows = self.list.rows
        at = self.list.currentIndex().row()
        return rows[at] if 0 <= at < len(rows) else rows[0] if rows else None

    def _offer(self, *_indexes: object) -> None:
        right = self.right
        self.menu.offer(right_actions(right, self.painter.today) if right is not None else [])

    def _chosen(self, _row: object) -> None:
        if self.menu.choices:
            self.menu.open_menu()

    def _picked(self, key: str) -> None:
        self.picked.emit(key, self.right)
