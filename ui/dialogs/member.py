"""Who belongs to an organisation: found by name, from a day on; and the last day of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, pgettext
from askadesk.people.rows import MemberRow
from askadesk.presence.rows import FoundPerson
from ui.dialogs.form import FormDialog, text_of
from ui.widgets.date_field import DateField
from ui.widgets.field import Field, line
from ui.widgets.person_field import PersonField


@dataclass(frozen=True, slots=True)
class MemberAsked:
    """Who is to belong, from when, until when (included), as what."""

    person: UUID
    since: date
    until: date | None
    role: str


class MemberDialog(FormDialog):
    """``answered`` carries a ``MemberAsked``; answer ``searched`` with ``show_found``."""

    searched = Signal(str)

    def __init__(self, organisation: str, today: date) -> None:
        super().__init__(wide=560)
        self._name, self._today = organisation, today
        self.who = PersonField(self)
        self.who.searched.connect(self.searched)
        self.body.addWidget(self.who)
        self.fields["person"] = self.who.field
        self.since, self.until = Field(DateField(today)), Field(DateField())
        self.role = Field(line())
        self.add(since=self.since, until=self.until)
        self.add(role=self.role)
        self.retranslate()

    def retranslate(self) -> None:
        self.say_heading(
            _("Add someone to {organisation}").format(organisation=self._name),
            _("They may use its plan from the first day to the last."),
        )
        self.who.field.say(_("Person"))
        self.since.say(pgettext("day", "From"))
        self.until.say(_("Until (included)"))
        self.until.control.setPlaceholderText(_("optional"))  # type: ignore[attr-defined]
        self.role.say(_("What they do"))
        self.leave.say(_("Leave it"))
        self.do.say(_("Add"))

    def show_found(self, text: str, people: Sequence[FoundPerson]) -> None:
        """Show who was found for ``text``."""
        self.who.show_found(text, people)

    def read(self) -> MemberAsked:
        person = self.who.person
        if person is None:
            raise InputError(_("Choose one of the people found."), field="person")
        since = self.since.control.day("since")  # type: ignore[attr-defined]
        until = self.until.control.day("until")  # type: ignore[attr-defined]
        since = since or self._today
        if until is not None and until < since:
            raise InputError(_("The last day comes before the first."), field="until")
        return MemberAsked(person, since, until, text_of(self.role))


class MemberEndDialog(FormDialog):
    """``answered`` carries the last day (a date)."""

    def __init__(self, row: MemberRow, organisation: str, today: date) -> None:
        super().__init__()
        self.row, self._name, self._today = row, organisation, today
        self.until = Field(DateField(today))
        self.add(until=self.until)
        self.retranslate()

    def retranslate(self) -> None:
        self.say_heading(
            _("{name} leaves {organisation}").format(name=self.row.name, organisation=self._name),
            _("Past days stay as they are. Their own plans are not touched."),
        )
        self.until.say(_("Last day"))
        self.leave.say(_("Leave it"))
        self.do.say(_("End"))

    def read(self) -> date:
        day = self.until.control.day("until")  # type: ignore[attr-defined]
        found: date = day or self._today
        return found
