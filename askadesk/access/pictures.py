"""Codes in picture files: what somebody drops, pastes or names on the command line."""

from __future__ import annotations

import io
import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from PIL import Image, UnidentifiedImageError
from pypdfium2.raw import FPDF_ERR_PASSWORD

from askadesk.access.finding import find_codes
from askadesk.core.errors import InputError
from askadesk.core.i18n import _

MAX_MEGABYTES = 10
MAX_MEGAPIXELS = 80
MAX_PAGES = 50
FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF")

_LARGEST_SIDE = 4000
_DOTS_PER_POINT = 300 / 72
_PAGES_SEARCHED = 2
_PDF_STARTS_WITHIN = 1024
# Everything that Pillow's decoders raise over files that are not what they say.
_DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    OverflowError,
    struct.error,
    zlib.error,
)
# Sizes are judged here, with a sentence; Pillow's own remark about them would only reach a log.
warnings.simplefilter("ignore", Image.DecompressionBombWarning)
# PDFium is one for the process and not made for several threads.
_pdfium = threading.Lock()


def codes_in(data: bytes) -> list[str]:
    """The texts of the codes in a picture or in the pages of a PDF, without the same one twice.

    A sound picture in which no code can be read gives an empty list. Raises InputError with code
    ``empty_file``, ``file_too_large``, ``wrong_format``, ``unreadable_file`` (damaged),
    ``file_locked`` (a PDF with a password) or ``too_many_pages``.
    """
    if not data:
        raise _refusal("empty_file", _("This file is empty."), _("Choose another picture."))
    if len(data) > MAX_MEGABYTES * 1_000_000:
        raise _too_many_bytes()
    if b"%PDF-" in data[:_PDF_STARTS_WITHIN]:
        return _codes_in_pdf(data)
    return find_codes(_opened(data))


def codes_in_file(path: Path) -> list[str]:
    """``codes_in`` for a file; what is too large is not even read.

    Raises InputError also with code ``no_such_file``.
    """
    try:
        if path.stat().st_size > MAX_MEGABYTES * 1_000_000:
            raise _too_many_bytes()
        data = path.read_bytes()
    except OSError as error:
        raise _refusal(
            "no_such_file" if isinstance(error, FileNotFoundError) else "unreadable_file",
            _("The file {name} cannot be opened.").format(name=path.name),
            _("Check that it is still there and that you may read it."),
        ) from error
    return codes_in(data)


def _opened(data: bytes) -> Image.Image:
    """The picture, decoded to its last row, at most 4000 pixels long."""
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError as error:
        raise _wrong_format() from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except _DAMAGE as error:
        raise _damaged() from error
    if image.width * image.height > MAX_MEGAPIXELS * 1_000_000:
        raise _too_many_pixels()
    try:
        # A JPEG can be decoded at a fraction of its size, which saves time and memory.
        image.draft("L", (_LARGEST_SIDE, _LARGEST_SIDE))
        image.load()
    except _DAMAGE as error:
        raise _damaged() from error
    image.thumbnail((_LARGEST_SIDE, _LARGEST_SIDE))
    return image


def _codes_in_pdf(data: bytes) -> list[str]:
    with _pdfium, _opened_pdf(data) as document:
        if len(document) > MAX_PAGES:
            raise _too_many_pages()
        pages = range(len(document))
        found = [
            text for page in pages for text in find_codes(_drawn(document, page), thorough=False)
        ]
        if not found:
            for page in pages[:_PAGES_SEARCHED]:
                found += find_codes(_drawn(document, page))
    return list(dict.fromkeys(found))


@contextmanager
def _opened_pdf(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise (_locked() if error.err_code == FPDF_ERR_PASSWORD else _damaged()) from error
    try:
        yield document
    finally:
        document.close()


def _drawn(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    """A page as a greyscale picture of 300 dots an inch, or fewer when it is very large."""
    try:
        page = document[number]
        scale = min(_DOTS_PER_POINT, _LARGEST_SIDE / max(1.0, *page.get_size()))
        drawn: Image.Image = page.render(scale=scale, grayscale=True).to_pil().copy()
    except pypdfium2.PdfiumError as error:
        raise _damaged() from error
    page.close()
    return drawn


def _refusal(code: str, what: str, todo: str) -> InputError:
    return InputError(what, code=code, kept=_("Nothing was recorded."), todo=todo)


def _too_many_bytes() -> InputError:
    return _refusal(
        "file_too_large",
        _("This file is larger than {megabytes} MB.").format(megabytes=MAX_MEGABYTES),
        _("Choose a smaller picture, or photograph the card again."),
    )


def _too_many_pixels() -> InputError:
    return _refusal(
        "file_too_large",
        _("This picture has more than {count} million pixels.").format(count=MAX_MEGAPIXELS),
        _("Choose a smaller picture, or photograph the card again."),
    )


def _too_many_pages() -> InputError:
    return _refusal(
        "too_many_pages",
        _("This PDF has more than {count} pages.").format(count=MAX_PAGES),
        _("Save the page with the card on its own."),
    )


def _wrong_format() -> InputError:
    return _refusal(
        "wrong_format",
        _("This is not a picture that can be read here."),
        _("Use a PNG or JPEG picture, or a PDF."),
    )


def _damaged() -> InputError:
    return _refusal(
        "unreadable_file",
        _("This file is damaged or incomplete."),
        _("Save it again, or photograph the card again."),
    )


def _locked() -> InputError:
    return _refusal(
        "file_locked",
        _("This PDF is locked with a password."),
        _("Save it without a password, or photograph the card."),
    )
