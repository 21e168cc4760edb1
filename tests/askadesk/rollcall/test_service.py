"""Roll calls in the archive: begun once, ticked from several desks, ended and kept."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import event

from askadesk.access.codes import fingerprint, parse
from askadesk.core.errors import CommandReused, InputError, NotFound
from askadesk.people.rows import PersonFields
from askadesk.people.service import NewPerson
from askadesk.rollcall.rows import Board, Inside, PlaceKind
from askadesk.rollcall.rules import board, by_code
from db.models import RollCallPerson, RollCallTick
from db.values import ConsentKind, ExpectedKind
from tests.hub_of_tests import HubOfTests


def who(hub: HubOfTests, name: str) -> Inside:
    return next(row for row in hub.desk.roll_call.known().inside if row.name == name)


def now(hub: HubOfTests) -> Board:
    known = hub.desk.roll_call.known()
    return board(known.inside, known.call.ticks if known.call is not None else ())


@pytest.fixture
def house(hub: HubOfTests) -> HubOfTests:
    """Giulia with a plan, Davide with a carnet and a class of 25."""
    hub.by_sight(hub.member("Giulia Ferrero"))
    davide = hub.person("Davide Musso")
    hub.holds(davide, hub.carnet())
    hub.by_sight(davide)
    teacher = hub.person("Carla Demaria")
    hub.announce(teacher, "09:00", "12:00", ExpectedKind.VISIT, title="Classe terza", head_count=25)
    hub.by_sight(teacher)
    return hub


def test_a_desk_knows_who_is_inside_and_where(house: HubOfTests) -> None:
    known = house.desk.roll_call.known()
    assert [(row.name, row.place.kind, row.heads) for row in known.inside] == [
        ("Carla Demaria", PlaceKind.TITLE, 25),
        ("Davide Musso", PlaceKind.NONE, 1),
        ("Giulia Ferrero", PlaceKind.SEAT, 1),
    ]
    assert known.call is None
    assert known.hub.name == "Aska"
    assert known.operator == "Reception"


def test_it_is_read_in_a_fixed_number_of_questions(house: HubOfTests) -> None:
    def asked() -> int:
        seen: list[str] = []

        def hear(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        event.listen(house.engine, "before_cursor_execute", hear)
        house.desk.roll_call.known()
        event.remove(house.engine, "before_cursor_execute", hear)
        return len([one for one in seen if one.lstrip().upper().startswith("SELECT")])

    few = asked()
    for _more in range(12):
        house.by_sight(house.member())
    assert asked() == few <= 10


def test_help_on_the_stairs_shows_only_with_consent(house: HubOfTests) -> None:
    agreed = NewPerson(PersonFields("Giorgio", "Valle"), consents=(ConsentKind.STAIRS_HELP,))
    giorgio = house.manager.people.add(agreed)
    house.holds(giorgio, "flex")
    house.by_sight(giorgio)
    assert who(house, "Giorgio Valle").stairs_help
    assert not who(house, "Giulia Ferrero").stairs_help


def test_a_card_is_recognised_without_the_archive(house: HubOfTests) -> None:
    giulia = who(house, "Giulia Ferrero")
    code = house.code(giulia.person)
    number = parse(house.desk.access.keys(), code)
    assert number is not None
    inside = house.desk.roll_call.known().inside
    assert by_code(inside, fingerprint(number)) == who(house, "Giulia Ferrero")


def test_one_call_goes_on_at_a_time_and_others_join_it(house: HubOfTests) -> None:
    first = house.desk.roll_call.start()
    assert house.kiosk().roll_call.start(drill=True) == first
    call = house.desk.roll_call.known().call
    assert call is not None
    assert (call.id, call.drill, call.operator) == (first, False, "Reception")
    assert house.other_hub().roll_call.known().call is None


def test_ticks_from_several_desks_add_up(house: HubOfTests) -> None:
    call = house.desk.roll_call.start()
    giulia, carla = who(house, "Giulia Ferrero"), who(house, "Carla Demaria")
    house.desk.roll_call.tick(call, giulia.visit, 1)
    house.kiosk().roll_call.tick(call, carla.visit, 12)
    assert (now(house).found, now(house).missing) == (13, 14)


def test_a_tick_is_taken_back_once(house: HubOfTests) -> None:
    call = house.desk.roll_call.start()
    tick = house.desk.roll_call.tick(call, who(house, "Giulia Ferrero").visit, 1)
    house.desk.roll_call.undo(call, tick)
    house.desk.roll_call.undo(call, tick)
    assert now(house).found == 0
    assert len(house.rows(RollCallTick)) == 2


def test_a_tick_sent_again_is_one_tick_with_its_own_time(house: HubOfTests) -> None:
    seen = house.clock.time
    command, call = house.ids.new(), house.desk.roll_call.start()
    visit = who(house, "Giulia Ferrero").visit
    house.later(minutes=5)
    for _again in range(2):
        house.desk.roll_call.tick(call, visit, 1, command=command, at=seen)
    (row,) = house.rows(RollCallTick)
    assert (row.id, row.at) == (command, seen)
    with pytest.raises(CommandReused):
        house.desk.roll_call.tick(call, who(house, "Davide Musso").visit, 1, command=command)


def test_numbers_that_cannot_be_are_refused(house: HubOfTests) -> None:
    call = house.desk.roll_call.start()
    carla = who(house, "Carla Demaria")
    for heads in (0, 26):
        with pytest.raises(InputError):
            house.desk.roll_call.tick(call, carla.visit, heads)
    with pytest.raises(NotFound):
        house.desk.roll_call.tick(call, house.ids.new(), 1)
    with pytest.raises(NotFound):
        house.desk.roll_call.tick(house.ids.new(), carla.visit, 1)
    with pytest.raises(NotFound):
        house.desk.roll_call.undo(call, house.ids.new())


def test_who_comes_in_meanwhile_is_on_the_list_and_who_scans_out_was_found(
    house: HubOfTests,
) -> None:
    house.desk.roll_call.start()
    house.later(minutes=2)
    late = house.member("Nadia Bo")
    house.by_sight(late)
    assert who(house, "Nadia Bo").left_at is None
    house.later(minutes=2)
    house.goes(who(house, "Giulia Ferrero").person)
    giulia = who(house, "Giulia Ferrero")
    assert giulia.left_at is not None
    assert now(house).found == 1


def test_a_drill_can_turn_into_the_real_thing(house: HubOfTests) -> None:
    call = house.desk.roll_call.start(drill=True)
    house.desk.roll_call.set_drill(call, False)
    known = house.desk.roll_call.known().call
    assert known is not None
    assert not known.drill


def ended(house: HubOfTests) -> UUID:
    call = house.desk.roll_call.start(drill=True)
    house.later(minutes=1)
    house.desk.roll_call.tick(call, who(house, "Giulia Ferrero").visit, 1)
    house.later(minutes=1)
    house.desk.roll_call.tick(call, who(house, "Carla Demaria").visit, 20)
    house.later(minutes=1)
    house.desk.roll_call.close(call)
    return call


def test_what_a_call_found_is_kept(house: HubOfTests) -> None:
    call = ended(house)
    assert house.desk.roll_call.known().call is None
    summary = house.desk.roll_call.summary(call)
    assert (summary.drill, summary.found, summary.heads) == (True, 21, 27)
    assert [(line.name, line.found, line.heads) for line in summary.lines] == [
        ("Davide Musso", 0, 1),
        ("Carla Demaria", 20, 25),
        ("Giulia Ferrero", 1, 1),
    ]
    found_at = summary.lines[2].found_at
    assert found_at is not None
    assert found_at - summary.started_at == timedelta(minutes=1)
    assert house.desk.roll_call.summaries() == (summary,)


def test_a_call_ends_once(house: HubOfTests) -> None:
    call = ended(house)
    house.desk.roll_call.close(call)
    assert len(house.rows(RollCallPerson)) == 3


def test_a_tick_that_arrives_after_the_end_is_not_lost(house: HubOfTests) -> None:
    call = ended(house)
    house.desk.roll_call.tick(call, who(house, "Davide Musso").visit, 1)
    assert house.desk.roll_call.summary(call).found == 22


def test_an_empty_house_can_be_called_too(hub: HubOfTests) -> None:
    call = hub.desk.roll_call.start()
    hub.desk.roll_call.close(call)
    assert hub.desk.roll_call.summary(call).lines == ()
    with pytest.raises(NotFound):
        hub.desk.roll_call.summary(hub.ids.new())
