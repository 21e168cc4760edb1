"""People and organisations at the desk: joins their pages, forms and operations."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from askadesk.core.changes import Changes
from ui.operations.base import Bench
from ui.operations.organisations import OrganisationOperations
from ui.operations.people import PersonOperations
from ui.operations.person_form import PersonFormOperations
from ui.operations.places import Places
from ui.pages.organisation import page as organisation_page
from ui.pages.people.page import SECTION
from ui.pages.person import page as person_page


class PeopleDesk(QObject):
    """``card_asked``, ``let_in_asked`` and ``let_out_asked`` carry a person (UUID)."""

    card_asked = Signal(object)
    let_in_asked = Signal(object)
    let_out_asked = Signal(object)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.window)
        window = self._window = bench.window
        self.person, self.organisation = (
            person_page.OnePersonPage(),
            organisation_page.OneOrganisationPage(),
        )
        window.add_inner(person_page.KEY, self.person, SECTION.key)
        window.add_inner(organisation_page.KEY, self.organisation, SECTION.key)
        places = Places(window, SECTION.key)
        self.one = PersonOperations(bench, self.person, places)
        self.house = OrganisationOperations(bench, self.organisation, places)
        self.form = PersonFormOperations(bench)
        self._wire()

    def _wire(self) -> None:
        for asks in (self.one, self.form):
            asks.card_asked.connect(self.card_asked)
            asks.let_in_asked.connect(self.let_in_asked)
        self.one.let_out_asked.connect(self.let_out_asked)
        self.one.edit_asked.connect(self.form.edit)
        self.one.organisation_opened.connect(self.house.open)
        self.house.person_opened.connect(self.one.open)
        self.form.person_opened.connect(self.one.open)

    def new(self) -> None:
        """Ask for someone new, with a first plan and the entry if wished.

        A name that stands in the scan field, where nobody was found for it, is not typed twice.
        """
        name = self._window.top.scan.text().strip()
        is_name = bool(name) and not any(char.isdigit() for char in name)
        if is_name:
            self._window.empty_field()
        self.form.new(name if is_name else "")

    def changed(self, changes: object) -> None:
        """Something was written, here or at another desk."""
        assert isinstance(changes, Changes)
        self.one.changed(changes)
        self.house.changed(changes)

    def spoken(self, _code: str) -> None:
        """The language changed."""
        self.one.spoken()
        self.house.spoken()
