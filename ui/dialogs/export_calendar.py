"""Esporta il calendario: which bookings go into the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from askadesk.core.i18n import _
from askadesk.rooms.rows import SpaceRow
from ui.dialogs.form import FormDialog
from ui.widgets.field import Field, Select


@dataclass(frozen=True, slots=True)
class CalendarExport:
    """What goes into a calendar: all bookings, those of a space or of a person, called ``name``."""

    space: UUID | None = None
    person: UUID | None = None
    name: str = ""


class ExportCalendarDialog(FormDialog):
    """``answered`` carries the ``CalendarExport``. ``person`` is whoever is shown, chosen at first."""

    def __init__(self, spaces: Sequence[SpaceRow], person: CalendarExport | None = None) -> None:
        super().__init__()
        self._person = person
        self._offered = [CalendarExport(space=one.id, name=one.name) for one in spaces]
        self.what = Select()
        self.add(what=Field(self.what))
        self.retranslate()

    def retranslate(self) -> None:
        self.say_heading(
            _("Export the calendar"),
            _(
                "A file that Google, Outlook and Apple read. Private bookings are in it without a name."
            ),
        )
        self.fields["what"].say(_("Which bookings"))
        choices: list[tuple[str, object]] = [(_("All bookings"), CalendarExport())]
        if self._person is not None:
            words = _("Those of {name}").format(name=self._person.name)
            choices.insert(0, (words, self._person))
        choices += [(one.name, one) for one in self._offered]
        on = self.what.value() if self.what.count() else choices[0][1]
        self.what.offer(choices, on)
        self.leave.say(_("Leave it"))
        self.do.say(_("Choose where"))

    def read(self) -> CalendarExport:
        chosen = self.what.value()
        assert isinstance(chosen, CalendarExport)
        return chosen
