"""A consistent copy of a SQLite file while others go on writing, and proof that it is whole."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

_PAGES = 512
"""So many pages are copied between two looks at whether to go on: 2 MB."""


class BrokenCopy(Exception):
    """The copy does not hold together; it was taken away again."""


def copy_file(source: Path, target: Path, told: Callable[[int, int], None]) -> None:
    """Copy the database ``source`` to ``target``, whole or not at all.

    ``told`` hears how many pages of how many are copied, and stops the work by raising. Raises
    OSError, sqlite3.Error and BrokenCopy; a file that stood at ``target`` is then as it was.
    """
    if not source.exists():
        raise FileNotFoundError(source)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        _copy(source, part, told)
        _sync(part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _copy(source: Path, part: Path, told: Callable[[int, int], None]) -> None:
    def step(_status: int, remaining: int, total: int) -> None:
        told(total - remaining, total)

    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(part)) as there:
        # One state, held while others write: else the copy would begin again at each of their commits.
        here.execute("BEGIN")
        here.execute("SELECT count(*) FROM sqlite_master").fetchone()
        here.backup(there, pages=_PAGES, progress=step)
        # One file, that can be carried away: nothing of it stands in a log beside it.
        there.execute("PRAGMA journal_mode = DELETE")
        found = there.execute("PRAGMA integrity_check").fetchone()
        if found is None or found[0] != "ok":
            raise BrokenCopy


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
