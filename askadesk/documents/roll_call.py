"""The roll call on A4, to be taken outside: boxes to tick, places, names. Black only, measures in mm."""

from __future__ import annotations

from dataclasses import dataclass

from askadesk.core.i18n import _, day_long, hour, ngettext, number
from askadesk.documents.fonts import Weight
from askadesk.documents.rows import RollCallFacts, RollCallLine, RollCallPlace
from askadesk.documents.setting import Block, Style, fit
from askadesk.documents.sheet import Paper, Sheet

PAPER = Paper(210.0, 297.0)

LEFT, RIGHT, TOP, WIDTH = 17.0, 193.0, 13.0, 176.0
COLUMN, BETWEEN = 83.75, 8.5
COLUMNS = (LEFT, LEFT + COLUMN + BETWEEN)
ROW, BOX, BASELINE = 7.1, 4.0, 4.85
HEADING, HEADING_RULE, APART = 6.6, 0.5, 3.7
FIRST_TOP, NEXT_TOP, BOTTOM = 59.0, 30.0, 258.0
FIELDS, FIELD_LINE, FOOT = 261.5, 275.5, 281.0
MOST_ON_FIRST = 46
"""More people than this go on a second page."""
KEPT_TOGETHER = 3
"""A place is not split before this row."""
NAME_LEFT, NAME_WIDTH, TAGGED_NAME_WIDTH = 6.4, 54.0, 38.0

HUB = Style(Weight.SEMIBOLD, 4.0, 3.0, 1.3)
SMALL = Style(Weight.REGULAR, 3.2, 2.6, 1.4)
WHEN = Style(Weight.REGULAR, 3.44, 2.6, 1.4)
WHEN_BOLD = Style(Weight.BOLD, 3.44, 2.6, 1.4)
TITLE = Style(Weight.BOLD, 8.5, 5.0, 1.2, tracking=-0.015)
POINT = Style(Weight.REGULAR, 3.7, 2.8, 1.4)
TOTAL = Style(Weight.BOLD, 17.0, 9.0, 1.0, tracking=-0.03)
PLACE = Style(Weight.BOLD, 4.0, 3.0, 1.3)
NAME = Style(Weight.SEMIBOLD, 3.7, 2.9, 1.3)
DETAIL = Style(Weight.REGULAR, 3.05, 2.6, 1.3)
TAG = Style(Weight.BOLD, 2.7, 2.2, 1.3)
EMPTY = Style(Weight.SEMIBOLD, 5.0, 3.6, 1.3)


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a place in one column; ``first`` when its beginning is among them."""

    place: RollCallPlace
    lines: tuple[RollCallLine, ...]
    first: bool = True

    @property
    def height(self) -> float:
        return HEADING + ROW * len(self.lines)


Column = tuple[Part, ...]


def roll_call_pdf(facts: RollCallFacts) -> bytes:
    """The list as one PDF, at least one page long. The same facts make the same bytes."""
    sheet = Sheet(PAPER, _title(facts), facts.hub.name)
    pages = laid_out(facts.places)
    for index, columns in enumerate(pages):
        sheet.colour(None)
        _draw_running_head(sheet, facts)
        if index == 0:
            _draw_title(sheet, facts)
        top = NEXT_TOP if index else FIRST_TOP
        for left, column in zip(COLUMNS, columns, strict=False):
            _draw_column(sheet, column, left, top)
        if not facts.places:
            _draw_nobody(sheet, facts)
        if index == len(pages) - 1:
            _draw_fields(sheet)
        _draw_foot(sheet, facts, index + 1, len(pages))
        sheet.end_page()
    return sheet.finish()


def _title(facts: RollCallFacts) -> str:
    return _("Roll call, drill") if facts.drill else _("Emergency roll call")


# --- what goes where -----------------------------------------------------------------------------


def laid_out(places: tuple[RollCallPlace, ...]) -> list[tuple[Column, ...]]:
    """The columns of each page. What fits on a page is spread evenly over both of its columns."""
    rest = [Part(place, place.lines) for place in places]
    pages: list[tuple[Column, ...]] = []
    while rest or not pages:
        first = not pages
        room = BOTTOM - (FIRST_TOP if first else NEXT_TOP)
        most = MOST_ON_FIRST // 2 if first else len(COLUMNS) * MOST_ON_FIRST
        columns, rest = _balanced(rest, room, most)
        pages.append(columns)
    return pages


def _balanced(parts: list[Part], room: float, most: int) -> tuple[tuple[Column, ...], list[Part]]:
    """Two columns and what does not fit: as low as possible when all of it fits."""
    low = min(room, max(HEADING + KEPT_TOGETHER * ROW, sum(part.height for part in parts) / 2))
    while low < room:
        columns, rest = _two(parts, low, most)
        if not rest:
            return columns, rest
        low += ROW / 2
    return _two(parts, room, most)


def _two(parts: list[Part], room: float, most: int) -> tuple[tuple[Column, ...], list[Part]]:
    left, rest = _fill(parts, room, most)
    right, rest = _fill(rest, room, most)
    return (left, right), rest


def _fill(parts: list[Part], room: float, most: int) -> tuple[Column, list[Part]]:
    """One column of ``room`` mm and at most ``most`` rows, and what is left over."""
    column: list[Part] = []
    rest = list(parts)
    while rest:
        part = rest[0]
        gap = APART if column else 0.0
        rows = min(most, int((room - gap - HEADING + 0.01) / ROW))
        if rows < min(KEPT_TOGETHER, len(part.lines)):
            break
        if rows < len(part.lines):
            column.append(Part(part.place, part.lines[:rows], part.first))
            rest[0] = Part(part.place, part.lines[rows:], first=False)
            break
        column.append(rest.pop(0))
        room -= gap + part.height
        most -= len(part.lines)
    return tuple(column), rest


# --- drawing -------------------------------------------------------------------------------------


def _draw_running_head(sheet: Sheet, facts: RollCallFacts) -> None:
    """Whose list it is and of which moment, on every page: loose sheets stay readable."""
    hub, when = facts.hub, facts.started_at
    sheet.mark(LEFT, TOP, 9.5, bar=None)
    top = sheet.block(fit([hub.name], HUB, 80, 1), LEFT + 11.5, TOP - 0.3)
    place = ", ".join(part for part in (hub.address, hub.city) if part)
    sheet.block(fit([place], SMALL, 80, 1), LEFT + 11.5, top)
    _to_right(sheet, fit([day_long(when.date())], WHEN, 70, 1), RIGHT, TOP)
    began = _(", by {operator}").format(operator=facts.operator) if facts.operator else ""
    by = fit([began], WHEN, 55, 1)
    _to_right(sheet, by, RIGHT, TOP + 4.8)
    _to_right(sheet, fit([hour(when)], WHEN_BOLD, 20, 1), RIGHT - by.width, TOP + 4.8)


def _draw_title(sheet: Sheet, facts: RollCallFacts) -> None:
    sheet.block(fit([_title(facts)], TITLE, 118, 1), LEFT, 34)
    if facts.meeting_point:
        said = _("Meeting point: {place}").format(place=facts.meeting_point)
        sheet.block(fit([said], POINT, 118, 1), LEFT, 45.5)
    _to_right(sheet, fit([number(facts.heads)], TOTAL, 56, 1), RIGHT, 29)
    _to_right(sheet, fit([_said_total(facts)], WHEN, 70, 1), RIGHT, 46)
    sheet.rectangle(LEFT, 54, WIDTH, 0.8)


def _said_total(facts: RollCallFacts) -> str:
    if facts.guests:
        said = ngettext(
            "person inside, {guests} visiting", "people inside, {guests} visiting", facts.heads
        )
        return said.format(guests=number(facts.guests))
    return ngettext("person inside", "people inside", facts.heads)


def _draw_column(sheet: Sheet, column: Column, left: float, top: float) -> None:
    for part in column:
        _draw_heading(sheet, part, left, top)
        for index, line in enumerate(part.lines):
            _draw_row(sheet, line, left, top + HEADING + index * ROW)
        top += part.height + APART


def _draw_heading(sheet: Sheet, part: Part, left: float, top: float) -> None:
    heads = fit([number(part.place.heads)], PLACE, 16, 1)
    _to_right(sheet, heads, left + COLUMN, top)
    name = part.place.name
    said = name if part.first else _("{place}, continued").format(place=name)
    sheet.block(fit([said], PLACE, COLUMN - heads.width - 3, 1), left, top)
    sheet.rectangle(left, top + HEADING - HEADING_RULE, COLUMN, HEADING_RULE)


def _draw_row(sheet: Sheet, line: RollCallLine, left: float, top: float) -> None:
    _draw_box(sheet, left, top + (ROW - BOX) / 2, done=line.found >= line.heads)
    widest = TAGGED_NAME_WIDTH if line.stairs_help else NAME_WIDTH
    name = fit([line.name], NAME, widest, 1)
    _in_row(sheet, name, left + NAME_LEFT, top)
    x = left + NAME_LEFT + name.width + 2.5
    if line.stairs_help:
        x = _draw_tag(sheet, x, top) + 2.5
    room = left + COLUMN - x
    detail = fit([_said_detail(line)], DETAIL, room, 1) if room > 4 else None
    if detail is not None:
        _in_row(sheet, detail, left + COLUMN - detail.width, top)
    sheet.rectangle(left, top + ROW - 0.1, COLUMN, 0.1)


def _said_detail(line: RollCallLine) -> str:
    if line.heads == 1:
        return line.detail
    said = ngettext("{count} person", "{count} people", line.heads)
    if line.found:
        said = _("{found} of {count} found")
    return said.format(count=number(line.heads), found=number(line.found))


def _draw_box(sheet: Sheet, left: float, top: float, *, done: bool) -> None:
    sheet.rectangle(left, top, BOX, BOX)
    sheet.grey(1)
    sheet.rectangle(left + 0.4, top + 0.4, BOX - 0.8, BOX - 0.8)
    sheet.colour(None)
    if done:
        sheet.rectangle(left + 0.9, top + 0.9, BOX - 1.8, BOX - 1.8)


def _draw_tag(sheet: Sheet, left: float, top: float) -> float:
    """A frame that says help is needed on the stairs; gives back its right edge."""
    said = fit([_("STAIRS HELP")], TAG, 28, 1)
    wide, high = said.width + 3.2, 5.0
    above = top + (ROW - high) / 2
    sheet.rectangle(left, above, wide, high)
    sheet.grey(1)
    sheet.rectangle(left + 0.35, above + 0.35, wide - 0.7, high - 0.7)
    sheet.colour(None)
    for line in said.lines:
        sheet.line(line, left + 1.6, top + BASELINE - 0.35, said.size)
    return left + wide


def _in_row(sheet: Sheet, block: Block, left: float, top: float) -> None:
    for line in block.lines:
        sheet.line(line, left, top + BASELINE, block.size)


def _to_right(sheet: Sheet, block: Block, right: float, top: float) -> None:
    sheet.block(block, right - block.width, top)


def _draw_fields(sheet: Sheet) -> None:
    """What is written by hand when the call is over: three short fields and a signature twice as wide."""
    gap = 6.35
    one = (WIDTH - 3 * gap) / 5
    left = LEFT
    for words, wide in (
        (_("Found"), one),
        (_("Missing"), one),
        (_("Time of the end"), one),
        (_("Signature"), 2 * one),
    ):
        sheet.block(fit([words], SMALL, wide, 1), left, FIELDS)
        sheet.rectangle(left, FIELD_LINE, wide, 0.4)
        left += wide + gap


def _draw_nobody(sheet: Sheet, facts: RollCallFacts) -> None:
    """An empty house is said, not left blank."""
    words = _("Nobody was inside") if facts.over else _("Nobody is in right now.")
    said = fit([words], EMPTY, WIDTH, 1)
    sheet.block(said, (PAPER.width - said.width) / 2, 110)


def _draw_foot(sheet: Sheet, facts: RollCallFacts, page: int, pages: int) -> None:
    sheet.rectangle(LEFT, FOOT, WIDTH, 0.25)
    said = _(
        "Entries recorded up to {hour} at {device}. To be destroyed when the roll call is over."
    )
    if facts.over:
        said = _("Ended at {hour}. Printed from what {device} keeps of it.")
    said = said.format(hour=hour(facts.known_until), device=facts.device or facts.hub.name)
    sheet.block(fit([said], SMALL, 150, 1), LEFT, FOOT + 1.5)
    numbered = _("{page} of {pages}").format(page=page, pages=pages)
    _to_right(sheet, fit([numbered], SMALL, 24, 1), RIGHT, FOOT + 1.5)
