"""The measures of the Oggi page: one set for a 1366 window, one for a 1920."""

from __future__ import annotations

from dataclasses import dataclass

from ui.fonts import Role

ROOMY_FROM = (1680, 940)
"""A window at least this wide and high takes the roomy measures."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Logical pixels by name; pairs are horizontal, vertical."""

    margin: tuple[int, int]
    gap: int
    left: int
    right: int
    padding: int
    scan_height: int
    band: int
    arch: tuple[int, int]
    entitlement: int
    alert: int
    most_alerts: int
    actions: int
    button: int
    actions_padding: tuple[int, int, int]
    header: int
    expected_row: int
    present_row: int
    recent_row: int
    recent_header: int
    strip: int
    strip_padding: tuple[int, int]
    refusal: int
    band_role: Role
    person: Role
    amount: Role
    alert_role: Role
    title: Role


COMPACT = Measures(
    margin=(24, 16),
    gap=16,
    left=456,
    right=312,
    padding=16,
    scan_height=423,
    band=44,
    arch=(80, 96),
    entitlement=60,
    alert=40,
    most_alerts=3,
    actions=69,
    button=40,
    actions_padding=(16, 12, 16),
    header=48,
    expected_row=56,
    present_row=56,
    recent_row=44,
    recent_header=0,
    strip=112,
    strip_padding=(14, 12),
    refusal=536,
    band_role=Role.TITLE,
    person=Role.PERSON,
    amount=Role.AMOUNT,
    alert_role=Role.BODY,
    title=Role.TITLE,
)

ROOMY = Measures(
    margin=(32, 24),
    gap=24,
    left=584,
    right=456,
    padding=24,
    scan_height=626,
    band=56,
    arch=(112, 136),
    entitlement=84,
    alert=52,
    most_alerts=5,
    actions=93,
    button=48,
    actions_padding=(24, 20, 24),
    header=56,
    expected_row=60,
    present_row=60,
    recent_row=52,
    recent_header=48,
    strip=136,
    strip_padding=(16, 16),
    refusal=700,
    band_role=Role.HEADING,
    person=Role.PERSON_ROOMY,
    amount=Role.AMOUNT_ROOMY,
    alert_role=Role.ROW,
    title=Role.HEADING,
)


def for_room(roomy: bool) -> Measures:
    """The set for a roomy or a compact window."""
    return ROOMY if roomy else COMPACT
