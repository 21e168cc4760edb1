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
from askadesk.settings.device import default_path, read_settings
from db.engine import make_engine, url_of
from db.upgrade import BrokenReferences, ForeignDatabase, NewerDatabase, revision_of, upgrade

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
    """Where the archive is when nobody says otherwise: what ASKADESK_DATABASE names, what this
    computer has chosen, or the user's own data folder."""
    named = os.environ.get(VARIABLE)
    return named or read_settings(default_path()).database or usual_database()


def usual_database() -> str:
    """The file in the user's own data folder."""
    return str(user_data_path("askadesk", appauthor=False) / "askadesk.sqlite")


def is_missing(database: str) -> bool:
    """Whether ``database`` is a file that is not there. Raises DatabaseAway for what is no address."""
    url = address_of(database)
    return url.get_backend_name() == "sqlite" and not os.path.exists(url.database or "")


def look_at(database: str) -> bool:
    """Whether ``database`` holds a hub already; changes nothing there and makes no file.

    Raises DatabaseAway with a sentence when it cannot be reached, read or made.
    """
    url = address_of(database)
    if url.get_backend_name() == "sqlite":
        _prepare_folder(url, create=True, make=False)
        if not Path(url.database or "").exists():
            return False
    engine = make_engine(url)
    try:
        return _holds_a_hub(engine)
    except DBAPIError as error:
        raise away(error) or _cannot_open() from error
    except ForeignDatabase as error:
        raise _refused(error) from error
    except (OSError, UnicodeError) as error:
        # A path or a name that no system and no server can have.
        raise _cannot_open() from error
    finally:
        engine.dispose()


def _holds_a_hub(engine: Engine) -> bool:
    with engine.connect() as connection:
        if revision_of(connection) is None:
            return False
        return connection.execute(text("SELECT 1 FROM hubs LIMIT 1")).first() is not None


def open_database(database: str | None, clock: Clock, *, create: bool = True) -> Opened:
    """Open ``database`` (a path or a URL; the default one when None) and upgrade it if it is older.

    Raises DatabaseAway with a sentence for everything that can be wrong with it; nothing is lost.
    """
    url = address_of(database or default_database())
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
    except (OSError, UnicodeError) as error:
        # Also a name that no server can have.
        engine.dispose()
        raise _cannot_open() from error
    return Opened(engine, backup)


def address_of(database: str) -> URL:
    """``database``, a path or a URL, as a URL. Raises DatabaseAway for what is no address of an archive."""
    try:
        if "\0" in database:
            raise _wrong_address()
        url = url_of(database)
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError, RuntimeError) as error:
        # RuntimeError: the home of somebody who has none here.
        raise _wrong_address() from error
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise _wrong_address()
    return url


def _prepare_folder(url: URL, *, create: bool, make: bool = True) -> None:
    path = Path(url.database or "")
    try:
        is_folder = path.is_dir()
    except OSError as error:
        # A name that is too long for any file.
        raise _cannot_open() from error
    if not url.database or is_folder:
        raise _cannot_open()
    if not create and not path.exists():
        raise DatabaseAway(
            _("There is no archive at {path}.").format(path=path),
            code="database_missing",
            kept=_("Nothing was changed."),
            todo=_("Open the desk once, or fill one with «askadesk demo»."),
        )
    if not make:
        there = next(one for one in path.absolute().parents if one.exists())
        if not there.is_dir() or not os.access(there, os.W_OK):
            raise _cannot_open()
        return
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
