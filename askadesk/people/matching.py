"""What was typed against the words of people and organisations: exactly, in part, or with a slip."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

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
WEIGHT: dict[int, float] = {
    WordKind.NAME: 1.0,
    WordKind.CONTACT: 0.95,
    WordKind.ABOUT: 0.6,
    WordKind.ORGANISATION: 1.0,
    WordKind.ORGANISATION_CONTACT: 0.9,
}
OF_THEIR_ORGANISATION = 0.5
RANKED, ENOUGH = 1_000, 100

Scores = dict[int, float]
Found = dict[tuple[str, Any], float]


@dataclass(frozen=True, slots=True)
class Hit:
    """Someone, or an organisation, that fits: the more so the higher ``score`` is."""

    id: UUID
    kind: str
    score: float
    archived: bool = False


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
    from rapidfuzz.distance import (
        OSA,  # loaded with the first name that is typed, not with the window
    )

    allowed = slips(term)
    # A slip spoils four trigrams at most; of a short word hardly one is left.
    least = max(1, len(term) - 4 * allowed)
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
    connection: Connection,
    hub: UUID,
    day: date,
    text: str,
    limit: int,
    kinds: Iterable[str],
    *,
    exactly: bool = False,
    living: bool = True,
    archived: bool = False,
) -> list[Hit]:
    """Who and what fits every word of ``text``: the best first, among equals those inside, then by name.

    Where there is still room, whoever fits with a slip; with ``exactly`` only when nobody fits without.
    With ``archived``, where nobody and nothing else is found, people who were archived are; they alone
    without ``living``.
    """
    terms = terms_of_search(text)
    if not terms:
        return []
    place = _Place(connection, hub, day, frozenset(kinds))
    exact = [words_that_fit(connection, term) for term in terms]
    found = place.fitting_all(exact)
    if not found or (len(found) < limit and not exactly):
        slips_too = [words_with_a_slip(connection, term) for term in terms]
        if any(slips_too):
            loose = [{**slip, **fit} for slip, fit in zip(slips_too, exact, strict=True)]
            found = {**place.fitting_all(loose), **found}
    best = _ranked(connection, hub, found, limit) if living else []
    return best or (_archived(connection, found, limit) if archived else [])


@dataclass(frozen=True, slots=True)
class _Place:
    """Where and when a search is asked, and for which kinds."""

    connection: Connection
    hub: UUID
    day: date
    wanted: frozenset[str]

    def fitting_all(self, terms: list[Scores]) -> Found:
        """Those who have a word for each term, with the sum of how well their words fit.

        Terms that few have are read whole; those that thousands have are only looked for among who is
        left. Where thousands have every one, some of them are looked at: the best fits and those inside.
        """
        many = [scores for scores in terms if query.are_many(self.connection, scores)]
        few = [scores for scores in terms if scores not in many]
        first = few.pop(0) if few else many.pop(0)
        found = self._fitting(first)
        for scores in few:
            found = _both(found, self._fitting(scores))
        for scores in many:
            found = _both(found, self._among(scores, found))
        return found

    def _fitting(self, scores: Scores) -> Found:
        """Whoever has one of the words, members of an organisation with such a name among them."""
        best = [word for word, score in scores.items() if score == EXACT]
        rest = [word for word in scores if word not in best]
        uses = query.uses_of(self.connection, best)
        uses += query.uses_of(self.connection, rest, query.MANY_USES - len(uses))
        if len(uses) >= query.MANY_USES:
            uses += query.uses_inside(self.connection, self.hub, scores)
        found, named = self._scored(uses, scores)
        if "person" in self.wanted:
            self._add(found, named, query.members_of(self.connection, named, self.day))
        return found

    def _among(self, scores: Scores, left: Found) -> Found:
        """The same, only among who is left. An organisation's name counts little: with enough others it
        is not looked at."""
        refs = [ref for _kind, ref in left]
        found, _named = self._scored(query.uses_among(self.connection, refs, scores), scores)
        if len(found) < ENOUGH:
            places = query.organisations_of(self.connection, refs, self.day)
            theirs = {organisation for organisation, _person in places}
            uses = query.uses_among(self.connection, theirs, scores)
            self._add(found, self._scored(uses, scores)[1], places)
        return found

    def _scored(self, uses: list[query.Use], scores: Scores) -> tuple[Found, dict[Any, float]]:
        """People and organisations by their best word; organisations that are called so."""
        found: Found = {}
        named: dict[Any, float] = {}
        for word, ref, kind in uses:
            score = scores[word] * WEIGHT[kind]
            if kind == WordKind.ORGANISATION and score > named.get(ref, 0):
                named[ref] = score
            key = ("person" if kind < WordKind.ORGANISATION else "organisation", ref)
            if score > found.get(key, 0) and key[0] in self.wanted:
                found[key] = score
        return found, named

    def _add(self, found: Found, named: dict[Any, float], places: Iterable[Any]) -> None:
        """Add those who belong to one of the organisations."""
        for organisation, person in places:
            key, score = ("person", person), named.get(organisation, 0) * OF_THEIR_ORGANISATION
            if score > found.get(key, 0):
                found[key] = score


def _both(found: Found, others: Found) -> Found:
    return {key: score + others[key] for key, score in found.items() if key in others}


def _ranked(connection: Connection, hub: UUID, found: Found, limit: int) -> list[Hit]:
    """The best of them in their order. Of more equals than a screen could ever show, any."""
    inside = query.inside(connection, hub) if found else set()
    order = [(-round(score), key[1] not in inside, key) for key, score in found.items()]
    order.sort(key=_first_two)
    near = order[: max(RANKED, limit)]
    names = query.sort_keys(connection, [key[1] for *_, key in near if key[0] == "person"])
    names |= query.sort_keys_of_organisations(
        connection, [key[1] for *_, key in near if key[0] == "organisation"]
    )
    best = [(score, outside, names[key[1]], key) for score, outside, key in near if key[1] in names]
    best.sort()
    return [Hit(query.as_id(key[1]), key[0], -score) for score, _out, _name, key in best[:limit]]


def _archived(connection: Connection, found: Found, limit: int) -> list[Hit]:
    """The best of those who were archived."""
    near = sorted(found, key=found.__getitem__, reverse=True)[: max(RANKED, limit)]
    names = query.sort_keys_of_archived(connection, [ref for kind, ref in near if kind == "person"])
    best = [(-round(found[one]), names[one[1]], one) for one in near if one[1] in names]
    best.sort()
    return [Hit(query.as_id(ref), kind, -score, True) for score, _name, (kind, ref) in best[:limit]]


def _first_two(one: tuple[int, bool, Any]) -> tuple[int, bool]:
    return one[:2]


def words_of_search(
    connection: Connection, hub: UUID, day: date, text: str
) -> tuple[tuple[int, ...], ...]:
    """For a list: the words that each typed word may be, slips forgiven only where nothing fits else.

    Text without a letter or a digit fits nobody.
    """
    terms = terms_of_search(text)
    if not terms:
        return ((0,),) if text.strip() else ()
    exact = [words_that_fit(connection, term) for term in terms]
    place = _Place(connection, hub, day, frozenset(("person", "organisation")))
    if not place.fitting_all(exact):
        exact = [
            {**words_with_a_slip(connection, term), **fits}
            for term, fits in zip(terms, exact, strict=True)
        ]
    return tuple(tuple(scores) for scores in exact)
