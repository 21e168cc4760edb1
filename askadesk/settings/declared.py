"""Every setting of a hub, declared once: its type, its default, what it means."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from db.values import OverduePolicy


@dataclass(frozen=True, slots=True)
class HubSettings:
    """What a hub decides for itself.

    ``double_scan_seconds``: within this time the same code only repeats the answer.
    ``expected_lead_minutes``: how early announced people may come in.
    ``overdue``: what the door does when a payment is overdue beyond the plan's grace.
    ``greeting``: what the screens say to someone who comes in; empty means the usual words.
    ``meeting_point``: where everybody goes when the house is left, said in a roll call.
    """

    double_scan_seconds: int = 60
    expected_lead_minutes: int = 30
    overdue: OverduePolicy = OverduePolicy.ADMIT
    greeting: str = ""
    meeting_point: str = ""

    @classmethod
    def read(cls, stored: Mapping[str, str]) -> HubSettings:
        """The settings from their stored JSON texts; what is not stored keeps its default."""
        values: dict[str, Any] = {}
        for declared in fields(cls):
            if declared.name in stored:
                kind: type[Any] = type(getattr(cls(), declared.name))
                values[declared.name] = kind(json.loads(stored[declared.name]))
        return cls(**values)

    def stored(self) -> dict[str, str]:
        """Every setting as the JSON text under which it is kept."""
        return {one.name: json.dumps(getattr(self, one.name)) for one in fields(self)}
