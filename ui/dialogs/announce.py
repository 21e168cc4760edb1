"""Annuncia una visita: who comes, for whom, when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from askadesk.core.errors import InputError
from askadesk.core.i18n import _
from askadesk.plans.rules import wall_time
from askadesk.presence.rows import FoundPerson
from ui.dialogs.base import Dialog
from ui.widgets.button import Button
from ui.widgets.date_field import DateField
from ui.widgets.field import Field, line, note
from ui.widgets.person_field import PersonField

_USUAL_LENGTH = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class AnnouncedVisit:
    """What was written. ``starts`` and ``ends`` are aware, in the hub's zone."""

    given: str
    family: str
    organisation: str
    host: UUID | None
    starts: datetime
    ends: datetime
    title: str
    note: str


class AnnounceDialog(Dialog):
    """``announced`` carries an ``AnnouncedVisit``; the dialog stays open until ``finish``.

    When the visit could not be announced, ``complain`` shows why beside the field that it concerns;
    nothing of what was typed is lost. ``host_searched`` asks for hosts; answer with ``show_hosts``.
    """

    announced = Signal(object)
    host_searched = Signal(str)

    def __init__(self, now: datetime) -> None:
        super().__init__(wide=640, padding=32)
        self._zone, self._today = now.tzinfo, now.date()
        self.given, self.family = Field(line()), Field(line())
        self.organisation, self.about = Field(line()), Field(line())
        self.host = PersonField(self)
        self.host.searched.connect(self.host_searched)
        self.day, self.starts, self.ends = Field(DateField()), Field(line()), Field(line())
        self.note = Field(note(lines=2))
        self.body.setSpacing(12)
        for pair in (
            (self.given, self.family),
            (self.organisation, self.about),
            (self.host,),
            (self.day, self.starts, self.ends),
            (self.note,),
        ):
            self.body.addLayout(_beside(*pair))
        self._leave = self.add_button(Button(key="Esc"))
        self._do = self.add_button(Button(kind="accent", key="F2"))
        self._leave.clicked.connect(self.close_down)
        self._do.clicked.connect(self.accept)
        self._set_times(now)
        self.retranslate()

    def retranslate(self) -> None:
        self.say_heading(
            _("Announce a visitor"), _("Whoever is announced comes in without a pass of their own.")
        )
        self.given.say(_("Given name"))
        self.family.say(_("Family name"))
        self.organisation.say(_("Organisation"))
        self.about.say(_("What for"))
        self.host.field.say(_("For whom"))
        self.day.say(_("Day"))
        self.starts.say(_("From"))
        self.ends.say(_("Until"))
        self.note.say(_("Note for the desk"))
        self._leave.say(_("Leave it"))
        self._do.say(_("Announce"))

    def first(self) -> QWidget:
        return self.given.control

    def _set_times(self, now: datetime) -> None:
        """From the next quarter of an hour, for an hour."""
        start = now + timedelta(minutes=15 - now.minute % 15)
        end = start + _USUAL_LENGTH
        if end.date() != now.date():
            start, end = now.replace(hour=22, minute=45), now.replace(hour=23, minute=45)
        self._day_edit().show_day(now.date())
        _line(self.starts).setText(f"{start:%H:%M}")
        _line(self.ends).setText(f"{end:%H:%M}")

    def _day_edit(self) -> DateField:
        control = self.day.control
        assert isinstance(control, DateField)
        return control

    # answering ---------------------------------------------------------------------------------

    def show_hosts(self, text: str, people: Sequence[FoundPerson]) -> None:
        """Show who was found for ``text``."""
        self.host.show_found(text, people)

    def accept(self) -> None:
        try:
            visit = self._checked()
        except InputError as error:
            self.complain(error)
            return
        self._do.setEnabled(False)
        self.announced.emit(visit)

    def _checked(self) -> AnnouncedVisit:
        """What can be announced as it stands. Raises InputError with the ``field`` that cannot."""
        if not _text(self.given) and not _text(self.family):
            raise InputError(_("Who is coming? A name is enough."), field="given")
        if self.host.text() and self.host.person is None:
            raise InputError(_("Choose one of the people found, or empty the field."), field="host")
        visit = self.written()
        if visit.ends <= visit.starts:
            raise InputError(_("The visit would end before it begins."), field="ends")
        return visit

    def written(self) -> AnnouncedVisit:
        """What stands in the fields. Raises InputError where a day or an hour cannot be read."""
        day = self._day()
        note_edit = self.note.control
        return AnnouncedVisit(
            given=_text(self.given),
            family=_text(self.family),
            organisation=_text(self.organisation),
            host=self.host.person,
            starts=self._moment(day, self.starts, "starts"),
            ends=self._moment(day, self.ends, "ends"),
            title=_text(self.about),
            note=note_edit.toPlainText().strip(),  # type: ignore[attr-defined]
        )

    def _day(self) -> date:
        day = self._day_edit().day("day")
        if day is None:
            raise InputError(
                _("This is not a day yet."),
                field="day",
                todo=_("Write day, month and year, such as 17/11/1992."),
            )
        if day < self._today:
            raise InputError(
                _("This day is past."), field="day", todo=_("Choose today or a later day.")
            )
        return day

    def _moment(self, day: date, field: Field, name: str) -> datetime:
        return datetime.combine(day, wall_time(_text(field), name), self._zone)

    def complain(self, error: InputError) -> None:
        """Say beside the field what to change; the field gets the focus."""
        fields = {
            "given": self.given,
            "family": self.family,
            "organisation": self.organisation,
            "title": self.about,
            "host": self.host.field,
            "day": self.day,
            "starts": self.starts,
            "ends": self.ends,
            "note": self.note,
        }
        field = fields.get(error.field or "", self.given)
        for one in fields.values():
            one.forgive()
        field.complain(" ".join(filter(None, (error.what, error.todo))))
        field.control.setFocus()
        self._do.setEnabled(True)

    def again(self) -> None:
        """It was not announced, for a reason that no field can mend; what was typed stays."""
        self._do.setEnabled(True)

    def finish(self) -> None:
        """It was announced."""
        self.close_down()


def _text(field: Field) -> str:
    control = field.control
    return control.text().strip()  # type: ignore[attr-defined,no-any-return]


def _line(field: Field) -> QLineEdit:
    control = field.control
    assert isinstance(control, QLineEdit)
    return control


def _beside(*fields: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    # Of three, the day is the widest: its sentences are the longest, and three lines are all there is.
    first = 4 if len(fields) == 3 else 3
    for field in fields:
        row.addWidget(field, first if field is fields[0] else 3, Qt.AlignmentFlag.AlignTop)
    return row
