"""Draw the desk from the demo hub, for the docs: ``make screenshots``.

The demo is made anew for one morning that never changes, so that a picture changes only when the
desk does.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from askadesk.core.opening import open_database
from askadesk.demo.build import DemoSummary, build_demo
from ui.app import make_application
from ui.desk import Desk
from ui.preferences import Preferences
from ui.theme import Mode

MORNING = datetime.fromisoformat("2026-11-17T09:42:00+01:00")
PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
SMALL, LARGE = (1366, 768), (1920, 1080)


class Morning:
    """A clock that stands still on the morning of the pictures."""

    def now(self) -> datetime:
        return MORNING


class Studio:
    """One desk on a fresh demo, in one size, look and language."""

    def __init__(self, app: QApplication, folder: Path, size: tuple[int, int]) -> None:
        database = folder / f"demo-{len(list(folder.iterdir()))}.sqlite"
        opened = open_database(str(database), Morning())
        self.demo: DemoSummary = build_demo(opened.engine, now=MORNING)
        opened.engine.dispose()
        self.preferences = Preferences(app, folder / "desk.toml")
        self.preferences.sounds.on = False
        self.desk = Desk(app, self.preferences, str(database), Morning())
        self.desk.window.resize(*size)
        self._until(self.desk.opened.connect, self.desk.start)

    def _until(
        self, connect: Callable[[Callable[[], None]], object], act: Callable[[], None]
    ) -> None:
        loop = QEventLoop()
        connect(loop.quit)
        act()
        loop.exec()
        self.settle()

    def settle(self) -> None:
        """Let what was asked arrive and be painted."""
        loop = QEventLoop()
        QTimer.singleShot(350, loop.quit)
        loop.exec()

    def wear(self, mode: Mode, language: str) -> None:
        self.preferences.theme.wear(mode)
        self.preferences.tongue.speak(language)
        self.settle()

    def code(self, key: str) -> str:
        """The code of one of the demo's people."""
        return next(one.code for one in self.demo.examples if one.key == key)

    def scan(self, key: str) -> None:
        self.desk.presence.scan(self.code(key))
        self.settle()

    def keep(self, name: str) -> None:
        """Keep a picture of the window."""
        self.desk.window.ready()
        self.settle()
        path = PICTURES / f"{name}.png"
        if not self.desk.window.grab().save(str(path)):
            raise OSError(f"{path} could not be written")
        sys.stdout.write(f"{path.name}\n")

    def close(self) -> None:
        self.desk.window.close()
        self.desk.deleteLater()
        self.desk.window.deleteLater()
        QCoreApplication.sendPostedEvents()


def in_italian(studio: Studio) -> None:
    """The pictures of the guide, in light and Italian."""
    studio.wear(Mode.LIGHT, "it")
    studio.keep("oggi-attesa")
    studio.scan("carnet")
    studio.keep("oggi")
    studio.wear(Mode.DARK, "it")
    studio.keep("oggi-scuro")
    studio.wear(Mode.LIGHT, "en")
    studio.keep("today")
    studio.wear(Mode.LIGHT, "it")
    studio.scan("finished")
    studio.keep("oggi-carnet-finito")
    studio.scan("team_full")
    studio.keep("oggi-team-al-completo")


def dialogs(studio: Studio) -> None:
    """The dialogs that the tour opens."""
    studio.wear(Mode.LIGHT, "it")
    studio.desk.today.announce_asked.emit()
    studio.settle()
    studio.keep("annuncia-una-visita")


def main() -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    PICTURES.mkdir(parents=True, exist_ok=True)
    app = make_application()
    with tempfile.TemporaryDirectory() as folder:
        for size, draw in ((SMALL, in_italian), (SMALL, dialogs), (LARGE, large)):
            studio = Studio(app, Path(folder), size)
            draw(studio)
            studio.close()
    return 0


def large(studio: Studio) -> None:
    """The page on a large screen."""
    studio.wear(Mode.LIGHT, "it")
    studio.scan("carnet")
    studio.keep("oggi-1920")


if __name__ == "__main__":
    sys.exit(main())
