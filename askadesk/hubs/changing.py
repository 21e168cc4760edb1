"""A hub's own settings: its fields, its hours, its closures, and what each of them would touch."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from askadesk.core.errors import ChangedMeanwhile, InputError, NotFound
from askadesk.core.i18n import _, day_long
from askadesk.core.unit_of_work import Order, UnitOfWork, Work
from askadesk.hubs.rows import (
    ClosureRow,
    HubFields,
    HubPage,
    NewClosure,
    Touched,
    Touches,
    Week,
)
from askadesk.hubs.rules import (
    AHEAD,
    checked_closure,
    checked_fields,
    checked_week,
    days_that_close,
    exception_of,
    is_within,
)
from askadesk.people.rules import full_name
from askadesk.plans.words import product_name
from askadesk.presence.facts import HubFacts
from askadesk.presence.snapshot import hub_facts, week_of
from askadesk.settings.declared import HubSettings
from db.queries import hubs as query
from db.queries import presence as door

SHOWN = 200
"""How many of those touched are listed; all of them are counted."""
SETTINGS = (
    "greeting",
    "meeting_point",
    "double_scan_seconds",
    "expected_lead_minutes",
    "overdue",
)


class Changing:
    """Commands and questions about the hub's own settings."""

    _unit: UnitOfWork

    def page(self) -> HubPage:
        """What the settings show of the hub at which the actor works."""
        with self._unit.ask() as connection:
            return _page(connection, self._unit)

    def change(self, fields: HubFields, version: int, *, command: UUID | None = None) -> None:
        """Change the hub. Raises InputError with ``field``, ChangedMeanwhile when somebody was faster.

        A capacity below those who are inside is taken: the door then lets nobody else in.
        """
        checked = checked_fields(fields)
        arguments = {"version": version, **dataclasses.asdict(checked)}
        self._do("hub.change", arguments, partial(_change, checked, version), command)

    def add_closure(self, closure: NewClosure, *, command: UUID | None = None) -> UUID:
        """Close the hub on some days, or give them other hours; returns the closure.

        Ask ``touched_by`` first. Raises InputError with ``field``.
        """
        arguments = dataclasses.asdict(closure)
        body = partial(_add_closure, closure)
        return self._unit.do(Order("hub.close", arguments, body, str, UUID, command))

    def remove_closure(self, closure: UUID, *, command: UUID | None = None) -> None:
        """Open again as on any other day. Raises NotFound."""
        body = partial(_remove_closure, closure)
        self._do("hub.open_again", {"closure": closure}, body, command)

    def touched_by(self, closure: NewClosure | None = None, week: Week | None = None) -> Touches:
        """Who is expected, and which passes end, when the hub would not be open any more."""
        with self._unit.ask() as connection:
            return _touches(connection, self._unit, closure, week)

    def _do(self, kind: str, arguments: dict[str, Any], body: Any, command: UUID | None) -> None:
        self._unit.do(Order(kind, arguments, body, _nothing, _nothing, command))


def _nothing(_none: None) -> None:
    return None


def _page(connection: Connection, unit: UnitOfWork) -> HubPage:
    hub, now = unit.actor.hub, unit.clock.now()
    row = door.hub_row(connection, hub)
    settings = HubSettings.read(door.hub_settings(connection, hub))
    facts = hub_facts(connection, hub, now.date())
    today = facts.day(now)
    week = tuple(
        (day, tuple((start, end) for start, end in row.week.get(day, ())))
        for day in (str(number) for number in range(7))
    )
    fields = HubFields(
        name=row.name,
        capacity=row.capacity,
        week=week,
        address=row.address,
        city=row.city,
        phone=row.phone,
        **{one: getattr(settings, one) for one in SETTINGS},
    )
    closures = tuple(_closure(one) for one in query.closures_from(connection, hub, today))
    bodies = door.door(connection, hub, today, now, facts.lead).bodies
    return HubPage(fields, query.version(connection, hub), closures, bodies, today)


def _closure(row: Any) -> ClosureRow:
    opens = f"{row.opens:%H:%M}" if row.opens is not None else ""
    closes = f"{row.closes:%H:%M}" if row.closes is not None else ""
    return ClosureRow(row.id, NewClosure(row.first_day, row.last_day, row.reason, opens, closes))


def _change(fields: HubFields, version: int, work: Work) -> None:
    hub = work.actor.hub
    row = {
        "name": fields.name,
        "capacity": fields.capacity,
        "address": fields.address,
        "city": fields.city,
        "phone": fields.phone,
        "week": {day: [list(span) for span in spans] for day, spans in fields.week},
    }
    if not query.change(work.connection, hub, version, row):
        raise ChangedMeanwhile(
            _("Someone else changed the hub's settings a moment ago."),
            kept=_("Their change is saved; yours is still on your screen."),
            todo=_("Look at them again, then save."),
        )
    stored = door.hub_settings(work.connection, hub)
    for key in SETTINGS:
        value = json.dumps(getattr(fields, key))
        if stored.get(key) != value:
            query.put_setting(work.connection, hub, key, value, work.now)
    work.changed("hub", hub)


def _add_closure(closure: NewClosure, work: Work) -> UUID:
    hub = work.actor.hub
    today = hub_facts(work.connection, hub, work.at.date()).day(work.at)
    checked = checked_closure(closure, today)
    _apart(work.connection, hub, checked)
    exception, new = exception_of(checked), work.ids.new()
    query.add_closure(
        work.connection,
        {
            "id": new,
            "hub": hub,
            "first_day": checked.first,
            "last_day": checked.last,
            "opens": exception.opens,
            "closes": exception.closes,
            "reason": checked.reason,
            "archived_at": None,
        },
    )
    work.changed("hub", hub)
    return new


def _apart(connection: Connection, hub: UUID, closure: NewClosure) -> None:
    """One day has one set of hours."""
    for row in query.closures_from(connection, hub, closure.first):
        if row.first_day <= closure.last and row.last_day >= closure.first:
            raise InputError(
                _("From {first} to {last} other hours are written already.").format(
                    first=day_long(row.first_day), last=day_long(row.last_day)
                ),
                field="first",
                code="closed_already",
                todo=_("Take those away first, or choose other days."),
            )


def _remove_closure(closure: UUID, work: Work) -> None:
    if not query.remove_closure(work.connection, work.actor.hub, closure, work.now):
        raise NotFound(_("This closure is not there any more."), code="unknown_closure")
    work.changed("hub", work.actor.hub)


def _touches(
    connection: Connection,
    unit: UnitOfWork,
    closure: NewClosure | None,
    week: Week | None,
) -> Touches:
    hub, now = unit.actor.hub, unit.clock.now()
    before = hub_facts(connection, hub, now.date())
    today = before.day(now)
    last = today + timedelta(days=AHEAD)
    known = [_closure(one).closure for one in query.closures_from(connection, hub, today)]
    before = replace(before, exceptions=tuple(exception_of(one) for one in known))
    after = before
    first = today
    if week is not None:
        hours = {day: [list(span) for span in spans] for day, spans in checked_week(week)}
        after = replace(after, week=week_of(hours))
    if closure is not None:
        checked = checked_closure(closure, today)
        after = replace(after, exceptions=(exception_of(checked), *after.exceptions))
        first, last = max(today, checked.first), checked.last
    return _compared(connection, unit, before, after, (first, last))


def _compared(
    connection: Connection,
    unit: UnitOfWork,
    before: HubFacts,
    after: HubFacts,
    between: tuple[date, date],
) -> Touches:
    first, last = between
    rows = [
        row
        for row in query.expected_between(connection, unit.actor.hub, first, last)
        if row.ends > unit.clock.now()
        and is_within(before, row.starts, row.ends)
        and not is_within(after, row.starts, row.ends)
    ]
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    closed = days_that_close(before, after, days)
    passes, in_all = query.passes_ending(connection, unit.actor.hub, closed, SHOWN)
    return Touches(
        tuple(_expected(row, after) for row in rows[:SHOWN]),
        tuple(_ending(row, after) for row in passes),
        len(rows),
        in_all,
    )


def _expected(row: Any, hub: HubFacts) -> Touched:
    name = full_name(row.given, row.family) if row.given is not None else row.name
    starts, ends = hub.local(row.starts), hub.local(row.ends)
    return Touched(row.kind.value, row.day, name, row.title, starts, ends)


def _ending(row: Any, hub: HubFacts) -> Touched:
    name = full_name(row.given, row.family) if row.given is not None else row.organisation
    until = hub.open_day_from(row.valid_until)
    return Touched("pass", row.valid_until, name, product_name(row), until=until)
