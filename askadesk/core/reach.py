"""How far days and numbers may go: what lies beyond is refused before anything counts with it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from askadesk.core.errors import InputError
from askadesk.core.i18n import _

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""From here to there weeks, months and time zones can be counted from any day without leaving the calendar."""


def day_within_reach(day: date, field: str) -> date:
    """``day`` as it is. Raises InputError where the desk cannot count from it."""
    if FIRST_DAY <= day <= LAST_DAY:
        return day
    raise InputError(
        _("This day lies before 1900.") if day < FIRST_DAY else _("This day is too far away."),
        field=field,
        todo=_("Look at the year."),
    )


def moment_within_reach(moment: datetime, field: str) -> datetime:
    """The same for an aware moment, whatever its offset."""
    # By its own date first: near the years 1 and 9999 the way to UTC leads out of the calendar.
    day_within_reach(moment.date(), field)
    day_within_reach(moment.astimezone(UTC).date(), field)
    return moment


def number_between(value: int, least: int, most: int, field: str) -> int:
    """``value`` as it is. Raises InputError outside of these limits."""
    if not least <= value <= most:
        raise InputError(
            _("This number can be from {least} to {most}.").format(least=least, most=most),
            field=field,
        )
    return value
