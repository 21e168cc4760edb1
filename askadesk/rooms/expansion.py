"""From a rule to its wall times, lazily and in bounded time, on top of dateutil. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from dateutil import rrule

from askadesk.core.errors import InputError
from askadesk.core.i18n import _
from askadesk.rooms.rule_text import FREQUENCIES, Rule

MOST_DATES = 520
"""A series has an end, and at most this many dates."""
MOST_YEARS = 100
"""How far a series reaches beyond its start."""

# The Gregorian calendar repeats itself after these many years, weekdays and leap days alike.
_CYCLE = 400
_WIDEST_OFFSET = timedelta(hours=14)
_FREQ = dict(
    zip(FREQUENCIES, (rrule.DAILY, rrule.WEEKLY, rrule.MONTHLY, rrule.YEARLY), strict=True)
)


def dates_of(rule: Rule, start: datetime, zone: ZoneInfo | None) -> tuple[datetime, ...]:
    """All wall times of ``rule``, in order. Only those count that the rule makes: ``start`` is one if it fits.

    Without a ``zone`` an UNTIL in UTC is taken as late as anywhere on earth. Raises InputError (field
    "repeat") when there is no end, too many of them, or when they lie beyond ``MOST_YEARS``.
    """
    if rule.count is None and rule.until is None:
        raise _refusal(
            _("A repetition needs an end: a number of times, or a last day."), "endless_series"
        )
    if rule.count is not None and rule.count > MOST_DATES:
        raise too_many_dates()
    found = tuple(islice(walls(rule, start, zone), MOST_DATES + 1))
    if len(found) > MOST_DATES:
        raise too_many_dates()
    if found and not _complete(rule, found, start):
        raise _refusal(
            _("A repetition can reach {years} years ahead at most.").format(years=MOST_YEARS),
            "too_far",
        )
    return found


def walls(rule: Rule, start: datetime, zone: ZoneInfo | None) -> Iterator[datetime]:
    """The wall times of ``rule`` from ``start`` on: to its end if it has one, else ``MOST_YEARS`` long."""
    last = _horizon(start)
    before_end = _before_end(rule, zone)
    begun = (wall for wall in _endless(rule, start) if wall >= start)
    own = takewhile(lambda wall: wall <= last and before_end(wall), begun)
    return islice(own, rule.count)


def _endless(rule: Rule, start: datetime) -> Iterator[datetime]:
    """Without the end of the rule.

    dateutil looks for a date that never comes (30 February) up to the year 9999. The start is
    therefore moved on by whole cycles of the calendar, so that this search is short.
    """
    first = _first_of_week(rule, start) if rule.freq == "WEEKLY" else start
    shift = max(0, 9999 - MOST_YEARS - first.year) // _CYCLE * _CYCLE
    moved = first.replace(year=first.year + shift)
    for wall in rrule.rrule(_FREQ[rule.freq], dtstart=moved, **_arguments(rule, start)):
        yield wall.replace(year=wall.year - shift)


def _first_of_week(rule: Rule, start: datetime) -> datetime:
    """dateutil counts BYSETPOS in the first week from the start on; the standard counts in the whole week."""
    return start - timedelta(days=(start.weekday() - rule.wkst) % 7)


def _arguments(rule: Rule, start: datetime) -> dict[str, object]:
    """What dateutil takes, with what the rule leaves to its start said outright."""
    byday = rule.byday
    if not byday and (rule.freq == "WEEKLY" or rule.byweekno):
        byday = ((0, start.weekday()),)
    days = [rrule.weekday(weekday, nth or None) for nth, weekday in byday]
    arguments: dict[str, object] = {"interval": rule.interval, "wkst": rule.wkst, "cache": False}
    for name in rule.named - {"byday"}:
        arguments[name] = getattr(rule, name)
    return arguments | ({"byweekday": days} if days else {})


def _before_end(rule: Rule, zone: ZoneInfo | None) -> Callable[[datetime], bool]:
    until = rule.until
    if until is None:
        return lambda wall: True
    if not isinstance(until, datetime):
        return lambda wall: wall.date() <= until
    if until.tzinfo is None:
        return lambda wall: wall <= until
    if zone is not None:
        return lambda wall: wall.replace(tzinfo=zone).astimezone(UTC) <= until
    utc = until.replace(tzinfo=None)
    return lambda wall: wall - utc <= _WIDEST_OFFSET


def _horizon(start: datetime) -> datetime:
    """The last moment that a series from ``start`` reaches: the end of that day, ``MOST_YEARS`` on."""
    year = min(start.year + MOST_YEARS, 9999)
    return start.replace(year=year, day=min(start.day, 28), hour=23, minute=59, second=59)


def _complete(rule: Rule, found: tuple[datetime, ...], start: datetime) -> bool:
    """Whether nothing of the rule lies beyond the horizon."""
    if rule.count is not None:
        return len(found) == rule.count
    ends_before = not _before_end(rule, None)(_horizon(start) + timedelta(days=1))
    return ends_before or not _goes_on(rule, found[-1], start)


def _goes_on(rule: Rule, last: datetime, start: datetime) -> bool:
    """Whether the rule has a date before its end and beyond the horizon."""
    before_end = _before_end(rule, None)
    beyond = (wall for wall in _endless(rule, start) if wall > last)
    return next((before_end(wall) for wall in beyond), False)


def _refusal(what: str, code: str) -> InputError:
    return InputError(what, field="repeat", code=code)


def too_many_dates() -> InputError:
    """The refusal of a series with more than ``MOST_DATES``."""
    return _refusal(
        _("A repetition has {most} dates at most.").format(most=MOST_DATES), "too_many_dates"
    )


def no_dates() -> InputError:
    """The refusal of a rule that never comes true."""
    return _refusal(_("There is no date on which this repetition falls."), "no_dates")
