"""The measures of the Calendario page: of a 1366 window, and of a roomy one."""

from __future__ import annotations

from dataclasses import dataclass

from ui.fonts import Role


@dataclass(frozen=True, slots=True)
class CalendarMeasures:
    """All in logical pixels. ``names`` is the column of the spaces, ``zone`` the row of flexible desks."""

    margin: tuple[int, int]
    toolbar: int
    gap: int
    panel: int
    names: int
    header: int
    group: int
    row: int
    zone: int
    padding: int
    name: Role
    about: Role
    first: Role
    second: Role


COMPACT = CalendarMeasures(
    margin=(24, 16),
    toolbar=64,
    gap=16,
    panel=280,
    names=140,
    header=32,
    group=24,
    row=48,
    zone=48,
    padding=16,
    name=Role.STRONG,
    about=Role.CAPTION,
    first=Role.SECOND_STRONG,
    second=Role.CAPTION,
)

ROOMY = CalendarMeasures(
    margin=(32, 24),
    toolbar=72,
    gap=24,
    panel=360,
    names=182,
    header=40,
    group=32,
    row=72,
    zone=96,
    padding=16,
    name=Role.TITLE,
    about=Role.SECOND,
    first=Role.ROW_STRONG,
    second=Role.SECOND,
)


def for_room(roomy: bool) -> CalendarMeasures:
    """The measures of a roomy window, or of a compact one."""
    return ROOMY if roomy else COMPACT
