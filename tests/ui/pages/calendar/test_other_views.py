"""From the day to the week, the month and the list, and back to a day or a booking; the form for all of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.askadesk.rooms.conftest import Rooms
from tests.ui.pages.calendar.conftest import CONTROL, CalendarDesk, House
from ui.dialogs.booking import BookingDialog
from ui.pages.calendar.filters import Wish
from ui.pages.calendar.toolbar import DAY, LIST, MONTH, WEEK

Open = Callable[[], CalendarDesk]


def look_at(desk: CalendarDesk, mode: str) -> None:
    """Press the segment of that name, and wait for the view."""
    at = desk.page.toolbar.modes.index(mode)
    button = desk.page.toolbar.mode._group.button(at)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.wait_for(lambda: desk.page.stack.currentWidget() is desk.page.views[mode])
    desk.settle()


def test_the_week_shows_what_the_day_shows_and_leads_back_to_a_booking(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    made = rooms.book(house.dora, "10:00", "11:00")
    desk = open_desk()
    look_at(desk, WEEK)
    assert desk.page.toolbar.title.text() == "Settimana del 16 novembre 2026"
    desk.page.week.booking_chosen.emit(made.bookings[0])
    desk.wait_for(lambda: desk.page.mode == DAY and desk.page.one.chosen == made.bookings[0])
    desk.wait_for(desk.page.one.panel.booking.isVisible)


def test_the_month_opens_a_day_and_the_pages_turn_months(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    desk = open_desk()
    look_at(desk, MONTH)
    assert desk.page.toolbar.title.text() == "Novembre 2026"
    desk.press(Qt.Key.Key_PageDown)
    desk.wait_for(lambda: desk.page.toolbar.title.text() == "Dicembre 2026")
    desk.page.month.day_opened.emit(rooms.hub.clock.time.date().replace(month=12, day=1))
    desk.wait_for(lambda: desk.page.toolbar.title.text() == "Martedì 1 dicembre")
    assert desk.page.mode == DAY


def test_the_chosen_day_stays_chosen_in_every_view(desk: CalendarDesk, house: House) -> None:
    last = date(2026, 11, 30)
    show(desk, last)
    look_at(desk, MONTH)
    assert desk.page.month.day == last
    look_at(desk, WEEK)
    assert desk.page.week.grid.current is not None
    assert desk.page.week.grid.day_of(desk.page.week.grid.current) == last
    look_at(desk, DAY)
    assert desk.page.day is not None
    assert desk.page.day.day == last


def test_a_day_that_is_asked_for_is_chosen_in_its_month(desk: CalendarDesk, house: House) -> None:
    look_at(desk, MONTH)
    show(desk, date(2026, 12, 17))
    assert desk.page.month.day == date(2026, 12, 17)
    assert desk.page.month.panel.header.title.text() == "Giovedì 17 dicembre"
    show(desk, date(2026, 12, 9))
    assert desk.page.month.day == date(2026, 12, 9)


def test_a_day_that_is_chosen_in_the_month_is_the_one_that_opens(
    desk: CalendarDesk, house: House
) -> None:
    show(desk, date(2026, 12, 1))
    look_at(desk, MONTH)
    desk.page.month.grid.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(desk.page.month.grid, key)
    desk.settle()
    look_at(desk, DAY)
    assert desk.page.toolbar.title.text() == "Mercoledì 9 dicembre"


def test_a_day_that_is_chosen_in_the_week_is_the_one_that_opens(
    desk: CalendarDesk, house: House
) -> None:
    look_at(desk, WEEK)
    desk.page.week.grid.setFocus()
    QTest.keyClick(desk.page.week.grid, Qt.Key.Key_Right)
    look_at(desk, DAY)
    assert desk.page.toolbar.title.text() == "Mercoledì 18 novembre"


def test_a_day_of_the_next_month_is_chosen_and_the_month_that_shows_stays(
    desk: CalendarDesk, house: House, rooms: Rooms
) -> None:
    show(desk, date(2026, 11, 30))
    look_at(desk, MONTH)
    desk.page.month.grid.setFocus()
    QTest.keyClick(desk.page.month.grid, Qt.Key.Key_Right)
    rooms.book(house.dora, "10:00", "11:00")
    desk.page.filters.ask(Wish(seats=2))
    desk.settle()
    assert desk.page.toolbar.title.text() == "Novembre 2026"
    assert desk.page.month.day == date(2026, 12, 1)
    desk.press(Qt.Key.Key_PageDown)
    assert desk.page.toolbar.title.text() == "Dicembre 2026"


def test_today_is_one_press_away_from_any_day_of_its_month(
    desk: CalendarDesk, house: House
) -> None:
    look_at(desk, MONTH)
    assert not desk.page.toolbar.today.isEnabled()
    desk.page.month.grid.setFocus()
    QTest.keyClick(desk.page.month.grid, Qt.Key.Key_Right)
    QTest.mouseClick(desk.page.toolbar.today, Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.page.month.day == date(2026, 11, 17)
    desk.press(Qt.Key.Key_PageDown)
    desk.press(Qt.Key.Key_PageUp)
    assert desk.page.month.day == date(2026, 11, 17)


def show(desk: CalendarDesk, day: date) -> None:
    """Choose a day as from the little month of the toolbar."""
    desk.page.toolbar.day_chosen.emit(day)
    desk.settle()


def test_the_list_has_the_bookings_of_the_week_and_follows_what_others_book(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    rooms.book(house.dora, "10:00", "11:00")
    desk = open_desk()
    look_at(desk, LIST)
    before = len(desk.page.list.list.rows)
    rooms.book(house.stura, "12:00", "13:00")
    desk.wait_for(lambda: len(desk.page.list.list.rows) == before + 1)


def test_a_free_time_of_the_week_is_booked_in_the_form_and_taken_back_with_ctrl_z(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    desk = open_desk()
    look_at(desk, WEEK)
    desk.page.week.slot_asked.emit(house.dora, rooms.at("10:00"), rooms.at("18:00"))
    dialog = desk.live.dialog(BookingDialog)
    lines = dialog.findChildren(QLineEdit)
    title = next(one for one in lines if one.accessibleName() == "Titolo")
    QTest.keyClicks(title, "Actis CRM")
    desk.settle()
    dialog.accept()
    desk.wait_for(lambda: rooms.times(house.dora) == ["10:00-11:00"])
    desk.settle()
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.wait_for(lambda: rooms.times(house.dora) == [])


def test_a_double_click_opens_the_whole_booking(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    rooms.book(house.dora, "10:00", "11:00")
    desk = open_desk()
    desk.click(house.dora, "10:30")
    desk.wait_for(desk.page.one.panel.booking.isVisible)
    spot = desk.spot(house.dora, "10:30")
    QTest.mouseDClick(desk.line.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    desk.live.dialog(BookingDialog).close_down()
