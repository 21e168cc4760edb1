"""The list of bookings: days and their bookings, read with the keyboard, the mouse and the ears."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from askadesk.core.i18n import set_language
from tests.ui.looking import cut_words
from tests.ui.pages.calendar import pages
from tests.ui.pages.calendar.pages import COMPACT, ROOMY, SMALL, TODAY, settle, shown
from tests.ui.reading import unreadable
from tests.ui.samples import an_id
from tests.ui.test_every_screen import speak
from ui.pages.calendar.listing import ListView, lines_of
from ui.theme import Mode, Theme


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> Iterator[ListView]:
    """Bookings of three days, one of each state."""
    set_language("it")
    made = ListView()
    made.show_rows(pages.bookings())
    with shown(qtbot, made):
        yield made


def names(view: ListView) -> list[str]:
    return [view.list.painter.name(one) for one in view.list.rows]


def test_each_day_stands_above_its_bookings(view: ListView) -> None:
    found = names(view)
    assert found[0] == "martedì 17 novembre"
    assert found[2] == "09:00 – 10:30, Sala Po, Geoide Studio, Marta Ferrero, Confermata"
    assert found[5] == "mercoledì 18 novembre"
    assert len([one for one in view.list.rows if one.booking is None]) == 3


def test_a_private_booking_names_nobody(view: ListView) -> None:
    assert names(view)[-1] == "10:00 – 11:00, Cabina 1, Riservata, Confermata"


def test_a_booking_with_two_rooms_names_both(view: ListView) -> None:
    row = replace(pages.bookings()[0], space_names=("Sala Po", "Sala Dora"), title="Consiglio")
    view.show_rows((row,))
    assert "Sala Po e Sala Dora, Geoide Studio, Marta Ferrero · Consiglio" in names(view)[1]


def test_groups_and_rows_have_their_heights(view: ListView) -> None:
    model = view.list.model()
    high = [view.list.visualRect(model.index(at, 0)).height() for at in range(3)]
    assert high == [24, 48, 48]


def test_arrows_go_from_booking_to_booking_over_the_days(view: ListView) -> None:
    chosen: list[Any] = []
    view.booking_chosen.connect(chosen.append)
    view.setFocus()
    assert view.list.currentIndex().row() == 1
    for _step in range(4):
        QTest.keyClick(view.list, Qt.Key.Key_Down)
    assert view.list.currentIndex().row() == 6
    QTest.keyClick(view.list, Qt.Key.Key_Return)
    QTest.keyClick(view.list, Qt.Key.Key_Up)
    QTest.keyClick(view.list, Qt.Key.Key_Return)
    rows = pages.bookings()
    assert chosen == [rows[4].id, rows[3].id]


def test_a_click_opens_a_booking_and_none_a_day(view: ListView) -> None:
    chosen: list[Any] = []
    view.booking_chosen.connect(chosen.append)
    for at in (0, 1):
        spot = view.list.visualRect(view.list.model().index(at, 0)).center()
        button = Qt.MouseButton.LeftButton
        QTest.mouseClick(view.list.viewport(), button, Qt.KeyboardModifier.NoModifier, spot)
    assert chosen == [an_id(f"Sala Po {TODAY} 08:00")]


def test_nothing_booked_says_so(view: ListView) -> None:
    view.show_rows(())
    settle()
    assert view.empty.isVisible()
    assert view.empty.title.text() == "Nessuna prenotazione"
    assert not view.list.isVisible()
    assert lines_of(()) == []


@pytest.mark.parametrize("size", [COMPACT, SMALL, ROOMY])
def test_it_can_be_read_whole_and_stands_out(
    qtbot: QtBot, theme: Theme, size: tuple[int, int]
) -> None:
    set_language("it")
    view = ListView()
    view.show_rows(pages.bookings(long=True))
    wrong: list[str] = []
    with shown(qtbot, view, size):
        for language in ("it", "en"):
            speak(language)
            settle()
            wrong += cut_words(view)
        for mode in (Mode.LIGHT, Mode.DARK, Mode.CONTRAST):
            theme.wear(mode)
            settle()
            wrong += unreadable(view.window())
    assert wrong == []
