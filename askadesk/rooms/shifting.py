"""A rule that follows its start to another day or hour. Pure."""

from __future__ import annotations

from calendar import isleap, monthrange
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from askadesk.rooms.rule_text import Rule


def moved_rule(rule: Rule, old: datetime, new: datetime, zone: ZoneInfo) -> Rule:
    """``rule`` with the ``new`` start's day wherever it named the ``old`` one's; its end moves along."""
    return replace(
        rule,
        bymonth=_followed(rule.bymonth, {old.month: new.month}),
        byweekno=_followed(rule.byweekno, {old.isocalendar().week: new.isocalendar().week}),
        byyearday=_followed(rule.byyearday, _from_both_ends(_of_year(old), _of_year(new))),
        bymonthday=_followed(rule.bymonthday, _from_both_ends(_of_month(old), _of_month(new))),
        byday=_moved_days(rule, old, new),
        byhour=_followed(rule.byhour, {old.hour: new.hour}),
        byminute=_followed(rule.byminute, {old.minute: new.minute}),
        bysecond=_followed(rule.bysecond, {old.second: new.second}),
        until=_moved_end(rule.until, old, new, zone),
    )


def _followed(values: tuple[int, ...], follows: dict[int, int]) -> tuple[int, ...]:
    return tuple(sorted({follows.get(value, value) for value in values}))


def _of_month(day: datetime) -> tuple[int, int]:
    """Which day of its month, and how many that has."""
    return day.day, monthrange(day.year, day.month)[1]


def _of_year(day: datetime) -> tuple[int, int]:
    """Which day of its year, and how many that has."""
    return day.timetuple().tm_yday, 366 if isleap(day.year) else 365


def _from_both_ends(old: tuple[int, int], new: tuple[int, int]) -> dict[int, int]:
    """Old place → new place, counted from the beginning (1, 2, …) and from the end (-1, -2, …)."""
    (was, of), (now, out_of) = old, new
    return {was: now, was - of - 1: now - out_of - 1}


def _moved_days(rule: Rule, old: datetime, new: datetime) -> tuple[tuple[int, int], ...]:
    """BYDAY: every weekday of the old start's name, or that with its very number."""
    within = _of_year if rule.freq == "YEARLY" and not rule.bymonth else _of_month
    was, now = _places(*within(old)), _places(*within(new))
    follows = {
        (old_nth, old.weekday()): (new_nth, new.weekday())
        for old_nth, new_nth in zip(was, now, strict=True)
    }
    days = {follows.get(day, day) for day in rule.byday}
    # "The last Friday" moved to a Thursday that is not the last of its month is that Thursday's number.
    if (-1, old.weekday()) in rule.byday and now[2] != -1 and was[2] == -1:
        days = days - {(now[2], new.weekday())} | {(now[1], new.weekday())}
    return tuple(sorted(days))


def _places(day: int, of: int) -> tuple[int, int, int]:
    """How BYDAY may number a day: not at all, from the beginning, from the end."""
    return 0, (day - 1) // 7 + 1, -((of - day) // 7 + 1)


def _moved_end(
    until: date | datetime | None, old: datetime, new: datetime, zone: ZoneInfo
) -> date | datetime | None:
    if until is None:
        return None
    if not isinstance(until, datetime):
        return until + (new.date() - old.date())
    wall = until if until.tzinfo is None else until.astimezone(zone).replace(tzinfo=None)
    return wall + (new - old)
