"""Texts and figures in the reader's language.

The message ids are the English sentences; Italian lives in ``resources/locale``. Every text a person
can read passes through here, for windows, paper and command line alike. The language of the program
is one for the process; ``speaking`` changes it for a document or a sentence made for someone else.
"""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from db.values import Money
from resources import resource

LANGUAGES = {"it": "Italiano", "en": "English"}
DEFAULT_LANGUAGE = "it"
_REGIONS = {"it": "it_IT", "en": "en_GB"}

_program_language = DEFAULT_LANGUAGE
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def set_language(code: str) -> None:
    """Make ``code`` ("it" or "en") the language of the program; anything else means Italian."""
    global _program_language
    _program_language = code if code in LANGUAGES else DEFAULT_LANGUAGE


def language() -> str:
    """The language spoken here and now: "it" or "en"."""
    return _spoken.get() or _program_language


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak ``code`` inside the block, whatever the program's language is."""
    token = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(token)


@cache
def _catalogue(code: str) -> _gettext.NullTranslations:
    if code == "en":
        return _gettext.NullTranslations()
    return _gettext.translation("askadesk", resource("locale"), languages=[code])


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(_REGIONS[code])


def _(message: str) -> str:
    """``message`` in the reader's language."""
    return _catalogue(language()).gettext(message)


def N_(message: str) -> str:
    """Mark ``message`` for the catalogue; it is translated where it is shown."""
    return message


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of the sentence that goes with ``count``."""
    return _catalogue(language()).ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """``message`` in the reader's language, told apart by ``context`` from its namesakes."""
    return _catalogue(language()).pgettext(context, message)


def money(amount: Money) -> str:
    """``48,00 €`` in Italian, ``€48.00`` in English."""
    return format_currency(amount.decimal, amount.currency, locale=_locale(language()))


def number(value: int) -> str:
    """A whole number with its thousands marked."""
    return format_decimal(value, locale=_locale(language()))


def decimal(value: Decimal, places: int = 1) -> str:
    """A figure with ``places`` digits after the comma of the language."""
    return format_decimal(value, "#,##0." + "0" * places, locale=_locale(language()))


def hour(moment: datetime) -> str:
    """``09:42``; ``moment`` is already in the hub's zone."""
    return moment.strftime("%H:%M")


def day_short(day: date) -> str:
    """``17 nov``, ``17 Nov``."""
    return format_skeleton("dMMM", day, locale=_locale(language()))


def day_weekday(day: date) -> str:
    """``mar 17 nov``, ``Tue 17 Nov``."""
    return format_date(day, "EEE d MMM", locale=_locale(language()))


def day_column(day: date) -> str:
    """``mar 17``, ``Tue 17``: the head of a calendar's column."""
    return format_date(day, "EEE d", locale=_locale(language()))


def weekday_short(day: date) -> str:
    """``mar``, ``Tue``."""
    return format_date(day, "EEE", locale=_locale(language()))


def day_long(day: date) -> str:
    """``17 novembre 2026``, ``17 November 2026``."""
    return format_date(day, "d MMMM y", locale=_locale(language()))


def day_spoken(day: date) -> str:
    """``venerdì 13 novembre``, ``Friday 13 November``."""
    return format_date(day, "EEEE d MMMM", locale=_locale(language()))


def day_whole(day: date) -> str:
    """``3 feb 2025``, ``3 Feb 2025``."""
    return format_skeleton("yMMMd", day, locale=_locale(language()))


def month_short(day: date) -> str:
    """``gen``, ``Jan``."""
    return format_date(day, "LLL", locale=_locale(language()))


def month_year(day: date) -> str:
    """``novembre 2026``, ``November 2026``."""
    return format_date(day, "LLLL y", locale=_locale(language()))


def weekday(day: date) -> str:
    """``martedì``, ``Tuesday``."""
    return format_date(day, "EEEE", locale=_locale(language()))


def weekday_letter(day: date) -> str:
    """``G`` for a Thursday, ``T`` in English."""
    return format_date(day, "EEEEE", locale=_locale(language()))


def listed(words: Sequence[str]) -> str:
    """``a, b e c``, ``a, b and c``."""
    return format_list(list(words), locale=_locale(language()))
