"""The starter plans: each to pick or to leave, with a price to change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from askadesk.core.i18n import _, language
from askadesk.plans.rows import NewProduct
from askadesk.plans.starter import StarterPlan
from db.values import Money
from ui.dialogs.reason import read_money
from ui.first_run.steps import Step
from ui.fonts import Role
from ui.widgets.card import Card
from ui.widgets.choices import CheckBox
from ui.widgets.field import line
from ui.widgets.text import Text


@dataclass(frozen=True, slots=True)
class _Row:
    """The controls of one plan."""

    plan: StarterPlan
    picked: CheckBox
    gives: Text
    price: QLineEdit
    error: Text


class PlansStep(Step):
    """Which plans the hub begins with, and at what price."""

    def __init__(self, plans: Sequence[StarterPlan]) -> None:
        super().__init__()
        self.rows = [self._row(plan) for plan in plans]
        card = Card()
        grid = QGridLayout()
        grid.setContentsMargins(24, 12, 24, 12)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for at, row in enumerate(self.rows):
            grid.addWidget(row.picked, at, 0)
            grid.addWidget(self._said(row), at, 1)
            grid.addWidget(row.price, at, 2)
            grid.addWidget(Text("€", tone="text3"), at, 3)
        card.body.addLayout(grid)
        self.column.addWidget(card)
        self.column.addStretch(1)
        self.retranslate()

    def _row(self, plan: StarterPlan) -> _Row:
        row = _Row(
            plan,
            CheckBox(),
            Text(tone="text2", role=Role.SECOND, elide=True),
            line(),
            Text(role=Role.SECOND, tone="bad", wrap=True),
        )
        row.price.setFixedWidth(104)
        row.price.setAlignment(Qt.AlignmentFlag.AlignRight)
        row.price.setText(_typed(plan.product.cents))
        row.picked.setChecked(plan.picked)
        row.picked.toggled.connect(row.price.setEnabled)
        row.price.setEnabled(plan.picked)
        row.price.textEdited.connect(row.error.hide)
        row.error.hide()
        return row

    def _said(self, row: _Row) -> QWidget:
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(row.gives)
        column.addWidget(row.error)
        column.addStretch(1)
        return said

    def plans(self) -> tuple[NewProduct, ...]:
        """Those that were picked, with their prices. Call it after ``check``."""
        picked = []
        for row in self.rows:
            price = read_money(row.price.text(), "EUR")
            if row.picked.isChecked() and price is not None:
                picked.append(replace(row.plan.product, cents=price.cents))
        return tuple(picked)

    def check(self) -> bool:
        wrong = [row for row in self.rows if row.picked.isChecked() and not _has_price(row)]
        for row in wrong:
            row.error.say(_("This is not a price. Write it as 15.00."))
            row.error.show()
        if wrong:
            wrong[0].price.setFocus()
        return not wrong

    def retranslate(self) -> None:
        for row in self.rows:
            new = row.plan.product
            name = new.name_en if language() == "en" and new.name_en else new.name
            row.picked.setText(name)
            row.gives.say(_(row.plan.gives))
            row.price.setAccessibleName(_("Price of {plan}").format(plan=name))
            money = read_money(row.price.text(), "EUR")
            if money is not None:
                row.price.setText(_typed(money.cents))

    def short(self) -> str:
        return _("Plans")

    def title(self) -> str:
        return _("What do you offer, and at what price?")

    def sentence(self) -> str:
        return _("Pick what you begin with. Prices include VAT; more plans wait in Settings.")

    def first(self) -> QWidget:
        return self.rows[0].picked


def _has_price(row: _Row) -> bool:
    return read_money(row.price.text(), "EUR") is not None


def _typed(cents: int) -> str:
    amount = f"{Money(cents).decimal:.2f}"
    return amount.replace(".", ",") if language() == "it" else amount
