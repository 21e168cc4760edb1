"""Who waits for a room, at real windows: put in line while booking, told when it frees, booked, let go."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from askadesk.rooms.rows import Booked
from askadesk.rooms.waiting_rows import WaitingRow
from tests.askadesk.rooms.conftest import Rooms
from tests.askadesk.rooms.line import Line
from tests.ui.looking import cut_words
from tests.ui.pages.calendar.conftest import CONTROL, CalendarDesk, House
from tests.ui.samples import LONG_HOUSE, LONGEST
from ui.dialogs.booking import BookingDialog
from ui.dialogs.booking_fields import edit_of
from ui.dialogs.reason import ReasonDialog
from ui.dialogs.waiting import WaitingDialog
from ui.operations.booking_form import BookingStart
from ui.operations.waiting import WaitingOperations

Open = Callable[[], CalendarDesk]


@pytest.fixture
def line(rooms: Rooms) -> Line:
    return Line(rooms)


def form(desk: CalendarDesk, rooms: Rooms, space: UUID, person: UUID | None) -> BookingDialog:
    """The booking form from 14 to 15, once it has looked."""
    start = BookingStart(space, rooms.at("14:00"), rooms.at("15:00"), person)
    desk.live.desk.calendar.form.new(start)
    dialog = desk.live.dialog(BookingDialog)
    desk.wait_for(lambda: dialog.single.checked is not None)
    desk.settle()
    return dialog


def waiting(desk: CalendarDesk) -> WaitingOperations:
    return desk.live.desk.calendar.waiting


def act_on_toast(desk: CalendarDesk, words: str) -> None:
    """Press the word in the newest toast that says so."""
    desk.wait_for(lambda: any(words in one for one in desk.toasts()))
    toast = next(one for one in desk.window.toasts.toasts if words in one.accessibleName())
    toast.action.click()
    desk.settle()


def open_list(desk: CalendarDesk) -> WaitingDialog:
    """By name, from the palette."""
    desk.press(Qt.Key.Key_K, CONTROL)
    QTest.keyClicks(QApplication.focusWidget() or desk.window, "chi aspetta")
    desk.settle()
    desk.press(Qt.Key.Key_Return)
    return desk.live.dialog(WaitingDialog)


# --- in the booking dialog -----------------------------------------------------------------------


def test_who_finds_the_room_taken_is_put_in_line_from_the_form(
    open_desk: Open, house: House, rooms: Rooms, line: Line
) -> None:
    rooms.book(house.dora, "14:00", "15:00")
    desk = open_desk()
    dialog = form(desk, rooms, house.dora, line.anna)
    assert dialog.single.wait.isVisible()
    edit_of(dialog.fields.title).setText("Colloqui")
    dialog.single.wait.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.wait_for(lambda: not dialog.is_open())
    assert desk.toasts() == ["Anna Neri è al primo posto in lista d'attesa per Sala Dora"]
    (row,) = rooms.desk.waiting.line()
    assert (row.who, row.title, f"{row.starts:%H:%M}", f"{row.ends:%H:%M}") == (
        "Anna Neri",
        "Colloqui",
        "14:00",
        "15:00",
    )
    assert rooms.times(house.dora) == ["14:00-15:00"]
    act_on_toast(desk, "primo posto")
    desk.wait_for(lambda: rooms.desk.waiting.line() == ())


def test_the_second_in_line_is_told_so(
    open_desk: Open, house: House, rooms: Rooms, line: Line
) -> None:
    rooms.book(house.dora, "14:00", "15:00")
    line.wait(line.anna, house.dora, "14:00", "15:00")
    desk = open_desk()
    form(desk, rooms, house.dora, line.bruno).single.wait.click()
    desk.wait_for(lambda: any("n. 2" in one for one in desk.toasts()))


def test_somebody_has_to_be_named_who_waits(
    open_desk: Open, house: House, rooms: Rooms, line: Line
) -> None:
    rooms.book(house.dora, "14:00", "15:00")
    desk = open_desk()
    dialog = form(desk, rooms, house.dora, None)
    dialog.single.wait.click()
    desk.settle()
    assert dialog.is_open()
    assert dialog.fields.holder.edit.hasFocus()
    assert "Chi aspetta" in dialog.fields.holder.field.error.text()
    assert rooms.desk.waiting.line() == ()


def test_what_is_free_offers_no_line(
    open_desk: Open, house: House, rooms: Rooms, line: Line
) -> None:
    desk = open_desk()
    assert not form(desk, rooms, house.dora, line.anna).single.wait.isVisible()


def test_where_it_frees_while_one_asks_the_form_says_that_it_is_free(
    open_desk: Open, house: House, rooms: Rooms, line: Line
) -> None:
    booked = rooms.book(house.dora, "14:00", "15:00")
    desk = open_desk()
    dialog = form(desk, rooms, house.dora, line.anna)
    line.cancel(booked)
    dialog.single.wait.click()
    desk.wait_for(lambda: dialog.single.free)
    assert dialog.is_open()
    assert not dialog.single.wait.isVisible()


# --- beside the calendar -------------------------------------------------------------------------


def test_the_panel_of_a_booking_names_who_waits_for_it_and_lets_them_leave(
    open_desk: Open, house: House, rooms: Rooms, line: Line
) -> None:
    rooms.book(house.dora, "14:00", "16:00")
    line.wait(line.anna, house.dora, "14:00", "15:00")
    line.wait(line.bruno, house.dora, "15:00", "16:00")
    desk = open_desk()
    desk.click(house.dora, "14:30")
    here = desk.page.one.panel.booking.waiting
    desk.wait_for(lambda: len(here.lines) == 2)
    assert here.title.text() == "2 in attesa per quest'ora"
    assert [one.who.text() for one in here.lines] == ["Anna Neri", "Bruno Sala"]
    assert here.lines[0].leave.accessibleName() == "Togli Anna Neri dalla lista d'attesa"
    here.lines[0].leave.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.wait_for(lambda: [one.who.text() for one in here.lines] == ["Bruno Sala"])
    act_on_toast(desk, "Anna Neri non aspetta più")
    desk.wait_for(lambda: len(here.lines) == 2)


def test_another_booking_shows_nobody_who_waits_for_the_first(
    open_desk: Open, house: House, rooms: Rooms, line: Line
) -> None:
    rooms.book(house.dora, "14:00", "15:00")
    rooms.book(house.stura, "14:00", "15:00")
    line.wait(line.anna, house.dora, "14:00", "15:00")
    desk = open_desk()
    desk.click(house.dora, "14:30")
    here = desk.page.one.panel.booking.waiting
    desk.wait_for(lambda: not here.isHidden())
    desk.click(house.stura, "14:30")
    assert here.isHidden()


def test_who_is_put_in_line_at_another_desk_shows_here(
    open_desk: Open, house: House, rooms: Rooms, line: Line
) -> None:
    rooms.book(house.dora, "14:00", "15:00")
    desk = open_desk()
    desk.click(house.dora, "14:30")
    line.wait(line.anna, house.dora, "14:00", "15:00")
    here = desk.page.one.panel.booking.waiting
    desk.wait_for(lambda: [one.who.text() for one in here.lines] == ["Anna Neri"])


@pytest.mark.parametrize("language", ["it", "en"])
def test_no_word_about_the_line_is_cut_but_names(
    open_desk: Open, house: House, rooms: Rooms, line: Line, language: str
) -> None:
    long = rooms.hub.person(LONGEST)
    booked = rooms.book(house.dora, "14:00", "16:00")
    line.wait(long, house.dora, "14:00", "16:00", title=LONG_HOUSE)
    line.wait(line.bruno, house.dora, "14:00", "15:00")
    desk = open_desk()
    desk.live.preferences.tongue.speak(language)
    desk.window.resize(1280, 720)
    desk.settle()
    desk.click(house.dora, "14:30")
    here = desk.page.one.panel.booking.waiting
    desk.wait_for(lambda: len(here.lines) == 2)
    assert cut_words(desk.window) == []
    form(desk, rooms, house.dora, long)
    assert cut_words(desk.window) == []
    desk.press(Qt.Key.Key_Escape)
    line.cancel(booked)
    desk.wait_for(lambda: any(LONGEST in one for one in desk.toasts()))
    desk.wait_for(lambda: any(one.row.offered for one in here.lines))
    desk.settle()
    assert cut_words(desk.window) == []
    waiting(desk).open()
    desk.live.dialog(WaitingDialog)
    desk.settle()
    assert cut_words(desk.window) == []


# --- whose turn it is ----------------------------------------------------------------------------


def freed(rooms: Rooms, line: Line, space: UUID) -> tuple[Booked, WaitingRow]:
    booked = rooms.book(space, "14:00", "15:00")
    return booked, line.wait(line.anna, space, "14:00", "15:00")


def test_when_it_frees_at_one_desk_both_are_told_and_one_books_it(
    open_desk: Open, house: House, rooms: Rooms, line: Line
) -> None:
    booked, waits = freed(rooms, line, house.dora)
    here, there = open_desk(), open_desk()
    line.cancel(booked)
    words = "Si libera Sala Dora, 14:00–15:00: tocca a Anna Neri"
    for desk in (here, there):
        desk.wait_for(lambda: words in desk.toasts())  # noqa: B023
    act_on_toast(there, words)
    there.wait_for(lambda: line.stands(waits) == "taken")
    there.wait_for(lambda: there.said(house.dora) == ["14:00-15:00"])
    here.wait_for(lambda: here.said(house.dora) == ["14:00-15:00"])
    assert any("Prenotato per Anna Neri" in one for one in there.toasts())


def test_an_offer_is_told_whatever_page_shows(
    open_desk: Open, house: House, rooms: Rooms, line: Line
) -> None:
    booked, _waits = freed(rooms, line, house.dora)
    desk = open_desk()
    desk.press(Qt.Key.Key_1, CONTROL)
    line.cancel(booked)
    desk.wait_for(lambda: any("tocca a Anna Neri" in one for one in desk.toasts()))


def test_what_was_booked_from_the_line_is_taken_back(
    open_desk: Open, house: House, rooms: Rooms, line: Line
) -> None:
    booked, waits = freed(rooms, line, house.dora)
    desk = open_desk()
    line.cancel(booked)
    act_on_toast(desk, "tocca a Anna Neri")
    act_on_toast(desk, "Prenotato per Anna Neri")
    desk.wait_for(lambda: line.stands(waits) == "offered")
    assert rooms.times(house.dora) == []


def test_the_list_is_found_by_name_and_books_and_lets_go(
    open_desk: Open, house: House, rooms: Rooms, line: Line
) -> None:
    booked, waits = freed(rooms, line, house.dora)
    rooms.book(house.stura, "14:00", "15:00")
    other = line.wait(line.bruno, house.stura, "14:00", "15:00")
    line.cancel(booked)
    desk = open_desk()
    dialog = open_list(desk)
    first, second = dialog.lines
    assert [one.who.text() for one in dialog.lines] == ["Anna Neri", "Bruno Sala"]
    assert first.what.text() == "14:00–15:00 · Sala Dora"
    assert (first.state.words, second.state.words) == (
        "offerta valida fino alle 09:30",
        "n. 1 in lista",
    )
    assert first.book.hasFocus()
    assert not second.book.isVisible()
    assert first.book.accessibleName() == "Prenota Sala Dora, 14:00–15:00, per Anna Neri"
    desk.press(Qt.Key.Key_Return)
    desk.wait_for(lambda: line.stands(waits) == "taken")
    desk.wait_for(lambda: [one.row.id for one in dialog.lines] == [other.id])
    dialog.lines[0].leave.click()
    desk.wait_for(lambda: not dialog.lines)
    assert line.stands(other) == "given_up"
    desk.press(Qt.Key.Key_F2)
    assert not dialog.is_open()


def test_who_was_slower_is_told_and_the_list_shows_how_it_stands(
    open_desk: Open, house: House, rooms: Rooms, line: Line
) -> None:
    booked, waits = freed(rooms, line, house.dora)
    line.cancel(booked)
    desk = open_desk()
    operations = waiting(desk)
    shown = line.row(waits)
    line.desk.waiting.book(waits.id)
    operations.book(shown)
    desk.wait_for(lambda: desk.window.dialog_open())
    assert rooms.times(house.dora) == ["14:00-15:00"]


def test_a_rule_in_the_way_of_an_offer_asks_for_a_reason(
    open_desk: Open, house: House, rooms: Rooms, line: Line
) -> None:
    booked = rooms.book(house.dora, "14:00", "15:00")
    waits = line.wait(line.anna, house.dora, "14:00", "15:00", heads=30)
    desk = open_desk()
    line.cancel(booked)
    act_on_toast(desk, "tocca a Anna Neri")
    asked = desk.live.dialog(ReasonDialog)
    edit_of(asked.reason).setText("In piedi")
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: line.stands(waits) == "taken")


def test_many_offers_at_once_are_one_piece_of_news(
    open_desk: Open, house: House, rooms: Rooms, line: Line
) -> None:
    spaces = (house.po, house.dora, house.stura)
    held = [rooms.asked(one, "14:00", "15:00", hold_until=rooms.at("12:00")) for one in spaces]
    for one in held:
        rooms.desk.bookings.book(one)
    for space in spaces:
        line.wait(line.anna, space, "14:00", "15:00")
    desk = open_desk()
    rooms.hub.at("12:00")
    rooms.desk.bookings.sweep()
    act_on_toast(desk, "3 sale si sono liberate")
    assert len(desk.live.dialog(WaitingDialog).lines) == 3


def test_nobody_in_line_is_said_too(open_desk: Open, house: House) -> None:
    desk = open_desk()
    dialog = open_list(desk)
    assert dialog.empty.isVisible()
    assert dialog.empty.title.text() == "Nessuno aspetta"
