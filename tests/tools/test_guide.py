"""The guide says what stands on the screen: each of its words, keys, pictures and links is held to it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from PIL import Image

from tests.guide import FOLDER, Task, tasks

LANGUAGES = ("it", "en")
CATALOGUE = Path(__file__).parents[2] / "resources/locale/it/LC_MESSAGES/askadesk.po"
KEYS = {
    "it": re.compile(r"((Ctrl|Maiusc) )?([A-Z]|\d|F\d{1,2}|Tab|Esc|Invio|Spazio|[↑↓←→])"),
    "en": re.compile(r"((Ctrl|Shift) )?([A-Z]|\d|F\d{1,2}|Tab|Esc|Enter|Space|[↑↓←→])"),
}
NAMES_OF_LANGUAGES = {"Italiano", "English"}
"""Each language is called by its own name, which is not translated."""
MARKS = {"it": {"in grassetto"}, "en": {"in bold"}}
"""What the guide says about itself."""


@cache
def texts(language: str) -> tuple[re.Pattern[str], ...]:
    """Everything that the program says in ``language``, with room for what it fills in."""
    with CATALOGUE.open("rb") as file:
        messages = [one for one in read_po(file) if one.id]
    said: set[str] = set()
    for one in messages:
        words = (one.id if language == "en" else one.string) or ""
        said.update([words] if isinstance(words, str) else words)
    return tuple(re.compile(_with_room(words)) for words in said if words)


def _with_room(words: str) -> str:
    parts = re.split(r"\{[^}]*\}", " ".join(words.split()))
    return r"[\w.,:]+".join(re.escape(part) for part in parts)


def every_task() -> list[tuple[str, Task]]:
    return [(language, task) for language in LANGUAGES for task in tasks(language).values()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_guide_stands_on_a_screen(language: str) -> None:
    said = {words for task in tasks(language).values() for words in task.words}
    known = NAMES_OF_LANGUAGES | MARKS[language]
    wrong = [
        words
        for words in sorted(said - known)
        if not any(pattern.fullmatch(words) for pattern in texts(language))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_guide_is_a_key(language: str) -> None:
    named = {key for task in tasks(language).values() for key in task.keys} - {"così", "like this"}
    assert [key for key in sorted(named) if not KEYS[language].fullmatch(key)] == []


def test_both_languages_tell_the_same_tasks_with_the_same_pictures_and_keys() -> None:
    italian, english = (list(tasks(language).values()) for language in LANGUAGES)
    assert len(italian) == len(english)
    for mine, other in zip(italian, english, strict=True):
        assert [one.replace("-it", "-en") for one in mine.pictures] == list(other.pictures)
        assert len(mine.keys) == len(other.keys), (mine.title, other.title)
        assert len(mine.words) == len(other.words), (mine.title, other.title)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_and_link_leads_somewhere(language: str) -> None:
    anchors = {anchor(title) for title in tasks(language)}
    for task in tasks(language).values():
        for picture in task.pictures:
            with Image.open(FOLDER / picture) as image:
                assert image.size[0] >= 1280
        for link in task.links:
            if link.startswith("#"):
                assert link[1:] in anchors, link
            else:
                assert (FOLDER / link).exists(), link


def anchor(title: str) -> str:
    """How a heading is called in a link."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def test_no_picture_lies_about_unused_and_all_together_are_small() -> None:
    used = {FOLDER / picture for _language, task in every_task() for picture in task.pictures}
    kept = set((FOLDER / "pictures").glob("*.png"))
    assert kept == used
    docs = FOLDER.parent
    assert sum(path.stat().st_size for path in docs.rglob("*.png")) < 6_000_000
