"""What goes to paper of the rooms: the sheets for the doors of a day, and the plan of a week."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from askadesk.core.errors import NotFound
from askadesk.core.i18n import _, ngettext, number
from askadesk.documents.door_sheet import door_sheet_pdf
from askadesk.documents.rows import (
    BookedLine,
    DoorFacts,
    DoorSheetFacts,
    HubFacts,
    WeekPlanFacts,
    WeekRow,
)
from askadesk.documents.week_plan import week_plan_pdf
from askadesk.rooms import words
from askadesk.rooms.days import booked_on
from askadesk.rooms.reading import CalendarReading
from askadesk.rooms.rows import Block, SpaceDay, SpaceRow
from db.values import SpaceKind

WITHOUT_DOORS = (SpaceKind.DESK_ZONE, SpaceKind.DESK, SpaceKind.EQUIPMENT)


def door_sheets(
    reading: CalendarReading, hub: HubFacts, day: date, space: UUID | None = None
) -> bytes:
    """A sheet for each door of the house (desks and equipment have none), or for the space asked for."""
    page = reading.day(day)
    doors = tuple(
        DoorFacts(one.space.name, _detail(one.space), _lines(one, day), _closed(one, page.reason))
        for one in page.rows
        if _is_wanted(one.space, space)
    )
    if not doors:
        raise NotFound(_("There is no space."), code="unknown_space")
    return door_sheet_pdf(DoorSheetFacts(hub, day, page.now, doors))


def week_plan(
    reading: CalendarReading, hub: HubFacts, day: date, space: UUID | None = None
) -> bytes:
    """The week in which ``day`` lies, by spaces."""
    page = reading.week(day - timedelta(days=day.weekday()))
    days = tuple(page.monday + timedelta(days=offset) for offset in range(7))
    rows = tuple(
        WeekRow(row[0].space.name, _detail(row[0].space), tuple(map(_lines, row, days)))
        for row in page.rows
        if space is None or row[0].space.id == space
    )
    return week_plan_pdf(WeekPlanFacts(hub, page.monday, page.now, rows))


def _is_wanted(one: SpaceRow, space: UUID | None) -> bool:
    return one.id == space if space is not None else one.kind not in WITHOUT_DOORS


def _detail(space: SpaceRow) -> str:
    fields = space.fields
    seats = words.seats_words(fields.seats)
    if space.kind is SpaceKind.DESK_ZONE:
        desks = ngettext("{count} desk", "{count} desks", space.units)
        seats = desks.format(count=number(space.units))
    return " · ".join(filter(None, (seats, fields.floor)))


def _lines(one: SpaceDay, day: date) -> tuple[BookedLine, ...]:
    """What is booked on a day; what only has to be tidied up after the day before is no booking of it."""
    return tuple(map(_line, booked_on(one.blocks, day)))


def _line(block: Block) -> BookedLine:
    who = "" if block.private else block.who
    title = "" if block.private or block.title == who else block.title
    return BookedLine(block.starts, block.ends, who, title, block.through)


def _closed(one: SpaceDay, reason: str) -> str:
    """Why it cannot be used all day; "" when it can."""
    whole = [span for span in one.closed if span.ends - span.starts >= timedelta(hours=23)]
    if not whole:
        return ""
    return whole[0].why or reason or _("Closed on this day.")
