"""One row of the file, read: who or what it names, and what it brings along. Nothing of the archive yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from askadesk.people.rules import fold
from askadesk.transfer import values
from askadesk.transfer.knowledge import Knowledge, Offered
from askadesk.transfer.names import is_family_first, split_name
from askadesk.transfer.rows import (
    DATES,
    Cell,
    Choices,
    Column,
    DateOrder,
    Heading,
    Holding,
    Trouble,
)
from askadesk.transfer.values import folded_cell, text_of

_FIRST_DAY, _LAST_YEAR = date(1900, 1, 1), 2100


@dataclass(slots=True)
class Draft:
    """What one row says. ``offered`` is the plan it names and ``holding`` when and how much of it."""

    number: int
    given: str = ""
    family: str = ""
    organisation: str = ""
    values: dict[Column, Any] = field(default_factory=dict)
    holding: Holding | None = None
    offered: Offered | None = None
    trouble: Trouble | None = None

    @property
    def is_organisation(self) -> bool:
        return not self.given and not self.family and bool(self.organisation)

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip() or self.organisation


class Reader:
    """Turns rows into drafts, as the columns and the choices say."""

    def __init__(
        self,
        headings: Sequence[Heading],
        orders: Mapping[int, DateOrder],
        choices: Choices,
        known: Knowledge,
        joined: frozenset[tuple[int, int]],
    ) -> None:
        self._at = {one.column: one for one in headings if one.column is not None}
        self._orders, self._choices, self._known, self._joined = orders, choices, known, joined
        whole = self._at.get(Column.NAME)
        self._family_first = whole is not None and is_family_first(folded_cell(whole.words))
        self.unknown_plans: dict[str, tuple[str, int]] = {}

    def draft(self, number: int, row: tuple[Cell, ...]) -> Draft:
        """What ``row`` says; its ``trouble`` is the first that stands in the way."""
        made = Draft(number)
        for column, heading in self._at.items():
            found = self._read(column, heading, row[heading.index])
            if isinstance(found, Trouble):
                made.trouble = made.trouble or found
            elif found is not None and found != "":
                made.values[column] = found
        self._name(made)
        if made.trouble is None:
            made.trouble = self._wrong(made) or self._hold(made)
        return made

    def _read(self, column: Column, heading: Heading, cell: Cell) -> Any:
        if cell is None:
            return None
        if column in DATES:
            order = self._orders.get(heading.index)
            return values.read_day(cell, order, heading.words, past=column is Column.BORN_ON)
        if column is Column.LEFT:
            return values.read_left(cell, heading.words)
        return values.read_text(column, cell, heading.words)

    def _name(self, made: Draft) -> None:
        whole = made.values.pop(Column.NAME, "")
        made.given, made.family = split_name(whole, family_first=self._family_first)
        given = made.values.pop(Column.GIVEN, "")
        family = made.values.pop(Column.FAMILY, "")
        if given or family:
            made.given, made.family = given, family
        made.organisation = made.values.pop(Column.ORGANISATION, "")

    def _wrong(self, made: Draft) -> Trouble | None:
        """What no single cell shows."""
        if not made.name:
            return Trouble("no_name")
        born = made.values.get(Column.BORN_ON)
        if born is not None and not _FIRST_DAY <= born <= self._known.today:
            return self._trouble("born", Column.BORN_ON, born)
        for column in (Column.STARTS, Column.ENDS):
            day = made.values.get(column)
            if day is not None and not 2000 <= day.year <= _LAST_YEAR:
                return self._trouble("far", column, day)
        return None

    def _trouble(self, code: str, column: Column, found: Any, more: str = "") -> Trouble:
        heading = self._at.get(column)
        return Trouble(code, heading.words if heading else "", text_of(found), more)

    # what it holds -------------------------------------------------------------------------------

    def _hold(self, made: Draft) -> Trouble | None:
        said = made.values.pop(Column.PLAN, "")
        left = made.values.pop(Column.LEFT, None)
        starts = made.values.pop(Column.STARTS, None)
        ends = made.values.pop(Column.ENDS, None)
        if not said:
            return self._trouble("left_of_what", Column.LEFT, left) if left is not None else None
        folded = folded_cell(said)
        chosen = self._choices.plans.get(folded)
        offered = self._known.plans.get(fold(chosen) if chosen else folded)
        if offered is None or chosen is not None:
            # One chosen by hand stays among them: whoever chose the wrong one chooses again.
            count = self.unknown_plans.get(folded, (said, 0))[1]
            self.unknown_plans[folded] = (said, count + 1)
        if offered is None or chosen == "":
            return None if chosen == "" else self._unknown(said)
        if offered.is_pass and left is not None:
            wrong = self._wrong_left(made, offered, left)
            if wrong is not None:
                return wrong
        return self._give(made, offered, left, starts, ends)

    def _unknown(self, said: str) -> Trouble:
        names = ", ".join(sorted(one.name for one in self._known.offered)) or "–"
        return self._trouble("plan", Column.PLAN, said, names)

    def _wrong_left(self, made: Draft, offered: Offered, left: int) -> Trouble | None:
        heading = self._at[Column.LEFT]
        if (made.number, heading.index) in self._joined:
            return self._trouble("joined", Column.LEFT, left)
        if left < -offered.debt_limit:
            return self._trouble("below", Column.LEFT, left)
        return None

    def _give(
        self,
        made: Draft,
        offered: Offered,
        left: int | None,
        starts: date | None,
        ends: date | None,
    ) -> Trouble | None:
        starts = starts or min(self._known.today, ends or self._known.today)
        if ends is None and offered.validity_days:
            ends = starts + timedelta(days=offered.validity_days - 1)
        if ends is not None and ends < starts:
            return self._trouble("ends", Column.ENDS, ends)
        held = (offered.units or 0 if left is None else left) if offered.is_pass else None
        made.offered = offered
        made.holding = Holding(offered.code, offered.name, offered.is_pass, starts, ends, held)
        return None
