"""A space is put away and comes back; other hours, and other plans for it, name first whom they touch."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from askadesk.core.errors import ChangedMeanwhile, DeskError, InputError, NotFound
from askadesk.plans.rows import Sale
from askadesk.rooms.errors import RuleBroken
from askadesk.rooms.rows import SpaceTouched
from db.values import BookingStatus, SpaceKind
from tests.askadesk.rooms.conftest import Rooms
from tests.askadesk.rooms.line import Line

MORNINGS = tuple((str(day), (("08:00", "13:00"),)) for day in range(7))
EVENINGS = tuple((str(day), (("10:00", "22:00"),)) for day in range(7))


def put_away(rooms: Rooms, room: UUID) -> int:
    """The version at which it stands then."""
    spaces = rooms.manager.spaces
    spaces.archive(room, spaces.space(room).version)
    return spaces.space(room).version


def touched(rooms: Rooms, room: UUID, **fields: Any) -> SpaceTouched:
    spaces = rooms.manager.spaces
    return spaces.touched_by_fields(room, replace(spaces.space(room).fields, **fields))


def change(rooms: Rooms, room: UUID, **fields: Any) -> None:
    row = rooms.manager.spaces.space(room)
    rooms.manager.spaces.change(room, row.version, replace(row.fields, **fields))


def member(rooms: Rooms, plan: str) -> tuple[UUID, UUID]:
    """Somebody who has the plan, and the plan."""
    code = rooms.hub.plan(plan)
    person = rooms.hub.person("Anna Fubini")
    rooms.manager.plans.give(Sale(code, person=person))
    product = next(one for one in rooms.manager.plans.products() if one.code == code)
    return person, product.id


# --- put away and taken back ----------------------------------------------------------------------


def test_a_space_comes_back_as_it_was_and_can_be_booked(rooms: Rooms) -> None:
    room = rooms.room(cleanup=10, features=("screen",))
    before = rooms.manager.spaces.space(room)
    version = put_away(rooms, room)
    with pytest.raises(NotFound):
        rooms.book(room, "10:00", "11:00")
    rooms.manager.spaces.restore(room, version)
    after = rooms.manager.spaces.space(room)
    assert (after.fields, after.archived) == (before.fields, False)
    rooms.book(room, "10:00", "11:00")
    assert rooms.times(room) == ["10:00-11:00"]


def test_the_second_of_two_desks_that_take_it_back_is_told(rooms: Rooms) -> None:
    room = rooms.room()
    version = put_away(rooms, room)
    rooms.desk.spaces.restore(room, version)
    for stale in (version, version + 1):
        with pytest.raises(ChangedMeanwhile):
            rooms.manager.spaces.restore(room, stale)


def test_the_same_order_again_takes_it_back_once(rooms: Rooms) -> None:
    room = rooms.room()
    version, order = put_away(rooms, room), rooms.hub.ids.new()
    for _again in range(2):
        rooms.manager.spaces.restore(room, version, command=order)
    assert rooms.manager.spaces.space(room).version == version + 1


def test_a_joined_room_takes_its_parts_again(rooms: Rooms) -> None:
    po, dora = rooms.room("Sala Po"), rooms.room("Sala Dora")
    both = rooms.room("Sala grande", parts=(po, dora))
    rooms.manager.spaces.restore(both, put_away(rooms, both))
    rooms.book(both, "10:00", "11:00")
    assert rooms.times(po) == rooms.times(dora) == ["10:00-11:00"]


def test_a_room_that_is_part_of_a_joined_one_is_put_away_after_it(rooms: Rooms) -> None:
    first, second = rooms.room("Po 1"), rooms.room("Po 2")
    joined = rooms.room("Sala Po", parts=(first, second))
    with pytest.raises(DeskError) as refused:
        put_away(rooms, first)
    assert refused.value.code == "part_of_another"
    put_away(rooms, joined)
    put_away(rooms, first)
    spaces = rooms.manager.spaces
    with pytest.raises(DeskError) as refused:
        spaces.restore(joined, spaces.space(joined).version)
    assert refused.value.code == "part_put_away"
    spaces.restore(first, spaces.space(first).version)
    spaces.restore(joined, spaces.space(joined).version)


def test_what_was_called_off_does_not_come_back_into_a_room_that_was_put_away(rooms: Rooms) -> None:
    room = rooms.room()
    booked = rooms.book(room, "10:00", "11:00")
    row = rooms.row(booked)
    undone = rooms.desk.bookings.cancel(row.id, row.version)
    put_away(rooms, room)
    with pytest.raises(NotFound):
        rooms.desk.bookings.undo(undone.command)
    assert rooms.row(booked).status is BookingStatus.CANCELLED


def test_nobody_waits_for_a_room_that_was_put_away(rooms: Rooms) -> None:
    room, line = rooms.room(), Line(rooms)
    booked = rooms.book(room, "10:00", "11:00")
    anna = line.wait(line.anna, room, "10:00", "11:00")
    line.cancel(booked)
    assert line.stands(anna) == "offered"
    put_away(rooms, room)
    assert line.stands(anna) == "given_up"


def test_a_zone_of_desks_is_not_made_of_rooms(rooms: Rooms) -> None:
    parts = (rooms.room("Po 1"), rooms.room("Po 2"))
    with pytest.raises(InputError) as refused:
        rooms.room("Open space", kind=SpaceKind.DESK_ZONE, parts=parts)
    assert refused.value.field == "parts"


def test_what_another_hub_put_away_is_not_ours_to_take_back(rooms: Rooms) -> None:
    room = rooms.room()
    version = put_away(rooms, room)
    with pytest.raises(NotFound):
        rooms.hub.other_hub().spaces.restore(room, version)


# --- other hours ----------------------------------------------------------------------------------


def test_its_own_hours_hold_instead_of_the_hubs(rooms: Rooms) -> None:
    room = rooms.room()
    change(rooms, room, week=EVENINGS)
    rooms.book(room, "20:00", "22:00")
    with pytest.raises(RuleBroken):
        rooms.book(room, "09:00", "10:00")
    change(rooms, room, week=None)
    rooms.book(room, "09:00", "10:00")


def test_shorter_hours_name_the_bookings_that_would_find_it_closed(rooms: Rooms) -> None:
    room, other = rooms.room(), rooms.room("Sala Dora")
    rooms.book(room, "10:00", "11:00")
    late = rooms.book(room, "14:00", "15:00")
    rooms.book(other, "14:00", "15:00")
    found = touched(rooms, room, week=MORNINGS)
    assert [one.id for one in found.closed] == list(late.bookings)
    assert not found.barred
    assert not touched(rooms, room, cleanup=20)


def test_hours_given_back_to_the_hub_name_them_too(rooms: Rooms) -> None:
    room = rooms.room(week=EVENINGS)
    late = rooms.book(room, "20:00", "21:00")
    found = touched(rooms, room, week=None)
    assert [one.id for one in found.closed] == list(late.bookings)


def test_what_was_outside_its_hours_already_is_not_named_again(rooms: Rooms) -> None:
    room = rooms.room()
    rooms.book(room, "21:00", "22:00", reason="Serata")
    assert not touched(rooms, room, week=MORNINGS)


def test_what_is_over_or_called_off_is_not_named(rooms: Rooms) -> None:
    room = rooms.room()
    off = rooms.row(rooms.book(room, "14:00", "15:00"))
    rooms.desk.bookings.cancel(off.id, off.version)
    rooms.book(room, "16:00", "17:00")
    rooms.hub.at("18:00")
    assert not touched(rooms, room, week=MORNINGS)


def test_a_part_names_who_has_it_through_the_joined_room(rooms: Rooms) -> None:
    po, dora = rooms.room("Sala Po"), rooms.room("Sala Dora")
    both = rooms.room("Sala grande", parts=(po, dora))
    booked = rooms.book(both, "14:00", "15:00")
    assert [one.id for one in touched(rooms, po, week=MORNINGS).closed] == list(booked.bookings)


# --- who may book ---------------------------------------------------------------------------------


def test_a_room_for_a_plan_names_who_has_not_got_it(rooms: Rooms) -> None:
    room = rooms.room()
    anna, plan = member(rooms, "ufficio")
    stranger = rooms.book(room, "10:00", "11:00")
    rooms.book(room, "11:00", "12:00", person=anna)
    found = touched(rooms, room, plans=(plan,))
    assert [one.id for one in found.barred] == list(stranger.bookings)
    assert not found.closed


def test_a_room_for_more_people_than_before_names_nobody(rooms: Rooms) -> None:
    anna, plan = member(rooms, "ufficio")
    room = rooms.room(plans=(plan,))
    rooms.book(room, "11:00", "12:00", person=anna)
    rooms.book(room, "14:00", "15:00", reason="Ospite")
    _other, second = member(rooms, "flex")
    assert not touched(rooms, room, plans=None)
    assert not touched(rooms, room, plans=(plan, second))
    assert [one.who for one in touched(rooms, room, plans=(second,)).barred] == ["Anna Fubini"]


def test_whom_both_would_touch_is_named_once(rooms: Rooms) -> None:
    room = rooms.room()
    _anna, plan = member(rooms, "ufficio")
    late = rooms.book(room, "14:00", "15:00")
    found = touched(rooms, room, week=MORNINGS, plans=(plan,))
    assert [one.id for one in found.closed] == list(late.bookings)
    assert not found.barred
