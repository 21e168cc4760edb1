"""Which dates of a file are taken: by what stands here, or by another event of the same file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from askadesk.presence.facts import HubFacts
from askadesk.rooms.ics.rows import Deed
from askadesk.rooms.rows import Clash
from askadesk.rooms.rules import Row, SpaceFacts, free_units, in_the_way
from askadesk.rooms.taken import TakenRows


@dataclass(frozen=True, slots=True)
class Met:
    """A deed that cannot be done, and the row in its way (None: too few desks are free)."""

    deed: Deed
    space: UUID
    row: Row | None


def met(
    deeds: Sequence[Deed], rows: Iterable[Row], facts: dict[UUID, SpaceFacts]
) -> dict[UUID, list[Met]]:
    """What stops the deeds that are stopped, by their booking; the first of the file comes first.

    What is to be moved makes room, unless it cannot go where it should: then it stays, and all are looked
    at anew.
    """
    standing = list(rows)
    stay: set[UUID] = set()
    while True:
        found = _once(deeds, standing, facts, stay)
        more = {one.booking for one in deeds if one.before is not None and one.booking in found}
        if more <= stay:
            return found
        stay |= more


def _once(
    deeds: Sequence[Deed],
    standing: Sequence[Row],
    facts: dict[UUID, SpaceFacts],
    stay: set[UUID],
) -> dict[UUID, list[Met]]:
    leaving = frozenset(one.booking for one in deeds if one.before is not None) - stay
    known = TakenRows(row for row in standing if row.booking not in leaving)
    found: dict[UUID, list[Met]] = {}
    for deed in deeds:
        stopped, wanted = _placed(deed, known, facts)
        if stopped or deed.booking in stay:
            found[deed.booking] = stopped
        else:
            for row in wanted:
                known.add(row)
    return found


def _placed(
    deed: Deed, known: TakenRows, facts: dict[UUID, SpaceFacts]
) -> tuple[list[Met], list[Row]]:
    """What is in the way of a deed, or the rows that it would take."""
    stopped: list[Met] = []
    wanted: list[Row] = []
    for taken in deed.after.spaces:
        span, space = deed.after.span_of(taken), facts[taken.space]
        if span is None:
            continue
        near = [row for row in known.near(space.units, span) if row.booking != deed.booking]
        units: Sequence[int] = space.units
        if space.is_zone:
            units = free_units(space.units, span, near)[: taken.desks]
            if len(units) < taken.desks:
                stopped.append(Met(deed, space.id, None))
                continue
        elif near:
            stopped.append(Met(deed, space.id, in_the_way(space.units, span, near)[0]))
            continue
        wanted += [Row(unit, span.start, span.end, deed.booking, space.id) for unit in units]
    return stopped, wanted


def own_clash(
    hub: HubFacts, facts: dict[UUID, SpaceFacts], space: UUID, row: Row, other: Deed
) -> Clash:
    """The clash with another event of the file; it is named by its title."""
    state = other.after
    return Clash(
        space=space,
        space_name=facts[space].name,
        booking=other.booking,
        who="" if state.private else state.title,
        starts=hub.local(state.starts),
        ends=hub.local(state.ends),
        blocked_from=hub.local(row.starts),
        blocked_until=hub.local(row.ends),
        private=state.private,
    )
