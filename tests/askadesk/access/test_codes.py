"""The code on a card: only what this hub made is believed."""

from __future__ import annotations

import secrets
from base64 import b32encode

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from askadesk.access.codes import (
    CODE_LENGTH,
    KEY_LETTERS,
    CodeKeys,
    clean,
    fingerprint,
    make_code,
    new_number,
    parse,
    short_code,
)
from tests.askadesk.access.keyboards import KEYS

numbers = st.binary(min_size=10, max_size=10).map(lambda data: new_number(lambda _: data))


def test_a_code_is_37_characters_that_a_small_qr_code_holds() -> None:
    code = make_code(KEYS, new_number(secrets.token_bytes))
    assert len(code) == CODE_LENGTH == 37
    assert code.startswith("ASKAK")
    drawn = segno.make(code, error="m", boost_error=False)
    assert (drawn.designator, drawn.mode) == ("2-M", "alphanumeric")


def test_a_number_is_its_80_random_bits_in_crockfords_alphabet() -> None:
    data = bytes(range(10))
    crockford = str.maketrans(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    )
    assert new_number(lambda _: data) == b32encode(data).decode().translate(crockford)


@given(numbers)
def test_what_was_made_is_recognised(number: str) -> None:
    assert parse(KEYS, make_code(KEYS, number)) == number


def test_cards_of_an_older_key_still_open() -> None:
    number = new_number(secrets.token_bytes)
    assert parse(KEYS, make_code(KEYS, number, "B")) == number


@pytest.mark.parametrize("before", ["", "]Q1", "]Q3", "]q1", "]Q2\\000026", "\\000026", " \t"])
@pytest.mark.parametrize("after", ["", "\r\n", " ", "\x1d"])
def test_what_scanners_put_around_a_code_does_not_matter(before: str, after: str) -> None:
    number = new_number(secrets.token_bytes)
    code = make_code(KEYS, number)
    assert parse(KEYS, before + code + after) == number
    assert parse(KEYS, before + code.lower() + after) == number
    assert clean(KEYS, before + code + after) == code


def test_letters_that_look_like_digits_are_taken_for_them() -> None:
    number = new_number(lambda _: bytes(9) + b"\x21")
    code = make_code(KEYS, number)
    assert number == "0000000000000011"
    assert parse(KEYS, code.replace("0", "O").replace("1", "l")) == number
    assert parse(KEYS, code.replace("0", "o").replace("1", "I")) == number


@given(numbers, st.integers(0, 36), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_character_is_refused(number: str, place: int, char: str) -> None:
    code = make_code(KEYS, number)
    wrong = code[:place] + char + code[place + 1 :]
    assert (parse(KEYS, wrong) is None) == (wrong != code)


@given(numbers, st.integers(1, 36))
def test_a_cut_code_is_refused(number: str, length: int) -> None:
    code = make_code(KEYS, number)
    assert parse(KEYS, code[:length]) is None
    assert parse(KEYS, code[length:]) is None
    assert parse(KEYS, code + code[:length]) is None


def test_a_code_of_another_hub_is_refused() -> None:
    elsewhere = CodeKeys({"K": b"the secret of quite another hub"}, "K")
    assert parse(KEYS, make_code(elsewhere, new_number(secrets.token_bytes))) is None


@given(st.text())
def test_any_text_is_answered_without_an_exception(text: str) -> None:
    assert parse(KEYS, text) is None
    assert len(fingerprint(text)) == 16


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A" * 10_000,
        "ASKA" * 2_500,
        "\x00\x07\x1b",
        "https://example.org/menu",
        "\ud800",
        "ſ" * 37,
    ],
)
def test_foreign_things_are_refused_and_have_a_fingerprint(text: str) -> None:
    assert parse(KEYS, text) is None
    assert fingerprint(text) == fingerprint(text)
    assert fingerprint(text) != fingerprint(text + "x")


def test_the_short_code_is_the_beginning_of_the_number() -> None:
    assert short_code("0123456789ABCDEF") == "01234567"


def test_key_letters_keep_their_place_on_every_keyboard_and_are_never_mistaken() -> None:
    assert not set(KEY_LETTERS) & set("AQZWMYOILU")


def test_keys_are_checked_and_keep_their_secrets_to_themselves() -> None:
    assert "secret" not in repr(KEYS)
    with pytest.raises(ValueError, match="key letter"):
        CodeKeys({"A": bytes(32)}, "A")
    with pytest.raises(ValueError, match="shorter"):
        CodeKeys({"K": b"short"}, "K")
    with pytest.raises(ValueError, match="current key"):
        CodeKeys({"K": bytes(32)}, "B")


def test_only_a_number_can_be_made_into_a_code() -> None:
    for wrong in ("", "0" * 15, "0" * 17, "O" * 16, "a" * 16):
        with pytest.raises(ValueError, match="16 characters"):
            make_code(KEYS, wrong)
