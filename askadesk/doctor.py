"""What works on this computer, what does not, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from askadesk.core.i18n import _


class State(StrEnum):
    """How a check went: it works, it is not there but need not be, it does not work."""

    WORKS = "works"
    MISSING = "missing"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. ``code`` is stable; ``what`` and ``todo`` are sentences."""

    code: str
    state: State
    what: str
    todo: str = ""


def qt_is_missing(error: ImportError) -> Check:
    """What an import of Qt that failed means."""
    return Check(
        "qt",
        State.FAILS,
        _("The window toolkit (Qt) could not be loaded: {reason}.").format(reason=error),
        _("On Debian and Ubuntu «make setup» installs what is missing, or names it."),
    )


def check_all(database: str | None, clock: object) -> tuple[Check, ...]:
    """Everything below the screens."""
    return ()
