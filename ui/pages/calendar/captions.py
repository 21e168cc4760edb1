"""What the cells of week and month say: words, a shorter form for narrow cells, and their tone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from askadesk.core.i18n import _, hour, ngettext, number
from askadesk.rooms.days import free_on, part_on
from askadesk.rooms.on_the_day import minutes_between
from askadesk.rooms.rows import Block, MonthDay, SpaceDay, SpaceRow
from askadesk.rooms.words import GROUPS, bookings_words, group_name, length
from db.values import BookingStatus, SpaceKind, TimeSpan
from ui.fonts import Role, width
from ui.painters import elided

HOUR = timedelta(hours=1)
MANY_FREE = 7
"""From so many free spaces on, a day of a month shows in green."""
TAKES_TIME = (BookingStatus.CONFIRMED, BookingStatus.IN_USE, BookingStatus.DONE)


class OnClock(Protocol):
    """A page that knows the time, and the zone of the hub."""

    @property
    def now(self) -> datetime: ...

    @property
    def zone(self) -> ZoneInfo: ...


@dataclass(frozen=True, slots=True)
class Caption:
    """The line of a cell. ``short`` stands where the words would not fit; ``tone`` names a token. Only a
    ``name`` may be elided."""

    words: str
    short: str = ""
    tone: str = "text2"
    strong: bool = False
    name: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the week: a space, by its place in the page; None for the heading of a group."""

    at: int | None
    words: str = ""


def grouped(spaces: Sequence[SpaceRow]) -> list[Line]:
    """The spaces under the names of their groups, the groups in their usual order."""
    found: list[Line] = []
    order = list(GROUPS)
    ranked = sorted(range(len(spaces)), key=lambda at: order.index(spaces[at].kind))
    for at in ranked:
        group = group_name(spaces[at].kind)
        if not any(line.at is None and line.words == group for line in found):
            found.append(Line(None, group))
        found.append(Line(at))
    return found


def is_closed(row: SpaceDay, day: date, zone: ZoneInfo) -> bool:
    """Whether a space is closed all day."""
    start = datetime.combine(day, datetime.min.time(), zone)
    end = datetime.combine(day + timedelta(days=1), datetime.min.time(), zone)
    return any(one.starts <= start and end <= one.ends for one in row.closed)


def slots(row: SpaceDay, day: date, page: OnClock, least: timedelta) -> list[TimeSpan]:
    """When the space can still be had on a day for ``least``, beginning on a step of the space."""
    found = []
    for span in free_on(row, day, page.zone):
        start = _on_step(max(span.start, page.now), row.space.fields.step)
        if start + least <= span.end:
            found.append(TimeSpan(start, span.end))
    return found


def _on_step(moment: datetime, step: int) -> datetime:
    """``moment``, or the next one that the space's steps of an hour know."""
    whole = moment.replace(second=0, microsecond=0)
    if whole < moment:
        whole += timedelta(minutes=1)
    return whole + timedelta(minutes=-whole.minute % max(1, min(step, 60)))


def asked_slot(row: SpaceDay, slot: TimeSpan) -> TimeSpan:
    """What is asked for when somebody takes a free slot: its first hour, or the least that can be had."""
    least = max(HOUR, timedelta(minutes=row.space.fields.least))
    return TimeSpan(slot.start, min(slot.end, slot.start + least))


def week_caption(row: SpaceDay, day: date, page: OnClock) -> Caption:
    """What a cell of the week says of a space on a day."""
    now = page.now
    if is_closed(row, day, page.zone):
        why = next((one.why for one in row.closed if one.why), "")
        return Caption(why or _("Closed"), _("Closed"), name=bool(why))
    blocks = [one for one in row.blocks if one.status in (*TAKES_TIME, BookingStatus.HOLD)]
    shown = event_of(row, day, now)
    if shown is not None:
        words = _("{title} {hour}").format(title=shown.title, hour=hour(shown.starts))
        return Caption(words, name=True)
    if day < now.date():
        return _past(blocks, day)
    if not any(one.cleaned_by > now for one in blocks):
        return Caption(_("all day free"), _("free"), "ok")
    free = slots(row, day, page, HOUR)
    if not free:
        return Caption(_("full"), tone="text", strong=True)
    first = hour(free[0].start)
    return Caption(_("free from {hour}").format(hour=first), _("from {hour}").format(hour=first))


def event_of(row: SpaceDay, day: date, now: datetime) -> Block | None:
    """What goes on in a hall on a day and has a name of its own: it says more than hours."""
    if row.space.kind is not SpaceKind.HALL:
        return None
    named = [one for one in row.blocks if is_event(one, row.space.kind) and part_on(one, day)]
    return next((one for one in named if one.ends > now), named[-1] if named else None)


def is_event(block: Block, kind: SpaceKind) -> bool:
    """Whether a block is drawn as an event."""
    firm = block.status in TAKES_TIME
    return kind is SpaceKind.HALL and firm and bool(block.title) and not block.private


def _past(blocks: Sequence[Block], day: date) -> Caption:
    parts = [part_on(one, day) for one in blocks if one.status in TAKES_TIME]
    minutes = sum(minutes_between(*part) for part in parts if part is not None)
    if not minutes:
        return Caption(_("none booked"), "–")
    if minutes < 60:
        return Caption(_("{minutes} min booked").format(minutes=minutes), length(minutes))
    words = ngettext("{hours} booked", "{hours} booked", minutes // 60)
    return Caption(words.format(hours=length(minutes)), length(minutes))


# the month -------------------------------------------------------------------------------------


def month_caption(day: MonthDay, today: date) -> Caption:
    """What a cell of the month says: how many spaces can be had."""
    if not day.is_open:
        return Caption(day.reason or _("Closed"))
    if not day.of:
        return Caption("")
    if not day.free:
        return Caption(_("full"), tone="text", strong=True)
    words = ngettext("{count} of {all} free", "{count} of {all} free", day.free)
    said = words.format(count=number(day.free), all=number(day.of))
    tone = "ok" if day.free >= MANY_FREE and day.day >= today else "text2"
    return Caption(said, tone=tone)


def closed_but_booked(day: MonthDay) -> Caption:
    """What is booked on a closed day all the same."""
    return Caption(bookings_words(day.bookings), number(day.bookings), "text", strong=True)


def hours_caption(day: MonthDay) -> Caption | None:
    """The hours of a day that keeps others than usual; None on any other."""
    if not day.opens and not day.closes:
        return None
    tone, opens, closes = "warn" if day.shorter else "text2", _plain(day.opens), _plain(day.closes)
    if not day.closes:
        return Caption(_("from {hour}").format(hour=opens), opens, tone)
    if not day.opens:
        return Caption(_("until {hour}").format(hour=closes), closes, tone)
    return Caption(f"{opens} – {closes}", opens, tone)


def _plain(wall: str) -> str:
    """``11`` for ``11:00``: there is little room beside the number of a day."""
    return wall.removesuffix(":00") if wall != "00:00" else "24"


def broken(role: Role, words: str, room: float, most: int) -> list[str]:
    """``words`` over at most so many lines of this width, the last one cut where there are more."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and (width(role, longer) <= room or len(lines) == most):
            lines[-1] = longer
        else:
            lines.append(word)
    return [elided(role, line, room) for line in lines]
