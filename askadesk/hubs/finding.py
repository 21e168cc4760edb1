"""The hub of a database, and who acts there."""

from __future__ import annotations

import platform
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, insert, select

from askadesk.core.errors import NotFound
from askadesk.core.i18n import _
from askadesk.core.ports import Clock, Ids
from askadesk.core.unit_of_work import Actor, UnitOfWork, speaking_errors
from askadesk.hubs.rows import HubRow
from askadesk.settings.declared import HubSettings
from db.base import table_of
from db.engine import reading, writing
from db.models import Device, Hub, Operator
from db.queries import presence as query
from db.values import DeviceKind, Role, Source

hubs, operators, devices = table_of(Hub), table_of(Operator), table_of(Device)
DEVICE_KINDS = {Source.KIOSK: DeviceKind.KIOSK, Source.COMMAND_LINE: DeviceKind.TERMINAL}


def is_empty(engine: Engine) -> bool:
    """Whether no hub has been set up in this database yet."""
    with speaking_errors(), reading(engine) as connection:
        return connection.execute(select(hubs.c.id).limit(1)).first() is None


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
