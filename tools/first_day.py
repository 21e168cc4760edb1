"""The first day of a hub by keyboard alone, in numbered pictures: ``python -m tools.first_day``.

A real window on a virtual screen (Xvfb), keys from the X server (xdotool), an archive that does not
exist yet; at the end the first member is checked in with the card that was just made. The pictures
lie in ``out/first_day``. A test drives the same day without a screen.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from askadesk.access.pictures import codes_in_file
from askadesk.core.errors import InputError

PICTURES = Path(__file__).parents[1] / "out" / "first_day"
MORNING = datetime(2026, 11, 24, 8, 5, tzinfo=UTC)
"""A Tuesday, five past nine in Torino: the hub's usual week is open."""
SECONDS_A_KEY = 0.25


class Ticking:
    """A clock that goes on from the morning of the first day."""

    def __init__(self) -> None:
        self._ahead = MORNING - datetime.now(UTC)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead


class Keyboard(Protocol):
    """Whatever presses keys. Names are those of X: ``Return``, ``Tab``, ``F2``, ``ctrl+n``."""

    def press(self, *names: str) -> None:
        """Press these keys one after the other."""
        ...

    def write(self, text: str) -> None:
        """Type a text, a key a character."""
        ...

    def scan(self, code: str) -> None:
        """Type a code as a scanner does: a key a millisecond, Enter at the end."""
        ...


class Day(Protocol):
    """The desk on its first day, as the script sees it."""

    keys: Keyboard

    def until(self, true: Callable[[], bool]) -> None:
        """Wait until that is so."""
        ...

    def keep(self, name: str) -> None:
        """Keep a picture."""
        ...

    def asked(self, step: str) -> bool:
        """Whether the first run asks this step, named as the wizard's attribute."""
        ...

    def is_open(self) -> bool:
        """Whether the desk is at work."""
        ...

    def has_dialog(self, name: str) -> bool:
        """Whether a dialog of this class lies over the window."""
        ...

    def asks_where(self) -> bool:
        """Whether it is asked where the PDF is to be saved."""
        ...

    def code_on_paper(self) -> str:
        """The code on the card in the saved PDF; "" until it is there."""
        ...

    def verdict(self) -> str:
        """What the band of the scan card says; "" before the first scan."""
        ...


def make_hub(day: Day, server: str = "") -> None:
    """Answer the first run: an archive, here or on ``server``, and a hub in it."""
    keys = day.keys
    day.until(lambda: day.asked("language"))
    day.keep("language")
    keys.press("Return")
    day.until(lambda: day.asked("archive"))
    if server:
        keys.press("Right", "Tab")
        keys.write(server.removeprefix("postgresql://"))
    day.keep("archive")
    keys.press("Return")
    day.until(lambda: day.asked("hub"))
    keys.write("Aska Torino")
    keys.press("Tab")
    keys.write("Via Cigna 96")
    keys.press("Tab")
    keys.write("Torino")
    day.keep("hub")
    keys.press("Return")
    day.until(lambda: day.asked("plans"))
    day.keep("plans")
    keys.press("Return")
    day.until(lambda: day.asked("operator"))
    keys.write("Marta")
    day.keep("operator")
    keys.press("Return")
    day.until(lambda: day.asked("ready"))
    day.keep("ready")
    keys.press("Return")
    day.until(day.is_open)
    day.keep("desk")


def first_member(day: Day) -> str:
    """Write the first member, print their card, scan it; returns the code that was scanned."""
    keys = day.keys
    keys.press("ctrl+n")
    day.until(lambda: day.has_dialog("PersonDialog"))
    day.keep("new-person")
    keys.write("Giulia")
    keys.press("Return")
    keys.write("Ferrero")
    keys.press("Return")
    keys.write("333 1234567")
    keys.press("Return")
    keys.write("giulia@example.org")
    keys.press(*["Tab"] * 9)
    keys.press(*["Down"] * 4)
    day.keep("person-written")
    keys.press("F2")
    day.until(lambda: day.has_dialog("PrintDialog"))
    day.keep("card")
    keys.press("F2")
    day.until(day.asks_where)
    day.keep("where-to-save")
    keys.press("Return")
    day.until(lambda: bool(day.code_on_paper()))
    day.keep("saved")
    keys.scan(day.code_on_paper())
    day.until(lambda: bool(day.verdict()))
    day.keep("checked-in")
    return day.code_on_paper()


def read_card(folder: Path) -> str:
    """The code on the card among the PDF files in ``folder``; "" when there is none yet."""
    for path in folder.glob("*.pdf"):
        try:
            found = codes_in_file(path)
        except InputError:
            # Half written: the next look will find it whole.
            continue
        if found:
            return found[0]
    return ""


class Screen:
    """A real window on the virtual screen, and the keys of its X server."""

    def __init__(self, folder: Path, out: Path) -> None:
        from PySide6.QtCore import QEventLoop, QTimer

        from ui.app import make_application
        from ui.desk import Desk
        from ui.preferences import Preferences

        self.keys: Keyboard = self
        self.pressed = 0
        self.papers = folder / "Documents"
        self._out, self._shots = out, 0
        self._loop, self._timer = QEventLoop, QTimer
        self.app = make_application()
        self._preferences = Preferences(self.app, folder / "desk.toml")
        self._preferences.sounds.on = False
        self.desk = Desk(self.app, self._preferences, str(folder / "aska.sqlite"), Ticking())
        self.desk.start()
        self.until(lambda: self.desk.first_run.wizard is not None)
        self.desk.window.activateWindow()

    # the hands -----------------------------------------------------------------------------------

    def press(self, *names: str) -> None:
        for name in names:
            self.pressed += 1
            self._send("key", name)

    def write(self, text: str) -> None:
        self.pressed += len(text)
        self._send("type", "--delay", "15", text)

    def scan(self, code: str) -> None:
        self._send("type", "--delay", "1", code)
        self._send("key", "Return")

    def _send(self, *words: str) -> None:
        with subprocess.Popen(["xdotool", *words]) as hand:
            self.until(lambda: hand.poll() is not None)
        self._rest(60)

    # the eyes ------------------------------------------------------------------------------------

    def until(self, true: Callable[[], bool]) -> None:
        late = time.monotonic() + 20
        while not true():
            if time.monotonic() > late:
                self.keep("late")
                raise TimeoutError("the desk did not get there; look at the last picture")
            self._rest(20)

    def _rest(self, ms: int) -> None:
        loop = self._loop()
        self._timer.singleShot(ms, loop.quit)
        loop.exec()

    def keep(self, name: str) -> None:
        self._rest(400)
        self._shots += 1
        path = self._out / f"{self._shots:02d}-{name}.png"
        screen = self.app.primaryScreen()
        if not screen.grabWindow(0).save(str(path)):
            raise OSError(f"{path} could not be written")
        sys.stdout.write(f"{path.name}\n")

    def asked(self, step: str) -> bool:
        wizard = self.desk.first_run.wizard
        return wizard is not None and wizard.step is getattr(wizard, step)

    def is_open(self) -> bool:
        return self.desk.first_run.wizard is None and self.desk.bench.services is not None

    def has_dialog(self, name: str) -> bool:
        from ui.dialogs.base import Dialog

        found = self.desk.window.findChildren(Dialog)
        return any(one.is_open() and type(one).__name__ == name for one in found)

    def asks_where(self) -> bool:
        from PySide6.QtWidgets import QFileDialog

        return any(one.isVisible() for one in self.desk.window.findChildren(QFileDialog))

    def code_on_paper(self) -> str:
        return read_card(self.papers)

    def verdict(self) -> str:
        return str(self.desk.today.scan_card.band.title.text())

    def close(self) -> None:
        """Close the desk and all that belongs to it."""
        self.desk.window.close()
        self._rest(200)


def on_a_virtual_screen(script: str) -> int:
    """Run ``script`` as a module on a virtual screen of its own; returns its exit code."""
    command = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", sys.executable, "-m", script]
    inside = {**os.environ, "QT_QPA_PLATFORM": "xcb", "ASKADESK_VIRTUAL_SCREEN": "1"}
    return subprocess.run(command, env=inside, check=False).returncode


def main() -> int:
    """Live the first day and leave its pictures. Returns 0 when the member is checked in."""
    if "ASKADESK_VIRTUAL_SCREEN" not in os.environ:
        return on_a_virtual_screen("tools.first_day")
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as home:
        (Path(home) / "Documents").mkdir()
        os.environ |= {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}
        screen = Screen(Path(home), PICTURES)
        try:
            make_hub(screen)
            first_member(screen)
        finally:
            screen.close()
        minutes = timedelta(seconds=screen.pressed * SECONDS_A_KEY)
        sys.stdout.write(f"{screen.pressed} keys, {minutes} at {SECONDS_A_KEY} s a key\n")
        sys.stdout.write(f"{screen.verdict()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
