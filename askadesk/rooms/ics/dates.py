"""When the events of a calendar happen: their repetitions written out, in bounded time. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, pairwise
from typing import Any, cast

from askadesk.core.errors import InputError
from askadesk.core.i18n import _
from askadesk.rooms.expansion import MOST_DATES, walls
from askadesk.rooms.ics.rows import IcsEvent, Trouble
from askadesk.rooms.rule_text import Rule, read_rule
from askadesk.rooms.rules import LONGEST_DAYS

MOST_STEPS = 400_000
"""As many dates of the past and of what is to come as all rules of a file are followed through."""
_DAYS_A_STEP = {"DAILY": 2, "WEEKLY": 14, "MONTHLY": 30, "YEARLY": 91}
"""How many days without a date take as long as a date."""
_BARREN, _WAY_ON = 80_000, 2_000
"""What a rule that never comes true costs, and the way beyond the last date of one that seldom does."""
_LONGEST = timedelta(days=LONGEST_DAYS)


@dataclass(frozen=True, slots=True)
class IcsDate:
    """One date. ``place`` (UTC) is where its series has it, and names it; ``event`` is what is there."""

    place: datetime
    starts: datetime
    ends: datetime
    event: IcsEvent


@dataclass(frozen=True, slots=True)
class Group:
    """The events of one UID: the one that repeats (or is alone), and those that stand for dates of it."""

    uid: str
    main: IcsEvent | None
    instead: tuple[IcsEvent, ...] = ()

    @property
    def first(self) -> IcsEvent:
        return self.main or self.instead[0]


@dataclass(frozen=True, slots=True)
class Window:
    """What is looked at: what ends after ``now``; of a repetition without end what begins by ``horizon``."""

    now: datetime
    horizon: datetime


@dataclass(slots=True)
class Steps:
    """How many steps are left to follow rules: one for each date, and more for a long way between two."""

    left: int = MOST_STEPS

    def dates(self, rule: Rule, event: IcsEvent) -> Iterator[datetime]:
        """The dates of the event's rule. Raises InputError when the file asks for more than any calendar
        needs."""
        if rule.until is not None and _day(rule.until) < event.start.date():
            return
        last, cost = event.start, _DAYS_A_STEP[rule.freq]
        barren = True
        for wall in walls(rule, event.start, cast(Any, event.zone)):
            self._spend(1 + (wall - last).days // cost)
            last, barren = wall, False
            yield wall
        if barren:
            self._spend(_BARREN)
        elif rule.freq == "DAILY" and rule.named & {"bymonth", "bymonthday", "bysetpos"}:
            self._spend(_WAY_ON)

    def _spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise InputError(
                _("The repetitions of this calendar are too many to be followed."),
                code="too_many_dates",
                kept=_("Nothing was brought in."),
                todo=_("Export a shorter time, or one calendar at once."),
            )


def _day(until: date | datetime) -> date:
    return until.date() if isinstance(until, datetime) else until


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a group that are to come; how many are over; whether its rule goes on beyond the horizon."""

    found: tuple[IcsDate, ...] = ()
    over: int = 0
    cut: bool = False
    trouble: Trouble | None = None


@dataclass(slots=True)
class _Made:
    found: dict[datetime, IcsDate] = field(default_factory=dict)
    over: int = 0
    cut: bool = False


def grouped(events: Iterable[IcsEvent]) -> list[Group]:
    """Events by their UID, in the order of the file. Of several versions of one the latest counts."""
    main: dict[str, IcsEvent] = {}
    instead: dict[str, dict[datetime, IcsEvent]] = {}
    order: dict[str, None] = {}
    for one in events:
        order.setdefault(one.uid)
        if one.replaces is not None:
            known = instead.setdefault(one.uid, {})
            earlier = known.get(one.replaces)
            if earlier is None or one.sequence >= earlier.sequence:
                known[one.replaces] = one
        elif one.uid not in main or one.sequence >= main[one.uid].sequence:
            main[one.uid] = one
    return [Group(uid, main.get(uid), tuple(instead.get(uid, {}).values())) for uid in order]


def dates_of(group: Group, window: Window, steps: Steps) -> Dates:
    """The dates of a group that are not over. Raises InputError when there is no end of them."""
    bad = next((one for one in (group.main, *group.instead) if one and one.trouble), None)
    if bad is not None:
        return Dates(trouble=bad.trouble)
    made = _Made()
    try:
        if group.main is not None and not group.main.cancelled:
            _main_dates(group.main, window, steps, made)
        for one in group.instead:
            made.found.pop(cast(datetime, one.replaces), None)
            if not one.cancelled and not one.free:
                _keep(_date(one, _utc(one, one.start), one.replaces), window, made)
    except OverflowError:
        return Dates(trouble=Trouble("out_of_reach", (("year", group.first.start.year),)))
    found = tuple(sorted(made.found.values(), key=lambda one: (one.starts, one.place)))
    return Dates(found, made.over, made.cut, _troubled(found))


def _main_dates(event: IcsEvent, window: Window, steps: Steps, made: _Made) -> None:
    begun = _utc(event, event.start)
    # Its own start is a date of it, whatever the rule says: so calendars show it.
    places: Iterable[datetime] = (begun,)
    endless = False
    if event.rule:
        rule = read_rule(event.rule)
        endless = rule.count is None and rule.until is None
        to_come = _to_come(steps.dates(rule, event), event, window, made)
        places = chain(places, (_utc(event, wall) for wall in to_come))
    lengths = {one.start: one.length for one in event.extra}
    for place in chain(lengths, places):
        if endless and place > window.horizon and place not in lengths:
            made.cut = True
            break
        if not _is_skipped(event, place):
            _keep(_date(event, place, length=lengths.get(place)), window, made)
        if len(made.found) > MOST_DATES:
            break


def _to_come(
    followed: Iterable[datetime], event: IcsEvent, window: Window, made: _Made
) -> Iterator[datetime]:
    """Without those that are long over: years of them are passed by quickly."""
    now = window.now.astimezone(event.zone).replace(tzinfo=None)
    over = now - event.length - timedelta(days=event.days + 2)
    for wall in followed:
        if wall < over:
            made.over += 1
        else:
            yield wall


def _is_skipped(event: IcsEvent, place: datetime) -> bool:
    if place in event.skipped:
        return True
    days = event.skipped_days
    return bool(days) and place.astimezone(event.zone).date().isoformat() in days


def _keep(one: IcsDate, window: Window, made: _Made) -> None:
    if one.ends <= window.now:
        made.over += 1
    else:
        made.found[one.place] = one


def _date(
    event: IcsEvent,
    starts: datetime,
    place: datetime | None = None,
    length: timedelta | None = None,
) -> IcsDate:
    ends = starts + (length or event.length)
    if event.days and length is None:
        local = starts.astimezone(event.zone)
        last = datetime.combine(local.date() + timedelta(days=event.days), time(), event.zone)
        ends = last.astimezone(UTC)
    return IcsDate(place or starts, starts, ends, event)


def _utc(event: IcsEvent, wall: datetime) -> datetime:
    return wall.replace(tzinfo=event.zone).astimezone(UTC)


def _troubled(found: tuple[IcsDate, ...]) -> Trouble | None:
    if len(found) > MOST_DATES:
        return Trouble("too_many_dates")
    if any(one.ends - one.starts > _LONGEST for one in found):
        return Trouble("too_long", (("days", LONGEST_DAYS),))
    if any(second.starts < first.ends for first, second in pairwise(found)):
        return Trouble("overlaps_itself")
    return None
