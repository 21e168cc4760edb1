"""What an import reads, asks and does, as the screens and the command line see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

Cell = str | int | float | bool | date | datetime | None
"""One value of a file. Dates come typed from workbooks only."""


class Column(StrEnum):
    """What a column of a file may hold."""

    NAME = "name"
    GIVEN = "given"
    FAMILY = "family"
    EMAIL = "email"
    PHONE = "phone"
    ORGANISATION = "organisation"
    ROLE = "role"
    BORN_ON = "born_on"
    TAX_CODE = "tax_code"
    SKILLS = "skills"
    SEEKS = "seeks"
    LANGUAGES = "languages"
    NOTE = "note"
    PLAN = "plan"
    LEFT = "left"
    STARTS = "starts"
    ENDS = "ends"
    VAT_NUMBER = "vat_number"
    ADDRESS = "address"


DATES = (Column.BORN_ON, Column.STARTS, Column.ENDS)


class DateOrder(StrEnum):
    """How days written with numbers alone are meant: 3/4/2026 is in April or in March."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class Decision(StrEnum):
    """What to do with a row that may be someone known."""

    NEW = "new"
    SAME = "same"
    LEAVE_OUT = "leave_out"


class Outcome(StrEnum):
    """What a row will do."""

    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    CHOOSE = "choose"
    CANNOT = "cannot"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read: the rows of one sheet, the first at ``numbers[0]`` in the file.

    ``joined`` holds the cells (row number, column) whose value was written for several rows at once.
    ``encoding`` and ``delimiter`` are empty for a workbook; ``digest`` tells files apart.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...]
    digest: str
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    joined: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of the file: its own words, what it was taken for and why, and a few of its values."""

    index: int
    words: str
    column: Column | None
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person decided by hand; all that is left open is guessed.

    ``header`` is the number of the row that names the columns, 0 for none. ``columns`` says for each
    column of the file what it holds. ``plans`` maps folded words of the plan column to a plan's code
    ("" leaves the plan out). ``decisions`` are for single rows, ``for_all`` for the rest of those that
    may be someone known; ``leave_out`` lets rows with problems stay behind.
    """

    header: int | None = None
    columns: Mapping[int, Column | None] = field(default_factory=dict)
    orders: Mapping[int, DateOrder] = field(default_factory=dict)
    plans: Mapping[str, str] = field(default_factory=dict)
    decisions: Mapping[int, Decision] = field(default_factory=dict)
    for_all: Decision | None = None
    leave_out: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a row cannot be taken: a stable code, the column's own words, what stands there, and what else
    the sentence needs. ``words.trouble`` says it."""

    code: str
    heading: str = ""
    value: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class Likely:
    """Someone a row may be: in the archive (``person``) or in an earlier row (``row``). Why is told by
    codes: ``email``, ``phone``, ``tax_code``, ``name``, ``similar``."""

    name: str
    why: tuple[str, ...]
    person: UUID | None = None
    row: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """A plan or carnet that a row brings: ``left`` units of a pass, None for a membership."""

    code: str
    name: str
    is_pass: bool
    starts: date
    ends: date | None
    left: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What one row of the file will do. ``filled`` names the empty fields that an update fills."""

    number: int
    outcome: Outcome
    name: str
    detail: str = ""
    is_organisation: bool = False
    likely: Likely | None = None
    filled: tuple[Column, ...] = ()
    holding: Holding | None = None
    trouble: Trouble | None = None
    decided: Decision | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A column whose days are written in two ways that cannot both be meant."""

    index: int
    heading: str
    example: str


@dataclass(frozen=True, slots=True)
class UnknownPlan:
    """Words of the plan column that name no plan on offer, and in how many rows."""

    words: str
    folded: str
    rows: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. ``orders`` says how each column of days is read."""

    source: Source
    choices: Choices
    header: int
    headings: tuple[Heading, ...]
    rows: tuple[PlannedRow, ...]
    counts: Mapping[Outcome, int]
    orders: Mapping[int, DateOrder]
    questions: tuple[Question, ...] = ()
    unknown_plans: tuple[UnknownPlan, ...] = ()
    repeated_headers: int = 0

    @property
    def writes(self) -> int:
        """How many rows would change the archive."""
        return self.counts.get(Outcome.NEW, 0) + self.counts.get(Outcome.UPDATE, 0)

    @property
    def waiting(self) -> int:
        """How many rows have to be settled first."""
        stuck = self.counts.get(Outcome.CHOOSE, 0)
        return stuck + (0 if self.choices.leave_out else self.counts.get(Outcome.CANNOT, 0))

    @property
    def ready(self) -> bool:
        """Whether the import may begin."""
        return self.writes > 0 and self.waiting == 0


@dataclass(frozen=True, slots=True)
class Imported:
    """An import that was carried out; the counts are of records made or filled. ``by`` is who did it, ""
    where that was not asked."""

    id: UUID
    name: str
    at: datetime
    people: int
    updated: int
    organisations: int
    memberships: int
    passes: int
    left_out: int
    undone_at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Used:
    """Something of an import that was used since. Why is a code: ``visits``, ``changed``, ``card``,
    ``plan``, ``pass``, ``charge``, ``expected``, ``merged``, ``member``."""

    name: str
    why: str
