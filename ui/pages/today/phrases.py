"""Short phrases of the Oggi page that say how a row or a card stands now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from askadesk.core.i18n import _, day_long, day_short, hour, language, ngettext
from askadesk.presence.rows import ExpectedRow, RecentScan, RightBrief, ScanCard, WayOut
from db.values import Answer, Basis, ExpectedKind, ExpectedStatus

_SOON = timedelta(minutes=60)
_FAR = timedelta(days=300)
FEW = 2
"""What is left of a carnet turns amber from here on."""


@dataclass(frozen=True, slots=True)
class State:
    """A chip: its word, tone and icon."""

    words: str
    tone: str
    icon: str


def expected_state(row: ExpectedRow, now: datetime) -> State:
    """How someone announced stands at ``now``."""
    if row.is_option:
        return State(_("To be confirmed"), "warn", "circle-dashed")
    if row.in_use:
        return State(_("In use"), "ok", "circle-dot")
    if row.left is not None:
        return State(_("Left {hour}").format(hour=hour(row.left)), "neutral", "log-out")
    if row.arrived is not None:
        return State(_("Here {hour}").format(hour=hour(row.arrived)), "ok", "circle-check")
    if row.status is ExpectedStatus.CANCELLED:
        return State(_("Cancelled"), "neutral", "circle-x")
    if row.status is ExpectedStatus.UNPAID:
        return State(_("To be paid"), "warn", "euro")
    return _waiting_state(row, now)


def _waiting_state(row: ExpectedRow, now: datetime) -> State:
    if row.ends <= now:
        return State(_("Not seen"), "neutral", "circle-dashed")
    if row.starts <= now:
        return State(_late(int((now - row.starts).total_seconds()) // 60), "warn", "clock")
    if row.starts - now <= _SOON:
        minutes = -int((now - row.starts).total_seconds() // 60)
        return State(_("In {minutes} min").format(minutes=minutes), "ink", "clock")
    return State(_("Confirmed"), "neutral", "calendar-check")


def _late(minutes: int) -> str:
    if minutes < 60:
        return _("{minutes} min late").format(minutes=minutes)
    return _("{hours} h {minutes:02d} late").format(hours=minutes // 60, minutes=minutes % 60)


def expected_title(row: ExpectedRow) -> str:
    """The first line of an expected row."""
    if row.kind is ExpectedKind.VISIT:
        return _("Visit · {name}").format(name=row.name)
    if row.kind is ExpectedKind.AT_WORK:
        return _("At work · {name}").format(name=row.name)
    return row.title or row.name


def expected_detail(row: ExpectedRow) -> str:
    """The second line: for whom, or what about."""
    if row.kind is ExpectedKind.VISIT and row.host:
        about = _("for {host}").format(host=row.host)
        return " · ".join(filter(None, (about, row.organisation)))
    if row.kind in (ExpectedKind.VISIT, ExpectedKind.AT_WORK):
        return " · ".join(filter(None, (row.organisation, row.title)))
    people = ngettext("{count} person", "{count} people", row.head_count)
    return " · ".join(filter(None, (people.format(count=row.head_count), row.name)))


_EXPECTED_ICONS = {
    ExpectedKind.VISIT: "user",
    ExpectedKind.BOOKING: "presentation",
    ExpectedKind.EVENT: "graduation-cap",
    ExpectedKind.AT_WORK: "wrench",
}


def expected_icon(kind: ExpectedKind) -> str:
    """The icon of a kind of expected people."""
    return _EXPECTED_ICONS[kind]


def kind_filter(kind: ExpectedKind) -> str:
    """The word on the filter for a kind."""
    return {
        ExpectedKind.VISIT: _("Visits"),
        ExpectedKind.BOOKING: _("Rooms"),
        ExpectedKind.EVENT: _("Events"),
    }[kind]


# the scan card ---------------------------------------------------------------------------------

BAND = {
    Answer.ADMITTED: ("ok", "circle-check"),
    Answer.CHECKED_OUT: ("neutral", "log-out"),
    Answer.ALREADY_IN: ("warn", "circle-alert"),
    Answer.REFUSED: ("bad", "circle-x"),
}
"""Tone and icon of the band."""

WAY_ICONS = {
    WayOut.CHECK_OUT: "log-out",
    WayOut.STAY: "check",
    WayOut.HAND_OUT_PASS: "sun",
    WayOut.USE_PASS: "ticket",
    WayOut.GUEST: "door-open",
    WayOut.DEBT: "wallet",
    WayOut.OVERRIDE: "hand",
    WayOut.CHECK_OUT_COLLEAGUE: "users",
    WayOut.MAKE_UP: "timer",
}

ALERT_LOOKS = {
    "due": ("euro", "warn"),
    "low": ("ticket", "warn"),
    "ends": ("calendar-days", "warn"),
    "overstayed": ("timer", "warn"),
    "forgotten": ("log-out", "warn"),
    "forced": ("hand", "warn"),
    "birthday": ("cake", "ink"),
    "expected": ("calendar-check", "ink"),
}
"""Icon and tone of an alert's icon; anything else gets a bell."""


def ordinal_presence(count: int) -> str:
    """``41ª presenza``, ``41st visit``."""
    return _("{nth} visit").format(nth=_nth(count))


def _nth(count: int) -> str:
    if language() == "it":
        return f"{count}ª"
    if count % 100 in (11, 12, 13):
        return f"{count}th"
    return f"{count}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th') }"


def until(day: date, today: date) -> str:
    """``31 gen``; with the year when it is far away."""
    near = abs(day - today) < _FAR
    return day_short(day) if near else day_long(day)


def right_in_words(card: ScanCard, right: RightBrief) -> str:
    """What an entry rests on when nothing is counted."""
    if right.basis is Basis.GUEST:
        return _("Guest of {host}").format(host=card.host) if card.host else _("Guest")
    return {
        Basis.MEMBERSHIP: _("Active membership"),
        Basis.PASS: _("Entries without a limit"),
        Basis.EXPECTED: _("Expected today"),
        Basis.AT_WORK: _("At work"),
        Basis.OVERRIDE: _("Let in by the desk"),
    }[right.basis]


def with_guests(head_count: int) -> str:
    """``con 2 ospiti``."""
    guests = head_count - 1
    return ngettext("with {count} guest", "with {count} guests", guests).format(count=guests)


def recent_word(row: RecentScan) -> State:
    """How a recent scan went."""
    if row.code == "undone":
        return State(_("Taken back"), "text3", "undo-2")
    return {
        Answer.ADMITTED: State(_("Check-in"), "text2", "log-in"),
        Answer.CHECKED_OUT: State(_("Check-out"), "text2", "log-out"),
        Answer.ALREADY_IN: State(_("Already in"), "warn", "circle-alert"),
        Answer.REFUSED: State(_("Not recorded"), "bad", "circle-x"),
    }[row.answer]
