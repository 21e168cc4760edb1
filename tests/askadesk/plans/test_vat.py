"""VAT inside a gross price."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askadesk.core.errors import InputError
from askadesk.plans.rules import NATURES, RATES, checked_vat, vat_of
from db.values import Money

cents = st.integers(0, 100_000_00)


def test_fifteen_euros_at_22_percent_are_12_30_and_2_70() -> None:
    assert vat_of(Money(1500), "22") == (Money(1230), Money(270))


def test_the_drawing_s_128_euros_are_104_92_and_23_08() -> None:
    assert vat_of(Money(12800), "22") == (Money(10492), Money(2308))


@given(cents, st.sampled_from(RATES + NATURES))
def test_net_and_vat_are_the_gross_to_the_cent(gross: int, vat: str) -> None:
    net, tax = vat_of(Money(gross), vat)
    assert net + tax == Money(gross)
    assert net.cents >= 0
    assert tax.cents >= 0


@given(cents, st.sampled_from(RATES))
def test_vat_is_the_rate_of_the_net_within_half_a_cent(gross: int, vat: str) -> None:
    _net, tax = vat_of(Money(gross), vat)
    rate = Decimal(vat)
    exact = Decimal(gross) * rate / (100 + rate)
    assert abs(Decimal(tax.cents) - exact) <= Decimal("0.5")


@given(cents, cents, st.sampled_from(RATES))
def test_a_higher_price_never_has_less_vat(one: int, other: int, vat: str) -> None:
    low, high = sorted((one, other))
    assert vat_of(Money(low), vat)[1] <= vat_of(Money(high), vat)[1]


@given(cents, st.sampled_from(NATURES))
def test_what_bears_no_vat_has_none(gross: int, nature: str) -> None:
    assert vat_of(Money(gross), nature) == (Money(gross), Money(0))


def test_half_a_cent_is_rounded_up() -> None:
    # 0.21 at 5 % holds exactly one cent, 0.13 at 4 % exactly half of one.
    assert vat_of(Money(55), "10")[1] == Money(5)
    assert vat_of(Money(21), "5")[1] == Money(1)
    assert vat_of(Money(13), "4") == (Money(12), Money(1))
    assert vat_of(Money(61), "22") == (Money(50), Money(11))


@pytest.mark.parametrize("typed", ["22", "22%", " 22 % ", "n2.2", "N2.2"])
def test_a_rate_is_understood_as_people_write_it(typed: str) -> None:
    assert checked_vat(typed) in ("22", "N2.2")


@pytest.mark.parametrize("wrong", ["", "21", "0", "N8", "N3.9", "22,5", "\u202e22"])
def test_no_other_rate_is_taken(wrong: str) -> None:
    with pytest.raises(InputError) as refused:
        vat_of(Money(100), wrong)
    assert refused.value.field == "vat"
