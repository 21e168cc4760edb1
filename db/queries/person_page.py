"""What a person's and an organisation's page show: each question by its own index, never one a row.

A record that was merged into another is read together with it: ``records`` are the person and all that
became part of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, case, func, or_, select

from db.base import table_of
from db.models import Consent, Merge, Operator, Pause, Photo
from db.planned import AnyRow
from db.queries.people import current_organisation, organisations
from db.queries.presence import (
    OPEN,
    charges,
    commands,
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

consents, merges, photos = table_of(Consent), table_of(Merge), table_of(Photo)
operators, pauses = table_of(Operator), table_of(Pause)
Records = Sequence[UUID]


def standing(connection: Connection, person: UUID) -> UUID | None:
    """The record under which a person is kept now: their own, or the one they became part of."""
    found: UUID | None = connection.scalar(
        select(func.coalesce(people.c.merged_into, people.c.id)).where(people.c.id == person)
    )
    return found


def records_of(connection: Connection, person: UUID) -> list[UUID]:
    """The person and all records that became part of them, their own first."""
    merged = select(people.c.id).where(people.c.merged_into == person).order_by(people.c.id)
    return [person, *connection.scalars(merged)]


def person(connection: Connection, person_id: UUID, day: date) -> AnyRow | None:
    """The person with their organisation of that day (``organisation``, ``organisation_id``)."""
    statement = select(
        people,
        current_organisation(day).label("organisation"),
        current_organisation(day, organisations.c.id).label("organisation_id"),
    )
    return connection.execute(statement.where(people.c.id == person_id)).first()


def latest_consents(connection: Connection, records: Records) -> list[AnyRow]:
    """The latest word on every kind that was ever asked."""
    rank = (
        func.row_number()
        .over(partition_by=consents.c.kind, order_by=(consents.c.at.desc(), consents.c.id.desc()))
        .label("rank")
    )
    said = select(consents, rank).where(consents.c.person.in_(records)).subquery()
    return list(connection.execute(select(said).where(said.c.rank == 1)))


def photo(connection: Connection, records: Records) -> bytes | None:
    """The person's portrait: their own, else that of a record that became part of them."""
    own = case((photos.c.person == records[0], 0), else_=1)
    found: bytes | None = connection.scalar(
        select(photos.c.image)
        .where(photos.c.person.in_(records))
        .order_by(own, photos.c.taken_at.desc())
        .limit(1)
    )
    return found


def inside_since(connection: Connection, hub: UUID, records: Records) -> Any:
    """Since when the person is in at the hub; None when they are not."""
    return connection.scalar(
        select(func.min(visits.c.checked_in_at)).where(
            visits.c.hub == hub, visits.c.person.in_(records), OPEN
        )
    )


def inside_anywhere(connection: Connection, records: Records) -> list[UUID]:
    """The open visits of the person, at any hub, the oldest first."""
    statement = (
        select(visits.c.id)
        .where(visits.c.person.in_(records), OPEN)
        .order_by(visits.c.checked_in_at, visits.c.id)
    )
    return list(connection.scalars(statement))


def visits_in_all(connection: Connection, records: Records) -> int:
    """How many entries the person has had, anywhere, undone ones left out."""
    counted = select(func.count()).where(visits.c.person.in_(records), visits.c.voided_at.is_(None))
    return connection.scalar(counted) or 0


def visits_of_year(connection: Connection, records: Records, year: int) -> list[AnyRow]:
    """The person's visits of a year: ``day``, ``checked_in_at``, ``checked_out_at``, by their beginning."""
    return list(
        connection.execute(
            select(visits.c.day, visits.c.checked_in_at, visits.c.checked_out_at)
            .where(
                visits.c.person.in_(records),
                visits.c.voided_at.is_(None),
                visits.c.day >= date(year, 1, 1),
                visits.c.day <= date(year, 12, 31),
            )
            .order_by(visits.c.checked_in_at)
        )
    )


def _held(table: Any, holder: Any, columns: Sequence[Any], order: Any) -> Any:
    return (
        select(
            table.c.id,
            table.c.created_at,
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
        .where(holder, table.c.archived_at.is_(None))
        .order_by(order.desc(), table.c.id.desc())
    )


_MEMBERSHIP = (memberships.c.starts, memberships.c.ends)
_PASS = (
    passes.c.valid_from.label("starts"),
    passes.c.valid_until.label("ends"),
    passes.c.balance,
    passes.c.lowest,
    passes.c.movements,
)


def _of_person(table: Any, records: Records, day: date) -> Any:
    return or_(
        table.c.holder_person.in_(records),
        table.c.holder_organisation.in_(organisations_of(records[0], day)),
    )


def memberships_held(connection: Connection, records: Records, day: date) -> list[AnyRow]:
    """Memberships of the person and of their organisations, latest first."""
    holder = _of_person(memberships, records, day)
    return list(connection.execute(_held(memberships, holder, _MEMBERSHIP, memberships.c.starts)))


def passes_held(connection: Connection, records: Records, day: date) -> list[AnyRow]:
    """Passes of the person and of their organisations, latest first."""
    holder = _of_person(passes, records, day)
    return list(connection.execute(_held(passes, holder, _PASS, passes.c.valid_from)))


def memberships_of_organisation(connection: Connection, organisation: UUID) -> list[AnyRow]:
    holder = memberships.c.holder_organisation == organisation
    return list(connection.execute(_held(memberships, holder, _MEMBERSHIP, memberships.c.starts)))


def passes_of_organisation(connection: Connection, organisation: UUID) -> list[AnyRow]:
    holder = passes.c.holder_organisation == organisation
    return list(connection.execute(_held(passes, holder, _PASS, passes.c.valid_from)))


def pauses_of(connection: Connection, rights: Sequence[UUID]) -> list[AnyRow]:
    """Pauses of these memberships and passes on which at least one day rests, latest first."""
    return list(
        connection.execute(
            select(pauses)
            .where(
                or_(pauses.c.membership.in_(rights), pauses.c["pass"].in_(rights)),
                pauses.c.ends >= pauses.c.starts,
            )
            .order_by(pauses.c.starts.desc())
        )
    )


def ledger_page(connection: Connection, pass_id: UUID, limit: int) -> list[AnyRow]:
    """The latest movements of a pass with where they came from (``source``) and who did them."""
    return list(
        connection.execute(
            select(ledger, commands.c.source, operators.c.name.label("who"))
            .outerjoin(commands, commands.c.id == ledger.c.command)
            .outerjoin(operators, operators.c.id == commands.c.operator)
            .where(ledger.c["pass"] == pass_id)
            .order_by(ledger.c.seq.desc())
            .limit(limit)
        )
    )


def cards(connection: Connection, records: Records) -> list[AnyRow]:
    """Cards of the person and of what became part of them, newest first."""
    return list(
        connection.execute(
            select(credentials)
            .where(credentials.c.person.in_(records))
            .order_by(credentials.c.issued_at.desc(), credentials.c.id.desc())
        )
    )


def _owed(payer: Any) -> Any:
    return (
        select(charges)
        .where(payer, charges.c.settled_at.is_(None), charges.c.cancelled_at.is_(None))
        .order_by(charges.c.due_on, charges.c.id)
    )


def charges_of(connection: Connection, records: Records) -> list[AnyRow]:
    """What the person themselves owes, the oldest first."""
    return list(connection.execute(_owed(charges.c.payer_person.in_(records))))


def charges_of_organisation(connection: Connection, organisation: UUID) -> list[AnyRow]:
    return list(connection.execute(_owed(charges.c.payer_organisation == organisation)))


def merged(connection: Connection, person_id: UUID) -> list[AnyRow]:
    """Merges into the person that stand, newest first, with the name of the record that is gone."""
    gone = people.alias("gone_person")
    return list(
        connection.execute(
            select(merges.c.id, merges.c.at, gone.c.given, gone.c.family)
            .join(gone, gone.c.id == merges.c.gone)
            .where(merges.c.kept == person_id, merges.c.undone_at.is_(None))
            .order_by(merges.c.at.desc(), merges.c.id.desc())
        )
    )


# --- one organisation ----------------------------------------------------------------------------


def organisation(connection: Connection, organisation_id: UUID) -> AnyRow | None:
    return connection.execute(
        select(organisations).where(organisations.c.id == organisation_id)
    ).first()


def members_of(connection: Connection, hub: UUID, organisation_id: UUID) -> list[AnyRow]:
    """Everyone who ever belonged to the organisation, with since when they are in at the hub. Someone
    whose record became part of another's comes under that one's name."""
    record, inside = people.alias("record"), people.alias("inside_record")
    since = (
        select(func.min(visits.c.checked_in_at))
        .join(inside, inside.c.id == visits.c.person)
        .where(
            visits.c.hub == hub,
            OPEN,
            func.coalesce(inside.c.merged_into, inside.c.id) == people.c.id,
        )
        .correlate(people)
        .scalar_subquery()
    )
    return list(
        connection.execute(
            select(
                members.c.id,
                people.c.id.label("person"),
                people.c.given,
                people.c.family,
                members.c.role,
                people.c.role.label("trade"),
                members.c.since,
                members.c.until,
                since.label("inside_since"),
            )
            .join(record, record.c.id == members.c.person)
            .join(people, people.c.id == func.coalesce(record.c.merged_into, record.c.id))
            .where(members.c.organisation == organisation_id)
            .order_by(members.c.since, members.c.id)
        )
    )


def seats_taken(connection: Connection, team_plans: Sequence[UUID]) -> int:
    """How many are in now on one of these memberships."""
    counted = select(func.count()).where(and_(visits.c.membership.in_(team_plans), OPEN))
    return connection.scalar(counted) or 0
