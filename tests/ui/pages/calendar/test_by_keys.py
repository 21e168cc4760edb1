"""The same by the keyboard alone, and what is said to those who do not see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt

from db.values import BookingStatus
from tests.askadesk.rooms.conftest import Rooms
from tests.ui.pages.calendar.conftest import CONTROL, SHIFT, CalendarDesk, House
from ui.dialogs.call_off import CallOffDialog
from ui.widgets.day_picker import DayPicker

Open = Callable[[], CalendarDesk]
RIGHT, LEFT, UP, DOWN = Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down


def test_arrows_mark_a_time_shift_stretches_it_and_enter_books_it(
    desk: CalendarDesk, house: House, rooms: Rooms
) -> None:
    desk.press(DOWN)
    assert desk.line.hasFocus()
    desk.press(RIGHT, times=3)
    desk.press(RIGHT, SHIFT, times=3)
    assert desk.line.accessibleDescription() == "Sala Dora, 09:45 – 10:45, libero"
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_N, CONTROL)
    desk.title("Actis CRM")
    desk.wait_for(lambda: rooms.times(house.dora) == ["09:45-10:45"])


def test_an_arrow_passes_a_booking_in_one_go_and_says_it_whole(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    rooms.book(house.po, "09:15", "11:00", heads=4)
    desk = open_desk()
    desk.line.setFocus()
    desk.press(RIGHT)
    said = desk.line.accessibleDescription()
    assert said == (
        "Sala Po, 09:15 – 11:00, Marco Bellino, 4 persone, Confermata, "
        "+ 15 min allestimento, 15 riordino"
    )
    desk.press(RIGHT)
    assert desk.line.accessibleDescription().startswith("Sala Po, 11:00")


def test_enter_chooses_a_booking_and_ctrl_with_arrows_carries_it(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    rooms.book(house.po, "09:00", "10:00")
    desk = open_desk()
    desk.line.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.press(RIGHT, CONTROL, times=4)
    desk.press(DOWN)
    assert desk.ghost() is not None
    assert "Sala Dora" in desk.line.accessibleDescription()
    desk.press(Qt.Key.Key_Return)
    desk.wait_for(lambda: rooms.times(house.dora) == ["10:00-11:00"])
    desk.wait_for(lambda: desk.said(house.dora) == ["10:00-11:00"])
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.wait_for(lambda: desk.said(house.po) == ["09:00-10:00"])
    desk.press(Qt.Key.Key_Y, CONTROL)
    desk.wait_for(lambda: desk.said(house.dora) == ["10:00-11:00"])


def test_shift_stretches_what_is_carried_and_esc_gives_up(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    rooms.book(house.dora, "10:00", "11:00")
    desk = open_desk()
    desk.line.choose_booking(desk.line.layout_.rows[1].blocks[0].booking, tell=True)  # type: ignore[union-attr]
    desk.line.setFocus()
    desk.settle()
    desk.press(RIGHT, CONTROL | SHIFT, times=2)
    desk.press(Qt.Key.Key_Return)
    desk.wait_for(lambda: rooms.times(house.dora) == ["10:00-11:30"])
    desk.wait_for(lambda: desk.said(house.dora) == ["10:00-11:30"])
    desk.line.setFocus()
    desk.press(RIGHT, CONTROL)
    desk.press(Qt.Key.Key_Escape)
    assert desk.ghost() is None
    assert rooms.times(house.dora) == ["10:00-11:30"]


def test_a_booking_carried_onto_a_taken_time_is_refused(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    rooms.book(house.dora, "09:30", "10:30", title="Filo Doppio")
    rooms.book(house.po, "09:00", "10:00")
    desk = open_desk()
    desk.line.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.press(DOWN, CONTROL)
    ghost = desk.ghost()
    assert ghost is not None
    assert not ghost.free
    assert "già di Marco Bellino" in desk.line.accessibleDescription()
    desk.press(Qt.Key.Key_Return)
    assert rooms.times(house.po) == ["09:00-10:00"]
    assert desk.page.one.conflict.isVisible()


def test_delete_asks_and_calls_off_and_f2_takes_it_up_again(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    made = rooms.book(house.po, "10:00", "11:00")
    desk = open_desk()
    desk.line.setFocus()
    desk.press(RIGHT, times=4)
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Delete)
    dialog = desk.live.dialog(CallOffDialog)
    dialog.fields["reason"].control.setFocus()
    desk.live.write("ha cambiato giorno", 0)
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: rooms.row(made).status is BookingStatus.CANCELLED)
    desk.wait_for(lambda: desk.said(house.po) == [])
    desk.wait_for(lambda: desk.page.one.panel.yellow.text() == "Ripristina")
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: desk.said(house.po) == ["10:00-11:00"])


def test_f2_confirms_an_option_and_then_checks_in(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    made = rooms.book(house.po, "09:15", "11:00", hold_until=rooms.at("18:00"))
    desk = open_desk()
    desk.line.setFocus()
    desk.press(RIGHT)
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: rooms.row(made).status is BookingStatus.CONFIRMED)
    desk.wait_for(lambda: desk.page.one.panel.yellow.text() == "Segna l'arrivo")
    desk.press(Qt.Key.Key_F2)
    desk.wait_for(lambda: rooms.row(made).status is BookingStatus.IN_USE)


def test_pages_turn_the_days_and_today_comes_back(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    desk = open_desk()
    desk.press(Qt.Key.Key_PageDown)
    desk.wait_for(lambda: desk.page.toolbar.title.text() == "Mercoledì 18 novembre")
    desk.line.setFocus()
    desk.press(Qt.Key.Key_PageUp)
    desk.wait_for(lambda: desk.page.toolbar.title.text() == "Martedì 17 novembre")


def test_letters_typed_at_the_calendar_go_to_the_scan_field(
    desk: CalendarDesk, house: House
) -> None:
    desk.line.setFocus()
    desk.live.write("bel")
    assert desk.window.top.scan.text() == "bel"


def test_a_day_is_chosen_from_the_month(desk: CalendarDesk, house: House) -> None:
    desk.page.toolbar.pick.click()
    desk.settle()
    picker = desk.window.findChild(DayPicker)
    assert picker is not None
    assert picker.month.text() == "Novembre 2026"
    desk.press(Qt.Key.Key_PageDown)
    assert picker.month.text() == "Dicembre 2026"
    picker.before.click()
    desk.press(RIGHT)
    desk.press(Qt.Key.Key_Return)
    desk.wait_for(lambda: desk.page.toolbar.day == date(2026, 11, 18))
    assert desk.window.findChild(DayPicker) is None


def test_esc_leaves_the_day_that_shows(desk: CalendarDesk, house: House) -> None:
    desk.page.toolbar.pick.click()
    desk.settle()
    desk.press(RIGHT)
    desk.press(Qt.Key.Key_Escape)
    assert desk.page.toolbar.day == date(2026, 11, 17)
    assert desk.live.window.top.scan.line.hasFocus()
