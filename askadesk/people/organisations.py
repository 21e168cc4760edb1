"""Organisations, and who belongs to them from a day to a day."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, insert, or_, select, update

from askadesk.core.errors import ChangedMeanwhile, InputError, NotFound
from askadesk.core.i18n import _
from askadesk.core.texts import one_line
from askadesk.core.unit_of_work import Order, UnitOfWork, Work
from askadesk.hubs.finding import hub_day, hub_of
from askadesk.people.editing import changed_meanwhile, kept_person, say, today_of
from askadesk.people.fields import checked_organisation
from askadesk.people.matching import hits
from askadesk.people.page import charge_rows, sum_of
from askadesk.people.rows import (
    MemberRow,
    OrganisationFields,
    OrganisationPage,
    OrganisationRow,
    RightRow,
    Standing,
)
from askadesk.people.rules import fold, full_name, initials
from askadesk.people.standing import MEMBERSHIP, rights_of
from db.base import table_of
from db.models import Organisation, OrganisationMember, Person
from db.queries import people as people_query
from db.queries import person_page as query
from db.queries.words import index_organisation

organisations, members = table_of(Organisation), table_of(OrganisationMember)
people = table_of(Person)


class OrganisationService:
    """Commands and questions about organisations and who belongs to them."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit

    # --- questions -------------------------------------------------------------------------------

    def page(self, organisation: UUID) -> OrganisationPage:
        """All that an organisation's page shows. Raises NotFound."""
        with self._unit.ask() as connection:
            return _read_page(connection, self._unit, organisation)

    def find(self, text: str, limit: int = 20) -> tuple[OrganisationRow, ...]:
        """Organisations that fit ``text``, the best first; without any text the first ones by name."""
        hub = self._unit.actor.hub
        with self._unit.ask() as connection:
            if text.strip():
                day = hub_day(connection, self._unit)
                found = hits(connection, hub, day, text, limit, ("organisation",))
                by_id = people_query.organisations_of_ids(connection, [one.id for one in found])
                rows = [by_id[one.id] for one in found]
            else:
                rows = people_query.organisations_by_name(connection, limit)
        return tuple(
            OrganisationRow(row.id, row.name, row.email, row.vat_number, row.version)
            for row in rows
        )

    # --- commands --------------------------------------------------------------------------------

    def add(self, new: OrganisationFields | str, *, command: UUID | None = None) -> UUID:
        """Add an organisation; returns it. A bare name finds the one of that name where there is one.

        Raises InputError that names the field, also where fields repeat a name that is there.
        """
        by_name = isinstance(new, str)
        fields = checked_organisation(OrganisationFields(new) if isinstance(new, str) else new)
        body = partial(_add, fields, by_name)
        return self._do("organisations.add", dataclasses.asdict(fields), body, command)

    def change(
        self,
        organisation: UUID,
        fields: OrganisationFields,
        version: int,
        *,
        command: UUID | None = None,
    ) -> None:
        """Put an organisation's data right. Raises InputError; ChangedMeanwhile, which tells who changed
        what, when ``version`` is old."""
        checked = checked_organisation(fields)
        arguments = {
            "organisation": organisation,
            "version": version,
            **dataclasses.asdict(checked),
        }
        try:
            say(
                self._unit,
                "organisations.change",
                arguments,
                partial(_change, organisation, checked, version),
                command,
            )
        except ChangedMeanwhile as error:
            with self._unit.ask() as connection:
                row = query.organisation(connection, organisation)
                assert row is not None
                raise changed_meanwhile(
                    connection, error, organisation, organisation_fields(row), checked, row.version
                ) from error

    def archive(self, organisation: UUID, *, command: UUID | None = None) -> None:
        """Put an organisation away; nothing of it is lost."""
        self._put(organisation, True, command)

    def bring_back(self, organisation: UUID, *, command: UUID | None = None) -> None:
        """Bring an organisation back from the archive."""
        self._put(organisation, False, command)

    def _put(self, organisation: UUID, away: bool, command: UUID | None) -> None:
        arguments = {"organisation": organisation, "away": away}
        say(
            self._unit,
            "organisations.archive",
            arguments,
            partial(_archive, organisation, away),
            command,
        )

    def add_member(
        self,
        organisation: UUID,
        person: UUID,
        *,
        since: date | None = None,
        until: date | None = None,
        role: str = "",
        command: UUID | None = None,
    ) -> UUID:
        """Let a person belong to an organisation from a day (today), perhaps until a day (included);
        returns the row. Raises InputError for days in the wrong order or who belongs already."""
        plain = one_line(role, "role")
        if since is not None and until is not None and until < since:
            raise InputError(
                _("The last day comes before the first."), field="until", code="wrong_order"
            )
        arguments = {
            "organisation": organisation,
            "person": person,
            "since": since,
            "until": until,
            "role": plain,
        }
        body = partial(_add_member, organisation, person, since, until, plain)
        return self._do("organisations.add_member", arguments, body, command)

    def end_member(
        self, member: UUID, *, until: date | None = None, command: UUID | None = None
    ) -> None:
        """Let someone belong to an organisation no longer than ``until`` (today), that day included."""
        arguments = {"member": member, "until": until}
        say(
            self._unit, "organisations.end_member", arguments, partial(_end, member, until), command
        )

    def _do(
        self,
        kind: str,
        arguments: dict[str, Any],
        body: Callable[[Work], UUID],
        command: UUID | None,
    ) -> UUID:
        return self._unit.do(Order(kind, arguments, body, str, UUID, command))


# --- reading -------------------------------------------------------------------------------------


def _read_page(connection: Connection, unit: UnitOfWork, organisation: UUID) -> OrganisationPage:
    hub = hub_of(connection, unit.actor.hub)
    day = hub.local(unit.clock.now()).date()
    row = query.organisation(connection, organisation)
    if row is None:
        raise _not_here()
    plans = query.memberships_of_organisation(connection, organisation)
    passes = query.passes_of_organisation(connection, organisation)
    pauses = query.pauses_of(connection, [one.id for one in (*plans, *passes)])
    rights = rights_of(plans, passes, pauses, day, hub.zone)
    seats, teams = _seats(plans, rights)
    charges = charge_rows(query.charges_of_organisation(connection, organisation), day)
    return OrganisationPage(
        id=row.id,
        fields=organisation_fields(row),
        version=row.version,
        archived_at=hub.local(row.archived_at) if row.archived_at is not None else None,
        members=_members(query.members_of(connection, hub.id, organisation), day, hub),
        rights=rights,
        seats=seats,
        seats_taken=query.seats_taken(connection, teams) if teams else 0,
        charges=charges,
        due=sum_of(charges),
    )


def organisation_fields(row: Any) -> OrganisationFields:
    """What a form holds, from an organisation's row."""
    return OrganisationFields(row.name, row.vat_number, row.email, row.phone, row.address, row.note)


def _seats(plans: Sequence[Any], rights: Sequence[RightRow]) -> tuple[int | None, list[UUID]]:
    """The seats of the team plans that hold today, and those plans; None where none counts seats."""
    holding = {
        one.id
        for one in rights
        if one.kind == MEMBERSHIP and one.standing in (Standing.GOOD, Standing.LOW)
    }
    teams = [one for one in plans if one.id in holding and one.seats is not None]
    return (sum(one.seats for one in teams) if teams else None), [one.id for one in teams]


def _members(rows: Sequence[Any], day: date, hub: Any) -> tuple[MemberRow, ...]:
    """Those of today by name, each once, then the past, the latest first."""
    today: dict[UUID, MemberRow] = {}
    others: list[MemberRow] = []
    for row in rows:
        member = _member(row, hub)
        if row.since <= day and (row.until is None or row.until >= day):
            today.setdefault(row.person, member)
        elif row.since > day or row.person not in today:
            others.append(member)
    now = sorted(today.values(), key=lambda one: (fold(one.name), str(one.id)))
    rest = [one for one in others if one.person not in today or one.since > day]
    return (*now, *sorted(rest, key=lambda one: one.since, reverse=True))


def _member(row: Any, hub: Any) -> MemberRow:
    return MemberRow(
        id=row.id,
        person=row.person,
        name=full_name(row.given, row.family),
        initials=initials(row.given, row.family),
        role=row.role or row.trade,
        since=row.since,
        until=row.until,
        inside_since=hub.local(row.inside_since) if row.inside_since is not None else None,
    )


# --- writing -------------------------------------------------------------------------------------


def _not_here() -> NotFound:
    return NotFound(_("This organisation is not in the archive."))


def _add(fields: OrganisationFields, by_name: bool, work: Work) -> UUID:
    known = people_query.organisation_named(work.connection, fold(fields.name))
    if known is not None and by_name:
        found: UUID = known.id
        return found
    if known is not None:
        raise InputError(
            _("An organisation of this name is here already."),
            field="name",
            code="name_taken",
            todo=_("Open that one, or add something that tells them apart."),
        )
    return write_organisation(fields, work)


def write_organisation(fields: OrganisationFields, work: Work) -> UUID:
    """Write a new organisation inside a command."""
    new = work.ids.new()
    work.connection.execute(
        insert(organisations),
        {"id": new, **_columns(fields), "created_at": work.now, "version": 1},
    )
    index_organisation(work.connection, new)
    work.changed("organisation", new)
    return new


def _columns(fields: OrganisationFields) -> dict[str, Any]:
    return {**dataclasses.asdict(fields), "folded": fold(fields.name)}


def organisation_of_name(work: Work, name: str) -> UUID:
    """The organisation of that name, made when there is none."""
    return _add(OrganisationFields(name), True, work)


def _change(organisation: UUID, fields: OrganisationFields, version: int, work: Work) -> None:
    if query.organisation(work.connection, organisation) is None:
        raise _not_here()
    done = work.connection.execute(
        update(organisations)
        .where(organisations.c.id == organisation, organisations.c.version == version)
        .values(version=version + 1, **_columns(fields))
    )
    if done.rowcount != 1:
        raise ChangedMeanwhile(_("Someone else changed this organisation a moment ago."))
    index_organisation(work.connection, organisation)
    work.changed("organisation", organisation)


def _archive(organisation: UUID, away: bool, work: Work) -> None:
    done = work.connection.execute(
        update(organisations)
        .where(organisations.c.id == organisation)
        .values(archived_at=work.now if away else None)
    )
    if done.rowcount != 1:
        raise _not_here()
    work.changed("organisation", organisation)


def _add_member(
    organisation: UUID,
    person: UUID,
    since: date | None,
    until: date | None,
    role: str,
    work: Work,
) -> UUID:
    kept: UUID = kept_person(work, person).id
    if query.organisation(work.connection, organisation) is None:
        raise _not_here()
    first = since or today_of(work)
    if until is not None and until < first:
        raise InputError(
            _("The last day comes before the first."), field="until", code="wrong_order"
        )
    if _belongs(work.connection, organisation, kept, first, until):
        raise InputError(
            _("This person belongs to this organisation already."),
            field="person",
            code="already_member",
        )
    return join(work, kept, organisation, first, until, role)


def _belongs(
    connection: Connection, organisation: UUID, person: UUID, first: date, last: date | None
) -> bool:
    overlapping = select(members.c.id).where(
        members.c.organisation == organisation,
        members.c.person == person,
        or_(members.c.until.is_(None), members.c.until >= first),
    )
    if last is not None:
        overlapping = overlapping.where(members.c.since <= last)
    return connection.execute(overlapping.limit(1)).first() is not None


def join(
    work: Work,
    person: UUID,
    organisation: UUID,
    since: date,
    until: date | None = None,
    role: str = "",
) -> UUID:
    """Write that a person belongs to an organisation; who left and came back on one day goes on."""
    again = work.connection.execute(
        update(members)
        .where(
            members.c.person == person,
            members.c.organisation == organisation,
            members.c.since == since,
        )
        .values(until=until, role=role)
        .returning(members.c.id)
    ).first()
    row = again.id if again is not None else work.ids.new()
    if again is None:
        work.connection.execute(
            insert(members),
            {
                "id": row,
                "organisation": organisation,
                "person": person,
                "role": role,
                "since": since,
                "until": until,
            },
        )
    _touched(work, person, organisation)
    made: UUID = row
    return made


def leave(work: Work, person: UUID, organisation: UUID, until: date) -> None:
    """Let a person belong to an organisation no longer than ``until``."""
    ends = and_(
        members.c.person == person,
        members.c.organisation == organisation,
        or_(members.c.until.is_(None), members.c.until > until),
    )
    work.connection.execute(
        update(members).where(ends, members.c.since <= until).values(until=until)
    )
    # What would begin later ends on the day on which it begins: nothing is deleted.
    work.connection.execute(
        update(members).where(ends, members.c.since > until).values(until=members.c.since)
    )
    _touched(work, person, organisation)


def _touched(work: Work, person: UUID, organisation: UUID) -> None:
    """An open form that still shows the earlier organisation must not bring it back."""
    work.connection.execute(
        update(people).where(people.c.id == person).values(version=people.c.version + 1)
    )
    work.changed("person", person)
    work.changed("organisation", organisation)


def _end(member: UUID, until: date | None, work: Work) -> None:
    row = work.connection.execute(select(members).where(members.c.id == member)).first()
    if row is None:
        raise NotFound(_("This person does not belong to this organisation."))
    last = until or today_of(work)
    if last < row.since:
        raise InputError(
            _("The last day comes before the first."), field="until", code="wrong_order"
        )
    leave(work, row.person, row.organisation, last)
