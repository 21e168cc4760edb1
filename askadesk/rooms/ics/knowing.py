"""What an import has to know of the hub, read in one state: spaces, what came before, what is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from askadesk.core.errors import NotFound
from askadesk.core.i18n import _
from askadesk.core.texts import visible_line
from askadesk.core.unit_of_work import UnitOfWork
from askadesk.people.rules import fold
from askadesk.presence.facts import HubFacts
from askadesk.rooms.clashing import holder_of
from askadesk.rooms.facts import hub_between, plans_held, spaces_between
from askadesk.rooms.ics.dates import Dates, Group, Window
from askadesk.rooms.ics.exporting import OWN_UIDS
from askadesk.rooms.ics.planning import Known, Standing
from askadesk.rooms.state import state_of
from db.queries import calendar
from db.queries import calendar_files as query
from db.queries import rooms as rooms_query

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen for a file: the space of what names none, and whose the bookings are."""

    space: UUID | None = None
    person: UUID | None = None
    organisation: UUID | None = None


def read_known(
    connection: Connection,
    unit: UnitOfWork,
    found: Sequence[tuple[Group, Dates]],
    window: Window,
    chosen: Chosen,
    name: str,
) -> Known:
    """All that planning asks. Raises NotFound for a space that is not in use."""
    actor = unit.actor
    first, last = _days(found, window)
    hub = hub_between(connection, actor.hub, first, last)
    rows = rooms_query.space_rows(connection, actor.hub)
    if chosen.space is not None and all(row.id != chosen.space for row in rows):
        raise NotFound(_("This space is not there any more."), code="unknown_space")
    day = hub.day(window.now)
    held = plans_held(connection, chosen.person, chosen.organisation, day)
    return Known(
        hub=hub,
        now=window.now,
        horizon=window.horizon,
        role=actor.role,
        facts=spaces_between(connection, hub, rows, first, last),
        by_name=_named(rows),
        standing=standing(connection, hub, [one.uid for one, _dates in found]),
        space=chosen.space,
        person=chosen.person,
        organisation=chosen.organisation,
        plans=frozenset(one.product for one in held),
        reason=visible_line(name)[:200],
        ids=unit.ids,
    )


def _days(found: Sequence[tuple[Group, Dates]], window: Window) -> tuple[Any, Any]:
    """The days on which something of it falls."""
    moments: list[datetime] = [window.now]
    for _group, dates in found:
        for one in dates.found:
            moments += (one.starts, one.ends)
    return min(moments).date() - _DAY, max(moments).date() + 2 * _DAY


def _named(rows: Sequence[Any]) -> dict[str, UUID]:
    """Spaces by their names in either language; the first of two of one name."""
    names: dict[str, UUID] = {}
    for row in rows:
        for name in (row.name, row.name_en):
            if fold(name).strip():
                names.setdefault(fold(name), row.id)
    return names


def standing(
    connection: Connection, hub: HubFacts, uids: Sequence[str]
) -> dict[str, tuple[Standing, ...]]:
    """The bookings that are here of these UIDs: brought in before, or written by this very hub."""
    own = {uid: one for uid in uids if (one := own_id(uid)) is not None}
    by_own = {id: uid for uid, id in own.items()}
    ids = known_ids(connection, hub.id, uids)
    asked = set(uids)
    found: dict[str, list[Standing]] = {}
    for some in query.in_turn(ids):
        rows = calendar.named(connection, some)
        spaces = rooms_query.spaces_of(connection, some)
        people = rooms_query.people_of(connection, some)
        for id, row in sorted(rows.items()):
            state = state_of(row, spaces.get(id, []), people.get(id, []))
            uid = row.uid if row.uid in asked else by_own.get(id) or by_own.get(row.series)
            if uid is not None:
                found.setdefault(uid, []).append(Standing(id, row.version, state, holder_of(row)))
    return {uid: tuple(ones) for uid, ones in found.items()}


def known_ids(connection: Connection, hub: UUID, uids: Sequence[str]) -> list[UUID]:
    """The bookings of these UIDs."""
    own = [one for uid in uids if (one := own_id(uid)) is not None]
    by_uid = query.known_by_uid(connection, hub, uids)
    return sorted({*by_uid, *query.known_by_id(connection, hub, own)})


def own_id(uid: str) -> UUID | None:
    """The booking or series that a UID of ours names."""
    if not uid.endswith(OWN_UIDS):
        return None
    try:
        return UUID(uid.removesuffix(OWN_UIDS))
    except ValueError:
        return None
