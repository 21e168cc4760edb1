"""Products on offer, passes and charges, for the commands that give them out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, insert, select, update

from db.base import table_of
from db.models import Membership, MembershipHub, ProductPrice, ProductTerms
from db.planned import AnyRow
from db.queries.entries import insert_charge, insert_pass, insert_pass_hub
from db.queries.presence import TERMS, charges, passes, products

terms_table, prices = table_of(ProductTerms), table_of(ProductPrice)
memberships, membership_hubs = table_of(Membership), table_of(MembershipHub)

_LATEST_TERMS = (
    select(func.max(terms_table.c.valid_from))
    .where(
        terms_table.c.product == products.c.id,
        terms_table.c.valid_from <= bindparam("day"),
    )
    .correlate(products)
    .scalar_subquery()
)
_LATEST_PRICE = (
    select(func.max(prices.c.valid_from))
    .where(prices.c.product == products.c.id, prices.c.valid_from <= bindparam("day"))
    .correlate(products)
    .scalar_subquery()
)
_OFFERS = (
    select(
        products.c.id.label("product"),
        products.c.kind,
        products.c.code,
        products.c.name,
        products.c.name_en,
        terms_table.c.id.label("terms"),
        terms_table.c.unit,
        terms_table.c.validity_days,
        prices.c.cents,
        prices.c.currency,
        *TERMS,
    )
    .join(
        terms_table,
        (terms_table.c.product == products.c.id) & (terms_table.c.valid_from == _LATEST_TERMS),
    )
    .outerjoin(prices, (prices.c.product == products.c.id) & (prices.c.valid_from == _LATEST_PRICE))
    .where(products.c.archived_at.is_(None))
    .order_by(prices.c.cents, products.c.name)
)
_PASSES_ON_OFFER = _OFFERS.where(
    products.c.kind == "pass", terms_table.c.unit == "visits", terms_table.c.units.is_not(None)
)


def offers(connection: Connection, day: date) -> list[AnyRow]:
    """Every product that is not archived, with the terms and price of that day, cheapest first."""
    return list(connection.execute(_OFFERS, {"day": day}))


def passes_on_offer(connection: Connection, day: date) -> list[AnyRow]:
    """Passes counted in visits that can be handed out that day, cheapest first."""
    return list(connection.execute(_PASSES_ON_OFFER, {"day": day}))


def pass_on_offer(connection: Connection, product: UUID, day: date) -> AnyRow | None:
    statement = _PASSES_ON_OFFER.where(products.c.id == product)
    return connection.execute(statement, {"day": day}).first()


def offer_by_code(connection: Connection, code: str, day: date) -> AnyRow | None:
    return connection.execute(_OFFERS.where(products.c.code == code), {"day": day}).first()


def terms(connection: Connection, terms_id: UUID) -> AnyRow:
    return connection.execute(select(terms_table).where(terms_table.c.id == terms_id)).one()


def add_pass(
    connection: Connection,
    *,
    id: UUID,
    product: UUID,
    terms: UUID,
    person: UUID | None,
    organisation: UUID | None,
    valid_from: date,
    valid_until: date | None,
    lowest: int,
    hubs: Iterable[UUID],
    at: datetime,
    command: UUID,
) -> None:
    """Add an empty pass and the hubs where it holds; the ledger fills it."""
    connection.execute(
        insert_pass,
        {
            "id": id,
            "product": product,
            "terms": terms,
            "holder_person": person,
            "holder_organisation": organisation,
            "valid_from": valid_from,
            "valid_until": valid_until,
            "balance": 0,
            "lowest": lowest,
            "movements": 0,
            "created_at": at,
            "command": command,
            "archived_at": None,
            "version": 1,
        },
    )
    connection.execute(insert_pass_hub, [{"pass": id, "hub": hub} for hub in hubs])


def add_charge(
    connection: Connection,
    *,
    id: UUID,
    hub: UUID,
    payer_person: UUID | None = None,
    payer_organisation: UUID | None = None,
    beneficiary: UUID | None = None,
    cents: int,
    currency: str,
    due_on: date,
    source: str,
    reference: UUID | None = None,
    note: str = "",
    at: datetime,
    command: UUID,
) -> None:
    """Add money owed."""
    connection.execute(
        insert_charge,
        {
            "id": id,
            "hub": hub,
            "payer_person": payer_person,
            "payer_organisation": payer_organisation,
            "beneficiary": beneficiary,
            "cents": cents,
            "currency": currency,
            "due_on": due_on,
            "source": source,
            "reference": reference,
            "note": note,
            "created_at": at,
            "command": command,
            "settled_at": None,
            "cancelled_at": None,
            "version": 1,
        },
    )


def cancel_charges(connection: Connection, reference: UUID, at: datetime) -> None:
    """Cancel what is owed for a visit or a pass, unless it is settled already."""
    connection.execute(
        update(charges)
        .where(
            charges.c.reference == reference,
            charges.c.settled_at.is_(None),
            charges.c.cancelled_at.is_(None),
        )
        .values(cancelled_at=at, version=charges.c.version + 1)
    )


def guest_charges(connection: Connection, visit: UUID) -> list[AnyRow]:
    """What was charged for the guests of a visit and still stands, the latest first."""
    statement = (
        select(charges)
        .where(
            charges.c.reference == visit,
            charges.c.source == "guest",
            charges.c.cancelled_at.is_(None),
        )
        .order_by(charges.c.created_at.desc(), charges.c.id.desc())
    )
    return list(connection.execute(statement))


def cancel_charge(connection: Connection, charge: UUID, at: datetime) -> None:
    """Cancel one charge that is not settled."""
    connection.execute(
        update(charges)
        .where(charges.c.id == charge)
        .values(cancelled_at=at, version=charges.c.version + 1)
    )


def archive_pass(connection: Connection, pass_id: UUID, at: datetime) -> None:
    """Put away a pass."""
    connection.execute(
        update(passes)
        .where(passes.c.id == pass_id)
        .values(archived_at=at, version=passes.c.version + 1)
    )


def add_membership(connection: Connection, row: dict[str, Any], hubs: Iterable[UUID]) -> None:
    """Add a membership and the hubs where it holds."""
    connection.execute(insert(memberships), row)
    held = [{"membership": row["id"], "hub": hub} for hub in hubs]
    connection.execute(insert(membership_hubs), held)
