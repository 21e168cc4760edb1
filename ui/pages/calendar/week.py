"""The week: a row for each space, a cell for each day with its bookings as a bar and what is free in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from askadesk.core.i18n import _, day_column, day_spoken
from askadesk.rooms.days import booked_on
from askadesk.rooms.rows import Block, SpaceDay, WeekPage
from askadesk.rooms.words import bookings_words, seats_words
from db.values import BookingStatus
from ui import fonts, painters
from ui.fonts import Role
from ui.pages.calendar import captions
from ui.pages.calendar.captions import Line
from ui.pages.calendar.cells import DAYS, Cell, CellGrid, today_chip
from ui.pages.calendar.grid_measures import for_room
from ui.pages.calendar.week_panel import WeekPanel
from ui.theme import qcolor, tokens
from ui.widgets.base import Speaking
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState

_LEFT = Qt.AlignmentFlag.AlignLeft
_CENTRE = Qt.AlignmentFlag.AlignHCenter
BAR_TOP = 9
"""From the top of a cell to its bar."""


class WeekGrid(CellGrid):
    """The painted grid of a ``WeekPage``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: WeekPage | None = None
        self._lines: list[Line] = []
        self._tops: list[tuple[int, int]] = []
        self._order: list[int] = []
        self.retranslate()

    def show_page(self, page: WeekPage) -> None:
        """Show a week, keeping the chosen cell where its space is still there."""
        kept = self.space_of(self._current) if self._current else None
        column = self._current.column if self._current else 0
        self._page = page
        self._group()
        row = next((at for at in range(self.rows()) if kept and self.space_at(at) == kept), None)
        self._current = Cell(row, column) if row is not None else None
        self.settle()
        self.speak()

    def _group(self) -> None:
        """The lines of the page: in another language the groups are called otherwise."""
        rows = self._page.rows if self._page else ()
        self._lines = captions.grouped([row[0].space for row in rows])
        self._order = [line.at for line in self._lines if line.at is not None]

    # rows and what they hold ---------------------------------------------------------------------

    def rows(self) -> int:
        return len(self._order)

    def space_at(self, row: int) -> UUID:
        """The space of a row."""
        assert self._page is not None
        return self._page.rows[self._order[row]][0].space.id

    def space_of(self, cell: Cell) -> UUID:
        """The space of a cell."""
        return self.space_at(cell.row)

    def day_of(self, cell: Cell) -> date:
        """The day of a cell."""
        assert self._page is not None
        return self._page.monday + timedelta(days=cell.column)

    def shown_in(self, cell: Cell) -> SpaceDay:
        """What stands behind a cell."""
        assert self._page is not None
        return self._page.rows[self._order[cell.row]][cell.column]

    def first_choice(self) -> Cell | None:
        """Today in the first row, or the first day of another week."""
        if self._page is None or not self.rows():
            return None
        offset = (self._page.now.date() - self._page.monday).days
        return Cell(0, offset if 0 <= offset < DAYS else 0)

    # heights -------------------------------------------------------------------------------------

    def head(self) -> int:
        return self.measures.week_header

    def side(self) -> int:
        return self.measures.week_room

    def settle(self) -> None:
        room = self.viewport().height() - self.head()
        groups = sum(line.at is None for line in self._lines) * self.measures.week_group
        each = max(self.measures.week_row, (room - groups) / max(1, self.rows()))
        self._tops, top = [], 0.0
        for line in self._lines:
            high = self.measures.week_group if line.at is None else min(each, 96)
            self._tops.append((round(top), round(top + high) - round(top)))
            top += high
        super().settle()

    def _place(self, row: int) -> tuple[int, int]:
        places = [at for at, line in enumerate(self._lines) if line.at is not None]
        return self._tops[places[row]]

    def top_of(self, row: int) -> float:
        return self._place(row)[0]

    def high(self, row: int) -> float:
        return self._place(row)[1]

    def content_height(self) -> float:
        return sum(self._tops[-1]) if self._tops else 0

    def is_closed(self, cell: Cell) -> bool:
        """Whether the space is closed all that day."""
        assert self._page is not None
        return captions.is_closed(self.shown_in(cell), self.day_of(cell), self._page.zone)

    def has_bar(self, cell: Cell) -> bool:
        """Whether a cell has a bar: a closed day has one only where something is booked all the same."""
        return not self.is_closed(cell) or bool(
            booked_on(self.shown_in(cell).blocks, self.day_of(cell))
        )

    # words ---------------------------------------------------------------------------------------

    def caption(self, cell: Cell) -> captions.Caption:
        """What stands in a cell."""
        assert self._page is not None
        return captions.week_caption(self.shown_in(cell), self.day_of(cell), self._page)

    def words_of(self, cell: Cell) -> str:
        shown, day = self.shown_in(cell), self.day_of(cell)
        count = len(booked_on(shown.blocks, day)) if self.is_closed(cell) else 0
        said = [self.caption(cell).words, bookings_words(count) if count else ""]
        return _("{space}, {day}: {state}").format(
            space=shown.space.name, day=day_spoken(day), state=", ".join(filter(None, said))
        )

    def retranslate(self) -> None:
        self.setAccessibleName(_("Week by spaces"))
        self._group()
        self.settle()
        self.speak()

    # painting ------------------------------------------------------------------------------------

    def paint_head(self, painter: QPainter, rect: QRectF) -> None:
        page, look, to = self._page, tokens(), self.measures
        painter.fillRect(rect, qcolor(look.surface))
        if page is None:
            return
        for column in range(DAYS):
            left, right = self.column_left(column), self.column_left(column + 1)
            painter.fillRect(QRectF(left, 0, 1, rect.height()), qcolor(look.line))
            day = page.monday + timedelta(days=column)
            today = day == page.now.date()
            role, colour = (to.head_strong, look.text) if today else (to.head, look.text2)
            room = QRectF(left + 1 + to.pad, 0, right - left - 1 - 2 * to.pad, rect.height())
            painters.text(painter, room, role, day_column(day), colour, _LEFT)
            if today:
                after = room.left() + fonts.width(role, day_column(day)) + 8
                if after + fonts.width(Role.INITIALS_32, _("today")) + 12 <= right - 2:
                    today_chip(painter, after, rect.center().y(), _("today"))

    def paint_rows(self, painter: QPainter, visible: QRectF) -> None:
        row, scrolled = 0, self.head() - self.verticalScrollBar().value()
        for line, (top, high) in zip(self._lines, self._tops, strict=True):
            rect = QRectF(0, scrolled + top, self.viewport().width(), high)
            if rect.intersects(visible):
                if line.at is None:
                    self._group_row(painter, rect, line.words)
                else:
                    self._space_row(painter, rect, row, visible)
            row += line.at is not None
        if self._tops:
            end = scrolled + self.content_height()
            painters.rule(painter, 0, end, self.viewport().width())

    def _group_row(self, painter: QPainter, rect: QRectF, words: str) -> None:
        look = tokens()
        painter.fillRect(rect, qcolor(look.sunken))
        painters.rule(painter, 0, rect.top(), rect.width())
        room = rect.adjusted(self.measures.padding, 1, -self.measures.padding, 0)
        painters.text(painter, room, Role.INITIALS_32, words, look.text3)

    def _space_row(self, painter: QPainter, rect: QRectF, row: int, visible: QRectF) -> None:
        look, to = tokens(), self.measures
        painters.rule(painter, 0, rect.top(), rect.width())
        space = self.shown_in(Cell(row, 0)).space
        room = QRectF(to.padding, rect.center().y() - 16, self.side() - to.padding - 4, 18)
        painters.text(painter, room, to.room, space.name, look.text)
        seats = room.translated(0, 18).adjusted(0, 0, 0, -2)
        painters.text(painter, seats, to.caption, seats_words(space.fields.seats), look.text3)
        for column in range(DAYS):
            cell = Cell(row, column)
            if self.rect_of(cell).adjusted(-1, -1, 1, 1).intersects(visible):
                self._cell(painter, cell)

    def _cell(self, painter: QPainter, cell: Cell) -> None:
        to, caption = self.measures, self.caption(cell)
        self.paint_ground(painter, cell, tokens().sunken if self.is_closed(cell) else "")
        if not self.has_bar(cell):
            inside = self.rect_of(cell).adjusted(to.pad, 0, -to.pad, 0)
            self.say(painter, inside, caption, _CENTRE)
        else:
            bar = self.bar_of(cell)
            self._bar(painter, bar, cell)
            room = QRectF(bar.left(), bar.bottom() + 6, bar.width(), to.caption.value.line)
            self.say(painter, room, caption, _LEFT)
        self.paint_mark(painter, cell)

    def bar_of(self, cell: Cell) -> QRectF:
        """Where the bar of a cell stands."""
        to, rect = self.measures, self.rect_of(cell)
        content = to.bar + 6 + to.caption.value.line
        top = rect.top() + max(BAR_TOP - 1, round((rect.height() - content) / 2))
        return QRectF(rect.left() + to.pad, top, rect.width() - 2 * to.pad + 1, to.bar)

    def _bar(self, painter: QPainter, bar: QRectF, cell: Cell) -> None:
        look, shown = tokens(), self.shown_in(cell)
        on_ground = cell == self._current or self.is_closed(cell)
        painters.box(painter, bar, 3, look.surface if on_ground else look.sunken)
        for block in shown.blocks:
            rect = self.span_on(bar, block, self.day_of(cell))
            if shown.space.units > 1:
                share = block.desks / shown.space.units
                rect = rect.adjusted(0, bar.height() * (1 - share), 0, 0)
            if rect.width() > 0:
                self._block(painter, rect, block, shown)

    def span_on(self, bar: QRectF, block: Block, day: date) -> QRectF:
        """Where a booking stands on the bar of a day."""
        page = self._page
        assert page is not None
        midnight = datetime.combine(day, datetime.min.time(), page.zone)
        start, hours = midnight + timedelta(hours=page.opens), page.closes - page.opens
        whole = hours * 3600
        first = min(max((block.starts - start).total_seconds(), 0), whole)
        last = min(max((block.ends - start).total_seconds(), 0), whole)
        left = bar.left() + bar.width() * first / whole
        return QRectF(
            left, bar.top(), max(0.0, bar.width() * (last - first) / whole - 1), bar.height()
        )

    def _block(self, painter: QPainter, rect: QRectF, block: Block, row: SpaceDay) -> None:
        look, page = tokens(), self._page
        assert page is not None
        if block.status is BookingStatus.HOLD:
            painters.dashed_box(painter, rect, 3, look.surface, look.ink_400, 1.5)
        elif block.ends <= page.now or block.status not in captions.TAKES_TIME:
            painters.box(painter, rect, 3, look.ink_200)
        elif captions.is_event(block, row.space.kind):
            painters.box(painter, rect, 3, look.surface, look.ink, 1.5)
        else:
            painters.box(painter, rect, 3, look.ink)


class WeekView(Speaking, QWidget):
    """A week with the panel of the chosen cell.

    ``cell_chosen`` carries space and day, ``slot_asked`` space, start and end of a free time that was
    taken, ``booking_chosen`` a booking.
    """

    cell_chosen = Signal(object, object)
    slot_asked = Signal(object, object, object)
    booking_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: WeekPage | None = None
        self.grid, self.panel, self.empty = WeekGrid(), WeekPanel(), EmptyState()
        self.card = Card()
        self.card.body.addWidget(self.grid)
        self.card.body.addWidget(self.empty)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.card, 1)
        self._row.addWidget(self.panel)
        self.grid.chosen.connect(self._chosen)
        self.grid.opened.connect(self._opened)
        self.panel.slot_asked.connect(self.slot_asked)
        self.panel.booking_chosen.connect(self.booking_chosen)
        self.panel.closed.connect(self._close_panel)
        self.setFocusProxy(self.grid)
        self.set_roomy(False)
        self.empty.hide()
        self.retranslate()

    def set_roomy(self, roomy: bool) -> None:
        """Take the measures of a 1920 or of a 1366 window."""
        to = for_room(roomy)
        self._row.setSpacing(to.gap)
        self.panel.set_measures(to)
        self.grid.set_measures(to)

    def show_page(self, page: WeekPage) -> None:
        """Show a week; the cell that was chosen stays so where its space is still there."""
        first = self._page is None
        self._page = page
        self.grid.show_page(page)
        if first:
            self.grid.select(self.grid.first_choice())
        self.grid.setVisible(bool(page.rows))
        self.empty.setVisible(not page.rows)
        self._show_panel()

    def choose(self, space: UUID, day: date) -> None:
        """Choose the cell of a space on a day of the week that is shown."""
        grid = self.grid
        for row in range(grid.rows()):
            for column in range(DAYS):
                cell = Cell(row, column)
                if grid.space_of(cell) == space and grid.day_of(cell) == day:
                    grid.select(cell)
        self._show_panel()

    def _chosen(self, cell: object) -> None:
        assert isinstance(cell, Cell)
        self._show_panel()
        self.cell_chosen.emit(self.grid.space_of(cell), self.grid.day_of(cell))

    def _opened(self, _cell: object) -> None:
        self._show_panel()
        self.panel.take_focus()

    def _close_panel(self) -> None:
        # Before the button goes that has the focus, or Qt would look for the next one by itself.
        self.grid.setFocus()
        self.grid.select(None)
        self._show_panel()

    def _show_panel(self) -> None:
        cell, page = self.grid.current, self._page
        if cell is None or page is None:
            self.panel.show_nothing()
        else:
            self.panel.show_cell(self.grid.shown_in(cell), self.grid.day_of(cell), page)

    def key(self, event: QKeyEvent) -> bool:
        """F2 asks for the first free time of the chosen cell; False for any other key."""
        return self.panel.key(event)

    def retranslate(self) -> None:
        self.empty.say(
            _("No space fits"),
            _("No space has all that the filter asks for, or none was written down yet."),
        )
        self._show_panel()
