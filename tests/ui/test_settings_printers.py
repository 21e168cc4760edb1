"""Printers: one row for each use, what the system says about them, and what is kept for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from askadesk.documents.rows import HubFacts
from askadesk.settings.device import Printer, read_settings
from tests.ui.conftest import Desk
from ui.dialogs.printing import Outlet
from ui.operations.base import Bench
from ui.operations.device import PrinterOperations, sample_pdf
from ui.pages.settings import printers
from ui.pages.settings.page import SECTION, SettingsPage
from ui.pages.settings.printer_parts import state_of
from ui.pages.settings.printers import USES, Printers, PrintersSection
from ui.preferences import Preferences
from ui.print_backend import PrinterChoice, PrinterFacts, Use, page_picture, print_pdf
from ui.tasks import TaskRunner

EVOLIS = PrinterFacts("Evolis_Primacy", "Evolis Primacy 2, USB", True, False, True)
LASER = PrinterFacts("HP", "HP LaserJet ufficio", False, True, True)
KNOWN = Printers(
    (EVOLIS, LASER),
    (
        Outlet("Evolis_Primacy", "Evolis Primacy 2, USB", (), (("CR80", "CR80"),)),
        Outlet("HP", "HP LaserJet ufficio", (("Upper", "Upper"),), (("A4", "A4"), ("A5", "A5"))),
    ),
)


@pytest.fixture
def section(desk: Desk) -> PrintersSection:
    made = PrintersSection()
    page = SettingsPage()
    page.add_section("printers", "printer", printers.name, made, printers.words)
    desk.window.add_page(SECTION, page)
    desk.window.go_to("settings")
    desk.settle()
    return made


def test_without_a_printer_the_section_says_so_and_offers_pdf(
    desk: Desk, section: PrintersSection
) -> None:
    section.show_printers(Printers())
    desk.settle()
    assert section.nowhere.isVisible()
    assert {row.state.device for row in section.rows.values()} == {"PDF in una cartella"}
    assert section.panel.test.text() == "Salva una prova"
    assert section.panel._files.isVisible()
    assert section.care() == ""


@pytest.mark.parametrize(
    ("facts", "words", "tone"),
    [
        (EVOLIS, "Pronta", "ok"),
        (None, "Non c'è", "bad"),
        (PrinterFacts("E", "E", False, False, working=False), "Non risponde", "bad"),
        (PrinterFacts("E", "E", False, False, working=True, printing=True), "In stampa", "ink"),
    ],
)
def test_the_state_is_what_the_system_reports(
    theme: object, facts: PrinterFacts | None, words: str, tone: str
) -> None:
    state = state_of(Printer("Evolis_Primacy"), facts, looked=True)
    assert (state.words, state.tone) == (words, tone)


def test_a_printer_that_is_away_is_said_with_what_is_safe_and_what_to_do(
    desk: Desk, section: PrintersSection, qtbot: QtBot
) -> None:
    section.show_kept({Use.LABEL: Printer("Brother")})
    section.show_printers(KNOWN)
    assert not section.trouble.isVisible()
    section.choose(Use.LABEL)
    desk.settle()
    assert section.trouble.isVisible()
    assert section.trouble.title.text() == "Brother non risponde"
    assert "Etichette visita" in section.care()
    with qtbot.waitSignal(section.changed) as told:
        section.trouble.to_pdf.click()
    assert told.args == [Use.LABEL, Printer("")]
    assert section.care() == ""


def test_paper_tray_and_copies_belong_to_the_use_that_is_chosen(
    desk: Desk, section: PrintersSection
) -> None:
    told: list[tuple[Use, Printer]] = []
    section.changed.connect(lambda use, printer: told.append((use, printer)))
    section.show_printers(KNOWN)
    section.choose(Use.LIST)
    panel = section.panel
    panel._printer.setCurrentIndex(panel._printer.findData("HP"))
    panel._printer.activated.emit(0)
    assert panel.tray.isVisible()
    panel._paper.setCurrentIndex(panel._paper.findData("A5"))
    panel._paper.activated.emit(0)
    panel._copies.set_value(3)
    panel._right.set_value(5)
    assert told[-1] == (Use.LIST, Printer("HP", "", "A5", copies=3, right=5))
    assert panel._right._shown.text() == "0,5 mm"
    section.choose(Use.CARD)
    assert panel._copies.value == 1


def test_another_printer_begins_without_the_shift_of_the_one_before(
    section: PrintersSection,
) -> None:
    section.show_printers(KNOWN)
    section.show_kept({Use.CARD: Printer("HP", "Upper", "A4", right=9, down=-4)})
    panel = section.panel
    panel._printer.setCurrentIndex(panel._printer.findData("Evolis_Primacy"))
    panel._printer.activated.emit(0)
    assert panel._now == Printer("Evolis_Primacy")


def test_arrows_walk_through_the_uses_and_f2_prints_a_test(
    desk: Desk, section: PrintersSection, qtbot: QtBot
) -> None:
    section.rows[Use.CARD].setFocus()
    QTest.keyClick(section.rows[Use.CARD], Qt.Key.Key_Down)
    QTest.keyClick(section.rows[Use.SHEET], Qt.Key.Key_Down)
    assert section.use is Use.LABEL
    with qtbot.waitSignal(section.test_asked) as told:
        QTest.keyClick(section.rows[Use.LABEL], Qt.Key.Key_F2)
    assert told.args == [Use.LABEL]


def test_the_panel_shows_a_real_page_of_the_use(desk: Desk, section: PrintersSection) -> None:
    hub = HubFacts("Aska", "via Baltea 3", "Torino")
    section.show_samples({use: sample_pdf(use, hub) for use in USES})
    for use in USES:
        section.choose(use)
        desk.settle()
        assert section.panel.preview is not None
        assert section.panel.preview.page_count == 1


# through the operations ------------------------------------------------------------------------


@pytest.fixture
def made(desk: Desk, qapp: QApplication, tmp_path: Path) -> Iterator[PrinterOperations]:
    from ui.errors import ErrorDesk

    preferences = Preferences(qapp, tmp_path / "desk.toml")
    runner = TaskRunner(desk.window)
    operations = PrinterOperations(Bench(desk.window, runner, ErrorDesk(desk.window)), preferences)
    page = SettingsPage()
    page.add_section("printers", "printer", printers.name, operations.section, printers.words)
    desk.window.add_page(SECTION, page)
    yield operations
    runner.close()
    preferences.deleteLater()


def test_a_test_without_a_printer_is_a_file_in_the_chosen_folder(
    desk: Desk, made: PrinterOperations, qtbot: QtBot, tmp_path: Path
) -> None:
    made.take_folder(str(tmp_path / "carte"))
    made.test(Use.CARD)
    page = tmp_path / "carte" / "Tessere.pdf"
    qtbot.waitUntil(page.exists, timeout=10_000)
    qtbot.waitUntil(lambda: bool(desk.window.toasts.toasts), timeout=5_000)
    assert page.read_bytes().startswith(b"%PDF")
    assert read_settings(tmp_path / "desk.toml").printers["card"].folder == str(tmp_path / "carte")
    desk.window.toasts.clear()


def test_what_is_set_is_there_when_the_program_is_opened_again(
    made: PrinterOperations, qapp: QApplication, tmp_path: Path
) -> None:
    printer = Printer("HP", "Upper", "A4", copies=2, right=-3, down=7)
    made.section.changed.emit(Use.LIST, printer)
    again = Preferences(qapp, tmp_path / "desk.toml")
    assert again.outlet(Use.LIST) == printer
    assert again.printer(Use.LIST) == PrinterChoice("HP", "Upper", "A4", 2, -3, 7)
    again.remember_printer(Use.LIST, PrinterChoice("HP", "", "A5"))
    assert again.printer(Use.LIST) == PrinterChoice("HP", "", "A5", 2, -3, 7)
    again.remember_printer(Use.LIST, PrinterChoice("Evolis", "", ""))
    assert again.printer(Use.LIST) == PrinterChoice("Evolis", copies=2)
    again.deleteLater()


# on paper --------------------------------------------------------------------------------------


def leftmost(path: Path) -> tuple[int, int]:
    """Where the ink of the first page begins, in tenths of a millimetre."""
    document = QPdfDocument()
    document.load(str(path))
    size = document.pagePointSize(0) * (254 / 72)
    picture = page_picture(document, 0, QSizeF(size).toSize())
    inked = [
        (x, y)
        for y in range(0, picture.height(), 2)
        for x in range(0, picture.width(), 2)
        if picture.pixelColor(x, y).value() < 100
    ]
    document.close()
    return min(x for x, _y in inked), min(y for _x, y in inked)


def to_file(path: Path) -> Callable[[PrinterChoice], QPrinter]:
    def opened(_choice: PrinterChoice) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return printer

    return opened


def test_the_shift_moves_what_is_printed(qapp: QApplication, tmp_path: Path) -> None:
    pdf = sample_pdf(Use.LABEL, HubFacts("Aska"))
    straight, moved = tmp_path / "straight.pdf", tmp_path / "moved.pdf"
    print_pdf(pdf, Use.LABEL, PrinterChoice(), opener=to_file(straight))
    print_pdf(pdf, Use.LABEL, PrinterChoice(right=30, down=-20), opener=to_file(moved))
    (x, y), (x2, y2) = leftmost(straight), leftmost(moved)
    assert abs((x2 - x) - 30) <= 6
    assert abs((y2 - y) + 20) <= 6


def test_every_copy_goes_to_the_printer(qapp: QApplication, tmp_path: Path) -> None:
    opened: list[int] = []

    def opener(choice: PrinterChoice) -> QPrinter:
        opened.append(1)
        return to_file(tmp_path / f"copy{len(opened)}.pdf")(choice)

    pdf = sample_pdf(Use.LABEL, HubFacts("Aska"))
    assert print_pdf(pdf, Use.LABEL, PrinterChoice(copies=3), opener=opener) == 1
    assert len(opened) == 3
