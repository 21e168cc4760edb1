"""Bookings that repeat: which dates a series has, and how it is split and moved. Pure.

Everything is computed in the hub's wall time, so that a 9:00 meeting stays at 9:00 across the change
of clocks. As with dateutil, a series has the dates that its rule makes: its start is one of them only if
it fits the rule (RFC 5545, 3.8.5.3, leaves this open), and COUNT counts them, the skipped ones included.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from askadesk.core.errors import InputError
from askadesk.core.i18n import _
from askadesk.rooms.expansion import MOST_DATES, dates_of, no_dates, too_many_dates
from askadesk.rooms.repeating import (
    Choice,
    Every,
    choice_of,
    choices_at,
    described,
    rule_of,
)
from askadesk.rooms.rule_text import Rule, read_rule
from askadesk.rooms.shifting import moved_rule
from db.values import TimeSpan

__all__ = [
    "MOST_DATES",
    "Choice",
    "Every",
    "Occurrence",
    "Recurrence",
    "checked_rule",
    "choice_of",
    "choices_at",
    "described",
    "moved",
    "occurrences",
    "rule_of",
    "split",
]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a series.

    ``wall`` (naive) is the rule's own local start and names the date, also when the clock skips that
    hour; ``span`` is when it really is, in UTC.
    """

    wall: datetime
    span: TimeSpan


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule with its start and exceptions, all naive wall times of ``zone``.

    ``rule`` is RRULE text without "RRULE:"; ``length`` is real length; ``skipped`` are its EXDATEs and
    ``extra`` its RDATEs.
    """

    rule: str
    start: datetime
    length: timedelta
    zone: ZoneInfo
    skipped: frozenset[datetime] = frozenset()
    extra: frozenset[datetime] = frozenset()


def checked_rule(rule: str, start: datetime, zone: ZoneInfo | None = None) -> str:
    """``rule`` as it is stored. Raises InputError (field "repeat") for one that cannot be booked.

    Codes: "unreadable_rule", "too_frequent", "two_ends", "endless_series", "too_many_dates", "too_far",
    "no_dates". An UNTIL in UTC is compared in ``zone``; without one, it is taken as late as anywhere.
    """
    parts = read_rule(rule)
    if not dates_of(parts, start, zone):
        raise no_dates()
    return parts.text


def occurrences(recurrence: Recurrence) -> tuple[Occurrence, ...]:
    """The dates of the series in the order of their wall times, no moment twice.

    A start in the skipped hour moves on by that hour, one in the doubled hour is the first of the two.
    Where that lets two dates begin at one moment, the earlier wall time stays. Raises InputError as
    ``checked_rule`` does, except that a series may have lost all its dates: then there are none.
    """
    own = set(dates_of(read_rule(recurrence.rule), recurrence.start, recurrence.zone))
    dates = sorted((own | recurrence.extra) - recurrence.skipped)
    if len(dates) > MOST_DATES:
        raise too_many_dates()
    begun: dict[datetime, datetime] = {}
    for wall in dates:
        begun.setdefault(wall.replace(tzinfo=recurrence.zone).astimezone(UTC), wall)
    return tuple(
        Occurrence(wall, TimeSpan(start, start + recurrence.length))
        for start, wall in begun.items()
    )


def split(recurrence: Recurrence, at: datetime) -> tuple[Recurrence | None, Recurrence]:
    """Before the date named ``at``, and from it on: together the same dates as the whole.

    The first is None when no date is left before. Raises InputError (code "no_such_date") when the
    series has no date of that name.
    """
    walls = [occurrence.wall for occurrence in occurrences(recurrence)]
    if at not in walls:
        raise InputError(
            _("The series has no such date any more."), field="repeat", code="no_such_date"
        )
    rule = read_rule(recurrence.rule)
    dates = dates_of(rule, recurrence.start, recurrence.zone)
    earlier = tuple(date for date in dates if date < at)
    before = None if walls[0] == at else _before(recurrence, rule, earlier, at)
    return before, _after(recurrence, rule, dates[len(earlier) :], set(walls), at)


def moved(recurrence: Recurrence, start: datetime, length: timedelta) -> Recurrence:
    """The same series from another start on: another hour, weekday or day of the month.

    Where the rule named the old start's own day (or month, hour, …), it names the new one's; its other
    days stay. A last day moves along. A skipped date moves by as much as the start; where the new rule
    has no such date, it is the one of the same place in the series. Extra dates move by as much as the start.
    """
    by = start - recurrence.start
    old = read_rule(recurrence.rule)
    new = moved_rule(old, recurrence.start, start, recurrence.zone)
    was = dates_of(old, recurrence.start, recurrence.zone)
    now = dates_of(new, start, recurrence.zone)
    same_place = dict(zip(was, now, strict=False))
    return replace(
        recurrence,
        rule=new.text,
        start=start,
        length=length,
        skipped=frozenset(
            day + by if day + by in now else same_place.get(day, day + by)
            for day in recurrence.skipped
        ),
        extra=frozenset(day + by for day in recurrence.extra),
    )


def _before(
    recurrence: Recurrence, rule: Rule, dates: tuple[datetime, ...], at: datetime
) -> Recurrence:
    """The part before ``at``, of which ``dates`` are those of the rule."""
    extra = frozenset(day for day in recurrence.extra if day < at)
    skipped = frozenset(day for day in recurrence.skipped if day < at)
    if not dates:
        return _of_extras(replace(recurrence, skipped=skipped, extra=extra))
    shorter = replace(rule, count=len(dates))
    if rule.until is not None:
        whole_day = dates[-1].date() < at.date()
        shorter = replace(rule, until=dates[-1].date() if whole_day else dates[-1])
    return replace(recurrence, rule=shorter.text, skipped=skipped, extra=extra)


def _after(
    recurrence: Recurrence,
    rule: Rule,
    dates: tuple[datetime, ...],
    walls: set[datetime],
    at: datetime,
) -> Recurrence:
    """The part from ``at`` on, of which ``dates`` are those of the rule and ``walls`` those of the whole."""
    extra = frozenset(day for day in recurrence.extra if day >= at)
    skipped = frozenset(day for day in recurrence.skipped if day >= at)
    rest = replace(recurrence, skipped=skipped, extra=extra)
    if not dates:
        return _of_extras(rest)
    shorter = rule if rule.count is None else replace(rule, count=len(dates))
    rest = replace(rest, rule=shorter.text, start=dates[0])
    # What began at the moment of an earlier date was none of the whole's dates, and stays none.
    hidden = {occurrence.wall for occurrence in occurrences(rest)} - walls
    return replace(rest, skipped=skipped | hidden)


def _of_extras(recurrence: Recurrence) -> Recurrence:
    """A series of extra dates alone: the first of them becomes its start."""
    first = min(recurrence.extra - recurrence.skipped)
    return replace(
        recurrence,
        rule=Rule("DAILY", count=1).text,
        start=first,
        extra=recurrence.extra - {first},
    )
