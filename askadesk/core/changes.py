"""What a commit changed: said once, and each screen decides whether that concerns it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Changes:
    """The kinds ("visit", "person", …) and the ids that one commit touched.

    An empty set of ids means that any row of those kinds may have changed.
    """

    kinds: frozenset[str]
    ids: frozenset[UUID] = frozenset()

    def touches(self, *kinds: str) -> bool:
        """Whether any of ``kinds`` changed."""
        return not self.kinds.isdisjoint(kinds)
