"""The line for spaces that are taken: put somebody in it, see who waits, take up an offer, leave it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from askadesk.core.errors import DeskError, InputError, NotFound
from askadesk.core.i18n import _
from askadesk.core.reach import day_within_reach
from askadesk.core.unit_of_work import Order, UnitOfWork, Work
from askadesk.rooms import asking, offering, passing_time
from askadesk.rooms.clashing import holder_of, speaking_of_clashes
from askadesk.rooms.facts import taken_rows
from askadesk.rooms.house import House, house_of
from askadesk.rooms.offering import in_line
from askadesk.rooms.rows import Booked, NewBooking, Taking
from askadesk.rooms.rules import MOST_HEADS, SpaceFacts
from askadesk.rooms.showing import named_rows
from askadesk.rooms.standing import unknown_booking
from askadesk.rooms.strangers import speaking_of_strangers
from askadesk.rooms.waiting_rows import NewWaiting, WaitingRow
from askadesk.rooms.waiting_rules import InLine, can_be_had, offered_rows, place_of
from askadesk.rooms.writing import Change, apply
from db.queries import occupancy
from db.queries import waiting as query
from db.values import TimeSpan, WaitStatus

MIDNIGHT = time(0)


class WaitingService:
    """Commands and questions of the line. Each command is one transaction; what frees a space and what is
    offered then is in ``offering.py``."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit

    # --- questions ---------------------------------------------------------------------------------

    def row(self, entry: UUID) -> WaitingRow:
        """One place in the line, however it stands. Raises NotFound."""
        with self._unit.ask() as connection:
            house = house_of(connection, self._unit.actor.hub)
            rows = [one for one in query.by_id(connection, [entry]) if one.hub == house.hub.id]
            if not rows:
                raise _unknown()
            return _shown(connection, house, rows)[0]

    def line(self) -> tuple[WaitingRow, ...]:
        """Everybody who waits for a time that is not over: those whose turn it is first, then by time."""
        with self._unit.ask() as connection:
            house = house_of(connection, self._unit.actor.hub)
            rows = query.open_between(connection, house.hub.id, self._unit.clock.now())
            return _in_order(_shown(connection, house, rows))

    def on(self, day: date, space: UUID | None = None) -> tuple[WaitingRow, ...]:
        """Who waits for a time of a day, in all spaces or one. Raises InputError for a day beyond reach."""
        day_within_reach(day, "day")
        with self._unit.ask() as connection:
            house = house_of(connection, self._unit.actor.hub)
            start, end = (house.hub.at(day + timedelta(days=one), MIDNIGHT) for one in (0, 1))
            rows = query.open_between(connection, house.hub.id, start, end)
            found = _in_order(_shown(connection, house, rows))
        return tuple(one for one in found if space in (None, one.space))

    def for_booking(self, booking: UUID) -> tuple[WaitingRow, ...]:
        """Who waits for the time and spaces that a booking has, the first in line first. Raises NotFound."""
        with self._unit.ask() as connection:
            house = house_of(connection, self._unit.actor.hub)
            found = named_rows(connection, house.hub, [booking])
            if not found:
                raise unknown_booking()
            row = found[0]
            taken = TimeSpan(row.starts, row.ends)
            units = {unit for one in row.spaces for unit in house.spaces[one.space].units}
            rows = query.open_between(connection, house.hub.id, row.starts, row.ends)
            met = [
                one
                for one in rows
                if not units.isdisjoint(house.spaces[one.space].units)
                and taken.overlaps(TimeSpan(one.starts, one.ends))
            ]
            return _shown(connection, house, met)

    # --- commands ----------------------------------------------------------------------------------

    def add(self, new: NewWaiting, *, command: UUID | None = None) -> WaitingRow:
        """Put somebody at the end of the line for a space that is taken. Raises InputError with ``field``, and
        DeskError ``free_now`` where there is nothing to wait for, ``in_line_already``."""
        asked = _checked(new)

        def body(work: Work) -> UUID:
            space = house_of(work.connection, work.actor.hub).asked([asked.space])[asked.space]
            occupancy.lock_units(work.connection, space.units)
            entry = work.ids.new()
            _refuse_needless(work, asked, space, entry)
            query.insert_waiting.write(work.connection, _columns(work, asked, entry))
            work.changed("waiting", entry)
            return entry

        passing_time.release(self._unit)
        with speaking_of_strangers(self._unit, asked):
            entry = self._do("waiting.add", dataclasses.asdict(asked), body, command)
        return self.row(entry)

    def leave(self, entry: UUID, version: int, *, command: UUID | None = None) -> WaitingRow:
        """Take somebody out of the line; what was offered to them is offered to the next. Raises NotFound,
        ChangedMeanwhile."""

        def body(work: Work) -> UUID:
            one = _standing(work, entry, version)
            if one.status is WaitStatus.TAKEN:
                raise _not_so(_("They got the space already: call the booking off."))
            if one.status is not WaitStatus.GIVEN_UP:
                offering.turn_to(work, one, WaitStatus.GIVEN_UP)
                offering.settle_one(work, one)
            return entry

        arguments = {"entry": entry, "version": version}
        return self.row(self._do("waiting.leave", arguments, body, command))

    def come_back(self, entry: UUID, version: int, *, command: UUID | None = None) -> WaitingRow:
        """Put somebody who left the line back where they stood. Raises NotFound, ChangedMeanwhile."""

        def body(work: Work) -> UUID:
            one = _standing(work, entry, version)
            if one.status is not WaitStatus.GIVEN_UP or one.span.start <= work.now:
                raise _not_so(
                    _("Only who left can be put back in line, and only before the start.")
                )
            offering.settle_one(work, offering.turn_to(work, one, WaitStatus.WAITING))
            return entry

        arguments = {"entry": entry, "version": version}
        return self.row(self._do("waiting.come_back", arguments, body, command))

    def book(self, entry: UUID, *, reason: str = "", command: UUID | None = None) -> Booked:
        """Book what is offered to somebody. Raises DeskError ``not_offered`` when it is not, or not any more;
        SpaceTaken, RuleBroken and the rest as any booking does."""
        said = asking.checked_note(reason, "reason")

        def body(work: Work) -> Booked:
            row = _offered(work, entry)
            state = asking.state_asked(work, asking.checked(_booking(work, row, said)))
            change = Change(work.ids.new(), "book", None, state)
            # Whoever gets what they wait for leaves the line with that: see ``offering``.
            apply(work, [change], asking.facts_for(work, [row.space]))
            return Booked((change.booking,), work.command)

        arguments = {"entry": entry, "reason": said}
        passing_time.release(self._unit)
        order = Order("waiting.book", arguments, body, _booked_out, _booked_in, command)
        with speaking_of_clashes(self._unit):
            return self._unit.do(order)

    def _do(
        self,
        kind: str,
        arguments: dict[str, Any],
        body: Callable[[Work], UUID],
        command: UUID | None,
    ) -> UUID:
        return self._unit.do(Order(kind, arguments, body, str, UUID, command))


def _booked_out(booked: Booked) -> Any:
    return [str(booked.bookings[0]), str(booked.command)]


def _booked_in(body: Any) -> Booked:
    return Booked((UUID(body[0]),), UUID(body[1]))


# --- what is asked -------------------------------------------------------------------------------


def _checked(new: NewWaiting) -> NewWaiting:
    asking.check_span(new.starts, new.ends)
    if new.person is None and new.organisation is None:
        raise InputError(
            _("Who waits for it?"), field="person", todo=_("Choose a person or an organisation.")
        )
    if not 1 <= new.heads <= MOST_HEADS:
        raise InputError(_("At least one person comes."), field="heads")
    note = asking.checked_note(new.note, "note")
    return replace(new, title=asking.checked_title(new.title), note=note)


def _refuse_needless(work: Work, new: NewWaiting, space: SpaceFacts, entry: UUID) -> None:
    """What cannot be waited for: what is over, what is free, what one waits for already."""
    if new.starts <= work.now:
        raise InputError(_("This time has begun: nobody can wait for it."), field="starts")
    span = TimeSpan(new.starts, new.ends)
    mine = InLine(entry, space.id, span, (work.now, entry), heads=new.heads)
    house = house_of(work.connection, work.actor.hub)
    around = space.around(span)
    part = offering.part_of(mine, house.spaces)
    line = offering.line_around(work.connection, house.hub.id, [part])
    who = (new.person, new.organisation)
    if any(
        (one.person, one.organisation, one.space, one.span) == (*who, space.id, span)
        for one in line
    ):
        raise DeskError(_("They stand in line for this already."), code="in_line_already")
    taken = [*taken_rows(work.connection, space.units, around), *offered_rows(line, house.spaces)]
    if can_be_had(mine, space, taken):
        raise DeskError(
            _("{space} is free at that time.").format(space=space.name),
            code="free_now",
            todo=_("Book it: nobody has to wait."),
        )


def _columns(work: Work, new: NewWaiting, entry: UUID) -> dict[str, Any]:
    return {
        **dataclasses.asdict(new),
        "id": entry,
        "hub": work.actor.hub,
        "status": WaitStatus.WAITING,
        "offered_until": None,
        "created_at": work.now,
        "command": work.command,
        "version": 1,
    }


# --- how it stands -------------------------------------------------------------------------------


def _read(work: Work, entry: UUID) -> Any:
    rows = query.by_id(work.connection, [entry])
    if not rows or rows[0].hub != work.actor.hub:
        raise _unknown()
    return rows[0]


def _locked(work: Work, entry: UUID) -> Any:
    """One place in the line; its units stay as they are until this command is over."""
    row = _read(work, entry)
    facts = asking.facts_for(work, [row.space])
    occupancy.lock_units(work.connection, facts[row.space].units)
    return _read(work, entry)


def _standing(work: Work, entry: UUID, version: int) -> InLine:
    row = _locked(work, entry)
    if row.version != version:
        raise offering.changed_meanwhile()
    return in_line(row)


def _offered(work: Work, entry: UUID) -> Any:
    row = _locked(work, entry)
    if row.status is not WaitStatus.OFFERED:
        said = {
            WaitStatus.WAITING: _("It is not free for them yet."),
            WaitStatus.TAKEN: _("It was booked for them already."),
            WaitStatus.GIVEN_UP: _("They are not in line any more."),
        }
        raise _not_so(said[row.status], "not_offered")
    return row


def _booking(work: Work, row: Any, reason: str) -> NewBooking:
    """What somebody in line asks for, as a booking is asked for."""
    is_zone = asking.facts_for(work, [row.space])[row.space].is_zone
    return NewBooking(
        (Taking(row.space, row.heads if is_zone else 1),),
        row.starts,
        row.ends,
        person=row.person,
        organisation=row.organisation,
        title=row.title,
        heads=row.heads,
        note=row.note,
        private=row.private,
        reason=reason,
    )


def _unknown() -> NotFound:
    return NotFound(_("This place in the line is not there any more."), code="unknown_waiting")


def _not_so(what: str, code: str = "not_possible_now") -> DeskError:
    return DeskError(what, code=code, kept=_("Nothing was changed."))


# --- what is shown -------------------------------------------------------------------------------


def _shown(connection: Connection, house: House, rows: Sequence[Any]) -> tuple[WaitingRow, ...]:
    """Rows of the line as they are shown, each with its place among all who wait for the same."""
    open_ = [row for row in rows if row.status in (WaitStatus.WAITING, WaitStatus.OFFERED)]
    line: list[InLine] = []
    if open_:
        first, last = min(row.starts for row in open_), max(row.ends for row in open_)
        line = [in_line(one) for one in query.open_between(connection, house.hub.id, first, last)]
    known = {one.id for one in line}
    local = house.hub.local
    return tuple(
        WaitingRow(
            id=row.id,
            version=row.version,
            status=row.status,
            space=row.space,
            space_name=house.spaces[row.space].name,
            starts=local(row.starts),
            ends=local(row.ends),
            who=holder_of(row),
            person=row.person,
            organisation=row.organisation,
            title="" if row.private else row.title,
            heads=row.heads,
            place=place_of(in_line(row), line, house.spaces) if row.id in known else 0,
            until=None if row.offered_until is None else local(row.offered_until),
        )
        for row in rows
    )


def _in_order(rows: Sequence[WaitingRow]) -> tuple[WaitingRow, ...]:
    return tuple(sorted(rows, key=_turn))


def _turn(row: WaitingRow) -> tuple[bool, datetime, str, int]:
    return not row.offered, row.starts, row.space_name, row.place
