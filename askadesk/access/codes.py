"""The code on a card: what it says, how it is made, how it is recognised again.

``ASKA``, one key letter, 16 characters that name the credential, 16 that prove it was made here: 37
capitals and digits, which a QR code of version 2-M holds in its alphanumeric mode. The characters are
Crockford's base32 (https://www.crockford.com/base32.html), so that 0 and O, 1, I and L cannot be taken
for one another. Nothing personal is in a code. All functions here are pure.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NewType

CardNumber = NewType("CardNumber", str)
"""The 16 characters that name a credential: what its row stores."""

PREFIX = "ASKA"
KEY_LETTERS = "BCDEFGHJKNPRSTVX"
"""Letters for keys: those that keep their place on AZERTY and QWERTZ, without I, L, O and U."""

NUMBER_LENGTH = 16
CODE_LENGTH = len(PREFIX) + 1 + 2 * NUMBER_LENGTH
SHORT_LENGTH = 8

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BYTES = NUMBER_LENGTH * 5 // 8
_LEAST_SECRET = 16
_LONGEST_READ = 128
_MISTAKEN = str.maketrans("OIL", "011")
_AROUND = "".join(map(chr, range(33))) + "\x7f\xa0\ufeff"
# What scanners and decoders may put before the data: a symbology identifier (]Q1) and ECI escapes.
_DECORATION = re.compile(r"(?:\][A-Z][0-9A-Z])?(?:\\[0-9]{6})*")
_NUMBER = re.compile(f"[{_DIGITS}]{{{NUMBER_LENGTH}}}")


@dataclass(frozen=True)
class CodeKeys:
    """The secrets that codes are proven with, by key letter, and the letter that new codes get."""

    secrets: Mapping[str, bytes] = field(repr=False)
    current: str

    def __post_init__(self) -> None:
        for letter, secret in self.secrets.items():
            if letter not in KEY_LETTERS or len(letter) != 1:
                raise ValueError(f"{letter!r} cannot be a key letter")
            if len(secret) < _LEAST_SECRET:
                raise ValueError(
                    f"the secret of key {letter} is shorter than {_LEAST_SECRET} bytes"
                )
        if self.current not in self.secrets:
            raise ValueError(f"there is no secret for the current key {self.current!r}")


def new_number(random_bytes: Callable[[int], bytes]) -> CardNumber:
    """A new credential's number, made of 80 random bits from ``random_bytes(count)``."""
    return CardNumber(_base32(random_bytes(_BYTES)))


def make_code(keys: CodeKeys, number: str, letter: str | None = None) -> str:
    """The 37 characters to print for ``number``, proven with the current key or that of ``letter``.

    Raises ValueError when ``number`` is not 16 characters of base32, KeyError for an unknown letter.
    """
    if not _NUMBER.fullmatch(number):
        raise ValueError("a card's number is 16 characters of base32")
    letter = letter or keys.current
    return PREFIX + letter + number + _proof(keys.secrets[letter], letter, number)


def clean(keys: CodeKeys, text: str) -> str | None:
    """The code in ``text`` as it was printed, or None when none of our keys proves it.

    Blanks and control characters around it, lower case, a scanner's symbology identifier, ECI
    escapes and O, I or L for 0 or 1 do not matter.
    """
    if len(text) > _LONGEST_READ or not text.isascii():
        return None
    data = text.strip(_AROUND).upper()
    start = _length_of_decoration(data)
    if len(data) - start != CODE_LENGTH or not data.startswith(PREFIX, start):
        return None
    letter = data[start + len(PREFIX)]
    rest = data[start + len(PREFIX) + 1 :].translate(_MISTAKEN)
    number, proof = rest[:NUMBER_LENGTH], rest[NUMBER_LENGTH:]
    secret = keys.secrets.get(letter)
    if secret is None or not _NUMBER.fullmatch(number):
        return None
    if not hmac.compare_digest(_proof(secret, letter, number).encode(), proof.encode()):
        return None
    return PREFIX + letter + rest


def parse(keys: CodeKeys, text: str) -> CardNumber | None:
    """The number in a code, or None when ``text`` is not a code that one of ``keys`` proves."""
    code = clean(keys, text)
    return None if code is None else number_of(code)


def number_of(code: str) -> CardNumber:
    """The number inside a clean code."""
    start = len(PREFIX) + 1
    return CardNumber(code[start : start + NUMBER_LENGTH])


def short_code(number: str) -> str:
    """The first 8 characters of a number, for typing at the desk."""
    return number[:SHORT_LENGTH]


def fingerprint(text: str) -> str:
    """16 hex digits that tell refused readings apart in a log without keeping what was read."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _length_of_decoration(data: str) -> int:
    found = _DECORATION.match(data)
    return found.end() if found else 0


def _proof(secret: bytes, letter: str, number: str) -> str:
    """80 bits of HMAC-SHA256 over letter and number."""
    return _base32(hmac.digest(secret, (letter + number).encode("ascii"), "sha256")[:_BYTES])


def _base32(data: bytes) -> str:
    value = int.from_bytes(data, "big")
    digits = len(data) * 8 // 5
    return "".join(_DIGITS[value >> 5 * place & 31] for place in reversed(range(digits)))
