"""The buttons: five kinds, three sizes, an icon, and the key that does the same."""

from __future__ import annotations

import math
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui import fonts, icons, painters
from ui.fonts import Role
from ui.style import ButtonDress, button_dress
from ui.theme import tokens
from ui.widgets.base import Halo

Kind = Literal["accent", "ink", "secondary", "ghost", "danger"]

_MEASURES = {
    32: (12, 8, Role.SECOND_STRONG, 16),
    40: (16, 8, Role.STRONG, 18),
    48: (20, 10, Role.TITLE, 18),
}
"""For each height: padding, radius, role, icon."""


_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class Button(QPushButton):
    """A button of the design. ``key`` is only shown: whoever owns the key acts on it.

    ``padding`` overrides the padding of its size, for narrow rows.
    """

    def __init__(
        self,
        words: str = "",
        kind: Kind = "secondary",
        *,
        size: int = 40,
        icon: str = "",
        key: str = "",
        padding: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self._kind: Kind = kind
        self._size, self._icon, self._key, self._padding = size, icon, key, padding
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)

    @property
    def kind(self) -> Kind:
        """Its kind; there is one accent button on a screen, bound to F2."""
        return self._kind

    @property
    def key(self) -> str:
        """The key shown on it."""
        return self._key

    def say(self, words: str, *, icon: str | None = None, key: str | None = None) -> None:
        """Show other words, and another icon or key if they are given."""
        self._icon = self._icon if icon is None else icon
        self._key = self._key if key is None else key
        self.setText(words)
        self.updateGeometry()
        self.update()

    def resize_to(self, size: int) -> None:
        """Take another height (32, 40, 48)."""
        self._size = size
        self.updateGeometry()

    def halo(self) -> Halo:
        """Where the focus ring goes; on the accent button it is ink, or it would not show."""
        radius = _MEASURES[self._size][1]
        rect = QRectF(self.rect())
        if self._kind == "accent":
            return Halo(rect, radius, gap=2, width=2, role="ink")
        return Halo(rect, radius, gap=2)

    def cut(self) -> bool:
        """Whether its words do not fit."""
        return self.width() < self.sizeHint().width()

    # sizes -------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        if not self.text():
            return QSize(self._size, self._size)
        padding, _, role, icon = self._measures()
        wide = 2 * padding + fonts.width(role, self.text())
        wide += icon + 8 if self._icon else 0
        wide += painters.keycap_width(self._key) + 8 if self._key else 0
        return QSize(math.ceil(wide), self._size)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _measures(self) -> tuple[int, int, Role, int]:
        padding, radius, role, icon = _MEASURES[self._size]
        return (padding if self._padding is None else self._padding), radius, role, icon

    # painting ----------------------------------------------------------------------------------

    def _state(self) -> str:
        if not self.isEnabled():
            return "disabled"
        if self.isDown():
            return "pressed"
        return "hover" if self.underMouse() else "idle"

    def paintEvent(self, event: QPaintEvent) -> None:
        dress = button_dress(tokens(), self._kind, self._state())
        rect = QRectF(self.rect())
        with painters.painting(self) as painter:
            painters.box(painter, rect, self._measures()[1], dress.fill, dress.edge)
            self._paint_inside(painter, rect, dress)

    def _paint_inside(self, painter: QPainter, rect: QRectF, dress: ButtonDress) -> None:
        _, _, role, icon = self._measures()
        x, middle = self._start(rect, role, icon), rect.center().y()
        if self._icon:
            icons.draw(painter, self._icon, x, middle - icon / 2, icon, dress.text)
            x += icon + 8
        if self.text():
            room = QRectF(x, rect.top(), fonts.width(role, self.text()) + 1, rect.height())
            painters.text(painter, room, role, self.text(), dress.text)
            x += room.width() - 1 + 8
        if self._key:
            painters.keycap(painter, x, middle, self._key, self._ground())

    def _start(self, rect: QRectF, role: Role, icon: int) -> float:
        """The left edge of what is inside, so that it stands in the middle."""
        inside = fonts.width(role, self.text())
        if self._icon:
            inside += icon + (8 if self.text() else 0)
        if self._key:
            inside += painters.keycap_width(self._key) + 8
        return rect.left() + (rect.width() - inside) / 2

    def _ground(self) -> str:
        return self._kind if self._kind in ("accent", "ink") and self.isEnabled() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses a button that has the focus, as Space does; arrows are for what is around."""
        if event.key() in _ARROWS:
            event.ignore()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.isEnabled():
            self.click()
            return
        super().keyPressEvent(event)


class LinkButton(Button):
    """A text action without a frame: the footer of a list, "Ferma" beside a meter."""

    def __init__(
        self,
        words: str = "",
        *,
        size: int = 32,
        icon: str = "",
        role: Role = Role.SECOND_STRONG,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, "ghost", size=size, icon=icon, padding=0, parent=parent)
        self._link_role = role

    def halo(self) -> Halo:
        """Close around the words, whatever their height."""
        return Halo(QRectF(self.rect()), 6, gap=2)

    def _measures(self) -> tuple[int, int, Role, int]:
        return 0, 6, self._link_role, 18

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens()
        state = self._state()
        colour = {"hover": look.ink_hover, "disabled": look.text3}.get(state, look.link)
        with painters.painting(self) as painter:
            self._paint_inside(painter, QRectF(self.rect()), ButtonDress("", "", colour))
