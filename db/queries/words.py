"""Keeping the words of the search: written in the same transaction as what they stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Dialect, Index, Table, delete, func, or_, select

from db.base import table_of
from db.folding import (
    first_kinds,
    has_trigrams,
    trigrams,
    whole,
    word_id,
    words_in,
    words_of_email,
    words_of_name,
    words_of_phone,
)
from db.models import Organisation, Person, Word, WordTrigram, WordUse
from db.values import WordKind

words, word_trigrams, word_uses = (table_of(one) for one in (Word, WordTrigram, WordUse))
people, organisations = table_of(Person), table_of(Organisation)

AT_ONCE = 10_000
_IN_A_QUESTION = 900
_WORTH_SORTING = 50_000
# The words of a record that became part of another are words of that one.
_OWNER = func.coalesce(people.c.merged_into, people.c.id)
_OF_PEOPLE = (
    _OWNER.label("id"),
    people.c.given,
    people.c.family,
    people.c.email,
    people.c.phone,
    people.c.role,
    people.c.skills,
    people.c.seeks,
    people.c.tax_code,
)
_OF_ORGANISATIONS = (
    organisations.c.id,
    organisations.c.name,
    organisations.c.email,
    organisations.c.phone,
    organisations.c.vat_number,
)
Use = tuple[int, UUID, int]


def index_person(connection: Connection, person: UUID) -> None:
    """Let a person be found as they are written now. Every command that writes their data says so."""
    index_people(connection, (person,))


def index_organisation(connection: Connection, organisation: UUID) -> None:
    """The same for an organisation; its members of today are found by its name too."""
    index_organisations(connection, (organisation,))


def index_people(connection: Connection, ids: Iterable[UUID]) -> None:
    """The same for many people at once. Whoever became part of another is only found as that one."""
    for some in _in_parts(ids, _IN_A_QUESTION):
        mine = or_(people.c.id.in_(some), people.c.merged_into.in_(some))
        rows = connection.execute(select(*_OF_PEOPLE).where(mine)).all()
        _replace(connection, some, _Words(), rows, _words_of_person)


def index_organisations(connection: Connection, ids: Iterable[UUID]) -> None:
    """The same for many organisations at once."""
    for some in _in_parts(ids, _IN_A_QUESTION):
        found = select(*_OF_ORGANISATIONS).where(organisations.c.id.in_(some))
        _replace(
            connection, some, _Words(), connection.execute(found).all(), _words_of_organisation
        )


@dataclass(frozen=True, slots=True)
class NewWords:
    """The words of people and organisations who are still to be written, ready to be sent."""

    words: list[tuple[Any, ...]]
    trigrams: list[tuple[Any, ...]]
    uses: list[tuple[Any, ...]]


def words_of_new(
    dialect: Dialect, new_people: Iterable[Any], new_organisations: Iterable[Any]
) -> NewWords:
    """What ``write_words`` will write for these rows: worked out before a transaction begins, since on
    SQLite nobody else can write while it lasts."""
    known, is_sqlite = _Words(), dialect.name == "sqlite"
    uses: list[tuple[Any, ...]] = []
    for rows, words_of in (
        (new_organisations, _words_of_organisation),
        (new_people, _words_of_person),
    ):
        for row in rows:
            # The sixteen bytes are made once for all the words of a row.
            ref = row.id.bytes if is_sqlite else row.id
            uses += [(word, ref, kind) for word, _id, kind in words_of(row, known)]
    uses.sort()
    new = sorted((known.numbers[word], word) for word in known.new)
    pairs = [
        (part, number) for number, word in new if has_trigrams(word) for part in trigrams(word)
    ]
    return NewWords(new, sorted(pairs), uses)


def write_words(connection: Connection, ready: NewWords, check: Callable[[], None]) -> None:
    """Write the words of people and organisations who were written just now; ``check`` may stop it."""
    pairs = ((words, ready.words), (word_trigrams, ready.trigrams), (word_uses, ready.uses))
    with _indexed_after(connection, len(ready.uses)):
        for table, rows in pairs:
            for start in range(0, len(rows), AT_ONCE):
                check()
                _send(connection, table, rows[start : start + AT_ONCE])


@contextmanager
def _indexed_after(connection: Connection, count: int) -> Iterator[None]:
    """Where more uses come than there are, SQLite sorts all of them into their index at once, in half the
    time of finding the place of each. A rollback puts the index back as it was."""
    many = count > _WORTH_SORTING and connection.dialect.name == "sqlite"
    if not many or count < (connection.scalar(select(func.count()).select_from(word_uses)) or 0):
        yield
        return
    indexes = sorted(word_uses.indexes, key=_name_of)
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)


def _name_of(index: Index) -> str:
    return str(index.name)


def index_everyone(connection: Connection) -> None:
    """Make every word anew, of everybody: for an older archive, and after writing many people."""
    for table in (word_uses, word_trigrams, words):
        connection.execute(delete(table))
    known = _Words()
    for columns, words_of in (
        (_OF_ORGANISATIONS, _words_of_organisation),
        (_OF_PEOPLE, _words_of_person),
    ):
        rows = connection.execute(select(*columns)).yield_per(AT_ONCE)
        for some in rows.partitions():
            _write(connection, known, [use for row in some for use in words_of(row, known)])


class _Words:
    """The words that one call met: their numbers, and which of them are surely written."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.new: list[str] = []

    def number(self, word: str) -> int:
        found = self.numbers.get(word)
        if found is None:
            found = self.numbers[word] = word_id(word)
            # What is compared as one piece is found by its number alone.
            if not word.startswith("="):
                self.new.append(word)
        return found


def _words_of_person(row: Any, known: _Words) -> list[Use]:
    contact = [*words_of_email(row.email), *words_of_phone(row.phone), *words_in(row.tax_code)]
    if row.email:
        contact.append(whole(row.email))
    kinds = first_kinds(
        (
            (WordKind.NAME, words_of_name(row.given, row.family)),
            (WordKind.CONTACT, contact),
            (WordKind.ABOUT, words_in(f"{row.role} {row.skills} {row.seeks}")),
        )
    )
    return [(known.number(word), row.id, int(kind)) for word, kind in kinds.items()]


def _words_of_organisation(row: Any, known: _Words) -> list[Use]:
    contact = [*words_of_email(row.email), *words_of_phone(row.phone), *words_in(row.vat_number)]
    kinds = first_kinds(
        (
            (WordKind.ORGANISATION, words_of_name(row.name)),
            (WordKind.ORGANISATION_CONTACT, contact),
        )
    )
    return [(known.number(word), row.id, int(kind)) for word, kind in kinds.items()]


def _replace(
    connection: Connection, ids: Sequence[UUID], known: _Words, rows: Sequence[Any], words_of: Any
) -> None:
    """Write the words of ``ids`` in place of those they had, and forget what nobody has any more."""
    mine = word_uses.c.ref.in_(ids)
    before = set(connection.scalars(select(word_uses.c.word).where(mine)))
    connection.execute(delete(word_uses).where(mine))
    uses = [use for row in rows for use in words_of(row, known)]
    _write(connection, known, uses)
    _forget(connection, before - {word for word, _ref, _kind in uses})


def _forget(connection: Connection, gone: set[int]) -> None:
    """A name that was put right, or taken back, is not kept as a word either."""
    for some in _in_parts(sorted(gone), _IN_A_QUESTION):
        still = set(connection.scalars(select(word_uses.c.word).where(word_uses.c.word.in_(some))))
        unused = [word for word in some if word not in still]
        if unused:
            connection.execute(delete(word_trigrams).where(word_trigrams.c.word.in_(unused)))
            connection.execute(delete(words).where(words.c.id.in_(unused)))


def _write(connection: Connection, known: _Words, uses: list[Use]) -> None:
    new = [(known.numbers[word], word) for word in known.new]
    known.new = []
    _add(connection, words, sorted(new))
    pairs = [
        (part, number) for number, word in new if has_trigrams(word) for part in trigrams(word)
    ]
    _add(connection, word_trigrams, sorted(pairs))
    _add(connection, word_uses, uses)


def _by_word(use: Use) -> tuple[int, bytes, int]:
    # Of a word that is there twice the first is kept: the one that says most.
    return use[0], use[1].bytes, use[2]


def _add(connection: Connection, table: Table, rows: list[tuple[Any, ...]]) -> None:
    """Add rows, those that are there already left out."""
    if rows:
        _send(connection, table, _bound(connection.dialect, table, rows))


def _bound(dialect: Dialect, table: Table, rows: list[Any]) -> list[tuple[Any, ...]]:
    """Rows as the engine's driver takes them, uses in the order of their table."""
    if table is word_uses:
        rows.sort(key=_by_word)
        if dialect.name == "sqlite":
            return [(word, ref.bytes, kind) for word, ref, kind in rows]
    return rows


def _send(connection: Connection, table: Table, rows: list[tuple[Any, ...]]) -> None:
    names = [column.name for column in table.columns]
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" for _name in names)
        statement = f"INSERT OR IGNORE INTO {table.name} ({', '.join(names)}) VALUES ({marks})"
    else:
        marks = ", ".join("%s" for _name in names)
        statement = (
            f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks}) ON CONFLICT DO NOTHING"
        )
    connection.exec_driver_sql(statement, rows)


def _in_parts(ids: Iterable[Any], size: int) -> Iterator[list[Any]]:
    left = iter(ids)
    while some := list(islice(left, size)):
        yield some
