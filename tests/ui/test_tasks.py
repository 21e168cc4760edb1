"""Work away from the window: in order, answered on the GUI thread, and to nobody who has gone."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from askadesk.core.errors import DeskError
from ui.tasks import Step, TaskRunner, Work


class Page(QWidget):
    """Somebody who asks."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Any] = []
        self.threads: set[QThread] = set()

    def done(self, value: object) -> None:
        self.heard.append(value)
        self.threads.add(QThread.currentThread())

    def failed(self, error: DeskError) -> None:
        self.heard.append(error.what)

    def ended(self) -> None:
        self.heard.append("ended")

    def progress(self, step: Step) -> None:
        self.heard.append((step.done, step.of, step.words))


class Owner(QObject):
    """Hears what nobody else did."""

    def __init__(self, runner: TaskRunner) -> None:
        super().__init__()
        self.bugs: list[BaseException] = []
        self.refusals: list[DeskError] = []
        runner.crashed.connect(self.bug)
        runner.refused.connect(self.refusal)

    def bug(self, error: BaseException) -> None:
        self.bugs.append(error)

    def refusal(self, error: DeskError) -> None:
        self.refusals.append(error)


@pytest.fixture
def runner() -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    return made


def refuse() -> None:
    raise DeskError("The pass is finished.", code="exhausted")


def break_down() -> None:
    raise ZeroDivisionError("a bug")


def test_database_work_is_done_in_the_order_in_which_it_was_asked(
    qtbot: QtBot, runner: TaskRunner, page: Page
) -> None:
    order: list[int] = []

    def note(number: int) -> int:
        order.append(number)
        return number

    for number in range(50):
        runner.run(partial(note, number), done=page.done)
    qtbot.waitUntil(lambda: len(page.heard) == 50)
    assert order == page.heard == list(range(50))


def test_the_work_runs_elsewhere_and_its_answer_comes_on_the_window_thread(
    qtbot: QtBot, runner: TaskRunner, page: Page
) -> None:
    worked = []
    runner.run(lambda: worked.append(threading.get_ident()), done=page.done)
    qtbot.waitUntil(lambda: not runner.busy)
    assert worked[0] != threading.get_ident()
    assert page.threads == {page.thread()}


def test_a_refusal_goes_to_whoever_asked_and_then_the_end_is_told(
    qtbot: QtBot, runner: TaskRunner, page: Page
) -> None:
    runner.run(refuse, done=page.done, failed=page.failed, ended=page.ended)
    qtbot.waitUntil(lambda: not runner.busy)
    assert page.heard == ["The pass is finished.", "ended"]


def test_a_refusal_that_nobody_asked_to_hear_is_still_told(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    owner = Owner(runner)
    runner.run(refuse)
    qtbot.waitUntil(lambda: len(owner.refusals) == 1)


def test_a_bug_is_told_apart_and_the_worker_goes_on(
    qtbot: QtBot, runner: TaskRunner, page: Page, caplog: pytest.LogCaptureFixture
) -> None:
    owner = Owner(runner)
    runner.run(break_down, done=page.done, failed=page.failed, ended=page.ended)
    runner.run(lambda: "next", done=page.done)
    qtbot.waitUntil(lambda: "next" in page.heard)
    assert page.heard == ["ended", "next"]
    assert [type(bug) for bug in owner.bugs] == [ZeroDivisionError]
    assert "a task failed" in caplog.text


def test_a_page_that_was_closed_meanwhile_is_not_called(qtbot: QtBot, runner: TaskRunner) -> None:
    gate, heard = threading.Event(), []

    class Gone(Page):
        def done(self, value: object) -> None:
            heard.append(value)

    page = Gone()
    runner.run(gate.wait, done=page.done)
    del page
    gc.collect()
    gate.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert heard == []


def test_a_page_whose_qt_half_is_gone_is_not_called(qtbot: QtBot, runner: TaskRunner) -> None:
    gate, page = threading.Event(), Page()
    runner.run(gate.wait, done=page.done)
    page.deleteLater()
    qtbot.wait(10)
    gate.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert page.heard == []


def test_only_bound_methods_are_taken_for_answers(runner: TaskRunner) -> None:
    with pytest.raises(TypeError, match="bound methods"):
        runner.run(lambda: 1, done=lambda value: value)


def test_a_long_work_says_how_far_it_is(qtbot: QtBot, runner: TaskRunner, page: Page) -> None:
    def report(work: Work) -> str:
        for number in (1, 2, 3):
            work.step(number, 3, f"page {number}")
        return "printed"

    runner.start(report, done=page.done, progress=page.progress, ended=page.ended)
    qtbot.waitUntil(lambda: not runner.busy)
    steps = [(1, 3, "page 1"), (2, 3, "page 2"), (3, 3, "page 3")]
    assert page.heard == [*steps, "printed", "ended"]


def test_a_long_work_that_is_stopped_is_neither_done_nor_failed(
    qtbot: QtBot, runner: TaskRunner, page: Page
) -> None:
    owner, begun = Owner(runner), threading.Event()

    def endless(work: Work) -> None:
        begun.set()
        while True:
            work.check()

    work = runner.start(endless, done=page.done, failed=page.failed, ended=page.ended)
    assert begun.wait(5)
    work.stop()
    qtbot.waitUntil(lambda: not runner.busy)
    assert page.heard == ["ended"]
    assert owner.bugs == []


def test_a_long_work_does_not_hold_up_a_scan(qtbot: QtBot, runner: TaskRunner, page: Page) -> None:
    gate = threading.Event()
    runner.start(lambda work: gate.wait(5), done=page.done)
    runner.run(lambda: "scan", done=page.done)
    qtbot.waitUntil(lambda: page.heard == ["scan"])
    gate.set()
    qtbot.waitUntil(lambda: not runner.busy)


def test_closing_does_what_was_asked_and_ends_every_thread(page: Page) -> None:
    runner = TaskRunner()
    written: list[int] = []
    for number in range(20):
        runner.run(partial(written.append, number), done=page.done)
    runner.close()
    assert written == list(range(20))
    with pytest.raises(RuntimeError, match="closed"):
        runner.run(lambda: 1)
