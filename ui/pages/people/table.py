"""The view of a long list: only the rows that show are painted, and only their pages are asked for.

Every row is as high as the next, so that nothing has to be measured: a hundred thousand rows cost no
more than ten.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QToolTip, QWidget

from askadesk.people.rows import ListedOrganisation, ListedPerson
from ui import painters
from ui.pages.people import phrases
from ui.pages.people.measures import PeopleMeasures
from ui.pages.people.model import Index, Listed, PagedRows
from ui.pages.people.row_paint import RowPaint, RowState
from ui.pages.people.selection import Selection

_MOVES = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
}
_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class PeopleTable(QAbstractItemView):
    """``opened`` carries the row; ``shown_changed`` says that other rows show than before."""

    opened = Signal(object)
    shown_changed = Signal()
    everyone_asked = Signal()

    def __init__(
        self, rows: PagedRows, selection: Selection, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rows, self.selection = rows, selection
        self.look = RowPaint()
        self._hovered = -1
        self._anchor = -1
        self.setModel(rows)
        self._behave()
        selection.changed.connect(self.viewport().update)
        self.verticalScrollBar().valueChanged.connect(self.shown_changed)

    def _behave(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)

    # measures ----------------------------------------------------------------------------------

    def measure(self, to: PeopleMeasures) -> None:
        """Take the measures of the window; the first row that shows stays the first."""
        first = self.first_shown()
        self.look.to = to
        self.updateGeometries()
        self.verticalScrollBar().setValue(first * to.row)
        self.viewport().update()

    @property
    def pitch(self) -> int:
        """The height of a row."""
        return self.look.to.row

    def first_shown(self) -> int:
        """The first row of which anything shows."""
        return self.verticalOffset() // self.pitch

    def last_shown(self) -> int:
        """The last row of which anything shows; -1 when there is none."""
        bottom = self.verticalOffset() + max(1, self.viewport().height()) - 1
        return min(self.rows.total - 1, bottom // self.pitch)

    def last_whole(self) -> int:
        """The last row that shows whole, or the first that shows at all."""
        bottom = self.verticalOffset() + self.viewport().height()
        whole = min(self.rows.total, bottom // self.pitch) - 1
        return max(whole, min(self.first_shown(), self.rows.total - 1))

    def shown(self) -> list[Listed]:
        """The rows that show now and are there."""
        found = (self.rows.row(at) for at in range(self.first_shown(), self.last_shown() + 1))
        return [row for row in found if row is not None]

    def updateGeometries(self) -> None:
        high = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setPageStep(high)
        bar.setSingleStep(self.pitch)
        bar.setRange(0, max(0, self.rows.total * self.pitch - high))
        super().updateGeometries()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometries()
        self.shown_changed.emit()

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        super().rowsInserted(parent, start, end)
        self._rows_changed()

    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int) -> None:
        super().rowsAboutToBeRemoved(parent, start, end)
        self.viewport().update()

    def reset(self) -> None:
        super().reset()
        self._hovered, self._anchor = -1, -1
        self._rows_changed()

    def _rows_changed(self) -> None:
        self.updateGeometries()
        self.viewport().update()

    def settle(self) -> None:
        """The number of rows changed: the scroll bar follows."""
        self._rows_changed()

    # what Qt asks of a view --------------------------------------------------------------------

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid():
            return QRect()
        top = index.row() * self.pitch - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), self.pitch)

    def indexAt(self, point: QPoint) -> QModelIndex:
        at = (point.y() + self.verticalOffset()) // self.pitch
        inside = 0 <= at < self.rows.total and self.viewport().rect().contains(point)
        return self.rows.index(at) if inside else QModelIndex()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        rect, bar = self.visualRect(index), self.verticalScrollBar()
        if rect.top() < 0:
            bar.setValue(bar.value() + rect.top())
        elif rect.bottom() >= self.viewport().height():
            bar.setValue(bar.value() + rect.bottom() + 1 - self.viewport().height())

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:
        return False

    def setSelection(self, rect: QRect, command: Any) -> None:
        """Who is selected is kept by ``selection``: rows come and go, people stay selected."""

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion()

    def moveCursor(self, action: Any, modifiers: Any) -> QModelIndex:
        return self.currentIndex()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(0, dy)
        self._hovered = -1

    # painting ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        dirty = event.rect()
        first = (dirty.top() + self.verticalOffset()) // self.pitch
        last = min(self.rows.total - 1, (dirty.bottom() + self.verticalOffset()) // self.pitch)
        with painters.painting(self.viewport()) as painter:
            for at in range(max(0, first), last + 1):
                top = at * self.pitch - self.verticalOffset()
                row = self.rows.row(at)
                rect = QRectF(0, top, self.width(), self.pitch)
                self.look.paint(painter, rect, row, self._state(at, row))
            if last == self.rows.total - 1 and last >= 0:
                bottom = self.rows.total * self.pitch - self.verticalOffset()
                painters.rule(painter, 0, bottom, self.width())

    def _state(self, at: int, row: Listed | None) -> RowState:
        return RowState(
            box=isinstance(row, ListedPerson),
            ticked=row is not None and row.id in self.selection,
            hovered=at == self._hovered,
            current=self.hasFocus() and at == self.currentIndex().row(),
        )

    # the mouse ---------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.indexAt(event.position().toPoint())
        if at.row() != self._hovered:
            self._hovered = at.row() if at.isValid() else -1
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.viewport().update()
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        ticks = event.position().x() < self.look.to.padding + self.look.to.check
        if event.modifiers() & _SHIFT:
            self._extend_to(index.row())
        elif ticks or event.modifiers() & _CONTROL:
            self._go(index.row())
            self._turn(index.row())
        else:
            self._go(index.row())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click beside the box opens the row."""
        index = self.indexAt(event.position().toPoint())
        held = event.modifiers() & (_SHIFT | _CONTROL)
        beside = event.position().x() >= self.look.to.padding + self.look.to.check
        left = event.button() == Qt.MouseButton.LeftButton
        if left and beside and not held and index.row() == self.currentIndex().row():
            self._open(index.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first click has opened the row, or ticked its box; the second one does no more."""
        if event.position().x() < self.look.to.padding + self.look.to.check:
            self.mousePressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.rows.row(self.indexAt(event.pos()).row())
            if row is not None:
                QToolTip.showText(event.globalPos(), self.spoken(row), self)
            return True
        return bool(super().viewportEvent(event))

    # the keyboard ------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moving, ticking and opening; letters are left to the scan field, which always listens."""
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in _MOVES:
            self.move_by_key(key, extend=bool(held & _SHIFT))
        elif key == Qt.Key.Key_Space:
            self._turn(self.currentIndex().row())
        elif key == Qt.Key.Key_A and held == _CONTROL:
            self.everyone_asked.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex().row())
        else:
            event.ignore()

    def come_in(self, key: Qt.Key) -> None:
        """An arrow pressed in a field above brings the focus here: to where it was, or to the top."""
        fresh = not self.currentIndex().isValid()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not fresh:
            self.move_by_key(key)

    def move_by_key(self, key: Qt.Key, *, extend: bool = False) -> None:
        """Follow an arrow key."""
        if not self.rows.total:
            return
        now, page = self.currentIndex().row(), max(1, self.viewport().height() // self.pitch - 1)
        if now < 0:
            self._go(self.first_shown())
            return
        to = {
            Qt.Key.Key_Up: now - 1,
            Qt.Key.Key_Down: now + 1,
            Qt.Key.Key_PageUp: now - page,
            Qt.Key.Key_PageDown: now + page,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self.rows.total - 1,
        }[key]
        to = min(self.rows.total - 1, max(0, to))
        if extend:
            self._extend_to(to)
        else:
            self._go(to)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.total:
            self._go(self.first_shown())

    def _go(self, at: int) -> None:
        self._anchor = at
        self._stand_on(at)

    def _stand_on(self, at: int) -> None:
        index = self.rows.index(at)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.viewport().update()
        row = self.rows.row(at)
        if row is not None and self.hasFocus():
            self._announce(row)

    def _turn(self, at: int) -> None:
        row = self.rows.row(at)
        if isinstance(row, ListedPerson):
            self.selection.turn(row.id)
            self._announce(row)

    def _extend_to(self, at: int) -> None:
        """Tick everyone between where the extending began and ``at``."""
        if self._anchor < 0:
            self._anchor = max(0, self.currentIndex().row())
        for between in range(min(self._anchor, at), max(self._anchor, at) + 1):
            row = self.rows.row(between)
            if isinstance(row, ListedPerson):
                self.selection.put(row.id, True)
        self._stand_on(at)

    def _open(self, at: int) -> None:
        row = self.rows.row(at)
        if row is not None:
            self.opened.emit(row)

    # saying it ---------------------------------------------------------------------------------

    def current(self) -> Listed | None:
        """The row that Enter would open."""
        return self.rows.row(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def spoken(self, row: Listed) -> str:
        """The whole of ``row`` in words."""
        if isinstance(row, ListedOrganisation):
            return phrases.spoken_organisation(row, self.look.today)
        return phrases.spoken(row, self.look.today)

    def _announce(self, row: Listed) -> None:
        words = self.spoken(row)
        if row.id in self.selection:
            words = phrases.selected(words)
        self.setAccessibleDescription(words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
