"""Before a booking is called off: who asks for it, and why."""

from __future__ import annotations

from dataclasses import dataclass

from askadesk.core.i18n import _
from db.values import CalledOffBy
from ui.dialogs.form import FormDialog, text_of
from ui.widgets.field import Field, Select, line


@dataclass(frozen=True, slots=True)
class CalledOff:
    """Who calls it off, and why."""

    by: CalledOffBy
    reason: str


class CallOffDialog(FormDialog):
    """``answered`` carries a ``CalledOff``. The safe choice is first, and Esc keeps the booking."""

    def __init__(self, who: str, when: str) -> None:
        super().__init__(kind="danger")
        self._words = who, when
        self.by = Select()
        self.add(by=Field(self.by))
        self.add(reason=Field(line()))
        self.retranslate()

    def retranslate(self) -> None:
        who, when = self._words
        self.say_heading(
            _("Call off {who}, {when}?").format(who=who, when=when),
            _("Its time is free at once. It can be taken up again."),
        )
        self.by.offer(
            [
                (_("Whoever booked"), CalledOffBy.HOLDER),
                (_("The desk"), CalledOffBy.DESK),
                (_("The hub, which is closed then"), CalledOffBy.HUB),
            ],
            self.by.value() or CalledOffBy.HOLDER,
        )
        self.fields["by"].say(_("Who asks for it"))
        self.fields["reason"].say(_("Why (may be empty)"))
        self.leave.say(_("Keep it"))
        self.do.say(_("Call off"))

    def read(self) -> CalledOff:
        by = self.by.value()
        return CalledOff(CalledOffBy(str(by)), text_of(self.fields["reason"]))
