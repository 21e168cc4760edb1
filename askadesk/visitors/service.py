"""Who is expected: announced, changed, called off."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import insert, select, update

from askadesk.access.service import AccessService
from askadesk.core.errors import InputError, NotFound
from askadesk.core.i18n import _
from askadesk.core.reach import moment_within_reach
from askadesk.core.texts import short_enough
from askadesk.core.unit_of_work import Order, UnitOfWork, Work
from askadesk.documents.rows import LabelFacts
from askadesk.hubs.finding import hub_of
from askadesk.people.rows import PersonFields
from askadesk.people.rules import LONGEST_NAME, checked_name, full_name
from askadesk.people.service import NewPerson, add_person
from askadesk.people.strangers import speaking_of_strangers
from db.base import table_of
from db.models import Expected
from db.queries import people as people_query
from db.values import ExpectedKind, ExpectedStatus

expected = table_of(Expected)
LONGEST_VISIT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Announcement:
    """Someone announced: a person who is known, or a name for whom a person is made.

    ``starts`` and ``ends`` are aware moments, at most a day apart.
    """

    starts: datetime
    ends: datetime
    person: UUID | None = None
    given: str = ""
    family: str = ""
    organisation: str = ""
    host: UUID | None = None
    kind: ExpectedKind = ExpectedKind.VISIT
    status: ExpectedStatus = ExpectedStatus.ANNOUNCED
    title: str = ""
    note: str = ""
    head_count: int = 1


class VisitorService:
    """Commands about who is expected."""

    def __init__(self, unit: UnitOfWork, access: AccessService) -> None:
        self._unit, self._access = unit, access

    def announce(self, new: Announcement, *, command: UUID | None = None) -> UUID:
        """Announce someone; returns the announcement. Raises InputError that names the field."""
        checked = _checked(new)
        order = Order(
            "visitors.announce",
            dataclasses.asdict(checked),
            partial(announce, checked),
            str,
            UUID,
            command,
        )
        with speaking_of_strangers(self._unit, (checked.person, checked.host)):
            return self._unit.do(order)

    def call_off(self, announced: UUID, *, command: UUID | None = None) -> None:
        """Call an announcement off; it stays on the list as called off."""
        self._unit.do(
            Order(
                "visitors.call_off",
                {"expected": announced},
                partial(_call_off, announced),
                lambda _none: None,
                lambda _none: None,
                command,
            )
        )

    def label_facts(self, announced: UUID) -> LabelFacts:
        """What stands on the visitor's label; their code is issued when they have none."""
        with self._unit.ask() as connection:
            row = connection.execute(select(expected).where(expected.c.id == announced)).first()
            if row is None or row.person is None:
                raise NotFound(_("This visit is no longer announced."))
            hub = hub_of(connection, self._unit.actor.hub)
            person = people_query.person(connection, row.person, row.day)
            host = people_query.person(connection, row.host, row.day) if row.host else None
        assert person is not None
        return LabelFacts(
            given=person.given,
            family=person.family,
            organisation=row.organisation or person.organisation or "",
            host=full_name(host.given, host.family) if host is not None else "",
            day=row.day,
            until=hub.local(row.ends),
            code=self._access.card_of(row.person).code,
        )


def _checked(new: Announcement) -> Announcement:
    given, family = checked_name(new.given, "given"), checked_name(new.family, "family")
    if new.person is None and not given and not family:
        raise InputError(_("Who is coming? A name is enough."), field="given", code="name_missing")
    # The list of who is expected keeps it as one.
    short_enough(full_name(given, family), "family", LONGEST_NAME)
    moment_within_reach(new.starts, "starts")
    if moment_within_reach(new.ends, "ends") <= new.starts:
        raise InputError(_("The visit would end before it begins."), field="ends")
    if new.ends - new.starts > LONGEST_VISIT:
        raise InputError(_("A visit lasts a day at most."), field="ends")
    if not 1 <= new.head_count <= 1000:
        raise InputError(_("At least one person comes."), field="head_count")
    return dataclasses.replace(
        new,
        given=given,
        family=family,
        organisation=checked_name(new.organisation, "organisation"),
        title=checked_name(new.title, "title"),
        note=checked_name(new.note, "note"),
    )


def announce(new: Announcement, work: Work) -> UUID:
    """Write an announcement, and a person with a code when it names someone new."""
    hub = hub_of(work.connection, work.actor.hub)
    person = new.person
    if person is None:
        fields = PersonFields(new.given, new.family, organisation="")
        person = add_person(NewPerson(fields), work)
    row = work.ids.new()
    work.connection.execute(
        insert(expected),
        {
            "id": row,
            "hub": work.actor.hub,
            "day": hub.local(new.starts).date(),
            "kind": new.kind,
            "status": new.status,
            "person": person,
            "name": full_name(new.given, new.family),
            "organisation": new.organisation,
            "host": new.host,
            "starts": new.starts,
            "ends": new.ends,
            "title": new.title,
            "note": new.note,
            "head_count": new.head_count,
            "created_at": work.now,
            "command": work.command,
            "version": 1,
        },
    )
    work.changed("expected", row)
    return row


def _call_off(announced: UUID, work: Work) -> None:
    done = work.connection.execute(
        update(expected)
        .where(expected.c.id == announced)
        .values(status=ExpectedStatus.CANCELLED, version=expected.c.version + 1)
    )
    if done.rowcount != 1:
        raise NotFound(_("This visit is no longer announced."))
    work.changed("expected", announced)
