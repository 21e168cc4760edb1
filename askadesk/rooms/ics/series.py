"""The series that the dates of an event make here: its rule where that gives them, else the dates. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from askadesk.core.errors import InputError
from askadesk.rooms.ics.rows import DeedSeries, IcsEvent
from askadesk.rooms.planning import wall_text
from askadesk.rooms.recurrence import Recurrence, occurrences
from askadesk.rooms.rule_text import Rule, read_rule

LONGEST_RULE = 400
_ALONE = Rule("DAILY", count=1).text


def series_of(
    event: IcsEvent, places: Sequence[datetime], zone: ZoneInfo, id: UUID
) -> tuple[DeedSeries, dict[datetime, datetime]]:
    """The series, and for each place (UTC) the wall time on the hub's clock by which it knows that date."""
    ordered = sorted(places)
    length = timedelta(days=event.days) if event.days else event.length
    own = _by_rule(event, ordered, zone) or Recurrence(
        _ALONE, _local(ordered[0], zone), length, zone
    )
    made = {one.span.start: one.wall for one in occurrences(own)}
    walls = {place: made.get(place, _local(place, zone)) for place in ordered}
    extra = [walls[place] for place in ordered if place not in made]
    skipped = [wall for place, wall in made.items() if place not in walls]
    row = DeedSeries(
        id=id,
        rule=own.rule,
        start=wall_text(own.start),
        minutes=max(1, int(length.total_seconds() // 60)),
        skipped=tuple(map(wall_text, skipped)),
        extra=tuple(map(wall_text, extra)),
    )
    return row, walls


def _by_rule(event: IcsEvent, places: Sequence[datetime], zone: ZoneInfo) -> Recurrence | None:
    """The event's own rule from the first place to the last; None where it gives others on the hub's clock."""
    if not event.rule:
        return None
    first, last = _local(places[0], zone), _local(places[-1], zone)
    rule = replace(read_rule(event.rule), count=None, until=last)
    if len(rule.text) > LONGEST_RULE:
        return None
    found = Recurrence(rule.text, first, timedelta(minutes=1), zone)
    try:
        given = {one.span.start for one in occurrences(found)}
    except InputError:
        return None
    strangers = len(given ^ set(places))
    return found if strangers <= len(places) // 2 and places[0] in given else None


def _local(place: datetime, zone: ZoneInfo) -> datetime:
    return place.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0)
