"""A reason, and where money is involved its amount: for an override, and for handing out a pass."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, language
from askadesk.plans.rules import typed_cents
from askadesk.presence.service import checked_reason
from db.values import Money
from ui.dialogs.base import Dialog
from ui.widgets.button import Button
from ui.widgets.field import Field, line

_MOST_CENTS = 10_000_000


@dataclass(frozen=True, slots=True)
class Reason:
    """What was answered: the reason, and the amount when one was asked for."""

    words: str
    price: Money | None = None


class ReasonDialog(Dialog):
    """Asks for a reason. ``given`` carries a ``Reason``.

    ``suggestion`` stands in the field, selected: Enter takes it. With ``price`` the amount can be
    changed as well.
    """

    given = Signal(object)

    def __init__(
        self,
        title: str,
        explanation: str,
        verb: str,
        *,
        suggestion: str = "",
        price: Money | None = None,
    ) -> None:
        super().__init__()
        self._words = title, explanation, verb
        self._price = price
        self.reason = Field(line(suggestion))
        self.amount = Field(line(typed(price) if price else ""))
        self.body.addWidget(self.reason)
        self.body.addWidget(self.amount)
        self.amount.setVisible(price is not None)
        self._leave = self.add_button(Button(key="Esc"))
        self._do = self.add_button(Button(kind="accent", key="F2"))
        self._leave.clicked.connect(self.close_down)
        self._do.clicked.connect(self.accept)
        self.retranslate()

    def retranslate(self) -> None:
        title, explanation, verb = self._words
        self.say_heading(title, explanation)
        self.reason.say(_("Reason"))
        self.amount.say(_("Price"))
        self._leave.say(_("Leave it"))
        self._do.say(verb)

    def first(self) -> QWidget:
        control = self.reason.control
        control.selectAll()  # type: ignore[attr-defined]
        return control

    def accept(self) -> None:
        words = self.reason.control.text().strip()  # type: ignore[attr-defined]
        wrong = _wrong_reason(words)
        if wrong:
            self.reason.complain(wrong)
            self.reason.control.setFocus()
            return
        price = self._read_price()
        if self._price is not None and price is None:
            self.amount.complain(_("Write an amount such as 15.00."))
            self.amount.control.setFocus()
            return
        self.close_down()
        self.given.emit(Reason(words, price))

    def _read_price(self) -> Money | None:
        if self._price is None:
            return None
        typed = self.amount.control.text()  # type: ignore[attr-defined]
        return read_money(typed, self._price.currency)


def _wrong_reason(words: str) -> str:
    """What is to be changed in a reason, "" for one that can be kept."""
    if not words:
        return _("Write why, in a few words: it stays in the register.")
    try:
        checked_reason(words)
    except InputError as error:
        return error.sentence
    return ""


def read_money(typed: str, currency: str) -> Money | None:
    """The amount in ``typed`` ("15", "15,00", "€ 15.00"); None when it is none."""
    try:
        cents = typed_cents(typed)
    except InputError:
        return None
    return Money(cents, currency) if cents is not None and cents <= _MOST_CENTS else None


def typed(price: Money) -> str:
    """The amount as one would type it."""
    return f"{price.decimal:.2f}".replace(".", "," if language() == "it" else ".")
