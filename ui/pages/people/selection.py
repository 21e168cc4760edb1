"""Who is selected: people, over all pages and all filters."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal


class Selection(QObject):
    """People in the order in which they were chosen. ``changed`` whenever somebody came or went."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chosen: dict[UUID, None] = {}
        self._all: frozenset[UUID] = frozenset()

    def __len__(self) -> int:
        return len(self._chosen)

    def __contains__(self, one: object) -> bool:
        return one in self._chosen

    @property
    def people(self) -> tuple[UUID, ...]:
        """Everyone selected."""
        return tuple(self._chosen)

    def turn(self, one: UUID) -> None:
        """Select ``one``, or no longer."""
        self.put(one, one not in self._chosen)

    def put(self, one: UUID, on: bool) -> None:
        """Select ``one``, or make sure that they are not."""
        if on == (one in self._chosen):
            return
        if on:
            self._chosen[one] = None
        else:
            del self._chosen[one]
        self.changed.emit()

    def add_all(self, people: Iterable[UUID]) -> None:
        """Select everyone whom the question finds; ``people`` is all of them."""
        found = tuple(people)
        self._all = frozenset(found)
        self._chosen.update(dict.fromkeys(found))
        self.changed.emit()

    def clear(self) -> None:
        """Select nobody."""
        if self._chosen:
            self._chosen.clear()
            self.changed.emit()

    def asks_anew(self) -> None:
        """Another question was asked: who is all of it is no longer known."""
        self._all = frozenset()
        self.changed.emit()

    def state(self, total: int) -> Qt.CheckState:
        """How the box of the header stands for a list of ``total`` rows."""
        if not self._chosen:
            return Qt.CheckState.Unchecked
        known = bool(self._all) and len(self._all) >= total
        whole = known and self._all <= self._chosen.keys()
        return Qt.CheckState.Checked if whole else Qt.CheckState.PartiallyChecked
