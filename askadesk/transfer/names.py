"""Whole names in one cell, taken apart."""

from __future__ import annotations

_PARTICLES = frozenset(
    """de di da del della dello dei degli delle dal dalla la lo le li van von der den ten el al ben bin abu
    ibn dos das do du des san santa mac mc""".split()  # noqa: SIM905 - a list of words reads better so
)


def split_name(whole: str, *, family_first: bool = False) -> tuple[str, str]:
    """Given and family name. A comma comes after the family name; particles belong to it (De Luca)."""
    if "," in whole:
        family, _comma, given = whole.partition(",")
        return given.strip(), family.strip()
    words = whole.split()
    if len(words) < 2:
        return whole, ""
    if family_first:
        end = 1
        while end < len(words) - 1 and words[end - 1].casefold() in _PARTICLES:
            end += 1
        return " ".join(words[end:]), " ".join(words[:end])
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


def is_family_first(heading: str) -> bool:
    """Whether a folded heading puts the family name first ("cognome e nome")."""
    return heading.startswith(("cognome", "surname", "last name", "family"))
