"""A person's portrait: round in lists, under the arch on a card."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import painters


def picture(photo: bytes | None) -> QPixmap | None:
    """The photo as a pixmap; None when there is none or it cannot be read."""
    if not photo:
        return None
    found = QPixmap()
    return found if found.loadFromData(photo) else None


class Avatar(QWidget):
    """A round portrait, 28, 32, 36 or 40 px."""

    def __init__(self, size: int = 32, initials: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size, self._initials = size, initials
        self._photo: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_person(self, initials: str, photo: bytes | None = None) -> None:
        """Show the photo, or the initials on their tint."""
        self._initials, self._photo = initials, picture(photo)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            painters.avatar(painter, 0, 0, self._size, self._initials, self._photo)


class ArchPortrait(QWidget):
    """A portrait under the arch, 80 x 96 or 112 x 136; an icon where there is no person."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._initials, self._icon = "", ""
        self._photo: QPixmap | None = None
        self.setFixedSize(80, 96)

    def show_person(self, initials: str, photo: bytes | None = None) -> None:
        """Show the photo, or the initials on their tint."""
        self._initials, self._photo, self._icon = initials, picture(photo), ""
        self.update()

    def show_icon(self, icon: str) -> None:
        """Show an icon: nobody is known."""
        self._initials, self._photo, self._icon = "", None, icon
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            rect = QRectF(self.rect())
            painters.arch_portrait(painter, rect, self._initials, self._photo, self._icon)
