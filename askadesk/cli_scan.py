"""``askadesk scan``: codes and pictures, one line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from askadesk.access.layouts import recover_code
from askadesk.cli_call import Call, WrongUse, command_of, file_of, moment_of
from askadesk.cli_output import Json, moment
from askadesk.core.errors import DatabaseAway, DeskError
from askadesk.core.i18n import _
from askadesk.core.reach import moment_within_reach
from askadesk.presence import words
from askadesk.presence.facts import Override
from askadesk.presence.request import ScanRequest
from askadesk.presence.rows import Direction, ScanCard, Verdict
from askadesk.presence.service import checked_reason
from db.values import Answer

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of one call, as they were typed."""

    out: bool
    toggle: bool
    at: str | None
    command_id: str | None
    override: str | None


def scan_all(call: Call, items: Sequence[str], asked: Asked) -> int:
    """Scan ``items`` in their order; 1 when any was refused, else 0.

    Raises WrongUse before anything is scanned, DatabaseAway when the archive goes away between two.
    """
    request = _request(call, items, asked)
    return max(_scan_one(call, item, request) for item in items)


def _request(call: Call, items: Sequence[str], asked: Asked) -> ScanRequest:
    """What is the same for all items."""
    command = command_of(asked.command_id)
    if command is not None and len(items) > 1:
        raise WrongUse(_("--command-id goes with one code: each command has its own number."))
    way = _as_typed(_override, asked.override) if asked.override is not None else None
    direction = Direction.ASK
    if asked.out or asked.toggle:
        direction = Direction.OUT if asked.out else Direction.TOGGLE
    at = None
    if asked.at is not None:
        at = moment_of(asked.at, call.hub, call.world.clock.now())
        _as_typed(partial(moment_within_reach, field="at"), at)
    return ScanRequest(direction=direction, at=at, command=command, way=way)


def _override(reason: str) -> Override:
    return Override(checked_reason(reason))


def _as_typed(make: Callable[[T], R], given: T) -> R:
    """What an option makes. Raises WrongUse where it cannot be: nothing is scanned then."""
    try:
        return make(given)
    except DeskError as error:
        raise WrongUse(error.what) from error


def _scan_one(call: Call, item: str, request: ScanRequest) -> int:
    try:
        code = _code_of(call, item)
        if code is None:
            at = request.at or call.world.clock.now()
            return told(call, Verdict(Answer.REFUSED, "unreadable", at))
        verdict = call.services.presence.scan(_with_code(request, code))
        return told(call, verdict)
    except DatabaseAway:
        raise
    except DeskError as error:
        return _not_scanned(call, error, request.at)


def _with_code(request: ScanRequest, code: str) -> ScanRequest:
    return ScanRequest(
        code=code,
        direction=request.direction,
        at=request.at,
        command=request.command,
        way=request.way,
    )


def _code_of(call: Call, item: str) -> str | None:
    """The code that ``item`` is, or that its picture shows; None for a picture without any."""
    path = file_of(item)
    if path is None:
        return item
    return _code_in(call, path)


def _code_in(call: Call, path: Path) -> str | None:
    """Of the codes in a picture the first that is ours, else the first."""
    from askadesk.access.pictures import codes_in_file

    keys = call.services.access.keys()
    codes = codes_in_file(path)
    ours = (code for code in codes if recover_code(keys, code) is not None)
    return next(ours, codes[0] if codes else None)


def told(call: Call, verdict: Verdict) -> int:
    """Say an answer; 1 when it is a refusal."""
    card = call.services.reading.card(verdict)
    person: Json | None = None
    if card.person is not None:
        person = {"id": str(card.person.id), "name": card.person.name}
    body = _line(verdict.answer, verdict.code, words.sentence(card), person, card.at, verdict.left)
    body["ways_out"] = [way.value for way in verdict.ways_out]
    body["visit"] = str(verdict.visit) if verdict.visit is not None else None
    call.output.result(body, *_lines(card))
    return int(verdict.answer is Answer.REFUSED)


def _not_scanned(call: Call, error: DeskError, at: datetime | None) -> int:
    """An item that never became a question: a file that cannot be read, a number used twice."""
    when = call.hub.local(at or call.world.clock.now())
    body = _line(Answer.REFUSED, error.code, error.sentence, None, when, None)
    call.output.result(body, _("Not scanned"), f"  {error.sentence}")
    return 1


def _line(
    answer: Answer, code: str, message: str, person: Json | None, at: datetime, left: int | None
) -> Json:
    return {
        "answer": answer.value,
        "code": code,
        "message": message,
        "person": person,
        "left": left,
        "ways_out": [],
        "visit": None,
        "at": moment(at),
    }


def _lines(card: ScanCard) -> list[str]:
    """The answer as text: the verdict and who, the reason, what to do, what else to say."""
    who = [card.person.name] if card.person is not None else []
    lines = [" · ".join([words.title(card.verdict), *who]), f"  {words.sentence(card)}"]
    lines += ["  • " + " · ".join(filter(None, words.alert(one))) for one in card.alerts]
    for option in card.options:
        title, explanation = words.option(option, card)
        lines.append("  → " + " · ".join(filter(None, (title, explanation))))
    return lines
