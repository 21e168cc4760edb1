"""Products with all their terms and prices in time, and how many are held of each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, Table, func, insert, or_, select, update

from db.planned import AnyRow
from db.queries.plans import prices, terms_table
from db.queries.presence import memberships, passes, products


@dataclass(frozen=True, slots=True)
class Everything:
    """Products by name; their prices and terms, oldest first; how many are held of each today."""

    products: list[AnyRow]
    prices: dict[UUID, list[AnyRow]]
    terms: dict[UUID, list[AnyRow]]
    active: dict[UUID, int]


def everything(connection: Connection, day: date, product: UUID | None = None) -> Everything:
    """All products, or one, in five questions."""
    statement = select(products).order_by(products.c.name)
    if product is not None:
        statement = statement.where(products.c.id == product)
    active: dict[UUID, int] = {}
    for held in (_active_memberships(day), _active_passes(day)):
        active |= {row.product: row.held for row in connection.execute(_only(held, product))}
    return Everything(
        list(connection.execute(statement)),
        _in_time(connection, prices, product),
        _in_time(connection, terms_table, product),
        active,
    )


def _in_time(
    connection: Connection, table: Table, product: UUID | None
) -> dict[UUID, list[AnyRow]]:
    statement = select(table).order_by(table.c.valid_from)
    if product is not None:
        statement = statement.where(table.c.product == product)
    found: dict[UUID, list[AnyRow]] = defaultdict(list)
    for row in connection.execute(statement):
        found[row.product].append(row)
    return found


def _only(held: Select[Any], product: UUID | None) -> Select[Any]:
    return held if product is None else held.having(held.selected_columns.product == product)


def _active_memberships(day: date) -> Select[Any]:
    return (
        select(memberships.c.product, func.count().label("held"))
        .where(
            memberships.c.archived_at.is_(None),
            memberships.c.starts <= day,
            or_(memberships.c.ends.is_(None), memberships.c.ends >= day),
        )
        .group_by(memberships.c.product)
    )


def _active_passes(day: date) -> Select[Any]:
    return (
        select(passes.c.product, func.count().label("held"))
        .where(
            passes.c.archived_at.is_(None),
            passes.c.balance > 0,
            passes.c.valid_from <= day,
            or_(passes.c.valid_until.is_(None), passes.c.valid_until >= day),
        )
        .group_by(passes.c.product)
    )


def sold(connection: Connection, product: UUID) -> int:
    """How many were ever given of a product, those taken back left out."""
    found = 0
    for table in (memberships, passes):
        found += (
            connection.scalar(
                select(func.count())
                .select_from(table)
                .where(table.c.product == product, table.c.archived_at.is_(None))
            )
            or 0
        )
    return found


def named(connection: Connection, code: str) -> AnyRow | None:
    """The product of that code, retired or not."""
    return connection.execute(select(products).where(products.c.code == code)).first()


def is_known(connection: Connection, product: UUID) -> bool:
    """Whether there is such a product, retired or not."""
    statement = select(products.c.id).where(products.c.id == product)
    return connection.scalar(statement) is not None


def add(connection: Connection, row: dict[str, Any]) -> None:
    connection.execute(insert(products), row)


def add_terms(connection: Connection, row: dict[str, Any]) -> None:
    connection.execute(insert(terms_table), row)


def add_price(connection: Connection, row: dict[str, Any]) -> None:
    connection.execute(insert(prices), row)


def rename(connection: Connection, product: UUID, name: str, name_en: str, version: int) -> bool:
    """Change the names; False when somebody changed the product meanwhile."""
    done = connection.execute(
        update(products)
        .where(products.c.id == product, products.c.version == version)
        .values(name=name, name_en=name_en, version=version + 1)
    )
    return done.rowcount == 1


def retire(connection: Connection, product: UUID, at: datetime | None) -> bool:
    """Take a product off the offer, or with None put it back; False when there is none."""
    done = connection.execute(
        update(products)
        .where(products.c.id == product)
        .values(archived_at=at, version=products.c.version + 1)
    )
    return done.rowcount == 1
