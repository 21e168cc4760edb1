"""What works on this computer, what does not, and what to do about it.

Everything here is below the screens; what concerns Qt is looked at in ``ui.doctor_checks`` and handed in.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from askadesk.core.errors import DatabaseAway
from askadesk.core.i18n import _, number

if TYPE_CHECKING:
    from askadesk.core.opening import Opened
    from askadesk.core.ports import Clock

OLDEST_PYTHON, NEWEST_PYTHON = (3, 11), (3, 14)
FONTS = (
    "NotoSans-Regular",
    "NotoSans-SemiBold",
    "NotoSans-Bold",
    "NotoSansArabic-Regular",
    "NotoSansArabic-Bold",
    "DroidSansFallbackFull",
)
LITTLE_SPACE, TOO_LITTLE_SPACE = 1_000_000_000, 50_000_000
_SMALLEST_UNIT = 1_000_000


class State(StrEnum):
    """How a check went. What is ``missing`` need not be there; a ``hint`` is only worth knowing."""

    WORKS = "works"
    MISSING = "missing"
    FAILS = "fails"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. ``code`` is stable; ``what`` and ``todo`` are sentences."""

    code: str
    state: State
    what: str
    todo: str = ""


def check_all(database: str | None, clock: Clock) -> Iterator[Check]:
    """Look at everything below the screens, one thing after the other."""
    yield _python()
    yield from _archive(database, clock)
    yield _fonts()
    yield _reading()
    yield _disk(database)
    yield _log()


def qt_is_missing(error: ImportError) -> Check:
    """What an import of Qt that failed means."""
    return Check(
        "qt",
        State.FAILS,
        _("The window toolkit (Qt) could not be loaded: {reason}.").format(reason=error),
        _("On Debian and Ubuntu «make setup» installs what is missing, or names it."),
    )


def _python() -> Check:
    version, here = sys.version_info[:2], platform.python_version()
    if not OLDEST_PYTHON <= version <= NEWEST_PYTHON:
        return Check(
            "python",
            State.FAILS,
            _("Python {version} has not been tried with AskaDesk.").format(version=here),
            _("Install a Python from 3.11 to 3.14."),
        )
    return Check("python", State.WORKS, _("Python {version} works.").format(version=here))


# --- the archive ---------------------------------------------------------------------------------


def _archive(database: str | None, clock: Clock) -> Iterator[Check]:
    from askadesk.core.opening import open_database

    try:
        opened = open_database(database, clock, create=False)
    except DatabaseAway as error:
        missing = error.code == "database_missing"
        state = State.MISSING if missing else State.FAILS
        yield Check("database", state, error.what, error.todo)
        return
    try:
        yield _opened(opened)
        yield _sound(opened)
    except DatabaseAway as error:
        yield Check("database", State.FAILS, error.what, error.todo)
    finally:
        opened.engine.dispose()


def _opened(opened: Opened) -> Check:
    from askadesk.core.unit_of_work import speaking_errors
    from db.engine import reading
    from db.upgrade import revision_of

    with speaking_errors(), reading(opened.engine) as connection:
        revision = revision_of(connection) or ""
    said = _("The archive {place} opens and can be written (version {revision}{size}).")
    size = "" if opened.is_shared else ", " + megabytes(Path(opened.place).stat().st_size)
    return Check(
        "database",
        State.WORKS,
        said.format(place=opened.place, revision=revision, size=size),
    )


def _sound(opened: Opened) -> Check:
    """SQLite looks through its pages; a server looks after them by itself."""
    from askadesk.core.unit_of_work import speaking_errors
    from db.engine import reading

    with speaking_errors(), reading(opened.engine) as connection:
        if opened.is_shared:
            version = connection.exec_driver_sql("SHOW server_version").scalar()
            return Check(
                "database_check",
                State.WORKS,
                _("The server is PostgreSQL {version}.").format(version=version),
            )
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if found == "ok":
        return Check("database_check", State.WORKS, _("The archive is sound: quick_check is ok."))
    return Check(
        "database_check",
        State.FAILS,
        _("The archive is damaged: {found}.").format(found=str(found).splitlines()[-1]),
        _("Put it aside and open the latest backup, or choose another file."),
    )


def megabytes(size: int) -> str:
    """A size in bytes, for people."""
    return _("{count} MB").format(count=number(max(1, round(size / _SMALLEST_UNIT))))


# --- what the desk stands on ---------------------------------------------------------------------


def _fonts() -> Check:
    from reportlab.pdfbase.ttfonts import TTFError

    from askadesk.documents.fonts import load

    broken: list[str] = []
    for name in FONTS:
        try:
            load(name)
        except (OSError, TTFError):
            broken.append(name)
    if broken:
        said = _("These fonts for paper cannot be used: {names}.").format(names=", ".join(broken))
        return Check(
            "fonts", State.FAILS, said, _("Install AskaDesk again: its files are not whole.")
        )
    said = _("The fonts for paper are here: Latin, Greek, Cyrillic, Arabic, Chinese and Japanese.")
    return Check("fonts", State.WORKS, said)


def _reading() -> Check:
    try:
        import zxingcpp  # noqa: F401  whether it can be loaded is the question
    except ImportError as error:
        return Check(
            "reading",
            State.FAILS,
            _("Codes in pictures cannot be read: {reason}.").format(reason=error),
            _("Install AskaDesk again: its files are not whole."),
        )
    return Check("reading", State.WORKS, _("Codes in pictures and on cameras can be read."))


def _disk(database: str | None) -> Check:
    folder = _folder_of(database)
    free = shutil.disk_usage(folder).free
    said = _("{size} are free in {folder}.").format(size=megabytes(free), folder=folder)
    todo = _("Free some space: a full disk stops the desk from recording.")
    if free < TOO_LITTLE_SPACE:
        return Check("disk", State.FAILS, said, todo)
    return Check("disk", State.WORKS, said, todo if free < LITTLE_SPACE else "")


def _folder_of(database: str | None) -> Path:
    """The nearest folder that is there on the way to the archive, or to where it would be."""
    from askadesk.core.opening import address_of, default_database

    path = Path.home()
    with suppress(DatabaseAway):
        url = address_of(database or default_database())
        if url.get_backend_name() == "sqlite":
            path = Path(url.database or ".").absolute()
    # os.path says no where a Path raises: of names that are too long.
    return next(one for one in (path, *path.parents) if os.path.isdir(one))


def _log() -> Check:
    from askadesk.core.log import log_path

    return Check(
        "log", State.HINT, _("The log of this computer is {path}.").format(path=log_path())
    )
