"""How the desk says that something went wrong.

A ``DeskError`` is a refusal that speaks: it becomes the Error panel, with what was kept and what to
do. Anything else is a bug: it is logged and shown with a detail that can be copied, whatever thread
it came from, and the desk stays open.
"""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtWidgets import QWidget

from askadesk.core.errors import DeskError
from askadesk.core.i18n import _

if TYPE_CHECKING:
    from ui.dialogs.error import ErrorDialog

_log = logging.getLogger(__name__)


class ErrorDesk(QObject):
    """Shows errors over ``window``; one at a time, the others wait their turn.

    ``remedy_chosen`` carries the ``way_out`` of the error whose button was pressed.
    """

    remedy_chosen = Signal(str)
    _bug = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._open: ErrorDialog | None = None
        self._waiting: list[ErrorDialog] = []
        self._before: tuple[Any, Any] | None = None
        # Later, from the event loop: a bug may surface while Qt is in the middle of taking things down.
        self._bug.connect(self.show_bug, Qt.ConnectionType.QueuedConnection)

    def show(self, error: DeskError, remedy: str = "") -> ErrorDialog:
        """Show ``error``; ``remedy`` is the word on the button for its way out, if it has one."""
        _log.info("refused: %s: %s", error.code, error.sentence)
        from ui.dialogs.error import ErrorDialog, Remedy

        offered = Remedy(error.way_out, remedy) if error.way_out and remedy else None
        dialog = ErrorDialog(error.what, error.kept, error.todo, remedy=offered)
        dialog.remedied.connect(self.remedy_chosen)
        self._queue(dialog)
        return dialog

    def show_bug(self, error: BaseException) -> ErrorDialog:
        """Show a bug: what was kept is safe, the detail can be copied."""
        from ui.dialogs.error import ErrorDialog

        dialog = ErrorDialog(
            _("Something in the program went wrong"),
            _("Everything recorded before this is safe."),
            _(
                "Try once more. If it happens again, send the details to whoever looks after the desk."
            ),
            detail=detail_of(error),
        )
        self._queue(dialog)
        return dialog

    def _queue(self, dialog: ErrorDialog) -> None:
        self._waiting.append(dialog)
        self._next()

    def _next(self) -> None:
        if self._open is None and self._waiting:
            self._open = self._waiting.pop(0)
            self._open.closed.connect(self._closed)
            self._open.open_over(self._window)

    def _closed(self) -> None:
        self._open = None
        self._next()

    # bugs from anywhere ------------------------------------------------------------------------

    def catch_all(self) -> None:
        """Show every exception that nobody caught, on this thread or another."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._unhandled
        threading.excepthook = self._unhandled_in_thread

    def let_go(self) -> None:
        """Undo ``catch_all``."""
        if self._before is not None:
            sys.excepthook, threading.excepthook = self._before
            self._before = None

    def _unhandled(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.critical("unhandled", exc_info=(kind, error, trace))
        self._bug.emit(error)

    def _unhandled_in_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self._unhandled(told.exc_type, told.exc_value, told.exc_traceback)


def detail_of(error: BaseException) -> str:
    """What a developer needs: versions and the traceback. Nothing of what is in the database."""
    trace = "".join(traceback.format_exception(error))
    versions = f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
    return f"{versions}\n\n{trace}"
