"""A night at a desk that stays open: who is inside stays on the list, until the morning."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.hub_of_tests import TUESDAY, HubOfTests
from tests.ui.living import LiveDesk

WEDNESDAY = TUESDAY + timedelta(days=1)


def test_who_stays_into_the_night_leaves_the_list_in_the_morning(
    qtbot: QtBot, qapp: QApplication, sqlite_hub: HubOfTests, sqlite_url: str, tmp_path: Path
) -> None:
    sqlite_hub.plan("24", around_the_clock=True)
    resident = sqlite_hub.person("Ștefan Țîrlea")
    sqlite_hub.holds(resident, "24")
    sqlite_hub.at("21:00")
    sqlite_hub.scan(resident)
    sqlite_hub.at("23:59")
    live = LiveDesk(qtbot, qapp, sqlite_url, tmp_path, sqlite_hub.clock).open()
    live.wait_for(lambda: len(live.page.present.list.rows) == 1)
    sqlite_hub.at("00:00", WEDNESDAY)
    live.desk._tick()
    live.wait_for(lambda: not live.desk.runner.busy)
    assert len(live.page.present.list.rows) == 1
    sqlite_hub.at("08:00", WEDNESDAY)
    live.desk._tick()
    live.wait_for(lambda: len(live.page.present.list.rows) == 0)
    live.close()
