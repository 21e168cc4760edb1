"""The list of people: filters that add up, sorting, pages, counts."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import event, insert, select, update

from askadesk.people.rows import (
    ListedPerson,
    PeopleFilter,
    PeopleQuery,
    PeopleSort,
    Standing,
)
from db.base import table_of
from db.engine import writing
from db.models import Person
from tests.hub_of_tests import TUESDAY, HubOfTests

INSIDE, SUBSCRIBED, CARNET = PeopleFilter.INSIDE, PeopleFilter.SUBSCRIBED, PeopleFilter.CARNET
BY_NAME = PeopleQuery(sort=PeopleSort.NAME, descending=False)


def query(
    *filters: PeopleFilter, text: str = "", sort: PeopleSort = PeopleSort.NAME
) -> PeopleQuery:
    return PeopleQuery(text, frozenset(filters), sort, descending=False)


def listed(hub: HubOfTests, asked: PeopleQuery, first: int = 0, limit: int = 50) -> list[str]:
    return [one.name for one in hub.desk.listing.page(asked, first, limit)]


def row(hub: HubOfTests, person: UUID) -> ListedPerson:
    return next(one for one in hub.desk.listing.page(BY_NAME, 0, 500) if one.id == person)


@pytest.fixture
def house(hub: HubOfTests) -> HubOfTests:
    """One of each: a plan, a carnet, both, a debt, nothing."""
    hub.plan("flex")
    hub.carnet("carnet")
    hub.carnet("day", units=1)
    hub.holds(hub.person("Anna Abate"), "flex")
    hub.holds(hub.person("Bruno Bosio"), "carnet")
    both = hub.person("Carla Conti")
    hub.holds(both, "flex")
    hub.holds(both, "carnet")
    owing = hub.person("Dario De Luca")
    hub.owes(owing, TUESDAY)
    hub.holds(owing, "day")
    hub.person("Łucja Ferrero")
    return hub


def test_people_are_listed_by_family_name_whatever_their_accents(house: HubOfTests) -> None:
    names = ["Anna Abate", "Bruno Bosio", "Carla Conti", "Dario De Luca", "Łucja Ferrero"]
    assert listed(house, BY_NAME) == names
    back = PeopleQuery(sort=PeopleSort.NAME, descending=True)
    assert listed(house, back) == names[::-1]
    assert listed(house, BY_NAME, 1, 2) == names[1:3]
    assert listed(house, BY_NAME, 99, 2) == []


def test_filters_add_up_and_text_narrows(house: HubOfTests) -> None:
    assert listed(house, query(SUBSCRIBED)) == ["Anna Abate", "Carla Conti"]
    assert listed(house, query(CARNET)) == ["Bruno Bosio", "Carla Conti"]
    assert listed(house, query(SUBSCRIBED, CARNET)) == ["Anna Abate", "Bruno Bosio", "Carla Conti"]
    assert listed(house, query(SUBSCRIBED, CARNET, text="bosio")) == ["Bruno Bosio"]
    assert listed(house, query(SUBSCRIBED, text="bosio")) == []
    assert listed(house, query(PeopleFilter.DUE)) == ["Dario De Luca"]
    assert listed(house, query(text="lucja")) == ["Łucja Ferrero"]
    assert listed(house, query(text="ferero")) == ["Łucja Ferrero"]
    assert listed(house, query(text="?!")) == []


def test_the_members_of_a_team_have_its_plan_and_its_carnet(hub: HubOfTests) -> None:
    person = hub.person("Ada Serra", organisation="Geoide")
    hub.person("Ugo Fiore")
    firm = hub.organisation("Geoide")
    hub.plan("team", seats=2)
    hub.team_holds(firm, "team")
    hub.team_holds(firm, hub.carnet())
    assert listed(hub, query(SUBSCRIBED)) == ["Ada Serra"]
    assert listed(hub, query(CARNET)) == ["Ada Serra"]
    assert listed(hub, query(text="geoide")) == ["Ada Serra"]
    hub.scan(person)
    shown = row(hub, person)
    assert shown.organisation == "Geoide"
    assert shown.plan is not None
    assert (shown.plan.seats, shown.plan.seats_taken) == (2, 1)
    (team,) = hub.desk.listing.organisations("", 0, 9)
    assert (team.name, team.members) == ("Geoide", 1)
    assert team.plan is not None
    assert team.plan.seats_taken == 1


def test_the_state_of_each_person_has_its_filter(hub: HubOfTests) -> None:
    inside, barred, away = hub.member("Ada Serra"), hub.person("Ugo Fiore"), hub.person("Ivo Gallo")
    hub.person("Lia Sola")
    hub.scan(inside)
    hub.bar(barred, "prova")
    hub.execute("UPDATE people SET archived_at = created_at WHERE family = 'Gallo'")
    assert listed(hub, query(INSIDE)) == ["Ada Serra"]
    assert listed(hub, query(PeopleFilter.BARRED)) == ["Ugo Fiore"]
    assert listed(hub, query(PeopleFilter.ARCHIVED)) == ["Ivo Gallo"]
    assert listed(hub, query(PeopleFilter.ARCHIVED, INSIDE)) == ["Ivo Gallo", "Ada Serra"]
    assert listed(hub, query(PeopleFilter.WITHOUT_CARD)) == ["Ugo Fiore", "Lia Sola"]
    assert away not in hub.desk.listing.ids(BY_NAME)
    shown = row(hub, barred)
    assert shown.barred
    assert not shown.archived
    hub.at("12:00", TUESDAY + timedelta(days=40))
    hub.bar(barred, "prova", TUESDAY)
    assert listed(hub, query(PeopleFilter.BARRED)) == []


def merge(hub: HubOfTests, gone: UUID, kept: UUID | None) -> None:
    people = table_of(Person)
    with writing(hub.engine) as connection:
        connection.execute(update(people).where(people.c.id == gone).values(merged_into=kept))


def test_who_was_merged_is_never_listed(hub: HubOfTests) -> None:
    kept, gone = hub.person("Ada Serra"), hub.person("Ada Sera")
    merge(hub, gone, kept)
    for sort in PeopleSort:
        assert hub.desk.listing.ids(query(sort=sort)) == (kept,)
    assert listed(hub, query(PeopleFilter.ARCHIVED)) == []
    assert hub.desk.listing.counts(BY_NAME).everyone == 1


# --- to renew ------------------------------------------------------------------------------------


def renewing(hub: HubOfTests) -> list[str]:
    return listed(hub, query(PeopleFilter.TO_RENEW))


@pytest.mark.parametrize(
    ("ends", "listed_then"),
    [(-31, False), (-30, True), (-1, True), (0, True), (7, True), (8, False)],
)
def test_a_plan_is_to_be_renewed_around_its_end(
    hub: HubOfTests, ends: int, listed_then: bool
) -> None:
    hub.plan("flex")
    start = TUESDAY - timedelta(days=90)
    hub.holds(hub.person("Ada Serra"), "flex", starts=start, ends=TUESDAY + timedelta(days=ends))
    assert renewing(hub) == (["Ada Serra"] if listed_then else [])


def test_a_plan_that_is_followed_by_another_is_not(hub: HubOfTests) -> None:
    person = hub.member("Ada Serra")
    old = {"starts": TUESDAY - timedelta(days=90), "ends": TUESDAY - timedelta(days=2)}
    hub.holds(person, "flex", **old)
    assert renewing(hub) == []


def test_a_carnet_is_to_be_renewed_from_its_last_two_units_on(hub: HubOfTests) -> None:
    person = hub.person("Ada Serra")
    hub.holds(person, hub.carnet(units=3))
    assert renewing(hub) == []
    for passed in (0, 1, 2):
        hub.at("09:00", TUESDAY + timedelta(days=passed))
        hub.scan(person)
        hub.at("12:00", TUESDAY + timedelta(days=passed))
        hub.goes(person)
        assert renewing(hub) == ["Ada Serra"]
    assert row(hub, person).plan is not None
    assert row(hub, person).plan.standing is Standing.ENDED  # type: ignore[union-attr]
    hub.at("12:00", TUESDAY + timedelta(days=40))
    assert renewing(hub) == []


def test_a_used_up_carnet_is_to_be_renewed_for_a_month_from_its_last_draw(hub: HubOfTests) -> None:
    person = hub.person("Ada Serra")
    hub.holds(person, hub.carnet(units=2))
    for passed in (0, 1):
        hub.at("09:00", TUESDAY + timedelta(days=passed))
        hub.scan(person)
        hub.at("10:00", TUESDAY + timedelta(days=passed))
        hub.goes(person)
    hub.at("09:00", TUESDAY + timedelta(days=31))
    assert renewing(hub) == ["Ada Serra"]
    hub.at("09:00", TUESDAY + timedelta(days=32))
    assert renewing(hub) == []


def test_what_a_person_holds_is_summed_up_whatever_moves_it(hub: HubOfTests) -> None:
    plan, carnet = hub.plan("flex"), hub.carnet(units=3)
    ada, ugo = hub.person("Ada Serra"), hub.person("Ugo Fiore")
    hub.holds(ada, plan, starts=TUESDAY, ends=TUESDAY + timedelta(days=60))
    assert sums(hub, ada) == (TUESDAY + timedelta(days=60),) * 2
    hub.execute("UPDATE memberships SET archived_at = created_at")
    assert sums(hub, ada) == (None, None)
    hub.holds(ugo, carnet)
    assert sums(hub, ugo)[0] is not None
    seen = hub.scan(ugo)
    assert sums(hub, ugo)[0] is None
    assert sums(hub, ugo)[1] is not None
    hub.undo(seen)
    assert sums(hub, ugo)[0] is not None
    before = sums(hub, ugo)
    merged = hub.manager.people.merge(ada, ugo)
    assert (sums(hub, ada), sums(hub, ugo)) == (before, (None, None))
    hub.manager.people.undo_merge(merged)
    assert (sums(hub, ada), sums(hub, ugo)) == ((None, None), before)


def sums(hub: HubOfTests, person: UUID) -> tuple[date | None, date | None]:
    """Until when what lasts, and anything at all, of what a person holds lasts."""
    people = table_of(Person)
    with hub.engine.connect() as connection:
        found = select(people.c.rights_last, people.c.rights_until).where(people.c.id == person)
        last, until = connection.execute(found).one()
    return last, until


def test_a_plan_of_the_team_that_lasts_is_enough(hub: HubOfTests) -> None:
    person = hub.person("Ada Serra", organisation="Geoide")
    hub.holds(person, hub.carnet(units=2))
    assert renewing(hub) == ["Ada Serra"]
    hub.plan("team", seats=2)
    hub.team_holds(hub.organisation("Geoide"), "team")
    assert renewing(hub) == []


def test_a_card_of_a_merged_record_is_a_card(hub: HubOfTests) -> None:
    gone, kept = hub.member("Ada Sera"), hub.person("Ada Serra")
    assert hub.code(gone)
    assert listed(hub, query(PeopleFilter.WITHOUT_CARD)) == ["Ada Serra"]
    hub.manager.people.merge(kept, gone)
    assert listed(hub, query(PeopleFilter.WITHOUT_CARD)) == []
    assert hub.desk.listing.counts(BY_NAME).by_filter[PeopleFilter.WITHOUT_CARD] == 0


# --- sorting -------------------------------------------------------------------------------------


def test_the_last_visit_sorts_and_follows_what_is_undone(hub: HubOfTests) -> None:
    ada, ugo = hub.member("Ada Serra"), hub.member("Ugo Fiore")
    hub.person("Lia Sola")
    hub.scan(ugo)
    hub.at("10:00")
    late = hub.scan(ada)
    down = PeopleQuery()
    up = PeopleQuery(descending=False)
    assert listed(hub, down) == ["Ada Serra", "Ugo Fiore", "Lia Sola"]
    assert listed(hub, up) == ["Ugo Fiore", "Ada Serra", "Lia Sola"]
    assert row(hub, ada).inside_since == row(hub, ada).last_visit
    hub.undo(late)
    assert row(hub, ada).last_visit is None
    assert listed(hub, down)[0] == "Ugo Fiore"


def test_the_last_visit_of_a_merged_record_counts_for_the_one_that_is_kept(hub: HubOfTests) -> None:
    kept, gone = hub.person("Ada Serra"), hub.member("Ada Sera")
    hub.scan(gone)
    merge(hub, gone, kept)
    assert row(hub, kept).last_visit is not None
    merge(hub, gone, None)
    assert row(hub, kept).last_visit is None
    assert row(hub, gone).last_visit is not None


def test_a_time_put_right_moves_the_last_visit(hub: HubOfTests) -> None:
    ada = hub.member("Ada Serra")
    visit = hub.scan(ada).visit
    assert visit is not None
    hub.at("12:00")
    hub.goes(ada)
    hub.desk.presence.correct(visit, hub.moment("08:30"), hub.clock.time, "prova")
    shown = row(hub, ada).last_visit
    assert shown is not None
    assert (shown.hour, shown.minute) == (8, 30)


def test_who_has_nothing_to_sort_by_follows_by_name(hub: HubOfTests) -> None:
    hub.person("Ada Serra", organisation="Zenit")
    hub.person("Ugo Fiore", organisation="Àncora")
    owing = hub.person("Ivo Gallo")
    hub.person("Lia Bosio")
    hub.owes(owing, TUESDAY)
    by_house = query(sort=PeopleSort.ORGANISATION)
    assert listed(hub, by_house) == ["Ugo Fiore", "Ada Serra", "Lia Bosio", "Ivo Gallo"]
    assert [listed(hub, by_house, at, 1)[0] for at in range(4)] == listed(hub, by_house)
    by_debt = PeopleQuery(sort=PeopleSort.DUE, descending=True)
    assert listed(hub, by_debt) == ["Ivo Gallo", "Lia Bosio", "Ugo Fiore", "Ada Serra"]
    assert [listed(hub, by_debt, at, 1)[0] for at in range(4)] == listed(hub, by_debt)
    assert hub.desk.listing.page(by_debt, 0, 1)[0].due is not None


def test_someone_of_two_organisations_stands_once_with_the_first(hub: HubOfTests) -> None:
    person = hub.person("Ada Serra", organisation="Zenit")
    hub.person("Ugo Fiore", organisation="Marte")
    firm = hub.organisation("Àncora")
    hub.manager.organisations.add_member(firm, person)
    assert listed(hub, query(sort=PeopleSort.ORGANISATION)) == ["Ada Serra", "Ugo Fiore"]


def test_colleagues_stand_by_family_and_given_name(hub: HubOfTests) -> None:
    for name in ("Ugo Fiore", "Zoe Abate", "Ada Fiore"):
        hub.person(name, organisation="Zenit")
    hub.person("Ivo Gallo", organisation="Marte")
    names = ["Ivo Gallo", "Zoe Abate", "Ada Fiore", "Ugo Fiore"]
    up = query(sort=PeopleSort.ORGANISATION)
    assert listed(hub, up) == names
    down = PeopleQuery(sort=PeopleSort.ORGANISATION, descending=True)
    assert listed(hub, down) == [*names[1:], names[0]]


def test_the_archived_stand_in_their_place_among_the_others(house: HubOfTests) -> None:
    house.execute("UPDATE people SET archived_at = created_at WHERE family = 'Bosio'")
    both = (PeopleFilter.ARCHIVED, SUBSCRIBED)
    assert listed(house, query(*both)) == ["Anna Abate", "Bruno Bosio", "Carla Conti"]
    assert listed(house, query(*both, text="bosio")) == ["Bruno Bosio"]
    for sort in PeopleSort:
        assert len(listed(house, query(*both, sort=sort))) == 3


def test_every_filter_goes_with_every_order(house: HubOfTests) -> None:
    listing = house.desk.listing
    for filters in [(), *((one,) for one in PeopleFilter), tuple(PeopleFilter)]:
        total = listing.counts(query(*filters)).total
        for sort in PeopleSort:
            for descending in (True, False):
                asked = PeopleQuery("", frozenset(filters), sort, descending)
                ids = listing.ids(asked)
                assert len(ids) == len(set(ids)) == total
                pages = [one.id for at in (0, 2) for one in listing.page(asked, at, 2)]
                assert tuple(pages) == ids[:4]


# --- counts --------------------------------------------------------------------------------------


def test_the_counts_say_what_each_filter_would_show(house: HubOfTests) -> None:
    counts = house.desk.listing.counts(query(SUBSCRIBED, text="bosio"))
    assert (counts.total, counts.everyone, counts.elsewhere, counts.organisations) == (0, 5, 1, 0)
    for one in PeopleFilter:
        assert counts.by_filter[one] == len(listed(house, query(one)))
    assert house.desk.listing.counts(query(SUBSCRIBED, CARNET)).total == 3


def test_a_page_asks_as_many_questions_for_ten_people_as_for_a_thousand(hub: HubOfTests) -> None:
    asked: list[str] = []

    def note(*args: object) -> None:
        asked.append(str(args[2]))

    def questions() -> tuple[int, ...]:
        found = []
        for call in (
            lambda: hub.desk.listing.page(PeopleQuery(), 0, 50),
            lambda: hub.desk.listing.counts(PeopleQuery()),
            lambda: hub.desk.listing.page(query(SUBSCRIBED), 0, 50),
        ):
            asked.clear()
            call()
            found.append(len(asked))
        return tuple(found)

    hub.plan("flex")
    for number in range(10):
        hub.holds(hub.person(f"Persona {number}"), "flex")
    event.listen(hub.engine, "before_cursor_execute", note)
    few = questions()
    event.remove(hub.engine, "before_cursor_execute", note)
    copies(hub, 990)
    event.listen(hub.engine, "before_cursor_execute", note)
    assert questions() == few
    assert max(few) <= 14


def copies(hub: HubOfTests, how_many: int) -> None:
    """Many more people, without a command for each."""
    people = table_of(Person)
    with writing(hub.engine) as connection:
        one = dict(connection.execute(select(people).limit(1)).mappings().one())
        rows = [{**one, "id": hub.ids.new(), "family": f"Altra {n}"} for n in range(how_many)]
        connection.execute(insert(people), rows)
