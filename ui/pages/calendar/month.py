"""The month: six weeks, a cell for each day with how much is free, how much is booked, and why it is closed."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from askadesk.core.i18n import _, day_spoken, number, weekday_short
from askadesk.rooms.rows import DayPage, MonthDay, MonthPage
from ui import fonts, icons, painters
from ui.fonts import Role
from ui.pages.calendar import captions
from ui.pages.calendar.cells import DAYS, Cell, CellGrid, today_chip
from ui.pages.calendar.grid_measures import for_room
from ui.pages.calendar.month_panel import MonthPanel
from ui.theme import qcolor, tokens
from ui.widgets.base import Speaking
from ui.widgets.card import Card

WEEKS = 6
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_ICON = 14


class MonthGrid(CellGrid):
    """The painted grid of a ``MonthPage``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: MonthPage | None = None
        self.retranslate()

    def show_page(self, page: MonthPage) -> None:
        """Show a month, keeping the chosen day where it is one of its own."""
        kept = self.day_of(self._current).day if self._current else None
        self._page = page
        self._current = self.cell_of(kept) if kept is not None else None
        self.settle()
        self.speak()

    # days and places -----------------------------------------------------------------------------

    def rows(self) -> int:
        return len(self._page.days) // DAYS if self._page else 0

    def day_of(self, cell: Cell) -> MonthDay:
        """What stands behind a cell."""
        assert self._page is not None
        return self._page.days[cell.row * DAYS + cell.column]

    def cell_of(self, day: date) -> Cell | None:
        """Where a day stands; None where it does not show."""
        assert self._page is not None
        offset = (day - self._page.days[0].day).days
        return Cell(*divmod(offset, DAYS)) if 0 <= offset < len(self._page.days) else None

    def first_choice(self) -> Cell | None:
        """Today, or the first of another month."""
        page = self._page
        if page is None:
            return None
        today = page.now.date()
        shown = (today.year, today.month) == (page.month.year, page.month.month)
        return self.cell_of(today if shown else page.month)

    def head(self) -> int:
        return self.measures.month_header

    def side(self) -> int:
        return self.measures.month_week

    def _row_height(self) -> float:
        room = self.viewport().height() - self.head()
        return max(self.measures.month_row, room / WEEKS)

    def top_of(self, row: int) -> float:
        return round(row * self._row_height())

    def high(self, row: int) -> float:
        return self.top_of(row + 1) - self.top_of(row)

    def content_height(self) -> float:
        return self.top_of(self.rows())

    # words ---------------------------------------------------------------------------------------

    def words_of(self, cell: Cell) -> str:
        assert self._page is not None
        day = self.day_of(cell)
        said = [captions.month_caption(day, self._page.now.date()).words]
        hours = captions.hours_caption(day)
        said += [hours.words] if hours else []
        said += [day.reason] if day.is_open and day.reason else []
        said += [captions.closed_but_booked(day).words] if day.bookings else []
        if day.is_open and day.of:
            said.append(_("{percent}% booked").format(percent=round(day.booked * 100)))
        words = ", ".join(filter(None, said))
        if not words:
            return day_spoken(day.day)
        return _("{day}: {state}").format(day=day_spoken(day.day), state=words)

    def retranslate(self) -> None:
        self.setAccessibleName(_("Month"))
        self.viewport().update()
        self.speak()

    # painting ------------------------------------------------------------------------------------

    def paint_head(self, painter: QPainter, rect: QRectF) -> None:
        page, look, to = self._page, tokens(), self.measures
        painter.fillRect(rect, qcolor(look.surface))
        if page is None:
            return
        side = QRectF(0, 0, self.side(), rect.height())
        painters.text(painter, side, to.caption, _("week"), look.text3, _CENTRE)
        today = page.now.date()
        for column in range(DAYS):
            day = page.days[column].day
            is_now = day.weekday() == today.weekday() and self.cell_of(today) is not None
            role = Role.SECOND_STRONG if is_now else Role.SECOND
            colour = look.text if is_now else look.text2
            room = QRectF(self.column_left(column) + 1 + to.pad, 0, 80, rect.height())
            painters.text(painter, room, role, weekday_short(day), colour, _LEFT)

    def paint_rows(self, painter: QPainter, visible: QRectF) -> None:
        wide = self.viewport().width()
        for row in range(self.rows()):
            top = self.head() + self.top_of(row) - self.verticalScrollBar().value()
            rect = QRectF(0, top, wide, self.high(row))
            if rect.intersects(visible):
                painters.rule(painter, 0, top, wide)
                self._week_number(painter, rect, row)
                for column in range(DAYS):
                    self._cell(painter, Cell(row, column))

    def _week_number(self, painter: QPainter, rect: QRectF, row: int) -> None:
        words = number(self.day_of(Cell(row, 0)).day.isocalendar().week)
        room = QRectF(0, rect.top() + 10, self.side(), 16)
        painters.text(painter, room, self.measures.caption, words, tokens().text3, _CENTRE)

    def _cell(self, painter: QPainter, cell: Cell) -> None:
        assert self._page is not None
        look, day = tokens(), self.day_of(cell)
        other = day.day.month != self._page.month.month
        ground = look.sunken if not day.is_open else look.canvas if other else ""
        self.paint_ground(painter, cell, ground)
        inside = self.rect_of(cell).adjusted(self.measures.pad, 7, -self.measures.pad, -6)
        past = day.is_open and day.day < self._page.now.date()
        self._number(painter, inside, day, quiet=other or past)
        below = inside.adjusted(0, self.measures.number.value.line + 4, 0, 0)
        if day.is_open:
            self._free(painter, below, day)
        else:
            self._closed(painter, below, day)
        self.paint_mark(painter, cell)

    def _number(self, painter: QPainter, inside: QRectF, day: MonthDay, *, quiet: bool) -> None:
        assert self._page is not None
        look, to = tokens(), self.measures
        line = QRectF(inside.left(), inside.top(), inside.width(), to.number.value.line)
        role = to.head if quiet else to.number
        words = str(day.day.day)
        colour = look.text3 if quiet else look.text
        painters.text(painter, line, role, words, colour, grows=False)
        after = line.left() + fonts.width(role, words) + 5
        if day.day == self._page.now.date():
            today_chip(painter, after, line.center().y(), _("today"))
            after += fonts.width(Role.INITIALS_32, _("today")) + 12 + 4
        self._hours(painter, QRectF(after, line.top(), line.right() - after, line.height()), day)

    def _hours(self, painter: QPainter, room: QRectF, day: MonthDay) -> None:
        """Other hours than usual, at the right: a clock where they are shorter, a moon where longer."""
        caption = captions.hours_caption(day)
        if caption is None:
            return
        words = caption.words
        if fonts.width(self.measures.caption, words) > room.width() - _ICON - 4:
            words = caption.short or words
        wide = painters.elided(self.measures.caption, words, room.width() - _ICON - 4)
        colour = getattr(tokens(), caption.tone)
        painters.text(painter, room, self.measures.caption, wide, colour, _RIGHT, grows=False)
        left = room.right() - fonts.width(self.measures.caption, wide) - _ICON - 4
        icon = "clock" if day.shorter else "moon"
        icons.draw(painter, icon, left, round(room.center().y() - _ICON / 2), _ICON, colour)

    def _free(self, painter: QPainter, below: QRectF, day: MonthDay) -> None:
        assert self._page is not None
        look, today = tokens(), self._page.now.date()
        caption = captions.month_caption(day, today)
        high = self.measures.caption.value.line
        self.say(painter, QRectF(below.left(), below.top(), below.width(), high), caption, _LEFT)
        if day.of:
            colour = look.ink_400 if day.day < today else look.ink
            painters.meter(painter, self._meter(below), day.booked, colour)

    def _meter(self, below: QRectF) -> QRectF:
        top = below.top() + self.measures.caption.value.line + 4
        return QRectF(below.left(), top, below.width(), 4)

    def meter_of(self, cell: Cell) -> QRectF:
        """Where the meter of a cell stands."""
        inside = self.rect_of(cell).adjusted(self.measures.pad, 7, -self.measures.pad, -6)
        return self._meter(inside.adjusted(0, self.measures.number.value.line + 4, 0, 0))

    def _closed(self, painter: QPainter, below: QRectF, day: MonthDay) -> None:
        look, role = tokens(), self.measures.caption
        icon = "calendar-off" if day.reason else "lock"
        left, high = below.left() + _ICON + 4, role.value.line
        icons.draw(
            painter, icon, below.left(), below.top() + (high - _ICON) // 2, _ICON, look.text2
        )
        room = below.right() - left
        words = captions.month_caption(day, day.day).words
        most = self.measures.lines
        if day.bookings:  # where the cell is low, their line has its room from the reason's
            most = max(1, min(most, int(below.height() // high) - 1))
        lines = captions.broken(role, words, room, most)
        for at, line in enumerate(lines):
            rect = QRectF(left, below.top() + at * high, room, high)
            painters.text(painter, rect, role, line, look.text2)
        if day.bookings:
            rect = QRectF(below.left(), below.top() + len(lines) * high, below.width(), high)
            self.say(painter, rect, captions.closed_but_booked(day), _LEFT)


class MonthView(Speaking, QWidget):
    """A month with the panel of the chosen day.

    ``day_chosen`` and ``day_opened`` carry the day: whoever hears of a day that was chosen reads its
    ``DayPage`` and gives it to ``show_day``. ``slot_asked`` carries space, start and end.
    """

    day_chosen = Signal(object)
    day_opened = Signal(object)
    slot_asked = Signal(object, object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: MonthPage | None = None
        self.grid, self.panel = MonthGrid(), MonthPanel()
        self.card = Card()
        self.card.body.addWidget(self.grid)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.card, 1)
        self._row.addWidget(self.panel)
        self.grid.chosen.connect(self._chosen)
        self.grid.opened.connect(self._opened)
        self.panel.day_opened.connect(self.day_opened)
        self.panel.slot_asked.connect(self.slot_asked)
        self.panel.closed.connect(self._close_panel)
        self.setFocusProxy(self.grid)
        self.set_roomy(False)

    def set_roomy(self, roomy: bool) -> None:
        """Take the measures of a 1920 or of a 1366 window."""
        to = for_room(roomy)
        self._row.setSpacing(to.gap)
        self.panel.set_measures(to)
        self.grid.set_measures(to)

    @property
    def day(self) -> date | None:
        """The day that is chosen."""
        cell = self.grid.current
        return self.grid.day_of(cell).day if cell is not None else None

    def show_page(self, page: MonthPage, least: int = 60, day: date | None = None) -> None:
        """Show a month. ``least`` is for how many minutes a space has to be free to be counted: as the
        filter asked. ``day`` is the one to choose; without it the chosen one stays so."""
        other = self._page is None or self._page.month != page.month
        self._page = page
        self.grid.show_page(page)
        if day is not None or other:
            asked = self.grid.cell_of(day) if day is not None else None
            self.grid.select(asked or self.grid.first_choice())
        self.panel.set_least(timedelta(minutes=least))
        self._show_panel()
        if other and self.day is not None:
            self.day_chosen.emit(self.day)

    def show_day(self, page: DayPage) -> None:
        """Show the spaces of the chosen day; of any other day nothing happens."""
        self.panel.show_spaces(page)

    def choose(self, day: date) -> None:
        """Choose a day of the month that is shown."""
        if self._page is not None:
            self.grid.select(self.grid.cell_of(day))
            self._show_panel()
            self.day_chosen.emit(day)

    def _chosen(self, cell: object) -> None:
        assert isinstance(cell, Cell)
        self._show_panel()
        self.day_chosen.emit(self.grid.day_of(cell).day)

    def _opened(self, cell: object) -> None:
        assert isinstance(cell, Cell)
        self.day_opened.emit(self.grid.day_of(cell).day)

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
            self.panel.show_day(self.grid.day_of(cell), page.now)

    def key(self, event: QKeyEvent) -> bool:
        """F2 books on the chosen day; False for any other key."""
        return self.panel.key(event)

    def retranslate(self) -> None:
        self._show_panel()
