"""What the arrow keys move over a day: a cell of a space and a time, as long as it is stretched."""

from __future__ import annotations

from datetime import datetime

from askadesk.rooms.on_the_day import minutes_between
from askadesk.rooms.rows import Block, SpaceDay
from db.values import SpaceKind
from ui.pages.calendar.drag import Slot
from ui.pages.calendar.layout import DayLayout, minute_of, moment_of


def step_of(row: SpaceDay) -> int:
    """The minutes of a space's step."""
    return max(1, row.space.fields.step)


class Cursor:
    """``row`` is -1 as long as nothing is marked; ``first`` and ``last`` are minutes of the day."""

    def __init__(self) -> None:
        self.row = -1
        self.first = self.last = 0

    def begin(self, layout: DayLayout, now: datetime | None) -> None:
        """Mark something when nothing is: the first space, now or when the day begins."""
        if self.row >= 0 or not layout.rows:
            return
        minute = layout.first
        if now is not None and now.date() == layout.page.day:
            minute = min(max(minute_of(layout.page, now), layout.first), layout.last - 60)
        self._stand(layout, 0, minute)

    def settle(self, layout: DayLayout) -> None:
        """Another day or other spaces show."""
        if self.row >= len(layout.rows):
            self.row = len(layout.rows) - 1

    def _stand(self, layout: DayLayout, row: int, minute: int) -> None:
        step = step_of(layout.rows[row])
        length = max(step, layout.rows[row].space.fields.least)
        self.row, self.first = (
            row,
            max(layout.first, min(minute // step * step, layout.last - step)),
        )
        self.last = min(layout.last, self.first + length)

    def stand_on(self, layout: DayLayout | None, row: int, block: Block) -> None:
        """Mark a booking."""
        assert layout is not None
        self.row = row
        self.first = minute_of(layout.page, block.starts)
        self.last = minute_of(layout.page, block.ends)

    def cover(self, layout: DayLayout, slot: Slot) -> None:
        """Mark a time."""
        at = layout.index_of(slot.space)
        if at is not None:
            self.row, self.first = at, minute_of(layout.page, slot.starts)
            self.last = minute_of(layout.page, slot.ends)

    def move(self, layout: DayLayout, rows: int, steps: int) -> None:
        """Go on by rows or by steps; a booking is passed in one go."""
        if rows:
            row = min(len(layout.rows) - 1, max(0, self.row + rows))
            self._land(layout, row, self.first)
            return
        block, step = self.block(layout), step_of(layout.rows[self.row])
        if steps > 0:
            minute = minute_of(layout.page, block.ends) if block is not None else self.first + step
        else:
            edge = minute_of(layout.page, block.starts) if block is not None else self.first
            minute = edge - step
        self._land(layout, self.row, min(max(minute, layout.first), layout.last - step))

    def _land(self, layout: DayLayout, row: int, minute: int) -> None:
        self._stand(layout, row, minute)
        block = self.block(layout)
        if block is not None:
            self.stand_on(layout, row, block)

    def stretch(self, layout: DayLayout, steps: int) -> None:
        """Move the end of what is marked."""
        step = step_of(layout.rows[self.row])
        self.last = min(layout.last, max(self.first + step, self.last + steps * step))

    def block(self, layout: DayLayout) -> Block | None:
        """The booking that is marked, or that begins it."""
        if not 0 <= self.row < len(layout.rows):
            return None
        row = layout.rows[self.row]
        if row.space.kind is SpaceKind.DESK_ZONE:
            return None
        for one in row.blocks:
            first, last = minute_of(layout.page, one.starts), minute_of(layout.page, one.ends)
            if first <= self.first < last:
                return one
        return None

    def slot(self, layout: DayLayout) -> Slot:
        """What is marked, as a time in a space."""
        space, page = layout.rows[self.row].space.id, layout.page
        return Slot(space, moment_of(page, self.first), moment_of(page, self.last))


def landing(layout: DayLayout, slot: Slot, by: tuple[int, int], *, stretch: bool) -> Slot:
    """Where a slot stands after an arrow key: ``by`` rows and steps; stretched, its end moves."""
    at = layout.index_of(slot.space) or 0
    rows, steps = by
    row = layout.rows[min(len(layout.rows) - 1, max(0, at + rows))]
    page, step = layout.page, step_of(row)
    first, length = minute_of(page, slot.starts), minutes_between(slot.starts, slot.ends)
    if stretch:
        last = max(first + step, first + length + steps * step)
        last = min(last, max(layout.last, first + length))
        return Slot(slot.space, slot.starts, moment_of(page, last))
    # What goes over midnight stands beyond the hours shown: it stays there until it is moved.
    least, most = min(first, layout.first), max(first, layout.last - length)
    first = min(max(first + steps * step, least), most)
    return Slot(row.space.id, moment_of(page, first), moment_of(page, first + length))
