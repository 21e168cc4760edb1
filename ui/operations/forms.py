"""One small form at a time: opened, carried out on the database worker, closed when it was done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from askadesk.core.errors import DeskError, InputError
from ui.dialogs.form import FormDialog
from ui.operations.base import Bench, Operations

Done = Callable[[Any], object]


class Forms(Operations):
    """``ask`` opens a form. What is wrong with its input stands beside the field; another refusal is
    shown above it, and what was typed stays."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._dialog: FormDialog | None = None
        self._act: Callable[[Any], Any] | None = None
        self._done: Done | None = None

    def ask(self, dialog: FormDialog, act: Callable[[Any], Any], done: Done) -> None:
        """Open ``dialog``; ``act`` gets its answer on the database worker, ``done`` (a bound method)
        what ``act`` gave."""
        self._dialog, self._act, self._done = dialog, act, done
        dialog.answered.connect(self._answered)
        dialog.closed.connect(self._closed)
        dialog.open_over(self.bench.window)

    @property
    def dialog(self) -> FormDialog | None:
        """The form that is open."""
        return self._dialog

    def _answered(self, written: object) -> None:
        assert self._act is not None
        call = partial(self._act, written)
        self.bench.runner.run(call, done=self._carried_out, failed=self._failed)

    def _carried_out(self, result: object) -> None:
        dialog, done = self._dialog, self._done
        if dialog is not None:
            dialog.finish()
        if done is not None:
            done(result)

    def _failed(self, error: DeskError) -> None:
        dialog = self._dialog
        if dialog is None:
            self.refused(error)
        elif isinstance(error, InputError):
            dialog.complain(error)
        else:
            dialog.again()
            self.refused(error)

    def _closed(self) -> None:
        self._dialog = None
        self.bench.window.ready()
