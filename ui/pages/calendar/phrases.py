"""What the calendar says of a day, a booking, a free time: on its blocks, in tooltips, to those who listen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from askadesk.core.i18n import _, hour, money, ngettext, number
from askadesk.people.rules import initials_of
from askadesk.rooms.on_the_day import minutes_between
from askadesk.rooms.rows import Block, BookingRow, ClosedSpan, Price, SpaceDay
from askadesk.rooms.words import length, seats_words, status_name
from db.values import BookingStatus, Money, SpaceKind

_MIDNIGHT = time()
ICONS = {
    BookingStatus.HOLD: "circle-dashed",
    BookingStatus.CONFIRMED: "circle-check",
    BookingStatus.IN_USE: "circle-dot",
    BookingStatus.DONE: "check",
    BookingStatus.NO_SHOW: "circle-x",
    BookingStatus.CANCELLED: "calendar-off",
}
TONES = {
    BookingStatus.HOLD: "warn",
    BookingStatus.CONFIRMED: "ok",
    BookingStatus.IN_USE: "ink",
    BookingStatus.DONE: "neutral",
    BookingStatus.NO_SHOW: "bad",
    BookingStatus.CANCELLED: "neutral",
}


def times(starts: datetime, ends: datetime) -> str:
    """``09:00 – 11:00``."""
    return _("{first} – {last}").format(first=hour(starts), last=hour(ends))


def who(block: Block) -> str:
    """Whose it is; ``Riservata`` where nobody is named."""
    if block.private:
        return _("Private")
    return block.who or _("Nobody named")


def short(block: Block) -> str:
    """The initials, where there is no room for more."""
    return initials_of(who(block))


def about(block: Block) -> str:
    """The second line of a block: by which other space it is taken, or who comes and how many."""
    if block.through:
        return _("with {space}").format(space=block.through)
    said = block.contact or block.title
    if not said:
        return heads_words(block.heads) if block.heads > 1 else hour(block.starts)
    if block.heads > 1:
        return _("{who} · {count}").format(who=said, count=number(block.heads))
    return said


def heads_words(heads: int) -> str:
    """``12 persone``."""
    return ngettext("{count} person", "{count} people", heads).format(count=number(heads))


def space_about(row: SpaceDay) -> str:
    """The line below the name of a space: ``12 posti``, ``24 flessibili``."""
    if row.space.kind is SpaceKind.DESK_ZONE:
        words = ngettext("{count} flexible desk", "{count} flexible desks", row.space.units)
        return words.format(count=number(row.space.units))
    return seats_words(row.space.fields.seats)


def buffers_words(starts: datetime, ends: datetime, before: datetime, after: datetime) -> str:
    """``+ 15 min riordino``; "" where a booking has no buffers."""
    setup, cleanup = minutes_between(before, starts), minutes_between(ends, after)
    if setup and cleanup:
        words = _("+ {setup} min to set up, {cleanup} to tidy up")
        return words.format(setup=setup, cleanup=cleanup)
    if setup:
        return _("+ {minutes} min to set up").format(minutes=setup)
    return _("+ {minutes} min to tidy up").format(minutes=cleanup) if cleanup else ""


def spoken(row: SpaceDay, block: Block) -> str:
    """The whole of a block in words."""
    parts = [
        row.space.name,
        times(block.starts, block.ends),
        who(block),
        about(block),
        status_name(block.status),
        _until(block),
        buffers_words(block.starts, block.ends, block.set_up_from, block.cleaned_by),
    ]
    return ", ".join(dict.fromkeys(filter(None, parts)))


def _until(block: Block) -> str:
    if block.status is not BookingStatus.HOLD or block.expires_at is None:
        return ""
    return _("held until {hour}").format(hour=hour(block.expires_at))


def spoken_free(row: SpaceDay, starts: datetime, ends: datetime) -> str:
    """A free time in words."""
    return _("{space}, {times}, free").format(space=row.space.name, times=times(starts, ends))


def spoken_closed(row: SpaceDay, closed: ClosedSpan) -> str:
    """Why a space cannot be had at a time."""
    span = times(closed.starts, closed.ends)
    if closed.starts.time() == closed.ends.time() == _MIDNIGHT:
        span = _("all day")
    if closed.why:
        words = _("{space} is closed {times}: {why}.")
        return words.format(space=row.space.name, times=span, why=closed.why)
    return _("{space} is closed {times}.").format(space=row.space.name, times=span)


def price_total(price: Price) -> str:
    """What a booking comes to, or that it is free."""
    return comes_to(price) if price.cents or price.credits else _("Free of charge")


def comes_to(price: Price) -> str:
    """What a booking comes to; in credits where it is paid with them."""
    if not price.credits:
        return money(Money(price.cents))
    words = ngettext("{count} credit", "{count} credits", price.credits)
    said = words.format(count=number(price.credits))
    return said if not price.cents else f"{said} + {money(Money(price.cents))}"


def people_words(row: BookingRow) -> str:
    """How many come, and those of them who are named."""
    if not row.people:
        return heads_words(row.heads)
    names = ", ".join(name for _id, name in row.people)
    return _("{heads}: {names}").format(heads=heads_words(row.heads), names=names)


def spaces_words(names: Sequence[str]) -> str:
    """The spaces of a booking, one after the other."""
    return ", ".join(names)


def lasts(starts: datetime, ends: datetime) -> str:
    """``2 h``."""
    return length(minutes_between(starts, ends))
