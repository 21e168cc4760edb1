"""The lines of one column of the roll call, and which places stand in which column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from askadesk.rollcall.rows import Board, Group, Listed, Place

HEADER, PERSON, FOUND, GAP = 44, 45, 36, 16
COLUMNS = 3


class Kind(Enum):
    """What a line is."""

    HEADER = "header"
    PERSON = "person"
    FOUND = "found"
    OUT = "out"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the head of a place, someone to find, how many are out already (``shown`` when they
    are listed below it), someone who is out, or the distance to the next place. ``last`` rounds its
    lower corners."""

    kind: Kind
    group: Group
    listed: Listed | None = None
    shown: bool = False
    last: bool = False

    @property
    def high(self) -> int:
        """Its height in logical pixels."""
        return {Kind.HEADER: HEADER, Kind.FOUND: FOUND, Kind.GAP: GAP}.get(self.kind, PERSON)


class Columns:
    """Deals places to three columns: evenly at first, and then each stays where it is."""

    def __init__(self) -> None:
        self._at: dict[Place, int] = {}

    def deal(self, board: Board) -> tuple[tuple[Group, ...], ...]:
        """The places of each column."""
        filled = [0] * COLUMNS
        for group in board.groups:
            if group.place in self._at:
                filled[self._at[group.place]] += _height(group)
        total = sum(_height(group) for group in board.groups)
        for group in board.groups:
            if group.place not in self._at:
                self._at[group.place] = _column_for(filled, _height(group), total / COLUMNS)
                filled[self._at[group.place]] += _height(group)
        return tuple(
            tuple(one for one in board.groups if self._at[one.place] == at) for at in range(COLUMNS)
        )


def _height(group: Group) -> int:
    found = FOUND if group.done else 0
    return HEADER + PERSON * len(group.waiting) + found + GAP


def _column_for(filled: Sequence[int], high: int, share: float) -> int:
    """The first column that is not over its share, else the shortest."""
    for at, so_far in enumerate(filled):
        if so_far + high <= share:
            return at
    return min(range(len(filled)), key=lambda at: filled[at])


def lines_of(groups: Sequence[Group], shown: Mapping[Place, bool]) -> tuple[Line, ...]:
    """The lines of one column; ``shown`` says which places list those who are out."""
    lines: list[Line] = []
    for group in groups:
        if lines:
            lines.append(Line(Kind.GAP, group))
        lines += _of_place(group, shown.get(group.place, False))
    return tuple(lines)


def _of_place(group: Group, shown: bool) -> list[Line]:
    done = group.done
    bare = not group.waiting and not shown
    lines = [Line(Kind.HEADER, group, last=bare)]
    if bare:
        return lines
    waiting = group.waiting
    for at, one in enumerate(waiting):
        lines.append(Line(Kind.PERSON, group, one, last=at == len(waiting) - 1 and not done))
    if done:
        lines.append(Line(Kind.FOUND, group, shown=shown, last=not shown))
    if shown:
        lines += [
            Line(Kind.OUT, group, one, last=at == len(done) - 1) for at, one in enumerate(done)
        ]
    return lines
