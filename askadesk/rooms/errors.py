"""What a booking can be refused for, with all that is needed to say it and to find a way out."""

from __future__ import annotations

from datetime import datetime

from askadesk.core.errors import DeskError
from askadesk.rooms.rows import Breach, Clash, Free


class SpaceTaken(DeskError):
    """A space is taken: ``clashes`` name every booking in the way, ``alternatives`` what is free instead.
    ``dates`` are those of a series that cannot be had, on the hub's clock."""

    code = "space_taken"

    def __init__(
        self,
        what: str,
        *,
        kept: str = "",
        todo: str = "",
        clashes: tuple[Clash, ...] = (),
        alternatives: tuple[Free, ...] = (),
        dates: tuple[datetime, ...] = (),
    ) -> None:
        super().__init__(what, kept=kept, todo=todo)
        self.clashes, self.alternatives, self.dates = clashes, alternatives, dates


class RuleBroken(DeskError):
    """Rules of the space that a booking breaks; an operator may break most of them with a reason.
    ``dates`` are those of a series that break one, on the hub's clock."""

    code = "rule_broken"

    def __init__(
        self,
        what: str,
        *,
        kept: str = "",
        todo: str = "",
        breaches: tuple[Breach, ...] = (),
        dates: tuple[datetime, ...] = (),
    ) -> None:
        super().__init__(what, kept=kept, todo=todo)
        self.breaches, self.dates = breaches, dates

    @property
    def gives_way(self) -> bool:
        """Whether a reason gets past all the rules that were broken."""
        return bool(self.breaches) and all(one.code != "role" for one in self.breaches)
