"""From a finished PDF to paper: the same pages that the window shows, at the printer's resolution.

``print_pdf`` paints pictures of the pages and touches no widget: call it from a worker, one job at a
time. Qt's printing and PDF modules are loaded at the first use, not at the start of the program.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QMarginsF, QPoint, QSize, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter

from askadesk.core.errors import DeskError
from askadesk.core.i18n import _, ngettext

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

Progress = Callable[[int, int], bool]
"""Told how many pages of how many are done; False stops."""

_MM = 25.4
MM_PER_POINT = _MM / 72
_TOLERANCE = 1.0
"""Drivers round their papers: a millimetre is no difference."""


class Use(StrEnum):
    """What is printed. Each use has its own device, tray and paper."""

    CARD = "card"
    LABEL = "label"
    LIST = "list"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Habits:
    """How a use goes to paper: ``bleed`` (mm) hangs over the paper's edge; ``job`` pages go to the
    printer at once, so that stopping in the middle leaves little behind; ``dpi`` is the most that is
    rendered (a whole A4 page at 600 would take 140 MB); ``corner`` (mm) is round on the real thing."""

    bleed: float
    job: int
    dpi: int
    ink: QImage.Format
    corner: float = 0.0


_HABITS = {
    Use.CARD: Habits(1.0, 20, 600, QImage.Format.Format_RGB32, corner=3.2),
    Use.LABEL: Habits(0.0, 20, 600, QImage.Format.Format_Mono),
    Use.LIST: Habits(0.0, 500, 300, QImage.Format.Format_Grayscale8),
    # Cards on A4, in colour: the codes need no more than this.
    Use.SHEET: Habits(0.0, 10, 300, QImage.Format.Format_RGB32),
}


def habits_of(use: Use) -> Habits:
    """How ``use`` goes to paper."""
    return _HABITS[use]


@dataclass(frozen=True, slots=True)
class PrinterChoice:
    """Where a use goes. ``device`` is the system's name for the printer, "" to save a PDF file;
    ``tray`` a name from ``trays``, "" for the driver's own choice; ``paper`` a key from ``papers``,
    "" for the size of the page itself. Every page is printed ``copies`` times, shifted by ``right`` and
    ``down`` (tenths of a millimetre)."""

    device: str = ""
    tray: str = ""
    paper: str = ""
    copies: int = 1
    right: int = 0
    down: int = 0


class PrinterChoices(Protocol):
    """Where the choices are remembered: they belong to the device, not to the hub."""

    def choice(self, use: Use) -> PrinterChoice:
        """What was chosen last for ``use``."""
        ...

    def remember(self, use: Use, choice: PrinterChoice) -> None:
        """Keep ``choice`` for the next time."""
        ...


@dataclass(slots=True)
class ChoicesForNow:
    """Remembers until the program ends."""

    _kept: dict[Use, PrinterChoice] = field(default_factory=dict)

    def choice(self, use: Use) -> PrinterChoice:
        return self._kept.get(use, PrinterChoice())

    def remember(self, use: Use, choice: PrinterChoice) -> None:
        self._kept[use] = choice


@dataclass(frozen=True, slots=True)
class PrinterFacts:
    """A printer as the system reports it, and no more than that. ``working`` is False when it says
    that it is stopped or in trouble, ``printing`` True when it says that it is at work."""

    device: str
    description: str
    is_default: bool
    is_remote: bool
    working: bool
    printing: bool = False


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A paper that a printer offers: its stable key, the driver's name for it, width and height in mm."""

    key: str
    name: str
    width: float
    height: float


class Stopped(DeskError):
    """Printing was stopped by whoever asked for it."""

    code = "stopped"


class PrinterAway(DeskError):
    """The printer is not there, or did not take the job."""

    code = "printer_away"


OpenPrinter = Callable[[PrinterChoice], "QPrinter"]


# what there is ---------------------------------------------------------------------------------


def printers() -> tuple[PrinterFacts, ...]:
    """The printers that the system knows, its default first. May ask the network: not on the GUI thread."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    trouble = (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)
    found = [
        PrinterFacts(
            device=info.printerName(),
            description=info.description() or info.printerName(),
            is_default=info.isDefault(),
            is_remote=info.isRemote(),
            working=info.state() not in trouble,
            printing=info.state() is QPrinter.PrinterState.Active,
        )
        for info in QPrinterInfo.availablePrinters()
    ]
    return tuple(sorted(found, key=lambda facts: (not facts.is_default, facts.description)))


def papers(device: str) -> tuple[PaperFacts, ...]:
    """The papers that ``device`` offers. Raises ``PrinterAway``."""
    return tuple(
        PaperFacts(size.key(), size.name(), size.size(_MILLIMETRE).width(), _height(size))
        for size in _info(device).supportedPageSizes()
    )


def trays(device: str) -> tuple[str, ...]:
    """The trays of ``device``, where the system lists them; elsewhere the paper decides. Raises
    ``PrinterAway``."""
    from PySide6.QtPrintSupport import QPrintEngine, QPrinter

    engine = QPrinter(_info(device)).printEngine()
    listed = engine.property(QPrintEngine.PrintEnginePropertyKey.PPK_PaperSources) or ()
    known = {source.value: name for name, source in QPrinter.PaperSource.__members__.items()}
    return tuple(known.get(int(source), str(int(source))) for source in listed)


_MILLIMETRE = QPageSize.Unit.Millimeter


def _height(size: QPageSize) -> float:
    return size.size(_MILLIMETRE).height()


def _info(device: str) -> QPrinterInfo:
    from PySide6.QtPrintSupport import QPrinterInfo

    info = QPrinterInfo.printerInfo(device)
    if info.isNull():
        raise PrinterAway(
            _("The printer {name} is not there any more.").format(name=device),
            kept=_("The page is ready and can be printed again."),
            todo=_("Choose another printer, or save it as PDF."),
            way_out="choose_printer",
        )
    return info


# to a file -------------------------------------------------------------------------------------


def save_pdf(pdf: bytes, path: Path) -> None:
    """Write ``pdf`` to ``path``, whole or not at all. Raises ``DeskError`` when it cannot be."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with part.open("wb") as file:
                file.write(pdf)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _not_saved(error, path) from error


def _not_saved(error: OSError, path: Path) -> DeskError:
    if error.errno == errno.ENOSPC:
        todo = _("Free some space on the disk, or choose another place.")
    elif error.errno == errno.ENOENT:
        todo = _("The folder {folder} is not there: choose another place.").format(
            folder=path.parent
        )
    else:
        todo = _("Choose a folder that you may write to.")
    return DeskError(
        _("{file} was not saved.").format(file=path.name),
        code="not_saved",
        kept=_("The page is ready and can be saved again."),
        todo=todo,
        way_out="save_elsewhere",
    )


# to paper --------------------------------------------------------------------------------------


def open_printer(choice: PrinterChoice) -> QPrinter:
    """The chosen printer, set to its tray. Raises ``PrinterAway``."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(_info(choice.device), QPrinter.PrinterMode.HighResolution)
    source = QPrinter.PaperSource.__members__.get(choice.tray)
    if source is not None:
        printer.setPaperSource(source)
    return printer


def print_pdf(
    pdf: bytes,
    use: Use,
    choice: PrinterChoice,
    *,
    title: str = "",
    progress: Progress | None = None,
    opener: OpenPrinter = open_printer,
) -> int:
    """Print every page of ``pdf`` at its own size; gives back how many pages it has.

    A page smaller than the paper is put in its middle. Long work goes in several jobs. Raises
    ``PrinterAway``, ``Stopped`` (after ``progress`` answered False), or ``DeskError`` for a paper
    that is too small.
    """
    habits = _HABITS[use]
    with _opened(pdf) as document:
        total = document.pageCount()
        jobs = range(0, total, habits.job)
        for first in (first for _copy in range(max(1, choice.copies)) for first in jobs):
            printer = opener(choice)
            if title:
                printer.setDocName(title)
            job = _Job(document, printer, habits, choice)
            job.paint(range(first, min(first + habits.job, total)), progress)
    return total


@contextmanager
def _opened(pdf: bytes) -> Iterator[QPdfDocument]:
    from PySide6.QtPdf import QPdfDocument

    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    try:
        if document.status() is not QPdfDocument.Status.Ready:
            raise ValueError(f"not a PDF that can be read: {document.error()}")
        yield document
    finally:
        document.close()
        buffer.close()


class _Job:
    """Some pages on their way to a printer."""

    def __init__(
        self, document: QPdfDocument, printer: QPrinter, habits: Habits, choice: PrinterChoice
    ) -> None:
        self._document, self._printer, self._habits = document, printer, habits
        self._shift = choice.right / 10, choice.down / 10
        self._name = choice.device or printer.outputFileName()
        self._lay_out(choice)

    def _lay_out(self, choice: PrinterChoice) -> None:
        """Choose paper and orientation for the first page; all pages of a use are alike."""
        if self._printer.resolution() > self._habits.dpi:
            self._printer.setResolution(self._habits.dpi)
        page = self._page_mm(0)
        trimmed = QSizeF(
            page.width() - 2 * self._habits.bleed, page.height() - 2 * self._habits.bleed
        )
        paper = paper_for(trimmed, choice, None if not choice.device else _info(choice.device))
        turned = not _holds(paper.size(_MILLIMETRE), trimmed)
        orientation = QPageLayout.Orientation
        self._printer.setFullPage(True)
        layout = QPageLayout(
            paper, orientation.Landscape if turned else orientation.Portrait, QMarginsF()
        )
        layout.setMode(QPageLayout.Mode.FullPageMode)
        self._printer.setPageLayout(layout)

    def _page_mm(self, page: int) -> QSizeF:
        return self._document.pagePointSize(page) * MM_PER_POINT

    def paint(self, pages: range, progress: Progress | None) -> None:
        """Paint ``pages``, counted from the beginning of the document."""
        from PySide6.QtPrintSupport import QPrinter

        painter = QPainter()
        if not painter.begin(self._printer):
            raise self._refused(pages.start)
        try:
            painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
            for page in pages:
                if page > pages.start and not self._printer.newPage():
                    raise self._refused(page)
                self._paint_page(painter, page)
                if progress is not None and not progress(page + 1, self._document.pageCount()):
                    raise _stopped(page + 1)
        finally:
            painter.end()
        if self._printer.printerState() is QPrinter.PrinterState.Error:
            raise self._refused(pages.start)

    def _paint_page(self, painter: QPainter, page: int) -> None:
        """The page at its own size in the middle of the paper."""
        dots = self._printer.resolution() / _MM
        size = self._page_mm(page)
        whole = QSize(round(size.width() * dots), round(size.height() * dots))
        paper = self._printer.pageLayout().fullRectPixels(self._printer.resolution()).size()
        right, down = (round(shift * dots) for shift in self._shift)
        corner = QPoint(
            (paper.width() - whole.width()) // 2 + right,
            (paper.height() - whole.height()) // 2 + down,
        )
        picture = page_picture(self._document, page, whole)
        painter.drawImage(corner, _inked(picture, self._habits.ink))

    def _refused(self, done: int) -> PrinterAway:
        return PrinterAway(
            _("The printer {name} did not take the page.").format(name=self._name),
            kept=_pages_gone(done),
            todo=_("Check paper and connection, then print again, or choose another printer."),
            way_out="choose_printer",
        )


def page_picture(document: QPdfDocument, page: int, size: QSize) -> QImage:
    """``page`` rendered ``size`` pixels large, on white.

    Always the whole page: given a clip, QtPdf 6.12 rounds the page's points down and draws all a
    little too large."""
    picture = QImage(size, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFFFF)
    painter = QPainter(picture)
    painter.drawImage(0, 0, document.render(page, size))
    painter.end()
    return picture


def paper_for(page: QSizeF, choice: PrinterChoice, info: QPrinterInfo | None) -> QPageSize:
    """The paper for a page of that many mm: the chosen one; or the driver's own of that size; or
    made to measure; or the driver's usual one. Raises ``DeskError`` when the page does not fit."""
    offered = info.supportedPageSizes() if info is not None else []
    paper = next((size for size in offered if size.key() == choice.paper), None)
    if paper is None:
        paper = next((size for size in offered if _same(size.size(_MILLIMETRE), page)), None)
    if paper is None and (info is None or info.supportsCustomPageSizes()):
        short, long = sorted((page.width(), page.height()))
        exact = QPageSize.SizeMatchPolicy.ExactMatch
        paper = QPageSize(QSizeF(short, long), _MILLIMETRE, "", exact)
    if paper is None and info is not None:
        paper = info.defaultPageSize()
    if paper is None or not _fits(paper.size(_MILLIMETRE), page):
        raise _too_small(paper, page)
    return paper


def _holds(paper: QSizeF, page: QSizeF) -> bool:
    """Whether ``page`` lies on ``paper`` without being turned."""
    wide = page.width() <= paper.width() + _TOLERANCE
    return wide and page.height() <= paper.height() + _TOLERANCE


def _fits(paper: QSizeF, page: QSizeF) -> bool:
    return _holds(paper, page) or _holds(paper.transposed(), page)


def _same(paper: QSizeF, page: QSizeF) -> bool:
    return _fits(paper, page) and _fits(page, paper)


def _inked(picture: QImage, ink: QImage.Format) -> QImage:
    """``picture`` in the inks of its use; black only means a clean edge, not a raster of dots."""
    from PySide6.QtCore import Qt

    return picture.convertToFormat(ink, Qt.ImageConversionFlag.ThresholdDither)


def _too_small(paper: QPageSize | None, page: QSizeF) -> DeskError:
    said = _("The paper {paper} is too small: the page measures {width} × {height} mm.")
    return DeskError(
        said.format(
            paper=paper.name() if paper is not None else "",
            width=round(page.width()),
            height=round(page.height()),
        ),
        code="paper_too_small",
        kept=_("Nothing was printed."),
        todo=_("Choose another paper or printer."),
        way_out="choose_printer",
    )


def _stopped(done: int) -> Stopped:
    return Stopped(_("Printing was stopped."), kept=_pages_gone(done))


def _pages_gone(done: int) -> str:
    """What already lies at the printer."""
    if done == 0:
        return _("Nothing was printed.")
    said = ngettext(
        "{count} page had already gone to the printer.",
        "{count} pages had already gone to the printer.",
        done,
    )
    return said.format(count=done)
