"""Files written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from askadesk.core.errors import DeskError
from askadesk.core.i18n import _


def write_file(path: Path, data: bytes) -> Path:
    """Write ``data`` beside ``path`` first, so that what stood there is replaced whole or not at all."""
    with writing_file(path) as write:
        write(data)
    return path


@contextmanager
def writing_file(path: Path) -> Iterator[Callable[[bytes], object]]:
    """The same a piece at a time: yields what writes one. Nothing is left of what broke off."""
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("wb") as file:
            yield file.write
        draft.replace(path)
    except OSError as error:
        raise DeskError(
            _("The file {path} could not be written: {reason}.").format(
                path=path, reason=(error.strerror or str(error)).lower()
            ),
            code="file_unwritable",
            todo=_("Choose a folder that you may write to, or free some space."),
        ) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
