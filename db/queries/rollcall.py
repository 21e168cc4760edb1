"""What a roll call reads: a fixed number of questions, however many are inside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, and_, func, or_, select

from db.base import table_of
from db.models import Consent, Device, Operator, RollCall, RollCallPerson, RollCallTick
from db.planned import AnyRow
from db.queries.people import current_organisation, organisations
from db.queries.presence import (
    OPEN,
    attempts,
    credentials,
    expected,
    memberships,
    people,
    products,
    visits,
)
from db.values import ConsentKind, CredentialStatus

calls, ticks = table_of(RollCall), table_of(RollCallTick)
told, consents = table_of(RollCallPerson), table_of(Consent)
operators, devices = table_of(Operator), table_of(Device)
_host, _ender = people.alias("host_person"), operators.alias("ender")
_gone = people.alias("gone")
_KEPT: Any = func.coalesce(people.c.merged_into, people.c.id)


def open_call(connection: Connection, hub: UUID) -> AnyRow | None:
    """The roll call that goes on at the hub, with the name of who began it."""
    statement = (
        select(calls, operators.c.name.label("operator_name"))
        .join(operators, operators.c.id == calls.c.operator)
        .where(calls.c.hub == hub, calls.c.ended_at.is_(None))
    )
    return connection.execute(statement).first()


def ticks_of(connection: Connection, call: UUID) -> list[AnyRow]:
    """Every tick of a call, taken back or not."""
    return list(connection.execute(select(ticks).where(ticks.c.roll_call == call)))


def _on_list(hub: UUID, since: datetime | None) -> Any:
    """The open visits, and those that were closed by somebody since the call began."""
    if since is None:
        return and_(visits.c.hub == hub, OPEN)
    answered = select(attempts.c.visit).where(
        attempts.c.hub == hub, attempts.c.recorded_at >= since, attempts.c.visit.is_not(None)
    )
    left = and_(
        visits.c.id.in_(answered), visits.c.hub == hub, visits.c.checked_out_at.is_not(None)
    )
    return or_(and_(visits.c.hub == hub, OPEN), and_(left, visits.c.voided_at.is_(None)))


def presences(connection: Connection, hub: UUID, day: date, since: datetime | None) -> list[AnyRow]:
    """Every visit that may be on the list, with its person and what it rests on."""
    statement = (
        select(
            visits.c.id.label("visit"),
            visits.c.person,
            visits.c.checked_in_at,
            visits.c.checked_out_at,
            visits.c.leaving,
            visits.c.head_count,
            visits.c.basis,
            visits.c.host.label("guest_of"),
            people.c.given,
            people.c.family,
            people.c.role,
            products.c.name,
            products.c.name_en,
            func.coalesce(
                organisations.c.name,
                func.nullif(expected.c.organisation, ""),
                current_organisation(day),
            ).label("organisation"),
            _host.c.given.label("host_given"),
            _host.c.family.label("host_family"),
            expected.c.title,
        )
        .join(people, people.c.id == visits.c.person)
        .outerjoin(memberships, memberships.c.id == visits.c.membership)
        .outerjoin(products, products.c.id == memberships.c.product)
        .outerjoin(organisations, organisations.c.id == memberships.c.holder_organisation)
        .outerjoin(expected, expected.c.id == visits.c.expected)
        .outerjoin(_host, _host.c.id == func.coalesce(visits.c.host, expected.c.host))
        .where(_on_list(hub, since))
    )
    return list(connection.execute(statement))


def need_help_on_stairs(connection: Connection, hub: UUID) -> set[UUID]:
    """Who is inside and agreed that a roll call says so: the latest answer counts, given under a
    record merged into theirs or not."""
    statement = (
        select(_KEPT.label("person"), consents.c.given)
        .join(people, people.c.id == consents.c.person)
        .where(_of_those_inside(consents, hub), consents.c.kind == ConsentKind.STAIRS_HELP)
        .order_by(consents.c.at, consents.c.id)
    )
    latest = {row.person: row.given for row in connection.execute(statement)}
    return {person for person, given in latest.items() if given}


def card_numbers(connection: Connection, hub: UUID) -> list[AnyRow]:
    """The active cards of who is inside, those of records merged into theirs included."""
    statement = (
        select(_KEPT.label("person"), credentials.c.number)
        .join(people, people.c.id == credentials.c.person)
        .where(_of_those_inside(credentials, hub), credentials.c.status == CredentialStatus.ACTIVE)
    )
    return list(connection.execute(statement))


def _of_those_inside(table: Table, hub: UUID) -> Any:
    """Rows of those inside and of the records merged into theirs."""
    inside = select(visits.c.person).where(visits.c.hub == hub, OPEN)
    merged = select(_gone.c.id).where(_gone.c.merged_into.in_(inside))
    return or_(table.c.person.in_(inside), table.c.person.in_(merged))


def at_the_desk(connection: Connection, operator: UUID, device: UUID) -> tuple[str, str]:
    """The names of who works here and on what."""
    name = connection.scalar(select(operators.c.name).where(operators.c.id == operator))
    machine = connection.scalar(select(devices.c.name).where(devices.c.id == device))
    return name or "", machine or ""


def visit(connection: Connection, visit_id: UUID) -> AnyRow | None:
    """A visit's hub and head count."""
    statement = select(visits.c.hub, visits.c.head_count).where(visits.c.id == visit_id)
    return connection.execute(statement).first()


def ended(connection: Connection, hub: UUID, limit: int) -> list[AnyRow]:
    """The latest calls that ended, newest first."""
    return list(connection.execute(_ended(hub).order_by(calls.c.started_at.desc()).limit(limit)))


def ended_one(connection: Connection, hub: UUID, call: UUID) -> AnyRow | None:
    """A call that ended."""
    return connection.execute(_ended(hub).where(calls.c.id == call)).first()


def _ended(hub: UUID) -> Any:
    return (
        select(calls, operators.c.name.label("began"), _ender.c.name.label("ender"))
        .join(operators, operators.c.id == calls.c.operator)
        .join(_ender, _ender.c.id == calls.c.ended_by)
        .where(calls.c.hub == hub)
    )


def told_of(connection: Connection, some: Sequence[UUID]) -> list[AnyRow]:
    """What these calls found."""
    statement = (
        select(told, people.c.given, people.c.family)
        .join(people, people.c.id == told.c.person)
        .where(told.c.roll_call.in_(some))
    )
    return list(connection.execute(statement))


def ticks_of_several(connection: Connection, some: Sequence[UUID]) -> list[AnyRow]:
    """Every tick of these calls."""
    return list(connection.execute(select(ticks).where(ticks.c.roll_call.in_(some))))
