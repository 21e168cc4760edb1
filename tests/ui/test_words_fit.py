"""No word is cut on the desk, in either language, but the names of persons and organisations."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from askadesk.core.i18n import set_language
from tests.ui import samples
from tests.ui.conftest import Desk
from tests.ui.looking import cut_words
from ui.theme import Mode, Theme
from ui.widgets.database_chip import Archive
from ui.widgets.text import Text

MakeDesk = Callable[..., Desk]
SIZES = [(1280, 720), (1366, 768), (1920, 1080)]


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
def test_every_answer_is_written_whole(
    make_desk: MakeDesk, size: tuple[int, int], language: str
) -> None:
    desk = make_desk(size, language).open()
    cut = {}
    for name, card in samples.CARDS.items():
        desk.page.show_card(card)
        desk.settle()
        cut[name] = cut_words(desk.window)
    assert {name: words for name, words in cut.items() if words} == {}


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_empty_page_and_every_state_of_the_archive_fit(
    make_desk: MakeDesk, language: str
) -> None:
    desk = make_desk((1280, 720), language).open()
    desk.page.show_today(samples.day(empty=True))
    for state in Archive:
        desk.window.top.database.show_state(state, waiting=128)
        desk.window.top.presence.show_count(1250, 1300)
        desk.settle()
        assert cut_words(desk.window) == []


def test_the_checker_sees_a_cut_word(desk: Desk) -> None:
    label = Text("Abbonamento postazione dedicata", parent=desk.page)
    label.setGeometry(0, 0, 40, 20)
    label.show()
    assert any("dedicata" in found for found in cut_words(desk.window))


def test_a_long_name_ends_with_an_ellipsis_and_its_tooltip_holds_it_whole(desk: Desk) -> None:
    desk.page.show_card(samples.admitted(long=True))
    desk.settle()
    name = desk.page.scan_card.hero.name
    assert name.cut()
    assert name.toolTip() == samples.LONGEST


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK, Mode.CONTRAST])
def test_the_language_changes_in_the_open_window(desk: Desk, theme: Theme, mode: Mode) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    theme.wear(mode)
    desk.page.show_card(samples.admitted())
    assert desk.page.expected.header.title.text() == "Attesi oggi"
    set_language("en")
    app = QApplication.instance()
    assert app is not None
    QCoreApplication.sendEvent(app, QEvent(QEvent.Type.LanguageChange))
    desk.settle()
    assert desk.page.expected.header.title.text() == "Expected today"
    assert desk.page.scan_card.band.title.text() == "Entry recorded"
    assert desk.window.top.scan.line.placeholderText() == "Scan or search"
    assert cut_words(desk.window) == []
