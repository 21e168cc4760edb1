"""From what is asked to how a booking shall stand: checked, held against the rules of its spaces, priced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, money
from askadesk.core.reach import moment_within_reach, number_between
from askadesk.core.texts import one_line_within
from askadesk.core.unit_of_work import Work
from askadesk.hubs.rules import is_within
from askadesk.rooms import facts as reading
from askadesk.rooms.credits import purse_of, refuse_unpaid
from askadesk.rooms.errors import RuleBroken
from askadesk.rooms.house import house_of
from askadesk.rooms.prices import (
    NO_TIME,
    CreditPass,
    HeldPlan,
    Tariff,
    credits_an_hour,
    duration,
    price_of,
)
from askadesk.rooms.rows import Breach, ExtraLine, Move, NewBooking, Price, Taking
from askadesk.rooms.rules import (
    LONGEST_BUFFER,
    LONGEST_DAYS,
    MOST_HEADS,
    MOST_PEOPLE,
    MOST_SPACES,
    SpaceFacts,
    Wish,
    breaches,
)
from askadesk.rooms.state import BookingState, Taken
from askadesk.rooms.words import breach_sentence
from db.queries import rooms as query
from db.values import BookingStatus, Money, Role, TimeSpan

LONGEST_TITLE, LONGEST_NOTE, LONGEST_UID = 200, 400, 255
MOST_CENTS, MOST_TOTAL = 10_000_000, 100_000_000
MOST_BUFFER = int(LONGEST_BUFFER.total_seconds() // 60)


def checked(new: NewBooking) -> NewBooking:
    """What was asked, as it can be kept. Raises InputError with the ``field``."""
    check_span(new.starts, new.ends)
    if new.hold_until is not None:
        moment_within_reach(new.hold_until, "hold_until")
    if not new.spaces or len(new.spaces) > MOST_SPACES:
        raise InputError(
            _("A booking takes from one to {most} spaces.").format(most=MOST_SPACES),
            field="space",
            todo=_("Choose a space."),
        )
    if len({one.space for one in new.spaces}) != len(new.spaces):
        raise InputError(_("A space is named twice."), field="space")
    if any(not 1 <= one.desks <= MOST_HEADS for one in new.spaces):
        raise InputError(_("At least one desk is booked."), field="desks")
    for one in new.spaces:
        _check_buffers(one)
    if not 1 <= new.heads <= MOST_HEADS:
        raise InputError(_("At least one person comes."), field="heads")
    title = checked_title(new.title)
    if new.person is None and new.organisation is None and not title:
        raise InputError(
            _("For whom is it?"), field="person", todo=_("Choose a person, or write a title.")
        )
    people = tuple(dict.fromkeys(new.people))
    if len(people) > MOST_PEOPLE:
        raise InputError(_("These are too many people for one booking."), field="people")
    return replace(
        new,
        # From here on lengths are real ones: of two moments in one zone Python subtracts the walls.
        starts=new.starts.astimezone(UTC),
        ends=new.ends.astimezone(UTC),
        title=title,
        note=checked_note(new.note, "note"),
        reason=checked_note(new.reason, "reason"),
        lines=tuple(_line(one) for one in new.lines),
        people=people,
        uid=_checked_uid(new.uid),
    )


def check_span(starts: datetime, ends: datetime) -> None:
    """Raises InputError when it ends before it begins, or lasts longer than a booking may."""
    if starts.tzinfo is None or ends.tzinfo is None:
        raise ValueError("a booking needs aware moments")
    moment_within_reach(starts, "starts")
    moment_within_reach(ends, "ends")
    # In UTC: on one clock the two hours of the night in which it goes back are the same.
    if ends.astimezone(UTC) <= starts.astimezone(UTC):
        raise InputError(
            _("This booking would end before it begins."),
            field="ends",
            todo=_("Choose an end that comes after the start."),
        )
    if ends - starts > timedelta(days=LONGEST_DAYS):
        raise InputError(
            _("A booking lasts at most {days} days.").format(days=LONGEST_DAYS),
            field="ends",
            todo=_("Check the date, or close the space for that time."),
        )


def _check_buffers(taking: Taking) -> None:
    for name, minutes in (("setup", taking.setup), ("cleanup", taking.cleanup)):
        if minutes is not None:
            number_between(minutes, 0, MOST_BUFFER, name)


def _checked_uid(uid: str | None) -> str | None:
    """The name by which another calendar knows it: kept to the letter, or not at all."""
    if not uid:
        return None
    if len(uid) > LONGEST_UID or "\0" in uid or uid != uid.encode("utf-8", "replace").decode():
        raise InputError(
            _("This UID of a calendar's event cannot be kept."),
            field="uid",
            todo=_("It has {most} characters at most.").format(most=LONGEST_UID),
        )
    return uid


def checked_title(title: str) -> str:
    return one_line_within(title, "title", LONGEST_TITLE)


def checked_note(note: str, field: str) -> str:
    """A note or a reason: one line, not endless; it may be empty."""
    return one_line_within(note, field, LONGEST_NOTE)


def _line(line: ExtraLine) -> ExtraLine:
    words = one_line_within(line.words, "lines", LONGEST_TITLE)
    if not words or not 1 <= line.quantity <= MOST_HEADS or not 0 <= line.cents <= MOST_CENTS:
        raise InputError(_("A line needs words, a quantity and a price."), field="lines")
    return replace(line, words=words)


# --- how it shall stand --------------------------------------------------------------------------


def state_asked(work: Work, new: NewBooking) -> BookingState:
    """A new booking, held against the rules and priced. Raises RuleBroken."""
    _refuse_past_option(new.hold_until, work.at)
    held = new.hold_until is not None
    state = _filled(work, new, BookingStatus.HOLD if held else BookingStatus.CONFIRMED)
    return replace(state, expires_at=new.hold_until)


def state_changed(work: Work, booking: UUID, before: BookingState, new: NewBooking) -> BookingState:
    """A booking as ``new`` would have it. Of what is over its words may change, not where and when it was."""
    if before.status is BookingStatus.CANCELLED:
        raise InputError(
            _("What was called off cannot be changed."), todo=_("Take it up again first.")
        )
    if new.hold_until not in (None, before.expires_at):
        _refuse_past_option(new.hold_until, work.at)
    after = carried_on(before, _filled(work, new, before.status, but=(booking,)), new)
    if _is_over(before) and not _stays_in_place(before, after):
        raise _over()
    return after


def _is_over(state: BookingState) -> bool:
    return state.status in (BookingStatus.DONE, BookingStatus.NO_SHOW)


def _stays_in_place(before: BookingState, after: BookingState) -> bool:
    return (before.starts, before.ends, before.spaces) == (after.starts, after.ends, after.spaces)


def _over() -> InputError:
    return InputError(_("What is over or called off cannot be moved."), field="starts")


def _refuse_past_option(until: datetime | None, now: datetime) -> None:
    if until is not None and until <= now:
        raise InputError(_("An option lasts until a later moment."), field="hold_until")


def carried_on(before: BookingState, after: BookingState, new: NewBooking) -> BookingState:
    """``after`` with what ``before`` went through so far, which no change of its fields undoes."""
    expires = new.hold_until or before.expires_at
    return replace(
        after,
        series=before.series,
        wall=before.wall,
        uid=new.uid or before.uid,
        expires_at=expires if before.status is BookingStatus.HOLD else None,
        checked_in_at=before.checked_in_at,
        released_at=before.released_at,
        cancelled_at=before.cancelled_at,
        cancelled_by=before.cancelled_by,
    )


def _filled(
    work: Work, new: NewBooking, status: BookingStatus, but: Sequence[UUID] = ()
) -> BookingState:
    spaces = spaces_asked(work.connection, work.actor.hub, new)
    refuse(found_breaches(work.connection, spaces, new, work.now, work.actor.role), new.reason)
    price = price_asked(work.connection, spaces, new, but, lock=True)
    refuse_unpaid([(_day_of(spaces, new), price)])
    return stated(new, status, spaces, price)


def stated(
    new: NewBooking, status: BookingStatus, spaces: Mapping[UUID, SpaceFacts], price: Price
) -> BookingState:
    """What was asked, as a booking stands that has it."""
    return BookingState(
        status=status,
        starts=new.starts,
        ends=new.ends,
        spaces=tuple(_taken(one, spaces[one.space]) for one in new.spaces),
        person=new.person,
        organisation=new.organisation,
        title=new.title,
        note=new.note,
        private=new.private,
        heads=new.heads,
        people=new.people,
        lines=new.lines,
        price=price,
        reason=new.reason,
        uid=new.uid,
    )


def _taken(taking: Taking, space: SpaceFacts) -> Taken:
    setup = space.setup if taking.setup is None else taking.setup
    cleanup = space.cleanup if taking.cleanup is None else taking.cleanup
    desks = min(taking.desks, len(space.units)) if space.is_zone else 1
    return Taken(space.id, setup, cleanup, desks)


def state_moved(work: Work, before: BookingState, move: Move, reason: str) -> BookingState:
    """A booking at another time or in another space. Raises RuleBroken."""
    check_span(move.starts, move.ends)
    if before.status not in (BookingStatus.HOLD, BookingStatus.CONFIRMED, BookingStatus.IN_USE):
        raise _over()
    takings = tuple(Taking(one.space, one.desks, one.setup, one.cleanup) for one in before.spaces)
    if move.space is not None:
        takings = exchanged(takings, move.space, move.leaves)
    starts, ends = move.starts.astimezone(UTC), move.ends.astimezone(UTC)
    asked = replace(asked_again(before), spaces=takings, starts=starts, ends=ends, reason=reason)
    after = _filled(work, asked, before.status, but=(move.booking,))
    return replace(
        after,
        series=before.series,
        wall=before.wall,
        expires_at=before.expires_at,
        checked_in_at=before.checked_in_at,
        reason=reason or before.reason,
    )


def exchanged(
    takings: tuple[Taking, ...], space: UUID, leaves: UUID | None = None
) -> tuple[Taking, ...]:
    """The spaces of a booking with ``space`` instead of ``leaves``, or of its only one. Raises InputError."""
    leaves = takings[0].space if len(takings) == 1 else leaves
    if not any(one.space == leaves for one in takings):
        raise InputError(
            _("This booking has several spaces."),
            field="space",
            todo=_("Change them in the booking itself."),
        )
    if space == leaves:
        return takings
    if any(one.space == space for one in takings):
        raise InputError(_("The booking has this space already."), field="space")
    return tuple(Taking(space, one.desks) if one.space == leaves else one for one in takings)


def asked_again(state: BookingState) -> NewBooking:
    """What would have to be asked for this booking."""
    return NewBooking(
        spaces=tuple(Taking(one.space, one.desks, one.setup, one.cleanup) for one in state.spaces),
        starts=state.starts,
        ends=state.ends,
        person=state.person,
        organisation=state.organisation,
        title=state.title,
        note=state.note,
        heads=state.heads,
        people=state.people,
        lines=state.lines,
        private=state.private,
        use_credits=state.price.credits > 0,
        uid=state.uid,
    )


def is_open(space: SpaceFacts, span: TimeSpan) -> bool:
    """Whether a space is open for all of a span."""
    return is_within(space.hours, span.start, span.end)


# --- the rules and the price ---------------------------------------------------------------------


def spaces_asked(connection: Connection, hub: UUID, new: NewBooking) -> dict[UUID, SpaceFacts]:
    """The facts of the spaces asked for. Raises NotFound, and InputError where they overlap."""
    spaces = house_of(connection, hub).asked(one.space for one in new.spaces)
    refuse_overlaps(spaces.values())
    return spaces


def refuse_overlaps(spaces: Iterable[SpaceFacts]) -> None:
    """Raise InputError when a room would be taken twice: as itself, and as a part of a joined one."""
    taken: set[int] = set()
    for one in spaces:
        if not taken.isdisjoint(one.units):
            raise InputError(
                _("{space} shares a room with another space of this booking.").format(
                    space=one.name
                ),
                field="spaces",
                code="spaces_overlap",
                todo=_("Take one of the two away."),
            )
        taken.update(one.units)


def found_breaches(
    connection: Connection,
    spaces: dict[UUID, SpaceFacts],
    new: NewBooking,
    now: datetime,
    role: Role,
) -> tuple[Breach, ...]:
    """Every rule that a booking would break."""
    plans = plans_that_count(connection, spaces.values(), new)
    return breaches_with(spaces, new, Wish(_span(new), now, new.heads, plans, role))


def plans_that_count(
    connection: Connection, spaces: Iterable[SpaceFacts], new: NewBooking
) -> frozenset[UUID]:
    """The products that the holder has on the day; not looked up where every space is for everybody."""
    for space in spaces:
        if space.plans is not None:
            day = space.hours.day(new.starts)
            held = reading.plans_held(connection, new.person, new.organisation, day)
            return frozenset(one.product for one in held)
    return frozenset()


def breaches_with(
    spaces: Mapping[UUID, SpaceFacts], new: NewBooking, wish: Wish
) -> tuple[Breach, ...]:
    """Every rule of its spaces that ``new`` would break."""
    return tuple(breach for one in new.spaces for breach in breaches(spaces[one.space], wish))


def _span(new: NewBooking) -> TimeSpan:
    return TimeSpan(new.starts, new.ends)


def refuse(found: Sequence[Breach], reason: str) -> None:
    """Raise RuleBroken for what a reason does not get past."""
    left = [one for one in found if one.code == "role" or not reason]
    if left:
        raise RuleBroken(
            breach_sentence(left[0]),
            kept=_("Nothing was booked."),
            todo=_("Choose another time, or give a reason."),
            breaches=tuple(left),
        )


def refuse_breaches(work: Work, state: BookingState, reason: str) -> None:
    """Hold a booking as it shall stand against the rules of its spaces."""
    asked = asked_again(state)
    spaces = spaces_asked(work.connection, work.actor.hub, asked)
    refuse(found_breaches(work.connection, spaces, asked, work.now, work.actor.role), reason)


def price_asked(
    connection: Connection,
    spaces: dict[UUID, SpaceFacts],
    new: NewBooking,
    but: Sequence[UUID],
    *,
    lock: bool = False,
) -> Price:
    """What it costs. Bookings ``but`` are about to be written anew; ``lock`` is for a command that will draw
    the credits that pay it."""
    if new.person is None and new.organisation is None:
        return price_with(new, spaces, {})
    hours = next(iter(spaces.values())).hours
    day = _day_of(spaces, new)
    tariffs = house_of(connection, hours.id).tariffs(spaces, day)
    if not tariffs:
        return price_with(new, spaces, {})
    plans = reading.plans_held(connection, new.person, new.organisation, day)
    used = 0
    if any(plan.room_minutes for plan in plans):
        month = hours.at(day.replace(day=1), _MIDNIGHT)
        ahead = hours.at((day.replace(day=28) + timedelta(days=4)).replace(day=1), _MIDNIGHT)
        used = query.covered_between(
            connection, new.person, new.organisation, (month, ahead), list(but)
        )
    credits = None
    if new.use_credits:
        holder = (new.person, new.organisation)
        credits = purse_of(connection, hours.id, holder, (day, day), but, lock=lock).on(day)
    return price_with(new, spaces, tariffs, plans, used, credits)


def credits_for(
    connection: Connection, spaces: dict[UUID, SpaceFacts], new: NewBooking, but: Sequence[UUID]
) -> int:
    """How many credits the fullest pass has that may pay ``new``: one pass pays, or none. 0 where a space is
    sold for money alone."""
    hours = next(iter(spaces.values())).hours
    day, holder = _day_of(spaces, new), (new.person, new.organisation)
    passes = purse_of(connection, hours.id, holder, (day, day), but).on(day)
    if not passes:
        return 0
    tariffs = house_of(connection, hours.id).tariffs(spaces, day)
    products = {one.product for one in reading.plans_held(connection, *holder, day)}
    taken = reading.priced(((spaces[one.space], one.desks) for one in new.spaces), tariffs)
    return max(one.left for one in passes) if credits_an_hour(taken, products) else 0


def _day_of(spaces: Mapping[UUID, SpaceFacts], new: NewBooking) -> date:
    """The hub's day of a booking."""
    return next(iter(spaces.values())).hours.day(new.starts)


def price_with(
    new: NewBooking,
    spaces: Mapping[UUID, SpaceFacts],
    tariffs: Mapping[UUID, tuple[Tariff, ...]],
    plans: Sequence[HeldPlan] = (),
    used: int = 0,
    credits: Sequence[CreditPass] | None = None,
) -> Price:
    """What it costs with these tariffs, plans and credits. A booking of the hub's own (held by nobody) costs
    nothing. Raises InputError for more than any booking costs."""
    price = _summed(new, spaces, tariffs, plans, used, credits)
    if price.cents > MOST_TOTAL:
        raise InputError(
            _("This booking would cost more than {most}.").format(most=money(Money(MOST_TOTAL))),
            field="lines" if new.lines else "ends",
            todo=_("Check the digits: is there a comma missing?"),
        )
    return price


def _summed(
    new: NewBooking,
    spaces: Mapping[UUID, SpaceFacts],
    tariffs: Mapping[UUID, tuple[Tariff, ...]],
    plans: Sequence[HeldPlan],
    used: int,
    credits: Sequence[CreditPass] | None,
) -> Price:
    if not tariffs or (new.person is None and new.organisation is None):
        return price_of(NO_TIME, (), lines=new.lines)
    lasting = duration(new.starts, new.ends, next(iter(spaces.values())).hours.zone)
    taken = reading.priced(((spaces[one.space], one.desks) for one in new.spaces), tariffs)
    return price_of(lasting, taken, plans, used, new.lines, credits)


_MIDNIGHT = datetime.min.time()


def facts_for(work: Work, ids: Iterable[UUID]) -> dict[UUID, SpaceFacts]:
    """The facts of every space named, archived ones too: what was booked there can be called off."""
    house = house_of(work.connection, work.actor.hub)
    return {id: house.spaces[id] for id in ids}
