"""The panel beside the calendar: the booking or the time that is chosen, and what can be done with it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from askadesk.core.i18n import _
from askadesk.rooms.rows import Block, BookingRow, SpaceDay
from ui.pages.calendar.legend import LegendColumn
from ui.pages.calendar.panel_booking import BookingView
from ui.pages.calendar.panel_slot import SlotView
from ui.pages.settings.sections import SidePanel
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState


class _Wide(Button):
    """A button that takes the room there is."""

    def __init__(self, kind: str = "secondary", key: str = "") -> None:
        super().__init__("", kind, key=key)  # type: ignore[arg-type]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class CalendarPanel(Speaking, SidePanel):
    """``acted`` carries the key of an action (``confirm``, ``check_in``, ``restore``, ``call_off``,
    ``edit``, ``book``, ``more``); ``left`` that what is chosen is put away."""

    acted = Signal(str)
    left = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(280)
        self.booking, self.slot = BookingView(), SlotView(over)
        self.nothing, self.legend = EmptyState(), LegendColumn()
        self.close_ = Button(kind="ghost", icon="x", size=32)
        self.yellow = _Wide("accent", key="F2")
        self.first, self.second = _Wide(), _Wide("danger")
        self._now: datetime | None = None
        self._lay_out()
        self.close_.clicked.connect(self.left)
        self.yellow.clicked.connect(self.do_yellow)
        self.first.clicked.connect(self._do_first)
        self.second.clicked.connect(self._do_second)
        self.retranslate()
        self.show_nothing()

    def _lay_out(self) -> None:
        self.header.addWidget(self.close_)
        self.nothing.add_below(self.legend)
        self._stack = QStackedWidget()
        for view in (self.nothing, self.booking, self.slot):
            self._stack.addWidget(view)
        self.inside.addWidget(self._stack, 1)
        actions = QVBoxLayout()
        actions.setSpacing(8)
        pair = QHBoxLayout()
        pair.setSpacing(8)
        pair.addWidget(self.first, 1)
        pair.addWidget(self.second, 1)
        actions.addWidget(self.yellow)
        actions.addLayout(pair)
        self.footer.addLayout(actions, 1)

    # showing -----------------------------------------------------------------------------------

    @property
    def shown(self) -> QWidget:
        """What shows: ``nothing``, ``booking`` or ``slot``."""
        now = self._stack.currentWidget()
        assert now is not None
        return now

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self.booking.row, self.slot.slot = None, None
        self._show(self.nothing)

    def show_booking(self, row: BookingRow, day: SpaceDay | None, block: Block | None) -> None:
        """Show a booking."""
        self.booking.show_booking(row, day, block)
        self._show(self.booking)

    def show_slot(self) -> None:
        """Show the time that ``slot`` was told."""
        self._show(self.slot)

    def tick(self, now: datetime) -> None:
        """What can be done with a booking depends on the time."""
        self._now = now
        if self.shown is self.booking:
            self._offer()

    def _show(self, view: QWidget) -> None:
        if view is not self._stack.currentWidget():
            self._stack.setCurrentWidget(view)
        self.slot.whom.hits.hide()
        self._offer()

    def _offer(self) -> None:
        """The actions below: the yellow one first, none where there is nothing to do."""
        self.close_.setVisible(self.shown is not self.nothing)
        self.title.say(self._title())
        yellow, first, second = self._actions()
        for button, key in ((self.yellow, yellow), (self.first, first), (self.second, second)):
            button.setVisible(bool(key))
            if key:
                words, icon = _words(key)
                button.say(words, icon=icon if button is self.yellow else "")
        self._keys = yellow, first, second
        self.show_footer(any(self._keys))

    def _title(self) -> str:
        if self.shown is self.nothing:
            return _("Calendar")
        if self.shown is self.booking:
            return _("Booking")
        return _("Taken") if self.slot.taken else _("New booking")

    def _actions(self) -> tuple[str, str, str]:
        if self.shown is self.slot:
            free = self.slot.booking() is not None
            return "book" if free else "", "more" if free else "", ""
        if self.shown is self.nothing:
            return "", "", ""
        ahead = self.booking.can_call_off()
        first = "edit" if ahead else ""
        return self.booking.yellow(self._now), first, "call_off" if ahead else ""

    # doing -------------------------------------------------------------------------------------

    def do_yellow(self) -> None:
        """Do what the yellow button says (F2)."""
        self._do(self._keys[0])

    def _do_first(self) -> None:
        self._do(self._keys[1])

    def _do_second(self) -> None:
        self._do(self._keys[2])

    def _do(self, key: str) -> None:
        if key:
            self.acted.emit(key)

    def has_yellow(self) -> bool:
        """Whether F2 means something."""
        return bool(self._keys[0])

    def retranslate(self) -> None:
        self.close_.setAccessibleName(_("Put it away"))
        self.close_.setToolTip(_("Put it away"))
        self.nothing.say(
            _("Nothing is chosen"),
            _("Click a booking, or draw a new one where it is free."),
        )
        self.booking.retranslate()
        self.slot.retranslate()
        if hasattr(self, "_keys"):
            self._offer()


def _words(key: str) -> tuple[str, str]:
    """The words and the icon of an action."""
    return {
        "confirm": (_("Confirm"), "calendar-check"),
        "check_in": (_("Check in"), "log-in"),
        "restore": (_("Take up again"), "undo-2"),
        "call_off": (_("Call off"), ""),
        "edit": (_("Change"), ""),
        "book": (_("Book"), "calendar-plus"),
        "more": (_("More…"), ""),
    }[key]
