"""The arrows between the floors, the locks, the resources and the texts are as promised."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo

from tools import messages

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PINNED = re.compile(r"^[a-z0-9][a-z0-9._-]*==[^\s;]+( ; [^\\]+)? \\$")
HASH = re.compile(r"^ {4}--hash=sha256:[0-9a-f]{64}( \\)?$")


def tracked() -> list[Path]:
    """The files that belong to the project, read from git or, without it, from the folder."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
    )
    if listed.returncode:
        pytest.skip("not a git work tree")
    names = listed.stdout.decode("utf-8").split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_each_floor_leans_only_on_those_below_it() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [str(lint), "--no-cache"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert result.returncode == 0, result.stdout


def test_the_four_contracts_are_declared() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    assert [contract["type"] for contract in contracts] == ["layers"] + ["forbidden"] * 3
    assert contracts[0]["layers"] == ["ui", "askadesk", "db", "resources"]
    ignored = {line for contract in contracts[:2] for line in contract["ignore_imports"]}
    assert ignored == {"askadesk.__main__ -> ui.app"}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_names_versions_and_hashes_only(name: str) -> None:
    for line in (ROOT / name).read_text("utf-8").splitlines():
        assert PINNED.match(line) or HASH.match(line), line


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_every_direct_dependency_and_a_setuptools_that_can_install_us(
    name: str,
) -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    pinned = dict(
        re.findall(r"^([a-z0-9._-]+)==([^\s;]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)
    )
    for wanted in settings["project"]["dependencies"]:
        plain = re.split(r"[\[<>=~!; ]", wanted)[0].lower().replace("_", "-")
        assert plain in pinned
    assert int(pinned["setuptools"].split(".")[0]) >= 77
    assert "wheel" in pinned


def test_what_runs_is_what_was_tested() -> None:
    run, tests = (
        dict(re.findall(r"^([a-z0-9._-]+)==([^\s;]+)", (ROOT / name).read_text("utf-8"), re.M))
        for name in LOCKS
    )
    assert {name: tests.get(name) for name in run} == run


def test_no_file_names_the_host_of_a_package_index() -> None:
    # Written so that this file does not name one itself.
    hosts = re.compile(
        rb"(py" rb"pi\.org|pythonhosted\.|--(extra-)?index-" rb"url |--find-" rb"links )"
    )
    guilty = [path.name for path in tracked() if hosts.search(path.read_bytes())]
    assert guilty == []


def test_the_resources_stay_under_25_megabytes() -> None:
    size = sum(path.stat().st_size for path in tracked() if path.is_relative_to(ROOT / "resources"))
    assert 0 < size < 25_000_000


def test_every_text_in_the_sources_is_in_the_italian_catalogue() -> None:
    known = by_id(messages.texts(messages.read()))
    used = by_id(messages.texts(messages.gather()))
    assert used.keys() - known.keys() == set(), "call make messages"


def test_no_text_hides_where_it_is_not_gathered() -> None:
    """What stands inside an f-string is not found when the texts are gathered, nor translated."""
    hidden = re.compile(r"""f["'][^\n]*\{(?:_|ngettext|pgettext)\(""")
    floors = ("askadesk", "db", "ui")
    sources = [one for one in tracked() if one.suffix == ".py"]
    ours = [one for one in sources if one.relative_to(ROOT).parts[0] in floors]
    found = [one.name for one in ours if hidden.search(one.read_text("utf-8"))]
    assert not found


def test_every_text_has_its_italian() -> None:
    assert messages.missing(messages.read()) == []


def test_the_compiled_catalogue_says_what_the_readable_one_says() -> None:
    with messages.MO.open("rb") as file:
        compiled = by_id(messages.texts(read_mo(file)))
    assert compiled == by_id(messages.texts(messages.read()))


def by_id(found: Iterable[Message]) -> dict[object, object]:
    """What each text is translated to; a catalogue may give the forms of a plural in any sequence."""
    return {(_plain(one.id), _plain(one.context)): _plain(one.string) for one in found}


def _plain(read: object) -> object:
    # A compiled catalogue is read back with lists for plurals and bytes for contexts.
    if isinstance(read, bytes):
        return read.decode()
    return tuple(read) if isinstance(read, list | tuple) else read


def placeholders(text: str) -> set[str]:
    """The names in braces of a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def forms(message: Message) -> tuple[list[str], list[str]]:
    """The English and the Italian forms of a message."""
    english = [message.id] if isinstance(message.id, str) else list(message.id)
    italian = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return english, italian


def test_the_italian_fills_in_the_same_names_as_the_english() -> None:
    for message in messages.texts(messages.read()):
        english, italian = forms(message)
        allowed = set().union(*(placeholders(form) for form in english))
        needed = placeholders(english[-1])
        assert all(placeholders(form) <= allowed for form in italian), english
        assert placeholders(italian[-1]) >= needed, english


def test_no_italian_text_raises_its_voice() -> None:
    loud = [
        form
        for message in messages.texts(messages.read())
        for form in forms(message)[1]
        if "!" in form or "Errore" in form
    ]
    assert loud == []
