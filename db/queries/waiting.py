"""The line for spaces: who waits, to whom it is offered, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, or_, select, text, update

from db.base import table_of
from db.models import Organisation, Waiting
from db.planned import AnyRow, PlannedInsert, PlannedSelect
from db.queries.presence import people
from db.queries.rooms import MOMENT, P_FROM, P_IDS, P_TO, P_UNITS, space_units
from db.values import WaitStatus

waiting, organisations = table_of(Waiting), table_of(Organisation)

insert_waiting = PlannedInsert(waiting)

# As the partial index has it, so that nobody looks through those whose waiting is over.
OPEN: Any = text("waiting.status IN ('waiting', 'offered')")
_NOW: Any = bindparam("now", type_=MOMENT)
_HUB: Any = bindparam("hub")
_ARRIVAL = (waiting.c.created_at, waiting.c.id)

_SEEN = select(
    waiting,
    people.c.given,
    people.c.family,
    organisations.c.name.label("organisation_name"),
).select_from(
    waiting.outerjoin(people, people.c.id == waiting.c.person).outerjoin(
        organisations, organisations.c.id == waiting.c.organisation
    )
)
_ON_UNITS = (
    select(waiting)
    .where(
        OPEN,
        waiting.c.starts < P_TO,
        waiting.c.ends > P_FROM,
        waiting.c.space.in_(select(space_units.c.space).where(space_units.c.unit.in_(P_UNITS))),
    )
    .order_by(waiting.c.id)
)
_DUE = PlannedSelect(
    select(waiting.c.id).where(
        waiting.c.hub == _HUB,
        OPEN,
        or_(waiting.c.offered_until <= _NOW, waiting.c.starts <= _NOW),
    )
)
_ANYBODY = PlannedSelect(select(waiting.c.id).where(waiting.c.hub == _HUB, OPEN).limit(1))


def anybody(connection: Connection, hub: UUID) -> bool:
    """Whether anybody waits: mostly nobody does, and then a booking is not asked any more of."""
    return _ANYBODY.first(connection, {"hub": hub}) is not None


def on_units(
    connection: Connection, units: Iterable[int], start: datetime, end: datetime
) -> list[AnyRow]:
    """Who waits for a space with one of these units at a time between two moments. They are about to be
    looked at: one command at a time, always in the same order."""
    statement = _ON_UNITS
    if connection.dialect.name == "postgresql":
        statement = statement.with_for_update(of=waiting)
    facts = {"units": sorted(units), "from_": start, "to_": end}
    return list(connection.execute(statement, facts))


def due(connection: Connection, hub: UUID, now: datetime) -> list[UUID]:
    """Whose offer is over, and whose time has begun before it was free."""
    # Put in order here: asked for, it would lead SQLite through everybody who ever waited.
    return sorted(row.id for row in _DUE.rows(connection, {"hub": hub, "now": now}))


def by_id(connection: Connection, ids: Sequence[UUID]) -> list[AnyRow]:
    """These of the line, with the names of who they are for, however they stand."""
    statement = _SEEN.where(waiting.c.id.in_(P_IDS)).order_by(waiting.c.id)
    return list(connection.execute(statement, {"ids": list(ids)}))


def open_between(
    connection: Connection, hub: UUID, start: datetime, end: datetime | None = None
) -> list[AnyRow]:
    """Who waits for a time that touches a span, in the order of arrival, with the names."""
    statement = _SEEN.where(waiting.c.hub == hub, OPEN, waiting.c.ends > start)
    if end is not None:
        statement = statement.where(waiting.c.starts < end)
    return list(connection.execute(statement.order_by(*_ARRIVAL)))


def change(connection: Connection, entry: UUID, version: int, values: dict[str, Any]) -> bool:
    """Change one that stands at ``version``; False when somebody was faster."""
    changed = update(waiting).where(waiting.c.id == entry, waiting.c.version == version)
    return connection.execute(changed.values(version=version + 1, **values)).rowcount == 1


def got(
    connection: Connection,
    space: UUID,
    holder: tuple[UUID | None, UUID | None],
    between: tuple[datetime, datetime],
) -> list[AnyRow]:
    """What a holder (person, organisation) waited for and got, of a space within two moments."""
    person, organisation = holder
    statement = select(waiting).where(
        waiting.c.space == space,
        waiting.c.status == WaitStatus.TAKEN,
        waiting.c.person == person if person is not None else waiting.c.person.is_(None),
        waiting.c.organisation == organisation
        if organisation is not None
        else waiting.c.organisation.is_(None),
        waiting.c.starts >= between[0],
        waiting.c.ends <= between[1],
    )
    return list(connection.execute(statement.order_by(waiting.c.id)))
