"""Consents, the notices under which they were given, and portraits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select, update

from db.base import table_of
from db.models import Consent, Notice, Photo
from db.planned import AnyRow
from db.queries.presence import people
from db.values import ConsentKind

consents, notices, photos = table_of(Consent), table_of(Notice), table_of(Photo)


def records(person: Any) -> Any:
    """The person and all records that became part of them, as a subquery."""
    return select(people.c.id).where((people.c.id == person) | (people.c.merged_into == person))


def current_notices(connection: Connection, day: date) -> list[AnyRow]:
    """The latest notice that holds on ``day``, for each kind and language."""
    rank = (
        func.row_number()
        .over(
            partition_by=(notices.c.kind, notices.c.language),
            order_by=(notices.c.valid_from.desc(), notices.c.id.desc()),
        )
        .label("rank")
    )
    held = select(notices, rank).where(notices.c.valid_from <= day).subquery()
    return list(
        connection.execute(
            select(held).where(held.c.rank == 1).order_by(held.c.kind, held.c.language)
        )
    )


def versions(connection: Connection, day: date, language: str) -> dict[ConsentKind, str]:
    """The versions of the notices that hold on ``day`` in a language."""
    rows = current_notices(connection, day)
    return {row.kind: row.version for row in rows if row.language == language}


def has_notice(connection: Connection, kind: ConsentKind, language: str, version: str) -> bool:
    statement = select(notices.c.id).where(
        notices.c.kind == kind, notices.c.language == language, notices.c.version == version
    )
    return connection.execute(statement).first() is not None


def add_consents(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    connection.execute(insert(consents), list(rows))


def agreed(connection: Connection, person: UUID, kind: ConsentKind) -> bool:
    """Whether the person's latest word on this is yes."""
    latest = (
        select(consents.c.given)
        .where(consents.c.person.in_(records(person)), consents.c.kind == kind)
        .order_by(consents.c.at.desc(), consents.c.id.desc())
        .limit(1)
    )
    return bool(connection.scalar(latest))


def put_photo(
    connection: Connection, person: UUID, image: bytes, media_type: str, at: datetime
) -> None:
    """Keep a portrait, in place of an earlier one."""
    values = {"image": image, "media_type": media_type, "taken_at": at}
    done = connection.execute(update(photos).where(photos.c.person == person).values(**values))
    if done.rowcount == 0:
        connection.execute(insert(photos), {"person": person, **values})


def drop_photos(connection: Connection, person: UUID) -> None:
    """Throw away the portrait of a person and of what became part of them."""
    connection.execute(delete(photos).where(photos.c.person.in_(records(person))))
