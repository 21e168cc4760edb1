"""Hubs: set up, opened, asked for."""

from __future__ import annotations

import platform
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Connection, Engine, insert, select

from askadesk.access.service import make_key
from askadesk.core.errors import InputError, NotFound
from askadesk.core.i18n import _
from askadesk.core.ports import Clock, Ids
from askadesk.core.unit_of_work import Actor, UnitOfWork, speaking_errors
from askadesk.documents.rows import HubFacts
from askadesk.hubs.changing import Changing
from askadesk.hubs.rows import HubRow, NewHub
from askadesk.people.rules import checked_name
from askadesk.settings.declared import HubSettings
from db.base import table_of
from db.engine import reading, writing
from db.models import CodeKey, Device, Hub, Operator
from db.queries import presence as query
from db.values import DeviceKind, Role, Source

hubs, operators, devices = table_of(Hub), table_of(Operator), table_of(Device)
code_keys = table_of(CodeKey)
DEVICE_KINDS = {Source.KIOSK: DeviceKind.KIOSK, Source.COMMAND_LINE: DeviceKind.TERMINAL}


def is_empty(engine: Engine) -> bool:
    """Whether no hub has been set up in this database yet."""
    with speaking_errors(), reading(engine) as connection:
        return connection.execute(select(hubs.c.id).limit(1)).first() is None


def set_up(engine: Engine, new: NewHub, clock: Clock, ids: Ids) -> UUID:
    """Make a hub with its first operator, and the key for cards when there is none; returns the hub."""
    with speaking_errors(), writing(engine) as connection:
        hub, _operator = write_hub(connection, new, clock.now(), ids)
    return hub


def write_hub(connection: Connection, new: NewHub, now: datetime, ids: Ids) -> tuple[UUID, UUID]:
    """Write a hub, its first operator and the first key for cards inside a transaction; returns hub and
    operator. Raises InputError."""
    name = checked_name(new.name, "name")
    _check(new, name)
    hub, operator = ids.new(), ids.new()
    connection.execute(
        insert(hubs),
        {
            "id": hub,
            "name": name,
            "time_zone": new.time_zone,
            "currency": new.currency,
            "capacity": new.capacity,
            "address": new.address,
            "city": new.city,
            "phone": new.phone,
            "week": {day: [list(span) for span in spans] for day, spans in new.week},
            "created_at": now,
            "version": 1,
        },
    )
    row = {
        "id": operator,
        "name": new.operator,
        "role": Role.MANAGER,
        "created_at": now,
        "version": 1,
    }
    connection.execute(insert(operators), row)
    if connection.execute(select(code_keys.c.letter).limit(1)).first() is None:
        make_key(connection, ids, now)
    return hub, operator


def _check(new: NewHub, name: str) -> None:
    if not name:
        raise InputError(_("A hub needs a name."), field="name")
    if not 1 <= new.capacity <= 100_000:
        raise InputError(_("A hub holds at least one person."), field="capacity")
    try:
        ZoneInfo(new.time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise InputError(_("This time zone is not known."), field="time_zone") from error


def actor_at(engine: Engine, source: Source, clock: Clock, ids: Ids) -> Actor:
    """Who acts through ``source`` on this machine: the first hub and operator, this machine's device.

    Raises NotFound when there is no hub yet.
    """
    kind = DEVICE_KINDS.get(source, DeviceKind.DESK)
    name = platform.node() or "desk"
    with speaking_errors(), reading(engine) as connection:
        hub = connection.scalar(
            select(hubs.c.id).where(hubs.c.archived_at.is_(None)).order_by(hubs.c.created_at)
        )
        if hub is None:
            raise NotFound(
                _("This archive holds no hub yet."),
                code="no_hub",
                todo=_("Open the desk once, or fill it with «askadesk demo»."),
            )
        operator = connection.execute(
            select(operators.c.id, operators.c.role)
            .where(operators.c.archived_at.is_(None))
            .order_by(operators.c.created_at)
        ).first()
        device = _device(connection, hub, name, kind)
    assert operator is not None
    if device is None:
        device = ids.new()
        with speaking_errors(), writing(engine) as connection:
            row = {"id": device, "hub": hub, "name": name, "kind": kind, "created_at": clock.now()}
            connection.execute(insert(devices), row)
    role = Role.RECEPTIONIST if source is Source.KIOSK else operator.role
    return Actor(hub, operator.id, device, source, role)


def _device(connection: Connection, hub: UUID, name: str, kind: DeviceKind) -> UUID | None:
    found: UUID | None = connection.scalar(
        select(devices.c.id).where(
            devices.c.hub == hub, devices.c.name == name, devices.c.kind == kind
        )
    )
    return found


def hub_of(connection: Connection, hub: UUID) -> HubRow:
    """The hub's row, with the settings that screens need."""
    row = query.hub_row(connection, hub)
    settings = HubSettings.read(query.hub_settings(connection, hub))
    return HubRow(
        id=row.id,
        name=row.name,
        zone=ZoneInfo(row.time_zone),
        capacity=row.capacity,
        currency=row.currency,
        address=row.address,
        city=row.city,
        phone=row.phone,
        greeting=settings.greeting,
        meeting_point=settings.meeting_point,
    )


def hub_day(connection: Connection, unit: UnitOfWork) -> date:
    """Today, as the actor's hub counts days."""
    zone = connection.scalar(select(hubs.c.time_zone).where(hubs.c.id == unit.actor.hub))
    return unit.clock.now().astimezone(ZoneInfo(zone or "UTC")).date()


class HubService(Changing):
    """The hub at which the actor works: what it is, and how it is changed."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit

    def row(self) -> HubRow:
        with self._unit.ask() as connection:
            return hub_of(connection, self._unit.actor.hub)

    def paper(self) -> HubFacts:
        """The hub as paper names it."""
        row = self.row()
        return HubFacts(row.name, row.address, row.city, row.phone)

    def operator_name(self) -> str:
        """The name of who works at the desk."""
        with self._unit.ask() as connection:
            statement = select(operators.c.name).where(operators.c.id == self._unit.actor.operator)
            name: str = connection.scalar(statement) or ""
        return name
