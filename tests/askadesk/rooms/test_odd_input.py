"""What is asked of rooms and cannot be kept is refused in a sentence that names the field, on each engine, and
nothing of it stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from askadesk.core.errors import InputError, NotFound
from askadesk.rooms.rows import ExtraLine, Filter, Move, SpacePriceRow, Taking
from askadesk.rooms.series_rows import Instead, NewSeries, Reach
from askadesk.rooms.waiting_rows import NewWaiting
from db.models import Booking, BookingSeries, Space, SpacePrice, Waiting
from db.values import Money, SpaceKind, TimeSpan
from tests.askadesk.rooms.conftest import Rooms
from tests.hub_of_tests import ROME

NOBODY = UUID("0197c6a0-5f5e-7b1a-9c5f-6d1f0a3b2c4d")
LONG, NUL, HALF = "x" * 401, "a\0b", "a\ud800b"
THE_FIRST, THE_LAST = date(1, 1, 1), date(9999, 12, 31)
BEGINNING = datetime(1, 1, 1, 0, 30, tzinfo=UTC)
END = datetime(9999, 12, 31, 22, 30, tzinfo=UTC)


def refused(call: Callable[[], object]) -> InputError:
    """What the call is refused with."""
    with pytest.raises(InputError) as found:
        call()
    assert found.value.what
    return found.value


def field_of(call: Callable[[], object]) -> str | None:
    return refused(call).field


def sold(rooms: Rooms, **price: Any) -> UUID:
    """A room that costs so much."""
    room = rooms.room()
    rooms.manager.spaces.add_price(room, SpacePriceRow(date(2026, 1, 1), **price))
    return room


# --- totals --------------------------------------------------------------------------------------


def test_a_line_that_costs_more_than_a_booking_can_is_refused(rooms: Rooms) -> None:
    room, most = rooms.room(), ExtraLine("Buffet", 10, 10_000_000)
    error = refused(
        lambda: rooms.book(room, "10:00", "11:00", lines=(replace(most, quantity=1000),))
    )
    assert error.field == "lines"
    assert "1,000,000" in error.what or "1.000.000" in error.what
    assert not rooms.hub.rows(Booking)
    assert rooms.row(rooms.book(room, "10:00", "11:00", lines=(most,))).price.cents == 100_000_000


def test_a_month_at_the_highest_price_is_refused_wherever_it_is_asked_for(rooms: Rooms) -> None:
    room = sold(rooms, hour=Money(10_000_000))
    starts = rooms.at("10:00")
    month = replace(
        rooms.asked(room, "10:00", "11:00", reason="Mostra"), ends=starts + timedelta(days=30)
    )
    booked = rooms.row(rooms.book(room, "10:00", "11:00"))
    move = Move(booked.id, booked.version, month.starts, month.ends)
    services = rooms.desk
    for call in (
        lambda: services.bookings.book(month),
        lambda: services.bookings.change(booked.id, booked.version, month),
        lambda: services.bookings.move((move,), reason="Mostra"),
        lambda: services.calendar.check(month),
        lambda: services.series.book(NewSeries(month, "FREQ=YEARLY;COUNT=2")),
    ):
        assert field_of(call) == "ends"
    assert rooms.row(rooms.book(room, "11:00", "12:00")).price.cents == 10_000_000
    assert len(rooms.hub.rows(Booking)) == 2


# --- texts ---------------------------------------------------------------------------------------


def test_a_reason_to_move_or_go_on_is_one_line_that_can_be_kept(rooms: Rooms) -> None:
    room = rooms.room()
    row = rooms.row(rooms.book(room, "10:00", "11:00"))
    move = Move(row.id, row.version, rooms.at("12:00"), rooms.at("13:00"))
    bookings = rooms.desk.bookings
    assert field_of(lambda: bookings.move((move,), reason=LONG)) == "reason"
    assert field_of(lambda: bookings.extend(row.id, row.version, 30, reason=LONG)) == "reason"
    assert rooms.times(room) == ["10:00-11:00"]
    moved = rooms.row(bookings.move((move,), reason=NUL))
    longer = rooms.row(bookings.extend(moved.id, moved.version, 30, reason=HALF))
    assert (moved.reason, longer.reason) == ("a b", "a b")


@pytest.mark.parametrize("uid", ["x" * 256, NUL, HALF], ids=["long", "nul", "half a sign"])
def test_a_uid_that_cannot_be_kept_is_refused(rooms: Rooms, uid: str) -> None:
    room = rooms.room()
    assert field_of(lambda: rooms.book(room, "10:00", "11:00", uid=uid)) == "uid"
    assert not rooms.hub.rows(Booking)


def test_a_uid_is_kept_to_the_letter_or_there_is_none(rooms: Rooms) -> None:
    room, odd = rooms.room(), " due  spazi "
    assert rooms.row(rooms.book(room, "10:00", "11:00", uid=odd)).uid == odd
    assert rooms.row(rooms.book(room, "11:00", "12:00", uid="")).uid is None


# --- prices of spaces ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("price", "field"),
    [
        ({"credits": -1}, "credits"),
        ({"credits": 10**12}, "credits"),
        ({"hour": Money(-1)}, "price"),
        ({"day": Money(10**12)}, "price"),
        ({"credits": 1, "vat": "22 and more"}, "vat"),
        ({"credits": 1, "vat": NUL}, "vat"),
        ({"credits": 1, "valid_from": THE_LAST}, "valid_from"),
    ],
    ids=lambda value: value if isinstance(value, str) else next(iter(value)),
)
def test_a_price_that_cannot_be_is_refused_and_no_space_is_left_of_it(
    rooms: Rooms, price: dict[str, Any], field: str
) -> None:
    room, spaces = rooms.room(), rooms.manager.spaces
    row = SpacePriceRow(**{"valid_from": date(2026, 1, 1), **price})
    other = replace(spaces.space(room).fields, name="Sala Dora")
    assert field_of(lambda: spaces.add_price(room, row)) == field
    assert field_of(lambda: spaces.add(other, price=row)) == field
    assert len(rooms.hub.rows(Space)) == 1
    assert not rooms.hub.rows(SpacePrice)


def test_a_price_for_a_plan_that_is_not_there_is_refused(rooms: Rooms) -> None:
    room, spaces = rooms.room(), rooms.manager.spaces
    row = SpacePriceRow(date(2026, 1, 1), product=NOBODY, hour=Money(100))
    with pytest.raises(NotFound):
        spaces.add_price(room, row)
    with pytest.raises(NotFound):
        spaces.add(replace(spaces.space(room).fields, name="Sala Dora"), price=row)
    assert len(rooms.hub.rows(Space)) == 1


def test_a_space_is_added_with_its_price_at_once(rooms: Rooms) -> None:
    spaces, order = rooms.manager.spaces, rooms.hub.ids.new()
    fields = replace(spaces.space(rooms.room()).fields, name="Sala Dora")
    price = SpacePriceRow(date(2026, 1, 1), hour=Money(2400), credits=2, vat="22%")
    made = {spaces.add(fields, price=price, command=order) for _again in range(2)}
    assert [spaces.prices(one) for one in made] == [(replace(price, vat="22"),)]


# --- days and moments ----------------------------------------------------------------------------


@pytest.mark.parametrize("day", [THE_FIRST, THE_LAST, date(1899, 12, 31), date(2200, 1, 1)])
def test_a_calendar_does_not_reach_beyond_what_can_be_counted(rooms: Rooms, day: date) -> None:
    rooms.room()
    calendar, waiting = rooms.desk.calendar, rooms.desk.waiting
    for call in (
        lambda: calendar.day(day),
        lambda: calendar.week(day),
        lambda: calendar.month(day),
        lambda: calendar.bookings(day, day),
        lambda: calendar.bookings(date(2026, 11, 17), day),
        lambda: waiting.on(day),
    ):
        assert field_of(call) == "day"


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2199, 12, 31)])
def test_it_reaches_the_first_and_the_last_day(rooms: Rooms, day: date) -> None:
    rooms.room()
    calendar = rooms.desk.calendar
    assert calendar.day(day).day == day
    assert len(calendar.week(day).rows[0]) == 7
    assert len(calendar.month(day).days) == 42
    assert not calendar.bookings(day, day)
    assert not rooms.desk.waiting.on(day)


@pytest.mark.parametrize("at", [BEGINNING, END], ids=["year 1", "year 9999"])
def test_nothing_is_booked_or_looked_for_where_time_begins_or_ends(
    rooms: Rooms, at: datetime
) -> None:
    room, other = rooms.room(), rooms.room("Sala Dora")
    booked = rooms.row(rooms.book(other, "10:00", "11:00"))
    until = at + timedelta(hours=1)
    new = replace(rooms.asked(room, "10:00", "11:00", reason="x"), starts=at, ends=until)
    move = Move(booked.id, booked.version, at, until)
    services, series = rooms.desk, NewSeries(new, "FREQ=DAILY;COUNT=2")
    for call in (
        lambda: services.bookings.book(new),
        lambda: services.bookings.change(booked.id, booked.version, new),
        lambda: services.bookings.move((move,), reason="x"),
        lambda: services.calendar.check(new),
        lambda: services.calendar.free(at, until),
        lambda: services.calendar.day(date(2026, 11, 17), Filter(free=TimeSpan(at, until))),
        lambda: services.series.preview(series),
        lambda: services.series.book(series),
        lambda: services.waiting.add(NewWaiting(room, at, until, rooms.someone)),
    ):
        assert field_of(call) == "starts"
    assert len(rooms.hub.rows(Booking)) == 1
    assert not rooms.hub.rows(Waiting)


@pytest.mark.parametrize("at", [BEGINNING, END], ids=["year 1", "year 9999"])
def test_no_date_of_a_series_goes_there_and_no_option_lasts_so_long(
    rooms: Rooms, at: datetime
) -> None:
    new = rooms.asked(rooms.room(), "10:00", "11:00")
    wall = new.starts.astimezone(ROME).replace(tzinfo=None) + timedelta(days=1)
    away = Instead(wall, skip=False, starts=at)
    series = NewSeries(new, "FREQ=DAILY;COUNT=3", (away,))
    assert field_of(lambda: rooms.desk.series.preview(series)) == "starts"
    assert field_of(lambda: rooms.desk.series.book(series)) == "starts"
    assert field_of(lambda: rooms.desk.bookings.book(replace(new, hold_until=at))) == "hold_until"
    assert not rooms.hub.rows(BookingSeries)


# --- buffers -------------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", [-1, 601, 10**12])
@pytest.mark.parametrize("name", ["setup", "cleanup"])
def test_a_buffer_is_neither_below_zero_nor_without_end(
    rooms: Rooms, name: str, minutes: int
) -> None:
    room = rooms.room()
    new = rooms.asked(room, "10:00", "11:00")
    own: dict[str, Any] = {name: minutes}
    odd = replace(new, spaces=(Taking(room, **own),))
    assert field_of(lambda: rooms.desk.bookings.book(odd)) == name
    assert field_of(lambda: rooms.desk.calendar.check(odd)) == name
    assert not rooms.hub.rows(Booking)


# --- strangers -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ({"person": NOBODY}, "unknown_person"),
        ({"people": (NOBODY,)}, "unknown_person"),
        ({"organisation": NOBODY}, "unknown_organisation"),
    ],
    ids=["holder", "among the people", "organisation"],
)
def test_who_is_not_there_has_no_booking(rooms: Rooms, who: dict[str, Any], said: str) -> None:
    booked = rooms.row(rooms.book(rooms.room("Sala Dora"), "10:00", "11:00"))
    new = rooms.asked(rooms.room(), "14:00", "15:00", **who)
    bookings, series, rule = rooms.desk.bookings, rooms.desk.series, "FREQ=DAILY;COUNT=2"
    calls: tuple[Callable[[], object], ...] = (
        lambda: bookings.book(new),
        lambda: bookings.change(booked.id, booked.version, new),
        lambda: series.book(NewSeries(new, rule)),
        lambda: series.repeat(booked.id, booked.version, rule, changed=new),
    )
    for call in calls:
        with pytest.raises(NotFound) as refused_:
            call()
        assert refused_.value.code == said
    assert len(rooms.hub.rows(Booking)) == 1
    assert not rooms.hub.rows(BookingSeries)


def test_a_series_is_not_handed_to_who_is_not_there(rooms: Rooms) -> None:
    new = rooms.asked(rooms.room(), "14:00", "15:00")
    first = rooms.row(rooms.desk.series.book(NewSeries(new, "FREQ=DAILY;COUNT=2")))
    with pytest.raises(NotFound):
        rooms.desk.series.change(first.id, first.version, replace(new, person=NOBODY), Reach.ALL)
    assert {one.person for one in rooms.hub.rows(Booking)} == {rooms.someone}


def test_who_is_not_there_does_not_wait_either(rooms: Rooms) -> None:
    room = rooms.room(kind=SpaceKind.MEETING_ROOM)
    rooms.book(room, "14:00", "15:00")
    new = NewWaiting(room, rooms.at("14:00"), rooms.at("15:00"), NOBODY)
    with pytest.raises(NotFound):
        rooms.desk.waiting.add(new)
    assert not rooms.hub.rows(Waiting)
