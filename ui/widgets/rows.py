"""Lists without a widget per row: a model of frozen rows, a view, and a delegate that paints them.

A kind of list is one subclass of ``RowPainter``: how high a row is, how it is painted, what it is
called for those who do not see it, and its whole text when it had to be cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from ui import painters
from ui.theme import qcolor, tokens

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()


class RowPainter(Generic[Row]):
    """How the rows of one list look and what they are called."""

    padding = 16
    ruled = True
    """Whether a line separates each row from the one above."""

    def height(self, row: Row) -> int:
        """The row's height in logical pixels."""
        raise NotImplementedError

    def paint(self, painter: QPainter, rect: QRectF, row: Row) -> None:
        """Paint ``row`` into ``rect`` (padding already taken off, line above not part of it)."""
        raise NotImplementedError

    def name(self, row: Row) -> str:
        """What a screen reader says."""
        raise NotImplementedError

    def whole(self, row: Row) -> str:
        """The tooltip when something in the row may have been cut."""
        return self.name(row)

    def chosen(self, row: Row) -> bool:
        """Whether the row can be chosen."""
        return True


class RowsModel(QAbstractListModel, Generic[Row]):
    """Frozen rows, replaced all at once."""

    def __init__(self, painter: RowPainter[Row]) -> None:
        super().__init__()
        self._painter = painter
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """What the list shows."""
        return self._rows

    def replace(self, rows: Sequence[Row]) -> None:
        """Show ``rows`` instead."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return self._painter.name(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._painter.chosen(self._rows[index.row()]):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


class _Delegate(QStyledItemDelegate, Generic[Row]):
    def __init__(self, rows: RowsView[Row], painter: RowPainter[Row]) -> None:
        super().__init__(rows)
        self._view, self._painter = rows, painter

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(64, self._painter.height(index.data(ROW)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(_rect(option))
        if self._view.hides(rect):
            return
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        self._ground(painter, rect, option, index)
        pad = self._painter.padding
        row: Row = index.data(ROW)
        self._painter.paint(painter, rect.adjusted(pad, 1, -pad, 0), row)
        painter.restore()

    def _ground(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, index: Index
    ) -> None:
        look, state = tokens(), _state(option)
        inside = rect.adjusted(0, 1, 0, 0)
        current = self._view.marks_current and index.row() == self._view.currentIndex().row()
        if current:
            painters.box(painter, inside, 8, look.ink_50, look.ink_200)
        elif state & QStyle.StateFlag.State_MouseOver and index.flags() & Qt.ItemFlag.ItemIsEnabled:
            painter.fillRect(inside, qcolor(look.canvas))
        if self._painter.ruled and (index.row() > 0 or self._view.first_ruled()):
            painters.rule(painter, rect.left(), rect.top(), rect.width())
        if state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            painters.box(painter, inside.adjusted(4, 3, -4, -4), 8, look.ink_50, look.accent, 3)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return bool(super().helpEvent(event, view, option, index))
        QToolTip.showText(event.globalPos(), self._painter.whole(index.data(ROW)), view)
        return True


def _rect(option: QStyleOptionViewItem) -> QRect:
    return option.rect


def _state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    return option.state


class RowsView(QListView, Generic[Row]):
    """A list of painted rows. ``chosen`` carries the frozen row: by click, or by Enter.

    ``marks_current`` shows the current row even without the focus, for lists that are steered from
    a field above them. With ``whole_rows`` a row that does not fit is left out rather than cut, and
    ``hidden_changed`` says how many are below the last one shown.
    """

    chosen = Signal(object)
    hidden_changed = Signal(int)

    def __init__(
        self,
        painter: RowPainter[Row],
        *,
        whole_rows: bool = False,
        first_ruled: bool = False,
        marks_current: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.painter = painter
        self._first_ruled = first_ruled
        self.marks_current = marks_current
        self._whole_rows = whole_rows
        self._hidden = 0
        self._rows: RowsModel[Row] = RowsModel(painter)
        self._rows.setParent(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(self, painter))
        self._behave()

    def _behave(self) -> None:
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setProperty("rows", True)
        self.setHorizontalScrollBarPolicy(off)
        if self._whole_rows:
            self.setVerticalScrollBarPolicy(off)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setTabKeyNavigation(False)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._clicked)
        self.verticalScrollBar().valueChanged.connect(self._count_hidden)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows shown."""
        return self._rows.rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show ``rows``, keeping place and current row where they still exist."""
        if tuple(rows) == self._rows.rows:
            return
        place, current = self.verticalScrollBar().value(), self.currentIndex().row()
        self._rows.replace(rows)
        self.verticalScrollBar().setValue(place)
        if 0 <= current < len(rows):
            self.setCurrentIndex(self._rows.index(current))
        self._count_hidden()

    def measure_again(self) -> None:
        """Ask the painter for the heights again: the window became roomy or compact."""
        self.scheduleDelayedItemsLayout()
        self._count_hidden()

    def hides(self, rect: QRectF) -> bool:
        """Whether the row at ``rect`` is left out because it would be cut."""
        return self._whole_rows and rect.bottom() > self.viewport().height() + 0.5

    def first_ruled(self) -> bool:
        """Whether a line closes the header above the first row."""
        return self._first_ruled

    def rule_first(self, ruled: bool) -> None:
        """Whether a header stands above."""
        self._first_ruled = ruled

    def hidden(self) -> int:
        """How many rows stand below the last one shown."""
        return self._hidden

    def _count_hidden(self) -> None:
        bottom, end = self.viewport().height(), -self.verticalOffset()
        below = 0
        for row in self._rows.rows:
            end += self.painter.height(row)
            below += end > bottom and self._painter_counts(row)
        if below != self._hidden:
            self._hidden = below
            self.hidden_changed.emit(below)

    def _painter_counts(self, row: Row) -> bool:
        return self.painter.chosen(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._count_hidden()

    def doItemsLayout(self) -> None:
        super().doItemsLayout()
        self._count_hidden()

    def _clicked(self, index: QModelIndex) -> None:
        if index.isValid() and not self.hides(QRectF(self.visualRect(index))):
            self.chosen.emit(index.data(ROW))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses; letters are left to the scan field, which always listens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = self.currentIndex()
            if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEnabled:
                self.chosen.emit(index.data(ROW))
            return
        if event.text().isprintable() and event.text() and not _is_move(event):
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self._first_choice()

    def _first_choice(self) -> None:
        for at, row in enumerate(self._rows.rows):
            if self.painter.chosen(row):
                self.setCurrentIndex(self._rows.index(at))
                return


def _is_move(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Tab)
