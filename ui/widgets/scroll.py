"""A column that scrolls when the window is too low for it, and follows the focus."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

_AROUND = 8
"""How much room a focused control keeps to the edge: its halo shows whole."""
_LABEL = 32
"""How much stands above a control and belongs to it."""


class ScrollColumn(QScrollArea):
    """Holds a column of widgets (``column``); only its height scrolls, and only when it must."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inside = QWidget()
        self.inside.setProperty("bare", True)
        self.column = QVBoxLayout(self.inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.setWidget(self.inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.inside.setAutoFillBackground(False)
        self._right = 0
        self.verticalScrollBar().rangeChanged.connect(self._share)
        app = cast("QApplication", QApplication.instance())
        app.focusChanged.connect(self._focus_changed)

    def set_margins(self, left: int, top: int, right: int, bottom: int) -> None:
        """Margins around the column; the scroll bar takes its room from the right one."""
        self._right = right
        self.column.setContentsMargins(left, top, right, bottom)
        self._share()

    def _share(self) -> None:
        bar = self.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() > bar.minimum() else 0
        margins = self.column.contentsMargins()
        right = max(0, self._right - taken)
        if margins.right() != right:
            margins.setRight(right)
            self.column.setContentsMargins(margins)

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.inside.isAncestorOf(now):
            self._show(now)

    def _show(self, widget: QWidget) -> None:
        """Scroll as little as shows the whole of ``widget`` and the label above it."""
        top = widget.mapTo(self.inside, QPoint(0, 0)).y()
        bottom = top + widget.height() + _AROUND
        bar, high = self.verticalScrollBar(), self.viewport().height()
        place = min(max(bar.value(), bottom - high), max(0, top - _LABEL))
        bar.setValue(place)

    def sizeHint(self) -> QSize:
        hint = self.inside.sizeHint()
        return QSize(hint.width(), hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.inside.minimumSizeHint().width(), 64)
