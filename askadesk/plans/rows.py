"""What the hub offers and what is sold of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from db.values import Money, ProductKind, Unit

WeekWindow = tuple[tuple[int, ...], str, str]


@dataclass(frozen=True, slots=True)
class NewProduct:
    """A plan or pass with its first terms and price; see ``ProductTerms`` for what each term means."""

    kind: ProductKind
    code: str
    name: str
    cents: int
    valid_from: date
    name_en: str = ""
    unit: Unit = Unit.VISITS
    units: int | None = None
    unit_minutes: int | None = None
    validity_days: int | None = None
    days_a_week: int | None = None
    seats: int | None = None
    around_the_clock: bool = False
    windows: tuple[WeekWindow, ...] | None = None
    grace_days: int = 0
    debt_limit: int = 0
    guests_at_once: int = 0
    guests_a_month: int = 0
    guest_fee_cents: int | None = None

    def terms(self) -> dict[str, Any]:
        """The columns of the terms."""
        windows = None
        if self.windows is not None:
            windows = [[list(days), start, end] for days, start, end in self.windows]
        return {
            "valid_from": self.valid_from,
            "unit": self.unit,
            "units": self.units,
            "unit_minutes": self.unit_minutes,
            "validity_days": self.validity_days,
            "days_a_week": self.days_a_week,
            "seats": self.seats,
            "around_the_clock": self.around_the_clock,
            "windows": windows,
            "grace_days": self.grace_days,
            "debt_limit": self.debt_limit,
            "guests_at_once": self.guests_at_once,
            "guests_a_month": self.guests_a_month,
            "guest_fee_cents": self.guest_fee_cents,
        }


@dataclass(frozen=True, slots=True)
class Offer:
    """A product as it is offered on a day."""

    product: UUID
    kind: ProductKind
    code: str
    name: str
    price: Money | None
    units: int | None


@dataclass(frozen=True, slots=True)
class Sale:
    """A plan or pass given to a person or an organisation (exactly one of the two).

    ``starts`` defaults to today; ``ends`` to what the terms say. ``units`` other than those of the
    terms need a ``reason``.
    """

    product: str
    person: UUID | None = None
    organisation: UUID | None = None
    starts: date | None = None
    ends: date | None = None
    units: int | None = None
    reason: str = ""
