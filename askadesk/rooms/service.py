"""Bookings: made, changed, moved, called off, taken up, taken back. Each is one transaction, from whatever side
it is asked."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from askadesk.core.errors import DeskError, InputError, NotFound
from askadesk.core.i18n import _, day_spoken
from askadesk.core.unit_of_work import Order, UnitOfWork, Work
from askadesk.rooms import asking, passing_time
from askadesk.rooms.clashing import speaking_of_clashes
from askadesk.rooms.house import house_of
from askadesk.rooms.pricing import priced_anew, priced_as_agreed
from askadesk.rooms.rows import Booked, Move, NewBooking
from askadesk.rooms.standing import (
    Standing,
    standing,
    standing_at,
    standing_still,
    unknown_booking,
)
from askadesk.rooms.state import BookingState, state_from_json
from askadesk.rooms.strangers import speaking_of_strangers
from askadesk.rooms.writing import Change, apply, changed_meanwhile, spaces_named
from db.queries import rooms as query
from db.values import BookingStatus, CalledOffBy

LONGEST_EXTENSION = 24 * 60


class BookingService:
    """Commands of bookings. The questions are in ``reading.py``.

    All of them raise SpaceTaken (with who has it and what is free instead), RuleBroken (with the rules; a
    reason gets past all but one), ChangedMeanwhile, NotFound, InputError with ``field``, and
    change nothing then.
    """

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit

    # --- making and changing -----------------------------------------------------------------------

    def book(self, new: NewBooking, *, command: UUID | None = None) -> Booked:
        """Book. The price is worked out and kept with the booking, line by line."""
        checked = asking.checked(new)

        def body(work: Work) -> Sequence[Change]:
            state = asking.state_asked(work, checked)
            return [Change(work.ids.new(), "book", None, state)]

        with speaking_of_strangers(self._unit, checked):
            return self._do("booking.book", dataclasses.asdict(checked), body, command)

    def change(
        self, booking: UUID, version: int, new: NewBooking, *, command: UUID | None = None
    ) -> Booked:
        """Make of a booking what ``new`` says; its status stays, an option's time may move."""
        checked = asking.checked(new)

        def body(work: Work) -> Sequence[Change]:
            before = standing_still(work, booking, version)
            after = asking.state_changed(work, booking, before, checked)
            return [Change(booking, "change", before, after, version)]

        arguments = {"booking": booking, "version": version, **dataclasses.asdict(checked)}
        with speaking_of_strangers(self._unit, checked):
            return self._do("booking.change", arguments, body, command, [booking])

    def move(
        self, moves: Sequence[Move], *, reason: str = "", command: UUID | None = None
    ) -> Booked:
        """Move bookings, all or none: two that change places are one command."""
        if not moves:
            raise InputError(_("Nothing was chosen to be moved."))
        said = asking.checked_note(reason, "reason")

        def body(work: Work) -> Sequence[Change]:
            made = []
            for one in moves:
                before = standing_still(work, one.booking, one.version)
                after = asking.state_moved(work, before, one, said)
                made.append(Change(one.booking, "move", before, after, one.version))
            return made if len(made) == 1 else priced_anew(work, made)

        arguments = {"moves": [dataclasses.asdict(one) for one in moves], "reason": said}
        return self._do("booking.move", arguments, body, command, [one.booking for one in moves])

    def confirm(self, booking: UUID, version: int, *, command: UUID | None = None) -> Booked:
        """Make an option a booking."""

        def after(work: Work, before: BookingState) -> BookingState:
            if before.status is not BookingStatus.HOLD:
                raise _not_so(_("Only an option can be confirmed."))
            return replace(before, status=BookingStatus.CONFIRMED, expires_at=None)

        return self._one("confirm", booking, version, after, command)

    def cancel(
        self,
        booking: UUID,
        version: int,
        by: CalledOffBy = CalledOffBy.DESK,
        reason: str = "",
        *,
        command: UUID | None = None,
    ) -> Booked:
        """Call a booking off; its time is free at once."""
        said = asking.checked_note(reason, "reason")

        def after(work: Work, before: BookingState) -> BookingState:
            if before.status not in (BookingStatus.HOLD, BookingStatus.CONFIRMED):
                raise _not_so(_("Only what has not begun can be called off."))
            return before.called_off(work.at, by, said)

        arguments = {"by": by, "reason": said}
        return self._one("cancel", booking, version, after, command, arguments)

    def restore(
        self, booking: UUID, version: int, *, reason: str = "", command: UUID | None = None
    ) -> Booked:
        """Take up again what was called off, or a no-show whose people came after all."""

        def body(work: Work) -> Sequence[Change]:
            before = standing_still(work, booking, version)
            if before.status not in (BookingStatus.CANCELLED, BookingStatus.NO_SHOW):
                raise _not_so(_("This booking was not called off."))
            state = before.taken_up_again()
            asking.refuse_breaches(work, state, reason)
            return priced_as_agreed(work, [Change(booking, "restore", before, state, version)])

        arguments = {"booking": booking, "version": version, "reason": reason}
        return self._do("booking.restore", arguments, body, command, [booking])

    # --- the day itself ----------------------------------------------------------------------------

    def check_in(self, booking: UUID, *, command: UUID | None = None) -> Booked:
        """Its people are here: on its day, early ones too, and late ones where nobody has taken the space
        meanwhile (SpaceTaken). Asked again it changes nothing."""

        def body(work: Work) -> Sequence[Change]:
            before, version = standing(work, booking)
            if before.status is BookingStatus.IN_USE:
                return []
            late = before.status is BookingStatus.NO_SHOW and work.at < before.ends
            if not late and before.status not in (BookingStatus.CONFIRMED, BookingStatus.HOLD):
                raise _not_so(_("This booking was called off, or is over."))
            _refuse_another_day(work, before)
            return [Change(booking, "check_in", before, before.taken_up(work.at), version)]

        return self._do("booking.check_in", {"booking": booking}, body, command, [booking])

    def extend(
        self,
        booking: UUID,
        version: int,
        minutes: int,
        *,
        reason: str = "",
        command: UUID | None = None,
    ) -> Booked:
        """Let a booking go on for some minutes (or end so much earlier, below zero)."""
        if not minutes or abs(minutes) > LONGEST_EXTENSION:
            raise InputError(_("For how many minutes does it go on?"), field="minutes")
        said = asking.checked_note(reason, "reason")

        def after(work: Work, before: BookingState) -> BookingState:
            ends = before.ends + timedelta(minutes=minutes)
            if ends <= before.starts:
                raise InputError(_("It would end before it begins."), field="minutes")
            moved = Move(booking, version, before.starts, ends)
            return asking.state_moved(work, before, moved, said)

        arguments = {"minutes": minutes, "reason": said}
        return self._one("extend", booking, version, after, command, arguments)

    def sweep(self) -> int:
        """Do what time has done: options that lapsed, bookings to which nobody came, those that are over.
        Returns how many; where there is nothing to do, nothing is written."""
        return passing_time.sweep(self._unit)

    # --- taking back -------------------------------------------------------------------------------

    def undo(self, undone: UUID, *, command: UUID | None = None) -> Booked:
        """Put back how bookings stood before the command ``undone``; undoing that again is a redo.

        The database judges anew: a slot that was taken meanwhile is not taken back (SpaceTaken), and a
        booking that has changed since stays as it is (ChangedMeanwhile).
        """

        def body(work: Work) -> Sequence[Change]:
            story = query.changes_of(work.connection, undone)
            if not story:
                raise NotFound(_("There is nothing to take back."), code="nothing_to_undo")
            now = standing_at(work.connection, work.actor.hub, [one.booking for one in story])
            changes = [_back(work, one, now) for one in story]
            _refuse_put_away(work, changes)
            return priced_as_agreed(work, changes)

        return self._do("booking.undo", {"undone": undone}, body, command, self.made_by(undone))

    def made_by(self, command: UUID) -> tuple[UUID, ...]:
        """The bookings that a command made or changed; none when it is not known."""
        with self._unit.ask() as connection:
            return tuple(one.booking for one in query.changes_of(connection, command))

    # --- how ---------------------------------------------------------------------------------------

    def _one(
        self,
        kind: str,
        booking: UUID,
        version: int,
        after: Callable[[Work, BookingState], BookingState],
        command: UUID | None,
        arguments: dict[str, Any] | None = None,
    ) -> Booked:
        def body(work: Work) -> Sequence[Change]:
            before = standing_still(work, booking, version)
            return [Change(booking, kind, before, after(work, before), version)]

        given = {"booking": booking, "version": version, **(arguments or {})}
        return self._do(f"booking.{kind}", given, body, command, [booking])

    def _do(
        self,
        kind: str,
        arguments: dict[str, Any],
        body: Callable[[Work], Sequence[Change]],
        command: UUID | None,
        spared: Collection[UUID] = (),
    ) -> Booked:
        """One command. What time does to the bookings ``spared`` is for whoever asks to decide: late as they
        are, they can be called off or moved."""
        passing_time.release(self._unit, spared)
        order = Order(kind, arguments, partial(_carry_out, body), _encode, _decode, command)
        with speaking_of_clashes(self._unit):
            return self._unit.do(order)


def _carry_out(body: Callable[[Work], Sequence[Change]], work: Work) -> Booked:
    changes = body(work)
    if changes:
        apply(work, changes, asking.facts_for(work, spaces_named(changes)))
    return Booked(tuple(one.booking for one in changes), work.command)


def _encode(booked: Booked) -> Any:
    return [[str(one) for one in booked.bookings], str(booked.command)]


def _decode(body: Any) -> Booked:
    return Booked(tuple(UUID(one) for one in body[0]), UUID(body[1]))


def _not_so(what: str) -> DeskError:
    return DeskError(what, code="not_possible_now", kept=_("Nothing was changed."))


def _refuse_another_day(work: Work, state: BookingState) -> None:
    hub = house_of(work.connection, work.actor.hub).hub
    day = hub.day(state.starts)
    if hub.day(work.at) < day:
        raise _not_so(_("This booking is for another day: {day}.").format(day=day_spoken(day)))


def _refuse_put_away(work: Work, changes: Sequence[Change]) -> None:
    """What comes back needs spaces that are in use. Raises NotFound."""
    coming = [
        one.after
        for one in changes
        if one.after.status.occupies and not (one.before and one.before.status.occupies)
    ]
    spaces = {taken.space for state in coming for taken in state.spaces}
    house_of(work.connection, work.actor.hub).asked(spaces)


def _back(work: Work, told: Any, standing_now: dict[UUID, Standing]) -> Change:
    """The change that takes one change back."""
    if told.booking not in standing_now:
        raise unknown_booking()
    now, version = standing_now[told.booking]
    if now.to_json() != told.after:
        raise changed_meanwhile()
    if told.before is not None:
        return Change(told.booking, "undo", now, state_from_json(told.before), version)
    after = now.called_off(work.at, CalledOffBy.DESK, "")
    return Change(told.booking, "undo", now, after, version)
