"""Reading a PDF back as pdfium sees it: text with its boxes, shapes with their colours, fonts, codes."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import zxingcpp
from PIL import Image

from askadesk.documents.pictures import PDFIUM_LOCK, page_png

MM = 25.4 / 72


@dataclass(frozen=True)
class Box:
    """A rectangle in mm from the top left corner of the trimmed page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def inside(self, width: float, height: float) -> bool:
        """Whether it lies on a page of that size."""
        fits_across = self.left >= 0 and self.right <= width
        return fits_across and self.top >= 0 and self.bottom <= height

    def near(self, left: float, top: float, width: float, height: float, by: float = 0.2) -> bool:
        """Whether it is that rectangle, give or take ``by`` mm."""
        wanted = (left, top, left + width, top + height)
        found = (self.left, self.top, self.right, self.bottom)
        return all(abs(a - b) <= by for a, b in zip(wanted, found, strict=True))


@dataclass(frozen=True)
class Letter:
    """One drawn character and where its ink is."""

    char: str
    box: Box


@dataclass(frozen=True)
class Shape:
    """A filled path: where, and its colour as (red, green, blue)."""

    box: Box
    colour: tuple[int, int, int]


@dataclass(frozen=True)
class Font:
    """A font in use on a page."""

    name: str
    embedded: bool


@dataclass(frozen=True)
class Page:
    """All that was read from one page."""

    width: float
    height: float
    letters: tuple[Letter, ...]
    shapes: tuple[Shape, ...]
    text_colours: frozenset[tuple[int, int, int]]
    fonts: frozenset[Font]
    image_sizes: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The characters without spaces, in the plain forms that people type."""
        return plain("".join(letter.char for letter in self.letters))

    def has(self, left: float, top: float, width: float, height: float) -> bool:
        """Whether a filled shape has that rectangle (mm, ± 0.2)."""
        return any(shape.box.near(left, top, width, height) for shape in self.shapes)


def plain(text: str) -> str:
    """``text`` composed, presentation forms undone, without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def read(pdf: bytes, page: int = 0) -> Page:
    """Page ``page`` of ``pdf``, measured from its trim."""
    with PDFIUM_LOCK, pdfium.PdfDocument(pdf) as document:
        sheet = document[page]
        trim = sheet.get_trimbox()
        found = list(_objects(sheet, trim))
        return Page(
            width=(trim[2] - trim[0]) * MM,
            height=(trim[3] - trim[1]) * MM,
            letters=tuple(_letters(sheet, trim)),
            shapes=tuple(thing for thing in found if isinstance(thing, Shape)),
            text_colours=frozenset(thing[1] for thing in found if isinstance(thing, tuple)),
            fonts=frozenset(thing[0] for thing in found if isinstance(thing, tuple)),
            image_sizes=tuple(_images(sheet)),
        )


def codes(pdf: bytes, page: int = 0, dpi: int = 300) -> list[str]:
    """The texts of all codes that a camera would see on the page."""
    return [found.text for found in zxingcpp.read_barcodes(picture(pdf, page, dpi))]


def picture(pdf: bytes, page: int = 0, dpi: int = 254) -> Image.Image:
    """The trimmed page, by default at ten pixels to the millimetre."""
    return Image.open(BytesIO(page_png(pdf, page, dpi, trimmed=True))).convert("RGB")


def _letters(sheet: Any, trim: tuple[float, ...]) -> Iterator[Letter]:
    text = sheet.get_textpage()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        generated = raw.FPDFText_IsGenerated(text, index)
        if not generated and not chr(code).isspace():
            yield Letter(chr(code), _box(text.get_charbox(index), trim))


def _objects(sheet: Any, trim: tuple[float, ...]) -> Iterator[Shape | tuple[Font, Any]]:
    for thing in sheet.get_objects(max_depth=4):
        if thing.type == raw.FPDF_PAGEOBJ_PATH:
            yield Shape(_box(thing.get_bounds(), trim), _colour(thing))
        elif thing.type == raw.FPDF_PAGEOBJ_TEXT:
            yield _font(thing), _colour(thing)


def _images(sheet: Any) -> Iterator[tuple[int, int]]:
    for thing in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        yield thing.get_px_size()


def _font(thing: Any) -> Font:
    font = raw.FPDFTextObj_GetFont(thing)
    size = raw.FPDFFont_GetBaseFontName(font, None, 0)
    name = ctypes.create_string_buffer(size)
    raw.FPDFFont_GetBaseFontName(font, name, size)
    return Font(name.value.decode(), raw.FPDFFont_GetIsEmbedded(font) == 1)


def _colour(thing: Any) -> tuple[int, int, int]:
    red, green, blue, alpha = (ctypes.c_uint() for _channel in range(4))
    raw.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha)
    return red.value, green.value, blue.value


def _box(bounds: tuple[float, ...], trim: tuple[float, ...]) -> Box:
    left, bottom, right, top = bounds
    return Box(
        (left - trim[0]) * MM, (trim[3] - top) * MM, (right - trim[0]) * MM, (trim[3] - bottom) * MM
    )
