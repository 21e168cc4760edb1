"""Files written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from askadesk.core.errors import DeskError
from askadesk.core.i18n import _

Write = Callable[[bytes], object]


def write_file(path: Path, data: bytes) -> Path:
    """Write ``data`` beside ``path`` first, so that what stood there is replaced whole or not at all."""
    with writing_file(path) as write:
        write(data)
    return path


@contextmanager
def writing_file(path: Path) -> Iterator[Write]:
    """The same a piece at a time: yields what writes one. Nothing is left of what broke off.

    What is no file on the disk (a pipe, a device) is written into: to put a file in its place would end it.
    """
    if not path.name or "\0" in str(path):
        raise DeskError(
            _("This is not the name of a file."),
            code="file_unwritable",
            todo=_("Give the folder and the name of the file to write."),
        )
    try:
        with _opened(path) as write:
            yield write
    except OSError as error:
        raise DeskError(
            _("The file {path} could not be written: {reason}.").format(
                path=path, reason=(error.strerror or str(error)).lower()
            ),
            code="file_unwritable",
            todo=_("Choose a folder that you may write to, or free some space."),
        ) from error


def _opened(path: Path) -> AbstractContextManager[Write]:
    if path.exists() and not path.is_file() and not path.is_dir():
        return _into(path)
    # A link stays one: what it leads to is written.
    return _beside(Path(os.path.realpath(path)) if path.is_symlink() else path)


@contextmanager
def _into(path: Path) -> Iterator[Write]:
    # A pipe at whose other end nobody reads is an error so, and no wait without end.
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "wb") as file:
        if hasattr(os, "O_NONBLOCK"):
            os.set_blocking(handle, True)
        yield file.write


@contextmanager
def _beside(path: Path) -> Iterator[Write]:
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("wb") as file:
            yield file.write
        draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
