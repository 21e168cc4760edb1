"""What the hub offers: products, their dated terms and their dated prices."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from askadesk.core.errors import ChangedMeanwhile, InputError, NotFound
from askadesk.core.i18n import _, day_long
from askadesk.core.unit_of_work import Order, UnitOfWork, Work
from askadesk.hubs.finding import hub_day, hub_of
from askadesk.people.rules import checked_name
from askadesk.plans.rows import (
    DatedPrice,
    DatedTerms,
    NewProduct,
    Offer,
    ProductNews,
    ProductPage,
    ProductRow,
    TermsFields,
)
from askadesk.plans.rules import (
    checked_cents,
    checked_code,
    checked_terms,
    checked_vat,
    code_from,
)
from askadesk.plans.words import product_name as product_name
from db.queries import plans as query
from db.queries import products as product_query
from db.values import Money, ProductKind

FURTHEST = timedelta(days=3660)
"""How far ahead a price or terms may be written."""


class Offering:
    """Commands and questions about what is on offer."""

    _unit: UnitOfWork

    # --- questions -------------------------------------------------------------------------------

    def products(self, retired: bool = False) -> tuple[ProductRow, ...]:
        """Plans and passes that are on offer, or those that are ``retired``; cheapest first."""
        with self._unit.ask() as connection:
            day = hub_day(connection, self._unit)
            known = product_query.everything(connection, day)
        rows = [_row(row, known, day) for row in known.products]
        return tuple(sorted((one for one in rows if one.retired is retired), key=_by_price))

    def product(self, product: UUID) -> ProductPage:
        """All of one product. Raises NotFound."""
        with self._unit.ask() as connection:
            day = hub_day(connection, self._unit)
            known = product_query.everything(connection, day, product)
            sold = product_query.sold(connection, product)
        row = next(iter(known.products), None)
        if row is None:
            raise _unknown()
        prices, terms = _prices(known.prices[product]), _terms(known.terms[product])
        page = _row(row, known, day)
        return ProductPage(page, row.name, row.name_en, prices, terms, sold, day)

    def offers(self, day: date | None = None) -> tuple[Offer, ...]:
        """What the hub offers on ``day`` (today), cheapest first."""
        with self._unit.ask() as connection:
            rows = query.offers(connection, day or hub_day(connection, self._unit))
        return tuple(
            Offer(
                row.product,
                row.kind,
                row.code,
                product_name(row),
                Money(row.cents, row.currency) if row.cents is not None else None,
                row.units,
            )
            for row in rows
        )

    # --- commands --------------------------------------------------------------------------------

    def add_product(self, new: NewProduct, *, command: UUID | None = None) -> UUID:
        """Add a plan or pass with its first terms and price; returns the product.

        Raises InputError with the ``field`` that cannot be as it is.
        """
        checked = _checked(new)
        body = partial(_add_product, checked)
        arguments = dataclasses.asdict(checked)
        return self._unit.do(Order("plans.add_product", arguments, body, str, UUID, command))

    def change(self, product: UUID, news: ProductNews, *, command: UUID | None = None) -> None:
        """Write a new price or new terms from a day on, or another name. What was sold keeps its own.

        Raises InputError with ``field`` "valid_from", "price", "vat" or that of a term.
        """
        if news.name is not None:
            name, name_en = _checked_name(news.name), checked_name(news.name_en, "name_en")
            news = dataclasses.replace(news, name=name, name_en=name_en)
        elif news.cents is None and news.terms is None and news.vat is None:
            raise InputError(_("Nothing is different from before."), field="price")
        arguments = {"product": product, **dataclasses.asdict(news)}
        self._do("plans.change", arguments, partial(_change, product, news), command)

    def add_price(
        self,
        product: UUID,
        cents: int,
        vat: str,
        valid_from: date,
        *,
        command: UUID | None = None,
    ) -> None:
        """A new gross price from a day on, never before today and one a day."""
        self.change(product, ProductNews(valid_from, cents, vat), command=command)

    def add_terms(
        self,
        product: UUID,
        terms: TermsFields,
        valid_from: date,
        *,
        command: UUID | None = None,
    ) -> None:
        """New terms from a day on, never before today and one a day."""
        self.change(product, ProductNews(valid_from, terms=terms), command=command)

    def rename(
        self,
        product: UUID,
        name: str,
        name_en: str,
        version: int,
        *,
        command: UUID | None = None,
    ) -> None:
        """Call a product otherwise, everywhere and at once. Raises ChangedMeanwhile."""
        plain, plain_en = _checked_name(name), checked_name(name_en, "name_en")
        arguments = {"product": product, "name": plain, "name_en": plain_en, "version": version}
        body = partial(_rename, product, plain, plain_en, version)
        self._do("plans.rename", arguments, body, command)

    def archive_product(self, product: UUID, *, command: UUID | None = None) -> None:
        """Stop offering a product; what was sold of it stays good."""
        body = partial(_archive, product, True)
        self._do("plans.archive_product", {"product": product}, body, command)

    def offer_again(self, product: UUID, *, command: UUID | None = None) -> None:
        """Offer a retired product again, with the price that holds today."""
        body = partial(_archive, product, False)
        self._do("plans.offer_again", {"product": product}, body, command)

    def _do(self, kind: str, arguments: dict[str, Any], body: Any, command: UUID | None) -> None:
        self._unit.do(Order(kind, arguments, body, _nothing, _nothing, command))


def _nothing(_none: None) -> None:
    return None


def _unknown() -> NotFound:
    return NotFound(_("This plan is not there any more."), code="unknown_plan")


# --- rows ----------------------------------------------------------------------------------------


def _row(row: Any, known: product_query.Everything, day: date) -> ProductRow:
    prices, terms = _prices(known.prices[row.id]), _terms(known.terms[row.id])
    now = [one for one in prices if one.valid_from <= day]
    later = [one for one in prices if one.valid_from > day]
    held = [one for one in terms if one.valid_from <= day] or list(terms[:1])
    return ProductRow(
        id=row.id,
        kind=row.kind,
        code=row.code,
        name=product_name(row),
        terms=held[-1].terms,
        price=now[-1] if now else None,
        next_price=later[0] if later else None,
        active=known.active.get(row.id, 0),
        retired=row.archived_at is not None,
        version=row.version,
    )


def _prices(rows: Sequence[Any]) -> tuple[DatedPrice, ...]:
    """Prices in time, each with the last day on which it holds when another follows."""
    followers = [*(row.valid_from for row in rows[1:]), None]
    return tuple(
        DatedPrice(
            row.valid_from,
            Money(row.cents, row.currency),
            row.vat,
            after - timedelta(days=1) if after else None,
        )
        for row, after in zip(rows, followers, strict=True)
    )


def _terms(rows: Sequence[Any]) -> tuple[DatedTerms, ...]:
    return tuple(DatedTerms(row.valid_from, TermsFields.of(row)) for row in rows)


def _by_price(row: ProductRow) -> tuple[bool, int, str]:
    shown = row.price or row.next_price
    cents = shown.price.cents if shown is not None else 0
    return row.kind is ProductKind.MEMBERSHIP, cents, row.name.casefold()


# --- inside the transaction ----------------------------------------------------------------------


def _checked_name(name: str) -> str:
    plain = checked_name(name, "name")
    if not plain:
        raise InputError(_("A plan needs a name."), field="name")
    return plain


def write_product(new: NewProduct, work: Work) -> UUID:
    """Write a product inside a command, checked like any other. Raises InputError."""
    return _add_product(_checked(new), work)


def _checked(new: NewProduct) -> NewProduct:
    name = _checked_name(new.name)
    checked_terms(new.kind, TermsFields.of(new))
    return dataclasses.replace(
        new,
        name=name,
        name_en=checked_name(new.name_en, "name_en"),
        code=checked_code(new.code or code_from(name)),
        cents=checked_cents(new.cents),
        vat=checked_vat(new.vat),
    )


def _add_product(new: NewProduct, work: Work) -> UUID:
    connection, product = work.connection, work.ids.new()
    hub = hub_of(connection, work.actor.hub)
    taken = product_query.named(connection, new.code)
    if taken is not None:
        raise InputError(
            _("The code “{code}” is taken by “{name}”.").format(
                code=new.code, name=product_name(taken)
            ),
            field="code",
            code="code_taken",
            todo=_("Choose another code."),
        )
    row = {
        "id": product,
        "kind": new.kind,
        "code": new.code,
        "name": new.name,
        "name_en": new.name_en,
        "created_at": work.now,
        "version": 1,
    }
    product_query.add(connection, row)
    terms = TermsFields.of(new).columns()
    _write_terms(work, product, new.valid_from, terms)
    _write_price(work, product, new.valid_from, Money(new.cents, hub.currency), new.vat)
    work.changed("product", product)
    return product


def _write_terms(work: Work, product: UUID, valid_from: date, terms: dict[str, Any]) -> None:
    row = {"id": work.ids.new(), "product": product, "valid_from": valid_from, **terms}
    product_query.add_terms(work.connection, row)


def _write_price(work: Work, product: UUID, valid_from: date, price: Money, vat: str) -> None:
    row = {
        "id": work.ids.new(),
        "product": product,
        "valid_from": valid_from,
        "cents": price.cents,
        "currency": price.currency,
        "vat": vat,
    }
    product_query.add_price(work.connection, row)


def _change(product: UUID, news: ProductNews, work: Work) -> None:
    hub = hub_of(work.connection, work.actor.hub)
    today = hub.local(work.at).date()
    known = product_query.everything(work.connection, today, product)
    row = next(iter(known.products), None)
    if row is None:
        raise _unknown()
    dated = news.terms is not None or news.cents is not None or news.vat is not None
    if dated:
        _from_today_on(news.valid_from, today)
    if news.name is not None:
        _rename(product, news.name, news.name_en, news.version, work)
    if news.cents is not None or news.vat is not None:
        _new_price(work, product, news, _prices(known.prices[product]), hub.currency)
    if news.terms is not None:
        _new_terms(work, row, news.valid_from, news.terms, _terms(known.terms[product]))
    work.changed("product", product)


def _from_today_on(valid_from: date, today: date) -> None:
    if valid_from < today:
        raise InputError(
            _("A price begins today or later: what was sold keeps its own."),
            field="valid_from",
            todo=_("Choose today or a later day."),
        )
    if valid_from > today + FURTHEST:
        raise InputError(
            _("This day is more than ten years away."),
            field="valid_from",
            todo=_("Check the year of this date."),
        )


def _new_price(
    work: Work, product: UUID, news: ProductNews, prices: Sequence[DatedPrice], currency: str
) -> None:
    if any(one.valid_from == news.valid_from for one in prices):
        raise _same_day(_("A price from {day} is written already."), news.valid_from)
    before = next((one for one in reversed(prices) if one.valid_from < news.valid_from), None)
    cents, vat = news.cents, news.vat
    if cents is None:
        cents = before.price.cents if before is not None else 0
    vat = checked_vat(vat if vat is not None else before.vat if before is not None else "22")
    if before is not None and (before.price.cents, before.vat) == (cents, vat):
        raise InputError(
            _("It costs that already on {day}.").format(day=day_long(news.valid_from)),
            field="price",
            todo=_("Write another price, or leave things as they are."),
        )
    price = Money(checked_cents(cents), currency)
    _write_price(work, product, news.valid_from, price, vat)


def _new_terms(
    work: Work, row: Any, valid_from: date, terms: TermsFields, known: Sequence[DatedTerms]
) -> None:
    checked_terms(row.kind, terms)
    if known and known[-1].terms.unit is not terms.unit:
        raise InputError(
            _("What a carnet counts stays as it is."), field="units", todo=_("Add another carnet.")
        )
    if any(one.valid_from == valid_from for one in known):
        raise _same_day(_("New terms from {day} are written already."), valid_from)
    _write_terms(work, row.id, valid_from, terms.columns())


def _same_day(sentence: str, day: date) -> InputError:
    return InputError(
        sentence.format(day=day_long(day)),
        field="valid_from",
        code="same_day",
        todo=_("What is written stays: choose another day."),
    )


def _rename(product: UUID, name: str, name_en: str, version: int, work: Work) -> None:
    if not product_query.rename(work.connection, product, name, name_en, version):
        raise ChangedMeanwhile(
            _("Someone else changed this plan a moment ago."),
            kept=_("Their change is saved; yours is still on your screen."),
            todo=_("Look at it again, then save."),
        )
    work.changed("product", product)


def _archive(product: UUID, retired: bool, work: Work) -> None:
    moment = work.now if retired else None
    if not product_query.retire(work.connection, product, moment):
        raise _unknown()
    work.changed("product", product)


def grouped(rows: Sequence[ProductRow]) -> dict[ProductKind, list[ProductRow]]:
    """Products by kind, in the order in which they stand."""
    found: dict[ProductKind, list[ProductRow]] = defaultdict(list)
    for row in rows:
        found[row.kind].append(row)
    return found
