"""People and organisations at the desk: joins their pages, forms and operations."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from askadesk.core.changes import Changes
from askadesk.core.i18n import _
from ui.commands import Command, On
from ui.operations.base import Bench
from ui.operations.organisations import OrganisationOperations
from ui.operations.people import PersonOperations
from ui.operations.people_list import PeopleListOperations
from ui.operations.person_form import PersonFormOperations
from ui.operations.places import Places
from ui.operations.transfer import ImportOperations
from ui.pages.organisation import page as organisation_page
from ui.pages.people.page import SECTION, PeoplePage
from ui.pages.person import page as person_page


class PeopleDesk(QObject):
    """``card_asked``, ``let_in_asked`` and ``let_out_asked`` carry a person (UUID), ``cards_asked`` several."""

    card_asked = Signal(object)
    cards_asked = Signal(object)
    let_in_asked = Signal(object)
    let_out_asked = Signal(object)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.window)
        window = self._window = bench.window
        self._on = On(window.go_to, SECTION.key)
        self.page = PeoplePage()
        bench.window.hold(self.page)
        self.list = PeopleListOperations(bench, self.page)
        self.importing = ImportOperations(bench)
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
        page = self.page
        page.person_opened.connect(self.one.open)
        page.organisation_opened.connect(self.house.open)
        page.new_person_asked.connect(self.new)
        page.new_organisation_asked.connect(self.house.new)
        page.import_asked.connect(self.importing.ask_file)
        page.cards_asked.connect(self.cards_asked)
        for asks in (self.one, self.form):
            asks.card_asked.connect(self.card_asked)
            asks.let_in_asked.connect(self.let_in_asked)
        self.one.let_out_asked.connect(self.let_out_asked)
        self.one.edit_asked.connect(self.form.edit)
        self.one.organisation_opened.connect(self.house.open)
        self.house.person_opened.connect(self.one.open)
        self.form.person_opened.connect(self.one.open)

    @property
    def shown(self) -> UUID | None:
        """Whose page shows; None when it is not a person's."""
        page = self.person.page
        shows = self._window.shown == person_page.KEY and page is not None
        return page.id if shows and page is not None else None

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
        self.list.changed(changes)
        self.one.changed(changes)
        self.house.changed(changes)

    def spoken(self, _code: str) -> None:
        """The language changed."""
        self.one.spoken()
        self.house.spoken()

    def commands(self) -> Iterable[Command]:
        """What the palette and the overlay of keys say of them."""
        page, do = self.page, self._on
        return (
            do("new", lambda: _("New person"), "user-plus", page.new_person_asked.emit, "Ctrl N"),
            do(
                "new_organisation",
                lambda: _("New organisation"),
                "building-2",
                page.new_organisation_asked.emit,
            ),
            do("import", lambda: _("Import"), "download", page.import_asked.emit),
            do("search", lambda: _("Search the list of people"), "search", page.search, "Ctrl F"),
            do(
                "everyone",
                lambda: _("Select everyone in the list"),
                "users",
                page.select_everyone,
                "Ctrl A",
            ),
            do(
                "cards",
                lambda: _("Print the cards of everyone selected"),
                "printer",
                page.print_cards,
                "F2",
                page.has_selection,
            ),
        )
