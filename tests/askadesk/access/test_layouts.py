"""A scanner that types with another keyboard's letters is still understood."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askadesk.access.codes import make_code
from askadesk.access.layouts import US_KEYS, WRITTEN, recover, recover_code
from tests.askadesk.access.keyboards import KEYS, MACHINES, azerty
from tests.askadesk.access.test_codes import numbers


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.__name__)
@given(number=numbers)
def test_the_code_is_found_behind(machine: Callable[[str], str], number: str) -> None:
    code = make_code(KEYS, number)
    assert recover(KEYS, machine(code)) == number
    assert recover_code(KEYS, machine(code)) == code


@pytest.mark.parametrize("layout", WRITTEN)
@given(number=numbers, inverted=st.booleans(), decorated=st.booleans())
def test_every_layout_is_put_back(
    layout: str, number: str, inverted: bool, decorated: bool
) -> None:
    plain, shifted = WRITTEN[layout]
    code = "]Q2\\000026" * decorated + make_code(KEYS, number)
    written = "".join(
        (shifted if char.isupper() != inverted else plain)[US_KEYS.index(char)] for char in code
    )
    assert recover(KEYS, written) == number


@pytest.mark.parametrize("layout", WRITTEN)
def test_no_two_keys_of_a_layout_write_the_same(layout: str) -> None:
    plain, shifted = WRITTEN[layout]
    assert len(plain) == len(shifted) == len(US_KEYS)
    assert len(set(plain + shifted)) == 2 * len(US_KEYS)


@given(number=numbers, place=st.integers(0, 36))
def test_a_wrong_character_is_refused_through_any_layout(number: str, place: int) -> None:
    code = make_code(KEYS, number)
    other = "0" if code[place] != "0" else "2"
    assert recover(KEYS, azerty(code[:place] + other + code[place + 1 :])) is None


@given(st.text(max_size=80))
def test_any_other_text_is_refused(text: str) -> None:
    assert recover(KEYS, text) is None


def test_ten_thousand_characters_are_refused() -> None:
    assert recover(KEYS, "Q" * 10_000) is None
