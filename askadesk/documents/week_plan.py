"""A week by spaces on A4 across: who has which room when. Greys only, measures in mm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from askadesk.core.i18n import _, day_long, day_weekday
from askadesk.documents.calendar_paper import (
    FAINT,
    SOFT,
    Margins,
    draw_foot,
    draw_head,
    span_words,
    who_words,
)
from askadesk.documents.fonts import Weight
from askadesk.documents.rows import BookedLine, WeekPlanFacts, WeekRow
from askadesk.documents.setting import Style, fit
from askadesk.documents.sheet import Paper, Sheet

PAPER = Paper(297.0, 210.0)
MARGINS = Margins(12.0, 285.0, 11.0, 197.0)
DAYS_LEFT, FIRST = 47.0, 42.0
COLUMN = (MARGINS.right - DAYS_LEFT) / 7
ENTRY, PADDING = 8.2, 1.6
LEAST = 12.0
MOST = 12
"""As many bookings of a day as one row holds; what is more goes on in another one."""

TITLE = Style(Weight.BOLD, 6.5, 5.0, 1.2)
WEEKDAY = Style(Weight.SEMIBOLD, 3.2, 2.6, 1.3)
SPACE = Style(Weight.SEMIBOLD, 3.7, 2.9, 1.25)
DETAIL = Style(Weight.REGULAR, 2.8, 2.3, 1.3)
TIME = Style(Weight.SEMIBOLD, 2.8, 2.4, 1.25)
WHO = Style(Weight.REGULAR, 2.9, 2.6, 1.25)
EMPTY = Style(Weight.SEMIBOLD, 5.0, 3.6, 1.3)


@dataclass(frozen=True, slots=True)
class Part:
    """A row, or what goes on of one that is too high."""

    row: WeekRow
    start: int

    @property
    def cells(self) -> tuple[tuple[BookedLine, ...], ...]:
        return tuple(day[self.start : self.start + MOST] for day in self.row.days)

    @property
    def height(self) -> float:
        return max(LEAST, max(map(len, self.cells), default=0) * ENTRY + 2 * PADDING)


def week_plan_pdf(facts: WeekPlanFacts) -> bytes:
    """The plan as one PDF, at least one page long. The same facts make the same bytes."""
    sheet = Sheet(PAPER, _("Plan of the week"), facts.hub.name)
    pages = _pages(facts.rows)
    for index, parts in enumerate(pages):
        sheet.colour(None)
        draw_head(sheet, facts.hub, facts.printed_at, MARGINS)
        _draw_days(sheet, facts)
        top = FIRST
        for part in parts:
            _draw_part(sheet, part, facts, top)
            top += part.height
        if not facts.rows:
            sheet.block(fit([_("There is no space.")], EMPTY, 100, 1), MARGINS.left, FIRST + 8)
        draw_foot(sheet, index + 1, len(pages), MARGINS)
        sheet.end_page()
    return sheet.finish()


def _pages(rows: tuple[WeekRow, ...]) -> list[list[Part]]:
    pages: list[list[Part]] = [[]]
    room = MARGINS.foot - FIRST
    for row in rows:
        longest = max(map(len, row.days), default=0)
        for start in range(0, max(1, longest), MOST):
            part = Part(row, start)
            if part.height > room:
                pages.append([])
                room = MARGINS.foot - FIRST
            pages[-1].append(part)
            room -= part.height
    return pages


def _draw_days(sheet: Sheet, facts: WeekPlanFacts) -> None:
    sunday = facts.monday + timedelta(days=6)
    said = _("From {first} to {last}").format(first=day_long(facts.monday), last=day_long(sunday))
    sheet.block(fit([said], TITLE, 200, 1), MARGINS.left, 24)
    for number in range(7):
        name = day_weekday(facts.monday + timedelta(days=number))
        sheet.block(fit([name], WEEKDAY, COLUMN - 2, 1), DAYS_LEFT + number * COLUMN + 1, 35.5)
    sheet.rectangle(MARGINS.left, FIRST - 0.7, MARGINS.width, 0.7)


def _draw_part(sheet: Sheet, part: Part, facts: WeekPlanFacts, top: float) -> None:
    width = DAYS_LEFT - MARGINS.left - 3
    below = sheet.block(fit([part.row.name], SPACE, width, 2), MARGINS.left, top + PADDING)
    detail = _("continued") if part.start else part.row.detail
    sheet.grey(SOFT)
    sheet.block(fit([detail], DETAIL, width, 1), MARGINS.left, below)
    sheet.colour(None)
    for number, lines in enumerate(part.cells):
        left = DAYS_LEFT + number * COLUMN + 1
        day = facts.monday + timedelta(days=number)
        for place, line in enumerate(lines):
            at = top + PADDING + place * ENTRY
            after = sheet.block(fit([span_words(line, day)], TIME, COLUMN - 2, 1), left, at)
            sheet.block(fit([_said(line)], WHO, COLUMN - 2, 1), left, after)
    sheet.grey(FAINT)
    sheet.rectangle(MARGINS.left, top + part.height - 0.2, MARGINS.width, 0.2)
    for number in range(7):
        sheet.rectangle(DAYS_LEFT + number * COLUMN - 0.1, top, 0.2, part.height)
    sheet.colour(None)


def _said(line: BookedLine) -> str:
    return " · ".join(part for part in (who_words(line), line.title) if part)
