"""A day by spaces on which bookings are made, moved and stretched, by mouse and by keys.

Nothing here asks the database.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from askadesk.rooms.on_the_day import first_free, later
from askadesk.rooms.rows import Block, Price
from ui.pages.calendar.cursor import landing
from ui.pages.calendar.day_view import DayView
from ui.pages.calendar.drag import USUAL, Drag, Ghost, Grip, Slot, judged
from ui.pages.calendar.layout import minute_of, moment_of

SLIP = 5
"""A hand that moves less than this many pixels has not moved."""
GRIP = 6
"""How near to its edge a block is stretched and not moved."""
_EDGE = 24
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class DayTimeline(DayView):
    """``booking_chosen`` carries a booking (UUID), ``booking_opened`` the one that is to be edited,
    ``slot_chosen`` a free ``Slot``, ``closed_chosen`` a ``Slot`` when the space is closed. ``dropped``
    carries a ``Ghost`` that is free, ``refused`` one that is not; ``ghost_changed`` says what is
    being dragged now, None when nothing is."""

    booking_chosen = Signal(object)
    booking_opened = Signal(object)
    slot_chosen = Signal(object)
    closed_chosen = Signal(object)
    dropped = Signal(object)
    refused = Signal(object)
    ghost_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: QPoint | None = None
        self._drag: Drag | None = None
        self._moving = False

    # choosing ----------------------------------------------------------------------------------

    def choose_booking(self, booking: UUID | None, *, tell: bool = False) -> None:
        """Mark a booking."""
        self.selected, self.slot = booking, None
        found = self.find_block(booking)
        if found is not None:
            self.cursor_.stand_on(self.layout_, *found)
            self.reveal()
        self._changed()
        if tell and booking is not None:
            self.booking_chosen.emit(booking)

    def choose_slot(self, slot: Slot | None, *, tell: bool = False) -> None:
        """Mark a free time."""
        self.selected, self.slot = None, slot
        if slot is not None and self.layout_ is not None:
            self.cursor_.cover(self.layout_, slot)
        self._changed()
        if tell and slot is not None:
            self.slot_chosen.emit(slot)

    def _changed(self) -> None:
        self.viewport().update()
        self.say_cursor()

    def _choose_at(self, row: int, minute: int) -> None:
        """What a click on an empty place chooses: so much of an hour as is free, or why it is closed."""
        slot, closed = self._slot_at(row, minute)
        if closed:
            self.choose_slot(slot)
            self.closed_chosen.emit(slot)
        else:
            self.choose_slot(slot, tell=True)

    def _slot_at(self, row: int, minute: int) -> tuple[Slot, bool]:
        assert self.layout_ is not None
        day, page = self.layout_.rows[row], self.layout_.page
        step = max(1, day.space.fields.step)
        starts = moment_of(page, minute // step * step)
        usual = max(USUAL, day.space.fields.least)
        ends = first_free(day, starts, usual)
        closed = any(one.starts <= starts < one.ends for one in day.closed)
        if ends <= starts:
            ends = later(starts, usual)
        return Slot(day.space.id, starts, ends), closed

    def next_slot(self) -> Slot:
        """What is marked where it is free, else so much of the next hour as is."""
        assert self.layout_ is not None
        if self.slot is not None:
            return self.slot
        marked = self.cursor_.slot(self.layout_)
        return self._slot_at(self.cursor_.row, minute_of(self.layout_.page, marked.starts))[0]

    # the mouse ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self.layout_ is None:
            return
        self.give_up()
        self._pressed = event.position().toPoint()
        over, hit = self.over(self._pressed), self.block_at(self._pressed)
        if hit is not None and hit[1].movable:
            self._drag = Drag(
                self.layout_, self._grip_at(*hit, self._pressed), *_first(over), hit[1]
            )
        elif over is not None and hit is None:
            self._drag = Drag(self.layout_, Grip.CREATE, *over)

    def _grip_at(self, row: int, block: Block, spot: QPoint) -> Grip:
        rect = self.rect_of(row, block.starts, block.ends)
        if rect.width() < 4 * GRIP:
            return Grip.MOVE
        if spot.x() - rect.left() < GRIP:
            return Grip.START
        return Grip.END if rect.right() - spot.x() < GRIP else Grip.MOVE

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = event.position().toPoint()
        if self._drag is None or self._pressed is None:
            self._mind_pointer(spot)
            return
        if not self._moving and not self._is_meant(spot):
            return
        self._moving = True
        self._scroll_along(spot)
        self._drag_to(spot, copied=bool(event.modifiers() & _SHIFT))

    def _is_meant(self, spot: QPoint) -> bool:
        assert self._pressed is not None
        least = max(SLIP, min(10, QApplication.startDragDistance()))
        return (spot - self._pressed).manhattanLength() >= least

    def _drag_to(self, spot: QPoint, *, copied: bool) -> None:
        assert self._drag is not None
        assert self.layout_ is not None
        row = self.layout_.row_near(self.lane_y(spot.y()))
        minute = self.layout_.minute_at(self.lane_x(spot.x()))
        self._show_ghost(self._drag.to(row, minute, copied=copied))

    def _scroll_along(self, spot: QPoint) -> None:
        """Near an edge the day scrolls along with the hand."""
        port = self.viewport().rect()
        for at, low, high, bar in (
            (spot.x(), self._to.names, port.width(), self.horizontalScrollBar()),
            (spot.y(), self._to.header, port.height(), self.verticalScrollBar()),
        ):
            if at > high - _EDGE:
                bar.setValue(bar.value() + 12)
            elif at < low + _EDGE:
                bar.setValue(bar.value() - 12)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        spot, pressed, moved = event.position().toPoint(), self._pressed, self._moving
        if moved:
            self.drop()
        elif pressed is not None:
            self.give_up()
            self._click(pressed)
        self._mind_pointer(spot)

    def _click(self, spot: QPoint) -> None:
        hit, over = self.block_at(spot), self.over(spot)
        if hit is not None:
            self.choose_booking(hit[1].booking, tell=True)
        elif over is not None:
            self._choose_at(*over)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        hit = self.block_at(event.position().toPoint())
        if hit is not None:
            self.booking_opened.emit(hit[1].booking)

    def _mind_pointer(self, spot: QPoint) -> None:
        hit = self.block_at(spot)
        shape = Qt.CursorShape.ArrowCursor
        if hit is not None:
            edge = hit[1].movable and self._grip_at(*hit, spot) is not Grip.MOVE
            shape = Qt.CursorShape.SizeHorCursor if edge else Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(shape)

    # the ghost ---------------------------------------------------------------------------------

    def _show_ghost(self, ghost: Ghost | None) -> None:
        if ghost == self.ghost:
            return
        self._paint_ghost()
        self.ghost = ghost
        self._paint_ghost()
        self.say_cursor()
        self.ghost_changed.emit(ghost)

    def _paint_ghost(self) -> None:
        """Paint only the row where the ghost stands, or stood: its words may reach beyond it."""
        ghost = self.ghost
        at = self.layout_.index_of(ghost.slot.space) if ghost and self.layout_ else None
        if ghost is not None and at is not None:
            rect = self.rect_of(at, ghost.slot.starts, ghost.slot.ends).toAlignedRect()
            rect.setLeft(0)
            rect.setWidth(self.viewport().width())
            self.viewport().update(rect.adjusted(0, -6, 0, 6))

    def show_price(self, ghost: Ghost, price: Price) -> None:
        """What the booking that is being dragged would cost there, once it is known."""
        if self.ghost is not None and self.ghost.slot == ghost.slot:
            self.ghost = replace(self.ghost, price=price)
            if self._drag is not None:
                self._drag.ghost = self.ghost
            self._paint_ghost()

    def give_up(self) -> None:
        """Let go of what is being dragged: everything stays as it is."""
        self._drag, self._pressed, self._moving = None, None, False
        self._show_ghost(None)

    def drop(self) -> None:
        """Let what is being dragged down where it is. Where somebody is in the way, nothing is booked."""
        ghost = self.ghost
        self.give_up()
        if ghost is None or not ghost.moves:
            return
        (self.dropped if ghost.free else self.refused).emit(ghost)

    def day_changed(self) -> None:
        """The day was read again while something is in the hand."""
        drag, layout = self._drag, self.layout_
        if drag is None or layout is None:
            return
        if drag.block is not None:
            found = self.find_block(drag.block.booking)
            if found is None or found[1].version != drag.block.version:
                self.give_up()
                return
        drag.layout = layout
        if self.ghost is not None:
            drag.ghost = judged(layout, self.ghost.slot, drag.block, copied=self.ghost.copied)
            self._show_ghost(drag.ghost)

    # keys --------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move what is marked, with Shift they stretch it; with Ctrl they take the chosen booking
        along. Letters are left to the scan field, which always listens."""
        key, held = Qt.Key(event.key()), event.modifiers()
        if self.layout_ is None or not self.layout_.rows:
            event.ignore()
        elif key in _ARROWS and (self._carries() or held & _CONTROL):
            self._carry(key, stretch=bool(held & _SHIFT))
        elif key in _ARROWS:
            self._walk(key, stretch=bool(held & _SHIFT))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Escape and self._drag is not None:
            self.give_up()
        else:
            event.ignore()

    def come_in(self, key: Qt.Key) -> None:
        """An arrow pressed in the scan field brings the focus here."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.layout_ is not None and key in _ARROWS and self.cursor_.row >= 0:
            self._walk(key, stretch=False)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        if self.layout_ is not None:
            self.cursor_.begin(self.layout_, self._now)
        self._changed()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.viewport().update()

    def _walk(self, key: Qt.Key, *, stretch: bool) -> None:
        assert self.layout_ is not None
        rows, steps = _ARROWS[key]
        if stretch and steps:
            self.cursor_.stretch(self.layout_, steps)
        else:
            self.cursor_.move(self.layout_, rows, steps)
        self.selected, self.slot = None, None
        self.reveal()
        self._changed()

    def _carries(self) -> bool:
        return self._drag is not None and self._pressed is None

    def _carry(self, key: Qt.Key, *, stretch: bool) -> None:
        """Take the chosen booking a step on, or its end."""
        found = self.find_block(self.selected)
        layout = self.layout_
        assert layout is not None
        if self._drag is None or self.ghost is None:
            if found is None or not found[1].movable:
                return
            row, block = found
            self._drag = Drag(layout, Grip.MOVE, row, minute_of(layout.page, block.starts), block)
            self.ghost = judged(layout, Slot(block.space, block.starts, block.ends), block)
        slot = landing(layout, self.ghost.slot, _ARROWS[key], stretch=stretch)
        self._drag.ghost = judged(layout, slot, self._drag.block)
        self.cursor_.cover(layout, slot)
        self.reveal()
        self._show_ghost(self._drag.ghost)

    def _enter(self) -> None:
        """Drop what is carried, else choose what is marked, and open it when it was chosen already."""
        assert self.layout_ is not None
        if self._carries():
            self.drop()
            return
        block = self.cursor_.block(self.layout_)
        if block is not None and block.booking == self.selected:
            self.booking_opened.emit(block.booking)
        elif block is not None:
            self.choose_booking(block.booking, tell=True)
        elif self.cursor_.row >= 0:
            slot = self.cursor_.slot(self.layout_)
            self.choose_slot(slot, tell=True)


def _first(over: tuple[int, int] | None) -> tuple[int, int]:
    assert over is not None
    return over
