"""Work away from the GUI thread: one database worker for commands and small questions, a pool for
the rest.

Answers come back on the GUI thread, to bound methods that are held weakly: a page that was closed
meanwhile is simply not called, and nothing here keeps it alive.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, TypeVar
from weakref import WeakMethod

from PySide6.QtCore import QObject, QRunnable, QThread, QThreadPool, Signal
from shiboken6 import isValid

from askadesk.core.errors import DeskError

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Stopped(Exception):
    """The work was told to stop; raised by ``Work.check`` and caught by the runner."""


@dataclass(frozen=True, slots=True)
class Step:
    """Where a long work stands: step ``done`` of ``of``, and what is being done (in words)."""

    done: int
    of: int
    words: str = ""


class Callback:
    """A bound method held weakly. Gone, or its Qt half gone: calling does nothing."""

    def __init__(self, method: Callable[..., object] | None) -> None:
        if method is not None and not hasattr(method, "__self__"):
            raise TypeError("answers go to bound methods: anything else would keep its owner alive")
        self._method = WeakMethod(method) if method is not None else None

    def __call__(self, *arguments: object) -> bool:
        """Call it; says whether there was anyone to call."""
        method = self._method() if self._method is not None else None
        if method is None:
            return False
        owner = getattr(method, "__self__", None)
        if isinstance(owner, QObject) and not isValid(owner):
            return False
        method(*arguments)
        return True


class Work:
    """What a long function gets: it says how far it is, and asks whether to go on."""

    def __init__(self, told: Callable[[Work, Step], None]) -> None:
        self._told = told
        self._stop = threading.Event()

    @property
    def stopped(self) -> bool:
        """Whether someone asked to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def check(self) -> None:
        """Raise ``Stopped`` when someone asked to stop."""
        if self.stopped:
            raise Stopped

    def step(self, done: int, of: int, words: str = "") -> None:
        """Say that step ``done`` of ``of`` begins; raises ``Stopped`` when told to stop."""
        self.check()
        self._told(self, Step(done, of, words))


@dataclass(slots=True)
class _Job:
    """One call and where its answer goes."""

    call: Callable[[], Any]
    done: Callback
    failed: Callback
    ended: Callback
    progress: Callback
    work: Work | None = None
    runnable: QRunnable | None = None


@dataclass(frozen=True, slots=True)
class _Outcome:
    job: _Job
    value: Any = None
    error: BaseException | None = None


class _Worker(QThread):
    """The database thread: jobs one after the other, in the order in which they came."""

    def __init__(self, carry_out: Callable[[_Job], None], parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("database")
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._carry_out = carry_out

    def put(self, job: _Job) -> None:
        self._jobs.put(job)

    def finish(self) -> None:
        """Do what was asked so far, then end."""
        self._jobs.put(None)

    def run(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._carry_out(job)


class _Runnable(QRunnable):
    def __init__(self, job: _Job, carry_out: Callable[[_Job], None]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._job, self._carry_out = job, carry_out

    def run(self) -> None:
        self._carry_out(self._job)


class TaskRunner(QObject):
    """Owns the worker and the pool; make it on the GUI thread and ``close`` it at the end.

    A ``DeskError`` goes to ``failed``; anything else that is raised is a bug and goes to the signal
    ``crashed`` (and the log). ``refused`` carries a ``DeskError`` that nobody asked to hear.
    """

    crashed = Signal(object)
    refused = Signal(object)
    _answered = Signal(object)
    _stepped = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self._jobs: dict[int, _Job] = {}
        self._answered.connect(self._deliver)
        self._stepped.connect(self._deliver_step)
        self._worker = _Worker(self._carry_out, self)
        self._worker.start()
        self._pool = QThreadPool(self)

    # asking ------------------------------------------------------------------------------------

    def run(
        self,
        call: Callable[[], T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Callable[[DeskError], object] | None = None,
        ended: Callable[[], object] | None = None,
    ) -> None:
        """Call ``call`` on the database worker, after all that was asked before.

        ``done`` gets what it gives, ``failed`` its ``DeskError``; ``ended`` is called last, whatever
        happened. All three are bound methods, called on the GUI thread.
        """
        job = _Job(call, Callback(done), Callback(failed), Callback(ended), Callback(None))
        self._accept(job)
        self._worker.put(job)

    def start(
        self,
        call: Callable[[Work], T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Callable[[DeskError], object] | None = None,
        ended: Callable[[], object] | None = None,
        progress: Callable[[Step], object] | None = None,
    ) -> Work:
        """Call ``call`` in the pool: long questions, files, printing. Gives the ``Work`` to stop it.

        It must use a connection of its own. A work that was stopped is neither done nor failed.
        """
        work = Work(self._tell)
        heard = Callback(done), Callback(failed), Callback(ended), Callback(progress)
        job = _Job(_bound(call, work), *heard, work=work)
        job.runnable = _Runnable(job, self._carry_out)
        self._accept(job)
        self._pool.start(job.runnable)
        return work

    def _accept(self, job: _Job) -> None:
        if not self._open:
            raise RuntimeError("the task runner is closed")
        self._jobs[id(job)] = job

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._jobs)

    def close(self) -> None:
        """Finish the database work that was asked, stop the rest, and end every thread.

        Answers that come after this are not delivered.
        """
        if not self._open:
            return
        self._open = False
        for job in tuple(self._jobs.values()):
            if job.work is not None:
                job.work.stop()
        self._worker.finish()
        self._worker.wait()
        self._pool.waitForDone()
        self._jobs.clear()

    # on the other threads ----------------------------------------------------------------------

    def _carry_out(self, job: _Job) -> None:
        try:
            outcome = _Outcome(job, value=job.call())
        except BaseException as error:  # whatever it is, it belongs to the GUI thread
            outcome = _Outcome(job, error=error)
        self._answered.emit(outcome)

    def _tell(self, work: Work, step: Step) -> None:
        self._stepped.emit(work, step)

    # on the GUI thread -------------------------------------------------------------------------

    def _deliver(self, outcome: _Outcome) -> None:
        job = outcome.job
        self._jobs.pop(id(job), None)
        if not self._open:
            return
        try:
            self._say(outcome)
        finally:
            job.ended()

    def _say(self, outcome: _Outcome) -> None:
        job, error = outcome.job, outcome.error
        if error is None:
            job.done(outcome.value)
        elif isinstance(error, DeskError):
            if not job.failed(error):
                self.refused.emit(error)
        elif not isinstance(error, Stopped):
            _log.error("a task failed", exc_info=error)
            self.crashed.emit(error)

    def _deliver_step(self, work: Work, step: Step) -> None:
        for job in tuple(self._jobs.values()):
            if job.work is work and self._open:
                job.progress(step)


def _bound(call: Callable[[Work], T], work: Work) -> Callable[[], T]:
    def bound() -> T:
        return call(work)

    return bound
