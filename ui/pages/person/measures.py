"""The measures of a person's page: one set for a 1366 window, one for a 1920."""

from __future__ import annotations

from dataclasses import dataclass

from ui.fonts import Role


@dataclass(frozen=True, slots=True)
class Measures:
    """Logical pixels by name; pairs are horizontal, vertical or width, height."""

    margin: tuple[int, int]
    gap: int
    left: int
    right: int
    padding: int
    head: int
    top: int
    gaps: tuple[int, int, int, int]
    """Below the arch, below the name, above the chip, below it."""
    fact: int
    arch: tuple[int, int]
    qr: int
    name: Role
    title: Role
    figure: Role
    amount: Role
    quantity: int
    columns: int
    ledger_row: int
    ledger_rows: int
    cell: int
    pitch: int
    row: int
    consent: int


COMPACT = Measures(
    margin=(24, 16),
    gap=16,
    left=272,
    right=304,
    padding=16,
    head=48,
    top=20,
    gaps=(12, 4, 8, 12),
    fact=32,
    arch=(96, 116),
    qr=96,
    name=Role.PAGE,
    title=Role.TITLE,
    figure=Role.FIGURE,
    amount=Role.SUM,
    quantity=52,
    columns=28,
    ledger_row=36,
    ledger_rows=4,
    cell=10,
    pitch=12,
    row=48,
    consent=38,
)

ROOMY = Measures(
    margin=(32, 24),
    gap=24,
    left=360,
    right=440,
    padding=24,
    head=56,
    top=28,
    gaps=(16, 6, 16, 22),
    fact=40,
    arch=(136, 164),
    qr=128,
    name=Role.SUM,
    title=Role.HEADING,
    figure=Role.AMOUNT,
    amount=Role.AMOUNT,
    quantity=68,
    columns=36,
    ledger_row=44,
    ledger_rows=5,
    cell=16,
    pitch=19,
    row=52,
    consent=48,
)


def for_room(roomy: bool) -> Measures:
    """The set for a roomy or a compact window."""
    return ROOMY if roomy else COMPACT
