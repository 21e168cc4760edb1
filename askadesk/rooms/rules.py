"""What a booking may be: the rules of its spaces, who is in the way, what is free instead, which desk is dealt.

Pure: no session, no clock. Only double booking is beyond an operator's reason; that the database refuses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from askadesk.hubs.rules import is_within
from askadesk.presence.facts import HubFacts
from askadesk.rooms.rows import Breach, Taking
from db.values import Role, SpaceKind, TimeSpan

LONGEST_DAYS = 31
"""No booking is longer than this; a longer use of a space is a closure."""
LONGEST_BUFFER = timedelta(hours=10)
"""No set-up and no clean-up takes longer."""
MOST_SPACES, MOST_HEADS, MOST_PEOPLE = 12, 1000, 200


@dataclass(frozen=True, slots=True)
class SpaceFacts:
    """What the rules look at of a space. ``hours`` are the hub's facts with this space's own hours and closures
    in them."""

    id: UUID
    name: str
    kind: SpaceKind
    seats: int
    features: frozenset[str]
    units: tuple[int, ...]
    is_zone: bool
    hours: HubFacts
    setup: int = 0
    cleanup: int = 0
    step: int = 15
    least: int = 15
    most: int | None = None
    notice_minutes: int = 0
    ahead_days: int | None = None
    grace: int = 15
    plans: frozenset[UUID] | None = None
    role: Role = Role.RECEPTIONIST

    def around(self, span: TimeSpan) -> TimeSpan:
        """``span`` with this space's buffers."""
        return TimeSpan(
            span.start - timedelta(minutes=self.setup), span.end + timedelta(minutes=self.cleanup)
        )


def as_asked(space: SpaceFacts, taking: Taking) -> SpaceFacts:
    """The space with the buffers that a booking asks for it, its own where it asks for none."""
    if taking.setup is None and taking.cleanup is None:
        return space
    setup = space.setup if taking.setup is None else taking.setup
    cleanup = space.cleanup if taking.cleanup is None else taking.cleanup
    return replace(space, setup=setup, cleanup=cleanup)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a space: when, for how many, by whom. ``plans`` are the products the holder has."""

    span: TimeSpan
    now: datetime
    heads: int = 1
    plans: frozenset[UUID] = frozenset()
    role: Role = Role.RECEPTIONIST


def is_for(space: SpaceFacts, role: Role) -> bool:
    """Whether somebody of this role may book the space."""
    return space.role is not Role.MANAGER or role is Role.MANAGER


def breaches(space: SpaceFacts, wish: Wish) -> tuple[Breach, ...]:
    """Every rule of the space that the wish would break, the gravest first."""
    found = [
        *_who(space, wish),
        *_when(space, wish),
        *_lengths(space, wish),
    ]
    if wish.heads > space.seats and not space.is_zone:
        found.append(_breach("seats", space, seats=space.seats))
    return tuple(found)


def _breach(code: str, space: SpaceFacts, **params: str | int) -> Breach:
    return Breach(code, space.id, (("space", space.name), *params.items()))


def _who(space: SpaceFacts, wish: Wish) -> Iterable[Breach]:
    if not is_for(space, wish.role):
        yield _breach("role", space)
    if space.plans is not None and not space.plans & wish.plans:
        yield _breach("plan", space)


def _when(space: SpaceFacts, wish: Wish) -> Iterable[Breach]:
    span, now = wish.span, wish.now
    if span.end <= now:
        yield _breach("past", space)
    elif not is_within(space.hours, span.start, span.end):
        yield _breach("closed", space, hours=hours_said(space.hours, span.start))
    if now <= span.start < now + timedelta(minutes=space.notice_minutes):
        yield _breach("notice", space, minutes=space.notice_minutes)
    if space.ahead_days is not None and span.start > now + timedelta(days=space.ahead_days):
        yield _breach("ahead", space, days=space.ahead_days)


def _lengths(space: SpaceFacts, wish: Wish) -> Iterable[Breach]:
    minutes = int(wish.span.length.total_seconds() // 60)
    if minutes < space.least:
        yield _breach("short", space, minutes=space.least)
    if space.most is not None and minutes > space.most:
        yield _breach("long", space, minutes=space.most)
    start = space.hours.local(wish.span.start)
    off = (start.hour * 60 + start.minute) % space.step or start.second or minutes % space.step
    if off:
        yield _breach("step", space, minutes=space.step)


def hours_said(hours: HubFacts, moment: datetime) -> str:
    """``09:00–13:00, 14:00–20:00``: when it is open on the day of ``moment``; "" when it is not."""
    spans = hours.spans(hours.day(moment))
    return ", ".join(f"{start:%H:%M}–{end:%H:%M}" for start, end in spans)


# --- who is in the way ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """A row of what is taken: a unit, from when to when, by which booking, for which space."""

    unit: int
    starts: datetime
    ends: datetime
    booking: UUID
    space: UUID

    @property
    def span(self) -> TimeSpan:
        return TimeSpan(self.starts, self.ends)


def in_the_way(units: Iterable[int], span: TimeSpan, rows: Iterable[Row]) -> list[Row]:
    """The rows that overlap ``span`` on one of ``units``, earliest first."""
    wanted = set(units)
    start, end = span.start, span.end
    found = [row for row in rows if row.unit in wanted and row.starts < end and start < row.ends]
    return sorted(found, key=lambda row: (row.starts, row.unit))


def free_units(units: Sequence[int], span: TimeSpan, rows: Iterable[Row]) -> list[int]:
    """The units that are free throughout ``span``."""
    busy = {row.unit for row in in_the_way(units, span, rows)}
    return [unit for unit in units if unit not in busy]


def most_at_once(span: TimeSpan, rows: Sequence[Row]) -> int:
    """How many of ``rows`` there are at the fullest moment of ``span``."""
    moments = {span.start, *(row.starts for row in rows if row.starts in span)}
    return max(sum(moment in row.span for row in rows) for moment in moments)


def is_free(space: SpaceFacts, span: TimeSpan, rows: Sequence[Row], desks: int = 1) -> bool:
    """Whether a space can be had for all of ``span``, its buffers kept."""
    around_it = space.around(span)
    in_way = in_the_way(space.units, around_it, rows)
    if not space.is_zone:
        return not in_way
    # Desks are dealt anew where no single one is free throughout: what counts is how many sit at once.
    return most_at_once(around_it, in_way) + needed(space, desks) <= len(space.units)


@dataclass(slots=True)
class Dealt:
    """Which units a booking gets in a zone, and which rows had to be dealt anew for it."""

    units: list[int]
    moved: dict[tuple[int, datetime], Row] = field(default_factory=dict)
    """Old (unit, start) → the row as it is written now."""


def deal(
    units: Sequence[int],
    desks: int,
    span: TimeSpan,
    rows: Sequence[Row],
    sitting: frozenset[UUID] = frozenset(),
) -> Dealt | None:
    """Deal ``desks`` units of a zone for ``span``; None when so many are not free at some moment.

    Where no units are free throughout, desks of others are dealt anew; who is ``sitting`` (bookings in
    use) keeps the desk. A booking keeps its units for all of its time.
    """
    free = free_units(units, span, rows)
    if len(free) >= desks:
        return Dealt(free[:desks])
    placed = [row for row in rows if row.booking in sitting]
    jobs: dict[tuple[UUID, datetime, datetime], list[Row]] = {}
    for row in rows:
        if row.booking not in sitting:
            jobs.setdefault((row.booking, row.starts, row.ends), []).append(row)
    waiting = [(TimeSpan(start, end), held) for (_id, start, end), held in jobs.items()]
    waiting.append((span, []))
    return _dealt_anew(units, desks, waiting, placed)


def _dealt_anew(
    units: Sequence[int],
    desks: int,
    waiting: list[tuple[TimeSpan, list[Row]]],
    placed: list[Row],
) -> Dealt | None:
    """By start, the first units that are free: for intervals alone that finds a deal if there is one."""
    dealt = Dealt([])
    for span, held in sorted(waiting, key=lambda one: (one[0].start, one[0].end)):
        wanted = len(held) or desks
        free = free_units(units, span, placed)
        if len(free) < wanted:
            return None
        kept = [row.unit for row in held if row.unit in free]
        chosen = (kept + [unit for unit in free if unit not in kept])[:wanted]
        owner = held[0] if held else None
        for row, unit in zip(held, chosen, strict=False):
            now = Row(unit, row.starts, row.ends, row.booking, row.space)
            if unit != row.unit:
                dealt.moved[(row.unit, row.starts)] = now
            placed.append(now)
        if owner is None:
            dealt.units = chosen
            placed += [Row(unit, span.start, span.end, _NOBODY, _NOBODY) for unit in chosen]
    return dealt


_NOBODY = UUID(int=0)


# --- what is free instead ------------------------------------------------------------------------


def gaps(space: SpaceFacts, day: date, rows: Sequence[Row], desks: int = 1) -> list[TimeSpan]:
    """When the space is open and free on ``day``, its buffers kept; of a zone, for so many desks."""
    found: list[TimeSpan] = []
    for start, end in space.hours.spans(day):
        opens = space.hours.at(day, start)
        last = day + timedelta(days=1) if f"{end:%H:%M}" == "00:00" else day
        closes = space.hours.at(last, end)
        found += _gaps_within(space, TimeSpan(opens, closes), rows, desks)
    return found


def _gaps_within(
    space: SpaceFacts, open_: TimeSpan, rows: Sequence[Row], desks: int
) -> list[TimeSpan]:
    before, after = timedelta(minutes=space.setup), timedelta(minutes=space.cleanup)
    mine = [row for row in rows if row.unit in set(space.units)]
    cuts = {open_.start, open_.end}
    for row in mine:
        cuts |= {row.starts - after, row.ends + before}
    moments = sorted(one for one in cuts if open_.start <= one <= open_.end)
    found: list[TimeSpan] = []
    for start, end in pairwise(moments):
        around = TimeSpan(start - before, end + after)
        if len(free_units(space.units, around, mine)) < needed(space, desks):
            continue
        if found and found[-1].end == start:
            found[-1] = TimeSpan(found[-1].start, end)
        else:
            found.append(TimeSpan(start, end))
    return found


def needed(space: SpaceFacts, desks: int) -> int:
    """How many of its units a booking of the space takes."""
    return min(desks, len(space.units)) if space.is_zone else len(space.units)


def nearest(
    space: SpaceFacts, found: Iterable[TimeSpan], wanted: TimeSpan, now: datetime
) -> list[TimeSpan]:
    """Spans as long as ``wanted`` inside the gaps, on the step of the space and with its notice kept, one for
    each gap, the nearest first."""
    length, made = wanted.length, []
    soonest = now + timedelta(minutes=space.notice_minutes)
    for gap in found:
        first, last = max(gap.start, soonest), gap.end - length
        near = min(max(wanted.start, first), last)
        starts = [one for one in _steps_around(space, near) if first <= one <= last]
        if starts:
            start = min(starts, key=lambda one: abs(one - wanted.start))
            made.append(TimeSpan(start, start + length))
    return sorted(made, key=lambda one: abs(one.start - wanted.start))


def _steps_around(space: SpaceFacts, moment: datetime) -> tuple[datetime, ...]:
    """``moment`` where it is on the step, else the last before it and the first after it. As the rule has it,
    steps count from midnight on the wall clock: of 45 or of 120 minutes not every hour begins one."""
    local = space.hours.local(moment)
    plain = moment.replace(second=0, microsecond=0)
    before = plain - timedelta(minutes=(local.hour * 60 + local.minute) % space.step)
    return (moment,) if before == moment else (before, before + timedelta(minutes=space.step))


def likeness(space: SpaceFacts, other: SpaceFacts, heads: int) -> tuple[Any, ...] | None:
    """How well ``other`` can stand in for ``space``: the least first; None when it cannot."""
    if other.id == space.id or other.seats < heads or set(other.units) & set(space.units):
        return None
    if (other.kind is SpaceKind.EQUIPMENT) != (space.kind is SpaceKind.EQUIPMENT):
        return None
    missing = len(space.features - other.features)
    return (other.kind is not space.kind, missing, abs(other.seats - max(space.seats, heads)))


def similar(
    space: SpaceFacts, others: Iterable[SpaceFacts], heads: int, most: int = 6
) -> list[SpaceFacts]:
    """The spaces most like ``space`` that hold so many."""
    known: Mapping[UUID, SpaceFacts] = {one.id: one for one in others}
    ranked = [(likeness(space, one, heads), one.name, one.id) for one in known.values()]
    best = sorted((rank, name, id) for rank, name, id in ranked if rank is not None)
    return [known[id] for _rank, _name, id in best[:most]]
