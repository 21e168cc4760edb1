"""The whole way through all floors: what is scanned, typed and pressed at a real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from askadesk.documents.card import cards_pdf
from askadesk.documents.pictures import page_png
from db.values import Answer
from tests.askadesk.access.keyboards import MACHINES
from tests.ui.living import Archive, LiveDesk
from ui.dialogs.announce import AnnounceDialog
from ui.dialogs.error import ErrorDialog
from ui.dialogs.guests import GuestsDialog
from ui.dialogs.pick_person import PickPersonDialog
from ui.dialogs.printing import PrintDialog
from ui.dialogs.reason import ReasonDialog


@pytest.fixture
def archive(database_url: str) -> Iterator[Archive]:
    made = Archive(database_url)
    yield made
    made.close()


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, archive: Archive, tmp_path: Path) -> Iterator[LiveDesk]:
    live = LiveDesk(qtbot, qapp, archive.database, tmp_path)
    live.open()
    yield live
    live.close()


def test_a_scan_gives_the_verdict_on_screen_and_a_row_in_the_database(
    desk: LiveDesk, archive: Archive
) -> None:
    giulia = archive.add("Giulia", "Ferrero", "carnet10")
    card = desk.scan(giulia.code)
    assert card.verdict.answer is Answer.ADMITTED
    assert card.verdict.left == 9
    assert desk.band() == "Ingresso registrato"
    assert archive.inside() == {"Giulia Ferrero"}
    desk.wait_for(lambda: [row.name for row in desk.page.present.list.rows] == ["Giulia Ferrero"])


def test_two_scans_in_a_row_never_glue_together(desk: LiveDesk, archive: Archive) -> None:
    first, second = archive.add("Ada", "Uno", "flex"), archive.add("Bea", "Due", "flex")
    QTest.keyClicks(desk.window.top.scan.line, first.code + second.code, delay=1)
    desk.wait_for(lambda: len(desk.answers) == 2)
    assert [card.person.name for card in desk.answers if card.person] == ["Ada Uno", "Bea Due"]
    assert desk.window.top.scan.text() == ""


def test_a_scan_while_a_dialog_has_the_focus_is_read_and_the_field_gets_its_text_back(
    desk: LiveDesk, archive: Archive
) -> None:
    giulia = archive.add("Giulia", "Ferrero", "flex")
    desk.page.announce_asked.emit()
    field = desk.dialog(AnnounceDialog).family.control
    assert isinstance(field, QLineEdit)
    field.setFocus()
    desk.write("Ghione")
    card = desk.scan(giulia.code, field)
    assert card.verdict.answer is Answer.ADMITTED
    assert field.text() == "Ghione"
    assert [toast.accessibleName() for toast in desk.window.toasts.toasts] == [
        "Ingresso registrato: Giulia Ferrero"
    ]


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.__name__)
def test_whatever_the_keyboard_makes_of_a_card_it_gives_the_verdict_on_screen(
    desk: LiveDesk, archive: Archive, machine: Callable[[str], str]
) -> None:
    giulia = archive.add("Giulia", "Ferrero", "flex")
    desk.page.announce_asked.emit()
    field = desk.dialog(AnnounceDialog).family.control
    assert isinstance(field, QLineEdit)
    card = desk.scan(machine(giulia.code), field)
    assert card.person is not None
    assert card.person.name == "Giulia Ferrero"
    assert desk.band() == "Ingresso registrato"
    assert field.text() == ""


def test_someone_already_in_is_checked_out_with_f2_and_left_in_with_esc(
    desk: LiveDesk, archive: Archive
) -> None:
    giulia = archive.add("Giulia", "Ferrero", "flex")
    archive.let_in(giulia, an_hour_ago=True)
    card = desk.scan(giulia.code)
    assert card.verdict.answer is Answer.ALREADY_IN
    desk.press(Qt.Key.Key_Escape)
    assert desk.page.scan_card.card is None
    assert archive.inside() == {"Giulia Ferrero"}
    desk.scan(giulia.code)
    card = desk.answer_to(Qt.Key.Key_F2)
    assert card.verdict.answer is Answer.CHECKED_OUT
    assert archive.inside() == set()


def test_f9_takes_an_entry_back_and_the_carnet_has_its_unit_again(
    desk: LiveDesk, archive: Archive
) -> None:
    giulia = archive.add("Giulia", "Ferrero", "carnet10")
    desk.scan(giulia.code)
    desk.press(Qt.Key.Key_F9)
    desk.wait_for(lambda: desk.page.scan_card.card is None)
    assert archive.inside() == set()
    assert [held.left for held in archive.services.plans.held(giulia.id)] == [10]


def test_a_refused_person_is_let_in_by_handing_out_a_pass(desk: LiveDesk, archive: Archive) -> None:
    davide = archive.add("Davide", "Musso")
    assert desk.scan(davide.code).verdict.code == "no_right"
    desk.press(Qt.Key.Key_F2)
    desk.dialog(ReasonDialog)
    card = desk.answer_to(Qt.Key.Key_F2)
    assert card.verdict.code == "handed_out"
    assert [alert.params["cents"] for alert in card.alerts if alert.code == "due"] == [1500]
    assert archive.inside() == {"Davide Musso"}


def test_f8_asks_whose_guest_and_lets_in(desk: LiveDesk, archive: Archive) -> None:
    host, guest = archive.add("Elena", "Cravero", "flex"), archive.add("Paolo", "Ghione")
    desk.scan(host.code)
    desk.scan(guest.code)
    desk.press(Qt.Key.Key_F8)
    desk.dialog(PickPersonDialog)
    desk.write("elena")
    card = desk.answer_to(Qt.Key.Key_F2)
    assert card.verdict.code == "guest"
    assert card.host == "Elena Cravero"


def test_a_reason_lets_in_against_a_refusal_and_is_kept(desk: LiveDesk, archive: Archive) -> None:
    davide = archive.add("Davide", "Musso")
    card = desk.scan(davide.code)
    option = next(one for one in card.options if one.way.value == "override")
    desk.page.way_chosen.emit(option)
    desk.dialog(ReasonDialog)
    desk.write("riunione urgente")
    assert desk.answer_to(Qt.Key.Key_F2).verdict.code == "override"
    assert archive.inside() == {"Davide Musso"}


def test_a_name_typed_finds_the_person_and_enter_lets_in_by_sight(
    desk: LiveDesk, archive: Archive
) -> None:
    archive.add("Niccolò", "Țîrlea", "flex")
    desk.write("tirl")
    desk.wait_for(lambda: bool(desk.window.found.list.rows))
    card = desk.answer_to(Qt.Key.Key_Return)
    assert card.verdict.answer is Answer.ADMITTED
    assert desk.window.top.scan.text() == ""


def test_a_foreign_code_is_refused_in_one_sentence(desk: LiveDesk, archive: Archive) -> None:
    card = desk.scan("https://example.org/menu?t=12")
    assert card.verdict.code == "unknown_code"
    assert desk.band() == "Codice non riconosciuto"


def test_a_picture_of_a_card_dropped_on_the_window_is_read(
    desk: LiveDesk, archive: Archive, tmp_path: Path
) -> None:
    giulia = archive.add("Giulia", "Ferrero", "flex")
    facts = archive.services.people.card_facts([giulia.id])
    picture = tmp_path / "card.png"
    picture.write_bytes(page_png(cards_pdf(facts, archive.services.hub.paper()), dpi=200))
    _drop(desk, picture)
    desk.wait_for(lambda: bool(desk.answers))
    assert desk.answers[-1].person is not None
    assert desk.answers[-1].person.name == "Giulia Ferrero"


def test_a_picture_without_a_code_says_so(desk: LiveDesk, archive: Archive, tmp_path: Path) -> None:
    from PIL import Image

    picture = tmp_path / "wall.png"
    Image.new("RGB", (300, 200), "white").save(picture)
    _drop(desk, picture)
    desk.wait_for(lambda: bool(desk.answers))
    assert desk.answers[-1].verdict.code == "unreadable"


def test_a_broken_picture_gets_one_clear_sentence(
    desk: LiveDesk, archive: Archive, tmp_path: Path
) -> None:
    picture = tmp_path / "junk.png"
    picture.write_bytes(b"\x89PNG\r\n" + bytes(range(256)))
    _drop(desk, picture)
    desk.dialog(ErrorDialog)
    assert desk.answers == []
    desk.press(Qt.Key.Key_Escape)


def test_what_another_desk_does_shows_here(desk: LiveDesk, archive: Archive) -> None:
    giulia = archive.add("Giulia", "Ferrero", "flex")
    archive.let_in(giulia)
    desk.wait_for(lambda: [row.name for row in desk.page.present.list.rows] == ["Giulia Ferrero"])


def test_guests_without_a_name_are_counted(desk: LiveDesk, archive: Archive) -> None:
    giulia = archive.add("Giulia", "Ferrero", "flex")
    desk.scan(giulia.code)
    desk.page.scan_card.foot.guests.click()
    desk.dialog(GuestsDialog)
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: desk.window.top.presence.accessibleName().startswith("3 "))


def test_a_visit_is_announced_and_waits_among_the_expected(
    desk: LiveDesk, archive: Archive
) -> None:
    desk.page.announce_asked.emit()
    desk.dialog(AnnounceDialog)
    desk.write("Beatrice")
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: desk.names_expected() == ["Beatrice"])


def test_ctrl_p_shows_the_card_before_it_is_printed(desk: LiveDesk, archive: Archive) -> None:
    giulia = archive.add("Giulia", "Ferrero", "flex")
    desk.scan(giulia.code)
    desk.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    desk.dialog(PrintDialog)
    desk.press(Qt.Key.Key_Escape)
    assert not desk.window.dialog_open()


def test_the_language_is_tried_kept_and_spoken_without_a_restart(
    desk: LiveDesk, archive: Archive
) -> None:
    giulia = archive.add("Giulia", "Ferrero", "flex")
    desk.scan(giulia.code)
    desk.window.go_to("settings")
    desk.desk.settings.page.go_to("look")
    desk.desk.settings.look.section.language.picked.emit("en")
    assert desk.band() == "Entry recorded"
    desk.press(Qt.Key.Key_Escape)
    assert desk.band() == "Ingresso registrato"


def test_an_archive_that_cannot_be_opened_is_said_with_a_way_to_try_again(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"this is not a database at all" * 200)
    live = LiveDesk(qtbot, qapp, str(broken), tmp_path)
    live.desk.start()
    dialog = live.dialog(ErrorDialog)
    said = dialog.panel.accessibleName()
    broken.unlink()
    Archive(str(broken)).close()
    with qtbot.waitSignal(live.desk.opened, timeout=15_000):
        dialog.accept()
    live.close()
    assert "danneggiato" in said


def _drop(desk: LiveDesk, picture: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    at, action = QPointF(600, 400), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, action, data, left, none)
    QApplication.sendEvent(desk.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(desk.window, QDropEvent(at, action, data, left, none))
