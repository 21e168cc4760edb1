"""What a dialog offers for repeating, from and to the rule's text, and a rule said in words. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from babel.dates import get_day_names

from askadesk.core.i18n import N_, _, day_short, day_whole, hour, language, listed, ngettext
from askadesk.rooms.expansion import dates_of, no_dates
from askadesk.rooms.rule_text import Rule, read_rule


class Every(StrEnum):
    """The rhythms that the dialog knows.

    ``MONTH_DAY`` is the same day of the month (a 31st skips short months), ``MONTH_WEEKDAY`` the third
    Thursday (a fifth Monday skips months without one), ``MONTH_LAST_WEEKDAY`` the last Friday.
    """

    DAY = "day"
    WEEK = "week"
    MONTH_DAY = "month_day"
    MONTH_WEEKDAY = "month_weekday"
    MONTH_LAST_WEEKDAY = "month_last_weekday"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the dialog holds: a rhythm, every how many, and exactly one of ``count`` and ``until``.

    ``weekdays`` (0 is Monday) are for ``WEEK``; none means the start's own.
    """

    every: Every
    interval: int = 1
    weekdays: frozenset[int] = frozenset()
    count: int | None = None
    until: date | None = None


def rule_of(choice: Choice, start: datetime) -> str:
    """The rule's text. It says what was chosen, right or not: ``checked_rule`` judges it."""
    return _RULES[choice.every](choice, start).text


def choice_of(rule: str, start: datetime) -> Choice | None:
    """What the dialog shows for ``rule``; None when it is more than the dialog can show."""
    parts = read_rule(rule)
    until = _last_day(parts.until, start)
    if until is None and parts.until is not None:
        return None
    weekdays = frozenset(weekday for _nth, weekday in parts.byday)
    for every in Every:
        own = weekdays if every is Every.WEEK else frozenset()
        choice = Choice(every, parts.interval, own, parts.count, until)
        if _RULES[every](choice, start) == _outright(replace(parts, until=until), start):
            return choice
    return None


def choices_at(start: datetime) -> tuple[Every, ...]:
    """The rhythms that make sense for that day: "the last Friday" only for a last one."""
    last = (start + timedelta(days=7)).month != start.month
    return tuple(every for every in Every if last or every is not Every.MONTH_LAST_WEEKDAY)


def described(rule: str, start: datetime, zone: ZoneInfo | None = None) -> str:
    """The rule in the reader's language: ``every Thursday, 10 times``. ``rule`` is a checked one."""
    parts = read_rule(rule)
    choice = choice_of(replace(parts, until=None).text, start)
    if choice is None:
        return _counted(parts, start, zone)
    rhythm = _RHYTHMS[choice.every](choice, start)
    if parts.count is not None:
        return ngettext("{rhythm}, {count} time", "{rhythm}, {count} times", parts.count).format(
            rhythm=rhythm, count=parts.count
        )
    if parts.until is None:
        return rhythm
    return _("{rhythm}, until {day}").format(rhythm=rhythm, day=_end(parts.until, start, zone))


def _by_day(choice: Choice, start: datetime) -> Rule:
    return Rule("DAILY", choice.interval, count=choice.count, until=choice.until)


def _by_week(choice: Choice, start: datetime) -> Rule:
    days = tuple((0, weekday) for weekday in sorted(choice.weekdays))
    return replace(_by_day(choice, start), freq="WEEKLY", byday=days)


def _by_month_day(choice: Choice, start: datetime) -> Rule:
    return replace(_by_day(choice, start), freq="MONTHLY", bymonthday=(start.day,))


def _by_month_weekday(choice: Choice, start: datetime) -> Rule:
    place = ((start.day - 1) // 7 + 1, start.weekday())
    return replace(_by_day(choice, start), freq="MONTHLY", byday=(place,))


def _by_last_weekday(choice: Choice, start: datetime) -> Rule:
    return replace(_by_day(choice, start), freq="MONTHLY", byday=((-1, start.weekday()),))


def _by_year(choice: Choice, start: datetime) -> Rule:
    return replace(_by_day(choice, start), freq="YEARLY")


_RULES: dict[Every, Callable[[Choice, datetime], Rule]] = {
    Every.DAY: _by_day,
    Every.WEEK: _by_week,
    Every.MONTH_DAY: _by_month_day,
    Every.MONTH_WEEKDAY: _by_month_weekday,
    Every.MONTH_LAST_WEEKDAY: _by_last_weekday,
    Every.YEAR: _by_year,
}


def _outright(rule: Rule, start: datetime) -> Rule:
    """The same rule as the dialog would write it: the first day of a week counts only between weeks."""
    if rule.interval == 1 or rule.freq != "WEEKLY":
        rule = replace(rule, wkst=0)
    if rule.freq == "MONTHLY" and not rule.named:
        return replace(rule, bymonthday=(start.day,))
    if rule.freq == "YEARLY" and (rule.bymonth, rule.bymonthday) == ((start.month,), (start.day,)):
        return replace(rule, bymonth=(), bymonthday=())
    return rule


def _last_day(until: date | datetime | None, start: datetime) -> date | None:
    """The last day that a date from ``start`` can fall on; None for an end in another zone's time."""
    if not isinstance(until, datetime):
        return until
    if until.tzinfo is not None:
        return None
    return until.date() if until.time() >= start.time() else until.date() - timedelta(days=1)


def _every_day(choice: Choice, start: datetime) -> str:
    if choice.interval == 1:
        return _("every day")
    return _("every {n} days").format(n=choice.interval)


def _every_week(choice: Choice, start: datetime) -> str:
    days = listed([_weekday(day) for day in sorted(choice.weekdays or {start.weekday()})])
    text = ngettext("every {days}", "every {n} weeks on {days}", choice.interval)
    return text.format(n=choice.interval, days=days)


def _every_month_day(choice: Choice, start: datetime) -> str:
    text = ngettext("every month on {day}", "every {n} months on {day}", choice.interval)
    return text.format(n=choice.interval, day=_(_DAYS[start.day - 1]))


def _every_month_weekday(choice: Choice, start: datetime) -> str:
    return _on_place((start.day - 1) // 7, choice, start)


def _every_last_weekday(choice: Choice, start: datetime) -> str:
    return _on_place(-1, choice, start)


def _on_place(place: int, choice: Choice, start: datetime) -> str:
    places = _SUNDAYS if start.weekday() == 6 else _PLACES
    day = _(places[place]).format(weekday=_weekday(start.weekday()))
    text = ngettext("{day} of every month", "{day} every {n} months", choice.interval)
    return text.format(n=choice.interval, day=day)


def _every_year(choice: Choice, start: datetime) -> str:
    text = ngettext("every year on {day}", "every {n} years on {day}", choice.interval)
    return text.format(n=choice.interval, day=day_short(start))


_RHYTHMS: dict[Every, Callable[[Choice, datetime], str]] = {
    Every.DAY: _every_day,
    Every.WEEK: _every_week,
    Every.MONTH_DAY: _every_month_day,
    Every.MONTH_WEEKDAY: _every_month_weekday,
    Every.MONTH_LAST_WEEKDAY: _every_last_weekday,
    Every.YEAR: _every_year,
}

# Sunday has its own: in Italian it alone is feminine.
_PLACES = (
    N_("the first {weekday}"),
    N_("the second {weekday}"),
    N_("the third {weekday}"),
    N_("the fourth {weekday}"),
    N_("the fifth {weekday}"),
    N_("the last {weekday}"),
)
_SUNDAYS = (
    N_("the first Sunday"),
    N_("the second Sunday"),
    N_("the third Sunday"),
    N_("the fourth Sunday"),
    N_("the fifth Sunday"),
    N_("the last Sunday"),
)
_DAYS = (
    N_("the 1st"),
    N_("the 2nd"),
    N_("the 3rd"),
    N_("the 4th"),
    N_("the 5th"),
    N_("the 6th"),
    N_("the 7th"),
    N_("the 8th"),
    N_("the 9th"),
    N_("the 10th"),
    N_("the 11th"),
    N_("the 12th"),
    N_("the 13th"),
    N_("the 14th"),
    N_("the 15th"),
    N_("the 16th"),
    N_("the 17th"),
    N_("the 18th"),
    N_("the 19th"),
    N_("the 20th"),
    N_("the 21st"),
    N_("the 22nd"),
    N_("the 23rd"),
    N_("the 24th"),
    N_("the 25th"),
    N_("the 26th"),
    N_("the 27th"),
    N_("the 28th"),
    N_("the 29th"),
    N_("the 30th"),
    N_("the 31st"),
)


def _weekday(day: int) -> str:
    """The name of a weekday, 0 for Monday."""
    return str(get_day_names(locale=language())[day])


def _end(until: date | datetime, start: datetime, zone: ZoneInfo | None) -> str:
    """The last day, in the zone where one is given; else an end in UTC is said as it stands."""
    if isinstance(until, datetime) and until.tzinfo is not None:
        if zone is None:
            return _("{day}, {hour} UTC").format(day=day_whole(until), hour=hour(until))
        until = until.astimezone(zone).replace(tzinfo=None)
    return day_whole(_last_day(until, start) or until)


def _counted(rule: Rule, start: datetime, zone: ZoneInfo | None) -> str:
    """A rule beyond the dialog: how many dates it has, and from when to when."""
    dates = dates_of(rule, start, zone)
    if not dates:
        raise no_dates()
    if len(dates) == 1:
        return _("once, on {day}").format(day=day_whole(dates[0]))
    return ngettext(
        "{count} date by its own rule, from {first} to {last}",
        "{count} dates by their own rule, from {first} to {last}",
        len(dates),
    ).format(count=len(dates), first=day_whole(dates[0]), last=day_whole(dates[-1]))
