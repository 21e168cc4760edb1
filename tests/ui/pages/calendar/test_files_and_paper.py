"""The small menu of the calendar: files and paper, by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from askadesk.core.i18n import set_language
from tests.ui.looking import near, place
from tests.ui.pages.calendar.conftest import CalendarDesk
from ui.dialogs.export_calendar import ExportCalendarDialog
from ui.dialogs.import_calendar import ImportCalendarDialog
from ui.dialogs.printing import PrintDialog
from ui.pages.calendar.toolbar import LIST, MONTH, WEEK


def open_menu(desk: CalendarDesk) -> QMenu:
    """Tab from the filters, and Space."""
    bar = desk.page.toolbar
    bar.filters.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(bar.filters, Qt.Key.Key_Tab)
    assert bar.more.hasFocus()
    QTest.keyClick(bar.more, Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(desk: CalendarDesk, at: int) -> None:
    """The entry of the menu at that place, by arrows and Enter."""
    menu = open_menu(desk)
    for _down in range(at):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)


def look_at(desk: CalendarDesk, mode: str) -> None:
    desk.page.look_at(mode)
    desk.wait_for(lambda: desk.page.stack.currentWidget() is desk.page.views[mode])
    desk.settle()


def paper(desk: CalendarDesk) -> str:
    """What the preview is called."""
    dialog = desk.live.dialog(PrintDialog)
    words = dialog.heading.text()
    dialog.close_down()
    desk.settle()
    return words


def test_the_menu_says_what_there_is_in_both_languages(desk: CalendarDesk) -> None:
    more = desk.page.toolbar.more
    assert [words for _key, words in more.choices] == [
        "Importa un calendario…",
        "Esporta…",
        "Stampa i fogli delle porte…",
        "Stampa il piano della settimana…",
    ]
    assert more.accessibleName() == more.toolTip() == "Importa, esporta, stampa"
    desk.live.preferences.tongue.speak("en")
    desk.settle()
    assert more.accessibleName() == "Import, export, print"
    assert more.choices[2][1] == "Print the door sheets…"
    set_language("it")


def test_a_calendar_is_brought_in_from_the_menu(desk: CalendarDesk) -> None:
    choose(desk, 0)
    dialog = desk.live.dialog(ImportCalendarDialog)
    assert dialog.is_open()
    dialog.close_down()
    assert not dialog.is_open()


def test_a_calendar_is_written_from_the_menu(desk: CalendarDesk) -> None:
    choose(desk, 1)
    dialog = desk.live.dialog(ExportCalendarDialog)
    assert dialog.is_open()
    dialog.close_down()
    assert not dialog.is_open()


def test_the_door_sheets_are_those_of_the_day_that_shows(desk: CalendarDesk) -> None:
    desk.page.toolbar.go_after()
    desk.wait_for(lambda: desk.page.toolbar.title.text() == "Mercoledì 18 novembre")
    choose(desk, 2)
    assert paper(desk) == "Porte, mercoledì 18 novembre"


@pytest.mark.parametrize("mode", [WEEK, LIST])
def test_the_week_plan_is_that_of_the_week_that_shows(desk: CalendarDesk, mode: str) -> None:
    look_at(desk, mode)
    desk.page.toolbar.go_after()
    desk.wait_for(lambda: "23 novembre" in desk.page.toolbar.title.text())
    choose(desk, 3)
    assert paper(desk) == "Settimana del 23 novembre 2026"


def test_of_a_month_it_is_the_day_that_is_chosen(desk: CalendarDesk) -> None:
    look_at(desk, MONTH)
    chosen = desk.page.month.day
    assert chosen is not None
    choose(desk, 2)
    assert paper(desk).endswith(f"{chosen.day} novembre")


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)], ids=["1366", "1920"])
def test_it_stands_beside_the_filters_and_moves_nothing_else(
    desk: CalendarDesk, size: tuple[int, int]
) -> None:
    desk.window.resize(*size)
    desk.settle()
    bar = desk.page.toolbar
    x, y, _wide, _high = place(bar.filters, desk.window)
    assert near(place(bar.more, desk.window), (x + 36, y, 32, 32))
    right = place(bar.new, desk.window)
    edge = size[0] - (24 if size[0] == 1366 else 32)
    assert abs(right[0] + right[2] - edge) <= 1


def test_the_colours_are_still_explained_beside_it_or_else_in_the_panel(desk: CalendarDesk) -> None:
    bar, panel = desk.page.toolbar.legend, desk.page.one.panel.legend
    desk.window.resize(1366, 768)
    desk.settle()
    assert bar.gives_way
    assert panel.isVisible()
    assert panel.width() >= panel.sizeHint().width()
    desk.live.preferences.tongue.speak("en")
    desk.settle()
    assert bar.width() >= bar.sizeHint().width()
    assert not panel.isVisible()
    set_language("it")
