"""What a command makes of the dates of a series: which there shall be, and from which booking.

Pure: the rule and the bookings go in, wishes come out. Nothing is judged here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, day_whole
from askadesk.core.reach import moment_within_reach
from askadesk.rooms.asking import asked_again
from askadesk.rooms.expansion import dates_of
from askadesk.rooms.recurrence import Recurrence, checked_rule, moved, occurrences, split
from askadesk.rooms.rows import NewBooking, Taking
from askadesk.rooms.rule_text import read_rule
from askadesk.rooms.series_rows import Instead, NewSeries, Reach
from askadesk.rooms.shifting import moved_rule
from askadesk.rooms.standing import Standing
from db.values import BookingStatus

NOT_BEGUN = (BookingStatus.HOLD, BookingStatus.CONFIRMED)
SHARED = (
    "spaces",
    "person",
    "organisation",
    "title",
    "note",
    "private",
    "heads",
    "people",
    "lines",
    "use_credits",
)
"""The fields that the dates of a series share, unless one of them has its own."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A date that there shall be: ``wall`` names it, ``booking`` becomes it (None: it is a new one). One that
    is ``skipped`` is left out, and its booking called off."""

    wall: datetime
    new: NewBooking
    booking: UUID | None = None
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """All dates that a command touches. ``recurrence`` is that of a series to be begun, None where the series
    stays as it is; ``gone`` are the bookings that the new rule has no date for."""

    wanted: tuple[Wanted, ...]
    recurrence: Recurrence | None = None
    gone: tuple[UUID, ...] = ()

    @property
    def kept(self) -> tuple[Wanted, ...]:
        """The dates that there shall be."""
        return tuple(one for one in self.wanted if not one.skipped)

    @property
    def touched(self) -> frozenset[UUID]:
        """The bookings that there are and that change."""
        found = {one.booking for one in self.wanted if one.booking is not None}
        return frozenset(found | set(self.gone))


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """A series as it stands: what its row and its bookings say together. ``dates`` are all its bookings by
    id, those called off too."""

    id: UUID
    recurrence: Recurrence
    dates: Mapping[UUID, Standing]
    now: datetime

    def reached(self, anchor: UUID, reach: Reach) -> dict[UUID, Standing]:
        """The dates that a change of ``anchor`` reaches: itself alone, or those that have not begun."""
        if reach is Reach.ONE:
            return {anchor: self.dates[anchor]}
        if reach is Reach.ALL:
            return self.open
        first = wall_of(self.dates[anchor])
        return {id: one for id, one in self.open.items() if wall_of(one) >= first}

    @property
    def open(self) -> dict[UUID, Standing]:
        """The dates that have not begun."""
        return {
            id: one
            for id, one in self.dates.items()
            if one.state.status in NOT_BEGUN and one.state.starts > self.now
        }

    @property
    def standing(self) -> list[Standing]:
        """The dates that were not called off."""
        return [
            one for one in self.dates.values() if one.state.status is not BookingStatus.CANCELLED
        ]


def wall_of(standing: Standing) -> datetime:
    """The date's name in its series."""
    return datetime.fromisoformat(standing.state.wall or "")


def wall_text(wall: datetime) -> str:
    """``2026-11-19T12:30``: as it is stored."""
    return wall.isoformat(timespec="seconds" if wall.second else "minutes")


def series_facts(
    row: Any, dates: Mapping[UUID, Standing], zone: ZoneInfo, now: datetime
) -> SeriesFacts:
    """A series as it stands.

    Its row says by which rule its dates were made, and never changes; which of them there still are, its
    bookings say. So what is taken back leaves no trace in the rule, and one that goes on as another
    series ends where its own dates end.
    """
    made = Recurrence(
        row.rule,
        datetime.fromisoformat(row.start),
        timedelta(minutes=row.minutes),
        zone,
        frozenset(datetime.fromisoformat(one) for one in row.skipped),
        frozenset(datetime.fromisoformat(one) for one in row.extra),
    )
    found = SeriesFacts(row.id, made, dates, now)
    there = {wall_of(one) for one in found.standing}
    return replace(found, recurrence=_as_it_stands(made, there))


def _as_it_stands(made: Recurrence, there: set[datetime]) -> Recurrence:
    by_rule = set(dates_of(read_rule(made.rule), made.start, made.zone))
    made = replace(made, skipped=made.skipped - there, extra=made.extra | (there - by_rule))
    walls = [one.wall for one in occurrences(made)]
    last = max((wall for wall in walls if wall in there), default=None)
    if last is None:
        return made
    later = [wall for wall in walls if wall > last]
    shorter = split(made, later[0])[0] if later else made
    missing = frozenset(wall for wall in walls if wall < last and wall not in there)
    return replace(shorter or made, skipped=(shorter or made).skipped | missing)


# --- a new series --------------------------------------------------------------------------------


def planned_series(new: NewSeries, zone: ZoneInfo, booking: UUID | None = None) -> Plan:
    """The dates of a new series; ``booking`` becomes the first of them. Raises InputError."""
    first = new.first
    start = first.starts.astimezone(zone).replace(tzinfo=None)
    made = Recurrence(checked_rule(new.rule, start, zone), start, _length(first), zone)
    dates = occurrences(made)
    if booking is not None and dates[0].wall != start:
        raise InputError(
            _("The rule does not fall on the day of this booking."),
            field="repeat",
            code="not_first",
            todo=_("Choose a repetition that begins with it."),
        )
    wanted = [
        Wanted(
            one.wall,
            replace(first, starts=one.span.start, ends=one.span.end),
            booking if place == 0 else None,
        )
        for place, one in enumerate(dates)
    ]
    return _settled(wanted, new.instead, made)


def _length(new: NewBooking) -> timedelta:
    length = new.ends - new.starts
    if length % timedelta(minutes=1) or new.starts.second or new.starts.microsecond:
        raise InputError(_("A booking that repeats begins and ends on a minute."), field="ends")
    return length


def _settled(
    wanted: Sequence[Wanted],
    instead: Iterable[Instead],
    made: Recurrence | None,
    gone: Iterable[UUID] = (),
) -> Plan:
    """The dates with what becomes of some of them instead. Raises InputError."""
    _refuse_overlaps(wanted)
    choices = {one.wall: one for one in instead}
    if unknown := choices.keys() - {one.wall for one in wanted}:
        raise InputError(
            _("The series has no date on {day}.").format(day=day_whole(min(unknown).date())),
            field="repeat",
            code="no_such_date",
        )
    dates = tuple(_instead(one, choices.get(one.wall)) for one in wanted)
    if all(one.skipped for one in dates):
        raise InputError(
            _("No date is left of this series."),
            field="repeat",
            code="no_dates",
            todo=_("Keep at least one of them."),
        )
    if made is not None:
        left_out = frozenset(one.wall for one in dates if one.skipped)
        made = replace(made, skipped=made.skipped | left_out)
    return Plan(dates, made, tuple(gone))


def _instead(wanted: Wanted, choice: Instead | None) -> Wanted:
    if choice is None:
        return wanted
    if choice.skip:
        return replace(wanted, skipped=True)
    new = wanted.new
    if choice.space is not None and choice.space != new.spaces[0].space:
        new = replace(new, spaces=(Taking(choice.space, new.spaces[0].desks), *new.spaces[1:]))
    if choice.starts is not None:
        moment_within_reach(choice.starts, "starts")
        new = replace(new, starts=choice.starts, ends=choice.starts + (new.ends - new.starts))
    return replace(wanted, new=new)


def _refuse_overlaps(wanted: Sequence[Wanted]) -> None:
    spans = sorted((one.new.starts, one.new.ends) for one in wanted)
    if any(end > following for (_start, end), (following, _end) in pairwise(spans)):
        raise InputError(
            _("Each of these dates would run into the next."),
            field="repeat",
            code="dates_overlap",
            todo=_("Choose a shorter booking, or repeat it less often."),
        )


# --- a change of one that stands -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """A change as it is asked for: of ``anchor``, as ``new`` would have it, and how far it goes. ``new``
    has the buffers that it means."""

    anchor: UUID
    new: NewBooking
    reach: Reach
    rule: str | None = None
    instead: tuple[Instead, ...] = ()


def planned_change(series: SeriesFacts, asked: Asked) -> Plan:
    """What a change makes of the dates that it reaches.

    - A field goes to every date that has what most dates have; one with its own (another room, another
      title) keeps that, but for the anchor itself.
    - A time goes to every date, by the wall clock: as much earlier or later as the anchor, on other
      weekdays too, all of the same length. Dates that were moved before follow the series again.
      While the time stays, they keep their own.
    - A new rule begins with the first date that is reached. Dates that it has stay the bookings that they are,
      those that it has not are called off, those that come new are booked. What was left out stays left out.
    - What has begun, is over or was called off stays as it is.
    - Where time or rule change, or only a part is reached, the dates go on as a series of their own.
    """
    reached = series.reached(asked.anchor, asked.reach)
    anchor = series.dates[asked.anchor]
    if asked.reach is Reach.ONE:
        only = Wanted(wall_of(anchor), asked.new, asked.anchor)
        return _settled([only], asked.instead, None)
    fields = _fields(series, asked)
    timed = (asked.new.starts, asked.new.ends) != (anchor.state.starts, anchor.state.ends)
    old = {wall_of(one): id for id, one in sorted(reached.items(), key=_by_wall)}
    rule = None if asked.rule == series.recurrence.rule else asked.rule
    if rule is None and not timed and len(reached) == len(series.open):
        same = [Wanted(wall, fields[id], id) for wall, id in old.items()]
        return _settled(same, asked.instead, None)
    rest = split(series.recurrence, min(old))[1]
    length = _length(asked.new) if timed else rest.length
    target = _local(asked.new.starts, rest.zone) if timed else wall_of(anchor)
    shift = Shift(wall_of(anchor), target, length)
    if rule is None:
        return _moved_on(rest, shift, (old, fields), asked, timed=timed)
    start = min(old) + shift.by
    made = Recurrence(checked_rule(rule, start, rest.zone), start, length, rest.zone)
    made = replace(made, skipped=_left_out(series, made, shift.by, min(old)))
    return _regrown(made, shift.by, (old, fields), asked, timed=timed)


@dataclass(frozen=True, slots=True)
class Shift:
    """By how much a series moves: one of its dates, on the wall clock, from where to where; its length."""

    anchor: datetime
    target: datetime
    length: timedelta

    @property
    def by(self) -> timedelta:
        return self.target - self.anchor

    @property
    def clock(self) -> timedelta:
        """By how much the hour moves, the day apart."""
        return self.by - (self.target.date() - self.anchor.date())


Known = tuple[Mapping[datetime, UUID], Mapping[UUID, NewBooking]]
"""The bookings by their dates so far, and what each shall hold."""


def _by_wall(item: tuple[UUID, Standing]) -> datetime:
    return wall_of(item[1])


def _moved_on(rest: Recurrence, shift: Shift, known: Known, asked: Asked, *, timed: bool) -> Plan:
    """The same dates as another series, at other times where it is ``timed``. None is lost: one that the moved
    rule has no place for is an extra date of it."""
    old, fields = known
    made, places = _moved(rest, shift) if timed else (rest, {})
    wanted = []
    for wall, id in old.items():
        place, new = places.get(wall, wall + shift.by), fields[id]
        if timed:
            start = place.replace(tzinfo=rest.zone).astimezone(UTC)
            new = replace(new, starts=start, ends=start + shift.length)
        wanted.append(Wanted(place, new, id))
    walls = {one.wall for one in wanted}
    by_rule = set(dates_of(read_rule(made.rule), made.start, made.zone))
    made = replace(made, skipped=frozenset(by_rule - walls), extra=frozenset(walls - by_rule))
    return _settled(wanted, asked.instead, made)


def _moved(rest: Recurrence, shift: Shift) -> tuple[Recurrence, dict[datetime, datetime]]:
    """The series moved, and which of its dates becomes which: the first the first, and so on. Where the
    anchor is not the first date and would not come out where it was put, those before it move by as much
    as it does; of a rule with several weekdays the others only by the clock."""
    made = moved(rest, rest.start + shift.by, shift.length)
    places = _same_places(rest, made)
    rule = read_rule(rest.rule)
    if rest.start == shift.anchor or (
        len(rule.byday) < 2 and places.get(shift.anchor, shift.target) == shift.target
    ):
        return made, places
    several, weekday = len(rule.byday) > 1, shift.anchor.weekday()
    dates = dates_of(rule, rest.start, rest.zone)
    places = {
        wall: wall + (shift.by if not several or wall.weekday() == weekday else shift.clock)
        for wall in dates
    }
    if shift.anchor in dates:
        after = split(replace(rest, skipped=frozenset()), shift.anchor)[1]
        places |= _same_places(after, moved(after, shift.target, shift.length))
    text = moved_rule(rule, shift.anchor, shift.target, rest.zone).text
    made = replace(made, rule=text, start=min(places.values()))
    return made, places


def _same_places(was: Recurrence, now: Recurrence) -> dict[datetime, datetime]:
    """The first date the first, and so on, those left out too."""
    old = dates_of(read_rule(was.rule), was.start, was.zone)
    return dict(zip(old, dates_of(read_rule(now.rule), now.start, now.zone), strict=False))


def _regrown(made: Recurrence, by: timedelta, known: Known, asked: Asked, *, timed: bool) -> Plan:
    """The dates of a new rule: the old ones that it has, and new ones."""
    old, fields = known
    wanted = []
    for one in occurrences(made):
        booking = old.get(one.wall - by)
        new = asked.new if booking is None else fields[booking]
        if booking is None or timed:
            new = replace(new, starts=one.span.start, ends=one.span.end)
        wanted.append(Wanted(one.wall, new, booking))
    there = {one.booking for one in wanted}
    gone = [id for id in old.values() if id not in there]
    return _settled(wanted, asked.instead, made, gone)


def _left_out(
    series: SeriesFacts, made: Recurrence, by: timedelta, first: datetime
) -> frozenset[datetime]:
    """The dates of a new rule that the old one had, and that were left out or called off."""
    walls = {one.wall for one in occurrences(made)}
    called_off = {
        wall_of(one) for one in series.dates.values() if one.state.status is BookingStatus.CANCELLED
    }
    missing = {wall for wall in series.recurrence.skipped | called_off if wall >= first}
    return frozenset(wall + by for wall in missing if wall + by in walls)


def _fields(series: SeriesFacts, asked: Asked) -> dict[UUID, NewBooking]:
    """Every date with the fields that it shall have, at the time that it has."""
    known = {id: asked_again(one.state) for id, one in series.dates.items()}
    before = known[asked.anchor]
    changed = [name for name in SHARED if _of(asked.new, name) != _of(before, name)]
    standing = [asked_again(one.state) for one in series.standing]
    usual = {name: _usual(standing, name) for name in changed}
    made = {}
    for id, one in known.items():
        mine = [name for name in changed if id == asked.anchor or _of(one, name) == usual[name]]
        values: dict[str, Any] = {name: getattr(asked.new, name) for name in mine}
        reason, until = asked.new.reason, asked.new.hold_until
        made[id] = replace(one, **values, reason=reason, hold_until=until)
    return made


def _of(new: NewBooking, name: str) -> Any:
    """A field to be compared: the order of spaces and people says nothing."""
    value = getattr(new, name)
    return frozenset(value) if name in ("spaces", "people") else value


def _usual(dates: Sequence[NewBooking], name: str) -> Any:
    counted = Counter(_of(one, name) for one in dates)
    return counted.most_common(1)[0][0] if counted else None


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)
