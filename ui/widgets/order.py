"""Tab goes where the eye goes: through the layouts, in their order, and round again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QStackedWidget, QWidget


def tab_stops(root: QWidget) -> list[QWidget]:
    """What takes the focus by Tab inside ``root``, in reading order."""
    return [one for one in _inside(root) if _takes_focus(one)]


def go_on(stops: Sequence[QWidget], *, forward: bool) -> bool:
    """Give the focus to the next of ``stops``, round at the end; False when there is none."""
    if not stops:
        return False
    here = QApplication.focusWidget()
    at = stops.index(here) if here in stops else -1 if forward else 0
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
    return True


def _takes_focus(widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and widget.focusProxy() is None and widget.isVisible() and widget.isEnabled()


def _inside(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QStackedWidget):
        shown = widget.currentWidget()
        if shown is not None:
            yield from _inside(shown)
    elif isinstance(widget, QScrollArea):
        held = widget.widget()
        if held is not None:
            yield from _inside(held)
    elif (layout := widget.layout()) is not None:
        yield from _held(layout)
    elif (proxy := widget.focusProxy()) is not None and widget.isAncestorOf(proxy):
        yield proxy


def _held(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
            yield from _inside(widget)
        elif inner is not None:
            yield from _held(inner)
