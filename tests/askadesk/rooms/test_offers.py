"""Offers to whoever waits: taken up, let go, taken back, and told to the other desks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

import pytest

from askadesk.core.changes import Changes
from askadesk.core.errors import ChangedMeanwhile, DeskError
from askadesk.rooms.errors import RuleBroken, SpaceTaken
from askadesk.rooms.rows import Booked, Move
from askadesk.rooms.waiting_rows import NewWaiting
from askadesk.services import build_services
from db.base import table_of
from db.models import Change, Command
from db.values import WaitStatus
from tests.askadesk.rooms.conftest import Rooms
from tests.askadesk.rooms.line import Line


@pytest.fixture
def line(rooms: Rooms) -> Line:
    return Line(rooms)


def at_once(*calls: Callable[[], object]) -> None:
    """Each call on a thread of its own, all let go together."""
    together = threading.Barrier(len(calls))

    def carry_out(call: Callable[[], object]) -> None:
        together.wait(timeout=20)
        call()

    threads = [threading.Thread(target=carry_out, args=(one,)) for one in calls]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=60)


# --- taking it up --------------------------------------------------------------------------------


def test_an_offer_that_is_taken_up_is_a_booking(rooms: Rooms, line: Line) -> None:
    po = rooms.room()
    booked = rooms.book(po, "14:00", "15:00")
    waits = line.wait(line.anna, po, "14:00", "15:00", title="Colloqui", heads=3)
    line.cancel(booked)
    made = rooms.row(line.desk.waiting.book(waits.id))
    assert (made.who, made.title, made.heads, made.person) == (
        "Anna Neri",
        "Colloqui",
        3,
        line.anna,
    )
    assert rooms.times(po) == ["14:00-15:00"]
    assert line.stands(waits) == "taken"
    assert line.desk.waiting.line() == ()


def test_the_same_acceptance_sent_twice_books_once(rooms: Rooms, line: Line) -> None:
    po = rooms.room()
    booked = rooms.book(po, "14:00", "15:00")
    waits = line.wait(line.anna, po, "14:00", "15:00")
    line.cancel(booked)
    command = rooms.hub.ids.new()
    first = line.desk.waiting.book(waits.id, command=command)
    assert line.desk.waiting.book(waits.id, command=command) == first
    assert rooms.times(po) == ["14:00-15:00"]


def test_two_desks_that_take_up_an_offer_at_once_make_one_booking(rooms: Rooms, line: Line) -> None:
    po = rooms.room()
    booked = rooms.book(po, "14:00", "15:00")
    waits = line.wait(line.anna, po, "14:00", "15:00")
    line.cancel(booked)
    told: list[object] = []

    def accept() -> None:
        try:
            told.append(rooms.hub.desk.waiting.book(waits.id))
        except DeskError as error:
            told.append(error.code)

    at_once(accept, accept)
    assert sum(isinstance(one, Booked) for one in told) == 1
    assert [one for one in told if not isinstance(one, Booked)] == ["not_offered"]
    assert rooms.times(po) == ["14:00-15:00"]


def test_two_desks_that_free_the_two_parts_at_once_offer_the_joined_room(
    rooms: Rooms, line: Line
) -> None:
    one, two = rooms.room("Po 1"), rooms.room("Po 2")
    both = rooms.room("Sala Po", seats=16, parts=(one, two))
    bookings = [rooms.book(part, "14:00", "15:00") for part in (one, two)]
    waits = line.wait(line.anna, both, "14:00", "15:00")
    at_once(*(partial(line.cancel, one) for one in bookings))
    assert line.stands(waits) == "offered"


def test_only_an_offer_can_be_taken_up(rooms: Rooms, line: Line) -> None:
    po = rooms.room()
    rooms.book(po, "14:00", "15:00")
    waits = line.wait(line.anna, po, "14:00", "15:00")
    with pytest.raises(DeskError) as refused:
        line.desk.waiting.book(waits.id)
    assert refused.value.code == "not_offered"


def test_the_rules_of_the_space_hold_for_an_offer_too(rooms: Rooms, line: Line) -> None:
    po = rooms.room(seats=2)
    booked = rooms.book(po, "14:00", "15:00")
    waits = line.wait(line.anna, po, "14:00", "15:00", heads=4)
    line.cancel(booked)
    with pytest.raises(RuleBroken):
        line.desk.waiting.book(waits.id)
    assert line.stands(waits) == "offered"
    line.desk.waiting.book(waits.id, reason="Due stanno in piedi")
    assert line.stands(waits) == "taken"


def test_a_private_wish_becomes_a_private_booking_with_its_note(rooms: Rooms, line: Line) -> None:
    po = rooms.room()
    booked = rooms.book(po, "14:00", "15:00")
    wish = {"title": "Colloquio", "note": "  Due   sedie ", "private": True}
    waits = line.wait(line.anna, po, "14:00", "15:00", **wish)
    assert line.row(waits).title == ""
    line.cancel(booked)
    row = rooms.row(line.desk.waiting.book(waits.id))
    assert (row.title, row.note, row.private) == ("Colloquio", "Due sedie", True)


def test_who_gets_the_space_without_the_offer_waits_no_longer(rooms: Rooms, line: Line) -> None:
    po = rooms.room()
    booked = rooms.book(po, "14:00", "15:00")
    waits = line.wait(line.anna, po, "14:00", "15:00")
    line.cancel(booked)
    rooms.book(po, "13:30", "15:00", person=line.anna)
    assert line.stands(waits) == "taken"


def test_an_offer_ends_when_somebody_else_books_the_space(rooms: Rooms, line: Line) -> None:
    po = rooms.room()
    booked = rooms.book(po, "14:00", "16:00")
    first = line.wait(line.anna, po, "14:00", "16:00")
    second = line.wait(line.bruno, po, "15:00", "16:00")
    line.cancel(booked)
    rooms.book(po, "14:00", "15:00")
    assert (line.stands(first), line.stands(second)) == ("waiting", "offered")


# --- letting it go -------------------------------------------------------------------------------


def test_an_offer_that_is_not_taken_up_in_time_goes_to_the_next(rooms: Rooms, line: Line) -> None:
    po = rooms.room()
    booked = rooms.book(po, "14:00", "15:00")
    first = line.wait(line.anna, po, "14:00", "15:00")
    second = line.wait(line.bruno, po, "14:00", "15:00")
    line.cancel(booked)
    rooms.hub.at("09:29")
    assert line.desk.bookings.sweep() == 0
    rooms.hub.at("09:30")
    assert line.desk.bookings.sweep() == 1
    assert (line.stands(first), line.stands(second)) == ("given_up", "offered")
    assert line.row(second).until == rooms.at("10:00")
    assert line.desk.bookings.sweep() == 0


def test_no_timer_is_needed_for_an_offer_to_be_over(rooms: Rooms, line: Line) -> None:
    po = rooms.room()
    booked = rooms.book(po, "14:00", "15:00")
    waits = line.wait(line.anna, po, "14:00", "15:00")
    line.cancel(booked)
    rooms.hub.at("09:31")
    with pytest.raises(DeskError) as refused:
        line.desk.waiting.book(waits.id)
    assert refused.value.code == "not_offered"


def test_when_the_time_begins_the_waiting_is_over(rooms: Rooms, line: Line) -> None:
    po = rooms.room()
    rooms.book(po, "14:00", "15:00", person=rooms.hub.member())
    waits = line.wait(line.anna, po, "14:00", "15:00")
    rooms.hub.at("14:00")
    line.desk.bookings.sweep()
    assert line.stands(waits) == "given_up"
    assert line.desk.waiting.line() == ()


def test_who_leaves_the_line_lets_the_next_have_the_offer(rooms: Rooms, line: Line) -> None:
    po = rooms.room()
    booked = rooms.book(po, "14:00", "15:00")
    first = line.wait(line.anna, po, "14:00", "15:00")
    second = line.wait(line.bruno, po, "14:00", "15:00")
    line.cancel(booked)
    gone = line.desk.waiting.leave(first.id, line.row(first).version)
    assert (gone.status, gone.place) == (WaitStatus.GIVEN_UP, 0)
    assert line.stands(second) == "offered"
    back = line.desk.waiting.come_back(gone.id, gone.version)
    assert (back.status, back.place) == (WaitStatus.WAITING, 1)
    line.desk.waiting.leave(second.id, line.row(second).version)
    assert line.stands(first) == "offered"


def test_the_second_of_two_who_change_the_line_is_told(rooms: Rooms, line: Line) -> None:
    po = rooms.room()
    booked = rooms.book(po, "14:00", "15:00")
    waits = line.wait(line.anna, po, "14:00", "15:00")
    line.cancel(booked)
    with pytest.raises(ChangedMeanwhile):
        line.desk.waiting.leave(waits.id, waits.version)
    assert line.stands(waits) == "offered"


# --- taking back ---------------------------------------------------------------------------------


def test_undoing_the_cancellation_takes_the_offer_back(rooms: Rooms, line: Line) -> None:
    po = rooms.room()
    booked = rooms.book(po, "14:00", "15:00")
    waits = line.wait(line.anna, po, "14:00", "15:00")
    off = line.cancel(booked)
    undone = line.desk.bookings.undo(off.command)
    assert (line.stands(waits), line.row(waits).place) == ("waiting", 1)
    line.desk.bookings.undo(undone.command)
    assert line.stands(waits) == "offered"


def test_what_was_taken_up_is_not_taken_back_by_undoing_the_cancellation(
    rooms: Rooms, line: Line
) -> None:
    po = rooms.room()
    booked = rooms.book(po, "14:00", "15:00")
    waits = line.wait(line.anna, po, "14:00", "15:00")
    off = line.cancel(booked)
    line.desk.waiting.book(waits.id)
    with pytest.raises(SpaceTaken):
        line.desk.bookings.undo(off.command)
    assert line.stands(waits) == "taken"


def test_undoing_the_acceptance_gives_the_place_in_line_back(rooms: Rooms, line: Line) -> None:
    po = rooms.room()
    booked = rooms.book(po, "14:00", "15:00")
    first = line.wait(line.anna, po, "14:00", "15:00")
    second = line.wait(line.bruno, po, "14:00", "15:00")
    line.cancel(booked)
    made = line.desk.waiting.book(first.id)
    undone = line.desk.bookings.undo(made.command)
    assert (line.stands(first), line.stands(second)) == ("offered", "waiting")
    line.desk.bookings.undo(undone.command)
    assert (line.stands(first), rooms.times(po)) == ("taken", ["14:00-15:00"])


# --- being heard of ------------------------------------------------------------------------------


def test_every_step_is_told_to_the_other_desks_and_kept(rooms: Rooms, line: Line) -> None:
    heard: list[Changes] = []
    hub = rooms.hub
    desk = build_services(hub.engine, hub.clock, hub.ids, rooms.desk.actor, heard.append)
    po = rooms.room()
    booked = rooms.book(po, "14:00", "15:00")
    waits = desk.waiting.add(NewWaiting(po, rooms.at("14:00"), rooms.at("15:00"), line.anna))
    row = rooms.row(booked)
    desk.bookings.cancel(row.id, row.version)
    desk.waiting.book(waits.id)
    assert [one.touches("waiting") and waits.id in one.ids for one in heard] == [True] * 3
    commands = [one.command for one in hub.rows(Change, table_of(Change).c.kind == "waiting")]
    kinds = {one.id: one.kind for one in hub.rows(Command)}
    assert [kinds[one] for one in commands] == ["waiting.add", "booking.cancel", "waiting.book"]


def test_two_that_change_places_offer_nothing(rooms: Rooms, line: Line) -> None:
    po, dora = rooms.room(), rooms.room("Sala Dora")
    bookings = [rooms.row(rooms.book(one, "14:00", "15:00")) for one in (po, dora)]
    waits = [line.wait(line.anna, one, "14:00", "15:00") for one in (po, dora)]
    moves = [
        Move(one.id, one.version, one.starts, one.ends, into)
        for one, into in zip(bookings, (dora, po), strict=True)
    ]
    line.desk.bookings.move(moves)
    assert [line.stands(one) for one in waits] == ["waiting", "waiting"]
