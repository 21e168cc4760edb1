"""A field that finds a person while one types: the hits lie right below it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from askadesk.core.i18n import _
from askadesk.presence.rows import FoundPerson
from ui.widgets.base import Speaking
from ui.widgets.field import Field, line
from ui.widgets.found import FoundPopup

_MOST = 4
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up)


class PersonField(Speaking, QWidget):
    """``searched`` carries what was typed; answer with ``show_found``. ``person`` is who was chosen.

    Typing again lets the chosen person go. The hits lie over ``over``, the dialog it stands in.
    """

    searched = Signal(str)
    picked = Signal(object)
    """The person (UUID) who was chosen among those found."""

    def __init__(self, over: QWidget) -> None:
        super().__init__()
        self._person: UUID | None = None
        self._over = over
        self.edit = line()
        self.field = Field(self.edit)
        self.hits = FoundPopup(over)
        self.hits.chosen.connect(self._take)
        self.edit.textEdited.connect(self._typed)
        self.edit.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        self.retranslate()

    def retranslate(self) -> None:
        self.edit.setPlaceholderText(_("Type a name"))

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
        self.hits.hide()
        self.field.forgive()

    def clear(self) -> None:
        """Empty the field: nobody is chosen."""
        self._person = None
        self.edit.clear()
        self.hits.hide()

    def show_found(self, text: str, people: Sequence[FoundPerson]) -> None:
        """Show the people found for ``text``, unless something else is typed by now."""
        if text != self.edit.text() or not text.strip() or self._person is not None:
            return
        corner = self.edit.mapTo(self._over, QPoint(0, self.edit.height() + 4))
        self.hits.show_people(people[:_MOST], corner, self.edit.width())

    def _typed(self, text: str) -> None:
        self._person = None
        if not text.strip():
            self.hits.hide()
        self.searched.emit(text)

    def _take(self, person: object) -> None:
        if isinstance(person, FoundPerson):
            self.choose(person.id, person.name)
            self.picked.emit(person.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The hits go away with the focus, but not while somebody looks into another window; Esc first
        puts them away, then the dialog."""
        left = isinstance(event, QFocusEvent) and event.lostFocus()
        if left and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:  # type: ignore[attr-defined]
            self.hits.hide()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Up move among the hits, Enter takes one, Esc puts them away."""
        if self.hits.isHidden():
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.hits.current())
        elif event.key() in _MOVES:
            self.hits.move_by_key(event.key())
        elif event.key() == Qt.Key.Key_Escape:
            self.hits.hide()
        else:
            super().keyPressEvent(event)
