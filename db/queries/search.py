"""Looking for words, and for whose they are. Words and people are named as the driver names them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, text

from db.folding import trigrams
from db.models.presence import OPEN
from db.types import Identity

LAST_LETTER = chr(0x10FFFF)
MOST_WORDS = 600
MOST_LIKE = 1_000
MOST_USES = 12_000
MOST_INSIDE = 4_000

_BEGINNING = text(
    "SELECT id, word FROM words WHERE word >= :first AND word < :last"
    f" ORDER BY length(word), word LIMIT {MOST_WORDS}"
)
_SHARING = text(
    "SELECT w.id, w.word FROM (SELECT word, count(*) AS shared FROM word_trigrams"
    " WHERE trigram IN :parts GROUP BY word HAVING count(*) >= :least) t"
    " JOIN words w ON w.id = t.word"
    f" ORDER BY t.shared DESC, abs(length(w.word) - :size), w.word LIMIT {MOST_LIKE}"
).bindparams(bindparam("parts", expanding=True))
_USES = text(
    f"SELECT word, ref, kind FROM word_uses WHERE word IN :words LIMIT {MOST_USES}"
).bindparams(bindparam("words", expanding=True))
_MEMBERS = text(
    "SELECT organisation, person FROM organisation_members WHERE organisation IN :refs"
    f" AND since <= :day AND (until IS NULL OR until >= :day) LIMIT {MOST_USES}"
).bindparams(bindparam("refs", expanding=True), bindparam("day"))
_INSIDE = text(f"SELECT person FROM visits WHERE hub = :hub AND {OPEN} LIMIT {MOST_INSIDE}")
_SORT_KEYS = text(
    "SELECT id, folded FROM people WHERE id IN :refs"
    " AND archived_at IS NULL AND merged_into IS NULL"
).bindparams(bindparam("refs", expanding=True))
_ORGANISATION_KEYS = text(
    "SELECT id, folded FROM organisations WHERE id IN :refs AND archived_at IS NULL"
).bindparams(bindparam("refs", expanding=True))


def beginning_with(connection: Connection, term: str) -> list[tuple[int, str]]:
    """Words that begin with ``term``, the shortest first: the first is the term itself where it is one."""
    found = connection.execute(_BEGINNING, {"first": term, "last": term + LAST_LETTER})
    return [(row[0], row[1]) for row in found]


def holding(connection: Connection, term: str) -> list[tuple[int, str]]:
    """Words with ``term`` inside."""
    parts = {term[at : at + 3] for at in range(len(term) - 2)}
    rows = _sharing(connection, parts, len(parts), len(term)) if parts else []
    return [(number, word) for number, word in rows if term in word]


def resembling(connection: Connection, term: str, least: int) -> list[tuple[int, str]]:
    """Words that share at least so many trigrams with ``term``, those that share most first."""
    return _sharing(connection, trigrams(term), least, len(term))


def _sharing(
    connection: Connection, parts: Collection[str], least: int, size: int
) -> list[tuple[int, str]]:
    if not parts:
        return []
    asked = {"parts": sorted(parts), "least": least, "size": size}
    return [(row[0], row[1]) for row in connection.execute(_SHARING, asked)]


def uses_of(connection: Connection, words: Iterable[int]) -> list[tuple[int, Any, int]]:
    """Whose words these are: word, person or organisation, kind."""
    numbers = list(words)
    if not numbers:
        return []
    return [(row[0], row[1], row[2]) for row in connection.execute(_USES, {"words": numbers})]


def members_of(connection: Connection, refs: Collection[Any], day: date) -> list[tuple[Any, Any]]:
    """Members of that day of these organisations: organisation, person."""
    if not refs:
        return []
    shown = day.isoformat() if connection.dialect.name == "sqlite" else day
    found = connection.execute(_MEMBERS, {"refs": list(refs), "day": shown})
    return [(row[0], row[1]) for row in found]


def inside(connection: Connection, hub: UUID) -> set[Any]:
    """Who is in at the hub now."""
    asked = _INSIDE.bindparams(bindparam("hub", type_=Identity))
    return {row[0] for row in connection.execute(asked, {"hub": hub})}


def sort_keys(connection: Connection, refs: Sequence[Any]) -> dict[Any, str]:
    """The name in the list of those of these people whom a list shows."""
    if not refs:
        return {}
    return {row[0]: row[1] for row in connection.execute(_SORT_KEYS, {"refs": list(refs)})}


def sort_keys_of_organisations(connection: Connection, refs: Sequence[Any]) -> dict[Any, str]:
    """The same of organisations."""
    if not refs:
        return {}
    return {row[0]: row[1] for row in connection.execute(_ORGANISATION_KEYS, {"refs": list(refs)})}


def as_id(ref: Any) -> UUID:
    """A reference of the driver as an id."""
    return ref if isinstance(ref, UUID) else UUID(bytes=bytes(ref))
