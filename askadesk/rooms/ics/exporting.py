"""Bookings written as a calendar (RFC 5545), a handful at a time: the same bookings make the same file.

Nobody's name stands in a private booking. A series is one event with its rule; dates that are called off are
its EXDATEs, dates that are otherwise than the others stand beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Event, vRecur, vText
from sqlalchemy import Connection

from askadesk.core.errors import InputError
from askadesk.core.i18n import _
from askadesk.presence.facts import HubFacts
from askadesk.rooms.clashing import holder_of
from askadesk.rooms.expansion import dates_of
from askadesk.rooms.ics.zones import zone_component
from askadesk.rooms.rule_text import read_rule
from askadesk.rooms.words import private_word
from db.queries import calendar
from db.queries import calendar_files as query
from db.values import BookingStatus

OWN_UIDS = "@askadesk"
"""What stands behind the id in the UID of what was not brought in from elsewhere."""
_SERIES_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """A booking as it is written. ``names`` are its spaces in the hub's own language: names to be found by."""

    id: UUID
    uid: str | None
    starts: datetime
    ends: datetime
    wall: str | None
    says: tuple[Any, ...]
    """All that the dates of a series share: length, spaces, desks, summary, contact, note, …"""
    summary: str
    contact: str
    note: str
    names: tuple[str, ...]
    desks: tuple[int, ...]
    heads: int
    private: bool
    held: bool
    written: datetime
    version: int


def calendar_of(
    connection: Connection, hub: HubFacts, name: str, only: query.Only
) -> Iterator[bytes]:
    """The file in pieces; each is whole lines."""
    yield _heading(name, hub.zone)
    reach = query.reach(connection, only)
    if reach is not None:
        yield zone_component(hub.zone, *reach).to_ical()
        for event in _events(connection, hub, only):
            yield event.to_ical()
    yield b"END:VCALENDAR\r\n"


def _heading(name: str, zone: ZoneInfo) -> bytes:
    said = vText(name).to_ical().decode()
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//AskaDesk//AskaDesk//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{said}",
        f"X-WR-TIMEZONE:{zone.key}",
    )
    return "".join(f"{line}\r\n" for line in lines).encode()


def _events(connection: Connection, hub: HubFacts, only: query.Only) -> Iterator[Event]:
    for ids in query.singles(connection, only):
        for entry in _entries(connection, hub, ids):
            yield _event(entry, hub.zone, entry.uid or f"{entry.id}{OWN_UIDS}")
    rows = query.series(connection, only)
    for start in range(0, len(rows), _SERIES_AT_ONCE):
        some = rows[start : start + _SERIES_AT_ONCE]
        dates = query.dates_of_series(connection, only, [row.id for row in some])
        for row in some:
            entries = _entries(connection, hub, dates.get(row.id, []))
            yield from _series(row, entries, hub.zone)


def _entries(connection: Connection, hub: HubFacts, ids: Sequence[UUID]) -> list[Entry]:
    spaces: dict[UUID, list[Any]] = {}
    rows: dict[UUID, Any] = {}
    for some in query.in_turn(ids):
        rows |= calendar.named(connection, some)
        for one in calendar.spaces_taken(connection, some):
            spaces.setdefault(one.booking, []).append(one)
    return [_entry(rows[id], spaces.get(id, []), hub) for id in ids]


def _entry(row: Any, spaces: Sequence[Any], hub: HubFacts) -> Entry:
    private = bool(row.private)
    who = holder_of(row)
    summary = private_word() if private else row.title or who
    contact = "" if private or not row.title else who
    note = "" if private else row.note
    names = tuple(one.name for one in spaces)
    desks = tuple(one.desks for one in spaces)
    held = row.status is BookingStatus.HOLD
    starts, ends = hub.local(row.starts), hub.local(row.ends)
    says = (row.ends - row.starts, names, desks, summary, contact, note, row.heads, private, held)
    return Entry(
        id=row.id,
        uid=row.uid,
        starts=starts,
        ends=ends,
        wall=row.wall,
        says=says,
        summary=summary,
        contact=contact,
        note=note,
        names=names,
        desks=desks,
        heads=row.heads,
        private=private,
        held=held,
        written=row.created_at,
        version=row.version,
    )


def _event(entry: Entry, zone: ZoneInfo, uid: str, starts: datetime | None = None) -> Event:
    """One event; ``starts`` where it is another than the booking's (the first date of a series)."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", entry.written.astimezone(UTC))
    begins = starts or entry.starts
    length = entry.ends.astimezone(UTC) - entry.starts.astimezone(UTC)
    event.add("dtstart", _unmistakable(begins))
    event.add("dtend", _unmistakable((begins.astimezone(UTC) + length).astimezone(zone)))
    event.add("summary", entry.summary)
    if entry.note:
        event.add("description", entry.note)
    if entry.contact:
        event.add("contact", entry.contact)
    event.add("location", ", ".join(entry.names))
    event.add("status", "TENTATIVE" if entry.held else "CONFIRMED")
    event.add("class", "PRIVATE" if entry.private else "PUBLIC")
    event.add("sequence", entry.version - 1)
    for name, desks in zip(entry.names, entry.desks, strict=True):
        # One number says it for all where they agree.
        own = {"X-DESKS": str(desks)} if len(set(entry.desks)) > 1 else {}
        event.add("x-askadesk-space", vText(name), parameters={"VALUE": "TEXT", **own})
    event.add("x-askadesk-heads", vText(str(entry.heads)), parameters={"VALUE": "TEXT"})
    if most := max((one for one in entry.desks if one > 1), default=0):
        event.add("x-askadesk-desks", vText(str(most)), parameters={"VALUE": "TEXT"})
    return event


def _unmistakable(local: datetime) -> datetime:
    """In UTC in the second of two equal hours, which a wall time cannot name."""
    return local.astimezone(UTC) if local.fold else local


# --- series --------------------------------------------------------------------------------------


def _series(row: Any, entries: Sequence[Entry], zone: ZoneInfo) -> Iterator[Event]:
    """The event of a series, and one for each date that is otherwise."""
    if not entries:
        return
    uid = next((one.uid for one in entries if one.uid), None)
    # What goes on after a change is a series of its own: two rules cannot stand under one UID.
    uid = uid if uid and row.follows is None else f"{row.id}{OWN_UIDS}"
    (says, _count), *_others = Counter(one.says for one in entries).most_common(1)
    usual = next(one for one in entries if one.says == says)
    by_wall = {_wall(one): one for one in entries}
    rule, own = _rule(row, zone)
    first = own[0] if own else min(by_wall)
    main = _event(usual, zone, uid, first.replace(tzinfo=zone))
    if rule is not None:
        main.add("rrule", rule)
    gone = [wall.replace(tzinfo=zone) for wall in own if wall not in by_wall]
    more = [wall.replace(tzinfo=zone) for wall in sorted(by_wall) if wall not in {*own, first}]
    for name, dates in (("exdate", gone), ("rdate", more)):
        if dates:
            main.add(name, dates)
    yield main
    for wall, entry in sorted(by_wall.items()):
        place = wall.replace(tzinfo=zone)
        if entry.says != says or entry.starts.astimezone(UTC) != place.astimezone(UTC):
            other = _event(entry, zone, uid)
            other.add("recurrence-id", place)
            yield other


def _wall(entry: Entry) -> datetime:
    if entry.wall is None:
        return entry.starts.replace(tzinfo=None)
    return datetime.fromisoformat(entry.wall)


def _rule(row: Any, zone: ZoneInfo) -> tuple[dict[str, Any] | None, list[datetime]]:
    """The rule as the library takes it, said so that nobody mistakes it, with the dates it makes; no rule where
    the dates have to stand for themselves."""
    try:
        rule = read_rule(row.rule)
        own = list(dates_of(rule, datetime.fromisoformat(row.start), zone))
    except InputError:
        return None, []
    if len(own) < 2:
        return None, own[:1]
    if rule.freq == "WEEKLY" and rule.bysetpos:
        # Programs do not agree on what is the second of a week that has begun: the dates say it themselves.
        return None, own[:1]
    if rule.byweekno and not rule.byday:
        rule = replace(rule, byday=((0, own[0].weekday()),))
    until = rule.until
    if until is not None:
        # Beside a DTSTART with a zone the standard wants the last moment in UTC.
        if not isinstance(until, datetime):
            until = datetime.combine(until, time(23, 59, 59))
        if until.tzinfo is None:
            until = until.replace(tzinfo=zone).astimezone(UTC)
        rule = replace(rule, until=until)
    return vRecur.from_ical(rule.text), own


def named_calendar(hub: str, space: str = "", person: str = "") -> str:
    """The name under which other calendars show it."""
    if space:
        return f"{hub} · {space}"
    return f"{hub} · {person}" if person else _("{hub}: all spaces").format(hub=hub)
