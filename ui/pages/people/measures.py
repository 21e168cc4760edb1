"""The measures of the Persone page: of a 1366 window, and of a roomy one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from ui.fonts import Role


@dataclass(frozen=True, slots=True)
class PeopleMeasures:
    """All in logical pixels. ``columns`` are the fixed widths; the plan takes what is left."""

    margin: tuple[int, int]
    toolbar: int
    filters: int
    filters_gap: int
    search: int
    header: int
    row: int
    bar: int
    hints: int
    padding: int
    check: int
    person: int
    organisation: int
    visit: int
    due: int
    open: int
    due_padding: int
    first: Role
    second: Role


COMPACT = PeopleMeasures(
    margin=(24, 16),
    toolbar=64,
    filters=40,
    filters_gap=8,
    search=272,
    header=36,
    row=48,
    bar=56,
    hints=40,
    padding=16,
    check=36,
    person=302,
    organisation=196,
    visit=176,
    due=136,
    open=40,
    due_padding=24,
    first=Role.PRIMARY,
    second=Role.CAPTION,
)

ROOMY = PeopleMeasures(
    margin=(32, 24),
    toolbar=72,
    filters=40,
    filters_gap=8,
    search=400,
    header=40,
    row=56,
    bar=64,
    hints=44,
    padding=24,
    check=40,
    person=424,
    organisation=320,
    visit=232,
    due=184,
    open=48,
    due_padding=32,
    first=Role.PRIMARY,
    second=Role.SECOND,
)


def for_room(roomy: bool) -> PeopleMeasures:
    """The measures of a roomy window, or of a compact one."""
    return ROOMY if roomy else COMPACT


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each column begins and how wide it is, in a row of a given width."""

    check: tuple[float, float]
    person: tuple[float, float]
    organisation: tuple[float, float]
    plan: tuple[float, float]
    visit: tuple[float, float]
    due: tuple[float, float]
    open: tuple[float, float]


def columns(to: PeopleMeasures, wide: float) -> Columns:
    """The columns of a row ``wide`` pixels wide."""
    person = to.padding + to.check
    organisation = person + to.person
    plan = organisation + to.organisation
    visit = wide - to.open - to.due - to.visit
    due = visit + to.visit
    return Columns(
        check=(to.padding, to.check),
        person=(person, to.person - 16),
        organisation=(organisation, to.organisation - 16),
        plan=(plan, max(0.0, visit - plan - 16)),
        visit=(visit, to.visit - 12),
        due=(due, to.due - to.due_padding),
        open=(due + to.due, to.open),
    )


def slot(column: tuple[float, float], top: float, high: float) -> QRectF:
    """The rectangle of ``column`` between ``top`` and ``top + high``."""
    return QRectF(column[0], top, column[1], high)
