"""Public holidays, for what a closed day is called. They close nothing by themselves: the hub does."""

from __future__ import annotations

from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

from askadesk.core.i18n import language

ITALY = "Europe/Rome"
_LANGUAGES = {"it": "it_IT", "en": "en_US"}


def holiday_on(day: date, city: str, zone: ZoneInfo) -> str:
    """The public holiday that ``day`` is, in the reader's language, the patron saint's of ``city`` (a
    provincial capital) included; "" on other days, and outside Italy."""
    if zone.key != ITALY:
        return ""
    return _in_year(day.year, city.strip().casefold(), language()).get(day, "")


@cache
def _in_year(year: int, city: str, speaks: str) -> dict[date, str]:
    # Only a calendar asks, and the library takes longer to load than the window to open.
    from holidays import country_holidays
    from holidays.countries.italy import Italy

    towns = {name.casefold(): code for name, code in Italy.subdivisions_aliases.items()}
    found = country_holidays("IT", subdiv=towns.get(city), years=year, language=_LANGUAGES[speaks])
    # Of two on one day the one with the shorter name: it fits the cell of a calendar.
    return {day: min(found.get_list(day), key=len) for day in found}
