"""From the bytes of a file to the lines of its events: found, counted and cut out before anything is parsed.

A calendar may be anything: so its size is asked first, then how many events it has; of each event only the
properties that the desk reads are kept, however long the others are.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, number

MOST_BYTES = 20_000_000
MOST_EVENTS = 10_000
LONGEST_LINE = 20_000
"""Of a line that is longer only the beginning is kept; lists of dates (``_WHOLE``) are refused."""

_PLAIN = ("UID", "SEQUENCE", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "TRANSP", "CLASS")
_TIMES = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID")
_OWN = ("X-ASKADESK-SPACE", "X-ASKADESK-HEADS", "X-ASKADESK-DESKS")
_NEEDED = frozenset((*_PLAIN, *_TIMES, *_OWN, "X-MICROSOFT-CDO-BUSYSTATUS"))
_WHOLE = ("RDATE", "EXDATE", "RRULE")
_BOUND = re.compile(r"^(BEGIN|END):([A-Z0-9-]+)[ \t]*$", re.MULTILINE | re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9-]+(?=[;:])")
_ABOUT = re.compile(r"^(X-WR-TIMEZONE|METHOD)(?:;[^:\n]*)?:(.*)$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lines:
    """One event: its place in the file, its lines (unfolded), and whether one was too long to be kept."""

    number: int
    lines: tuple[str, ...]
    too_long: bool = False


@dataclass(frozen=True, slots=True)
class Pieces:
    """A calendar in its pieces. ``zones`` are its VTIMEZONEs as text, ``zone`` its X-WR-TIMEZONE."""

    name: str
    digest: str
    events: tuple[Lines, ...]
    zones: tuple[str, ...] = ()
    zone: str = ""
    calls_off: bool = False


@dataclass(slots=True)
class _Open:
    """A component that has begun; ``holes`` are those inside it."""

    name: str
    at: int
    holes: list[tuple[int, int]] = field(default_factory=list)


def read_pieces(path: Path) -> Pieces:
    """The pieces of the calendar in ``path``. Raises InputError, with a code, when it is none."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _too_large()
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            _("The file {file} cannot be read.").format(file=path.name),
            code="file_unreadable",
            todo=_("Look whether it is still there and whether you may open it."),
        ) from error
    return pieces_of(path.name, data)


def pieces_of(name: str, data: bytes) -> Pieces:
    """The same for a file that is in memory."""
    if len(data) > MOST_BYTES:
        raise _too_large()
    if not data.strip(b"\x00\xff\xfe\xef\xbb\xbf \t\r\n"):
        raise InputError(
            _("The file {file} is empty.").format(file=name), code="file_empty", todo=_again()
        )
    text = _text(data)
    if not re.match(r"BEGIN:VCALENDAR[ \t]*$", text, re.MULTILINE | re.IGNORECASE):
        raise InputError(
            _("The file {file} is not a calendar.").format(file=name),
            code="file_no_calendar",
            todo=_("Choose a file that a calendar has exported, its name ends in .ics."),
        )
    return _cut(name, hashlib.sha256(data).hexdigest()[:32], text)


def _text(data: bytes) -> str:
    """Unfolded text with plain ends of lines. Unfolded as bytes: some fold in the middle of a letter."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode()
    plain = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    plain = re.sub(rb"\n[ \t]", b"", plain).removeprefix(b"\xef\xbb\xbf").lstrip()
    try:
        return plain.decode()
    except UnicodeDecodeError:
        return plain.decode("cp1252", "replace")


def _cut(name: str, digest: str, text: str) -> Pieces:
    stack: list[_Open] = []
    events: list[Lines] = []
    zones: list[str] = []
    for found in _BOUND.finditer(text):
        what = found[2].upper()
        if found[1].upper() == "BEGIN":
            stack.append(_Open(what, found.start()))
            continue
        if not stack or stack[-1].name != what:
            raise _cut_off()
        begun = stack.pop()
        if stack:
            stack[-1].holes.append((begun.at, found.end()))
        if what == "VEVENT":
            if len(events) >= MOST_EVENTS:
                raise _too_many()
            events.append(_lines(len(events) + 1, text, begun, found.start()))
        elif what == "VTIMEZONE":
            zones.append(text[begun.at : found.end()])
    if stack:
        raise _cut_off()
    about = {one[1].upper(): one[2].strip() for one in _ABOUT.finditer(text)}
    return Pieces(
        name,
        digest,
        tuple(events),
        tuple(zones),
        about.get("X-WR-TIMEZONE", ""),
        about.get("METHOD", "").upper() == "CANCEL",
    )


def _lines(place: int, text: str, begun: _Open, end: int) -> Lines:
    """The lines of an event without those of its alarms."""
    at, kept, too_long = begun.at, [], False
    for first, last in [*begun.holes, (end, end)]:
        for line in text[at:first].split("\n"):
            named = _NAME.match(line)
            if named is None or named[0].upper() not in _NEEDED:
                continue
            too_long = too_long or (len(line) > LONGEST_LINE and named[0].upper() in _WHOLE)
            kept.append(line[:LONGEST_LINE])
        at = last
    return Lines(place, tuple(kept), too_long)


def _too_large() -> InputError:
    return InputError(
        _("This file is larger than {size} MB.").format(size=MOST_BYTES // 1_000_000),
        code="file_too_large",
        kept=_("Nothing was read."),
        todo=_("Export a shorter time, or one calendar at once."),
    )


def _too_many() -> InputError:
    return InputError(
        _("This calendar has more than {count} events.").format(count=number(MOST_EVENTS)),
        code="too_many_events",
        kept=_("Nothing was brought in."),
        todo=_("Export a shorter time, or one calendar at once."),
    )


def _cut_off() -> InputError:
    return InputError(
        _("This calendar breaks off in the middle."),
        code="file_truncated",
        kept=_("Nothing was brought in."),
        todo=_again(),
    )


def _again() -> str:
    return _("Export it once more.")
