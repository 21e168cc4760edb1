"""The spaces of one booking are apart: nobody has a room twice, as itself and as a part of a joined one."""

from __future__ import annotations

import pytest

from askadesk.core.errors import InputError
from askadesk.rooms.series_rows import NewSeries
from tests.askadesk.rooms.conftest import Rooms


def test_a_room_and_its_part_in_one_booking_are_said_to_overlap(rooms: Rooms) -> None:
    one, two = rooms.room("Po 1"), rooms.room("Po 2")
    both = rooms.room("Sala Po", seats=16, parts=(one, two))
    new = rooms.asked(both, "10:00", "11:00", also=(one,))
    words = "Po 1 ha una sala in comune con un altro spazio di questa prenotazione."
    for ask in (
        rooms.desk.calendar.check,
        rooms.desk.bookings.book,
        lambda new: rooms.desk.series.preview(NewSeries(new, "FREQ=DAILY;COUNT=2")),
        lambda new: rooms.desk.series.book(NewSeries(new, "FREQ=DAILY;COUNT=2")),
    ):
        with pytest.raises(InputError) as refused:
            ask(new)
        assert (refused.value.what, refused.value.field) == (words, "spaces")
        assert refused.value.code == "spaces_overlap"
    assert rooms.times(both) == []


def test_two_joined_rooms_with_a_part_in_common_overlap(rooms: Rooms) -> None:
    one, two, three = (rooms.room(f"Po {number}") for number in (1, 2, 3))
    left = rooms.room("Sinistra", seats=16, parts=(one, two))
    right = rooms.room("Destra", seats=16, parts=(two, three))
    with pytest.raises(InputError):
        rooms.desk.calendar.check(rooms.asked(left, "10:00", "11:00", also=(right,)))
    assert (
        rooms.desk.calendar.check(rooms.asked(left, "10:00", "11:00", also=(three,))).clashes == ()
    )
