"""Non ammettere: why, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from askadesk.core.errors import InputError
from askadesk.core.i18n import _
from ui.dialogs.form import FormDialog, text_of
from ui.widgets.date_field import DateField
from ui.widgets.field import Field, line


@dataclass(frozen=True, slots=True)
class BarAsked:
    """Why someone is not let in, and the last day of it (None: until it is lifted)."""

    reason: str
    until: date | None


class BarDialog(FormDialog):
    """``answered`` carries a ``BarAsked``."""

    def __init__(self, name: str) -> None:
        super().__init__(kind="danger")
        self._name = name
        self.reason, self.until = Field(line()), Field(DateField())
        self.add(reason=self.reason)
        self.add(until=self.until)
        self.retranslate()

    def retranslate(self) -> None:
        self.say_heading(
            _("Do not let {name} in").format(name=self._name),
            _(
                "At the door they hear only that the reception waits for them. The reason is for"
                " whoever may read it."
            ),
        )
        self.reason.say(_("Reason"))
        self.until.say(_("Until (included)"))
        self.until.control.setPlaceholderText(  # type: ignore[attr-defined]
            _("empty: until you lift it")
        )
        self.leave.say(_("Leave it"))
        self.do.say(_("Do not let in"))

    def read(self) -> BarAsked:
        until = self.until.control.day("until")  # type: ignore[attr-defined]
        if not text_of(self.reason):
            raise InputError(
                _("Write why, in a few words: it stays in the register."), field="reason"
            )
        return BarAsked(text_of(self.reason), until)
