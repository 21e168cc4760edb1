"""What a hub's form may hold, and what other hours touch. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from askadesk.core.errors import InputError
from askadesk.core.i18n import _
from askadesk.hubs.rows import HubFields, NewClosure, Spans, Week
from askadesk.people.rules import checked_name, checked_phone
from askadesk.plans.rules import wall_time
from askadesk.presence.facts import DayException, HubFacts

DAYS = tuple(str(day) for day in range(7))
LONGEST = {"address": 200, "city": 100, "greeting": 80, "meeting_point": 120, "reason": 120}
MOST_PEOPLE, MOST_SECONDS, MOST_MINUTES = 100_000, 3600, 720
AHEAD = 400
"""How many days ahead a closure is looked at."""
LONGEST_CLOSURE = 366
MIDNIGHT = time(0)


def checked_fields(fields: HubFields) -> HubFields:
    """The fields as they are kept. Raises InputError with the ``field`` that cannot be as it is; of the
    hours it is "week.0" (Monday) to "week.6"."""
    name = checked_name(fields.name, "name")
    if not name:
        raise InputError(_("A hub needs a name."), field="name")
    _between(fields.capacity, 1, MOST_PEOPLE, "capacity")
    _between(fields.double_scan_seconds, 0, MOST_SECONDS, "double_scan_seconds")
    _between(fields.expected_lead_minutes, 0, MOST_MINUTES, "expected_lead_minutes")
    return replace(
        fields,
        name=name,
        phone=checked_phone(fields.phone),
        week=checked_week(fields.week),
        address=short(fields.address, "address"),
        city=short(fields.city, "city"),
        greeting=short(fields.greeting, "greeting"),
        meeting_point=short(fields.meeting_point, "meeting_point"),
    )


def _between(value: int, least: int, most: int, field: str) -> None:
    if not least <= value <= most:
        raise InputError(
            _("This number can be from {least} to {most}.").format(least=least, most=most),
            field=field,
        )


def short(text: str, field: str) -> str:
    """One line that is not longer than its place."""
    plain, most = checked_name(text, field), LONGEST[field]
    if len(plain) > most:
        raise InputError(
            _("This is longer than {limit} characters.").format(limit=most),
            field=field,
            todo=_("Shorten it a little."),
        )
    return plain


def checked_week(week: Week) -> Week:
    """Opening hours by weekday, in order and written as ``09:00``."""
    given = dict(week)
    if set(given) - set(DAYS):
        raise InputError(_("There are seven days in a week."), field="week")
    return tuple((day, checked_spans(given.get(day, ()), f"week.{day}")) for day in DAYS)


def checked_spans(spans: Spans, field: str) -> Spans:
    """The spans of one day, one after the other. Midnight ends a day as ``00:00``."""
    read = sorted((wall_time(start, field), wall_time(end, field)) for start, end in spans)
    for start, end in read:
        if end <= start and end != MIDNIGHT:
            raise InputError(
                _("These hours would end before they begin."),
                field=field,
                todo=_("Write them as 09:00 – 13:00; hours after midnight belong to the next day."),
            )
    for (_start, end), (after, _end) in pairwise(read):
        if end == MIDNIGHT or after < end:
            raise InputError(
                _("Two spans of this day overlap."),
                field=field,
                todo=_("Let the second begin after the first has ended."),
            )
    return tuple((f"{start:%H:%M}", f"{end:%H:%M}") for start, end in read)


def checked_closure(closure: NewClosure, today: date) -> NewClosure:
    """A closure as it is kept. Raises InputError with ``field`` "first", "last", "opens" or "reason"."""
    if closure.last < closure.first:
        raise InputError(
            _("This closure would end before it begins."),
            field="last",
            todo=_("Choose a last day that is not before the first."),
        )
    if closure.last < today:
        raise InputError(
            _("These days are over."), field="first", todo=_("Choose today or a later day.")
        )
    if (closure.last - closure.first).days >= LONGEST_CLOSURE or closure.last.year > today.year + 9:
        raise InputError(
            _("This closure is longer than a year, or very far away."),
            field="last",
            todo=_("Check the year of this date."),
        )
    spans: Spans = ((closure.opens, closure.closes),) if closure.opens or closure.closes else ()
    hours = checked_spans(spans, "opens")
    opens, closes = hours[0] if hours else ("", "")
    return replace(closure, reason=short(closure.reason, "reason"), opens=opens, closes=closes)


def exception_of(closure: NewClosure) -> DayException:
    """The closure as the door knows it."""
    if not closure.opens:
        return DayException(closure.first, closure.last, None, None)
    opens, closes = time.fromisoformat(closure.opens), time.fromisoformat(closure.closes)
    return DayException(closure.first, closure.last, opens, closes)


def is_within(hub: HubFacts, starts: datetime, ends: datetime) -> bool:
    """Whether the hub is open from ``starts`` to ``ends`` without a break."""
    day = hub.day(starts)
    for opens, closes in hub.spans(day):
        end = (
            hub.at(day + timedelta(days=1), MIDNIGHT) if closes == MIDNIGHT else hub.at(day, closes)
        )
        if hub.at(day, opens) <= starts and ends <= end:
            return True
    return False


def days_that_close(before: HubFacts, after: HubFacts, days: Iterable[date]) -> list[date]:
    """Days that were open and are not any more."""
    return [day for day in days if before.spans(day) and not after.spans(day)]
