"""What the rows of a list show, for all rows of a page at once: a fixed number of questions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, func, or_, select

from db.planned import AnyRow
from db.queries.people import organisations
from db.queries.presence import (
    OPEN,
    charges,
    members,
    memberships,
    passes,
    pauses,
    people,
    products,
    terms,
    visits,
)

Ids = Sequence[UUID]


def people_of(connection: Connection, ids: Ids) -> list[AnyRow]:
    """Names and states of these people."""
    columns = (
        "id",
        "given",
        "family",
        "role",
        "last_visit",
        "barred_at",
        "barred_until",
        "archived_at",
    )
    found = select(*(people.c[name] for name in columns)).where(people.c.id.in_(ids))
    return list(connection.execute(found))


def places_of(connection: Connection, ids: Ids, day: date) -> list[AnyRow]:
    """The organisations of these people on that day, by name."""
    found = (
        select(members.c.person, members.c.organisation, organisations.c.name)
        .join(organisations, organisations.c.id == members.c.organisation)
        .where(members.c.person.in_(ids), _of_day(day))
        .order_by(organisations.c.folded, organisations.c.id)
    )
    return list(connection.execute(found))


def members_of(connection: Connection, ids: Ids, day: date) -> dict[UUID, int]:
    """How many belong to these organisations on that day."""
    found = (
        select(members.c.organisation, func.count(members.c.person.distinct()))
        .where(members.c.organisation.in_(ids), _of_day(day))
        .group_by(members.c.organisation)
    )
    return {row[0]: row[1] for row in connection.execute(found)}


def _of_day(day: date) -> Any:
    return and_(members.c.since <= day, or_(members.c.until.is_(None), members.c.until >= day))


def inside_since(connection: Connection, hub: UUID, ids: Ids) -> dict[UUID, Any]:
    """Since when those of these people are in who are in at the hub."""
    owner = func.coalesce(people.c.merged_into, people.c.id)
    found = (
        select(owner.label("person"), visits.c.checked_in_at)
        .join(people, people.c.id == visits.c.person)
        .where(
            visits.c.hub == hub,
            OPEN,
            or_(visits.c.person.in_(ids), people.c.merged_into.in_(ids)),
        )
    )
    return {row.person: row.checked_in_at for row in connection.execute(found)}


def owed(connection: Connection, payer: str, ids: Ids) -> list[AnyRow]:
    """What these people (``payer`` "person") or organisations owe, in each currency."""
    column = charges.c[f"payer_{payer}"]
    found = (
        select(column.label("payer"), charges.c.currency, func.sum(charges.c.cents).label("cents"))
        .where(column.in_(ids), charges.c.settled_at.is_(None), charges.c.cancelled_at.is_(None))
        .group_by(column, charges.c.currency)
        .order_by(charges.c.currency)
    )
    return list(connection.execute(found))


def memberships_of(connection: Connection, persons: Ids, firms: Ids) -> list[AnyRow]:
    """Memberships that these people or organisations hold or held."""
    return _held(
        connection, memberships, persons, firms, (memberships.c.starts, memberships.c.ends)
    )


def passes_of(connection: Connection, persons: Ids, firms: Ids) -> list[AnyRow]:
    """Passes that these people or organisations hold or held."""
    columns = (
        passes.c.valid_from.label("starts"),
        passes.c.valid_until.label("ends"),
        passes.c.balance,
    )
    return _held(connection, passes, persons, firms, columns)


def _held(
    connection: Connection, table: Any, persons: Ids, firms: Ids, columns: Sequence[Any]
) -> list[AnyRow]:
    found = (
        select(
            table.c.id,
            table.c.created_at,
            table.c.holder_person,
            table.c.holder_organisation,
            *columns,
            products.c.name,
            products.c.name_en,
            terms.c.unit,
            terms.c.units,
            terms.c.seats,
            organisations.c.name.label("organisation"),
        )
        .join(products, products.c.id == table.c.product)
        .join(terms, terms.c.id == table.c.terms)
        .outerjoin(organisations, organisations.c.id == table.c.holder_organisation)
        .where(
            or_(table.c.holder_person.in_(persons), table.c.holder_organisation.in_(firms)),
            table.c.archived_at.is_(None),
        )
    )
    return list(connection.execute(found))


def pauses_of(connection: Connection, rights: Ids, day: date) -> list[AnyRow]:
    """Pauses of that day of these rights."""
    found = select(pauses).where(
        or_(pauses.c.membership.in_(rights), pauses.c["pass"].in_(rights)),
        pauses.c.starts <= day,
        pauses.c.ends >= day,
    )
    return list(connection.execute(found))


def seats_taken(connection: Connection, rights: Ids) -> dict[UUID, int]:
    """How many are in on each of these memberships now."""
    found = (
        select(visits.c.membership, func.count())
        .where(visits.c.membership.in_(rights), OPEN)
        .group_by(visits.c.membership)
    )
    return {row[0]: row[1] for row in connection.execute(found)}


def organisations_of(connection: Connection, ids: Ids) -> list[AnyRow]:
    found = select(organisations).where(organisations.c.id.in_(ids))
    return list(connection.execute(found))
