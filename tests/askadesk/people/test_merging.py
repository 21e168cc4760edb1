"""Two records made one and taken apart again: nothing is lost, and the door knows one person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from askadesk.core.errors import DeskError, InputError, NotFound
from askadesk.people.rows import PersonFields
from db.base import Base
from db.models import Credential, LedgerMovement, Merge, OrganisationMember, Person, Visit
from db.queries.merging import MOVED, STAYS
from db.values import Answer, ConsentKind
from tests.hub_of_tests import TUESDAY, HubOfTests


def merged(hub: HubOfTests, kept: UUID, gone: UUID) -> UUID:
    return hub.desk.people.merge(kept, gone)


def refused_as(code: str, call: Any, *arguments: Any) -> None:
    with pytest.raises(DeskError) as refusal:
        call(*arguments)
    assert refusal.value.code == code


def test_every_column_that_names_a_person_moves_or_is_said_to_stay() -> None:
    named = {
        (table.name, key.parent.name)
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "people"
    }
    moved = {(table.name, column) for table, column in MOVED}
    others = {one for one in named if one[0].startswith(("roll_call", "import"))}
    assert named - moved - others == STAYS


def test_the_page_of_the_kept_record_shows_what_both_had(hub: HubOfTests) -> None:
    kept, gone = hub.person("Anna Neri"), hub.person("Anna Neri", email="anna@neri.example")
    hub.holds(gone, hub.carnet())
    hub.holds(kept, hub.plan())
    hub.owes(gone, TUESDAY)
    cards = {hub.code(kept), hub.code(gone)}
    hub.desk.people.give_consent(gone, ConsentKind.NEWSLETTER)
    hub.scan(gone)
    hub.at("12:00")
    hub.goes(gone)
    merged(hub, kept, gone)
    page = hub.desk.people.page(kept)
    assert {one.kind for one in page.rights} == {"membership", "pass"}
    assert {one.code for one in page.cards} == cards
    assert (page.visits_in_all, page.presences.minutes) == (1, {TUESDAY: 180})
    assert page.due is not None
    assert page.fields.email == "anna@neri.example"
    assert [one.kind for one in page.consents if one.given] == [ConsentKind.NEWSLETTER]
    assert [one.name for one in page.merged] == ["Anna Neri"]
    assert hub.desk.people.page(gone).id == kept
    assert hub.desk.people.show(gone).id == kept


def test_the_card_of_either_opens_the_door_for_the_kept_one_and_once(hub: HubOfTests) -> None:
    kept, gone = hub.person("Anna Neri"), hub.person("Anna Neri")
    hub.holds(gone, hub.carnet())
    old_code, code = hub.code(gone), hub.code(kept)
    merged(hub, kept, gone)
    first = hub.by_sight(gone)
    assert (first.answer, first.person, first.left) == (Answer.ADMITTED, kept, 9)
    hub.later(seconds=20)
    assert hub.scan(kept).repeated
    assert {one.person for one in hub.desk.access.codes_of([kept])} == {kept}
    assert {one.code for one in hub.desk.access.codes_of([kept])} == {old_code, code}
    hub.later(minutes=5)
    assert hub.scan(kept).answer is Answer.ALREADY_IN
    assert [row.name for row in hub.desk.reading.present()] == ["Anna Neri"]


def test_a_unit_drawn_by_the_other_record_covers_the_day(hub: HubOfTests) -> None:
    kept, gone = hub.person(), hub.person()
    hub.holds(gone, hub.carnet())
    assert hub.scan(gone).left == 9
    hub.at("11:00")
    hub.goes(gone)
    merged(hub, kept, gone)
    hub.at("14:00")
    again = hub.scan(kept)
    assert (again.code, again.left) == ("pass_again", 9)


def test_days_of_the_week_used_by_the_other_record_count(hub: HubOfTests) -> None:
    hub.at("09:00", TUESDAY - timedelta(days=1))
    kept, gone = hub.person(), hub.member(days_a_week=1)
    hub.scan(gone)
    hub.at("09:00")
    merged(hub, kept, gone)
    assert hub.scan(kept).code == "exhausted"


def test_who_is_in_on_the_other_record_is_in(hub: HubOfTests) -> None:
    kept, gone = hub.person("Kept One"), hub.member("Gone One")
    visit = hub.scan(gone).visit
    hub.at("10:00")
    merged(hub, kept, gone)
    assert hub.desk.people.page(kept).inside_since is not None
    assert [(row.person, row.name) for row in hub.desk.reading.present()] == [(kept, "Kept One")]
    out = hub.goes(kept)
    assert (out.answer, out.visit) == (Answer.CHECKED_OUT, visit)


def test_of_two_who_are_in_the_second_is_closed_and_opened_again(hub: HubOfTests) -> None:
    kept, gone = hub.member("Kept One"), hub.member("Gone One")
    hub.scan(kept)
    second = hub.scan(gone).visit
    hub.at("10:00")
    merge = merged(hub, kept, gone)
    closed = hub.rows(Visit, Visit.id == second)[0]
    assert closed.checked_out_at == hub.clock.time
    assert len(hub.desk.reading.present()) == 1
    hub.at("11:00")
    hub.desk.people.undo_merge(merge)
    assert {row.name for row in hub.desk.reading.present()} == {"Kept One", "Gone One"}


def test_members_of_one_organisation_from_one_day_belong_for_as_long_as_either(
    hub: HubOfTests,
) -> None:
    nuvola = hub.organisation("Studio Nuvola")
    kept, gone = hub.person(), hub.person()
    until = TUESDAY + timedelta(days=3)
    hub.desk.organisations.add_member(nuvola, kept, since=TUESDAY, until=until)
    hub.desk.organisations.add_member(nuvola, gone, since=TUESDAY)
    before = hub.rows(OrganisationMember)
    merge = merged(hub, kept, gone)
    page = hub.desk.organisations.page(nuvola)
    assert [(one.person, one.until) for one in page.members] == [(kept, None)]
    hub.desk.people.undo_merge(merge)
    assert hub.rows(OrganisationMember) == before


def test_a_bar_is_kept_and_goes_with_the_undo(hub: HubOfTests) -> None:
    kept, gone = hub.member(), hub.person()
    hub.manager.people.bar(gone, "Ha rotto una porta")
    merge = hub.manager.people.merge(kept, gone)
    assert hub.scan(kept).code == "see_reception"
    bar = hub.manager.people.page(kept).bar
    assert bar is not None
    assert bar.reason == "Ha rotto una porta"
    hub.manager.people.undo_merge(merge)
    assert hub.manager.people.page(kept).bar is None
    assert hub.manager.people.page(gone).bar is not None
    assert hub.scan(kept).answer is Answer.ADMITTED


def test_merges_of_merges_stay_flat_and_are_taken_back_in_their_order(hub: HubOfTests) -> None:
    one, two, three = (hub.person(f"Numero {name}") for name in ("Uno", "Due", "Tre"))
    hub.holds(one, hub.carnet())
    card = hub.code(one)
    first = merged(hub, two, one)
    second = merged(hub, three, two)
    assert {row.merged_into for row in hub.rows(Person, Person.id.in_([one, two]))} == {three}
    assert hub.desk.people.page(one).id == three
    assert hub.by_sight(one).left == 9
    refused_as("merged", hub.desk.people.undo_merge, first)
    hub.desk.people.undo_merge(second)
    assert hub.desk.people.page(one).id == two
    hub.desk.people.undo_merge(first)
    assert hub.desk.people.page(one).rights[0].left == 9
    assert hub.desk.people.page(one).cards[0].code == card


def test_what_was_written_since_is_not_undone(hub: HubOfTests) -> None:
    kept, gone = hub.person("Anna Neri"), hub.person("Anna Neri", email="vecchia@neri.example")
    merge = merged(hub, kept, gone)
    page = hub.desk.people.page(kept)
    changed = PersonFields("Anna", "Neri", email="nuova@neri.example")
    hub.desk.people.change(kept, changed, page.version)
    hub.desk.people.undo_merge(merge)
    assert hub.desk.people.page(kept).fields.email == "nuova@neri.example"
    assert hub.desk.people.page(gone).fields.email == "vecchia@neri.example"


def test_scans_between_merge_and_undo_stay_with_whom_they_were_written_for(hub: HubOfTests) -> None:
    kept, gone = hub.person(), hub.person()
    held = hub.holds(gone, hub.carnet())
    merge = merged(hub, kept, gone)
    visit = hub.scan(kept).visit
    hub.desk.people.undo_merge(merge)
    assert hub.desk.people.page(gone).rights[0].left == 9
    assert hub.desk.people.page(kept).rights == ()
    assert hub.desk.people.page(kept).inside_since is not None
    drawn = hub.rows(LedgerMovement, LedgerMovement.visit == visit)
    assert [(one.delta, one._mapping["pass"]) for one in drawn] == [(-1, held)]
    hub.at("12:00")
    assert hub.goes(kept).answer is Answer.CHECKED_OUT


def test_a_portrait_is_read_from_the_record_that_has_one(hub: HubOfTests) -> None:
    kept, gone = hub.person(), hub.person()
    hub.desk.people.set_photo(gone, b"\xff\xd8seconda", "image/jpeg", consent=True)
    merge = merged(hub, kept, gone)
    assert hub.desk.people.page(kept).photo == b"\xff\xd8seconda"
    hub.desk.people.set_photo(kept, b"\xff\xd8prima", "image/jpeg")
    assert hub.desk.people.page(kept).photo == b"\xff\xd8prima"
    hub.desk.people.undo_merge(merge)
    assert hub.desk.people.page(gone).photo == b"\xff\xd8seconda"


def test_what_cannot_be_merged_or_taken_back_is_said(hub: HubOfTests) -> None:
    kept, gone, other = hub.person(), hub.person(), hub.person()
    people = hub.desk.people
    with pytest.raises(InputError):
        people.merge(kept, kept)
    with pytest.raises(NotFound):
        people.merge(kept, hub.ids.new())
    merge = people.merge(kept, gone)
    refused_as("merged", people.merge, other, gone)
    refused_as("merged", people.merge, gone, other)
    with pytest.raises(NotFound):
        people.undo_merge(hub.ids.new())
    hub.at("00:30", TUESDAY + timedelta(days=1))
    assert people.page(kept).merged == ()
    refused_as("too_late", people.undo_merge, merge)
    hub.at("23:59")
    people.undo_merge(merge)
    refused_as("already_undone", people.undo_merge, merge)
    assert len(hub.rows(Merge)) == 1


def test_the_same_merge_asked_twice_is_one(hub: HubOfTests) -> None:
    kept, gone, command = hub.person(), hub.person(), hub.ids.new()
    hub.code(gone)
    first = hub.desk.people.merge(kept, gone, command=command)
    assert hub.desk.people.merge(kept, gone, command=command) == first
    assert [row.person for row in hub.rows(Credential)] == [gone]
