"""What is on offer: dated prices and terms, and every input that cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from askadesk.core.errors import ChangedMeanwhile, InputError, NotFound
from askadesk.core.i18n import speaking
from askadesk.plans.rows import NewProduct, ProductNews, ProductRow, TermsFields
from db.models import Product, ProductPrice, ProductTerms
from db.values import Money, ProductKind
from tests.hub_of_tests import TUESDAY, HubOfTests

TOMORROW = TUESDAY + timedelta(days=1)
NEW_YEAR = date(2027, 1, 1)
CARNET = NewProduct(ProductKind.PASS, "", "Carnet 10 ingressi", 12000, TUESDAY, units=10)
PLAN = NewProduct(ProductKind.MEMBERSHIP, "flex", "Mensile flessibile", 14000, TUESDAY)


def only(hub: HubOfTests, *, retired: bool = False) -> ProductRow:
    [row] = hub.desk.plans.products(retired)
    return row


def test_a_new_plan_gets_a_code_of_its_own_name(hub: HubOfTests) -> None:
    hub.desk.plans.add_product(CARNET)
    row = only(hub)
    assert (row.code, row.name, row.terms.units) == ("carnet-10-ingressi", "Carnet 10 ingressi", 10)
    assert row.price is not None
    assert (row.price.price, row.price.vat) == (Money(12000), "22")


def test_a_new_price_stands_from_its_day_on_and_the_old_one_stays(hub: HubOfTests) -> None:
    product = hub.desk.plans.add_product(CARNET)
    hub.desk.plans.add_price(product, 12800, "22", NEW_YEAR)
    row = only(hub)
    assert row.price is not None
    assert row.price.price == Money(12000)
    assert row.price.until == date(2026, 12, 31)
    assert row.next_price is not None
    assert row.next_price.price == Money(12800)
    hub.at("09:00", NEW_YEAR)
    later = only(hub)
    assert later.price is not None
    assert later.price.price == Money(12800)
    assert later.next_price is None


def test_new_terms_do_not_touch_what_was_sold(hub: HubOfTests) -> None:
    product = hub.desk.plans.add_product(replace(CARNET, validity_days=90))
    person = hub.person()
    code = only(hub).code
    hub.holds(person, code)
    hub.desk.plans.add_terms(product, TermsFields(units=12, validity_days=60), TOMORROW)
    hub.at("09:00", TOMORROW)
    assert only(hub).terms.units == 12
    assert hub.left(person) == 10
    page = hub.desk.plans.product(product)
    assert [one.terms.units for one in page.terms] == [10, 12]
    assert (page.sold, page.row.active) == (1, 1)


def test_price_and_terms_change_in_one_or_not_at_all(hub: HubOfTests) -> None:
    product = hub.desk.plans.add_product(CARNET)
    hub.desk.plans.add_price(product, 13000, "22", NEW_YEAR)
    wrong = ProductNews(NEW_YEAR, 12800, "22", TermsFields(units=12))
    with pytest.raises(InputError):
        hub.desk.plans.change(product, wrong)
    assert len(hub.rows(ProductTerms)) == 1
    hub.desk.plans.change(product, replace(wrong, valid_from=TOMORROW))
    assert (len(hub.rows(ProductPrice)), len(hub.rows(ProductTerms))) == (3, 2)


@pytest.mark.parametrize(
    ("news", "field"),
    [
        (ProductNews(TUESDAY - timedelta(days=1), 100), "valid_from"),
        (ProductNews(date(2126, 1, 1), 100), "valid_from"),
        (ProductNews(TUESDAY, 100), "valid_from"),
        (ProductNews(TOMORROW, -1), "price"),
        (ProductNews(TOMORROW, 99_999_999), "price"),
        (ProductNews(TOMORROW, 12000), "price"),
        (ProductNews(TOMORROW), "price"),
        (ProductNews(TOMORROW, 100, "19"), "vat"),
        (ProductNews(TOMORROW, terms=TermsFields()), "units"),
        (ProductNews(TUESDAY, terms=TermsFields(units=3)), "valid_from"),
    ],
    ids=[
        "yesterday",
        "in a hundred years",
        "two prices on one day",
        "below zero",
        "beyond all measure",
        "the same price",
        "nothing at all",
        "a rate of another country",
        "a carnet of nothing",
        "two terms on one day",
    ],
)
def test_a_change_that_cannot_be(hub: HubOfTests, news: ProductNews, field: str) -> None:
    product = hub.desk.plans.add_product(CARNET)
    with pytest.raises(InputError) as refused:
        hub.desk.plans.change(product, news)
    assert refused.value.field == field
    assert (len(hub.rows(ProductPrice)), len(hub.rows(ProductTerms))) == (1, 1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " \t\u202e "}, "name"),
        ({"name": "x" * 300}, "name"),
        ({"name_en": "x" * 300}, "name_en"),
        ({"code": "è già qui"}, "code"),
        ({"name": "ＡＢ漢字", "code": ""}, None),
        ({"name": "漢字"}, "code"),
        ({"cents": -5}, "price"),
        ({"vat": "0"}, "vat"),
        ({"units": 0}, "units"),
        ({"units": 5000}, "units"),
        ({"unit_minutes": 5}, "unit_minutes"),
        ({"validity_days": 0}, "validity_days"),
        ({"seats": 4}, "seats"),
        ({"days_a_week": 2}, "days_a_week"),
        ({"guests_at_once": 999}, "guests_at_once"),
        ({"guest_fee_cents": -1}, "guest_fee_cents"),
        ({"debt_limit": -1}, "debt_limit"),
        ({"windows": ()}, "windows"),
        ({"windows": (((), "09:00", "13:00"),)}, "windows"),
        ({"windows": (((0,), "13:00", "09:00"),)}, "windows"),
        ({"windows": (((0,), "9 e mezza", "13:00"),)}, "windows"),
        ({"windows": (((7,), "09:00", "13:00"),)}, "windows"),
        ({"windows": (((0,), "09:00", "13:00"),), "around_the_clock": True}, "windows"),
    ],
)
def test_every_field_of_a_new_plan(
    hub: HubOfTests, wrong: dict[str, Any], field: str | None
) -> None:
    if field is None:
        hub.desk.plans.add_product(replace(CARNET, **wrong))
        return
    with pytest.raises(InputError) as refused:
        hub.desk.plans.add_product(replace(CARNET, **wrong))
    assert refused.value.field == field
    assert hub.rows(Product) == []


def test_entries_belong_to_carnets(hub: HubOfTests) -> None:
    with pytest.raises(InputError) as refused:
        hub.desk.plans.add_product(replace(PLAN, units=10))
    assert refused.value.field == "units"


def test_a_code_is_taken_once(hub: HubOfTests) -> None:
    hub.desk.plans.add_product(PLAN)
    with pytest.raises(InputError) as refused:
        hub.desk.plans.add_product(replace(CARNET, code="flex"))
    assert (refused.value.field, refused.value.code) == ("code", "code_taken")


def test_a_plan_goes_by_another_name_unless_somebody_was_faster(hub: HubOfTests) -> None:
    product = hub.desk.plans.add_product(PLAN)
    version = only(hub).version
    hub.desk.plans.rename(product, "Flessibile", "Flexible", version)
    with speaking("en"):
        assert only(hub).name == "Flexible"
    with pytest.raises(ChangedMeanwhile):
        hub.desk.plans.rename(product, "Altro", "", version)


def test_what_is_retired_is_not_sold_and_comes_back(hub: HubOfTests) -> None:
    product = hub.desk.plans.add_product(PLAN)
    hub.desk.plans.archive_product(product)
    assert hub.desk.plans.products() == ()
    assert only(hub, retired=True).retired
    with pytest.raises(NotFound):
        hub.holds(hub.person(), "flex")
    hub.desk.plans.offer_again(product)
    assert not only(hub).retired


def test_what_is_not_there_is_said(hub: HubOfTests) -> None:
    nowhere = hub.ids.new()
    with pytest.raises(NotFound):
        hub.desk.plans.product(nowhere)
    with pytest.raises(NotFound):
        hub.desk.plans.add_price(nowhere, 100, "22", TOMORROW)
    with pytest.raises(NotFound):
        hub.desk.plans.archive_product(nowhere)
