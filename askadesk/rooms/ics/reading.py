"""From the lines of an event to what the desk knows of it, through the icalendar library. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Event, vBroken, vText

from askadesk.core.errors import InputError
from askadesk.rooms.ics.pieces import Lines, Pieces
from askadesk.rooms.ics.rows import Added, IcsEvent, IcsFile, Trouble
from askadesk.rooms.ics.zones import Zones
from askadesk.rooms.rule_text import read_rule

DAY = timedelta(days=1)
LONGEST_UID = 255
MOST_EXTRA = 520
_FIRST_YEAR, _LAST_YEAR = 1900, 2150
# The library is told of no zones: it would look them up itself, and warn of those that it has to guess.
_ZONE = re.compile(r'^((?:[^":\n]|"[^"\n]*")*?;)TZID=', re.IGNORECASE)
_NOWHERE = datetime.combine(date(2000, 1, 1), time())


class _Bad(Exception):
    """This event cannot be read; ``trouble`` says why."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.trouble = Trouble(code, tuple(params.items()))


@dataclass(frozen=True, slots=True)
class _Moment:
    """A moment as it was written: a wall time of a zone, or a whole day."""

    wall: datetime
    zone: tzinfo
    is_day: bool = False

    @property
    def utc(self) -> datetime:
        return self.wall.replace(tzinfo=self.zone).astimezone(UTC)


def read_events(pieces: Pieces, hub: ZoneInfo) -> IcsFile:
    """Every event of a calendar. What cannot be read of one is said by its ``trouble``, the others stand.

    Times without a zone are those of the calendar's own (X-WR-TIMEZONE), else the hub's.
    """
    zones = Zones(pieces.zones)
    default = (zones.named(pieces.zone) if pieces.zone else None) or hub
    reader = _Reader(zones, default, hub, bool(pieces.zone))
    made = (reader.event(one) for one in pieces.events)
    events = (replace(one, cancelled=True) if pieces.calls_off else one for one in made)
    return IcsFile(pieces.name, pieces.digest, tuple(events))


@dataclass(frozen=True, slots=True)
class _Reader:
    zones: Zones
    default: tzinfo
    hub: ZoneInfo
    has_default: bool

    def event(self, lines: Lines) -> IcsEvent:
        """One event, with its trouble where it has one."""
        parsed = _parsed(lines)
        plain = IcsEvent(
            number=lines.number,
            uid=_uid(parsed, lines),
            title=_text(parsed, "SUMMARY"),
            start=_NOWHERE,
            zone=self.hub,
            length=timedelta(),
            note=_text(parsed, "DESCRIPTION"),
            location=_text(parsed, "LOCATION"),
            spaces=tuple(_texts(parsed, "X-ASKADESK-SPACE")),
            desks=_number(parsed, "X-ASKADESK-DESKS") or 1,
            own_desks=tuple(_own_desks(parsed)),
            heads=_number(parsed, "X-ASKADESK-HEADS"),
            sequence=_number(parsed, "SEQUENCE") or 0,
            cancelled=_text(parsed, "STATUS").upper() == "CANCELLED",
            free=_is_free(parsed),
            private=_text(parsed, "CLASS").upper() in ("PRIVATE", "CONFIDENTIAL"),
            tentative=_text(parsed, "STATUS").upper() == "TENTATIVE",
        )
        try:
            if lines.too_long:
                raise _Bad("too_many_dates")
            return self._timed(plain, parsed, lines)
        except _Bad as bad:
            return replace(plain, trouble=bad.trouble)
        except (ValueError, OverflowError, TypeError, AttributeError):
            return replace(plain, trouble=Trouble("unreadable"))

    def _timed(self, plain: IcsEvent, parsed: Event, lines: Lines) -> IcsEvent:
        """The event with its times. Raises _Bad."""
        starts = self._moment(parsed, "DTSTART")
        if starts is None:
            raise _Bad("no_start")
        days, length = self._length(parsed, starts)
        replaces = self._moment(parsed, "RECURRENCE-ID")
        if replaces is not None and "RANGE" in _one(parsed, "RECURRENCE-ID").params:
            raise _Bad("range")
        skipped = list(self._several(parsed, "EXDATE"))
        return replace(
            plain,
            start=starts.wall,
            zone=starts.zone,
            days=days,
            length=length,
            rule=_rule(lines) if replaces is None else "",
            extra=tuple(self._added(parsed)) if replaces is None else (),
            skipped=frozenset(one.utc for one, _length in skipped if not one.is_day),
            skipped_days=frozenset(
                one.wall.date().isoformat() for one, _length in skipped if one.is_day
            ),
            replaces=None if replaces is None else self._replaced(replaces, starts),
        )

    def _replaced(self, replaces: _Moment, starts: _Moment) -> datetime:
        # A date alone may name a date with hours: it has the hour of what replaces it, for want of a better.
        if replaces.is_day and not starts.is_day:
            wall = datetime.combine(replaces.wall.date(), starts.wall.time())
            return _Moment(wall, starts.zone).utc
        return replaces.utc

    def _length(self, parsed: Event, starts: _Moment) -> tuple[int, timedelta]:
        """Whole days, or a length of hours."""
        ends, lasts = self._moment(parsed, "DTEND"), _one(parsed, "DURATION")
        if ends is not None:
            if ends.is_day and starts.is_day:
                return _days(ends.wall - starts.wall), timedelta()
            length = ends.utc - starts.utc
        elif lasts is not None:
            length = lasts.dt
            if not isinstance(length, timedelta):
                raise _Bad("unreadable_property", name="DURATION")
            if starts.is_day and length % DAY == timedelta():
                return _days(length), timedelta()
        elif starts.is_day:
            return 1, timedelta()
        else:
            raise _Bad("no_length")
        if length == timedelta():
            raise _Bad("no_length")
        if length < timedelta():
            raise _Bad("ends_before")
        return 0, length

    def _moment(self, parsed: Event, name: str) -> _Moment | None:
        value = _one(parsed, name)
        return None if value is None else self._placed(value.dt, value.params, name)

    def _placed(self, at: Any, params: Any, name: str) -> _Moment:
        if not isinstance(at, date):
            raise _Bad("unreadable_property", name=name)
        if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
            raise _Bad("out_of_reach", year=at.year)
        if not isinstance(at, datetime):
            # A whole day is the hub's day, wherever the calendar was kept.
            return _Moment(datetime.combine(at, time()), self.hub, is_day=True)
        wall = at.replace(tzinfo=None)
        named = params.get("X-ZONE")
        if named:
            zone = self.zones.named(str(named))
            if zone is None:
                raise _Bad("unknown_zone", zone=str(named)[:60])
            return _Moment(wall, zone)
        if at.tzinfo is None:
            return _Moment(wall, self.default)
        if not self.has_default:
            return _Moment(wall, UTC)
        local = at.astimezone(self.default)
        return _Moment(local.replace(tzinfo=None, fold=local.fold), self.default)

    def _several(self, parsed: Event, name: str) -> Iterator[tuple[_Moment, timedelta | None]]:
        """The moments of EXDATE or RDATE, with their length where they are periods."""
        count = 0
        for listed in _all(parsed, name):
            for value in listed.dts:
                count += 1
                if count > MOST_EXTRA:
                    raise _Bad("too_many_dates")
                at, length = value.dt, None
                if isinstance(at, tuple):
                    at, last = at
                    length = last if isinstance(last, timedelta) else last - at
                yield self._placed(at, {**listed.params, **value.params}, name), length

    def _added(self, parsed: Event) -> Iterator[Added]:
        for one, length in self._several(parsed, "RDATE"):
            if length is not None and length <= timedelta():
                raise _Bad("ends_before")
            yield Added(one.utc, length)


def _parsed(lines: Lines) -> Event:
    """What the library makes of it; a line that it cannot split is as if it were not there."""
    own = (_ZONE.sub(r"\1X-ZONE=", line) for line in lines.lines)
    text = "\r\n".join(("BEGIN:VEVENT", *own, "END:VEVENT"))
    try:
        parsed = Event.from_ical(text)
    except (ValueError, KeyError, IndexError, TypeError):
        return Event()
    return parsed if isinstance(parsed, Event) else Event()


def _all(parsed: Event, name: str) -> list[Any]:
    value = parsed.get(name)
    found = value if isinstance(value, list) and not hasattr(value, "dts") else [value]
    for one in found:
        if isinstance(one, vBroken):
            raise _Bad("unreadable_property", name=name)
    return [one for one in found if one is not None]


def _one(parsed: Event, name: str) -> Any:
    found = _all(parsed, name)
    return found[0] if found else None


def _values(parsed: Event, name: str) -> list[Any]:
    """What there is of a property, but for what cannot be read."""
    value = parsed.get(name)
    found = value if isinstance(value, list) else [value]
    return [one for one in found if one is not None and not isinstance(one, vBroken)]


def _texts(parsed: Event, name: str) -> Iterable[str]:
    for one in _values(parsed, name):
        plain = str(one) if isinstance(one, vText) else str(vText.from_ical(str(one)))
        # Half a surrogate pair, and what stands for none, cannot be kept.
        yield plain.encode("utf-8", "replace").decode().replace("\x00", "").strip()


def _text(parsed: Event, name: str) -> str:
    return next(iter(_texts(parsed, name)), "")


def _number(parsed: Event, name: str) -> int | None:
    return _whole(_text(parsed, name))


def _own_desks(parsed: Event) -> Iterable[int]:
    """How many desks each of the spaces has, 0 where it has as many as the others."""
    for one in _values(parsed, "X-ASKADESK-SPACE"):
        yield _whole(str(getattr(one, "params", {}).get("X-DESKS", ""))) or 0


def _whole(plain: str) -> int | None:
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 7 else None


def _is_free(parsed: Event) -> bool:
    busy = _text(parsed, "X-MICROSOFT-CDO-BUSYSTATUS").upper()
    return _text(parsed, "TRANSP").upper() == "TRANSPARENT" or busy == "FREE"


def _uid(parsed: Event, lines: Lines) -> str:
    """Its own UID; for want of one (or where it is endless) what its lines are, so that it is known again."""
    uid = _text(parsed, "UID")
    if uid and len(uid) <= LONGEST_UID:
        return uid
    told = uid or "\n".join(lines.lines)
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32]


def _days(length: timedelta) -> int:
    if length < timedelta():
        raise _Bad("ends_before")
    # Some write a whole day that ends on the day itself.
    return max(1, length.days)


def _rule(lines: Lines) -> str:
    """The RRULE as it is kept. Raises _Bad with the desk's own sentence."""
    rules = [one for one in lines.lines if one[:5].upper() == "RRULE"]
    if any(one[:6].upper() == "EXRULE" for one in lines.lines) or len(rules) > 1:
        raise _Bad("several_rules")
    if not rules:
        return ""
    try:
        return read_rule(rules[0].partition(":")[2]).text
    except InputError as error:
        raise _Bad("rule", said=error.what) from error
