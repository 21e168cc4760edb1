"""Calendars as files at a real window: looked at, brought in, taken back; ours written and printed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from askadesk.core.i18n import set_language
from askadesk.rooms.ics.rows import Outcome
from askadesk.rooms.ics.service import CalendarFileService
from askadesk.rooms.rows import BookingRow
from db.values import BookingStatus
from tests.askadesk.rooms.calendars import SAMPLES, calendar, event
from tests.askadesk.rooms.conftest import Rooms
from tests.hub_of_tests import HubOfTests
from tests.ui import calendar_samples
from tests.ui.living import LiveDesk
from tests.ui.looking import cut_words
from ui.dialogs.error import ErrorDialog
from ui.dialogs.export_calendar import CalendarExport, ExportCalendarDialog
from ui.dialogs.import_calendar import ImportCalendarDialog
from ui.dialogs.long_work import LongWorkDialog
from ui.dialogs.printing import PrintDialog
from ui.main_window import MainWindow
from ui.tasks import Step
from ui.theme import Theme

WEEKLY = ("DTSTART;TZID=Europe/Rome:20261118T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=4")


class CalendarDesk:
    """A desk in Turin on a Tuesday in November, whose hub has two rooms."""

    def __init__(self, hub: HubOfTests, live: LiveDesk, folder: Path) -> None:
        self.rooms, self.live, self.folder = Rooms(hub), live, folder
        self.po, self.dora = self.rooms.room("Sala Po"), self.rooms.room("Sala Dora")
        self.files = live.desk.calendar.files

    def opened(self, path: Path | str = "") -> ImportCalendarDialog:
        self.files.open_file(str(path))
        return self.live.dialog(ImportCalendarDialog)

    def looked_at(self, path: Path, space: UUID | None = None) -> ImportCalendarDialog:
        """The dialog once it has read a file for a space."""
        dialog = self.opened(path)
        self.live.wait_for(lambda: dialog.preview is not None)
        if space is not None:
            self.choose(dialog, space)
        return dialog

    def choose(self, dialog: ImportCalendarDialog, space: UUID) -> None:
        select: Any = dialog.space.control
        select.pick(space)
        select.activated.emit(select.currentIndex())
        self.live.wait_for(lambda: dialog.preview is not None and dialog.preview.space == space)

    def file(self, *events: str, name: str = "corsi.ics") -> Path:
        path = self.folder / name
        path.write_bytes(calendar(*events))
        return path

    def bookings(self) -> list[BookingRow]:
        found = self.rooms.desk.calendar.bookings(date(2026, 1, 1), date(2028, 1, 1))
        return [one for one in found if one.status is not BookingStatus.CANCELLED]

    def said(self, words: str) -> None:
        """Wait until a toast says so."""
        toasts = self.live.window.toasts
        self.live.wait_for(lambda: any(words in one.words.text() for one in toasts.toasts))


@pytest.fixture
def desk(
    qtbot: QtBot, qapp: QApplication, sqlite_hub: HubOfTests, sqlite_url: str, tmp_path: Path
) -> Iterator[CalendarDesk]:
    live = LiveDesk(qtbot, qapp, sqlite_url, tmp_path, sqlite_hub.clock)
    made = CalendarDesk(sqlite_hub, live, tmp_path)
    live.open()
    yield made
    live.close()


def counted(dialog: ImportCalendarDialog) -> dict[Outcome, int]:
    preview = dialog.preview
    assert preview is not None
    return {one: preview.count(one) for one in Outcome if preview.count(one)}


def test_a_calendar_is_looked_at_brought_in_and_taken_back(desk: CalendarDesk) -> None:
    dialog = desk.looked_at(SAMPLES / "google.ics")
    assert counted(dialog)[Outcome.CANNOT] == 2
    assert not dialog.may_import
    assert "scegli per loro uno spazio" in dialog.outcome.text()
    desk.choose(dialog, desk.po)
    assert Outcome.CANNOT not in counted(dialog)
    desk.live.wait_for(lambda: cut_words(dialog) == [])
    assert desk.bookings() == []
    count = len(dialog.preview.writes) if dialog.preview else 0
    desk.live.press(Qt.Key.Key_F2)
    desk.said(f"{count} prenotazioni fatte.")
    assert len(desk.bookings()) == count
    assert {one.space_names for one in desk.bookings()} == {("Sala Po",)}
    desk.live.window.toasts.toasts[-1].acted.emit()
    desk.said("L'importazione è stata annullata.")
    assert desk.bookings() == []


@pytest.mark.parametrize("name", ["apple.ics", "outlook.ics"])
def test_the_calendars_of_others_come_in_too(desk: CalendarDesk, name: str) -> None:
    dialog = desk.looked_at(SAMPLES / name, desk.po)
    assert dialog.preview is not None
    shown = [dialog.list.model().index(at, 0).data() for at in range(len(dialog.preview.rows))]
    assert not any("riservato" in one for one in shown)
    if dialog.preview.impossible:
        dialog.leave_out.click()
    assert dialog.may_import
    desk.live.press(Qt.Key.Key_F2)
    desk.live.wait_for(lambda: bool(desk.bookings()))


def test_whoever_has_it_is_named_and_only_what_is_free_comes_in(desk: CalendarDesk) -> None:
    desk.rooms.book(desk.po, "10:30", "11:30")
    today = "DTSTART;TZID=Europe/Rome:20261117T100000"
    path = desk.file(event("a", today, "DURATION:PT1H"), event("b", *WEEKLY))
    dialog = desk.looked_at(path, desk.po)
    assert counted(dialog) == {Outcome.CLASHES: 1, Outcome.NEW: 1}
    assert "Marco Bellino" in dialog.event_part.why.text()
    waits = "Alcune date sono occupate: saltale, o scegli un altro spazio."
    assert dialog.outcome.text() == waits
    dialog.skip_taken.click()
    assert dialog.may_import
    assert dialog.outcome.text() == "Nuovo: 1 · Occupato: 1"
    desk.live.press(Qt.Key.Key_F2)
    desk.said("4 prenotazioni fatte.")
    assert len(desk.bookings()) == 5


def test_the_same_file_again_has_nothing_to_do(desk: CalendarDesk) -> None:
    path = desk.file(event("a"))
    desk.rooms.desk.calendar_files.take(desk.rooms.desk.calendar_files.read(path, space=desk.po))
    dialog = desk.looked_at(path, desk.po)
    assert counted(dialog) == {Outcome.SAME: 1}
    assert not dialog.may_import
    assert dialog.outcome.text() == "Non c'è niente da fare."


def test_a_file_that_is_no_calendar_is_said_in_the_dialog_and_nothing_is_lost(
    desk: CalendarDesk,
) -> None:
    picture = desk.folder / "foto.ics"
    picture.write_bytes(b"\x89PNG\r\n" + bytes(100))
    dialog = desk.looked_at(desk.file(event("a")), desk.po)
    for wrong in (picture, desk.folder / "nessuno.ics"):
        dialog.file.forgive()
        dialog.take_file(str(wrong))
        desk.live.wait_for(lambda: bool(dialog.file.error.text()))
        assert dialog.named.text() == "corsi.ics"
        assert dialog.may_import
    assert cut_words(dialog) == []


def test_a_first_file_that_is_wrong_leaves_the_dialog_open_for_another(desk: CalendarDesk) -> None:
    wrong = desk.folder / "vuoto.ics"
    wrong.write_bytes(b"")
    dialog = desk.opened(wrong)
    desk.live.wait_for(lambda: bool(dialog.file.error.text()))
    assert dialog.preview is None
    dialog.take_file(str(desk.file(event("a"))))
    desk.live.wait_for(lambda: dialog.preview is not None)
    assert not dialog.file.error.text()


class Waiting:
    """A reading that does not come to its end before it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go = threading.Event()
        whole, go = CalendarFileService.read, self.go

        def read(service: CalendarFileService, path: Path, **more: Any) -> Any:
            assert go.wait(10)
            return whole(service, path, **more)

        monkeypatch.setattr(CalendarFileService, "read", read)


def test_an_answer_to_an_older_choice_is_not_shown(
    desk: CalendarDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = Waiting(monkeypatch)
    dialog = desk.opened(desk.file(event("a")))
    dialog.take_file(str(desk.file(event("b"), event("c"), name="altro.ics")))
    waiting.go.set()
    desk.live.wait_for(lambda: dialog.preview is not None)
    desk.live.wait_for(lambda: not desk.live.desk.runner.busy)
    assert dialog.preview is not None
    assert dialog.preview.name == "altro.ics"


def test_a_reading_that_takes_long_is_stopped_and_asked_for_again(
    desk: CalendarDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = Waiting(monkeypatch)
    path = desk.file(event("a"))
    dialog = desk.opened(path)
    dialog.show_work(Step(0, 0))
    dialog.work.stop.click()
    assert dialog.file.error.text() == "La lettura è stata fermata. Scegli di nuovo il file."
    waiting.go.set()
    dialog.take_file(str(path))
    desk.live.wait_for(lambda: dialog.preview is not None)
    assert not dialog.file.error.text()


def test_a_file_is_chosen_or_dropped(desk: CalendarDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.file(event("a"))
    monkeypatch.setattr(QFileDialog, "open", lambda ask: ask.fileSelected.emit(str(path)))
    desk.files.ask_import()
    dialog = desk.live.dialog(ImportCalendarDialog)
    assert not dialog.empty.isHidden()
    dialog.choose.click()
    desk.live.wait_for(lambda: dialog.preview is not None)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(desk.file(event("b"), name="altro.ics")))])
    dialog.dropEvent(
        QDropEvent(
            QPointF(9, 9),
            Qt.DropAction.CopyAction,
            dropped,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    desk.live.wait_for(lambda: dialog.preview is not None and dialog.preview.name == "altro.ics")
    for ask in desk.live.window.findChildren(QFileDialog):
        ask.deleteLater()


def test_the_bookings_are_whose_they_were_chosen_for(desk: CalendarDesk) -> None:
    dialog = desk.looked_at(desk.file(event("a")), desk.po)
    dialog.holder.edit.setFocus()
    desk.live.write("bellino", delay=1)
    desk.live.wait_for(lambda: not dialog.holder.hits.isHidden())
    desk.live.press(Qt.Key.Key_F2)
    assert "Scegli" in dialog.holder.field.error.text()
    dialog.holder.edit.setFocus()
    dialog.holder.edit.textEdited.emit("bellino")
    desk.live.wait_for(lambda: not dialog.holder.hits.isHidden())
    desk.live.press(Qt.Key.Key_Return)
    desk.live.wait_for(lambda: dialog.may_import)
    desk.live.press(Qt.Key.Key_F2)
    desk.live.wait_for(lambda: [one.who for one in desk.bookings()] == ["Marco Bellino"])


class Slow:
    """An import that waits in its transaction until somebody stops it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.began, self._never = threading.Event(), threading.Event()
        self._whole = CalendarFileService.take
        monkeypatch.setattr(CalendarFileService, "take", self._take())

    def _take(self) -> Any:
        def take(service: CalendarFileService, preview: Any, *, told: Any, **more: Any) -> Any:
            def waiting(done: int, of: int) -> None:
                told(done, of)
                self.began.set()
                while not self._never.wait(0.01):
                    told(done, of)

            return self._whole(service, preview, told=waiting, **more)

        return take


def test_an_import_is_stopped_and_its_choices_are_there_again(
    desk: CalendarDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(monkeypatch)
    dialog = desk.looked_at(desk.file(event("a")), desk.po)
    desk.live.wait_for(lambda: dialog.may_import)
    desk.live.press(Qt.Key.Key_F2)
    work = desk.live.dialog(LongWorkDialog)
    assert slow.began.is_set()
    work.work.stop.click()
    desk.live.wait_for(lambda: not desk.live.desk.runner.busy)
    again = desk.live.dialog(ImportCalendarDialog)
    assert again.may_import
    assert again.preview is not None
    assert again.preview.space == desk.po
    assert desk.bookings() == []


def test_what_changed_meanwhile_is_looked_at_again(desk: CalendarDesk) -> None:
    path = desk.file(event("a"))
    dialog = desk.looked_at(path, desk.po)
    files = desk.rooms.desk.calendar_files
    files.take(files.read(path, space=desk.po))
    desk.live.press(Qt.Key.Key_F2)
    desk.live.dialog(ErrorDialog).close_down()
    desk.live.wait_for(lambda: not dialog.is_open())
    again = desk.live.dialog(ImportCalendarDialog)
    desk.live.wait_for(lambda: again.preview is not None)
    assert counted(again) == {Outcome.SAME: 1}


# --- ours ----------------------------------------------------------------------------------------


def test_the_bookings_of_a_space_or_a_person_are_written_to_a_file(
    desk: CalendarDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.rooms.book(desk.po, "10:00", "11:00")
    desk.rooms.book(desk.dora, "12:00", "13:00")
    named: list[str] = []

    def save(ask: QFileDialog) -> None:
        named.extend(Path(one).name for one in ask.selectedFiles())
        ask.fileSelected.emit(str(desk.folder / f"{len(named)}.ics"))

    monkeypatch.setattr(QFileDialog, "open", save)
    desk.files.ask_export()
    dialog = desk.live.dialog(ExportCalendarDialog)
    assert [dialog.what.itemText(at) for at in range(3)] == [
        "Tutte le prenotazioni",
        "Sala Po",
        "Sala Dora",
    ]
    dialog.what.setCurrentIndex(1)
    desk.live.press(Qt.Key.Key_F2)
    desk.said("1 evento in 1.ics")
    desk.files.export(CalendarExport(person=desk.rooms.someone, name="Marco Bellino"))
    desk.said("2 eventi in 2.ics")
    assert named == ["Sala Po.ics", "Marco Bellino.ics"]
    assert (desk.folder / "1.ics").read_bytes().count(b"BEGIN:VEVENT") == 1
    for ask in desk.live.window.findChildren(QFileDialog):
        ask.deleteLater()


def test_whose_page_shows_is_offered_first(desk: CalendarDesk) -> None:
    desk.live.desk.people.one.open(desk.rooms.someone)
    desk.live.wait_for(lambda: desk.live.desk.people.shown == desk.rooms.someone)
    desk.files.ask_export()
    dialog = desk.live.dialog(ExportCalendarDialog)
    assert dialog.what.currentText() == "Quelle di Marco Bellino"
    dialog.close_down()


def test_a_folder_that_is_not_there_is_said_and_nothing_is_left(desk: CalendarDesk) -> None:
    desk.files.export_to(str(desk.folder / "nessuna" / "a.ics"))
    desk.live.dialog(ErrorDialog).close_down()
    assert list(desk.folder.rglob("*.ics*")) == []


def test_the_sheets_of_the_doors_and_the_week_come_on_paper(desk: CalendarDesk) -> None:
    desk.rooms.book(desk.po, "10:00", "11:00")
    found = {one.id: one for one in desk.live.desk.orders.commands.all}
    for wanted, pages in (("print.doors", 2), ("print.week", 1)):
        found[wanted].do()
        dialog = desk.live.dialog(PrintDialog)
        assert dialog.preview.page_count == pages
        assert cut_words(dialog) == []
        dialog.close_down()


def test_the_palette_finds_them_by_name(desk: CalendarDesk) -> None:
    commands = desk.live.desk.orders.commands
    for typed in ("importa un cal", "esporta il cal", "stampa fogli porte", "stampa settimana"):
        assert len(commands.find(typed)) == 1, typed


# --- how it looks --------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768)])
@pytest.mark.parametrize("language", ["it", "en"])
def test_the_dialog_has_the_measures_of_the_design_and_cuts_no_word(
    qtbot: QtBot, theme: Theme, size: tuple[int, int], language: str
) -> None:
    set_language(language)
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    for long in (False, True):
        dialog = calendar_samples.dialog(long=long)
        dialog.open_over(window)
        QApplication.sendPostedEvents()
        left, top = (size[0] - 1000) // 2, (size[1] - 640) // 2
        assert dialog.geometry().getRect() == (left, top, 1000, 640)
        assert dialog.head.height() == 88
        assert cut_words(dialog) == []
        dialog.close_down()
