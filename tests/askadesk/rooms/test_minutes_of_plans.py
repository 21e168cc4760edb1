"""The minutes of rooms that a plan has in it are given once, whatever is called off, taken back and moved."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from askadesk.rooms.rows import Booked, Move
from askadesk.rooms.series_rows import Reach
from tests.askadesk.rooms.conftest import Rooms
from tests.askadesk.rooms.repeated import Repeated

DECEMBER = date(2026, 12, 1)


class Member:
    """Ada, whose plan has an hour of rooms in it each month, and a room at 20.00 an hour."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms, self.repeated = rooms, Repeated(rooms)
        self.po: UUID = self.repeated.priced(2000)
        self.ada = self.repeated.member_with(60)

    def book(self, starts: str, ends: str) -> Booked:
        return self.rooms.book(self.po, starts, ends, person=self.ada)

    def call_off(self, booked: Booked) -> Booked:
        row = self.rooms.row(booked)
        return self.rooms.desk.bookings.cancel(row.id, row.version)

    def prices(self, *booked: Booked) -> list[tuple[int, int]]:
        """Minutes covered and cents of each."""
        found = [self.rooms.row(one).price for one in booked]
        return [(one.covered, one.cents) for one in found]


@pytest.fixture
def member(rooms: Rooms) -> Member:
    return Member(rooms)


def test_what_comes_back_costs_its_price_when_its_minutes_are_used_up(member: Member) -> None:
    first = member.book("10:00", "11:00")
    member.call_off(first)
    second = member.book("12:00", "13:00")
    row = member.rooms.row(first)
    member.rooms.desk.bookings.restore(row.id, row.version)
    assert member.prices(first, second) == [(0, 2000), (60, 0)]


def test_what_comes_back_keeps_its_price_while_its_minutes_are_there(member: Member) -> None:
    first = member.book("10:00", "11:00")
    undone = member.call_off(first)
    member.rooms.desk.bookings.undo(undone.command)
    assert member.prices(first) == [(60, 0)]


def test_a_cancellation_that_is_taken_back_is_priced_as_well(member: Member) -> None:
    first = member.book("10:00", "11:00")
    undone = member.call_off(first)
    second = member.book("12:00", "13:00")
    member.rooms.desk.bookings.undo(undone.command)
    assert member.prices(first, second) == [(0, 2000), (60, 0)]


def test_a_shortening_that_is_taken_back_pays_for_what_another_was_given(member: Member) -> None:
    first = member.book("10:00", "11:00")
    row = member.rooms.row(first)
    shorter = member.rooms.desk.bookings.extend(row.id, row.version, -15)
    second = member.book("12:00", "13:00")
    assert member.prices(first, second) == [(45, 0), (15, 1500)]
    member.rooms.desk.bookings.undo(shorter.command)
    assert member.prices(first, second) == [(45, 500), (15, 1500)]


def test_dates_of_a_series_that_come_back_share_what_is_left(member: Member) -> None:
    series = member.repeated.book(member.po, "FREQ=DAILY;COUNT=3", person=member.ada)
    row = member.repeated.row(series)
    undone = member.rooms.desk.series.cancel(row.id, row.version, Reach.ALL)
    other = member.book("14:00", "14:30")
    member.rooms.desk.bookings.undo(undone.command)
    assert [one.price.covered for one in member.repeated.rows(series)] == [30, 0, 0]
    assert member.prices(other) == [(30, 0)]


def test_two_that_move_into_a_new_month_share_its_minutes(member: Member) -> None:
    member.book("09:00", "10:00")
    both = [member.book("10:00", "11:00"), member.book("12:00", "13:00")]
    moves = []
    for booked, wall in zip(both, ("10:00", "12:00"), strict=True):
        row = member.rooms.row(booked)
        starts = member.rooms.hub.moment(wall, DECEMBER)
        moves.append(Move(row.id, row.version, starts, starts + (row.ends - row.starts)))
    moved = member.rooms.desk.bookings.move(moves)
    assert moved.bookings == tuple(one.bookings[0] for one in both)
    assert member.prices(*both) == [(60, 0), (0, 2000)]
