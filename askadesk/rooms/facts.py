"""From rows to facts: what the rules of bookings are told about spaces, in a fixed number of questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from askadesk.core.errors import NotFound
from askadesk.core.i18n import _, language
from askadesk.presence.facts import DayException, HubFacts
from askadesk.presence.snapshot import hub_facts, week_of
from askadesk.rooms.prices import HeldPlan, Priced, Tariff
from askadesk.rooms.rules import Row, SpaceFacts
from db.queries import occupancy
from db.queries import presence as door
from db.queries import rooms as query
from db.values import SpaceKind, TimeSpan


def hub_between(connection: Connection, hub: UUID, first: date, last: date) -> HubFacts:
    """The hub's rules with every closure between two days."""
    facts = hub_facts(connection, hub, first)
    found = door.exceptions(connection, hub, first, last)
    return replace(facts, exceptions=tuple(_exception(one) for one in found))


def _exception(row: Any) -> DayException:
    return DayException(row.first_day, row.last_day, row.opens, row.closes, row.reason)


def spaces_between(
    connection: Connection, hub: HubFacts, rows: Iterable[Any], first: date, last: date
) -> dict[UUID, SpaceFacts]:
    """The facts of these spaces, with their closures between two days, in the order of the rows."""
    kept = list(rows)
    ids = [row.id for row in kept]
    units = query.units_of(connection, ids)
    closed: dict[UUID, list[DayException]] = {}
    for one in query.closures_of(connection, ids, first, last):
        closed.setdefault(one.space, []).append(_exception(one))
    # A closure of the hub closes its rooms as well; a room may be closed on more days, not on fewer.
    shut = tuple(one for one in hub.exceptions if one.opens is None)
    usual = replace(hub, exceptions=(*shut, *hub.exceptions))
    return {
        row.id: _space(row, _hours(row, hub, usual, shut, closed), units.get(row.id, []))
        for row in kept
    }


def _hours(
    row: Any,
    hub: HubFacts,
    usual: HubFacts,
    shut: Sequence[DayException],
    closed: dict[UUID, list[DayException]],
) -> HubFacts:
    """The hours of a space: ``usual``, the same object for all, where it has none of its own."""
    mine = closed.get(row.id)
    if row.week is None and not mine:
        return usual
    return replace(
        hub,
        week=hub.week if row.week is None else week_of(row.week),
        exceptions=(*shut, *(mine or ()), *hub.exceptions),
    )


def _space(row: Any, hours: HubFacts, units: Sequence[int]) -> SpaceFacts:
    return SpaceFacts(
        id=row.id,
        name=space_name(row),
        kind=row.kind,
        seats=row.seats,
        features=frozenset(row.features),
        units=tuple(units),
        is_zone=row.kind is SpaceKind.DESK_ZONE,
        hours=hours,
        setup=row.setup,
        cleanup=row.cleanup,
        step=row.step,
        least=row.least,
        most=row.most,
        notice_minutes=row.notice_minutes,
        ahead_days=row.ahead_days,
        grace=row.grace,
        plans=None if row.plans is None else frozenset(UUID(one) for one in row.plans),
        role=row.role,
    )


def space_name(row: Any) -> str:
    """The space's name in the reader's language, where the hub wrote both."""
    english: str = row.name_en
    plain: str = row.name
    return english if english and language() == "en" else plain


def facts_of(
    connection: Connection, hub: HubFacts, ids: Sequence[UUID], first: date, last: date
) -> dict[UUID, SpaceFacts]:
    """The facts of the spaces called so. Raises NotFound when one is not there any more."""
    rows = query.spaces_by_id(connection, ids)
    if any(id not in rows or rows[id].archived_at is not None for id in ids):
        raise unknown_space()
    return spaces_between(connection, hub, [rows[id] for id in ids], first, last)


def unknown_space() -> NotFound:
    return NotFound(
        _("This space is not in use any more."),
        code="unknown_space",
        kept=_("Nothing was booked."),
        todo=_("Choose another space."),
    )


def taken_rows(connection: Connection, units: Iterable[int], span: TimeSpan) -> list[Row]:
    """What is taken of these units in a span."""
    found = occupancy.taken(connection, units, span.start, span.end)
    return [Row(one.unit, one.starts, one.ends, one.booking, one.space) for one in found]


def taken_within(
    connection: Connection, units: Iterable[int], spans: Iterable[TimeSpan]
) -> list[Row]:
    """What is taken of these units in any of the spans, in one question."""
    found = occupancy.taken_within(connection, units, _merged(spans))
    return [Row(one.unit, one.starts, one.ends, one.booking, one.space) for one in found]


def _merged(spans: Iterable[TimeSpan]) -> list[tuple[datetime, datetime]]:
    """The same time in as few windows as it takes."""
    made: list[tuple[datetime, datetime]] = []
    for span in sorted(spans, key=lambda one: one.start):
        if made and span.start <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], span.end))
        else:
            made.append((span.start, span.end))
    return made


def days_around(hub: HubFacts, span: TimeSpan) -> tuple[date, date]:
    """The hub's days that a span touches, and the next: a night goes on into it."""
    return hub.day(span.start), hub.day(span.end) + timedelta(days=1)


# --- prices --------------------------------------------------------------------------------------


def tariffs_of(
    connection: Connection, ids: Sequence[UUID], day: date
) -> dict[UUID, tuple[Tariff, ...]]:
    """The tariffs of spaces that hold on a day: of each plan the newest."""
    return tariffs_on(query.prices_of(connection, ids, day), day)


def tariffs_on(rows: Iterable[Any], day: date) -> dict[UUID, tuple[Tariff, ...]]:
    """Of rows of prices, the oldest first, those that hold on ``day``."""
    newest: dict[UUID, dict[UUID | None, Tariff]] = {}
    for row in rows:
        if row.valid_from > day:
            continue
        tariff = Tariff(row.product, row.hour_cents, row.half_day_cents, row.day_cents, row.credits)
        newest.setdefault(row.space, {})[row.product] = tariff
    return {space: tuple(found.values()) for space, found in newest.items()}


def plans_held(
    connection: Connection, person: UUID | None, organisation: UUID | None, day: date
) -> tuple[HeldPlan, ...]:
    """The plans that a holder has on a day."""
    rows = query.plans_of(connection, person, organisation, day)
    return tuple(HeldPlan(row.product, row.room_minutes, row.room_discount) for row in rows)


def priced(
    spaces: Iterable[tuple[SpaceFacts, int]], tariffs: Mapping[UUID, tuple[Tariff, ...]]
) -> Any:
    """Spaces with their tariffs, as the rule of prices takes them; ``desks`` beside each."""
    return tuple(
        Priced(space.name, tariffs.get(space.id, ()), desks if space.is_zone else 1)
        for space, desks in spaces
    )
