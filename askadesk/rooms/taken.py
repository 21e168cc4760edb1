"""What is taken, unit by unit and in order, so that a year of dates is not held against a year of bookings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from askadesk.rooms.rules import Row
from db.values import TimeSpan


class TakenRows:
    """Rows of what is taken, found by unit and span. In one unit nothing overlaps: the database says so.

    Rows of the bookings ``but`` are left out: they are being changed.
    """

    def __init__(self, rows: Iterable[Row] = (), but: frozenset[UUID] = frozenset()) -> None:
        self._starts: dict[int, list[datetime]] = {}
        self._rows: dict[int, list[Row]] = {}
        self._but = but
        for row in sorted(rows, key=lambda one: (one.unit, one.starts)):
            self.add(row)

    def add(self, row: Row) -> None:
        """One more row; the same one again changes nothing."""
        if row.booking in self._but:
            return
        starts, rows = self._starts.setdefault(row.unit, []), self._rows.setdefault(row.unit, [])
        at = bisect_left(starts, row.starts)
        if at < len(starts) and starts[at] == row.starts:
            rows[at] = row
            return
        starts.insert(at, row.starts)
        rows.insert(at, row)

    def move(self, moved: Mapping[tuple[int, datetime], Row]) -> None:
        """Rows that were dealt anew, by the unit and start they had."""
        for unit, start in moved:
            starts = self._starts.get(unit, [])
            at = bisect_left(starts, start)
            if at < len(starts) and starts[at] == start:
                del starts[at], self._rows[unit][at]
        for row in moved.values():
            self.add(row)

    def near(self, units: Iterable[int], span: TimeSpan) -> list[Row]:
        """The rows of these units that overlap ``span``, by unit and start."""
        found: list[Row] = []
        for unit in units:
            starts = self._starts.get(unit, [])
            # Of all that begins before, only the last can reach in.
            first = max(0, bisect_right(starts, span.start) - 1)
            rows = self._rows.get(unit, [])[first : bisect_left(starts, span.end)]
            found += [row for row in rows if row.ends > span.start]
        return found
