"""A PDF being drawn: millimetres from the top left corner of the trimmed page, y downwards.

Nothing but embedded fonts, black or the tokens' colours, and no clock: the same facts make the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from askadesk.core.i18n import language
from askadesk.documents.fonts import FONT_LOCK, Weight, load, primary
from askadesk.documents.qr import qr_code
from askadesk.documents.setting import Block
from askadesk.documents.shaping import Line

#: How far a quarter circle's control points lie from its ends, as a share of the radius.
_KAPPA = 0.5522847498


@dataclass(frozen=True, slots=True)
class Paper:
    """A page: width and height after trimming, and the bleed around it, in mm."""

    width: float
    height: float
    bleed: float = 0.0


class _Jpeg(ImageReader):  # type: ignore[misc]
    """A JPEG that goes into the PDF as it is: told from others by its bytes, never decoded."""

    def __init__(self, data: bytes) -> None:  # the base class would open and decode it
        self._bytes, self._dataA = data, None

    def getRGBData(self) -> bytes:
        return self._bytes

    def jpeg_fh(self) -> BytesIO:
        return BytesIO(self._bytes)


class Sheet:
    """One PDF document on one kind of paper."""

    def __init__(self, paper: Paper, title: str, author: str) -> None:
        self.paper = paper
        self._buffer = BytesIO()
        self._fill = Color(0, 0, 0)
        self._outlines: dict[tuple[float, ...], str] = {}
        base = primary(Weight.REGULAR).name
        load(base)
        self._canvas = Canvas(
            self._buffer,
            pagesize=((paper.width + 2 * paper.bleed) * mm, (paper.height + 2 * paper.bleed) * mm),
            invariant=1,
            pageCompression=1,
            initialFontName=base,
            lang=language(),
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setCreator("AskaDesk")
        if paper.bleed:
            self._set_boxes()

    def _set_boxes(self) -> None:
        bleed, width, height = (
            self.paper.bleed * mm,
            self.paper.width * mm,
            self.paper.height * mm,
        )
        self._canvas.setTrimBox((bleed, bleed, bleed + width, bleed + height))
        self._canvas.setBleedBox((0, 0, width + 2 * bleed, height + 2 * bleed))

    def x(self, left: float) -> float:
        """``left`` mm from the trim's left edge, in points of the page."""
        return float((self.paper.bleed + left) * mm)

    def y(self, top: float) -> float:
        """``top`` mm below the trim's upper edge, in points of the page."""
        return float((self.paper.bleed + self.paper.height - top) * mm)

    def colour(self, hex_rgb: str | None) -> None:
        """Fill with a colour from now on; None is pure black, of one ink."""
        if hex_rgb is None:
            self.grey(0)
        else:
            self._fill = HexColor(hex_rgb)
            self._canvas.setFillColor(self._fill)

    def grey(self, lightness: float) -> None:
        """Fill with a grey from now on: 0 is black, 1 is paper."""
        self._fill = Color(lightness, lightness, lightness)
        self._canvas.setFillGray(lightness)

    def rectangle(self, left: float, top: float, width: float, height: float) -> None:
        """A filled rectangle."""
        self._canvas.rect(
            self.x(left), self.y(top + height), width * mm, height * mm, stroke=0, fill=1
        )

    def pill(self, left: float, top: float, width: float, height: float) -> None:
        """A filled rectangle with fully round ends."""
        self._canvas.roundRect(
            self.x(left),
            self.y(top + height),
            width * mm,
            height * mm,
            height * mm / 2,
            stroke=0,
            fill=1,
        )

    def arch(self, left: float, top: float, width: float, height: float, foot: float = 0) -> None:
        """A filled arch: a half circle on a rectangle whose lower corners have the radius ``foot``."""
        path = self.arch_path(left, top, width, height, foot)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def arch_path(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        foot: float = 0,
        path: PDFPathObject | None = None,
    ) -> PDFPathObject:
        """The outline of an arch, added to ``path`` when there is one."""
        path = path or self._canvas.beginPath()
        r, k = width / 2, width / 2 * _KAPPA
        right, bottom, spring = left + width, top + height, top + width / 2
        path.moveTo(self.x(left), self.y(bottom - foot))
        path.lineTo(self.x(left), self.y(spring))
        self._curve(path, (left, spring - k), (left + r - k, top), (left + r, top))
        self._curve(path, (left + r + k, top), (right, spring - k), (right, spring))
        path.lineTo(self.x(right), self.y(bottom - foot))
        if foot:
            f = foot * (1 - _KAPPA)
            ends = (right, bottom - f), (right - f, bottom), (right - foot, bottom)
            self._curve(path, *ends)
            path.lineTo(self.x(left + foot), self.y(bottom))
            ends = (left + f, bottom), (left, bottom - f), (left, bottom - foot)
            self._curve(path, *ends)
        else:
            path.lineTo(self.x(left), self.y(bottom))
            path.lineTo(self.x(right), self.y(bottom))
        path.close()
        return path

    def _curve(self, path: PDFPathObject, *points: tuple[float, float]) -> None:
        path.curveTo(*(value for px, py in points for value in (self.x(px), self.y(py))))

    def mark(self, left: float, top: float, height: float, bar: str | None) -> None:
        """The hub's mark, ``height`` mm high, in the present colour, its bar in ``bar``.

        Measures of ``resources/mark.svg``: 27 × 30 units, strokes 5 wide."""
        unit = height / 30
        path = self._canvas.beginPath()
        self._legs(path, left, top, 13.5 * unit, 5 * unit, top + height)
        self._canvas.drawPath(path, stroke=0, fill=1)
        if bar is not None:
            self.colour(bar)
        self.rectangle(left + 8 * unit, top + 18.5 * unit, 11 * unit, 5 * unit)

    def _legs(
        self,
        path: PDFPathObject,
        left: float,
        top: float,
        radius: float,
        stroke: float,
        foot: float,
    ) -> None:
        """The outline of an open arch: up its outside, down its inside."""
        centre, spring = left + radius, top + radius
        path.moveTo(self.x(left), self.y(foot))
        for r, way in ((radius, 1), (radius - stroke, -1)):
            k = r * _KAPPA
            a, b = centre - way * r, centre + way * r
            path.lineTo(self.x(a), self.y(spring))
            up = (a, spring - k), (centre - way * k, spring - r), (centre, spring - r)
            down = (centre + way * k, spring - r), (b, spring - k), (b, spring)
            self._curve(path, *up)
            self._curve(path, *down)
            path.lineTo(self.x(b), self.y(foot))
            if way == 1:
                path.lineTo(self.x(b - stroke), self.y(foot))
        path.close()

    def line(self, line: Line, left: float, baseline: float, size: float) -> None:
        """One line of text, its baseline ``baseline`` mm below the trim's upper edge."""
        text = self._canvas.beginText(self.x(left), self.y(baseline))
        points = size * mm
        emboldened = any(run.face.emboldened for run in line.runs)
        if emboldened:
            self._canvas.saveState()
            self._canvas.setStrokeColor(self._fill)
        for run in line.runs:
            load(run.face.name)
            text.setFont(run.face.name, points)
            text.setCharSpace(run.spacing * points)
            if emboldened:
                text.setTextRenderMode(2 if run.face.emboldened else 0)
                self._canvas.setLineWidth(run.face.emboldened * points)
            text.textOut(run.text)
        self._canvas.drawText(text)
        if emboldened:
            self._canvas.restoreState()

    def block(self, block: Block, left: float, top: float) -> float:
        """Lines of text from ``top`` down; gives back where they end, in mm."""
        for index, line in enumerate(block.lines):
            middle = top + (index + 0.5) * block.line_height
            self.line(line, left, middle + block.drop, block.size)
        return top + block.height

    def qr(self, text: str, left: float, top: float, side: float) -> None:
        """The QR code of ``text`` in the present colour, ``side`` mm wide without its quiet zone.

        One path, filled once, whatever the renderer's edges do: no hairline between modules."""
        code = qr_code(text)
        module = side * mm / code.size
        rects = " ".join(f"{x} {y} {width} {height} re" for x, y, width, height in code.rects)
        self._canvas.addLiteral(
            f"q {module:.5f} 0 0 {-module:.5f} {self.x(left):.4f} {self.y(top):.4f} cm {rects} f Q"
        )

    def picture_in_arch(
        self, jpeg: bytes, left: float, top: float, width: float, height: float, foot: float
    ) -> None:
        """A picture of the arch's proportions, clipped to it."""
        outline = (left, top, width, height, foot)
        if outline not in self._outlines:
            self._outlines[outline] = self.arch_path(*outline).getCode()
        self._canvas.saveState()
        self._canvas.addLiteral(f"{self._outlines[outline]} W n")
        corner = self.x(left), self.y(top + height)
        self._canvas.drawImage(_Jpeg(jpeg), *corner, width * mm, height * mm)
        self._canvas.restoreState()

    @contextmanager
    def form(self, name: str, overhang: float = 0.0) -> Iterator[None]:
        """What is drawn inside is stored once and repeated by ``stamp``. Before the first page only.

        It may reach ``overhang`` mm beyond the page's edges: where it is ``placed`` there is room."""
        wide, high = (self.paper.width + 2 * self.paper.bleed), self.paper.height
        top = (high + 2 * self.paper.bleed + overhang) * mm
        self._canvas.beginForm(name, -overhang * mm, 0, (wide + overhang) * mm, top)
        yield
        self._canvas.endForm()

    @contextmanager
    def placed(self, left: float, top: float) -> Iterator[None]:
        """What is drawn inside has its own corner at ``left``, ``top`` mm of the page."""
        self._canvas.saveState()
        self._canvas.translate(left * mm, -top * mm)
        yield
        self._canvas.restoreState()

    def stamp(self, name: str) -> None:
        """Draw the form of that name."""
        self._canvas.doForm(name)

    def end_page(self) -> None:
        """This page is done."""
        self._canvas.showPage()

    def finish(self) -> bytes:
        """The whole document."""
        with FONT_LOCK:
            self._canvas.save()
        return self._buffer.getvalue()
