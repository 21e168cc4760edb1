"""What was typed against the words of people and organisations: exactly, in part, or with a slip."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from rapidfuzz.distance import OSA
from sqlalchemy import Connection

from db.folding import BACKWARDS, has_trigrams, terms_of, word_id
from db.queries import search as query
from db.values import WordKind

MOST_TERMS = 6
LEAST_FOR_PART = 3
LEAST_FOR_SLIP = 3
# How well a word fits what was typed, of 100.
EXACT, BEGINS, HOLDS, RESEMBLES = 100, 80, 55, 75
# What a word says of someone counts by what it is: a name more than a trade.
WEIGHT = {
    WordKind.NAME: 1.0,
    WordKind.CONTACT: 0.95,
    WordKind.ABOUT: 0.6,
    WordKind.ORGANISATION: 1.0,
    WordKind.ORGANISATION_CONTACT: 0.9,
}
OF_THEIR_ORGANISATION = 0.5
RANKED = 1_000

Scores = dict[int, float]


@dataclass(frozen=True, slots=True)
class Hit:
    """Someone, or an organisation, that fits: the more so the higher ``score`` is."""

    id: UUID
    kind: str
    score: float


def terms_of_search(text: str) -> list[str]:
    """The words that were typed; the first few of them where there are very many."""
    return terms_of(text)[:MOST_TERMS]


# --- words ---------------------------------------------------------------------------------------


def words_that_fit(connection: Connection, term: str) -> Scores:
    """Words that are the term, begin with it or hold it, and how well they fit."""
    found = {word_id(term): float(EXACT)}
    for beginning in _beginnings(term):
        for number, word in query.beginning_with(connection, beginning):
            found.setdefault(number, BEGINS + 15 * len(beginning) / len(word))
    if len(term) >= LEAST_FOR_PART and has_trigrams(term):
        for number, word in query.holding(connection, term):
            found.setdefault(number, HOLDS + 15 * len(term) / len(word))
    return found


def _beginnings(term: str) -> list[str]:
    """The term, and of a number its last digits and the number without Italy's prefix."""
    if not term.isdigit() or len(term) < LEAST_FOR_PART:
        return [term]
    short = term[2:] if term.startswith("39") else term[4:] if term.startswith("0039") else ""
    ways = [term, f"{BACKWARDS}{term[::-1]}"]
    return [*ways, short] if len(short) >= LEAST_FOR_PART + 2 else ways


def words_with_a_slip(connection: Connection, term: str) -> Scores:
    """Words that the term may be with a letter wrong, missing, twice or in another's place."""
    if len(term) < LEAST_FOR_SLIP or not has_trigrams(term):
        return {}
    allowed = slips(term)
    # A slip spoils three trigrams at most; of a short word hardly one is left.
    least = max(1, len(term) - 3 * allowed)
    found: Scores = {}
    for number, word in query.resembling(connection, term, least):
        distance = OSA.distance(term, word, score_cutoff=allowed)
        if distance <= allowed:
            found[number] = RESEMBLES * (1 - distance / max(len(term), len(word)))
            continue
        # Still being typed: a slip in the beginning of a longer word.
        begun = min(OSA.distance(term, word[:end]) for end in (len(term), len(term) + 1))
        if begun <= min(allowed, 1) and len(term) > LEAST_FOR_SLIP:
            found[number] = RESEMBLES * 0.7 * len(term) / len(word)
    return found


def slips(term: str) -> int:
    """How many slips a word of this length may hold and still be told from others."""
    return 1 if len(term) <= 5 else 2


# --- people --------------------------------------------------------------------------------------


def hits(
    connection: Connection, hub: UUID, day: date, text: str, limit: int, kinds: Iterable[str]
) -> list[Hit]:
    """Who and what fits every word of ``text``: the best first, among equals those inside, then by name."""
    terms = terms_of_search(text)
    if not terms:
        return []
    wanted = set(kinds)
    exact = [words_that_fit(connection, term) for term in terms]
    found = _fitting_all(connection, exact, day, wanted)
    if len(found) < limit:
        loose = [
            {**words_with_a_slip(connection, term), **fits}
            for term, fits in zip(terms, exact, strict=True)
        ]
        found = {**_fitting_all(connection, loose, day, wanted), **found}
    return _ranked(connection, hub, found, limit)


def _fitting_all(
    connection: Connection, terms: list[Scores], day: date, wanted: set[str]
) -> dict[tuple[str, Any], float]:
    """Those who have a word for each term, with the sum of how well their words fit."""
    together: dict[tuple[str, Any], float] | None = None
    for scores in terms:
        mine = _fitting(connection, scores, day, wanted)
        if together is None:
            together = mine
        else:
            together = {key: score + mine[key] for key, score in together.items() if key in mine}
        if not together:
            return {}
    return together or {}


def _fitting(
    connection: Connection, scores: Scores, day: date, wanted: set[str]
) -> dict[tuple[str, Any], float]:
    """Whoever has one of the words, members of an organisation with such a name among them."""
    found: dict[tuple[str, Any], float] = {}
    named: dict[Any, float] = {}
    for word, ref, kind in query.uses_of(connection, scores):
        score = scores[word] * WEIGHT[WordKind(kind)]
        key = ("person" if kind < WordKind.ORGANISATION else "organisation", ref)
        if key[0] in wanted and score > found.get(key, 0):
            found[key] = score
        if kind == WordKind.ORGANISATION and score > named.get(ref, 0):
            named[ref] = score
    if "person" in wanted:
        for organisation, person in query.members_of(connection, named, day):
            key, score = ("person", person), named[organisation] * OF_THEIR_ORGANISATION
            if score > found.get(key, 0):
                found[key] = score
    return found


def _ranked(
    connection: Connection, hub: UUID, found: dict[tuple[str, Any], float], limit: int
) -> list[Hit]:
    """The best of them in their order. Of more equals than a screen could ever show, any."""
    inside = query.inside(connection, hub) if found else set()
    order = [(-round(score), key[1] not in inside, key) for key, score in found.items()]
    order.sort(key=_first_two)
    near = order[: max(RANKED, limit)]
    names = query.sort_keys(connection, [key[1] for *_, key in near if key[0] == "person"])
    names |= query.sort_keys_of_organisations(
        connection, [key[1] for *_, key in near if key[0] == "organisation"]
    )
    best = sorted(
        (score, outside, names[key[1]], query.as_id(key[1]), key[0])
        for score, outside, key in near
        if key[1] in names
    )
    return [Hit(id, kind, -score) for score, _outside, _name, id, kind in best[:limit]]


def _first_two(one: tuple[int, bool, Any]) -> tuple[int, bool]:
    return one[:2]
