"""What can be done at the desk, by name: the commands that the palette finds, and the keys of F1."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from askadesk.core.i18n import _, pgettext
from ui.commands import Command, Commands, On
from ui.main_window import MainWindow
from ui.nav import Section
from ui.operations.base import Bench
from ui.operations.palette import PaletteOperations
from ui.operations.presence import PresenceOperations
from ui.pages.today.page import SECTION, TodayPage

if TYPE_CHECKING:
    from ui.dialogs.keys import KeysDialog


class DeskCommands(QObject):
    """Fills the registry with what works everywhere and on the Oggi page, opens the palette and the overlay
    of keys. The other pages add their own."""

    def __init__(self, bench: Bench, presence: PresenceOperations, today: TodayPage) -> None:
        super().__init__(bench.window)
        self.commands = Commands()
        self.palette = PaletteOperations(bench, self.commands)
        self._window: MainWindow = bench.window
        self._today, self._presence = today, presence
        self._keys: KeysDialog | None = None
        self._window.palette_asked.connect(self.palette.open)
        self._window.keys_asked.connect(self.show_keys)
        self.palette.let_in_asked.connect(self.let_in)
        self.palette.let_out_asked.connect(self.let_out)
        for at, section in enumerate(self._window.sections):
            self.commands.add(_go(section, f"Ctrl {at + 1}", self._window))
        self.commands.add(*self._everywhere(), *self._of_today())

    # the registry ----------------------------------------------------------------------------

    def _everywhere(self) -> list[Command]:
        return [
            Command("find", lambda: _("Find people and commands"), "search", _nothing, "Ctrl K"),
            Command(
                "book",
                lambda: _("New booking, for whoever is shown"),
                "calendar-plus",
                self._window.booking_asked.emit,
                "Ctrl B",
            ),
            Command("keys", lambda: _("Keys of this screen"), "keyboard", self.show_keys, "F1"),
        ]

    def _of_today(self) -> list[Command]:
        today, do = self._today, On(self._window.go_to, SECTION.key)
        announce, everyone = today.announce_asked.emit, today.everyone_asked.emit
        new, undo = today.new_person_asked.emit, self._presence.undo
        return [
            do("announce", lambda: _("Announce a visit"), "user-check", announce),
            do("new", lambda: _("New person, with a first plan"), "user-plus", new, "Ctrl N"),
            do(
                "person",
                lambda: _("Open the page of whoever is on the card"),
                "user",
                today.open_person,
                "F3",
                today.shows_person,
            ),
            do("recall", lambda: _("Show the last scan again"), "scan-line", today.recall, "F4"),
            do("undo", lambda: _("Undo the last registration"), "undo-2", undo, "F9"),
            do("everyone", lambda: _("Everyone who is here"), "users", everyone),
        ]

    # doing ---------------------------------------------------------------------------------------

    def let_in(self, person: object) -> None:
        """Let a person (UUID) in, whatever page shows."""
        self._window.go_to(SECTION.key)
        self._presence.let_in(person)  # type: ignore[arg-type]

    def let_out(self, person: object) -> None:
        """Let a person (UUID) out, whatever page shows."""
        self._window.go_to(SECTION.key)
        self._presence.let_out(person)  # type: ignore[arg-type]

    def show_keys(self) -> None:
        """Show the keys that mean something on the screen before the eyes."""
        section = self._window.section
        if section is None or self._window.dialog_open():
            return
        from ui.dialogs.keys import KeysDialog

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
