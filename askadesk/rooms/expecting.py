"""Whom a booking announces at the door: its holder and the people named in it, from confirmation on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from askadesk.core.unit_of_work import Work
from askadesk.presence.facts import HubFacts
from askadesk.rooms.rules import SpaceFacts
from askadesk.rooms.state import BookingState
from db.queries import rooms as query
from db.values import ExpectedKind, ExpectedStatus

if TYPE_CHECKING:
    from askadesk.rooms.writing import Change


def announce(work: Work, changes: Sequence[Change], spaces: dict[UUID, SpaceFacts]) -> None:
    """Bring who is expected up to the bookings as they now stand."""
    for change in changes:
        wanted = _wanted(change.after)
        known = query.expected_for(work.connection, change.booking) if change.before else []
        _bring_up(work, change, wanted, known, spaces)


def _wanted(state: BookingState) -> dict[UUID | None, int]:
    """Who is expected with how many heads: those without a name come with the holder."""
    if not state.is_announced:
        return {}
    named = [one for one in state.people if one != state.person]
    heads: dict[UUID | None, int] = dict.fromkeys(named, 1)
    if state.person is not None or state.heads > len(named):
        heads[state.person] = max(1, state.heads - len(named))
    return heads


def _bring_up(
    work: Work,
    change: Change,
    wanted: dict[UUID | None, int],
    known: Sequence[Any],
    spaces: dict[UUID, SpaceFacts],
) -> None:
    gone = [
        row.id
        for row in known
        if row.person not in wanted and row.status is not ExpectedStatus.CANCELLED
    ]
    query.call_off_expected(work.connection, gone)
    rows = {row.person: row.id for row in known}
    for person, heads in wanted.items():
        values = _values(change.after, person, heads, spaces)
        if person in rows:
            query.change_expected(work.connection, rows[person], values)
        else:
            _insert(work, change.booking, values)
    if wanted or gone:
        work.changed("expected", change.booking)


def _values(
    state: BookingState, person: UUID | None, heads: int, spaces: dict[UUID, SpaceFacts]
) -> dict[str, Any]:
    names = [spaces[one.space].name for one in state.spaces]
    hub: HubFacts = spaces[state.spaces[0].space].hours
    title = ", ".join(names)[:200]
    return {
        "day": hub.day(state.starts),
        "status": ExpectedStatus.ANNOUNCED,
        "person": person,
        "name": "" if person is not None else (state.title or title)[:200],
        "starts": state.starts,
        "ends": state.ends,
        "title": title,
        "head_count": heads,
    }


def _insert(work: Work, booking: UUID, values: dict[str, Any]) -> None:
    row = {
        "id": work.ids.new(),
        "hub": work.actor.hub,
        "kind": ExpectedKind.BOOKING,
        "organisation": "",
        "host": None,
        "note": "",
        "booking": booking,
        "created_at": work.now,
        "command": work.command,
        "version": 1,
    }
    query.insert_expected.write(work.connection, row | values)
