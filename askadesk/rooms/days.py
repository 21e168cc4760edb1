"""What a calendar says of a space on a day: its blocks, when it is closed, how much is free. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

from askadesk.presence.facts import HubFacts, Spans
from askadesk.rooms.public_holidays import holiday_on
from askadesk.rooms.rows import (
    Block,
    ClosedSpan,
    Filter,
    MonthDay,
    RoomNow,
    SpaceDay,
    SpaceRow,
)
from askadesk.rooms.rules import LONGEST_BUFFER, SpaceFacts
from db.values import BookingStatus, Money, SpaceKind, TimeSpan

MIDNIGHT = time(0)
USUAL = (8, 20)
FREE_MINUTES = 60
"""How long a space has to be free on a day to count as free in a month, where the filter does not say."""
COUNTED_APART = (SpaceKind.DESK_ZONE, SpaceKind.DESK, SpaceKind.EQUIPMENT)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A space with all that stands on it in the days that are shown. ``near`` holds for each day the blocks
    that reach into it, or come so close that a buffer may."""

    space: SpaceRow
    facts: SpaceFacts
    blocks: tuple[Block, ...]
    near: Mapping[date, Sequence[Block]]
    price_hour: Money | None = None


def shelf(
    space: SpaceRow, facts: SpaceFacts, blocks: Iterable[Block], price_hour: Money | None = None
) -> Shelf:
    """A space with its blocks, laid out by days."""
    kept = tuple(blocks)
    near: dict[date, list[Block]] = {}
    for one in kept:
        day = (one.set_up_from - LONGEST_BUFFER).date()
        last = (one.cleaned_by + LONGEST_BUFFER).date()
        while day <= last:
            near.setdefault(day, []).append(one)
            day += _A_DAY
    return Shelf(space, facts, kept, near, price_hour)


_A_DAY = timedelta(days=1)


def is_wanted(space: SpaceFacts, wanted: Filter) -> bool:
    """Whether a calendar with this filter shows the space."""
    return (
        (not wanted.kinds or space.kind in wanted.kinds)
        and space.seats >= wanted.seats
        and wanted.features <= space.features
    )


def span_of_day(hub: HubFacts, day: date) -> TimeSpan:
    """From midnight to midnight on the hub's clock."""
    return TimeSpan(hub.at(day, MIDNIGHT), hub.at(day + timedelta(days=1), MIDNIGHT))


def open_spans(hours: HubFacts, day: date) -> list[TimeSpan]:
    """When a space is open on a day."""
    known: list[TimeSpan] | None = hours.known.get(("open", day))
    if known is None:
        known = hours.known["open", day] = _open_spans(hours, day)
    return known


def _open_spans(hours: HubFacts, day: date) -> list[TimeSpan]:
    found = []
    for start, end in hours.spans(day):
        last = day + timedelta(days=1) if end == MIDNIGHT else day
        opens, closes = hours.at(day, start), hours.at(last, end)
        if opens < closes:
            found.append(TimeSpan(opens, closes))
    return found


def on_day(hub: HubFacts, shelf: Shelf, day: date) -> SpaceDay:
    """A space on one day, with what reaches into it from the day before or after."""
    whole = span_of_day(hub, day)
    blocks = tuple(
        one
        for one in shelf.near.get(day, ())
        if one.set_up_from < whole.end and whole.start < one.cleaned_by
    )
    return SpaceDay(shelf.space, blocks, closed_spans(shelf.facts.hours, day), shelf.price_hour)


def closed_spans(hours: HubFacts, day: date) -> tuple[ClosedSpan, ...]:
    """When a space is closed on a day, and why."""
    known: tuple[ClosedSpan, ...] | None = hours.known.get(("closed", day))
    if known is None:
        known = hours.known["closed", day] = _closed_spans(hours, day)
    return known


def _closed_spans(hours: HubFacts, day: date) -> tuple[ClosedSpan, ...]:
    whole, why = span_of_day(hours, day), closure_on(hours, day)
    moments = [whole.start]
    for span in open_spans(hours, day):
        moments += [span.start, span.end]
    moments.append(whole.end)
    pairs = zip(moments[::2], moments[1::2], strict=True)
    return tuple(
        ClosedSpan(hours.local(start), hours.local(end), why) for start, end in pairs if start < end
    )


def part_on(block: Block, day: date) -> tuple[datetime, datetime] | None:
    """What of a booking lies on a day, one that goes over midnight cut there; None where only its set-up or
    its tidying reaches in."""
    first, last = block.starts.date(), block.ends.date()
    if first == day == last:
        return block.starts, block.ends
    start = block.starts if first == day else datetime.combine(day, MIDNIGHT, block.starts.tzinfo)
    end = block.ends
    if last > day:
        end = datetime.combine(day + _A_DAY, MIDNIGHT, block.ends.tzinfo)
    return (start, end) if first <= day <= last and start < end else None


def hours_to_show(hub: HubFacts, days: Iterable[date], rows: Iterable[SpaceDay]) -> tuple[int, int]:
    """From which hour to which a calendar shows: the usual day, and wider where it is open or something is
    booked. What goes over midnight shows to 24 and goes on from 0."""
    opens, closes = USUAL
    shown = frozenset(days)
    for day in shown:
        for start, end in hub.spans(day):
            opens = min(opens, start.hour)
            closes = max(closes, 24 if end == MIDNIGHT else end.hour + bool(end.minute))
    for row in rows:
        for block in row.blocks:
            for first, last in _hours_of(block, shown):
                opens, closes = min(opens, first), max(closes, last)
    return opens, closes


def _hours_of(block: Block, shown: Container[date]) -> Iterator[tuple[int, int]]:
    """The hours that a booking takes on each day that is shown; buffers alone take none."""
    day, last = block.starts.date(), block.ends.date()
    while day <= last:
        part = part_on(block, day) if day in shown else None
        if part is not None:
            start, end = part
            yield start.hour, 24 if end.date() > day else end.hour + bool(end.minute)
        day += _A_DAY


def closure_on(hub: HubFacts, day: date) -> str:
    """Why the hub keeps other hours on a day: what was written down for it, or the public holiday that a
    closed day is. "" where there is no more to say."""
    written = next((one.reason for one in hub.exceptions if one.first <= day <= one.last), "")
    return written if written or hub.spans(day) else holiday_on(day, hub.city, hub.zone)


def is_free_for(shelf: Shelf, span: TimeSpan) -> bool:
    """Whether a space is open and free for all of a span, its buffers kept."""
    around = shelf.facts.around(span)
    taken = _desks_taken(shelf.blocks, around)
    return shelf.space.units - taken >= 1 and any(
        one.start <= span.start and span.end <= one.end
        for one in open_spans(shelf.facts.hours, shelf.facts.hours.day(span.start))
    )


def _desks_taken(blocks: Sequence[Block], span: TimeSpan) -> int:
    """The most desks that are taken at once within a span."""
    met = [one for one in blocks if one.set_up_from < span.end and span.start < one.cleaned_by]
    if not met:
        return 0
    starts = [max(one.set_up_from, span.start) for one in met]
    return max(
        sum(one.desks for one in met if one.set_up_from <= at < one.cleaned_by) for at in starts
    )


def free_spans(shelf: Shelf, day: date) -> list[TimeSpan]:
    """When something of a space is open and free on a day, its buffers kept."""
    return _gaps(shelf.space, shelf.near.get(day, ()), open_spans(shelf.facts.hours, day))


def free_on(row: SpaceDay, day: date, zone: ZoneInfo) -> tuple[TimeSpan, ...]:
    """The same for a day as a calendar shows it; moments on the hub's clock."""
    start = datetime.combine(day, MIDNIGHT, zone).astimezone(UTC)
    opened = []
    for one in row.closed:
        if start < one.starts:
            opened.append(TimeSpan(start, one.starts.astimezone(UTC)))
        start = one.ends.astimezone(UTC)
    end = datetime.combine(day + timedelta(days=1), MIDNIGHT, zone).astimezone(UTC)
    if start < end:
        opened.append(TimeSpan(start, end))
    found = _gaps(row.space, row.blocks, opened)
    return tuple(TimeSpan(one.start.astimezone(zone), one.end.astimezone(zone)) for one in found)


def _gaps(space: SpaceRow, blocks: Sequence[Block], opened: Iterable[TimeSpan]) -> list[TimeSpan]:
    before, after = (timedelta(minutes=one) for one in (space.fields.setup, space.fields.cleanup))
    if space.units == 1:
        return _gaps_between(blocks, opened, before, after)
    found: list[TimeSpan] = []
    for span in opened:
        cuts = {span.start, span.end}
        for one in blocks:
            cuts |= {one.set_up_from - after, one.cleaned_by + before}
        moments = sorted(one for one in cuts if span.start <= one <= span.end)
        for start, end in pairwise(moments):
            if _desks_taken(blocks, TimeSpan(start - before, end + after)) >= space.units:
                continue
            if found and found[-1].end == start:
                found[-1] = TimeSpan(found[-1].start, end)
            else:
                found.append(TimeSpan(start, end))
    return found


def _gaps_between(
    blocks: Sequence[Block], opened: Iterable[TimeSpan], before: timedelta, after: timedelta
) -> list[TimeSpan]:
    """The same where one thing stands beside the other: what is left between two."""
    found: list[TimeSpan] = []
    for span in opened:
        at = span.start
        for one in sorted(blocks, key=_set_up):
            if one.set_up_from - after >= span.end:
                break
            if one.set_up_from - after > at:
                found.append(TimeSpan(at, one.set_up_from - after))
            at = max(at, one.cleaned_by + before)
        if at < span.end:
            found.append(TimeSpan(at, span.end))
    return found


def month_day(hub: HubFacts, shelves: Sequence[Shelf], day: date, wanted: Filter) -> MonthDay:
    """How many spaces are free long enough on a day, and which share of the open hours is booked."""
    counted = [one for one in shelves if one.space.kind not in COUNTED_APART] or list(shelves)
    least = timedelta(minutes=wanted.free_minutes or FREE_MINUTES)
    free = sum(any(gap.length >= least for gap in free_spans(one, day)) for one in counted)
    usual, spans = hub.week.get(day.weekday(), ()), hub.spans(day)
    opens, closes = _other_hours(usual, spans)
    return MonthDay(
        day=day,
        free=free,
        of=len(counted),
        booked=_share_booked(counted, day),
        is_open=bool(spans),
        reason=closure_on(hub, day),
        opens=opens,
        closes=closes,
        shorter=bool(spans) and _minutes(spans) < _minutes(usual),
        bookings=0 if spans else _bookings_on(shelves, day),
    )


def booked_on(blocks: Iterable[Block], day: date) -> list[Block]:
    """The bookings that are on a day, those called off and those of nobody who came left out."""
    return [one for one in blocks if one.status.occupies and part_on(one, day)]


def _bookings_on(shelves: Iterable[Shelf], day: date) -> int:
    """How many: one of several spaces is one."""
    found = (booked_on(shelf.near.get(day, ()), day) for shelf in shelves)
    return len({one.booking for blocks in found for one in blocks})


def _other_hours(usual: Spans, spans: Spans) -> tuple[str, str]:
    """The opening and the closing hour, each where it is not the usual one."""
    if not spans:
        return "", ""
    first, last = spans[0][0], spans[-1][1]
    return (
        f"{first:%H:%M}" if not usual or usual[0][0] != first else "",
        f"{last:%H:%M}" if not usual or usual[-1][1] != last else "",
    )


def _minutes(spans: Spans) -> int:
    """How long the hub is open; midnight ends a day."""
    return sum(
        (end.hour or (24 if end == MIDNIGHT else 0)) * 60
        + end.minute
        - start.hour * 60
        - start.minute
        for start, end in spans
    )


def _share_booked(shelves: Sequence[Shelf], day: date) -> float:
    open_, booked = timedelta(), timedelta()
    for shelf in shelves:
        for span in open_spans(shelf.facts.hours, day):
            open_ += span.length * shelf.space.units
            for one in shelf.near.get(day, ()):
                start, end = max(one.starts, span.start), min(one.ends, span.end)
                if start < end:
                    booked += (end - start) * one.desks
    return min(1.0, booked / open_) if open_ else 0.0


def rooms_now(rows: Iterable[SpaceDay], now: datetime) -> tuple[RoomNow, ...]:
    """Each space now, those that are counted apart left out; a booking of several spaces can only go on
    where it can in all of them."""
    every = [now_and_next(row, now) for row in rows]
    more: dict[UUID, int] = {}
    for one in every:
        if one.current is not None:
            known = more.get(one.current.booking, one.more)
            more[one.current.booking] = min(known, one.more)
    return tuple(
        one if one.current is None else replace(one, more=more[one.current.booking])
        for one in every
        if one.space.kind not in COUNTED_APART
    )


def now_and_next(row: SpaceDay, now: datetime) -> RoomNow:
    """What is on in a space now, its set-up and tidying included, and what comes next today."""
    on = [one for one in row.blocks if one.set_up_from <= now < one.cleaned_by]
    current = next((one for one in on if one.starts <= now < one.ends), None) or next(
        iter(on), None
    )
    ahead = [
        one
        for one in row.blocks
        if one.starts > now and one is not current and one.status is not BookingStatus.NO_SHOW
    ]
    closed = next((one.ends for one in row.closed if one.starts <= now < one.ends), None)
    following = min(ahead, key=_start, default=None)
    more = _can_go_on(row, current) if current is not None else 0
    return RoomNow(row.space, current, following, closed, more)


def _can_go_on(row: SpaceDay, block: Block) -> int:
    """For how many minutes a booking can go on: its clean-up has to be over before the next set-up."""
    others = [one for one in row.blocks if one.booking != block.booking]
    limits = [one.set_up_from - block.cleaned_by for one in others if one.starts >= block.ends]
    limits += [one.starts - block.ends for one in row.closed if one.starts >= block.ends]
    limits += (
        [timedelta(0)] if any(one.starts < block.ends < one.ends for one in row.closed) else []
    )
    least = min(limits, default=timedelta(days=1))
    return max(0, int(least.total_seconds() // 60))


def _start(block: Block) -> datetime:
    return block.starts


def _set_up(block: Block) -> datetime:
    return block.set_up_from
