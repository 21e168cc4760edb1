"""Attesi oggi: who was announced for a day, and the bookings of that day, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from askadesk.core.i18n import _
from askadesk.hubs.rows import HubRow
from askadesk.people.rules import full_name
from askadesk.presence.rows import ExpectedRow
from db.queries import today as query
from db.values import BookingStatus, ExpectedKind, ExpectedStatus


def expected_today(connection: Connection, hub: HubRow, day: date) -> tuple[ExpectedRow, ...]:
    """Everyone expected on that day, by the hour. All who come for one booking are one row; an option is
    there too, though it opens no door."""
    announced = query.expected_on(connection, hub.id, day)
    starts = datetime.combine(day, time.min, hub.zone)
    ends = datetime.combine(day + timedelta(days=1), time.min, hub.zone)
    options = query.options_on(connection, hub.id, starts, ends)
    rows = [*_by_booking(announced, hub), *(_option(one, hub) for one in options)]
    return tuple(sorted(rows, key=lambda one: one.starts))


def _by_booking(rows: Sequence[Any], hub: HubRow) -> list[ExpectedRow]:
    made: list[ExpectedRow] = []
    of_bookings: dict[UUID, list[Any]] = {}
    for row in rows:
        if row.booking is None:
            made.append(_expected(row, hub))
        else:
            of_bookings.setdefault(row.booking, []).append(row)
    return made + [_booking(together, hub) for together in of_bookings.values()]


def _expected(row: Any, hub: HubRow) -> ExpectedRow:
    known = row.given is not None
    return ExpectedRow(
        id=row.id,
        kind=ExpectedKind(row.kind),
        status=row.status,
        starts=hub.local(row.starts),
        ends=hub.local(row.ends),
        title=row.title,
        name=full_name(row.given, row.family) if known else row.name,
        organisation=row.organisation or row.member_of or "",
        host=full_name(row.host_given, row.host_family) if row.host_given is not None else "",
        person=row.person,
        head_count=row.head_count,
        arrived=hub.local(row.arrived) if row.arrived else None,
        left=hub.local(row.left) if row.left else None,
    )


def _booking(rows: Sequence[Any], hub: HubRow) -> ExpectedRow:
    """One row for all who come for a booking: its holder's, with the first to arrive and the last to go."""
    holder = next((one for one in rows if one.person == one.booking_person), rows[0])
    arrived = [one.arrived for one in rows if one.arrived]
    left = [one.left for one in rows if one.left]
    called_off = all(one.status is ExpectedStatus.CANCELLED for one in rows)
    return replace(
        _expected(holder, hub),
        status=ExpectedStatus.CANCELLED if called_off else ExpectedStatus.ANNOUNCED,
        title=_title(holder, holder.title),
        name=_contact(holder),
        head_count=holder.booking_heads,
        arrived=hub.local(min(arrived)) if arrived else None,
        left=hub.local(max(left)) if arrived and len(left) == len(arrived) else None,
        booking=holder.booking,
        in_use=holder.booking_status == BookingStatus.IN_USE,
    )


def _option(row: Any, hub: HubRow) -> ExpectedRow:
    return ExpectedRow(
        id=row.id,
        kind=ExpectedKind.BOOKING,
        status=ExpectedStatus.ANNOUNCED,
        starts=hub.local(row.starts),
        ends=hub.local(row.ends),
        title=_title(row, row.spaces),
        name=_contact(row),
        organisation=row.booking_organisation or "",
        host="",
        person=row.booking_person,
        head_count=row.booking_heads,
        arrived=None,
        left=None,
        booking=row.id,
        is_option=True,
    )


def _title(row: Any, spaces: str) -> str:
    """The space, and for whom; of a private booking the space alone."""
    if row.booking_private:
        return _("{space} · private").format(space=spaces)
    about = row.booking_organisation or row.booking_title
    return f"{spaces} · {about}" if about else spaces


def _contact(row: Any) -> str:
    if row.booking_private or row.given is None:
        return ""
    return full_name(row.given, row.family)
