"""Bookings that repeat: looked at before, booked, changed, called off. Each is one transaction, taken back
by ``BookingService.undo``, booking by booking.

A series is a row that says by which rule its dates were made, and never changes; each date is a booking that
knows its series and its place in it. How the series stands now is told by both together: see ``planning``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from askadesk.core.errors import DeskError, InputError
from askadesk.core.i18n import _, ngettext
from askadesk.core.unit_of_work import Order, UnitOfWork, Work
from askadesk.presence.facts import HubFacts
from askadesk.rooms import asking, passing_time
from askadesk.rooms.clashing import speaking_of_clashes
from askadesk.rooms.credits import refuse_unpaid
from askadesk.rooms.errors import RuleBroken
from askadesk.rooms.horizon import Horizon, horizon_of
from askadesk.rooms.house import house_of
from askadesk.rooms.planning import (
    NOT_BEGUN,
    Asked,
    Plan,
    SeriesFacts,
    Wanted,
    planned_change,
    planned_series,
    series_facts,
    wall_text,
)
from askadesk.rooms.previewing import dates_seen, total
from askadesk.rooms.recurrence import Recurrence, described
from askadesk.rooms.rows import Booked, Breach, NewBooking, Taking
from askadesk.rooms.series_rows import Instead, NewSeries, Reach, SeriesPreview, SeriesRow
from askadesk.rooms.standing import Standing, standing_of, unknown_booking
from askadesk.rooms.state import BookingState
from askadesk.rooms.strangers import speaking_of_strangers
from askadesk.rooms.words import breach_sentence, days_named
from askadesk.rooms.writing import Change, apply, changed_meanwhile, spaces_named
from db.queries import rooms as query
from db.queries import series as series_query
from db.values import BookingStatus, CalledOffBy

Made = tuple[Sequence[Change], UUID]
"""What becomes of bookings, and the series to which they belong then."""


class SeriesService:
    """Commands and questions of bookings that repeat.

    Commands raise SpaceTaken, RuleBroken (both with ``dates``), ChangedMeanwhile, NotFound, InputError with
    ``field``, and change nothing then.
    """

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit

    # --- questions ---------------------------------------------------------------------------------

    def preview(self, new: NewSeries, *, ignoring: UUID | None = None) -> SeriesPreview:
        """Every date of a series that is asked for. ``ignoring`` is the booking that shall become its first.
        Raises InputError, NotFound."""
        checked = _checked(new)
        with self._unit.ask() as connection:
            hub = _hub(connection, self._unit)
            plan = planned_series(checked, hub.zone, ignoring)
            return self._seen(connection, plan)

    def preview_change(
        self,
        booking: UUID,
        new: NewBooking,
        reach: Reach,
        rule: str | None = None,
        instead: Sequence[Instead] = (),
    ) -> SeriesPreview:
        """Every date that a change reaches, as it would come out."""
        checked = asking.checked(new)
        with self._unit.ask() as connection:
            hub = _hub(connection, self._unit)
            series = _series_of(connection, hub, booking, self._unit.clock.now())
            asked = Asked(booking, _with_buffers(connection, checked), reach, rule, tuple(instead))
            _refuse_nothing_left(series, asked)
            plan = planned_change(series, asked)
            return self._seen(connection, plan, series)

    def series(self, booking: UUID) -> SeriesRow | None:
        """The series of a booking as it stands; None when it has none. Raises NotFound."""
        with self._unit.ask() as connection:
            hub = _hub(connection, self._unit)
            row = series_query.one_booking(connection, booking)
            if row is None or row.hub != hub.id:
                raise unknown_booking()
            if row.series is None:
                return None
            series = _series_of(connection, hub, booking, self._unit.clock.now())
        made = series.recurrence
        return SeriesRow(
            id=series.id,
            rule=made.rule,
            words=described(made.rule, made.start, made.zone),
            ahead=len(series.open),
            total=len(series.standing),
        )

    # --- commands ----------------------------------------------------------------------------------

    def book(self, new: NewSeries, *, command: UUID | None = None) -> Booked:
        """Book every date, or none: one that is taken, with nothing chosen instead, refuses the whole."""
        checked = _checked(new)

        def body(work: Work) -> Made:
            hub = _hub_at(work)
            plan = planned_series(checked, hub.zone)
            return _carry(work, plan, _begun(work, plan.recurrence))

        with speaking_of_strangers(self._unit, checked.first):
            return self._do("series.book", dataclasses.asdict(checked), body, command)

    def repeat(
        self,
        booking: UUID,
        version: int,
        rule: str,
        instead: Sequence[Instead] = (),
        *,
        changed: NewBooking | None = None,
        reason: str = "",
        command: UUID | None = None,
    ) -> Booked:
        """Make of a single booking the first of a series. It stays as it is, its price too, unless it is
        ``changed`` with that."""
        choices, said = tuple(instead), asking.checked_note(reason, "reason")
        checked = None if changed is None else asking.checked(changed)

        def body(work: Work) -> Made:
            hub = _hub_at(work)
            first = _standing(work, hub, booking, version)
            if first.state.series is not None:
                raise _not_so(_("This booking repeats already."))
            after = first.state
            if checked is not None:
                after = asking.state_changed(work, booking, after, checked)
            new = asking.asked_again(after)
            new = replace(new, reason=said or after.reason, hold_until=after.expires_at)
            plan = planned_series(NewSeries(new, rule, choices), hub.zone, booking)
            if plan.wanted[0].wall in {one.wall for one in choices}:
                raise InputError(_("The first date is the booking itself."), field="repeat")
            series = _begun(work, plan.recurrence)
            joined = _joined(booking, first, after, series, plan.wanted[0].wall)
            rest = replace(plan, wanted=plan.wanted[1:])
            changes, _series = _carry(work, rest, series) if rest.wanted else ((), series)
            return (joined, *changes), series

        arguments = {"booking": booking, "version": version, "rule": rule, "reason": said}
        arguments |= {} if checked is None else dataclasses.asdict(checked)
        arguments["instead"] = [dataclasses.asdict(one) for one in choices]
        with speaking_of_strangers(self._unit, checked):
            return self._do("series.repeat", arguments, body, command, [booking])

    def change(
        self,
        booking: UUID,
        version: int,
        new: NewBooking,
        reach: Reach,
        *,
        rule: str | None = None,
        instead: Sequence[Instead] = (),
        command: UUID | None = None,
    ) -> Booked:
        """Change one date, it and those that follow, or all that have not begun; ``planned_change`` says
        how far each change goes. One that is changed alone stays in its series."""
        checked, choices = asking.checked(new), tuple(instead)

        def body(work: Work) -> Made:
            hub = _hub_at(work)
            _standing(work, hub, booking, version)
            series = _series_of(work.connection, hub, booking, work.now, to_change=True)
            asked = Asked(booking, _with_buffers(work.connection, checked), reach, rule, choices)
            _refuse_nothing_left(series, asked)
            plan = planned_change(series, asked)
            to = series.id
            if plan.recurrence is not None:
                to = _begun(work, plan.recurrence, follows=series.id)
            return _carry(work, plan, to, series, booking)

        arguments = {
            "booking": booking,
            "version": version,
            "reach": reach,
            "rule": rule,
            "instead": [dataclasses.asdict(one) for one in choices],
            **dataclasses.asdict(checked),
        }
        with speaking_of_strangers(self._unit, checked):
            return self._do("series.change", arguments, body, command, [booking])

    def cancel(
        self,
        booking: UUID,
        version: int,
        reach: Reach,
        by: CalledOffBy = CalledOffBy.DESK,
        reason: str = "",
        *,
        command: UUID | None = None,
    ) -> Booked:
        """Call off one date, it and those that follow, or all that have not begun."""
        said = asking.checked_note(reason, "reason")

        def body(work: Work) -> Made:
            hub = _hub_at(work)
            one = _standing(work, hub, booking, version)
            if reach is Reach.ONE and one.state.status not in NOT_BEGUN:
                raise _not_so(_("Only what has not begun can be called off."))
            series = _series_of(work.connection, hub, booking, work.now, to_change=True)
            reached = series.reached(booking, reach)
            if not reached:
                raise _nothing_left()
            return [
                Change(
                    id, "cancel", each.state, each.state.called_off(work.at, by, said), each.version
                )
                for id, each in reached.items()
            ], series.id

        arguments = {"booking": booking, "version": version, "reach": reach, "by": by}
        return self._do("series.cancel", {**arguments, "reason": said}, body, command, [booking])

    # --- how ---------------------------------------------------------------------------------------

    def _seen(
        self, connection: Connection, plan: Plan, series: SeriesFacts | None = None
    ) -> SeriesPreview:
        new = [one.new for one in plan.wanted]
        now = self._unit.clock.now()
        horizon = horizon_of(connection, self._unit.actor, new, now, plan.touched)
        dates = dates_seen(connection, horizon, plan.wanted, plan.touched)
        made = plan.recurrence or (series.recurrence if series is not None else None)
        words = "" if made is None else described(made.rule, made.start, made.zone)
        return SeriesPreview(dates, words, total(dates))

    def _do(
        self,
        kind: str,
        arguments: dict[str, Any],
        body: Callable[[Work], Made],
        command: UUID | None,
        spared: Collection[UUID] = (),
    ) -> Booked:
        passing_time.release(self._unit, spared)
        order = Order(kind, arguments, partial(_carry_out, body), _encode, _decode, command)
        with speaking_of_clashes(self._unit):
            return self._unit.do(order)


def _carry_out(body: Callable[[Work], Made], work: Work) -> Booked:
    changes, series = body(work)
    apply(work, changes, asking.facts_for(work, spaces_named(changes)))
    return Booked(tuple(one.booking for one in changes), work.command, series)


def _encode(booked: Booked) -> Any:
    return [[str(one) for one in booked.bookings], str(booked.command), str(booked.series)]


def _decode(body: Any) -> Booked:
    return Booked(tuple(UUID(one) for one in body[0]), UUID(body[1]), UUID(body[2]))


# --- reading -------------------------------------------------------------------------------------


def _checked(new: NewSeries) -> NewSeries:
    return replace(new, first=asking.checked(new.first))


def _hub(connection: Connection, unit: UnitOfWork) -> HubFacts:
    return house_of(connection, unit.actor.hub).hub


def _hub_at(work: Work) -> HubFacts:
    return house_of(work.connection, work.actor.hub).hub


def _standing(work: Work, hub: HubFacts, booking: UUID, version: int) -> Standing:
    """One booking, if it still stands at ``version``. Raises NotFound, ChangedMeanwhile."""
    row = query.booking_rows(work.connection, [booking]).get(booking)
    if row is None or row.hub != hub.id:
        raise unknown_booking()
    if row.version != version:
        raise changed_meanwhile()
    return standing_of(work.connection, {booking: row}, hub.id)[booking]


def _series_of(
    connection: Connection, hub: HubFacts, booking: UUID, now: datetime, *, to_change: bool = False
) -> SeriesFacts:
    """The series of a booking as it stands. Raises NotFound, InputError when it is a single one."""
    row = series_query.one_booking(connection, booking)
    if row is None or row.hub != hub.id:
        raise unknown_booking()
    if row.series is None:
        raise InputError(_("This booking does not repeat."), field="repeat", code="not_repeated")
    rows = series_query.bookings_of(connection, row.series, to_change=to_change)
    dates = standing_of(connection, rows, hub.id)
    return series_facts(series_query.series_row(connection, row.series), dates, hub.zone, now)


def _with_buffers(connection: Connection, new: NewBooking) -> NewBooking:
    """What was asked with the buffers that it means, to be held beside what stands."""
    rows = query.spaces_by_id(connection, [one.space for one in new.spaces])

    def taking(one: Taking) -> Taking:
        row = rows.get(one.space)
        if row is None:
            return one
        setup = row.setup if one.setup is None else one.setup
        return replace(
            one, setup=setup, cleanup=row.cleanup if one.cleanup is None else one.cleanup
        )

    return replace(new, spaces=tuple(taking(one) for one in new.spaces))


def _refuse_nothing_left(series: SeriesFacts, asked: Asked) -> None:
    if asked.reach is Reach.ONE and asked.rule not in (None, series.recurrence.rule):
        raise InputError(_("One date alone has no rule of its own."), field="repeat")
    if not series.reached(asked.anchor, asked.reach):
        raise _nothing_left()


def _nothing_left() -> DeskError:
    return _not_so(_("Every date of this series has begun or was called off."))


def _not_so(what: str) -> DeskError:
    return DeskError(what, code="not_possible_now", kept=_("Nothing was changed."))


# --- writing -------------------------------------------------------------------------------------


def _begun(work: Work, made: Recurrence | None, follows: UUID | None = None) -> UUID:
    """Write the row of a new series."""
    if made is None:
        raise ValueError("a series is begun by a rule")
    series = work.ids.new()
    row = {
        "id": series,
        "hub": work.actor.hub,
        "rule": made.rule,
        "start": wall_text(made.start),
        "minutes": int(made.length.total_seconds() // 60),
        "skipped": sorted(wall_text(one) for one in made.skipped),
        "extra": sorted(wall_text(one) for one in made.extra),
        "follows": follows,
        "created_at": work.now,
        "command": work.command,
    }
    series_query.insert_series.write(work.connection, row)
    return series


def _joined(
    booking: UUID, first: Standing, after: BookingState, series: UUID, wall: datetime
) -> Change:
    """A single booking that becomes the first of a series."""
    joined = replace(after, series=series, wall=wall_text(wall))
    return Change(booking, "repeat", first.state, joined, first.version)


@dataclass(frozen=True, slots=True)
class _Home:
    """Where dates go: to which series, from which (None: there was none before)."""

    to: UUID
    was: SeriesFacts | None = None
    anchor: UUID | None = None

    def before(self, booking: UUID) -> Standing:
        """How a booking stands of which a date is made."""
        if self.was is None:
            raise ValueError("there was no series before")
        return self.was.dates[booking]


def _carry(
    work: Work,
    plan: Plan,
    series: UUID,
    was: SeriesFacts | None = None,
    anchor: UUID | None = None,
) -> Made:
    """A plan as changes of bookings, held against the rules and priced date by date. Raises RuleBroken."""
    home = _Home(series, was, anchor)
    new = [one.new for one in plan.wanted]
    horizon = horizon_of(work.connection, work.actor, new, work.now, plan.touched, lock=True)
    _refuse_breaches(horizon, plan, home)
    changes = [_change(work, horizon, home, one) for one in _in_order(plan)]
    refuse_unpaid((horizon.hub.day(one.after.starts), one.after.price) for one in changes)
    called_off = [one.booking for one in plan.wanted if one.skipped and one.booking is not None]
    changes += [_gone(work, home, booking) for booking in (*called_off, *plan.gone)]
    return changes, series


def _in_order(plan: Plan) -> list[Wanted]:
    """By their moments: what a plan has of a month goes to the first that come."""
    return sorted(plan.kept, key=lambda one: one.new.starts)


def _change(work: Work, horizon: Horizon, home: _Home, wanted: Wanted) -> Change:
    new = wanted.new
    price = horizon.price(new)
    horizon.take(new, price)
    wall = wall_text(wanted.wall)
    if wanted.booking is None:
        expires = _expires(work, home, new)
        status = BookingStatus.CONFIRMED if expires is None else BookingStatus.HOLD
        state = asking.stated(new, status, horizon.asked(new), price)
        return Change(
            work.ids.new(),
            "book",
            None,
            replace(state, expires_at=expires, series=home.to, wall=wall),
        )
    before, version = home.before(wanted.booking)
    state = asking.stated(new, before.status, horizon.asked(new), price)
    state = asking.carried_on(before, state, new)
    return Change(
        wanted.booking, "change", before, replace(state, series=home.to, wall=wall), version
    )


def _expires(work: Work, home: _Home, new: NewBooking) -> datetime | None:
    """Until when a new date is only an option: as asked, or as the date that was changed."""
    if new.hold_until is not None and new.hold_until <= work.at:
        raise InputError(_("An option lasts until a later moment."), field="hold_until")
    if new.hold_until is not None or home.anchor is None:
        return new.hold_until
    return home.before(home.anchor).state.expires_at


def _gone(work: Work, home: _Home, booking: UUID) -> Change:
    before, version = home.before(booking)
    after = before.called_off(work.at, CalledOffBy.DESK, "")
    return Change(booking, "cancel", before, after, version)


def _refuse_breaches(horizon: Horizon, plan: Plan, home: _Home) -> None:
    """Raise RuleBroken for the dates that break a rule, unless a reason gets past it. What a date broke before,
    it may go on breaking."""
    found: list[tuple[Wanted, Breach]] = []
    for one in plan.kept:
        known: set[tuple[str, UUID]] = set()
        if one.booking is not None and home.was is not None:
            known = _broken(horizon, home.before(one.booking).state, one.new)
        found += [
            (one, breach)
            for breach in horizon.breaches(one.new)
            if (breach.code == "role" or not one.new.reason)
            and (breach.code, breach.space) not in known
        ]
    if not found:
        return
    dates = tuple(sorted({horizon.hub.local(one.new.starts) for one, _breach in found}))
    raise RuleBroken(
        breach_sentence(found[0][1]),
        kept=_("Nothing was booked."),
        todo=ngettext(
            "It is about {days}: leave that date out, or give a reason.",
            "It is about {days}: leave these dates out, or give a reason.",
            len(dates),
        ).format(days=days_named(dates)),
        breaches=tuple(breach for _one, breach in found),
        dates=dates,
    )


def _broken(horizon: Horizon, state: BookingState, new: NewBooking) -> set[tuple[str, UUID]]:
    """The rules that a date breaks as it stands: of these only its holder may be another's business."""
    before = replace(asking.asked_again(state), person=new.person, organisation=new.organisation)
    if any(one.space not in horizon.spaces for one in before.spaces):
        return set()
    same = (state.person, state.organisation) == (new.person, new.organisation)
    broken = horizon.breaches(before)
    return {(one.code, one.space) for one in broken if same or one.code != "plan"}
