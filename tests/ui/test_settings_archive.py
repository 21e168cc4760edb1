"""Archivio at the desk: where it is, a copy that is whole, imports taken back, past roll calls."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from askadesk.archive.service import ArchiveFacts
from askadesk.documents.rows import RollCallFacts
from askadesk.rollcall.rows import Summary, SummaryLine
from askadesk.transfer.rows import Choices, Imported
from tests.ui.living import Archive, LiveDesk
from tests.ui.looking import cut_words, near, place
from ui.dialogs.confirm import ConfirmDialog
from ui.dialogs.error import ErrorDialog
from ui.dialogs.roll_call import SummaryDialog
from ui.pages.settings.archive import ArchivePage, ArchiveSection, size_of
from ui.pages.settings.archive_rows import how_many

PEOPLE = "Nome;Cognome\nBianca;Neri\nCarlo;Verdi\n"


@pytest.fixture
def archive(database_url: str) -> Iterator[Archive]:
    made = Archive(database_url)
    yield made
    made.close()


@pytest.fixture
def file_archive(sqlite_url: str) -> Iterator[Archive]:
    made = Archive(sqlite_url)
    yield made
    made.close()


def at_the_section(qtbot: QtBot, qapp: QApplication, archive: Archive, folder: Path) -> LiveDesk:
    live = LiveDesk(qtbot, qapp, archive.database, folder).open()
    live.window.resize(1366, 768)
    live.window.go_to("settings")
    live.desk.settings.page.go_to("archive")
    live.wait_for(lambda: live.desk.settings.archive._page is not None)
    return live


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, archive: Archive, tmp_path: Path) -> Iterator[LiveDesk]:
    live = at_the_section(qtbot, qapp, archive, tmp_path)
    yield live
    live.close()


@pytest.fixture
def file_desk(
    qtbot: QtBot, qapp: QApplication, file_archive: Archive, tmp_path: Path
) -> Iterator[LiveDesk]:
    live = at_the_section(qtbot, qapp, file_archive, tmp_path)
    yield live
    live.close()


def section(desk: LiveDesk) -> ArchiveSection:
    return desk.desk.settings.archive.section


def bring_in(archive: Archive, folder: Path) -> Imported:
    """Import a file of two people, as another desk would."""
    file = folder / "persone.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    transfer = archive.services.transfer
    plan = transfer.preview(transfer.read(file), Choices(), transfer.knowledge())
    return transfer.carry_out(plan)


def call_the_roll(archive: Archive, *, found: bool) -> None:
    """One roll call from its beginning to its end."""
    calls = archive.services.roll_call
    call = calls.start(drill=True)
    for one in calls.known().inside if found else ():
        calls.tick(call, one.visit, one.heads)
    calls.close(call)


# --- where it is ---------------------------------------------------------------------------------


def test_the_section_stands_where_the_others_do_and_an_empty_one_says_so(desk: LiveDesk) -> None:
    shown = section(desk)
    assert near(place(shown.panel, desk.window), (974, 88, 368, 664))
    assert shown.no_imports.isVisible()
    assert shown.no_calls.isVisible()
    assert shown.room.value.text()
    assert cut_words(desk.window) == []


def test_a_file_says_its_place_and_a_server_who_makes_copies(
    desk: LiveDesk, archive: Archive
) -> None:
    shared = archive.services.archive.facts().is_shared
    shown = section(desk)
    assert shown.copy.isVisible() is not shared
    assert shown.open_folder.isVisible() is not shared
    if shared:
        assert "da chi lo cura" in shown.about.text()
        desk.press(Qt.Key.Key_F2)
        assert not desk.window.findChildren(QFileDialog)
    else:
        assert Path(shown.place.value.text()) == archive.services.archive.facts().path


@pytest.mark.parametrize(
    ("size", "said"), [(1, "1 kB"), (856_000, "856 kB"), (12_400_000, "12,4 MB"), (0, "1 kB")]
)
def test_a_size_is_said_as_people_say_it(theme: object, size: int, said: str) -> None:
    assert size_of(size) == said


# --- a copy --------------------------------------------------------------------------------------


def test_a_copy_is_whole_and_its_day_is_kept(
    file_desk: LiveDesk, file_archive: Archive, tmp_path: Path
) -> None:
    file_archive.add("Ada", "Rossi")
    copy = tmp_path / "copia.sqlite"
    copy.write_text("what stood here before")
    assert section(file_desk).copied.value.text() == "ancora nessuna copia"
    file_desk.desk.settings.archive.copy_to(str(copy))
    file_desk.wait_for(lambda: section(file_desk).copied.value.text() != "ancora nessuna copia")
    with closing(sqlite3.connect(copy)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert opened.execute("SELECT family FROM people").fetchall() == [("Rossi",)]
        assert opened.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert [one.name for one in tmp_path.iterdir() if "part" in one.name] == []


def test_f2_asks_for_a_file(file_desk: LiveDesk) -> None:
    file_desk.press(Qt.Key.Key_F2)
    found = file_desk.window.findChildren(QFileDialog)
    assert len(found) == 1
    found[0].reject()


@pytest.mark.parametrize("where", ["itself", "nowhere"])
def test_a_copy_that_cannot_be_is_said_and_leaves_nothing(
    file_desk: LiveDesk, file_archive: Archive, tmp_path: Path, where: str
) -> None:
    path = file_archive.services.archive.facts().path
    assert path is not None
    target = path if where == "itself" else tmp_path / "not" / "there" / "copia.sqlite"
    file_desk.desk.settings.archive.copy_to(str(target))
    file_desk.dialog(ErrorDialog)
    assert cut_words(file_desk.window) == []
    file_desk.press(Qt.Key.Key_Escape)
    assert file_archive.inside() == set()
    assert section(file_desk).copied.value.text() == "ancora nessuna copia"


# --- imports -------------------------------------------------------------------------------------


def test_an_import_is_listed_and_taken_back_after_a_question(
    desk: LiveDesk, archive: Archive, tmp_path: Path
) -> None:
    bring_in(archive, tmp_path)
    shown = section(desk)
    desk.wait_for(lambda: len(shown.imports.rows) == 1)
    assert shown.imports.rows[0].by
    shown.imports.setFocus()
    QTest.keyClick(shown.imports, Qt.Key.Key_Return)
    dialog = desk.dialog(ConfirmDialog)
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: not dialog.is_open())
    assert archive.services.transfer.latest()[0].undone_at is None
    QTest.keyClick(shown.imports, Qt.Key.Key_Return)
    desk.dialog(ConfirmDialog).do.click()
    desk.wait_for(lambda: shown.imports.rows[0].undone_at is not None)
    assert not shown.imports.painter.chosen(shown.imports.rows[0])


def test_what_was_used_since_is_named_and_everything_stays(
    desk: LiveDesk, archive: Archive, tmp_path: Path
) -> None:
    bring_in(archive, tmp_path)
    shown = section(desk)
    desk.wait_for(lambda: len(shown.imports.rows) == 1)
    bianca = archive.services.people.find("Bianca")[0]
    archive.services.access.card_of(bianca.id)
    shown.imports.chosen.emit(shown.imports.rows[0])
    desk.dialog(ConfirmDialog).do.click()
    said = desk.dialog(ErrorDialog)
    assert "Bianca Neri" in said.panel.what.text()
    assert archive.services.transfer.latest()[0].undone_at is None


# --- roll calls ----------------------------------------------------------------------------------


def test_a_past_roll_call_is_opened_and_printed_again(
    desk: LiveDesk, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[RollCallFacts] = []
    monkeypatch.setattr(desk.desk.printing, "roll_call", Printer(printed).take)
    archive.let_in(archive.add("Ada", "Rossi", "flex"))
    call_the_roll(archive, found=True)
    archive.let_in(archive.add("Bice", "Conti", "flex"))
    call_the_roll(archive, found=False)
    shown = section(desk)
    desk.wait_for(lambda: len(shown.calls.rows) == 2)
    assert [(one.found, one.heads) for one in shown.calls.rows] == [(0, 2), (1, 1)]
    shown.calls.setFocus()
    QTest.keyClick(shown.calls, Qt.Key.Key_Down)
    QTest.keyClick(shown.calls, Qt.Key.Key_Return)
    assert [line.name for line in desk.dialog(SummaryDialog).list.rows] == ["Ada Rossi"]
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: bool(printed))
    facts = printed[0]
    assert facts.over
    assert facts.drill
    assert [(one.name, one.lines[0].name) for one in facts.places] == [("Trovate", "Ada Rossi")]


class Printer:
    """Keeps what would go to paper."""

    def __init__(self, printed: list[RollCallFacts]) -> None:
        self._printed = printed

    def take(self, facts: RollCallFacts) -> None:
        self._printed.append(facts)


# --- how it looks --------------------------------------------------------------------------------

NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)
LONG = "Persone e organizzazioni del vecchio gestionale, esportate il diciassette novembre.xlsx"
NO_SPACES = "archivio_del_coworking_di_via_baltea_duemilaventisei.sqlite"


def full() -> ArchivePage:
    """More than the lists can show at once, with the longest names."""
    one = Imported(uuid4(), LONG, NOW, 1200, 340, 25, 600, 410, 3, by="Massimiliano Bartolomei")
    line = SummaryLine(uuid4(), "Ada Rossi", 2, 1, NOW)
    call = Summary(uuid4(), False, NOW, NOW + timedelta(minutes=9), LONG, "", (line,))
    facts = ArchiveFacts(Path("/home/reception") / LONG / NO_SPACES, "", LONG, 987_654_321)
    imports = tuple(replace(one, id=uuid4(), undone_at=NOW if n % 3 else None) for n in range(9))
    return ArchivePage(facts, imports, (call,) * 9, NOW)


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1920, 1080)])
@pytest.mark.parametrize("language", ["it", "en"])
def test_the_longest_archive_fits(
    file_desk: LiveDesk, language: str, size: tuple[int, int]
) -> None:
    file_desk.preferences.tongue.speak(language)
    file_desk.window.resize(*size)
    section(file_desk).show_archive(full())
    file_desk.wait_for(lambda: cut_words(file_desk.window) == [])
    file_desk.preferences.tongue.speak("it")


def test_every_row_has_a_name_for_those_who_do_not_see_it(theme: object) -> None:
    page = full()
    shown = ArchiveSection()
    shown.show_archive(page)
    said = shown.imports.painter.name(page.imports[0])
    assert how_many(page.imports[0]) in said
    assert shown.imports.accessibleName() == "Importazioni"
    assert "trovati 1 su 2" in shown.calls.painter.name(page.calls[0])
