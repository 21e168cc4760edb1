"""Ten tasks done at a real window by somebody who has read the guide and nothing else.

Whatever is clicked or filled is found by the words on the screen, and those words stand in the task of the
guide that is being followed (tests/guide.py, tests/ui/hands.py). The hub is the demo, on the morning of
the guide's pictures.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from askadesk.core.i18n import set_language
from askadesk.core.opening import open_database
from askadesk.demo.build import build_demo
from askadesk.documents.pictures import page_count
from askadesk.people.rows import PersonPage
from askadesk.services import Services
from tests.guide import FOLDER, tasks
from tests.ui.hands import Hands
from tools.studio import MORNING, Morning
from ui.desk import Desk
from ui.preferences import Preferences

TUESDAY = date(2026, 11, 17)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo hub of the guide's pictures."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    set_language("it")
    opened = open_database(str(path), Morning())
    build_demo(opened.engine, now=MORNING)
    opened.engine.dispose()
    return path


class Receptionist(Hands):
    """Somebody new at the desk, with the guide in Italian."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        super().__init__(qtbot, desk.window)
        self.desk = desk
        self._guide = tasks("it")

    def follow(self, title: str) -> None:
        """Open the guide at that task."""
        self.read(self._guide[title])

    @property
    def services(self) -> Services:
        services = self.desk.bench.services
        assert services is not None
        return services

    def page_of(self, name: str) -> PersonPage:
        """What the archive knows of the one person called so."""
        (found,) = [one for one in self.services.people.find(name) if one.name == name]
        return self.services.people.page(found.id)

    def find(self, typed: str, name: str) -> None:
        """The task that most others begin with."""
        before, self.task = self.task, self._guide["Trovare una persona"]
        self.press("Ctrl 3")
        self.press("Ctrl F")
        self.write(typed)
        self.reads(name)
        self.point_at(name)
        self.reads("Ultime presenze")
        self.task = before

    def press_of(self, title: str, keys: str) -> None:
        """Press keys that another task of the guide has taught."""
        before, self.task = self.task, self._guide[title]
        self.press(keys)
        self.task = before

    def write_down(self, given: str, family: str) -> None:
        """Somebody new, without plan and card."""
        self.follow("Arriva qualcuno di nuovo")
        self.press("Ctrl N")
        self.fill("Nome", given)
        self.fill("Cognome", family)
        self.reads("Forse la conosci già")
        self.click("Non è lei")
        self.press("Ctrl S")
        self.reads(f"{given} {family} è nell’elenco")
        self.reads("Ultime presenze")


@pytest.fixture
def me(qtbot: QtBot, qapp: QApplication, demo: Path, tmp_path: Path) -> Iterator[Receptionist]:
    database = tmp_path / "desk.sqlite"
    copyfile(demo, database)
    desk = Desk(qapp, Preferences(qapp, tmp_path / "desk.toml"), str(database), Morning())
    with qtbot.waitSignal(desk.opened, timeout=15_000):
        desk.start()
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    yield Receptionist(qtbot, desk)
    qtbot.waitUntil(lambda: not desk.runner.busy, timeout=10_000)
    desk.window.close()
    desk.deleteLater()
    desk.window.deleteLater()
    set_language("it")


def choose_file(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    """The system's own dialog for files: it answers with ``file``."""

    def answer(dialog: QFileDialog) -> None:
        dialog.fileSelected.emit(str(file))
        dialog.finished.emit(QFileDialog.DialogCode.Accepted.value)

    monkeypatch.setattr(QFileDialog, "open", answer)


def test_find_a_person(me: Receptionist) -> None:
    me.follow("Trovare una persona")
    me.press("Ctrl 3")
    me.press("Ctrl F")
    me.write("ferero")
    me.reads("Giulia Ferrero")
    me.press("↓")
    me.press("Invio")
    me.reads("giulia.ferrero@example.org")
    me.reads("7")


def test_find_a_person_from_anywhere(me: Receptionist) -> None:
    me.follow("Trovare una persona")
    me.press_of("Cambiare stampante", "Ctrl 4")
    me.press("Ctrl K")
    me.write("tirlea")
    me.reads("Ștefan Țîrlea")
    me.press("Invio")
    me.reads("Consensi")


def test_a_filter_that_hides_the_answer_says_where_it_is(me: Receptionist) -> None:
    me.follow("Trovare una persona")
    me.press("Ctrl 3")
    me.click("Da rinnovare")
    me.press("Ctrl F")
    me.write("elena cravero")
    me.click("Cerca in tutto l'elenco")
    me.reads("Elena Cravero")


def test_put_data_right(me: Receptionist) -> None:
    me.find("ferrero", "Giulia Ferrero")
    me.follow("Correggere i dati")
    me.click("Modifica")
    me.fill("Telefono", "+39 011 555 0199")
    me.fill("E-mail", "giulia@example.org")
    me.click("Salva")
    me.reads("Salvato: Giulia Ferrero")
    fields = me.page_of("Giulia Ferrero").fields
    assert (fields.phone, fields.email) == ("+39 011 555 0199", "giulia@example.org")


def test_what_is_wrong_is_said_below_the_field_and_nothing_typed_is_lost(me: Receptionist) -> None:
    me.find("ferrero", "Giulia Ferrero")
    me.follow("Correggere i dati")
    me.click("Modifica")
    me.fill("Telefono", "+39 011 555 0199")
    me.fill("E-mail", "giulia")
    me.press("Ctrl S")
    me.reads("+39 011 555 0199")
    me.fill("E-mail", "giulia@example.org")
    me.press("Ctrl S")
    me.reads("Salvato: Giulia Ferrero")
    assert me.page_of("Giulia Ferrero").fields.phone == "+39 011 555 0199"


def test_merge_two_records_and_take_it_back(me: Receptionist) -> None:
    me.write_down("Giulia", "Ferero")
    me.find("giulia ferrero", "Giulia Ferrero")
    me.follow("Unire due schede")
    me.click("Altre azioni")
    me.click("Unisci a…")
    me.fill("L’altra scheda", "giulia ferero")
    me.point_at("Giulia Ferero")
    me.reads("Ne diventa parte")
    me.click("Unisci")
    me.reads("Giulia Ferero ora fa parte di questa scheda.")
    me.click("Annulla")
    me.reads("Di nuovo due schede")
    assert me.page_of("Giulia Ferero").archived_at is None
    assert me.page_of("Giulia Ferrero").rights


def test_give_a_plan_with_nothing_sold(me: Receptionist) -> None:
    me.find("davide musso", "Davide Musso")
    me.follow("Dare un piano")
    me.click("Dai un piano")
    me.reads("senza vendita")
    me.choose("Piano", "Carnet 10 ingressi")
    me.click("Dai")
    me.reads("Il piano è dato")
    page = me.page_of("Davide Musso")
    assert page.rights[0].left == 10
    assert page.rights[0].bought_on == TUESDAY


def test_pause_a_carnet(me: Receptionist) -> None:
    me.find("ferrero", "Giulia Ferrero")
    me.follow("Mettere in pausa un carnet")
    me.click("Che cosa fare con questo piano")
    me.click("Metti in pausa…")
    me.fill("Primo giorno", "18/11/2026")
    me.fill("Ultimo giorno", "30/11/2026")
    me.fill("Motivo", "In viaggio")
    me.reads("13 giorni di pausa")
    me.click("Pausa")
    me.reads("La pausa è scritta")
    (pause,) = me.page_of("Giulia Ferrero").rights[0].pauses
    assert (pause.starts, pause.ends) == (date(2026, 11, 18), date(2026, 11, 30))
    me.reads("In pausa dal 18 nov")


def test_a_pause_written_by_mistake_is_taken_away_before_it_begins(me: Receptionist) -> None:
    me.find("ferrero", "Giulia Ferrero")
    me.follow("Mettere in pausa un carnet")
    until = me.page_of("Giulia Ferrero").rights[0].until
    me.click("Che cosa fare con questo piano")
    me.click("Metti in pausa…")
    me.fill("Primo giorno", "18/11/2026")
    me.fill("Ultimo giorno", "30/11/2026")
    me.fill("Motivo", "In viaggio")
    me.press("F2")
    me.reads("In pausa dal 18 nov")
    me.click("Che cosa fare con questo piano")
    me.click("Togli la pausa")
    me.no_longer_reads("In pausa dal 18 nov")
    right = me.page_of("Giulia Ferrero").rights[0]
    assert (right.until, right.coming_pause(TUESDAY)) == (until, None)


def test_print_twelve_cards_on_sheets(
    me: Receptionist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "tessere.pdf"
    choose_file(monkeypatch, file)
    me.follow("Stampare le tessere")
    me.press_of("Trovare una persona", "Ctrl 3")
    me.reads("1 – 10 di 120")
    me.press_of("Trovare una persona", "↓")
    for _one in range(11):
        me.press("Maiusc ↓")
    me.reads("Stampa tessere (12)")
    me.press("F2")
    me.click("Fogli A4 da 10 con segni di taglio")
    me.reads("Pagina 1 di 2")
    me.click("Salva PDF")
    me.wait_for(file.exists, "the file")
    me.reads("Salvato:")
    assert page_count(file.read_bytes()) == 2


def test_change_the_printer(me: Receptionist) -> None:
    me.follow("Cambiare stampante")
    me.press("Ctrl 4")
    me.click("Stampanti")
    me.click("Tessere")
    me.choose("Stampante", "PDF in una cartella")
    me.reads("Salva una prova")
    me.click("Elenchi e fogli")
    me.reads("Salva una prova")


def test_switch_the_language_and_keep_it(me: Receptionist) -> None:
    me.follow("Cambiare lingua e aspetto")
    me.press("Ctrl 4")
    me.click("Lingua e aspetto")
    me.click("English")
    me.reads("Language and look")
    me.press("F2")
    me.reads("Settings")
    assert me.desk.preferences.look().language == "en"


def test_switch_the_look_and_let_it_go_back(me: Receptionist) -> None:
    me.follow("Cambiare lingua e aspetto")
    me.press("Ctrl 4")
    me.click("Lingua e aspetto")
    me.click("Scuro")
    me.reads("In prova")
    me.press("Esc")
    me.no_longer_reads("In prova")


def test_call_the_roll_as_a_drill(me: Receptionist) -> None:
    me.follow("L'appello")
    me.press("F12")
    me.reads("37")
    me.click("È una prova")
    me.reads("Prova di appello")
    me.press("Spazio")
    me.reads("già fuori")
    me.reads("3%")
    me.press("F9")
    me.fill("Leggi una tessera o scrivi un nome", "elena")
    me.reads("Elena Cravero")
    me.click("Chiudi l’appello")
    me.click("Chiudi l’appello")
    me.click("Apri")
    me.reads("0 di 37 trovate")


def test_import_thirty_people_and_take_them_back(
    me: Receptionist, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = FOLDER.parent / "examples" / "persone.csv"
    choose_file(monkeypatch, file)
    before = len(me.services.people.find("a"))
    me.follow("Importare un elenco")
    me.press_of("Trovare una persona", "Ctrl 3")
    me.click("Importa")
    me.reads("Che cosa contengono le colonne")
    me.reads("Da correggere")
    me.reads("“Mensile flessibile”")
    me.choose_beside("Mensile flessibile", "Postazione flessibile")
    me.click("Importa 30 righe")
    me.reads("Da persone.csv: 30 persone")
    assert me.page_of("Giorgia Allasia").rights[0].left == 7
    me.click("Annulla")
    me.reads("L'importazione è stata annullata.")
    assert len(me.services.people.find("a")) == before
