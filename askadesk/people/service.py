"""People: added, put right, found, shown."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from askadesk.access.service import AccessService
from askadesk.core.errors import ChangedMeanwhile
from askadesk.core.i18n import _
from askadesk.core.unit_of_work import Order, UnitOfWork, Work
from askadesk.documents.rows import CardFacts
from askadesk.hubs.service import hub_day, hub_of
from askadesk.people.consents import Consenting, write_consents
from askadesk.people.editing import changed_meanwhile, say, today_of
from askadesk.people.fields import checked_person
from askadesk.people.keeping import Keeping
from askadesk.people.matching import hits
from askadesk.people.merging import Merging
from askadesk.people.organisations import (
    OrganisationService,
    join,
    leave,
    organisation_of_name,
)
from askadesk.people.page import fields_of, not_here, read_page, year_of
from askadesk.people.rows import PersonFields, PersonPage, PersonRow, PresenceYear
from askadesk.people.rules import folded_person, full_name, initials
from db.base import table_of
from db.models import Person
from db.queries import people as query
from db.queries import person_page as page_query
from db.queries.words import index_person
from db.values import ConsentKind

__all__ = ["NewPerson", "OrganisationService", "PeopleService", "add_person"]

people = table_of(Person)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is needed to add someone. The organisation is found by name, or made. The consents are given
    in ``language`` under ``notice_version``, today's when None."""

    fields: PersonFields
    consents: tuple[ConsentKind, ...] = ()
    language: str = "it"
    notice_version: str | None = None


class PeopleService(Consenting, Keeping, Merging):
    """Commands and questions about people."""

    def __init__(self, unit: UnitOfWork, access: AccessService) -> None:
        self._unit, self._access = unit, access

    # --- questions -------------------------------------------------------------------------------

    def page(self, person: UUID) -> PersonPage:
        """All that a person's page shows, in a fixed number of questions. Raises NotFound.

        Of a record that became part of another, the other's page.
        """
        keys = self._access.keys()
        with self._unit.ask() as connection:
            return read_page(connection, self._unit.actor, keys, self._unit.clock.now(), person)

    def presences(self, person: UUID, year: int) -> PresenceYear:
        """Presences of a year, as minutes for each day. Raises NotFound."""
        now = self._unit.clock.now()
        with self._unit.ask() as connection:
            today = hub_of(connection, self._unit.actor.hub).local(now).date()
            kept = page_query.standing(connection, person)
            if kept is None:
                raise not_here()
            records = page_query.records_of(connection, kept)
            return year_of(connection, records, year, today, now)

    def find(self, text: str, limit: int = 20) -> tuple[PersonRow, ...]:
        """People found by any part of name, e-mail, phone or organisation, accents forgiven.

        Without any text: the first ones by name.
        """
        hub = self._unit.actor.hub
        with self._unit.ask() as connection:
            day = hub_day(connection, self._unit)
            if not text.strip():
                first = query.first_by_name(connection, hub, day, limit)
                return tuple(_row(row) for row in first)
            ids = [one.id for one in hits(connection, hub, day, text, limit, ("person",))]
            rows = query.rows_of(connection, hub, ids, day)
        return tuple(_row(rows[one]) for one in ids)

    def show(self, person: UUID) -> PersonRow:
        """One person. Raises NotFound."""
        with self._unit.ask() as connection:
            row = query.person(connection, person, hub_day(connection, self._unit))
        if row is None:
            raise not_here()
        return _row(row)

    # --- commands --------------------------------------------------------------------------------

    def add(self, person: NewPerson, *, command: UUID | None = None) -> UUID:
        """Add a person, their organisation and consents; returns the person. Raises InputError."""
        checked = dataclasses.replace(person, fields=self._checked(person.fields))
        arguments = dataclasses.asdict(checked)
        body = partial(add_person, checked)
        return self._unit.do(Order("people.add", arguments, body, str, UUID, command))

    def change(
        self, person: UUID, fields: PersonFields, version: int, *, command: UUID | None = None
    ) -> None:
        """Put a person's data right.

        Raises InputError that names the field, NotFound, and ChangedMeanwhile when ``version`` is old:
        it tells who changed the person, when, and what stands now.
        """
        checked = self._checked(fields)
        arguments = {"person": person, "version": version, **dataclasses.asdict(checked)}
        try:
            say(
                self._unit,
                "people.change",
                arguments,
                partial(_change, person, checked, version),
                command,
            )
        except ChangedMeanwhile as error:
            with self._unit.ask() as connection:
                day = hub_day(connection, self._unit)
                row = page_query.person(connection, person, day)
                assert row is not None
                raise changed_meanwhile(
                    connection, error, person, fields_of(row), checked, row.version
                ) from error

    # --- cards -----------------------------------------------------------------------------------

    def card_facts(self, ids: Sequence[UUID]) -> tuple[CardFacts, ...]:
        """What stands on the cards of these people, in the order asked; new codes where needed."""
        cards = {person: self._access.card_of(person).code for person in ids}
        with self._unit.ask() as connection:
            day = hub_day(connection, self._unit)
            pictures = query.photos_of(connection, ids)
            rows = [query.person(connection, person, day) for person in ids]
        return tuple(
            _card(row, cards[row.id], pictures.get(row.id), False)
            for row in rows
            if row is not None
        )

    def _checked(self, fields: PersonFields) -> PersonFields:
        """The fields as they are kept; a day of birth lies before tomorrow wherever the hub is."""
        return checked_person(fields, self._unit.clock.now().date())


# --- writing -------------------------------------------------------------------------------------


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
    folded = folded_person(fields.given, fields.family, fields.email, fields.phone)
    return {**kept, "folded": folded}


def _enter_organisation(work: Work, person: UUID, name: str) -> None:
    join(work, person, organisation_of_name(work, name), today_of(work))


def _change(person: UUID, fields: PersonFields, version: int, work: Work) -> None:
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
    """From the organisation that the form showed to the one that stands there now."""
    if (current.organisation or "") == wanted:
        return
    today = today_of(work)
    if current.organisation:
        leave(work, person, current.organisation_id, today)
    if wanted:
        _enter_organisation(work, person, wanted)


# --- rows ----------------------------------------------------------------------------------------


def _row(row: Any) -> PersonRow:
    return PersonRow(
        id=row.id,
        fields=fields_of(row),
        name=full_name(row.given, row.family),
        initials=initials(row.given, row.family),
        version=row.version,
        created_at=row.created_at,
        barred=row.barred_at is not None,
        archived=row.archived_at is not None,
    )


def _card(row: Any, code: str, photo: bytes | None, shows_skills: bool) -> CardFacts:
    skills = [one.strip() for one in row.skills.split(",") if one.strip()] if shows_skills else []
    return CardFacts(
        person_id=row.id,
        given=row.given,
        family=row.family,
        role=row.role,
        organisation=row.organisation or "",
        code=code,
        initials=initials(row.given, row.family),
        photo=photo,
        skills=tuple(skills[:2]),
    )
