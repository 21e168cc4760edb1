"""Bringing a file in at a real window: guessed, put right by hand, settled, imported, taken back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from askadesk.core.i18n import set_language
from askadesk.transfer.reading import read_bytes
from askadesk.transfer.rows import Choices, Column, Decision, Outcome, Preview
from askadesk.transfer.service import TransferService
from tests.askadesk.transfer.files import csv_bytes, workbook
from tests.ui.living import Archive, LiveDesk
from tests.ui.looking import cut_words
from ui.dialogs.error import ErrorDialog
from ui.dialogs.import_file import ImportDialog
from ui.dialogs.long_work import LongWorkDialog
from ui.main_window import MainWindow
from ui.theme import Theme
from ui.widgets.rows import ROW

HEADER = "Nome;Cognome;E-mail;Casella;Rimaste\n"
ROWS = (
    "Ada;Rossi;ada@esempio.it;carnet10;7",
    "Giulia;Ferero;;;",
    "Ivo;Bo;ivo@esempio.it;Vecchio carnet;3",
    "Zoé;Müller;non-una-mail;;",
)


@pytest.fixture
def archive(sqlite_url: str) -> Iterator[Archive]:
    made = Archive(sqlite_url)
    made.add("Giulia", "Ferrero")
    yield made
    made.close()


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, archive: Archive, tmp_path: Path) -> Iterator[LiveDesk]:
    live = LiveDesk(qtbot, qapp, archive.database, tmp_path)
    live.open()
    yield live
    live.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "persone.csv"
    path.write_bytes(csv_bytes(*ROWS, encoding="cp1252", header=HEADER))
    return path


def opened(desk: LiveDesk, file: Path) -> ImportDialog:
    """The dialog on a file, as after choosing it."""
    desk.desk.people.importing.open_file(str(file))
    return desk.dialog(ImportDialog)


def counted(dialog: ImportDialog, outcome: Outcome) -> int:
    return dialog.preview.counts.get(outcome, 0)


def toasts(desk: LiveDesk) -> list[str]:
    return [toast.accessibleName() for toast in desk.window.toasts.toasts]


def pick(dialog: ImportDialog, heading: str, column: Column) -> None:
    """Say by hand what a column holds."""
    at = [one.words for one in dialog.preview.headings].index(heading)
    choice = dialog.column_rows[at].choice
    choice.setCurrentIndex(choice.findData(column.value))
    choice.activated.emit(choice.currentIndex())


def choose_row(dialog: ImportDialog, number: int) -> None:
    """Click a row of the list."""
    model = dialog.list.model()
    found = (model.index(at, 0) for at in range(model.rowCount()))
    dialog.list.clicked.emit(next(one for one in found if one.data(ROW).number == number))


def test_a_file_is_guessed_put_right_settled_imported_and_taken_back(
    desk: LiveDesk, archive: Archive, file: Path
) -> None:
    dialog = opened(desk, file)
    columns = {one.words: one.column for one in dialog.preview.headings}
    assert (columns["E-mail"], columns["Casella"]) == (Column.EMAIL, None)
    assert columns["Rimaste"] is None
    pick(dialog, "Casella", Column.PLAN)
    desk.wait_for(lambda: len(dialog.plan_rows) == 1)
    pick(dialog, "Rimaste", Column.LEFT)
    desk.wait_for(lambda: dialog.preview.headings[4].column is Column.LEFT)
    plan = dialog.plan_rows[0].choice
    plan.setCurrentIndex(plan.findData("carnet10"))
    plan.activated.emit(plan.currentIndex())
    desk.wait_for(lambda: counted(dialog, Outcome.CANNOT) == 1)
    assert counted(dialog, Outcome.CHOOSE) == 1
    choose_row(dialog, 3)
    assert "Giulia Ferrero" in dialog.settle.why.text()
    dialog.settle.same.click()
    desk.wait_for(lambda: counted(dialog, Outcome.CHOOSE) == 0)
    dialog.leave_out.click()
    desk.wait_for(lambda: dialog.may_import)
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: "Da persone.csv: 2 persone, 2 piani e carnet" in toasts(desk))
    found = {one.name: one.id for one in archive.services.people.find("bo ivo")}
    assert [one.left for one in archive.services.plans.held(found["Ivo Bo"])] == [3]
    desk.window.toasts.toasts[-1].acted.emit()
    desk.wait_for(lambda: "L'importazione è stata annullata." in toasts(desk))
    assert archive.services.people.find("ivo bo") == ()
    assert [one.name for one in archive.services.people.find("giulia")] == ["Giulia Ferrero"]


def test_the_list_of_people_asks_which_file(
    desk: LiveDesk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "open", lambda ask: ask.fileSelected.emit(str(file)))
    desk.desk.people.page.import_asked.emit()
    assert desk.dialog(ImportDialog).preview.source.name == "persone.csv"
    for ask in desk.window.findChildren(QFileDialog):
        ask.deleteLater()


def test_esc_leaves_everything_as_it_is(desk: LiveDesk, archive: Archive, file: Path) -> None:
    dialog = opened(desk, file)
    desk.press(Qt.Key.Key_Escape)
    desk.wait_for(lambda: not dialog.is_open())
    assert archive.services.transfer.latest() == ()
    assert archive.services.people.find("rossi") == ()


def test_a_file_that_is_no_table_is_said_and_no_dialog_opens(desk: LiveDesk, file: Path) -> None:
    file.write_bytes(b"\x89PNG\r\n" + bytes(100))
    desk.desk.people.importing.open_file(str(file))
    error = desk.dialog(ErrorDialog)
    assert "Questa è un'immagine, non una tabella." in error.panel.accessibleName()
    error.close_down()


def test_another_sheet_and_other_letters_are_read_in_the_same_dialog(
    desk: LiveDesk, tmp_path: Path
) -> None:
    book = tmp_path / "libro.xlsx"
    book.write_bytes(workbook({"Soci": [["Nome"], ["Ada"]], "Amici": [["Nome"], ["Bea"], ["Ivo"]]}))
    dialog = opened(desk, book)
    dialog.sheet_picked.emit("Amici")
    desk.wait_for(lambda: len(dialog.preview.rows) == 2)
    assert dialog.preview.source.sheet == "Amici"


class Slow:
    """An import that waits in its transaction until somebody stops it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.began, self._never = threading.Event(), threading.Event()
        self._whole = TransferService.carry_out
        monkeypatch.setattr(TransferService, "carry_out", self._carry_out())

    def _carry_out(self) -> Any:
        def carry_out(service: TransferService, plan: Any, told: Any, **more: Any) -> Any:
            def waiting(done: int, of: int) -> None:
                told(done, of)
                self.began.set()
                while not self._never.wait(0.01):
                    told(done, of)

            return self._whole(service, plan, waiting, **more)

        return carry_out


def test_an_import_is_stopped_at_once_the_desk_scans_meanwhile_and_nothing_is_there(
    desk: LiveDesk, archive: Archive, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = archive.add("Bea", "Neri", "flex")
    slow = Slow(monkeypatch)
    file.write_bytes(csv_bytes("Ada;Rossi;ada@esempio.it;;", header=HEADER))
    dialog = opened(desk, file)
    assert dialog.may_import
    desk.press(Qt.Key.Key_F2)
    work = desk.dialog(LongWorkDialog)
    assert slow.began.is_set()
    card = desk.scan(guest.code)
    assert card.person is not None
    work.work.stop.click()
    desk.wait_for(lambda: not desk.desk.runner.busy)
    # Back at the choices, for another try.
    assert desk.dialog(ImportDialog).preview.ready
    assert archive.services.people.find("rossi") == ()
    assert archive.services.transfer.latest() == ()


# --- how it looks --------------------------------------------------------------------------------


def previewed(rows: int = 40) -> Preview:
    """A file with everything in it that may be seen."""
    from datetime import date

    from askadesk.core.ports import SystemIds
    from askadesk.transfer.knowledge import Knowledge
    from askadesk.transfer.matching import Known
    from askadesk.transfer.planning import plan_import

    known = Known(SystemIds().new(), "Giulia", "Ferrero", {}, version=1)
    knowledge = Knowledge(
        date(2026, 11, 17), (0, frozenset()), (known,), {}, {}, frozenset(), {}, ()
    )
    header = "Nome;Cognome;E-mail;Piano;Residuo;Scadenza;Una colonna dal titolo davvero lungo\n"
    more = [
        f"Maria Vittoria;Castelbarco Pindemonte {at};m{at}@esempio.it;;;;" for at in range(rows)
    ]
    lines = ("Giulia;Ferrero;;;;;", "Ada;Bo;;Carnet di una volta;3;31/12/2026;", *more)
    source = read_bytes("persone.csv", csv_bytes(*lines, header=header))
    choices = Choices(decisions={4: Decision.LEAVE_OUT})
    return plan_import(source, choices, knowledge, SystemIds(), lambda _done, _of: None).preview


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768)])
def test_the_dialog_has_the_measures_of_the_design_and_cuts_no_word(
    qtbot: QtBot, theme: Theme, size: tuple[int, int]
) -> None:
    set_language("it")
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    dialog = ImportDialog(previewed(), [])
    dialog.open_over(window)
    QApplication.sendPostedEvents()
    high = min(688, size[1] - 48)
    assert (dialog.width(), dialog.height()) == (1040, high)
    assert cut_words(dialog) == []
    dialog.close_down()
