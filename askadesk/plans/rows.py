"""What the hub offers and what is sold of it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from db.values import Money, ProductKind, Unit

WeekWindow = tuple[tuple[int, ...], str, str]


@dataclass(frozen=True, slots=True)
class TermsFields:
    """What a product gives. For passes: ``units`` (entries), ``unit_minutes`` (how long one covers when it
    is not the whole day), ``debt_limit`` (how far below zero it may go). For plans: ``days_a_week`` and
    ``seats`` (how many of a team at once). ``windows`` are ((weekdays, "14:00", "20:00"), …) in the hub's
    wall time, None = whenever the hub is open; ``validity_days`` counts from the first day. Of rooms,
    ``room_minutes`` a month are part of a plan, and ``room_discount`` percent come off the rest."""

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
    room_minutes: int = 0
    room_discount: int = 0

    def columns(self) -> dict[str, Any]:
        """The columns of a row of ``product_terms``, without its key, product and day."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        if self.windows is not None:
            found["windows"] = [[list(days), start, end] for days, start, end in self.windows]
        return found

    @classmethod
    def of(cls, row: Any) -> TermsFields:
        """The terms in any object that has them as attributes: a row, or a NewProduct."""
        found = {one.name: getattr(row, one.name) for one in fields(cls)}
        if found["windows"] is not None:
            found["windows"] = tuple(
                (tuple(days), start, end) for days, start, end in found["windows"]
            )
        return cls(**found)


@dataclass(frozen=True, slots=True)
class NewProduct:
    """A plan or pass with its first terms and gross price; see ``TermsFields`` for what each term means.

    An empty ``code`` is made from the name. ``vat`` is a rate in percent or a nature code.
    """

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
    room_minutes: int = 0
    room_discount: int = 0
    vat: str = "22"


@dataclass(frozen=True, slots=True)
class DatedPrice:
    """A gross price from a day on. ``until`` is the last day on which it held, None while it stands or
    for the latest."""

    valid_from: date
    price: Money
    vat: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class DatedTerms:
    """Terms from a day on."""

    valid_from: date
    terms: TermsFields


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A plan or pass in the list. ``price`` is today's (None before the first one holds), ``next_price``
    the one that is written for later; ``active`` counts what is held of it today."""

    id: UUID
    kind: ProductKind
    code: str
    name: str
    terms: TermsFields
    price: DatedPrice | None
    next_price: DatedPrice | None
    active: int
    retired: bool
    version: int


@dataclass(frozen=True, slots=True)
class ProductPage:
    """All of one product: its names as the hub wrote them, its terms and prices in time (oldest first).

    ``sold`` is how many were ever given, whether they still hold or not; ``today`` the hub's day.
    """

    row: ProductRow
    name: str
    name_en: str
    prices: tuple[DatedPrice, ...]
    terms: tuple[DatedTerms, ...]
    sold: int
    today: date


@dataclass(frozen=True, slots=True)
class ProductNews:
    """What changes of a product from a day on; None leaves it as it is. What was sold keeps its own.

    Names hold everywhere and at once; they need the ``version`` that was read.
    """

    valid_from: date
    cents: int | None = None
    vat: str | None = None
    terms: TermsFields | None = None
    name: str | None = None
    name_en: str = ""
    version: int = 0


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
