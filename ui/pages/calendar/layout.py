"""Where a day's rows and hours stand: pixels to spaces and minutes, and back. Nothing is painted here.

Minutes count from midnight on the hub's wall clock; x begins at the left edge of the hours, y at the top
of the rows.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from askadesk.core.i18n import _
from askadesk.rooms.rows import Block, DayPage, SpaceDay
from askadesk.rooms.words import group_name
from db.values import SpaceKind
from ui.pages.calendar.measures import CalendarMeasures

DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Band:
    """A line of the grid: a heading over a group (``row`` is None), or the row of a space."""

    top: int
    high: int
    words: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A booking with the minutes at which it begins and ends, and those of its buffers."""

    block: Block
    first: int
    last: int
    before: int
    after: int


def moment_of(page: DayPage, minute: int) -> datetime:
    """The moment of a wall minute of the page's day; one that the change of clocks skips moves on."""
    wall = datetime.combine(page.day, time(0), page.zone) + timedelta(minutes=minute)
    return wall.astimezone(UTC).astimezone(page.zone)


def minute_of(page: DayPage, moment: datetime) -> int:
    """The wall minute of a moment, beyond 0 to 1440 on other days."""
    return (moment.date() - page.day).days * DAY + moment.hour * 60 + moment.minute


def group_of(row: SpaceDay) -> str:
    """The heading under which a space stands: its kind, and its floor where it has one."""
    name, floor = group_name(row.space.kind), row.space.fields.floor
    return _("{group}, {floor}").format(group=name, floor=floor) if floor else name


def grouped(page: DayPage) -> list[SpaceDay]:
    """The rows, those of a kind and floor together, groups in the order of their first space."""
    groups: dict[tuple[str, str], list[SpaceDay]] = {}
    for row in page.rows:
        key = (group_name(row.space.kind), row.space.fields.floor)
        groups.setdefault(key, []).append(row)
    return [row for rows in groups.values() for row in rows]


def _spot(page: DayPage, block: Block) -> Spot:
    return Spot(
        block,
        minute_of(page, block.starts),
        minute_of(page, block.ends),
        minute_of(page, block.set_up_from),
        minute_of(page, block.cleaned_by),
    )


class DayLayout:
    """The bands of a page from top to bottom, and its hours from left to right."""

    def __init__(
        self, page: DayPage, to: CalendarMeasures, wide: int = 0, zoom: float = 1.0
    ) -> None:
        self.page, self.to = page, to
        self.rows = grouped(page)
        self.bands: list[Band] = []
        self._band_of: list[int] = []
        self._at = {row.space.id: at for at, row in enumerate(self.rows)}
        self.spots = [[_spot(page, block) for block in row.blocks] for row in self.rows]
        self._stack()
        self._tops = [one.top for one in self.bands]
        self.first, self.last = page.opens * 60, max(page.closes, page.opens + 1) * 60
        self.spread(wide, zoom)

    def _stack(self) -> None:
        top, said = 0, None
        for at, row in enumerate(self.rows):
            heading = group_of(row)
            if heading != said:
                said = heading
                self.bands.append(Band(top, self.to.group, heading))
                top += self.to.group
            high = self.to.zone if row.space.kind is SpaceKind.DESK_ZONE else self.to.row
            self._band_of.append(len(self.bands))
            self.bands.append(Band(top, high, row=at))
            top += high
        self.high = top

    def spread(self, wide: int, zoom: float) -> None:
        """Share ``wide`` pixels among the hours, ``zoom`` times as many when scrolled."""
        self.hour = max(1.0, wide - self.to.names) / ((self.last - self.first) / 60) * zoom
        self.wide = round(self.hour * (self.last - self.first) / 60)

    # back and forth ----------------------------------------------------------------------------

    def x_of(self, minute: float) -> float:
        """Where a minute stands."""
        return (minute - self.first) * self.hour / 60

    def minute_at(self, x: float) -> int:
        """The minute at ``x``, within the hours that are shown."""
        minute = int(self.first + x * 60 / self.hour)
        return min(self.last, max(self.first, minute))

    def band_of(self, row: int) -> Band:
        """Where the row of a space stands."""
        return self.bands[self._band_of[row]]

    def row_at(self, y: float) -> int | None:
        """The row at ``y``; None on a heading or beyond."""
        at = bisect_right(self._tops, y) - 1
        if at < 0 or y >= self.high:
            return None
        return self.bands[at].row

    def row_near(self, y: float) -> int:
        """The row nearest to ``y``."""
        at = max(0, min(len(self.bands) - 1, bisect_right(self._tops, y) - 1))
        row = self.bands[at].row
        if row is None:  # a heading: the first space below it
            row = self.bands[at + 1].row
        return row or 0

    def between(self, top: float, bottom: float) -> list[Band]:
        """The bands of which anything lies between."""
        first = max(0, bisect_right(self._tops, top) - 1)
        last = bisect_right(self._tops, bottom)
        return self.bands[first:last]

    def index_of(self, space: UUID | None) -> int | None:
        """The row of a space; None when it is not shown."""
        return None if space is None else self._at.get(space)
