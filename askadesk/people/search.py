"""Finding people and organisations by whatever was typed of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from askadesk.core.unit_of_work import UnitOfWork
from askadesk.hubs.rows import HubRow
from askadesk.hubs.service import hub_of
from askadesk.people.matching import hits
from askadesk.people.rows import Found, Likeness, ListedPerson, PersonFields
from askadesk.people.rules import full_name, initials, initials_of
from db.queries import people as query

KINDS = ("person", "organisation")


class SearchService:
    """Questions of the search field, the palette and the form that adds someone."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit

    def find(self, text: str, limit: int = 8) -> tuple[Found, ...]:
        """People and organisations that fit ``text``, the best first; nothing for no text."""
        with self._unit.ask() as connection:
            hub = hub_of(connection, self._unit.actor.hub)
            day = hub.local(self._unit.clock.now()).date()
            found = hits(connection, hub.id, day, text, limit, KINDS)
            ids = [one.id for one in found if one.kind == "person"]
            people = query.rows_of(connection, hub.id, ids, day) if ids else {}
            others = [one.id for one in found if one.kind == "organisation"]
            firms = query.organisations_of_ids(connection, others) if others else {}
        return tuple(
            _person(people[one.id], hub) if one.kind == "person" else _organisation(firms[one.id])
            for one in found
        )

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


def _person(row: Any, hub: HubRow) -> Found:
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


def _organisation(row: Any) -> Found:
    return Found("organisation", row.id, row.name, initials_of(row.name), row.email or row.phone)
