"""A tile to choose: icon, what it is, what it means, and a circle where one of several is on."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QSizePolicy, QWidget

from ui import icons, painters
from ui.fonts import Role
from ui.theme import tokens
from ui.widgets.base import Halo

_HIGH, _DOT = 56, 20
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class OptionTile(QAbstractButton):
    """56 high. ``chooses``: it is one of several and shows whether it is on; else it acts at once.

    The words of one that names a space may be elided; the tooltip says them whole.
    """

    def __init__(self, icon: str, *, chooses: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._about, self._chooses = icon, "", chooses
        self.setCheckable(chooses)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, title: str, about: str) -> None:
        """Show ``title``, and ``about`` below it."""
        self._about = about
        self.setText(title)
        self.setAccessibleName(f"{title}, {about}" if about else title)
        self.setToolTip(title if self._is_cut() else "")
        self.update()

    @property
    def about(self) -> str:
        """What stands below the title."""
        return self._about

    def sizeHint(self) -> QSize:
        return QSize(120, _HIGH)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def halo(self) -> Halo:
        return Halo(QRectF(self.rect()), 8, gap=2)

    def cut(self) -> bool:
        return self._is_cut()

    def may_be_cut(self) -> bool:
        """Only one that acts names a space."""
        return not self._chooses

    def _is_cut(self) -> bool:
        room = self._room().width()
        words = ((Role.STRONG, self.text()), (Role.CAPTION, self._about))
        return any(painters.elided(role, said, room) != said for role, said in words)

    def _room(self) -> QRectF:
        right = 12 + _DOT + 4 if self._chooses else 12
        return QRectF(self.rect()).adjusted(42, 0, -right, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, on, rect = tokens(), self.isChecked(), QRectF(self.rect())
        fill = look.ink_50 if on or self.underMouse() else look.surface
        with painters.painting(self) as painter:
            painters.box(painter, rect, 8, fill, look.ink if on else look.ink_200, 2 if on else 1)
            icons.draw(painter, self._icon, 12, rect.center().y() - 9, 18, look.ink)
            room, middle = self._room(), rect.center().y()
            title = QRectF(room.left(), middle - 18, room.width(), 20)
            painters.text(painter, title, Role.STRONG, self.text(), look.text)
            below = QRectF(room.left(), middle + 2, room.width(), 16)
            painters.text(painter, below, Role.CAPTION, self._about, look.text3)
            if self._chooses:
                dot = QRectF(rect.right() - 12 - _DOT, middle - _DOT / 2, _DOT, _DOT)
                edge = look.ink if on else look.line_strong
                painters.box(painter, dot, _DOT / 2, look.surface, edge, 2)
                if on:
                    painters.box(painter, dot.adjusted(5, 5, -5, -5), 5, look.ink)

    def resizeEvent(self, event: object) -> None:
        self.setToolTip(self.text() if self._is_cut() else "")

    def nextCheckState(self) -> None:
        """One that is on stays on: another one takes its place."""
        self.setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, as Space does; arrows, F2 and Esc go on to who is around."""
        if event.key() in _STEPS:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class OptionTiles(QWidget):
    """A few tiles of which one is on, beside or below each other. ``picked`` carries its key.

    Tab reaches the one that is on, arrows move among them.
    """

    picked = Signal(str)

    def __init__(
        self,
        icons: Mapping[str, str],
        on: str,
        way: QBoxLayout.Direction = QBoxLayout.Direction.LeftToRight,
    ) -> None:
        super().__init__()
        self.tiles = {key: OptionTile(icon) for key, icon in icons.items()}
        row = QBoxLayout(way, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for tile in self.tiles.values():
            tile.clicked.connect(self._clicked)
            row.addWidget(tile)
        self.pick(on)

    @property
    def current(self) -> str:
        """The key of the one that is on."""
        return next(key for key, tile in self.tiles.items() if tile.isChecked())

    def pick(self, key: str) -> None:
        """Turn ``key`` on without saying so."""
        for one, tile in self.tiles.items():
            tile.setChecked(one == key)
            on = one == key
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)

    def _clicked(self) -> None:
        sender = self.sender()
        key = next(key for key, tile in self.tiles.items() if tile is sender)
        self.pick(key)
        self.picked.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        keys = list(self.tiles)
        tile = self.tiles[keys[(keys.index(self.current) + step) % len(keys)]]
        tile.click()
        tile.setFocus(Qt.FocusReason.TabFocusReason)
