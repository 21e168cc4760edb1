"""The settings as a page: its sections, its rectangles, the search, and how one gets there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from askadesk.core.i18n import set_language
from tests.ui.conftest import Desk
from tests.ui.looking import cut_words, near, place
from ui.pages.settings import look, printers, scanner
from ui.pages.settings.look import LookSection
from ui.pages.settings.page import SECTION, SettingsPage
from ui.pages.settings.printers import PrintersSection
from ui.pages.settings.scanner import Camera, Reading, ScannerSection
from ui.preferences import LookChoice
from ui.theme import Mode, Theme


class Watched(QWidget):
    """A section that remembers what it was told."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.told: list[str] = []
        self.name = QLabel(name, self)

    def set_roomy(self, roomy: bool) -> None:
        self.told.append("roomy" if roomy else "compact")

    def key(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_F2

    def shown(self) -> None:
        self.told.append("shown")

    def left(self) -> None:
        self.told.append("left")

    def point_to(self, words: str) -> None:
        self.told.append(words)


def with_settings(desk: Desk) -> SettingsPage:
    """Every section of this computer, and one that watches."""
    page = SettingsPage()
    page.add_section("look", "languages", look.name, LookSection(LookChoice()), look.words)
    page.add_section("printers", "printer", printers.name, PrintersSection(), printers.words)
    page.add_section("scanner", "scan-line", scanner.name, ScannerSection(), scanner.words)
    page.show_desk("Banco 1, Aska Torino", "AskaDesk 1.0")
    desk.window.add_page(SECTION, page)
    return page


@pytest.fixture
def page(desk: Desk) -> SettingsPage:
    made = with_settings(desk)
    desk.window.go_to("settings")
    desk.settle()
    return made


def test_sections_and_content_stand_where_the_design_puts_them(
    desk: Desk, page: SettingsPage
) -> None:
    page.go_to("printers")
    desk.settle()
    assert near(place(page.list_card, desk.window), (112, 88, 232, 664))
    section = page.stack.currentWidget()
    assert isinstance(section, PrintersSection)
    assert near(place(section.card, desk.window), (360, 88, 598, 664))
    assert near(place(section.panel, desk.window), (974, 88, 368, 664))
    assert [row.height() for row in section.rows.values()] == [84, 84, 84, 84]
    page.go_to("look")
    desk.settle()
    look_section = page.stack.currentWidget()
    assert isinstance(look_section, LookSection)
    assert near(place(look_section.card, desk.window), (360, 88, 646, 664))
    assert near(place(look_section.panel, desk.window), (1022, 88, 320, 664))


def test_sections_stand_in_the_order_of_the_design(page: SettingsPage) -> None:
    assert [item.text() for item in page.menu._items] == [
        "Stampanti",
        "Scanner e camera",
        "Lingua e aspetto",
    ]
    assert [item.height() for item in page.menu._items] == [44, 44, 44]


def test_the_number_after_the_last_section_opens_the_settings(desk: Desk) -> None:
    with_settings(desk)
    QTest.keyClick(desk.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.nav._settings.isChecked()
    assert isinstance(desk.window.pages.currentWidget(), SettingsPage)
    QTest.keyClick(desk.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert not desk.window.nav._settings.isChecked()


@pytest.mark.parametrize(
    ("typed", "section", "focus"),
    [("lingu", "look", ""), ("dimens", "look", "text_size"), ("Copie", "printers", "")],
)
def test_the_search_finds_a_section_or_a_single_setting(
    desk: Desk, page: SettingsPage, typed: str, section: str, focus: str
) -> None:
    page.go_to("scanner")
    QTest.keyClick(desk.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.menu.search.hasFocus()
    QTest.keyClicks(page.menu.search, typed)
    QTest.keyClick(page.menu.search, Qt.Key.Key_Return)
    desk.settle()
    assert page.section == section
    assert page.menu.search.text() == ""
    if focus:
        held = desk.focus()
        control = getattr(page.stack.currentWidget(), focus)
        assert held is not None
        assert control.isAncestorOf(held)


def test_what_is_not_found_is_said(desk: Desk, page: SettingsPage) -> None:
    page.menu.search.setText("zzz")
    desk.settle()
    assert page.menu.nothing.isVisible()
    assert page.menu.found.rows == ()
    QTest.keyClick(page.menu.search, Qt.Key.Key_Escape)
    assert page.menu.search.text() == ""


def test_a_section_is_told_when_it_is_seen_and_left(desk: Desk, page: SettingsPage) -> None:
    watched = Watched("Sede")
    page.add_section("hub", "building-2", lambda: "Sede", watched, lambda: ["Capienza"])
    page.go_to("hub")
    page.go_to("look")
    page.go_to("hub")
    desk.window.go_to("today")
    desk.settle()
    assert watched.told == ["shown", "left", "shown", "left"]
    assert page.menu._items[0].text() == "Sede"


def test_a_section_that_needs_care_is_marked_and_says_why(desk: Desk, page: SettingsPage) -> None:
    page.needs_care("printers", "Tessere: la stampante non risponde.")
    item = page.menu._items[0]
    assert item.accessibleDescription() == "Tessere: la stampante non risponde."
    page.needs_care("printers", "")
    assert item.toolTip() == ""


def test_nobody_is_called_back_to_the_scan_field_while_writing_in_a_form(
    desk: Desk, page: SettingsPage
) -> None:
    page.menu.search.setFocus()
    assert not desk.window._patience.isActive()
    page.menu._items[0].setFocus()
    assert desk.window._patience.isActive()
    desk.window.ready()


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.CONTRAST])
@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_every_section_shows_its_words_whole(
    make_desk: Callable[..., Desk],
    theme: Theme,
    language: str,
    size: tuple[int, int],
    mode: Mode,
) -> None:
    theme.wear(mode)
    desk = make_desk(size, language).open()
    page = with_settings(desk)
    desk.window.go_to("settings")
    for key in ("printers", "scanner", "look"):
        page.go_to(key)
        section = page.stack.currentWidget()
        if isinstance(section, ScannerSection):
            section.show_cameras([Camera("c", "Webcam HD")], "c", reads=True)
            section.show_reading(Reading("qskq1", "ASKA1", "French", 41.0))
        desk.settle()
        assert cut_words(page) == [], key
    desk.window.go_to("today")
    set_language("it")
