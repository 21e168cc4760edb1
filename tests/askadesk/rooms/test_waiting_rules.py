"""Whose turn it is, whatever the line and whatever is taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from askadesk.rooms.rules import Row, SpaceFacts
from askadesk.rooms.waiting_rules import OFFER_STANDS, InLine, Turn, place_of, turns
from db.values import SpaceKind, TimeSpan, WaitStatus
from tests.askadesk.presence.facts_of_tests import HUB

NOW = datetime(2026, 11, 17, 8, tzinfo=UTC)
OPEN = (WaitStatus.WAITING, WaitStatus.OFFERED)


def space(
    number: int, units: tuple[int, ...], *, zone: bool = False, buffer: int = 0
) -> SpaceFacts:
    return SpaceFacts(
        id=UUID(int=number),
        name=str(number),
        kind=SpaceKind.DESK_ZONE if zone else SpaceKind.MEETING_ROOM,
        seats=8,
        features=frozenset(),
        units=units,
        is_zone=zone,
        hours=HUB,
        setup=buffer,
        cleanup=buffer,
    )


SPACES = {
    one.id: one
    for one in (
        space(1, (1,), buffer=15),
        space(2, (2,)),
        space(3, (1, 2)),
        space(4, (4, 5, 6), zone=True),
    )
}


def span(start: int, quarters: int) -> TimeSpan:
    starts = NOW + timedelta(minutes=15 * start)
    return TimeSpan(starts, starts + timedelta(minutes=15 * quarters))


@some.composite
def lines(draw: some.DrawFn) -> list[InLine]:
    line = []
    for number in range(draw(some.integers(0, 8))):
        offered = draw(some.booleans())
        until = NOW + timedelta(minutes=draw(some.integers(-10, 30)))
        line.append(
            InLine(
                id=UUID(int=100 + number),
                space=draw(some.sampled_from(sorted(SPACES))),
                span=span(draw(some.integers(-2, 12)), draw(some.integers(1, 6))),
                arrived=(NOW, UUID(int=100 + number)),
                status=WaitStatus.OFFERED if offered else WaitStatus.WAITING,
                until=until if offered else None,
                heads=draw(some.integers(1, 3)),
            )
        )
    return line


@some.composite
def taken(draw: some.DrawFn) -> list[Row]:
    rows = []
    for number in range(draw(some.integers(0, 5))):
        wanted = span(draw(some.integers(0, 12)), draw(some.integers(1, 4)))
        unit = draw(some.sampled_from((1, 2, 4, 5, 6)))
        rows.append(Row(unit, wanted.start, wanted.end, UUID(int=200 + number), UUID(int=9)))
    return rows


def after(line: list[InLine], found: list[Turn]) -> list[InLine]:
    """The line as it stands after its turns; whose waiting is over has left it."""
    turned = {one.who.id: one for one in found}
    stands = [
        replace(one, status=turned[one.id].status, until=turned[one.id].until)
        if one.id in turned
        else one
        for one in line
    ]
    return [one for one in stands if one.status in OPEN]


@given(lines(), taken())
def test_once_everybody_had_their_turn_nothing_is_left_to_do(
    line: list[InLine], rows: list[Row]
) -> None:
    stands = after(line, turns(line, SPACES, rows, NOW))
    assert turns(stands, SPACES, rows, NOW) == []


@given(lines(), taken())
def test_a_turn_is_told_once_to_each_and_stands_for_so_long(
    line: list[InLine], rows: list[Row]
) -> None:
    found = turns(line, SPACES, rows, NOW)
    assert len({one.who.id for one in found}) == len(found)
    for turn in found:
        assert turn.status is not turn.who.status
        offered = turn.status is WaitStatus.OFFERED
        assert (turn.until is not None) == offered
        if turn.until is not None:
            assert NOW < turn.until <= min(NOW + OFFER_STANDS, turn.who.span.start)


@given(lines(), taken())
def test_rooms_are_offered_only_where_they_are_free(line: list[InLine], rows: list[Row]) -> None:
    stands = after(line, turns(line, SPACES, rows, NOW))
    for one in (each for each in stands if each.status is WaitStatus.OFFERED):
        facts = SPACES[one.space]
        if not facts.is_zone:
            around = facts.around(one.span)
            assert not any(row.unit in facts.units and row.span.overlaps(around) for row in rows)


@given(lines(), taken())
def test_a_new_offer_meets_no_other_for_the_same_room(line: list[InLine], rows: list[Row]) -> None:
    found = turns(line, SPACES, rows, NOW)
    fresh = {one.who.id for one in found if one.status is WaitStatus.OFFERED}
    offers = [one for one in after(line, found) if one.status is WaitStatus.OFFERED]
    for one in offers:
        for other in offers:
            if one.id in fresh and one.id != other.id and not SPACES[one.space].is_zone:
                shared = set(SPACES[one.space].units) & set(SPACES[other.space].units)
                apart = (
                    not SPACES[one.space]
                    .around(one.span)
                    .overlaps(SPACES[other.space].around(other.span))
                )
                assert apart or not shared


@given(lines())
def test_places_begin_with_one_and_go_up_in_the_order_of_arrival(line: list[InLine]) -> None:
    alone = [replace(one, space=UUID(int=2), span=span(4, 4)) for one in line]
    places = [place_of(one, alone, SPACES) for one in alone]
    assert places == list(range(1, len(line) + 1))
