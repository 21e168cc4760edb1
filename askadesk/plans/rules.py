"""Prices and terms: what VAT is in a gross price, and what terms may say. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import time
from decimal import ROUND_HALF_UP, Decimal

from askadesk.core.errors import InputError
from askadesk.core.i18n import _
from askadesk.plans.rows import TermsFields
from db.values import Money, ProductKind, Unit

RATES = ("22", "10", "5", "4")
"""Taxed, in percent (DPR 633/1972, art. 16 and table A)."""
NATURES = (
    "N1",
    "N2.1",
    "N2.2",
    "N3.1",
    "N3.2",
    "N3.3",
    "N3.4",
    "N3.5",
    "N3.6",
    "N4",
    "N5",
    "N6.1",
    "N6.2",
    "N6.3",
    "N6.4",
    "N6.5",
    "N6.6",
    "N6.7",
    "N6.8",
    "N6.9",
    "N7",
)
"""Why a price bears no VAT: the codes of the electronic invoice (FatturaPA 1.8, element Natura)."""
VAT_CODES = RATES + NATURES
HIGHEST_CENTS = 10_000_000
LONGEST_CODE = 40
MOST_LEFT = 9_999
"""So many units at most are brought onto a pass, or taken from it, in one go."""


def vat_of(gross: Money, vat: str) -> tuple[Money, Money]:
    """Net and VAT in a gross price: the VAT half-up to the cent, the net what remains.

    ``vat`` is a rate in percent or a nature code, which has none. Raises InputError for anything else.
    """
    if checked_vat(vat) in NATURES:
        return gross, Money(0, gross.currency)
    rate = Decimal(vat)
    exact = Decimal(gross.cents) * rate / (100 + rate)
    tax = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    return Money(gross.cents - tax, gross.currency), Money(tax, gross.currency)


def checked_vat(vat: str) -> str:
    """One of the codes of ``VAT_CODES``."""
    plain = vat.strip().upper().removesuffix("%").strip()
    if plain not in VAT_CODES:
        raise InputError(
            _("This VAT is not one of the rates or nature codes."),
            field="vat",
            todo=_("22, 10, 5 or 4; or a nature code such as N2.2 for what bears none."),
        )
    return plain


def checked_cents(cents: int, field: str = "price") -> int:
    """A price: nothing below zero, nothing beyond 100,000.00."""
    if cents < 0:
        raise InputError(_("A price cannot be below zero."), field=field)
    if cents > HIGHEST_CENTS:
        raise InputError(
            _("This price is higher than the desk can take."),
            field=field,
            todo=_("Check the digits: is there a comma missing?"),
        )
    return cents


def code_from(name: str) -> str:
    """A short code for a name: ``Carnet 10 ingressi`` → ``carnet-10-ingressi``."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_CODE].strip("-")


def checked_code(code: str) -> str:
    """A code for the command line: plain letters, digits, dashes, dots and underscores."""
    plain = code.strip()
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", plain):
        raise InputError(
            _("A code has letters without accents, digits and dashes only."),
            field="code",
            todo=_("Such as carnet-10; {limit} characters at most.").format(limit=LONGEST_CODE),
        )
    return plain


# Field → its smallest and largest value, where one is given at all.
LIMITS = {
    "units": (1, 1000),
    "unit_minutes": (15, 1440),
    "validity_days": (1, 3660),
    "days_a_week": (1, 7),
    "seats": (1, 500),
    "grace_days": (0, 365),
    "debt_limit": (0, 100),
    "guests_at_once": (0, 100),
    "guests_a_month": (0, 1000),
    "guest_fee_cents": (0, HIGHEST_CENTS),
    "room_minutes": (0, 60_000),
    "room_discount": (0, 100),
}
OF_PASSES = ("units", "unit_minutes", "debt_limit")
OF_ENTRIES = (
    "unit_minutes",
    "debt_limit",
    "around_the_clock",
    "windows",
    "guests_at_once",
    "guests_a_month",
    "grace_days",
)
OF_MEMBERSHIPS = ("days_a_week", "seats", "room_minutes", "room_discount")


def checked_terms(kind: ProductKind, terms: TermsFields) -> TermsFields:
    """Terms that can be kept for that kind. Raises InputError with the ``field`` that cannot be."""
    for field, (least, most) in LIMITS.items():
        value = getattr(terms, field)
        if value is not None and not least <= value <= most:
            raise InputError(
                _("This number can be from {least} to {most}.").format(least=least, most=most),
                field=field,
            )
    foreign = OF_MEMBERSHIPS if kind is ProductKind.PASS else OF_PASSES
    for field in foreign:
        if getattr(terms, field):
            raise InputError(_foreign(kind), field=field)
    if kind is ProductKind.PASS and terms.units is None:
        raise InputError(
            _("How many entries does it hold?"), field="units", todo=_("A day pass holds one.")
        )
    if terms.unit is Unit.CREDITS:
        _check_credits(kind, terms)
    _check_windows(terms)
    return terms


def _check_credits(kind: ProductKind, terms: TermsFields) -> None:
    """Credits pay rooms and open no door: nothing that is about entries belongs to them, and they are never
    drawn below zero. Raises InputError."""
    if kind is not ProductKind.PASS:
        raise InputError(_("Credits are held on a pass, not on a plan."), field="unit")
    for field in OF_ENTRIES:
        if getattr(terms, field):
            raise InputError(
                _("Credits pay rooms: they have no hours, no guests and no debt."), field=field
            )


def _foreign(kind: ProductKind) -> str:
    if kind is ProductKind.PASS:
        return _(
            "Seats, days a week and hours of rooms belong to plans, not to entries and carnets."
        )
    return _("Entries belong to carnets, not to plans.")


def _check_windows(terms: TermsFields) -> None:
    if terms.windows is None:
        return
    if terms.around_the_clock:
        raise InputError(
            _("It holds around the clock already."),
            field="windows",
            todo=_("Take the hours away, or choose them instead of the clock round."),
        )
    if not terms.windows or any(not days for days, _start, _end in terms.windows):
        raise InputError(
            _("It holds on no day at all."),
            field="windows",
            todo=_("Choose at least one day of the week."),
        )
    for days, start, end in terms.windows:
        opens, closes = wall_time(start, "windows"), wall_time(end, "windows")
        if any(not 0 <= day <= 6 for day in days):
            raise InputError(_("There are seven days in a week."), field="windows")
        if closes <= opens and closes != time(0):
            raise InputError(
                _("These hours would end before they begin."),
                field="windows",
                todo=_("Write them as 09:00 – 13:00."),
            )


def wall_time(text: str, field: str) -> time:
    """An hour as it is typed: ``9``, ``9:30``, ``09.30``; ``24`` and ``00:00`` are midnight.

    Raises InputError with that ``field``.
    """
    found = re.fullmatch(r"\s*(\d{1,2})(?:[:.,h]?([0-5]\d))?\s*", text)
    hours, minutes = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if hours == 24 and minutes == 0:
        return time(0)
    if hours > 23:
        raise InputError(
            _("This is not an hour of the day."), field=field, todo=_("Write it as 09:00.")
        )
    return time(hours, minutes)


_AMOUNT = re.compile(r"(?:€\s*)?(\d+|\d{1,3}(?:[.\s]\d{3})+)(?:[.,](\d{1,2}))?(?:\s*€)?")


def typed_cents(text: str, field: str = "price") -> int | None:
    """An amount as people write it (``128``, ``128,00 €``, ``1.280,50``) in cents; None for nothing.

    Raises InputError with that ``field``.
    """
    plain = text.replace("\u00a0", " ").strip()
    if not plain:
        return None
    found = _AMOUNT.fullmatch(plain)
    if found is None or len(plain) > 16:
        raise InputError(
            _("This is not an amount yet."), field=field, todo=_("Write it as 128.00.")
        )
    whole = re.sub(r"\D", "", found[1])
    return int(whole) * 100 + int((found[2] or "0").ljust(2, "0"))


def typed_number(text: str, field: str) -> int | None:
    """A whole number as it was typed; None for nothing. Raises InputError with that ``field``."""
    plain = text.strip()
    if not plain:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", plain):
        raise InputError(
            _("This is not a whole number."), field=field, todo=_("Write it in digits, such as 10.")
        )
    return int(plain)


_SPAN = re.compile(r"\s*([^\s–—-]+)\s*[–—-]\s*([^\s–—-]+)\s*")


def typed_spans(text: str, field: str) -> tuple[tuple[str, str], ...]:
    """Hours of a day as they are typed: ``9 – 13, 14:30 – 20``; nothing typed is no span at all.

    Raises InputError with that ``field``.
    """
    found = []
    for part in re.split(r"[,;+]", text) if text.strip() else ():
        span = _SPAN.fullmatch(part)
        if span is None:
            raise InputError(
                _("These are not hours yet."),
                field=field,
                todo=_("Write them as 09:00 – 13:00, 14:30 – 20:00; leave it empty if closed."),
            )
        start, end = wall_time(span[1], field), wall_time(span[2], field)
        found.append((f"{start:%H:%M}", f"{end:%H:%M}"))
    return tuple(found)
