"""Calendar files brought in and written: read, shown event by event, taken in one transaction or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from askadesk.core.errors import ChangedMeanwhile, InputError, NotFound
from askadesk.core.i18n import _, ngettext, number
from askadesk.core.unit_of_work import Order, UnitOfWork, Work
from askadesk.people.rules import full_name
from askadesk.rooms import asking, passing_time
from askadesk.rooms.clashing import clashes_with, speaking_of_clashes
from askadesk.rooms.errors import SpaceTaken
from askadesk.rooms.facts import hub_between, taken_rows
from askadesk.rooms.ics.clashes import Met, met, own_clash
from askadesk.rooms.ics.dates import Steps, Window, dates_of, grouped
from askadesk.rooms.ics.exporting import calendar_of, named_calendar
from askadesk.rooms.ics.knowing import Chosen, known_ids, read_known
from askadesk.rooms.ics.pieces import read_pieces
from askadesk.rooms.ics.planning import Known, Planned, planned
from askadesk.rooms.ics.reading import read_events
from askadesk.rooms.ics.rows import Deed, DeedSeries, IcsFile, IcsPreview, IcsRow, IcsTaken
from askadesk.rooms.pricing import Told, priced_anew, silent
from askadesk.rooms.rows import Clash
from askadesk.rooms.rules import Row
from askadesk.rooms.words import taken_sentence
from askadesk.rooms.writing import Change, apply, spaces_named
from db.queries import calendar_files as query
from db.queries import people as people_query
from db.queries import presence as hubs_query
from db.queries import rooms as rooms_query
from db.queries import series as series_query
from db.values import BookingStatus, TimeSpan

HORIZON_DAYS = 365
"""How far ahead the dates of a repetition without end are brought in."""
MOST_BOOKINGS = 5_000
"""As many bookings as one import makes, changes and calls off."""


class CalendarFileService:
    """Commands and questions of calendar files (.ics)."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit

    def read(
        self,
        path: Path,
        *,
        space: UUID | None = None,
        person: UUID | None = None,
        organisation: UUID | None = None,
    ) -> IcsPreview:
        """What a calendar would do, event by event; nothing is written.

        ``space`` is for events that name none of ours, ``person`` or ``organisation`` hold the new bookings
        (nobody: they are the hub's own). What is over is left out. Raises InputError, with a code, for a file
        that is no calendar, is cut, is too large; NotFound.
        """
        pieces = read_pieces(path)
        chosen = Chosen(space, person, organisation)
        with self._unit.ask() as connection:
            hub = hubs_query.hub_row(connection, self._unit.actor.hub)
            zone = hub_between(connection, hub.id, *[self._unit.clock.now().date()] * 2).zone
            return _preview(connection, self._unit, read_events(pieces, zone), chosen)

    def take(
        self,
        preview: IcsPreview,
        *,
        skip_taken: bool = False,
        leave_out: bool = False,
        told: Told = silent,
        command: UUID | None = None,
    ) -> IcsTaken:
        """Do what the preview says, in one transaction, or nothing. ``bookings.undo`` takes it back.

        ``skip_taken`` leaves out dates that are taken, ``leave_out`` events that cannot be brought in. Raises
        SpaceTaken with every clash, InputError ``import_waiting`` where events cannot be brought in,
        ChangedMeanwhile when the archive changed since the preview. ``told`` hears how far it is.
        """
        _refuse_waiting(preview, skip_taken, leave_out)
        deeds = preview.writes
        arguments = {
            "digest": preview.digest,
            "space": preview.space,
            "person": preview.person,
            "organisation": preview.organisation,
            "skip_taken": skip_taken,
            "leave_out": leave_out,
        }
        body = partial(_take, preview, deeds, told)
        passing_time.release(self._unit, [one.booking for one in deeds])
        order = Order("booking.import", arguments, body, _encode, _decode, command)
        with speaking_of_clashes(self._unit):
            return self._unit.do(order)

    def export(self, *, space: UUID | None = None, person: UUID | None = None) -> bytes:
        """The bookings of a space, of a person (theirs, and those in which they are named), or all, as a
        calendar. Raises NotFound."""
        pieces: list[bytes] = []
        self.export_to(pieces.append, space=space, person=person)
        return b"".join(pieces)

    def export_to(
        self,
        write: Callable[[bytes], object],
        *,
        space: UUID | None = None,
        person: UUID | None = None,
    ) -> int:
        """The same a piece at a time, so that a large calendar needs no memory; how many events it has."""
        unit, count = self._unit, 0
        with unit.ask() as connection:
            today = unit.clock.now().date()
            hub = hub_between(connection, unit.actor.hub, today, today)
            name = _name(connection, unit, space, person)
            for piece in calendar_of(connection, hub, name, query.Only(hub.id, space, person)):
                count += piece.startswith(b"BEGIN:VEVENT")
                write(piece)
        return count


def _name(connection: Connection, unit: UnitOfWork, space: UUID | None, person: UUID | None) -> str:
    hub = hubs_query.hub_row(connection, unit.actor.hub)
    if space is not None:
        row = rooms_query.spaces_by_id(connection, [space]).get(space)
        if row is None or row.hub != hub.id:
            raise NotFound(_("This space is not there any more."), code="unknown_space")
        return named_calendar(hub.name, space=row.name)
    if person is not None:
        who = people_query.person(connection, person, unit.clock.now().date())
        if who is None:
            raise NotFound(_("This person is not there any more."), code="unknown_person")
        return named_calendar(hub.name, person=full_name(who.given, who.family))
    return named_calendar(hub.name)


# --- the preview ---------------------------------------------------------------------------------


def _preview(connection: Connection, unit: UnitOfWork, file: IcsFile, chosen: Chosen) -> IcsPreview:
    now = unit.clock.now()
    window, steps = Window(now, now + timedelta(days=HORIZON_DAYS)), Steps()
    found = [(one, dates_of(one, window, steps)) for one in grouped(file.events)]
    known = read_known(connection, unit, found, window, chosen, file.name)
    plans = [planned(group, dates, known) for group, dates in found]
    deeds = [deed for one in plans for deed in one.deeds]
    if len(deeds) > MOST_BOOKINGS:
        raise _too_many()
    stopped = _stopped(connection, deeds, known)
    clashes = _clashes(connection, deeds, stopped, known)
    uids = tuple(one.uid for one, _dates in found)
    versions = {one.id: one.version for ones in known.standing.values() for one in ones}
    return IcsPreview(
        name=file.name,
        digest=file.digest,
        space=chosen.space,
        person=chosen.person,
        organisation=chosen.organisation,
        rows=tuple(_row(one, stopped, clashes, known) for one in plans),
        deeds=tuple(deeds),
        series=tuple(one.series for one in plans if one.series is not None),
        stopped=frozenset(stopped),
        known=tuple(sorted(versions.items())),
        uids=uids,
    )


def _stopped(connection: Connection, deeds: Sequence[Deed], known: Known) -> dict[UUID, list[Met]]:
    spans = [
        (span, taken.space)
        for deed in deeds
        for taken in deed.after.spaces
        if (span := deed.after.span_of(taken)) is not None
    ]
    if not spans:
        return {}
    units = {unit for _span, space in spans for unit in known.facts[space].units}
    whole = TimeSpan(min(one.start for one, _s in spans), max(one.end for one, _s in spans))
    return met(deeds, taken_rows(connection, units, whole), known.facts)


def _clashes(
    connection: Connection, deeds: Sequence[Deed], stopped: dict[UUID, list[Met]], known: Known
) -> dict[UUID, list[Clash]]:
    """Who is in the way of each deed, by name."""
    ours = {one.booking: one for one in deeds}
    clashes: dict[UUID, list[Clash]] = {}
    rows = [
        (deed, one.space, one.row)
        for deed, ones in stopped.items()
        for one in ones
        if one.row is not None
    ]
    theirs = [(space, row) for _deed, space, row in rows]
    named: dict[UUID, Clash] = {}
    for some in query.in_turn(theirs):
        found = clashes_with(connection, known.hub, known.facts, some)
        named |= {one.booking: one for one in found}
    for deed, space, row in rows:
        other, met_by = named.get(row.booking), clashes.setdefault(deed, [])
        if other is not None:
            met_by.append(_clash_at(other, space, row, known))
        elif row.booking in ours:
            met_by.append(own_clash(known.hub, known.facts, space, row, ours[row.booking]))
    return clashes


def _clash_at(other: Clash, space: UUID, row: Row, known: Known) -> Clash:
    """One booking may be in the way of many dates, in other spaces than its own."""
    return replace(
        other,
        space=space,
        space_name=known.facts[space].name,
        blocked_from=known.hub.local(row.starts),
        blocked_until=known.hub.local(row.ends),
    )


def _row(
    one: Planned, stopped: dict[UUID, list[Met]], clashes: dict[UUID, list[Clash]], known: Known
) -> IcsRow:
    event = one.group.first
    first = next(iter(one.dates.found), None)
    taken = [deed for deed in one.deeds if deed.booking in stopped]
    spaces = one.deeds[0].after.spaces if one.deeds else ()
    off = [deed for deed in one.deeds if deed.after.status is BookingStatus.CANCELLED]
    made = [deed for deed in one.deeds if deed.before is None]
    return IcsRow(
        number=event.number,
        uid=event.uid,
        title=event.title,
        outcome=one.outcome(len(taken)),
        space_name=", ".join(known.facts[space.space].name for space in spaces),
        starts=None if first is None else known.hub.local(first.starts),
        ends=None if first is None else known.hub.local(first.ends),
        dates=len(one.dates.found),
        made=len(made),
        changed=len(one.deeds) - len(made) - len(off),
        off=len(off),
        taken=len(taken),
        private=event.private,
        clashes=tuple(clash for deed in taken for clash in clashes.get(deed.booking, ())),
        breaches=one.breaches,
        until=known.hub.local(known.horizon) if one.dates.cut and one.deeds else None,
        trouble=one.trouble,
    )


def _too_many() -> InputError:
    return InputError(
        _("This calendar has more than {count} dates to come.").format(count=number(MOST_BOOKINGS)),
        code="too_many_events",
        kept=_("Nothing was brought in."),
        todo=_("Export a shorter time, or one calendar at once."),
    )


# --- taking it in --------------------------------------------------------------------------------


def _refuse_waiting(preview: IcsPreview, skip_taken: bool, leave_out: bool) -> None:
    if preview.impossible and not leave_out:
        count = len(preview.impossible)
        said = ngettext(
            "{count} event cannot be brought in.", "{count} events cannot be brought in.", count
        )
        raise InputError(
            said.format(count=number(count)),
            code="import_waiting",
            kept=_("Nothing was brought in."),
            todo=_("Leave them out, or put them right in the calendar that they come from."),
        )
    if preview.taken and not skip_taken:
        clashes = tuple(one for row in preview.taken for one in row.clashes)
        what = (
            taken_sentence(clashes[0].space_name, clashes[0].who)
            if clashes
            else _("Not enough desks are free for this calendar.")
        )
        raise SpaceTaken(
            what,
            kept=_("Nothing was brought in."),
            todo=_("Leave out what is taken, or move it in the calendar that it comes from."),
            clashes=clashes,
        )


def _take(preview: IcsPreview, deeds: Sequence[Deed], told: Told, work: Work) -> IcsTaken:
    ids = known_ids(work.connection, work.actor.hub, preview.uids)
    if tuple(query.versions(work.connection, ids)) != preview.known:
        raise ChangedMeanwhile(
            _("The bookings of this calendar have changed since it was looked at."),
            kept=_("Nothing was brought in."),
            todo=_("Look at what it would do once more."),
        )
    _keep_series(work, preview, deeds)
    changes = priced_anew(work, [_change(one) for one in deeds], told)
    if changes:
        apply(work, changes, asking.facts_for(work, spaces_named(changes)))
    told(len(changes), len(changes))
    made = sum(one.before is None for one in deeds)
    off = sum(one.after.status is BookingStatus.CANCELLED for one in deeds)
    left_out = len(preview.impossible) + len(preview.taken)
    return IcsTaken(work.command, made, len(deeds) - made - off, off, left_out)


def _change(deed: Deed) -> Change:
    off = deed.after.status is BookingStatus.CANCELLED
    kind = "cancel" if off else "book" if deed.before is None else "change"
    return Change(deed.booking, kind, deed.before, deed.after, deed.version)


def _keep_series(work: Work, preview: IcsPreview, deeds: Sequence[Deed]) -> None:
    """The series of the dates that are made; dates that are left out are skipped in it."""
    kept = {(one.after.series, one.after.wall) for one in deeds}
    all_walls = {(one.after.series, one.after.wall) for one in preview.deeds}
    for one in preview.series:
        walls = {wall for series, wall in all_walls - kept if series == one.id and wall is not None}
        if any(series == one.id for series, _wall in kept):
            series_query.insert_series.write(work.connection, _series_row(work, one, walls))


def _series_row(work: Work, one: DeedSeries, left_out: set[str]) -> dict[str, Any]:
    own = left_out - set(one.extra)
    return {
        "id": one.id,
        "hub": work.actor.hub,
        "rule": one.rule,
        "start": one.start,
        "minutes": one.minutes,
        "skipped": sorted({*one.skipped, *own}),
        "extra": [wall for wall in one.extra if wall not in left_out],
        "follows": None,
        "created_at": work.now,
        "command": work.command,
    }


def _encode(done: IcsTaken) -> Any:
    return [str(done.command), done.made, done.changed, done.off, done.left_out]


def _decode(body: Any) -> IcsTaken:
    return IcsTaken(UUID(body[0]), *body[1:])
