"""Whose people come: the first of them who is scanned in takes the booking up."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from askadesk.core.unit_of_work import Work
from askadesk.rooms.asking import facts_for
from askadesk.rooms.facts import taken_rows
from askadesk.rooms.house import house_of
from askadesk.rooms.rules import free_units
from askadesk.rooms.standing import standing_at
from askadesk.rooms.state import BookingState, state_from_json
from askadesk.rooms.writing import Change, apply, spaces_named
from db.queries import rooms as query
from db.values import BookingStatus

TAKEN_UP = "check_in"


def take_up(work: Work, bookings: Iterable[UUID]) -> None:
    """Check in those of the bookings that wait for their people, or that can still be had by late ones."""
    wanted, changes = list(bookings), []
    if not wanted:
        return
    for booking, (before, version) in standing_at(work.connection, work.actor.hub, wanted).items():
        if before.status is BookingStatus.CONFIRMED or _is_still_free(work, booking, before):
            changes.append(Change(booking, TAKEN_UP, before, before.taken_up(work.at), version))
    _apply(work, changes)


def _is_still_free(work: Work, booking: UUID, before: BookingState) -> bool:
    """Whether a booking to which nobody came in time can go on: its people are late, and nobody took it."""
    if before.status is not BookingStatus.NO_SHOW:
        return False
    spaces, late = house_of(work.connection, work.actor.hub).spaces, before.taken_up(work.at)
    for taken in before.spaces:
        span, units = late.span_of(taken), spaces[taken.space].units
        assert span is not None
        rows = [one for one in taken_rows(work.connection, units, span) if one.booking != booking]
        if len(free_units(units, span, rows)) < (
            taken.desks if spaces[taken.space].is_zone else len(units)
        ):
            return False
    return True


def let_go(work: Work, entry: UUID) -> None:
    """Take back what the command ``entry`` took up; a booking that has changed since stays as it is."""
    told = {
        one.booking: one
        for one in query.changes_of(work.connection, entry)
        if one.kind == TAKEN_UP and one.before is not None
    }
    if not told:
        return
    now = standing_at(work.connection, work.actor.hub, list(told))
    _apply(
        work,
        [
            Change(booking, "undo", state, state_from_json(told[booking].before), version)
            for booking, (state, version) in now.items()
            if state.to_json() == told[booking].after
        ],
    )


def _apply(work: Work, changes: list[Change]) -> None:
    if changes:
        apply(work, changes, facts_for(work, spaces_named(changes)))
