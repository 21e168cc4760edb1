"""A hub with its spaces, their hours and prices: read once, and again only when the database says that some of
it has changed. A booking asks for it three times, a calendar at every look."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from askadesk.core.i18n import language
from askadesk.presence.facts import HubFacts
from askadesk.rooms.facts import hub_between, spaces_between, tariffs_on, unknown_space
from askadesk.rooms.prices import Tariff
from askadesk.rooms.rows import SpaceFields, SpaceRow
from askadesk.rooms.rules import SpaceFacts
from db.queries import rooms as query
from db.values import SpaceKind

# As far as closures and prices reach, with room for the days around.
ALWAYS_SINCE, EVER_AFTER = date(1900, 1, 1), date(9000, 1, 1)


@dataclass(frozen=True, slots=True)
class House:
    """A hub's rules and its spaces, archived ones among them, each with every closure there is. ``rows`` are in
    the hub's order."""

    rules: int
    hub: HubFacts
    rows: dict[UUID, Any]
    spaces: dict[UUID, SpaceFacts]
    shown: dict[UUID, SpaceRow]
    closures: dict[UUID, list[Any]]
    prices: dict[UUID, list[Any]]

    def standing(self) -> dict[UUID, SpaceFacts]:
        """The spaces that are in use, in their order."""
        return {id: self.spaces[id] for id, row in self.rows.items() if row.archived_at is None}

    def asked(self, ids: Iterable[UUID]) -> dict[UUID, SpaceFacts]:
        """The spaces called so. Raises NotFound when one is not in use any more."""
        wanted = list(ids)
        if any(id not in self.rows or self.rows[id].archived_at is not None for id in wanted):
            raise unknown_space()
        return {id: self.spaces[id] for id in wanted}

    def tariffs(self, ids: Iterable[UUID], day: date) -> dict[UUID, tuple[Tariff, ...]]:
        """The tariffs of spaces that hold on a day."""
        return tariffs_on((row for id in ids for row in self.prices.get(id, ())), day)


_known: WeakKeyDictionary[Engine, dict[tuple[UUID, str], House]] = WeakKeyDictionary()


def house_of(connection: Connection, hub: UUID) -> House:
    """The hub as it stands. Not for a command that changes spaces: what it wrote may still be taken back."""
    rules = query.rules_number(connection, hub)
    houses = _known.setdefault(connection.engine, {})
    key = (hub, language())
    known = houses.get(key)
    if known is None or known.rules != rules:
        known = houses[key] = _read(connection, hub, rules)
    return known


def _read(connection: Connection, hub: UUID, rules: int) -> House:
    facts = hub_between(connection, hub, ALWAYS_SINCE, EVER_AFTER)
    rows = query.space_rows(connection, hub, archived=True)
    ids = [row.id for row in rows]
    spaces, parts = (
        spaces_between(connection, facts, rows, ALWAYS_SINCE, EVER_AFTER),
        query.parts_of(connection, ids),
    )
    return House(
        rules,
        facts,
        {row.id: row for row in rows},
        spaces,
        {row.id: space_row(row, spaces[row.id].units, parts.get(row.id, [])) for row in rows},
        _by_space(query.closures_of(connection, ids, ALWAYS_SINCE, EVER_AFTER)),
        _by_space(query.prices_of(connection, ids, EVER_AFTER)),
    )


def _by_space(rows: Sequence[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.space, []).append(row)
    return found


def space_row(row: Any, units: Sequence[int], parts: Sequence[UUID]) -> SpaceRow:
    """A space as the screens see it."""
    fields = {
        one.name: getattr(row, one.name)
        for one in dataclasses.fields(SpaceFields)
        if one.name not in ("features", "week", "plans")
    }
    week = None
    if row.week is not None:
        week = tuple((day, tuple((a, b) for a, b in spans)) for day, spans in row.week.items())
    plans = None if row.plans is None else tuple(UUID(one) for one in row.plans)
    made = SpaceFields(**fields, features=tuple(row.features), week=week, plans=plans)
    is_zone = row.kind is SpaceKind.DESK_ZONE
    return SpaceRow(
        row.id,
        made,
        row.version,
        units=len(units) if is_zone else 1,
        parts=tuple(parts),
        archived=row.archived_at is not None,
    )
