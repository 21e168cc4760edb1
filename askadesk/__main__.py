"""The front door: ``askadesk`` opens the desk, ``askadesk COMMAND`` does one thing and ends.

This is the only place below the screens that knows them, and it looks at them only when they are
asked for: a scan on the command line starts without Qt, and the desk without the command line.
"""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from askadesk.core.log import logging_to_file

if TYPE_CHECKING:
    from askadesk.doctor import Check


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``arguments`` (those of the process when None); returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Names from everywhere and JSON want UTF-8, whatever the terminal or the pipe was set to.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    given = sys.argv[1:] if arguments is None else list(arguments)
    if not given:
        with logging_to_file():
            return _open_desk(None, None)
    from askadesk import cli
    from askadesk.cli_call import World

    return cli.run(given, World(open_desk=_open_desk, qt_checks=_qt_checks))


def _open_desk(database: str | None, language: str | None) -> int:
    # What is loaded now stays: looking through it for what could go takes a third of the time that the
    # window needs to open. ui.collecting takes over.
    gc.disable()
    try:
        from ui import app
    except ImportError as error:
        from askadesk.doctor import qt_is_missing

        missing = qt_is_missing(error)
        print(f"{missing.what} {missing.todo}", file=sys.stderr)
        return 1
    return app.run(database, language)


def _qt_checks() -> Sequence[Check]:
    try:
        from ui import app
    except ImportError as error:
        from askadesk.doctor import qt_is_missing

        return (qt_is_missing(error),)
    return app.doctor_checks()


if __name__ == "__main__":
    sys.exit(main())
