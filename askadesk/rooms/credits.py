"""Credits that pay rooms: the passes of a holder, and the movements by which bookings draw from them.

A booking draws for as long as it is not called off: a no-show has used its credits, as it has used the minutes
of a plan. Every command of bookings writes them in one place, so that whatever puts a booking back as it was
puts the balance back with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, day_weekday, listed, ngettext, number
from askadesk.core.unit_of_work import Work
from askadesk.plans.words import product_name
from askadesk.rooms.house import house_of
from askadesk.rooms.prices import CREDITS_SHORT, NO_CREDIT_PRICE, CreditPass
from askadesk.rooms.rows import Price
from askadesk.rooms.state import BookingState
from db.queries import credits as query
from db.queries.entries import insert_movement
from db.values import BookingStatus, Movement


@dataclass(slots=True)
class Purse:
    """The credits of one holder. ``left`` is what each pass has, after the bookings that were paid so far."""

    person: UUID | None = None
    organisation: UUID | None = None
    passes: Sequence[Any] = ()
    rests: Mapping[UUID, Sequence[Any]] = field(default_factory=dict)
    left: dict[UUID, int] = field(default_factory=dict)
    paying: frozenset[UUID] = frozenset()
    """The passes that pay already for the bookings that are being changed: they come first."""

    def on(self, day: date) -> tuple[CreditPass, ...]:
        """The passes that hold on a day, in the order in which they pay: the holder's own before the
        organisation's, and the one that expires first."""
        held = {row.id: row for row in self.passes if self._holds(row, day)}
        return tuple(
            CreditPass(row.id, product_name(row), self.left[row.id])
            for row in sorted(held.values(), key=self._weight)
        )

    def take(self, price: Price) -> None:
        """A booking is had at that price: its credits are gone for those that follow."""
        if price.paid_from is not None:
            self.left[price.paid_from] -= price.credits

    def _weight(self, row: Any) -> tuple[bool, bool, date, str]:
        theirs = row.holder_organisation is not None
        ends = row.valid_until or date.max
        return row.id not in self.paying, theirs, ends, str(row.id)

    def _holds(self, row: Any, day: date) -> bool:
        if day < row.valid_from or (row.valid_until is not None and row.valid_until < day):
            return False
        if any(one.starts <= day <= one.ends for one in self.rests.get(row.id, ())):
            return False
        if self.person is not None and row.holder_person == self.person:
            return True
        if self.organisation is not None and row.holder_organisation == self.organisation:
            return True
        return bool(row.since and row.since <= day and (row.until is None or day <= row.until))


def purse_of(
    connection: Connection,
    hub: UUID,
    holder: tuple[UUID | None, UUID | None],
    between: tuple[date, date],
    but: Sequence[UUID] = (),
    *,
    lock: bool = False,
) -> Purse:
    """The credits of a holder between two days. Bookings ``but`` are about to be written anew: theirs count
    as given back. ``lock`` is for a command that will draw: what is said to be left stays so."""
    if holder == (None, None):
        return Purse()
    rows = query.credit_passes(connection, hub, *holder, between)
    if not rows:
        return Purse()
    left = {row.id: row.balance for row in rows}
    if lock:
        left = {id: row.balance for id, row in query.lock_passes(connection, left).items()}
    paid = [row for row in query.paid_by(connection, but) if row.paid_from in left]
    for row in paid:
        left[row.paid_from] += row.credits
    rests: dict[UUID, list[Any]] = {}
    for row in query.rests_of(connection, list(left)):
        rests.setdefault(row._mapping["pass"], []).append(row)
    return Purse(*holder, rows, rests, left, frozenset(row.paid_from for row in paid))


# --- refusing ------------------------------------------------------------------------------------


def refuse_unpaid(prices: Iterable[tuple[date, Price]]) -> None:
    """Raise InputError for what credits were to pay and cannot: nobody who was told "with credits" shall owe
    money. The days name the dates of a series."""
    unpaid = [(day, line) for day, price in prices if (line := _unpaid(price)) is not None]
    if not unpaid:
        return
    params = dict(unpaid[0][1].params)
    if unpaid[0][1].code == NO_CREDIT_PRICE:
        raise _refusal(_("This cannot be paid with credits: it has no price in credits."))
    needed, left = int(params["credits"]), int(params["left"])
    days = listed([day_weekday(day) for day, _line in unpaid[:_MOST_NAMED]])
    words = ngettext(
        "{day}: {count} credit is needed, {left} left.",
        "{day}: {count} credits are needed, {left} left.",
        needed,
    )
    raise _refusal(words.format(day=days, count=number(needed), left=number(left)))


_MOST_NAMED = 6


def _unpaid(price: Price) -> Any:
    codes = (CREDITS_SHORT, NO_CREDIT_PRICE)
    return next((one for one in price.lines if one.code in codes), None)


def _refusal(what: str) -> InputError:
    return InputError(
        what,
        field="use_credits",
        code=CREDITS_SHORT,
        kept=_("Nothing was changed."),
        todo=_("Pay it without credits, or give a new pass first."),
    )


# --- drawing -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Owing:
    """A booking whose state changes: how it shall stand, and how it stood (None: it is new)."""

    booking: UUID
    before: BookingState | None
    after: BookingState

    @property
    def moves(self) -> bool:
        """Whether its credits change."""
        return drawn(self.before) != drawn(self.after)

    @property
    def passes(self) -> set[UUID]:
        """The passes that it draws from or gives back to."""
        return {found[0] for one in (self.before, self.after) if (found := drawn(one)) is not None}


def drawn(state: BookingState | None) -> tuple[UUID, int] | None:
    """From which pass a booking draws how many credits; None when it draws none."""
    if state is None or state.status is BookingStatus.CANCELLED:
        return None
    price = state.price
    if not price.credits or price.paid_from is None:
        return None
    return price.paid_from, price.credits


def locked(work: Work, owing: Sequence[Owing]) -> list[Owing]:
    """Those that move credits, their passes locked: two desks never draw the same ones."""
    moving = [one for one in owing if one.moves]
    query.lock_passes(work.connection, {id for one in moving for id in one.passes})
    return moving


def settle(work: Work, owing: Sequence[Owing]) -> None:
    """Write the movements of bookings that were written: first all that is given back, then all that is drawn.

    What is still right stays, so that undoing leaves the ledger as long as it has to be: the latest draws are
    taken back until no more than enough is drawn, and the rest is drawn. Raises InputError.
    """
    if not owing:
        return
    standing = query.draws_of(work.connection, [one.booking for one in owing])
    missing = [_give_back(work, one, standing.get(one.booking, [])) for one in owing]
    for one, count in zip(owing, missing, strict=True):
        if count:
            _draw(work, one, count)


def _give_back(work: Work, one: Owing, draws: Sequence[Any]) -> int:
    """Take back what is drawn too much; returns what is missing then."""
    wanted, count = drawn(one.after) or (None, 0)
    kept: int = sum(-row.delta for row in draws if row._mapping["pass"] == wanted)
    for row in draws:
        held = row._mapping["pass"]
        if held == wanted and kept <= count:
            continue
        kept -= -row.delta if held == wanted else 0
        _move(work, held, Movement.REVERSE, -row.delta, one, reverses=row)
    return count - kept


def _draw(work: Work, one: Owing, count: int) -> None:
    found = drawn(one.after)
    assert found is not None
    _move(work, found[0], Movement.DRAW, -count, one)


def _move(
    work: Work, held: UUID, kind: Movement, delta: int, one: Owing, *, reverses: Any = None
) -> None:
    """One movement of the ledger; the database moves the pass with it, and never below zero."""
    row = query.lock_passes(work.connection, [held])[held]
    left = row.balance + delta
    if delta < 0 and left < 0:
        words = ngettext(
            "{count} credit is needed, {left} left.",
            "{count} credits are needed, {left} left.",
            -delta,
        )
        raise _refusal(words.format(count=number(-delta), left=number(row.balance)))
    hub = house_of(work.connection, work.actor.hub).hub
    insert_movement.write(
        work.connection,
        {
            "id": work.ids.new(),
            "pass": held,
            "seq": row.movements + 1,
            "kind": kind,
            "delta": delta,
            "balance_after": left,
            "at": work.at,
            "day": hub.day(work.at) if reverses is None else reverses.day,
            "person": one.after.person if reverses is None else reverses.person,
            "visit": None,
            "booking": one.booking,
            "extra": False,
            "reverses": None if reverses is None else reverses.id,
            "reason": "",
            "command": work.command,
        },
    )
    work.changed("pass", held)
