"""Finding people and organisations by whatever was typed of them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from rapidfuzz.fuzz import token_sort_ratio
from sqlalchemy import Connection

from askadesk.core.unit_of_work import UnitOfWork
from askadesk.hubs.finding import hub_of
from askadesk.hubs.rows import HubRow
from askadesk.people.listed import listed_people
from askadesk.people.matching import hits
from askadesk.people.rows import Found, Likeness, PersonFields
from askadesk.people.rules import fold, full_name, initials, initials_of
from db.folding import LEAST_DIGITS, at_home, whole, word_id, words_in, words_of_phone
from db.queries import people as query
from db.queries import search as word_query

KINDS = ("person", "organisation")
# How much a name must be like another, of 100, alone and together with the day of birth.
ALIKE, NEARLY = 84, 65
LIKE_NAMES = 12
WEIGHTS = {"tax_code": 8, "email": 4, "phone": 4, "name": 3, "born_on": 2}


class SearchService:
    """Questions of the search field, the palette and the form that adds someone."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit

    def find(self, text: str, limit: int = 8) -> tuple[Found, ...]:
        """People and organisations that fit ``text``, the best first; nothing for no text.

        Where nobody and nothing is found, people who were archived.
        """
        with self._unit.ask() as connection:
            hub = hub_of(connection, self._unit.actor.hub)
            day = hub.local(self._unit.clock.now()).date()
            found = hits(connection, hub.id, day, text, limit, KINDS, archived=True)
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
        """Who may already be the person being written, the likeliest first, and what they share.

        ``but_not`` is the person who is being changed. Fields may be half typed or wrong.
        """
        with self._unit.ask() as connection:
            hub = hub_of(connection, self._unit.actor.hub)
            day = hub.local(self._unit.clock.now()).date()
            why = _what_they_share(connection, hub, day, fields)
            if but_not is not None:
                why.pop(but_not, None)
            best = sorted(why, key=lambda one: (-_weight(why[one]), one))[:limit]
            rows = listed_people(connection, hub, day, best)
        return tuple(Likeness(row, why[row.id]) for row in rows)


def _what_they_share(
    connection: Connection, hub: HubRow, day: date, fields: PersonFields
) -> dict[UUID, tuple[str, ...]]:
    """Living records that share a number, an address or a name with ``fields``, and which of these."""
    words = [*words_of_phone(fields.phone), *words_in(fields.tax_code)]
    words += [whole(fields.email)] if fields.email.strip() else []
    ids = set(word_query.whose(connection, [word_id(word) for word in words]))
    name = full_name(fields.given, fields.family)
    ids |= {one.id for one in hits(connection, hub.id, day, name, LIKE_NAMES, ("person",))}
    rows = query.rows_of(connection, hub.id, sorted(ids), day) if ids else {}
    shared = {
        one: _shared(row, fields)
        for one, row in rows.items()
        if row.archived_at is None and row.merged_into is None
    }
    return {one: codes for one, codes in shared.items() if codes}


def _shared(row: Any, fields: PersonFields) -> tuple[str, ...]:
    phone = _digits(fields.phone)
    same = {
        "tax_code": bool(fields.tax_code) and fold(row.tax_code) == fold(fields.tax_code),
        "email": bool(fields.email) and fold(row.email) == fold(fields.email),
        "phone": len(phone) >= LEAST_DIGITS and _digits(row.phone) == phone,
    }
    likeness = token_sort_ratio(
        fold(full_name(row.given, row.family)), fold(full_name(fields.given, fields.family))
    )
    born = fields.born_on is not None and row.born_on == fields.born_on
    same["name"] = likeness >= (NEARLY if born else ALIKE)
    # A birthday says nothing alone: a house of four hundred has one every day.
    same["born_on"] = born and any(same.values())
    return tuple(code for code, holds in same.items() if holds)


def _digits(phone: str) -> str:
    return at_home(phone, "".join(filter(str.isdigit, phone)))


def _weight(codes: tuple[str, ...]) -> int:
    return sum(WEIGHTS[code] for code in codes)


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
        archived=row.archived_at is not None,
    )


def _organisation(row: Any) -> Found:
    return Found("organisation", row.id, row.name, initials_of(row.name), row.email or row.phone)
