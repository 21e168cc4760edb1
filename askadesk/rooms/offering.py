"""What bookings do to the line: what they give free is offered, what they take is offered no longer. Looked at
after every booking that changes what is taken, in its own transaction, and when an offer's time is over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection

from askadesk.core.errors import ChangedMeanwhile
from askadesk.core.i18n import _
from askadesk.core.unit_of_work import Work
from askadesk.rooms.facts import taken_within
from askadesk.rooms.house import house_of
from askadesk.rooms.rules import LONGEST_BUFFER, SpaceFacts
from askadesk.rooms.state import BookingState, Taken
from askadesk.rooms.waiting_rules import InLine, Turn, turns
from db.queries import waiting as query
from db.values import TimeSpan, WaitStatus

if TYPE_CHECKING:
    from askadesk.rooms.writing import Change


@dataclass(frozen=True, slots=True)
class Part:
    """Units, and a time in which something about them changed."""

    units: frozenset[int]
    span: TimeSpan


def look_again(work: Work, changes: Sequence[Change], spaces: dict[UUID, SpaceFacts]) -> None:
    """Bring the line up to bookings that were just written."""
    touched = _touched(changes, spaces)
    if not touched:
        return
    for change in changes:
        if change.kind == "undo":
            _wait_again(work, change)
    if not query.anybody(work.connection, work.actor.hub):
        return
    line = line_around(work.connection, work.actor.hub, touched)
    if line:
        got = [one for one in line if any(_has_it(one, change) for change in changes)]
        _write(work, [Turn(one, WaitStatus.TAKEN) for one in got])
        _settle(work, [one for one in line if one not in got])


def let_lapse(work: Work, ids: Sequence[UUID]) -> int:
    """Take back offers whose time is over, and offer the space to the next. How many were taken back."""
    due = [in_line(row) for row in query.by_id(work.connection, ids)]
    spaces = house_of(work.connection, work.actor.hub).spaces
    parts = [part_of(one, spaces) for one in due if one.status in _OPEN]
    if parts:
        _settle(work, line_around(work.connection, work.actor.hub, parts))
    return len(parts)


_OPEN = (WaitStatus.WAITING, WaitStatus.OFFERED)


def in_line(row: Any) -> InLine:
    """A row of the database as the rules take it."""
    return InLine(
        id=row.id,
        space=row.space,
        span=TimeSpan(row.starts, row.ends),
        arrived=(row.created_at, row.id),
        status=row.status,
        until=row.offered_until,
        heads=row.heads,
        person=row.person,
        organisation=row.organisation,
        version=row.version,
    )


# --- what changed --------------------------------------------------------------------------------


def _touched(changes: Sequence[Change], spaces: dict[UUID, SpaceFacts]) -> list[Part]:
    """Where and when something is taken that was not before, or the other way round."""
    parts: list[Part] = []
    for change in changes:
        before, after = _spans(change.before), _spans(change.after)
        for taken, span in before ^ after:
            parts.append(Part(frozenset(spaces[taken.space].units), span))
    return parts


def _spans(state: BookingState | None) -> set[tuple[Taken, TimeSpan]]:
    if state is None:
        return set()
    return {(one, span) for one in state.spaces if (span := state.span_of(one)) is not None}


def _has_it(one: InLine, change: Change) -> bool:
    """Whether a booking gives somebody all that they wait for."""
    after = change.after
    return (
        after.status.occupies
        and (after.person, after.organisation) == (one.person, one.organisation)
        and after.starts <= one.span.start
        and one.span.end <= after.ends
        and any(taken.space == one.space for taken in after.spaces)
    )


def _wait_again(work: Work, change: Change) -> None:
    """A booking is taken back: whoever got it from the line stands there as before."""
    before = change.before
    if before is None or not before.status.occupies or change.after.status.occupies:
        return
    holder, between = (before.person, before.organisation), (before.starts, before.ends)
    for taken in before.spaces:
        for row in query.got(work.connection, taken.space, holder, between):
            _write(work, [Turn(in_line(row), WaitStatus.WAITING)])


# --- the line ------------------------------------------------------------------------------------


def line_around(connection: Connection, hub: UUID, parts: Iterable[Part]) -> list[InLine]:
    """Everybody who waits for what ``parts`` touch, and for what those wait for, and so on: when one is
    offered less, another may have more."""
    spaces, found = house_of(connection, hub).spaces, dict[UUID, InLine]()
    ahead = list(parts)
    while ahead:
        rows = _near(connection, ahead)
        met = [in_line(row) for row in rows if row.id not in found]
        met = [one for one in met if any(_meets(one, part, spaces) for part in ahead)]
        found |= {one.id: one for one in met}
        ahead = [part_of(one, spaces) for one in met]
    return list(found.values())


def _near(connection: Connection, parts: Sequence[Part]) -> list[Any]:
    units = {unit for part in parts for unit in part.units}
    start = min(part.span.start for part in parts) - LONGEST_BUFFER
    end = max(part.span.end for part in parts) + LONGEST_BUFFER
    return list(query.on_units(connection, units, start, end))


def part_of(one: InLine, spaces: dict[UUID, SpaceFacts]) -> Part:
    """What somebody in line waits for, with the buffers of the space."""
    space = spaces[one.space]
    return Part(frozenset(space.units), space.around(one.span))


def _meets(one: InLine, part: Part, spaces: dict[UUID, SpaceFacts]) -> bool:
    mine = part_of(one, spaces)
    return not mine.units.isdisjoint(part.units) and mine.span.overlaps(part.span)


def _settle(work: Work, line: Sequence[InLine]) -> None:
    if not line:
        return
    spaces = house_of(work.connection, work.actor.hub).spaces
    parts = [part_of(one, spaces) for one in line]
    units = {unit for part in parts for unit in part.units}
    rows = taken_within(work.connection, units, [part.span for part in parts])
    _write(work, turns(line, spaces, rows, work.now))


def settle_one(work: Work, one: InLine) -> None:
    """Somebody left the line, or came back: look whose turn it is."""
    spaces = house_of(work.connection, work.actor.hub).spaces
    _settle(work, line_around(work.connection, work.actor.hub, [part_of(one, spaces)]))


def end_line(work: Work, space: UUID) -> None:
    """The space is put away: nobody waits for it any more."""
    waits = query.open_between(work.connection, work.actor.hub, work.now)
    line = [in_line(row) for row in waits if row.space == space]
    _write(work, [Turn(one, WaitStatus.GIVEN_UP) for one in line])


def turn_to(work: Work, one: InLine, status: WaitStatus) -> InLine:
    """Write how somebody in line stands from now on. Raises ChangedMeanwhile."""
    _write(work, [Turn(one, status)])
    return replace(one, status=status, until=None, version=one.version + 1)


def _write(work: Work, found: Iterable[Turn]) -> None:
    for turn in found:
        values = {"status": turn.status, "offered_until": turn.until}
        if not query.change(work.connection, turn.who.id, turn.who.version, values):
            raise changed_meanwhile()
        work.changed("waiting", turn.who.id)


def changed_meanwhile() -> ChangedMeanwhile:
    return ChangedMeanwhile(
        _("Someone else changed this place in the line a moment ago."),
        kept=_("Their change is saved; yours was not written."),
        todo=_("Look at the list again."),
    )
