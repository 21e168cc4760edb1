"""What a space costs: its prices in time, newest first, and a form for one more. None is ever changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, day_whole, money, ngettext, number, pgettext
from askadesk.core.reach import number_between
from askadesk.plans.rules import checked_cents, typed_cents, typed_number
from askadesk.rooms.rows import SpacePriceRow
from askadesk.rooms.spaces import MOST_CREDITS
from db.values import Money
from ui.fonts import Role
from ui.pages.settings.plan_panel import offer_vat
from ui.pages.settings.sections import SidePanel
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.card import Rule
from ui.widgets.date_field import DateField
from ui.widgets.field import Field, Select, line
from ui.widgets.scroll import ScrollColumn
from ui.widgets.text import Text

AMOUNTS = ("hour", "half_day", "day")


class _Price(QWidget):
    """One price: from when and for whom, and how much."""

    def __init__(self, price: SpacePriceRow, plan: str) -> None:
        super().__init__()
        since = _("from {day}").format(day=day_whole(price.valid_from))
        whom = _("{since}, {plan}").format(since=since, plan=plan) if plan else since
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(0)
        column.addWidget(Text(amounts_words(price), Role.PRIMARY, wrap=True))
        column.addWidget(Text(whom, Role.SECOND, "text3", wrap=True))


def amounts_words(price: SpacePriceRow) -> str:
    """``24,00 € l'ora · 80,00 € mezza giornata``."""
    said = []
    if price.hour is not None:
        said.append(_("{price} an hour").format(price=money(price.hour)))
    if price.half_day is not None:
        said.append(_("{price} half a day").format(price=money(price.half_day)))
    if price.day is not None:
        said.append(_("{price} a day").format(price=money(price.day)))
    if price.credits is not None:
        words = ngettext("{count} credit an hour", "{count} credits an hour", price.credits)
        said.append(words.format(count=number(price.credits)))
    return " · ".join(said) or _("free of charge")


class SpacePricesPanel(Speaking, SidePanel):
    """``add_asked`` carries a ``SpacePriceRow``. What is typed stays until ``forget``."""

    add_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(368, parent)
        self._prices: tuple[SpacePriceRow, ...] = ()
        self._plans: tuple[tuple[UUID, str], ...] = ()
        self._today: date | None = None
        self._rows: list[_Price] = []
        self._whom, self._vat = Select(), Select()
        self.whom, self.vat = Field(self._whom), Field(self._vat)
        self.amounts = {one: Field(line()) for one in AMOUNTS}
        self.credits, self.valid_from = Field(line()), Field(DateField())
        self.none = Text(tone="text2", wrap=True)
        self.keeps = Text(role=Role.SECOND, tone="text2", wrap=True)
        self.add = Button(kind="accent", icon="check", key="F2")
        self._list = QVBoxLayout()
        self._lay_out()
        self.add.clicked.connect(self.ask_add)
        self.retranslate()

    def _lay_out(self) -> None:
        scroll = ScrollColumn()
        scroll.set_margins(16, 12, 16, 12)
        column = scroll.column
        column.setSpacing(8)
        self._list.setSpacing(0)
        column.addLayout(self._list)
        column.addWidget(self.none)
        column.addWidget(Rule())
        column.addWidget(self.whom)
        pairs = (
            (self.amounts["hour"], self.amounts["half_day"]),
            (self.amounts["day"], self.credits),
            (self.vat, self.valid_from),
        )
        for pair in pairs:
            row = QHBoxLayout()
            row.setSpacing(12)
            for field in pair:
                row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        column.addWidget(self.keeps)
        column.addStretch(1)
        self.inside.setSpacing(0)
        self.inside.addWidget(scroll, 1)
        self.footer.addWidget(self.add)
        self.footer.addStretch(1)

    def show_prices(
        self, prices: Sequence[SpacePriceRow], plans: Sequence[tuple[UUID, str]], today: date
    ) -> None:
        """The prices of the space, and the plans that may have one of their own."""
        self._prices, self._plans, self._today = tuple(prices), tuple(plans), today
        if not _edit(self.valid_from).text():
            _date(self.valid_from).show_day(today)
        self._settle()

    def _settle(self) -> None:
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        names = dict(self._plans)
        whose = [names.get(one.product, "") if one.product else "" for one in self._prices]
        self._rows = [_Price(*one) for one in zip(self._prices, whose, strict=True)]
        for row in self._rows:
            self._list.addWidget(row)
        self.none.setVisible(not self._rows)
        plans: list[tuple[str, object]] = [(name, id) for id, name in self._plans]
        self._whom.offer([(_("Everybody"), None), *plans], self._whom.value())
        offer_vat(self._vat, str(self._vat.value() or "22"))

    # what is typed -------------------------------------------------------------------------------

    def ask_add(self) -> None:
        """Say what was written, or what cannot be read."""
        for field in self._every():
            field.forgive()
        try:
            self.add_asked.emit(self._written())
        except InputError as error:
            self.complain(error)

    def _every(self) -> list[Field]:
        return [*self.amounts.values(), self.credits, self.valid_from]

    def _written(self) -> SpacePriceRow:
        amounts = {name: self._amount(name) for name in AMOUNTS}
        credits = typed_number(_edit(self.credits).text(), "credits")
        if credits is not None:
            number_between(credits, 0, MOST_CREDITS, "credits")
        if credits is None and not any(one is not None for one in amounts.values()):
            raise InputError(_("Write at least one price."), field="hour")
        day = _date(self.valid_from).day("valid_from")
        if day is None:
            raise InputError(_("From which day?"), field="valid_from")
        whom = self._whom.value()
        product = whom if isinstance(whom, UUID) else None
        return SpacePriceRow(
            valid_from=day,
            product=product,
            hour=amounts["hour"],
            half_day=amounts["half_day"],
            day=amounts["day"],
            credits=credits,
            vat=str(self._vat.value()),
        )

    def _amount(self, name: str) -> Money | None:
        cents = typed_cents(_edit(self.amounts[name]).text(), name)
        return None if cents is None else Money(checked_cents(cents, name))

    def complain(self, error: InputError) -> None:
        """Show ``error`` beside its field."""
        fields = {**self.amounts, "credits": self.credits, "valid_from": self.valid_from}
        field = fields.get(error.field or "", self.amounts["hour"])
        field.complain(error.sentence)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """What was typed is saved."""
        for field in self._every():
            _edit(field).clear()
            field.complain("")
        _date(self.valid_from).show_day(self._today)

    def retranslate(self) -> None:
        self.title.say(_("Prices"))
        self.none.say(_("No price is written: it costs nothing."))
        self.whom.say(_("For whom"))
        said = {"hour": _("An hour"), "half_day": _("Half a day"), "day": _("A day")}
        for name, words in said.items():
            self.amounts[name].say(words)
        self.credits.say(_("Credits an hour"))
        self.vat.say(_("VAT"))
        self.valid_from.say(pgettext("day", "From"))
        self.keeps.say(_("Prices include VAT. What is booked keeps the price it was booked for."))
        self.add.say(_("Add the price"))
        self._settle()


def _edit(field: Field) -> QLineEdit:
    control = field.control
    assert isinstance(control, QLineEdit)
    return control


def _date(field: Field) -> DateField:
    control = field.control
    assert isinstance(control, DateField)
    return control
