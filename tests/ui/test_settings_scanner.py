"""Trying a scanner out: what was read and how, on a real desk, without letting anybody in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from askadesk.access.codes import CodeKeys, make_code
from askadesk.access.layouts import layout_of
from tests.askadesk.access.keyboards import azerty, capitals_inverted
from tests.ui.living import Archive, LiveDesk
from ui.pages.settings.scanner import Camera, Reading, ScannerSection
from ui.scanner import Heard

KEYS = CodeKeys({"B": b"0123456789abcdef0123456789abcdef"}, "B")
CODE = make_code(KEYS, "0123456789ABCDEF")


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


def try_out(desk: LiveDesk) -> ScannerSection:
    desk.window.go_to("settings")
    desk.desk.settings.page.go_to("scanner")
    return desk.desk.settings.scanner.section


def type_quickly(desk: LiveDesk, text: str) -> None:
    for char in text:
        target = QApplication.focusWidget() or desk.window
        QTest.keyClicks(target, char, Qt.KeyboardModifier.NoModifier, 1)
    QTest.keyClick(QApplication.focusWidget() or desk.window, Qt.Key.Key_Return)


def read(desk: LiveDesk, section: ScannerSection) -> Reading:
    desk.wait_for(lambda: section.result._reading is not None)
    assert section.result._reading is not None
    return section.result._reading


def test_a_card_is_shown_as_it_came_and_nobody_is_let_in(desk: LiveDesk, archive: Archive) -> None:
    giulia = archive.add("Giulia", "Ferrero", "flex")
    section = try_out(desk)
    type_quickly(desk, giulia.code)
    found = read(desk, section)
    assert (found.code, found.layout) == (giulia.code, "")
    assert found.milliseconds is not None
    assert section.result.chip.words == "Codice valido"
    assert archive.inside() == set()
    assert desk.answers == []


def test_a_code_of_others_is_named_as_such(desk: LiveDesk, archive: Archive) -> None:
    section = try_out(desk)
    # How fast a busy machine types is not asked here: the filter has tests of its own.
    desk.desk.scanner.heard.emit(Heard("8001234567890", "8001234567890", 41.0))
    desk.desk.scanner.scanned.emit("8001234567890")
    assert read(desk, section).layout is None
    assert "13 caratteri in 41 ms" in section.result.facts[3].value.text()
    assert section.result.chip.words == "Non nostro"
    assert desk.answers == []


def test_away_from_the_try_out_a_scan_is_for_the_door_again(
    desk: LiveDesk, archive: Archive
) -> None:
    giulia = archive.add("Giulia", "Ferrero", "flex")
    try_out(desk)
    desk.desk.settings.page.go_to("printers")
    desk.scan(giulia.code)
    assert archive.inside() == {"Giulia Ferrero"}
    assert desk.window.pages.currentWidget() is desk.page


def test_the_layout_that_a_code_came_through_is_named() -> None:
    assert layout_of(KEYS, CODE) == ""
    assert layout_of(KEYS, azerty(CODE)) == "French"
    assert layout_of(KEYS, capitals_inverted(CODE)) == ""
    assert layout_of(KEYS, "8001234567890") is None
    assert layout_of(KEYS, "x" * 40) is None


def test_without_a_camera_the_panel_says_so(desk: LiveDesk) -> None:
    section = try_out(desk)
    section.show_cameras([], "", reads=True)
    assert "Nessuna" in section.sentence.text()
    assert not section.camera.isVisible()
    assert not section.reads.isVisible()


def test_the_live_picture_shows_and_goes_with_the_section(desk: LiveDesk) -> None:
    section = try_out(desk)
    section.show_cameras([Camera("c1", "Webcam"), Camera("c2", "Altra")], "c2", reads=False)
    assert section.camera_id() == "c2"
    picture = QImage(64, 48, QImage.Format.Format_RGB32)
    picture.fill(QColor("#336699"))
    section.picture.show_picture(picture)
    shown = section.picture.shows
    section.show_trouble("La camera non dà immagini.")
    assert (shown, section.picture.shows) == (True, False)
    assert section.sentence.text() == "La camera non dà immagini."


def test_whether_the_camera_reads_is_kept_at_once(desk: LiveDesk) -> None:
    section = try_out(desk)
    section.show_cameras([Camera("c1", "Webcam")], "", reads=False)
    section.camera_chosen.disconnect()
    told: list[tuple[str, bool]] = []
    section.camera_chosen.connect(lambda camera, reads: told.append((camera, reads)))
    section.reads.click()
    assert told == [("c1", True)]
