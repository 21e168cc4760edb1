"""Finding people and what hangs on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, func, or_, select

from db.base import table_of
from db.models import Consent, Organisation, Photo
from db.planned import AnyRow, PlannedSelect
from db.queries.presence import (
    OPEN,
    P_DAY,
    P_PERSON,
    credentials,
    ledger,
    members,
    memberships,
    organisations_of,
    passes,
    people,
    products,
    terms,
    visits,
)
from db.values import ConsentKind

organisations, photos, consents = table_of(Organisation), table_of(Photo), table_of(Consent)
_record = people.alias("record")
_OWNER = func.coalesce(_record.c.merged_into, _record.c.id)

_LIVE = and_(people.c.archived_at.is_(None), people.c.merged_into.is_(None))


def current_organisation(day: date, column: Any = organisations.c.name) -> Any:
    """The name (or another column) of the organisation a person belongs to on ``day``, as a scalar
    subquery: of several the one that does not end, and of those the latest. Who came and left again on
    that very day does not belong there."""
    return (
        select(column)
        .join(members, members.c.organisation == organisations.c.id)
        .where(
            members.c.person == people.c.id,
            members.c.since <= day,
            or_(
                members.c.until.is_(None), members.c.until > day, members.c.since < members.c.until
            ),
            or_(members.c.until.is_(None), members.c.until >= day),
        )
        .order_by(members.c.until.is_(None).desc(), members.c.since.desc(), members.c.id.desc())
        .limit(1)
        .correlate(people)
        .scalar_subquery()
    )


def _kept(person: Any) -> Any:
    """Rows of ``person`` with their record."""
    return _record.c.id == person


def _of_these(ids: Sequence[UUID]) -> Any:
    """Records of these people: their own, and those that became part of them."""
    return or_(_record.c.id.in_(ids), _record.c.merged_into.in_(ids))


def _with_place(hub: UUID, day: date) -> Any:
    """People with the organisation they belong to on ``day``, and since when they are in at the hub."""
    inside = (
        select(visits.c.checked_in_at)
        .where(visits.c.person == people.c.id, visits.c.hub == hub, OPEN)
        .correlate(people)
        .scalar_subquery()
    )
    return select(
        people, current_organisation(day).label("organisation"), inside.label("inside_since")
    )


def rows_of(
    connection: Connection, hub: UUID, ids: Sequence[UUID], day: date
) -> dict[UUID, AnyRow]:
    """People by id, with organisation and presence."""
    rows = connection.execute(_with_place(hub, day).where(people.c.id.in_(ids)))
    return {row.id: row for row in rows}


def first_by_name(connection: Connection, hub: UUID, day: date, limit: int) -> list[AnyRow]:
    """The first people of the list."""
    statement = _with_place(hub, day).where(_LIVE).order_by(people.c.folded, people.c.id)
    return list(connection.execute(statement.limit(limit)))


def person(connection: Connection, person_id: UUID, day: date) -> AnyRow | None:
    """The person, or the one of whom that record became part."""
    return _person().first(connection, {"person": person_id, "day": day})


@cache
def _person() -> PlannedSelect:
    return PlannedSelect(
        select(people, current_organisation(P_DAY).label("organisation"))
        .select_from(_record)
        .join(people, people.c.id == _OWNER)
        .where(_record.c.id == P_PERSON)
    )


def photo(connection: Connection, person_id: UUID) -> bytes | None:
    """The portrait of a person, where it may be shown."""
    if not _has_photo().rows(connection, {"person": person_id}):
        return None
    return photos_of(connection, [person_id]).get(person_id)


@cache
def _has_photo() -> PlannedSelect:
    """Most people have none: that is quickly asked."""
    of_these = or_(_record.c.id == P_PERSON, _record.c.merged_into == P_PERSON)
    kept = _kept(photos.c.person)
    return PlannedSelect(select(photos.c.person).join(_record, kept).where(of_these).limit(1))


def photos_of(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, bytes]:
    """The portraits of these people that may be shown: none whose consent was taken back. Someone
    without one has that of a record that became part of them."""
    kept = _kept(photos.c.person)
    rows = connection.execute(
        select(_OWNER.label("owner"), photos.c.image)
        .join(_record, kept)
        .where(_of_these(ids))
        .order_by(_record.c.merged_into.is_not(None).desc(), photos.c.taken_at)
    ).all()
    said = _latest(connection, ids, ConsentKind.PHOTO) if rows else {}
    return {row.owner: row.image for row in rows if said.get(row.owner, True)}


def _latest(connection: Connection, ids: Sequence[UUID], kind: ConsentKind) -> dict[UUID, bool]:
    """The latest word of each of these people on a kind of consent."""
    said = connection.execute(
        select(_OWNER.label("owner"), consents.c.given)
        .join(_record, _kept(consents.c.person))
        .where(_of_these(ids), consents.c.kind == kind)
        .order_by(consents.c.at, consents.c.id)
    )
    return {row.owner: row.given for row in said}


def agreed_to(connection: Connection, ids: Sequence[UUID], kind: ConsentKind) -> set[UUID]:
    """Those of these people whose latest word on a kind of consent is yes."""
    latest = _latest(connection, ids, kind)
    return {owner for owner, given in latest.items() if given}


def owners_of(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Under which record each of these is kept now: their own, or the one they became part of."""
    rows = connection.execute(
        select(_record.c.id, _OWNER.label("owner")).where(_record.c.id.in_(ids))
    )
    return {row.id: row.owner for row in rows}


def credentials_of(connection: Connection, ids: Sequence[UUID]) -> list[AnyRow]:
    """Cards of these people, newest first; ``owner`` is whose they are, also where the record that they
    were made for became part of another."""
    return list(
        connection.execute(
            select(credentials, _OWNER.label("owner"))
            .join(_record, _kept(credentials.c.person))
            .where(_of_these(ids))
            .order_by(credentials.c.issued_at.desc(), credentials.c.id.desc())
        )
    )


def _of_theirs(held: Any) -> tuple[Any, ...]:
    """Memberships or passes of the person, or of the organisation that they belong to."""
    houses = held.c.holder_organisation.in_(organisations_of(P_PERSON, P_DAY))
    return or_(held.c.holder_person == P_PERSON, houses), held.c.archived_at.is_(None)


def memberships_held(connection: Connection, person_id: UUID, day: date) -> list[AnyRow]:
    """Plans of the person or of the organisation that they belong to, the latest first."""
    return _memberships_held().rows(connection, {"person": person_id, "day": day})


@cache
def _memberships_held() -> PlannedSelect:
    return PlannedSelect(
        select(
            memberships.c.id,
            memberships.c.starts,
            memberships.c.ends,
            products.c.code,
            products.c.name,
            products.c.name_en,
            organisations.c.name.label("organisation"),
        )
        .join(products, products.c.id == memberships.c.product)
        .outerjoin(organisations, organisations.c.id == memberships.c.holder_organisation)
        .where(*_of_theirs(memberships))
        .order_by(memberships.c.starts.desc())
    )


def passes_held(connection: Connection, person_id: UUID, day: date) -> list[AnyRow]:
    """Passes of the person or of the organisation that they belong to, the latest first."""
    return _passes_held().rows(connection, {"person": person_id, "day": day})


@cache
def _passes_held() -> PlannedSelect:
    return PlannedSelect(
        select(
            passes.c.id,
            passes.c.valid_from,
            passes.c.valid_until,
            passes.c.balance,
            terms.c.unit,
            terms.c.units,
            products.c.code,
            products.c.name,
            products.c.name_en,
            organisations.c.name.label("organisation"),
        )
        .join(terms, terms.c.id == passes.c.terms)
        .join(products, products.c.id == passes.c.product)
        .outerjoin(organisations, organisations.c.id == passes.c.holder_organisation)
        .where(*_of_theirs(passes))
        .order_by(passes.c.valid_from.desc())
    )


def movements(connection: Connection, pass_id: UUID, limit: int = 50) -> list[AnyRow]:
    """The movements of a pass, newest first."""
    return list(
        connection.execute(
            select(ledger)
            .where(ledger.c["pass"] == pass_id)
            .order_by(ledger.c.seq.desc())
            .limit(limit)
        )
    )


def known_among(connection: Connection, ids: Sequence[UUID]) -> set[UUID]:
    """Those of ``ids`` that are a person's, put away or not."""
    return set(connection.scalars(select(people.c.id).where(people.c.id.in_(ids))))


def organisations_of_ids(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, AnyRow]:
    """Organisations by id."""
    rows = connection.execute(select(organisations).where(organisations.c.id.in_(ids)))
    return {row.id: row for row in rows}


def organisations_by_name(connection: Connection, limit: int) -> list[AnyRow]:
    """The first organisations of the list."""
    statement = select(organisations).where(organisations.c.archived_at.is_(None))
    ordered = statement.order_by(organisations.c.folded, organisations.c.id)
    return list(connection.execute(ordered.limit(limit)))


def organisation_named(connection: Connection, folded: str) -> AnyRow | None:
    return connection.execute(
        select(organisations).where(
            organisations.c.folded == folded, organisations.c.archived_at.is_(None)
        )
    ).first()
