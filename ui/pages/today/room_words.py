"""How a room stands now, in the words of the strip: state, until when, what comes next. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from askadesk.core.i18n import _, hour
from askadesk.rooms.rows import Block, RoomNow
from db.values import BookingStatus

SOON = timedelta(minutes=30)
"""From so long before a booking on, its room says in how many minutes."""
LONGER = (15, 30)
"""By how many minutes a booking may be extended with one click."""


@dataclass(frozen=True, slots=True)
class RoomState:
    """Icon, word and tone of a state, and the two lines below it. Only ``then`` may be elided."""

    icon: str
    word: str
    tone: str
    until: str
    then: str


def room_state(room: RoomNow, now: datetime) -> RoomState:
    """How a room stands at ``now``."""
    if room.current is not None:
        return _taken(room, room.current, now)
    if room.closed_until is not None:
        return _closed(room, room.closed_until, now)
    following = room.next
    if following is not None and following.set_up_from - now <= SOON:
        minutes = max(1, -(-int((following.starts - now).total_seconds()) // 60))
        word, at = _("In {minutes} min").format(minutes=minutes), hour(following.starts)
        return RoomState("clock", word, "warn", _("at {hour}").format(hour=at), _who(following))
    if following is None:
        return RoomState("circle-check", _("Free"), "ok", _("all day"), _("no booking"))
    until = _("until {hour}").format(hour=hour(following.set_up_from))
    return RoomState("circle-check", _("Free"), "ok", until, _then(following))


def _taken(room: RoomNow, block: Block, now: datetime) -> RoomState:
    if now < block.starts:
        until = _("for {hour}").format(hour=hour(block.starts))
        return RoomState("clock", _("Set-up"), "warn", until, _who(block))
    then = _then(room.next) if room.next is not None else _("then free")
    if now >= block.ends:
        until = _("until {hour}").format(hour=hour(block.cleaned_by))
        return RoomState("clock", _("Tidying up"), "warn", until, then)
    word = _("In use now") if block.status is BookingStatus.IN_USE else _("Occupied")
    until = _("until {hour}").format(hour=hour(block.ends))
    return RoomState("circle-dot", word, "ink", until, then)


def _closed(room: RoomNow, until: datetime, now: datetime) -> RoomState:
    again = until.date() == now.date()
    words = _("until {hour}").format(hour=hour(until)) if again else _("for today")
    then = _then(room.next) if room.next is not None else _("no booking")
    return RoomState("lock", _("Closed now"), "text2", words, then)


def _who(block: Block) -> str:
    """Whose it is, or what: nobody is named where it is private."""
    return _("Private") if block.private else block.title or block.who or _("Nobody named")


def _then(block: Block) -> str:
    return _("then {hour} · {who}").format(hour=hour(block.starts), who=_who(block))


def has_turned(room: RoomNow, now: datetime) -> bool:
    """Whether something began or ended since ``room`` was read."""
    ended = room.current is not None and room.current.cleaned_by <= now
    began = room.next is not None and room.next.set_up_from <= now and room.current is None
    return ended or began or (room.closed_until is not None and room.closed_until <= now)


def can_check_in(room: RoomNow, now: datetime) -> bool:
    """Whether the people of what is on can be said to be here."""
    block = room.current
    waits = block is not None and block.status in (BookingStatus.CONFIRMED, BookingStatus.HOLD)
    return waits and block is not None and now < block.ends


def longer_by(room: RoomNow, now: datetime) -> tuple[int, ...]:
    """By how many minutes what is on can be extended: none that are not free."""
    block = room.current
    if block is None or block.status is not BookingStatus.IN_USE or now >= block.ends:
        return ()
    return tuple(minutes for minutes in LONGER if minutes <= room.more)
