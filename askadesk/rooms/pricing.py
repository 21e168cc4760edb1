"""What several bookings cost that are written together: each after those before it, so that no minute of a plan
is given twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID

from askadesk.core.unit_of_work import Work
from askadesk.rooms.asking import asked_again
from askadesk.rooms.horizon import Horizon, horizon_of
from askadesk.rooms.rows import NewBooking, Price
from askadesk.rooms.state import BookingState
from askadesk.rooms.writing import Change
from db.values import BookingStatus

Told = Callable[[int, int], object]
"""Hears how far a long command is; what it raises ends the command, and nothing is written."""
Choose = Callable[[Horizon, NewBooking, BookingState], Price]


def silent(_done: int, _of: int) -> None:
    """Nobody listens."""


def priced_anew(work: Work, changes: Sequence[Change], told: Told = silent) -> list[Change]:
    """The same changes, each with what it costs now. ``told`` hears how many of how many are priced."""
    return _priced(work, changes, _anew, told)


def priced_as_agreed(work: Work, changes: Sequence[Change]) -> list[Change]:
    """The same changes at the prices that were agreed. Where the minutes of a plan that covered one are used
    up since, it costs what it costs now."""
    if not any(one.after.price.covered for one in changes if _counts(one.after)):
        return list(changes)
    return _priced(work, changes, _as_agreed, silent)


def _anew(horizon: Horizon, new: NewBooking, _after: BookingState) -> Price:
    return horizon.price(new)


def _as_agreed(horizon: Horizon, new: NewBooking, after: BookingState) -> Price:
    if not after.price.covered:
        return after.price
    now = horizon.price(new)
    return now if now.covered < after.price.covered else after.price


def _counts(state: BookingState) -> bool:
    return state.status is not BookingStatus.CANCELLED


def _priced(work: Work, changes: Sequence[Change], choose: Choose, told: Told) -> list[Change]:
    asked = {one.booking: asked_again(one.after) for one in changes if _counts(one.after)}
    if not asked:
        return list(changes)
    but = {one.booking for one in changes}
    horizon = horizon_of(
        work.connection, work.actor, list(asked.values()), work.now, but, lock=True
    )
    prices: dict[UUID, Price] = {}
    counting = [one for one in changes if one.booking in asked]
    for at, one in enumerate(sorted(counting, key=lambda change: change.after.starts)):
        told(at, len(counting))
        new = asked[one.booking]
        prices[one.booking] = choose(horizon, new, one.after)
        horizon.take(new, prices[one.booking])
    return [
        replace(one, after=replace(one.after, price=prices.get(one.booking, one.after.price)))
        for one in changes
    ]
