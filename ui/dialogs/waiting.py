"""Who waits for a room: those whose turn it is first, each with what can be done about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from askadesk.core.i18n import _, ngettext, number
from askadesk.rooms.waiting_rows import WaitingRow
from askadesk.rooms.words import waiting_times, waiting_words
from ui.dialogs.base import Dialog
from ui.fonts import Role
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.card import Rule
from ui.widgets.chip import Chip
from ui.widgets.empty import EmptyState
from ui.widgets.scroll import ScrollColumn
from ui.widgets.text import Text

_ROW, _MOST_ROWS, _LEAST_HIGH = 64, 7, 208


class WaitingLine(Speaking, QWidget):
    """One who waits: name, space and time, how they stand. ``book_asked`` and ``leave_asked`` carry the row."""

    book_asked = Signal(object)
    leave_asked = Signal(object)

    def __init__(self, row: WaitingRow, today: date) -> None:
        super().__init__()
        self.row, self._today = row, today
        self.who = Text(role=Role.PRIMARY, elide=True)
        self.what = Text(role=Role.SECOND, tone="text2", elide=True)
        self.state = Chip()
        self.book, self.leave = Button(kind="ink", size=32), Button(size=32)
        self._lay_out()
        self.book.clicked.connect(self._book)
        self.leave.clicked.connect(self._leave)
        self.retranslate()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.who)
        words.addWidget(self.what)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(4, 8, 4, 8)
        inside.setSpacing(8)
        inside.addLayout(words, 1)
        for one in (self.state, self.book, self.leave):
            inside.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(_ROW - 1)

    def show_row(self, row: WaitingRow, today: date) -> None:
        """Show how they stand now."""
        self.row, self._today = row, today
        self.retranslate()

    def retranslate(self) -> None:
        row = self.row
        other_day = row.starts.date() != self._today
        times = waiting_times(row, with_day=other_day)
        self.who.say(row.who)
        # The time first: what is cut at the end are names.
        self.what.say(" · ".join(filter(None, (times, row.space_name, row.title))))
        tone, icon = ("ok", "bell") if row.offered else ("neutral", "clock")
        self.state.say(waiting_words(row), tone, icon)
        self.book.say(_("Book it"))
        self.book.setVisible(row.offered)
        self.leave.say(_("Let go"))
        names = {"who": row.who, "space": row.space_name, "times": times}
        self.book.setAccessibleName(_("Book {space}, {times}, for {who}").format(**names))
        self.leave.setAccessibleName(_("{who} no longer waits for {space}").format(**names))

    def _book(self) -> None:
        self.book_asked.emit(self.row)

    def _leave(self) -> None:
        self.leave_asked.emit(self.row)


class WaitingDialog(Dialog):
    """``book_asked`` and ``leave_asked`` carry a ``WaitingRow``. It stays open: show the line again with
    ``show_rows`` whenever it changed."""

    book_asked = Signal(object)
    leave_asked = Signal(object)

    def __init__(self, rows: Sequence[WaitingRow], today: date) -> None:
        super().__init__(wide=760)
        self.lines: list[WaitingLine] = []
        self._rows: tuple[WaitingRow, ...] = ()
        self.empty, self._scroll, self._stack = EmptyState(), ScrollColumn(), QStackedWidget()
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack)
        self.done = self.add_button(Button(kind="accent", key="F2"))
        self.done.clicked.connect(self.close_down)
        self.show_rows(rows, today)

    def show_rows(self, rows: Sequence[WaitingRow], today: date) -> None:
        """Show who waits; whoever has the focus keeps it."""
        before = [one.row.id for one in self.lines]
        self._rows = tuple(rows)
        if before == [one.id for one in rows]:
            for line, row in zip(self.lines, rows, strict=True):
                line.show_row(row, today)
        else:
            held = next((one.row.id for one in self.lines if _has_focus(one)), None)
            self._fill(rows, today)
            self._give_back(held)
        self._stack.setCurrentWidget(self._scroll if rows else self.empty)
        self._stack.setFixedHeight(max(_LEAST_HIGH, _ROW * min(_MOST_ROWS, len(rows))))
        self.retranslate()

    def _fill(self, rows: Sequence[WaitingRow], today: date) -> None:
        column = self._scroll.column
        while (item := column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.lines = [WaitingLine(row, today) for row in rows]
        for at, line in enumerate(self.lines):
            if at:
                column.addWidget(Rule())
            column.addWidget(line)
            line.book_asked.connect(self.book_asked)
            line.leave_asked.connect(self.leave_asked)
        column.addStretch(1)

    def _give_back(self, held: UUID | None) -> None:
        """The focus goes back to the line that had it; where that is gone, to the button below."""
        if held is None or not self.is_open():
            return
        same = next((one for one in self.lines if one.row.id == held), None)
        target = self.done if same is None else same.leave
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self.say_heading(_("Who waits for a room"), self._sentence())
        self.empty.say(
            _("Nobody waits"),
            _("Whoever finds a room taken can be put in line for it while you book."),
        )
        self.done.say(_("Close"))
        for line in self.lines:
            line.retranslate()

    def _sentence(self) -> str:
        turns = sum(one.offered for one in self._rows)
        if not self._rows:
            return ""
        if not turns:
            return _("When a room frees, it is offered to whoever came first.")
        words = ngettext(
            "{count} room is free for whoever waits: ask them, then book it.",
            "{count} rooms are free for those who wait: ask them, then book them.",
            turns,
        )
        return words.format(count=number(turns))

    def first(self) -> QWidget:
        return next((one.book for one in self.lines if one.row.offered), self.done)

    def accept(self) -> None:
        self.close_down()


def _has_focus(line: WaitingLine) -> bool:
    return line.book.hasFocus() or line.leave.hasFocus()
