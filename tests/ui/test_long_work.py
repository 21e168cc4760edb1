"""Long work: nothing for a second, then a dialog; put aside it is a chip, and its result waits."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from askadesk.core.errors import DeskError
from askadesk.core.i18n import set_language
from tests.ui.conftest import Desk
from tests.ui.looking import cut_words
from ui.dialogs.long_work import LongWorkDialog
from ui.errors import ErrorDesk
from ui.operations.base import Bench
from ui.operations.long import LongTask
from ui.tasks import Step, TaskRunner, Work
from ui.widgets.long_work import LongWorkChip, said_rest, seconds_left


class Asker(QObject):
    """Somebody who wants something long."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Any] = []

    def done(self, value: object) -> None:
        self.heard.append(value)

    def failed(self, error: DeskError) -> None:
        self.heard.append(error.what)

    def stopped(self) -> None:
        self.heard.append("stopped")


class Slow:
    """A work that goes on when it is let."""

    def __init__(self) -> None:
        self.go, self.began = threading.Event(), threading.Event()
        self.answer: object = "answer"

    def __call__(self, work: Work) -> object:
        work.step(3, 10, "Elena Cravero")
        self.began.set()
        while not self.go.wait(0.01):
            work.check()
        if isinstance(self.answer, DeskError):
            raise self.answer
        return self.answer


@pytest.fixture
def bench(desk: Desk) -> Iterator[Bench]:
    runner = TaskRunner(desk.window)
    yield Bench(desk.window, runner, ErrorDesk(desk.window))
    runner.close()


class Stage:
    """One long task and those who hear of it."""

    def __init__(self, qtbot: QtBot, bench: Bench, quiet: int = 0) -> None:
        self.qtbot, self.bench = qtbot, bench
        self.slow, self.asker = Slow(), Asker()
        self.task = LongTask(bench, "Tessere su fogli")
        self.task._patience.setInterval(quiet)
        asker = self.asker
        self.task.start(self.slow, done=asker.done, failed=asker.failed, stopped=asker.stopped)

    def dialog(self) -> LongWorkDialog:
        self.qtbot.waitUntil(lambda: bool(self.dialogs()))
        return self.dialogs()[0]

    def dialogs(self) -> list[LongWorkDialog]:
        found = self.bench.window.findChildren(LongWorkDialog)
        return [one for one in found if one.is_open()]

    def chips(self) -> list[LongWorkChip]:
        found = self.bench.window.top.findChildren(LongWorkChip)
        return [one for one in found if one.isVisible()]

    def finish(self) -> None:
        self.slow.go.set()
        self.qtbot.waitUntil(lambda: not self.bench.runner.busy)


@pytest.fixture
def stage(qtbot: QtBot, bench: Bench) -> Callable[..., Stage]:
    def make(quiet: int = 0) -> Stage:
        return Stage(qtbot, bench, quiet)

    return make


def test_work_under_a_second_shows_nothing(stage: Callable[..., Stage]) -> None:
    short = stage(1_000)
    short.finish()
    assert short.asker.heard == ["answer"]
    assert not short.dialogs()
    assert not short.chips()
    assert not short.bench.window.toasts.toasts


def test_longer_work_shows_how_far_it_is(stage: Callable[..., Stage], qtbot: QtBot) -> None:
    work = stage().dialog().work
    qtbot.waitUntil(lambda: work.count.text() == "3 di 10")
    assert work.meter.share == pytest.approx(0.3)
    assert work.words.text() == "Elena Cravero"


def test_its_result_is_shown_and_the_dialog_goes(stage: Callable[..., Stage]) -> None:
    long = stage()
    long.dialog()
    long.finish()
    assert long.asker.heard == ["answer"]
    assert not long.dialogs()


def test_put_aside_it_is_a_chip_left_of_the_database(
    stage: Callable[..., Stage], desk: Desk
) -> None:
    long = stage()
    QTest.keyClick(long.dialog().first(), Qt.Key.Key_Escape)
    desk.settle()
    (chip,) = long.chips()
    assert chip.x() + chip.width() < desk.window.top.database.x()
    assert not long.dialogs()
    assert desk.focus() is desk.window.top.scan.line
    long.finish()


def test_a_result_put_aside_waits_until_it_is_opened(
    stage: Callable[..., Stage], desk: Desk
) -> None:
    long = stage()
    long.dialog().close_down()
    long.finish()
    assert long.asker.heard == []
    (toast,) = desk.window.toasts.toasts
    assert toast.action.text() == "Apri"
    toast.action.click()
    assert long.asker.heard == ["answer"]
    assert not long.chips()


def test_a_result_is_not_lost_with_its_toast(stage: Callable[..., Stage], desk: Desk) -> None:
    long = stage()
    long.dialog().close_down()
    long.finish()
    desk.window.toasts.clear()
    (chip,) = long.chips()
    assert chip.text() == "Pronto"
    chip.click()
    assert long.asker.heard == ["answer"]


def test_stop_takes_the_dialog_away_at_once(stage: Callable[..., Stage], qtbot: QtBot) -> None:
    long = stage()
    long.dialog().work.stop.click()
    assert not long.dialogs()
    qtbot.waitUntil(lambda: long.asker.heard == ["stopped"])
    (toast,) = long.bench.window.toasts.toasts
    assert "Tessere su fogli" in toast.words.text()


def test_a_refusal_is_told_to_who_asked(stage: Callable[..., Stage]) -> None:
    long = stage()
    long.slow.answer = DeskError("Il file non si legge.")
    long.dialog()
    long.finish()
    assert long.asker.heard == ["Il file non si legge."]
    assert not long.dialogs()


def test_the_chip_opens_the_dialog_again(stage: Callable[..., Stage]) -> None:
    long = stage()
    long.dialog().close_down()
    long.chips()[0].click()
    assert long.dialogs()
    assert not long.chips()
    long.finish()


def test_over_another_dialog_it_begins_as_a_chip(
    stage: Callable[..., Stage], desk: Desk, qtbot: QtBot
) -> None:
    other = LongWorkDialog("Altro")
    other.open_over(desk.window)
    long = stage()
    qtbot.waitUntil(lambda: bool(long.chips()))
    other.close_down()
    long.finish()
    long.chips()[0].click()


@pytest.mark.parametrize("language", ["it", "en"])
def test_all_words_fit(stage: Callable[..., Stage], desk: Desk, language: str) -> None:
    set_language(language)
    long = stage()
    dialog = long.dialog()
    dialog.show_step(Step(999, 1000, "Una descrizione"), 600)
    desk.settle()
    assert not cut_words(dialog)
    dialog.close_down()
    desk.settle()
    assert not cut_words(desk.window.top)
    set_language("it")
    long.finish()
    long.chips()[0].click()


def test_the_estimate_is_said_as_a_person_would() -> None:
    assert said_rest(-1) == ""
    assert said_rest(3) == "Quasi fatto"
    assert said_rest(21) == "Circa 25 secondi ancora"
    assert said_rest(59) == "Circa un minuto ancora"
    assert said_rest(130) == "Circa 3 minuti ancora"
    assert seconds_left(Step(25, 100), 10) == 30
    assert seconds_left(Step(1, 100), 10) < 0
    assert seconds_left(Step(0, 0), 10) < 0
