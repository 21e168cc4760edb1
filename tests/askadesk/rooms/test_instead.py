"""What a check says before is what booking says after, and what is offered instead can be booked as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from askadesk.rooms.errors import SpaceTaken
from askadesk.rooms.rows import Checked, Free, NewBooking, SpacePriceRow, Taking
from askadesk.rooms.series_rows import NewSeries
from askadesk.services import Services
from db.values import Money, Role, SpaceKind
from tests.askadesk.rooms.conftest import Rooms
from tests.hub_of_tests import SINCE

TO_SIX = tuple((str(day), (("08:00", "18:00"),)) for day in range(5))
Offers = Callable[[Rooms, NewBooking, Services], tuple[Free, ...]]


def of_check(_rooms: Rooms, new: NewBooking, desk: Services) -> tuple[Free, ...]:
    return desk.calendar.check(new).alternatives


def of_refusal(_rooms: Rooms, new: NewBooking, desk: Services) -> tuple[Free, ...]:
    with pytest.raises(SpaceTaken) as taken:
        desk.bookings.book(new)
    return taken.value.alternatives


def said(offers: tuple[Free, ...]) -> list[tuple[UUID, str]]:
    return [(one.space, f"{one.starts:%H:%M}") for one in offers]


@pytest.fixture(params=[of_check, of_refusal], ids=["checked", "refused"])
def offers(request: pytest.FixtureRequest) -> Offers:
    """What is offered instead, before and after booking was tried."""
    found: Offers = request.param
    return found


def buffered(rooms: Rooms, space: UUID, starts: str, ends: str, **buffers: Any) -> NewBooking:
    new = rooms.asked(space, starts, ends)
    return replace(new, spaces=(Taking(space, 1, **buffers),))


def checked(rooms: Rooms, new: NewBooking) -> Checked:
    return rooms.desk.calendar.check(new)


# --- buffers of a booking's own ------------------------------------------------------------------


def test_the_set_up_asked_for_meets_what_comes_before(rooms: Rooms) -> None:
    po = rooms.room()
    first = rooms.book(po, "10:00", "11:00")
    new = buffered(rooms, po, "11:00", "12:00", setup=30)
    assert [one.booking for one in checked(rooms, new).clashes] == list(first.bookings)
    with pytest.raises(SpaceTaken):
        rooms.desk.bookings.book(new)


def test_a_room_that_is_set_up_already_needs_no_time_before(rooms: Rooms) -> None:
    po = rooms.room(setup=30)
    rooms.book(po, "10:00", "11:00")
    new = buffered(rooms, po, "11:00", "12:00", setup=0)
    assert checked(rooms, new).clashes == ()
    rooms.desk.bookings.book(new)
    assert rooms.times(po) == ["10:00-11:00", "11:00-12:00"]


def test_what_is_free_instead_leaves_time_for_the_set_up_asked_for(
    rooms: Rooms, offers: Offers
) -> None:
    po = rooms.room()
    rooms.book(po, "10:00", "12:00")
    found = offers(rooms, buffered(rooms, po, "12:00", "13:00", setup=30), rooms.desk)
    assert said(found) == [(po, "12:30"), (po, "09:00")]


def test_a_booking_that_is_changed_is_not_in_its_own_way(rooms: Rooms) -> None:
    po = rooms.room()
    rooms.book(po, "12:00", "14:00")
    row = rooms.row(rooms.book(po, "10:00", "12:00"))
    new = rooms.asked(po, "11:00", "13:00")
    found = rooms.desk.calendar.check(new, ignoring=row.id).alternatives
    with pytest.raises(SpaceTaken) as taken:
        rooms.desk.bookings.change(row.id, row.version, new)
    assert said(found) == said(taken.value.alternatives) == [(po, "10:00"), (po, "14:00")]


# --- what is free instead ------------------------------------------------------------------------


def test_a_room_that_closes_before_the_end_is_not_offered(rooms: Rooms, offers: Offers) -> None:
    po, dora = rooms.room(), rooms.room("Sala Dora", week=TO_SIX)
    stura = rooms.room("Sala Stura")
    rooms.book(po, "17:00", "19:00")
    found = offers(rooms, rooms.asked(po, "17:00", "19:00"), rooms.desk)
    assert (stura, "17:00") in said(found)
    assert dora not in {space for space, _at in said(found)}


@pytest.mark.parametrize(
    ("step", "times"),
    [(120, ["14:00"]), (45, ["12:45"]), (60, ["13:00"]), (30, ["12:30"])],
    ids=str,
)
def test_a_time_that_is_offered_is_on_the_step_of_the_day(
    rooms: Rooms, offers: Offers, step: int, times: list[str]
) -> None:
    po = rooms.room(step=step)
    rooms.hub.at("10:00")
    rooms.book(po, "10:00", "12:05", reason="Prima")
    length = timedelta(minutes=step)
    new = rooms.asked(po, "12:00", "12:30", reason="Poi")
    found = offers(rooms, replace(new, ends=new.starts + length), rooms.desk)
    assert [at for _space, at in said(found)] == times


def test_the_last_step_before_closing_is_found(rooms: Rooms, offers: Offers) -> None:
    po = rooms.room(step=60)
    rooms.book(po, "12:00", "20:00")
    rooms.book(po, "09:00", "10:00")
    rooms.book(po, "11:30", "12:00", reason="Breve")
    found = offers(rooms, rooms.asked(po, "12:00", "13:00"), rooms.desk)
    assert said(found) == [(po, "10:00")]


def test_rooms_for_managers_are_offered_to_managers_only(rooms: Rooms, offers: Offers) -> None:
    po, sala = rooms.room(), rooms.room("Sala soci", role=Role.MANAGER)
    rooms.book(po, "10:00", "11:00")
    new = rooms.asked(po, "10:00", "11:00")
    assert (sala, "10:00") not in said(offers(rooms, new, rooms.desk))
    assert (sala, "10:00") in said(offers(rooms, new, rooms.manager))


def test_rooms_of_a_plan_are_offered_to_who_holds_it(rooms: Rooms, offers: Offers) -> None:
    member, other = rooms.hub.member(), rooms.someone
    po = rooms.room()
    sala = rooms.room("Sala soci", plans=(rooms.hub.product("flex"),))
    rooms.book(po, "10:00", "11:00")
    new = rooms.asked(po, "10:00", "11:00")
    assert (sala, "10:00") not in said(offers(rooms, replace(new, person=other), rooms.desk))
    assert (sala, "10:00") in said(offers(rooms, replace(new, person=member), rooms.desk))


@pytest.mark.parametrize(
    "fields",
    [{"most": 60}, {"least": 180}, {"step": 90}, {"notice_minutes": 300}],
    ids=lambda fields: next(iter(fields)),
)
def test_a_room_whose_rule_would_be_broken_is_not_offered(
    rooms: Rooms, offers: Offers, fields: dict[str, Any]
) -> None:
    po, dora = rooms.room(), rooms.room("Sala Dora", **fields)
    rooms.book(po, "10:00", "12:00")
    found = offers(rooms, rooms.asked(po, "10:00", "12:00"), rooms.desk)
    assert dora not in {space for space, _at in said(found)}


def test_a_later_time_keeps_the_notice_of_the_room(rooms: Rooms, offers: Offers) -> None:
    po = rooms.room(notice_minutes=150)
    rooms.book(po, "12:00", "13:00")
    found = offers(rooms, rooms.asked(po, "12:00", "13:00"), rooms.desk)
    assert said(found) == [(po, "13:00")]


def test_a_refusal_offers_only_what_goes_with_the_other_spaces(
    rooms: Rooms, offers: Offers
) -> None:
    po, beamer = rooms.room(), rooms.room("Proiettore", kind=SpaceKind.EQUIPMENT, seats=1)
    dora = rooms.room("Sala Dora")
    rooms.book(po, "10:00", "11:00")
    rooms.book(beamer, "11:00", "20:00")
    found = offers(rooms, rooms.asked(po, "10:00", "11:00", also=(beamer,)), rooms.desk)
    assert said(found) == [(dora, "10:00"), (po, "09:00")]


def test_whatever_is_offered_can_be_booked_with_no_reason(rooms: Rooms, offers: Offers) -> None:
    po = rooms.room(step=45, setup=10)
    rooms.room("Sala Dora", week=TO_SIX, cleanup=20)
    rooms.room("Sala Stura", step=30, least=90)
    for starts in ("09:00", "11:15", "12:45", "15:45", "18:00"):
        rooms.book(po, starts, f"{int(starts[:2]) + 1}:{starts[3:]}", reason="Occupata")
        new = rooms.asked(po, starts, "20:00", reason="Serve")
        new = replace(new, ends=new.starts + timedelta(minutes=90))
        found = offers(rooms, new, rooms.desk)
        assert found
        for one in found:
            wish = replace(new, spaces=(Taking(one.space),), reason="")
            booked = rooms.desk.bookings.book(replace(wish, starts=one.starts, ends=one.ends))
            rooms.desk.bookings.undo(booked.command)


def test_a_date_of_a_series_is_proposed_only_what_needs_no_reason(rooms: Rooms) -> None:
    po = rooms.room()
    rooms.room("Sala Dora", week=TO_SIX)
    rooms.room("Sala soci", role=Role.MANAGER)
    stura = rooms.room("Sala Stura")
    rooms.book(po, "17:00", "19:00")
    rule = NewSeries(rooms.asked(po, "17:00", "19:00"), "FREQ=DAILY;COUNT=2")
    first = rooms.desk.series.preview(rule).dates[0]
    assert said(first.proposals) == [(stura, "17:00"), (po, "15:00")]


def test_a_date_of_a_series_is_proposed_a_time_on_the_step(rooms: Rooms) -> None:
    po = rooms.room(step=120)
    rooms.book(po, "12:00", "13:00", reason="Breve")
    rooms.book(po, "08:00", "12:00")
    rule = NewSeries(rooms.asked(po, "12:00", "14:00"), "FREQ=DAILY;COUNT=2")
    first = rooms.desk.series.preview(rule).dates[0]
    assert said(first.proposals) == [(po, "14:00")]


# --- how much is asked of the database -----------------------------------------------------------


def questions(rooms: Rooms, new: NewBooking) -> int:
    """How many statements a check takes, with the house known already."""
    told: list[str] = []

    def tell(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        told.append(statement)

    checked(rooms, new)
    event.listen(rooms.hub.engine, "before_cursor_execute", tell)
    try:
        checked(rooms, new)
    finally:
        event.remove(rooms.hub.engine, "before_cursor_execute", tell)
    return len(told)


def test_a_check_asks_as_many_questions_for_twelve_spaces_as_for_four(rooms: Rooms) -> None:
    made = [rooms.room(f"Sala {number}") for number in range(16)]
    for one in made:
        rooms.manager.spaces.add_price(one, SpacePriceRow(SINCE, hour=Money(1000)))
    for one in made[:13]:
        rooms.book(one, "10:00", "11:00")
    few = questions(rooms, rooms.asked(made[0], "10:00", "11:00", also=made[1:4]))
    many = questions(rooms, rooms.asked(made[0], "10:00", "11:00", also=made[1:12]))
    assert many == few


def test_a_room_for_managers_is_found_free_by_managers_alone(rooms: Rooms) -> None:
    rooms.room("Sala Dora")
    rooms.room("Sala Consiglio", role=Role.MANAGER)
    at = rooms.at("10:00"), rooms.at("11:00")
    names = [
        [one.space_name for one in who.calendar.free(*at)] for who in (rooms.desk, rooms.manager)
    ]
    assert names == [["Sala Dora"], ["Sala Dora", "Sala Consiglio"]]
