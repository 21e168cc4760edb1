"""``askadesk book|free|bookings|booking``: what was typed becomes a call, and what came of it is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from askadesk.cli_call import (
    Call,
    WrongUse,
    candidate,
    command_of,
    day_of,
    moment_of,
    uuid_of,
)
from askadesk.cli_output import Ambiguous, Json, moment
from askadesk.cli_spaces import features_of, kind_of, space_of
from askadesk.core.errors import InputError, NotFound
from askadesk.core.files import write_file
from askadesk.core.i18n import _, day_long, day_weekday, hour, money, ngettext, number
from askadesk.core.reach import day_within_reach
from askadesk.people.rules import fold
from askadesk.rooms import words
from askadesk.rooms.errors import RuleBroken, SpaceTaken
from askadesk.rooms.rows import (
    FEATURES,
    Booked,
    BookingRow,
    Breach,
    Clash,
    Free,
    Move,
    NewBooking,
    Taking,
)
from askadesk.rooms.series_rows import Instead, NewSeries
from db.values import BookingStatus, CalledOffBy, Money

DONE, REFUSED = 0, 1
_MOST_HOLDERS = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What ``book`` was told, as it was typed."""

    spaces: tuple[str, ...]
    start: str
    end: str
    holder: str | None = None
    title: str = ""
    heads: int = 1
    desks: int = 1
    note: str = ""
    private: bool = False
    reason: str = ""
    command_id: str | None = None
    repeat: str | None = None
    skip_taken: bool = False
    credits: bool = False


# --- booking, moving, calling off ----------------------------------------------------------------


def book(call: Call, wanted: Wanted) -> int:
    """Book; 1 when the space is taken or a rule is in the way."""
    command = command_of(wanted.command_id)
    if wanted.skip_taken and wanted.repeat is None:
        raise WrongUse(_("--skip-taken goes with --repeat."))
    new = _asked(call, wanted)
    if wanted.repeat is None:
        return answered(call, "booked", lambda: call.services.bookings.book(new, command=command))
    series = NewSeries(new, wanted.repeat)
    if wanted.skip_taken:
        series = _without_taken(call, series, command)
    return answered(call, "booked", lambda: call.services.series.book(series, command=command))


def _without_taken(call: Call, series: NewSeries, command: UUID | None) -> NewSeries:
    """The series without the dates that are taken, but for those that this very command took: sent
    twice, it is the same."""
    own = set() if command is None else set(call.services.bookings.made_by(command))
    taken = call.services.series.preview(series).taken
    left_out = (one for one in taken if any(clash.booking not in own for clash in one.clashes))
    return replace(series, instead=tuple(Instead(one.wall) for one in left_out))


def _asked(call: Call, wanted: Wanted) -> NewBooking:
    starts, ends = span_of(call, (wanted.start, wanted.end))
    person, organisation = (None, None) if wanted.holder is None else holder_of(call, wanted.holder)
    return NewBooking(
        spaces=tuple(Taking(space_of(call, one).id, wanted.desks) for one in wanted.spaces),
        starts=starts,
        ends=ends,
        person=person,
        organisation=organisation,
        title=wanted.title,
        note=wanted.note,
        heads=wanted.heads,
        private=wanted.private,
        reason=wanted.reason,
        use_credits=wanted.credits,
    )


def move(
    call: Call,
    booking: str,
    times: tuple[str, str],
    space: str | None,
    reason: str,
    command_id: str | None,
) -> int:
    """Move a booking; 1 when that is taken or a rule is in the way."""
    row, command = _booking(call, booking), command_of(command_id)
    starts, ends = span_of(call, times)
    into = None if space is None else space_of(call, space).id
    moves = (Move(row.id, row.version, starts, ends, into),)
    return answered(
        call, "moved", lambda: call.services.bookings.move(moves, reason=reason, command=command)
    )


def cancel(call: Call, booking: str, by: str, reason: str, command_id: str | None) -> int:
    """Call a booking off."""
    if by not in (CalledOffBy.HOLDER, CalledOffBy.DESK, CalledOffBy.HUB):
        raise WrongUse(_("--by is one of {codes}.").format(codes="holder, desk, hub"))
    row, command = _booking(call, booking), command_of(command_id)
    return answered(
        call,
        "cancelled",
        lambda: call.services.bookings.cancel(
            row.id, row.version, CalledOffBy(by), reason, command=command
        ),
    )


def answered(call: Call, answer: str, carry_out: Callable[[], Booked]) -> int:
    """Say what came of a booking command: the bookings, or who or what is in the way."""
    try:
        booked = carry_out()
    except SpaceTaken as taken:
        call.output.result(
            _refused(taken.code, taken.sentence, taken.clashes, taken.alternatives),
            taken.sentence,
            *map(clash_line, taken.clashes),
            *(_("  → free: {what}").format(what=_free_words(one)) for one in taken.alternatives),
        )
        return REFUSED
    except RuleBroken as broken:
        call.output.result(
            _refused(broken.code, broken.sentence, breaches=broken.breaches), broken.sentence
        )
        return REFUSED
    rows = _rows(call, booked)
    call.output.result(_done(answer, booked, rows), *map(_line, rows))
    return DONE


def _rows(call: Call, booked: Booked) -> list[BookingRow]:
    """The bookings that a command made, in few questions, however many."""
    reading, ids = call.services.calendar, dict.fromkeys(booked.bookings)
    ends = [reading.booking(one) for one in (booked.bookings[0], booked.bookings[-1])]
    if len(ids) == 1:
        return ends[:1]
    first, *_rest, last = sorted(one.starts.date() for one in ends)
    between = reading.bookings(first, last, cancelled=True)
    found = {one.id: one for one in between if one.id in ids}
    return [found[one] if one in found else reading.booking(one) for one in ids]


def _done(answer: str, booked: Booked, rows: list[BookingRow]) -> Json:
    return {
        "answer": answer,
        "code": answer,
        "message": _line(rows[0]) if len(rows) == 1 else _many(rows),
        "bookings": [booking_body(one) for one in rows],
        "command": str(booked.command),
        "breaches": [],
        "clashes": [],
        "alternatives": [],
    }


def _many(rows: list[BookingRow]) -> str:
    days = sorted(one.starts.date() for one in rows)
    said = ngettext(
        "{count} date from {first} to {last}", "{count} dates from {first} to {last}", len(rows)
    )
    first, last = day_long(days[0]), day_long(days[-1])
    return said.format(count=number(len(rows)), first=first, last=last)


def _refused(
    code: str,
    message: str,
    clashes: tuple[Clash, ...] = (),
    alternatives: tuple[Free, ...] = (),
    breaches: tuple[Breach, ...] = (),
) -> Json:
    return {
        "answer": "refused",
        "code": code,
        "message": message,
        "bookings": [],
        "command": None,
        "breaches": [{"code": one.code, "message": words.breach_sentence(one)} for one in breaches],
        "clashes": [clash_body(one) for one in clashes],
        "alternatives": [_free_body(one) for one in alternatives],
    }


# --- what was typed ------------------------------------------------------------------------------


def span_of(call: Call, times: tuple[str, str]) -> tuple[datetime, datetime]:
    """``--start`` and ``--end``. An hour alone is today's; after a start of another day, that day's."""
    now = call.world.clock.now()
    starts = moment_of(times[0], call.hub, now)
    return starts, moment_of(times[1], call.hub, starts)


def holder_of(call: Call, text: str) -> tuple[UUID | None, UUID | None]:
    """The one person or organisation of that ID, of that very name, or found by that text.

    Raises NotFound and Ambiguous.
    """
    identity = uuid_of(text)
    if identity is not None:
        return _holder_of_id(call, identity)
    people = call.services.people.find(text, _MOST_HOLDERS) if text.strip() else ()
    firms = call.services.organisations.find(text, _MOST_HOLDERS) if text.strip() else ()
    found = [(one.name, one.id, None, candidate(one)) for one in people]
    firms_found = [
        (one.name, None, one.id, {"id": str(one.id), "name": one.name, "detail": one.email})
        for one in firms
    ]
    everybody = [*found, *firms_found]
    exact = [one for one in everybody if fold(one[0]) == fold(text)]
    chosen = exact or everybody
    if not chosen:
        raise NotFound(_("Nobody was found for “{text}”.").format(text=text[:60]))
    if len(chosen) > 1:
        raise Ambiguous(
            _("Several people match “{text}”.").format(text=text[:60]),
            [one[3] for one in chosen],
            todo=_("Say more of the name, or give the ID."),
        )
    return chosen[0][1], chosen[0][2]


def _holder_of_id(call: Call, identity: UUID) -> tuple[UUID | None, UUID | None]:
    try:
        return call.services.people.show(identity).id, None
    except NotFound:
        return None, call.services.organisations.page(identity).id


def _booking(call: Call, text: str) -> BookingRow:
    identity = uuid_of(text)
    if identity is None:
        raise WrongUse(_("“{text}” is no ID of a booking.").format(text=text[:60]))
    return call.services.calendar.booking(identity)


# --- questions -----------------------------------------------------------------------------------


def free_spaces(
    call: Call, times: tuple[str, str], seats: int, features: str, kind: str | None
) -> list[tuple[Json, str]]:
    """What is free for all of a time, as JSON and as lines."""
    starts, ends = span_of(call, times)
    wanted = features_of(features)
    unknown = [one for one in wanted if one not in FEATURES]
    if unknown:
        raise InputError(
            _("«{feature}» is not in the list of features.").format(feature=unknown[0][:40]),
            field="features",
            todo=_("Choose among: {features}.").format(features=", ".join(FEATURES)),
        )
    kinds = () if kind is None else (kind_of(kind),)
    found = call.services.calendar.free(starts, ends, seats=seats, features=wanted, kinds=kinds)
    return [({**_free_body(one), "seats": one.seats}, _free_words(one)) for one in found]


def listed(
    call: Call, day: str | None, space: str | None, *, week: bool, cancelled: bool
) -> list[tuple[Json, str]]:
    """The bookings of a day or its week, as JSON and as lines."""
    first = _day(call, day)
    last = first
    if week:
        first -= timedelta(days=first.weekday())
        last = first + timedelta(days=6)
    only = None if space is None else space_of(call, space).id
    rows = call.services.calendar.bookings(first, last, space=only, cancelled=cancelled)
    return [(booking_body(one), _line(one)) for one in rows]


def print_bookings(
    call: Call, day: str | None, space: str | None, *, week: bool, pdf: Path
) -> None:
    """Write the sheets for the doors, or the plan of the week."""
    from askadesk.cli_paper import hub_facts
    from askadesk.rooms.paper import door_sheets, week_plan

    wanted, only = _day(call, day), None if space is None else space_of(call, space).id
    draw = week_plan if week else door_sheets
    write_file(pdf, draw(call.services.calendar, hub_facts(call), wanted, only))
    call.output.result({"pdf": str(pdf)}, str(pdf))


def _day(call: Call, text: str | None) -> date:
    if text is None:
        return call.hub.local(call.world.clock.now()).date()
    return day_within_reach(day_of(text), "day")


# --- what is said --------------------------------------------------------------------------------


def booking_body(row: BookingRow) -> Json:
    """A booking; of a private one neither a name nor what it is for."""
    private = row.private
    return {
        "id": str(row.id),
        "status": row.status.value,
        "spaces": list(row.space_names),
        "who": "" if private else row.who,
        "title": "" if private else row.title,
        "private": private,
        "starts": moment(row.starts),
        "ends": moment(row.ends),
        "heads": row.heads,
        "note": "" if private else row.note,
        "series": str(row.series) if row.series is not None else None,
        "cents": row.price.cents,
        "credits": row.price.credits,
        "reason": "" if private else row.reason,
    }


def clash_body(one: Clash) -> Json:
    """Who is in the way: no name where the booking is private."""
    return {
        "space": one.space_name,
        "who": one.who,
        "private": one.private,
        "booking": str(one.booking),
        "starts": moment(one.starts),
        "ends": moment(one.ends),
        "blocked_from": moment(one.blocked_from),
        "blocked_until": moment(one.blocked_until),
    }


def _free_body(one: Free) -> Json:
    return {"space": one.space_name, "starts": moment(one.starts), "ends": moment(one.ends)}


def times_words(starts: datetime, ends: datetime) -> str:
    """``mar 17 nov 09:00 – 10:00``, with the other day where it ends on one."""
    last = (ends - timedelta(microseconds=1)).date()
    until = hour(ends) if last == starts.date() else f"{day_weekday(ends.date())} {hour(ends)}"
    return f"{day_weekday(starts.date())} {hour(starts)} – {until}"


def clash_line(one: Clash) -> str:
    """Who is in the way, as a line."""
    who = one.who or words.private_word()
    span = times_words(one.starts, one.ends)
    free_again = hour(one.blocked_until)
    return _("  ✗ {space}: {who}, {span}; free again at {hour}").format(
        space=one.space_name, who=who, span=span, hour=free_again
    )


def _free_words(one: Free) -> str:
    return f"{one.space_name}  {times_words(one.starts, one.ends)}"


def _credits(count: int) -> str:
    said = ngettext("{count} credit", "{count} credits", count)
    return said.format(count=number(count)) if count else ""


def _line(row: BookingRow) -> str:
    who = words.private_word() if row.private else row.who
    title = "" if row.private or row.title == who else row.title
    heads = ngettext("{count} person", "{count} people", row.heads).format(count=number(row.heads))
    price = money(Money(row.price.cents)) if row.price.cents else ""
    plain = row.status is BookingStatus.CONFIRMED
    parts = (
        times_words(row.starts, row.ends),
        ", ".join(row.space_names),
        who,
        title,
        heads if row.heads > 1 else "",
        _credits(row.price.credits),
        price,
        "" if plain else words.status_name(row.status),
        str(row.id),
    )
    return "  ".join(filter(None, parts))
