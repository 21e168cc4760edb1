"""Cards of several people at a real window: laid out as asked, printed, noted, stopped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from askadesk.documents.pictures import page_count
from tests.ui.living import Archive, Guest, LiveDesk
from tests.ui.looking import cut_words
from ui import print_backend
from ui.dialogs.printing import Outlet, PrintDialog
from ui.operations import sheets
from ui.print_backend import PrinterChoice, Use
from ui.tasks import Step, Stopped, Work


@pytest.fixture
def archive(sqlite_url: str) -> Iterator[Archive]:
    made = Archive(sqlite_url)
    yield made
    made.close()


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, archive: Archive, tmp_path: Path) -> Iterator[LiveDesk]:
    live = LiveDesk(qtbot, qapp, archive.database, tmp_path)
    live.open()
    yield live
    live.close()


@pytest.fixture
def people(archive: Archive) -> tuple[Guest, ...]:
    names = (("Ada", "Uno"), ("Bea", "Due"), ("Cia", "Tre"))
    return tuple(archive.add(given, family) for given, family in names)


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Use, PrinterChoice, bytes]]:
    """A printer called "A4" that keeps what it is sent."""
    sent: list[tuple[Use, PrinterChoice, bytes]] = []

    def take(pdf: bytes, use: Use, choice: PrinterChoice, **_more: Any) -> int:
        sent.append((use, choice, pdf))
        return page_count(pdf)

    monkeypatch.setattr(sheets, "outlets", lambda _use: (Outlet("A4", "Stampante A4"),))
    monkeypatch.setattr(print_backend, "print_pdf", take)
    return sent


def prints(archive: Archive, people: tuple[Guest, ...]) -> list[int]:
    return [archive.services.access.card_of(one.id).prints for one in people]


def test_a_selection_comes_on_sheets_and_can_be_laid_out_one_on_each_page(
    desk: LiveDesk, people: tuple[Guest, ...], printer: list[Any]
) -> None:
    desk.desk.people.page.cards_asked.emit(tuple(one.id for one in people))
    dialog = desk.dialog(PrintDialog)
    assert dialog.heading.text() == "3 tessere"
    assert dialog.layouts.current == sheets.ON_SHEETS
    assert dialog.preview.page_count == 1
    assert cut_words(dialog) == []
    dialog.layouts.picked.emit(sheets.ONE_EACH)
    desk.wait_for(lambda: desk.dialog(PrintDialog) is not dialog)
    again = desk.dialog(PrintDialog)
    assert again.preview.page_count == 3
    assert again.layouts.current == sheets.ONE_EACH
    desk.press(Qt.Key.Key_Escape)


def test_what_is_printed_is_noted_on_every_card(
    desk: LiveDesk, archive: Archive, people: tuple[Guest, ...], printer: list[Any]
) -> None:
    desk.desk.printing.cards(tuple(one.id for one in people))
    desk.dialog(PrintDialog)
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: prints(archive, people) == [1, 1, 1])
    ((use, choice, pdf),) = printer
    assert (use, choice.device) == (Use.SHEET, "A4")
    assert page_count(pdf) == 1
    desk.wait_for(lambda: not desk.desk.runner.busy)


def test_what_is_only_looked_at_is_not(
    desk: LiveDesk, archive: Archive, people: tuple[Guest, ...], printer: list[Any]
) -> None:
    desk.desk.printing.cards(tuple(one.id for one in people))
    desk.dialog(PrintDialog)
    desk.press(Qt.Key.Key_Escape)
    desk.wait_for(lambda: not desk.desk.runner.busy)
    assert prints(archive, people) == [0, 0, 0]


def test_one_card_has_nothing_to_choose(
    desk: LiveDesk, people: tuple[Guest, ...], printer: list[Any]
) -> None:
    desk.desk.printing.card(people[0].id)
    dialog = desk.dialog(PrintDialog)
    assert not dialog.layouts.isVisible()
    assert dialog.heading.text() == "Tessera di Ada Uno"
    desk.press(Qt.Key.Key_Escape)


def test_whose_name_cannot_be_drawn_is_said_before_it_is_printed(
    desk: LiveDesk, archive: Archive, people: tuple[Guest, ...], printer: list[Any]
) -> None:
    strange = archive.add("Ⴔina", "Quattro")
    desk.desk.printing.cards((*(one.id for one in people), strange.id))
    assert "Ⴔina Quattro" in desk.dialog(PrintDialog).explanation.text()
    desk.press(Qt.Key.Key_Escape)


def test_making_cards_stops_when_it_is_told_to(archive: Archive, people: tuple[Guest, ...]) -> None:
    seen: list[Step] = []

    def hear(work: Work, step: Step) -> None:
        seen.append(step)
        if len(seen) == 3:
            work.stop()

    ids = [one.id for one in people]
    with pytest.raises(Stopped):
        sheets.cards_sheet(archive.services, ids, sheets.ON_SHEETS, Work(hear))
    assert len(seen) == 3


def test_the_roll_call_goes_straight_to_the_printer_for_lists(
    desk: LiveDesk, archive: Archive, people: tuple[Guest, ...], printer: list[Any]
) -> None:
    desk.desk.preferences.remember_printer(Use.LIST, PrinterChoice("A4"))
    QTest.keyClick(desk.window, Qt.Key.Key_F12)
    assert desk.desk.roll_call.showing
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: bool(printer))
    assert (printer[0][0], printer[0][1].device) == (Use.LIST, "A4")
    assert desk.desk.roll_call.showing
    desk.wait_for(lambda: not desk.desk.runner.busy)
