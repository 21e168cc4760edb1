"""What a plan or pass gives, in the reader's language."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from babel.dates import format_date

from askadesk.core.i18n import _, language, ngettext
from askadesk.plans.rows import TermsFields, WeekWindow
from askadesk.plans.rules import NATURES
from db.values import ProductKind, Unit

_MONDAY = date(2024, 1, 1)


def product_name(row: Any) -> str:
    """The product's name in the reader's language, where the hub wrote it."""
    name: str = row.name_en if language() == "en" and row.name_en else row.name
    return name


def weekday(number: int, *, short: bool = False) -> str:
    """A day of the week (0 is Monday): ``lunedì``, ``lun``."""
    day = _MONDAY + timedelta(days=number)
    return format_date(day, "EEE" if short else "EEEE", locale=language())


def weekdays(days: tuple[int, ...]) -> str:
    """``lun – ven`` where they follow each other, ``lun, mer`` where they do not."""
    ordered = tuple(sorted(set(days)))
    follow = all(after == before + 1 for before, after in pairwise(ordered))
    if len(ordered) > 2 and follow:
        return _("{first} – {last}").format(
            first=weekday(ordered[0], short=True), last=weekday(ordered[-1], short=True)
        )
    return ", ".join(weekday(day, short=True) for day in ordered)


def hours(start: str, end: str, *, short: bool = False) -> str:
    """``08:00 – 20:00``; midnight at the end is written 24:00. ``short`` leaves whole hours alone."""
    last = "24:00" if end == "00:00" else end
    if short:
        start, last = start.removesuffix(":00"), last.removesuffix(":00")
    return _("{first} – {last}").format(first=start, last=last)


def window(one: WeekWindow) -> str:
    """``lun – ven, 08:00 – 13:00``."""
    days, start, end = one
    return _("{days}, {hours}").format(
        days=weekdays(tuple(days)), hours=hours(start, end, short=True)
    )


def entries(terms: TermsFields) -> str:
    """``10 ingressi``, half days where one covers some hours only, or credits."""
    count = terms.units or 0
    if terms.unit is Unit.CREDITS:
        return ngettext("{count} credit", "{count} credits", count).format(count=count)
    if terms.unit_minutes is not None:
        return ngettext("{count} half day", "{count} half days", count).format(count=count)
    return ngettext("{count} entry", "{count} entries", count).format(count=count)


def validity(days: int | None) -> str:
    """``90 giorni``; ``senza scadenza`` where it has no end."""
    if days is None:
        return _("no end")
    return ngettext("{days} day", "{days} days", days).format(days=days)


def when(terms: TermsFields) -> str:
    """On which days and at which hours it holds."""
    if terms.around_the_clock:
        return _("7 days, 24 hours")
    if terms.windows:
        return "; ".join(window(one) for one in terms.windows)
    return _("in opening hours")


def gives(kind: ProductKind, terms: TermsFields) -> str:
    """What it gives, in a few words for a list: ``10 ingressi, 90 giorni``."""
    if kind is ProductKind.PASS:
        said = [entries(terms)]
        if terms.validity_days is not None:
            said.append(validity(terms.validity_days))
        if terms.windows or terms.around_the_clock:
            said.append(when(terms))
        return ", ".join(said)
    said = []
    if terms.seats is not None:
        said.append(
            ngettext("{count} person at once", "{count} people at once", terms.seats).format(
                count=terms.seats
            )
        )
    if terms.days_a_week is not None:
        said.append(days_a_week(terms.days_a_week))
    if not said or terms.windows or terms.around_the_clock:
        said.append(when(terms))
    return ", ".join(said)


def vat(code: str) -> str:
    """``22%``, or the nature code as it is."""
    return code if code in NATURES else f"{code}%"


def details(kind: ProductKind, terms: TermsFields) -> tuple[tuple[str, str], ...]:
    """Every term in plain words: what it is about, and what holds."""
    if terms.unit is Unit.CREDITS:
        return _of_credits(terms)
    said = [(_("When"), when(terms))]
    if terms.unit_minutes is not None:
        said.append((_("One entry covers"), _span(terms.unit_minutes)))
    if terms.validity_days is not None and kind is ProductKind.MEMBERSHIP:
        said.append((_("Good for"), validity(terms.validity_days)))
    if kind is ProductKind.PASS:
        said.append((_("When it is finished"), _debt(terms.debt_limit)))
    said.append((_("Guests"), _guests(terms)))
    if terms.room_minutes or terms.room_discount:
        said.append((_("Rooms"), _rooms(terms)))
    if terms.grace_days:
        grace = ngettext("{days} day", "{days} days", terms.grace_days)
        said.append((_("A late payment may wait"), grace.format(days=terms.grace_days)))
    return tuple(said)


def _of_credits(terms: TermsFields) -> tuple[tuple[str, str], ...]:
    """Credits have no hours and let nobody in."""
    return (
        (_("Pays for"), _("rooms that have a price in credits")),
        (_("Good for"), validity(terms.validity_days)),
        (_("When it is finished"), _debt(0)),
    )


def covers(minutes: int | None) -> str:
    """How long one entry covers: ``tutto il giorno``, ``4 ore``."""
    return _("the whole day") if minutes is None else _span(minutes)


def days_a_week(days: int | None) -> str:
    """On how many days of a week it may be used."""
    if days is None:
        return _("every day")
    return ngettext("{count} day a week", "{count} days a week", days).format(count=days)


def _span(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    if rest == 0:
        return ngettext("{hours} hour", "{hours} hours", whole).format(hours=whole)
    return _("{minutes} minutes").format(minutes=minutes)


def _rooms(terms: TermsFields) -> str:
    """What is part of the plan each month, and what comes off the rest."""
    hours = _span(terms.room_minutes)
    if not terms.room_discount:
        return _("{hours} a month").format(hours=hours)
    if not terms.room_minutes:
        return _("{percent}% off").format(percent=terms.room_discount)
    return _("{hours} a month, then {percent}% off").format(
        hours=hours, percent=terms.room_discount
    )


def _debt(limit: int) -> str:
    if limit == 0:
        return _("a new one is needed")
    return ngettext(
        "{count} more entry, to be made up", "{count} more entries, to be made up", limit
    ).format(count=limit)


def _guests(terms: TermsFields) -> str:
    if not terms.guests_at_once or not terms.guests_a_month:
        return _("none")
    return _("{once} at once, {month} a month").format(
        once=terms.guests_at_once, month=terms.guests_a_month
    )
