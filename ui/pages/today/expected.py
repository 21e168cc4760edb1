"""Attesi oggi: who was announced for today, around the line that says where the day stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from askadesk.core.i18n import _, hour, ngettext, number
from askadesk.presence.rows import ExpectedRow
from db.values import ExpectedKind
from ui import fonts, icons, painters
from ui.fonts import Role
from ui.pages.today import phrases
from ui.pages.today.measures import COMPACT, Measures
from ui.theme import qcolor, tokens
from ui.widgets.base import Speaking
from ui.widgets.button import LinkButton
from ui.widgets.card import Card, CardHeader, Rule
from ui.widgets.empty import EmptyState
from ui.widgets.rows import RowPainter, RowsView
from ui.widgets.segmented import Segmented
from ui.widgets.text import Text

ALL = "all"
_NOW_HEIGHT, _FOOTER = 24, 48
_PAST_SHOWN = 2
_NARROW = 380


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: someone expected, or (``row`` None) the line of now."""

    row: ExpectedRow | None
    now: datetime


def lines_of(rows: Sequence[ExpectedRow], now: datetime) -> list[Line]:
    """``rows`` in their order with the now-line where the future begins."""
    past = [Line(row, now) for row in rows if row.starts <= now]
    to_come = [Line(row, now) for row in rows if row.starts > now]
    return [*past, Line(None, now), *to_come]


def _minute(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0)


class ExpectedPainter(RowPainter[Line]):
    """Time, icon tile, two lines, state; and the now-line."""

    def __init__(self) -> None:
        self.measures = COMPACT

    def height(self, row: Line) -> int:
        return self.measures.expected_row if row.row is not None else _NOW_HEIGHT

    def chosen(self, row: Line) -> bool:
        return row.row is not None

    def name(self, row: Line) -> str:
        if row.row is None:
            return _("Now {hour}").format(hour=hour(row.now))
        one = row.row
        state = phrases.expected_state(one, row.now).words
        said = (hour(one.starts), phrases.expected_title(one), phrases.expected_detail(one), state)
        return ", ".join(filter(None, said))

    def paint(self, painter: QPainter, rect: QRectF, row: Line) -> None:
        if row.row is None:
            self._now_line(painter, rect, row.now)
        else:
            self._expected(painter, rect, row.row, row.now)

    def _now_line(self, painter: QPainter, rect: QRectF, now: datetime) -> None:
        look, middle = tokens(), round(rect.center().y())
        words = _("Now {hour}").format(hour=hour(now))
        wide = fonts.width(Role.INITIALS_32, words) + 16
        painter.fillRect(QRectF(rect.left(), middle - 1, 8, 2), qcolor(look.accent))
        label = QRectF(rect.left() + 16, middle - 10, wide, 20)
        painters.box(painter, label, 4, look.accent)
        inside = label.adjusted(8, 0, 0, 0)
        painters.text(painter, inside, Role.INITIALS_32, words, look.accent_on)
        start = label.right() + 8
        painter.fillRect(QRectF(start, middle - 1, rect.right() - start, 2), qcolor(look.accent))

    def _expected(self, painter: QPainter, rect: QRectF, row: ExpectedRow, now: datetime) -> None:
        look, middle = tokens(), rect.center().y()
        past = row.starts <= now
        time = QRectF(rect.left(), rect.top(), 44, rect.height())
        colour = look.text2 if past else look.text
        painters.text(painter, time, Role.ROW_STRONG, hour(row.starts), colour)
        tile = QRectF(rect.left() + 56, round(middle - 16), 32, 32)
        painters.box(painter, tile, 8, look.sunken)
        icon = phrases.expected_icon(row.kind)
        icons.draw(painter, icon, tile.left() + 7, tile.top() + 7, 18, look.text2)
        state = phrases.expected_state(row, now)
        wide = painters.chip_width(state.words, state.icon)
        chip = QRectF(rect.right() - wide, round(middle - 12), wide, 24)
        painters.chip(painter, chip, state.words, state.tone, state.icon)
        self._two_lines(
            painter,
            QRectF(tile.right() + 12, middle - 19, chip.left() - tile.right() - 24, 38),
            row,
        )

    def _two_lines(self, painter: QPainter, room: QRectF, row: ExpectedRow) -> None:
        look = tokens()
        detail = phrases.expected_detail(row)
        first = QRectF(room.left(), room.top(), room.width(), 20)
        if not detail:
            first.moveTop(room.center().y() - 10)
        painters.text(painter, first, Role.PRIMARY, phrases.expected_title(row), look.text)
        second = QRectF(room.left(), room.top() + 20, room.width(), 18)
        painters.text(painter, second, Role.SECOND, detail, look.text3)


FILTERED = (ExpectedKind.BOOKING, ExpectedKind.VISIT, ExpectedKind.EVENT)
"""Kinds with a filter of their own; those at work stand among all, or the header would not hold it."""


class ExpectedCard(Speaking, Card):
    """Who is expected; ``chosen`` carries the ``ExpectedRow``, ``announce_asked`` nothing."""

    chosen = Signal(object)
    announce_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ExpectedRow, ...] = ()
        self._now: datetime | None = None
        self.header = CardHeader(56, elide=True)
        self.filter = Segmented(compact=True)
        self.filter.picked.connect(self._filtered)
        self.header.aside.addWidget(self.filter)
        self._painter = ExpectedPainter()
        self.list: RowsView[Line] = RowsView(self._painter, whole_rows=True, first_ruled=True)
        self.list.chosen.connect(self._chosen)
        self.list.hidden_changed.connect(self._show_later)
        self.empty = EmptyState(button=True)
        self.empty.button.clicked.connect(self.announce_asked)
        self._foot = self._footer()
        for part in (self.header, self.empty):
            self.body.addWidget(part)
        self.body.addWidget(self.list, 1)
        self._rule = Rule()
        self.body.addWidget(self._rule)
        self.body.addWidget(self._foot)
        self.retranslate()
        self.measure(COMPACT)

    def _footer(self) -> QWidget:
        foot = QWidget()
        foot.setFixedHeight(_FOOTER - 1)
        self.announce = LinkButton(icon="user-plus", role=Role.STRONG)
        self.announce.clicked.connect(self.announce_asked)
        self.later = Text(role=Role.SECOND, tone="text3")
        self._foot_row = QHBoxLayout(foot)
        self._foot_row.addWidget(self.announce)
        self._foot_row.addStretch(1)
        self._foot_row.addWidget(self.later)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the count makes way, so that the title shows as far as it can."""
        super().resizeEvent(event)
        self.header.count.setVisible(self.width() >= _NARROW)

    def measure(self, to: Measures) -> None:
        """Take the measures of the window."""
        self._painter.measures = to
        self._painter.padding = to.padding
        self.header.set_padding(to.padding, 56, to.title)
        self.filter.set_padding(8 if to is COMPACT else 12)
        self._foot_row.setContentsMargins(to.padding, 0, to.padding, 0)
        self.list.measure_again()

    # showing -----------------------------------------------------------------------------------

    def show_expected(self, rows: Sequence[ExpectedRow], now: datetime) -> None:
        """Show ``rows`` (in order of time) as they stand at ``now``, in the hub's zone."""
        first = self._now is None or not self._rows
        self._rows, self._now = tuple(rows), _minute(now)
        self._offer_filter()
        self._refresh()
        if first:
            self._go_to_now()

    def tick(self, now: datetime) -> None:
        """Time has passed; nothing is drawn anew within the same minute."""
        if _minute(now) != self._now:
            self._now = _minute(now)
            self._refresh()

    def _offer_filter(self) -> None:
        kinds = [kind for kind in FILTERED if any(row.kind is kind for row in self._rows)]
        self.filter.setVisible(len(kinds) > 1)
        keys = [ALL, *(kind.value for kind in kinds)]
        on = self.filter.current if self.filter.current in keys else ALL
        choices = [(kind.value, phrases.kind_filter(kind)) for kind in kinds]
        self.filter.offer([(ALL, _("All")), *choices], on)

    def _refresh(self) -> None:
        if self._now is None:
            return
        wanted = self.filter.current if not self.filter.isHidden() else ALL
        rows = [row for row in self._rows if wanted in (ALL, row.kind.value, "")]
        self.empty.setVisible(not rows)
        for part in (self.list, self._rule, self._foot):
            part.setVisible(bool(rows))
        self.list.show_rows(lines_of(rows, self._now) if rows else ())
        self.header.count.say(number(len(rows)) if rows else "")
        self._show_later(self.list.hidden())

    def _go_to_now(self) -> None:
        at = next((i for i, line in enumerate(self.list.rows) if line.row is None), 0)
        self.list.verticalScrollBar().setValue(max(0, at - _PAST_SHOWN))

    def _filtered(self) -> None:
        self._refresh()
        self._go_to_now()

    def _show_later(self, hidden: int) -> None:
        words = ngettext("{count} more later on", "{count} more later on", hidden)
        self.later.say(words.format(count=hidden) if hidden and self._rows else "")

    def _chosen(self, line: Line) -> None:
        self.chosen.emit(line.row)

    def retranslate(self) -> None:
        self.header.title.say(_("Expected today"))
        self.list.setAccessibleName(_("Expected today"))
        self.announce.say(_("Announce a visitor"))
        self.empty.say(
            _("Nobody is expected"),
            _("When someone announces a visit, you find it here."),
            _("Announce a visitor"),
        )
        self._offer_filter()
        self._show_later(self.list.hidden())
        self.list.viewport().update()
