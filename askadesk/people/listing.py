"""The list of people: filters that add up, sorting, any page of it in a fixed number of questions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from askadesk.core.unit_of_work import UnitOfWork
from askadesk.hubs.service import hub_of
from askadesk.people.rows import ListCounts, ListedOrganisation, ListedPerson, PeopleQuery
from askadesk.people.rules import full_name, initials
from db.queries import people as query

MANY = 1_000_000


class ListingService:
    """Questions of the pages that list people and organisations."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit

    def page(self, query: PeopleQuery, first: int, limit: int) -> tuple[ListedPerson, ...]:
        """``limit`` rows of what ``query`` asks for, from the ``first``-th on (0 is the first)."""
        return tuple(
            ListedPerson(
                row.id,
                full_name(row.given, row.family),
                initials(row.given, row.family),
                row.role,
                row.organisation or "",
                inside_since=row.inside_since,
            )
            for row in self._rows(query)[first : first + limit]
        )

    def counts(self, query: PeopleQuery) -> ListCounts:
        """How many rows there are, and how many each filter would show by itself."""
        found, everyone = len(self._rows(query)), len(self._rows(PeopleQuery()))
        return ListCounts(found, everyone, len(self.organisations("", 0, MANY)), {}, found)

    def ids(self, query: PeopleQuery) -> tuple[UUID, ...]:
        """Everyone whom ``query`` asks for, in its order."""
        return tuple(row.id for row in self._rows(query))

    def organisations(self, text: str, first: int, limit: int) -> tuple[ListedOrganisation, ...]:
        """Organisations that fit ``text``, by name."""
        return ()

    def _rows(self, wanted: PeopleQuery) -> list[Any]:
        with self._unit.ask() as connection:
            hub = hub_of(connection, self._unit.actor.hub)
            day = hub.local(self._unit.clock.now()).date()
            return query.first_by_name(connection, hub.id, day, MANY)
