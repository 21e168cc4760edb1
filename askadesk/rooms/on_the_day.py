"""Who is in the way and what is free instead, worked out from a day that was read before: while something
is dragged nobody waits for the database, which has the last word once it is dropped. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from askadesk.rooms.rows import Block, ClosedSpan, DayPage, Free, SpaceDay
from db.values import SpaceKind

FARTHEST = 24 * 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """A time that is wanted of a space: for how many heads, in a zone for how many desks. Buffers in minutes,
    None as the space has them. ``ignoring`` is the booking that is being moved."""

    starts: datetime
    ends: datetime
    heads: int = 1
    desks: int = 1
    setup: int | None = None
    cleanup: int | None = None
    ignoring: UUID | None = None


def later(moment: datetime, minutes: float) -> datetime:
    """``moment`` and so many real minutes, on the same clock."""
    return (moment.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(moment.tzinfo)


def minutes_between(first: datetime, last: datetime) -> int:
    """How many real minutes lie between."""
    return int((last.astimezone(UTC) - first.astimezone(UTC)).total_seconds() // 60)


def around(row: SpaceDay, wanted: Wanted) -> tuple[datetime, datetime]:
    """What is wanted, with the buffers that belong to it."""
    fields = row.space.fields
    setup = fields.setup if wanted.setup is None else wanted.setup
    cleanup = fields.cleanup if wanted.cleanup is None else wanted.cleanup
    starts, ends = wanted.starts.astimezone(UTC), wanted.ends.astimezone(UTC)
    return starts - timedelta(minutes=setup), ends + timedelta(minutes=cleanup)


@dataclass(frozen=True, slots=True)
class _Held:
    """A booking with its buffers, in UTC."""

    starts: datetime
    ends: datetime
    block: Block


def _held(row: SpaceDay, ignoring: UUID | None) -> list[_Held]:
    return [
        _Held(one.set_up_from.astimezone(UTC), one.cleaned_by.astimezone(UTC), one)
        for one in row.blocks
        if one.booking != ignoring
    ]


def in_the_way(row: SpaceDay, wanted: Wanted) -> Block | None:
    """The first booking that stops it; None when it can be had."""
    return _blocker(row, wanted, _held(row, wanted.ignoring))


def _blocker(row: SpaceDay, wanted: Wanted, held: list[_Held]) -> Block | None:
    starts, ends = around(row, wanted)
    met = [one.block for one in held if one.starts < ends and starts < one.ends]
    if row.space.kind is SpaceKind.DESK_ZONE and _most_desks(met) + wanted.desks <= row.space.units:
        return None
    return min(met, key=_start, default=None)


def _start(block: Block) -> datetime:
    return block.starts


def _most_desks(blocks: list[Block]) -> int:
    """The most desks that these bookings take at once."""
    return max(
        (
            sum(one.desks for one in blocks if one.set_up_from <= at.set_up_from < one.cleaned_by)
            for at in blocks
        ),
        default=0,
    )


def closed_for(row: SpaceDay, wanted: Wanted) -> ClosedSpan | None:
    """When the space is closed within that time; None when it is open throughout."""
    return next(
        (one for one in row.closed if one.starts < wanted.ends and wanted.starts < one.ends), None
    )


def can_be_had(row: SpaceDay, wanted: Wanted) -> bool:
    """Whether the space is open and free for all of it."""
    return in_the_way(row, wanted) is None and closed_for(row, wanted) is None


def free_instead(page: DayPage, row: SpaceDay, wanted: Wanted) -> tuple[Free, ...]:
    """The same time in the space most like it, then the nearest time that day in the same space."""
    elsewhere = next(_elsewhere(page, row, wanted), None)
    other_time = next(_other_times(page, row, wanted), None)
    return tuple(one for one in (elsewhere, other_time) if one is not None)


def _elsewhere(page: DayPage, row: SpaceDay, wanted: Wanted) -> Iterator[Free]:
    asked = replace(wanted, setup=None, cleanup=None)
    alike = (one for one in page.rows if _can_stand_in(row, one, wanted.heads))
    for one in sorted(alike, key=lambda one: _unlikeness(row, one)):
        if can_be_had(one, asked):
            yield _free(one, wanted.starts, wanted.ends)


def _can_stand_in(row: SpaceDay, other: SpaceDay, heads: int) -> bool:
    same_sort = (row.space.kind is SpaceKind.EQUIPMENT) == (other.space.kind is SpaceKind.EQUIPMENT)
    joined = other.space.id in row.space.parts or row.space.id in other.space.parts
    is_other = other.space.id != row.space.id and not joined
    return is_other and same_sort and other.space.fields.seats >= heads


def _unlikeness(row: SpaceDay, other: SpaceDay) -> tuple[bool, int, int]:
    mine, theirs = row.space.fields, other.space.fields
    missing = len(set(mine.features) - set(theirs.features))
    return theirs.kind is not mine.kind, missing, abs(theirs.seats - mine.seats)


def _other_times(page: DayPage, row: SpaceDay, wanted: Wanted) -> Iterator[Free]:
    step, held = max(5, row.space.fields.step), _held(row, wanted.ignoring)
    for away in range(step, FARTHEST, step):
        for minutes in (-away, away):
            starts, ends = later(wanted.starts, minutes), later(wanted.ends, minutes)
            if starts.date() != page.day or starts < page.now:
                continue
            asked = replace(wanted, starts=starts, ends=ends)
            if _blocker(row, asked, held) is None and closed_for(row, asked) is None:
                yield _free(row, starts, ends)


def _free(row: SpaceDay, starts: datetime, ends: datetime) -> Free:
    return Free(row.space.id, row.space.name, row.space.fields.seats, starts, ends)


def can_go_on(row: SpaceDay, block: Block, minutes: int) -> bool:
    """Whether a booking can last so many minutes longer."""
    wanted = Wanted(
        block.ends,
        later(block.ends, minutes),
        desks=block.desks,
        setup=0,
        cleanup=minutes_between(block.ends, block.cleaned_by),
        ignoring=block.booking,
    )
    return in_the_way(row, wanted) is None


def first_free(row: SpaceDay, starts: datetime, minutes: int) -> datetime:
    """How long the space is free from ``starts`` on: at most ``minutes``, and up to the next booking or
    closing; ``starts`` itself when it is not free at all."""
    step, length = max(1, row.space.fields.step), minutes
    while length > 0:
        wanted = Wanted(starts, later(starts, length))
        if can_be_had(row, wanted):
            return wanted.ends
        length -= step
    return starts
