"""What a roll call found, once it is closed: who was not found first."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from askadesk.core.i18n import _, hour, number
from askadesk.rollcall.rows import Summary, SummaryLine
from askadesk.rollcall.rules import said_found
from ui import icons, painters
from ui.dialogs.base import Dialog
from ui.fonts import Role
from ui.theme import tokens
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.rows import RowPainter, RowsView

_ROW, _ROWS_SHOWN = 40, 9


class SummaryPainter(RowPainter[SummaryLine]):
    """A sign, the name, how many of how many, and when."""

    padding = 8

    def height(self, row: SummaryLine) -> int:
        return _ROW

    def chosen(self, row: SummaryLine) -> bool:
        return True

    def name(self, row: SummaryLine) -> str:
        return f"{row.name}, {said_found(row)}"

    def paint(self, painter: QPainter, rect: QRectF, row: SummaryLine) -> None:
        look, middle = tokens(), rect.center().y()
        out = row.found == row.heads
        icon, colour = ("circle-check", look.ok) if out else ("triangle-alert", look.bad)
        icons.draw(painter, icon, rect.left(), middle - 9, 18, colour)
        right = Qt.AlignmentFlag.AlignRight
        wide = painters.text(painter, rect, Role.SECOND, said_found(row), colour, right)
        name = rect.adjusted(30, 0, -wide - 12, 0)
        painters.text(painter, name, Role.PRIMARY, row.name, look.text)


class SummaryDialog(Dialog):
    """The list of a call that ended. ``print_asked`` carries its ``Summary``."""

    print_asked = Signal(object)

    def __init__(self, summary: Summary) -> None:
        super().__init__(wide=560)
        self._summary = summary
        self.list: RowsView[SummaryLine] = RowsView(SummaryPainter())
        self.list.setFixedHeight(_ROW * max(1, min(_ROWS_SHOWN, len(summary.lines))))
        self.list.show_rows(summary.lines)
        self.empty = EmptyState()
        self.body.addWidget(self.list)
        self.body.addWidget(self.empty)
        self.list.setVisible(bool(summary.lines))
        self.empty.setVisible(not summary.lines)
        self._leave = self.add_button(Button(key="Esc"))
        self.print = self.add_button(Button(kind="accent", icon="printer", key="F2"))
        self._leave.clicked.connect(self.close_down)
        self.print.clicked.connect(self._print)
        self.retranslate()

    def retranslate(self) -> None:
        summary = self._summary
        title = _("Roll call, drill") if summary.drill else _("Emergency roll call")
        said = _("From {start} to {end}: {found} of {heads} found.").format(
            start=hour(summary.started_at),
            end=hour(summary.ended_at),
            found=number(summary.found),
            heads=number(summary.heads),
        )
        self.say_heading(title, said)
        self.list.setAccessibleName(title)
        self.empty.say(_("Nobody was inside"), _("There was nobody to look for."))
        self._leave.say(_("Close"))
        self.print.say(_("Print"))

    def first(self) -> QWidget:
        return self._leave

    def accept(self) -> None:
        self._print()

    def _print(self) -> None:
        self.close_down()
        self.print_asked.emit(self._summary)
