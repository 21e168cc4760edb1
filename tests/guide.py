"""The guide as a test reads it: its tasks, the words of the screen and the keys that each names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "docs" / "guide"
_WORDS = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_KEYS = re.compile(r"`([^`]+)`")
_PICTURES = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
_LINKS = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)]+)\)")


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: its title, the words and keys that it names, its pictures."""

    title: str
    text: str

    @property
    def words(self) -> tuple[str, ...]:
        """What it says stands on the screen."""
        return tuple(" ".join(found.split()) for found in _WORDS.findall(self.text))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys to press."""
        return tuple(_KEYS.findall(self.text))

    @property
    def pictures(self) -> tuple[str, ...]:
        """Where its pictures are, beside the guide."""
        return tuple(where for _said, where in _PICTURES.findall(self.text))

    @property
    def links(self) -> tuple[str, ...]:
        """Where its links lead."""
        return tuple(where for _said, where in _LINKS.findall(self.text))


def tasks(language: str) -> dict[str, Task]:
    """The tasks of the guide in that language, by title; what comes before them has the title ""."""
    text = (FOLDER / f"{language}.md").read_text("utf-8")
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    found = {"": Task("", parts[0])}
    for title, body in zip(parts[1::2], parts[2::2], strict=True):
        found[title] = Task(title, body)
    return found
