"""The left of the booking dialog: for whom, what, where and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, day_short, listed, ngettext, number, pgettext
from askadesk.plans.rules import typed_number, wall_time
from askadesk.rooms.rows import NewBooking, SpaceRow, Taking
from askadesk.rooms.typed_times import Times, kept
from askadesk.rooms.words import seats_words
from db.values import BookingStatus
from ui.dialogs.booking_data import Draft
from ui.dialogs.booking_holder import HolderField
from ui.dialogs.booking_more import MoreFields
from ui.widgets.base import Speaking
from ui.widgets.date_field import DateField
from ui.widgets.field import Field, Select, line
from ui.widgets.icon_line import IconLine
from ui.widgets.segmented import Segmented

CONFIRMED, HOLD = "confirmed", "hold"
_HOLDS_FOR = timedelta(days=2)
_HOLDS_TO = 18


class BookingFields(Speaking, QWidget):
    """``edited`` after each change. ``read`` gives the booking as it stands, or says which field is wrong.

    ``more`` holds what most bookings do without, made here and placed by the dialog.
    """

    edited = Signal()

    def __init__(self, draft: Draft, over: QWidget) -> None:
        super().__init__()
        self._draft = draft
        self._zone = draft.now.tzinfo
        self._spaces = {one.id: one for one in draft.spaces}
        self._before = Times(draft.new.starts, draft.new.ends)
        self._until = draft.now
        self.more = MoreFields(draft, over)
        self._make(over)
        self._arrange()
        self._fill()
        self._wire()
        self.retranslate()
        self._follow()

    def _make(self, over: QWidget) -> None:
        self.holder = HolderField(over)
        self.title, self.heads = Field(line()), Field(IconLine("users"))
        self.desks = Field(line())
        self.space, self.day = Field(Select()), Field(DateField())
        self.starts, self.ends = Field(line()), Field(line())
        self.status = Field(Segmented(high=40, fills=True))
        self.hold_day, self.hold_hour = Field(DateField()), Field(line())
        for one, wide in ((self.heads, 96), (self.desks, 96), (self.day, 168)):
            one.setFixedWidth(wide)
        for one in (self.starts, self.ends, self.hold_hour):
            one.setFixedWidth(88)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.holder)
        column.addLayout(_beside(self.title, self.desks, self.heads))
        column.addLayout(_beside(self.space, self.day))
        times = _beside(self.starts, self.ends, self.status)
        times.addStretch(0)
        column.addLayout(times)
        self._hold = QWidget()
        row = QHBoxLayout(self._hold)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.hold_day, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.hold_hour, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._hold)

    def _wire(self) -> None:
        for one in self.typed():
            edit_of(one).textEdited.connect(self._touched)
        self.holder.searched.connect(self._searched)
        self.holder.picked.connect(self._picked)
        self._select().currentIndexChanged.connect(self._space_changed)
        self._segmented().picked.connect(self._status_changed)
        self.more.edited.connect(self._more_edited)

    def typed(self) -> tuple[Field, ...]:
        """The fields that are lines."""
        return (
            self.title,
            self.heads,
            self.desks,
            self.day,
            self.starts,
            self.ends,
            self.hold_day,
            self.hold_hour,
        )

    def by_name(self) -> dict[str, Field]:
        """The fields as the services call them."""
        return {
            "person": self.holder.field,
            "organisation": self.holder.field,
            "title": self.title,
            "heads": self.heads,
            "desks": self.desks,
            "space": self.space,
            "day": self.day,
            "starts": self.starts,
            "ends": self.ends,
            "hold_until": self.hold_day,
            **self.more.by_name(),
        }

    # words -------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.holder.field.say(_("For whom"))
        self.title.say(_("Title"))
        self.heads.say(_("People"))
        self.desks.say(_("Desks"))
        self.starts.say(_("From"))
        self.status.say(pgettext("booking", "State"))
        self.hold_day.say(_("The option lasts until"))
        self.hold_hour.say(pgettext("hour", "At"))
        edit_of(self.title).setPlaceholderText(_("optional"))
        self._say_space()
        self._say_days()
        choices = [
            (CONFIRMED, pgettext("booking", "Confirmed")),
            (HOLD, pgettext("booking", "Option")),
        ]
        control = self._segmented()
        control.offer(choices, control.current or self._first_status())

    def _say_space(self) -> None:
        self._count_spaces()
        control = self._select()
        on = control.value() if control.count() else self._first_space()
        control.blockSignals(True)  # the same choice in other words is no change
        control.offer([(space_words(one), one.id) for one in self._draft.spaces], on)
        control.blockSignals(False)

    def _count_spaces(self) -> None:
        others = len(self.more.spaces.takings)
        more = ngettext("Space, and {count} more", "Space, and {count} more", others)
        self.space.say(more.format(count=number(others)) if others > 0 else _("Space"))

    def _say_days(self) -> None:
        """The label of the end names its day where that is another one."""
        self.day.say(pgettext("repeats", "First day") if self.repeats else _("Day"))
        last = self._last_day()
        words = _("Until") if last is None else _("Until, {day}").format(day=day_short(last))
        self.ends.say(words)

    repeats = False

    def show_repeats(self, repeats: bool) -> None:
        """Whether the day is the first of several."""
        self.repeats = repeats
        self._say_days()

    # what stands in it -------------------------------------------------------------------------

    def show_draft(self, draft: Draft) -> None:
        """Show another draft, as another desk left it or as it was chosen."""
        self._draft = draft
        self.more.show_booking(draft)
        self._fill()
        self._select().pick(self._first_space())
        self._follow()
        self._say_days()

    def _fill(self) -> None:
        new, zone = self._draft.new, self._zone
        starts = new.starts.astimezone(zone)
        self.holder.take(self._draft.holder)
        edit_of(self.title).setText(new.title)
        edit_of(self.title).setCursorPosition(0)
        edit_of(self.heads).setText(str(new.heads))
        edit_of(self.desks).setText(str(new.spaces[0].desks if new.spaces else 1))
        self._show_times(starts, new.ends.astimezone(zone))
        self._until = until = (new.hold_until or self._usual_hold(starts)).astimezone(zone)
        day_of(self.hold_day).show_day(until.date())
        edit_of(self.hold_hour).setText(f"{until:%H:%M}")

    def _show_times(self, starts: datetime, ends: datetime) -> None:
        self._before = Times(starts, ends)
        day_of(self.day).show_day(starts.date())
        edit_of(self.starts).setText(f"{starts:%H:%M}")
        edit_of(self.ends).setText(f"{ends:%H:%M}")

    def _usual_hold(self, starts: datetime) -> datetime:
        """The evening after the next day, but never after the booking begins."""
        until = (self._draft.now + _HOLDS_FOR).replace(
            hour=_HOLDS_TO, minute=0, second=0, microsecond=0
        )
        return min(until, starts)

    def _first_space(self) -> UUID | None:
        spaces = self._draft.new.spaces
        return spaces[0].space if spaces else None

    def _first_status(self) -> str:
        return HOLD if self._draft.new.hold_until is not None else CONFIRMED

    def space_names(self) -> str:
        """The names of all the spaces that are chosen."""
        first = self.chosen_space
        return listed([first.name, *self.more.spaces.names()]) if first is not None else ""

    @property
    def chosen_space(self) -> SpaceRow | None:
        """The space that is chosen."""
        value = self._select().value()
        return self._spaces.get(value) if isinstance(value, UUID) else None

    def choose(
        self, space: UUID, starts: datetime, ends: datetime, instead_of: object = None
    ) -> None:
        """Take another space and time instead; ``instead_of`` is the space that could not be had."""
        if not self.more.spaces.swap(instead_of, space):
            self._select().pick(space)
        self._show_times(starts.astimezone(self._zone), ends.astimezone(self._zone))
        self._touched()

    def read(self) -> NewBooking:
        """The booking as it stands. Raises InputError that names the field."""
        if self.holder.text() and self.holder.holder is None:
            raise InputError(_("Choose one of those found, or empty the field."), field="person")
        return self.wish()

    def wish(self) -> NewBooking:
        """The same, for whoever it may be. Raises InputError that names the field."""
        times = self._times(self.read_day())
        holder = self.holder.holder
        new = replace(
            self._draft.new,
            spaces=self._takings(),
            starts=times.starts,
            ends=times.ends,
            person=self._contact(),
            organisation=holder.organisation if holder is not None else None,
            title=edit_of(self.title).text().strip(),
            heads=_count(self.heads, "heads"),
            hold_until=self._hold_until(),
        )
        return self.more.read(new)

    def _contact(self) -> UUID | None:
        """Who holds it, or speaks for the organisation that does: as long as that is the same one."""
        holder, before = self.holder.holder, self._draft.new
        if holder is None or holder.organisation is None:
            return holder.person if holder is not None else None
        return before.person if before.organisation == holder.organisation else None

    def _takings(self) -> tuple[Taking, ...]:
        space, before = self.chosen_space, self._draft.new.spaces
        if space is None:
            return ()
        desks = _count(self.desks, "desks") if space.units > 1 else 1
        if before and before[0].space == space.id:
            first = replace(before[0], desks=desks)
        else:
            first = Taking(space.id, desks)
        self.more.spaces.check()
        return (first, *self.more.spaces.takings)

    def read_day(self) -> date:
        """The day. Raises InputError."""
        day = day_of(self.day).day("day")
        if day is None:
            raise InputError(_("Which day is it?"), field="day")
        return day

    def _times(self, day: date) -> Times:
        return self._before.typed(day, _hour(self.starts, "starts"), _hour(self.ends, "ends"))

    def _last_day(self) -> date | None:
        """The day of the end, where it is another one."""
        try:
            day = self.read_day()
            days = self._times(day).days_on
        except InputError:
            return None
        return day + timedelta(days=days) if days else None

    def _hold_until(self) -> datetime | None:
        if self._hold.isHidden():
            return None
        day = day_of(self.hold_day).day("hold_until")
        if day is None:
            raise InputError(_("Until when does the option last?"), field="hold_until")
        return kept(self._until, day, _hour(self.hold_hour, "hold_until"))

    # while typing ------------------------------------------------------------------------------

    def _touched(self) -> None:
        self._say_days()
        self.edited.emit()

    def _more_edited(self) -> None:
        self._count_spaces()
        self.edited.emit()

    def _searched(self, _text: str) -> None:
        self.edited.emit()

    def _picked(self, _person: object) -> None:
        self.holder.field.forgive()
        self.edited.emit()

    def _space_changed(self, _at: int) -> None:
        self.space.forgive()
        self._follow()
        self.edited.emit()

    def _status_changed(self, _key: str) -> None:
        self._follow()
        self.edited.emit()

    def _follow(self) -> None:
        """Show the fields that mean something: desks of a zone, the end of an option."""
        space, row = self.chosen_space, self._draft.row
        self.desks.setVisible(space is not None and space.units > 1)
        self.more.spaces.show_first(space.id if space is not None else None)
        self._count_spaces()
        held = self._segmented().current == HOLD
        if row is not None:
            held = row.status is BookingStatus.HOLD
        self.status.setVisible(row is None)
        self._hold.setVisible(held)

    def _select(self) -> Select:
        control = self.space.control
        assert isinstance(control, Select)
        return control

    def _segmented(self) -> Segmented:
        control = self.status.control
        assert isinstance(control, Segmented)
        return control


def space_words(space: SpaceRow) -> str:
    """``Sala Dora · 8 posti``."""
    return _("{space} · {seats}").format(space=space.name, seats=seats_words(space.fields.seats))


def _count(field: Field, name: str) -> int:
    return typed_number(edit_of(field).text(), name) or 1


def _hour(field: Field, name: str) -> time:
    return wall_time(edit_of(field).text(), name)


def edit_of(one: Field) -> QLineEdit:
    """The line of a field."""
    control = one.control
    assert isinstance(control, QLineEdit)
    return control


def day_of(one: Field) -> DateField:
    """The line of a field for a day."""
    control = one.control
    assert isinstance(control, DateField)
    return control


def _beside(*fields: Field) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    for one in fields:
        fixed = one.minimumWidth() == one.maximumWidth()
        row.addWidget(one, 0 if fixed else 1, Qt.AlignmentFlag.AlignTop)
    return row
