"""A right that rests for some days, or holds longer than was bought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtWidgets import QLineEdit

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, day_long, ngettext
from ui.dialogs.form import FormDialog, text_of
from ui.fonts import Role
from ui.widgets.date_field import DateField
from ui.widgets.field import Field, line
from ui.widgets.text import Text

_USUAL = timedelta(days=13)


@dataclass(frozen=True, slots=True)
class PauseAsked:
    """The days of rest, both included, and why."""

    starts: date
    ends: date
    reason: str


@dataclass(frozen=True, slots=True)
class ExtensionAsked:
    """The new last day, and why."""

    until: date
    reason: str


class PauseDialog(FormDialog):
    """``answered`` carries a ``PauseAsked``. It says until when the right will hold."""

    def __init__(self, plan: str, today: date, until: date | None) -> None:
        super().__init__()
        self._plan, self._until = plan, until
        self.starts, self.ends = Field(DateField(today)), Field(DateField(today + _USUAL))
        self.reason = Field(line())
        self.add(starts=self.starts, ends=self.ends)
        self.add(reason=self.reason)
        self.outcome = Text(role=Role.SECOND, tone="text2", wrap=True)
        self.body.addWidget(self.outcome)
        for one in (self.starts, self.ends):
            edit = one.control
            assert isinstance(edit, QLineEdit)
            edit.textChanged.connect(self._say_outcome)
        self.retranslate()

    def retranslate(self) -> None:
        self.say_heading(
            _("Pause {plan}").format(plan=self._plan),
            _("It lets nobody in while it rests, and holds longer by as many days."),
        )
        self.starts.say(_("First day"))
        self.ends.say(_("Last day"))
        self.reason.say(_("Reason"))
        self.leave.say(_("Leave it"))
        self.do.say(_("Pause"))
        self._say_outcome()

    def _days(self) -> tuple[date, date]:
        starts, ends = _day(self.starts, "starts"), _day(self.ends, "ends")
        if ends < starts:
            raise InputError(_("This pause would end before it begins."), field="ends")
        return starts, ends

    def _say_outcome(self) -> None:
        try:
            starts, ends = self._days()
        except InputError:
            self.outcome.say(" ")
            return
        count = (ends - starts).days + 1
        words = ngettext("{count} day of rest.", "{count} days of rest.", count)
        said = words.format(count=count)
        if self._until is not None:
            day = day_long(self._until + timedelta(days=count))
            said = _("{rest} It will hold until {day}.").format(rest=said, day=day)
        self.outcome.say(said)

    def read(self) -> PauseAsked:
        starts, ends = self._days()
        return PauseAsked(starts, ends, _reason(self.reason))


class ExtendDialog(FormDialog):
    """``answered`` carries an ``ExtensionAsked``."""

    def __init__(self, plan: str, until: date) -> None:
        super().__init__()
        self._plan, self._before = plan, until
        self.until = Field(DateField(until + timedelta(days=30)))
        self.reason = Field(line())
        self.add(until=self.until)
        self.add(reason=self.reason)
        self.retranslate()

    def retranslate(self) -> None:
        self.say_heading(
            _("Extend {plan}").format(plan=self._plan),
            _("It holds until {day} now. The day that stood stays in the register.").format(
                day=day_long(self._before)
            ),
        )
        self.until.say(_("Last day"))
        self.reason.say(_("Reason"))
        self.leave.say(_("Leave it"))
        self.do.say(_("Extend"))

    def read(self) -> ExtensionAsked:
        until = _day(self.until, "until")
        if until <= self._before:
            raise InputError(
                _("This is no later than the day that stands."),
                field="until",
                todo=_("Choose a later day."),
            )
        return ExtensionAsked(until, _reason(self.reason))


def _day(one: Field, name: str) -> date:
    control = one.control
    assert isinstance(control, DateField)
    day = control.day(name)
    if day is None:
        raise InputError(_("A day is needed here."), field=name)
    return day


def _reason(one: Field) -> str:
    words = text_of(one)
    if not words:
        raise InputError(_("Write why, in a few words: it stays in the register."), field="reason")
    return words
