"""From a text as it is written to runs that can be drawn from left to right.

Arabic letters take their joined forms, right-to-left parts are turned round, and every run has one
face that really holds its characters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import arabic_reshaper
from bidi.algorithm import get_display

from askadesk.documents.fonts import Face, Weight, face_for, primary, width_of

_JOINERS = "\u200c\u200d"
_UNPRINTED = {"Cc", "Cf", "Cs", "Co", "Cn"}
_RIGHT_TO_LEFT = {"R", "AL"}
_reshaper = arabic_reshaper.ArabicReshaper()


@dataclass(frozen=True, slots=True)
class Run:
    """Characters drawn one after the other, left to right, in one face. ``spacing`` and ``width`` in ems."""

    text: str
    face: Face
    spacing: float
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text ready to draw; ``width`` in ems."""

    runs: tuple[Run, ...]
    width: float


def clean(text: str) -> str:
    """``text`` composed, on one line, without what cannot be printed.

    A character that no font holds is replaced by its plain equivalent where Unicode knows one.
    """
    composed = unicodedata.normalize("NFC", text)
    spaced = re.sub(r"[^\S\u00a0]+", " ", composed).strip()
    return "".join(_plain(char) for char in spaced if _printed(char))


def _printed(char: str) -> bool:
    if char in _JOINERS:
        return True
    return unicodedata.category(char) not in _UNPRINTED and not "\ufe00" <= char <= "\ufe0f"


@lru_cache(maxsize=8192)
def _plain(char: str) -> str:
    if _drawable(char):
        return char
    plain = unicodedata.normalize("NFKC", char)
    return plain if all(map(_drawable, plain)) else char


def _drawable(char: str) -> bool:
    return char in _JOINERS or face_for(char, Weight.REGULAR) is not None


def undrawable(text: str) -> str:
    """The characters of ``text`` that no font on board can draw, each once, in their order."""
    return "".join(dict.fromkeys(char for char in clean(text) if not _drawable(char)))


def is_right_to_left(text: str) -> bool:
    """Whether any of ``text`` is written from right to left."""
    return any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text)


def _visual(text: str) -> str:
    """``text`` in the order of the eye, joined forms chosen. The paper speaks languages that run from left to
    right: a name of the other kind stands in its line where it is said."""
    if is_right_to_left(text):
        text = get_display(_reshaper.reshape(text), base_dir="L")
    return text.translate({ord(joiner): None for joiner in _JOINERS})


@lru_cache(maxsize=8192)
def shape(text: str, weight: Weight, tracking: float = 0.0) -> Line:
    """``text`` as a line of runs; ``tracking`` (ems) is added after each letter of an unjoined script."""
    stand_in = primary(weight)
    chars = [(face_for(char, weight) or stand_in, char) for char in _visual(clean(text))]
    runs = tuple(
        _run("".join(char for _face, char in group), face, tracking)
        for face, group in groupby(chars, key=lambda pair: pair[0])
    )
    return Line(runs, sum(run.width for run in runs))


def _run(text: str, face: Face, tracking: float) -> Run:
    spacing = tracking if face.spaced else 0.0
    return Run(text, face, spacing, width_of(text, face) + spacing * len(text))
