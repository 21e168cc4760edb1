"""Pages of a PDF as pictures."""

from __future__ import annotations

from io import BytesIO
from threading import RLock

import pypdfium2 as pdfium

#: pdfium works for one thread at a time: whoever opens a PDF through it holds this.
PDFIUM_LOCK = RLock()


def page_png(pdf: bytes, page: int = 0, dpi: int = 300, *, trimmed: bool = False) -> bytes:
    """Page ``page`` (from 0) of ``pdf`` as a PNG of ``dpi``, on white; ``trimmed`` cuts the bleed off.

    Raises ``IndexError`` for a page that is not there."""
    with PDFIUM_LOCK, pdfium.PdfDocument(pdf) as document:
        if not 0 <= page < len(document):
            raise IndexError(page)
        sheet = document[page]
        crop = _bleed(sheet) if trimmed else (0.0, 0.0, 0.0, 0.0)
        picture = sheet.render(scale=dpi / 72, crop=crop).to_pil()
    buffer = BytesIO()
    picture.save(buffer, "PNG", dpi=(dpi, dpi))
    return buffer.getvalue()


def page_count(pdf: bytes) -> int:
    """How many pages ``pdf`` has."""
    with PDFIUM_LOCK, pdfium.PdfDocument(pdf) as document:
        return len(document)


def _bleed(page: pdfium.PdfPage) -> tuple[float, float, float, float]:
    """What the trim box leaves out on the left, bottom, right and top, in points."""
    left, bottom, right, top = page.get_mediabox()
    inner = page.get_trimbox(fallback_ok=True)
    return inner[0] - left, inner[1] - bottom, right - inner[2], top - inner[3]
