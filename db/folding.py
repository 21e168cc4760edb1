"""Texts as a search compares them: folded, cut into words, words into trigrams.

Here and not above, since an upgrade fills the tables of the search too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import blake2b

# Letters that have no decomposition but a plain twin on every keyboard.
_TWINS = str.maketrans(
    {"đ": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"}
)
_WORD = re.compile(r"[^\W_]+")
_PHONE = re.compile(r"\+?\d[\d\s().\-/]{3,}\d")
LONGEST_WORD = 64
LEAST_DIGITS = 5
BACKWARDS = "~"


def fold(text: str) -> str:
    """``text`` without accents, case and double spaces: what a search compares."""
    if text.isascii():
        return " ".join(text.lower().split())
    lowered = unicodedata.normalize("NFKD", text.casefold()).translate(_TWINS)
    plain = "".join(char for char in lowered if not unicodedata.combining(char))
    return " ".join(plain.split())


def sort_key(given: str, family: str) -> str:
    """What a list of people is sorted by: family name first, without accents or case."""
    return fold(f"{family} {given}")


def words_in(text: str) -> list[str]:
    """The words of a text, folded: letters and digits, everything else parts them."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(fold(text))]


def terms_of(text: str) -> list[str]:
    """What was asked for, word by word; a phone number written with spaces is one word."""
    phones = ["".join(filter(str.isdigit, found)) for found in _PHONE.findall(text)]
    long = [digits for digits in phones if len(digits) >= LEAST_DIGITS]
    rest = _PHONE.sub(_keep_if_short, text).split()
    return list(dict.fromkeys([*long, *(word for part in rest for word in words_of_email(part))]))


def _keep_if_short(found: re.Match[str]) -> str:
    return found[0] if sum(map(str.isdigit, found[0])) < LEAST_DIGITS else " "


def words_of_name(*names: str) -> Iterator[str]:
    """The words of names; a name of several words is also found when it is written as one."""
    for name in names:
        words = words_in(name)
        yield from words
        if len(words) > 1:
            yield "".join(words)[:LONGEST_WORD]


def words_of_phone(phone: str) -> Iterator[str]:
    """A phone number as it is dialled from abroad and at home, and backwards for its last digits."""
    digits = "".join(filter(str.isdigit, phone))
    if digits:
        yield digits
        yield f"{BACKWARDS}{digits[::-1]}"
        if at_home(phone, digits) != digits:
            yield at_home(phone, digits)


def at_home(phone: str, digits: str) -> str:
    """The number without Italy's prefix, where it is written with one."""
    plain = phone.strip()
    if plain.startswith("+39"):
        return digits[2:]
    return digits[4:] if plain.startswith("0039") else digits


def words_of_email(email: str) -> list[str]:
    """The words of an address without its last part, which says nothing of anybody."""
    local, at, domain = email.partition("@")
    return words_in(f"{local} {domain.rpartition('.')[0] or domain}" if at else email)


def whole(text: str) -> str:
    """Something that is compared as one piece, such as an e-mail address."""
    return f"={fold(text)}"


def trigrams(word: str) -> set[str]:
    """Three letters at a time, with the word's beginning and end; none for numbers."""
    if not has_trigrams(word):
        return set()
    padded = f" {word} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def has_trigrams(word: str) -> bool:
    """Whether a word may be mistyped: a number is right or wrong."""
    return not any(map(str.isdigit, word)) and word[:1] not in ("=", BACKWARDS)


def word_id(word: str) -> int:
    """The number of a word, the same in every archive: 47 bits of its hash."""
    return (
        int.from_bytes(blake2b(word.encode(errors="replace"), digest_size=6).digest(), "big") >> 1
    )


def first_kinds(kinds: Iterable[tuple[int, Iterable[str]]]) -> dict[str, int]:
    """Each word with the first of the kinds that has it."""
    found: dict[str, int] = {}
    for kind, words in kinds:
        for word in words:
            found.setdefault(word, kind)
    return found
