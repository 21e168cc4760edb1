"""What an import knows of the archive: read once, used for every preview of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from askadesk.people.rules import fold
from askadesk.plans.service import product_name
from askadesk.transfer.matching import Known, known_person
from askadesk.transfer.rows import Column
from db.queries import plans as plans_query
from db.queries import transfer as query
from db.values import ProductKind, Unit

Check = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Offered:
    """A plan or carnet on offer, with what its terms say."""

    product: UUID
    terms: UUID
    code: str
    name: str
    is_pass: bool
    units: int | None
    validity_days: int | None
    debt_limit: int
    names: tuple[str, ...] = ()
    """What it is called, in either language, folded."""


@dataclass(slots=True)
class KnownOrganisation:
    """An organisation of the archive (``version`` of its record), or made by row ``row``."""

    id: UUID
    name: str
    values: dict[Column, str]
    version: int = 0
    row: int = 0


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The archive at one moment. ``seen`` tells later whether it changed; ``today`` is the hub's day."""

    today: date
    seen: tuple[int, frozenset[int]]
    people: tuple[Known, ...]
    organisations: dict[str, KnownOrganisation]
    belongs: dict[UUID, frozenset[UUID]]
    held: frozenset[tuple[UUID, UUID]]
    plans: dict[str, Offered]
    offered: tuple[Offered, ...]


def read_knowledge(connection: Connection, today: date, check: Check) -> Knowledge:
    """Read what an import has to know; ``check`` is called now and then and may stop it."""
    seen = query.changes_seen(connection)
    rows = query.live_people(connection)
    check()
    people: list[Known] = []
    for at, row in enumerate(rows):
        people.append(known_person(row))
        if at % 2_000 == 0:
            check()
    belongs: dict[UUID, set[UUID]] = {}
    for row in query.members_now(connection, today):
        belongs.setdefault(row.person, set()).add(row.organisation)
    offered = tuple(_offered(row) for row in plans_query.offers(connection, today))
    return Knowledge(
        today,
        seen,
        tuple(people),
        {row.folded: _organisation(row) for row in query.live_organisations(connection)},
        {person: frozenset(found) for person, found in belongs.items()},
        frozenset((row.holder, row.product) for row in query.held_now(connection, today)),
        _by_words(offered),
        offered,
    )


def _offered(row: Any) -> Offered:
    is_pass = row.kind is ProductKind.PASS
    counts = is_pass and row.unit is Unit.VISITS
    return Offered(
        row.product,
        row.terms,
        row.code,
        product_name(row),
        is_pass,
        row.units if is_pass else None,
        row.validity_days,
        row.debt_limit if counts else 0,
        tuple({fold(name) for name in (row.name, row.name_en) if name}),
    )


def _by_words(offered: tuple[Offered, ...]) -> dict[str, Offered]:
    """Plans by their folded code and name; a name that two plans have names neither."""
    found = {fold(one.code): one for one in offered}
    names = Counter(name for one in offered for name in one.names)
    for one in offered:
        for name in one.names:
            if names[name] == 1:
                found.setdefault(name, one)
    return found


def _organisation(row: Any) -> KnownOrganisation:
    values = {
        Column.VAT_NUMBER: row.vat_number,
        Column.EMAIL: row.email,
        Column.PHONE: row.phone,
        Column.ADDRESS: row.address,
        Column.NOTE: row.note,
    }
    return KnownOrganisation(row.id, row.name, values, row.version)
