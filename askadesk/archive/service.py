"""The archive as a thing: where it is, how large, and a copy of it in a file of one's own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from askadesk.core.errors import DeskError
from askadesk.core.i18n import _
from askadesk.core.unit_of_work import UnitOfWork
from db.copying import BrokenCopy, copy_file

Told = Callable[[int, int], None]
_DISK_FULL = frozenset((sqlite3.SQLITE_FULL,))


@dataclass(frozen=True, slots=True)
class ArchiveFacts:
    """Where the archive is: the ``path`` of its file, or the ``server`` and its ``name`` there.
    ``size`` in bytes."""

    path: Path | None
    server: str
    name: str
    size: int

    @property
    def is_shared(self) -> bool:
        """Whether several desks share it on a server."""
        return self.path is None


class ArchiveService:
    """Questions about the archive itself, and copies of it."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit

    def facts(self) -> ArchiveFacts:
        """Where it is, and how large it is now."""
        url = self._unit.engine.url
        path = self._path()
        if path is not None:
            return ArchiveFacts(path, "", path.name, _size(path))
        with self._unit.ask() as connection:
            size = connection.scalar(text("SELECT pg_database_size(current_database())"))
        server = url.host or ""
        return ArchiveFacts(None, server, url.database or "", int(size or 0))

    def copy_to(self, target: Path, told: Told) -> Path:
        """Write a copy of the archive, proved to be whole, to ``target``; others may go on meanwhile.

        ``told`` hears how far it is and stops it by raising. Raises DeskError when it cannot be done;
        whatever stood at ``target`` is then as it was.
        """
        source = self._path()
        if source is None:
            raise _on_the_server()
        if _is_it(source, target):
            raise _the_archive_itself()
        try:
            copy_file(source, target, told)
        except (OSError, sqlite3.Error, BrokenCopy) as error:
            raise _not_copied(error, target) from error
        return target

    def _path(self) -> Path | None:
        url = self._unit.engine.url
        if self._unit.engine.dialect.name != "sqlite":
            return None
        return Path(url.database or "")


def _size(path: Path) -> int:
    """The file and its log: what was written last may stand in the log only."""
    beside = path.with_name(path.name + "-wal")
    return sum(one.stat().st_size for one in (path, beside) if one.exists())


def _is_it(source: Path, target: Path) -> bool:
    names = {source.name, f"{source.name}-wal", f"{source.name}-shm"}
    same_folder = target.absolute().parent.resolve() == source.absolute().parent.resolve()
    return target.resolve() == source.resolve() or (same_folder and target.name in names)


def _the_archive_itself() -> DeskError:
    return DeskError(
        _("This is the archive itself."),
        code="copy_on_itself",
        kept=_("Nothing was changed."),
        todo=_("Give the copy another name, best on another disk."),
    )


def _on_the_server() -> DeskError:
    return DeskError(
        _("This archive is on a server: copies are made there."),
        code="copy_on_server",
        todo=_("Ask whoever looks after the server."),
    )


def _not_copied(error: Exception, target: Path) -> DeskError:
    if isinstance(error, BrokenCopy):
        said = _("The copy did not come out whole, and was thrown away.")
        todo = _("Try another disk; if it happens again, ask for help at once.")
    elif getattr(error, "sqlite_errorcode", None) in _DISK_FULL:
        said = _("There is no room for {file} on that disk.")
        todo = _("Free some space on the disk, or choose another place.")
    else:
        said = _("{file} could not be written there.")
        todo = _("Choose a folder that you may write to.")
    return DeskError(
        said.format(file=target.name),
        code="not_copied",
        kept=_("The archive is as it was."),
        todo=todo,
    )
