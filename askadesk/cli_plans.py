"""``askadesk plan``: what is on offer, as JSON and as lines, and one more of it."""

from __future__ import annotations

from dataclasses import dataclass

from askadesk.cli_call import Call
from askadesk.cli_output import Json
from askadesk.core.errors import InputError
from askadesk.core.i18n import _, money, ngettext, number
from askadesk.plans import words
from askadesk.plans.rows import DatedPrice, NewProduct, ProductRow, WeekWindow
from askadesk.plans.rules import typed_cents, typed_spans
from db.values import ProductKind, Unit


@dataclass(frozen=True, slots=True)
class Wanted:
    """What ``plan add`` was told. ``hours`` are "mon-fri 09:00-13:00" as often as needed."""

    kind: str
    name: str
    price: str
    code: str = ""
    name_en: str = ""
    vat: str = "22"
    units: int | None = None
    minutes: int | None = None
    days: int | None = None
    days_a_week: int | None = None
    seats: int | None = None
    around_the_clock: bool = False
    hours: tuple[str, ...] = ()
    debt: int = 0
    guests: int = 0
    guests_a_month: int = 0
    room_hours: int = 0
    room_discount: int = 0
    credits: int | None = None


_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def listed(call: Call, *, retired: bool) -> list[tuple[Json, str]]:
    """Each plan as its JSON and its line."""
    return [(plan_body(row), plan_line(row)) for row in call.services.plans.products(retired)]


def add(call: Call, wanted: Wanted) -> tuple[Json, str]:
    """Add a plan from today on. Raises InputError with the ``field`` that cannot be."""
    if wanted.units is not None and wanted.credits is not None:
        raise InputError(
            _("A carnet holds entries or credits, not both."),
            field="units",
            todo=_("Say --units or --credits."),
        )
    cents = typed_cents(wanted.price)
    if cents is None:
        raise InputError(_("What does it cost?"), field="price", todo=_("Write 0 if it is free."))
    new = NewProduct(
        _kind(wanted.kind),
        wanted.code,
        wanted.name,
        cents,
        call.hub.local(call.world.clock.now()).date(),
        wanted.name_en,
        unit=Unit.VISITS if wanted.credits is None else Unit.CREDITS,
        units=wanted.units if wanted.credits is None else wanted.credits,
        unit_minutes=wanted.minutes,
        validity_days=wanted.days,
        days_a_week=wanted.days_a_week,
        seats=wanted.seats,
        around_the_clock=wanted.around_the_clock,
        windows=tuple(map(_window, wanted.hours)) or None,
        debt_limit=wanted.debt,
        guests_at_once=wanted.guests,
        guests_a_month=wanted.guests_a_month or 4 * wanted.guests,
        vat=wanted.vat,
        room_minutes=60 * wanted.room_hours,
        room_discount=wanted.room_discount,
    )
    product = call.services.plans.add_product(new)
    row = call.services.plans.product(product).row
    return plan_body(row), plan_line(row)


def _kind(said: str) -> ProductKind:
    if said not in list(ProductKind):
        raise InputError(
            _("A plan is a membership or a pass."),
            field="kind",
            todo=_("Say --kind membership or --kind pass."),
        )
    return ProductKind(said)


def _window(said: str) -> WeekWindow:
    """``mon-fri 09:00-13:00`` as a window. Raises InputError."""
    days, _space, hours = said.strip().partition(" ")
    spans = typed_spans(hours, "hours")
    first, _dash, last = days.lower().partition("-")
    if len(spans) != 1 or first not in _DAYS or (last or first) not in _DAYS:
        raise InputError(
            _("“{hours}” are no hours of a plan.").format(hours=said),
            field="hours",
            todo=_("Write them as “mon-fri 09:00-13:00”."),
        )
    start, end = _DAYS.index(first), _DAYS.index(last or first)
    return tuple(range(start, end + 1)), *spans[0]


def plan_body(row: ProductRow) -> Json:
    """Everything that ``plan list`` says of a plan."""
    terms = row.terms
    return {
        "id": str(row.id),
        "code": row.code,
        "kind": row.kind.value,
        "name": row.name,
        "gives": words.gives(row.kind, terms),
        "price": _price(row.price),
        "next_price": _price(row.next_price),
        "units": terms.units,
        "unit": terms.unit.value if terms.units is not None else None,
        "validity_days": terms.validity_days,
        "seats": terms.seats,
        "active": row.active,
        "retired": row.retired,
    }


def _price(price: DatedPrice | None) -> Json | None:
    if price is None:
        return None
    return {
        "from": price.valid_from.isoformat(),
        "cents": price.price.cents,
        "currency": price.price.currency,
        "vat": price.vat,
    }


def plan_line(row: ProductRow) -> str:
    """A plan as one line of text."""
    shown = row.price or row.next_price
    said = ngettext("{count} active", "{count} active", row.active)
    parts = (
        row.code,
        row.name,
        words.gives(row.kind, row.terms),
        money(shown.price) if shown is not None else _("no price yet"),
        said.format(count=number(row.active)),
    )
    return "  ".join(parts)
