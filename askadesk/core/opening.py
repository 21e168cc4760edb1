"""Opening the archive: where it is, brought up to the program, or one clear sentence why not."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path
from sqlalchemy import URL, Engine, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from askadesk.core.database_errors import away
from askadesk.core.errors import DatabaseAway
from askadesk.core.i18n import _
from askadesk.core.ports import Clock
from db.engine import make_engine, url_of
from db.upgrade import BrokenReferences, ForeignDatabase, NewerDatabase, upgrade

VARIABLE = "ASKADESK_DATABASE"


@dataclass(frozen=True, slots=True)
class Opened:
    """An open database; ``backup`` is the copy made before an upgrade, when there was one."""

    engine: Engine
    backup: Path | None

    @property
    def is_shared(self) -> bool:
        return self.engine.dialect.name == "postgresql"

    @property
    def place(self) -> str:
        """Where the archive is, for people: a path, or the server without its password."""
        url = self.engine.url
        if not self.is_shared:
            return url.database or ""
        return url.render_as_string(hide_password=True)


def default_database() -> str:
    """Where the archive is when nobody says otherwise: ASKADESK_DATABASE, or the user's own data folder."""
    named = os.environ.get(VARIABLE)
    return named or str(user_data_path("askadesk", appauthor=False) / "askadesk.sqlite")


def open_database(database: str | None, clock: Clock, *, create: bool = True) -> Opened:
    """Open ``database`` (a path or a URL; the default one when None) and upgrade it if it is older.

    Raises DatabaseAway with a sentence for everything that can be wrong with it; nothing is lost.
    """
    url = _url(database or default_database())
    if url.get_backend_name() == "sqlite":
        _prepare_folder(url, create=create)
    engine = make_engine(url)
    try:
        backup = upgrade(engine, clock.now())
        _check_writable(engine)
    except DBAPIError as error:
        engine.dispose()
        raise away(error) or _cannot_open() from error
    except (NewerDatabase, ForeignDatabase, BrokenReferences) as error:
        engine.dispose()
        raise _refused(error) from error
    except OSError as error:
        engine.dispose()
        raise _cannot_open() from error
    return Opened(engine, backup)


def _url(database: str) -> URL:
    try:
        url = url_of(database)
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise _wrong_address() from error
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise _wrong_address()
    return url


def _prepare_folder(url: URL, *, create: bool) -> None:
    path = Path(url.database or "")
    if not url.database or path.is_dir():
        raise _cannot_open()
    if not create and not path.exists():
        raise DatabaseAway(
            _("There is no archive at {path}.").format(path=path),
            code="database_missing",
            kept=_("Nothing was changed."),
            todo=_("Open the desk once, or fill one with «askadesk demo»."),
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_open() from error


def _check_writable(engine: Engine) -> None:
    """A file that may be read but not written is told now, not at the first scan."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return
    path = Path(engine.url.database)
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise PermissionError(path)
    with engine.connect() as connection:
        connection.execute(text("SELECT count(*) FROM hubs"))


def _cannot_open() -> DatabaseAway:
    return DatabaseAway(
        _("The archive cannot be opened or written at this place."),
        code="database_unwritable",
        kept=_("Nothing was changed."),
        todo=_("Choose a folder that you may write to, or ask for the permission."),
    )


def _wrong_address() -> DatabaseAway:
    return DatabaseAway(
        _("This is not the address of an archive."),
        code="database_address",
        kept=_("Nothing was changed."),
        todo=_("Give the path of a file, or postgresql://name:password@server/archive."),
    )


def _refused(error: Exception) -> DatabaseAway:
    if isinstance(error, NewerDatabase):
        return DatabaseAway(
            _("This archive was made by a newer AskaDesk than this one."),
            code="database_newer",
            kept=_("Nothing was changed."),
            todo=_("Update the program on this computer, then open it again."),
        )
    if isinstance(error, ForeignDatabase):
        return DatabaseAway(
            _("This file belongs to another program: it is not an AskaDesk archive."),
            code="database_foreign",
            kept=_("Nothing was changed."),
            todo=_("Choose another file, or a new name."),
        )
    return DatabaseAway(
        _(
            "The archive could not be brought up to this version: some records point at missing ones."
        ),
        code="database_broken",
        kept=_("The archive is as it was, and a copy of it lies beside it."),
        todo=_("Open it with the earlier version, and ask for help with the copy."),
    )
