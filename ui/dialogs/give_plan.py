"""A plan or a carnet given out, of those that the hub offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, money, pgettext
from askadesk.plans.rows import Offer
from ui.dialogs.form import FormDialog
from ui.widgets.date_field import DateField
from ui.widgets.field import Field, Select


@dataclass(frozen=True, slots=True)
class PlanAsked:
    """Which product, from which day, and until when where the terms are not to say it."""

    product: str
    starts: date
    ends: date | None


class GivePlanDialog(FormDialog):
    """``answered`` carries a ``PlanAsked``."""

    def __init__(self, name: str, offers: Sequence[Offer], today: date) -> None:
        super().__init__()
        self._name, self._offers, self._today = name, tuple(offers), today
        self.product = Field(Select())
        self.starts, self.ends = Field(DateField(today)), Field(DateField())
        self.add(product=self.product)
        self.add(starts=self.starts, ends=self.ends)
        self.retranslate()

    def retranslate(self) -> None:
        self.say_heading(
            _("Give {name} a plan").format(name=self._name),
            _("It is written down as given, with nothing sold. What is on offer is set in Plans.")
            if self._offers
            else _("The hub offers no plan yet. Write the first one in the settings, under Plans."),
        )
        self.product.say(_("Plan"))
        self.starts.say(pgettext("day", "From"))
        self.ends.say(_("Until (included)"))
        self.ends.control.setPlaceholderText(  # type: ignore[attr-defined]
            _("empty: as the plan says")
        )
        self.leave.say(_("Leave it"))
        self.do.say(_("Give"))
        self.do.setEnabled(bool(self._offers))
        self._offer()

    def _offer(self) -> None:
        control = self.product.control
        assert isinstance(control, Select)
        on = control.value() if control.count() else None
        control.offer([(offer_words(one), one.code) for one in self._offers], on)

    def read(self) -> PlanAsked:
        control = self.product.control
        assert isinstance(control, Select)
        starts = self.starts.control.day("starts")  # type: ignore[attr-defined]
        ends = self.ends.control.day("ends")  # type: ignore[attr-defined]
        starts = starts or self._today
        if ends is not None and ends < starts:
            raise InputError(_("This plan would end before it begins."), field="ends")
        return PlanAsked(str(control.value()), starts, ends)


def offer_words(offer: Offer) -> str:
    """A product as a choice: its name, and its price where it has one."""
    if offer.price is None:
        return offer.name
    return _("{plan}, {price}").format(plan=offer.name, price=money(offer.price))
