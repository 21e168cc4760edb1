"""The one way in which bookings change: what they occupied is freed, what they want is looked at, dealt and
written, in one transaction, for one booking as for a year of them. What is free then is offered to
whoever waits for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from askadesk.core.errors import ChangedMeanwhile
from askadesk.core.i18n import _
from askadesk.core.unit_of_work import Work
from askadesk.rooms import credits, expecting, offering
from askadesk.rooms.facts import taken_rows, taken_within
from askadesk.rooms.rules import Row, SpaceFacts, deal, free_units, in_the_way
from askadesk.rooms.state import BookingState, Taken
from askadesk.rooms.taken import TakenRows
from db.queries import occupancy
from db.queries import rooms as query
from db.values import BookingStatus, TimeSpan


@dataclass(frozen=True, slots=True)
class Change:
    """One booking as it stood (None: it is new) at ``version``, and as it shall stand."""

    booking: UUID
    kind: str
    before: BookingState | None
    after: BookingState
    version: int = 0


@dataclass(frozen=True, slots=True)
class Collision:
    """A booking that cannot be as it shall, and the row in its way (None: too few desks are free)."""

    change: Change
    space: UUID
    row: Row | None


class Collided(Exception):
    """Something is taken; nothing was written. Never leaves the services: they say it in names."""

    def __init__(self, collisions: list[Collision]) -> None:
        super().__init__(len(collisions))
        self.collisions = collisions


def apply(work: Work, changes: Sequence[Change], spaces: dict[UUID, SpaceFacts]) -> None:
    """Carry out all changes or none. ``spaces`` are the facts of every space that they name or named.

    Raises Collided with everything in the way, ChangedMeanwhile when somebody was faster, InputError when
    credits are used up meanwhile.
    """
    connection = work.connection
    owing = credits.locked(
        work, [credits.Owing(one.booking, one.before, one.after) for one in changes]
    )
    occupancy.lock_units(connection, {unit for one in spaces.values() for unit in one.units})
    occupancy.free_up(connection, [one.booking for one in changes if one.before is not None])
    rows = _dealt(work, changes, spaces)
    for change in changes:
        _write(work, change)
    occupancy.occupy(connection, rows)
    credits.settle(work, owing)
    expecting.announce(work, changes, spaces)
    offering.look_again(work, changes, spaces)


def _dealt(
    work: Work, changes: Sequence[Change], spaces: dict[UUID, SpaceFacts]
) -> list[dict[str, Any]]:
    """The rows to be written; with every collision raised at once."""
    wishes = [
        (change, taken, span)
        for change in changes
        for taken in change.after.spaces
        if (span := change.after.span_of(taken)) is not None
    ]
    if not wishes:
        return []
    known = TakenRows(_known(work, wishes, spaces))
    collisions: list[Collision] = []
    made: list[dict[str, Any]] = []
    for change, taken, span in sorted(wishes, key=lambda one: (one[2].start, str(one[0].booking))):
        space = spaces[taken.space]
        units = _units_for(work, space, taken, span, known, made)
        if units is None:
            in_way = [] if space.is_zone else _in_way(space, span, known)
            collisions.append(Collision(change, space.id, in_way[0] if in_way else None))
            continue
        for unit in units:
            known.add(Row(unit, span.start, span.end, change.booking, space.id))
        made += [_row(unit, span, change.booking, space.id) for unit in units]
    if collisions:
        raise Collided(collisions)
    return made


def _known(
    work: Work, wishes: Sequence[tuple[Change, Taken, TimeSpan]], spaces: dict[UUID, SpaceFacts]
) -> list[Row]:
    """What is taken of the units asked for, in the times asked for."""
    units = {unit for _change, taken, _span in wishes for unit in spaces[taken.space].units}
    return taken_within(work.connection, units, [span for _change, _taken, span in wishes])


def _in_way(space: SpaceFacts, span: TimeSpan, known: TakenRows) -> list[Row]:
    return in_the_way(space.units, span, known.near(space.units, span))


def _row(unit: int, span: TimeSpan, booking: UUID, space: UUID) -> dict[str, Any]:
    return {
        "unit": unit,
        "starts": span.start,
        "ends": span.end,
        "booking": booking,
        "space": space,
    }


def _units_for(
    work: Work,
    space: SpaceFacts,
    taken: Taken,
    span: TimeSpan,
    known: TakenRows,
    made: list[dict[str, Any]],
) -> list[int] | None:
    """The units that a booking gets; None when they are taken."""
    if not space.is_zone:
        return None if _in_way(space, span, known) else list(space.units)
    free = free_units(space.units, span, known.near(space.units, span))
    if len(free) >= taken.desks:
        return free[: taken.desks]
    return _deal_anew(work, space, taken, span, known, made)


def _deal_anew(
    work: Work,
    space: SpaceFacts,
    taken: Taken,
    span: TimeSpan,
    known: TakenRows,
    made: list[dict[str, Any]],
) -> list[int] | None:
    """Deal the desks of the zone anew among all who overlap, one through the other, with ``span``."""
    rows = _joined(work, space, span, known)
    # Only a desk is as good as another: whoever booked a room by its name stays there.
    named = {row.booking for row in rows if row.space != space.id}
    sitting = _in_use(work, {row.booking for row in rows}) | named
    dealt = deal(space.units, taken.desks, span, rows, sitting)
    if dealt is None:
        return None
    if dealt.moved:
        _move_rows(work, dealt.moved, known, made)
    return dealt.units


def _joined(work: Work, space: SpaceFacts, span: TimeSpan, known: TakenRows) -> list[Row]:
    """Every row of the zone that overlaps ``span``, or a row that does, and so on."""
    reach = span
    while True:
        on_file = taken_rows(work.connection, space.units, reach)
        mine = known.near(space.units, reach)
        rows = {(row.unit, row.starts): row for row in (*on_file, *mine)}
        wider = TimeSpan(
            min([reach.start, *(row.starts for row in rows.values())]),
            max([reach.end, *(row.ends for row in rows.values())]),
        )
        if wider == reach:
            return list(rows.values())
        reach = wider


def _in_use(work: Work, bookings: set[UUID]) -> frozenset[UUID]:
    rows = query.statuses(work.connection, sorted(bookings))
    return frozenset(row.id for row in rows if row.status is BookingStatus.IN_USE)


def _move_rows(
    work: Work,
    moved: dict[tuple[int, datetime], Row],
    known: TakenRows,
    made: list[dict[str, Any]],
) -> None:
    """Rows dealt anew: those of this command are only put right, those on file deleted and written."""
    ours = {(row["unit"], row["starts"]): row for row in made}
    on_file = {key: row for key, row in moved.items() if key not in ours}
    for key, row in moved.items():
        if key in ours:
            ours[key]["unit"] = row.unit
    if on_file:
        occupancy.free_rows(work.connection, on_file)
        made += [_row(one.unit, one.span, one.booking, one.space) for one in on_file.values()]
    known.move(moved)


def _write(work: Work, change: Change) -> None:
    connection, after = work.connection, change.after
    if change.before is None:
        row = {
            "id": change.booking,
            "hub": work.actor.hub,
            "created_at": work.now,
            "command": work.command,
            "version": 1,
        }
        query.insert_booking.write(connection, row | after.columns())
    else:
        if not query.update_booking(connection, change.booking, change.version, after.columns()):
            raise changed_meanwhile()
        query.drop_parts(connection, change.booking)
    _write_parts(work, change)
    _keep_story(work, change)
    work.changed("booking", change.booking)


def _write_parts(work: Work, change: Change) -> None:
    for taken in change.after.spaces:
        row = {
            "booking": change.booking,
            "space": taken.space,
            "setup": taken.setup,
            "cleanup": taken.cleanup,
            "desks": taken.desks,
        }
        query.insert_booking_space.write(work.connection, row)
    for person in change.after.people:
        row = {"booking": change.booking, "person": person}
        query.insert_booking_person.write(work.connection, row)


def _keep_story(work: Work, change: Change) -> None:
    query.insert_change.write(
        work.connection,
        {
            "id": work.ids.new(),
            "booking": change.booking,
            "kind": change.kind,
            "before": change.before.to_json() if change.before is not None else None,
            "after": change.after.to_json(),
            "at": work.at,
            "command": work.command,
        },
    )


def changed_meanwhile() -> ChangedMeanwhile:
    return ChangedMeanwhile(
        _("Someone else changed this booking a moment ago."),
        kept=_("Their change is saved; yours was not written."),
        todo=_("Look at it again, then do it once more."),
    )


def spaces_named(changes: Iterable[Change]) -> set[UUID]:
    """Every space that changes name or named."""
    return {
        taken.space
        for change in changes
        for state in (change.before, change.after)
        if state is not None
        for taken in state.spaces
    }
