"""Language and look: every change is a trial that goes back by itself, by Esc, and by going away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from askadesk.core.i18n import language, set_language
from askadesk.settings.device import read_settings
from tests.ui import samples
from tests.ui.conftest import Desk
from tests.ui.looking import cut_words
from ui import fonts, motion
from ui.fonts import Role
from ui.pages.settings import look
from ui.pages.settings.look import TRIAL_SECONDS, LookSection
from ui.pages.settings.page import SECTION, SettingsPage
from ui.preferences import LookChoice, Preferences
from ui.theme import Mode, tokens
from ui.type_size import apply_text_size


@pytest.fixture
def preferences(qapp: QApplication, tmp_path: Path) -> Iterator[Preferences]:
    made = Preferences(qapp, tmp_path / "desk.toml")
    made.try_out(LookChoice(look=Mode.LIGHT))
    yield made
    made.try_out(LookChoice(look=Mode.LIGHT))
    made.deleteLater()


@pytest.fixture
def section(desk: Desk, preferences: Preferences) -> LookSection:
    made = LookSection(preferences.look())
    made.tried.connect(preferences.try_out)
    made.kept.connect(preferences.keep)
    page = SettingsPage()
    page.add_section("look", "languages", look.name, made, look.words)
    desk.window.add_page(SECTION, page)
    desk.window.go_to("settings")
    desk.settle()
    return made


def kept(tmp_path: Path) -> str:
    return read_settings(tmp_path / "desk.toml").look


def test_a_change_shows_at_once_and_is_not_kept(
    desk: Desk, section: LookSection, tmp_path: Path
) -> None:
    section.tiles.tiles[1].click()
    assert tokens().dark
    assert section.bar.isVisible()
    assert section.bar.height() == 64
    assert kept(tmp_path) == "system"
    section.put_back()


def test_when_the_time_is_over_it_goes_back_as_it_was(desk: Desk, section: LookSection) -> None:
    section.tiles.tiles[1].click()
    assert "30 secondi" in section.bar.rest.text()
    for _second in range(TRIAL_SECONDS):
        assert section.trying
        section.tick()
    assert not section.trying
    assert not tokens().dark
    assert not section.bar.isVisible()


def test_esc_puts_it_back_and_f2_keeps_it(desk: Desk, section: LookSection, tmp_path: Path) -> None:
    section.tiles.tiles[2].click()
    QTest.keyClick(desk.window, Qt.Key.Key_Escape)
    assert not section.trying
    assert kept(tmp_path) == "system"
    section.tiles.tiles[2].click()
    QTest.keyClick(desk.window, Qt.Key.Key_F2)
    assert not section.trying
    assert kept(tmp_path) == "contrast"


def test_going_to_another_page_ends_the_trial(desk: Desk, section: LookSection) -> None:
    section.language.picked.emit("en")
    assert language() == "en"
    desk.window.go_to("today")
    desk.settle()
    assert language() == "it"
    assert not section.trying


def test_several_changes_are_one_trial(desk: Desk, section: LookSection) -> None:
    section.tiles.tiles[1].click()
    assert section.bar.title.text() == "In prova: scuro"
    section.text_size.picked.emit("130")
    assert section.bar.title.text() == "In prova: più cose"
    section.put_back()
    assert (fonts.text_size(), tokens().dark) == (100, False)


def test_things_may_move_or_never(section: LookSection) -> None:
    section.motion.picked.emit("never")
    assert not motion.moves()
    section.put_back()
    assert motion.moves()


def test_a_sound_is_heard_when_asked_for_even_if_sounds_are_off(
    qtbot: QtBot, section: LookSection
) -> None:
    with qtbot.waitSignal(section.sound_asked) as told:
        next(iter(section.sounds.buttons.values())).click()
    assert told.args[0].value == "yes"


def test_everything_is_reached_by_keyboard_alone(desk: Desk, section: LookSection) -> None:
    section.tiles.tiles[3].setFocus()
    focused = desk.focus()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Right)
    assert section.tiles.tiles[0].isChecked()
    held = desk.focus()
    assert held is section.tiles.tiles[0]
    section.put_back()


# the size of the text --------------------------------------------------------------------------


@pytest.fixture
def normal_size() -> Iterator[None]:
    yield
    apply_text_size(100)


@pytest.mark.parametrize("percent", [115, 130])
@pytest.mark.parametrize("language_", ["it", "en"])
def test_larger_text_cuts_nothing_and_moves_no_block(
    make_desk: Callable[..., Desk], normal_size: None, percent: int, language_: str
) -> None:
    desk = make_desk((1280, 720), language_).open()
    for card in (samples.admitted(), samples.admitted(long=True), samples.refused()):
        desk.page.show_card(card)
        desk.settle()
        before = desk.page.scan_card.geometry()
        apply_text_size(percent)
        desk.settle()
        assert cut_words(desk.window) == []
        assert desk.page.scan_card.geometry() == before
        apply_text_size(100)
    set_language("it")


def test_text_grows_as_far_as_its_line_holds_it(normal_size: None) -> None:
    apply_text_size(115)
    assert fonts.grown(Role.BODY).pixelSize() == 16
    apply_text_size(130)
    assert fonts.grown(Role.BODY).pixelSize() == 17
    for role in Role:
        assert role.value.size <= fonts.grown(role).pixelSize() <= role.value.line


def test_a_text_is_never_wider_than_its_room(normal_size: None) -> None:
    apply_text_size(130)
    words = "Impostazioni"
    whole = fonts.grown_width(Role.BODY, words)
    plain = fonts.width(Role.BODY, words)
    assert fonts.fitting(Role.BODY, words, whole).width == whole
    between = fonts.fitting(Role.BODY, words, (whole + plain) / 2)
    assert plain <= between.width <= (whole + plain) / 2
    assert fonts.fitting(Role.BODY, words, 10).width == plain


def test_fields_that_are_open_take_the_size_and_give_it_back(desk: Desk, normal_size: None) -> None:
    line = desk.window.top.scan.line
    before = line.font().pixelSize()
    apply_text_size(130)
    assert line.font().pixelSize() > before
    apply_text_size(100)
    assert line.font().pixelSize() == before


def test_another_theme_leaves_the_size_of_the_text_as_it_is(
    desk: Desk, section: LookSection, normal_size: None
) -> None:
    line = desk.window.top.scan.line
    before = line.font().pixelSize()
    section.text_size.picked.emit("130")
    large = line.font().pixelSize()
    section.tiles.tiles[1].click()
    assert line.font().pixelSize() == large > before
    section.put_back()
    assert line.font().pixelSize() == before
