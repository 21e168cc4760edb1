"""The view of a day: what shows, where things stand in it, and how it is said to those who do not see it.

Only what shows is painted: a thousand spaces cost no more than ten.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QHelpEvent,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from askadesk.core.i18n import _
from askadesk.rooms.rows import Block, DayPage
from db.values import SpaceKind
from ui import painters
from ui.pages.calendar import phrases
from ui.pages.calendar.cursor import Cursor
from ui.pages.calendar.day_paint import CORNER, DayPaint
from ui.pages.calendar.drag import Ghost, Slot
from ui.pages.calendar.layout import DayLayout, minute_of
from ui.pages.calendar.measures import COMPACT, CalendarMeasures
from ui.widgets.base import Speaking

CLOSEST, FARTHEST = 8.0, 1.0
"""How many times as wide the hours may be as when all of them show."""
_CONTROL = Qt.KeyboardModifier.ControlModifier


class DayView(Speaking, QAbstractScrollArea):
    """Shows a ``DayPage``. What is marked, chosen or dragged is told to it; it moves nothing by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._to: CalendarMeasures = COMPACT
        self.layout_: DayLayout | None = None
        self.cursor_ = Cursor()
        self.selected: UUID | None = None
        self.slot: Slot | None = None
        self.ghost: Ghost | None = None
        self.paint_ = DayPaint(self)
        self._zoom = 1.0
        self._now: datetime | None = None
        self._behave()
        self.retranslate()

    def _behave(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def retranslate(self) -> None:
        self.setAccessibleName(_("The day by spaces"))
        if self.layout_ is not None:
            self._lay_out()

    # what shows --------------------------------------------------------------------------------

    @property
    def page(self) -> DayPage | None:
        """The day that shows."""
        return self.layout_.page if self.layout_ is not None else None

    @property
    def measures(self) -> CalendarMeasures:
        """The measures of the window."""
        return self._to

    @property
    def now(self) -> datetime | None:
        """The time on the hub's clock."""
        return self._now

    def measure(self, to: CalendarMeasures) -> None:
        """Take the measures of the window."""
        self._to = to
        if self.layout_ is not None:
            self._lay_out()

    def show_page(self, page: DayPage) -> None:
        """Show a day; place, zoom and what is selected stay. What is being dragged is let go when its
        booking is not there any more, else judged anew."""
        self.layout_ = DayLayout(page, self._to, self.viewport().width(), self._zoom)
        self._now = page.now
        self.cursor_.settle(self.layout_)
        self.day_changed()
        self._settle()

    def _lay_out(self) -> None:
        assert self.layout_ is not None
        self.show_page(self.layout_.page)

    def tick(self, now: datetime) -> None:
        """A minute has passed: the now-line moves, and only its strip is painted."""
        before, self._now = self.paint_.now_x(), now
        for x in (before, self.paint_.now_x()):
            if x is not None:
                self.viewport().update(QRect(int(x) - 40, 0, 80, self.viewport().height()))

    def zoom_to(self, zoom: float, around: float | None = None) -> None:
        """Show the hours ``zoom`` times as wide; what stands at ``around`` (viewport x) stays there."""
        if self.layout_ is None:
            return
        at = around if around is not None else self.viewport().width() / 2
        bar = self.horizontalScrollBar()
        minute = self.layout_.first + (at - self._to.names + bar.value()) * 60 / self.layout_.hour
        self._zoom = min(CLOSEST, max(FARTHEST, zoom))
        self.layout_.spread(self.viewport().width(), self._zoom)
        self._settle()
        bar.setValue(round(self.layout_.x_of(minute) + self._to.names - at))

    @property
    def zoom(self) -> float:
        """How many times as wide the hours are as when the whole day shows."""
        return self._zoom

    def _settle(self) -> None:
        layout = self.layout_
        if layout is None:
            return
        port = self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setPageStep(port.width() - self._to.names)
        across.setSingleStep(round(layout.hour / 4))
        across.setRange(0, max(0, layout.wide + self._to.names - port.width()))
        down.setPageStep(port.height() - self._to.header)
        down.setSingleStep(self._to.row)
        down.setRange(0, max(0, layout.high + self._to.header - port.height()))
        self.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Up and down what is painted moves along, and only what comes into sight is painted."""
        port = self.viewport().rect()
        rows = port.adjusted(0, self._to.header, 0, -CORNER - 1)
        if dx or abs(dy) >= rows.height():
            self.viewport().update()
            return
        self.viewport().scroll(0, dy, rows)
        self.viewport().update(port.adjusted(0, rows.bottom() + 1, 0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.layout_ is not None:
            self.layout_.spread(self.viewport().width(), self._zoom)
            self._settle()

    def sizeHint(self) -> QSize:
        return QSize(934, 616)

    def day_changed(self) -> None:
        """The day was read again: whoever holds something of it looks whether it is there still."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & _CONTROL:
            turns = event.angleDelta().y() / 120
            self.zoom_to(self._zoom * 1.2**turns, event.position().x())
            event.accept()
            return
        super().wheelEvent(event)

    # where things are --------------------------------------------------------------------------

    def lane_x(self, x: float) -> float:
        """A viewport x within the hours."""
        return x - self._to.names + self.horizontalScrollBar().value()

    def lane_y(self, y: float) -> float:
        """A viewport y within the rows."""
        return y - self._to.header + self.verticalScrollBar().value()

    def spot_of(self, row: int, minute: float) -> QPointF:
        """The viewport's point in the middle of a row at a minute."""
        assert self.layout_ is not None
        band = self.layout_.band_of(row)
        x = self.layout_.x_of(minute) + self._to.names - self.horizontalScrollBar().value()
        y = band.top + band.high / 2 + self._to.header - self.verticalScrollBar().value()
        return QPointF(x, y)

    def rect_of(self, row: int, starts: datetime, ends: datetime) -> QRectF:
        """The viewport's rectangle of a time in a row."""
        assert self.layout_ is not None
        page = self.layout_.page
        left = self.spot_of(row, minute_of(page, starts)).x()
        right = self.spot_of(row, minute_of(page, ends)).x()
        band = self.layout_.band_of(row)
        top = band.top + self._to.header - self.verticalScrollBar().value()
        return QRectF(left, top + 5, max(3.0, right - left - 2), band.high - 9)

    def block_rect(self, booking: UUID) -> QRectF | None:
        """The viewport's rectangle of a booking on the row of its own space."""
        found = self.find_block(booking)
        return None if found is None else self.rect_of(found[0], found[1].starts, found[1].ends)

    def find_block(self, booking: UUID | None) -> tuple[int, Block] | None:
        """The row and block of a booking: that of the space that was booked, where it shows."""
        if self.layout_ is None or booking is None:
            return None
        found = [
            (at, block)
            for at, row in enumerate(self.layout_.rows)
            for block in row.blocks
            if block.booking == booking
        ]
        return min(found, key=_through, default=None)

    def over(self, spot: QPoint) -> tuple[int, int] | None:
        """The row and the minute under the hand; None over headings and names."""
        if self.layout_ is None or spot.x() < self._to.names or spot.y() < self._to.header:
            return None
        row = self.layout_.row_at(self.lane_y(spot.y()))
        return None if row is None else (row, self.layout_.minute_at(self.lane_x(spot.x())))

    def block_at(self, spot: QPoint) -> tuple[int, Block] | None:
        """The block under a point of the viewport."""
        over = self.over(spot)
        if over is None or self.layout_ is None:
            return None
        row = self.layout_.rows[over[0]]
        if row.space.kind is SpaceKind.DESK_ZONE:
            return None
        at = QPointF(spot)
        for block in row.blocks:
            if self.rect_of(over[0], block.starts, block.ends).adjusted(0, -4, 2, 4).contains(at):
                return over[0], block
        return None

    def reveal(self) -> None:
        """Scroll so far that the marked cell shows."""
        cell = self.paint_.cursor_rect()
        if cell is None:
            return
        port = self.viewport().rect()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        if cell.left() < self._to.names or cell.width() > port.width():
            across.setValue(round(across.value() + cell.left() - self._to.names))
        elif cell.right() > port.right():
            across.setValue(round(across.value() + cell.right() - port.right()))
        if cell.top() < self._to.header:
            down.setValue(round(down.value() + cell.top() - self._to.header - self._to.group))
        elif cell.bottom() > port.bottom():
            down.setValue(round(down.value() + cell.bottom() - port.bottom()))

    # saying it ---------------------------------------------------------------------------------

    def said(self) -> str:
        """What is marked, in words."""
        if self.layout_ is None:
            return ""
        if self.ghost is not None:
            return self.paint_.ghost_words(self.ghost)
        if self.cursor_.row < 0:
            return ""
        row = self.layout_.rows[self.cursor_.row]
        block = self.cursor_.block(self.layout_)
        if block is not None:
            return phrases.spoken(row, block)
        slot = self.cursor_.slot(self.layout_)
        closed = next((one for one in row.closed if one.starts <= slot.starts < one.ends), None)
        if closed is not None:
            return phrases.spoken_closed(row, closed)
        return phrases.spoken_free(row, slot.starts, slot.ends)

    def say_cursor(self) -> None:
        """Tell what is marked to those who listen."""
        words = self.said()
        if words == self.accessibleDescription():
            return
        self.setAccessibleDescription(words)
        if self.hasFocus() and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            hit = self.block_at(event.pos())
            if hit is not None and self.layout_ is not None:
                words = phrases.spoken(self.layout_.rows[hit[0]], hit[1])
                QToolTip.showText(event.globalPos(), words, self.viewport())
            else:
                QToolTip.hideText()
            return True
        return bool(super().viewportEvent(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.layout_ is not None:
            with painters.painting(self.viewport()) as painter:
                self.paint_.paint(painter, QRectF(event.rect()))


def _through(found: tuple[int, Block]) -> bool:
    return bool(found[1].through)
