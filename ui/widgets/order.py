"""Tab goes where the eye goes: the order of the layouts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QStackedWidget, QWidget


def tab_in_reading_order(root: QWidget) -> None:
    """Make Tab visit the widgets of ``root`` as its layouts hold them, depth first."""
    stops = [one for one in _inside(root) if one.focusPolicy() != Qt.FocusPolicy.NoFocus]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _inside(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QStackedWidget):
        for at in range(widget.count()):
            yield widget.widget(at)
            yield from _inside(widget.widget(at))
    elif (layout := widget.layout()) is not None:
        yield from _held(layout)


def _held(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            if widget.focusProxy() is None:
                yield widget
            yield from _inside(widget)
        elif inner is not None:
            yield from _held(inner)
