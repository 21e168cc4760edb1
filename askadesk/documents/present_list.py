"""Who is in now, on A4: names, details, since when, and how many bodies. Greys only, measures in mm."""

from __future__ import annotations

from askadesk.core.i18n import _, day_long, hour, ngettext, number
from askadesk.documents.fonts import Weight
from askadesk.documents.rows import PresentFacts, PresentLine
from askadesk.documents.setting import Block, Style, fit
from askadesk.documents.sheet import Paper, Sheet

PAPER = Paper(210.0, 297.0)

LEFT, RIGHT, TOP = 17.0, 193.0, 13.0
ROW, ROW_BASELINE = 7.1, 4.95
FIRST_ROWS, NEXT_ROWS = 30, 34
FIRST_TOP, NEXT_TOP = 60.0, 32.0
FOOT = 281.0
NAME_WIDTH, DETAIL_LEFT, DETAIL_WIDTH = 74.0, 94.0, 48.0
HEADS_RIGHT, SINCE_WIDTH = 166.0, 24.0
SOFT, FAINT = 0.3, 0.75

HUB = Style(Weight.SEMIBOLD, 4.0, 3.0, 1.3)
SMALL = Style(Weight.REGULAR, 3.2, 2.6, 1.4)
TITLE = Style(Weight.BOLD, 8.5, 6.0, 1.2)
TOTAL = Style(Weight.BOLD, 17.0, 9.0, 1.0, tracking=-0.02)
NAME = Style(Weight.SEMIBOLD, 3.7, 3.1, 1.3)
DETAIL = Style(Weight.REGULAR, 3.2, 2.7, 1.3)
EMPTY = Style(Weight.SEMIBOLD, 5.0, 3.6, 1.3)


def present_pdf(facts: PresentFacts) -> bytes:
    """The list as one PDF, at least one page long. The same facts make the same bytes."""
    sheet = Sheet(PAPER, _("Here now"), facts.hub.name)
    pages = _pages(facts.lines)
    for index, lines in enumerate(pages):
        sheet.colour(None)
        _draw_running_head(sheet, facts)
        if index == 0:
            _draw_title(sheet, facts.total)
        top = NEXT_TOP if index else FIRST_TOP
        for row, line in enumerate(lines):
            _draw_row(sheet, line, top + row * ROW)
        if not facts.lines:
            _draw_nobody(sheet)
        _draw_foot(sheet, index + 1, len(pages))
        sheet.end_page()
    return sheet.finish()


def _pages(lines: tuple[PresentLine, ...]) -> list[tuple[PresentLine, ...]]:
    starts = [FIRST_ROWS + n for n in range(0, max(0, len(lines) - FIRST_ROWS), NEXT_ROWS)]
    return [lines[:FIRST_ROWS], *(lines[start : start + NEXT_ROWS] for start in starts)]


def _draw_running_head(sheet: Sheet, facts: PresentFacts) -> None:
    """Whose list it is and of which moment, on every page: loose sheets stay readable."""
    hub = facts.hub
    sheet.mark(LEFT, TOP, 9.5, bar=None)
    top = sheet.block(fit([hub.name], HUB, 80, 1), LEFT + 11.5, TOP - 0.3)
    place = ", ".join(part for part in (hub.address, hub.city) if part)
    sheet.block(fit([place], SMALL, 80, 1), LEFT + 11.5, top)
    when = facts.printed_at
    _to_right(sheet, fit([day_long(when.date())], SMALL, 70, 1), RIGHT, TOP)
    _to_right(sheet, fit([hour(when)], HUB, 70, 1), RIGHT, TOP + 4.6)


def _draw_title(sheet: Sheet, total: int) -> None:
    sheet.block(fit([_("Here now")], TITLE, 110, 1), LEFT, 36)
    _to_right(sheet, fit([number(total)], TOTAL, 60, 1), RIGHT, 29.5)
    caption = ngettext("person inside", "people inside", total)
    _to_right(sheet, fit([caption], SMALL, 60, 1), RIGHT, 47)
    sheet.rectangle(LEFT, 54, RIGHT - LEFT, 0.7)


def _draw_row(sheet: Sheet, line: PresentLine, top: float) -> None:
    _in_row(sheet, fit([line.name], NAME, NAME_WIDTH, 1), LEFT, top)
    sheet.grey(SOFT)
    _in_row(sheet, fit([line.detail], DETAIL, DETAIL_WIDTH, 1), DETAIL_LEFT, top)
    sheet.colour(None)
    if line.heads > 1:
        said = ngettext("{count} person", "{count} people", line.heads)
        heads = fit([said.format(count=number(line.heads))], DETAIL, SINCE_WIDTH, 1)
        _in_row(sheet, heads, HEADS_RIGHT - heads.width, top)
    since = fit([_("since {hour}").format(hour=hour(line.since))], DETAIL, SINCE_WIDTH, 1)
    _in_row(sheet, since, RIGHT - since.width, top)
    sheet.grey(FAINT)
    sheet.rectangle(LEFT, top + ROW - 0.1, RIGHT - LEFT, 0.2)
    sheet.colour(None)


def _in_row(sheet: Sheet, block: Block, left: float, top: float) -> None:
    for line in block.lines:
        sheet.line(line, left, top + ROW_BASELINE, block.size)


def _to_right(sheet: Sheet, block: Block, right: float, top: float) -> None:
    sheet.block(block, right - block.width, top)


def _draw_nobody(sheet: Sheet) -> None:
    """An empty house is said, not left blank."""
    for index in range(4):
        sheet.grey(0.78 if index == 1 else 0.9)
        sheet.arch(85 + index * 10.4, 100, 8.4, 14.7)
    sheet.colour(None)
    said = fit([_("Nobody is in right now.")], EMPTY, RIGHT - LEFT, 1)
    sheet.block(said, (PAPER.width - said.width) / 2, 122)


def _draw_foot(sheet: Sheet, page: int, pages: int) -> None:
    sheet.rectangle(LEFT, FOOT, RIGHT - LEFT, 0.2)
    said = _("Entries recorded up to this hour. To be destroyed after use.")
    sheet.block(fit([said], SMALL, 140, 1), LEFT, FOOT + 1.5)
    numbered = _("{page} of {pages}").format(page=page, pages=pages)
    _to_right(sheet, fit([numbered], SMALL, 30, 1), RIGHT, FOOT + 1.5)
