"""What dialogs lie in: a scrim over the whole window, a shadow, and a focus that stays inside."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QMargins, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QGraphicsDropShadowEffect, QWidget
from shiboken6 import isValid

from ui import painters
from ui.theme import qcolor, tokens
from ui.widgets.order import go_on, tab_stops

_EDGE = 24
"""The least distance between a dialog and the window's edge."""


class Plate(QWidget):
    """The surface under a dialog or popover: it alone carries the shadow, so that what lies on it
    is never rendered through an effect."""

    def __init__(
        self, parent: QWidget, *, radius: int = 16, blur: int = 64, drop: int = 24
    ) -> None:
        super().__init__(parent)
        self._radius = radius
        effect = QGraphicsDropShadowEffect(self)
        effect.setBlurRadius(blur)
        effect.setOffset(0, drop)
        shade = QColor(15, 27, 51, tokens().shadow_alpha if radius == 16 else 36)
        effect.setColor(shade)
        self.setGraphicsEffect(effect)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens()
        with painters.painting(self) as painter:
            edge = look.line if look.dark or self._radius != 16 else ""
            painters.box(painter, QRectF(self.rect()), self._radius, look.surface, edge)


class Overlay(QWidget):
    """Covers ``window`` with a scrim and shows ``panel`` in its middle.

    The focus goes round inside; when it closes, the widget that had the focus gets it back. Keys
    that nobody in the panel wanted stop here: nothing below reacts while a dialog is open.
    ``escaped`` when Esc was pressed and the panel had no use for it.
    """

    escaped = Signal()
    _open: ClassVar[list[Overlay]] = []

    def __init__(self, window: QWidget, panel: QWidget) -> None:
        super().__init__(window)
        self._over = window
        self._before = QApplication.focusWidget()
        self._plate = Plate(self)
        self._panel = panel
        panel.setParent(self)
        window.installEventFilter(self)
        panel.installEventFilter(self)
        self.setGeometry(window.rect())
        self.raise_()

    def open(self, first: QWidget | None = None) -> None:
        """Show it, with the focus on ``first`` or on the first thing that takes it."""
        Overlay._open.append(self)
        self._panel.show()
        self._place()
        self.show()
        targets = tab_stops(self._panel)
        target = first or (targets[0] if targets else self._panel)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @classmethod
    def covers(cls, window: QWidget) -> bool:
        """Whether one lies over ``window`` now."""
        cls._open[:] = filter(isValid, cls._open)
        return any(over._over is window for over in cls._open)

    def close_down(self) -> None:
        """Go away, and give the focus back."""
        Overlay._open.remove(self)
        self._over.removeEventFilter(self)
        self._panel.removeEventFilter(self)
        self.hide()
        before = self._before
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()

    def _place(self) -> None:
        self.setGeometry(self._over.rect())
        size = self._panel.sizeHint().expandedTo(self._panel.minimumSize())
        if self._panel.hasHeightForWidth():
            size.setHeight(max(size.height(), self._panel.heightForWidth(size.width())))
        size = size.boundedTo(self.size().shrunkBy(QMargins(_EDGE, _EDGE, _EDGE, _EDGE)))
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        # What grows while somebody types stands still at its top.
        top = getattr(self._panel, "from_top", max(_EDGE, top))
        self._panel.setGeometry(left, top, size.width(), size.height())
        self._plate.setGeometry(self._panel.geometry())
        self._plate.lower()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        resized = watched is self._over and event.type() == QEvent.Type.Resize
        if resized or (watched is self._panel and event.type() == QEvent.Type.LayoutRequest):
            self._place()
        return False

    # keys --------------------------------------------------------------------------------------

    def focusNextPrevChild(self, forward: bool) -> bool:
        go_on(tab_stops(self._panel), forward=forward)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        event.accept()

    def mousePressEvent(self, event: object) -> None:
        """A click beside the dialog does nothing: what was typed is not lost by a slip."""

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens()
        veil = QColor(qcolor(look.scrim))
        veil.setAlpha(look.scrim_alpha)
        with painters.painting(self) as painter:
            painter.fillRect(self.rect(), veil)
