"""Plans, memberships, passes and their ledger."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy.exc import NoResultFound

from askadesk.core.errors import InputError, NotFound
from askadesk.core.i18n import _
from askadesk.core.reach import day_within_reach, number_between
from askadesk.core.texts import LONGEST_REASON, checked_reason, one_line_within
from askadesk.core.unit_of_work import Order, UnitOfWork, Work
from askadesk.hubs.finding import hub_day, hub_of
from askadesk.people.rows import HeldRow
from askadesk.people.strangers import speaking_of_strangers
from askadesk.plans.offers import Offering
from askadesk.plans.pausing import Pausing, no_such_right
from askadesk.plans.rows import Sale
from askadesk.plans.rules import LONGEST_CODE, MOST_LEFT
from askadesk.plans.words import product_name as product_name
from db.queries import entries
from db.queries import people as people_query
from db.queries import plans as query
from db.queries.person_page import standing
from db.values import Movement, ProductKind, Unit

MOST_MOVEMENTS = 10_000
"""So many movements of a pass are read at once."""


class PlanService(Offering, Pausing):
    """Commands and questions about what is offered and held."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit

    # --- what is held ----------------------------------------------------------------------------

    def give(self, sale: Sale, *, command: UUID | None = None) -> UUID:
        """Give a plan or a pass to a person or an organisation; returns the membership or pass.

        Raises NotFound for an unknown product, InputError for dates in the wrong order.
        """
        if (sale.person is None) is (sale.organisation is None):
            raise InputError(_("A plan belongs to one person or one organisation."))
        order = Order(
            "plans.give", dataclasses.asdict(sale), partial(give, sale), str, UUID, command
        )
        with speaking_of_strangers(self._unit, (sale.person,), (sale.organisation,)):
            return self._unit.do(order)

    def adjust(self, pass_id: UUID, delta: int, reason: str, *, command: UUID | None = None) -> int:
        """Put the balance of a pass right by ``delta`` units, with a reason; returns what is left."""
        reason = checked_reason(reason)
        if delta == 0:
            raise InputError(_("A movement of zero changes nothing."), field="delta")
        number_between(delta, -MOST_LEFT, MOST_LEFT, "delta")
        return self._unit.do(
            Order(
                "plans.adjust",
                {"pass": pass_id, "delta": delta, "reason": reason},
                partial(_adjust, pass_id, delta, reason),
                int,
                int,
                command,
            )
        )

    def held(self, person: UUID) -> tuple[HeldRow, ...]:
        """Memberships and passes that a person may use, own ones and their organisation's."""
        with self._unit.ask() as connection:
            day = hub_day(connection, self._unit)
            plans = people_query.memberships_held(connection, person, day)
            passes = people_query.passes_held(connection, person, day)
        memberships = [_held(row, "membership", row.starts, row.ends, None, None) for row in plans]
        return (
            *memberships,
            *(
                _held(row, "pass", row.valid_from, row.valid_until, row.balance, row.units)
                for row in passes
            ),
        )

    def ledger(self, pass_id: UUID, limit: int = 50) -> Sequence[Any]:
        """The latest movements of a pass, newest first: at, kind, delta, balance_after, reason."""
        number_between(limit, 0, MOST_MOVEMENTS, "limit")
        with self._unit.ask() as connection:
            return people_query.movements(connection, pass_id, limit)


def _held(
    row: Any,
    kind: str,
    starts: date,
    ends: date | None,
    left: int | None,
    units: int | None,
) -> HeldRow:
    return HeldRow(
        row.id,
        kind,
        row.code,
        product_name(row),
        starts,
        ends,
        left,
        units,
        row.organisation or "",
        Unit.VISITS if left is None else row.unit,
    )


def give(sale: Sale, work: Work) -> UUID:
    """Write a membership, or a pass with its first movement, inside a command.

    What is given to a record that became part of another is the other's.
    """
    sale = _checked(sale)
    if sale.person is not None:
        kept = standing(work.connection, sale.person)
        sale = dataclasses.replace(sale, person=kept or sale.person)
    hub = hub_of(work.connection, work.actor.hub)
    today = hub.local(work.at).date()
    starts = sale.starts or today
    offer = query.offer_by_code(work.connection, sale.product, max(starts, today))
    if offer is None:
        raise NotFound(
            _("There is no plan called “{code}”.").format(code=sale.product), code="unknown_plan"
        )
    ends = sale.ends
    if ends is None and offer.validity_days:
        ends = starts + timedelta(days=offer.validity_days - 1)
    if ends is not None and day_within_reach(ends, "ends") < starts:
        raise InputError(_("This plan would end before it begins."), field="ends")
    if offer.kind is ProductKind.MEMBERSHIP:
        return _give_membership(sale, work, offer, starts, ends)
    return _give_pass(sale, work, offer, starts, ends)


def _checked(sale: Sale) -> Sale:
    if sale.starts is not None:
        day_within_reach(sale.starts, "starts")
    if sale.units is not None:
        number_between(sale.units, -MOST_LEFT, MOST_LEFT, "units")
    return dataclasses.replace(
        sale,
        product=one_line_within(sale.product, "product", LONGEST_CODE),
        reason=one_line_within(sale.reason, "reason", LONGEST_REASON),
    )


def _give_membership(sale: Sale, work: Work, offer: Any, starts: date, ends: date | None) -> UUID:
    new = work.ids.new()
    row = {
        "id": new,
        "product": offer.product,
        "terms": offer.terms,
        "holder_person": sale.person,
        "holder_organisation": sale.organisation,
        "starts": starts,
        "ends": ends,
        "created_at": work.now,
        "command": work.command,
        "archived_at": None,
        "version": 1,
    }
    query.add_membership(work.connection, row, (work.actor.hub,))
    work.changed("membership", new)
    return new


def _give_pass(sale: Sale, work: Work, offer: Any, starts: date, ends: date | None) -> UUID:
    new = work.ids.new()
    query.add_pass(
        work.connection,
        id=new,
        product=offer.product,
        terms=offer.terms,
        person=sale.person,
        organisation=sale.organisation,
        valid_from=starts,
        valid_until=ends,
        lowest=-offer.debt_limit,
        hubs=(work.actor.hub,),
        at=work.now,
        command=work.command,
    )
    units = sale.units if sale.units is not None else offer.units
    if units:
        _move(work, new, 1, units, units, Movement.GRANT, sale.reason)
    work.changed("pass", new)
    return new


def _move(
    work: Work, pass_id: UUID, seq: int, delta: int, after: int, kind: Movement, reason: str
) -> None:
    entries.insert_movement.write(
        work.connection,
        {
            "id": work.ids.new(),
            "pass": pass_id,
            "seq": seq,
            "kind": kind,
            "delta": delta,
            "balance_after": after,
            "at": work.at,
            "day": None,
            "person": None,
            "visit": None,
            "booking": None,
            "extra": False,
            "reverses": None,
            "reason": reason,
            "command": work.command,
        },
    )


def _adjust(pass_id: UUID, delta: int, reason: str, work: Work) -> int:
    try:
        held = entries.pass_row(work.connection, pass_id)
    except NoResultFound as error:
        raise no_such_right() from error
    after: int = held.balance + delta
    _move(work, pass_id, held.movements + 1, delta, after, Movement.ADJUST, reason)
    work.changed("pass", pass_id)
    return after
