"""``askadesk import``: what a file would do, row by row, and doing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from askadesk.cli_call import Call, WrongUse, uuid_of
from askadesk.cli_output import Json
from askadesk.core.i18n import _, number
from askadesk.people.rules import fold
from askadesk.transfer import words
from askadesk.transfer.columns import header_of, headings_of
from askadesk.transfer.planning import Plan
from askadesk.transfer.rows import (
    DATES,
    Choices,
    Column,
    DateOrder,
    Decision,
    Imported,
    Outcome,
    PlannedRow,
    Preview,
    Source,
)
from askadesk.transfer.text import ENCODINGS

Code = TypeVar("Code", DateOrder, Decision)
_TOLD_EVERY = 20_000
_WAITING = (Outcome.CHOOSE, Outcome.CANNOT)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of one call, as they were typed."""

    sheet: str | None
    encoding: str | None
    columns: Sequence[str]
    plans: Sequence[str]
    dates: str | None
    duplicates: str | None
    leave_out: bool
    dry_run: bool
    header: int | None = None


def bring_in(call: Call, file: Path, wanted: Wanted) -> int:
    """Import ``file``, or only say what it would do. 1 when rows have to be settled first."""
    if wanted.encoding is not None and wanted.encoding not in ENCODINGS:
        raise WrongUse(_("The encodings are {codes}.").format(codes=", ".join(ENCODINGS)))
    service, told = call.services.transfer, _Telling(call)
    source = service.read(file, wanted.sheet, wanted.encoding)
    plan = service.preview(source, _choices(source, wanted), service.knowledge(told), told)
    preview = plan.preview
    for row in preview.rows:
        if wanted.dry_run or row.outcome in _WAITING:
            call.output.result(_row(row), _line(row))
    if wanted.dry_run:
        call.output.result(_summary(preview, None), *_lines(preview))
        return 0 if preview.ready else 1
    return _carry_out(call, plan)


def _carry_out(call: Call, plan: Plan) -> int:
    preview = plan.preview
    done: Imported | None = None
    # A file in which everything is known already is no refusal: there is nothing to do.
    if preview.writes or preview.waiting:
        done = call.services.transfer.carry_out(plan, _Telling(call))
    said = [words.imported_sentence(done)] if done is not None else []
    call.output.result(_summary(preview, done), *said, *_lines(preview))
    return 0


def take_back(call: Call, identity: str) -> int:
    """Take an import back as a whole."""
    import_id = uuid_of(identity)
    if import_id is None:
        raise WrongUse(_("“{text}” is no number of an import.").format(text=identity))
    rows = call.services.transfer.undo(import_id, _Telling(call))
    body: Json = {"import": str(import_id), "undone": True, "rows": rows}
    call.output.result(body, _("The import was taken back."))
    return 0


# --- what was typed ------------------------------------------------------------------------------


def _choices(source: Source, wanted: Wanted) -> Choices:
    header = header_of(source, Choices(header=wanted.header))
    columns = dict(_mapped(source, header, one) for one in wanted.columns)
    guessed = headings_of(source, header, Choices(columns=columns))
    order = _one_of(DateOrder, wanted.dates, "--dates")
    decision = _one_of(Decision, wanted.duplicates, "--duplicates")
    orders = {one.index: order for one in guessed if order is not None and one.column in DATES}
    plans = dict(_pair(one, "--plan") for one in wanted.plans)
    return Choices(
        header=header,
        columns=columns,
        orders=orders,
        plans={fold(said): code for said, code in plans.items()},
        for_all=decision,
        leave_out=wanted.leave_out,
    )


def _mapped(source: Source, header: int, typed: str) -> tuple[int, Column | None]:
    """``HEADING=field`` or ``3=field``: the place of the column, and what it holds."""
    heading, field = _pair(typed, "--map")
    if field and field not in list(Column):
        known = ", ".join(one.value for one in Column)
        raise WrongUse(_("The fields of --map are {fields}.").format(fields=known))
    found = headings_of(source, header, Choices())
    at = next((one.index for one in found if fold(one.words) == fold(heading)), None)
    if at is None and heading.isdigit() and 1 <= int(heading) <= len(source.rows[0]):
        at = int(heading) - 1
    if at is None:
        named = ", ".join(one.words for one in found if one.words) or "–"
        said = _("No column is called “{heading}”. There are: {headings}.")
        raise WrongUse(said.format(heading=heading, headings=named))
    return at, Column(field) if field else None


def _pair(typed: str, option: str) -> tuple[str, str]:
    left, equals, right = typed.rpartition("=")
    if not equals or not left.strip():
        raise WrongUse(_("{option} is written as NAME=VALUE.").format(option=option))
    return left.strip(), right.strip()


def _one_of(codes: type[Code], typed: str | None, option: str) -> Code | None:
    if typed is None:
        return None
    try:
        return codes(typed.replace("-", "_"))
    except ValueError as error:
        known = ", ".join(one.value.replace("_", "-") for one in codes)
        said = _("{option} is one of {codes}.").format(option=option, codes=known)
        raise WrongUse(said) from error


# --- what is said --------------------------------------------------------------------------------


class _Telling:
    """Tells on stderr, now and then, how far a large file is."""

    def __init__(self, call: Call) -> None:
        self._output, self._last = call.output, 0

    def __call__(self, done: int, of: int) -> None:
        if done // _TOLD_EVERY != self._last:
            self._last = done // _TOLD_EVERY
            said = _("{done} of {of}").format(done=number(done), of=number(of))
            self._output.note(said)


def _row(row: PlannedRow) -> Json:
    person = row.likely.person if row.likely is not None else None
    return {
        "row": row.number,
        "outcome": row.outcome.value,
        "name": row.name,
        "message": words.row_sentence(row),
        "person": str(person) if person is not None else None,
        "trouble": row.trouble.code if row.trouble is not None else None,
    }


def _line(row: PlannedRow) -> str:
    word = words.outcome_word(row.outcome)
    return f"{number(row.number):>6}  {word}: {row.name or '–'}  {words.row_sentence(row)}"


def _summary(preview: Preview, done: Imported | None) -> Json:
    counted = {one.value: preview.counts.get(one, 0) for one in Outcome}
    made: Json = {}
    if done is not None:
        made = {
            "people": done.people,
            "organisations": done.organisations,
            "memberships": done.memberships,
            "passes": done.passes,
        }
    return {
        "import": str(done.id) if done is not None else None,
        "file": preview.source.name,
        "sheet": preview.source.sheet,
        "columns": {
            one.words or str(one.index + 1): one.column.value if one.column is not None else None
            for one in preview.headings
        },
        "rows": counted,
        **made,
    }


def _lines(preview: Preview) -> list[str]:
    said = ", ".join(
        f"{words.outcome_word(one).lower()} {number(preview.counts[one])}"
        for one in Outcome
        if preview.counts.get(one)
    )
    return [said] if said else [words.ready_sentence(preview)]
