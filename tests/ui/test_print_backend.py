"""Printing the finished PDF: to a file, and through Qt's printer into a PDF that is read back."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import run
from threading import Thread
from typing import cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pypdfium2 as pdfium
import pytest
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE
from PySide6.QtCore import QMessageLogContext, QSizeF, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication

from askadesk.core.errors import DeskError
from askadesk.core.i18n import speaking
from askadesk.documents import card, label, present_list
from askadesk.documents.card import cards_pdf
from askadesk.documents.label import labels_pdf
from askadesk.documents.pictures import PDFIUM_LOCK
from tests.askadesk.documents.reading import Page, codes, picture, read
from tests.askadesk.documents.samples import HUB, NAMES
from tests.askadesk.documents.samples import card as a_card
from tests.askadesk.documents.samples import codes as some_codes
from tests.askadesk.documents.samples import label as a_label
from tests.askadesk.documents.test_present_list import house
from ui.print_backend import (
    ChoicesForNow,
    PrinterAway,
    PrinterChoice,
    Stopped,
    Use,
    habits_of,
    paper_for,
    papers,
    print_pdf,
    printers,
    save_pdf,
    trays,
)

Opener = Callable[[PrinterChoice], QPrinter]
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def jobs(tmp_path: Path) -> Callable[[], list[bytes]]:
    """What came out, a PDF for each job."""
    return lambda: [path.read_bytes() for path in sorted(tmp_path.glob("job*.pdf"))]


@pytest.fixture
def opener(tmp_path: Path) -> Opener:
    """A printer whose paper is a file."""
    opened: list[int] = []

    def open_one(_choice: PrinterChoice) -> QPrinter:
        opened.append(1)
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / f"job{len(opened):02}.pdf"))
        return printer

    return open_one


@contextmanager
def qt_says(expected: str) -> Iterator[None]:
    """Qt reports this, and nothing else, while the block runs."""
    said: list[str | None] = []

    def listen(_kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
        said.append(message)

    before = qInstallMessageHandler(listen)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
    assert said == [expected]


def measures(page: Page, width: float, height: float) -> bool:
    """Whether the page is that large, in mm: printers' drivers count in whole points."""
    return abs(page.width - width) < 0.3 and abs(page.height - height) < 0.3


def image_colours(pdf: bytes) -> Iterator[set[object]]:
    """The colours of the picture on each page, dot by dot."""
    with PDFIUM_LOCK, pdfium.PdfDocument(pdf) as document:
        for sheet in document:
            for image in sheet.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=4):
                dots = image.get_bitmap().to_pil().convert("RGB")
                yield {colour for _count, colour in dots.getcolors(1 << 24) or ()}


def test_cards_come_out_in_their_size_with_their_codes(
    opener: Opener, jobs: Callable[[], list[bytes]]
) -> None:
    wanted = some_codes(3)
    pdf = cards_pdf([a_card(code=code) for code in wanted], HUB)
    assert print_pdf(pdf, Use.CARD, PrinterChoice(), opener=opener) == 3
    (out,) = jobs()
    assert measures(read(out), 85.6, 54)
    assert [codes(out, page) for page in range(3)] == [[code] for code in wanted]


def test_a_printed_card_is_trimmed_and_nothing_on_it_moved(
    opener: Opener, jobs: Callable[[], list[bytes]]
) -> None:
    pdf = cards_pdf([a_card(skills=())], HUB)
    print_pdf(pdf, Use.CARD, PrinterChoice(), opener=opener)
    seen = picture(jobs()[0])
    ink, paper = (16, 29, 54), (255, 255, 255)
    assert [seen.getpixel(spot) for spot in ((3, 270), (260, 3), (260, 270))] == [ink] * 3
    assert seen.getpixel((268, 270)) == paper
    box = seen.crop((560, 250, 850, 530)).convert("L").point(lambda v: 255 * (v < 128)).getbbox()
    assert box is not None
    assert [edge / 10 for edge in box] == pytest.approx([5.6, 5.0, 25.6, 25.0], abs=0.25)


def test_labels_are_printed_in_black_only(opener: Opener, jobs: Callable[[], list[bytes]]) -> None:
    pdf = labels_pdf([a_label(first, last) for first, last, _shown in NAMES[:3]], HUB)
    print_pdf(pdf, Use.LABEL, PrinterChoice(), opener=opener)
    (out,) = jobs()
    assert measures(read(out), 100, 62)
    assert codes(out, 2) == [a_label().code]
    assert list(image_colours(out)) == [{(0, 0, 0), (255, 255, 255)}] * 3


def test_the_list_of_who_is_in_comes_out_on_a4(
    opener: Opener, jobs: Callable[[], list[bytes]]
) -> None:
    pdf = present_list.present_pdf(house(40))
    assert print_pdf(pdf, Use.LIST, PrinterChoice(), opener=opener) == 2
    (out,) = jobs()
    assert measures(read(out), 210, 297)


def test_many_cards_go_in_several_jobs_and_tell_how_far_they_are(
    opener: Opener, jobs: Callable[[], list[bytes]]
) -> None:
    told: list[tuple[int, int]] = []

    def watch(done: int, of: int) -> bool:
        told.append((done, of))
        return True

    pdf = cards_pdf([a_card()] * 45, HUB)
    print_pdf(pdf, Use.CARD, PrinterChoice(), progress=watch, opener=opener)
    assert told == [(done, 45) for done in range(1, 46)]
    assert len(jobs()) == 3


def test_stopping_leaves_the_rest_unprinted_and_says_what_is_gone(
    opener: Opener, jobs: Callable[[], list[bytes]]
) -> None:
    pdf = cards_pdf([a_card()] * 45, HUB)
    with pytest.raises(Stopped) as stopped, speaking("it"):
        print_pdf(
            pdf, Use.CARD, PrinterChoice(), progress=lambda done, of: done < 22, opener=opener
        )
    assert stopped.value.kept == "22 pagine erano già andate in stampa."
    assert len(jobs()) == 2


def test_printing_works_away_from_the_window(
    opener: Opener, jobs: Callable[[], list[bytes]]
) -> None:
    pdf = labels_pdf([a_label()], HUB)
    done: list[int] = []

    def work() -> None:
        done.append(print_pdf(pdf, Use.LABEL, PrinterChoice(), opener=opener))

    worker = Thread(target=work)
    worker.start()
    worker.join(30)
    assert done == [1]
    assert codes(jobs()[0]) == [a_label().code]


def test_a_printer_that_is_gone_gives_a_way_out() -> None:
    with speaking("it"), pytest.raises(PrinterAway) as away:
        print_pdf(labels_pdf([a_label()], HUB), Use.LABEL, PrinterChoice("Brother di ieri"))
    assert "Brother di ieri" in away.value.what
    assert (away.value.kept, away.value.todo, away.value.way_out) == (
        "La pagina è pronta e si può stampare di nuovo.",
        "Scegli un’altra stampante, oppure salva in PDF.",
        "choose_printer",
    )
    for ask in (papers, trays):
        with pytest.raises(PrinterAway):
            ask("Brother di ieri")


def test_a_printer_that_cannot_write_says_so(tmp_path: Path) -> None:
    def jammed(_choice: PrinterChoice) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "no" / "such" / "tray.pdf"))
        return printer

    with qt_says("QPainter::begin(): Returned false"), pytest.raises(PrinterAway) as refused:
        print_pdf(labels_pdf([a_label()], HUB), Use.LABEL, PrinterChoice(), opener=jammed)
    assert refused.value.todo


def test_the_printers_are_those_the_system_reports() -> None:
    assert all(printer.device and printer.description for printer in printers())


def test_the_page_chooses_the_paper_that_fits() -> None:
    page = QSizeF(85.6, 54)
    paper = paper_for(page, PrinterChoice(), None).size(QPageSize.Unit.Millimeter)
    assert (round(paper.width(), 1), round(paper.height(), 1)) == (54.0, 85.6)


@dataclass
class Office:
    """What a printer's driver says of its papers; no such printer stands in a test room."""

    sizes: list[QPageSize]
    custom: bool = False

    def supportedPageSizes(self) -> list[QPageSize]:
        return self.sizes

    def supportsCustomPageSizes(self) -> bool:
        return self.custom

    def defaultPageSize(self) -> QPageSize:
        return self.sizes[0]


A4, A6 = QPageSize(QPageSize.PageSizeId.A4), QPageSize(QPageSize.PageSizeId.A6)
CR80 = QPageSize(QSizeF(54.1, 86), QPageSize.Unit.Millimeter, "CR80")
CARD, LETTER_SIZED = QSizeF(85.6, 54), QSizeF(210, 297)


@pytest.mark.parametrize(
    ("office", "page", "chosen", "paper"),
    [
        (Office([A4, CR80]), CARD, "", CR80),  # the driver's own paper of that size
        (Office([A4, CR80]), CARD, A4.key(), A4),  # what was chosen wins
        (Office([A4]), CARD, "", A4),  # an office printer: in the middle of its usual sheet
        (Office([A6, A4]), LETTER_SIZED, "", A4),
        (Office([A4, CR80]), CARD, "gone with the old driver", CR80),
    ],
)
def test_the_driver_offers_and_the_page_takes(
    office: Office, page: QSizeF, chosen: str, paper: QPageSize
) -> None:
    taken = paper_for(page, PrinterChoice("office", paper=chosen), cast(QPrinterInfo, office))
    assert taken.key() == paper.key()


def test_a_paper_too_small_is_refused_with_both_sizes_in_mind() -> None:
    small = PrinterChoice("office", paper=A6.key())
    with speaking("it"), pytest.raises(DeskError) as refused:
        paper_for(LETTER_SIZED, small, cast(QPrinterInfo, Office([A6, A4])))
    assert "A6" in refused.value.what
    assert "210 × 297 mm" in refused.value.what
    assert refused.value.way_out == "choose_printer"


def test_bleed_and_page_agree_with_the_documents() -> None:
    assert habits_of(Use.CARD).bleed == card.PAPER.bleed
    assert habits_of(Use.LABEL).bleed == label.PAPER.bleed
    assert habits_of(Use.LIST).bleed == present_list.PAPER.bleed


def test_each_use_remembers_its_own_printer() -> None:
    choices = ChoicesForNow()
    choices.remember(Use.CARD, PrinterChoice("Zebra", paper="CR80"))
    choices.remember(Use.LABEL, PrinterChoice("Brother"))
    assert choices.choice(Use.CARD) == PrinterChoice("Zebra", "", "CR80")
    assert choices.choice(Use.LABEL).device == "Brother"
    assert choices.choice(Use.LIST) == PrinterChoice()


def test_a_saved_page_is_the_very_pdf(tmp_path: Path) -> None:
    pdf = labels_pdf([a_label()], HUB)
    target = tmp_path / "Etichetta Đukić.pdf"
    target.write_bytes(b"yesterday's")
    save_pdf(pdf, target)
    assert target.read_bytes() == pdf
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("place", ["missing/label.pdf", "file/label.pdf", "folder"])
def test_a_place_that_cannot_be_written_says_what_to_do(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("not a folder")
    (tmp_path / "folder" / "full").mkdir(parents=True)
    with pytest.raises(DeskError) as refused:
        save_pdf(b"%PDF-", tmp_path / place)
    assert refused.value.code == "not_saved"
    assert refused.value.kept
    assert refused.value.todo
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "label.pdf"
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    part.symlink_to("/dev/full")
    with speaking("it"), pytest.raises(DeskError) as full:
        save_pdf(b"%PDF-" * 5000, target)
    assert full.value.todo == "Libera spazio sul disco, oppure scegli un altro posto."
    assert not target.exists()


def test_the_window_starts_without_loading_the_printing_modules() -> None:
    program = (
        "import sys, ui.print_backend;"
        "loaded = [m for m in sys.modules if 'PrintSupport' in m or 'QtPdf' in m or m == 'reportlab'];"
        "sys.exit(len(loaded))"
    )
    assert run([sys.executable, "-c", program], check=False).returncode == 0


def test_no_window_is_left_behind(opener: Opener) -> None:
    before = len(QApplication.topLevelWidgets())
    print_pdf(labels_pdf([a_label()], HUB), Use.LABEL, PrinterChoice(), opener=opener)
    assert len(QApplication.topLevelWidgets()) == before
