"""The frame: search below the field, toasts, the clock, the count, sounds, the language of Qt."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from askadesk.core.changes import Changes
from db.values import Answer
from resources import resource
from tests.ui import samples
from tests.ui.conftest import Desk
from tests.ui.looking import place
from tests.ui.samples import an_id, at
from tools.make_sounds import make
from ui.bus import AppBus
from ui.dialogs.guests import GuestsDialog
from ui.language import Tongue
from ui.lasting import make_constants_last
from ui.sounds import Sounds
from ui.widgets.database_chip import Archive


def search(desk: Desk, text: str) -> None:
    desk.window.top.scan.line.clear()
    QTest.keyClicks(desk.window.top.scan.line, text)


PEOPLE = [
    samples.found("Giulia Ferrero", since=at(9, 12)),
    samples.found("Giulio Neri"),
    samples.found(samples.LONGEST),
]


def test_people_found_stand_below_the_field_as_wide_as_it(desk: Desk) -> None:
    search(desk, "giul")
    desk.window.show_found("giul", PEOPLE)
    desk.settle()
    popup = desk.window.found
    assert popup.isVisible()
    x, y, wide, _high = place(popup._panel, desk.window)
    assert (x, y, wide) == (112, 68, 432)
    assert desk.window.top.scan.line.hasFocus()


def test_arrows_move_and_enter_chooses_among_the_people_found(qtbot: QtBot, desk: Desk) -> None:
    search(desk, "giul")
    desk.window.show_found("giul", PEOPLE)
    line = desk.window.top.scan.line
    QTest.keyClick(line, Qt.Key.Key_Down)
    with qtbot.waitSignal(desk.window.found_chosen) as told:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert told.args[0].id == an_id("Giulio Neri")
    assert desk.window.top.scan.text() == ""
    assert not desk.window.found.isVisible()


def test_an_answer_to_an_older_question_is_not_shown(desk: Desk) -> None:
    search(desk, "giulia")
    desk.window.show_found("giul", PEOPLE)
    assert not desk.window.found.isVisible()


def test_nobody_found_is_said(desk: Desk) -> None:
    search(desk, "zzz")
    desk.window.show_found("zzz", [])
    desk.settle()
    assert desk.window.found.nobody.isVisible()


def test_esc_empties_the_field_and_puts_the_results_away(qtbot: QtBot, desk: Desk) -> None:
    search(desk, "giul")
    desk.window.show_found("giul", PEOPLE)
    with qtbot.waitSignal(desk.window.search_changed) as told:
        QTest.keyClick(desk.window.top.scan.line, Qt.Key.Key_Escape)
    assert told.args == [""]
    assert not desk.window.found.isVisible()


def test_enter_submits_what_stands_in_the_field(qtbot: QtBot, desk: Desk) -> None:
    search(desk, "ASKA2222")
    with qtbot.waitSignal(desk.window.scan_submitted) as told:
        QTest.keyClick(desk.window.top.scan.line, Qt.Key.Key_Return)
    assert told.args == ["ASKA2222"]


def test_ten_thousand_characters_do_not_choke_the_field(desk: Desk) -> None:
    desk.window.top.scan.line.setText("x" * 50_000)
    desk.settle()
    assert len(desk.window.top.scan.text()) <= 10_000


def test_the_count_turns_amber_when_the_hub_is_nearly_full(desk: Desk) -> None:
    for bodies, tone in ((53, "ink"), (54, "warn"), (60, "warn")):
        desk.window.top.presence.show_count(bodies, 60)
        assert desk.window.top.presence.meter.tone == tone


def test_the_chip_says_where_the_desk_writes(desk: Desk) -> None:
    chip = desk.window.top.database
    chip.show_state(Archive.OFFLINE, 3)
    assert chip.text() == "Fuori linea · 3 in attesa"
    chip.show_state(Archive.AWAY)
    assert chip.text() == "Archivio non raggiungibile"
    assert chip.sizeHint().height() == 32


# toasts ----------------------------------------------------------------------------------------


@pytest.fixture
def toasts(desk: Desk) -> Iterator[Desk]:
    yield desk
    desk.window.toasts.clear()


def test_toasts_stand_at_the_bottom_right_and_never_more_than_three(toasts: Desk) -> None:
    for number in range(5):
        toasts.window.toasts.say(f"Novità {number}")
    toasts.settle()
    stack = toasts.window.toasts
    assert [toast.words.text() for toast in stack.toasts] == ["Novità 2", "Novità 3", "Novità 4"]
    x, y, wide, high = place(stack, toasts.window)
    assert (x, wide) == (1366 - 24 - 360, 360)
    assert y + high == 768 - 24
    assert all(toast.height() >= 56 for toast in stack.toasts)


def test_a_toast_waits_while_the_pointer_is_on_it(toasts: Desk) -> None:
    toast = toasts.window.toasts.say("Uscita registrata")
    toasts.settle()
    QTest.mouseMove(toast, QPoint(20, 20))
    toasts.qtbot.waitUntil(lambda: not toast.waits())
    QTest.mouseMove(toasts.window, QPoint(200, 400))
    toasts.qtbot.waitUntil(toast.waits)


def test_a_toast_goes_by_itself(toasts: Desk) -> None:
    toast = toasts.window.toasts.say("Uscita registrata")
    toast._clock.start(20)
    toasts.qtbot.waitUntil(lambda: toasts.window.toasts.toasts == ())


def test_the_action_of_a_toast_is_done_and_the_toast_goes(toasts: Desk) -> None:
    toasts.page.show_card(None)
    toasts.page.present.list.setFocus()
    toast = toasts.window.toasts.say("Uscita", action="Pronta", act=toasts.window.ready)
    toast.action.click()
    assert toasts.window.top.scan.line.hasFocus()
    assert toasts.window.toasts.toasts == ()


def test_toasts_stay_in_their_corner_when_the_window_grows(toasts: Desk) -> None:
    toasts.window.toasts.say("Uscita registrata")
    toasts.window.resize(1920, 1080)
    toasts.settle()
    assert place(toasts.window.toasts, toasts.window)[0] == 1920 - 24 - 360


# sounds, language, bus ---------------------------------------------------------------------------


def test_without_an_audio_output_no_sound_object_is_made(desk: Desk) -> None:
    from PySide6.QtMultimedia import QMediaDevices

    sounds = Sounds(desk.window)
    for answer in Answer:
        sounds.play_for(answer)
    silent = QMediaDevices.defaultAudioOutput().isNull()
    assert sounds.made == (0 if silent else 3)


def test_sounds_that_are_off_make_nothing(desk: Desk) -> None:
    sounds = Sounds(desk.window, on=False)
    sounds.play_for(Answer.REFUSED)
    assert sounds.made == 0


def test_the_sounds_are_made_the_same_every_time(tmp_path_factory: pytest.TempPathFactory) -> None:
    made = make(tmp_path_factory.mktemp("sounds"))
    assert [path.name for path in made] == ["yes.wav", "no.wav", "look.wav"]
    for path in made:
        assert path.read_bytes() == resource("sounds", path.name).read_bytes()


def test_the_window_and_qt_itself_change_language_together(
    qtbot: QtBot, qapp: QApplication, desk: Desk
) -> None:
    tongue = Tongue(qapp, "it")
    try:
        with qtbot.waitSignal(tongue.changed) as told:
            tongue.speak("en")
        assert told.args == ["en"]
        assert desk.window.nav._items[0].text() == "Today"
        tongue.speak("it")
        assert desk.window.nav._items[0].text() == "Oggi"
        assert qapp.translate("QPlatformTheme", "Cancel") == "Annulla"
    finally:
        assert tongue._translator is not None
        qapp.removeTranslator(tongue._translator)
        tongue.deleteLater()


def test_a_change_is_announced_to_every_page(qtbot: QtBot) -> None:
    bus, changes = AppBus(), Changes(frozenset({"visit"}), frozenset({an_id("v")}))
    with qtbot.waitSignal(bus.changed) as told:
        bus.announce(changes)
    assert told.args == [changes]
    assert changes.touches("visit", "person")
    assert not changes.touches("product")


def test_closing_says_so_and_a_dialog_is_seen(qtbot: QtBot, desk: Desk) -> None:
    assert not desk.window.dialog_open()
    dialog = GuestsDialog("Giulia", 0)
    dialog.open_over(desk.window)
    assert desk.window.dialog_open()
    dialog.close_down()
    with qtbot.waitSignal(desk.window.closing):
        desk.window.close()


def test_the_constants_of_python_last_however_often_qt_gives_them_back(desk: Desk) -> None:
    make_constants_last()
    for _time in range(20_000):
        desk.window.setObjectName("desk")
        desk.window.isVisible()
    assert desk.window.objectName() == "desk"
