"""The command palette: what it finds, what it marks, what its keys do; the keys of a screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from askadesk.core.i18n import set_language
from askadesk.people.rows import Found
from tests.ui import samples
from tests.ui.conftest import Desk
from tests.ui.living import Archive, LiveDesk
from tests.ui.looking import cut_words, near, place
from tests.ui.samples import LONG_HOUSE, LONGEST, an_id, at
from ui.commands import Command, Commands
from ui.dialogs.keys import KeysDialog
from ui.palette.entries import Act, Choices, Entry, Heading, PersonAct, matches, of_found
from ui.palette.list import PaletteList
from ui.palette.panel import Palette
from ui.theme import Mode, Theme

CONTROL = Qt.KeyboardModifier.ControlModifier
NAMES = (
    "Vai a Oggi",
    "Nuova persona",
    "Importa",
    "Annuncia una visita",
    "Appello",
    "Annulla l'ultima registrazione",
    "Impostazioni: Stampanti",
    "Impostazioni: Lingua e aspetto",
    "Tasti di questa schermata",
)


def found(name: str, *, inside: bool = False, kind: str = "person", second: str = "Sarta") -> Found:
    since = at(9, 42) if inside else None
    return Found(kind, an_id(name), name, samples.initials(name), second, inside_since=since)


GIULIA, GIULIANO = found("Giulia Ferrero", inside=True), found("Giuliano Prandi")
HOUSE = found("Fondazione San Giulio", kind="organisation", second="ciao@giulio.it")


class Open:
    """A palette over a real window; what it asked and what was picked."""

    def __init__(self, desk: Desk, text: str = "") -> None:
        self.desk, self.done = desk, list[str]()
        self.commands = Commands()
        for name in NAMES:
            self.commands.add(Command(name, name.__str__, "settings", self._nothing, "F12"))
        self.palette = Palette(self.commands, text)
        self.typed, self.picked = list[str](), list[object]()
        self.palette.typed.connect(self.typed.append)
        self.palette.picked.connect(self.picked.append)
        self.palette.open_over(desk.window)
        desk.settle()

    def _nothing(self) -> None:
        self.done.append("")

    def write(self, text: str) -> Open:
        QTest.keyClicks(self.palette.line, text)
        return self

    def give(self, *people: Found) -> Open:
        self.palette.show_found(self.palette.text(), people)
        self.desk.settle()
        return self

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.palette.line, key, held)

    @property
    def words(self) -> list[str]:
        """Headings and titles from top to bottom."""
        lines = self.palette.list.lines
        return [one.words if isinstance(one, Heading) else one.title for one, _place in lines]

    @property
    def current(self) -> str:
        entry = self.palette.choices.current
        return entry.title if entry is not None else ""


@pytest.fixture
def palette(desk: Desk) -> Open:
    return Open(desk)


def test_it_stands_where_the_design_has_it_and_never_grows_too_high(palette: Open) -> None:
    palette.write("giul").give(GIULIA, GIULIANO, *(found(f"Giulio {n}") for n in "ABCDEF"), HOUSE)
    x, y, wide, high = place(palette.palette, palette.desk.window)
    assert near((x, y, wide), (343, 72, 680))
    assert high <= 580
    rows = [one for one, _place in palette.palette.list.lines if isinstance(one, Entry)]
    assert len(rows) <= 8


def test_people_come_first_then_what_can_be_done_then_the_rest(palette: Open) -> None:
    palette.write("giul").give(GIULIA, GIULIANO, HOUSE)
    assert palette.words == [
        "Persone",
        "Giulia Ferrero",
        "Giuliano Prandi",
        "Azioni per Giulia Ferrero",
        "Registra l'uscita",
        "Apri la scheda",
        "Stampa la tessera",
        "Prenota uno spazio",
        "Altro",
        "Fondazione San Giulio",
    ]


def test_the_actions_are_those_of_the_person_that_is_marked(palette: Open) -> None:
    palette.write("giul").give(GIULIA, GIULIANO)
    palette.press(Qt.Key.Key_Down)
    assert "Azioni per Giuliano Prandi" in palette.words
    assert "Fai entrare" in palette.words
    palette.press(Qt.Key.Key_Down)
    assert palette.current == "Fai entrare"
    assert "Azioni per Giuliano Prandi" in palette.words


def test_every_namesake_can_be_reached_with_the_arrows(palette: Open) -> None:
    many = [found(f"Anna Neri {n}") for n in "ABCDEFGH"]
    palette.write("anna").give(*many)
    seen = []
    for _step in many:
        seen.append(palette.current)
        assert palette.current in palette.words
        palette.press(Qt.Key.Key_Down)
    assert seen == [one.name for one in many]
    assert palette.current == "Fai entrare"


def test_enter_opens_whoever_is_marked(palette: Open) -> None:
    palette.write("giul").give(GIULIA, GIULIANO)
    palette.press(Qt.Key.Key_Down)
    palette.press(Qt.Key.Key_Return)
    assert palette.picked == [GIULIANO]
    assert not palette.palette.is_open()


def test_tab_goes_to_the_actions_and_back(palette: Open) -> None:
    palette.write("giul").give(GIULIA, GIULIANO)
    palette.press(Qt.Key.Key_Tab)
    assert palette.current == "Registra l'uscita"
    palette.press(Qt.Key.Key_Tab)
    assert palette.current == "Giulia Ferrero"
    assert palette.palette.line.hasFocus()


@pytest.mark.parametrize(
    ("key", "held", "act"),
    [
        (Qt.Key.Key_U, CONTROL, Act.LET_OUT),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier, Act.OPEN),
        (Qt.Key.Key_P, CONTROL, Act.CARD),
    ],
)
def test_the_keys_of_the_actions_work_at_once(
    palette: Open, key: Qt.Key, held: Qt.KeyboardModifier, act: Act
) -> None:
    palette.write("giul").give(GIULIA)
    palette.press(key, held)
    assert palette.picked == [PersonAct(act, GIULIA)]


def test_nobody_is_checked_out_who_is_not_here(palette: Open) -> None:
    palette.write("giul").give(GIULIANO)
    palette.press(Qt.Key.Key_U, CONTROL)
    assert palette.picked == []


def test_a_sign_narrows_it_to_commands(palette: Open) -> None:
    palette.write(">imp")
    assert palette.words == [
        "Comandi",
        "Importa",
        "Impostazioni: Stampanti",
        "Impostazioni: Lingua e aspetto",
    ]
    assert set(palette.typed) == {""}, "nobody is searched"
    palette.press(Qt.Key.Key_Return)
    assert [one.name() for one in palette.picked if isinstance(one, Command)] == ["Importa"]


def test_with_nothing_typed_it_shows_what_the_desk_can_do(palette: Open) -> None:
    assert palette.words == ["Comandi", *NAMES[:8]]
    for _step in range(8):
        palette.press(Qt.Key.Key_Down)
    assert palette.words[-1] == palette.current == NAMES[8]


def test_an_answer_to_what_was_typed_before_is_dropped(palette: Open) -> None:
    palette.write("giul")
    palette.palette.show_found("giu", (GIULIA,))
    assert "Giulia Ferrero" not in palette.words


def test_it_says_that_nothing_was_found(palette: Open) -> None:
    palette.write("xyz")
    assert palette.palette.nothing.text() == "Cerco…"
    palette.give()
    assert palette.palette.nothing.text() == "Nessun risultato per «xyz»."
    palette.press(Qt.Key.Key_Return)
    assert palette.picked == []


def test_escape_leaves_everything_as_it_was(palette: Open) -> None:
    palette.write("giul").give(GIULIA)
    palette.press(Qt.Key.Key_Escape)
    assert not palette.palette.is_open()
    assert palette.picked == []


def test_a_click_chooses(palette: Open) -> None:
    palette.write("giul").give(GIULIA, GIULIANO)
    listed: PaletteList = palette.palette.list
    QTest.mouseClick(listed, Qt.MouseButton.LeftButton, pos=QPoint(100, 32 + 52 + 20))
    assert palette.picked == [GIULIANO]


@pytest.mark.parametrize(
    ("typed", "title", "marked"),
    [
        ("giul", "Giulia Ferrero", ["Giul"]),
        ("niccolo", "Niccolò Neri", ["Niccolò"]),
        ("tir", "Ana Țîrlea", ["Țîr"]),
        ("lodz", "Łódź Sp.", ["Łódź"]),
        ("fer giu", "Giulia Ferrero", ["Giu", "Fer"]),
        (">imp", "Importa", ["Imp"]),
        ("errero", "Giulia Ferrero", []),
        ("", "Giulia", []),
    ],
)
def test_what_was_typed_is_marked_with_or_without_its_accents(
    typed: str, title: str, marked: list[str]
) -> None:
    assert [title[start:end] for start, end in matches(typed, title)] == marked


def test_who_was_archived_is_said_to_be_and_only_opened() -> None:
    set_language("it")
    entry = of_found(replace(GIULIA, archived=True))
    assert entry.detail.startswith("Archiviata")
    assert [one.what.act for one in Choices([entry], []).acts] == [Act.OPEN]  # type: ignore[union-attr]


def test_the_person_chosen_outlives_a_walk_through_the_actions() -> None:
    choices = Choices([of_found(GIULIA), of_found(GIULIANO)], [])
    choices.step(1)
    choices.step(2)
    assert choices.person == GIULIANO
    assert choices.current is not None


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("mode", list(Mode))
def test_the_longest_names_fit_in_every_look(
    desk: Desk, theme: Theme, mode: Mode, language: str
) -> None:
    set_language(language)
    theme.wear(mode)
    opened = Open(desk, "max")
    opened.give(found(LONGEST, inside=True, second=LONG_HOUSE), HOUSE)
    assert cut_words(opened.palette) == []
    assert not desk.window.grab().isNull()
    opened.palette.close_down()
    set_language("it")


def test_a_command_that_cannot_be_done_now_is_not_found() -> None:
    commands = Commands()
    commands.add(Command("a", "Adesso".__str__, "sun", list, available=bool))
    commands.add(Command("b", "Adesso sì".__str__, "sun", list))
    assert [one.id for one in commands.find("ades")] == ["b"]


# at work ---------------------------------------------------------------------------------------


@pytest.fixture
def archive(database_url: str) -> Iterator[Archive]:
    made = Archive(database_url)
    yield made
    made.close()


@pytest.fixture
def live(qtbot: QtBot, qapp: QApplication, archive: Archive, tmp_path: Path) -> Iterator[LiveDesk]:
    desk = LiveDesk(qtbot, qapp, archive.database, tmp_path)
    desk.open()
    yield desk
    desk.close()


def the_palette(live: LiveDesk) -> Palette:
    live.press(Qt.Key.Key_K, CONTROL)
    opened = live.desk.orders.palette.palette
    assert opened is not None
    return opened


def test_ctrl_k_in_the_scan_field_takes_what_stands_there(live: LiveDesk, archive: Archive) -> None:
    guest = archive.add("Giulia", "Ferrero", "flex")
    live.window.top.scan.line.setText("giulia")
    opened = the_palette(live)
    live.wait_for(lambda: opened.choices.person is not None)
    live.press(Qt.Key.Key_Return)
    live.wait_for(lambda: live.desk.people.shown == guest.id)
    assert live.window.top.scan.text() == ""


def test_someone_is_let_in_and_checked_out_from_the_palette(
    live: LiveDesk, archive: Archive
) -> None:
    guest = archive.add("Giulia", "Ferrero", "flex")
    for word, inside in (("Fai entrare", True), ("Registra l'uscita", False)):
        opened = the_palette(live)
        live.write("giulia", delay=1)
        live.wait_for(lambda opened=opened: opened.choices.person is not None)  # type: ignore[misc]
        live.press(Qt.Key.Key_Tab)
        assert opened.choices.current is not None
        assert opened.choices.current.title == word
        known = len(live.answers)
        live.press(Qt.Key.Key_Return)
        live.wait_for(lambda known=known: len(live.answers) > known)  # type: ignore[misc]
        assert (guest.name in archive.inside()) is inside


def test_a_scan_while_it_is_open_is_a_scan(live: LiveDesk, archive: Archive) -> None:
    guest = archive.add("Giulia", "Ferrero", "flex")
    opened = the_palette(live)
    live.write("mar", delay=60)
    card = live.scan(guest.code)
    assert card.person is not None
    assert card.person.name == guest.name
    assert not opened.is_open()


def test_a_command_goes_where_it_works(live: LiveDesk) -> None:
    the_palette(live)
    live.write(">persone", delay=1)
    live.press(Qt.Key.Key_Return)
    assert live.window.shown == "people"
    assert live.window.section is not None
    assert live.window.section.key == "people"


def test_f1_shows_the_keys_of_the_screen(live: LiveDesk) -> None:
    live.window.go_to("people")
    live.press(Qt.Key.Key_F1)
    keys = live.dialog(KeysDialog)
    assert ("Ctrl N", "Nuova persona") in keys.list.rows
    assert ("Ctrl K", "Cerca persone e comandi") in keys.list.rows
    assert not any(words == "Mostra di nuovo l'ultima scansione" for _key, words in keys.list.rows)
    assert cut_words(keys) == []
    live.press(Qt.Key.Key_F1)
    assert not keys.is_open()


def test_f3_opens_the_page_of_whoever_stands_on_the_card(live: LiveDesk, archive: Archive) -> None:
    guest = archive.add("Giulia", "Ferrero", "flex")
    live.scan(guest.code)
    live.press(Qt.Key.Key_F3)
    live.wait_for(lambda: live.desk.people.shown == guest.id)


def test_every_command_has_a_name_in_both_languages(live: LiveDesk) -> None:
    names = {}
    for language in ("it", "en"):
        set_language(language)
        names[language] = [one.name() for one in live.desk.orders.commands.all]
    set_language("it")
    assert len(set(names["it"])) == len(names["it"])
    assert not set(names["it"]) & set(names["en"])
