"""Every component of the design: it renders in every theme and language, and answers to the keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from askadesk.core.i18n import set_language
from resources import resource
from tests.ui.looking import cut_words
from ui import icons, painters
from ui.dialogs.error import ErrorPanel
from ui.tasks import Step
from ui.theme import DARK, LIGHT, Mode, Theme, tint
from ui.top_bar import PresenceCount
from ui.widgets.button import Button, Kind, LinkButton
from ui.widgets.card import Card, CardHeader, Rule
from ui.widgets.chip import Chip, Keycap
from ui.widgets.choices import CheckBox, Radio, Stepper
from ui.widgets.database_chip import Archive, DatabaseChip
from ui.widgets.date_field import DateField
from ui.widgets.empty import EmptyState
from ui.widgets.field import Field, Select, line, note
from ui.widgets.long_work import LongWork
from ui.widgets.portrait import ArchPortrait, Avatar
from ui.widgets.quantity import Meter, Pips
from ui.widgets.scan_field import ScanField
from ui.widgets.segmented import Segmented
from ui.widgets.text import Text

KINDS: tuple[Kind, ...] = ("accent", "ink", "secondary", "ghost", "danger")


def buttons() -> QWidget:
    return stacked(
        *(
            Button("Incassa", kind, size=size, icon="euro", key="F2")
            for kind in KINDS
            for size in (32, 40, 48)
        ),
        LinkButton("Annuncia una visita", icon="user-plus"),
        Button(icon="printer"),
    )


def chips() -> QWidget:
    tones = ("neutral", "outline", "ink", "ok", "warn", "bad")
    return stacked(
        *(
            Chip("In corso", tone, "circle-dot", large=large)
            for tone in tones
            for large in (False, True)
        ),
        Keycap("Ctrl K"),
        *(chip_of(state) for state in Archive),
    )


def chip_of(state: Archive) -> DatabaseChip:
    made = DatabaseChip()
    made.show_state(state, 3)
    return made


def fields() -> QWidget:
    wrong = Field(line("31/11/2026"))
    wrong.say("Data")
    wrong.complain("Novembre ha 30 giorni. Prova 30/11/2026.")
    select = Select()
    select.offer([("Prima", 1), ("Seconda", 2)], 2)
    return stacked(wrong, Field(note()), Field(DateField()), select, ScanField())


def choices() -> QWidget:
    segments = Segmented()
    segments.offer([("all", "Tutti"), ("visit", "Visite")], "all")
    box, radio = CheckBox("Legge le tessere"), Radio("Confermata")
    box.setChecked(True)
    radio.setChecked(True)
    return stacked(segments, box, radio, CheckBox("Spento"), Radio("Opzione"), Stepper(0, 9, 3))


def quantities() -> QWidget:
    meter, pips, many, count = Meter(8), Pips(), Pips(), PresenceCount()
    meter.fill(0.72)
    pips.fill(6, 10)
    many.fill(31, 50)
    count.show_count(58, 60)
    work = LongWork("Preparo il rapporto di ottobre")
    work.show_step(Step(3, 4, "Incassi per voce"))
    return stacked(meter, pips, many, count, work)


def people() -> QWidget:
    arch = ArchPortrait()
    arch.show_person("GF")
    nobody = ArchPortrait()
    nobody.show_icon("circle-question-mark")
    return stacked(arch, nobody, *(Avatar(size, "LH") for size in (28, 32, 36, 40)))


def states() -> QWidget:
    empty = EmptyState(button=True)
    empty.say(
        "Nessuna visita attesa", "Quando qualcuno annuncia una visita, la trovi qui.", "Annuncia"
    )
    header = CardHeader()
    header.title.say("In sede ora")
    header.count.say("37")
    panel = ErrorPanel("La ricevuta non è stata stampata", "La vendita è registrata.", "Ristampa.")
    return stacked(empty, header, Rule(), Card(), panel, Text("Due righe. " * 20, wrap=True))


def stacked(*widgets: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    for widget in widgets:
        column.addWidget(widget)
    return made


FAMILIES = [buttons, chips, fields, choices, quantities, people, states]


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK, Mode.CONTRAST])
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_every_component_shows_whole_in_every_theme_and_language(
    qtbot: QtBot, theme: Theme, family: Callable[[], QWidget], mode: Mode, language: str
) -> None:
    theme.wear(mode)
    set_language(language)
    made = family()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    picture = made.grab().toImage()
    assert len(colours(picture)) > 4
    assert cut_words(made) == []


def colours(picture: QImage) -> set[int]:
    return {
        picture.pixel(x, y)
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
    }


@pytest.mark.parametrize(("size", "high"), [(32, 32), (40, 40), (48, 48)])
def test_buttons_have_the_height_of_their_size(size: int, high: int) -> None:
    assert Button("Incassa", size=size).sizeHint().height() == high
    assert Button(icon="printer", size=size).sizeHint().toTuple() == (high, high)


def test_a_button_is_pressed_by_enter_and_space(qtbot: QtBot) -> None:
    button, pressed = Button("Incassa"), []
    qtbot.addWidget(button)
    button.clicked.connect(lambda: pressed.append(1))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        QTest.keyClick(button, key)
    assert len(pressed) == 2


def test_the_look_changes_in_the_open_window(qtbot: QtBot, theme: Theme) -> None:
    button = Button("Presenta", "ink")
    qtbot.addWidget(button)
    button.show()

    def ground() -> QColor:
        return button.grab().toImage().pixelColor(20, 4)

    assert ground() == QColor(LIGHT.ink)
    with qtbot.waitSignal(theme.changed):
        theme.wear(Mode.DARK)
    assert ground() == QColor(DARK.ink)


def test_the_tint_of_an_avatar_is_the_sum_of_its_letters() -> None:
    assert (tint("GF"), tint("CN"), tint("AE")) == (0, 1, 2)


def test_an_icon_takes_the_colour_that_is_asked(theme: Theme) -> None:
    colour = icons.pixmap("plus", 18, "#A3231C").toImage().pixelColor(9, 9)
    wanted = QColor("#A3231C")
    assert abs(colour.red() - wanted.red()) + abs(colour.blue() - wanted.blue()) <= 4


def test_every_icon_of_the_program_can_be_drawn(theme: Theme) -> None:
    for path in resource("icons").glob("*.svg"):
        assert not icons.pixmap(path.stem, 16, "#000000").isNull()


def test_arrows_move_in_a_segmented_control_and_tab_leaves_it(qtbot: QtBot) -> None:
    segments, after = Segmented(), Button("Dopo")
    segments.offer([("all", "Tutti"), ("visit", "Visite"), ("event", "Eventi")], "all")
    window = stacked(segments, after)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    first = segments._group.button(0)
    first.setFocus()
    with qtbot.waitSignal(segments.picked) as told:
        QTest.keyClick(first, Qt.Key.Key_Right)
    assert told.args == ["visit"]
    QTest.keyClick(segments._group.button(1), Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_a_stepper_keeps_to_its_limits(qtbot: QtBot) -> None:
    stepper = Stepper(0, 2, 1)
    said: list[int] = []
    qtbot.addWidget(stepper)
    stepper.changed.connect(said.append)
    for _press in range(4):
        QTest.keyClick(stepper, Qt.Key.Key_Up)
    for _press in range(4):
        QTest.keyClick(stepper, Qt.Key.Key_Down)
    assert said == [2, 1, 0]


def test_a_field_that_is_wrong_says_so_beside_it_until_it_is_mended(qtbot: QtBot) -> None:
    field = Field(line("x"))
    field.say("E-mail")
    qtbot.addWidget(field)
    field.show()
    field.complain("Manca la chiocciola.")
    assert field.error.isVisible()
    assert field.control.accessibleDescription() == "Manca la chiocciola."
    QTest.keyClick(field.control, Qt.Key.Key_A)
    assert not field.error.isVisible()


def test_text_is_never_read_as_markup(qtbot: QtBot, theme: Theme) -> None:
    label = Text("<b>Anna</b> & Co")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.sizeHint().width() > Text("Anna & Co").sizeHint().width()


def test_the_arch_is_round_above_and_square_below() -> None:
    path = painters.arch_path(QRectF(0, 0, 80, 96))
    assert not path.contains(QPointF(3, 3))
    assert path.contains(QPointF(40, 2))
    assert path.contains(QPointF(3, 88))
