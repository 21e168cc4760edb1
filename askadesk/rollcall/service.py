"""Roll calls: begun, ticked, ended, kept. A desk asks ``known`` in quiet times and needs nobody later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from askadesk.access.codes import fingerprint
from askadesk.core.errors import DeskError, InputError, NotFound
from askadesk.core.i18n import _
from askadesk.core.unit_of_work import Order, UnitOfWork, Work
from askadesk.documents.rows import HubFacts
from askadesk.hubs.finding import hub_of
from askadesk.hubs.rows import HubRow
from askadesk.people.rules import full_name
from askadesk.plans.offers import product_name
from askadesk.rollcall.rows import (
    Call,
    Inside,
    Known,
    Listed,
    Presence,
    Summary,
    SummaryLine,
    Tick,
)
from askadesk.rollcall.rules import board, on_the_list, standing
from askadesk.settings.declared import HubSettings
from db.queries import presence as presence_query
from db.queries import rollcall as query
from db.values import Basis, Leaving

ALREADY_OPEN = "roll_call_open"


class RollCallService:
    """Commands carry the moment in which they were given (``at``) and their own id, so that what was
    done without the archive is recorded later as it was."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit

    # asking --------------------------------------------------------------------------------------

    def known(self) -> Known:
        """All that a desk must have at hand to call the roll, in a fixed number of questions."""
        actor = self._unit.actor
        with self._unit.ask() as connection:
            hub = hub_of(connection, actor.hub)
            settings = presence_query.hub_settings(connection, actor.hub)
            now = hub.local(self._unit.clock.now())
            call = _open_call(connection, hub)
            inside = _inside(connection, hub, now, call)
            operator, device = query.at_the_desk(connection, actor.operator, actor.device)
        return Known(
            read_at=now,
            hub=HubFacts(hub.name, hub.address, hub.city, hub.phone),
            zone=hub.zone,
            operator=operator,
            device=device,
            meeting_point=HubSettings.read(settings).meeting_point,
            inside=inside,
            call=call,
        )

    def summaries(self, limit: int = 20) -> tuple[Summary, ...]:
        """The latest calls that ended, newest first."""
        actor = self._unit.actor
        with self._unit.ask() as connection:
            rows = query.ended(connection, actor.hub, limit)
            return _summaries(connection, hub_of(connection, actor.hub), rows)

    def summary(self, call: UUID) -> Summary:
        """What a call that ended found. Raises NotFound."""
        actor = self._unit.actor
        with self._unit.ask() as connection:
            row = query.ended_one(connection, actor.hub, call)
            if row is None:
                raise NotFound(_("This roll call is not among those that ended."))
            return _summaries(connection, hub_of(connection, actor.hub), [row])[0]

    # doing ---------------------------------------------------------------------------------------

    def start(
        self, *, drill: bool = False, command: UUID | None = None, at: datetime | None = None
    ) -> UUID:
        """Begin a roll call, or join the one that goes on at the hub; returns its id."""
        asked = Order("rollcall.start", {"drill": drill}, partial(_start, drill), str, UUID)
        order = replace(asked, command=command or self._unit.ids.new(), at=at)
        try:
            return self._unit.do(order)
        except DeskError as error:
            if error.code != ALREADY_OPEN:
                raise
        # Another desk began one in the same moment: now it is there to be joined.
        return self._unit.do(order)

    def tick(
        self,
        call: UUID,
        visit: UUID,
        heads: int,
        *,
        command: UUID | None = None,
        at: datetime | None = None,
    ) -> UUID:
        """``heads`` of a visit are outside; returns the tick. A call that ended takes it too: what was
        seen is not lost. Raises NotFound, and InputError for a number that cannot be."""
        arguments = {"call": call, "visit": visit, "heads": heads}
        body = partial(_tick, call, visit, heads)
        order = Order("rollcall.tick", arguments, body, str, UUID, command, at)
        return self._unit.do(order)

    def undo(
        self,
        call: UUID,
        tick: UUID,
        *,
        command: UUID | None = None,
        at: datetime | None = None,
    ) -> None:
        """Take a tick back. Taken back already: nothing happens."""
        arguments = {"call": call, "tick": tick}
        body = partial(_undo, call, tick)
        self._unit.do(Order("rollcall.undo", arguments, body, _nothing, _nothing, command, at))

    def set_drill(
        self,
        call: UUID,
        drill: bool,
        *,
        command: UUID | None = None,
        at: datetime | None = None,
    ) -> None:
        """Say that a call that goes on is a drill, or that it is not."""
        arguments = {"call": call, "drill": drill}
        body = partial(_set_drill, call, drill)
        self._unit.do(Order("rollcall.set_drill", arguments, body, _nothing, _nothing, command, at))

    def close(self, call: UUID, *, command: UUID | None = None, at: datetime | None = None) -> None:
        """End a call and keep what it found. Ended already: nothing happens."""
        body = partial(_close, call)
        self._unit.do(
            Order("rollcall.close", {"call": call}, body, _nothing, _nothing, command, at)
        )


def _nothing(_value: object) -> None:
    """What a command without an answer gives and reads back."""


# --- reading -------------------------------------------------------------------------------------


def _open_call(connection: Connection, hub: HubRow) -> Call | None:
    row = query.open_call(connection, hub.id)
    if row is None:
        return None
    ticks = tuple(_read_tick(one, hub) for one in query.ticks_of(connection, row.id))
    return Call(row.id, row.drill, hub.local(row.started_at), row.operator_name, ticks)


def _read_tick(row: Any, hub: HubRow) -> Tick:
    return Tick(row.id, row.visit, row.heads, hub.local(row.at), row.undoes)


def _inside(
    connection: Connection, hub: HubRow, now: datetime, call: Call | None
) -> tuple[Inside, ...]:
    since = call.started_at if call is not None else None
    rows = query.presences(connection, hub.id, now.date(), since)
    helped = query.need_help_on_stairs(connection, hub.id)
    codes: dict[UUID, tuple[str, ...]] = {}
    for row in query.card_numbers(connection, hub.id):
        codes[row.person] = (*codes.get(row.person, ()), fingerprint(row.number))
    presences = (_presence(row, hub, row.person in helped, codes) for row in rows)
    return on_the_list(presences, since)


def _presence(
    row: Any, hub: HubRow, stairs_help: bool, codes: Mapping[UUID, tuple[str, ...]]
) -> Presence:
    left = row.checked_out_at
    return Presence(
        visit=row.visit,
        person=row.person,
        name=full_name(row.given, row.family),
        basis=Basis(row.basis),
        since=hub.local(row.checked_in_at),
        heads=row.head_count,
        product=product_name(row) if row.name else "",
        title=row.title or "",
        host=full_name(row.host_given, row.host_family) if row.host_given is not None else "",
        host_person=row.guest_of,
        organisation=row.organisation or "",
        role=row.role,
        stairs_help=stairs_help,
        left_at=hub.local(left) if left is not None else None,
        leaving=Leaving(row.leaving) if row.leaving is not None else None,
        codes=codes.get(row.person, ()),
    )


def _summaries(connection: Connection, hub: HubRow, rows: Sequence[Any]) -> tuple[Summary, ...]:
    some = [row.id for row in rows]
    held = {
        call: standing(_read_tick(one, hub) for one in ticks)
        for call, ticks in _by_call(query.ticks_of_several(connection, some)).items()
    }
    told = _by_call(query.told_of(connection, some))
    return tuple(
        Summary(
            id=row.id,
            drill=row.drill,
            started_at=hub.local(row.started_at),
            ended_at=hub.local(row.ended_at),
            started_by=row.began,
            ended_by=row.ender,
            lines=_lines(told.get(row.id, []), held.get(row.id, {}), hub),
        )
        for row in rows
    )


def _by_call(rows: Sequence[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.roll_call, []).append(row)
    return found


def _lines(rows: Sequence[Any], held: Mapping[UUID, Tick], hub: HubRow) -> tuple[SummaryLine, ...]:
    lines = [_line(row, held.get(row.visit), hub) for row in rows]
    return tuple(sorted(lines, key=_missing_first))


def _missing_first(line: SummaryLine) -> tuple[bool, float, str]:
    moment = line.found_at.timestamp() if line.found_at is not None else 0.0
    return line.found == line.heads, moment, line.name


def _line(row: Any, late: Tick | None, hub: HubRow) -> SummaryLine:
    """A tick that reached the archive after the end counts as well."""
    found, at = row.found, hub.local(row.found_at) if row.found_at is not None else None
    if late is not None and late.heads > found:
        found, at = min(late.heads, row.heads), late.at
    return SummaryLine(row.person, full_name(row.given, row.family), row.heads, found, at)


# --- writing -------------------------------------------------------------------------------------


def _start(drill: bool, work: Work) -> UUID:
    row = query.open_call(work.connection, work.actor.hub)
    if row is not None:
        known: UUID = row.id
        return known
    work.connection.execute(
        insert(query.calls),
        {
            "id": work.command,
            "hub": work.actor.hub,
            "drill": drill,
            "started_at": work.at,
            "operator": work.actor.operator,
            "device": work.actor.device,
            "ended_at": None,
            "ended_by": None,
            "command": work.command,
        },
    )
    work.changed("roll_call", work.command)
    return work.command


def _tick(call: UUID, visit: UUID, heads: int, work: Work) -> UUID:
    _call_row(work, call)
    row = query.visit(work.connection, visit)
    if row is None or row.hub != work.actor.hub:
        raise NotFound(_("This entry is not in the archive."))
    if not 1 <= heads <= row.head_count:
        raise InputError(
            _("{count} people came with this entry.").format(count=row.head_count), field="heads"
        )
    _write_tick(work, call, visit, heads, None)
    return work.command


def _write_tick(work: Work, call: UUID, visit: UUID, heads: int, undoes: UUID | None) -> None:
    work.connection.execute(
        insert(query.ticks),
        {
            "id": work.command,
            "roll_call": call,
            "visit": visit,
            "heads": heads,
            "undoes": undoes,
            "at": work.at,
            "device": work.actor.device,
            "command": work.command,
        },
    )
    work.changed("roll_call", call)


def _undo(call: UUID, tick: UUID, work: Work) -> None:
    rows = {row.id: row for row in query.ticks_of(work.connection, call)}
    if tick not in rows:
        raise NotFound(_("This tick is not in the archive."))
    if all(row.undoes != tick for row in rows.values()):
        _write_tick(work, call, rows[tick].visit, 0, tick)


def _set_drill(call: UUID, drill: bool, work: Work) -> None:
    row = _call_row(work, call)
    if row.ended_at is None and row.drill != drill:
        change = update(query.calls).where(query.calls.c.id == call)
        work.connection.execute(change.values(drill=drill))
        work.changed("roll_call", call)


def _call_row(work: Work, call: UUID) -> Any:
    calls = query.calls
    statement = select(calls).where(calls.c.id == call, calls.c.hub == work.actor.hub)
    row = work.connection.execute(statement).first()
    if row is None:
        raise NotFound(_("This roll call is not in the archive."))
    return row


def _close(call: UUID, work: Work) -> None:
    row = _call_row(work, call)
    if row.ended_at is not None:
        return
    hub = hub_of(work.connection, work.actor.hub)
    open_call = _open_call(work.connection, hub)
    assert open_call is not None
    inside = _inside(work.connection, hub, hub.local(work.at), open_call)
    found = board(inside, open_call.ticks)
    told = [_told(work, call, one) for group in found.groups for one in group.listed]
    if told:
        work.connection.execute(insert(query.told), told)
    change = update(query.calls).where(query.calls.c.id == call)
    ended = max(work.at, row.started_at)
    work.connection.execute(change.values(ended_at=ended, ended_by=work.actor.operator))
    work.changed("roll_call", call)


def _told(work: Work, call: UUID, one: Listed) -> dict[str, Any]:
    return {
        "id": work.ids.new(),
        "roll_call": call,
        "visit": one.who.visit,
        "person": one.who.person,
        "heads": one.who.heads,
        "found": one.found,
        "found_at": one.found_at if one.found else None,
    }
