"""The command palette at work: searches while somebody types, and does what was chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from askadesk.services import Services
from ui.commands import Command, Commands
from ui.operations.base import Bench, Operations

if TYPE_CHECKING:
    from askadesk.people.rows import Found
    from ui.palette.entries import PersonAct
    from ui.palette.panel import Palette


class PaletteOperations(Operations):
    """Signals say what was chosen; a command is done at once.

    One search is under way at a time, and what was typed meanwhile is searched next: the letters in
    between are not.
    """

    person_opened = Signal(object)
    organisation_opened = Signal(object)
    let_in_asked = Signal(object)
    let_out_asked = Signal(object)
    card_asked = Signal(object)
    booking_asked = Signal(object)

    def __init__(self, bench: Bench, commands: Commands) -> None:
        super().__init__(bench)
        self._commands = commands
        self._palette: Palette | None = None
        self._searching, self._wanted = False, ""

    @property
    def palette(self) -> Palette | None:
        """The palette while it is open."""
        return self._palette

    def open(self) -> None:
        """Open it with what stands in the scan field."""
        window = self.bench.window
        if window.dialog_open():
            return
        text = window.top.scan.text().strip()
        window.empty_field()
        from ui.palette.panel import Palette

        palette = Palette(self._commands, text)
        palette.typed.connect(self.search)
        palette.picked.connect(self._picked)
        palette.closed.connect(self._closed)
        self._palette = palette
        palette.open_over(window)

    def close(self) -> None:
        """Put it away: a card was scanned."""
        if self._palette is not None:
            self._palette.close_down()

    def _closed(self) -> None:
        self._palette = None
        self.bench.window.ready()

    # searching -----------------------------------------------------------------------------------

    def search(self, text: str) -> None:
        """Look for ``text`` as soon as the search before it is done."""
        self._wanted = text
        if text and not self._searching and self.is_open:
            self._searching = True
            call = partial(_find, self.services, text)
            self.bench.runner.run(call, done=self._found, failed=self.refused, ended=self._ended)

    def _found(self, answer: tuple[str, tuple[Found, ...]]) -> None:
        if self._palette is not None:
            self._palette.show_found(*answer)
        if answer[0] == self._wanted:
            self._wanted = ""

    def _ended(self) -> None:
        self._searching = False
        if self._wanted and self._palette is not None:
            self.search(self._wanted)

    # doing ---------------------------------------------------------------------------------------

    def _picked(self, what: object) -> None:
        from askadesk.people.rows import Found
        from ui.palette.entries import PersonAct

        if isinstance(what, Command):
            what.do()
        elif isinstance(what, PersonAct):
            self._act(what)
        elif isinstance(what, Found):
            house = what.kind == "organisation"
            (self.organisation_opened if house else self.person_opened).emit(what.id)

    def _act(self, act: PersonAct) -> None:
        from ui.palette.entries import Act

        told = {
            Act.LET_IN: self.let_in_asked,
            Act.LET_OUT: self.let_out_asked,
            Act.OPEN: self.person_opened,
            Act.CARD: self.card_asked,
            Act.BOOK: self.booking_asked,
        }
        told[act.act].emit(act.person.id)


# On the database worker: no Qt below this line.


def _find(services: Services, text: str) -> tuple[str, tuple[Found, ...]]:
    return text, services.search.find(text)
