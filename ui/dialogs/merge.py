"""Two records of one person become one: who they are, side by side, and what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, day_long, ngettext
from askadesk.people.rows import PersonPage
from askadesk.presence.rows import FoundPerson
from ui import painters
from ui.dialogs.form import FormDialog
from ui.fonts import Role
from ui.theme import tokens
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.person_field import PersonField
from ui.widgets.portrait import Avatar
from ui.widgets.text import Text


@dataclass(frozen=True, slots=True)
class MergeAsked:
    """The record that stays, and the one that becomes part of it."""

    keep: UUID
    gone: UUID


class _Record(QWidget):
    """One of the two: who it is and what it brings along."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stays = False
        self.avatar = Avatar(40)
        self.name = Text(role=Role.STRONG, elide=True)
        self.role = Text(role=Role.CAPTION, tone="text3", elide=True)
        self.chip = Chip()
        self.lines = [Text(role=Role.SECOND, tone="text2", elide=True) for _line in range(6)]
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.name)
        names.addWidget(self.role)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.avatar)
        head.addLayout(names, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addWidget(self.chip)
        column.addLayout(head)
        for one in self.lines:
            column.addWidget(one)
        column.addStretch(1)

    def show_record(self, page: PersonPage, *, stays: bool) -> None:
        """Show ``page``, and whether it is the one that stays."""
        self._stays = stays
        self.avatar.show_person(page.initials, page.photo)
        self.name.say(page.name)
        self.role.say(page.fields.role)
        if stays:
            self.chip.say(_("Stays"), "ok", "circle-check")
        else:
            self.chip.say(_("Becomes part of it"), "neutral", "arrow-right")
        for line, words in zip(self.lines, _brings(page), strict=True):
            line.say(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens()
        edge = look.ok_line if self._stays else look.line
        with painters.painting(self) as painter:
            painters.box(painter, QRectF(self.rect()), 10, look.surface, edge)


def _brings(page: PersonPage) -> list[str]:
    fields = page.fields
    visits = ngettext("{count} presence", "{count} presences", page.visits_in_all)
    plans = ngettext("{count} plan", "{count} plans", len(page.rights))
    born = day_long(fields.born_on) if fields.born_on else ""
    return [
        fields.email or _("no e-mail"),
        fields.phone or _("no phone"),
        fields.organisation or _("on their own"),
        born or _("no birthday"),
        visits.format(count=page.visits_in_all),
        plans.format(count=len(page.rights)),
    ]


class MergeDialog(FormDialog):
    """``answered`` carries a ``MergeAsked``. Answer ``searched`` with ``show_found`` and ``compared``
    (the person chosen) with ``show_other``."""

    searched = Signal(str)
    compared = Signal(object)

    def __init__(self, page: PersonPage) -> None:
        super().__init__(wide=720)
        self._page = page
        self._other: PersonPage | None = None
        self._swapped = False
        self.who = PersonField(self)
        self.who.searched.connect(self._search)
        self.who.picked.connect(self.compared)
        self.fields["other"] = self.who.field
        self.one, self.two = _Record(), _Record()
        self.swap = Button(size=32, icon="arrow-right-left")
        self.swap.clicked.connect(self._swap)
        self.kept = Text(role=Role.SECOND, tone="text2", wrap=True)
        pair = QHBoxLayout()
        pair.setSpacing(12)
        pair.addWidget(self.one, 1)
        pair.addWidget(self.swap)
        pair.addWidget(self.two, 1)
        self.body.addWidget(self.who)
        self.body.addLayout(pair)
        self.body.addWidget(self.kept)
        self.retranslate()

    def retranslate(self) -> None:
        self.say_heading(
            _("Merge {name} with…").format(name=self._page.name),
            _("For one person who is in the list twice. It can be undone within the day."),
        )
        self.who.field.say(_("The other record"))
        self.swap.setAccessibleName(_("Keep the other one"))
        self.swap.setToolTip(_("Keep the other one"))
        self.leave.say(_("Leave it"))
        self.do.say(_("Merge"))
        self._show()

    def first(self) -> QWidget:
        return self.who.edit

    def show_found(self, text: str, people: Sequence[FoundPerson]) -> None:
        """Show who was found for ``text``, but not the person themselves."""
        self.who.show_found(text, [one for one in people if one.id != self._page.id])

    def show_other(self, page: PersonPage) -> None:
        """Show the record that was chosen beside the first."""
        self._other = page
        self.who.choose(page.id, page.name)
        self._show()

    def _search(self, text: str) -> None:
        self._other = None
        self._show()
        self.searched.emit(text)

    def _swap(self) -> None:
        self._swapped = not self._swapped
        self._show()

    def _show(self) -> None:
        other = self._other
        for part in (self.one, self.two, self.swap):
            part.setVisible(other is not None)
        if other is None:
            self.kept.say(_("Choose the other record: both are shown before anything happens."))
            return
        self.one.show_record(self._page, stays=not self._swapped)
        self.two.show_record(other, stays=self._swapped)
        name = other.name if self._swapped else self._page.name
        self.kept.say(
            _(
                "{name} stays, with the presences, plans, movements and cards of both. What is empty"
                " there is filled from the other."
            ).format(name=name)
        )

    def read(self) -> MergeAsked:
        other = self._other
        if other is None or other.id == self._page.id:
            raise InputError(_("Choose one of the people found."), field="other")
        mine, theirs = self._page.id, other.id
        return MergeAsked(theirs, mine) if self._swapped else MergeAsked(mine, theirs)
