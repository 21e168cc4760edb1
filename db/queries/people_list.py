"""The list of people as statements: each filter a set of people, each order a walk along one index.

SQLite is told which index to walk: without its statistics it would take the one that leaves most to
sort. PostgreSQL gets the same statements without the hints.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
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
NAME, VISIT, PLAIN = "ix_people_listed_name", "ix_people_listed_visit", "ix_people_listed"

_TODAY = "o.since <= :day AND (o.until IS NULL OR o.until >= :day)"
_STANDS = "m.archived_at IS NULL"
_MEMBERSHIP = f"{_STANDS} AND m.starts <= :day AND (m.ends IS NULL OR m.ends >= :day)"
_LASTING = f"{_STANDS} AND (m.ends IS NULL OR m.ends > :soon)"
_SEVERAL = "IN (SELECT id FROM product_terms WHERE units > 1)"
_LEFT = f"q.archived_at IS NULL AND q.balance > 0 AND q.terms {_SEVERAL}"
_USABLE = f"""{_LEFT} AND q.valid_from <= :day
    AND (q.valid_until IS NULL OR q.valid_until >= :day)"""
_PLENTY = f"{_LEFT} AND q.balance > {FEW} AND (q.valid_until IS NULL OR q.valid_until > :soon)"
_RUNNING_OUT = f"""{_LEFT} AND q.valid_from <= :day AND (q.valid_until BETWEEN :recent AND :soon
    OR (q.balance <= {FEW} AND (q.valid_until IS NULL OR q.valid_until >= :day)))"""
_MEMBERSHIPS = "memberships m INDEXED BY ix_memberships_held"
_PASSES = "passes q INDEXED BY ix_passes_left"
OWED = "settled_at IS NULL AND cancelled_at IS NULL"


def _held(table: str, condition: str) -> str:
    """Who holds such a right, by themselves or through their organisation of today."""
    row = table.split()[1]
    return f"""SELECT {row}.holder_person AS id FROM {table}
        WHERE {row}.holder_person IS NOT NULL AND {condition}
        UNION ALL SELECT o.person FROM {table}
        CROSS JOIN organisation_members o ON o.organisation = {row}.holder_organisation
        WHERE {row}.holder_person IS NULL AND {condition} AND {_TODAY}"""


# A right that ends within a week, is nearly used up, or ended in the last month, and none that lasts. Of
# a used-up carnet that is whoever was here in that month: when its last unit went would be asked of each.
_TO_RENEW = f"""SELECT id FROM (
    SELECT m.holder_person AS id, 1 AS now FROM {_MEMBERSHIPS} WHERE m.holder_person IS NOT NULL
        AND {_STANDS} AND m.starts <= :day AND m.ends BETWEEN :recent AND :soon
    UNION ALL SELECT q.holder_person, 1 FROM {_PASSES}
        WHERE q.holder_person IS NOT NULL AND {_RUNNING_OUT}
    UNION ALL SELECT q.holder_person, 0 FROM passes q INDEXED BY ix_passes_spent
        WHERE q.archived_at IS NULL AND q.balance <= 0 AND q.terms {_SEVERAL}
        AND q.holder_person IS NOT NULL) ending
    WHERE CASE WHEN id IN (SELECT id FROM (
        {_held(_MEMBERSHIPS, _LASTING)} UNION ALL {_held(_PASSES, _PLENTY)}) lasting) THEN 0 = 1
    WHEN now = 1 THEN 1 = 1
    ELSE EXISTS (SELECT 1 FROM people h WHERE h.id = ending.id AND h.last_visit >= :since) END"""
_WITH_CARD = "SELECT person FROM credentials WHERE status = 'active' AND kind = 'card'"
SETS = {
    "inside": f"""SELECT coalesce(w.merged_into, w.id) AS id FROM visits v
        JOIN people w ON w.id = v.person WHERE v.hub = :hub AND {OPEN}""",
    "subscribed": _held(_MEMBERSHIPS, _MEMBERSHIP),
    "carnet": _held(_PASSES, _USABLE),
    "to_renew": _TO_RENEW,
    "due": f"""SELECT payer_person AS id FROM charges INDEXED BY ix_charges_owed
        WHERE payer_person IS NOT NULL AND {OWED}""",
    "without_card": f"""SELECT p.id FROM people p INDEXED BY {PLAIN} WHERE {LIVE} AND NOT EXISTS (
        {_WITH_CARD} AND person = p.id)""",
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
# What sorts those who have it, and its columns; all others follow by name.
KEYS = {
    "organisation": (
        f"""organisations f INDEXED BY ix_organisations_listed CROSS JOIN organisation_members o
        ON o.organisation = f.id WHERE {_TODAY} AND {_FIRST}""",
        "o.person",
        "f.folded {way}, f.id {way}, o.person",
    ),
    "due": (
        f"""(SELECT payer_person, sum(cents) AS cents FROM charges INDEXED BY ix_charges_owed
        WHERE payer_person IS NOT NULL AND {OWED} GROUP BY payer_person) c WHERE 1 = 1""",
        "c.payer_person",
        "c.cents {way}, c.payer_person",
    ),
}
_HAS_KEY = {
    "organisation": f"""SELECT o.person AS id FROM organisation_members o
        INDEXED BY ix_organisation_members_where WHERE {_TODAY}""",
    "due": SETS["due"],
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is asked for. ``terms`` are words by their numbers: one of each is to be had."""

    hub: UUID
    day: date
    now: datetime
    filters: tuple[str, ...] = ()
    terms: tuple[tuple[int, ...], ...] = ()
    sort: str = "name"
    descending: bool = False


def page(connection: Connection, asked: Asked, first: int, limit: int) -> list[UUID]:
    """The ids of a page in its order."""
    if asked.sort not in KEYS:
        return _ids(connection, asked, _walk(asked), first, limit)
    before = _with_key(connection, asked)
    found = _ids(connection, asked, _sorted_by_key(asked), first, limit) if first < before else []
    if len(found) == limit:
        return found
    rest = _ids(connection, asked, _without_key(asked), max(0, first - before), limit - len(found))
    return found + rest


def count(connection: Connection, asked: Asked) -> int:
    """How many rows the list has."""
    found: int = connection.scalar(*_ready(connection, asked, _counting(asked))) or 0
    return found


def count_of(connection: Connection, asked: Asked, name: str) -> int:
    """How many one filter would show by itself."""
    if name == "without_card":
        statement = f"""SELECT (SELECT count(*) FROM people p INDEXED BY {PLAIN} WHERE {LIVE})
            - (SELECT count(DISTINCT person) FROM credentials WHERE status = 'active'
               AND kind = 'card' AND person NOT IN ({GONE}))"""
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


def _conditions(asked: Asked, row: str) -> list[str]:
    """What the filters and the text ask of a row's id, the plus again keeping SQLite on its walk."""
    found = []
    if asked.filters:
        union = " UNION ALL ".join(f"SELECT id FROM ({SETS[name]}) s" for name in asked.filters)
        found.append(f"+{row} IN ({union})")
    terms = range(len(asked.terms))
    named = (_NAMED.format(words=f"words_{place}") for place in terms)
    return [*found, *(f"+{row} IN ({one})" for one in named)]


def _people(asked: Asked, index: str) -> str:
    """People whom the list shows. The archived are only reached without an index of the others."""
    if "archived" in asked.filters:
        union = " UNION ALL ".join(f"SELECT id FROM ({SETS[name]}) s" for name in asked.filters)
        where = [f"p.id IN ({union})", "+p.merged_into IS NULL", *_conditions(asked, "p.id")[1:]]
        return f"people p WHERE {' AND '.join(where)}"
    where = [LIVE, *_conditions(asked, "p.id")]
    return f"people p INDEXED BY {index} WHERE {' AND '.join(where)}"


def _walk(asked: Asked) -> str:
    way = "DESC" if asked.descending else "ASC"
    if asked.sort == "last_visit":
        return (
            f"SELECT p.id FROM {_people(asked, VISIT)}"
            f" ORDER BY p.last_visit {way} NULLS LAST, p.id {way}"
        )
    return f"SELECT p.id FROM {_people(asked, NAME)} ORDER BY p.folded {way}, p.id {way}"


def _sorted_by_key(asked: Asked) -> str:
    order = KEYS[asked.sort][2]
    way = "DESC" if asked.descending else "ASC"
    return f"{_keyed(asked)} ORDER BY {order.format(way=way)}"


def _keyed(asked: Asked) -> str:
    table, row, _order = KEYS[asked.sort]
    return f"SELECT {row} FROM {table} AND {_shown(asked, row)}"


def _shown(asked: Asked, row: str) -> str:
    gone = _MERGED if "archived" in asked.filters else GONE
    return " AND ".join([f"{row} NOT IN ({gone})", *_conditions(asked, row)])


def _without_key(asked: Asked) -> str:
    return (
        f"SELECT p.id FROM {_people(asked, NAME)} AND +p.id NOT IN ({_HAS_KEY[asked.sort]})"
        " ORDER BY p.folded, p.id"
    )


def _with_key(connection: Connection, asked: Asked) -> int:
    """How many have something to be sorted by."""
    statement = (
        f"SELECT count(DISTINCT k.id) FROM ({_HAS_KEY[asked.sort]}) k WHERE {_shown(asked, 'k.id')}"
    )
    found: int = connection.scalar(*_ready(connection, asked, statement)) or 0
    return found


def _counting(asked: Asked) -> str:
    return f"SELECT count(*) FROM {_people(asked, PLAIN)}"


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
