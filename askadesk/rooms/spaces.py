"""The hub's spaces: added, changed, closed, priced, put away."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from askadesk.core.errors import ChangedMeanwhile, DeskError, InputError, NotFound
from askadesk.core.i18n import _
from askadesk.core.reach import day_within_reach, number_between
from askadesk.core.texts import one_line_within
from askadesk.core.unit_of_work import Order, UnitOfWork, Work
from askadesk.hubs.finding import hub_day
from askadesk.hubs.rows import ClosureRow, NewClosure
from askadesk.hubs.rules import checked_closure, checked_week, exception_of
from askadesk.plans.rules import checked_cents, checked_vat
from askadesk.rooms import offering
from askadesk.rooms.facts import space_name
from askadesk.rooms.rows import (
    FEATURES,
    BookingRow,
    SpaceFields,
    SpacePriceRow,
    SpaceRow,
    SpaceTouched,
)
from askadesk.rooms.showing import space_list
from askadesk.rooms.touched import by_closure, by_fields
from db.queries import occupancy, products
from db.queries import rooms as query
from db.values import Money, SpaceKind

EVER = timedelta(days=100 * 366)
MOST_DESKS = 500
MOST_SEATS = 5000
MOST_MINUTES = 24 * 60
MOST_CREDITS = 1000
LIMITS = {
    "setup": (0, 600),
    "cleanup": (0, 600),
    "step": (5, 240),
    "least": (5, MOST_MINUTES),
    "notice_minutes": (0, 60 * 24 * 60),
    "grace": (0, 600),
}


class SpaceService:
    """Commands and questions about the hub's spaces."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit

    def spaces(self, archived: bool = False) -> tuple[SpaceRow, ...]:
        """Every space in its order."""
        with self._unit.ask() as connection:
            return space_list(connection, self._unit.actor.hub, archived=archived)

    def space(self, space: UUID) -> SpaceRow:
        """One space. Raises NotFound."""
        found = [one for one in self.spaces(archived=True) if one.id == space]
        if not found:
            raise _gone()
        return found[0]

    def add(
        self,
        fields: SpaceFields,
        *,
        desks: int = 1,
        parts: Sequence[UUID] = (),
        price: SpacePriceRow | None = None,
        command: UUID | None = None,
    ) -> UUID:
        """Add a space, with its first ``price`` or none. A zone has so many ``desks``; a joined room is made
        of ``parts``, and booking it occupies them. Raises InputError with ``field``."""
        checked = checked_space(fields)
        if not 1 <= desks <= MOST_DESKS:
            raise InputError(
                _("A zone has from 1 to {most} desks.").format(most=MOST_DESKS), field="desks"
            )
        arguments = {"desks": desks, "parts": list(parts), **dataclasses.asdict(checked)}
        if price is not None:
            price = checked_price(price)
            arguments["price"] = dataclasses.asdict(price)
        body = partial(_add, checked, desks, tuple(dict.fromkeys(parts)), price)
        return self._unit.do(Order("space.add", arguments, body, str, UUID, command))

    def change(
        self, space: UUID, version: int, fields: SpaceFields, *, command: UUID | None = None
    ) -> None:
        """Change a space; what is booked stays as it was booked. Raises ChangedMeanwhile."""
        checked = checked_space(fields)
        arguments = {"space": space, "version": version, **dataclasses.asdict(checked)}
        self._do("space.change", arguments, partial(_change, space, version, checked), command)

    def archive(self, space: UUID, version: int, *, command: UUID | None = None) -> None:
        """Put a space away. Raises DeskError ``still_booked`` while bookings are to come."""
        arguments = {"space": space, "version": version}
        self._do("space.archive", arguments, partial(_archive, space, version), command)

    def restore(self, space: UUID, version: int, *, command: UUID | None = None) -> None:
        """Take a space that was put away back into use, as it was. Raises ChangedMeanwhile."""
        arguments = {"space": space, "version": version}
        self._do("space.restore", arguments, partial(_restore, space, version), command)

    # --- closures ----------------------------------------------------------------------------------

    def closures(self, space: UUID) -> tuple[ClosureRow, ...]:
        """When the space keeps other hours, from today on."""
        with self._unit.ask() as connection:
            today = hub_day(connection, self._unit)
            rows = query.closures_of(connection, [space], today, today + timedelta(days=3650))
            return tuple(_closure_row(one) for one in rows)

    def close(self, space: UUID, closure: NewClosure, *, command: UUID | None = None) -> UUID:
        """Take a space out of use on some days, or give it other hours. Ask ``touched_by`` first: what is
        booked there stays booked."""
        arguments = {"space": space, **dataclasses.asdict(closure)}
        body = partial(_close, self._unit, space, closure)
        return self._unit.do(Order("space.close", arguments, body, str, UUID, command))

    def reopen(self, closure: UUID, *, command: UUID | None = None) -> None:
        """Open the space again as on any other day. Raises NotFound."""
        self._do("space.reopen", {"closure": closure}, partial(_reopen, closure), command)

    def touched_by(self, space: UUID, closure: NewClosure) -> tuple[BookingRow, ...]:
        """The bookings of the space that would find it closed."""
        with self._unit.ask() as connection:
            return by_closure(connection, self._unit, space, closure)

    def touched_by_fields(self, space: UUID, fields: SpaceFields) -> SpaceTouched:
        """The bookings to come that fit today and would not with other hours, or for other plans."""
        checked = checked_space(fields)
        with self._unit.ask() as connection:
            return by_fields(connection, self._unit, space, checked)

    # --- prices ------------------------------------------------------------------------------------

    def prices(self, space: UUID) -> tuple[SpacePriceRow, ...]:
        """The space's price list, the newest first."""
        with self._unit.ask() as connection:
            return tuple(_price_row(one) for one in query.all_prices(connection, space))

    def add_price(self, space: UUID, price: SpacePriceRow, *, command: UUID | None = None) -> None:
        """Add a price from a day on; what is booked keeps the one it was booked for. Raises InputError with
        ``field``, NotFound."""
        checked = checked_price(price)
        arguments = {"space": space, **dataclasses.asdict(checked)}
        self._do("space.add_price", arguments, partial(_add_price, space, checked), command)

    def _do(self, kind: str, arguments: dict[str, Any], body: Any, command: UUID | None) -> None:
        self._unit.do(Order(kind, arguments, body, _nothing, _nothing, command))


def _nothing(_none: None) -> None:
    return None


def _gone() -> NotFound:
    return NotFound(_("This space is not there any more."), code="unknown_space")


def checked_space(fields: SpaceFields) -> SpaceFields:
    """The fields as they are kept. Raises InputError with ``field``."""
    name = one_line_within(fields.name, "name", 200)
    if not name:
        raise InputError(_("A space needs a name."), field="name")
    number_between(fields.seats, 1, MOST_SEATS, "seats")
    for field, (least, most) in LIMITS.items():
        number_between(getattr(fields, field), least, most, field)
    if fields.most is not None:
        number_between(fields.most, fields.least, 31 * MOST_MINUTES, "most")
    if fields.ahead_days is not None:
        number_between(fields.ahead_days, 1, 3650, "ahead_days")
    unknown = [one for one in fields.features if one not in FEATURES]
    if unknown:
        raise InputError(
            _("«{feature}» is not in the list of features.").format(feature=unknown[0][:40]),
            field="features",
            todo=_("Choose among: {features}.").format(features=", ".join(FEATURES)),
        )
    return replace(
        fields,
        name=name,
        name_en=one_line_within(fields.name_en, "name_en", 200),
        floor=one_line_within(fields.floor, "floor", 80),
        features=tuple(dict.fromkeys(fields.features)),
        week=None if fields.week is None else checked_week(fields.week),
    )


def checked_price(price: SpacePriceRow) -> SpacePriceRow:
    """The price as it is kept. Raises InputError with ``field``."""
    for amount in (price.hour, price.half_day, price.day):
        if amount is not None:
            checked_cents(amount.cents)
    if price.credits is not None:
        number_between(price.credits, 0, MOST_CREDITS, "credits")
    day_within_reach(price.valid_from, "valid_from")
    return replace(price, vat=checked_vat(price.vat))


def _columns(fields: SpaceFields) -> dict[str, Any]:
    row = {one.name: getattr(fields, one.name) for one in dataclasses.fields(fields)}
    row["features"] = list(fields.features)
    row["plans"] = None if fields.plans is None else [str(one) for one in fields.plans]
    if fields.week is not None:
        row["week"] = {day: [list(span) for span in spans] for day, spans in fields.week}
    return row


def _add(
    fields: SpaceFields,
    desks: int,
    parts: tuple[UUID, ...],
    price: SpacePriceRow | None,
    work: Work,
) -> UUID:
    space = work.ids.new()
    units = _units(work, fields, desks, parts)
    row = {
        "id": space,
        "hub": work.actor.hub,
        "position": query.last_position(work.connection, work.actor.hub) + 1,
        "created_at": work.now,
        "archived_at": None,
        "version": 1,
    }
    query.add_space(work.connection, row | _columns(fields), units, own=not parts)
    if parts:
        query.add_parts(work.connection, space, parts)
    if price is not None:
        _add_price(space, price, work)
    work.changed("space", space)
    return space


def _units(work: Work, fields: SpaceFields, desks: int, parts: tuple[UUID, ...]) -> list[int]:
    """Units of its own, or those of the parts."""
    if not parts:
        count = desks if fields.kind is SpaceKind.DESK_ZONE else 1
        first = query.next_unit(work.connection)
        return list(range(first, first + count))
    if fields.kind is SpaceKind.DESK_ZONE:
        # Desks of a zone are dealt anew among all who sit there; a room stays where it is.
        raise InputError(
            _("A zone of desks is not made of rooms."),
            field="parts",
            todo=_("Give it a number of desks, or make it a room."),
        )
    rows = query.spaces_by_id(work.connection, parts)
    wrong = [one for one in parts if one not in rows or rows[one].hub != work.actor.hub]
    zones = [one for one in rows.values() if one.kind is SpaceKind.DESK_ZONE]
    if wrong or zones or len(parts) < 2:
        raise InputError(
            _("A joined room is made of at least two rooms of this hub."),
            field="parts",
            todo=_("Choose rooms, not zones of desks."),
        )
    found = query.units_of(work.connection, parts)
    return sorted({unit for units in found.values() for unit in units})


def _change(space: UUID, version: int, fields: SpaceFields, work: Work) -> None:
    row = query.spaces_by_id(work.connection, [space]).get(space)
    if row is None or row.hub != work.actor.hub:
        raise _gone()
    if (row.kind is SpaceKind.DESK_ZONE) != (fields.kind is SpaceKind.DESK_ZONE):
        raise InputError(
            _("A zone of desks stays one, and a room stays a room."),
            field="kind",
            todo=_("Add another space, and put this one away."),
        )
    if not query.change_space(work.connection, space, version, _columns(fields)):
        raise _faster()
    work.changed("space", space)


def _faster() -> ChangedMeanwhile:
    return ChangedMeanwhile(
        _("Someone else changed this space a moment ago."),
        kept=_("Their change is saved; yours is still on your screen."),
        todo=_("Look at it again, then save."),
    )


def _archive(space: UUID, version: int, work: Work) -> None:
    joined = [one for one in query.joined_of(work.connection, space) if one.archived_at is None]
    if joined:
        raise DeskError(
            _("{space} is made of this room.").format(space=space_name(joined[0])),
            code="part_of_another",
            kept=_("Nothing was changed."),
            todo=_("Put the joined room away first."),
        )
    units = query.units_of(work.connection, [space]).get(space, [])
    occupancy.lock_units(work.connection, units)
    ahead = occupancy.taken(work.connection, units, work.now, work.now + EVER)
    if any(row.space == space for row in ahead):
        raise DeskError(
            _("There are bookings to come in this space."),
            code="still_booked",
            kept=_("Nothing was changed."),
            todo=_("Move them or call them off first."),
        )
    if not query.change_space(work.connection, space, version, {"archived_at": work.now}):
        raise _faster()
    offering.end_line(work, space)
    work.changed("space", space)


def _restore(space: UUID, version: int, work: Work) -> None:
    row = query.spaces_by_id(work.connection, [space]).get(space)
    if row is None or row.hub != work.actor.hub:
        raise _gone()
    _refuse_parts_away(work, space)
    back = {"archived_at": None}
    if row.archived_at is None or not query.change_space(work.connection, space, version, back):
        raise _faster()
    work.changed("space", space)


def _refuse_parts_away(work: Work, space: UUID) -> None:
    """A joined room comes back after the rooms that it is made of."""
    parts = query.parts_of(work.connection, [space]).get(space, [])
    rows = query.spaces_by_id(work.connection, parts).values()
    away = [one for one in rows if one.archived_at is not None]
    if away:
        raise DeskError(
            _("{space} is a part of it, and was put away.").format(space=space_name(away[0])),
            code="part_put_away",
            kept=_("Nothing was changed."),
            todo=_("Take that room back into use first."),
        )


# --- closures and prices -------------------------------------------------------------------------


def _closure_row(row: Any) -> ClosureRow:
    opens = f"{row.opens:%H:%M}" if row.opens is not None else ""
    closes = f"{row.closes:%H:%M}" if row.closes is not None else ""
    return ClosureRow(row.id, NewClosure(row.first_day, row.last_day, row.reason, opens, closes))


def _close(unit: UnitOfWork, space: UUID, closure: NewClosure, work: Work) -> UUID:
    checked = checked_closure(closure, hub_day(work.connection, unit))
    if space not in query.spaces_by_id(work.connection, [space]):
        raise _gone()
    exception, new = exception_of(checked), work.ids.new()
    row = {
        "id": new,
        "space": space,
        "first_day": checked.first,
        "last_day": checked.last,
        "opens": exception.opens,
        "closes": exception.closes,
        "reason": checked.reason,
        "archived_at": None,
    }
    query.add_closure(work.connection, row)
    work.changed("space", space)
    return new


def _reopen(closure: UUID, work: Work) -> None:
    row = query.end_closure(work.connection, closure, work.now)
    if row is None:
        raise NotFound(_("This closure is not there any more."), code="unknown_closure")
    work.changed("space", row.space)


def _price_row(row: Any) -> SpacePriceRow:
    def amount(cents: int | None) -> Money | None:
        return None if cents is None else Money(cents)

    return SpacePriceRow(
        valid_from=row.valid_from,
        product=row.product,
        hour=amount(row.hour_cents),
        half_day=amount(row.half_day_cents),
        day=amount(row.day_cents),
        credits=row.credits,
        vat=row.vat,
    )


def _add_price(space: UUID, price: SpacePriceRow, work: Work) -> None:
    if space not in query.spaces_by_id(work.connection, [space]):
        raise _gone()
    if price.product is not None and not products.is_known(work.connection, price.product):
        raise NotFound(_("This plan is not there any more."), code="unknown_plan")
    same = [
        one
        for one in query.all_prices(work.connection, space)
        if one.product == price.product and one.valid_from == price.valid_from
    ]
    if same:
        raise InputError(
            _("There is a price from this day on already."),
            field="valid_from",
            todo=_("Choose another day."),
        )
    row = {
        "id": work.ids.new(),
        "space": space,
        "product": price.product,
        "valid_from": price.valid_from,
        "hour_cents": None if price.hour is None else price.hour.cents,
        "half_day_cents": None if price.half_day is None else price.half_day.cents,
        "day_cents": None if price.day is None else price.day.cents,
        "credits": price.credits,
        "vat": price.vat,
        "created_at": work.now,
        "command": work.command,
    }
    query.add_price(work.connection, row)
    work.changed("space", space)
