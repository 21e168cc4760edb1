"""The row above the list: the search of this list, the filter chips, the order, the other filters."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QWidget,
)

from askadesk.core.i18n import _, number
from askadesk.people.rows import ListCounts, PeopleFilter, PeopleSort
from ui import fonts, icons, painters
from ui.fonts import Role
from ui.pages.people.measures import PeopleMeasures
from ui.pages.people.question import CHIPS, MORE, Question, filter_name, sort_name
from ui.style import ButtonDress
from ui.theme import tokens
from ui.widgets.base import Halo, Speaking
from ui.widgets.button import Button
from ui.widgets.chip import Keycap
from ui.widgets.field import UNCUT

TYPING_WAITS_MS = 60
_GAP, _SEARCH_LEAST = 8, 168


class ListSearch(Speaking, QWidget):
    """The search of this list, 40 high. ``changed`` once the typing pauses; ``entered`` on Enter."""

    changed = Signal(str)
    entered = Signal()
    left = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = _Line(self)
        self._key = Keycap("Ctrl F")
        self._clear = _Clear(self)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(TYPING_WAITS_MS)
        self._patience.timeout.connect(self._say)
        self.line.textChanged.connect(self._typed)
        self.line.returnPressed.connect(self._enter)
        self.line.left.connect(self.left)
        self._clear.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(36, 1, 12, 1)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self._key)
        row.addWidget(self._clear)
        self._clear.hide()
        self.setFocusProxy(self.line)
        self.setFixedHeight(40)
        self.retranslate()

    def retranslate(self) -> None:
        self.line.setPlaceholderText(_("Search this list"))
        self.line.setAccessibleName(_("Search this list"))
        self._clear.setAccessibleName(_("Empty the search"))
        self._clear.setToolTip(_("Empty the search"))

    def text(self) -> str:
        """What stands in it."""
        return self.line.text()

    def show_text(self, text: str) -> None:
        """Show ``text`` without saying so."""
        if text.strip() != self.line.text().strip():
            self.line.blockSignals(True)
            self.line.setText(text)
            self.line.blockSignals(False)
            self._mind_clear()

    def clear(self) -> None:
        """Empty it, and say so."""
        self.line.clear()
        self._say()

    def _typed(self, _text: str) -> None:
        self._mind_clear()
        self._patience.start()

    def _mind_clear(self) -> None:
        """The cross where something is written, else the key, where there is room for it."""
        needed = fonts.width(Role.BODY, self.line.placeholderText()) + self._key.sizeHint().width()
        self._clear.setVisible(bool(self.line.text()))
        self._key.setVisible(not self.line.text() and self.width() >= needed + 64)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._mind_clear()

    def _say(self) -> None:
        self._patience.stop()
        self.changed.emit(self.line.text())

    def _enter(self) -> None:
        self._say()
        self.entered.emit()

    def halo(self) -> Halo:
        return Halo(QRectF(self.rect()), 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, here = tokens(), self.line.hasFocus()
        with painters.painting(self) as painter:
            edge, wide = (look.ink, 2.0) if here else (look.line_strong, 1.0)
            painters.box(painter, QRectF(self.rect()), 8, look.surface, edge, wide)
            icons.draw(painter, "search", 13, 12, 16, look.text3)


class _Line(QLineEdit):
    """The text of the search. Down and the pages go on to the list, function keys to the window."""

    left = Signal(int)
    halo_wearer: QWidget | None = None

    def __init__(self, parent: ListSearch) -> None:
        super().__init__(parent)
        self.halo_wearer = self._frame = parent
        self.setProperty("bare", True)
        self.setFont(fonts.font(Role.BODY))
        self.setFrame(False)
        self.setMaxLength(UNCUT)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self._frame.update()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self._frame.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
        if event.key() in moves:
            self.left.emit(event.key())
        elif event.key() == Qt.Key.Key_Escape or (
            event.modifiers() == _CONTROL and _goes_on(event)
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()


_CONTROL = Qt.KeyboardModifier.ControlModifier


def _goes_on(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_K, Qt.Key.Key_F, Qt.Key.Key_N, Qt.Key.Key_P)


class _Clear(QAbstractButton):
    """The cross that empties the search."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(24, 24)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = tokens().text if self.underMouse() else tokens().text3
        with painters.painting(self) as painter:
            icons.draw(painter, "x", 4, 4, 16, colour)


class FilterChip(QAbstractButton):
    """A filter and how many it would show, 32 high; ticked when it is on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count: int | None = None
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, words: str, count: int | None, on: bool) -> None:
        """Its word, its count (None as long as nobody has counted), and whether it is on."""
        self._count = count
        self.setText(words)
        self.setChecked(on)
        counted = "" if count is None else f" {number(count)}"
        self.setAccessibleName(words + counted)
        self.updateGeometry()
        self.update()

    def _role(self) -> Role:
        return Role.SECOND_STRONG if self.isChecked() else Role.SECOND_MEDIUM

    def _figure(self) -> str:
        return "" if self._count is None else number(self._count)

    def sizeHint(self) -> QSize:
        wide = 24 + fonts.width(self._role(), self.text())
        wide += 24 if self.isChecked() else 0
        wide += 8 + fonts.width(self._role(), self._figure()) if self._figure() else 0
        return QSize(math.ceil(wide), 32)

    def halo(self) -> Halo:
        return Halo(QRectF(self.rect()), 8)

    def cut(self) -> bool:
        """Whether its words do not fit."""
        return self.width() < self.sizeHint().width()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, rect, on = tokens(), QRectF(self.rect()), self.isChecked()
        with painters.painting(self) as painter:
            fill = look.ink_100 if on else look.ink_50 if self.underMouse() else look.surface
            painters.box(painter, rect, 8, fill, look.ink if on else look.ink_200)
            x = 12.0
            if on:
                icons.draw(painter, "check", x, 8, 16, look.ink, 2.5)
                x += 24
            room = QRectF(x, 0, rect.width() - x, 32)
            words = look.ink if on else look.text2
            x += painters.text(painter, room, self._role(), self.text(), words) + 8
            room = QRectF(x, 0, rect.width() - x, 32)
            painters.text(
                painter, room, self._role(), self._figure(), look.ink if on else look.text3
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space turns it on and off; Enter goes on to the list, as from the search."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()


class SortButton(Button):
    """The order of the list, as a quiet text with an icon; opens the orders there are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "ghost", size=32, icon="arrow-up-down", padding=8, parent=parent)

    def _measures(self) -> tuple[int, int, Role, int]:
        return 8, 8, Role.SECOND, 16

    def paintEvent(self, event: QPaintEvent) -> None:
        dress = ButtonDress("", "", tokens().text if self.underMouse() else tokens().text2)
        with painters.painting(self) as painter:
            self._paint_inside(painter, QRectF(self.rect()), dress)


class FilterRow(Speaking, QWidget):
    """``changed`` carries the ``Question`` that is asked from now on."""

    changed = Signal(object)
    entered = Signal()
    left = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = Question()
        self._counts: ListCounts | None = None
        self.search = ListSearch()
        self.chips = {one: FilterChip() for one in CHIPS}
        self.organisations = FilterChip()
        self.sort = SortButton()
        self.more = Button(size=32, icon="sliders-horizontal")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._row.addWidget(self.search)
        self._row.addSpacing(_GAP)
        for chip in (*self.chips.values(), self.organisations):
            self._row.addWidget(chip)
        self._row.addStretch(1)
        self._row.addWidget(self.sort)
        self._row.addWidget(self.more)
        self._search_wide = 272
        self._wire()
        self.setFixedHeight(40)
        self.retranslate()

    def _wire(self) -> None:
        self.search.changed.connect(self._typed)
        self.search.entered.connect(self.entered)
        self.search.left.connect(self.left)
        for one, chip in self.chips.items():
            chip.clicked.connect(partial(self.turn, one))
        self.organisations.clicked.connect(self._turn_organisations)
        self.sort.clicked.connect(self._open_sorts)
        self.more.clicked.connect(self._open_more)

    def measure(self, to: PeopleMeasures) -> None:
        """Take the measures of the window."""
        self._search_wide = to.search
        self._share()

    # what is asked -----------------------------------------------------------------------------

    def ask(self, question: Question) -> None:
        """Ask ``question`` from now on, and say so."""
        self.show_question(question)
        self.changed.emit(question)

    def show_question(self, question: Question) -> None:
        """Show ``question`` without saying so."""
        self.question = question
        self.search.show_text(question.query.text)
        self._say()

    def show_counts(self, counts: ListCounts) -> None:
        """Show how many each filter would find."""
        self._counts = counts
        self._say()

    def turn(self, one: PeopleFilter, _on: bool = False) -> None:
        """Turn a filter on or off; the others stay as they are."""
        self.ask(self.question.turned(one))

    def _turn_organisations(self) -> None:
        on = not self.question.organisations
        self.ask(Question(self.question.widened().query, organisations=on))

    def _typed(self, text: str) -> None:
        if text.strip() != self.question.query.text:
            self.ask(self.question.with_text(text))

    # the menus ---------------------------------------------------------------------------------

    def _open_sorts(self) -> None:
        menu = self._menu(self.sort)
        for sort in PeopleSort:
            action = _entry(menu, sort_name(sort), sort is self.question.query.sort)
            action.triggered.connect(partial(self._sort, sort))
        menu.popup(self.sort.mapToGlobal(QPoint(0, self.sort.height() + 4)))

    def _sort(self, sort: PeopleSort, _on: bool = False) -> None:
        self.ask(self.question.sorted_by(sort))

    def _open_more(self) -> None:
        menu = self._menu(self.more)
        for one in MORE:
            action = _entry(menu, self._counted(one), one in self.question.query.filters)
            action.triggered.connect(partial(self.turn, one))
        wide = menu.sizeHint().width()
        corner = QPoint(self.more.width() - wide, self.more.height() + 4)
        menu.popup(self.more.mapToGlobal(corner))

    def _menu(self, owner: QWidget) -> QMenu:
        menu = QMenu(owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(fonts.font(Role.BODY))
        return menu

    def _counted(self, one: PeopleFilter) -> str:
        count = self._count(one)
        return filter_name(one) if count is None else f"{filter_name(one)}  {number(count)}"

    # the words ---------------------------------------------------------------------------------

    def _count(self, one: PeopleFilter) -> int | None:
        return self._counts.by_filter.get(one) if self._counts is not None else None

    def retranslate(self) -> None:
        self._say()

    def _say(self) -> None:
        filters = self.question.query.filters
        for one, chip in self.chips.items():
            chip.say(filter_name(one), self._count(one), one in filters)
        houses = self._counts.organisations if self._counts is not None else None
        self.organisations.say(_("Organisations"), houses, self.question.organisations)
        on = sum(one in filters for one in MORE)
        words = _("More filters ({count})").format(count=on) if on else _("More filters")
        self.more.say(words)
        self._share()

    def _share(self) -> None:
        """The search gives way first, then the words of the order: everything else stays whole."""
        words = sort_name(self.question.query.sort)
        self.sort.setAccessibleName(_("Order: {order}").format(order=words))
        self.sort.setToolTip(_("Order: {order}").format(order=words))
        self.sort.setVisible(not self.question.organisations)
        self.sort.say(words)
        spare = self.width() - self._fixed()
        if spare < _SEARCH_LEAST:
            self.sort.say("")
            spare = self.width() - self._fixed()
        self.search.setFixedWidth(max(_SEARCH_LEAST, min(self._search_wide, spare)))

    def _fixed(self) -> int:
        """The room that all but the search takes."""
        parts = [*self.chips.values(), self.organisations, self.more]
        if not self.question.organisations:
            parts.append(self.sort)
        return sum(part.sizeHint().width() + _GAP for part in parts) + 2 * _GAP

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()


def _entry(menu: QMenu, words: str, on: bool) -> QAction:
    action = menu.addAction(words)
    action.setCheckable(True)
    action.setChecked(on)
    return action
