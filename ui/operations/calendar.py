"""The calendar: read when it shows and when something changed, and what is asked of it done and taken back."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QTimer, Signal

from askadesk.core.changes import Changes
from askadesk.core.errors import DeskError, InputError
from askadesk.core.i18n import _
from askadesk.rooms.errors import RuleBroken
from askadesk.rooms.rows import (
    Booked,
    BookingRow,
    Move,
    NewBooking,
)
from askadesk.rooms.waiting_rows import WaitingRow
from askadesk.rooms.words import breach_sentence
from ui.dialogs.call_off import CallOffDialog
from ui.dialogs.confirm import ConfirmDialog
from ui.dialogs.reason import Reason, ReasonDialog
from ui.operations import calendar_calls as calls
from ui.operations.base import Bench, Operations
from ui.operations.booking_form import BookingForm, BookingStart
from ui.operations.calendar_calls import Deed, Done, FoundHolders, Weighed
from ui.operations.calendar_story import Story
from ui.operations.forms import Forms
from ui.pages.calendar import phrases
from ui.pages.calendar.drag import Ghost, Slot
from ui.pages.calendar.page import SECTION, CalendarPage, Shown
from ui.pages.calendar.panel_slot import SlotChecked

CONCERNS = ("booking", "space", "hub", "waiting")
"""The kinds of changes that the page shows."""
PRICE_WAITS_MS = 60


class CalendarOperations(Operations):
    """Serves the Calendario page. ``settings_asked`` leads to where spaces are written down."""

    person_opened = Signal(object)
    settings_asked = Signal()

    def __init__(self, bench: Bench, page: CalendarPage, form: BookingForm) -> None:
        super().__init__(bench)
        self._form, self.story = form, Story(bench)
        form.done.connect(self.written)
        self.story.listen(form.back)
        self.story.changed.connect(self._read)
        self._page, self._day = page, page.one
        self.forms = Forms(bench)
        self._reading = self._stale = False
        self._choose: UUID | None = None
        self._at_work: deque[Deed] = deque()
        self._waiting: Deed | None = None
        self._dialog: ReasonDialog | ConfirmDialog | None = None
        self._dropped: Ghost | None = None
        self._ghost: Ghost | None = None
        self._price = QTimer(self)
        self._price.setSingleShot(True)
        self._price.setInterval(PRICE_WAITS_MS)
        self._price.timeout.connect(self._ask_price)
        self._wire()

    def _wire(self) -> None:
        page, day = self._page, self._day
        page.asked.connect(self._read)
        day.booking_asked.connect(self.choose)
        day.check_wanted.connect(self._check)
        day.price_wanted.connect(self._want_price)
        day.book_asked.connect(self._book)
        day.drop_asked.connect(self._drop)
        day.move_asked.connect(self._move_to)
        day.extend_asked.connect(self._extend)
        day.act_asked.connect(self._act)
        day.person_opened.connect(self.person_opened)
        day.form_asked.connect(self._ask_form)
        day.searched.connect(self._search)
        day.waiting_wanted.connect(self._ask_waiting)
        page.month_day_asked.connect(self._read_month_day)
        page.undo_asked.connect(self.story.undo)
        page.redo_asked.connect(self.story.redo)
        page.settings_asked.connect(self.settings_asked)
        self.bench.window.section_changed.connect(self._section_changed)

    # reading -------------------------------------------------------------------------------------

    def _section_changed(self, key: str) -> None:
        """The first time that the page shows, and when something changed while it did not."""
        if key == SECTION.key and self.is_open and (self._page.day is None or self._stale):
            self._read()

    def changed(self, changes: Changes) -> None:
        """Read again if ``changes`` concern what shows; later, if the page does not show."""
        if not changes.touches(*CONCERNS) or self._page.day is None:
            return
        if self.bench.window.shown == SECTION.key:
            self._read()
        else:
            self._stale = True

    def spoken(self, _code: str) -> None:
        """The language changed: names of spaces and reasons are read again."""
        if self._page.day is not None:
            self._stale = True
            self._section_changed(self.bench.window.shown)

    def _read(self, _asked: object = None) -> None:
        """Read what the page wants; while a reading is under way, once more after it."""
        if not self.is_open:
            return
        if self._reading:
            self._stale = True
            return
        self._reading, self._stale = True, False
        chosen = self._choose or self._day.chosen
        self._choose = None
        call = partial(calls.read, self.services, self._page.wanted, chosen)
        self.bench.runner.run(call, done=self._show, failed=self.refused, ended=self._reading_ended)

    def _show(self, shown: Shown) -> None:
        self._page.show_read(shown)

    def _reading_ended(self) -> None:
        self._reading = False
        if self._stale or self._choose is not None:
            self._read()

    def _read_month_day(self, day: object) -> None:
        assert isinstance(day, date)
        wanted = self._page.wanted
        if self.is_open and wanted is not None:
            call = partial(self.services.calendar.day, day, wanted.filter)
            self.bench.runner.run(call, done=self._page.show_month_day, failed=self.refused)

    def choose(self, booking: object) -> None:
        """Show a booking beside the day."""
        assert isinstance(booking, UUID)
        call = partial(self.services.calendar.booking, booking)
        self.bench.runner.run(call, done=self._page.open_booking, failed=self._gone)

    def _ask_waiting(self, booking: object) -> None:
        """Who waits for the time of the booking that shows."""
        assert isinstance(booking, UUID)
        call = partial(calls.waiting, self.services, booking)
        self.bench.runner.run(call, done=self._show_waiting, failed=self.refused)

    def _show_waiting(self, found: tuple[UUID, tuple[WaitingRow, ...]]) -> None:
        self._day.show_waiting(*found)

    def _gone(self, error: DeskError) -> None:
        self.refused(error)
        self._read()

    def show_day(self, day: date) -> None:
        """Show the calendar at a day."""
        self.bench.window.go_to(SECTION.key)
        self._page.open_day(day)

    def _ask_form(self, what: object) -> None:
        """Write all that a booking may hold: of a new one in a slot, or of one that is there."""
        if isinstance(what, Slot):
            self._form.new(BookingStart(what.space, what.starts, what.ends))
        elif isinstance(what, BookingRow):
            self._form.edit(what)
        else:
            self._form.new()

    def written(self, booked: object) -> None:
        """A booking was written elsewhere (a ``Booked``): it is chosen, and can be taken back."""
        assert isinstance(booked, Booked)
        self.story.note(booked)
        self._choose = booked.bookings[0]
        if self.bench.window.shown == SECTION.key:
            self._read()

    # what would come of it -----------------------------------------------------------------------

    def _check(self, new: object) -> None:
        assert isinstance(new, NewBooking)
        known = new.person is not None or new.organisation is not None or new.title
        asked = new if known else replace(new, title=" - ")
        call = partial(calls.checked, self.services, new, asked)
        self.bench.runner.run(call, done=self._show_checked, failed=self._not_checked)

    def _show_checked(self, found: SlotChecked) -> None:
        self._day.show_checked(found)

    def _not_checked(self, error: DeskError) -> None:
        """What is typed cannot be judged yet; whoever books is told then."""
        if not isinstance(error, InputError):
            self.refused(error)

    def _want_price(self, ghost: object) -> None:
        """Once the hand rests: what flew by is not asked at all."""
        assert isinstance(ghost, Ghost)
        self._ghost = ghost
        self._price.start()

    def _ask_price(self) -> None:
        if self._ghost is not None and self.is_open:
            call = partial(calls.weigh, self.services, self._ghost)
            self.bench.runner.run(call, done=self._show_price, failed=self._not_checked)

    def _show_price(self, weighed: Weighed) -> None:
        self._day.show_price(weighed.ghost, weighed.checked.price)

    def _search(self, text: str) -> None:
        if text.strip():
            call = partial(calls.search, self.services, text)
            self.bench.runner.run(call, done=self._found, failed=self.refused)

    def _found(self, found: FoundHolders) -> None:
        self._day.show_found(found.text, found.people, found.houses)

    # doing ---------------------------------------------------------------------------------------

    def _do(self, deed: Deed, reason: str = "") -> None:
        self._at_work.append(deed)
        self.story.hold()
        call = partial(calls.carry_out, deed, reason)
        self.bench.runner.run(call, done=self._done, failed=self._failed, ended=self._ended)

    def _done(self, done: Done) -> None:
        if done.deed.choose:
            self._day.booked()
            self._choose = done.booked.bookings[0]
        self._tell(done.deed.done, done.deed.icon, done.booked)

    def _tell(self, words: str, icon: str, booked: Booked) -> None:
        self.story.tell(words, icon, booked)
        self._read()

    def _ended(self) -> None:
        self._at_work.popleft()
        self.story.let_go()

    def _failed(self, error: DeskError) -> None:
        deed = self._at_work[0]
        if isinstance(error, RuleBroken) and error.gives_way:
            self._ask_reason(deed, error)
            return
        self.refused(error)
        self._read()

    def _ask_reason(self, deed: Deed, error: RuleBroken) -> None:
        self._waiting = deed
        words = " ".join(breach_sentence(one) for one in error.breaches)
        explanation = _("You may go on all the same: say why, it stays with the booking.")
        dialog = ReasonDialog(words or error.what, explanation, _("Book all the same"))
        dialog.given.connect(self._reason_given)
        self._open(dialog)

    def _reason_given(self, reason: Reason) -> None:
        if self._waiting is not None:
            self._do(self._waiting, reason.words)

    def _open(self, dialog: ReasonDialog | ConfirmDialog) -> None:
        self._dialog = dialog
        dialog.closed.connect(self._closed)
        dialog.open_over(self.bench.window)

    def _closed(self) -> None:
        self._dialog = None

    def _book(self, new: object) -> None:
        assert isinstance(new, NewBooking)
        book = partial(calls.book, self.services, new)
        words = _("Booked, {times}").format(times=phrases.times(new.starts, new.ends))
        self._do(Deed(book, words, choose=True))

    def _move_to(self, row: object, starts: object, ends: object) -> None:
        assert isinstance(row, BookingRow)
        assert isinstance(starts, datetime)
        assert isinstance(ends, datetime)
        self._do(self._moving(Move(row.id, row.version, starts, ends)))

    def _moving(self, move: Move) -> Deed:
        words = _("Moved to {times}").format(times=phrases.times(move.starts, move.ends))
        return Deed(partial(calls.move, self.services, move), words)

    def _extend(self, row: object, minutes: int) -> None:
        assert isinstance(row, BookingRow)
        extend = partial(calls.extend, self.services, row, minutes)
        self._do(Deed(extend, _("{minutes} min longer").format(minutes=minutes), "timer"))

    def _act(self, key: str, row: object) -> None:
        assert isinstance(row, BookingRow)
        bookings = self.services.bookings
        if key == "confirm":
            self._do(Deed(partial(calls.confirm, bookings.confirm, row), _("Confirmed")))
        elif key == "check_in":
            check_in = partial(calls.check_in, self.services, row)
            self._do(Deed(check_in, _("Checked in"), "log-in"))
        elif key == "restore":
            restore = partial(calls.restore, self.services, row)
            self._do(Deed(restore, _("Taken up again"), "undo-2"))
        elif key == "call_off":
            dialog = CallOffDialog(
                _("Private") if row.private else row.who, phrases.times(row.starts, row.ends)
            )
            act = partial(calls.call_off, self.services, row)
            self.forms.ask(dialog, act, self._called_off)

    def _called_off(self, booked: Booked) -> None:
        self._tell(_("Called off"), "calendar-off", booked)

    # letting down --------------------------------------------------------------------------------

    def _drop(self, ghost: object) -> None:
        """A booking was let down: in another space its price is compared first."""
        assert isinstance(ghost, Ghost)
        assert ghost.block is not None
        if ghost.copied or ghost.slot.space != ghost.block.space:
            call = partial(calls.weigh, self.services, ghost)
            self.bench.runner.run(call, done=self._weigh, failed=self._gone)
        else:
            self._do(self._moving(calls.move_of(ghost)))

    def _weigh(self, weighed: Weighed) -> None:
        ghost, row = weighed.ghost, weighed.row
        if ghost.copied:
            book = partial(calls.book, self.services, calls.again(row, ghost))
            words = phrases.times(ghost.slot.starts, ghost.slot.ends)
            self._do(Deed(book, _("Copied to {times}").format(times=words), choose=True))
        elif _costs_otherwise(weighed):
            self._ask_about_price(weighed)
        else:
            self._do(self._moving(calls.move_of(ghost)))

    def _ask_about_price(self, weighed: Weighed) -> None:
        self._dropped = weighed.ghost
        costs = _("There it costs {new} instead of {old}.").format(
            new=phrases.comes_to(weighed.checked.price), old=phrases.comes_to(weighed.row.price)
        )
        dialog = ConfirmDialog(
            _("Move it at another price?"),
            costs,
            verb=_("Move"),
            safe=_("Leave it"),
            kind="ink",
        )
        dialog.confirmed.connect(self._price_accepted)
        self._open(dialog)

    def _price_accepted(self) -> None:
        if self._dropped is not None:
            self._do(self._moving(calls.move_of(self._dropped)))


def _costs_otherwise(weighed: Weighed) -> bool:
    """Whether another price is to be agreed to. Where credits cannot pay any more there is none: it is refused,
    and says why."""
    new, old = weighed.checked.price, weighed.row.price
    if old.credits and not new.credits and new.cents:
        return False
    return (new.cents, new.credits) != (old.cents, old.credits)
