"""What the sheets of spaces have in common: head, foot, and how a booking is said. Measures in mm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from askadesk.core.i18n import _, day_long, hour
from askadesk.documents.fonts import Weight
from askadesk.documents.rows import BookedLine, HubFacts
from askadesk.documents.setting import Block, Style, fit
from askadesk.documents.sheet import Sheet
from askadesk.rooms.words import private_word

SOFT, FAINT = 0.3, 0.75
HUB = Style(Weight.SEMIBOLD, 4.0, 3.0, 1.3)
SMALL = Style(Weight.REGULAR, 3.2, 2.6, 1.4)


@dataclass(frozen=True, slots=True)
class Margins:
    """Where a page may be drawn on."""

    left: float
    right: float
    top: float
    foot: float

    @property
    def width(self) -> float:
        return self.right - self.left


def draw_head(sheet: Sheet, hub: HubFacts, printed_at: datetime, margins: Margins) -> None:
    """Whose sheet it is and of which moment: what hangs on a door may be of yesterday."""
    left, top = margins.left, margins.top
    sheet.mark(left, top, 9.5, bar=None)
    below = sheet.block(fit([hub.name], HUB, 80, 1), left + 11.5, top - 0.3)
    place = ", ".join(part for part in (hub.address, hub.city) if part)
    sheet.block(fit([place], SMALL, 80, 1), left + 11.5, below)
    said = _("Printed {day}, {hour}").format(day=day_long(printed_at.date()), hour=hour(printed_at))
    to_right(sheet, fit([said], SMALL, 80, 1), margins.right, top)


def draw_foot(sheet: Sheet, page: int, pages: int, margins: Margins) -> None:
    """Which of how many pages."""
    sheet.rectangle(margins.left, margins.foot, margins.width, 0.2)
    numbered = _("{page} of {pages}").format(page=page, pages=pages)
    to_right(sheet, fit([numbered], SMALL, 30, 1), margins.right, margins.foot + 1.5)


def to_right(sheet: Sheet, block: Block, right: float, top: float) -> None:
    sheet.block(block, right - block.width, top)


def who_words(line: BookedLine) -> str:
    """Whose it is; nobody is named where it is private."""
    return line.who or private_word()


def span_words(line: BookedLine, day: date) -> str:
    """``09:00 – 11:00``, ``23:00 – 24:00``; the end of a night that goes on is left open, and so is its
    beginning."""
    begins = hour(line.starts) if line.starts.date() == day else "…"
    return f"{begins} – {_end_words(line.ends, day)}"


def _end_words(ends: datetime, day: date) -> str:
    if ends.date() == day:
        return hour(ends)
    midnight = ends.time() == time(0) and ends.date() == day + timedelta(days=1)
    return "24:00" if midnight else "…"
