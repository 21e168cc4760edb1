"""The member card: CR80, 85.6 × 54 mm, with the person's QR code. Measures of DESIGN.md, section 7, in mm."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sized

from askadesk.core.errors import DeskError
from askadesk.core.i18n import _
from askadesk.documents.fonts import Weight
from askadesk.documents.names import name_lines
from askadesk.documents.photos import UnreadablePhoto, portrait
from askadesk.documents.rows import CardFacts, HubFacts
from askadesk.documents.setting import Style, fit, wrap
from askadesk.documents.sheet import Paper, Sheet

log = logging.getLogger(__name__)

PAPER = Paper(85.6, 54.0, bleed=1.0)
FRONT = "front"
"""The form that holds what all cards share."""

INK, INK_ARCH, INK_ARCH_BACK, ACCENT = "#101D36", "#20325A", "#182A4D", "#FFC72C"
TEXT, TEXT_2, INITIALS, WHITE, BACK_TEXT = "#14213A", "#4C5870", "#1F3A6E", "#FFFFFF", "#C9D5EA"
TINTS = ("#E3EAF5", "#EDE6D8", "#DDE3E6")

PANEL = 26.4
ARCH = (5.2, 13.6, 16.0, 19.2)
ARCH_FOOT = 1.6
LEFT, RIGHT = 31.2, 81.6
QR = (61.6, 30.0, 20.0)
#: Left of the QR code's quiet zone, and above it.
BESIDE_QR = QR[0] - 1.6 - LEFT
ABOVE_QR = QR[1] - 1.6

NAME = Style(Weight.SEMIBOLD, 7.2, 4.8, 78 / 72, tracking=-0.02)
ROLE = Style(Weight.REGULAR, 3.0, 2.4, 4 / 3)
CAPTION = Style(Weight.REGULAR, 2.4, 1.8, 3.2 / 2.4)
SKILLS = Style(Weight.SEMIBOLD, 2.8, 2.2, 3.6 / 2.8)
HUB = Style(Weight.SEMIBOLD, 3.8, 2.2, 1.2)
LETTERS = Style(Weight.SEMIBOLD, 6.0, 3.0, 1.3)
MOTTO = Style(Weight.SEMIBOLD, 4.0, 3.0, 1.3)
RETURN = Style(Weight.REGULAR, 2.6, 2.2, 3.8 / 2.6)

Progress = Callable[[int, int], bool]


class Stopped(DeskError):
    """The making of a document was stopped by whoever asked for it."""

    code = "stopped"


def cards_pdf(
    cards: Iterable[CardFacts],
    hub: HubFacts,
    *,
    back: bool = False,
    progress: Progress | None = None,
) -> bytes:
    """One PDF with a page for each card, followed by its back when that is wanted.

    ``progress(done, total)`` is called after each card, ``total`` being 0 for an iterable of unknown
    length; when it answers False, ``Stopped`` is raised. The same cards make the same bytes.
    """
    sheet = Sheet(PAPER, _("Cards"), hub.name)
    with sheet.form(FRONT):
        draw_front(sheet, hub)
    if back:
        with sheet.form("back"):
            _draw_back(sheet, hub)
    total = len(cards) if isinstance(cards, Sized) else 0
    for done, card in enumerate(cards, start=1):
        draw_card(sheet, card)
        sheet.end_page()
        if back:
            sheet.stamp("back")
            sheet.end_page()
        if progress is not None and not progress(done, total):
            raise Stopped(_("Stopped."), kept=_("Nothing was printed or saved."))
    return sheet.finish()


def _portrait(card: CardFacts) -> bytes | None:
    if card.photo is None:
        return None
    try:
        return portrait(card.photo, *ARCH[2:])
    except UnreadablePhoto as error:
        log.warning("photo of %s cannot be read, initials instead: %s", card.person_id, error)
        return None


def draw_front(sheet: Sheet, hub: HubFacts) -> None:
    """What all cards share: the ink panel, the mark with the hub's name, the portico with its lit arch."""
    sheet.colour(INK)
    sheet.rectangle(-1, -1, PANEL + 1, 56)
    for index, colour in enumerate((INK_ARCH, ACCENT, INK_ARCH)):
        sheet.colour(colour)
        sheet.arch(1.056 + 8.8 * index, 42, 6.688, 13)
    sheet.colour(WHITE)
    sheet.mark(4, 4, 5.6, bar=ACCENT)
    sheet.colour(WHITE)
    name = fit([hub.name], HUB, PANEL - 1.6 - 10.64, 2)
    sheet.block(name, 10.64, 6.8 - name.height / 2)


def _draw_back(sheet: Sheet, hub: HubFacts) -> None:
    sheet.colour(INK)
    sheet.rectangle(-1, -1, 87.6, 56)
    for index in range(6):
        sheet.colour(ACCENT if index == 4 else INK_ARCH_BACK)
        sheet.arch(1.5693 + 14.2667 * index, 32.4, 11.128, 22.6)
    sheet.colour(WHITE)
    width = PAPER.width - 9.6
    motto = wrap(_("This card opens doors and conversations."), MOTTO, 58, 2)
    bottom = sheet.block(motto, 4.8, 4.8)
    sheet.colour(BACK_TEXT)
    sheet.block(wrap(_if_found(hub), RETURN, width, 3), 4.8, bottom + 2.4)


def _if_found(hub: HubFacts) -> str:
    place = ", ".join(part for part in (hub.address, hub.city) if part)
    if place and hub.phone:
        said = _("If you find it, bring it back to {hub}, {place}, or call {phone}. Thank you.")
    elif place:
        said = _("If you find it, bring it back to {hub}, {place}. Thank you.")
    elif hub.phone:
        said = _("If you find it, bring it back to {hub} or call {phone}. Thank you.")
    else:
        said = _("If you find it, bring it back to {hub}. Thank you.")
    return said.format(hub=hub.name, place=place, phone=hub.phone)


def draw_card(sheet: Sheet, card: CardFacts) -> None:
    """One card over the form ``FRONT``."""
    sheet.stamp(FRONT)
    picture = _portrait(card)
    if picture is not None:
        sheet.picture_in_arch(picture, *ARCH, ARCH_FOOT)
    else:
        _draw_initials(sheet, card)
    sheet.colour(TEXT)
    top = sheet.block(fit(name_lines(card.given, card.family), NAME, RIGHT - LEFT, 3), LEFT, 5.2)
    if card.code:
        sheet.qr(card.code, *QR)
    bottom = _draw_skills(sheet, tuple(filter(None, card.skills))[:2])
    sheet.colour(TEXT_2)
    _draw_role(sheet, card, top + 1.6, bottom)


def _draw_initials(sheet: Sheet, card: CardFacts) -> None:
    sheet.colour(TINTS[sum(map(ord, card.initials)) % 3])
    sheet.arch(*ARCH, ARCH_FOOT)
    sheet.colour(INITIALS)
    letters = fit([card.initials], LETTERS, ARCH[2] - 4, 1)
    left = ARCH[0] + (ARCH[2] - letters.width) / 2
    sheet.block(letters, left, ARCH[1] + 0.4 + (ARCH[3] - letters.height) / 2)


def _draw_role(sheet: Sheet, card: CardFacts, top: float, bottom: float) -> None:
    """Role, then organisation, each at most two lines; what would touch the QR code stays beside it."""
    texts = [text for text in (card.role, card.organisation) if text.strip()]
    line = ROLE.size * ROLE.leading
    for index, text in enumerate(texts, start=1):
        to_come = (len(texts) - index) * line
        block = fit([text], ROLE, _room(top + line), 1)
        if block.size < ROLE.size and top + 2 * line + to_come <= bottom:
            block = wrap(text, ROLE, _room(top + 2 * line), 2)
        top = sheet.block(block, LEFT, top)


def _room(bottom: float) -> float:
    """How wide text may be that ends ``bottom`` mm below the upper edge."""
    return RIGHT - LEFT if bottom <= ABOVE_QR else BESIDE_QR


def _draw_skills(sheet: Sheet, skills: tuple[str, ...]) -> float:
    """What the person likes to be asked about, on the lower margin; gives back where it begins, in mm."""
    bottom = PAPER.height - 4
    if not skills:
        return bottom
    said = skills[0]
    if len(skills) > 1:
        said = _("{one} and\u00a0{other}").format(one=skills[0], other=skills[1])
    block = wrap(said, SKILLS, BESIDE_QR, 2)
    caption = wrap(_("Talk to me about"), CAPTION, BESIDE_QR, 1)
    top = bottom - block.height - caption.height
    sheet.colour(TEXT_2)
    middle = sheet.block(caption, LEFT, top)
    sheet.colour(TEXT)
    sheet.block(block, LEFT, middle)
    return top
