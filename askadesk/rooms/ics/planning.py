"""What a calendar would do here: each event held against what came before, what is taken, what may be.

Nothing is written. A date is known again by its UID and its place in the series; what stands already in
the same way is left alone, so that a file brought in twice does nothing the second time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

from askadesk.core.i18n import _
from askadesk.core.ports import Ids
from askadesk.core.texts import visible_line
from askadesk.people.rules import fold
from askadesk.presence.facts import HubFacts
from askadesk.rooms.asking import LONGEST_NOTE, LONGEST_TITLE
from askadesk.rooms.ics.dates import Dates, Group, IcsDate
from askadesk.rooms.ics.rows import Deed, DeedSeries, IcsEvent, Outcome, Trouble
from askadesk.rooms.ics.series import series_of
from askadesk.rooms.planning import wall_text
from askadesk.rooms.rows import Breach
from askadesk.rooms.rules import MOST_HEADS, SpaceFacts, Wish, breaches
from askadesk.rooms.state import BookingState, Taken
from db.values import BookingStatus, CalledOffBy, Role, TimeSpan

LIVE = (BookingStatus.HOLD, BookingStatus.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Standing:
    """A booking that is here already. ``holder`` is the name of who holds it."""

    id: UUID
    version: int
    state: BookingState
    holder: str


@dataclass(frozen=True, slots=True)
class Known:
    """What has to be known of the hub. ``by_name`` are its spaces by folded name, ``space`` the one chosen
    for what names none."""

    hub: HubFacts
    now: datetime
    horizon: datetime
    role: Role
    facts: dict[UUID, SpaceFacts]
    by_name: dict[str, UUID]
    standing: dict[str, tuple[Standing, ...]]
    space: UUID | None
    person: UUID | None
    organisation: UUID | None
    plans: frozenset[UUID]
    reason: str
    ids: Ids


@dataclass(slots=True)
class Planned:
    """A group with what it would do. ``dates`` counts those to come, ``same`` those that stand already."""

    group: Group
    dates: Dates
    deeds: list[Deed] = field(default_factory=list)
    series: DeedSeries | None = None
    same: int = 0
    trouble: Trouble | None = None
    left_out: bool = False
    breaches: tuple[Breach, ...] = ()

    def outcome(self, taken: int) -> Outcome:
        """What it comes to, with so many dates taken."""
        if self.left_out:
            return Outcome.LEFT_OUT
        if self.trouble is not None:
            return Outcome.CANNOT
        if taken:
            return Outcome.CLASHES
        if not self.deeds:
            return Outcome.SAME
        if all(one.before is None for one in self.deeds) and not self.same:
            return Outcome.NEW
        off = all(one.after.status is BookingStatus.CANCELLED for one in self.deeds)
        return Outcome.CALLED_OFF if off and not self.same else Outcome.CHANGED


def planned(group: Group, dates: Dates, known: Known) -> Planned:
    """What one group would do."""
    made = Planned(group, dates)
    here = known.standing.get(group.uid, ())
    event = group.first
    if event.free:
        made.trouble, made.left_out = Trouble("free"), True
    elif dates.trouble is not None:
        made.trouble = dates.trouble
    elif not dates.found and not _coming(here, known):
        made.trouble, made.left_out = _nothing(event, dates), True
    else:
        _plan_dates(made, here, known)
    return made


def _nothing(event: IcsEvent, dates: Dates) -> Trouble:
    if event.cancelled:
        return Trouble("cancelled")
    return Trouble("over" if dates.over else "no_dates")


def _coming(here: Iterable[Standing], known: Known) -> list[Standing]:
    """What is here and could still be changed."""
    return [one for one in here if one.state.status in LIVE and one.state.starts > known.now]


def _plan_dates(made: Planned, here: Sequence[Standing], known: Known) -> None:
    spaces = {date.place: _spaces(date.event, known) for date in made.dates.found}
    if not all(spaces.values()):
        made.trouble = Trouble("no_space")
        return
    pairs = _paired(made, here, known.hub)
    walls = _placed(made, pairs, known)
    for date in made.dates.found:
        meets = pairs.get(date.place)
        wanted = _wanted(date, spaces[date.place], meets, known)
        if meets is None:
            named = replace(wanted, series=walls.series_id, wall=walls.of(date.place))
            made.deeds.append(Deed(known.ids.new(), None, 0, named))
        elif meets.state.status in LIVE and not _is_same(meets.state, wanted):
            made.deeds.append(Deed(meets.id, meets.state, meets.version, wanted))
        else:
            made.same += 1
    _call_off(made, here, pairs, known)
    _hold_against_rules(made, known)


# --- which booking is which date -----------------------------------------------------------------


def _paired(made: Planned, here: Sequence[Standing], hub: HubFacts) -> dict[datetime, Standing]:
    """Dates with the booking that is here for them, by the place in the series."""
    found = made.dates.found
    event = made.group.first
    alone = not event.repeats and event.replaces is None
    if alone and len(found) == 1 and len(here) == 1 and here[0].state.series is None:
        return {found[0].place: here[0]}
    by_place: dict[datetime, Standing] = {}
    for one in here:
        place = place_of(one.state, hub)
        # Of two, the one that stands.
        if place not in by_place or one.state.status is not BookingStatus.CANCELLED:
            by_place[place] = one
    return {one.place: by_place[one.place] for one in found if one.place in by_place}


def place_of(state: BookingState, hub: HubFacts) -> datetime:
    """Where its series has a booking, in UTC."""
    if state.wall is None:
        return state.starts.astimezone(UTC)
    return datetime.fromisoformat(state.wall).replace(tzinfo=hub.zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class _Walls:
    """The series that new dates belong to, and by which wall time it knows each."""

    series_id: UUID | None = None
    walls: dict[datetime, datetime] = field(default_factory=dict)

    def of(self, place: datetime) -> str | None:
        if self.series_id is None:
            return None
        return wall_text(self.walls[place])


def _placed(made: Planned, pairs: dict[datetime, Standing], known: Known) -> _Walls:
    """The series of the new dates: the one that is here, or one more."""
    event, found = made.group.main, made.dates.found
    new = [one for one in found if one.place not in pairs]
    if event is None or not event.repeats or not new:
        return _Walls()
    own = {one.state.series for one in pairs.values() if one.state.series is not None}
    series, walls = series_of(event, [one.place for one in found], known.hub.zone, known.ids.new())
    if own:
        return _Walls(min(own), walls)
    made.series = series
    return _Walls(series.id, walls)


# --- how it shall stand --------------------------------------------------------------------------


def _spaces(event: IcsEvent, known: Known) -> tuple[UUID, ...]:
    """The spaces that an event names, else those that its place is called like, else the chosen one."""
    named = tuple(known.by_name.get(fold(one)) for one in event.spaces)
    if named and all(named):
        return tuple(dict.fromkeys(one for one in named if one is not None))
    whole = known.by_name.get(fold(event.location))
    if whole is not None:
        return (whole,)
    parts = [known.by_name.get(fold(one)) for one in event.location.split(",")]
    if all(parts):
        return tuple(dict.fromkeys(one for one in parts if one is not None))
    return () if known.space is None else (known.space,)


def _wanted(
    date: IcsDate, spaces: tuple[UUID, ...], meets: Standing | None, known: Known
) -> BookingState:
    """How the date shall stand; where it is here already, with all that the file does not say."""
    event, taken = date.event, tuple(_taken(one, date.event, meets, known) for one in spaces)
    title = visible_line(event.title)[:LONGEST_TITLE].strip()
    note = visible_line(event.note)[:LONGEST_NOTE].strip()
    heads = min(event.heads or 1, MOST_HEADS)
    if meets is not None:
        return _changed(meets, date, taken, (title, note, heads))
    held = event.tentative and date.starts > known.now
    if not title and known.person is None and known.organisation is None:
        title = _("Busy")
    return BookingState(
        status=BookingStatus.HOLD if held else BookingStatus.CONFIRMED,
        starts=date.starts,
        ends=date.ends,
        spaces=taken,
        person=known.person,
        organisation=known.organisation,
        title=title,
        note=note,
        private=event.private,
        heads=heads,
        expires_at=date.starts if held else None,
        uid=event.uid,
    )


def _changed(
    meets: Standing, date: IcsDate, taken: tuple[Taken, ...], says: tuple[str, str, int]
) -> BookingState:
    before, event = meets.state, date.event
    title, note, heads = says
    # Where no names stood in the file, its words say nothing of what the booking is.
    hidden = before.private and event.private
    keeps = hidden or not title or title in (before.title, meets.holder)
    moves = (date.starts, date.ends) != (before.starts, before.ends)
    return replace(
        before,
        starts=date.starts,
        ends=date.ends,
        spaces=taken,
        title=before.title if keeps else title,
        note=before.note if hidden else note,
        private=event.private,
        heads=before.heads if event.heads is None else heads,
        expires_at=date.starts
        if before.status is BookingStatus.HOLD and moves
        else before.expires_at,
    )


def _taken(space: UUID, event: IcsEvent, meets: Standing | None, known: Known) -> Taken:
    if meets is not None:
        kept = [one for one in meets.state.spaces if one.space == space]
        if kept:
            return kept[0]
    facts = known.facts[space]
    own = {
        known.by_name.get(fold(name)): n
        for name, n in zip(event.spaces, event.own_desks, strict=False)
    }
    desks = own.get(space) or event.desks
    desks = min(max(1, desks), len(facts.units)) if facts.is_zone else 1
    return Taken(space, facts.setup, facts.cleanup, desks)


def _is_same(before: BookingState, wanted: BookingState) -> bool:
    def in_order(state: BookingState) -> BookingState:
        return replace(state, spaces=tuple(sorted(state.spaces, key=lambda one: one.space)))

    return in_order(before) == in_order(wanted)


def _call_off(
    made: Planned, here: Sequence[Standing], pairs: dict[datetime, Standing], known: Known
) -> None:
    """What is here and not in the file any more. Dates alone (without their series) say nothing of others."""
    if made.group.main is None:
        return
    kept = {one.id for one in pairs.values()}
    for one in _coming(here, known):
        if one.id not in kept and one.state.starts <= known.horizon:
            after = one.state.called_off(known.now, CalledOffBy.HOLDER, known.reason)
            made.deeds.append(Deed(one.id, one.state, one.version, after))


# --- the rules of the spaces ---------------------------------------------------------------------


def _hold_against_rules(made: Planned, known: Known) -> None:
    """Rules that it breaks: said and kept with its reason, but for the one that no reason gets past."""
    found: dict[tuple[str, UUID], Breach] = {}
    for at, deed in enumerate(made.deeds):
        if deed.after.status is BookingStatus.CANCELLED:
            continue
        broken = _breaches(deed.after, known)
        found |= {
            (one.code, one.space): one for one in broken if (one.code, one.space) not in found
        }
        if broken:
            made.deeds[at] = replace(deed, after=replace(deed.after, reason=known.reason))
    role = next((one for one in found.values() if one.code == "role"), None)
    if role is not None:
        made.trouble, made.deeds, made.series = Trouble("role", role.params), [], None
    made.breaches = tuple(one for one in found.values() if one.code != "role")


def _breaches(state: BookingState, known: Known) -> list[Breach]:
    span = TimeSpan(state.starts, state.ends)
    wish = Wish(span, known.now, state.heads, known.plans, known.role)
    return [one for taken in state.spaces for one in breaches(known.facts[taken.space], wish)]
