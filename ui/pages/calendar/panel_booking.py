"""The booking that is chosen: who, when, where, for how much, and what can be done with it now."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, day_weekday, hour
from askadesk.plans.rules import wall_time
from askadesk.rooms.on_the_day import can_go_on, later
from askadesk.rooms.rows import Block, BookingRow, SpaceDay
from askadesk.rooms.typed_times import Times
from askadesk.rooms.words import features_words, seats_words, status_name
from db.values import BookingStatus, CalledOffBy
from ui.fonts import Role
from ui.pages.calendar import phrases
from ui.pages.calendar.facts import Fact, PriceLines
from ui.pages.calendar.panel_waiting import WaitingHere
from ui.widgets.base import Speaking
from ui.widgets.button import Button, LinkButton
from ui.widgets.card import Rule
from ui.widgets.chip import Chip
from ui.widgets.field import Field, line
from ui.widgets.scroll import ScrollColumn
from ui.widgets.text import Text

EXTENSIONS = (15, 30)
_AHEAD = (BookingStatus.HOLD, BookingStatus.CONFIRMED)
_STANDS = (*_AHEAD, BookingStatus.IN_USE)
_GONE = (BookingStatus.CANCELLED, BookingStatus.NO_SHOW)
CHECK_IN_FROM_MINUTES = 30


class BookingView(Speaking, QWidget):
    """``moved`` carries start and end as they were typed; ``extended`` minutes; ``person_asked`` the
    person (UUID) who holds it."""

    moved = Signal(object, object)
    extended = Signal(int)
    person_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.row: BookingRow | None = None
        self.status, self.who = Chip(), Text(role=Role.HEADING, wrap=True, lines=2, elide=True)
        self.title = Text(tone="text2", wrap=True, lines=3, elide=True)
        self.space, self.when = Fact("map-pin"), Fact("clock")
        self.people, self.features, self.note = Fact("users"), Fact("monitor"), Fact("file-text")
        self.why = Fact("info")
        self.contact = LinkButton(icon="user")
        self.price = PriceLines()
        self.waiting = WaitingHere()
        self.starts, self.ends = Field(line()), Field(line())
        self.go = Button(size=40)
        self.more = [Button(size=32) for _minutes in EXTENSIONS]
        self._until_now: datetime | None = None
        self._lay_out()
        self.go.clicked.connect(self._move)
        self.contact.clicked.connect(self._ask_person)
        for field in (self.starts, self.ends):
            _edit(field).returnPressed.connect(self._move)
        for minutes, button in zip(EXTENSIONS, self.more, strict=True):
            button.clicked.connect(partial(self._extend, minutes))

    def _lay_out(self) -> None:
        body = ScrollColumn()
        body.set_margins(16, 16, 16, 16)
        column = body.column
        column.setSpacing(8)
        left = Qt.AlignmentFlag.AlignLeft
        column.addWidget(self.status, 0, left)
        column.addWidget(self.who)
        column.addWidget(self.title)
        for fact in (self.space, self.when, self.people, self.features, self.note, self.why):
            column.addWidget(fact)
        self._rule = Rule()
        column.addWidget(self._rule)
        column.addWidget(self.contact, 0, left)
        column.addWidget(self.price)
        self._times = QWidget()
        times = QHBoxLayout(self._times)
        times.setContentsMargins(0, 8, 0, 0)
        times.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        times.addWidget(self.starts, 1, top)
        times.addWidget(self.ends, 1, top)
        times.addWidget(_below_label(self.go), 0, top)
        column.addWidget(self._times)
        self._longer = QWidget()
        longer = QHBoxLayout(self._longer)
        longer.setContentsMargins(0, 0, 0, 0)
        longer.setSpacing(8)
        for button in self.more:
            longer.addWidget(button)
        longer.addStretch(1)
        column.addWidget(self._longer)
        column.addWidget(self.waiting)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(body)

    # showing -----------------------------------------------------------------------------------

    def show_booking(self, row: BookingRow, day: SpaceDay | None, block: Block | None) -> None:
        """Show a booking; ``day`` is the row on which it stands and ``block`` how it stands there."""
        same = self.row is not None and self.row.id == row.id
        fresh = self.row is None or not same or self.row.version != row.version
        self.row, self._day, self._block = row, day, block
        if not same:
            self.waiting.show_rows(())
        self._say_booking(row, day, block)
        self.price.show_price(row.price if row.price.lines else None)
        stands = row.status in _STANDS
        self._times.setVisible(stands)
        if fresh:
            _edit(self.starts).setText(hour(row.starts))
            _edit(self.ends).setText(hour(row.ends))
            self._forgive()
        self._offer_longer(row, day, block)

    def _say_booking(self, row: BookingRow, day: SpaceDay | None, block: Block | None) -> None:
        self.status.say(self._status(row), phrases.TONES[row.status], phrases.ICONS[row.status])
        self.who.say(_("Private") if row.private else row.who or _("Nobody named"))
        self.title.say("" if row.private or row.title == row.who else row.title)
        self.title.setVisible(bool(self.title.text()))
        space = phrases.spaces_words(row.space_names)
        if day is not None and len(row.space_names) == 1:
            seats = seats_words(day.space.fields.seats)
            space = _("{space} · {seats}").format(space=space, seats=seats)
        self.space.say(space)
        self.when.say(self._when(row, block))
        self.people.say("" if row.private else phrases.people_words(row))
        self.features.say(features_words(day.space.fields.features) if day is not None else "")
        self.note.say("" if row.private else row.note)
        self.why.say(self._why(row))
        name = row.contact or (row.holder if row.person is not None else "")
        self.contact.say(name)
        named = bool(name) and row.person is not None and not row.private
        self.contact.setVisible(named)
        self._rule.setVisible(named or bool(row.price.lines))
        self.contact.setAccessibleName(_("Open the page of {name}").format(name=name))

    def _status(self, row: BookingRow) -> str:
        if row.status is BookingStatus.HOLD and row.expires_at is not None:
            words = _("Option until {day}, {hour}")
            at = row.expires_at
            return words.format(day=day_weekday(at.date()), hour=hour(at))
        return status_name(row.status)

    def _when(self, row: BookingRow, block: Block | None) -> str:
        words = [day_weekday(row.starts.date()), phrases.times(row.starts, row.ends)]
        said = _("{day}, {times}").format(day=words[0], times=words[1])
        if block is None:
            return said
        extra = phrases.buffers_words(block.starts, block.ends, block.set_up_from, block.cleaned_by)
        return f"{said} {extra}".strip()

    def _why(self, row: BookingRow) -> str:
        if row.status is not BookingStatus.CANCELLED or row.cancelled_by is None:
            return row.reason
        words = called_off_by(row.cancelled_by)
        return _("{who}: {why}").format(who=words, why=row.reason) if row.reason else words

    def _offer_longer(self, row: BookingRow, day: SpaceDay | None, block: Block | None) -> None:
        """So much longer as nobody else is there."""
        stands = row.status in _STANDS and day is not None and block is not None
        for minutes, button in zip(EXTENSIONS, self.more, strict=True):
            can = stands and can_go_on(day, block, minutes)  # type: ignore[arg-type]
            button.setVisible(can)
            button.say(_("+{minutes} min").format(minutes=minutes))
            until = hour(later(row.ends, minutes))
            button.setAccessibleName(_("Until {hour}").format(hour=until))
            button.setToolTip(_("Until {hour}").format(hour=until))
        self._longer.setVisible(any(not button.isHidden() for button in self.more))

    def yellow(self, now: datetime | None) -> str:
        """The one thing to do next: the key of an action, "" when there is none."""
        row = self.row
        if row is None:
            return ""
        if row.status is BookingStatus.HOLD:
            return "confirm"
        if row.status is BookingStatus.CONFIRMED and now is not None:
            soon = later(row.starts, -CHECK_IN_FROM_MINUTES) <= now < row.ends
            return "check_in" if soon else ""
        return "restore" if row.status in _GONE else ""

    def can_call_off(self) -> bool:
        """Whether it has not begun."""
        return self.row is not None and self.row.status in _AHEAD

    # asking ------------------------------------------------------------------------------------

    def _move(self) -> None:
        row = self.row
        if row is None:
            return
        self._forgive()
        try:
            times = self._typed(row)
        except InputError as error:
            self.complain(error)
            return
        if (times.starts, times.ends) != (row.starts, row.ends):
            self.moved.emit(times.starts, times.ends)

    def _typed(self, row: BookingRow) -> Times:
        first = wall_time(_edit(self.starts).text(), "starts")
        last = wall_time(_edit(self.ends).text(), "ends")
        return Times(row.starts, row.ends).typed(row.starts.date(), first, last)

    def complain(self, error: InputError) -> None:
        """Say beside the field what to change."""
        field = self.ends if error.field == "ends" else self.starts
        field.complain(" ".join(filter(None, (error.what, error.todo))))
        field.control.setFocus()

    def _forgive(self) -> None:
        for field in (self.starts, self.ends):
            field.forgive()

    def _extend(self, minutes: int) -> None:
        self.extended.emit(minutes)

    def _ask_person(self) -> None:
        if self.row is not None and self.row.person is not None:
            self.person_asked.emit(self.row.person)

    def retranslate(self) -> None:
        self.starts.say(_("From"))
        self.ends.say(_("Until"))
        self.go.say(_("Move"))
        if self.row is not None:
            self.show_booking(self.row, self._day, self._block)


def called_off_by(who: CalledOffBy) -> str:
    """Who called a booking off."""
    return {
        CalledOffBy.HOLDER: _("Called off by who booked"),
        CalledOffBy.DESK: _("Called off at the desk"),
        CalledOffBy.HUB: _("Called off by the hub"),
        CalledOffBy.TIME: _("The option ran out"),
    }[who]


def _edit(field: Field) -> QLineEdit:
    control = field.control
    assert isinstance(control, QLineEdit)
    return control


def _below_label(button: Button) -> QWidget:
    """A button that stands beside fields, as high as their lines."""
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 24, 0, 0)
    column.addWidget(button)
    return held
