"""Member cards on A4: ten a sheet, each with its bleed, cutting marks in the margins. Measures in mm.

Cut along the marks: first the columns, then the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sized

from askadesk.core.i18n import _
from askadesk.documents import card as one_card
from askadesk.documents.card import FRONT, Progress, Stopped, draw_card, draw_front
from askadesk.documents.rows import CardFacts, HubFacts
from askadesk.documents.sheet import Paper, Sheet

PAPER = Paper(210.0, 297.0)
COLUMNS, ROWS = 2, 5
EACH = COLUMNS * ROWS
CARD = one_card.PAPER
CELL_WIDE, CELL_HIGH = CARD.width + 2 * CARD.bleed, CARD.height + 2 * CARD.bleed
LEFT = (PAPER.width - COLUMNS * CELL_WIDE) / 2
TOP = (PAPER.height - ROWS * CELL_HIGH) / 2
MARK, MARK_GAP, MARK_WIDTH = 5.0, 1.0, 0.1


def sheets_pdf(
    cards: Iterable[CardFacts], hub: HubFacts, *, progress: Progress | None = None
) -> bytes:
    """One PDF with ten cards a page, in the order given; the same cards make the same bytes.

    ``progress(done, total)`` is called after each card, ``total`` being 0 for an iterable of unknown
    length; when it answers False, ``Stopped`` is raised.
    """
    sheet = Sheet(PAPER, _("Cards"), hub.name)
    with sheet.form(FRONT, overhang=CARD.bleed):
        draw_front(sheet, hub)
    total = len(cards) if isinstance(cards, Sized) else 0
    for done, card in enumerate(cards, start=1):
        place = (done - 1) % EACH
        if place == 0:
            if done > 1:
                sheet.end_page()
            _draw_marks(sheet)
        with sheet.placed(*corner(place)):
            draw_card(sheet, card)
        if progress is not None and not progress(done, total):
            raise Stopped(_("Stopped."), kept=_("Nothing was printed or saved."))
    return sheet.finish()


def corner(place: int) -> tuple[float, float]:
    """The upper left corner of a card's trim, from the sheet's, in mm; ``place`` counts from 0."""
    row, column = divmod(place, COLUMNS)
    return (
        LEFT + column * CELL_WIDE + CARD.bleed,
        TOP + row * CELL_HIGH + CARD.bleed,
    )


def _draw_marks(sheet: Sheet) -> None:
    """Hairlines that point at every trim, outside of all cards."""
    sheet.colour(None)
    right, bottom = LEFT + COLUMNS * CELL_WIDE, TOP + ROWS * CELL_HIGH
    for column in range(COLUMNS):
        for x in (corner(column)[0], corner(column)[0] + CARD.width):
            for y in (TOP - MARK_GAP - MARK, bottom + MARK_GAP):
                sheet.rectangle(x - MARK_WIDTH / 2, y, MARK_WIDTH, MARK)
    for row in range(ROWS):
        first = corner(row * COLUMNS)[1]
        for y in (first, first + CARD.height):
            for x in (LEFT - MARK_GAP - MARK, right + MARK_GAP):
                sheet.rectangle(x, y - MARK_WIDTH / 2, MARK, MARK_WIDTH)
