"""What is settled for the days to come: a plan at rest, a price that rises next month, credits for rooms."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from askadesk.demo.people import House
from askadesk.demo.products import CARNET_10, CREDITS
from askadesk.demo.seeded import SettableClock
from askadesk.demo.stage import Stage
from askadesk.plans.rows import Sale
from askadesk.services import Services, build_services
from db.engine import reading
from db.queries.presence import memberships, visits

RESTS = timedelta(days=13)
RISE = 800


def plan_ahead(stage: Stage, house: House) -> None:
    """Let one member's plan rest from today, write the next price of the carnet, give one member credits."""
    services = build_services(stage.engine, SettableClock(stage.now), stage.ids, stage.actor)
    today = stage.today.date
    _raise_price(services, date(today.year + today.month // 12, today.month % 12 + 1, 1))
    right = _at_home(stage, {one.person for one in house.members if one.key})
    if right is not None:
        services.plans.pause("membership", right, today, today + RESTS, "In viaggio per lavoro")
    accountant = house.named("Ionela", "Popescu")
    if accountant is not None:
        services.plans.give(Sale(CREDITS, person=accountant.person))


def _raise_price(services: Services, day: date) -> None:
    row = next(one for one in services.plans.products() if one.code == CARNET_10)
    assert row.price is not None
    services.plans.add_price(row.id, row.price.price.cents + RISE, row.price.vat, day)


def _at_home(stage: Stage, cast: set[UUID]) -> UUID | None:
    """The plan of somebody who has not come today and whom no example is about."""
    today = stage.today.date
    came = select(visits.c.person).where(visits.c.day == today)
    statement = (
        select(memberships.c.id, memberships.c.holder_person)
        .where(
            memberships.c.holder_person.is_not(None),
            memberships.c.holder_person.not_in(came),
            memberships.c.archived_at.is_(None),
            memberships.c.starts <= today,
            memberships.c.ends >= today,
        )
        .order_by(memberships.c.id)
        .limit(len(cast) + 1)
    )
    with reading(stage.engine) as connection:
        rows = list(connection.execute(statement))
    return next((row.id for row in rows if row.holder_person not in cast), None)
