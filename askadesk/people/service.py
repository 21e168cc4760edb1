"""People and organisations: added, put right, found."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from askadesk.access.service import AccessService
from askadesk.core.errors import ChangedMeanwhile, InputError, NotFound
from askadesk.core.i18n import _
from askadesk.core.unit_of_work import Order, UnitOfWork, Work
from askadesk.documents.rows import CardFacts
from askadesk.hubs.service import hub_day
from askadesk.people.rows import OrganisationRow, PersonFields, PersonRow
from askadesk.people.rules import (
    checked_email,
    checked_name,
    checked_phone,
    fold,
    folded_person,
    full_name,
    initials,
    terms_of_search,
)
from db.base import table_of
from db.models import Consent, Organisation, OrganisationMember, Person, Photo
from db.queries import people as query
from db.values import ConsentKind

people, members = table_of(Person), table_of(OrganisationMember)
organisations, consents, photos = (table_of(one) for one in (Organisation, Consent, Photo))


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is needed to add someone. ``organisation`` is found by name, or made."""

    fields: PersonFields
    consents: tuple[ConsentKind, ...] = ()
    language: str = "it"
    notice_version: str = "1"


class PeopleService:
    """Commands and questions about people."""

    def __init__(self, unit: UnitOfWork, access: AccessService) -> None:
        self._unit, self._access = unit, access

    def add(self, person: NewPerson, *, command: UUID | None = None) -> UUID:
        """Add a person, their organisation and consents; returns the person. Raises InputError."""
        checked = replace(person, fields=checked_fields(person.fields))
        return self._unit.do(
            Order(
                kind="people.add",
                arguments=dataclasses.asdict(checked),
                body=partial(add_person, checked),
                encode=str,
                decode=UUID,
                command=command,
            )
        )

    def change(
        self, person: UUID, fields: PersonFields, version: int, *, command: UUID | None = None
    ) -> None:
        """Put a person's data right. Raises InputError, and ChangedMeanwhile when ``version`` is old."""
        checked = checked_fields(fields)
        self._unit.do(
            Order(
                kind="people.change",
                arguments={"person": person, "version": version, **dataclasses.asdict(checked)},
                body=partial(_change, person, checked, version),
                encode=lambda _none: None,
                decode=lambda _none: None,
                command=command,
            )
        )

    def set_photo(
        self, person: UUID, image: bytes, media_type: str, *, command: UUID | None = None
    ) -> None:
        """Keep a person's portrait, in place of an earlier one."""
        self._unit.do(
            Order(
                kind="people.set_photo",
                arguments={"person": person, "bytes": len(image)},
                body=partial(_set_photo, person, image, media_type),
                encode=lambda _none: None,
                decode=lambda _none: None,
                command=command,
            )
        )

    def find(self, text: str, limit: int = 20) -> tuple[PersonRow, ...]:
        """People found by any part of name, e-mail, phone or organisation, accents forgiven.

        Without any text: the first ones by name.
        """
        parts = terms_of_search(text)
        with self._unit.ask() as connection:
            day = hub_day(connection, self._unit)
            rows = query.find(connection, self._unit.actor.hub, parts, day, limit)
        return tuple(_row(row) for row in rows)

    def show(self, person: UUID) -> PersonRow:
        """One person. Raises NotFound."""
        with self._unit.ask() as connection:
            row = query.person(connection, person, hub_day(connection, self._unit))
        if row is None:
            raise NotFound(_("This person is not in the archive."))
        return _row(row)

    def card_facts(self, ids: Sequence[UUID]) -> tuple[CardFacts, ...]:
        """What stands on the cards of these people, in the order asked; new codes where needed."""
        cards = {person: self._access.card_of(person).code for person in ids}
        with self._unit.ask() as connection:
            day = hub_day(connection, self._unit)
            pictures = query.photos_of(connection, ids)
            rows = [query.person(connection, person, day) for person in ids]
            agreed = {row.id: _shows_skills(connection, row.id) for row in rows if row is not None}
        return tuple(
            _card(row, cards[row.id], pictures.get(row.id), agreed[row.id])
            for row in rows
            if row is not None
        )


def checked_fields(fields: PersonFields) -> PersonFields:
    """The fields as they are kept. Raises InputError that names the field."""
    given, family = checked_name(fields.given, "given"), checked_name(fields.family, "family")
    if not given and not family:
        raise InputError(
            _("A person needs at least a first or a last name."), field="given", code="name_missing"
        )
    return replace(
        fields,
        given=given,
        family=family,
        role=checked_name(fields.role, "role"),
        email=checked_email(fields.email),
        phone=checked_phone(fields.phone),
        skills=checked_name(fields.skills, "skills"),
        organisation=checked_name(fields.organisation, "organisation"),
    )


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
        _join(work, new, fields.organisation)
    for kind in person.consents:
        consent = {
            "id": work.ids.new(),
            "person": new,
            "kind": kind,
            "given": True,
            "notice_version": person.notice_version,
            "language": person.language,
            "at": work.now,
            "command": work.command,
        }
        work.connection.execute(insert(consents), consent)
    work.changed("person", new)
    return new


def _columns(fields: PersonFields) -> dict[str, Any]:
    return {
        "given": fields.given,
        "family": fields.family,
        "role": fields.role,
        "email": fields.email,
        "phone": fields.phone,
        "born_on": fields.born_on,
        "skills": fields.skills,
        "seeks": fields.seeks,
        "languages": fields.languages,
        "tax_code": fields.tax_code,
        "note": fields.note,
        "folded": folded_person(fields.given, fields.family, fields.email, fields.phone),
    }


def _join(work: Work, person: UUID, name: str) -> None:
    """Make ``person`` a member of the organisation of that name from today, unless they are already."""
    organisation = organisation_of_name(work, name)
    row = {
        "id": work.ids.new(),
        "organisation": organisation,
        "person": person,
        "role": "",
        "since": work.at.date(),
        "until": None,
    }
    work.connection.execute(insert(members), row)


def organisation_of_name(work: Work, name: str) -> UUID:
    """The organisation of that name, made when there is none."""
    found = query.organisation_named(work.connection, fold(name))
    if found is not None:
        existing: UUID = found.id
        return existing
    new = work.ids.new()
    row = {
        "id": new,
        "name": name,
        "vat_number": "",
        "email": "",
        "folded": fold(name),
        "created_at": work.now,
        "version": 1,
    }
    work.connection.execute(insert(organisations), row)
    work.changed("organisation", new)
    return new


def _change(person: UUID, fields: PersonFields, version: int, work: Work) -> None:
    connection = work.connection
    done = connection.execute(
        update(people)
        .where(people.c.id == person, people.c.version == version)
        .values(version=version + 1, **_columns(fields))
    )
    if done.rowcount != 1:
        raise ChangedMeanwhile(
            _("Someone else changed this person a moment ago."),
            kept=_("Their change is saved; yours is still on your screen."),
            todo=_("Look at it again, then save."),
        )
    current = query.person(connection, person, work.at.date())
    if current is not None and (current.organisation or "") != fields.organisation:
        connection.execute(
            update(members)
            .where(members.c.person == person, members.c.until.is_(None))
            .values(until=work.at.date())
        )
        if fields.organisation:
            _join(work, person, fields.organisation)
    work.changed("person", person)


def _set_photo(person: UUID, image: bytes, media_type: str, work: Work) -> None:
    connection = work.connection
    values = {"image": image, "media_type": media_type, "taken_at": work.now}
    known = connection.execute(select(photos.c.person).where(photos.c.person == person)).first()
    if known is None:
        connection.execute(insert(photos), {"person": person, **values})
    else:
        connection.execute(update(photos).where(photos.c.person == person).values(**values))
    work.changed("person", person)


def _row(row: Any) -> PersonRow:
    fields = PersonFields(
        row.given,
        row.family,
        row.role,
        row.email,
        row.phone,
        row.skills,
        row.note,
        row.born_on,
        row.organisation or "",
        row.seeks,
        row.languages,
        row.tax_code,
    )
    return PersonRow(
        id=row.id,
        fields=fields,
        name=full_name(row.given, row.family),
        initials=initials(row.given, row.family),
        version=row.version,
        created_at=row.created_at,
        barred=row.barred_at is not None,
        archived=row.archived_at is not None,
    )


def _shows_skills(connection: Connection, person: UUID) -> bool:
    """Skills stand on the card only with the person's latest word being yes."""
    latest = (
        select(consents.c.given)
        .where(consents.c.person == person, consents.c.kind == ConsentKind.SKILLS_ON_CARD)
        .order_by(consents.c.at.desc(), consents.c.id.desc())
        .limit(1)
    )
    return bool(connection.scalar(latest))


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


class OrganisationService:
    """Commands and questions about organisations and who belongs to them."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit

    def add(self, name: str, *, command: UUID | None = None) -> UUID:
        """Add an organisation, or find the one of that name; returns it."""
        plain = checked_name(name, "organisation")
        if not plain:
            raise InputError(_("An organisation needs a name."), field="organisation")
        return self._do("organisations.add", {"name": plain}, partial(_named, plain), command)

    def find(self, text: str, limit: int = 20) -> tuple[OrganisationRow, ...]:
        """Organisations whose name holds every part of ``text``."""
        statement = select(organisations).where(organisations.c.archived_at.is_(None))
        for term in terms_of_search(text):
            statement = statement.where(organisations.c.folded.contains(term, autoescape=True))
        with self._unit.ask() as connection:
            rows = connection.execute(statement.order_by(organisations.c.name).limit(limit)).all()
        return tuple(
            OrganisationRow(row.id, row.name, row.email, row.vat_number, row.version)
            for row in rows
        )

    def _do(
        self,
        kind: str,
        arguments: dict[str, Any],
        body: Callable[[Work], UUID],
        command: UUID | None,
    ) -> UUID:
        return self._unit.do(Order(kind, arguments, body, str, UUID, command))


def _named(name: str, work: Work) -> UUID:
    return organisation_of_name(work, name)
