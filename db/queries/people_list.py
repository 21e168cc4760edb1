"""The list of people as statements: each filter a set of people, each order a walk along one index.

SQLite is told which index to walk: without its statistics it would take the one that leaves most to
sort. PostgreSQL gets the same statements without the hints.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Connection, Date, bindparam, text

from db.models.presence import OPEN
from db.types import Identity, UTCDateTime

SOON, RECENT, FEW = timedelta(days=7), timedelta(days=30), 2
LIVE = "p.archived_at IS NULL AND p.merged_into IS NULL"
_ARCHIVED = "SELECT id FROM people INDEXED BY ix_people_archived_at WHERE archived_at IS NOT NULL"
_MERGED = "SELECT id FROM people INDEXED BY ix_people_merged_into WHERE merged_into IS NOT NULL"
GONE = f"{_ARCHIVED} UNION ALL {_MERGED}"
ARCHIVED = "archived"
NAME, VISIT, PLAIN = "ix_people_listed_name", "ix_people_listed_visit", "ix_people_listed"

_TODAY = "o.since <= :day AND (o.until IS NULL OR o.until >= :day)"
_STANDS = "m.archived_at IS NULL"
_MEMBERSHIP = f"{_STANDS} AND m.starts <= :day AND (m.ends IS NULL OR m.ends >= :day)"
_LASTING = f"{_STANDS} AND (m.ends IS NULL OR m.ends > :soon)"
_SEVERAL = "IN (SELECT id FROM product_terms WHERE units > 1)"
_LEFT = f"q.archived_at IS NULL AND q.balance > 0 AND q.terms {_SEVERAL}"
# Credits pay rooms; a carnet lets its holder in.
_ENTRIES = "q.terms IN (SELECT id FROM product_terms WHERE unit = 'visits')"
_USABLE = f"""{_LEFT} AND {_ENTRIES} AND q.valid_from <= :day
    AND (q.valid_until IS NULL OR q.valid_until >= :day)"""
_PLENTY = f"{_LEFT} AND q.balance > {FEW} AND (q.valid_until IS NULL OR q.valid_until > :soon)"
_MEMBERSHIPS = "memberships m INDEXED BY ix_memberships_held"
_PASSES = "passes q INDEXED BY ix_passes_left"
OWED = "settled_at IS NULL AND cancelled_at IS NULL"


def _held(table: str, condition: str) -> str:
    """Who holds such a right, by themselves or through their organisation of today."""
    row = table.split()[1]
    return f"""SELECT {row}.holder_person AS id FROM {table}
        WHERE {row}.holder_person IS NOT NULL AND {condition}
        UNION ALL {_held_by_team(table, condition)}"""


def _held_by_team(table: str, condition: str) -> str:
    row = table.split()[1]
    return f"""SELECT o.person FROM {table}
        CROSS JOIN organisation_members o ON o.organisation = {row}.holder_organisation
        WHERE {row}.holder_person IS NULL AND {condition} AND {_TODAY}"""


# A right that ends within a week, is nearly used up, or ended in the last month, and none that lasts; of a
# used-up carnet the day of its last draw is its end. Own rights are summed up with the person.
_TO_RENEW = f"""SELECT p.id FROM people p INDEXED BY ix_people_renewing WHERE {LIVE}
    AND p.rights_until >= :recent AND (p.rights_last IS NULL OR p.rights_last <= :soon)
    AND p.id NOT IN ({_held_by_team(_MEMBERSHIPS, _LASTING)}
        UNION ALL {_held_by_team(_PASSES, _PLENTY)})"""
_WITH_CARD = "SELECT person FROM credentials WHERE status = 'active' AND kind = 'card'"
# Cards stay with the record that they were made for when it becomes part of another.
_WITH_OTHER_CARD = f"""SELECT w.merged_into AS id FROM people w INDEXED BY ix_people_merged_into
    WHERE w.merged_into IS NOT NULL AND EXISTS ({_WITH_CARD} AND person = w.id)"""
SETS = {
    "inside": f"""SELECT coalesce(w.merged_into, w.id) AS id FROM visits v
        JOIN people w ON w.id = v.person WHERE v.hub = :hub AND {OPEN}""",
    "subscribed": _held(_MEMBERSHIPS, _MEMBERSHIP),
    "carnet": _held(_PASSES, _USABLE),
    "to_renew": _TO_RENEW,
    "due": f"""SELECT payer_person AS id FROM charges INDEXED BY ix_charges_owed
        WHERE payer_person IS NOT NULL AND {OWED}""",
    "without_card": f"""SELECT p.id FROM people p INDEXED BY {PLAIN} WHERE {LIVE} AND NOT EXISTS (
        {_WITH_CARD} AND person = p.id) AND p.id NOT IN ({_WITH_OTHER_CARD})""",
    "barred": """SELECT id FROM people WHERE barred_at IS NOT NULL
        AND (barred_until IS NULL OR barred_until >= :day)""",
    "archived": f"{_ARCHIVED} AND merged_into IS NULL",
}
_NAMED = f"""SELECT ref FROM word_uses WHERE word IN :{{words}}
    UNION ALL SELECT o.person FROM word_uses u JOIN organisation_members o ON o.organisation = u.ref
    WHERE u.word IN :{{words}} AND u.kind = 10 AND {_TODAY}"""
# Someone of two organisations stands with the first of them.
_FIRST = f"""(o.person NOT IN (SELECT o.person FROM organisation_members o
    INDEXED BY ix_organisation_members_where WHERE {_TODAY} GROUP BY o.person HAVING count(*) > 1)
    OR NOT EXISTS (SELECT 1 FROM organisation_members x JOIN organisations y ON y.id = x.organisation
        WHERE x.person = o.person AND x.since <= :day AND (x.until IS NULL OR x.until >= :day)
        AND (y.folded, y.id) < (f.folded, f.id)))"""
# What sorts those who have it: whose it is, from where, and its order; colleagues, and who owes as much,
# stand by name. All others follow by name.
_NAMES = f"""CROSS JOIN people w INDEXED BY {PLAIN}
        ON w.archived_at IS NULL AND w.merged_into IS NULL AND w.id"""
KEYS = {
    "organisation": (
        "o.person",
        f"""organisations f INDEXED BY ix_organisations_listed
        CROSS JOIN organisation_members o ON o.organisation = f.id
        {_NAMES} = o.person WHERE {_TODAY} AND {_FIRST}""",
        "f.folded {way}, f.id {way}, {name}, {row}",
    ),
    "due": (
        "c.payer_person",
        f"""(SELECT payer_person, sum(cents) AS cents FROM charges INDEXED BY ix_charges_owed
        WHERE payer_person IS NOT NULL AND {OWED} GROUP BY payer_person) c
        {_NAMES} = c.payer_person WHERE 1 = 1""",
        "c.cents {way}, {name}, {row}",
    ),
}
_WANTED = (
    "CREATE TEMP TABLE IF NOT EXISTS wanted (id BLOB PRIMARY KEY) WITHOUT ROWID",
    "DELETE FROM temp.wanted",
)
_HAS_KEY = {
    "organisation": f"""SELECT o.person AS id FROM organisation_members o
        INDEXED BY ix_organisation_members_where WHERE {_TODAY}""",
    "due": SETS["due"],
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is asked for. ``terms`` are words by their numbers: one of each is to be had;
    ``read`` says that whom the filters want was written down."""

    hub: UUID
    day: date
    now: datetime
    filters: tuple[str, ...] = ()
    terms: tuple[tuple[int, ...], ...] = ()
    sort: str = "name"
    descending: bool = False
    read: bool = False


def page(connection: Connection, asked: Asked, first: int, limit: int) -> list[UUID]:
    """The ids of a page in its order."""
    if asked.sort not in KEYS:
        return _ids(connection, asked, _walk(asked), first, limit)
    asked = _with_filters_read(connection, asked)
    # At the beginning whoever has something to be sorted by fills the page, or all of them are read.
    before = _with_key(connection, asked) if first else None
    found: list[UUID] = []
    if before is None or first < before:
        found = _ids(connection, asked, _sorted_by_key(asked), first, limit)
    if len(found) == limit:
        return found
    before = len(found) if before is None else before
    rest = _ids(connection, asked, _without_key(asked), max(0, first - before), limit - len(found))
    return found + rest


def count(connection: Connection, asked: Asked) -> int:
    """How many rows the list has."""
    parts = (f"(SELECT count(*) FROM {part})" for part in _parts(asked, PLAIN))
    found: int = connection.scalar(*_ready(connection, asked, f"SELECT {' + '.join(parts)}")) or 0
    return found


def count_of(connection: Connection, asked: Asked, name: str) -> int:
    """How many one filter would show by itself."""
    if name == "without_card":
        statement = f"""SELECT (SELECT count(*) FROM people p INDEXED BY {PLAIN} WHERE {LIVE})
            - (SELECT count(DISTINCT person) FROM credentials WHERE status = 'active'
               AND kind = 'card' AND person NOT IN ({GONE}))
            - (SELECT count(DISTINCT id) FROM ({_WITH_OTHER_CARD}) x WHERE id NOT IN ({GONE})
               AND NOT EXISTS ({_WITH_CARD} AND person = x.id))"""
    elif name == "archived":
        statement = f"SELECT count(*) FROM ({SETS[name]}) found"
    else:
        statement = f"SELECT count(DISTINCT id) FROM ({SETS[name]}) found WHERE id NOT IN ({GONE})"
    found: int = connection.scalar(*_ready(connection, asked, statement)) or 0
    return found


def count_of_organisations(connection: Connection) -> int:
    found = connection.scalar(text("SELECT count(*) FROM organisations WHERE archived_at IS NULL"))
    return found or 0


def organisations(connection: Connection, asked: Asked, first: int, limit: int) -> list[UUID]:
    """The ids of a page of organisations, by name."""
    named = [
        f"+f.id IN (SELECT ref FROM word_uses WHERE word IN :words_{place} AND kind >= 10)"
        for place in range(len(asked.terms))
    ]
    where = " AND ".join(["f.archived_at IS NULL", *named])
    statement = (
        "SELECT f.id FROM organisations f INDEXED BY ix_organisations_listed"
        f" WHERE {where} ORDER BY f.folded, f.id"
    )
    return _ids(connection, asked, statement, first, limit)


# --- statements ----------------------------------------------------------------------------------


def _with_filters_read(connection: Connection, asked: Asked) -> Asked:
    """On SQLite whom the filters want is written down once, for all the questions of a page."""
    if connection.dialect.name != "sqlite" or not asked.filters:
        return asked
    for statement in _WANTED:
        connection.exec_driver_sql(statement)
    wanted = f"INSERT OR IGNORE INTO temp.wanted {_union(asked.filters)}"
    connection.execute(*_ready(connection, asked, wanted))
    return replace(asked, read=True)


def _union(filters: tuple[str, ...]) -> str:
    return " UNION ALL ".join(f"SELECT id FROM ({SETS[name]}) s" for name in filters)


def _conditions(asked: Asked, row: str, *, living: bool = False) -> list[str]:
    """What the filters and the text ask of a row's id, the plus again keeping SQLite on its walk."""
    names = tuple(name for name in asked.filters if not living or name != ARCHIVED)
    union = "SELECT id FROM temp.wanted" if asked.read else _union(names)
    return [*([f"+{row} IN ({union})"] if names else []), *_named(asked, row)]


def _named(asked: Asked, row: str) -> list[str]:
    named = (_NAMED.format(words=f"words_{place}") for place in range(len(asked.terms)))
    return [f"+{row} IN ({one})" for one in named]


def _parts(asked: Asked, index: str, *more: str) -> list[str]:
    """The people whom the list shows: the living by their index, the archived by another."""
    found = []
    if asked.filters != (ARCHIVED,):
        where = [LIVE, *_conditions(asked, "p.id", living=True), *more]
        found.append(f"people p INDEXED BY {index} WHERE {' AND '.join(where)}")
    if ARCHIVED in asked.filters:
        where = ["p.archived_at IS NOT NULL AND p.merged_into IS NULL", *_named(asked, "p.id")]
        where += more
        found.append(f"people p INDEXED BY ix_people_archived_at WHERE {' AND '.join(where)}")
    return found


def _walk(asked: Asked) -> str:
    way = "DESC" if asked.descending else "ASC"
    if asked.sort == "last_visit":
        return _in_order(_parts(asked, VISIT), "p.last_visit", f"{way} NULLS LAST", way)
    return _in_order(_parts(asked, NAME), "p.folded", way, way)


def _in_order(parts: list[str], key: str, way: str, then: str) -> str:
    """A walk along an index; the archived, sorted for themselves, are put in between."""
    every = " UNION ALL ".join(f"SELECT p.id AS id, {key} AS place FROM {part}" for part in parts)
    return f"{every} ORDER BY 2 {way}, 1 {then}"


def _sorted_by_key(asked: Asked) -> str:
    row, table, order = KEYS[asked.sort]
    way = "DESC" if asked.descending else "ASC"
    name = "w.folded"
    where = _conditions(asked, row)
    if ARCHIVED in asked.filters:
        where.append(f"{row} NOT IN ({_MERGED})")
        table = table.replace("CROSS JOIN people w", "LEFT JOIN people w")
        name = f"coalesce(w.folded, (SELECT x.folded FROM people x WHERE x.id = {row}))"
    shown = " AND ".join(where) or "1 = 1"
    order = order.format(way=way, row=row, name=name)
    return f"SELECT {row} FROM {table} AND {shown} ORDER BY {order}"


def _without_key(asked: Asked) -> str:
    without = f"+p.id NOT IN ({_HAS_KEY[asked.sort]})"
    return _in_order(_parts(asked, NAME, without), "p.folded", "ASC", "ASC")


def _with_key(connection: Connection, asked: Asked) -> int:
    """How many have something to be sorted by."""
    gone = _MERGED if ARCHIVED in asked.filters else GONE
    shown = " AND ".join((f"k.id NOT IN ({gone})", *_conditions(asked, "k.id")))
    statement = f"SELECT count(DISTINCT k.id) FROM ({_HAS_KEY[asked.sort]}) k WHERE {shown}"
    found: int = connection.scalar(*_ready(connection, asked, statement)) or 0
    return found


def _ids(
    connection: Connection, asked: Asked, statement: str, first: int, limit: int
) -> list[UUID]:
    ready, binds = _ready(connection, asked, f"{statement} LIMIT :most OFFSET :skipped")
    found = connection.execute(ready, {**binds, "most": limit, "skipped": first})
    return [_id(row[0]) for row in found.all()]


def _id(ref: Any) -> UUID:
    return ref if isinstance(ref, UUID) else UUID(bytes=ref)


_TYPES = {"hub": Identity, "day": Date, "soon": Date, "recent": Date, "since": UTCDateTime}


def _ready(connection: Connection, asked: Asked, statement: str) -> tuple[Any, dict[str, Any]]:
    """The statement for this engine, with the values that it names."""
    if connection.dialect.name != "sqlite":
        statement = re.sub(r" INDEXED BY \w+", "", statement)
        statement = re.sub(r"\+([a-z]\.)", r"\1", statement)
        statement = statement.replace("CROSS JOIN", "JOIN")
    values: dict[str, Any] = {
        "hub": asked.hub,
        "day": asked.day,
        "soon": asked.day + SOON,
        "recent": asked.day - RECENT,
        "since": asked.now - RECENT,
    }
    values |= {f"words_{place}": list(words) for place, words in enumerate(asked.terms)}
    named = {name: value for name, value in values.items() if f":{name}" in statement}
    binds: list[BindParameter[Any]] = [
        bindparam(name, type_=_TYPES[name]) if name in _TYPES else bindparam(name, expanding=True)
        for name in named
    ]
    return text(statement).bindparams(*binds), named
