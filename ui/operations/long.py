"""Long work with one face: nothing for the first second, then a dialog that can be put aside.

The work itself is a function for the pool (``ui.tasks``): it gets a ``Work``, says its steps with
``work.step(done, of, words)`` and asks ``work.check()`` where it may stop.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from askadesk.core.errors import DeskError
from askadesk.core.i18n import _
from ui.dialogs.long_work import LongWorkDialog
from ui.operations.base import Bench
from ui.tasks import Callback, Step, Work
from ui.widgets.long_work import LongWorkChip, seconds_left

T = TypeVar("T")
QUIET_MS = 1_000
"""Under this a work shows nothing."""


class LongTask(QObject):
    """One long work of the desk, from its start to the moment in which its result is looked at.

    ``title`` names it ("Cards on sheets"). Give it words and answers, then ``start`` it::

        LongTask(bench, _("Reading the file")).start(read, done=self._show, failed=self.refused)

    ``done`` gets the result as soon as it is there; if the work was put aside meanwhile, a toast
    (``over``) with *Open* and a chip in the top bar say so, and ``done`` is called from them, so that
    nothing opens over what someone is doing. ``failed`` gets a ``DeskError`` at once, ``stopped`` is
    called when it was stopped before it was done. All are bound methods, held weakly. It takes
    itself away at the end.
    """

    def __init__(self, bench: Bench, title: str, *, over: str = "") -> None:
        super().__init__(bench.window)
        self._bench, self._title, self._over = bench, title, over
        self._heard: tuple[Callback, Callback, Callback] | None = None
        self._work: Work | None = None
        self._step = Step(0, 0)
        self._result: object = None
        self._ended = self._finished = False
        self._dialog: LongWorkDialog | None = None
        self._chip: LongWorkChip | None = None
        self._elapsed = QElapsedTimer()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(QUIET_MS)
        self._patience.timeout.connect(self._appear)

    def start(
        self,
        call: Callable[[Work], T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Callable[[DeskError], object] | None = None,
        stopped: Callable[[], object] | None = None,
    ) -> LongTask:
        """Begin. Gives itself, for whoever wants to stop it later."""
        self._heard = Callback(done), Callback(failed), Callback(stopped)
        self._elapsed.start()
        self._patience.start()
        self._work = self._bench.runner.start(
            call,
            done=self._done,
            failed=self._failed,
            ended=self._at_end,
            progress=self._stepped,
        )
        return self

    @property
    def running(self) -> bool:
        """Whether it is still at work."""
        return self._work is not None and not self._ended

    def stop(self) -> None:
        """Stop at the next step. What shows goes away at once."""
        if self._work is not None:
            self._work.stop()
        self._patience.stop()
        self._put_away()

    # how it looks --------------------------------------------------------------------------------

    def _appear(self) -> None:
        """It takes its time: a dialog, or the chip where another dialog lies open already."""
        if self._bench.window.dialog_open():
            self._become_chip()
        else:
            self._open()

    def _open(self) -> None:
        self._remove_chip()
        self._dialog = LongWorkDialog(self._title)
        self._dialog.stop_asked.connect(self.stop)
        self._dialog.closed.connect(self._set_aside)
        self._show_step()
        self._dialog.open_over(self._bench.window)

    def _set_aside(self) -> None:
        self._dialog = None
        if self.running and self._work is not None and not self._work.stopped:
            self._become_chip()
        self._bench.window.ready()

    def _become_chip(self) -> None:
        self._chip = LongWorkChip(self._title)
        self._chip.clicked.connect(self._chip_clicked)
        self._bench.window.top.add_chip(self._chip)
        self._show_step()

    def _chip_clicked(self) -> None:
        if self._finished:
            self._hand_over()
        elif not self._bench.window.dialog_open():
            self._open()

    def _stepped(self, step: Step) -> None:
        self._step = step
        self._show_step()

    def _show_step(self) -> None:
        if self._dialog is not None:
            rest = seconds_left(self._step, self._elapsed.elapsed() / 1000)
            self._dialog.show_step(self._step, rest)
        if self._chip is not None:
            self._chip.show_step(self._step)

    def _put_away(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.closed.disconnect(self._set_aside)
            dialog.close_down()
            self._bench.window.ready()
        self._remove_chip()

    def _remove_chip(self) -> None:
        chip, self._chip = self._chip, None
        if chip is not None:
            self._bench.window.top.remove_chip(chip)

    # how it ends ---------------------------------------------------------------------------------

    def _done(self, result: object) -> None:
        self._result, self._finished = result, True
        if self._chip is None:
            self._hand_over()
            return
        self._chip.show_over()
        words = self._over or _("Ready: {title}").format(title=self._title)
        self._bench.window.toasts.say(words, action=_("Open"), act=self._hand_over)

    def _hand_over(self) -> None:
        """Give the result to whoever asked, once."""
        heard, self._heard = self._heard, None
        self._put_away()
        if heard is not None:
            heard[0](self._result)
        if self._ended:
            self.deleteLater()

    def _failed(self, error: DeskError) -> None:
        self._put_away()
        if self._heard is None or not self._heard[1](error):
            self._bench.errors.show(error)

    def _at_end(self) -> None:
        """The last call of the runner, whatever happened: done, failed, stopped or broken."""
        self._ended = True
        self._patience.stop()
        waits = self._finished and self._heard is not None
        if waits:
            return
        self._put_away()
        if self._work is not None and self._work.stopped and not self._finished:
            if self._heard is not None:
                self._heard[2]()
            self._bench.window.toasts.say(
                _("Stopped: {title}").format(title=self._title), icon="circle-x", tone="warn"
            )
        self.deleteLater()
