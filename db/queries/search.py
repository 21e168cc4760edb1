"""Looking for words, and for whose they are. Words and people are named as the driver names them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Connection, Date, Result, TextClause, bindparam, text

from db.folding import trigrams
from db.models.presence import OPEN
from db.types import Identity

Use = tuple[int, Any, int]
LAST_LETTER = chr(0x10FFFF)
MOST_WORDS = 600
MOST_LIKE = 1_000
MANY_USES = 3_000
MOST_INSIDE = 4_000

_BEGINNING = text(
    "SELECT id, word FROM words WHERE word >= :first AND word < :last"
    f" ORDER BY word LIMIT {MOST_WORDS}"
)
_SHARING = text(
    "SELECT w.id, w.word FROM (SELECT word, count(*) AS shared FROM word_trigrams"
    " WHERE trigram IN :parts GROUP BY word HAVING count(*) >= :least) t"
    " JOIN words w ON w.id = t.word"
    f" ORDER BY t.shared DESC, abs(length(w.word) - :size), w.word LIMIT {MOST_LIKE}"
).bindparams(bindparam("parts", expanding=True))
_COUNT = text(
    "SELECT count(*) FROM (SELECT 1 AS one FROM word_uses WHERE word IN :words"
    f" LIMIT {MANY_USES}) uses"
).bindparams(bindparam("words", expanding=True))
_USES = text("SELECT word, ref, kind FROM word_uses WHERE word IN :words LIMIT :most").bindparams(
    bindparam("words", expanding=True)
)
# The plus has SQLite read the words from one end to the other: whose they are lies all over the place.
_AMONG = "SELECT word, ref, kind FROM word_uses WHERE word IN :words AND +ref IN :refs"
_INSIDE_USES = (
    "SELECT word, ref, kind FROM word_uses WHERE word IN :words AND +ref IN"
    f" (SELECT person FROM visits WHERE hub = :hub AND {OPEN} LIMIT {MOST_INSIDE})"
    f" LIMIT {MANY_USES}"
)
_LISTED = (
    "SELECT id, folded FROM people INDEXED BY ix_people_listed WHERE id IN :refs"
    " AND archived_at IS NULL AND merged_into IS NULL"
)
_PUT_AWAY = text(
    "SELECT id, folded FROM people WHERE id IN :refs"
    # Said so that no index of who was archived or merged is taken instead of that of the ids.
    " AND coalesce(archived_at, created_at) = archived_at AND coalesce(merged_into, id) = id"
).bindparams(bindparam("refs", expanding=True))
_MEMBERS = text(
    "SELECT organisation, person FROM organisation_members WHERE organisation IN :refs"
    f" AND since <= :day AND (until IS NULL OR until >= :day) LIMIT {MANY_USES}"
).bindparams(bindparam("refs", expanding=True), bindparam("day", type_=Date))
_ORGANISATIONS = text(
    "SELECT organisation, person FROM organisation_members WHERE person IN :refs"
    " AND since <= :day AND (until IS NULL OR until >= :day)"
).bindparams(bindparam("refs", expanding=True), bindparam("day", type_=Date))
_INSIDE = text(
    f"SELECT person FROM visits WHERE hub = :hub AND {OPEN} LIMIT {MOST_INSIDE}"
).bindparams(bindparam("hub", type_=Identity))
_ORGANISATION_KEYS = text(
    "SELECT id, folded FROM organisations WHERE id IN :refs AND archived_at IS NULL"
).bindparams(bindparam("refs", expanding=True))


def _of_engines(statement: str, *binds: BindParameter[Any]) -> dict[str, TextClause]:
    """A statement as SQLite is to run it, and without its hints as PostgreSQL takes it."""
    plain = statement.replace("+ref", "ref").replace(" INDEXED BY ix_people_listed", "")
    return {
        "sqlite": text(statement).bindparams(*binds),
        "postgresql": text(plain).bindparams(*binds),
    }


_WORDS: BindParameter[Any] = bindparam("words", expanding=True)
_REFS: BindParameter[Any] = bindparam("refs", expanding=True)
_USES_AMONG = _of_engines(_AMONG, _WORDS, _REFS)
_USES_INSIDE = _of_engines(_INSIDE_USES, _WORDS, bindparam("hub", type_=Identity))
_SORT_KEYS = _of_engines(_LISTED, _REFS)


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
    return [(row[0], row[1]) for row in connection.execute(_SHARING, asked).all()]


def are_many(connection: Connection, words: Iterable[int]) -> bool:
    """Whether so many have one of these words that they are better not read one and all."""
    found: int = connection.scalar(_COUNT, {"words": list(words)}) or 0
    return found >= MANY_USES


def uses_of(connection: Connection, words: Iterable[int], most: int = MANY_USES) -> list[Use]:
    """Whose words these are: word, person or organisation, kind; ``most`` of them where there are more."""
    asked = {"words": list(words), "most": most}
    return [] if not asked["words"] or most <= 0 else _rows(connection.execute(_USES, asked))


def uses_inside(connection: Connection, hub: UUID, words: Iterable[int]) -> list[Use]:
    """The same, only of who is in at the hub now."""
    return _rows(
        connection.execute(
            _USES_INSIDE[connection.dialect.name], {"hub": hub, "words": list(words)}
        )
    )


def uses_among(connection: Connection, refs: Collection[Any], words: Iterable[int]) -> list[Use]:
    """The same, only of these people and organisations."""
    if not refs:
        return []
    asked = {"refs": list(refs), "words": list(words)}
    return _rows(connection.execute(_USES_AMONG[connection.dialect.name], asked))


def whose(connection: Connection, words: Iterable[int]) -> list[UUID]:
    """People who have one of these words as a number or an address."""
    return [as_id(ref) for _word, ref, kind in uses_of(connection, words) if kind == 1]


def members_of(connection: Connection, refs: Collection[Any], day: date) -> list[tuple[Any, Any]]:
    """Members of that day of these organisations: organisation, person."""
    if not refs:
        return []
    return _rows(connection.execute(_MEMBERS, {"refs": list(refs), "day": day}))


def organisations_of(
    connection: Connection, refs: Collection[Any], day: date
) -> list[tuple[Any, Any]]:
    """Organisations of these people on that day: organisation, person."""
    if not refs:
        return []
    return _rows(connection.execute(_ORGANISATIONS, {"refs": list(refs), "day": day}))


def inside(connection: Connection, hub: UUID) -> set[Any]:
    """Who is in at the hub now."""
    return {row[0] for row in connection.execute(_INSIDE, {"hub": hub}).all()}


def _rows(found: Result[Any]) -> list[Any]:
    return list(found.all())


def sort_keys(connection: Connection, refs: Sequence[Any]) -> dict[Any, str]:
    """The name in the list of those of these people whom a list shows."""
    if not refs:
        return {}
    found = connection.execute(_SORT_KEYS[connection.dialect.name], {"refs": list(refs)})
    return {row[0]: row[1] for row in found.all()}


def sort_keys_of_archived(connection: Connection, refs: Sequence[Any]) -> dict[Any, str]:
    """The same of those who were archived."""
    if not refs:
        return {}
    return {row[0]: row[1] for row in connection.execute(_PUT_AWAY, {"refs": list(refs)}).all()}


def sort_keys_of_organisations(connection: Connection, refs: Sequence[Any]) -> dict[Any, str]:
    """The same of organisations."""
    if not refs:
        return {}
    return {
        row[0]: row[1] for row in connection.execute(_ORGANISATION_KEYS, {"refs": list(refs)}).all()
    }


def as_id(ref: Any) -> UUID:
    """A reference of the driver as an id."""
    return ref if isinstance(ref, UUID) else UUID(bytes=bytes(ref))
