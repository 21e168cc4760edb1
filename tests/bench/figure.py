"""One measured figure, beside the floor measured in the same run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What a benchmark found out.

    ``floor`` is the least that the machine itself takes for the same work (a bare fsync, a bare
    window), in the same unit and measured in the same run; ``floor_name`` says what it is. ``ratio``
    is ``figure / floor``, or None where there is no floor. ``wanted`` says the bound in words, and
    ``kept`` whether it was kept (None where nothing is promised).
    """

    name: str
    figure: float
    unit: str
    floor: float | None = None
    floor_name: str = ""
    ratio: float | None = None
    wanted: str = ""
    kept: bool | None = None


def against(
    name: str, figure: float, unit: str, floor: float, floor_name: str, wanted: str = ""
) -> Figure:
    """A figure with its ratio to ``floor`` worked out."""
    return Figure(name, figure, unit, floor, floor_name, figure / floor if floor else None, wanted)
