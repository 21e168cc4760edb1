"""What most bookings do without: note, names, catering, further spaces; each shows when it is asked for."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from askadesk.core.i18n import _, pgettext
from askadesk.plans.rules import typed_cents, typed_number
from askadesk.rooms.rows import ExtraLine, NewBooking
from db.values import Money
from ui.dialogs.booking_data import Draft
from ui.dialogs.booking_spaces import FurtherSpaces
from ui.dialogs.named_rows import NamedRows
from ui.dialogs.reason import typed
from ui.widgets.base import Speaking
from ui.widgets.button import Button, LinkButton
from ui.widgets.choices import CheckBox
from ui.widgets.field import Field, line, note
from ui.widgets.person_field import PersonField
from ui.widgets.text import Text


class NamedPeople(Speaking, NamedRows[UUID]):
    """The people who come, by name: found while typing, listed below."""

    edited = Signal()

    def __init__(self, over: QWidget) -> None:
        self.who = PersonField(over)
        super().__init__(self.who)
        self.who.picked.connect(self._picked)
        self.taken_away.connect(self._taken_away)
        self.retranslate()

    def retranslate(self) -> None:
        self.who.field.say(_("Who comes"))

    @property
    def people(self) -> tuple[UUID, ...]:
        """Who comes, in the order in which they were named."""
        return tuple(one.what for one in self.rows)

    def _picked(self, person: object) -> None:
        assert isinstance(person, UUID)
        name = self.who.text()
        self.who.clear()
        if person not in self.people:
            self.add(person, name)
            self.edited.emit()

    def _taken_away(self) -> None:
        self.who.edit.setFocus()
        self.edited.emit()


class _Extra(Speaking, QWidget):
    """One line: what, how many, how much each."""

    edited = Signal()
    gone = Signal(object)

    def __init__(self, extra: ExtraLine | None, currency: str) -> None:
        super().__init__()
        self.words, self.quantity, self.price = line(), line(), line()
        self.remove = Button(size=40, icon="x", kind="ghost")
        self.remove.clicked.connect(self._go)
        if extra is not None:
            self.words.setText(extra.words)
            self.quantity.setText(str(extra.quantity))
            self.price.setText(typed(Money(extra.cents, currency)))
        self.quantity.setFixedWidth(56)
        self.price.setFixedWidth(88)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        for one in (self.quantity, self.price, self.remove):
            row.addWidget(one)
        for edit in (self.words, self.quantity, self.price):
            edit.textEdited.connect(self.edited)
        self.retranslate()

    def retranslate(self) -> None:
        for edit, words in (
            (self.words, _("What")),
            (self.quantity, pgettext("quantity", "How many")),
            (self.price, _("Price each")),
        ):
            edit.setAccessibleName(words)
        self.words.setPlaceholderText(_("such as coffee and cake"))
        self.quantity.setPlaceholderText("1")
        self.price.setPlaceholderText(typed(Money(0, "EUR")))
        self.remove.setAccessibleName(_("Take this line away"))

    def read(self) -> ExtraLine | None:
        """The line; None for an empty one. Raises InputError."""
        words = self.words.text().strip()
        if not words and not self.price.text().strip():
            return None
        quantity = typed_number(self.quantity.text(), "lines")
        cents = typed_cents(self.price.text(), "lines")
        return ExtraLine(words, 1 if quantity is None else quantity, cents or 0)

    def _go(self) -> None:
        self.gone.emit(self)


class ExtraLines(Speaking, QWidget):
    """Catering and the like; there is always an empty line to write on."""

    edited = Signal()

    def __init__(self, currency: str) -> None:
        super().__init__()
        self._currency = currency
        self.rows: list[_Extra] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.more = LinkButton(icon="plus")
        self.more.clicked.connect(self._one_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._lines)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._add(None)
        self.retranslate()

    def retranslate(self) -> None:
        self.more.say(_("Another line"))

    def show_lines(self, extras: tuple[ExtraLine, ...]) -> None:
        """Show these."""
        for row in tuple(self.rows):
            self._drop(row)
        for extra in extras or (None,):
            self._add(extra)

    def read(self) -> tuple[ExtraLine, ...]:
        """The lines that are written. Raises InputError."""
        return tuple(found for one in self.rows if (found := one.read()) is not None)

    def _one_more(self) -> None:
        self._add(None)
        self.rows[-1].words.setFocus()

    def _add(self, extra: ExtraLine | None) -> None:
        row = _Extra(extra, self._currency)
        row.edited.connect(self.edited)
        row.gone.connect(self._take_away)
        self.rows.append(row)
        self._lines.addWidget(row)

    def _take_away(self, row: object) -> None:
        assert isinstance(row, _Extra)
        self._drop(row)
        if not self.rows:
            self._add(None)
        self.rows[0].words.setFocus()
        self.edited.emit()

    def _drop(self, row: _Extra) -> None:
        self.rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()


class MoreFields(Speaking, QWidget):
    """A row that offers them, and below it those that were asked for or hold something already."""

    edited = Signal()

    def __init__(self, draft: Draft, over: QWidget) -> None:
        super().__init__()
        self.private = CheckBox()
        self.note, self.names = Field(note(lines=2)), NamedPeople(over)
        self.lines = Field(ExtraLines(draft.currency))
        self.spaces = FurtherSpaces(draft.spaces)
        self._said = Text(tone="text2")
        self.adders = {key: LinkButton() for key in ("note", "names", "lines", "spaces")}
        self._parts: dict[str, QWidget] = {
            "note": self.note,
            "names": self.names,
            "lines": self.lines,
            "spaces": self.spaces,
        }
        self._arrange()
        for key in self._parts:
            self._show(key, False)
        self.show_booking(draft)
        self._wire()
        self.retranslate()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._said)
        for one in self.adders.values():
            row.addWidget(one)
        row.addStretch(1)
        row.addWidget(self.private)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        for part in self._parts.values():
            column.addWidget(part)

    def _wire(self) -> None:
        self.adders["note"].clicked.connect(self._ask_note)
        self.adders["names"].clicked.connect(self._ask_names)
        self.adders["lines"].clicked.connect(self._ask_lines)
        self.adders["spaces"].clicked.connect(self._ask_spaces)
        self._edit().textChanged.connect(self._note_edited)
        self.private.toggled.connect(self._toggled)
        self.names.edited.connect(self.edited)
        self.spaces.edited.connect(self.edited)
        self._extras().edited.connect(self._lines_edited)

    def retranslate(self) -> None:
        self._said.say(_("Add:"))
        self.adders["note"].say(pgettext("add", "note"))
        self.adders["names"].say(pgettext("add", "names"))
        self.adders["lines"].say(pgettext("add", "catering"))
        self.adders["spaces"].say(pgettext("add", "spaces"))
        self.private.setText(pgettext("booking", "Private"))
        self.private.setToolTip(_("Nobody else reads whose it is and what for."))
        self.note.say(_("Note for the desk"))
        self.lines.say(_("Catering and the like: what, how many, price each"))
        self._say_rest()

    def _say_rest(self) -> None:
        self._said.setVisible(any(not one.isHidden() for one in self.adders.values()))

    def show_booking(self, draft: Draft) -> None:
        """Show what ``draft`` says here."""
        new, names = draft.new, dict(draft.names)
        self._edit().setPlainText(new.note)
        self.private.setChecked(new.private)
        self.names.show_rows((one, names.get(one, "")) for one in new.people)
        self._extras().show_lines(new.lines)
        self.spaces.show_takings(new.spaces[1:])
        given = {"note": new.note, "names": new.people, "lines": new.lines}
        for key, filled in (given | {"spaces": new.spaces[1:]}).items():
            if filled:
                self._show(key, True)

    def by_name(self) -> dict[str, Field]:
        """The fields as the services call them."""
        names = self.names.who.field
        further = self.spaces.field
        return {"note": self.note, "people": names, "lines": self.lines, "spaces": further}

    def read(self, new: NewBooking) -> NewBooking:
        """``new`` with what stands here. Raises InputError that names the field."""
        return replace(
            new,
            note=" ".join(self._edit().toPlainText().split()),
            people=self.names.people,
            lines=self._extras().read(),
            private=self.private.isChecked(),
        )

    def reveal(self, name: str) -> None:
        """Show the field that is called so: something is to be said beside it."""
        key = {"people": "names"}.get(name, name)
        if key in self._parts:
            self._show(key, True)

    def _show(self, key: str, shown: bool) -> None:
        self._parts[key].setVisible(shown)
        self.adders[key].setVisible(not shown)
        self._say_rest()

    def _ask_note(self) -> None:
        self._show("note", True)
        self._edit().setFocus()

    def _ask_names(self) -> None:
        self._show("names", True)
        self.names.who.edit.setFocus()

    def _ask_lines(self) -> None:
        self._show("lines", True)
        self._extras().rows[0].words.setFocus()

    def _ask_spaces(self) -> None:
        self._show("spaces", True)
        self.spaces.field.control.setFocus()

    def _note_edited(self) -> None:
        self.note.forgive()
        self.edited.emit()

    def _lines_edited(self) -> None:
        self.lines.forgive()
        self.edited.emit()

    def _toggled(self, _on: bool) -> None:
        self.edited.emit()

    def _edit(self) -> QPlainTextEdit:
        control = self.note.control
        assert isinstance(control, QPlainTextEdit)
        return control

    def _extras(self) -> ExtraLines:
        control = self.lines.control
        assert isinstance(control, ExtraLines)
        return control
