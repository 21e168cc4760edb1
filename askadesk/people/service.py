"""People: added, put right, found, shown."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from askadesk.access.service import AccessService
from askadesk.core.errors import ChangedMeanwhile
from askadesk.core.unit_of_work import Order, UnitOfWork
from askadesk.documents.rows import CardFacts
from askadesk.hubs.finding import hub_day, hub_of
from askadesk.people.adding import NewPerson, add_person, change_person
from askadesk.people.consents import Consenting
from askadesk.people.editing import changed_meanwhile, say
from askadesk.people.fields import checked_person
from askadesk.people.keeping import Keeping
from askadesk.people.matching import hits
from askadesk.people.merging import Merging
from askadesk.people.organisations import (
    OrganisationService,
)
from askadesk.people.page import fields_of, not_here, read_page, year_of
from askadesk.people.rows import PersonFields, PersonPage, PersonRow, PresenceYear
from askadesk.people.rules import full_name, initials
from askadesk.people.walking_in import WalkedIn, walk_in
from db.queries import people as query
from db.queries import person_page as page_query
from db.values import ConsentKind

__all__ = ["NewPerson", "OrganisationService", "PeopleService", "WalkedIn", "add_person"]

AT_ONCE = 1000


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

    def find(self, text: str, limit: int = 20, *, archived: bool = False) -> tuple[PersonRow, ...]:
        """People found by any part of name, e-mail, phone or organisation, accents forgiven; where nobody
        fits, by what was perhaps meant.

        Without any text: the first ones by name. With ``archived``, only people who were archived.
        """
        hub = self._unit.actor.hub
        with self._unit.ask() as connection:
            day = hub_day(connection, self._unit)
            if not text.strip() and not archived:
                first = query.first_by_name(connection, hub, day, limit)
                return tuple(_row(row) for row in first)
            found = hits(
                connection,
                hub,
                day,
                text,
                limit,
                ("person",),
                exactly=True,
                living=not archived,
                archived=archived,
            )
            ids = [one.id for one in found]
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
                partial(change_person, person, checked, version),
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

    def walk_in(
        self, new: NewPerson, product: str | None = None, *, command: UUID | None = None
    ) -> WalkedIn:
        """Add someone who stands at the desk, give them a plan or pass (by its code) and a card, all or
        nothing. Raises InputError that names the field, and NotFound for a product not on offer."""
        checked = dataclasses.replace(new, fields=self._checked(new.fields))
        keys = self._access.keys()
        return self._unit.do(
            Order(
                kind="people.walk_in",
                arguments={**dataclasses.asdict(checked), "product": product},
                body=partial(walk_in, checked, product, keys),
                encode=WalkedIn.to_json,
                decode=WalkedIn.from_json,
                command=command,
            )
        )

    # --- cards -----------------------------------------------------------------------------------

    def card_facts(self, ids: Sequence[UUID]) -> tuple[CardFacts, ...]:
        """What stands on the cards of these people, in the order asked; new codes where needed. A fixed
        number of questions, and one transaction, for every thousand people."""
        parts = (ids[first : first + AT_ONCE] for first in range(0, len(ids), AT_ONCE))
        return tuple(card for part in parts for card in self._card_facts(part))

    def _card_facts(self, ids: Sequence[UUID]) -> Iterator[CardFacts]:
        hub = self._unit.actor.hub
        with self._unit.ask() as connection:
            rows = query.rows_of(connection, hub, ids, hub_day(connection, self._unit))
            pictures = query.photos_of(connection, ids)
            agreed = query.agreed_to(connection, ids, ConsentKind.SKILLS_ON_CARD)
        known = [one for one in ids if one in rows]
        cards = self._access.cards_of(list(dict.fromkeys(known)))
        for one in known:
            yield _card(rows[one], cards[one].code, pictures.get(one), one in agreed)

    def _checked(self, fields: PersonFields) -> PersonFields:
        """The fields as they are kept; a day of birth lies before tomorrow wherever the hub is."""
        return checked_person(fields, self._unit.clock.now().date())


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
