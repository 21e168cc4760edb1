"""A calendar file as its dialog shows it: with everything in it that may be seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from askadesk.rooms.ics.rows import IcsPreview, IcsRow, Outcome, Trouble
from askadesk.rooms.rows import Breach, Clash, SpaceRow
from tests.ui import rooms_samples as rooms
from tests.ui.samples import LONG_HOUSE, LONGEST, an_id, at
from ui.dialogs.booking_data import Holder
from ui.dialogs.import_calendar import CalendarChoices, ImportCalendarDialog

COURSE = "Corso di sartoria"


def spaces() -> tuple[SpaceRow, ...]:
    return (rooms.space("Sala Po"), rooms.space(rooms.LONG_ROOM))


def preview(*, long: bool = False) -> IcsPreview:
    """One event; or forty with every outcome and the longest names."""
    rows = _long_rows() if long else (_row(1, Outcome.NEW, COURSE),)
    return IcsPreview("corsi.ics", "", None, None, None, rows)


def choices(*, long: bool = False) -> CalendarChoices:
    name = f"{LONGEST}.ics" if long else "corsi.ics"
    holder = Holder(LONG_HOUSE, organisation=an_id("house")) if long else None
    return CalendarChoices(Path(name), None, holder)


def dialog(*, long: bool = False) -> ImportCalendarDialog:
    """Still without a file; or with the longest one."""
    if not long:
        return ImportCalendarDialog(spaces())
    return ImportCalendarDialog(spaces(), choices(long=True), preview(long=True))


def _long_rows() -> tuple[IcsRow, ...]:
    said = (("space", LONG_HOUSE), ("hours", "08:00 – 20:00"))
    rows = [
        _row(1, Outcome.CLASHES, COURSE, dates=6, taken=3, clashes=(_clash(),) * 3),
        _row(2, Outcome.CANNOT, LONG_HOUSE, trouble=Trouble("no_space")),
        _row(3, Outcome.NEW, LONGEST, dates=12, breaches=(Breach("closed", an_id("x"), said),)),
        _row(4, Outcome.CHANGED, COURSE, dates=2),
        _row(5, Outcome.SAME, "", dates=1),
        _row(6, Outcome.CALLED_OFF, COURSE, dates=1),
        _row(7, Outcome.LEFT_OUT, COURSE, trouble=Trouble("over")),
    ]
    return (*rows, *(_row(one, Outcome.NEW, COURSE, dates=1) for one in range(8, 40)))


def _row(number: int, outcome: Outcome, title: str, **more: Any) -> IcsRow:
    starts = at(18, 0) + timedelta(days=number)
    ends = starts + timedelta(hours=2, days=number % 5 // 4)
    space = "" if outcome is Outcome.CANNOT else rooms.LONG_ROOM
    made = IcsRow(number, f"{number}", title, outcome, space, starts, ends)
    return replace(made, **more)


def _clash() -> Clash:
    starts = at(18, 30)
    ends = starts + timedelta(hours=1)
    who = (an_id("other"), LONG_HOUSE)
    return Clash(an_id("room"), rooms.LONG_ROOM, *who, starts, ends, starts, ends)
