"""Rows of the lists, put together from what was read for a whole page at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from askadesk.hubs.rows import HubRow
from askadesk.people.rows import ListedOrganisation, ListedPerson, PlanBrief, RightRow
from askadesk.people.rules import full_name, initials
from askadesk.people.standing import rights_of
from db.queries import listed as query
from db.values import Money


def listed_people(
    connection: Connection, hub: HubRow, day: date, ids: Sequence[UUID]
) -> tuple[ListedPerson, ...]:
    """The rows of these people, in this order."""
    if not ids:
        return ()
    people = {row.id: row for row in query.people_of(connection, ids)}
    places: dict[UUID, list[Any]] = defaultdict(list)
    for row in query.places_of(connection, ids, day):
        places[row.person].append(row)
    firms = {row.organisation for rows in places.values() for row in rows}
    plans = _Plans(connection, hub, day, ids, sorted(firms))
    inside = query.inside_since(connection, hub.id, ids)
    owed = _owed(query.owed(connection, "person", ids))
    return tuple(
        _person(people[one], places[one], plans.of(one, places[one]), inside, owed, hub, day)
        for one in ids
        if one in people
    )


def listed_organisations(
    connection: Connection, hub: HubRow, day: date, ids: Sequence[UUID]
) -> tuple[ListedOrganisation, ...]:
    """The rows of these organisations, in this order."""
    if not ids:
        return ()
    rows = {row.id: row for row in query.organisations_of(connection, ids)}
    members = query.members_of(connection, ids, day)
    plans = _Plans(connection, hub, day, (), ids)
    owed = _owed(query.owed(connection, "organisation", ids))
    return tuple(
        ListedOrganisation(
            id=one,
            name=rows[one].name,
            email=rows[one].email,
            phone=rows[one].phone,
            members=members.get(one, 0),
            plan=plans.of_organisation(one),
            due=owed.get(one),
        )
        for one in ids
        if one in rows
    )


def _person(
    row: Any,
    places: Sequence[Any],
    plan: PlanBrief | None,
    inside: dict[UUID, Any],
    owed: dict[UUID, Money],
    hub: HubRow,
    day: date,
) -> ListedPerson:
    since = inside.get(row.id)
    return ListedPerson(
        id=row.id,
        name=full_name(row.given, row.family),
        initials=initials(row.given, row.family),
        role=row.role,
        organisation=places[0].name if places else "",
        plan=plan,
        inside_since=hub.local(since) if since is not None else None,
        last_visit=hub.local(row.last_visit) if row.last_visit is not None else None,
        due=owed.get(row.id),
        barred=row.barred_at is not None and (row.barred_until is None or row.barred_until >= day),
        archived=row.archived_at is not None,
    )


def _owed(rows: Iterable[Any]) -> dict[UUID, Money]:
    """What each owes; of several currencies the first, since a sum of two would be neither."""
    found: dict[UUID, Money] = {}
    for row in rows:
        found.setdefault(row.payer, Money(int(row.cents), row.currency))
    return found


class _Plans:
    """The rights of a page's people and organisations."""

    def __init__(
        self,
        connection: Connection,
        hub: HubRow,
        day: date,
        people: Sequence[UUID],
        firms: Sequence[UUID],
    ) -> None:
        self._hub, self._day = hub, day
        self._memberships = query.memberships_of(connection, people, firms)
        self._passes = query.passes_of(connection, people, firms)
        held = [row.id for row in (*self._memberships, *self._passes)]
        self._pauses = query.pauses_of(connection, held, day)
        self._seats = {row.id: row.seats for row in self._memberships if row.seats is not None}
        self._taken = query.seats_taken(connection, sorted(self._seats))
        self._by_holder: dict[Any, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))
        for kind, rows in enumerate((self._memberships, self._passes)):
            for row in rows:
                self._by_holder[row.holder_person or row.holder_organisation][kind].append(row)

    def of(self, person: UUID, places: Sequence[Any]) -> PlanBrief | None:
        """The right that counts most for a person of these organisations."""
        return self._first([person, *(place.organisation for place in places)])

    def of_organisation(self, organisation: UUID) -> PlanBrief | None:
        """The right that counts most of those that an organisation holds."""
        return self._first([organisation])

    def _first(self, holders: Sequence[UUID]) -> PlanBrief | None:
        held = [self._by_holder[holder] for holder in holders if holder in self._by_holder]
        memberships = [row for one, _passes in held for row in one]
        passes = [row for _memberships, one in held for row in one]
        rights = rights_of(memberships, passes, self._pauses, self._day, self._hub.zone)
        return self._brief(rights[0]) if rights else None

    def _brief(self, right: RightRow) -> PlanBrief:
        seats = self._seats.get(right.id)
        return PlanBrief(
            name=right.name,
            kind=right.kind,
            standing=right.standing,
            until=right.until,
            left=right.left,
            units=right.units,
            seats=seats,
            seats_taken=self._taken.get(right.id, 0) if seats is not None else None,
        )
