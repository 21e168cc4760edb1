"""Who did what to a record, from the commands and what they changed."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, select

from db.base import table_of
from db.models import Change, Operator
from db.planned import AnyRow
from db.queries.presence import commands

changes, operators = table_of(Change), table_of(Operator)


def latest_on(connection: Connection, ref: UUID) -> AnyRow | None:
    """The latest command that touched a record: its ``kind``, ``at`` and the name of its ``operator``."""
    return connection.execute(
        select(commands.c.kind, commands.c.at, operators.c.name.label("operator"))
        .join(changes, changes.c.command == commands.c.id)
        .join(operators, operators.c.id == commands.c.operator)
        .where(changes.c.ref == ref)
        .order_by(changes.c.id.desc())
        .limit(1)
    ).first()
