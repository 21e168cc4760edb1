"""A hub's own row, settings and closures, and what other hours touch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, insert, or_, select, update

from db.base import table_of
from db.models import Expected, Organisation
from db.planned import AnyRow
from db.queries.presence import (
    closures,
    hubs,
    pass_hubs,
    passes,
    people,
    products,
    settings,
    terms,
)
from db.values import ExpectedStatus

expected, organisations = table_of(Expected), table_of(Organisation)


def change(connection: Connection, hub: UUID, version: int, row: dict[str, Any]) -> bool:
    """Change a hub's row; False when somebody changed it meanwhile."""
    done = connection.execute(
        update(hubs)
        .where(hubs.c.id == hub, hubs.c.version == version)
        .values(**row, version=version + 1)
    )
    return done.rowcount == 1


def version(connection: Connection, hub: UUID) -> int:
    found: int = connection.scalar(select(hubs.c.version).where(hubs.c.id == hub)) or 0
    return found


def put_setting(connection: Connection, hub: UUID, key: str, value: str, at: datetime) -> None:
    """Keep one setting of a hub."""
    done = connection.execute(
        update(settings)
        .where(settings.c.hub == hub, settings.c.key == key)
        .values(value=value, changed_at=at)
    )
    if done.rowcount == 0:
        row = {"hub": hub, "key": key, "value": value, "changed_at": at}
        connection.execute(insert(settings), row)


def closures_from(connection: Connection, hub: UUID, day: date) -> list[AnyRow]:
    """Closures that are not over on ``day``, first ones first."""
    return list(
        connection.execute(
            select(closures)
            .where(
                closures.c.hub == hub,
                closures.c.archived_at.is_(None),
                closures.c.last_day >= day,
            )
            .order_by(closures.c.first_day)
        )
    )


def add_closure(connection: Connection, row: dict[str, Any]) -> None:
    connection.execute(insert(closures), row)


def remove_closure(connection: Connection, hub: UUID, closure: UUID, at: datetime) -> bool:
    """Put a closure away; False when there is none."""
    done = connection.execute(
        update(closures)
        .where(closures.c.id == closure, closures.c.hub == hub, closures.c.archived_at.is_(None))
        .values(archived_at=at)
    )
    return done.rowcount == 1


def expected_between(connection: Connection, hub: UUID, first: date, last: date) -> list[AnyRow]:
    """Who is announced from ``first`` to ``last``, none called off; ``name`` of the person if known."""
    return list(
        connection.execute(
            select(
                expected.c.kind,
                expected.c.day,
                expected.c.starts,
                expected.c.ends,
                expected.c.title,
                expected.c.name,
                people.c.given,
                people.c.family,
            )
            .outerjoin(people, people.c.id == expected.c.person)
            .where(
                expected.c.hub == hub,
                expected.c.day >= first,
                expected.c.day <= last,
                expected.c.status != ExpectedStatus.CANCELLED,
            )
            .order_by(expected.c.starts)
        )
    )


def _ending(hub: UUID, days: Sequence[date]) -> Any:
    return (
        select(passes.c.id)
        .join(pass_hubs, pass_hubs.c["pass"] == passes.c.id)
        .join(terms, terms.c.id == passes.c.terms)
        .where(
            pass_hubs.c.hub == hub,
            passes.c.valid_until.in_(days),
            passes.c.archived_at.is_(None),
            or_(passes.c.balance > 0, passes.c.balance > passes.c.lowest),
        )
    )


def passes_ending(
    connection: Connection, hub: UUID, days: Sequence[date], limit: int
) -> tuple[list[AnyRow], int]:
    """Passes with something left whose last day is one of ``days``, with holder and product; and how many
    there are in all."""
    if not days:
        return [], 0
    ending = _ending(hub, days)
    total = connection.scalar(select(func.count()).select_from(ending.subquery())) or 0
    rows = connection.execute(
        select(
            passes.c.valid_until,
            people.c.given,
            people.c.family,
            organisations.c.name.label("organisation"),
            products.c.name,
            products.c.name_en,
        )
        .join(products, products.c.id == passes.c.product)
        .outerjoin(people, people.c.id == passes.c.holder_person)
        .outerjoin(organisations, organisations.c.id == passes.c.holder_organisation)
        .where(passes.c.id.in_(ending))
        .order_by(passes.c.valid_until, people.c.family, passes.c.id)
        .limit(limit)
    )
    return list(rows), total
