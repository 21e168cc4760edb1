"""Rights at rest, and every move of their last day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, func, insert, literal, or_, select, update

from db.base import table_of
from db.models import EndMove, Operator, Pause
from db.planned import AnyRow
from db.queries.presence import DRAW, commands, ledger, memberships, passes, visits
from db.queries.rights import NOT_REVERSED

pauses, end_moves, operators = table_of(Pause), table_of(EndMove), table_of(Operator)
PASS = "pass"


def _table(kind: str) -> Table:
    return passes if kind == PASS else memberships


def right(connection: Connection, kind: str, right_id: UUID, *, lock: bool = False) -> Any:
    """``id``, ``starts`` and ``ends`` of a membership or pass that is not archived; None when it is not
    there. ``lock`` lets one command at a time move its days."""
    table = _table(kind)
    starts, ends = _days(kind)
    statement = select(table.c.id, starts.label("starts"), ends.label("ends")).where(
        table.c.id == right_id, table.c.archived_at.is_(None)
    )
    if lock and connection.dialect.name == "postgresql":
        statement = statement.with_for_update()
    return connection.execute(statement).first()


def _days(kind: str) -> tuple[Any, Any]:
    if kind == PASS:
        return passes.c.valid_from, passes.c.valid_until
    return memberships.c.starts, memberships.c.ends


def of_rights(connection: Connection, kind: str, rights: Sequence[UUID]) -> list[AnyRow]:
    """Pauses of these rights on which at least one day rests, latest first."""
    return list(
        connection.execute(
            select(pauses)
            .where(pauses.c[kind].in_(rights), pauses.c.ends >= pauses.c.starts)
            .order_by(pauses.c.starts.desc())
        )
    )


def pause(connection: Connection, pause_id: UUID) -> Any:
    return connection.execute(select(pauses).where(pauses.c.id == pause_id)).first()


def is_used_on(connection: Connection, kind: str, right_id: UUID, day: date) -> bool:
    """Whether somebody came on that right that day, or drew from it."""
    came = select(literal(1)).where(
        or_(visits.c["pass"] == right_id, visits.c.membership == right_id),
        visits.c.day == day,
        visits.c.voided_at.is_(None),
    )
    drawn = select(literal(1)).where(
        ledger.c["pass"] == right_id,
        ledger.c.day == day,
        ledger.c.kind == DRAW,
        NOT_REVERSED,
    )
    statement = drawn if kind == PASS else came
    return connection.execute(statement.limit(1)).first() is not None


def add(connection: Connection, row: dict[str, Any]) -> None:
    connection.execute(insert(pauses), row)


def end_early(
    connection: Connection, pause_id: UUID, last: date, at: datetime, command: UUID
) -> None:
    """Let a pause end with ``last``, which may lie before its first day: then nothing rested."""
    connection.execute(
        update(pauses)
        .where(pauses.c.id == pause_id)
        .values(ends=last, ended_at=at, ended_by=command)
    )


def move_end(connection: Connection, kind: str, row: dict[str, Any]) -> None:
    """Move the last day of a right to ``row["stands"]`` and write down the move."""
    table = _table(kind)
    ends = _days(kind)[1]
    connection.execute(insert(end_moves), row)
    connection.execute(
        update(table)
        .where(table.c.id == row[kind])
        .values({ends.name: row["stands"], "version": table.c.version + 1})
    )


def moves_of(connection: Connection, kind: str, right_id: UUID) -> list[AnyRow]:
    """Every move of the last day of a right, latest first, with the name of ``who`` did it."""
    return list(
        connection.execute(
            select(end_moves, func.coalesce(operators.c.name, "").label("who"))
            .outerjoin(commands, commands.c.id == end_moves.c.command)
            .outerjoin(operators, operators.c.id == commands.c.operator)
            .where(end_moves.c[kind] == right_id)
            .order_by(end_moves.c.at.desc(), end_moves.c.id.desc())
        )
    )
