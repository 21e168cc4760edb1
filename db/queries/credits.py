"""Passes that count credits: which of them a holder may pay rooms with, and what bookings drew from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, or_, select

from db.planned import AnyRow
from db.queries.presence import DRAW, ledger, members, pass_hubs, passes, pauses, products, terms
from db.queries.rights import NOT_REVERSED
from db.queries.rooms import P_IDS, bookings
from db.values import BookingStatus, Unit


def credit_passes(
    connection: Connection,
    hub: UUID,
    person: UUID | None,
    organisation: UUID | None,
    between: tuple[date, date],
) -> list[AnyRow]:
    """Passes of credits that hold at the hub at some time between two days: the holder's own, and those of a
    person's organisations with the days from ``since`` to ``until`` on which the person belongs to it."""
    first, last = between
    belongs = (members.c.organisation == passes.c.holder_organisation) & (
        members.c.person == person
    )
    held: list[Any] = [members.c.person.is_not(None)]
    if organisation is not None:
        held.append(passes.c.holder_organisation == organisation)
    if person is not None:
        held.append(passes.c.holder_person == person)
    here = and_(pass_hubs.c["pass"] == passes.c.id, pass_hubs.c.hub == hub)
    statement = (
        select(
            passes.c.id,
            passes.c.valid_from,
            passes.c.valid_until,
            passes.c.balance,
            passes.c.holder_person,
            passes.c.holder_organisation,
            products.c.name,
            products.c.name_en,
            members.c.since,
            members.c.until,
        )
        .join(terms, terms.c.id == passes.c.terms)
        .join(products, products.c.id == passes.c.product)
        .join(pass_hubs, here)
        .outerjoin(members, belongs)
        .where(
            terms.c.unit == Unit.CREDITS,
            passes.c.archived_at.is_(None),
            or_(*held),
            passes.c.valid_from <= last,
            or_(passes.c.valid_until.is_(None), passes.c.valid_until >= first),
        )
        .order_by(passes.c.id)
    )
    return list(connection.execute(statement))


def rests_of(connection: Connection, ids: Sequence[UUID]) -> list[AnyRow]:
    """The days on which these passes rest."""
    if not ids:
        return []
    statement = select(pauses).where(pauses.c["pass"].in_(P_IDS), pauses.c.ends >= pauses.c.starts)
    return list(connection.execute(statement, {"ids": list(ids)}))


def paid_by(connection: Connection, ids: Sequence[UUID]) -> list[AnyRow]:
    """``paid_from`` and ``credits`` of those of the bookings that are paid so."""
    if not ids:
        return []
    statement = select(bookings.c.paid_from, bookings.c.credits).where(
        bookings.c.id.in_(P_IDS),
        bookings.c.credits > 0,
        bookings.c.status != BookingStatus.CANCELLED,
    )
    return list(connection.execute(statement, {"ids": list(ids)}))


def lock_passes(connection: Connection, ids: Iterable[UUID]) -> dict[UUID, AnyRow]:
    """Passes that are about to move, always locked in the same order; on SQLite the writer stands alone."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    statement = select(passes).where(passes.c.id.in_(P_IDS))
    if connection.dialect.name == "postgresql":
        statement = statement.order_by(passes.c.id).with_for_update(key_share=True)
    return {row.id: row for row in connection.execute(statement, {"ids": wanted})}


def draws_of(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, list[AnyRow]]:
    """What bookings drew and was not given back, the latest first."""
    found: dict[UUID, list[AnyRow]] = {}
    if not ids:
        return found
    statement = (
        select(ledger)
        .where(ledger.c.booking.in_(P_IDS), ledger.c.kind == DRAW, NOT_REVERSED)
        .order_by(ledger.c.seq.desc())
    )
    for row in connection.execute(statement, {"ids": list(ids)}):
        found.setdefault(row.booking, []).append(row)
    return found
