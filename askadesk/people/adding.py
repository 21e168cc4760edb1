"""A person written down, and what a form put right of them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from askadesk.core.errors import ChangedMeanwhile
from askadesk.core.i18n import _
from askadesk.core.unit_of_work import Work
from askadesk.people.consents import write_consents
from askadesk.people.editing import today_of
from askadesk.people.organisations import join, leave, organisation_of_name
from askadesk.people.page import not_here
from askadesk.people.rows import PersonFields
from askadesk.people.rules import sort_key
from db.base import table_of
from db.models import Person
from db.queries import person_page as page_query
from db.queries.words import index_person
from db.values import ConsentKind

people = table_of(Person)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is needed to add someone. The organisation is found by name, or made. The consents are given
    in ``language`` under ``notice_version``, today's when None."""

    fields: PersonFields
    consents: tuple[ConsentKind, ...] = ()
    language: str = "it"
    notice_version: str | None = None


def add_person(person: NewPerson, work: Work) -> UUID:
    """Write a person with their organisation and consents, inside a command."""
    new, fields = work.ids.new(), person.fields
    row: dict[str, Any] = {
        "id": new,
        **_columns(fields),
        "barred_reason": "",
        "created_at": work.now,
        "version": 1,
    }
    work.connection.execute(insert(people), row)
    if fields.organisation:
        _enter_organisation(work, new, fields.organisation)
    write_consents(work, new, person.consents, person.language, person.notice_version)
    index_person(work.connection, new)
    work.changed("person", new)
    return new


def _columns(fields: PersonFields) -> dict[str, Any]:
    kept = {
        name: value for name, value in dataclasses.asdict(fields).items() if name != "organisation"
    }
    folded = sort_key(fields.given, fields.family)
    return {**kept, "folded": folded}


def _enter_organisation(work: Work, person: UUID, name: str) -> None:
    join(work, person, organisation_of_name(work, name), today_of(work))


def change_person(person: UUID, fields: PersonFields, version: int, work: Work) -> None:
    current = page_query.person(work.connection, person, today_of(work))
    if current is None:
        raise not_here()
    if current.merged_into is not None:
        raise ChangedMeanwhile(_("This record became part of another one a moment ago."))
    done = work.connection.execute(
        update(people)
        .where(people.c.id == person, people.c.version == version)
        .values(version=version + 1, **_columns(fields))
    )
    if done.rowcount != 1:
        raise ChangedMeanwhile(_("Someone else changed this person a moment ago."))
    _move_organisation(work, person, current, fields.organisation)
    index_person(work.connection, person)
    work.changed("person", person)


def _move_organisation(work: Work, person: UUID, current: Any, wanted: str) -> None:
    """From the organisation that the form showed, of which yesterday was the last day, to the one that
    stands there now."""
    if (current.organisation or "") == wanted:
        return
    today = today_of(work)
    if current.organisation:
        leave(work, person, current.organisation_id, today - timedelta(days=1))
    if wanted:
        _enter_organisation(work, person, wanted)
