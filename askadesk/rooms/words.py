"""What screens, paper and command line say of spaces and bookings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from askadesk.core.i18n import (
    N_,
    _,
    day_weekday,
    day_whole,
    hour,
    listed,
    money,
    ngettext,
    number,
)
from askadesk.rooms.prices import CREDITS, CREDITS_SHORT, NO_CREDIT_PRICE
from askadesk.rooms.rows import Breach, PriceLine
from askadesk.rooms.waiting_rows import WaitingRow
from db.values import BookingStatus, Money, SpaceKind, WaitStatus

MOST_NAMED = 12
KINDS = {
    SpaceKind.MEETING_ROOM: N_("Meeting room"),
    SpaceKind.HALL: N_("Event hall"),
    SpaceKind.BOOTH: N_("Booth"),
    SpaceKind.OFFICE: N_("Office"),
    SpaceKind.WORKSHOP: N_("Workshop"),
    SpaceKind.DESK_ZONE: N_("Flexible desks"),
    SpaceKind.DESK: N_("Fixed desk"),
    SpaceKind.EQUIPMENT: N_("Equipment"),
}
GROUPS = {
    SpaceKind.MEETING_ROOM: N_("Meeting rooms"),
    SpaceKind.HALL: N_("Event halls"),
    SpaceKind.BOOTH: N_("Booths"),
    SpaceKind.OFFICE: N_("Offices"),
    SpaceKind.WORKSHOP: N_("Workshops"),
    SpaceKind.DESK_ZONE: N_("Desks"),
    SpaceKind.DESK: N_("Desks"),
    SpaceKind.EQUIPMENT: N_("Equipment to borrow"),
}
FEATURE_NAMES = {
    "screen": N_("Screen"),
    "whiteboard": N_("Whiteboard"),
    "step_free": N_("Step-free"),
    "phone": N_("Conference phone"),
    "daylight": N_("Daylight"),
    "kitchen": N_("Kitchen"),
    "sound": N_("Sound system"),
}
STATUSES = {
    BookingStatus.HOLD: N_("Option"),
    BookingStatus.CONFIRMED: N_("Confirmed"),
    BookingStatus.IN_USE: N_("In use"),
    BookingStatus.DONE: N_("Over"),
    BookingStatus.NO_SHOW: N_("Nobody came"),
    BookingStatus.CANCELLED: N_("Called off"),
}
BREACHES = {
    "role": N_("Only a manager may book {space}."),
    "plan": N_("{space} is for members of certain plans."),
    "past": N_("This time is over."),
    "notice": N_("{space} is booked at least {minutes} minutes ahead."),
    "ahead": N_("{space} is booked at most {days} days ahead."),
    "short": N_("{space} is booked for at least {minutes} minutes."),
    "long": N_("{space} is booked for at most {minutes} minutes."),
    "step": N_("{space} is booked in steps of {minutes} minutes."),
    "seats": N_("{space} has {seats} seats."),
}


def kind_name(kind: SpaceKind) -> str:
    """``Sala riunioni``."""
    return _(KINDS[kind])


def group_name(kind: SpaceKind) -> str:
    """The heading over spaces of a kind: ``Sale riunioni``."""
    return _(GROUPS[kind])


def feature_name(code: str) -> str:
    """The feature as the hub's list calls it; an unknown one as it was written."""
    return _(FEATURE_NAMES[code]) if code in FEATURE_NAMES else code


def status_name(status: BookingStatus) -> str:
    return _(STATUSES[status])


def bookings_words(count: int) -> str:
    """``2 prenotazioni``."""
    return ngettext("{count} booking", "{count} bookings", count).format(count=number(count))


def seats_words(seats: int) -> str:
    """``8 posti``."""
    return ngettext("{count} seat", "{count} seats", seats).format(count=number(seats))


def breach_sentence(breach: Breach) -> str:
    """Why a space cannot be booked so, in one sentence."""
    params = dict(breach.params)
    if breach.code == "closed":
        hours = params.get("hours")
        if hours:
            return _("{space} is open {hours} on that day.").format(**params)
        return _("{space} is closed on that day.").format(**params)
    return _(BREACHES[breach.code]).format(**params)


def price_words(line: PriceLine, currency: str = "EUR") -> str:
    """The reason of one line of a price: ``2 ore × 24,00 €``."""
    params: Mapping[str, str | int] = dict(line.params)
    if line.code == "covered":
        return _("{hours} included in the plan").format(hours=length(int(params["minutes"])))
    if line.code == "discount":
        return _("Members' discount {percent}%").format(percent=params["percent"])
    if line.code in (CREDITS, CREDITS_SHORT, NO_CREDIT_PRICE):
        return _credit_words(line.code, params)
    each = money(Money(int(params["each"]), currency))
    if line.code == "extra":
        return _("{quantity} × {words}, {each} each").format(
            quantity=params["quantity"], words=params["words"], each=each
        )
    desks = int(params.get("desks", 1))
    said = _space_words(line.code, params, each)
    if desks == 1:
        return said
    return ngettext("{line}, for {count} desk", "{line}, for {count} desks", desks).format(
        line=said, count=number(desks)
    )


def _credit_words(code: str, params: Mapping[str, str | int]) -> str:
    """What credits pay, and what is left; or why they do not."""
    if code == NO_CREDIT_PRICE:
        return _("There is no price in credits")
    count, left = int(params["credits"]), number(int(params["left"]))
    if code == CREDITS_SHORT:
        words = ngettext(
            "{count} credit is needed, {left} left",
            "{count} credits are needed, {left} left",
            count,
        )
        return words.format(count=number(count), left=left)
    words = ngettext(
        "Paid with {count} credit, {left} left: {name}",
        "Paid with {count} credits, {left} left: {name}",
        count,
    )
    return words.format(count=number(count), name=params["pass"], left=left)


def _space_words(code: str, params: Mapping[str, str | int], each: str) -> str:
    space = params["space"]
    if code == "hours":
        hours = length(int(params["minutes"]))
        return _("{space}: {hours} × {each} an hour").format(space=space, hours=hours, each=each)
    if code == "half_day":
        return _("{space}: half a day, {each}").format(space=space, each=each)
    days = int(params["days"])
    return ngettext("{space}: {count} day × {each}", "{space}: {count} days × {each}", days).format(
        space=space, count=number(days), each=each
    )


def length(minutes: int) -> str:
    """``2 h 30 min``, ``45 min``."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    if not rest:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)


def taken_sentence(space: str, who: str) -> str:
    """Who has the space; nobody is named where the booking is private."""
    if not who:
        return _("{space} is taken.").format(space=space)
    return _("{space} is already taken: {who}.").format(space=space, who=who)


def dates_taken_sentence(dates: Sequence[datetime]) -> str:
    """Which dates of a series are taken."""
    return ngettext(
        "{count} date is taken: {days}.", "{count} dates are taken: {days}.", len(dates)
    ).format(count=len(dates), days=days_named(dates))


def days_named(dates: Sequence[datetime]) -> str:
    """``mar 24 nov, mar 1 dic and 5 more``: the days of these moments, the first of many."""
    said = day_weekday if dates[0].year == dates[-1].year else day_whole
    named = [said(one.date()) for one in dates[:MOST_NAMED]]
    more = len(dates) - len(named)
    if more:
        named.append(ngettext("{count} more", "{count} more", more).format(count=more))
    return listed(named)


def until_sentence(starts: datetime, ends: datetime, until: datetime) -> str:
    """From when until when a space is taken, with its clean-up; moments on the hub's clock."""
    first, last = starts.strftime("%H:%M"), ends.strftime("%H:%M")
    extra = int((until - ends).total_seconds() // 60)
    if not extra:
        return _("{first} – {last}.").format(first=first, last=last)
    return _("{first} – {last}, and {minutes} min to tidy up.").format(
        first=first, last=last, minutes=extra
    )


def features_words(codes: Iterable[str]) -> str:
    """``Schermo, Lavagna``."""
    return ", ".join(feature_name(code) for code in codes)


def private_word() -> str:
    """What stands in place of a name where a booking is private: ``Riservata``."""
    return _("Private")


# --- who waits -----------------------------------------------------------------------------------


def waiting_words(row: WaitingRow) -> str:
    """How somebody in line stands: ``n. 2 in lista``, ``offerta fino alle 14:10``."""
    if row.status is WaitStatus.TAKEN:
        return _("booked")
    if row.status is WaitStatus.GIVEN_UP:
        return _("no longer in line")
    if row.until is not None:
        return _("offered until {hour}").format(hour=hour(row.until))
    if row.place == 1:
        return _("first in line")
    return _("number {place} in line").format(place=number(row.place))


def in_line_sentence(row: WaitingRow) -> str:
    """Which place somebody got."""
    if row.place == 1:
        said = _("{who} is first in line for {space}")
    else:
        said = _("{who} is number {place} in line for {space}")
    return said.format(who=row.who, place=number(row.place), space=row.space_name)


def offer_sentence(row: WaitingRow, *, with_day: bool) -> str:
    """What is free now, and whose turn it is."""
    times = waiting_times(row, with_day=with_day)
    return _("{space} is free {times}: {who} is first in line").format(
        space=row.space_name, times=times, who=row.who
    )


def waiting_times(row: WaitingRow, *, with_day: bool) -> str:
    """``14:00–15:00``, ``mar 17 nov, 14:00–15:00``."""
    span = f"{hour(row.starts)}–{hour(row.ends)}"
    if row.ends.date() != row.starts.date():
        span = f"{hour(row.starts)}–{day_weekday(row.ends.date())} {hour(row.ends)}"
    if not with_day:
        return span
    return _("{day}, {times}").format(day=day_weekday(row.starts.date()), times=span)
