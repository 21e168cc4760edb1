"""The text of a recurrence rule (RFC 5545, 3.3.10), read strictly and written in one way. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime

from askadesk.core.errors import InputError
from askadesk.core.i18n import _

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
TOO_FREQUENT = ("SECONDLY", "MINUTELY", "HOURLY")
LONGEST_TEXT = 1000
MOST_POSITIONS = 12
"""As many BYSETPOS as one rule may name."""
MOST_TIMES = 520
"""As many times of one day as BYHOUR, BYMINUTE and BYSECOND may make together."""

# Part → its smallest and largest value, and whether it also counts from the end (-1 is the last).
_NUMBERS = {
    "BYMONTH": (1, 12, False),
    "BYWEEKNO": (1, 53, True),
    "BYYEARDAY": (1, 366, True),
    "BYMONTHDAY": (1, 31, True),
    "BYHOUR": (0, 23, False),
    "BYMINUTE": (0, 59, False),
    "BYSECOND": (0, 59, False),
    "BYSETPOS": (1, 366, True),
}
# What may not stand with which frequency: the table and notes of RFC 5545, 3.3.10.
_FOREIGN = {
    "DAILY": ("BYWEEKNO", "BYYEARDAY"),
    "WEEKLY": ("BYWEEKNO", "BYYEARDAY", "BYMONTHDAY"),
    "MONTHLY": ("BYWEEKNO", "BYYEARDAY"),
    "YEARLY": (),
}
_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"[0-9]{8}(T[0-9]{6}Z?)?")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in its parts; the names are those of the standard, in the order of its text.

    ``byday`` holds (n, weekday): n is 0 for every one, weekday 0 is Monday. ``until`` is a day (whole,
    included), a naive wall time, or an aware moment in UTC.
    """

    freq: str
    interval: int = 1
    bymonth: tuple[int, ...] = ()
    byweekno: tuple[int, ...] = ()
    byyearday: tuple[int, ...] = ()
    bymonthday: tuple[int, ...] = ()
    byday: tuple[tuple[int, int], ...] = ()
    byhour: tuple[int, ...] = ()
    byminute: tuple[int, ...] = ()
    bysecond: tuple[int, ...] = ()
    bysetpos: tuple[int, ...] = ()
    wkst: int = 0
    count: int | None = None
    until: date | datetime | None = None

    @property
    def named(self) -> frozenset[str]:
        """The BY… parts that this rule has, by their field's name."""
        return frozenset(
            f.name for f in fields(self) if f.name[:2] == "by" and getattr(self, f.name)
        )

    @property
    def text(self) -> str:
        """The rule as it is stored: capitals, one order, nothing that is so anyway."""
        written = [f"FREQ={self.freq}"]
        if self.interval != 1:
            written.append(f"INTERVAL={self.interval}")
        for name in (f.name for f in fields(self) if f.name in self.named):
            values = (_written(value) for value in getattr(self, name))
            written.append(f"{name.upper()}={','.join(values)}")
        if self.wkst:
            written.append(f"WKST={WEEKDAYS[self.wkst]}")
        if self.count is not None:
            written.append(f"COUNT={self.count}")
        if self.until is not None:
            written.append(f"UNTIL={_until_text(self.until)}")
        return ";".join(written)


def read_rule(text: str) -> Rule:
    """The parts of ``text``. Raises InputError (field "repeat") for whatever is not a rule of days.

    Whether the rule ends, and how many dates it has, is not asked here.
    """
    parts = _parts(text)
    rule = Rule(
        freq=_freq(parts),
        interval=_positive(parts, "INTERVAL") or 1,
        byday=_byday(parts),
        wkst=_wkst(parts),
        count=_positive(parts, "COUNT"),
        until=_until(parts),
        **{name.lower(): _numbers(parts, name) for name in _NUMBERS},
    )
    _check_together(rule)
    return rule


def unreadable(part: str) -> InputError:
    """The refusal that names the part which makes no sense."""
    return InputError(
        _("The repetition cannot be understood at “{part}”.").format(part=part[:40]),
        field="repeat",
        code="unreadable_rule",
    )


def _parts(text: str) -> dict[str, str]:
    """Name → value, in capitals. Every name once, and none that the desk does not know."""
    if len(text) > LONGEST_TEXT:
        raise unreadable(text)
    known = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", *_NUMBERS}
    parts: dict[str, str] = {}
    for part in text.strip().removesuffix(";").upper().removeprefix("RRULE:").split(";"):
        name, _equals, value = part.partition("=")
        if name not in known or name in parts or not value:
            raise unreadable(part or text)
        parts[name] = value
    return parts


def _freq(parts: dict[str, str]) -> str:
    freq = parts.get("FREQ", "")
    if freq in TOO_FREQUENT:
        raise InputError(
            _("A booking repeats by the day, week, month or year, not by the hour or minute."),
            field="repeat",
            code="too_frequent",
        )
    if freq not in FREQUENCIES:
        raise unreadable(f"FREQ={freq}")
    return freq


def _positive(parts: dict[str, str], name: str) -> int | None:
    value = parts.get(name)
    if value is None:
        return None
    if not re.fullmatch(r"[0-9]{1,18}", value) or int(value) == 0:
        raise unreadable(f"{name}={value}")
    return int(value)


def _numbers(parts: dict[str, str], name: str) -> tuple[int, ...]:
    least, most, from_the_end = _NUMBERS[name]
    found = set()
    for value in parts[name].split(",") if name in parts else ():
        if not re.fullmatch(r"[+-]?[0-9]{1,3}", value):
            raise unreadable(f"{name}={value}")
        number = int(value)
        if not least <= (abs(number) if from_the_end else number) <= most:
            raise unreadable(f"{name}={value}")
        found.add(number)
    return tuple(sorted(found))


def _byday(parts: dict[str, str]) -> tuple[tuple[int, int], ...]:
    found = set()
    for value in parts["BYDAY"].split(",") if "BYDAY" in parts else ():
        match = _DAY.fullmatch(value)
        if match is None or (match[1] and not 1 <= abs(int(match[1])) <= 53):
            raise unreadable(f"BYDAY={value}")
        found.add((int(match[1] or 0), WEEKDAYS.index(match[2])))
    return tuple(sorted(found))


def _wkst(parts: dict[str, str]) -> int:
    value = parts.get("WKST", "MO")
    if value not in WEEKDAYS:
        raise unreadable(f"WKST={value}")
    return WEEKDAYS.index(value)


def _until(parts: dict[str, str]) -> date | datetime | None:
    value = parts.get("UNTIL")
    if value is None:
        return None
    try:
        if not _UNTIL.fullmatch(value):
            raise ValueError(value)
        year, month, day = int(value[:4]), int(value[4:6]), int(value[6:8])
        if len(value) == 8:
            return date(year, month, day)
        clock = (int(value[9:11]), int(value[11:13]), int(value[13:15]))
        return datetime(year, month, day, *clock, tzinfo=UTC if value.endswith("Z") else None)
    except ValueError:
        raise unreadable(f"UNTIL={value}") from None


def _check_together(rule: Rule) -> None:
    """What each part says alone is right; here, whether they may stand side by side."""
    if rule.count is not None and rule.until is not None:
        raise InputError(
            _("A repetition ends after a number of times or on a day, not both."),
            field="repeat",
            code="two_ends",
        )
    for name in _FOREIGN[rule.freq]:
        if name.lower() in rule.named:
            raise unreadable(name)
    counted = any(n for n, _weekday in rule.byday)
    if counted and (rule.freq in ("DAILY", "WEEKLY") or rule.byweekno):
        raise unreadable("BYDAY")
    if len(rule.bysetpos) > MOST_POSITIONS or rule.named == {"bysetpos"}:
        raise unreadable("BYSETPOS")
    times = max(len(rule.byhour), 1) * max(len(rule.byminute), 1) * max(len(rule.bysecond), 1)
    if times > MOST_TIMES:
        raise unreadable("BYMINUTE")


def _written(value: int | tuple[int, int]) -> str:
    if isinstance(value, int):
        return str(value)
    nth, weekday = value
    return f"{nth or ''}{WEEKDAYS[weekday]}"


def _until_text(until: date | datetime) -> str:
    if not isinstance(until, datetime):
        return f"{until:%Y%m%d}".rjust(8, "0")
    zulu = "Z" if until.tzinfo else ""
    return f"{until:%Y%m%dT%H%M%S}".rjust(15, "0") + zulu
