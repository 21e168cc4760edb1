"""Where somebody is to be looked for, and what the ticks add up to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askadesk.core.i18n import speaking
from askadesk.rollcall.rows import Board, Inside, Place, PlaceKind, Presence, Tick
from askadesk.rollcall.rules import (
    board,
    by_code,
    matching,
    on_the_list,
    place_of,
    said_detail,
    said_place,
    standing,
)
from db.values import Basis, Leaving

NINE = datetime(2026, 11, 17, 9, tzinfo=UTC)
SEAT = Place(PlaceKind.SEAT, "Postazione flessibile")


def presence(number: int = 1, basis: Basis = Basis.MEMBERSHIP, **more: Any) -> Presence:
    facts = {"product": "Postazione flessibile"} if basis is Basis.MEMBERSHIP else {}
    given_ = {"name": f"Persona {number}", "since": NINE, **facts, **more}
    return Presence(UUID(int=number), UUID(int=100 + number), basis=basis, **given_)


def inside(number: int, name: str, place: Place = SEAT, **more: Any) -> Inside:
    return Inside(UUID(int=number), UUID(int=100 + number), name, place, NINE, **more)


def tick(number: int, visit: int, heads: int = 1, *, minute: int = 0, undoes: int = 0) -> Tick:
    at = NINE + timedelta(minutes=minute)
    taken = UUID(int=undoes) if undoes else None
    return Tick(UUID(int=number), UUID(int=visit), heads, at, taken)


@pytest.mark.parametrize(
    ("facts", "place", "said"),
    [
        ({}, PlaceKind.SEAT, "Postazione flessibile"),
        ({"basis": Basis.PASS, "product": ""}, PlaceKind.NONE, "Senza posto segnato"),
        ({"basis": Basis.OVERRIDE}, PlaceKind.NONE, "Senza posto segnato"),
        ({"basis": Basis.AT_WORK, "title": "Pulizie"}, PlaceKind.WORK, "Al lavoro"),
        ({"basis": Basis.EXPECTED, "title": "Colloquio"}, PlaceKind.TITLE, "Colloquio"),
        (
            {"basis": Basis.EXPECTED, "title": "Colloquio", "host": "Giulia Ferrero"},
            PlaceKind.HOST,
            "In visita da Giulia Ferrero",
        ),
        ({"basis": Basis.EXPECTED}, PlaceKind.NONE, "Senza posto segnato"),
        ({"basis": Basis.GUEST, "host": "Lin Hu"}, PlaceKind.HOST, "In visita da Lin Hu"),
    ],
)
def test_everybody_is_looked_for_where_they_are_likeliest(
    facts: dict[str, Any], place: PlaceKind, said: str
) -> None:
    found = place_of(presence(**facts))
    assert found.kind is place
    with speaking("it"):
        assert said_place(found) == said


def test_a_guest_is_looked_for_where_the_host_sits() -> None:
    host = presence(1, name="Luca Actis")
    guest = presence(2, Basis.GUEST, host="Luca Actis", host_person=host.person)
    rows = on_the_list([host, guest], None)
    assert {row.place for row in rows} == {SEAT}
    with speaking("it"):
        assert said_detail(rows[1]) == "ospite di Luca Actis"


def test_a_guest_whose_host_has_no_seat_is_visiting_them() -> None:
    host = presence(1, Basis.PASS, name="Luca Actis")
    guest = presence(2, Basis.GUEST, host="Luca Actis", host_person=host.person)
    rows = on_the_list([host, guest], None)
    assert rows[1].place == Place(PlaceKind.HOST, "Luca Actis")


def test_beside_a_name_stands_what_helps_to_find_the_person() -> None:
    with speaking("it"):
        assert said_detail(inside(1, "A", organisation="Actis CRM", role="tutor")) == "Actis CRM"
        assert said_detail(inside(1, "A", role="tutor di lingua")) == "tutor di lingua"
        assert said_detail(inside(1, "A", Place(PlaceKind.NONE))) == "ingresso 09:00"
        assert said_detail(inside(1, "A")) == ""


def test_who_left_before_the_call_is_not_on_it_and_who_left_since_was_seen_out() -> None:
    earlier, later = NINE - timedelta(hours=1), NINE + timedelta(minutes=2)
    rows = on_the_list(
        [
            presence(1, left_at=earlier, leaving=Leaving.SCAN),
            presence(2, left_at=later, leaving=Leaving.SCAN),
            presence(3, left_at=later, leaving=Leaving.NOT_CHECKED_OUT),
        ],
        NINE,
    )
    assert [(row.visit.int, row.left_at) for row in rows] == [(2, later), (3, None)]
    found = board(rows, [])
    assert (found.heads, found.found) == (2, 1)


def test_an_untouched_call_finds_nobody() -> None:
    found = board([inside(1, "Ada"), inside(2, "Bo", heads=25, guest=True)], [])
    assert (found.heads, found.found, found.missing, found.guests) == (26, 0, 26, 25)
    assert found.latest is None


def test_some_of_many_heads_can_be_found() -> None:
    found = board([inside(1, "Classe", heads=25)], [tick(1, 1, 12)])
    (group,) = found.groups
    assert (group.found, group.heads) == (12, 25)
    assert group.waiting[0].missing == 13
    again = board([inside(1, "Classe", heads=25)], [tick(1, 1, 12), tick(2, 1, 25, minute=1)])
    assert again.missing == 0
    assert again.groups[0].done


def test_a_tick_taken_back_gives_way_to_the_one_before() -> None:
    ticks = [tick(1, 7, 12), tick(2, 7, 25, minute=1), tick(3, 7, 0, minute=2, undoes=2)]
    assert standing(ticks)[UUID(int=7)].heads == 12
    assert standing([*ticks, tick(4, 7, 0, minute=3, undoes=1)]) == {}


@given(st.permutations([tick(n, n % 3, 1, minute=n) for n in range(1, 9)]))
def test_ticks_mean_the_same_in_whatever_order_they_arrive(ticks: list[Tick]) -> None:
    assert standing(ticks) == standing(sorted(ticks, key=lambda one: one.at))


def test_a_tick_heard_twice_counts_once() -> None:
    one = tick(1, 1)
    assert board([inside(1, "Ada")], [one, one]).found == 1


def names(found: Board) -> list[str]:
    return [one.who.name for group in found.groups for one in group.listed]


def test_typing_narrows_the_list_without_minding_accents() -> None:
    rows = [inside(1, "Niccolò Fà"), inside(2, "Ada Rossi", organisation="Studio Fà")]
    assert names(matching(board(rows, []), "nicco fa")) == ["Niccolò Fà"]
    assert len(names(matching(board(rows, []), "FÀ"))) == 2
    assert names(matching(board(rows, []), "zeta")) == []
    assert len(names(matching(board(rows, []), " "))) == 2


def test_places_stand_in_an_order_and_those_without_one_last() -> None:
    rows = [
        inside(1, "Ada", Place(PlaceKind.NONE)),
        inside(2, "Bo", Place(PlaceKind.HOST, "Lin")),
        inside(3, "Cy", SEAT),
        inside(4, "Di", Place(PlaceKind.WORK)),
    ]
    kinds = [group.place.kind for group in board(rows, []).groups]
    assert kinds == [PlaceKind.SEAT, PlaceKind.HOST, PlaceKind.WORK, PlaceKind.NONE]


def test_a_card_names_its_owner_on_the_list() -> None:
    rows = [inside(1, "Ada", codes=("ab",)), inside(2, "Bo", codes=("cd", "ef"))]
    assert by_code(rows, "ef") == rows[1]
    assert by_code(rows, "zz") is None
