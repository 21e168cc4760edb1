"""The balance of a carnet put right, with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, ngettext
from db.values import Unit
from ui.dialogs.form import FormDialog, text_of
from ui.widgets.field import Field, line

_MOST = 999


@dataclass(frozen=True, slots=True)
class BalanceAsked:
    """By how many units the balance changes, and why."""

    delta: int
    reason: str


class BalanceDialog(FormDialog):
    """``answered`` carries a ``BalanceAsked``. What is typed is the balance that should stand."""

    def __init__(self, plan: str, left: int, unit: Unit = Unit.VISITS) -> None:
        super().__init__()
        self._credits = unit is Unit.CREDITS
        self._plan, self._left = plan, left
        self.left, self.reason = Field(line(str(left))), Field(line())
        self.add(left=self.left)
        self.add(reason=self.reason)
        self.fields["delta"] = self.left
        self.retranslate()

    def retranslate(self) -> None:
        words = ngettext(
            "There is {count} entry left.", "There are {count} entries left.", self._left
        )
        label = _("Entries that should be left")
        if self._credits:
            label = _("Credits that should be left")
            words = ngettext(
                "There is {count} credit left.", "There are {count} credits left.", self._left
            )
        said = words.format(count=self._left)
        self.say_heading(
            _("Put {plan} right").format(plan=self._plan),
            _("{left} What stood before stays in the register.").format(left=said),
        )
        self.left.say(label)
        self.reason.say(_("Reason"))
        self.leave.say(_("Leave it"))
        self.do.say(_("Put right"))

    def read(self) -> BalanceAsked:
        typed = text_of(self.left)
        if not typed.isdecimal() or int(typed) > _MOST:
            raise InputError(
                _("Write a whole number, from 0 to {most}.").format(most=_MOST), field="left"
            )
        if int(typed) == self._left:
            raise InputError(_("This is what stands already."), field="left")
        if not text_of(self.reason):
            raise InputError(
                _("Write why, in a few words: it stays in the register."), field="reason"
            )
        return BalanceAsked(int(typed) - self._left, text_of(self.reason))
