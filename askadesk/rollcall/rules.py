"""Where somebody is to be looked for, what the ticks add up to: pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from askadesk.core.i18n import _, hour, ngettext, number
from askadesk.people.rules import fold
from askadesk.rollcall.rows import (
    Board,
    Group,
    Inside,
    Listed,
    Place,
    PlaceKind,
    Presence,
    SummaryLine,
    Tick,
)
from db.values import Basis, Leaving

GUESTS = (Basis.GUEST, Basis.EXPECTED)
SEEN_OUT = (Leaving.SCAN, Leaving.DESK)
SITTING = (PlaceKind.SEAT, PlaceKind.TITLE)
NOWHERE = Place(PlaceKind.NONE)
_ORDER = (PlaceKind.SEAT, PlaceKind.TITLE, PlaceKind.HOST, PlaceKind.WORK, PlaceKind.NONE)


def place_of(one: Presence) -> Place:
    """Where the person of a visit is to be looked for: the first of what is known about it.

    A room that they are in will stand before all of this."""
    if one.basis is Basis.AT_WORK:
        return Place(PlaceKind.WORK)
    if one.basis in GUESTS and one.host:
        return Place(PlaceKind.HOST, one.host)
    if one.basis is Basis.EXPECTED and one.title:
        return Place(PlaceKind.TITLE, one.title)
    if one.basis is Basis.MEMBERSHIP and one.product:
        return Place(PlaceKind.SEAT, one.product)
    return NOWHERE


def on_the_list(presences: Iterable[Presence], since: datetime | None) -> tuple[Inside, ...]:
    """The rows of the list, by name. ``since`` is when the call began: who left before it is no longer
    on it, who left after it was seen out. A guest is looked for where the host sits."""
    kept = [one for one in presences if _counts(one, since)]
    seats = {one.person: place_of(one) for one in kept}
    rows = (_row(one, seats) for one in kept)
    return tuple(sorted(rows, key=lambda row: (fold(row.name), row.visit)))


def _counts(one: Presence, since: datetime | None) -> bool:
    return one.left_at is None or (since is not None and one.left_at >= since)


def _row(one: Presence, seats: Mapping[UUID, Place]) -> Inside:
    place = place_of(one)
    beside = seats.get(one.host_person) if one.host_person is not None else None
    if one.basis is Basis.GUEST and beside is not None and beside.kind in SITTING:
        place = beside
    return Inside(
        visit=one.visit,
        person=one.person,
        name=one.name,
        place=place,
        since=one.since,
        heads=one.heads,
        guest=one.basis in GUESTS,
        host=one.host,
        organisation=one.organisation,
        role=one.role,
        stairs_help=one.stairs_help,
        left_at=one.left_at if one.leaving in SEEN_OUT else None,
        codes=one.codes,
    )


def standing(ticks: Iterable[Tick]) -> dict[UUID, Tick]:
    """The tick that holds for each visit: the latest one that was not taken back."""
    known = {tick.id: tick for tick in ticks}
    undone = {tick.undoes for tick in known.values()}
    held = [tick for tick in known.values() if tick.undoes is None and tick.id not in undone]
    return {tick.visit: tick for tick in sorted(held, key=lambda tick: (tick.at, tick.id))}


def board(inside: Sequence[Inside], ticks: Iterable[Tick]) -> Board:
    """The list with its ticks, grouped by place: seats first, those without a place last."""
    held = standing(ticks)
    groups: dict[Place, list[Listed]] = {}
    for who in inside:
        groups.setdefault(who.place, []).append(_listed(who, held.get(who.visit)))
    ordered = sorted(groups, key=lambda place: (_ORDER.index(place.kind), fold(place.name)))
    return Board(tuple(Group(place, tuple(groups[place])) for place in ordered))


def _listed(who: Inside, tick: Tick | None) -> Listed:
    if who.left_at is not None:
        return Listed(who, who.heads, who.left_at)
    if tick is None:
        return Listed(who)
    return Listed(who, min(tick.heads, who.heads), tick.at)


def matching(found: Board, text: str) -> Board:
    """Only those whose name, organisation or host holds every word of ``text``."""
    words = fold(text).split()
    groups = (
        Group(group.place, tuple(one for one in group.listed if _matches(one.who, words)))
        for group in found.groups
    )
    return Board(tuple(group for group in groups if group.listed)) if words else found


def _matches(who: Inside, words: Sequence[str]) -> bool:
    text = fold(" ".join((who.name, who.organisation, who.host)))
    return all(word in text for word in words)


def by_code(inside: Iterable[Inside], code: str) -> Inside | None:
    """Whose card has the number with that fingerprint; None when nobody on the list has it."""
    return next((who for who in inside if code in who.codes), None)


# --- in words ------------------------------------------------------------------------------------


def said_place(place: Place) -> str:
    """The place as a heading."""
    if place.kind is PlaceKind.HOST:
        return _("Visiting {host}").format(host=place.name)
    if place.kind is PlaceKind.WORK:
        return _("At work here")
    return place.name if place.kind is not PlaceKind.NONE else _("Without a known place")


def said_detail(who: Inside) -> str:
    """Beside the name: whose guest, of which organisation, what they do, or since when."""
    if who.guest and who.host and who.place != Place(PlaceKind.HOST, who.host):
        return _("guest of {host}").format(host=who.host)
    known = who.organisation or who.role
    if known or who.place.kind is not PlaceKind.NONE:
        return known
    return _("in since {hour}").format(hour=hour(who.since))


def said_found(row: SummaryLine) -> str:
    """``out at 09:54``, ``not found``, ``12 of 25, the last at 09:58``."""
    if row.found_at is None:
        return _("not found")
    if row.heads == 1:
        return _("out at {hour}").format(hour=hour(row.found_at))
    return _("{found} of {heads} out, the last at {hour}").format(
        found=number(row.found), heads=number(row.heads), hour=hour(row.found_at)
    )


def said_missing(names: list[str], heads: int) -> str:
    """Who is still to be found, before the call is closed: at most four names."""
    if not names:
        return _("Everybody was found. What this call found is kept.")
    words = ngettext(
        "{count} person is still to be found: {names}.",
        "{count} people are still to be found: {names}.",
        heads,
    )
    shown = ", ".join(names[:4]) + (", …" if len(names) > 4 else "")
    return words.format(count=number(heads), names=shown)
