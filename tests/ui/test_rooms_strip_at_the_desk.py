"""The rooms of the Oggi page on a real archive: booked elsewhere, in, longer, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from askadesk.rooms.rows import NewBooking, SpaceFields, Taking
from db.values import BookingStatus, SpaceKind
from tests.ui.living import Archive, LiveDesk
from ui.pages.today.rooms_strip import RoomCell
from ui.theme import Theme
from ui.widgets.toast import Toast

LEFT = Qt.MouseButton.LeftButton


class RoomsDesk:
    """A desk whose hub has one room, booked for two hours around now."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, folder: Path) -> None:
        self.archive = Archive(str(folder / "hub.sqlite"))
        self.services = self.archive.services
        self.live = LiveDesk(qtbot, qapp, self.archive.database, folder)

    def add_room(self, name: str = "Sala Po") -> UUID:
        # Waits for its people longer than any test lasts.
        fields = SpaceFields(name, SpaceKind.MEETING_ROOM, 8, grace=240)
        return self.services.spaces.add(fields)

    def book(self, space: UUID, hours: tuple[float, float] = (-1, 1)) -> UUID:
        now = self.services.reading.now().replace(minute=0, second=0, microsecond=0)
        starts, ends = (now + timedelta(hours=one) for one in hours)
        new = NewBooking((Taking(space),), starts, ends, title="Consiglio", reason="Prova")
        return self.services.bookings.book(new).bookings[0]

    def status(self, booking: UUID) -> BookingStatus:
        return self.services.calendar.booking(booking).status

    def ends(self, booking: UUID) -> datetime:
        return self.services.calendar.booking(booking).ends

    @property
    def cells(self) -> list[RoomCell]:
        return self.live.page.rooms.cells

    def toast(self, words: str) -> Toast:
        stack = self.live.window.toasts
        self.live.wait_for(lambda: any(words in one.words.text() for one in stack.toasts))
        return next(one for one in stack.toasts if words in one.words.text())


@pytest.fixture
def rooms(qtbot: QtBot, qapp: QApplication, theme: Theme, tmp_path: Path) -> Iterator[RoomsDesk]:
    made = RoomsDesk(qtbot, qapp, tmp_path)
    yield made
    made.live.close()
    made.archive.close()


def test_without_rooms_there_is_no_strip_and_a_new_room_brings_it(rooms: RoomsDesk) -> None:
    live = rooms.live.open()
    assert not live.page.rooms.isVisible()
    rooms.add_room()
    live.wait_for(live.page.rooms.isVisible)
    assert rooms.cells[0].state().word == "Libera"


def test_they_are_here_with_one_click_and_it_is_taken_back(rooms: RoomsDesk) -> None:
    booking = rooms.book(rooms.add_room(), (-1, 2))
    live = rooms.live.open()
    live.wait_for(lambda: bool(rooms.cells) and rooms.cells[0].check_in.isVisible())
    QTest.mouseClick(rooms.cells[0].check_in, LEFT)
    live.wait_for(lambda: rooms.cells[0].state().word == "In uso")
    assert rooms.status(booking) is BookingStatus.IN_USE
    QTest.mouseClick(rooms.toast("Sala Po").action, LEFT)
    live.wait_for(lambda: rooms.cells[0].state().word == "Occupata")
    assert rooms.status(booking) is BookingStatus.CONFIRMED


def test_they_stay_longer_with_one_click(rooms: RoomsDesk) -> None:
    booking = rooms.book(rooms.add_room(), (-1, 2))
    rooms.services.bookings.check_in(booking)
    ends = rooms.ends(booking)
    live = rooms.live.open()
    live.wait_for(lambda: bool(rooms.cells) and rooms.cells[0].longer[1].isVisible())
    QTest.mouseClick(rooms.cells[0].longer[1], LEFT)
    live.wait_for(lambda: rooms.ends(booking) == ends + timedelta(minutes=30))
    QTest.mouseClick(rooms.toast("adesso fino alle").action, LEFT)
    live.wait_for(lambda: rooms.ends(booking) == ends)


def test_what_another_desk_books_shows(rooms: RoomsDesk) -> None:
    room = rooms.add_room()
    live = rooms.live.open()
    live.wait_for(lambda: bool(rooms.cells) and rooms.cells[0].state().word == "Libera")
    rooms.book(room)
    live.wait_for(lambda: rooms.cells[0].state().word == "Occupata")


def test_what_was_taken_meanwhile_is_said_and_shown_anew(rooms: RoomsDesk) -> None:
    room = rooms.add_room()
    booking = rooms.book(room, (-1, 2))
    live = rooms.live.open()
    live.wait_for(lambda: bool(rooms.cells) and rooms.cells[0].check_in.isVisible())
    shown = rooms.cells[0].room
    row = rooms.services.calendar.booking(booking)
    rooms.services.bookings.cancel(booking, row.version)
    live.page.rooms.check_in_asked.emit(shown)
    live.wait_for(live.window.dialog_open)
    live.wait_for(lambda: rooms.cells[0].state().word == "Libera")


def test_the_open_desk_lets_an_option_lapse_without_being_asked(rooms: RoomsDesk) -> None:
    space = rooms.add_room()
    now = rooms.services.reading.now().replace(minute=0, second=0, microsecond=0)
    new = NewBooking(
        (Taking(space),),
        now + timedelta(hours=1),
        now + timedelta(hours=2),
        title="Consiglio",
        reason="Prova",
        hold_until=rooms.services.reading.now() + timedelta(seconds=1),
    )
    option = rooms.services.bookings.book(new).bookings[0]
    live = rooms.live.open()
    live.wait_for(lambda: bool(rooms.cells))
    live.wait_for(lambda: rooms.services.reading.now() > new.hold_until)  # type: ignore[operator]
    live.desk.strip.live_on()
    live.wait_for(lambda: rooms.status(option) is BookingStatus.CANCELLED)
