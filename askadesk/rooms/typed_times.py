"""When a booking is, from a day and two hours as somebody typed them: one rule for panel and form. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_MIDNIGHT = time(0)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Times:
    """Start and end, both on the hub's clock; what is typed is read against them."""

    starts: datetime
    ends: datetime

    @property
    def days_on(self) -> int:
        """How many days later it ends: midnight still belongs to the day before."""
        return max(0, ((self.ends - _MINUTE).date() - self.starts.date()).days)

    def typed(self, day: date, first: time, last: time) -> Times:
        """The same booking from ``first`` on ``day`` until ``last``, as many days on as it went before.

        Midnight is the end of the day, never its beginning. A booking that ran into the night ends when
        that hour next comes: on its own day where it comes after the start, else on the day after.
        """
        days = self.days_on
        over = last == _MIDNIGHT
        if self._overnight:
            days, over = days - 1, last <= first
        ends = day + timedelta(days=days + over)
        return Times(kept(self.starts, day, first), kept(self.ends, ends, last))

    @property
    def _overnight(self) -> bool:
        return self.days_on > 0 and _wall(self.ends) <= _wall(self.starts)


def kept(before: datetime, day: date, wall: time) -> datetime:
    """An hour of a day; the moment ``before`` itself where that is what was typed. In the night in which the
    clocks go back an hour comes twice, and what nobody touched stays the one that it was."""
    if (before.date(), _wall(before)) == (day, wall):
        return before
    return datetime.combine(day, wall, before.tzinfo)


def _wall(moment: datetime) -> time:
    return moment.time().replace(second=0, microsecond=0, fold=0)
