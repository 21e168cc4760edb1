"""Memberships and passes at rest, and ends that are moved: what stood before is always kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from askadesk.core.errors import InputError, NotFound
from askadesk.core.i18n import _, day_long, ngettext
from askadesk.core.reach import day_within_reach
from askadesk.core.texts import one_line_within
from askadesk.core.unit_of_work import Order, UnitOfWork, Work
from askadesk.hubs.finding import hub_day, hub_of
from askadesk.people.rows import Pause
from askadesk.people.rules import LONGEST_NAME
from db.queries import pauses as query

MEMBERSHIP, PASS = "membership", "pass"
LONGEST_PAUSE = 366
"""How many days a right may rest in one go."""
FURTHEST = timedelta(days=3660)
"""How far ahead a last day may lie."""


@dataclass(frozen=True, slots=True)
class EndMoved:
    """The last day of a right was moved. ``who`` is the operator's name, ``pause`` what moved it."""

    stood: date
    stands: date
    reason: str
    at: Any
    who: str
    pause: UUID | None = None


class Pausing:
    """Commands and questions about rights that rest or are extended. ``kind`` is "membership" or "pass"."""

    _unit: UnitOfWork

    def pause(
        self,
        kind: str,
        right: UUID,
        starts: date,
        ends: date,
        reason: str,
        *,
        command: UUID | None = None,
    ) -> UUID:
        """Let a right rest from ``starts`` to ``ends`` (both rest); its end moves by as many days.

        Returns the pause. Raises InputError with ``field`` "starts", "ends" or "reason", NotFound for
        an unknown right.
        """
        why = _reason(reason)
        if ends < starts:
            raise InputError(
                _("This pause would end before it begins."),
                field="ends",
                todo=_("Choose a last day that is not before the first."),
            )
        _within_reach(starts, ends)
        _not_too_long(starts, ends)
        arguments = {"kind": kind, "right": right, "starts": starts, "ends": ends, "reason": why}
        body = partial(_pause, kind, right, starts, ends, why)
        return self._unit.do(Order("plans.pause", arguments, body, str, UUID, command))

    def resume(
        self, pause: UUID, on: date | None = None, *, command: UUID | None = None
    ) -> date | None:
        """End a pause early: from ``on`` (today) the right holds again, and the days that did not rest
        are given back. A later pause that would begin only after the last day is called off with it.
        Returns the last day of the right, None when it has none."""
        order: Order[date | None] = Order(
            "plans.resume",
            {"pause": pause, "on": on},
            partial(_resume, pause, on),
            lambda end: end.isoformat() if end else None,
            lambda end: date.fromisoformat(end) if end else None,
            command,
        )
        return self._unit.do(order)

    def extend(
        self, kind: str, right: UUID, until: date, reason: str, *, command: UUID | None = None
    ) -> None:
        """Let a membership or a carnet hold until ``until`` (that day included), later than before.

        Raises InputError with ``field`` "until" or "reason".
        """
        why = _reason(reason)
        arguments = {"kind": kind, "right": right, "until": until, "reason": why}
        body = partial(_extend, kind, right, until, why)
        nothing = _nothing
        self._unit.do(Order("plans.extend", arguments, body, nothing, nothing, command))

    def pauses(self, kind: str, right: UUID) -> tuple[Pause, ...]:
        """The days on which a right rested, rests or will rest, latest first."""
        with self._unit.ask() as connection:
            found = query.of_rights(connection, kind, (right,))
        return tuple(pause_of(row) for row in found)

    def end_moves(self, kind: str, right: UUID) -> tuple[EndMoved, ...]:
        """Every move of the last day of a right, latest first."""
        with self._unit.ask() as connection:
            found = query.moves_of(connection, kind, right)
        return tuple(
            EndMoved(row.stood, row.stands, row.reason, row.at, row.who, row.pause) for row in found
        )

    def last_day_after(self, kind: str, right: UUID, starts: date, ends: date) -> date | None:
        """Until when the right would hold after such a pause; None where it has no end."""
        _within_reach(starts, ends)
        with self._unit.ask() as connection:
            held = _held(query.right(connection, kind, right))
        last: date | None = held.ends
        return _later(last, starts, ends) if last is not None and ends >= starts else last

    def resting_today(self, kind: str, right: UUID) -> Pause | None:
        """The pause in which the right is today, if it is in one."""
        with self._unit.ask() as connection:
            today = hub_day(connection, self._unit)
            found = query.of_rights(connection, kind, (right,))
        return next((pause_of(row) for row in found if row.starts <= today <= row.ends), None)


def pause_of(row: Any) -> Pause:
    """The pause of a row of ``pauses``."""
    return Pause(row.id, row.starts, row.ends, row.reason)


def _nothing(_none: None) -> None:
    return None


def _reason(reason: str) -> str:
    plain = one_line_within(reason, "reason", LONGEST_NAME)
    if not plain:
        raise InputError(
            _("A reason is needed."),
            field="reason",
            code="reason_missing",
            todo=_("A word is enough: holidays, illness, a mistake."),
        )
    return plain


def _not_too_long(starts: date, ends: date) -> None:
    if _length(starts, ends).days > LONGEST_PAUSE:
        raise InputError(
            _("A pause lasts {days} days at most.").format(days=LONGEST_PAUSE),
            field="ends",
            todo=_("Choose an earlier last day."),
        )


def _length(starts: date, ends: date) -> timedelta:
    return ends - starts + timedelta(days=1)


def _within_reach(starts: date, ends: date) -> None:
    day_within_reach(starts, "starts")
    day_within_reach(ends, "ends")


def _later(last: date, starts: date, ends: date) -> date:
    """The last day of a right after such a pause. An archive may hold one from which none can be counted."""
    return day_within_reach(last, "ends") + _length(starts, ends)


def no_such_right() -> NotFound:
    """What is said of a right that is not there."""
    return NotFound(_("This plan or carnet is not there any more."), code="unknown_right")


def _held(row: Any) -> Any:
    if row is None:
        raise no_such_right()
    return row


def _pause(kind: str, right: UUID, starts: date, ends: date, reason: str, work: Work) -> UUID:
    held = _held(query.right(work.connection, kind, right, lock=True))
    today = hub_of(work.connection, work.actor.hub).local(work.at).date()
    _may_rest(work, kind, held, starts, today)
    _rests_once(query.of_rights(work.connection, kind, (right,)), starts, ends)
    new = work.ids.new()
    query.add(
        work.connection,
        {
            "id": new,
            **_names(kind, right),
            "starts": starts,
            "planned": ends,
            "ends": ends,
            "reason": reason,
            "at": work.at,
            "command": work.command,
            "ended_at": None,
            "ended_by": None,
        },
    )
    if held.ends is not None:
        _move(work, kind, held, _later(held.ends, starts, ends), reason, new)
    work.changed(kind, right)
    return new


def _may_rest(work: Work, kind: str, held: Any, starts: date, today: date) -> None:
    """A pause begins today or later, inside the right's own days, and on a day not yet used."""
    if starts < today:
        raise InputError(
            _("A pause begins today or later."),
            field="starts",
            todo=_("For days that are over, extend the plan instead."),
        )
    if held.starts > starts:
        raise InputError(
            _("The plan itself begins on {day}.").format(day=day_long(held.starts)),
            field="starts",
            todo=_("Let the pause begin that day or later."),
        )
    if held.ends is not None and held.ends < starts:
        raise InputError(
            _("The plan holds until {day}: there is nothing left to pause then.").format(
                day=day_long(held.ends)
            ),
            field="starts",
        )
    if starts == today and query.is_used_on(work.connection, kind, held.id, today):
        raise InputError(
            _("It was used today already."),
            field="starts",
            todo=_("Let the pause begin tomorrow."),
        )


def _rests_once(pauses: Any, starts: date, ends: date) -> None:
    for row in pauses:
        if row.starts <= ends and row.ends >= starts:
            raise InputError(
                _("It already rests from {first} to {last}.").format(
                    first=day_long(row.starts), last=day_long(row.ends)
                ),
                field="starts",
                code="paused_already",
                todo=_("Choose other days, or end that pause first."),
            )


def _names(kind: str, right: UUID) -> dict[str, UUID | None]:
    return {
        "membership": right if kind == MEMBERSHIP else None,
        "pass": right if kind == PASS else None,
    }


def _move(
    work: Work, kind: str, held: Any, stands: date, reason: str, pause: UUID | None = None
) -> None:
    """Move the last day of a right, and keep what stood before."""
    query.move_end(
        work.connection,
        kind,
        {
            "id": work.ids.new(),
            **_names(kind, held.id),
            "pause": pause,
            "stood": held.ends,
            "stands": stands,
            "reason": reason,
            "at": work.at,
            "command": work.command,
        },
    )


def _resume(pause: UUID, on: date | None, work: Work) -> date | None:
    row = query.pause(work.connection, pause)
    if row is None:
        raise NotFound(_("This pause is not there any more."), code="unknown_pause")
    kind, right = (MEMBERSHIP, row.membership) if row.membership else (PASS, row._mapping[PASS])
    held = _held(query.right(work.connection, kind, right, lock=True))
    # Read again under the lock: another desk may have ended it meanwhile.
    row = query.pause(work.connection, pause)
    today = hub_of(work.connection, work.actor.hub).local(work.at).date()
    day = max(on or today, row.starts)
    _may_resume(row, on, day, today)
    _end(work, kind, held, row, day - timedelta(days=1))
    _call_off_beyond(work, kind, right, row.starts)
    work.changed(kind, right)
    stands: date | None = _held(query.right(work.connection, kind, right)).ends
    return stands


def _end(work: Work, kind: str, held: Any, row: Any, last: date) -> None:
    """Let the pause of ``row`` end with ``last``, and give back the days that do not rest."""
    query.end_early(work.connection, row.id, last, work.at, work.command)
    if held.ends is not None:
        _move(work, kind, held, held.ends - (row.ends - last), row.reason, row.id)


def _call_off_beyond(work: Work, kind: str, right: UUID, after: date) -> None:
    """Call off the pauses begun ``after`` which the right no longer reaches: it would hold for nothing
    until they begin."""
    for row in query.of_rights(work.connection, kind, (right,)):
        held = _held(query.right(work.connection, kind, right))
        reached = held.ends is None or held.ends - _length(row.starts, row.ends) >= row.starts
        if row.starts <= after or reached:
            return
        _end(work, kind, held, row, row.starts - timedelta(days=1))


def _may_resume(row: Any, on: date | None, day: date, today: date) -> None:
    if row.ended_at is not None or row.ends < today:
        raise InputError(_("This pause is over already."), field="on", code="pause_over")
    if on is not None and on < today:
        raise InputError(
            _("A pause ends today or later: the door has already said no on the days before."),
            field="on",
        )
    if day > row.ends:
        raise InputError(
            _("This pause ends on {day} by itself.").format(day=day_long(row.ends)),
            field="on",
            todo=_("Choose an earlier day, or leave it as it is."),
        )


def _extend(kind: str, right: UUID, until: date, reason: str, work: Work) -> None:
    held = _held(query.right(work.connection, kind, right, lock=True))
    today = hub_of(work.connection, work.actor.hub).local(work.at).date()
    if held.ends is None:
        raise InputError(_("It has no last day: it holds as it is."), field="until")
    if until < held.starts:
        raise InputError(_("This plan would end before it begins."), field="until")
    if until <= held.ends:
        raise InputError(
            _("It already holds until {day}.").format(day=day_long(held.ends)),
            field="until",
            todo=_("Choose a later day."),
        )
    if until > today + FURTHEST:
        years = FURTHEST.days // 366
        raise InputError(
            ngettext("At most {years} year ahead.", "At most {years} years ahead.", years).format(
                years=years
            ),
            field="until",
            todo=_("Check the year of this date."),
        )
    _move(work, kind, held, until, reason)
    work.changed(kind, right)
