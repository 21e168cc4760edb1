"""Series to try things on: short words for the tests, and any series for Hypothesis."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from askadesk.core.errors import InputError
from askadesk.rooms.expansion import dates_of
from askadesk.rooms.recurrence import Recurrence, occurrences
from askadesk.rooms.rule_text import read_rule

ROME = ZoneInfo("Europe/Rome")
HOUR = timedelta(hours=1)

RHYTHMS = (
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=DAILY;BYHOUR=2,3;BYMINUTE=0,30",
    "FREQ=DAILY;BYHOUR=1,2,3;BYSETPOS=2",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
    "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYMONTHDAY=1,-1",
    "FREQ=MONTHLY;BYDAY=5MO",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
    "FREQ=YEARLY",
    "FREQ=YEARLY;BYWEEKNO=1,53",
    "FREQ=YEARLY;INTERVAL=2;BYMONTH=3,10;BYDAY=-1SU",
    "FREQ=YEARLY;BYYEARDAY=1,100,-1",
)


def when(text: str) -> datetime:
    """A wall time, as "2026-10-01 09:00"."""
    return datetime.fromisoformat(text)


def series(rule: str, start: str, length: timedelta = HOUR) -> Recurrence:
    """A series in Rome."""
    return Recurrence(rule, when(start), length, ROME)


def days_of(recurrence: Recurrence) -> list[str]:
    """The days on which it falls."""
    return [occurrence.wall.date().isoformat() for occurrence in occurrences(recurrence)]


def refused(rule: str, start: str = "2026-10-01 09:00") -> str:
    """The code with which ``rule`` is refused, or "" if it can be had."""
    try:
        dates_of(read_rule(rule), when(start), ROME)
    except InputError as error:
        return error.code
    return ""


walls = st.datetimes(when("2025-01-01"), when("2028-12-31")).map(
    lambda wall: wall.replace(minute=wall.minute // 15 * 15, second=0, microsecond=0)
)
near_the_change = st.sampled_from([when("2026-03-22 02:30"), when("2027-10-24 02:15")])


@st.composite
def ends(draw: st.DrawFn, start: datetime) -> str:
    """COUNT or UNTIL in one of its three forms."""
    last = start + draw(st.timedeltas(timedelta(), timedelta(days=700)))
    return draw(
        st.sampled_from(
            [
                f"COUNT={draw(st.integers(1, 40))}",
                f"UNTIL={last:%Y%m%d}",
                f"UNTIL={last:%Y%m%dT%H%M%S}",
                f"UNTIL={last:%Y%m%dT%H%M%S}Z",
            ]
        )
    )


@st.composite
def any_series(draw: st.DrawFn) -> Recurrence:
    """A series of at least one date, with some of its dates skipped and others added."""
    start = draw(walls | near_the_change)
    rule = draw(st.sampled_from(RHYTHMS)) + ";" + draw(ends(start))
    plain = Recurrence(rule, start, HOUR, ROME)
    if refused(rule, start.isoformat()):
        plain = Recurrence("FREQ=WEEKLY;COUNT=5", start, HOUR, ROME)
    own = [occurrence.wall for occurrence in occurrences(plain)]
    skipped = draw(st.frozensets(st.sampled_from(own), max_size=6)) if own else frozenset()
    extra = draw(st.frozensets(walls, max_size=3))
    return Recurrence(plain.rule, start, HOUR, ROME, skipped, extra)
