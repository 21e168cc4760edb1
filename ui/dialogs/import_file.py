"""Importa un file: its columns at the left, what each row will do at the right, nothing written yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from askadesk.core.i18n import _, ngettext, number
from askadesk.plans.rows import Offer
from askadesk.transfer.rows import (
    Choices,
    Column,
    DateOrder,
    Decision,
    Outcome,
    PlannedRow,
    Preview,
)
from askadesk.transfer.words import decision_word, outcome_word, ready_sentence
from ui.dialogs.import_columns import ColumnRow, PlanRow, ReadingPart
from ui.dialogs.import_rows import ImportPainter, SettlePart
from ui.dialogs.wide import WideDialog
from ui.fonts import Role
from ui.tasks import Step
from ui.widgets.button import Button
from ui.widgets.choices import CheckBox
from ui.widgets.field import Field, Select
from ui.widgets.long_work import LongWork
from ui.widgets.rows import RowsView
from ui.widgets.text import Text

_LEFT = 440
MOST_SHOWN = 500
"""So many rows are listed at once; a filter leads to the others."""


class ImportDialog(WideDialog):
    """``chosen`` carries the ``Choices`` whenever one changed: answer with ``show_preview``.

    ``sheet_picked`` and ``encoding_picked`` ask for the file to be read anew; ``import_asked`` says go.
    ``stop_asked``: the looking takes too long.
    """

    chosen = Signal(object)
    sheet_picked = Signal(str)
    encoding_picked = Signal(str)
    import_asked = Signal()
    stop_asked = Signal()

    def __init__(self, preview: Preview, offers: Sequence[Offer]) -> None:
        super().__init__(wide=1040, high=688, left=_LEFT)
        self._preview, self._offers = preview, tuple(offers)
        self.reading = ReadingPart()
        self.columns_title, self.plans_title = Text(role=Role.TITLE), Text(role=Role.TITLE)
        self.columns, self.plans = QVBoxLayout(), QVBoxLayout()
        self.column_rows: list[ColumnRow] = []
        self.plan_rows: list[PlanRow] = []
        self._plans_for: object = None
        self.shows, self.rest = Select(), Text(role=Role.SECOND, tone="text3")
        self.list: RowsView[PlannedRow] = RowsView(ImportPainter(), marks_current=True)
        self.settle = SettlePart()
        self.for_all, self.leave_out = Field(Select()), CheckBox()
        self.work = LongWork(_("Looking at the rows"))
        self.outcome = Text(role=Role.SECOND, tone="text2", wrap=True, lines=2)
        self._leave = self.add_button(Button(key="Esc"))
        self._do = self.add_button(Button(kind="accent", key="F2", icon="download"))
        self._filled_for: object = None
        self._fill_left()
        self._fill_right()
        self._wire()
        self.show_preview(preview)

    def _fill_left(self) -> None:
        column = self.left.column
        column.addWidget(self.reading)
        column.addWidget(self.plans_title)
        column.addLayout(self.plans)
        column.addSpacing(8)
        column.addWidget(self.columns_title)
        column.addLayout(self.columns)
        column.addStretch(1)
        for layout in (self.columns, self.plans):
            layout.setSpacing(4)

    def _fill_right(self) -> None:
        column = self.right.column
        column.addWidget(self.shows)
        column.addSpacing(8)
        column.addWidget(self.list, 1)
        column.addWidget(self.rest)
        column.addWidget(self.settle)
        column.addSpacing(8)
        column.addWidget(self.for_all)
        column.addWidget(self.leave_out)
        column.addWidget(self.work)
        self.list.setMinimumHeight(168)
        self.aside.addWidget(self.outcome, 1, Qt.AlignmentFlag.AlignVCenter)
        self.outcome.setMinimumWidth(_LEFT)
        self.work.hide()

    def _wire(self) -> None:
        self.reading.sheet_picked.connect(self.sheet_picked)
        self.reading.encoding_picked.connect(self.encoding_picked)
        self.reading.header_picked.connect(self._header)
        self.shows.activated.connect(self._show_rows)
        self.list.chosen.connect(self._row_chosen)
        self.settle.decided.connect(self._decided)
        self._all().activated.connect(self._decide_all)
        self.leave_out.clicked.connect(self._leave_out)
        self.work.stop_asked.connect(self.stop_asked)
        self._leave.clicked.connect(self.close_down)
        self._do.clicked.connect(self.accept)

    def _all(self) -> Select:
        control = self.for_all.control
        assert isinstance(control, Select)
        return control

    def first(self) -> QWidget:
        return self._all() if self._preview.waiting and not self.for_all.isHidden() else self.shows

    # what shows ----------------------------------------------------------------------------------

    @property
    def preview(self) -> Preview:
        """What the dialog shows."""
        return self._preview

    @property
    def may_import(self) -> bool:
        """Whether everything is settled and looked at."""
        return self._do.isEnabled()

    def show_preview(self, preview: Preview) -> None:
        """Show what the import would do as the choices stand now."""
        before, self._preview = self._preview, preview
        self.show_work(None)
        if before.waiting and not preview.waiting:
            self.shows.setCurrentIndex(-1)
        self.retranslate()

    def show_work(self, step: Step | None) -> None:
        """Show how far the looking is; None when it is over."""
        self.work.setVisible(step is not None)
        if step is not None:
            self.work.show_step(step)
            self._do.setEnabled(False)

    def retranslate(self) -> None:
        super().retranslate()
        self.say_heading(
            _("Import a file"),
            _("Nothing is written until you say so, and it can be taken back as a whole."),
        )
        self.columns_title.say(_("What the columns hold"))
        self.plans_title.say(_("Plans that are called otherwise here"))
        self._leave.say(_("Leave it"))
        self.reading.show_preview(self._preview)
        self._show_columns()
        self._show_plans()
        self._show_choices()
        self._show_filter()
        self._show_rows()
        self._show_outcome()

    def _show_columns(self) -> None:
        """The rows of the columns, made anew only when what they show changed."""
        preview = self._preview
        asked = frozenset(one.index for one in preview.questions)
        shown = (preview.headings, tuple(preview.orders.items()), asked, _("Not used"))
        if shown == self._filled_for:
            return
        self._filled_for = shown
        focus = next((i for i, row in enumerate(self.column_rows) if row.choice.hasFocus()), None)
        _clear(self.columns)
        self.column_rows = []
        for heading in preview.headings:
            asks = heading.index in asked
            row = ColumnRow(heading, preview.orders.get(heading.index), asks=asks)
            row.picked.connect(self._column)
            row.ordered.connect(self._order)
            self.columns.addWidget(row)
            self.column_rows.append(row)
        if focus is not None and focus < len(self.column_rows):
            self.column_rows[focus].choice.setFocus()

    def _show_plans(self) -> None:
        chosen = self._preview.choices.plans
        shown = (self._preview.unknown_plans, _("Which plan?"))
        if shown == self._plans_for:
            for row in self.plan_rows:
                row.show_chosen(chosen)
            return
        self._plans_for = shown
        _clear(self.plans)
        self.plan_rows = []
        for unknown in self._preview.unknown_plans:
            row = PlanRow(unknown, self._offers, chosen.get(unknown.folded))
            row.picked.connect(self._plan)
            self.plans.addWidget(row)
            self.plan_rows.append(row)
        self.plans_title.setVisible(bool(self.plan_rows))

    def _show_choices(self) -> None:
        choices, counts = self._preview.choices, self._preview.counts
        decided = choices.for_all
        self.for_all.say(_("All other rows that may be somebody known"))
        offered: list[tuple[str, object]] = [(_("Ask for each one"), "")]
        offered += [(decision_word(one), one.value) for one in Decision]
        self._all().offer(offered, decided.value if decided else "")
        self.for_all.setVisible(counts.get(Outcome.CHOOSE, 0) > 1 or decided is not None)
        wrong = counts.get(Outcome.CANNOT, 0)
        said = ngettext(
            "Leave out the {count} row to put right",
            "Leave out the {count} rows to put right",
            wrong,
        )
        self.leave_out.setText(said.format(count=number(wrong)))
        self.leave_out.setChecked(choices.leave_out)
        self.leave_out.setVisible(wrong > 0)

    def _show_filter(self) -> None:
        preview = self._preview
        on = self.shows.value() if self.shows.currentIndex() >= 0 else None
        offered: list[tuple[str, object]] = [
            (_("All rows: {count}").format(count=number(len(preview.rows))), "")
        ]
        for outcome in Outcome:
            count = preview.counts.get(outcome, 0)
            if count:
                words = _("{outcome}: {count}")
                said = words.format(outcome=outcome_word(outcome), count=number(count))
                offered.append((said, outcome.value))
        self.shows.setAccessibleName(_("Which rows show"))
        self.shows.offer(offered, on or "")

    def _show_rows(self) -> None:
        only = str(self.shows.value() or "")
        found = [row for row in self._preview.rows if not only or row.outcome == only]
        self.list.setAccessibleName(_("Rows of the file"))
        self.list.show_rows(found[:MOST_SHOWN])
        self.list.viewport().update()
        more = len(found) - MOST_SHOWN
        self.rest.setVisible(more > 0)
        self.rest.say(_("and {count} more").format(count=number(max(0, more))))
        known = self.settle.row
        if known is not None:
            again = next((row for row in self._preview.rows if row.number == known.number), None)
            self.settle.show_row(again)
        else:
            waiting = (Outcome.CHOOSE, Outcome.CANNOT)
            stuck = (row for row in self._preview.rows if row.outcome in waiting)
            self.settle.show_row(next(stuck, None))

    def _show_outcome(self) -> None:
        preview = self._preview
        self.outcome.say(ready_sentence(preview))
        said = ngettext("Import {count} row", "Import {count} rows", preview.writes)
        self._do.say(said.format(count=number(preview.writes)))
        self._do.setEnabled(preview.ready)
        self._do.setToolTip("" if preview.ready else ready_sentence(preview))

    # what is chosen ------------------------------------------------------------------------------

    def _row_chosen(self, row: object) -> None:
        assert isinstance(row, PlannedRow)
        self.settle.show_row(row)

    def _change(self, choices: Choices) -> None:
        self._preview = replace(self._preview, choices=choices)
        self._do.setEnabled(False)
        self.chosen.emit(choices)

    def _header(self, number_: int) -> None:
        self._change(replace(self._preview.choices, header=number_, columns={}))

    def _column(self, at: int, column: Column | None) -> None:
        choices = self._preview.choices
        kept = {
            place: one for place, one in choices.columns.items() if one is not column or one is None
        }
        self._change(replace(choices, columns={**kept, at: column}))

    def _order(self, at: int, order: DateOrder) -> None:
        choices = self._preview.choices
        self._change(replace(choices, orders={**choices.orders, at: order}))

    def _plan(self, folded: str, code: str) -> None:
        choices = self._preview.choices
        self._change(replace(choices, plans={**choices.plans, folded: code}))

    def _decided(self, row: int, decision: Decision | None) -> None:
        choices = self._preview.choices
        kept = {at: one for at, one in choices.decisions.items() if at != row}
        if decision is not None:
            kept[row] = decision
        self.settle.show_row(None)
        self._change(replace(choices, decisions=kept))

    def _decide_all(self) -> None:
        value = str(self._all().value() or "")
        decision = Decision(value) if value else None
        self.settle.show_row(None)
        self._change(replace(self._preview.choices, for_all=decision))

    def _leave_out(self) -> None:
        self._change(replace(self._preview.choices, leave_out=self.leave_out.isChecked()))

    def accept(self) -> None:
        if self.may_import:
            self.import_asked.emit()


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
