"""What the booking dialog has done on the database worker: what it begins with, what it asks, what it saves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from askadesk.rooms.rows import Booked, BookingRow, NewBooking, SpaceRow, Taking
from askadesk.rooms.series_rows import NewSeries, Reach, SeriesRow
from askadesk.rooms.waiting_rows import NewWaiting, WaitingRow
from askadesk.services import Services
from db.values import BookingStatus
from ui.dialogs.booking_data import Answer, BookingWritten, Draft, Holder, Question

_USUAL_LENGTH = timedelta(hours=1)
_STEP = 15


@dataclass(frozen=True, slots=True)
class BookingStart:
    """What a new booking begins with: where and when it was pointed at, and for whom if that is known."""

    space: UUID | None
    starts: datetime
    ends: datetime
    person: UUID | None = None


# what the dialog begins with -----------------------------------------------------------------------


def soon(services: Services, person: UUID | None = None) -> BookingStart:
    """From the next quarter of an hour, for an hour, in the first space that is free for it."""
    now = services.reading.now().replace(second=0, microsecond=0)
    starts = now + timedelta(minutes=_STEP - now.minute % _STEP)
    ends = starts + _USUAL_LENGTH
    free = services.calendar.free(starts, ends)
    return BookingStart(free[0].space if free else None, starts, ends, person)


def draft_of_new(services: Services, start: BookingStart | None) -> Draft:
    """A new booking, as far as it is known."""
    start = start or soon(services)
    spaces = services.spaces.spaces()
    space = start.space or (spaces[0].id if spaces else None)
    now = services.reading.now()
    holder = None
    if start.person is not None:
        holder = Holder(services.people.show(start.person).name, person=start.person)
    new = NewBooking(
        spaces=(Taking(space),) if space is not None else (),
        starts=start.starts.astimezone(now.tzinfo),
        ends=start.ends.astimezone(now.tzinfo),
        person=start.person,
    )
    return Draft(now, spaces, new, holder, currency=_currency(services))


def draft_of(services: Services, booking: UUID, reach: Reach | None) -> Draft:
    """A booking as it stands now, to be changed as far as ``reach`` goes."""
    row = services.calendar.booking(booking)
    rule = ""
    if reach in (Reach.FOLLOWING, Reach.ALL):
        series = services.series.series(booking)
        rule = series.rule if series is not None else ""
    return Draft(
        now=services.reading.now(),
        spaces=_spaces_for(services, row),
        new=asked_again(row),
        holder=_holder(row),
        names=row.people,
        row=row,
        reach=reach,
        rule=rule,
        currency=_currency(services),
    )


def _spaces_for(services: Services, row: BookingRow) -> tuple[SpaceRow, ...]:
    """The spaces to choose from, with those that it has, even if they were put away."""
    own = {one.space for one in row.spaces}
    every = services.spaces.spaces(archived=True)
    return tuple(one for one in every if not one.archived or one.id in own)


def asked_again(row: BookingRow) -> NewBooking:
    """What would have to be asked for this booking."""
    return NewBooking(
        spaces=row.spaces,
        starts=row.starts,
        ends=row.ends,
        person=row.person,
        organisation=row.organisation,
        title=row.title,
        note=row.note,
        heads=row.heads,
        people=tuple(person for person, _name in row.people),
        lines=row.lines,
        private=row.private,
        hold_until=row.expires_at if row.status is BookingStatus.HOLD else None,
        reason=row.reason,
        use_credits=row.price.credits > 0,
        uid=row.uid,
    )


def _holder(row: BookingRow) -> Holder | None:
    if row.organisation is not None:
        return Holder(row.holder, organisation=row.organisation)
    return Holder(row.holder, person=row.person) if row.person is not None else None


def _currency(services: Services) -> str:
    return services.hub.row().currency


def series_of(services: Services, booking: UUID) -> SeriesRow | None:
    """The series of a booking."""
    return services.series.series(booking)


# what it asks --------------------------------------------------------------------------------------


def answered(services: Services, draft: Draft, question: Question) -> Answer:
    """What would come of it. Raises InputError."""
    row = draft.row
    own = row.id if row is not None else None
    credits = services.calendar.credits(question.new, ignoring=own)
    if not question.rule:
        checked = services.calendar.check(question.new, ignoring=own)
        return Answer(question, checked=checked, credits=credits)
    if row is not None and draft.reach in (Reach.FOLLOWING, Reach.ALL):
        preview = services.series.preview_change(
            row.id,
            question.new,
            draft.reach,
            rule=_other_rule(draft, question.rule),
            instead=question.instead,
        )
    else:
        # A booking that becomes the first of a series is not in its own way.
        asked = NewSeries(question.new, question.rule, question.instead)
        preview = services.series.preview(asked, ignoring=own)
    return Answer(question, preview=preview, credits=credits)


def _other_rule(draft: Draft, rule: str) -> str | None:
    """The rule, where it is another one than it was."""
    return rule if rule != draft.rule else None


# what it saves -------------------------------------------------------------------------------------


def saved(services: Services, draft: Draft, written: BookingWritten) -> Booked:
    """Book or change what was written. Raises what the services raise."""
    row = draft.row
    if row is None:
        if not written.rule:
            return services.bookings.book(written.new)
        return services.series.book(NewSeries(written.new, written.rule, written.instead))
    if draft.reach is not None:
        rule = _other_rule(draft, written.rule) if draft.of_series else None
        return services.series.change(
            row.id,
            written.version,
            written.new,
            draft.reach,
            rule=rule or None,
            instead=written.instead,
        )
    if not written.rule:
        return services.bookings.change(row.id, written.version, written.new)
    return services.series.repeat(
        row.id,
        written.version,
        written.rule,
        written.instead,
        changed=written.new if written.new != draft.new else None,
        reason=written.new.reason,
    )


def in_line(services: Services, new: NewBooking) -> WaitingRow:
    """Put whoever a booking is for in line for what it cannot have. Raises what the service raises."""
    taking = new.spaces[0]
    of_zone = services.spaces.space(taking.space).units > 1
    wish = NewWaiting(
        taking.space,
        new.starts,
        new.ends,
        new.person,
        new.organisation,
        new.title,
        taking.desks if of_zone else new.heads,
        new.private,
        new.note,
    )
    return services.waiting.add(wish)
