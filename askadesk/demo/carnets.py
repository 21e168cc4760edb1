"""The demo's carnets: bought, used up in a steady rhythm, bought again, down to what is to be left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from askadesk.demo.stage import Day, Row, Stage
from db.models import LedgerMovement, Pass, PassHub
from db.values import Movement

# How many working days lie between two visits of someone with a carnet, at least and at most.
_GAPS = (1.3, 5.0)
_MOST_BEFORE = 3
CARRIED_OVER = "Rimanenza dal registro precedente"


@dataclass(slots=True)
class Carnet:
    """What one holder buys and uses until today.

    ``grants`` are the units of the carnets still to be bought, ``to_come`` the visits still to be made
    on the open days from ``first`` to ``last`` (places in the list of open days).
    """

    product: str
    full: int
    validity: int
    lowest: int
    person: UUID | None
    organisation: UUID | None
    grants: list[int]
    to_come: int
    first: int
    last: int
    pass_: UUID | None = None
    balance: int = 0
    movements: int = 0
    weight_after: float = 0.0
    is_final: bool = False


def plan_carnet(
    stage: Stage,
    product: str,
    left: int,
    *,
    person: UUID | None = None,
    organisation: UUID | None = None,
    last: int | None = None,
) -> Carnet:
    """A carnet that shall hold ``left`` today, with as many used up before it as there are days for."""
    offer = stage.offers[product]
    is_final = last is not None
    last = len(stage.open_days) - 1 if last is None else last
    used = min(offer.units - left, last + 1)
    before = stage.random.randint(0, _MOST_BEFORE)
    while before and before * offer.units + used > last + 1:
        before -= 1
    grants = [offer.units] * before + ([left + used] if left + used else [])
    visits = before * offer.units + used
    window = round(visits * stage.random.uniform(*_GAPS))
    first = max(0, last + 1 - max(visits, window))
    after = stage.weights[last + 1]
    return Carnet(
        product,
        offer.units,
        offer.validity_days,
        offer.lowest,
        person,
        organisation,
        grants,
        visits,
        first,
        last,
        weight_after=after,
        is_final=is_final,
    )


def is_due(stage: Stage, carnet: Carnet, place: int, weight: float) -> bool:
    """Whether the holder comes on the open day ``place``; over all days exactly ``to_come`` times."""
    if not carnet.to_come or not carnet.first <= place <= carnet.last:
        return False
    if carnet.to_come > carnet.last - place:
        return True
    if carnet.is_final and carnet.to_come == 1:
        return False
    room = stage.weights[place] - carnet.weight_after
    return stage.random.random() * room < carnet.to_come * weight


def draw(stage: Stage, carnet: Carnet, day: Day, row: Row) -> int:
    """Take one unit for the visit in ``row``, buying a carnet first when there is none; what is left."""
    came: datetime = row["checked_in_at"]
    if carnet.balance < 1:
        buy(stage, carnet, day, came - timedelta(minutes=2), row["command"])
    carnet.balance -= 1
    _move(
        stage,
        carnet,
        Movement.DRAW,
        -1,
        came,
        row["command"],
        day=day,
        person=row["person"],
        visit=row["id"],
    )
    carnet.to_come = max(0, carnet.to_come - 1)
    row["pass"] = carnet.pass_
    return carnet.balance


def buy(stage: Stage, carnet: Carnet, day: Day, at: datetime, command: UUID) -> None:
    """Buy the next carnet: the pass, the hub where it holds, the movement that fills it."""
    offer = stage.offers[carnet.product]
    carnet.pass_, carnet.movements = stage.ids.at(at), 0
    units = carnet.grants.pop(0) if carnet.grants else carnet.full
    carnet.balance = units
    stage.add(
        Pass,
        {
            "id": carnet.pass_,
            "product": offer.product,
            "terms": offer.terms,
            "holder_person": carnet.person,
            "holder_organisation": carnet.organisation,
            "valid_from": day.date,
            "valid_until": day.date + timedelta(days=carnet.validity - 1),
            "balance": 0,
            "lowest": carnet.lowest,
            "movements": 0,
            "created_at": at,
            "command": command,
            "archived_at": None,
            "version": 1,
        },
    )
    stage.add(PassHub, {"pass": carnet.pass_, "hub": stage.actor.hub})
    reason = "" if units == carnet.full else CARRIED_OVER
    _move(stage, carnet, Movement.GRANT, units, at, command, reason=reason)


def _move(
    stage: Stage,
    carnet: Carnet,
    kind: Movement,
    delta: int,
    at: datetime,
    command: UUID,
    *,
    day: Day | None = None,
    person: UUID | None = None,
    visit: UUID | None = None,
    reason: str = "",
) -> None:
    carnet.movements += 1
    stage.add(
        LedgerMovement,
        {
            "id": stage.ids.at(at),
            "pass": carnet.pass_,
            "seq": carnet.movements,
            "kind": kind,
            "delta": delta,
            "balance_after": carnet.balance,
            "at": at,
            "day": day.date if day is not None else None,
            "person": person,
            "visit": visit,
            "extra": False,
            "reverses": None,
            "reason": reason,
            "command": command,
        },
    )
