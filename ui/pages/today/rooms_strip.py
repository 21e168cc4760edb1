"""The rooms below the Oggi page: how each stands, until when, what comes next; in and longer with one click."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from askadesk.core.i18n import _
from askadesk.rooms.rows import RoomNow
from ui import icons, painters
from ui.fonts import Role
from ui.pages.today.measures import COMPACT, Measures
from ui.pages.today.room_words import (
    LONGER,
    RoomState,
    can_check_in,
    has_turned,
    longer_by,
    room_state,
)
from ui.theme import qcolor, tokens
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.card import Card

LEAST = 164
"""No column is narrower: then the strip scrolls sideways."""
_BUTTON, _HIGH, _GAP = 36, 22, 2


class _Small(Button):
    """A button of a cell: so low that two stand beside the last two lines of a room."""

    def __init__(self, words: str, icon: str, parent: QWidget) -> None:
        super().__init__(words, size=32, icon=icon, padding=4, parent=parent)
        self.setFixedSize(_BUTTON, _HIGH)

    def cut(self) -> bool:
        """Its two signs always fit."""
        return False


class RoomCell(Speaking, QWidget):
    """One room. ``check_in_asked`` and ``longer_asked`` carry its ``RoomNow``, the latter the minutes too."""

    check_in_asked = Signal(object)
    longer_asked = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.room: RoomNow | None = None
        self._now: datetime | None = None
        self._padding = COMPACT.strip_padding
        self.first = False
        self.check_in = _Small("", "log-in", self)
        self.check_in.clicked.connect(self._check_in)
        self.longer = [_Small(f"+{minutes}", "", self) for minutes in LONGER]
        for button, act in zip(self.longer, (self._quarter, self._half), strict=True):
            button.clicked.connect(act)

    def measure(self, padding: tuple[int, int]) -> None:
        """Take the padding of the window."""
        self._padding = padding
        self._arrange()

    def show_room(self, room: RoomNow, now: datetime) -> None:
        """Show how ``room`` stands at ``now``."""
        self.room, self._now = room, now
        self.retranslate()

    def state(self) -> RoomState:
        """What the cell says."""
        assert self.room is not None
        assert self._now is not None
        return room_state(self.room, self._now)

    def retranslate(self) -> None:
        room, now = self.room, self._now
        if room is None or now is None:
            return
        state, name = self.state(), room.space.name
        said = ", ".join(filter(None, (name, state.word, state.until, state.then)))
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.check_in.setVisible(can_check_in(room, now))
        self._name(self.check_in, _("They are here: {space}").format(space=name))
        offered = longer_by(room, now)
        for button, minutes in zip(self.longer, LONGER, strict=True):
            button.setVisible(minutes in offered)
            words = _("{space}: {minutes} minutes longer")
            self._name(button, words.format(space=name, minutes=minutes))
        self._arrange()
        self.update()

    def _name(self, button: Button, words: str) -> None:
        button.setAccessibleName(words)
        button.setToolTip(words)

    def _arrange(self) -> None:
        """The buttons stand one above the other at the right of the last two lines."""
        across, down = self._padding
        for at, button in enumerate(self._offered()):
            top = down + 43 + at * (_HIGH + _GAP)
            button.move(self.width() - across - _BUTTON, top)

    def _offered(self) -> list[Button]:
        every: list[Button] = [self.check_in, *self.longer]
        return [one for one in every if not one.isHidden()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _check_in(self) -> None:
        self.check_in_asked.emit(self.room)

    def _quarter(self) -> None:
        self.longer_asked.emit(self.room, LONGER[0])

    def _half(self) -> None:
        self.longer_asked.emit(self.room, LONGER[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.room
        if room is None:
            return
        look, state, (across, down) = tokens(), self.state(), self._padding
        wide = self.width() - 2 * across
        short, beside = wide - _BUTTON - 4, len(self._offered())
        colour = getattr(look, state.tone)
        with painters.painting(self) as painter:
            if not self.first:
                painter.fillRect(QRectF(0, 0, 1, self.height()), qcolor(look.line))
            name = QRectF(across, down, wide, 20)
            painters.text(painter, name, Role.ROW_STRONG, room.space.name, look.text)
            icons.draw(painter, state.icon, across, down + 24, 16, colour)
            word = QRectF(across + 22, down + 22, wide - 22, 20)
            painters.text(painter, word, Role.SECOND_STRONG, state.word, colour)
            until = QRectF(across, down + 44, short if beside else wide, 20)
            painters.text(painter, until, Role.SECOND, state.until, look.text2)
            then = QRectF(across, down + 66, short if beside > 1 else wide, 16)
            painters.text(painter, then, Role.CAPTION, state.then, look.text3)


class RoomsStrip(Speaking, Card):
    """All rooms side by side in columns of one width; sideways when there are more than fit.

    ``check_in_asked`` carries the ``RoomNow``, ``longer_asked`` that and the minutes.
    """

    check_in_asked = Signal(object)
    longer_asked = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._padding = COMPACT.strip_padding
        self.cells: list[RoomCell] = []
        self._inside = QWidget()
        self._inside.setProperty("bare", True)
        self._row = QHBoxLayout(self._inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidget(self._inside)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        self._inside.setAutoFillBackground(False)
        self.body.addWidget(self.area)
        self.measure(COMPACT)
        self.retranslate()

    def measure(self, to: Measures) -> None:
        """Take the measures of the window."""
        self.setFixedHeight(to.strip)
        self._padding = to.strip_padding
        for cell in self.cells:
            cell.measure(self._padding)

    def show_rooms(self, rooms: Sequence[RoomNow], now: datetime) -> None:
        """Show ``rooms`` as they stand at ``now``."""
        while len(self.cells) > len(rooms):
            cell = self.cells.pop()
            self._row.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        while len(self.cells) < len(rooms):
            self._add_cell()
        for cell, room in zip(self.cells, rooms, strict=True):
            cell.show_room(room, now)

    def _add_cell(self) -> None:
        cell = RoomCell()
        cell.first = not self.cells
        cell.setMinimumWidth(LEAST)
        cell.measure(self._padding)
        cell.check_in_asked.connect(self.check_in_asked)
        cell.longer_asked.connect(self.longer_asked)
        self._row.addWidget(cell, 1)
        self.cells.append(cell)

    def tick(self, now: datetime) -> bool:
        """A minute has passed; ``now`` in the hub's zone. Gives whether the rooms have to be read again."""
        rooms = [cell.room for cell in self.cells if cell.room is not None]
        for cell, room in zip(self.cells, rooms, strict=True):
            cell.show_room(room, now)
        return any(has_turned(room, now) for room in rooms)

    def retranslate(self) -> None:
        self.setAccessibleName(_("Rooms now"))
