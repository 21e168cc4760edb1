"""AskaDesk's command line called from outside, as a person or a script would."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]
_DONE, _REFUSED = 0, 1
# In this order: a carnet shows what is left; the second comes in also when the hub is closed.
_EXAMPLES = ("carnet", "any_hour")


class CommandFailedError(Exception):
    """A command ended neither with "done" nor with "refused"; the text is what it said."""


@dataclass(frozen=True)
class Entry:
    """Somebody of the demo hub was let in by the picture of a card: who, and what the desk said."""

    name: str
    code: str
    answer: Json


@dataclass(frozen=True)
class CommandLine:
    """``program`` is how AskaDesk is called, ``database`` where its archive is (None: the usual one)."""

    program: Sequence[str]
    database: Path | None = None
    environment: Mapping[str, str] | None = None

    def ask(self, *words: str) -> Json:
        """The answer of one command. Raises CommandFailedError."""
        where = [] if self.database is None else ["--database", str(self.database)]
        call = [*self.program, *words, *where, "--json", "--language", "it"]
        done = subprocess.run(
            call,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            env=self.environment,
        )
        if done.returncode not in (_DONE, _REFUSED) or not done.stdout.strip():
            raise CommandFailedError(f"{' '.join(call)}\n{done.stdout}{done.stderr}".strip())
        answer: Json = json.loads(done.stdout.splitlines()[0])
        return answer


def let_somebody_in(line: CommandLine, folder: Path) -> Entry:
    """Make a demo hub, print a card into ``folder`` and scan its picture, until somebody is let in.

    Leaves ``card.pdf`` and ``card.png``. Raises CommandFailedError when everybody is refused.
    """
    demo = line.ask("demo")
    examples = {example["key"]: example for example in demo["examples"]}
    said = []
    for key in _EXAMPLES:
        person, name = examples[key]["person"], examples[key]["name"]
        picture = folder / "card.png"
        line.ask("person", "card", person, "--pdf", str(folder / "card.pdf"), "--png", str(picture))
        answer = line.ask("scan", str(picture))
        if answer["answer"] == "admitted":
            return Entry(name, examples[key]["code"], answer)
        said.append(f"{name}: {answer['message']}")
    raise CommandFailedError("\n".join(said))
