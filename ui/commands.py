"""Every command of the desk in one place: its name, its key, what it does.

Pages and desk add theirs once; the palette finds them by name, and the overlay of keys lists those of
the screen that shows. Whatever a command calls lives as long as the desk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from askadesk.people.rules import fold


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done. ``name`` is asked each time it is shown, in the language spoken.

    ``section`` is the page on which its key works; "" for a key that works anywhere. ``available``
    says whether it can be done now.
    """

    id: str
    name: Callable[[], str]
    icon: str
    do: Callable[[], object]
    keys: str = ""
    section: str = ""
    detail: Callable[[], str] | None = None
    available: Callable[[], bool] | None = None

    @property
    def possible(self) -> bool:
        """Whether it can be done now."""
        return self.available is None or self.available()


class Commands:
    """The commands in the order in which they were added; adding an id again replaces it."""

    def __init__(self) -> None:
        self._all: dict[str, Command] = {}
        self._more: list[Callable[[], Iterable[Command]]] = []

    def add_source(self, source: Callable[[], Iterable[Command]]) -> None:
        """Ask ``source`` for more commands each time: what it knows may still grow."""
        self._more.append(source)

    def add(self, *commands: Command) -> None:
        """Let ``commands`` be found."""
        self._all.update((one.id, one) for one in commands)

    @property
    def all(self) -> tuple[Command, ...]:
        """Every command."""
        return (*self._all.values(), *(one for source in self._more for one in source()))

    def of(self, section: str) -> tuple[Command, ...]:
        """The commands with a key that works while ``section`` shows: its own first."""
        keyed = [one for one in self.all if one.keys]
        own = [one for one in keyed if one.section == section]
        return (*own, *(one for one in keyed if not one.section))

    def find(self, text: str) -> tuple[Command, ...]:
        """The possible commands in whose name every word of ``text`` begins a word; all for none."""
        wanted = fold(text).split()
        return tuple(one for one in self.all if one.possible and fits(wanted, one.name()))


class On:
    """Makes the commands of a page: whatever is chosen, the page comes before the eyes first."""

    def __init__(self, go_to: Callable[[str], object], section: str) -> None:
        self._go_to, self._section = go_to, section

    def __call__(
        self,
        name: str,
        words: Callable[[], str],
        icon: str,
        do: Callable[[], object],
        keys: str = "",
        available: Callable[[], bool] | None = None,
    ) -> Command:
        there, name = partial(self._there, do), f"{self._section}.{name}"
        return Command(name, words, icon, there, keys, self._section, available=available)

    def _there(self, do: Callable[[], object]) -> None:
        self._go_to(self._section)
        do()


def fits(wanted: list[str], name: str) -> bool:
    """Whether each of ``wanted`` (folded) begins a word of ``name``."""
    words = fold(name).replace("'", " ").replace("’", " ").split()
    return all(any(word.startswith(one) for word in words) for one in wanted)
