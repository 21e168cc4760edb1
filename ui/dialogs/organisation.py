"""An organisation written or put right."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from askadesk.core.errors import InputError
from askadesk.core.i18n import _
from askadesk.people.rows import OrganisationFields, OrganisationPage
from ui.dialogs.form import FormDialog, text_of
from ui.dialogs.person import field_label
from ui.widgets.field import Field, line, note


class OrganisationDialog(FormDialog):
    """``answered`` carries the ``OrganisationFields``; ``version`` is the one they rest on."""

    def __init__(self, page: OrganisationPage | None = None) -> None:
        super().__init__(wide=640)
        self.page = page
        self.version = page.version if page is not None else 0
        self.add(name=Field(line()))
        self.add(vat_number=Field(line()), phone=Field(line()))
        self.add(email=Field(line()), address=Field(line()))
        self.add(note=Field(note(lines=2)))
        if page is not None:
            self.take(page.fields, page.version)
        self.retranslate()

    def retranslate(self) -> None:
        self.say_heading(
            _("New organisation") if self.page is None else _("Edit organisation"),
            _("The name is enough. The rest can be added when it is needed."),
        )
        for name, one in self.fields.items():
            one.say(field_label(name))
        self.leave.say(_("Leave it"))
        self.do.say(_("Save"))

    def take(self, fields: OrganisationFields, version: int) -> None:
        """Show these, to be saved as ``version``."""
        self.version = version
        for name, one in self.fields.items():
            control = one.control
            if isinstance(control, QLineEdit):
                control.setText(getattr(fields, name))
            elif isinstance(control, QPlainTextEdit):
                control.setPlainText(getattr(fields, name))

    def read(self) -> OrganisationFields:
        words = self.fields["note"].control
        assert isinstance(words, QPlainTextEdit)
        lines = {name: text_of(one) for name, one in self.fields.items() if name != "note"}
        if not lines["name"]:
            raise InputError(_("An organisation needs a name."), field="name")
        return OrganisationFields(**lines, note=words.toPlainText().strip())
