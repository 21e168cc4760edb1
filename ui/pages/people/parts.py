"""The parts around the rows: the header with its columns, the selection bar, the key hints."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from askadesk.core.i18n import _, ngettext, number, pgettext
from askadesk.people.rows import PeopleSort
from ui import fonts, icons, painters
from ui.fonts import Role
from ui.pages.people.measures import COMPACT, PeopleMeasures, columns, slot
from ui.pages.people.question import Question
from ui.theme import qcolor, tokens
from ui.widgets.base import Halo, Speaking
from ui.widgets.button import Button
from ui.widgets.choices import paint_box
from ui.widgets.text import Text

_BOX = 18
_RIGHT = Qt.AlignmentFlag.AlignRight


class TriBox(QAbstractButton):
    """A box that stands for many: none of them, some, all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = Qt.CheckState.Unchecked
        self.setFixedSize(_BOX, _BOX)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_state(self, state: Qt.CheckState, words: str) -> None:
        """How it stands, and what it is called."""
        self.state = state
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def halo(self) -> Halo:
        return Halo(QRectF(self.rect()), 4, gap=2)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            paint_box(painter, 0, 0, self.state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            event.ignore()


class TableHeader(Speaking, QWidget):
    """The names of the columns; a click on one orders the list by it."""

    sorted_by = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = TriBox(self)
        self._to, self._question = COMPACT, Question()
        self._hovered: PeopleSort | None = None
        self.setMouseTracking(True)
        self.measure(COMPACT)

    def measure(self, to: PeopleMeasures) -> None:
        """Take the measures of the window."""
        self._to = to
        self.setFixedHeight(to.header)
        self.box.move(to.padding, (to.header - _BOX) // 2)

    def show_question(self, question: Question) -> None:
        """Mark the column by which the list is ordered."""
        self._question = question
        self.box.setVisible(not question.organisations)
        self.update()

    def retranslate(self) -> None:
        self.update()

    def _names(self) -> list[tuple[QRectF, str, PeopleSort | None, bool]]:
        """Where each name stands, what it orders by, and whether it stands at the right."""
        at, high = columns(self._to, self.width()), self.height() - 1
        names: list[tuple[QRectF, str, PeopleSort | None, bool]]
        if self._question.organisations:
            names = [
                (slot(at.person, 0, high), _("Organisation"), None, False),
                (slot(at.organisation, 0, high), pgettext("column", "People"), None, False),
            ]
        else:
            names = [
                (slot(at.person, 0, high), _("Person"), PeopleSort.NAME, False),
                (slot(at.organisation, 0, high), _("Organisation"), PeopleSort.ORGANISATION, False),
            ]
        names.append((slot(at.plan, 0, high), _("Plan and what is left"), None, False))
        if self._question.organisations:
            return [*names, (slot(at.due, 0, high), _("To settle"), None, True)]
        return [
            *names,
            (slot(at.visit, 0, high), _("Last visit"), PeopleSort.LAST_VISIT, False),
            (slot(at.due, 0, high), _("To settle"), PeopleSort.DUE, True),
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            for rect, words, sort, right in self._names():
                self._paint_name(painter, rect, words, sort, right)

    def _paint_name(
        self, painter: QPainter, rect: QRectF, words: str, sort: PeopleSort | None, right: bool
    ) -> None:
        look, query = tokens(), self._question.query
        on = sort is not None and sort is query.sort
        touched = sort is not None and sort is self._hovered
        colour = look.text if on or touched else look.text3
        align = _RIGHT if right else Qt.AlignmentFlag.AlignLeft
        wide = painters.text(painter, rect, Role.CAPTION_MEDIUM, words, colour, align)
        if on:
            left = rect.right() - wide - 18 if right else rect.left() + wide + 4
            _chevron(painter, left, rect.center().y() - 7, query.descending)

    # the mouse ---------------------------------------------------------------------------------

    def _sort_at(self, point: QPointF) -> PeopleSort | None:
        for rect, _words, sort, _right in self._names():
            if rect.contains(point):
                return sort
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered = self._sort_at(event.position())
        hand = Qt.CursorShape.PointingHandCursor
        self.setCursor(hand if self._hovered is not None else Qt.CursorShape.ArrowCursor)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        sort = self._sort_at(event.position())
        if sort is not None and event.button() == Qt.MouseButton.LeftButton:
            self.sorted_by.emit(sort)


def _chevron(painter: QPainter, x: float, y: float, down: bool) -> None:
    """The chevron of the order: down for the largest first, up for the smallest."""
    painter.save()
    painter.translate(round(x) + 7, round(y) + 7)
    painter.rotate(0 if down else 180)
    icons.draw(painter, "chevron-down", -7, -7, 14, tokens().text)
    painter.restore()


class SelectionBar(Speaking, QWidget):
    """How many are selected, and what can be done with them: there from the first tick on."""

    cards_asked = Signal()
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = TriBox()
        self.count, self.where = Text(role=Role.STRONG), Text(tone="text2")
        self.deselect = Button("", "ghost", size=32, key="Esc", padding=8)
        self.cards = Button("", "accent", icon="printer", key="F2")
        self.deselect.clicked.connect(self.cleared)
        self.cards.clicked.connect(self.cards_asked)
        self._figures = (0, 0, 0)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        self._row.addWidget(self.box)
        self._row.addSpacing(8)
        for part in (self.count, self.where, self.deselect):
            self._row.addWidget(part)
        self._row.addStretch(1)
        self._row.addWidget(self.cards)
        self.measure(COMPACT)
        self.retranslate()

    def measure(self, to: PeopleMeasures) -> None:
        """Take the measures of the window."""
        self._row.setContentsMargins(to.padding, 1, to.padding, 0)
        self.setFixedHeight(to.bar)

    def show_figures(self, selected: int, total: int, here: int) -> None:
        """``selected`` people over all pages, ``total`` in the list, ``here`` on this page."""
        self._figures = selected, total, here
        self.retranslate()

    def retranslate(self) -> None:
        selected, total, here = self._figures
        words = ngettext("{count} selected", "{count} selected", selected)
        self.count.say(words.format(count=number(selected)))
        where = _("of {total}, {here} on this page") if total else _("from other lists")
        self.where.say(where.format(total=number(total), here=number(here)))
        self.deselect.say(_("Deselect"))
        self.cards.say(_("Print cards ({count})").format(count=number(selected)))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens()
        with painters.painting(self) as painter:
            painter.fillRect(self.rect(), qcolor(look.ink_50))
            painter.fillRect(QRectF(0, 0, self.width(), 1), qcolor(look.ink_200))


class KeyHints(QWidget):
    """One row with the keys of the list, and where in it the eye is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints: tuple[tuple[str, str], ...] = ()
        self._range = ""
        self._padding = COMPACT.padding
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.measure(COMPACT)

    def measure(self, to: PeopleMeasures) -> None:
        """Take the measures of the window."""
        self._padding = to.padding
        self.setFixedHeight(to.hints)

    def say(self, hints: Sequence[tuple[str, str]], where: str) -> None:
        """``hints`` are keys with what they do; those that do not fit are left out, the last first."""
        self._hints, self._range = tuple(hints), where
        spoken = ", ".join(f"{key}: {words}" for key, words in self._hints)
        self.setAccessibleName(spoken)
        self.setAccessibleDescription(where)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(64, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look, middle = tokens(), (self.height() + 1) / 2
        end = self.width() - self._padding
        with painters.painting(self) as painter:
            painters.rule(painter, 0, 0, self.width())
            room = QRectF(self._padding, 1, end - self._padding, self.height() - 1)
            caption = Role.CAPTION
            taken = painters.text(painter, room, caption, self._range, look.text3, _RIGHT)
            x = float(self._padding)
            for key, words in self._hints:
                wide = painters.keycap_width(key) + 8 + fonts.width(caption, words)
                if x + wide > end - taken - 16:
                    break
                left = x + painters.keycap(painter, x, middle, key) + 8
                line = QRectF(left, 1, wide, self.height() - 1)
                painters.text(painter, line, caption, words, look.text3)
                x += wide + 16
