"""How bookings stand now, read for one as for a year of them in three questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from askadesk.core.errors import NotFound
from askadesk.core.i18n import _
from askadesk.core.unit_of_work import Work
from askadesk.rooms.state import BookingState, state_of
from askadesk.rooms.writing import changed_meanwhile
from db.queries import rooms as query


class Standing(NamedTuple):
    """A booking as it stands, and at which version."""

    state: BookingState
    version: int


def standing_at(connection: Connection, hub: UUID, ids: Sequence[UUID]) -> dict[UUID, Standing]:
    """The bookings called so that belong to ``hub``, in the order asked for."""
    found = query.booking_rows(connection, ids)
    return standing_of(connection, {id: found[id] for id in ids if id in found}, hub)


def standing_of(
    connection: Connection, rows: Mapping[UUID, Any], hub: UUID
) -> dict[UUID, Standing]:
    """Rows of bookings, those of ``hub``, with all that belongs to them."""
    ids = [id for id, row in rows.items() if row.hub == hub]
    spaces, people = query.spaces_of(connection, ids), query.people_of(connection, ids)
    return {
        id: Standing(state_of(rows[id], spaces.get(id, []), people.get(id, [])), rows[id].version)
        for id in ids
    }


def standing(work: Work, booking: UUID) -> Standing:
    """How one booking stands. Raises NotFound."""
    found = standing_at(work.connection, work.actor.hub, [booking]).get(booking)
    if found is None:
        raise unknown_booking()
    return found


def unknown_booking() -> NotFound:
    return NotFound(_("This booking is not there any more."), code="unknown_booking")


def standing_still(work: Work, booking: UUID, version: int) -> BookingState:
    """How a booking stands, if it still stands at ``version``. Raises NotFound, ChangedMeanwhile."""
    found = standing(work, booking)
    if found.version != version:
        raise changed_meanwhile()
    return found.state
