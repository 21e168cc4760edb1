"""A small dialog with a few fields: it stays open until what it asks for was done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from askadesk.core.errors import InputError
from ui.dialogs.base import Dialog
from ui.widgets.button import Button, Kind
from ui.widgets.field import Field


class FormDialog(Dialog):
    """``answered`` carries what ``read`` gives; close it with ``finish``.

    ``complain`` shows beside its field what to change, and nothing typed is lost; ``again`` gives the
    button back after a refusal that no field can mend. ``fields`` names the fields as services do.
    """

    answered = Signal(object)

    def __init__(self, *, wide: int = 480, kind: Kind = "accent") -> None:
        super().__init__(wide=wide)
        self.fields: dict[str, Field] = {}
        self.body.setSpacing(8)
        self.leave = self.add_button(Button(key="Esc"))
        self.do = self.add_button(Button(kind=kind, key="F2"))
        self.leave.clicked.connect(self.close_down)
        self.do.clicked.connect(self.accept)

    def add(self, **fields: Field) -> None:
        """Add fields beside each other, called as given."""
        row = QHBoxLayout()
        row.setSpacing(12)
        for one in fields.values():
            row.addWidget(one, 1, Qt.AlignmentFlag.AlignTop)
        self.fields.update(fields)
        self.body.addLayout(row)

    def read(self) -> object:
        """What was written. Raises InputError that names the field."""
        raise NotImplementedError

    def first(self) -> QWidget | None:
        found = next(iter(self.fields.values()), None)
        if found is None:
            return None
        if isinstance(found.control, QLineEdit):
            found.control.selectAll()
        return found.control

    def accept(self) -> None:
        if not self.do.isEnabled():
            return
        for one in self.fields.values():
            one.forgive()
        try:
            written = self.read()
        except InputError as error:
            self.complain(error)
            return
        self.do.setEnabled(False)
        self.answered.emit(written)

    def complain(self, error: InputError) -> None:
        """Say beside the field what to change; the field gets the focus."""
        self.do.setEnabled(True)
        found = self.fields.get(error.field or "") or next(iter(self.fields.values()), None)
        if found is not None:
            found.complain(" ".join(filter(None, (error.what, error.todo))))
            found.control.setFocus()

    def again(self) -> None:
        """It was not done; what was typed stays."""
        self.do.setEnabled(True)

    def finish(self) -> None:
        """It was done."""
        self.close_down()


def text_of(one: Field) -> str:
    """What stands in a line, without the spaces around it."""
    control = one.control
    assert isinstance(control, QLineEdit)
    return control.text().strip()
