"""The focus halo: one ring that follows the focus, drawn above the window because no style sheet can
draw outside a widget's edge. There is never more than one.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from shiboken6 import isValid

from ui import painters
from ui.theme import tokens
from ui.widgets.base import Halo

_MOVES = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ZOrderChange,
}
_FIELDS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)


def halo_of(widget: QWidget) -> Halo | None:
    """The ring that ``widget`` wants; fields get one without asking, others none."""
    asked = getattr(widget, "halo", None)
    if callable(asked):
        return cast("Halo | None", asked())
    if isinstance(widget, _FIELDS):
        return Halo(QRectF(widget.rect()), 8)
    return None


class HaloLayer(QWidget):
    """Draws the ring around whatever has the focus in ``window``."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._around: QWidget | None = None
        self._watched: list[QWidget] = []
        self.hide()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)

    @property
    def around(self) -> QWidget | None:
        """The widget that has the halo, if any."""
        return self._around

    def _focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        inside = now is not None and self._over.isAncestorOf(now)
        self._follow(_wearer(now) if inside and now is not None else None)

    def _follow(self, widget: QWidget | None) -> None:
        # A dialog that closed may have taken its widgets with it.
        for watched in filter(isValid, self._watched):
            watched.removeEventFilter(self)
        self._around = widget
        self._watched = self._line_to_window(widget)
        for watched in self._watched:
            watched.installEventFilter(self)
        self._place()

    def _line_to_window(self, widget: QWidget | None) -> list[QWidget]:
        """``widget`` and the widgets around it, up to the window."""
        line: list[QWidget] = []
        while widget is not None and widget is not self._over:
            line.append(widget)
            widget = widget.parentWidget()
        return line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place()
        return False

    def _place(self) -> None:
        around = self._around
        if around is None or not isValid(around):
            self._around = None
            self.hide()
            return
        halo = halo_of(around)
        if halo is None or not around.isVisible():
            self.hide()
            return
        out = int(halo.gap + halo.width)
        spot = around.mapTo(self._over, QPoint(0, 0))
        rect = halo.rect.toAlignedRect().translated(spot).adjusted(-out, -out, out, out)
        self.setGeometry(rect & self._room())
        self._offset = rect.topLeft() - self.geometry().topLeft()
        self._whole = rect.size()
        self.raise_()
        self.show()
        self.update()

    def _room(self) -> QRect:
        """Where the ring may show: inside the scroll area that holds the widget, if one does."""
        room = self._over.rect()
        for widget in self._watched[1:]:
            if widget.objectName() == "qt_scrollarea_viewport":
                corner = widget.mapTo(self._over, QPoint(0, 0))
                room &= QRect(corner, widget.size()).adjusted(-5, -5, 5, 5)
        return room

    def paintEvent(self, event: QPaintEvent) -> None:
        around = self._around
        halo = halo_of(around) if around is not None and isValid(around) else None
        if halo is None:
            return
        out = halo.gap + halo.width
        whole = QRectF(QRect(self._offset, self._whole)).adjusted(out, out, -out, -out)
        colour = getattr(tokens(), halo.role)
        with painters.painting(self) as painter:
            painters.ring(painter, whole, halo.radius, colour, halo.gap, halo.width)


def _wearer(widget: QWidget) -> QWidget:
    """The widget that shows the ring for ``widget``: a field may let its frame wear it."""
    wearer = getattr(widget, "halo_wearer", None)
    return wearer if isinstance(wearer, QWidget) else widget
