"""The lists of people and of organisations: filters that add up, any order, any page at the same price."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import Connection

from askadesk.core.unit_of_work import UnitOfWork
from askadesk.hubs.finding import hub_of
from askadesk.hubs.rows import HubRow
from askadesk.people.listed import listed_organisations, listed_people
from askadesk.people.matching import words_of_search
from askadesk.people.rows import (
    ListCounts,
    ListedOrganisation,
    ListedPerson,
    PeopleFilter,
    PeopleQuery,
)
from db.queries import people_list as query

EVERY_ROW = 10_000_000


class ListingService:
    """Questions of the pages that list people and organisations. Each reads one consistent state."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit

    def page(self, wanted: PeopleQuery, first: int, limit: int) -> tuple[ListedPerson, ...]:
        """``limit`` rows of what ``wanted`` asks for, from the ``first``-th on (0 is the first).

        Whoever has nothing to be sorted by (no visit, no organisation, nothing due) follows the others
        by name, whichever way the list is sorted.
        """
        with self._unit.ask() as connection:
            hub = hub_of(connection, self._unit.actor.hub)
            asked = self._asked(connection, hub, wanted)
            ids = _page(connection, asked, first, limit)
            return listed_people(connection, hub, asked.day, ids)

    def counts(self, wanted: PeopleQuery) -> ListCounts:
        """How many rows there are, and how many each filter would show by itself."""
        with self._unit.ask() as connection:
            hub = hub_of(connection, self._unit.actor.hub)
            return _counts(connection, self._asked(connection, hub, wanted))

    def ids(self, wanted: PeopleQuery) -> tuple[UUID, ...]:
        """Everyone whom ``wanted`` asks for, in its order."""
        with self._unit.ask() as connection:
            hub = hub_of(connection, self._unit.actor.hub)
            return tuple(_page(connection, self._asked(connection, hub, wanted), 0, EVERY_ROW))

    def organisations(self, text: str, first: int, limit: int) -> tuple[ListedOrganisation, ...]:
        """Organisations that fit ``text``, by name; those that were archived are left out."""
        with self._unit.ask() as connection:
            hub = hub_of(connection, self._unit.actor.hub)
            asked = self._asked(connection, hub, PeopleQuery(text))
            ids = query.organisations(connection, asked, first, limit)
            return listed_organisations(connection, hub, asked.day, ids)

    def _asked(self, connection: Connection, hub: HubRow, wanted: PeopleQuery) -> query.Asked:
        now = self._unit.clock.now()
        day = hub.local(now).date()
        terms = words_of_search(connection, hub.id, day, wanted.text)
        return query.Asked(
            hub=hub.id,
            day=day,
            now=now,
            filters=tuple(sorted(wanted.filters)),
            terms=terms,
            sort=str(wanted.sort),
            descending=wanted.descending,
        )


def _page(connection: Connection, asked: query.Asked, first: int, limit: int) -> list[UUID]:
    return query.page(connection, asked, max(0, first), max(0, limit))


def _counts(connection: Connection, asked: query.Asked) -> ListCounts:
    by_filter = {one: query.count_of(connection, asked, one) for one in PeopleFilter}
    plain = replace(asked, filters=(), terms=())
    everyone = query.count(connection, plain)
    alone = asked.filters[0] if len(asked.filters) == 1 and not asked.terms else None
    if alone is not None:
        total = by_filter[PeopleFilter(alone)]
    else:
        total = everyone if asked == plain else query.count(connection, asked)
    elsewhere = everyone
    if asked.terms:
        unfiltered = replace(asked, filters=())
        elsewhere = total if not asked.filters else query.count(connection, unfiltered)
    return ListCounts(
        total=total,
        everyone=everyone,
        organisations=query.count_of_organisations(connection),
        by_filter=by_filter,
        elsewhere=elsewhere,
    )
