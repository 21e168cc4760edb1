"""Names below a field, each with a button that takes it away: who comes, which spaces are taken as well."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.i18n import _
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.text import Text

What = TypeVar("What")


class NamedRow(Speaking, QWidget, Generic[What]):
    """One name; ``what`` it stands for."""

    gone = Signal(object)

    def __init__(self, what: What, name: str) -> None:
        super().__init__()
        self.what, self.name = what, name
        self.remove = Button(size=32, icon="x", kind="ghost")
        self.remove.clicked.connect(self._go)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Text(name, elide=True), 1)
        row.addWidget(self.remove)
        self.retranslate()

    def retranslate(self) -> None:
        self.remove.setAccessibleName(_("Take {name} away").format(name=self.name))

    def _go(self) -> None:
        self.gone.emit(self)


class NamedRows(QWidget, Generic[What]):
    """All of them, below ``field``. ``taken_away`` once somebody took one away."""

    taken_away = Signal()

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        self.rows: list[NamedRow[What]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(field)

    def show_rows(self, named: Iterable[tuple[What, str]]) -> None:
        """List these instead of those before."""
        for row in tuple(self.rows):
            self.drop(row)
        for what, name in named:
            self.add(what, name)

    def add(self, what: What, name: str) -> None:
        """One more."""
        row = NamedRow(what, name)
        row.gone.connect(self._take_away)
        self.rows.append(row)
        self._column.addWidget(row)

    def drop(self, row: NamedRow[What]) -> None:
        """One less, without a word."""
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _take_away(self, row: object) -> None:
        found = next((one for one in self.rows if one is row), None)
        if found is not None:
            self.drop(found)
            self.taken_away.emit()
