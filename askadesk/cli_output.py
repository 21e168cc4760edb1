"""What the command line says: JSON Lines for programs, sentences for people, notes beside both."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from askadesk.core.errors import DeskError
from askadesk.core.i18n import LANGUAGES, _
from askadesk.doctor import Check, State

Json = dict[str, Any]


class Ambiguous(DeskError):
    """Several people match what was typed. ``candidates`` are they."""

    code = "ambiguous"

    def __init__(self, what: str, candidates: Sequence[Json], *, todo: str) -> None:
        super().__init__(what, todo=todo)
        self.candidates = candidates


@dataclass(frozen=True, slots=True)
class Output:
    """Where a command speaks: results on stdout, as JSON or as text, and notes on stderr."""

    as_json: bool

    def result(self, body: Json, *lines: str) -> None:
        """One result: its JSON line, or its lines of text."""
        if self.as_json:
            _write(sys.stdout, json.dumps(body, ensure_ascii=False))
        for line in () if self.as_json else lines:
            _write(sys.stdout, line)

    def note(self, line: str) -> None:
        """Something beside the result."""
        _write(sys.stderr, line)

    def error(self, error: DeskError) -> None:
        """Why a command did nothing: a JSON object, or a sentence on stderr."""
        body: Json = {"error": error.code, "message": error.sentence}
        if isinstance(error, Ambiguous):
            body["candidates"] = list(error.candidates)
        if self.as_json:
            self.result(body)
        else:
            self.note(error.sentence)
            for one in body.get("candidates", ()):
                self.note("  " + "  ".join(filter(None, (one["id"], one["name"], one["detail"]))))

    def wrong_use(self, sentence: str) -> None:
        """A call that cannot be understood, and where to read how it goes."""
        todo = _("«askadesk --help» tells how it goes.")
        if self.as_json:
            self.result({"error": "wrong_use", "message": f"{sentence} {todo}"})
        else:
            self.note(f"{sentence} {todo}")

    def bug(self, log: Path | None) -> None:
        """Something that should not have happened, without its innards."""
        said = _("Something went wrong that should not have. What was recorded before is safe.")
        if log is not None:
            said += " " + _("The details are in {path}.").format(path=log)
        if self.as_json:
            self.result({"error": "internal", "message": said})
        else:
            self.note(said)


def _write(stream: Any, line: str) -> None:
    stream.write(line + "\n")
    stream.flush()


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language asked for with ``--language``, or that of the environment: English or Italian."""
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        name, equals, value = argument.partition("=")
        if name == "--language":
            asked = value if equals else next(iter(arguments[place + 1 :]), "")
            if asked in LANGUAGES:
                return asked
    said = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)),
        "",
    )
    return "en" if said.lower().startswith("en") else "it"


def moment(at: datetime) -> str:
    """A moment of the hub's zone, with its offset."""
    return at.isoformat(timespec="seconds")


def check_line(check: Check) -> tuple[Any, ...]:
    """One thing that the doctor looked at: the JSON, and a line or two."""
    body: Json = {
        "check": check.code,
        "state": check.state.value,
        "message": check.what,
        "todo": check.todo,
    }
    sign = {State.WORKS: "✓", State.MISSING: "–", State.FAILS: "✗", State.HINT: "·"}[check.state]
    todo = [f"    {check.todo}"] if check.todo else []
    return body, f"{sign} {check.what}", *todo
