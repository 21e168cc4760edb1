"""Looking at real windows: which words are cut, what can be reached, where things stand."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget


def place(widget: QWidget, root: QWidget) -> tuple[int, int, int, int]:
    """x, y, width, height of ``widget`` in ``root``."""
    corner = widget.mapTo(root, QPoint(0, 0))
    return corner.x(), corner.y(), widget.width(), widget.height()


def near(found: tuple[int, ...], wanted: tuple[int, ...], slack: int = 1) -> bool:
    """Whether every figure is within ``slack``."""
    return all(abs(a - b) <= slack for a, b in zip(found, wanted, strict=True))


def seen(root: QWidget) -> Iterator[QWidget]:
    """Every widget of ``root`` that shows."""
    for widget in root.findChildren(QWidget):
        if widget.isVisible():
            yield widget


def cut_words(root: QWidget) -> list[str]:
    """What is written in ``root`` and does not show whole, names apart."""
    wrong = []
    for widget in seen(root):
        words = _words(widget)
        if words and not _may_be_cut(widget) and (_is_cut(widget) or _is_clipped(widget, root)):
            wrong.append(
                f"{type(widget).__name__}: {words!r} in {widget.width()}x{widget.height()}"
            )
    return wrong


def _words(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    return widget.accessibleName() if hasattr(widget, "cut") else ""


def _may_be_cut(widget: QWidget) -> bool:
    asked = getattr(widget, "may_be_cut", None)
    return bool(asked()) if callable(asked) else False


def _is_cut(widget: QWidget) -> bool:
    asked = getattr(widget, "cut", None)
    if callable(asked):
        return bool(asked())
    return widget.width() < widget.minimumSizeHint().width()


def _is_clipped(widget: QWidget, root: QWidget) -> bool:
    """Whether a parent leaves too little room for the widget."""
    rect = QRect(QPoint(0, 0), widget.size())
    parent = widget.parentWidget()
    while parent is not None and widget is not root:
        corner = widget.mapTo(parent, rect.topLeft())
        if not parent.rect().contains(QRect(corner, rect.size())):
            return not _is_scrolled(parent)
        if parent is root:
            return False
        parent = parent.parentWidget()
    return False


def _is_scrolled(parent: QWidget) -> bool:
    return parent.objectName() == "qt_scrollarea_viewport"


def tab_stops(start: QWidget, most: int = 60) -> list[QWidget]:
    """The widgets that Tab visits from ``start`` until it comes round."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    stops: list[QWidget] = []
    start.setFocus()
    for _step in range(most):
        now = QApplication.focusWidget()
        if now is None or now in stops:
            break
        stops.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    return stops
