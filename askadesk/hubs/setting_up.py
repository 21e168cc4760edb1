"""A hub is set up."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Connection, Engine, insert, select

from askadesk.access.service import make_key
from askadesk.core.errors import InputError
from askadesk.core.i18n import _
from askadesk.core.ports import Clock, Ids
from askadesk.core.unit_of_work import speaking_errors
from askadesk.hubs.finding import hubs, operators
from askadesk.hubs.rows import NewHub
from askadesk.people.rules import checked_name
from db.base import table_of
from db.engine import writing
from db.models import CodeKey
from db.values import Role

code_keys = table_of(CodeKey)


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
