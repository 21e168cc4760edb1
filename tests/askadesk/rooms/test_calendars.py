"""A calendar asks the same few questions, however many rooms and bookings it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest

from askadesk.rooms.reading import CalendarReading
from db.planned import PlannedSelect
from tests.askadesk.people.test_page import counted
from tests.askadesk.rooms.conftest import Rooms
from tests.hub_of_tests import TUESDAY

PAGES: dict[str, Callable[[CalendarReading], object]] = {
    "day": lambda calendar: calendar.day(TUESDAY),
    "week": lambda calendar: calendar.week(TUESDAY),
    "month": lambda calendar: calendar.month(TUESDAY),
    "list": lambda calendar: calendar.bookings(TUESDAY, TUESDAY + timedelta(days=6)),
    "now": lambda calendar: calendar.rooms_now(),
}


@contextmanager
def asked(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Every question meanwhile, those that go straight through the driver among them."""
    questions: list[object] = []
    rows = PlannedSelect.rows

    def counting(self: PlannedSelect, *given: object) -> object:
        questions.append(self)
        return rows(self, *given)  # type: ignore[arg-type]

    with monkeypatch.context() as patched, counted(rooms.hub.engine) as sent:
        patched.setattr(PlannedSelect, "rows", counting)
        yield questions
    questions += sent


@pytest.mark.parametrize("page", PAGES)
def test_it_takes_as_many_questions_for_thirty_rooms_as_for_two(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    read = PAGES[page]
    for number in range(2):
        rooms.book(rooms.room(f"Sala {number}"), "10:00", "11:00")
    read(rooms.desk.calendar)
    with asked(rooms, monkeypatch) as of_few:
        read(rooms.desk.calendar)
    for number in range(28):
        room = rooms.room(f"Aula {number}")
        for hour in range(11, 14):
            rooms.book(room, f"{hour}:00", f"{hour}:45")
    read(rooms.desk.calendar)
    with asked(rooms, monkeypatch) as of_many:
        read(rooms.desk.calendar)
    assert len(of_many) == len(of_few) <= 12


def test_a_room_that_is_changed_shows_so_at_once(rooms: Rooms) -> None:
    room = rooms.room("Sala Po")

    def name() -> list[str]:
        return [one.space.name for one in rooms.desk.calendar.day(TUESDAY).rows]

    assert name() == ["Sala Po"]
    row = rooms.manager.spaces.space(room)
    fields = type(row.fields)("Sala Grande", row.kind, 12)
    rooms.manager.spaces.change(room, row.version, fields)
    assert name() == ["Sala Grande"]
    rooms.hub.closes(date(2026, 11, 17))
    assert not rooms.desk.calendar.day(TUESDAY).is_open
