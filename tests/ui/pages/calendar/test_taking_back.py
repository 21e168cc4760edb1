"""What was done at the calendar is taken back step by step, or by the word on the toast that tells of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.askadesk.rooms.conftest import Rooms
from tests.ui.pages.calendar.conftest import CONTROL, SHIFT, CalendarDesk, House

Open = Callable[[], CalendarDesk]


def press_word(desk: CalendarDesk, words: str) -> None:
    """Press the word on the toast that says so."""
    toast = next(one for one in desk.window.toasts.toasts if words in one.accessibleName())
    QTest.mouseClick(toast.action, Qt.MouseButton.LeftButton)
    desk.settle()


def test_an_older_toast_takes_back_its_own_and_does_it_again(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    rooms.book(house.dora, "11:00", "12:00")
    rooms.book(house.stura, "13:00", "14:00")
    desk = open_desk()
    desk.drag(house.dora, "11:30", house.dora, "16:30")
    desk.drag(house.stura, "13:30", house.stura, "15:30")
    desk.wait_for(lambda: desk.said(house.stura) == ["15:00-16:00"])
    press_word(desk, "16:00")
    desk.wait_for(lambda: desk.said(house.dora) == ["11:00-12:00"])
    assert rooms.times(house.stura) == ["15:00-16:00"]
    press_word(desk, "Tolto")
    desk.wait_for(lambda: desk.said(house.dora) == ["16:00-17:00"])
    assert rooms.times(house.stura) == ["15:00-16:00"]


def test_three_quick_presses_take_back_three_steps_and_do_them_again(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    rooms.book(house.dora, "10:00", "11:00")
    desk = open_desk()
    for start, end in (("10:30", "12:30"), ("12:30", "14:30"), ("14:30", "16:30")):
        desk.drag(house.dora, start, house.dora, end)
    desk.wait_for(lambda: desk.said(house.dora) == ["16:00-17:00"])
    for _press in range(3):
        desk.live.press(Qt.Key.Key_Z, CONTROL)
    desk.wait_for(lambda: desk.said(house.dora) == ["10:00-11:00"])
    for _press in range(3):
        desk.live.press(Qt.Key.Key_Y, CONTROL)
    desk.wait_for(lambda: desk.said(house.dora) == ["16:00-17:00"])


def test_a_step_back_asked_for_while_something_is_done_is_about_that(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    rooms.book(house.dora, "10:00", "11:00")
    desk = open_desk()
    desk.drag(house.dora, "10:30", house.dora, "12:30")
    desk.wait_for(lambda: desk.said(house.dora) == ["12:00-13:00"])
    desk.take(house.dora, "12:30")
    desk.let_go(desk.pull(house.dora, "15:30"))
    desk.live.press(Qt.Key.Key_Z, CONTROL)
    desk.settle()
    desk.wait_for(lambda: desk.said(house.dora) == ["12:00-13:00"])
    assert rooms.times(house.dora) == ["12:00-13:00"]


def test_of_a_booking_with_two_rooms_the_one_that_is_dragged_is_exchanged(
    open_desk: Open, house: House, rooms: Rooms
) -> None:
    booked = rooms.book(house.dora, "10:00", "11:00", also=(house.stura,))
    free = rooms.room("Sala Superga")
    house.price(free, 2400)
    desk = open_desk()
    desk.drag(house.dora, "10:30", free, "10:30")
    desk.wait_for(lambda: desk.said(free) == ["10:00-11:00"])
    assert {one.space for one in rooms.row(booked).spaces} == {free, house.stura}
    desk.take(house.stura, "10:30")
    desk.let_go(desk.pull(house.dora, "14:30", SHIFT))
    desk.wait_for(lambda: desk.said(house.dora) == ["14:00-15:00"])
    assert rooms.times(free) == ["10:00-11:00", "14:00-15:00"]
    assert rooms.times(house.stura) == ["10:00-11:00"]
