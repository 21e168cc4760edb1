"""Refusals that speak: what happened, what was kept, what to do."""

from __future__ import annotations

from datetime import datetime


class DeskError(Exception):
    """Something the desk cannot do, said to the person in front of the screen.

    ``code`` is stable and for programs; ``what``, ``kept`` and ``todo`` are whole sentences in the
    reader's language. ``way_out`` names an action that a screen may offer as a button. A ``DeskError``
    rolls the unit of work back: nothing of it is stored. Anything else that is raised is a bug.
    """

    code = "refused"

    def __init__(
        self,
        what: str,
        *,
        code: str | None = None,
        kept: str = "",
        todo: str = "",
        way_out: str | None = None,
    ) -> None:
        super().__init__(what)
        self.what, self.kept, self.todo, self.way_out = what, kept, todo, way_out
        if code is not None:
            self.code = code

    @property
    def sentence(self) -> str:
        """All that is to be said, in one line."""
        return " ".join(part for part in (self.what, self.kept, self.todo) if part)


class InputError(DeskError):
    """What was typed or given cannot be used as it is. ``field`` names where it stood."""

    code = "wrong_input"

    def __init__(
        self,
        what: str,
        *,
        field: str | None = None,
        code: str | None = None,
        kept: str = "",
        todo: str = "",
    ) -> None:
        super().__init__(what, code=code, kept=kept, todo=todo)
        self.field = field


class NotFound(DeskError):
    """What was asked for is not there."""

    code = "not_found"


class CommandReused(DeskError):
    """The same command id came with other arguments."""

    code = "command_reused"


class ChangedMeanwhile(DeskError):
    """Someone else changed the same record first.

    Where it is known: ``theirs`` is what stands now (the same frozen row that a form holds), ``by`` who
    wrote it, ``at`` when (aware), ``differing`` the fields in which it differs from what was to be
    saved, and ``version`` what to save with once they chose.
    """

    code = "changed_meanwhile"

    def __init__(
        self,
        what: str,
        *,
        kept: str = "",
        todo: str = "",
        theirs: object = None,
        by: str = "",
        at: datetime | None = None,
        differing: tuple[str, ...] = (),
        version: int | None = None,
    ) -> None:
        super().__init__(what, kept=kept, todo=todo)
        self.theirs, self.by, self.at = theirs, by, at
        self.differing, self.version = differing, version


class DatabaseAway(DeskError):
    """The database cannot be reached, opened, read or written."""

    code = "database_away"
