"""What can be done at the desk, by name: the commands that the palette finds, and the keys of F1."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from askadesk.core.i18n import _, pgettext
from ui.commands import Command, Commands
from ui.dialogs.keys import KeysDialog
from ui.main_window import MainWindow
from ui.nav import SETTINGS, Section
from ui.operations.base import Bench
from ui.operations.palette import PaletteOperations
from ui.operations.presence import PresenceOperations
from ui.pages.people import page as people_page
from ui.pages.settings import page as settings_page
from ui.pages.today import page as today_page

TODAY, PEOPLE = today_page.SECTION.key, people_page.SECTION.key


class DeskCommands(QObject):
    """Fills the registry, opens the palette and the overlay of keys.

    Wherever a person or an organisation is asked for (list, palette, scan card), ``person_opened`` and
    ``organisation_opened`` say so, with the id.
    """

    person_opened = Signal(object)
    organisation_opened = Signal(object)

    def __init__(
        self,
        bench: Bench,
        presence: PresenceOperations,
        today: today_page.TodayPage,
        people: people_page.PeoplePage,
        settings: settings_page.SettingsPage,
    ) -> None:
        super().__init__(bench.window)
        self.commands = Commands()
        self.palette = PaletteOperations(bench, self.commands)
        self._window: MainWindow = bench.window
        self._today, self._people, self._settings = today, people, settings
        self._presence = presence
        self._keys: KeysDialog | None = None
        self._window.palette_asked.connect(self.palette.open)
        self._window.keys_asked.connect(self.show_keys)
        self.palette.let_in_asked.connect(self._let_in)
        self.palette.let_out_asked.connect(self._let_out)
        for asks in (people, self.palette):
            asks.person_opened.connect(self.person_opened)
            asks.organisation_opened.connect(self.organisation_opened)
        today.person_opened.connect(self.person_opened)
        self._fill()

    # the registry ----------------------------------------------------------------------------

    def _fill(self) -> None:
        for at, section in enumerate(self._window.sections):
            self.commands.add(_go(section, f"Ctrl {at + 1}", self._window))
        self.commands.add(*self._everywhere(), *self._of_today(), *self._of_people())
        self.commands.add_source(self._of_settings)

    def _everywhere(self) -> list[Command]:
        return [
            Command("find", lambda: _("Find people and commands"), "search", _nothing, "Ctrl K"),
            Command("keys", lambda: _("Keys of this screen"), "keyboard", self.show_keys, "F1"),
        ]

    def _of_today(self) -> list[Command]:
        today, recall = self._today, lambda: _("Show the last scan again")
        return [
            self._on(
                TODAY,
                "announce",
                lambda: _("Announce a visit"),
                "user-check",
                today.announce_asked.emit,
            ),
            self._on(
                TODAY,
                "new",
                lambda: _("New person, with a first plan"),
                "user-plus",
                today.new_person_asked.emit,
                "Ctrl N",
            ),
            self._on(
                TODAY,
                "person",
                lambda: _("Open the page of whoever is on the card"),
                "user",
                today.open_person,
                "F3",
                today.shows_person,
            ),
            self._on(TODAY, "recall", recall, "scan-line", today.recall, "F4"),
            self._on(
                TODAY,
                "undo",
                lambda: _("Undo the last registration"),
                "undo-2",
                self._presence.undo,
                "F9",
            ),
            self._on(
                TODAY,
                "everyone",
                lambda: _("Everyone who is here"),
                "users",
                today.everyone_asked.emit,
            ),
        ]

    def _of_people(self) -> list[Command]:
        people = self._people
        return [
            self._on(
                PEOPLE,
                "new",
                lambda: _("New person"),
                "user-plus",
                people.new_person_asked.emit,
                "Ctrl N",
            ),
            self._on(
                PEOPLE,
                "new_organisation",
                lambda: _("New organisation"),
                "building-2",
                people.new_organisation_asked.emit,
            ),
            self._on(PEOPLE, "import", lambda: _("Import"), "download", people.import_asked.emit),
            self._on(
                PEOPLE,
                "search",
                lambda: _("Search the list of people"),
                "search",
                people.search,
                "Ctrl F",
            ),
            self._on(
                PEOPLE,
                "everyone",
                lambda: _("Select everyone in the list"),
                "users",
                people.select_everyone,
                "Ctrl A",
            ),
            self._on(
                PEOPLE,
                "cards",
                lambda: _("Print the cards of everyone selected"),
                "printer",
                people.print_cards,
                "F2",
                people.has_selection,
            ),
        ]

    def _of_settings(self) -> list[Command]:
        """Each section of the settings, by its name."""
        return [self._setting(place) for place in self._settings.places]

    def _setting(self, place: Section) -> Command:
        def words() -> str:
            return _("Settings: {section}").format(section=place.name())

        there = partial(self._there, SETTINGS, partial(self._settings.go_to, place.key))
        return Command(f"settings.{place.key}", words, place.icon, there, section=SETTINGS)

    def _on(
        self,
        section: str,
        name: str,
        words: Callable[[], str],
        icon: str,
        do: Callable[[], object],
        keys: str = "",
        available: Callable[[], bool] | None = None,
    ) -> Command:
        """A command of a page: the page comes before the eyes first."""
        there = partial(self._there, section, do)
        name = f"{section}.{name}"
        return Command(name, words, icon, there, keys, section, available=available)

    def _there(self, section: str, do: Callable[[], object]) -> None:
        self._window.go_to(section)
        do()

    # doing ---------------------------------------------------------------------------------------

    def _let_in(self, person: object) -> None:
        self._window.go_to(TODAY)
        self._presence.let_in(person)  # type: ignore[arg-type]

    def _let_out(self, person: object) -> None:
        self._window.go_to(TODAY)
        self._presence.let_out(person)  # type: ignore[arg-type]

    def show_keys(self) -> None:
        """Show the keys that mean something on the screen before the eyes."""
        if self._window.dialog_open():
            return
        section = self._window.section
        if section is None:
            return
        rows = [(one.keys, one.name()) for one in self.commands.of(section.key)]
        self._keys = KeysDialog(section.name(), rows)
        self._keys.closed.connect(self._window.ready)
        self._keys.open_over(self._window)


def _go(section: Section, keys: str, window: MainWindow) -> Command:
    def words() -> str:
        return pgettext("command", "Go to {section}").format(section=section.name())

    return Command(
        f"go.{section.key}", words, section.icon, partial(window.go_to, section.key), keys
    )


def _nothing() -> None:
    """The palette is open already when its own command is chosen in it."""
