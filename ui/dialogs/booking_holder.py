"""The field that finds for whom a booking is: a person or an organisation."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from askadesk.core.i18n import _
from askadesk.people.rows import OrganisationRow
from askadesk.people.rules import initials_of
from askadesk.presence.rows import FoundPerson
from ui.dialogs.booking_data import Holder
from ui.widgets.person_field import PersonField

_MOST_PEOPLE = 3


class HolderField(PersonField):
    """Answer ``searched`` with ``show_holders``; ``holder`` is who was chosen."""

    def __init__(self, over: QWidget) -> None:
        self._houses: set[UUID] = set()
        super().__init__(over)

    def retranslate(self) -> None:
        self.edit.setPlaceholderText(_("A person or an organisation"))

    @property
    def holder(self) -> Holder | None:
        """Who was chosen; None when nobody was."""
        chosen = self.person
        if chosen is None:
            return None
        if chosen in self._houses:
            return Holder(self.text(), organisation=chosen)
        return Holder(self.text(), person=chosen)

    def take(self, holder: Holder | None) -> None:
        """Show ``holder`` as chosen."""
        if holder is None:
            return
        if holder.organisation is not None:
            self._houses.add(holder.organisation)
        chosen = holder.organisation or holder.person
        if chosen is not None:
            self.choose(chosen, holder.name)
            self.edit.setCursorPosition(0)

    def show_holders(
        self, text: str, people: Sequence[FoundPerson], houses: Sequence[OrganisationRow]
    ) -> None:
        """Show the people and the organisations found for ``text``."""
        self._houses |= {one.id for one in houses}
        shown = people[:_MOST_PEOPLE] if houses else people
        self.show_found(text, [*shown, *(_as_hit(one) for one in houses)])


def _as_hit(house: OrganisationRow) -> FoundPerson:
    about = " · ".join(filter(None, (_("Organisation"), house.vat_number)))
    return FoundPerson(house.id, house.name, initials_of(house.name), about, "", "", None)
