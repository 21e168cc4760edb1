"""Every movement of a carnet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from askadesk.core.i18n import _
from askadesk.people.rows import MovementRow, Pause
from db.values import Unit
from ui.dialogs.base import Dialog
from ui.pages.person.rights import ColumnHeads, LedgerPainter
from ui.widgets.button import Button
from ui.widgets.rows import RowsView

_MOST = 12


class MovementsDialog(Dialog):
    """The whole ledger, newest first; it scrolls."""

    def __init__(self, plan: str, rows: Sequence[MovementRow], unit: Unit = Unit.VISITS) -> None:
        super().__init__(wide=720)
        self._plan = plan
        self.heads = ColumnHeads()
        self.heads.count(unit)
        painter = LedgerPainter()
        self.list: RowsView[MovementRow | Pause] = RowsView(painter, first_ruled=True)
        self.list.show_rows(rows)
        self.list.setFixedHeight(36 * max(1, min(_MOST, len(rows))))
        self.body.setSpacing(0)
        self.body.addWidget(self.heads)
        self.body.addWidget(self.list)
        self._done = self.add_button(Button(kind="accent", key="F2"))
        self._done.clicked.connect(self.close_down)
        self.retranslate()

    def retranslate(self) -> None:
        self.say_heading(
            _("Movements of {plan}").format(plan=self._plan),
            _("They are only ever added: what was put right stands beside what it puts right."),
        )
        self.list.setAccessibleName(_("Movements of {plan}").format(plan=self._plan))
        self._done.say(_("Close"))

    def first(self) -> QWidget:
        return self._done

    def accept(self) -> None:
        self.close_down()
