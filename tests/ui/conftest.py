"""For every test of a window: dressed in light, and nothing is left behind.

A test fails on a Qt message that ``tests/qt_allowed.py`` does not allow, and on a thread, timer or
window that outlives it.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QThread,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from askadesk.core.i18n import set_language
from tests.qt_allowed import is_allowed
from tests.ui.samples import NOW, day
from ui import fonts, multimedia
from ui.main_window import MainWindow
from ui.pages.today.page import SECTION, TodayPage
from ui.theme import Mode, Theme

_theme: Theme | None = None


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The theme of the application, light at the start and at the end."""
    global _theme
    if _theme is None:
        fonts.load()
        _theme = Theme(qapp, Mode.LIGHT)
        multimedia.load()
        gc.collect()
    _theme.wear(Mode.LIGHT)
    yield _theme
    _theme.wear(Mode.LIGHT)


@pytest.fixture(autouse=True)
def _nothing_left(qapp: QApplication, theme: Theme) -> Iterator[None]:
    """Fail on messages, threads, timers and windows that are left."""
    said: list[str] = []

    def listen(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
        if kind != QtMsgType.QtDebugMsg and not is_allowed(message or ""):
            said.append(message or "")

    before = qInstallMessageHandler(listen)
    threads, windows = set(threading.enumerate()), set(map(id, qapp.topLevelWidgets()))
    # What is there now is not looked at, so that what the test leaves is quickly found. Collected first: what
    # the test before let go of only now would stay for ever.
    gc.collect()
    gc.freeze()
    yield
    _bury(qapp)
    qInstallMessageHandler(before)
    left = [thread for thread in threading.enumerate() if thread not in threads]
    # A worker of Qt that has logged stays on Python's list for good; whether Qt's threads run is asked below.
    left = [thread for thread in left if not isinstance(thread, threading._DummyThread)]
    assert not left, f"threads left: {left}"
    made = [one for one in gc.get_objects() if isinstance(one, QThread | QTimer) and isValid(one)]
    threads_of_qt = [one for one in made if isinstance(one, QThread) and one != qapp.thread()]
    running = [one for one in threads_of_qt if one.isRunning()]
    assert not running, f"Qt threads left: {[thread.objectName() for thread in running]}"
    ticking = [one for one in made if isinstance(one, QTimer) and one.isActive()]
    assert not ticking, f"timers left: {[(timer.parent(), timer.interval()) for timer in ticking]}"
    # Hidden ones too: every change of the look would dress what a hundred tests have left.
    left_over = [one for one in qapp.topLevelWidgets() if id(one) not in windows]
    assert not left_over, f"windows left: {left_over}"
    assert not said, f"Qt said: {said}"


def _bury(qapp: QApplication) -> None:
    """Let everything go that was to be deleted later."""
    for _round in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        qapp.processEvents()
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Desk:
    """A real window with the Oggi page, without a database behind it."""

    def __init__(self, qtbot: QtBot, size: tuple[int, int], language: str) -> None:
        set_language(language)
        self.qtbot = qtbot
        self.window, self.page = MainWindow(), TodayPage()
        self.window.add_page(SECTION, self.page)
        self.window.resize(*size)
        self.window.top.presence.show_count(37, 60)
        self.window.top.clock.show_time(NOW)
        self.window.top.operator.show_operator("Marta R.", "MR", "Reception")
        qtbot.addWidget(self.window)
        self.page.show_today(day())

    def open(self) -> Desk:
        """Show it, active, the scan field ready."""
        self.window.show()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.window.ready()
        self.settle()
        return self

    def settle(self) -> None:
        """Let layouts and paint happen."""
        for _round in range(3):
            QCoreApplication.sendPostedEvents()
            QApplication.instance().processEvents()  # type: ignore[union-attr]

    def focus(self) -> QWidget | None:
        """Who has the focus."""
        return QApplication.focusWidget()


@pytest.fixture
def make_desk(qtbot: QtBot, theme: Theme) -> Callable[..., Desk]:
    """Makes desks of a size and language."""

    def make(size: tuple[int, int] = (1366, 768), language: str = "it") -> Desk:
        return Desk(qtbot, size, language)

    return make


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    """A desk at 1366 x 768 in Italian, shown."""
    return make_desk().open()
