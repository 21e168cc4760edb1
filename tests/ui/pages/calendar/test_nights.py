"""What goes over midnight shows on both days, and keeps its hours in the hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt

from tests.askadesk.rooms.conftest import Rooms
from tests.hub_of_tests import TUESDAY
from tests.ui.pages.calendar.conftest import CONTROL, CalendarDesk, House
from ui.dialogs.reason import ReasonDialog
from ui.pages.calendar.blocks import TINY

Open = Callable[[], CalendarDesk]
NEXT_DAY = TUESDAY + timedelta(days=1)


@pytest.fixture
def night(house: House, rooms: Rooms) -> UUID:
    """In Sala Dora from 22 on Tuesday to 2 on Wednesday."""
    return rooms.book_on(house.dora, TUESDAY, "22:00", "02:00", NEXT_DAY).bookings[0]


def shows(desk: CalendarDesk, booking: UUID) -> tuple[int, int]:
    """From which minute to which of the day that shows a booking is painted."""
    rect, layout = desk.line.block_rect(booking), desk.line.layout_
    assert rect is not None
    assert layout is not None
    held = desk.line.paint_._held(rect)
    assert held.width() >= TINY
    edges = held.left(), held.right() + 2
    first, last = (layout.minute_at(desk.line.lane_x(edge)) for edge in edges)
    return round(first / 15) * 15, round(last / 15) * 15


def say_why(desk: CalendarDesk) -> None:
    """The hub is closed at night: it asks."""
    desk.live.dialog(ReasonDialog)
    desk.live.write("ospite da Genova", 0)
    desk.press(Qt.Key.Key_F2)


def test_a_night_shows_to_midnight_and_its_rest_on_the_next_day(
    open_desk: Open, night: UUID
) -> None:
    desk = open_desk()
    assert shows(desk, night) == (22 * 60, 24 * 60)
    desk.page.toolbar.go_after()
    desk.wait_for(lambda: desk.page.toolbar.title.text() == "Mercoledì 18 novembre")
    desk.settle()
    assert shows(desk, night) == (0, 2 * 60)


def test_a_night_carried_to_another_room_keeps_its_hours(
    open_desk: Open, house: House, night: UUID
) -> None:
    desk = open_desk()
    desk.take(house.dora, "23:00")
    spot = desk.spot(house.stura, "23:00")
    desk.move(spot - QPoint(9, 0))
    desk.move(spot)
    ghost = desk.ghost()
    assert ghost is not None
    assert f"{ghost.slot.starts:%H:%M} {ghost.slot.ends:%H:%M}" == "22:00 02:00"
    desk.let_go(spot)
    say_why(desk)
    desk.wait_for(lambda: desk.said(house.stura) == ["22:00-02:00"])


def test_arrows_carry_a_night_without_making_it_an_evening(
    open_desk: Open, house: House, night: UUID
) -> None:
    desk = open_desk()
    desk.line.choose_booking(night, tell=True)
    desk.line.setFocus()
    desk.settle()
    desk.press(Qt.Key.Key_Down, CONTROL)
    desk.press(Qt.Key.Key_Left, CONTROL, times=2)
    desk.press(Qt.Key.Key_Return)
    say_why(desk)
    desk.wait_for(lambda: desk.said(house.stura) == ["21:30-01:30"])


def test_a_day_of_24_hours_writes_no_hour_over_another(
    open_desk: Open, house: House, rooms: Rooms, night: UUID
) -> None:
    rooms.book_on(house.po, NEXT_DAY, "23:00", "00:00", NEXT_DAY + timedelta(days=1))
    desk = open_desk()
    desk.page.toolbar.go_after()
    desk.settle()
    layout = desk.line.layout_
    assert layout is not None
    assert (layout.first, layout.last) == (0, 24 * 60)
    labels = desk.line.paint_.labels()
    assert labels[0] == 0
    assert all(layout.x_of(two) - layout.x_of(one) >= 38 for one, two in pairwise(labels))
