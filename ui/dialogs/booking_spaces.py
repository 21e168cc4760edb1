"""The further spaces of a booking, beside its first: chosen one after the other, listed below."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal

from askadesk.core.errors import InputError
from askadesk.core.i18n import _
from askadesk.rooms.rows import SpaceRow, Taking
from askadesk.rooms.words import seats_words
from ui.dialogs.named_rows import NamedRows
from ui.widgets.base import Speaking
from ui.widgets.field import Field, Select


class FurtherSpaces(Speaking, NamedRows[Taking]):
    """``edited`` after each change. Offered are rooms that share nothing with those that are taken already; a
    zone that was booked with others stays, with its desks."""

    edited = Signal()

    def __init__(self, spaces: Sequence[SpaceRow]) -> None:
        self._spaces = {one.id: one for one in spaces}
        self._first: UUID | None = None
        self._select = Select()
        self.field = Field(self._select)
        super().__init__(self.field)
        self._select.activated.connect(self._picked)
        self.taken_away.connect(self._taken_away)
        self.retranslate()

    def retranslate(self) -> None:
        self.field.say(_("Further spaces"))
        self._offer()

    @property
    def takings(self) -> tuple[Taking, ...]:
        """They, as they are taken, but for the first space of the booking."""
        return tuple(one.what for one in self.rows if one.what.space != self._first)

    def names(self) -> list[str]:
        """What they are called."""
        return [one.name for one in self.rows if one.what.space != self._first]

    def show_takings(self, takings: Sequence[Taking]) -> None:
        """List these."""
        self.show_rows((one, self._name(one.space)) for one in takings)
        self._offer()

    def show_first(self, space: UUID | None) -> None:
        """Which space is the first: what it is made of is not offered once more."""
        self._first = space
        self._offer()

    def swap(self, space: object, other: UUID) -> bool:
        """Take ``other`` instead of ``space``; False when that is none of these."""
        found = next((one for one in self.rows if one.what.space == space), None)
        if found is None or space == self._first:
            return False
        if other != space:
            self.drop(found)
            self.add(Taking(other, found.what.desks), self._name(other))
            self._offer()
        return True

    def check(self) -> None:
        """Raises InputError when a room would be taken twice: as itself, and as a part of a joined one."""
        taken = self._pieces(self._first)
        for one in self.rows:
            if one.what.space == self._first:
                continue
            mine = self._pieces(one.what.space)
            if mine & taken:
                words = _("{space} shares a room with another space of this booking.")
                raise InputError(
                    words.format(space=one.name),
                    field="spaces",
                    todo=_("Take one of the two away."),
                )
            taken |= mine

    # choosing ------------------------------------------------------------------------------------

    def _offer(self) -> None:
        taken = {one.what.space for one in self.rows} | {self._first}
        pieces: set[UUID] = set().union(*map(self._pieces, taken))
        free = [one for one in self._spaces.values() if self._is_offered(one, pieces)]
        choices: list[tuple[str, object]] = [(_("Choose one more"), None)]
        self._select.offer([*choices, *((_words(one), one.id) for one in free)], None)
        self._select.setEnabled(bool(free))

    def _is_offered(self, space: SpaceRow, taken: set[UUID]) -> bool:
        return space.units == 1 and not space.archived and not self._pieces(space.id) & taken

    def _pieces(self, space: UUID | None) -> set[UUID]:
        """The rooms that a space is made of in the end."""
        row = self._spaces.get(space) if space is not None else None
        if row is None or not row.parts:
            return set() if space is None else {space}
        return set().union(*map(self._pieces, row.parts))

    def _picked(self, _at: int) -> None:
        space = self._select.value()
        if isinstance(space, UUID):
            self.add(Taking(space), self._name(space))
            self._changed()

    def _changed(self) -> None:
        self.field.forgive()
        self._offer()
        self.edited.emit()

    def _name(self, space: UUID) -> str:
        known = self._spaces.get(space)
        return known.name if known is not None else _("another space")

    def _taken_away(self) -> None:
        self._select.setFocus()
        self._changed()


def _words(space: SpaceRow) -> str:
    return _("{space} · {seats}").format(space=space.name, seats=seats_words(space.fields.seats))
