"""Annuncia una visita: who comes, for whom, when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from askadesk.core.errors import InputError
from askadesk.core.i18n import _
from askadesk.presence.rows import FoundPerson
from ui.dialogs.base import Dialog
from ui.widgets.button import Button
from ui.widgets.field import DayEdit, Field, HourEdit, line, note
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
        self._zone = now.tzinfo
        self.given, self.family = Field(line()), Field(line())
        self.organisation, self.about = Field(line()), Field(line())
        self.host = PersonField(self)
        self.host.searched.connect(self.host_searched)
        self.day, self.starts, self.ends = Field(DayEdit()), Field(HourEdit()), Field(HourEdit())
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
        self._day_edit().setDate(QDate(now.year, now.month, now.day))
        self._day_edit().setMinimumDate(QDate(now.year, now.month, now.day))
        _time_edit(self.starts).setTime(QTime(start.hour, start.minute))
        _time_edit(self.ends).setTime(QTime(end.hour, end.minute))

    def _day_edit(self) -> DayEdit:
        control = self.day.control
        assert isinstance(control, DayEdit)
        return control

    # answering ---------------------------------------------------------------------------------

    def show_hosts(self, text: str, people: Sequence[FoundPerson]) -> None:
        """Show who was found for ``text``."""
        self.host.show_found(text, people)

    def accept(self) -> None:
        wrong = self._wrong()
        if wrong is not None:
            self.complain(wrong)
            return
        self._do.setEnabled(False)
        self.announced.emit(self.written())

    def _wrong(self) -> InputError | None:
        """What cannot be announced as it stands."""
        if not _text(self.given) and not _text(self.family):
            return InputError(_("Who is coming? A name is enough."), field="given")
        if self.host.text() and self.host.person is None:
            return InputError(
                _("Choose one of the people found, or empty the field."), field="host"
            )
        if _time_edit(self.ends).time() <= _time_edit(self.starts).time():
            return InputError(_("The visit would end before it begins."), field="ends")
        return None

    def written(self) -> AnnouncedVisit:
        """What stands in the fields."""
        day = _as_date(self._day_edit().date())
        note_edit = self.note.control
        return AnnouncedVisit(
            given=_text(self.given),
            family=_text(self.family),
            organisation=_text(self.organisation),
            host=self.host.person,
            starts=self._moment(day, self.starts),
            ends=self._moment(day, self.ends),
            title=_text(self.about),
            note=note_edit.toPlainText().strip(),  # type: ignore[attr-defined]
        )

    def _moment(self, day: date, field: Field) -> datetime:
        chosen = _time_edit(field).time()
        return datetime.combine(day, time(chosen.hour(), chosen.minute()), self._zone)

    def complain(self, error: InputError) -> None:
        """Say beside the field what to change; the field gets the focus."""
        fields = {
            "given": self.given,
            "family": self.family,
            "organisation": self.organisation,
            "title": self.about,
            "host": self.host.field,
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


def _time_edit(field: Field) -> HourEdit:
    control = field.control
    assert isinstance(control, HourEdit)
    return control


def _as_date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def _beside(*fields: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    for field in fields:
        row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return row
