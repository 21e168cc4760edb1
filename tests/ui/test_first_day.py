"""The first day of a hub, by keyboard alone: from nothing to a member checked in with their card."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from askadesk.core.i18n import set_language
from askadesk.settings.device import read_settings
from tests.ui.living import LiveDesk
from tests.ui.looking import near, place
from tools.first_day import SECONDS_A_KEY, Keyboard, Ticking, first_member, make_hub, read_card
from ui.dialogs.base import Dialog

MOST_SECONDS = 180
_PLAIN, _HELD = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
_KEYS = {
    "Return": (Qt.Key.Key_Return, _PLAIN),
    "Tab": (Qt.Key.Key_Tab, _PLAIN),
    "Right": (Qt.Key.Key_Right, _PLAIN),
    "Down": (Qt.Key.Key_Down, _PLAIN),
    "F2": (Qt.Key.Key_F2, _PLAIN),
    "ctrl+n": (Qt.Key.Key_N, _HELD),
    "ctrl+s": (Qt.Key.Key_S, _HELD),
}


class Offscreen:
    """The same day without a screen: keys go to whatever has the focus, and nothing else is used."""

    def __init__(self, live: LiveDesk, papers: Path) -> None:
        self.keys: Keyboard = self
        self.live, self.papers, self.pressed = live, papers, 0
        live.desk.start()
        live.window.activateWindow()
        self.until(lambda: live.desk.first_run.wizard is not None)
        self.until(live.window.isActiveWindow)

    def press(self, *names: str) -> None:
        for name in names:
            self.pressed += 1
            QTest.keyClick(_here(self.live), *_KEYS[name])

    def write(self, text: str) -> None:
        self.pressed += len(text)
        QTest.keyClicks(_here(self.live), text)

    def scan(self, code: str) -> None:
        self.live.scan(code)

    def until(self, true: Callable[[], bool]) -> None:
        self.live.qtbot.waitUntil(true, timeout=20_000)

    def keep(self, name: str) -> None:
        """Something to press a key on must have the focus at every picture."""
        self.until(lambda: QApplication.focusWidget() is not None)

    def asked(self, step: str) -> bool:
        wizard = self.live.desk.first_run.wizard
        return wizard is not None and wizard.step is getattr(wizard, step)

    def is_open(self) -> bool:
        return self.live.desk.first_run.wizard is None and self.live.desk.bench.services is not None

    def has_dialog(self, name: str) -> bool:
        found = self.live.window.findChildren(Dialog)
        return any(one.is_open() and type(one).__name__ == name for one in found)

    def asks_where(self) -> bool:
        dialog = QApplication.activeWindow()
        return isinstance(dialog, QFileDialog) and QApplication.focusWidget() is not None

    def code_on_paper(self) -> str:
        return read_card(self.papers)

    def verdict(self) -> str:
        return self.live.band()


def _here(live: LiveDesk) -> QWidget:
    return QApplication.focusWidget() or live.window


@pytest.fixture
def day(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Offscreen]:
    papers = tmp_path / "Documents"
    papers.mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    live = LiveDesk(qtbot, qapp, str(tmp_path / "new" / "aska.sqlite"), tmp_path, Ticking())
    yield Offscreen(live, papers)
    live.close()
    set_language("it")


def check(day: Offscreen) -> None:
    code = first_member(day)
    assert day.verdict() == "Ingresso registrato"
    assert day.live.window.top.scan.line.hasFocus()
    assert day.pressed * SECONDS_A_KEY < MOST_SECONDS
    services = day.live.desk.bench.services
    assert services is not None
    (row,) = services.reading.present()
    assert row.name == "Giulia Ferrero"
    page = services.people.page(row.person)
    (card,) = page.cards
    assert card.prints == 1
    assert code.startswith("ASKA")
    assert [right.left for right in page.rights] == [9]


def test_from_nothing_to_the_first_member_checked_in(day: Offscreen) -> None:
    make_hub(day)
    assert day.live.window.top.scan.line.hasFocus()
    check(day)
    window, card = day.live.window, day.live.page.scan_card
    assert near(place(card, window)[:3], (112, 88, 456))


def test_the_same_with_an_archive_that_several_desks_share(
    day: Offscreen, blank_postgres_url: str, tmp_path: Path
) -> None:
    make_hub(day, blank_postgres_url)
    check(day)
    assert read_settings(tmp_path / "desk.toml").database == blank_postgres_url
    assert not (tmp_path / "new").exists()


def test_a_name_that_is_missing_is_said_and_one_goes_on_by_keyboard(day: Offscreen) -> None:
    make_hub(day)
    day.press("ctrl+n")
    day.until(lambda: day.has_dialog("PersonDialog"))
    day.press("F2")
    assert day.has_dialog("PersonDialog")
    day.write("Aya")
    day.press("ctrl+s")
    day.until(lambda: not day.has_dialog("PersonDialog"))
    services = day.live.desk.bench.services
    assert services is not None
    assert [one.name for one in services.people.find("Aya")] == ["Aya"]
