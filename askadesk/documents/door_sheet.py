"""What is on in a space today, to hang on its door: one A4 page for each, or more. Greys only."""

from __future__ import annotations

from datetime import date

from askadesk.core.i18n import _, day_spoken
from askadesk.documents.calendar_paper import (
    FAINT,
    SMALL,
    SOFT,
    Margins,
    draw_foot,
    draw_head,
    span_words,
    who_words,
)
from askadesk.documents.fonts import Weight
from askadesk.documents.rows import BookedLine, DoorFacts, DoorSheetFacts
from askadesk.documents.setting import Style, fit
from askadesk.documents.sheet import Paper, Sheet

PAPER = Paper(210.0, 297.0)
MARGINS = Margins(17.0, 193.0, 13.0, 281.0)
FIRST, ROW = 84.0, 16.0
ROWS = 12
TIME_WIDTH, WHO_LEFT = 50.0, 72.0

SPACE = Style(Weight.BOLD, 17.0, 9.0, 1.1, tracking=-0.02)
DETAIL = Style(Weight.REGULAR, 4.2, 3.4, 1.3)
DAY = Style(Weight.SEMIBOLD, 6.5, 5.0, 1.2)
TIME = Style(Weight.BOLD, 6.0, 5.0, 1.2)
WHO = Style(Weight.SEMIBOLD, 5.4, 4.0, 1.25)
WHAT = Style(Weight.REGULAR, 3.8, 3.0, 1.3)
EMPTY = Style(Weight.SEMIBOLD, 6.0, 4.0, 1.3)


def door_sheet_pdf(facts: DoorSheetFacts) -> bytes:
    """The sheets as one PDF, in the order of the doors. The same facts make the same bytes."""
    sheet = Sheet(PAPER, _("Bookings of the day"), facts.hub.name)
    for door in facts.doors:
        parts = _parts(door.lines)
        for index, lines in enumerate(parts):
            sheet.colour(None)
            draw_head(sheet, facts.hub, facts.printed_at, MARGINS)
            _draw_title(sheet, door, facts.day)
            for row, line in enumerate(lines):
                _draw_row(sheet, line, facts.day, FIRST + row * ROW)
            if not door.lines:
                _draw_free(sheet, door)
            draw_foot(sheet, index + 1, len(parts), MARGINS)
            sheet.end_page()
    return sheet.finish()


def _parts(lines: tuple[BookedLine, ...]) -> list[tuple[BookedLine, ...]]:
    return [lines[start : start + ROWS] for start in range(0, max(1, len(lines)), ROWS)]


def _draw_title(sheet: Sheet, door: DoorFacts, day: date) -> None:
    below = sheet.block(fit([door.name], SPACE, MARGINS.width, 1), MARGINS.left, 32)
    sheet.grey(SOFT)
    below = sheet.block(fit([door.detail], DETAIL, MARGINS.width, 1), MARGINS.left, below)
    sheet.colour(None)
    sheet.block(fit([day_spoken(day)], DAY, MARGINS.width, 1), MARGINS.left, 65)
    sheet.rectangle(MARGINS.left, FIRST - 5, MARGINS.width, 0.7)


def _draw_row(sheet: Sheet, line: BookedLine, day: date, top: float) -> None:
    sheet.block(fit([span_words(line, day)], TIME, TIME_WIDTH, 1), MARGINS.left, top + 1)
    width = MARGINS.right - WHO_LEFT
    below = sheet.block(fit([who_words(line)], WHO, width, 1), WHO_LEFT, top + 1)
    said = " · ".join(part for part in (line.title, line.part) if part)
    sheet.grey(SOFT)
    sheet.block(fit([said], WHAT, width, 1), WHO_LEFT, below)
    sheet.grey(FAINT)
    sheet.rectangle(MARGINS.left, top + ROW - 2.2, MARGINS.width, 0.2)
    sheet.colour(None)


def _draw_free(sheet: Sheet, door: DoorFacts) -> None:
    """A free day is said, not left blank."""
    said = door.closed or _("Free all day.")
    sheet.block(fit([said], EMPTY, MARGINS.width, 2), MARGINS.left, FIRST + 4)
    if not door.closed:
        asked = _("Ask at the reception if you would like it.")
        sheet.block(fit([asked], SMALL, MARGINS.width, 1), MARGINS.left, FIRST + 14)
