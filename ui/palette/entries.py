"""What the palette shows: people, what can be done for the one chosen, everything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from askadesk.core.i18n import _, hour
from askadesk.people.rows import Found
from askadesk.people.rules import fold
from ui.commands import Command

MOST_ROWS = 8
ROOM = 460
"""How high the rows and their headings may be in all."""
ROW, HEADING = 52, 32


class Act(StrEnum):
    """What can be done for a person from here."""

    LET_IN = "let_in"
    LET_OUT = "let_out"
    BOOK = "book"
    OPEN = "open"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class PersonAct:
    """Something to do for ``person``."""

    act: Act
    person: Found


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that can be chosen; ``what`` is what it stands for."""

    what: Found | PersonAct | Command
    title: str
    detail: str = ""
    icon: str = ""
    initials: str = ""
    keys: str = ""

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        return ", ".join(filter(None, (self.title, self.detail, self.keys)))


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a group."""

    words: str


Line = Heading | Entry


def of_found(found: Found) -> Entry:
    """A person or an organisation that the search found."""
    if found.kind == "organisation":
        detail = " · ".join(filter(None, (_("Organisation"), found.second)))
        return Entry(found, found.name, detail, icon="building-2")
    here = _("Archived") if found.archived else _since(found)
    detail = " · ".join(filter(None, (here, found.second)))
    return Entry(found, found.name, detail, initials=found.initials)


def _since(person: Found) -> str:
    if person.inside_since is None:
        return ""
    return _("Here since {hour}").format(hour=hour(person.inside_since))


def acts_for(person: Found) -> list[Entry]:
    """What can be done for ``person``: what is nearest first. Whoever was put away is brought back on
    their page before anything else."""
    about = " · ".join(filter(None, (person.role, person.organisation)))
    opens = Entry(PersonAct(Act.OPEN, person), _("Open the page"), about, icon="user", keys="F3")
    if person.archived:
        return [opens]
    if person.inside_since is None:
        act = PersonAct(Act.LET_IN, person)
        first = Entry(act, _("Let in"), _("found by name, without a card"), icon="log-in")
    else:
        act = PersonAct(Act.LET_OUT, person)
        first = Entry(act, _("Check out"), _since(person), icon="log-out", keys="Ctrl U")
    return [
        first,
        opens,
        Entry(PersonAct(Act.CARD, person), _("Print the card"), icon="id-card", keys="Ctrl P"),
        Entry(PersonAct(Act.BOOK, person), _("Book a space"), icon="calendar-plus", keys="Ctrl B"),
    ]


def of_command(command: Command) -> Entry:
    """A command of the desk."""
    detail = command.detail() if command.detail is not None else ""
    return Entry(command, command.name(), detail, icon=command.icon, keys=command.keys)


@dataclass(slots=True)
class Choices:
    """All that the palette found, and which of it is marked.

    People come first, then what can be done for the person chosen, then the rest. A step goes through
    all of them; the person whose actions show is the last one that was marked.
    """

    people: list[Entry]
    others: list[Entry]
    at: int = 0
    chosen: int = 0

    @property
    def acts(self) -> list[Entry]:
        """What can be done for the person chosen."""
        if not self.people:
            return []
        found = self.people[self.chosen].what
        return acts_for(found) if isinstance(found, Found) else []

    @property
    def person(self) -> Found | None:
        """The person chosen."""
        found = self.people[self.chosen].what if self.people else None
        return found if isinstance(found, Found) else None

    @property
    def entries(self) -> list[Entry]:
        """Everything that can be marked, in order."""
        return [*self.people, *self.acts, *self.others]

    @property
    def current(self) -> Entry | None:
        """What Enter would choose."""
        entries = self.entries
        return entries[self.at] if self.at < len(entries) else None

    def step(self, by: int) -> None:
        """Mark another entry, ``by`` further on."""
        self.go_to(self.at + by)

    def go_to(self, at: int) -> None:
        """Mark the ``at``-th entry."""
        self.at = min(max(0, at), max(0, len(self.entries) - 1))
        if self.at < len(self.people):
            self.chosen = self.at

    def to_acts(self) -> None:
        """Tab: on to what can be done, and back to the person."""
        if self.people:
            inside = self.at < len(self.people)
            self.at = len(self.people) if inside else self.chosen

    # what fits ---------------------------------------------------------------------------------

    def lines(self, commands_only: bool = False) -> list[tuple[Line, int]]:
        """The lines that show, each with the place of its entry (-1 for a heading)."""
        acts = self.acts
        groups = 2 * bool(self.people) + bool(self.others)
        fits = min(MOST_ROWS, (ROOM - HEADING * groups) // ROW)
        others = min(len(self.others), 2 if self.people else fits)
        people = min(len(self.people), max(1, fits - len(acts) - others))
        found: list[tuple[Line, int]] = []
        if self.people:
            found += self._window(_("People"), self.people, 0, people)
            words = _("Actions for {name}").format(name=self.people[self.chosen].title)
            found += self._window(words, acts, len(self.people), len(acts))
        if self.others:
            words = _("Commands") if commands_only else _("Other")
            found += self._window(words, self.others, len(self.people) + len(acts), others)
        return found

    def _window(
        self, words: str, entries: Sequence[Entry], start: int, most: int
    ) -> list[tuple[Line, int]]:
        """``most`` of ``entries`` around the one that is marked, below their heading."""
        inside = self.at - start
        if start == 0 and self.people and not 0 <= inside < len(entries):
            inside = self.chosen
        first = min(max(0, inside - most + 1), len(entries) - most) if inside >= most else 0
        rows = [(entry, start + first + i) for i, entry in enumerate(entries[first : first + most])]
        return [(Heading(words), -1), *rows]


def matches(text: str, title: str) -> list[tuple[int, int]]:
    """Where words of ``title`` begin with one of the words typed: start and end of each."""
    wanted = sorted(fold(text.removeprefix(">")).split(), key=len, reverse=True)
    found = []
    for start in _beginnings(title):
        for one in wanted:
            end = _end_of(title, start, one)
            if end:
                found.append((start, end))
                break
    return found


def _beginnings(title: str) -> list[int]:
    return [at for at in range(len(title)) if at == 0 or not title[at - 1].isalnum()]


def _end_of(title: str, start: int, wanted: str) -> int:
    """Where the part of ``title`` ends that, folded, is ``wanted``; 0 when it is something else."""
    for end in range(start + 1, min(len(title), start + len(wanted) + 1) + 1):
        if fold(title[start:end]) == wanted:
            return end
    return 0
