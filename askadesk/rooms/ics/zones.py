"""Time zones of calendar files: whatever they are called, and as a component of our own files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

_OWN = re.compile(r"^(TZID|X-LIC-LOCATION)(?:;[^:\n]*)?:(.*)$", re.MULTILINE | re.IGNORECASE)
_WINDOWS = {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}


class Zones:
    """The zones that a calendar names: of the world, of Windows, or only defined in the file itself."""

    def __init__(self, components: Iterable[str] = ()) -> None:
        self._components: dict[str, str] = {}
        for text in components:
            found = {one[1].upper(): one[2].strip() for one in _OWN.finditer(text)}
            self._components.setdefault(found.get("TZID", ""), text)
        self._known: dict[str, tzinfo | None] = {}

    def named(self, name: str) -> tzinfo | None:
        """The zone called ``name``; None when nobody knows it."""
        plain = name.strip().strip('"')
        if plain not in self._known:
            self._known[plain] = self._found(plain)
        return self._known[plain]

    def _found(self, name: str) -> tzinfo | None:
        known = zone_called(name)
        component = self._components.get(name)
        if known is not None or component is None:
            return known
        location = {one[1].upper(): one[2].strip() for one in _OWN.finditer(component)}
        return zone_called(location.get("X-LIC-LOCATION", "")) or _defined(component)


def zone_called(name: str) -> tzinfo | None:
    """A zone by a name of the world ("Europe/Rome", also at the end of a longer one) or of Windows."""
    if name.upper() in ("Z", "GMT") or name.upper().split("/")[-1] == "UTC":
        return UTC
    windows = _WINDOWS.get(name.casefold())
    if windows is not None:
        return _world(windows)
    parts = name.split("/")
    tails = ("/".join(parts[-count:]) for count in (len(parts), 3, 2) if count <= len(parts))
    return next((found for tail in tails if (found := _world(tail)) is not None), None)


def _world(name: str) -> ZoneInfo | None:
    # The database of zones is files by name: only what looks like a name may be asked for.
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*", name) or len(name) > 60:
        return None
    try:
        return ZoneInfo(_spelt().get(name.casefold(), name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@cache
def _spelt() -> dict[str, str]:
    """The names of the world as they are spelt: some write them small."""
    return {name.casefold(): name for name in available_timezones()}


def _defined(component: str) -> tzinfo | None:
    """A zone that only the file itself knows, by its own rules."""
    try:
        parsed = Timezone.from_ical(component)
        if not isinstance(parsed, Timezone):
            return None
        made: tzinfo = parsed.to_tz(lookup_tzid=False)
        datetime(2026, 7, 1, tzinfo=made).utcoffset()
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        return None
    return made


# --- writing -------------------------------------------------------------------------------------


def zone_component(zone: ZoneInfo, first: datetime, last: datetime) -> Timezone:
    """``zone`` with every change of its clocks between two moments, exactly as they are."""
    made = Timezone()
    made.add("tzid", zone.key)
    made.add("x-lic-location", zone.key)
    start = first.astimezone(UTC) - timedelta(days=1)
    onsets: dict[tuple[timedelta, timedelta, str, bool], list[datetime]] = {}
    for moment in [start, *_changes(zone, start, last.astimezone(UTC))]:
        before = (moment - timedelta(seconds=1)).astimezone(zone).utcoffset() or timedelta()
        after = moment.astimezone(zone)
        key = (before, after.utcoffset() or timedelta(), after.tzname() or "", bool(after.dst()))
        onsets.setdefault(key, []).append((moment + before).replace(tzinfo=None))
    for (before, offset, name, summer), walls in onsets.items():
        part = TimezoneDaylight() if summer else TimezoneStandard()
        part.add("dtstart", walls[0])
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", offset)
        part.add("tzname", name)
        if walls[1:]:
            part.add("rdate", walls[1:])
        made.add_component(part)
    return made


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterable[datetime]:
    """The moments at which the zone's offset changes, to the second."""
    step, at = timedelta(days=7), start
    while at < end:
        low, high = at, at + step
        if low.astimezone(zone).utcoffset() != high.astimezone(zone).utcoffset():
            yield _between(zone, low, high)
        at = high


def _between(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if middle <= low:
            break
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high
