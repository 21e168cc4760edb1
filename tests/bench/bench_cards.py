"""A thousand cards into one PDF, beside a thousand pages that hold a code's rectangles and one string."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from uuid import UUID

from PIL import Image
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from askadesk.documents.card import cards_pdf
from askadesk.documents.card_sheet import sheets_pdf
from askadesk.documents.fonts import Weight, load, primary
from askadesk.documents.qr import qr_code
from askadesk.documents.rows import CardFacts, HubFacts
from askadesk.documents.shaping import shape
from tests.bench.figure import Figure, against

COUNT = 1_000
SECONDS, MEGABYTES = 4.0, 10.0
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GIVEN = ("Giulia", "Ștefan", "محمد", "伟", "Maria Vittoria", "Đorđe", "Ayşe", "Nguyễn Thị")
_FAMILY = ("Ferrero", "Țîrlea", "العلي", "李", "Castelbarco Pindemonte", "Đukić", "Rossi", "Ánh")


def run() -> list[Figure]:
    """Seconds and megabytes, without photos and with a photo on every card."""
    hub = HubFacts("Aska", "via Bologna 220", "Torino", "011 555 01 00")
    plain, portraits = _cards(photos=False), _cards(photos=True)
    floor_pdf, floor_seconds = _timed(lambda: _bare(plain))
    floor_size = len(floor_pdf) / 1e6
    figures: list[Figure] = []
    for said, cards in (("", plain), (", each with a photo", portraits)):
        pdf, seconds = _timed(lambda cards=cards: cards_pdf(cards, hub))  # type: ignore[misc]
        size = len(pdf) / 1e6
        on_sheets, on_sheets_seconds = _timed(lambda cards=cards: sheets_pdf(cards, hub))  # type: ignore[misc]
        figures += [
            _bound(
                f"{COUNT} cards on A4 sheets{said}", on_sheets_seconds, "s", floor_seconds, SECONDS
            ),
            _bound(
                f"the size of those sheets{said}", len(on_sheets) / 1e6, "MB", floor_size, MEGABYTES
            ),
            _bound(f"{COUNT} cards in one PDF{said}", seconds, "s", floor_seconds, SECONDS),
            _bound(f"the size of that PDF{said}", size, "MB", floor_size, MEGABYTES),
        ]
    return figures


def _bound(name: str, figure: float, unit: str, floor: float, most: float) -> Figure:
    said = f"{COUNT} pages with only the code's rectangles and one string"
    found = against(name, figure, unit, floor, said, f"≤ {most:g} {unit}")
    return replace(found, kept=figure <= most)


def _timed(make: Callable[[], bytes]) -> tuple[bytes, float]:
    """What was made, from cold caches, and how long it took."""
    qr_code.cache_clear()
    shape.cache_clear()
    started = time.perf_counter()
    made = make()
    return made, time.perf_counter() - started


def _bare(cards: list[CardFacts]) -> bytes:
    """The least that ReportLab must do for a thousand pages with a code on each."""
    buffer = BytesIO()
    font = primary(Weight.REGULAR).name
    load(font)
    canvas = Canvas(buffer, pagesize=(85.6 * mm, 54 * mm), invariant=1, initialFontName=font)
    for card in cards:
        code = qr_code(card.code)
        rects = " ".join(f"{x} {y} {width} {height} re" for x, y, width, height in code.rects)
        canvas.addLiteral(f"q 2.2677 0 0 -2.2677 175 68 cm {rects} f Q")
        canvas.setFont(font, 20)
        canvas.drawString(20, 100, card.code)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _cards(*, photos: bool) -> list[CardFacts]:
    dice = random.Random(2026)
    return [
        CardFacts(
            UUID(int=number),
            _GIVEN[number % 8],
            _FAMILY[number % 8 if number % 8 in (2, 3) else number // 8 % 8],
            "Illustratrice",
            "Studio Nuvola",
            "ASKA" + "".join(dice.choices(_LETTERS, k=33)),
            "GF",
            _photo(dice) if photos else None,
            ("serigrafia", "rilegatura") if number % 2 else (),
        )
        for number in range(COUNT)
    ]


def _photo(dice: random.Random) -> bytes:
    """A soft, grainy picture, as heavy as a portrait from a phone cut to 480 × 576."""
    blotches = Image.frombytes("RGB", (10, 12), dice.randbytes(360)).resize((480, 576))
    grain = Image.frombytes("RGB", (480, 576), dice.randbytes(480 * 576 * 3))
    buffer = BytesIO()
    Image.blend(blotches, grain, 0.06).save(buffer, "JPEG", quality=85)
    return buffer.getvalue()
