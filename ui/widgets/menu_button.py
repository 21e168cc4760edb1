"""A button that opens a short menu of further actions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui.widgets.button import Button


class MenuButton(Button):
    """``picked`` carries the key of the action that was chosen."""

    picked = Signal(str)

    def __init__(self, *, size: int = 32, icon: str = "ellipsis", parent: QWidget | None = None):
        super().__init__(size=size, icon=icon, parent=parent)
        self._choices: tuple[tuple[str, str], ...] = ()
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._triggered)
        self.clicked.connect(self.open_menu)

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The actions offered, as ``(key, words)``."""
        return self._choices

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer ``(key, words)`` pairs; with none the button hides."""
        self._choices = tuple(choices)
        self.setVisible(bool(choices))
        self._menu.clear()
        for key, words in choices:
            self._menu.addAction(words).setData(key)

    def open_menu(self) -> None:
        """Show the menu below the button."""
        self._menu.setMinimumWidth(200)
        hint = self._menu.sizeHint()
        corner = self.mapToGlobal(QPoint(self.width() - hint.width(), self.height() + 4))
        left = self.window().mapToGlobal(QPoint(8, 0)).x()
        self._menu.popup(QPoint(max(left, corner.x()), corner.y()))
        first = self._menu.actions()
        if first:
            self._menu.setActiveAction(first[0])

    def _triggered(self, action: QAction) -> None:
        self.picked.emit(str(action.data()))
