"""What is taken of spaces: looked at, locked, freed and occupied, as Core statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, column, delete, func, select, values

from db.planned import AnyRow, PlannedInsert, PlannedSelect
from db.queries.rooms import MOMENT, P_FROM, P_IDS, P_TO, P_UNITS, occupancy, space_units

insert_occupancy = PlannedInsert(occupancy)
_FEW = 3
_earlier = occupancy.alias("earlier")
# Of all that begins before, only the last can reach in: nothing in a unit overlaps.
_REACHES_IN = (
    select(func.max(_earlier.c.starts))
    .where(_earlier.c.unit == space_units.c.unit, _earlier.c.starts <= P_FROM)
    .correlate(space_units)
    .scalar_subquery()
)
WITHIN = and_(
    occupancy.c.unit == space_units.c.unit,
    occupancy.c.starts >= func.coalesce(_REACHES_IN, P_FROM),
    occupancy.c.starts < P_TO,
    occupancy.c.ends > P_FROM,
)
_TAKEN = (
    select(occupancy)
    .select_from(space_units)
    .join(occupancy, WITHIN)
    .where(space_units.c.own, space_units.c.unit.in_(P_UNITS))
    .order_by(occupancy.c.unit, occupancy.c.starts)
)
_TAKEN_OF_ONE = PlannedSelect(
    select(occupancy)
    .select_from(space_units)
    .join(occupancy, WITHIN)
    .where(space_units.c.own, space_units.c.unit == bindparam("unit"))
    .order_by(occupancy.c.starts)
)
_LOCK = (
    select(space_units.c.unit)
    .where(space_units.c.own, space_units.c.unit.in_(P_UNITS))
    .order_by(space_units.c.unit)
    .with_for_update()
)


def lock_units(connection: Connection, units: Iterable[int]) -> None:
    """One command at a time for each unit, always in the same order. On SQLite the writer stands alone."""
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK, {"units": sorted(units)})


def taken(
    connection: Connection, units: Iterable[int], start: datetime, end: datetime
) -> list[AnyRow]:
    """What is taken of these units between two moments, by unit and start."""
    wanted = sorted(units)
    if len(wanted) <= _FEW:
        return [
            row
            for unit in wanted
            for row in _TAKEN_OF_ONE.rows(connection, {"unit": unit, "from_": start, "to_": end})
        ]
    return list(connection.execute(_TAKEN, {"units": wanted, "from_": start, "to_": end}))


def taken_within(
    connection: Connection, units: Iterable[int], windows: Sequence[tuple[datetime, datetime]]
) -> list[AnyRow]:
    """What is taken of these units in any of many windows that are apart: the dates of a series."""
    wanted = list(units)
    if not wanted or not windows:
        return []
    if len(windows) == 1:
        return taken(connection, wanted, *windows[0])
    when = (
        values(column("from_", MOMENT), column("to_", MOMENT), name="windows")
        .data([*windows])
        .cte("windows")
    )
    reaches_in = (
        select(func.max(_earlier.c.starts))
        .where(_earlier.c.unit == space_units.c.unit, _earlier.c.starts <= when.c.from_)
        .correlate(space_units, when)
        .scalar_subquery()
    )
    within = and_(
        occupancy.c.unit == space_units.c.unit,
        occupancy.c.starts >= func.coalesce(reaches_in, when.c.from_),
        occupancy.c.starts < when.c.to_,
        occupancy.c.ends > when.c.from_,
    )
    statement = (
        select(occupancy)
        .select_from(when)
        .join(space_units, space_units.c.own & space_units.c.unit.in_(P_UNITS))
        .join(occupancy, within)
    )
    return list(connection.execute(statement, {"units": wanted}))


def free_up(connection: Connection, ids: Sequence[UUID]) -> None:
    """Take away what these bookings occupy."""
    if not ids:
        return
    statement = delete(occupancy).where(occupancy.c.booking.in_(P_IDS))
    connection.execute(statement, {"ids": list(ids)})


def free_rows(connection: Connection, keys: Iterable[tuple[int, datetime]]) -> None:
    """Take away single rows, by unit and start: they are dealt anew."""
    statement = delete(occupancy).where(
        occupancy.c.unit == bindparam("u"), occupancy.c.starts == bindparam("s", type_=MOMENT)
    )
    connection.execute(statement, [{"u": unit, "s": start} for unit, start in keys])


def occupy(connection: Connection, rows: Iterable[dict[str, Any]]) -> None:
    """Write what is taken, in the order of the units."""
    ordered = sorted(rows, key=lambda row: (row["unit"], row["starts"]))
    insert_occupancy.prepare(connection.dialect, ordered).send(connection)
