"""Finding people and organisations by whatever was typed of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from askadesk.core.unit_of_work import UnitOfWork
from askadesk.hubs.rows import HubRow
from askadesk.hubs.service import hub_of
from askadesk.people.rows import Found, Likeness, ListedPerson, PersonFields
from askadesk.people.rules import full_name, initials, terms_of_search
from db.queries import people as query


class SearchService:
    """Questions of the search field, the palette and the form that adds someone."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit

    def find(self, text: str, limit: int = 8) -> tuple[Found, ...]:
        """People and organisations that fit ``text``, the best first; nothing for no text."""
        parts = terms_of_search(text)
        if not parts:
            return ()
        with self._unit.ask() as connection:
            hub = hub_of(connection, self._unit.actor.hub)
            day = hub.local(self._unit.clock.now()).date()
            rows = query.find(connection, hub.id, parts, day, limit)
        return tuple(_found(row, hub) for row in rows)

    def alike(
        self, fields: PersonFields, limit: int = 3, but_not: UUID | None = None
    ) -> tuple[Likeness, ...]:
        """Who may already be the person being written, the likeliest first."""
        rows = self.find(f"{fields.given} {fields.family}", limit + 1)
        return tuple(
            Likeness(ListedPerson(row.id, row.name, row.initials, row.role), ("name",))
            for row in rows
            if row.id != but_not
        )[:limit]


def _found(row: Any, hub: HubRow) -> Found:
    organisation = row.organisation or ""
    return Found(
        kind="person",
        id=row.id,
        name=full_name(row.given, row.family),
        initials=initials(row.given, row.family),
        second=" · ".join(part for part in (row.role, organisation) if part)
        or row.email
        or row.phone,
        role=row.role,
        organisation=organisation,
        inside_since=hub.local(row.inside_since) if row.inside_since else None,
    )
