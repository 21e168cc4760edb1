"""The log of this computer: one file that does not grow for ever, opened when there is something to say.

What stands in it are codes, paths and tracebacks, never what is in the archive.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from platformdirs import user_log_path

_BYTES, _KEPT = 1_000_000, 3


def log_path() -> Path:
    """Where the log lies, in the platform's own place for logs."""
    return user_log_path("askadesk", appauthor=False) / "askadesk.log"


class LogFile(RotatingFileHandler):
    """The log file. A disk that is full or a folder that is forbidden stops nobody's work."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True)
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        self.could_write = True

    def _open(self) -> io.TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:
        """Remember that the log could not be written; there is nowhere else to say so."""
        self.could_write = False


@contextmanager
def logging_to_file() -> Iterator[LogFile]:
    """Send what this program logs to its file, and nothing of it to the screen."""
    root, handler = logging.getLogger(), LogFile(log_path())
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield handler
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
        handler.close()
