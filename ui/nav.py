"""The left bar: the sections that exist, and Impostazioni at the bottom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from askadesk.core.i18n import _
from ui import fonts, icons, painters
from ui.fonts import Role
from ui.theme import qcolor, tokens
from ui.widgets.base import Halo, Speaking

WIDTH = 88
SETTINGS = "settings"
"""The key of the section at the bottom."""


@dataclass(frozen=True, slots=True)
class Section:
    """A place to go: its key, its icon, and how it is called (asked each time it is shown)."""

    key: str
    icon: str
    name: Callable[[], str]


class _Item(QAbstractButton):
    """One section: 88 x 64 with an inner pill of 80 x 56."""

    def __init__(self, section: Section, parent: QWidget) -> None:
        super().__init__(parent)
        self.section = section
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 64)

    def halo(self) -> Halo:
        return Halo(QRectF(4, 4, 80, 56), 10, gap=-3)

    def cut(self) -> bool:
        role = Role.NAV_ON if self.isChecked() else Role.CAPTION
        return fonts.width(role, self.text()) > 80

    def paintEvent(self, event: QPaintEvent) -> None:
        look, on = tokens(), self.isChecked()
        with painters.painting(self) as painter:
            if on or self.underMouse():
                edge = look.accent if look.nav == look.nav_hi and on else ""
                painters.box(painter, QRectF(4, 4, 80, 56), 10, look.nav_hi, edge, 3)
            if on:
                painter.fillPath(_bar(), qcolor(look.accent))
            self._paint_inside(painter, on)

    def _paint_inside(self, painter: QPainter, on: bool) -> None:
        look = tokens()
        icons.draw(painter, self.section.icon, 33, 11, 22, look.accent if on else look.nav_text)
        role = Role.NAV_ON if on else Role.CAPTION
        colour = look.nav_on if on else look.nav_text
        words, middle = QRectF(0, 37, WIDTH, 16), Qt.AlignmentFlag.AlignHCenter
        painters.text(painter, words, role, self.text(), colour, middle, grows=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


def _bar() -> QPainterPath:
    """The accent bar of the current item: 4 x 32, rounded on its right side only."""
    path = QPainterPath(QPointF(0, 16))
    path.arcTo(QRectF(-4, 16, 8, 8), 90, -90)
    path.lineTo(4, 44)
    path.arcTo(QRectF(-4, 40, 8, 8), 0, -90)
    path.closeSubpath()
    return path


class NavBar(Speaking, QWidget):
    """88 wide and full height. ``chosen`` carries a section's key; the last one, at the bottom, is
    that of the settings."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self._items: list[_Item] = []
        self._settings = _Item(Section(SETTINGS, "settings", lambda: _("Settings")), self)
        self._settings.clicked.connect(self._clicked)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 72, 0, 8)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._column.addWidget(self._settings)
        self.retranslate()

    def add(self, section: Section) -> None:
        """Add a section below those that are there; that of the settings has its place already."""
        if section.key == SETTINGS:
            return
        item = _Item(section, self)
        item.clicked.connect(self._clicked)
        self._column.insertWidget(len(self._items), item)
        self._items.append(item)
        self.retranslate()

    def mark(self, key: str) -> None:
        """Show ``key`` as the current section."""
        for item in (*self._items, self._settings):
            item.setChecked(item.section.key == key)

    def section_at(self, position: int) -> str:
        """The key of the ``position``-th section (0 first), "" when there is none."""
        items = (*self._items, self._settings)
        return items[position].section.key if position < len(items) else ""

    def _clicked(self) -> None:
        item = self.sender()
        if isinstance(item, _Item):
            item.setChecked(not item.isChecked())
            self.chosen.emit(item.section.key)

    def retranslate(self) -> None:
        for item in (*self._items, self._settings):
            item.setText(item.section.name())
            item.setAccessibleName(item.section.name())

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            painter.fillRect(self.rect(), qcolor(tokens().nav))
            icons.mark().render(painter, QRectF(30, 20, 28.3, 32))
