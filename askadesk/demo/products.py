"""What the demo hub offers."""

from __future__ import annotations

from datetime import date

from askadesk.plans.rows import NewProduct
from db.values import ProductKind, Unit

WORKDAYS = (0, 1, 2, 3, 4)
WEEK = tuple(
    (str(day), ((("08:00", "20:00"),) if day < 5 else (("09:00", "13:00"),))) for day in range(6)
)

DEDICATED, FLEXIBLE, PART_TIME = "dedicata", "flessibile", "part-time-3"
MORNING, TEAM, AROUND_THE_CLOCK = "mattina", "team-4", "24h"
DAY, HALF_DAYS, CARNET_10, CARNET_5 = "giornaliero", "mezze-giornate", "carnet-10", "carnet-5"
CREDITS = "crediti-sale"


def products(since: date) -> tuple[NewProduct, ...]:
    """The demo's plans and passes, offered since that day."""
    return (*_memberships(since), *_passes(since))


def _memberships(since: date) -> tuple[NewProduct, ...]:
    plan = ProductKind.MEMBERSHIP
    return (
        NewProduct(
            plan,
            DEDICATED,
            "Postazione dedicata",
            24000,
            since,
            "Dedicated desk",
            guests_at_once=2,
            guests_a_month=8,
            guest_fee_cents=1000,
            room_minutes=240,
            room_discount=10,
        ),
        NewProduct(
            plan,
            FLEXIBLE,
            "Postazione flessibile",
            16000,
            since,
            "Flexible desk",
            guests_at_once=1,
            guests_a_month=4,
            guest_fee_cents=1000,
            room_minutes=120,
        ),
        NewProduct(
            plan,
            PART_TIME,
            "Part-time 3 giorni",
            11000,
            since,
            "Part-time, 3 days",
            days_a_week=3,
        ),
        NewProduct(
            plan,
            MORNING,
            "Mattina",
            9000,
            since,
            "Mornings",
            windows=((WORKDAYS, "08:00", "13:30"),),
        ),
        NewProduct(
            plan,
            TEAM,
            "Team da 4",
            60000,
            since,
            "Team of 4",
            seats=4,
            guests_at_once=2,
            guests_a_month=8,
            guest_fee_cents=1000,
            room_minutes=600,
            room_discount=20,
        ),
        NewProduct(
            plan,
            AROUND_THE_CLOCK,
            "Postazione 24 ore",
            29000,
            since,
            "24-hour desk",
            around_the_clock=True,
            guests_at_once=1,
            guests_a_month=4,
            guest_fee_cents=1000,
        ),
    )


def _passes(since: date) -> tuple[NewProduct, ...]:
    kind = ProductKind.PASS
    return (
        NewProduct(
            kind,
            DAY,
            "Ingresso giornaliero",
            1500,
            since,
            "Day pass",
            units=1,
            validity_days=1,
        ),
        NewProduct(
            kind,
            HALF_DAYS,
            "Carnet 5 mezze giornate",
            4000,
            since,
            "5 half days",
            units=5,
            unit_minutes=300,
            validity_days=90,
        ),
        NewProduct(
            kind,
            CARNET_10,
            "Carnet 10 ingressi",
            12000,
            since,
            "10-visit carnet",
            units=10,
            validity_days=180,
            debt_limit=1,
        ),
        NewProduct(
            kind,
            CARNET_5,
            "Carnet 5 ingressi",
            6500,
            since,
            "5-visit carnet",
            units=5,
            validity_days=180,
        ),
        NewProduct(
            kind,
            CREDITS,
            "10 crediti sale",
            9000,
            since,
            "10 room credits",
            unit=Unit.CREDITS,
            units=10,
            validity_days=365,
        ),
    )
