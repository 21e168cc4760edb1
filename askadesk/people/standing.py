"""How a right stands today, and which of several counts most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from askadesk.people.rows import Pause, RightRow, Standing
from askadesk.plans.service import product_name
from db.values import Unit

LOW_UNITS = 2
LOW_DAYS = 7
MEMBERSHIP, PASS = "membership", "pass"
# A right that opens the door today comes before one that will, and that before one that did.
_ORDER = (Standing.GOOD, Standing.LOW, Standing.PAUSED, Standing.TO_COME, Standing.ENDED)


def rights_of(
    memberships: Sequence[Any],
    passes: Sequence[Any],
    pauses: Sequence[Any],
    day: date,
    zone: ZoneInfo,
) -> tuple[RightRow, ...]:
    """Rows of rights as pages show them, those that count most first."""
    rests: dict[Any, list[Pause]] = {}
    for row in pauses:
        of = row.membership or row._mapping["pass"]
        rests.setdefault(of, []).append(Pause(row.id, row.starts, row.ends, row.reason))
    found = [
        _right(row, kind, tuple(rests.get(row.id, ())), day, zone)
        for kind, rows in ((MEMBERSHIP, memberships), (PASS, passes))
        for row in rows
    ]
    return tuple(sorted(found, key=weight))


def _right(row: Any, kind: str, pauses: tuple[Pause, ...], day: date, zone: ZoneInfo) -> RightRow:
    left = row.balance if kind == PASS else None
    bought: datetime = row.created_at
    return RightRow(
        id=row.id,
        kind=kind,
        name=product_name(row),
        standing=standing_of(day, row.starts, row.ends, left=left, units=row.units, pauses=pauses),
        starts=row.starts,
        until=row.ends,
        bought_on=bought.astimezone(zone).date(),
        left=left,
        units=row.units if kind == PASS else None,
        organisation=row.organisation or "",
        pauses=pauses,
        unit=row.unit if kind == PASS else Unit.VISITS,
    )


def standing_of(
    day: date,
    starts: date,
    until: date | None,
    *,
    left: int | None = None,
    units: int | None = None,
    pauses: Iterable[Pause] = (),
) -> Standing:
    """How a right stands on ``day``; ``left`` of ``units`` where it is used up: with none left it has
    ended, even where the door may still let someone in on credit. The only unit of a day pass is not
    "low"."""
    if until is not None and until < day:
        return Standing.ENDED
    if left is not None and left <= 0:
        return Standing.ENDED
    if any(pause.starts <= day <= pause.ends for pause in pauses):
        return Standing.PAUSED
    if starts > day:
        return Standing.TO_COME
    few = left is not None and left <= LOW_UNITS and units != 1
    soon = until is not None and (until - day).days <= LOW_DAYS and units != 1
    return Standing.LOW if few or soon else Standing.GOOD


def weight(right: RightRow) -> tuple[Any, ...]:
    """What sorts rights: usable ones first, plans before passes before credits, the one that ends first; of
    ended ones the latest. A carnet that could only go into debt has ended: the door does not draw from it
    as long as there is another."""
    place = _ORDER.index(Standing.GOOD if right.standing is Standing.LOW else right.standing)
    ends = (right.until or date.max).toordinal()
    if right.standing is Standing.ENDED:
        ends = -ends if right.until is not None else -right.starts.toordinal()
    opens = right.kind != MEMBERSHIP, right.unit is not Unit.VISITS
    return (place, *opens, bool(right.organisation), ends, str(right.id))


def pass_that_counts(rights: Sequence[RightRow]) -> RightRow | None:
    """The pass whose movements a page shows: the one that the door would draw from."""
    return next((one for one in rights if one.kind == PASS), None)
