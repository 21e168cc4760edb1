"""A scan while somebody else writes into the archive for long: it waits, says so, and is not lost."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import make_url

from db.values import Answer
from tests.ui.living import Archive, LiveDesk
from ui.dialogs.error import ErrorDialog


def test_a_scan_waits_while_another_writes_and_the_desk_says_so(
    qtbot: QtBot, qapp: QApplication, sqlite_url: str, tmp_path: Path
) -> None:
    archive = Archive(sqlite_url)
    giulia = archive.add("Giulia", "Ferrero", "carnet10")
    desk = LiveDesk(qtbot, qapp, archive.database, tmp_path).open()
    desk.desk.presence.turn.setInterval(50)
    holding = sqlite3.connect(str(make_url(sqlite_url).database), isolation_level=None)
    holding.execute("BEGIN IMMEDIATE")
    toasts = desk.window.toasts
    QTest.keyClicks(desk.window.top.scan.line, giulia.code + "\r", delay=1)
    desk.wait_for(lambda: bool(toasts.toasts))
    assert "aspetta il suo turno" in toasts.toasts[-1].accessibleName()
    assert desk.answers == []
    holding.execute("ROLLBACK")
    holding.close()
    desk.wait_for(lambda: len(desk.answers) == 1)
    assert desk.answers[0].verdict.answer is Answer.ADMITTED
    assert not desk.desk.presence.turn.isActive()
    assert desk.window.findChildren(ErrorDialog) == []
    desk.close()
    archive.close()
