"""What the calendar asks of the services: called on the database worker, no widgets in here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from askadesk.core.errors import NotFound
from askadesk.core.i18n import _
from askadesk.people.rules import initials_of
from askadesk.presence.rows import FoundPerson
from askadesk.rooms.asking import exchanged
from askadesk.rooms.rows import (
    Booked,
    BookingRow,
    Checked,
    DayPage,
    Filter,
    MonthPage,
    Move,
    NewBooking,
    WeekPage,
)
from askadesk.rooms.waiting_rows import WaitingRow
from askadesk.services import Services
from ui.dialogs.call_off import CalledOff
from ui.pages.calendar.drag import Ghost
from ui.pages.calendar.page import Asked, Shown
from ui.pages.calendar.panel_slot import SlotChecked
from ui.pages.calendar.toolbar import DAY, LIST, MONTH, WEEK


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to be done to bookings. ``do`` gets a reason, "" at first. ``done`` says that it was;
    ``choose`` whether the booking that it made is chosen then."""

    do: Callable[[str], Booked]
    done: str
    icon: str = "calendar-check"
    choose: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """A deed and what came of it."""

    deed: Deed
    booked: Booked


@dataclass(frozen=True, slots=True)
class Weighed:
    """A booking where it is dragged to: how it stands, and what would come of it there."""

    ghost: Ghost
    row: BookingRow
    checked: Checked


@dataclass(frozen=True, slots=True)
class FoundHolders:
    """People and organisations found for a text."""

    text: str
    people: tuple[FoundPerson, ...]
    houses: tuple[FoundPerson, ...]


def move_of(ghost: Ghost) -> Move:
    block, slot = ghost.block, ghost.slot
    assert block is not None
    space = slot.space if slot.space != block.space else None
    return Move(block.booking, block.version, slot.starts, slot.ends, space, block.space)


def again(row: BookingRow, ghost: Ghost) -> NewBooking:
    """What would have to be asked for the same booking where the ghost stands. Raises InputError."""
    slot, block = ghost.slot, ghost.block
    spaces = exchanged(row.spaces, slot.space, block.space if block is not None else None)
    return NewBooking(
        spaces=spaces,
        starts=slot.starts,
        ends=slot.ends,
        person=row.person,
        organisation=row.organisation,
        title=row.title,
        note=row.note,
        heads=row.heads,
        people=tuple(id for id, _name in row.people),
        lines=row.lines,
        private=row.private,
        use_credits=row.price.credits > 0,
    )


def read(services: Services, asked: Asked | None, chosen: UUID | None) -> Shown:
    """What the page wants, with the booking that is chosen; today where nothing was wanted yet."""
    now = services.reading.now()
    asked = asked or Asked(DAY, now.date(), Filter())
    return Shown(asked, _found(services, asked), now, _chosen(services, chosen))


def _found(
    services: Services, asked: Asked
) -> DayPage | WeekPage | MonthPage | tuple[BookingRow, ...]:
    calendar, day = services.calendar, asked.day
    monday = day - timedelta(days=day.weekday())
    if asked.mode == WEEK:
        return calendar.week(monday, asked.filter)
    if asked.mode == MONTH:
        return calendar.month(day.replace(day=1), asked.filter)
    if asked.mode == LIST:
        return calendar.bookings(monday, monday + timedelta(days=6))
    return calendar.day(day, asked.filter)


def _chosen(services: Services, chosen: UUID | None) -> BookingRow | None:
    if chosen is None:
        return None
    try:
        return services.calendar.booking(chosen)
    except NotFound:
        return None


def waiting(services: Services, booking: UUID) -> tuple[UUID, tuple[WaitingRow, ...]]:
    try:
        return booking, services.waiting.for_booking(booking)
    except NotFound:
        return booking, ()


def checked(services: Services, new: NewBooking, asked: NewBooking) -> SlotChecked:
    checked, credits = services.calendar.check(asked), services.calendar.credits(asked)
    return SlotChecked(new, checked, credits)


def weigh(services: Services, ghost: Ghost) -> Weighed:
    assert ghost.block is not None
    row = services.calendar.booking(ghost.block.booking)
    ignoring = None if ghost.copied else row.id
    return Weighed(ghost, row, services.calendar.check(again(row, ghost), ignoring=ignoring))


def search(services: Services, text: str) -> FoundHolders:
    houses = tuple(
        FoundPerson(one.id, one.name, initials_of(one.name), _("Organisation"), "", "", None)
        for one in services.listing.organisations(text, 0, 3)
    )
    return FoundHolders(text, services.reading.search(text), houses)


def carry_out(deed: Deed, reason: str) -> Done:
    return Done(deed, deed.do(reason))


def book(services: Services, new: NewBooking, reason: str) -> Booked:
    return services.bookings.book(replace(new, reason=reason or new.reason))


def move(services: Services, move: Move, reason: str) -> Booked:
    return services.bookings.move((move,), reason=reason)


def extend(services: Services, row: BookingRow, minutes: int, reason: str) -> Booked:
    return services.bookings.extend(row.id, row.version, minutes, reason=reason)


def confirm(confirm: Callable[[UUID, int], Booked], row: BookingRow, _reason: str) -> Booked:
    return confirm(row.id, row.version)


def check_in(services: Services, row: BookingRow, _reason: str) -> Booked:
    return services.bookings.check_in(row.id)


def restore(services: Services, row: BookingRow, reason: str) -> Booked:
    return services.bookings.restore(row.id, row.version, reason=reason)


def call_off(services: Services, row: BookingRow, answer: CalledOff) -> Booked:
    return services.bookings.cancel(row.id, row.version, answer.by, answer.reason)
