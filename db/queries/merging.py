"""What a merge moves from one record of a person to the other, and what it takes to move it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, func, insert, or_, select, update

from db.base import table_of
from db.models import Booking, Merge, Waiting
from db.planned import AnyRow
from db.queries.presence import (
    OPEN,
    charges,
    expected,
    members,
    memberships,
    passes,
    people,
    visits,
)

merges = table_of(Merge)
bookings, waiting = table_of(Booking), table_of(Waiting)

# Columns that name a person and move with a merge: table, column.
MOVED = (
    (memberships, "holder_person"),
    (passes, "holder_person"),
    (charges, "payer_person"),
    (charges, "beneficiary"),
    (expected, "person"),
    (expected, "host"),
    (members, "person"),
    (people, "merged_into"),
    (bookings, "person"),
    (waiting, "person"),
)
# Columns that name a person and stay as they were written.
STAYS = frozenset(
    (
        ("visits", "person"),
        ("visits", "host"),
        ("ledger", "person"),
        ("credentials", "person"),
        ("consents", "person"),
        ("photos", "person"),
        ("admission_attempts", "person"),
        ("merges", "kept"),
        ("merges", "gone"),
        ("booking_people", "person"),
    )
)
_TABLES = {table.name: table for table, _column in MOVED}


def locked(connection: Connection, ids: Iterable[UUID]) -> dict[UUID, AnyRow]:
    """People by id, held until the transaction ends, always in the same order."""
    statement = select(people).where(people.c.id.in_(list(ids))).order_by(people.c.id)
    if connection.dialect.name == "postgresql":
        statement = statement.with_for_update()
    return {row.id: row for row in connection.execute(statement)}


def merge(connection: Connection, merge_id: UUID) -> AnyRow | None:
    return connection.execute(select(merges).where(merges.c.id == merge_id)).first()


def add(connection: Connection, row: dict[str, Any]) -> None:
    connection.execute(insert(merges), row)


def close(connection: Connection, merge_id: UUID, at: datetime, command: UUID) -> None:
    """Write down that a merge was taken back."""
    taken_back = update(merges).where(merges.c.id == merge_id)
    connection.execute(taken_back.values(undone_at=at, undone_by=command))


def write(connection: Connection, person: UUID, values: dict[str, Any]) -> None:
    """Change a record; an open form of it is old then."""
    changed = update(people).where(people.c.id == person)
    connection.execute(changed.values(version=people.c.version + 1, **values))


def move(connection: Connection, kept: UUID, gone: UUID, today: date) -> list[list[str]]:
    """Move what can change from ``gone`` to ``kept``; returns [table, column, id] of every row."""
    moved: list[list[str]] = []
    for table, name in MOVED:
        wanted = and_(table.c[name] == gone, *_only(table, name, kept, gone, today))
        ids = list(connection.scalars(select(table.c.id).where(wanted).order_by(table.c.id)))
        _give(connection, table, name, ids, kept)
        moved += [[table.name, name, str(one)] for one in ids]
    return moved


def _only(table: Any, name: str, kept: UUID, gone: UUID, today: date) -> list[Any]:
    """Which rows of a table do not move although they could."""
    if table is members:
        # Nobody belongs twice to one organisation from one day on.
        other = members.alias("other")
        same = select(other.c.id).where(
            other.c.person == kept,
            other.c.organisation == members.c.organisation,
            other.c.since == members.c.since,
        )
        return [~same.exists()]
    if table is expected and name == "person":
        # What is past is history; and whoever has come for it, or is in, stays the one who was expected.
        came = select(visits.c.id).where(
            visits.c.person == gone,
            visits.c.hub == expected.c.hub,
            visits.c.voided_at.is_(None),
            or_(visits.c.expected == expected.c.id, and_(OPEN, expected.c.day == today)),
        )
        return [expected.c.day >= today, ~came.exists()]
    return []


def _give(connection: Connection, table: Any, name: str, ids: Sequence[UUID], to: UUID) -> None:
    if not ids:
        return
    values: dict[str, Any] = {name: to}
    if "version" in table.c:
        values["version"] = table.c.version + 1
    connection.execute(update(table).where(table.c.id.in_(ids)).values(**values))


def move_back(connection: Connection, kept: UUID, gone: UUID, moved: list[list[str]]) -> None:
    """Move rows back to ``gone`` that still are with ``kept``."""
    by_column: dict[tuple[str, str], list[UUID]] = {}
    for table_name, name, key in moved:
        if table_name in _TABLES:
            by_column.setdefault((table_name, name), []).append(UUID(key))
    for (table_name, name), ids in by_column.items():
        table = _TABLES[table_name]
        still = select(table.c.id).where(table.c.id.in_(ids), table.c[name] == kept)
        _give(connection, table, name, list(connection.scalars(still)), gone)


def longer_members(connection: Connection, kept: UUID, gone: UUID) -> list[list[str | None]]:
    """Where both belong to one organisation from the same day, the kept one does for as long as either;
    returns [id, until, new until] of each row that became longer."""
    other = members.alias("other")
    rows = connection.execute(
        select(members.c.id, members.c.until, other.c.until.label("longer"))
        .join(
            other,
            and_(other.c.organisation == members.c.organisation, other.c.since == members.c.since),
        )
        .where(members.c.person == kept, other.c.person == gone, members.c.until.is_not(None))
    ).all()
    made: list[list[str | None]] = []
    for row in rows:
        if row.longer is None or row.longer > row.until:
            _set_until(connection, row.id, row.longer)
            longer = row.longer.isoformat() if row.longer is not None else None
            made.append([str(row.id), row.until.isoformat(), longer])
    return made


def shorten_members(connection: Connection, rows: list[list[str | None]]) -> None:
    """Undo ``longer_members``, where nobody put another day there since."""
    for key, was, became in rows:
        assert key is not None
        last = date.fromisoformat(became) if became is not None else None
        found = connection.execute(select(members.c.until).where(members.c.id == UUID(key))).one()
        if found.until == last and was is not None:
            _set_until(connection, UUID(key), date.fromisoformat(was))


def _set_until(connection: Connection, member: UUID, until: date | None) -> None:
    connection.execute(update(members).where(members.c.id == member).values(until=until))


# --- visits --------------------------------------------------------------------------------------


def _records(person: UUID) -> Any:
    record = people.alias("record")
    return select(record.c.id).where(or_(record.c.id == person, record.c.merged_into == person))


def inside_twice(connection: Connection, kept: UUID, gone: UUID) -> list[AnyRow]:
    """Open visits of ``gone`` at hubs where ``kept`` is in too."""
    own = visits.alias("own")
    also = select(own.c.id).where(
        own.c.hub == visits.c.hub,
        own.c.person.in_(_records(kept)),
        own.c.checked_out_at.is_(None),
        own.c.voided_at.is_(None),
    )
    statement = select(visits.c.id, visits.c.checked_in_at).where(
        visits.c.person.in_(_records(gone)), OPEN, also.exists()
    )
    return list(connection.execute(statement))


def closed_by_merge(connection: Connection, ids: Sequence[UUID], at: datetime) -> list[UUID]:
    """Those of these visits that still end with the merge, and whose person is not in otherwise."""
    own = visits.alias("own")
    again = select(own.c.id).where(
        own.c.hub == visits.c.hub,
        own.c.person == visits.c.person,
        own.c.checked_out_at.is_(None),
        own.c.voided_at.is_(None),
    )
    statement = select(visits.c.id).where(
        visits.c.id.in_(ids), visits.c.checked_out_at == at, visits.c.voided_at.is_(None)
    )
    return list(connection.scalars(statement.where(~again.exists())))


def renew_last_visit(connection: Connection, person: UUID) -> None:
    """Let the list sort the person by the latest visit of all their records."""
    latest = (
        select(func.max(visits.c.checked_in_at))
        .where(visits.c.person.in_(_records(person)), visits.c.voided_at.is_(None))
        .scalar_subquery()
    )
    connection.execute(update(people).where(people.c.id == person).values(last_visit=latest))
