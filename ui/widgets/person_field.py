"""A field that finds a person while one types: the hits stand right below it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from askadesk.core.i18n import _
from askadesk.presence.rows import FoundPerson
from ui.dialogs.pick_person import Choice, ChoicePainter
from ui.widgets.base import Speaking
from ui.widgets.field import Field, line
from ui.widgets.rows import RowsView

_MOST, _ROW = 4, 56


class PersonField(Speaking, QWidget):
    """``searched`` carries what was typed; answer with ``show_found``. ``person`` is who was chosen.

    Typing again lets the chosen person go.
    """

    searched = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person: UUID | None = None
        self.edit = line()
        self.field = Field(self.edit)
        self.list: RowsView[Choice] = RowsView(ChoicePainter())
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.chosen.connect(self._take)
        self.list.hide()
        self.edit.textEdited.connect(self._typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.retranslate()

    def retranslate(self) -> None:
        self.edit.setPlaceholderText(_("Type a name"))
        self.list.setAccessibleName(_("People found"))

    @property
    def person(self) -> UUID | None:
        """Who was chosen."""
        return self._person

    def text(self) -> str:
        """What stands in the field."""
        return self.edit.text().strip()

    def choose(self, person: UUID, name: str) -> None:
        """Show ``person`` as chosen."""
        self._person = person
        self.edit.setText(name)
        self.list.hide()
        self.field.forgive()
        self.updateGeometry()

    def show_found(self, text: str, people: Sequence[FoundPerson]) -> None:
        """Show the people found for ``text``, unless something else is typed by now."""
        if text != self.edit.text() or self._person is not None:
            return
        found = [_choice(person) for person in people[:_MOST]]
        self.list.show_rows(found)
        self.list.setFixedHeight(_ROW * len(found))
        self.list.setVisible(bool(found))
        if found:
            self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.updateGeometry()

    def _typed(self, text: str) -> None:
        self._person = None
        if not text.strip():
            self.list.hide()
        self.searched.emit(text)

    def _take(self, choice: Choice) -> None:
        self.choose(choice.id, choice.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Up move among the hits, Enter takes one."""
        if self.list.isHidden() or not self.list.rows:
            super().keyPressEvent(event)
            return
        at = self.list.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.rows[max(0, at)])
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            at += 1 if event.key() == Qt.Key.Key_Down else -1
            at = min(len(self.list.rows) - 1, max(0, at))
            self.list.setCurrentIndex(self.list.model().index(at, 0))
        else:
            super().keyPressEvent(event)


def _choice(person: FoundPerson) -> Choice:
    about = " · ".join(filter(None, (person.role, person.organisation, person.second)))
    return Choice(person.id, person.name, person.initials, about)
