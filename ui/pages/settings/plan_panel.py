"""The panel of one plan: what it gives, its prices in time, and a new price with its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, day_spoken, money, ngettext, number, pgettext
from askadesk.plans import words
from askadesk.plans.rows import DatedPrice, ProductNews, ProductPage, ProductRow, TermsFields
from askadesk.plans.rules import (
    NATURES,
    VAT_CODES,
    checked_cents,
    typed_cents,
    typed_number,
    vat_of,
)
from db.values import Money, ProductKind, Unit
from ui.fonts import Role
from ui.pages.settings.plan_prices import PriceHistory
from ui.pages.settings.sections import SidePanel
from ui.widgets.base import Speaking
from ui.widgets.button import Button, LinkButton
from ui.widgets.card import Rule
from ui.widgets.chip import Chip
from ui.widgets.date_field import DateField
from ui.widgets.empty import EmptyState
from ui.widgets.field import Field, Select, line
from ui.widgets.scroll import ScrollColumn
from ui.widgets.text import Text

VALIDITIES = (None, 1, 7, 15, 30, 60, 90, 180, 365)


def offer_validity(select: Select, on: int | None) -> None:
    """Offer how long a right holds, ``on`` among the usual lengths."""
    days = [*VALIDITIES] if on in VALIDITIES else [*VALIDITIES, on]
    select.offer([(words.validity(one), one) for one in days], on)


def offer_vat(select: Select, on: str) -> None:
    """Offer every rate and nature code."""
    select.offer([(words.vat(one), one) for one in VAT_CODES], on)


def next_month(today: date) -> date:
    """The first day of the month after ``today``."""
    return date(today.year + today.month // 12, today.month % 12 + 1, 1)


class PlanPanel(Speaking, SidePanel):
    """``news_asked`` carries product and ``ProductNews``. Nothing typed is lost until ``forget``."""

    news_asked = Signal(object, object)
    retire_asked = Signal(object)
    offer_asked = Signal(object)
    terms_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(368, parent)
        self._page: ProductPage | None = None
        self.chip = Chip(tone="ink", icon="ticket")
        self.header.addWidget(self.chip)
        self.count = Field(line())
        self._good, self._vat = Select(), Select()
        self.good, self.vat = Field(self._good), Field(self._vat)
        self.history_label = Text(role=Role.SECOND_MEDIUM, tone="text2")
        self.history = PriceHistory()
        self._price, self._from = line(), DateField()
        self.price, self.valid_from = Field(self._price), Field(self._from)
        self.split = Text(role=Role.SECOND, tone="text2", wrap=True)
        self.details = QGridLayout()
        self._said: list[Text] = []
        self.terms = LinkButton(icon="pen-line")
        self.save = Button(kind="accent", icon="check", key="F2")
        self.retire = Button()
        self.column = ScrollColumn()
        self.empty = EmptyState()
        self._lay_out()
        self._wire()
        self.retranslate()

    def _lay_out(self) -> None:
        column = self.column.column
        self.column.set_margins(16, 14, 16, 12)
        column.setSpacing(12)
        column.addLayout(_beside((self.count, 84), (self.good, 0), (self.vat, 96)))
        history = QHBoxLayout()
        history.addWidget(self.history_label)
        column.addLayout(history)
        column.setSpacing(8)
        column.addWidget(self.history)
        column.addSpacing(4)
        column.addLayout(_beside((self.price, 0), (self.valid_from, 152)))
        column.addWidget(self.split)
        column.addSpacing(4)
        column.addWidget(Rule())
        self.details.setContentsMargins(0, 0, 0, 0)
        self.details.setHorizontalSpacing(12)
        self.details.setVerticalSpacing(4)
        self.details.setColumnStretch(1, 1)
        column.addLayout(self.details)
        column.addWidget(self.terms, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.inside.setSpacing(0)
        self.inside.addWidget(self.column, 1)
        self.inside.addWidget(self.empty, 1)
        self.footer.addWidget(self.save)
        self.footer.addStretch(1)
        self.footer.addWidget(self.retire)

    def _wire(self) -> None:
        for edit in (self._price, self._from):
            edit.textEdited.connect(self._typed)
        self._count.textEdited.connect(self._typed)
        self._vat.activated.connect(self._typed)
        self._good.activated.connect(self._typed)
        self.save.clicked.connect(self.ask_save)
        self.retire.clicked.connect(self._ask_retire)
        self.terms.clicked.connect(self._ask_terms)

    @property
    def _count(self) -> QLineEdit:
        control = self.count.control
        assert isinstance(control, QLineEdit)
        return control

    # what there is -------------------------------------------------------------------------------

    @property
    def product(self) -> UUID | None:
        """The product shown; None when there is none."""
        return self._page.row.id if self._page is not None else None

    def show_product(self, page: ProductPage | None) -> None:
        """Show a product. What is typed stays when it is the same one, read again."""
        same = page is not None and self.product == page.row.id
        self._page = page
        for part in (self.column, self.chip):
            part.setVisible(page is not None)
        self.empty.setVisible(page is None)
        self.show_footer(page is not None)
        if page is None:
            self.title.say("")
        elif same:
            self._settle(page)
        else:
            self.forget()

    def forget(self) -> None:
        """What was typed is saved, or is of another plan: show the plan as it is."""
        page = self._page
        if page is None:
            return
        terms = page.row.terms
        is_pass = page.row.kind is ProductKind.PASS
        count = terms.units if is_pass else terms.seats
        self._count.setText("" if count is None else str(count))
        offer_validity(self._good, terms.validity_days)
        offer_vat(self._vat, self._standing(page).vat)
        self._price.setText("")
        self._from.show_day(next_month(page.today))
        for field in (self.count, self.good, self.vat, self.price, self.valid_from):
            field.complain("")
        self._settle(page)

    def _standing(self, page: ProductPage) -> DatedPrice:
        shown = page.row.price or page.row.next_price
        return shown if shown is not None else DatedPrice(page.today, Money(0), "22")

    def _settle(self, page: ProductPage) -> None:
        row = page.row
        self.title.say(row.name)
        active = ngettext("{count} active", "{count} active", row.active)
        icon = "ticket" if row.kind is ProductKind.PASS else "id-card"
        self.chip.say(active.format(count=number(row.active)), "ink", icon)
        self.count.say(_counted(row))
        self._count.setPlaceholderText("" if row.kind is ProductKind.PASS else "1")
        self.retire.say(_("Offer again") if row.retired else _("Retire"))
        self.history.show_prices(page.prices, page.today)
        self._show_details(page)
        self._typed()

    def _show_details(self, page: ProductPage) -> None:
        for text in self._said:
            self.details.removeWidget(text)
            text.hide()
            text.deleteLater()
        self._said = []
        for at, (label, value) in enumerate(words.details(page.row.kind, page.row.terms)):
            about, holds = Text(label, Role.SECOND, "text3"), Text(value, Role.SECOND, wrap=True)
            self.details.addWidget(about, at, 0, Qt.AlignmentFlag.AlignTop)
            self.details.addWidget(holds, at, 1)
            self._said += [about, holds]

    # what is typed -------------------------------------------------------------------------------

    def _typed(self) -> None:
        """Split what is typed while it is typed; what is not an amount yet says nothing."""
        page = self._page
        if page is None:
            return
        try:
            cents, day = typed_cents(self._price.text()), self._from.day("valid_from")
        except InputError:
            cents, day = None, None
        typed = self._terms_typed(page)
        only_terms = typed != page.row.terms and not self._price.text().strip()
        self.save.say(_("Save what it gives") if only_terms else _("Save the new price"))
        if cents is None or day is None:
            self.history.show_typed(None)
            self.split.say(_("Who has bought already keeps their price."))
            return
        code = str(self._vat.value())
        gross = Money(cents, self._standing(page).price.currency)
        self.history.show_typed(DatedPrice(day, gross, code))
        self.split.say(_split(gross, code, day))

    def _terms_typed(self, page: ProductPage) -> TermsFields:
        """The terms as they stand in the fields; what cannot be read is as it was."""
        try:
            return self._read_terms(page)
        except InputError:
            return page.row.terms

    def _read_terms(self, page: ProductPage) -> TermsFields:
        is_pass = page.row.kind is ProductKind.PASS
        field = "units" if is_pass else "seats"
        count = typed_number(self._count.text(), field)
        good = self._good.value()
        days = good if isinstance(good, int) else None
        terms = replace(page.row.terms, validity_days=days)
        return replace(terms, units=count) if is_pass else replace(terms, seats=count)

    def ask_save(self) -> None:
        """Ask to save what was typed; what cannot be read is said beside its field."""
        page = self._page
        if page is None:
            return
        try:
            news = self._news(page)
        except InputError as error:
            self.complain(error)
            return
        self.news_asked.emit(page.row.id, news)

    def _news(self, page: ProductPage) -> ProductNews:
        terms = self._read_terms(page)
        cents = typed_cents(self._price.text())
        if cents is not None:
            checked_cents(cents)
        vat = str(self._vat.value())
        day = self._from.day("valid_from")
        if day is None:
            raise InputError(_("From which day?"), field="valid_from")
        new_terms = terms if terms != page.row.terms else None
        new_vat = vat if cents is not None or vat != self._standing(page).vat else None
        if cents is None and new_vat is None and new_terms is None:
            raise InputError(
                _("Nothing is different from before."),
                field="price",
                todo=_("Write the new price first."),
            )
        return ProductNews(day, cents, new_vat, new_terms)

    def complain(self, error: InputError) -> None:
        """Show ``error`` beside its field; the focus goes there."""
        fields = {
            "valid_from": self.valid_from,
            "vat": self.vat,
            "units": self.count,
            "seats": self.count,
            "validity_days": self.good,
        }
        field = fields.get(error.field or "", self.price)
        field.complain(error.sentence)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_retire(self) -> None:
        if self._page is not None:
            asked = self.offer_asked if self._page.row.retired else self.retire_asked
            asked.emit(self._page)

    def _ask_terms(self) -> None:
        if self._page is not None:
            self.terms_asked.emit(self._page)

    def retranslate(self) -> None:
        self.good.say(_("Good for"))
        self.vat.say(_("VAT"))
        self.history_label.say(_("Price, over time"))
        self.price.say(_("New price"))
        self.valid_from.say(pgettext("day", "From"))
        self.terms.say(_("Change name, hours and guests"))
        self.empty.say(
            _("No plan is chosen"), _("Choose one at the left to see what it gives and costs.")
        )
        if self._page is not None:
            good, vat = self._good.value(), str(self._vat.value())
            offer_validity(self._good, good if isinstance(good, int) else None)
            offer_vat(self._vat, vat)
            self._settle(self._page)


def _counted(row: ProductRow) -> str:
    """What the first field counts."""
    if row.kind is not ProductKind.PASS:
        return _("At once")
    return _("Credits") if row.terms.unit is Unit.CREDITS else _("Entries")


def _split(gross: Money, code: str, day: date) -> str:
    """Net and VAT of what is typed, and from when the desk asks for it."""
    net, tax = vat_of(gross, code)
    if code in NATURES:
        return _("{price}, without VAT ({code}). The desk asks for it from {day}.").format(
            price=money(gross), code=code, day=day_spoken(day)
        )
    return _("{net} + VAT {tax}. The desk asks for it from {day}.").format(
        net=money(net), tax=money(tax), day=day_spoken(day)
    )


def _beside(*parts: tuple[Field, int]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    for field, wide in parts:
        if wide:
            field.setFixedWidth(wide)
        row.addWidget(field, 0 if wide else 1, Qt.AlignmentFlag.AlignTop)
    return row
