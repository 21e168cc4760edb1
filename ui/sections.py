"""The places of the navigation. They have their names before their pages are built."""

from __future__ import annotations

from askadesk.core.i18n import _
from ui.nav import Section


def _today() -> str:
    return _("Today")


def _calendar() -> str:
    return _("Calendar")


def _people() -> str:
    return _("People")


def _settings() -> str:
    return _("Settings")


TODAY = Section("today", "sun", _today)
CALENDAR = Section("calendar", "calendar-days", _calendar)
PEOPLE = Section("people", "users", _people)
SETTINGS = Section("settings", "settings", _settings)
"""At the bottom."""
