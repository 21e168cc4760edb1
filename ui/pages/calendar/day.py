"""A day of the calendar with the panel beside it: what is chosen, dragged and asked of it.

A view: it says by signals what was asked, and calls no service.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from askadesk.core.i18n import _
from askadesk.presence.rows import FoundPerson
from askadesk.rooms.on_the_day import Wanted, free_instead, in_the_way
from askadesk.rooms.rows import (
    Block,
    BookingRow,
    DayPage,
    Free,
    Price,
    SpaceDay,
)
from askadesk.rooms.waiting_rows import WaitingRow
from db.values import SpaceKind
from ui.pages.calendar.conflict import ConflictPopover
from ui.pages.calendar.drag import Ghost, Slot, judged
from ui.pages.calendar.measures import CalendarMeasures
from ui.pages.calendar.panel import CalendarPanel
from ui.pages.calendar.panel_slot import SlotChecked
from ui.pages.calendar.timeline import DayTimeline
from ui.widgets.base import Speaking
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState


class DayPane(Speaking, QWidget):
    """The timeline in its card, the panel at the right, and who is in the way above both."""

    booking_asked = Signal(object)
    """The booking (UUID) that was chosen."""
    check_wanted = Signal(object)
    """The ``NewBooking`` whose price and rules are to be known."""
    price_wanted = Signal(object)
    """The ``Ghost`` of a booking, whose price there is to be known."""
    book_asked = Signal(object)
    """A ``NewBooking`` is to be made."""
    drop_asked = Signal(object)
    """A booking was let down where its ``Ghost`` stands."""
    move_asked = Signal(object, object, object)
    """The ``BookingRow`` that is to be moved, with start and end."""
    extend_asked = Signal(object, int)
    """The ``BookingRow`` that is to last so many minutes longer."""
    act_asked = Signal(str, object)
    """The key of an action, and the ``BookingRow`` that it is for."""
    form_asked = Signal(object)
    """All that a booking may hold is to be written: a ``Slot``, or the ``BookingRow`` to change."""
    waiting_wanted = Signal(object)
    """Who waits for the time of the booking (UUID) that shows is to be known."""
    leave_asked = Signal(object)
    """The ``WaitingRow`` of whoever is to leave the line."""
    person_opened = Signal(object)
    searched = Signal(str)
    go_on_asked = Signal()
    """The button was pressed that stands where no space shows."""

    def __init__(self) -> None:
        super().__init__()
        self.timeline = DayTimeline()
        self.empty = EmptyState(button=True)
        self.card, self.stack = Card(), QStackedWidget()
        self.panel = CalendarPanel(self)
        self.conflict = ConflictPopover(self)
        self.day: DayPage | None = None
        self._row: BookingRow | None = None
        self._wanted: Slot | None = None
        self._filtered = False
        self.stack.addWidget(self.timeline)
        self.stack.addWidget(self.empty)
        self.card.body.addWidget(self.stack, 1)
        self._columns = QHBoxLayout(self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.addWidget(self.card, 1)
        self._columns.addWidget(self.panel)
        self._wire()
        self.retranslate()

    def _wire(self) -> None:
        line, panel = self.timeline, self.panel
        line.booking_chosen.connect(self.booking_asked)
        line.booking_opened.connect(self._open)
        line.slot_chosen.connect(self._slot_chosen)
        line.closed_chosen.connect(self._slot_chosen)
        line.ghost_changed.connect(self._ghost_changed)
        line.dropped.connect(self._dropped)
        line.refused.connect(self._refused)
        self.conflict.instead_chosen.connect(self._instead)
        panel.left.connect(self.choose_nothing)
        panel.acted.connect(self._act)
        panel.booking.moved.connect(self._move)
        panel.booking.extended.connect(self._extend)
        panel.booking.person_asked.connect(self.person_opened)
        panel.booking.waiting.left.connect(self.leave_asked)
        panel.slot.searched.connect(self.searched)
        panel.slot.check_wanted.connect(self.check_wanted)
        panel.slot.instead_chosen.connect(self._slot_instead)
        panel.slot.booking_chosen.connect(self.booking_asked)
        self.empty.button.clicked.connect(self.go_on_asked)

    def measure(self, to: CalendarMeasures) -> None:
        """Take the measures of the window."""
        self._columns.setSpacing(to.gap)
        self.panel.setFixedWidth(to.panel)
        self.timeline.measure(to)

    # what comes back ---------------------------------------------------------------------------

    def show_day(self, page: DayPage, row: BookingRow | None, *, filtered: bool) -> None:
        """Show a day that was read, and the chosen booking as it stands. ``filtered`` says whether only some
        of the spaces are asked for."""
        other = self.day is None or self.day.day != page.day
        self.day, self._filtered = page, filtered
        self.panel.tick(page.now)
        self.timeline.show_page(page)
        self.stack.setCurrentWidget(self.timeline if page.rows else self.empty)
        self._say_empty()
        if row is not None:
            self.show_booking(row)
        elif other:
            self.choose_nothing()
        else:
            self._look_again()
        self._take_wanted()

    def want(self, slot: Slot) -> None:
        """Choose that time once its day shows."""
        self._wanted = slot

    def _take_wanted(self) -> None:
        slot, self._wanted = self._wanted, None
        if slot is not None and self._day_of(slot.space) is not None:
            self.timeline.choose_slot(slot, tell=True)
            self.panel.slot.ask_whom()

    def give_up(self) -> None:
        """Let go of what is being dragged: another day is asked for."""
        self.conflict.hide()
        self.timeline.give_up()

    def come_in(self, key: Qt.Key) -> None:
        """An arrow pressed in a field above: it goes on in the day."""
        if self.stack.currentWidget() is self.timeline:
            self.timeline.come_in(key)

    def _look_again(self) -> None:
        """The day was read again: what is chosen is judged anew."""
        slot = self.timeline.slot
        if slot is not None and self.panel.shown is self.panel.slot:
            self._show_slot(slot)

    def show_booking(self, row: BookingRow) -> None:
        """Show the booking that was chosen."""
        self._row = row
        found = self.timeline.find_block(row.id)
        day = self._rows()[found[0]] if found is not None else self._day_of(row.spaces[0].space)
        self.timeline.choose_booking(row.id)
        self.panel.show_booking(row, day, found[1] if found is not None else None)
        self.waiting_wanted.emit(row.id)

    def show_waiting(self, booking: UUID, rows: tuple[WaitingRow, ...]) -> None:
        """Who waits for the time of a booking, if it still shows."""
        if self._row is not None and self._row.id == booking:
            self.panel.booking.waiting.show_rows(rows)

    def show_checked(self, found: SlotChecked) -> None:
        """What would come of what stands in the panel."""
        self.panel.slot.show_checked(found)

    def show_price(self, ghost: Ghost, price: Price) -> None:
        """What the booking that is being dragged would cost there."""
        self.timeline.show_price(ghost, price)

    def show_found(
        self, text: str, people: tuple[FoundPerson, ...], houses: tuple[FoundPerson, ...]
    ) -> None:
        """Who was found for the panel's field."""
        self.panel.slot.show_found(text, people, houses)

    @property
    def chosen(self) -> UUID | None:
        """The booking that is chosen."""
        return self.timeline.selected

    def tick(self, now: datetime) -> None:
        """A minute has passed on the hub's clock."""
        if self.timeline.now is not None:
            self.timeline.tick(now)
            self.panel.tick(now)

    def _rows(self) -> list[SpaceDay]:
        return self.timeline.layout_.rows if self.timeline.layout_ is not None else []

    def _day_of(self, space: UUID) -> SpaceDay | None:
        return next((one for one in self._rows() if one.space.id == space), None)

    # choosing ----------------------------------------------------------------------------------

    def choose_nothing(self) -> None:
        """Put away what is chosen."""
        self._row = None
        self.timeline.choose_booking(None)
        self.panel.show_nothing()

    def _slot_chosen(self, slot: object) -> None:
        assert isinstance(slot, Slot)
        self.conflict.hide()
        self._show_slot(slot)

    def _show_slot(self, slot: Slot) -> None:
        day = self._day_of(slot.space)
        if day is None or self.day is None:
            return
        wanted = Wanted(slot.starts, slot.ends)
        blocker = in_the_way(day, wanted)
        instead = free_instead(self.day, day, wanted) if blocker is not None else ()
        there = _sitting(day, slot) if day.space.kind is SpaceKind.DESK_ZONE else []
        self.panel.slot.show_slot(slot, day, blocker=blocker, instead=instead, there=there)
        self.panel.show_slot()

    def _slot_instead(self, free: object) -> None:
        assert isinstance(free, Free)
        slot = Slot(free.space, free.starts, free.ends)
        self.timeline.choose_slot(slot, tell=True)
        self.panel.slot.ask_whom()

    def ask_new(self) -> None:
        """Book (Ctrl N): what is marked, or the next free hour of the first space."""
        line = self.timeline
        if self.panel.shown is self.panel.slot and self.panel.slot.booking() is not None:
            self.panel.slot.ask_whom()
            return
        if line.layout_ is None or not line.layout_.rows:
            return
        line.cursor_.begin(line.layout_, line.now)
        line.choose_slot(line.next_slot(), tell=True)
        self.panel.slot.ask_whom()

    def _open(self, booking: object) -> None:
        if self._row is not None and self._row.id == booking:
            self.form_asked.emit(self._row)

    # dragging ----------------------------------------------------------------------------------

    def _ghost_changed(self, ghost: object) -> None:
        if not isinstance(ghost, Ghost):
            self.conflict.hide()
            return
        if ghost.blocker is not None:
            self._show_conflict(ghost)
            return
        self.conflict.hide()
        if ghost.block is not None and ghost.price is None and ghost.moves:
            self.price_wanted.emit(ghost)

    def _show_conflict(self, ghost: Ghost) -> None:
        at = self.timeline.layout_.index_of(ghost.slot.space) if self.timeline.layout_ else None
        if at is None:
            return
        rect = self.timeline.rect_of(at, ghost.slot.starts, ghost.slot.ends)
        corner = self.timeline.viewport().mapTo(self, QPoint(0, 0))
        place = QRectF(rect.translated(corner.x(), corner.y()))
        self.conflict.show_conflict(ghost, self._rows()[at], place)

    def _dropped(self, ghost: object) -> None:
        assert isinstance(ghost, Ghost)
        if ghost.block is None:
            self.timeline.choose_slot(ghost.slot, tell=True)
            self.panel.slot.ask_whom()
        else:
            self.drop_asked.emit(ghost)

    def _refused(self, ghost: object) -> None:
        """Nothing was booked; who has it stays before the eyes, with the ways out."""
        assert isinstance(ghost, Ghost)
        self._show_conflict(ghost)

    def _instead(self, ghost: object, free: object) -> None:
        assert isinstance(ghost, Ghost)
        assert isinstance(free, Free)
        layout = self.timeline.layout_
        if layout is None:
            return
        slot = Slot(free.space, free.starts, free.ends)
        self._dropped(judged(layout, slot, ghost.block, copied=ghost.copied))

    # doing -------------------------------------------------------------------------------------

    def _act(self, key: str) -> None:
        if key == "book":
            self._book()
        elif key == "more" and self.panel.slot.slot is not None:
            self.form_asked.emit(self.panel.slot.slot)
        elif key == "edit" and self._row is not None:
            self.form_asked.emit(self._row)
        elif self._row is not None:
            self.act_asked.emit(key, self._row)

    def _book(self) -> None:
        new = self.panel.slot.booking()
        if new is None:
            return
        if new.person is None and new.organisation is None and not new.title:
            self.panel.slot.whom.field.complain(_("For whom is it? A name or a title is enough."))
            self.panel.slot.ask_whom()
            return
        self.book_asked.emit(new)

    def booked(self) -> None:
        """It was booked: the panel forgets whom it was for, and the keys go back to the day."""
        self.panel.slot.forget()
        self.timeline.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, starts: object, ends: object) -> None:
        if self._row is not None:
            self.move_asked.emit(self._row, starts, ends)

    def _extend(self, minutes: int) -> None:
        if self._row is not None:
            self.extend_asked.emit(self._row, minutes)

    def call_off(self) -> None:
        """Ask whether the chosen booking is to be called off (Delete)."""
        if self._row is not None and self.panel.booking.can_call_off():
            self.act_asked.emit("call_off", self._row)

    def can_call_off(self) -> bool:
        """Whether a booking is chosen that has not begun."""
        return self._row is not None and self.panel.booking.can_call_off()

    # keys --------------------------------------------------------------------------------------

    def key(self, event: QKeyEvent) -> bool:
        """Act on a key that reached the window; False when it means nothing here."""
        key = Qt.Key(event.key())
        acts: dict[Qt.Key, Callable[[], object]] = {}
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            acts = {Qt.Key.Key_N: self.ask_new}
        elif key == Qt.Key.Key_F2 and self.panel.has_yellow():
            acts = {key: self.panel.do_yellow}
        elif key == Qt.Key.Key_Delete and self.can_call_off():
            acts = {key: self.call_off}
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._in_slot():
            acts = {key: self._book}
        if key in acts:
            acts[key]()
            return True
        return key == Qt.Key.Key_Escape and self._escape()

    def _in_slot(self) -> bool:
        """Whether Enter was pressed in the fields of a new booking."""
        here = QApplication.focusWidget()
        return here is not None and self.panel.slot.isAncestorOf(here)

    def _escape(self) -> bool:
        """Put away what came last: what is dragged, who is in the way, what is chosen."""
        if not self.conflict.isHidden() or self.timeline.ghost is not None:
            self.timeline.give_up()
            self.conflict.hide()
            return True
        if self.panel.shown is not self.panel.nothing:
            self.choose_nothing()
            self.timeline.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    # words -------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self._say_empty()

    def _say_empty(self) -> None:
        if self._filtered:
            self.empty.say(
                _("No space is like that"),
                _("None of the spaces has all that is asked for on this day."),
                _("All spaces"),
            )
            self.empty.button.say(_("All spaces"), icon="x")
        else:
            self.empty.say(
                _("There are no spaces yet"),
                _("Write rooms and desks down in the settings: here they show with their hours."),
                _("Go to the settings"),
            )
            self.empty.button.say(_("Go to the settings"), icon="settings")


def _sitting(day: SpaceDay, slot: Slot) -> list[Block]:
    """Who sits in a zone within that time."""
    return [one for one in day.blocks if one.starts < slot.ends and slot.starts < one.ends][:8]
