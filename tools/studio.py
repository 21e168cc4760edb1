"""A desk before a camera that never moves: a fresh demo hub on one morning, drawn without a screen.

The demo is made anew for one morning that never changes, so that a picture changes only when the
desk does.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from shutil import copyfile
from typing import TypeVar
from uuid import UUID

from PIL import Image
from PySide6.QtCore import QBuffer, QCoreApplication, QEventLoop, QIODevice, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from askadesk.core.i18n import set_language
from askadesk.core.opening import open_database
from askadesk.demo.build import DemoSummary, build_demo
from askadesk.services import Services
from ui.desk import Desk
from ui.preferences import LookChoice, Preferences
from ui.theme import Mode

MORNING = datetime.fromisoformat("2026-11-17T09:42:00+01:00")
SMALL, LARGE = (1366, 768), (1920, 1080)
_SETTLED_MS = 350
_COLOURS = 128
_PATIENCE_MS = 15_000


def _desk_name() -> str:
    return "reception-1"


W = TypeVar("W", bound=QWidget)


class Morning:
    """A clock that stands still on the morning of the pictures."""

    def now(self) -> datetime:
        return MORNING


class Demo:
    """The demo hub in a file, made once and copied for each desk that is drawn."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._made = folder, folder / "demo.sqlite"
        set_language("it")
        opened = open_database(str(self._made), Morning())
        self.summary: DemoSummary = build_demo(opened.engine, now=MORNING)
        opened.engine.dispose()

    def copy(self, name: str) -> str:
        """A file of its own, with the demo in it."""
        path = self.folder / f"{name}.sqlite"
        copyfile(self._made, path)
        return str(path)

    def blank(self, name: str) -> str:
        """A place where nothing is yet."""
        return str(self.folder / f"{name}.sqlite")


class Studio:
    """One desk in one size, look and language, driven by keys and kept in pictures."""

    def __init__(
        self,
        app: QApplication,
        demo: Demo,
        language: str,
        name: str,
        size: tuple[int, int] = SMALL,
        *,
        blank: bool = False,
    ) -> None:
        self.app, self.demo, self.language = app, demo, language
        self.preferences = Preferences(app, demo.folder / "desk.toml")
        self.preferences.sounds.on = False
        self.preferences.keep(LookChoice(language, Mode.LIGHT, motion="never", sounds=False))
        database = demo.blank(name) if blank else demo.copy(name)
        self._name_the_desk()
        self.desk = Desk(app, self.preferences, database, Morning())
        self.window = self.desk.window
        self.window.resize(*size)
        self._ready = False
        self.desk.opened.connect(self._opened)
        self.desk.archive.empty.connect(self._opened)
        self.desk.start()
        self.window.activateWindow()
        self.wait(self._is_ready)
        self.settle()

    @staticmethod
    def _name_the_desk() -> None:
        """The name of the machine that draws has no place in a picture."""
        platform.node = _desk_name

    def _opened(self, *_what: object) -> None:
        self._ready = True

    def _is_ready(self) -> bool:
        return self._ready

    # driving -------------------------------------------------------------------------------------

    def settle(self, spent_ms: int = _SETTLED_MS) -> None:
        """Let what was asked arrive and be painted."""
        loop = QEventLoop()
        QTimer.singleShot(spent_ms, loop.quit)
        loop.exec()
        while self.desk.runner.busy:
            QTimer.singleShot(20, loop.quit)
            loop.exec()

    def wait(self, true: Callable[[], object]) -> None:
        """Wait until something is true; raises TimeoutError when it does not become so."""
        loop = QEventLoop()
        for _round in range(_PATIENCE_MS // 20):
            if true():
                return
            QTimer.singleShot(20, loop.quit)
            loop.exec()
        raise TimeoutError(f"the desk did not get ready for {true}")

    def wear(self, mode: Mode, language: str = "") -> None:
        """Take another look, and another language if one is given."""
        self.language = language or self.language
        self.preferences.theme.wear(mode)
        self.preferences.tongue.speak(self.language)

    def press(self, keys: str) -> None:
        """Press a key, or several together: "Ctrl+N"."""
        pressed = QKeySequence(keys)[0]  # type: ignore[index]
        where = QApplication.focusWidget() or self.window
        QTest.keyClick(where, pressed.key(), pressed.keyboardModifiers())
        self.settle()

    def write(self, text: str) -> None:
        """Type where the focus is."""
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)
        self.settle()

    def click(self, widget: QWidget) -> None:
        """Click in the middle of ``widget``."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def one(self, kind: type[W]) -> W:
        """The widget of that kind that shows; it is waited for."""

        def found() -> list[W]:
            return [one for one in self.window.findChildren(kind) if one.isVisible()]

        self.wait(found)
        self.settle()
        return found()[-1]

    @property
    def services(self) -> Services:
        services = self.desk.bench.services
        assert services is not None
        return services

    def person(self, name: str) -> UUID:
        """Who in the demo is called so."""
        return self.services.people.find(name)[0].id

    def code(self, key: str) -> str:
        """The code of one of the demo's people."""
        return next(one.code for one in self.demo.summary.examples if one.key == key)

    def scan(self, key: str) -> None:
        """Hold the card of one of the demo's people to the reader."""
        self.desk.presence.scan(self.code(key))
        self.settle()

    # keeping -------------------------------------------------------------------------------------

    def keep(self, path: Path) -> None:
        """Keep a picture of the window, in as few colours as it needs."""
        self.settle()
        bytes_of = QBuffer()
        bytes_of.open(QIODevice.OpenModeFlag.WriteOnly)
        if not self.window.grab().save(bytes_of, "PNG"):
            raise OSError(f"{path} could not be drawn")
        whole = Image.open(BytesIO(bytes(bytes_of.data().data()))).convert("RGB")
        few = whole.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(path, optimize=True)
        sys.stdout.write(f"{path.name}\n")

    def close(self) -> None:
        """Close the desk."""
        self.window.close()
        self.desk.deleteLater()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents()
