"""What a person's page says about rights, movements, consents and money."""

from __future__ import annotations

from datetime import date

from askadesk.core.i18n import _, day_short, day_whole, listed, ngettext, weekday
from askadesk.people.rows import (
    Bar,
    ChargeRow,
    ConsentRow,
    MovementRow,
    Pause,
    PresenceYear,
    RightRow,
    Standing,
)
from db.values import ConsentKind, Unit

_MONDAY = date(2024, 1, 1)


def is_pass(right: RightRow) -> bool:
    """Whether units are counted on it."""
    return right.units is not None


def right_icon(right: RightRow) -> str:
    return "ticket" if is_pass(right) else "calendar-check"


def right_tone(right: RightRow) -> str:
    """The token of the figure and the pips."""
    if is_pass(right) and not right.left:
        return "bad"
    return {Standing.LOW: "warn", Standing.ENDED: "bad"}.get(right.standing, "ink")


def standing(right: RightRow, today: date) -> tuple[str, str, str]:
    """Words, tone and icon of how a right stands; no words where all is well."""
    if right.standing is Standing.PAUSED:
        running = next((one for one in right.pauses if one.starts <= today <= one.ends), None)
        if running is None:
            return _("Paused"), "neutral", "clock"
        day = day_short(running.ends)
        return _("Paused until {day}").format(day=day), "neutral", "clock"
    if right.standing is Standing.TO_COME:
        words = _("From {day}").format(day=day_short(right.starts))
        return words, "neutral", "calendar-days"
    empty = is_pass(right) and not right.left
    if empty or right.standing is Standing.ENDED:
        return _("Finished"), "bad", "circle-x"
    coming = right.coming_pause(today)
    if coming is not None:
        return _("Paused from {day}").format(day=day_short(coming.starts)), "neutral", "clock"
    if right.standing is Standing.LOW:
        return _("Nearly finished"), "warn", "triangle-alert"
    return "", "", ""


def figure(right: RightRow, today: date) -> tuple[str, str]:
    """The big number of a right and the two words beside it."""
    if is_pass(right):
        left = right.left or 0
        if right.unit is Unit.CREDITS:
            return str(left), ngettext("credit\nleft", "credits\nleft", left)
        return str(left), ngettext("entry\nleft", "entries\nleft", left)
    if right.until is None:
        return "", _("With no\nend date")
    days = max(0, (right.until - max(today, right.starts)).days + 1)
    return str(days), ngettext("day\nleft", "days\nleft", days)


def share_left(right: RightRow, today: date) -> float:
    """How much of a membership's time is left, 0 to 1."""
    if right.until is None:
        return 1.0
    whole = (right.until - right.starts).days + 1
    left = (right.until - max(today, right.starts)).days + 1
    return max(0.0, min(1.0, left / max(1, whole)))


def validity(right: RightRow) -> str:
    """Since when and until when."""
    if right.bought_on is not None and right.until is not None:
        return _("bought on {day} · valid until {end}").format(
            day=day_short(right.bought_on), end=day_whole(right.until)
        )
    if right.bought_on is not None:
        return _("bought on {day} · no end date").format(day=day_whole(right.bought_on))
    if right.until is not None:
        return _("from {day} · valid until {end}").format(
            day=day_short(right.starts), end=day_whole(right.until)
        )
    return _("from {day} · no end date").format(day=day_whole(right.starts))


def through(code: str) -> str:
    """Where something was recorded."""
    return {
        "desk": _("reception"),
        "kiosk": _("totem"),
        "command_line": _("command line"),
        "replay": _("recorded offline"),
        "import": _("import"),
    }.get(code, "")


def movement(row: MovementRow) -> str:
    """What a movement was."""
    what = {
        "grant": _("Given"),
        "draw": _("Booking") if row.of_booking else _("Entry"),
        "reverse": _("Booking, given back") if row.of_booking else _("Entry taken back"),
        "adjust": _("Correction"),
    }.get(row.what, _("Correction"))
    place = row.reason or through(row.through)
    return _("{what}, {place}").format(what=what, place=place) if place else what


def signed(delta: int) -> str:
    """``−1``, ``+10``."""
    return f"+{delta}" if delta > 0 else f"\u2212{abs(delta)}"


def pause(row: Pause) -> str:
    """The days of a pause."""
    return _("{first} – {last}").format(first=day_short(row.starts), last=day_whole(row.ends))


def presence_count(year: PresenceYear) -> str:
    """How many."""
    said = ngettext("{count} presence", "{count} presences", year.visits)
    return said.format(count=year.visits)


def presences(year: PresenceYear) -> str:
    """How many, and on which days of the week."""
    count = presence_count(year)
    if not year.usual:
        return count
    days = listed([weekday(_MONDAY.replace(day=1 + at)) for at in year.usual])
    return _("{count} · usually on {days}").format(count=count, days=days)


def late(charges: tuple[ChargeRow, ...]) -> str:
    """How long the oldest charge is past its day; "" when none is."""
    days = max((one.late_days for one in charges), default=0)
    if not days:
        return ""
    return ngettext("Late by {count} day", "Late by {count} days", days).format(count=days)


def charge(row: ChargeRow) -> str:
    """What a charge is for."""
    return row.note or _("To settle by {day}").format(day=day_short(row.due_on))


def bar(row: Bar) -> str:
    """Until when someone is not let in, and why where it may be read."""
    if row.until is None:
        words = _("Not let in since {day}.").format(day=day_short(row.since))
    else:
        words = _("Not let in until {day}.").format(day=day_whole(row.until))
    return f"{words} {row.reason}" if row.reason else words


# consents ------------------------------------------------------------------------------------------


def consent_title(kind: ConsentKind) -> str:
    """What a consent is called."""
    return {
        ConsentKind.HOUSE_RULES: _("House rules"),
        ConsentKind.INTRODUCTIONS: _("Introductions"),
        ConsentKind.AGE: _("Show the age"),
        ConsentKind.EVENT_PHOTOS: _("Photos at events"),
        ConsentKind.STAIRS_HELP: _("Help on the stairs"),
        ConsentKind.PHOTO: _("Portrait"),
        ConsentKind.DIRECTORY: _("Members' list"),
        ConsentKind.SKILLS_ON_CARD: _("Skills on the card"),
        ConsentKind.NEWSLETTER: _("Monthly letter"),
    }[kind]


def consent_meaning(kind: ConsentKind) -> str:
    """What it means, in a few words."""
    return {
        ConsentKind.HOUSE_RULES: _("read and accepted"),
        ConsentKind.INTRODUCTIONS: _("may be proposed for a meeting"),
        ConsentKind.AGE: _("in proposals between generations"),
        ConsentKind.EVENT_PHOTOS: _("holds until it is taken back"),
        ConsentKind.STAIRS_HELP: _("shown in a roll call only"),
        ConsentKind.PHOTO: _("on the screen and on the card"),
        ConsentKind.DIRECTORY: _("members find name and trade"),
        ConsentKind.SKILLS_ON_CARD: _("up to two, printed"),
        ConsentKind.NEWSLETTER: _("an e-mail address is needed"),
    }[kind]


def consent_state(row: ConsentRow) -> tuple[str, str, str]:
    """The state word, the icon and its token."""
    if row.given is None or row.at is None:
        return _("Not asked"), "circle-dashed", "text3"
    day = day_whole(row.at.date())
    if not row.given:
        return _("No, {day}").format(day=day), "circle-x", "text3"
    if row.kind is ConsentKind.HOUSE_RULES:
        return _("Signed {day}").format(day=day), "circle-check", "ok"
    return _("Yes, {day}").format(day=day), "circle-check", "ok"
