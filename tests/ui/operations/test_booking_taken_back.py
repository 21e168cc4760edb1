"""What the form booked, taken back by the word on its toast and done again from the calendar."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.operations.test_booking_form import CONTROL, Form, Rooms, form, rooms

__all__ = ["form", "rooms"]


def test_each_toast_takes_back_what_it_tells_of(form: Form, rooms: Rooms) -> None:
    form.new(rooms)
    form.save()
    form.new(rooms, 14)
    later = form.save()
    form.desk.window.toasts.toasts[0].action.click()
    form.desk.wait_for(lambda: len(rooms.all()) == 1)
    assert rooms.all()[0].id == later.bookings[0]


def test_what_a_toast_took_back_is_done_again_from_the_calendar(form: Form, rooms: Rooms) -> None:
    story = form.desk.desk.calendar.operations.story
    form.new(rooms)
    form.save()
    form.new(rooms, 14)
    form.save()
    form.desk.window.toasts.toasts[-1].action.click()
    form.desk.wait_for(lambda: bool(story.undone))
    assert [one.starts for one in rooms.all()] == [rooms.at(9)]
    form.desk.window.go_to("calendar")
    form.desk.press(Qt.Key.Key_Y, CONTROL)
    form.desk.wait_for(lambda: len(rooms.all()) == 2)
    form.desk.wait_for(lambda: len(story.done) == 2)
    form.desk.press(Qt.Key.Key_Z, CONTROL)
    form.desk.wait_for(lambda: len(rooms.all()) == 1)
    form.desk.press(Qt.Key.Key_Z, CONTROL)
    form.desk.wait_for(lambda: rooms.all() == ())
