"""How often a hard trial is repeated: seldom in `make test`, to the full in `make torture`."""

from __future__ import annotations

import os


def full() -> bool:
    """Whether this run wants the full counts (``ASKADESK_TORTURE=1``)."""
    return os.environ.get("ASKADESK_TORTURE") == "1"


def count(small: int, full_count: int) -> int:
    """``small`` in an everyday run, ``full_count`` under torture."""
    return full_count if full() else small
