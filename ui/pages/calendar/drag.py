"""What is being dragged: from where the hand went to a ghost that says when, where, for how much, and who is
in the way. Only what was read before is asked, so that it is as quick as the hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from uuid import UUID

from askadesk.rooms.on_the_day import (
    Wanted,
    closed_for,
    free_instead,
    in_the_way,
    later,
    minutes_between,
)
from askadesk.rooms.rows import Block, ClosedSpan, Free, Price, SpaceDay
from db.values import Money
from ui.pages.calendar.layout import DayLayout, minute_of, moment_of

USUAL = 60
"""How long a booking is, in minutes, where only its start was shown."""


class Grip(Enum):
    """Where something was taken hold of."""

    CREATE = auto()
    MOVE = auto()
    START = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Slot:
    """A time in a space."""

    space: UUID
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Ghost:
    """What would be booked or moved if it were dropped now. ``block`` is the booking that is dragged, None
    for a new one; ``copied`` leaves it where it is. ``price`` is None as long as nobody has worked it out."""

    slot: Slot
    block: Block | None = None
    copied: bool = False
    blocker: Block | None = None
    closed: ClosedSpan | None = None
    instead: tuple[Free, ...] = ()
    price: Price | None = None
    hourly: Money | None = None
    """What an hour costs everybody, of a new booking."""

    @property
    def free(self) -> bool:
        """Whether nobody is in the way."""
        return self.blocker is None

    @property
    def moves(self) -> bool:
        """Whether dropping it would change anything."""
        if self.block is None or self.copied:
            return True
        here = self.block.space, self.block.starts, self.block.ends
        return (self.slot.space, self.slot.starts, self.slot.ends) != here


def wanted_of(slot: Slot, block: Block | None, *, copied: bool = False) -> Wanted:
    """What a slot asks of its space: a booking keeps its buffers in its own space, elsewhere the space's
    hold."""
    if block is None:
        return Wanted(slot.starts, slot.ends)
    own = block.space == slot.space
    return Wanted(
        slot.starts,
        slot.ends,
        heads=block.heads,
        desks=block.desks,
        setup=minutes_between(block.set_up_from, block.starts) if own else None,
        cleanup=minutes_between(block.ends, block.cleaned_by) if own else None,
        ignoring=None if copied else block.booking,
    )


def snapped(minute: int, step: int) -> int:
    """The nearest minute on the step."""
    return round(minute / step) * step


class Drag:
    """One drag, from where it began. ``to`` gives the ghost for where the hand is now."""

    def __init__(
        self, layout: DayLayout, grip: Grip, row: int, minute: int, block: Block | None = None
    ) -> None:
        self.layout, self.grip, self.row = layout, grip, row
        self.block, self._from = block, minute
        self.ghost: Ghost | None = None

    def to(self, row: int, minute: int, *, copied: bool = False) -> Ghost:
        """The ghost with the hand over ``minute`` of ``row``."""
        if self.grip is not Grip.MOVE:
            row = self.row
        day = self.layout.rows[row]
        copied = copied and self.grip is Grip.MOVE
        slot = self._slot(day, minute)
        if self.ghost is None or (self.ghost.slot, self.ghost.copied) != (slot, copied):
            self.ghost = judged(self.layout, slot, self.block, copied=copied)
        return self.ghost

    def _slot(self, day: SpaceDay, minute: int) -> Slot:
        if self.block is None:
            return self._new(day, minute)
        if self.grip is Grip.MOVE:
            return self._moved(day, self.block, minute)
        return self._resized(day, self.block, minute)

    def _new(self, day: SpaceDay, minute: int) -> Slot:
        step, page = _step(day), self.layout.page
        first, last = sorted((self._from, minute))
        first = first // step * step
        last = max(-(-last // step) * step, first + step)
        return Slot(day.space.id, moment_of(page, first), moment_of(page, last))

    def _moved(self, day: SpaceDay, block: Block, minute: int) -> Slot:
        page, length = self.layout.page, minutes_between(block.starts, block.ends)
        stood = minute_of(page, block.starts)
        starts = snapped(stood + minute - self._from, _step(day))
        # A night that goes on after the hours shown stays where it is until it is moved.
        starts = min(starts, max(self.layout.last - length, stood))
        starts = max(starts, min(self.layout.first, stood))
        moment = block.starts if starts == stood else moment_of(page, starts)
        return Slot(day.space.id, moment, later(moment, length))

    def _resized(self, day: SpaceDay, block: Block, minute: int) -> Slot:
        page, step = self.layout.page, _step(day)
        edge = snapped(minute, step)
        if self.grip is Grip.START:
            edge = min(edge, minute_of(page, block.ends) - step)
            return Slot(day.space.id, moment_of(page, edge), block.ends)
        edge = max(edge, minute_of(page, block.starts) + step)
        return Slot(day.space.id, block.starts, moment_of(page, edge))


def _step(day: SpaceDay) -> int:
    return max(1, day.space.fields.step)


def judged(layout: DayLayout, slot: Slot, block: Block | None, *, copied: bool = False) -> Ghost:
    """Who is in the way of a slot, and what is free instead."""
    at = layout.index_of(slot.space)
    made = Ghost(slot, block, copied)
    if at is None:
        return made
    day, wanted = layout.rows[at], wanted_of(slot, block, copied=copied)
    hourly = day.price_hour if block is None else None
    made = replace(made, closed=closed_for(day, wanted), hourly=hourly)
    blocker = in_the_way(day, wanted)
    if blocker is None:
        return made
    return replace(made, blocker=blocker, instead=free_instead(layout.page, day, wanted))
