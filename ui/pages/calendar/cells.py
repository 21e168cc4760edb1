"""A grid of painted cells: what week and month have in common. No widget per cell.

A subclass says where its cells stand, what they are called and how they are painted. Arrows move from cell to
cell, Enter opens, a click chooses; only what has to be drawn anew is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from ui import painters
from ui.fonts import Role, width
from ui.pages.calendar.captions import Caption
from ui.pages.calendar.grid_measures import COMPACT, GridMeasures
from ui.theme import qcolor, tokens
from ui.widgets.base import Halo, Speaking

DAYS = 7
_RADIUS = 11
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in the grid."""

    row: int
    column: int


class CellGrid(Speaking, QAbstractScrollArea):
    """Rows of seven cells below a head that stays. ``chosen`` and ``opened`` carry the ``Cell``."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.measures: GridMeasures = COMPACT
        self._current: Cell | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().setSingleStep(24)

    # what a subclass says ------------------------------------------------------------------------

    def rows(self) -> int:
        """How many rows of cells there are."""
        raise NotImplementedError

    def head(self) -> int:
        """The height of the head."""
        raise NotImplementedError

    def side(self) -> int:
        """The width of the column at the left."""
        raise NotImplementedError

    def top_of(self, row: int) -> float:
        """Where a row begins below the head, nothing scrolled."""
        raise NotImplementedError

    def high(self, row: int) -> float:
        """How high a row is, the line above it included."""
        raise NotImplementedError

    def content_height(self) -> float:
        """How high everything below the head is."""
        raise NotImplementedError

    def words_of(self, cell: Cell) -> str:
        """What a cell is called, in full."""
        raise NotImplementedError

    def paint_rows(self, painter: QPainter, visible: QRectF) -> None:
        """Paint what lies in ``visible`` (viewport coordinates), the head apart."""
        raise NotImplementedError

    def paint_head(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the head."""
        raise NotImplementedError

    # cells and places ----------------------------------------------------------------------------

    @property
    def current(self) -> Cell | None:
        """The cell that is chosen."""
        return self._current

    def select(self, cell: Cell | None) -> None:
        """Choose a cell without telling anyone."""
        before, self._current = self._current, cell
        for one in (before, cell):
            if one is not None and one.row < self.rows():
                self.viewport().update(self.rect_of(one).toAlignedRect().adjusted(-1, -1, 1, 1))
        self.speak()
        if cell is not None:
            self._show(cell)

    def speak(self) -> None:
        """Say which cell is chosen to those who do not see it."""
        self.setAccessibleDescription(self.words_of(self._current) if self._current else "")

    def column_left(self, column: int) -> float:
        """Where a column begins; ``DAYS`` is the right edge."""
        side = self.side()
        return side + round((self.viewport().width() - side) * column / DAYS)

    def rect_of(self, cell: Cell) -> QRectF:
        """Where a cell stands in the viewport, its lines left and above not included."""
        left, right = self.column_left(cell.column), self.column_left(cell.column + 1)
        top = self.head() + self.top_of(cell.row) - self.verticalScrollBar().value()
        return QRectF(left + 1, top + 1, right - left - 1, self.high(cell.row) - 1)

    def cell_at(self, spot: QPointF) -> Cell | None:
        """The cell under a spot of the viewport; None where there is none."""
        if spot.y() < self.head() or spot.x() < self.side():
            return None
        for row in range(self.rows()):
            for column in range(DAYS):
                if self.rect_of(Cell(row, column)).adjusted(-1, -1, 0, 0).contains(spot):
                    return Cell(row, column)
        return None

    def _show(self, cell: Cell) -> None:
        """Scroll as little as shows the whole of a cell."""
        bar, room = self.verticalScrollBar(), self.viewport().height() - self.head()
        top = self.top_of(cell.row)
        bar.setValue(round(min(max(bar.value(), top + self.high(cell.row) - room), top)))

    def settle(self) -> None:
        """Measure and draw everything anew."""
        room = self.viewport().height() - self.head()
        self.verticalScrollBar().setPageStep(max(1, room))
        self.verticalScrollBar().setRange(0, max(0, round(self.content_height() - room)))
        self.viewport().update()

    def set_measures(self, measures: GridMeasures) -> None:
        """Take the measures of the window."""
        self.measures = measures
        self.settle()

    # hands ---------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End move the cell, Enter opens it; letters are left to the scan field."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        cell = self._moved(Qt.Key(event.key())) if plain else None
        if cell is not None:
            self._choose(cell)
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current:
            self.opened.emit(self._current)
        else:
            event.ignore()

    def _moved(self, key: Qt.Key) -> Cell | None:
        """Where a key leads; it stays where there is nothing further."""
        if not self.rows():
            return None
        now = self._current or Cell(0, 0)
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return Cell(now.row, 0 if key == Qt.Key.Key_Home else DAYS - 1)
        step = _STEPS.get(key)
        if step is None:
            return None
        if self._current is None:
            return now
        row = min(max(now.row + step[0], 0), self.rows() - 1)
        return Cell(row, min(max(now.column + step[1], 0), DAYS - 1))

    def _choose(self, cell: Cell) -> None:
        if cell != self._current:
            self.select(cell)
            self.chosen.emit(cell)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(cell)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(cell)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell = self.cell_at(QPointF(event.pos()))
            if cell is not None:
                QToolTip.showText(event.globalPos(), self.words_of(cell), self)
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        tabbed = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        if tabbed and self._current is None and self.rows():
            self._choose(Cell(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.settle()

    def halo(self) -> Halo:
        """The ring stands around the whole card."""
        return Halo(QRectF(self.rect()).adjusted(-1, -1, 1, 1), 12)

    def sizeHint(self) -> QSize:
        return QSize(640, 360)

    # painting ------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        whole = QRectF(self.viewport().rect())
        rounded = QPainterPath()
        rounded.addRoundedRect(whole, _RADIUS, _RADIUS)
        head = QRectF(0, 0, whole.width(), self.head())
        with painters.painting(self.viewport()) as painter:
            painter.setClipPath(rounded)
            painter.save()
            below = whole.adjusted(0, self.head(), 0, 0)
            painter.setClipRect(below, Qt.ClipOperation.IntersectClip)
            self.paint_rows(painter, QRectF(event.rect()) & below)
            painter.restore()
            if head.intersects(QRectF(event.rect())):
                self.paint_head(painter, head)

    def paint_ground(self, painter: QPainter, cell: Cell, ground: str = "") -> None:
        """A cell's ground, the line at its left, and the mark of the chosen one."""
        look, rect = tokens(), self.rect_of(cell)
        chosen = cell == self._current
        if chosen or ground:
            painter.fillRect(rect, qcolor(look.accent_100 if chosen else ground))
        painter.fillRect(QRectF(rect.left() - 1, rect.top(), 1, rect.height()), qcolor(look.line))

    def paint_mark(self, painter: QPainter, cell: Cell) -> None:
        """The edge of the chosen cell."""
        if cell == self._current:
            rect = self.rect_of(cell).adjusted(-1, -1, 0, 0)
            painters.box(painter, rect, 0, "", tokens().accent, 2)

    def say(
        self, painter: QPainter, rect: QRectF, caption: Caption, align: Qt.AlignmentFlag
    ) -> None:
        """The caption of a cell, the shorter form where it would not fit."""
        role = self.measures.caption_strong if caption.strong else self.measures.caption
        words = caption.words
        if caption.short and width(role, words) > rect.width() + 0.5:
            words = caption.short
        painters.text(painter, rect, role, words, getattr(tokens(), caption.tone), align)


def today_chip(painter: QPainter, left: float, middle: float, words: str) -> None:
    """The word that marks today, accent on the column's head."""
    look = tokens()
    wide = width(Role.INITIALS_32, words) + 12
    rect = QRectF(left, middle - 9, wide, 18)
    painters.box(painter, rect, 4, look.accent)
    middle_of = Qt.AlignmentFlag.AlignHCenter
    painters.text(painter, rect, Role.INITIALS_32, words, look.accent_on, middle_of, grows=False)
