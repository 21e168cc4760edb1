"""The month: what its days say, where they stand, what keyboard and mouse do, and the panel beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QRegion
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from askadesk.core.i18n import set_language
from tests.ui.looking import cut_words, near, place
from tests.ui.pages.calendar import pages
from tests.ui.pages.calendar.pages import COMPACT, ROOMY, SMALL, TODAY, moment, settle, shown
from tests.ui.reading import unreadable
from tests.ui.samples import an_id
from tests.ui.test_every_screen import speak
from ui import fonts
from ui.pages.calendar import captions
from ui.pages.calendar.cells import Cell
from ui.pages.calendar.month import MonthView
from ui.theme import Mode, Theme

LEFT = Qt.MouseButton.LeftButton
THURSDAY = date(2026, 11, 26)


class Told:
    """What a view has said."""

    def __init__(self, view: MonthView) -> None:
        self.chosen: list[Any] = []
        self.opened: list[Any] = []
        self.slots: list[tuple[Any, ...]] = []
        view.day_chosen.connect(self.chosen.append)
        view.day_opened.connect(self.opened.append)
        view.slot_asked.connect(self._slot)

    def _slot(self, *asked: object) -> None:
        self.slots.append(asked)


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> Iterator[MonthView]:
    """November of the design, the 26th chosen, for two hours at least, in Italian."""
    set_language("it")
    made = MonthView()
    made.show_page(pages.month(), 120)
    made.choose(THURSDAY)
    made.show_day(pages.day_page(THURSDAY))
    with shown(qtbot, made):
        yield made


def says(view: MonthView, day: date) -> str:
    cell = view.grid.cell_of(day)
    assert cell is not None
    return view.grid.words_of(cell)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 1), "domenica 1 novembre: Ognissanti"),
        (date(2026, 11, 8), "domenica 8 novembre: Chiuso"),
        (date(2026, 11, 28), "sabato 28 novembre: Lavori alla caldaia"),
        (date(2026, 11, 24), "martedì 24 novembre: piena, fino alle 23, prenotato al 100%"),
        (date(2026, 11, 30), "lunedì 30 novembre: 7 di 9 libere, dalle 11, prenotato al 22%"),
    ],
)
def test_a_day_says_how_much_is_free_and_why_it_is_closed(
    view: MonthView, day: date, words: str
) -> None:
    assert says(view, day) == words


def test_green_begins_at_seven_and_only_ahead(view: MonthView) -> None:
    seven = pages.month().days[4]
    assert seven.free == 7
    assert captions.month_caption(seven, seven.day).tone == "ok"
    assert captions.month_caption(seven, TODAY).tone == "text2"
    six = replace(seven, free=6)
    assert captions.month_caption(six, six.day).tone == "text2"
    assert captions.month_caption(replace(seven, free=0), seven.day).strong


def test_shorter_hours_are_amber_and_longer_ones_are_not(view: MonthView) -> None:
    days = {one.day: one for one in pages.month().days}
    late = captions.hours_caption(days[date(2026, 11, 24)])
    short = captions.hours_caption(days[date(2026, 11, 30)])
    assert late is not None
    assert short is not None
    assert (late.words, late.tone) == ("fino alle 23", "text2")
    assert (short.words, short.tone) == ("dalle 11", "warn")
    assert captions.hours_caption(days[THURSDAY]) is None


def test_one_space_that_is_free_is_said_in_the_singular(view: MonthView) -> None:
    one = replace(pages.month().days[4], free=1, of=1)
    assert captions.month_caption(one, TODAY).words == "1 di 1 libera"


def test_a_hub_without_spaces_counts_none(qtbot: QtBot, theme: Theme) -> None:
    set_language("it")
    view = MonthView()
    view.show_page(pages.month(spaces=0))
    with shown(qtbot, view):
        assert says(view, THURSDAY) == "giovedì 26 novembre"
        assert view.panel.about.text() == "Non c'è ancora nessuno spazio."
        assert not view.panel.count.isVisible()


# where it stands ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_grid_stands_where_the_design_puts_it(view: MonthView, language: str) -> None:
    speak(language)
    settle()
    window, grid = view.window(), view.grid
    assert near(place(view.card, window), (0, 0, 934, 616))
    assert near(place(view.panel, window), (950, 0, 280, 616))
    assert near((grid.head(), grid.side()), (36, 43))
    for row in range(6):
        cell = grid.rect_of(Cell(row, 0))
        assert near((round(cell.width() + 1), round(cell.height() + 1)), (127, 96))
    first = grid.rect_of(Cell(0, 0))
    meter = grid.meter_of(Cell(0, 0))
    assert near((round(meter.top() - first.top()), round(meter.height())), (51, 4))
    last = grid.rect_of(Cell(5, 6))
    assert near((round(last.right()), round(last.bottom())), (932, 614))


def test_the_panel_has_its_measures(view: MonthView) -> None:
    assert view.panel.header.height() == 48
    assert view.panel.count.height() >= 40
    index = view.panel.list.model().index(0, 0)
    assert view.panel.list.visualRect(index).height() == 44
    foot = place(view.panel.open_button, view.panel)
    assert near(foot, (17, 560, 246, 40))
    assert near(place(view.panel.button, view.panel), (17, 512, 246, 40))


@pytest.mark.parametrize("size", [SMALL, ROOMY])
def test_other_windows_hold_all_six_weeks(
    qtbot: QtBot, theme: Theme, size: tuple[int, int]
) -> None:
    view = MonthView()
    view.show_page(pages.month())
    with shown(qtbot, view, size):
        assert view.grid.verticalScrollBar().maximum() == 0
        assert view.grid.rect_of(Cell(5, 6)).bottom() <= view.grid.viewport().height() + 1


def test_only_weeks_that_show_are_painted(view: MonthView) -> None:
    painted: list[int] = []
    grid, paint = view.grid, type(view.grid)._week_number

    def noted(self: Any, painter: Any, rect: Any, row: int) -> None:
        painted.append(row)
        paint(self, painter, rect, row)

    with patch.object(type(grid), "_week_number", noted):
        grid.viewport().repaint(QRegion(grid.rect_of(Cell(3, 2)).toAlignedRect()))
    assert painted == [3]


# hands -------------------------------------------------------------------------------------------


def test_arrows_move_the_day_and_enter_opens_it(view: MonthView) -> None:
    told = Told(view)
    view.grid.setFocus()
    QTest.keyClick(view.grid, Qt.Key.Key_Right)
    QTest.keyClick(view.grid, Qt.Key.Key_Down)
    QTest.keyClick(view.grid, Qt.Key.Key_Down)
    assert told.chosen == [date(2026, 11, 27), date(2026, 12, 4)]
    QTest.keyClick(view.grid, Qt.Key.Key_Return)
    assert told.opened == [date(2026, 12, 4)]


def test_a_click_chooses_and_two_open(view: MonthView) -> None:
    told = Told(view)
    spot = view.grid.rect_of(Cell(3, 2)).center().toPoint()
    QTest.mouseClick(view.grid.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, spot)
    assert told.chosen == [date(2026, 11, 18)]
    QTest.mouseDClick(view.grid.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, spot)
    assert told.opened == [date(2026, 11, 18)]


def test_a_month_begins_on_today_or_on_its_first(view: MonthView) -> None:
    told = Told(view)
    page = pages.month()
    view.show_page(replace(page, month=date(2026, 12, 1)))
    assert view.day == date(2026, 12, 1)
    view.show_page(page)
    assert view.day == TODAY
    assert told.chosen == [date(2026, 12, 1), TODAY]


def test_the_same_month_anew_keeps_the_chosen_day(view: MonthView) -> None:
    told = Told(view)
    view.show_page(pages.month(), 120)
    assert view.day == THURSDAY
    assert told.chosen == []


# the panel ---------------------------------------------------------------------------------------


def lines(view: MonthView) -> list[str]:
    return [view.panel.list.painter.name(one) for one in view.panel.list.rows]


def test_the_panel_counts_and_lists_the_free_spaces_first(view: MonthView) -> None:
    assert view.panel.header.title.text() == "Giovedì 26 novembre"
    assert view.panel.count.text() == "6"
    assert view.panel.about.text() == "spazi su 9 liberi\nper almeno 2 h"
    found = lines(view)
    assert found[0] == "Sala Dora, libera dalle 12:15"
    assert found[1] == "Sala Stura, libera tutto il giorno"
    assert found[-1] == "Sala Po, piena"


def test_another_day_that_comes_late_is_not_shown(view: MonthView) -> None:
    view.choose(date(2026, 11, 25))
    assert lines(view) == []
    view.show_day(pages.day_page(THURSDAY))
    assert lines(view) == []


def test_the_yellow_button_books_the_first_free_space(view: MonthView) -> None:
    told = Told(view)
    assert view.panel.button.text() == "Prenota giovedì 26"
    QTest.mouseClick(view.panel.button, LEFT)
    dora = an_id("Sala Dora")
    assert told.slots == [(dora, moment(THURSDAY, "12:15"), moment(THURSDAY, "13:15"))]


def test_a_space_that_is_full_asks_for_nothing(view: MonthView) -> None:
    told = Told(view)
    view.panel.list.chosen.emit(view.panel.list.rows[-1])
    assert told.slots == []
    view.panel.list.chosen.emit(view.panel.list.rows[1])
    assert told.slots[0][0] == an_id("Sala Stura")


def test_the_day_opens_from_the_panel(view: MonthView) -> None:
    told = Told(view)
    QTest.mouseClick(view.panel.open_button, LEFT)
    assert told.opened == [THURSDAY]


def test_a_closed_day_has_nothing_to_book(view: MonthView) -> None:
    view.choose(date(2026, 11, 28))
    view.show_day(pages.day_page(date(2026, 11, 29)))
    assert view.panel.about.text() == "Chiuso: Lavori alla caldaia"
    assert not view.panel.count.isVisible()
    assert not view.panel.button.isVisible()


def test_a_closed_day_counts_its_bookings_and_lists_their_rooms_first(view: MonthView) -> None:
    sunday = date(2026, 11, 29)
    page = pages.month()
    days = [replace(one, bookings=3) if one.day == sunday else one for one in page.days]
    view.show_page(replace(page, days=tuple(days)), 120)
    view.choose(sunday)
    shown = pages.day_page(sunday)
    rows = list(shown.rows)
    for at, hours in ((1, ("10", "13")), (2, ("9", "11", "15", "16"))):
        pairs = zip(hours[::2], hours[1::2], strict=True)
        made = [
            pages.block(rows[at].space, sunday, f"{first:0>2}:00", f"{last:0>2}:00")
            for first, last in pairs
        ]
        rows[at] = replace(rows[at], blocks=tuple(made))
    view.show_day(replace(shown, rows=tuple(rows)))
    assert says(view, sunday) == "domenica 29 novembre: Chiuso, 3 prenotazioni"
    assert view.panel.about.text() == "Quel giorno è chiuso.\n3 prenotazioni"
    assert lines(view)[:3] == [
        "Sala Dora, chiuso, prenotato 10:00 – 13:00",
        "Sala Stura, chiuso, 2 prenotazioni",
        "Sala Po, chiuso",
    ]
    assert not view.panel.button.isVisible()


def test_closing_the_panel_chooses_nothing(view: MonthView) -> None:
    QTest.mouseClick(view.panel.close_button, LEFT)
    assert view.day is None
    assert view.panel.header.title.text() == "Nessun giorno scelto"


# reading -----------------------------------------------------------------------------------------


def test_the_chosen_day_is_said_to_those_who_do_not_see_it(view: MonthView) -> None:
    assert view.grid.accessibleName() == "Mese"
    words = "giovedì 26 novembre: 6 di 9 libere, prenotato al 33%"
    assert view.grid.accessibleDescription() == words


@pytest.mark.parametrize("long", [False, True], ids=["design", "longest"])
def test_it_can_be_read_whole(qtbot: QtBot, theme: Theme, long: bool) -> None:
    set_language("it")
    view = MonthView()
    view.show_page(pages.month(long=long))
    view.choose(date(2026, 11, 25))
    view.show_day(pages.day_page(date(2026, 11, 25), long=long))
    wrong: list[str] = []
    for size in (COMPACT, SMALL, ROOMY):
        with shown(qtbot, view, size):
            for language in ("it", "en"):
                speak(language)
                settle()
                wrong += [f"{language} {size}: {one}" for one in cut_words(view)]
                wrong += [f"{language} {size}: {one}" for one in cut_captions(view)]
            view.setParent(None)
    assert wrong == []


def cut_captions(view: MonthView) -> list[str]:
    """What does not fit its cell, the written reasons of closures apart."""
    grid, found = view.grid, []
    for day in pages.month(long=True).days:
        cell = grid.cell_of(day.day)
        assert cell is not None
        room = grid.rect_of(cell).width() - 2 * grid.measures.pad
        caption = captions.month_caption(day, TODAY)
        role = grid.measures.caption_strong if caption.strong else grid.measures.caption
        if day.is_open and fonts.width(role, caption.words) > room:
            found.append(caption.words)
        booked = captions.closed_but_booked(day).words if day.bookings else ""
        if fonts.width(grid.measures.caption_strong, booked) > room:
            found.append(booked)
        hours = captions.hours_caption(day)
        beside = room - fonts.width(grid.measures.number, "28") - 5 - 18
        if hours and fonts.width(grid.measures.caption, hours.short) > beside:
            found.append(hours.short)
    return found


def test_a_long_reason_takes_two_lines_and_then_ends(view: MonthView) -> None:
    role = fonts.Role.CAPTION
    found = captions.broken(role, "Assemblea straordinaria delle associazioni", 90, 2)
    assert len(found) == 2
    assert found[1].endswith("…")
    assert captions.broken(role, "Ognissanti", 90, 2) == ["Ognissanti"]


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK, Mode.CONTRAST])
def test_every_word_stands_out(view: MonthView, theme: Theme, mode: Mode) -> None:
    theme.wear(mode)
    settle()
    assert unreadable(view.window()) == []
