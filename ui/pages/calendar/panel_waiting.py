"""In the panel of a booking: who waits for its time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.i18n import _, ngettext, number
from askadesk.rooms.waiting_rows import WaitingRow
from askadesk.rooms.words import waiting_times, waiting_words
from ui.fonts import Role
from ui.pages.calendar.facts import clear
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.card import Rule
from ui.widgets.text import Text


class _Waits(QWidget):
    """A name, how they stand, and a button that lets them leave the line."""

    left = Signal(object)

    def __init__(self, row: WaitingRow) -> None:
        super().__init__()
        self.row = row
        self.who = Text(row.who, Role.PRIMARY, elide=True)
        about = _("{times}, {state}").format(
            times=waiting_times(row, with_day=False), state=waiting_words(row)
        )
        self.about = Text(about, Role.CAPTION, "text2", wrap=True)
        self.leave = Button(kind="ghost", icon="x", size=32)
        words = _("Take {who} out of the line").format(who=row.who)
        self.leave.setAccessibleName(words)
        self.leave.setToolTip(words)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.who)
        said.addWidget(self.about)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addLayout(said, 1)
        inside.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignTop)
        self.leave.clicked.connect(self._leave)

    def _leave(self) -> None:
        self.left.emit(self.row)


class WaitingHere(Speaking, QWidget):
    """``left`` carries the ``WaitingRow`` of whoever is to leave the line. It hides when nobody waits."""

    left = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[WaitingRow, ...] = ()
        self.lines: list[_Waits] = []
        self.title = Text(role=Role.SECOND_MEDIUM, tone="text2", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Rule())
        column.addWidget(self.title)
        column.addLayout(self._lines)
        self.hide()

    def show_rows(self, rows: Sequence[WaitingRow]) -> None:
        """Show who waits, the first in line first."""
        if tuple(rows) != self.rows:
            self.rows = tuple(rows)
            self.retranslate()

    def retranslate(self) -> None:
        clear(self._lines)
        self.lines = [_Waits(row) for row in self.rows]
        for line in self.lines:
            line.left.connect(self.left)
            self._lines.addWidget(line)
        words = ngettext(
            "{count} waiting for this time", "{count} waiting for this time", len(self.rows)
        )
        self.title.say(words.format(count=number(len(self.rows))))
        self.setVisible(bool(self.rows))
