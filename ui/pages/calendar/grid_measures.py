"""The measures of week and month: of a 1366 window, and of a roomy one."""

from __future__ import annotations

from dataclasses import dataclass

from ui.fonts import Role


@dataclass(frozen=True, slots=True)
class GridMeasures:
    """All in logical pixels. ``week_room`` is the column of the rooms; the days share what is left, and the
    rows what is left below head and groups, ``week_row`` at least. ``pad`` stands left and right in a
    cell, ``lines`` is how many lines the reason of a closed day may have."""

    gap: int
    panel: int
    panel_header: int
    padding: int
    week_room: int
    week_header: int
    week_group: int
    week_row: int
    bar: int
    month_week: int
    month_header: int
    month_row: int
    pad: int
    lines: int
    room: Role
    caption: Role
    caption_strong: Role
    head: Role
    head_strong: Role
    number: Role
    title: Role


COMPACT = GridMeasures(
    gap=16,
    panel=280,
    panel_header=48,
    padding=16,
    week_room=127,
    week_header=40,
    week_group=24,
    week_row=52,
    bar=12,
    month_week=43,
    month_header=36,
    month_row=76,
    pad=8,
    lines=2,
    room=Role.STRONG,
    caption=Role.CAPTION,
    caption_strong=Role.INITIALS_32,
    head=Role.BODY,
    head_strong=Role.STRONG,
    number=Role.ROW_STRONG,
    title=Role.TITLE,
)

ROOMY = GridMeasures(
    gap=24,
    panel=360,
    panel_header=56,
    padding=24,
    week_room=182,
    week_header=40,
    week_group=32,
    week_row=72,
    bar=16,
    month_week=56,
    month_header=40,
    month_row=96,
    pad=12,
    lines=3,
    room=Role.ROW_STRONG,
    caption=Role.SECOND,
    caption_strong=Role.SECOND_STRONG,
    head=Role.ROW,
    head_strong=Role.ROW_STRONG,
    number=Role.HEADING,
    title=Role.HEADING,
)


def for_room(roomy: bool) -> GridMeasures:
    """The set for a roomy or a compact window."""
    return ROOMY if roomy else COMPACT
