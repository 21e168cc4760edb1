"""A desk at its calendar, on a hub with rooms: driven by mouse and keys as somebody at the desk would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLayout, QWidget
from pytestqt.qtbot import QtBot

from askadesk.rooms.rows import Block, SpacePriceRow
from db.values import Money
from tests.askadesk.rooms.conftest import Rooms
from tests.hub_of_tests import HubOfTests
from tests.ui.living import LiveDesk
from ui.pages.calendar.drag import Ghost
from ui.pages.calendar.page import CalendarPage
from ui.pages.calendar.timeline import DayTimeline
from ui.theme import Theme

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class CalendarDesk:
    """One window at its calendar. It is Tuesday 17 November 2026, 9 o'clock."""

    def __init__(self, live: LiveDesk, rooms: Rooms) -> None:
        self.live, self.rooms = live, rooms
        self.qtbot, self.window = live.qtbot, live.window

    @property
    def page(self) -> CalendarPage:
        return self.live.desk.calendar.page

    @property
    def line(self) -> DayTimeline:
        return self.page.one.timeline

    def open(self) -> CalendarDesk:
        """Ctrl 2, until the day shows."""
        self.live.press(Qt.Key.Key_2, CONTROL)
        self.wait_for(lambda: self.page.day is not None)
        self.settle()
        return self

    def settle(self) -> None:
        self.wait_for(lambda: not self.live.desk.runner.busy)
        for _round in range(3):
            QApplication.processEvents()

    def wait_for(self, true: Callable[[], bool]) -> None:
        self.live.wait_for(true)

    # where things are ----------------------------------------------------------------------------

    def row(self, space: UUID) -> int:
        assert self.line.layout_ is not None
        at = self.line.layout_.index_of(space)
        assert at is not None
        return at

    def spot(self, space: UUID, wall: str) -> QPoint:
        """The middle of a space's row at a time, one pixel inside of it."""
        hours, minutes = map(int, wall.split(":"))
        return self.line.spot_of(self.row(space), hours * 60 + minutes).toPoint() + QPoint(1, 0)

    def block(self, booking: UUID) -> Block:
        found = self.line.find_block(booking)
        assert found is not None
        return found[1]

    def said(self, space: UUID) -> list[str]:
        """What stands on a row of the screen, as "09:00-10:00"."""
        assert self.line.layout_ is not None
        row = self.line.layout_.rows[self.row(space)]
        return [f"{one.starts:%H:%M}-{one.ends:%H:%M}" for one in row.blocks]

    def ghost(self) -> Ghost | None:
        """What is being dragged."""
        return self.line.ghost

    # by hand -------------------------------------------------------------------------------------

    def take(self, space: UUID, wall: str, *, at: QPoint | None = None) -> QPoint:
        """Press the button down."""
        spot = at or self.spot(space, wall)
        QTest.mousePress(self.line.viewport(), LEFT, NONE, spot)
        return spot

    def pull(self, space: UUID, wall: str, held: Qt.KeyboardModifier = NONE) -> QPoint:
        """Move the hand, in a few steps, as hands do."""
        to = self.spot(space, wall)
        self.move(to - QPoint(9, 0), held)
        self.move(to, held)
        return to

    def move(self, to: QPoint, held: Qt.KeyboardModifier = NONE) -> None:
        port = self.line.viewport()
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(to),
            QPointF(port.mapToGlobal(to)),
            Qt.MouseButton.NoButton,
            LEFT,
            held,
        )
        QApplication.sendEvent(port, event)

    def let_go(self, at: QPoint) -> None:
        QTest.mouseRelease(self.line.viewport(), LEFT, NONE, at)

    def drag(self, space: UUID, wall: str, to: UUID, until: str) -> None:
        """From one place to another, and let go."""
        self.take(space, wall)
        self.let_go(self.pull(to, until))
        self.settle()

    def click(self, space: UUID, wall: str) -> None:
        QTest.mouseClick(self.line.viewport(), LEFT, NONE, self.spot(space, wall))
        self.settle()

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        for _time in range(times):
            self.live.press(key, held)
        self.settle()

    def title(self, words: str) -> None:
        """Write into the panel for whom it is, and book."""
        self.wait_for(lambda: self.page.one.panel.slot.whom.edit.hasFocus())
        QTest.keyClicks(self.page.one.panel.slot.whom.edit, words)
        self.press(Qt.Key.Key_F2)

    def toasts(self) -> list[str]:
        return [one.accessibleName() for one in self.window.toasts.toasts]


class House:
    """The rooms that the tests book: Po with buffers, Dora and Stura as they are."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms
        self.po = rooms.room("Sala Po", setup=15, cleanup=15, features=("screen",))
        self.dora = rooms.room("Sala Dora", seats=8)
        self.stura = rooms.room("Sala Stura", seats=6)
        for space in (self.po, self.dora, self.stura):
            self.price(space, 2400)

    def price(self, space: UUID, cents: int) -> None:
        row = SpacePriceRow(date(2026, 1, 1), hour=Money(cents))
        self.rooms.manager.spaces.add_price(space, row)


@pytest.fixture
def rooms(sqlite_hub: HubOfTests) -> Rooms:
    return Rooms(sqlite_hub)


@pytest.fixture
def house(rooms: Rooms) -> House:
    return House(rooms)


@pytest.fixture
def open_desk(
    qtbot: QtBot, qapp: QApplication, theme: Theme, rooms: Rooms, tmp_path: Path
) -> Iterator[Callable[[], CalendarDesk]]:
    """Opens desks on the same archive; all are closed at the end."""
    opened: list[LiveDesk] = []

    def make() -> CalendarDesk:
        folder = tmp_path / f"desk{len(opened)}"
        folder.mkdir()
        url = rooms.hub.engine.url.render_as_string(hide_password=False)
        live = LiveDesk(qtbot, qapp, url, folder, rooms.hub.clock)
        opened.append(live.open())
        return CalendarDesk(live, rooms).open()

    yield make
    for live in opened:
        live.close()


@pytest.fixture
def desk(house: House, open_desk: Callable[[], CalendarDesk]) -> CalendarDesk:
    """A desk at the calendar of a hub with three rooms and nothing booked."""
    return open_desk()


def widgets(layout: QLayout) -> list[QWidget]:
    """What stands in a layout, from top to bottom."""
    items = (layout.itemAt(at) for at in range(layout.count()))
    found = (item.widget() for item in items if item is not None)
    return [one for one in found if one is not None]
