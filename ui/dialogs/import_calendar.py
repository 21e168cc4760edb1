"""Importa un calendario: the file and whose its bookings are at the left, each of its events at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from askadesk.core.errors import DeskError
from askadesk.core.i18n import _, ngettext, number
from askadesk.people.rows import OrganisationRow
from askadesk.presence.rows import FoundPerson
from askadesk.rooms.ics.rows import IcsPreview, IcsRow, Outcome
from askadesk.rooms.ics.words import outcome_word, waiting_sentence
from askadesk.rooms.rows import SpaceRow
from ui.dialogs.booking_data import Holder
from ui.dialogs.booking_holder import HolderField
from ui.dialogs.import_calendar_rows import EventPainter, EventPart
from ui.dialogs.wide import WideDialog
from ui.fonts import Role
from ui.tasks import Step
from ui.widgets.button import Button
from ui.widgets.choices import CheckBox
from ui.widgets.empty import EmptyState
from ui.widgets.field import Field, Select
from ui.widgets.long_work import LongWork
from ui.widgets.rows import RowsView
from ui.widgets.text import Text

_LEFT = 400
MOST_SHOWN = 500
"""So many events are listed at once; a filter leads to the others."""


@dataclass(frozen=True, slots=True)
class CalendarChoices:
    """What was chosen for a calendar file: where what names no space goes, whose it is, what stays out."""

    path: Path | None = None
    space: UUID | None = None
    holder: Holder | None = None
    skip_taken: bool = False
    leave_out: bool = False


class ImportCalendarDialog(WideDialog):
    """``chosen`` carries the ``CalendarChoices`` whenever the file has to be read with others: answer with
    ``show_preview`` or ``complain``. ``import_asked`` carries them when everything is settled.

    ``file_asked``: which file; give it to ``take_file``. ``holder_searched`` carries a text: answer with
    ``show_holders``. ``stop_asked``: the reading takes too long.
    """

    file_asked = Signal()
    chosen = Signal(object)
    holder_searched = Signal(str)
    import_asked = Signal(object)
    stop_asked = Signal()

    def __init__(
        self,
        spaces: Sequence[SpaceRow],
        choices: CalendarChoices | None = None,
        preview: IcsPreview | None = None,
    ) -> None:
        super().__init__(wide=1000, high=640, left=_LEFT)
        self._spaces, self._choices = tuple(spaces), choices or CalendarChoices()
        self._preview, self._shown_for = preview, self._choices
        self.choose = Button(icon="file-text")
        self.file, self.named = Field(self.choose), Text(role=Role.PRIMARY, elide=True)
        self.space, self.holder = Field(Select()), HolderField(self)
        self.hint = Text(role=Role.SECOND, tone="text3", wrap=True)
        self.skip_taken, self.leave_out = CheckBox(), CheckBox()
        self.empty, self.shows = EmptyState(), Select()
        self.list: RowsView[IcsRow] = RowsView(EventPainter(), marks_current=True)
        self.rest, self.event_part = Text(role=Role.SECOND, tone="text3"), EventPart()
        self.work = LongWork(_("Reading the calendar"))
        self.outcome = Text(role=Role.SECOND, tone="text2", wrap=True, lines=2)
        self._leave = self.add_button(Button(key="Esc"))
        self._do = self.add_button(Button(kind="accent", key="F2", icon="download"))
        self.setAcceptDrops(True)
        self._fill_left()
        self._fill_right()
        self._wire()
        self.holder.take(self._choices.holder)
        self.retranslate()

    def _fill_left(self) -> None:
        column = self.left.column
        column.addWidget(self.file)
        column.addSpacing(4)
        column.addWidget(self.named)
        for one in (self.space, self.holder, self.hint, self.skip_taken, self.leave_out):
            column.addSpacing(12 if one is not self.hint else 4)
            column.addWidget(one)
        column.addStretch(1)

    def _fill_right(self) -> None:
        column = self.right.column
        column.addWidget(self.empty, 1)
        column.addWidget(self.shows)
        column.addSpacing(8)
        column.addWidget(self.list, 1)
        column.addWidget(self.rest)
        column.addWidget(self.event_part)
        column.addWidget(self.work)
        self.list.setMinimumHeight(168)
        self.aside.addWidget(self.outcome, 1, Qt.AlignmentFlag.AlignVCenter)
        self.outcome.setMinimumWidth(_LEFT)
        self.work.hide()

    def _wire(self) -> None:
        self.choose.clicked.connect(self.file_asked)
        self._select().activated.connect(self._space_picked)
        self.holder.searched.connect(self._holder_typed)
        self.holder.picked.connect(self._holder_picked)
        self.skip_taken.clicked.connect(self._ticked)
        self.leave_out.clicked.connect(self._ticked)
        self.shows.activated.connect(self._show_rows)
        self.list.chosen.connect(self._row_chosen)
        self.work.stop_asked.connect(self.stop_asked)
        self._leave.clicked.connect(self.close_down)
        self._do.clicked.connect(self.accept)

    def _select(self) -> Select:
        control = self.space.control
        assert isinstance(control, Select)
        return control

    def first(self) -> QWidget:
        return self.choose if self._preview is None else self.shows

    # what shows ----------------------------------------------------------------------------------

    @property
    def preview(self) -> IcsPreview | None:
        """What the dialog shows."""
        return self._preview

    @property
    def may_import(self) -> bool:
        """Whether what shows is settled, and is what was chosen."""
        return self._do.isEnabled()

    def show_preview(self, preview: IcsPreview) -> None:
        """Show what the calendar would do as the choices stand now."""
        self._preview, self._shown_for = preview, self._choices
        self.file.forgive()
        self.show_work(None)
        self.event_part.show_row(None)
        self.retranslate()

    def complain(self, error: DeskError) -> None:
        """Say what is wrong with the file or with what was chosen for it; what showed stays."""
        self._choices = replace(self._choices, path=self._shown_for.path)
        self.show_work(None)
        self.retranslate()
        self.file.complain(error.sentence)

    def show_holders(
        self, text: str, people: Sequence[FoundPerson], houses: Sequence[OrganisationRow]
    ) -> None:
        """Show the people and the organisations found for ``text``."""
        self.holder.show_holders(text, people, houses)

    def show_work(self, step: Step | None) -> None:
        """Show how far the reading is; None when it is over."""
        self.work.setVisible(step is not None)
        if step is not None:
            self.work.show_step(step)

    def retranslate(self) -> None:
        super().retranslate()
        self.say_heading(
            _("Import a calendar"),
            _("Nothing is written until you say so, and it can be taken back as a whole."),
        )
        self.file.say(_("Calendar file (.ics)"))
        self.choose.say(_("Choose a file…") if self._choices.path is None else _("Another file…"))
        self.named.say(self._choices.path.name if self._choices.path is not None else "")
        self.named.setVisible(self._choices.path is not None)
        self.space.say(_("Where events go that name no space of ours"))
        nowhere: list[tuple[str, object]] = [(_("Nowhere: they stay out"), None)]
        offered = nowhere + [(one.name, one.id) for one in self._spaces]
        self._select().offer(offered, self._choices.space)
        self.holder.field.say(_("For whom"))
        self.hint.say(_("With nobody chosen, the bookings are the hub's own."))
        self._leave.say(_("Leave it"))
        self.empty.say(
            _("No calendar chosen yet"),
            _("Drop an .ics file here, as Google, Outlook or Apple export it."),
        )
        self._show_events()
        self._show_outcome()

    def _show_events(self) -> None:
        """The list with its filter and what may stay out; the empty state without a calendar."""
        preview = self._preview
        self.empty.setVisible(preview is None)
        for one in (self.shows, self.list):
            one.setVisible(preview is not None)
        taken = sum(row.taken for row in preview.rows) if preview is not None else 0
        wrong = len(preview.impossible) if preview is not None else 0
        said = ngettext(
            "Skip {count} date that is taken", "Skip {count} dates that are taken", taken
        )
        self._tick(self.skip_taken, said.format(count=number(taken)), taken)
        said = ngettext(
            "Leave out {count} event that cannot come in",
            "Leave out {count} events that cannot come in",
            wrong,
        )
        self._tick(self.leave_out, said.format(count=number(wrong)), wrong)
        self.skip_taken.setChecked(self._choices.skip_taken)
        self.leave_out.setChecked(self._choices.leave_out)
        self._show_filter()
        self._show_rows()

    def _tick(self, box: CheckBox, words: str, count: int) -> None:
        box.setText(words)
        box.setVisible(count > 0)

    def _show_filter(self) -> None:
        preview = self._preview
        on = self.shows.value() if self.shows.currentIndex() >= 0 else None
        rows = preview.rows if preview is not None else ()
        offered: list[tuple[str, object]] = [
            (_("All events: {count}").format(count=number(len(rows))), "")
        ]
        offered += [(said, outcome.value) for outcome, said in self._counted()]
        self.shows.setAccessibleName(_("Which events show"))
        self.shows.offer(offered, on or "")

    def _counted(self) -> list[tuple[Outcome, str]]:
        """How many events have each outcome, in words."""
        if self._preview is None:
            return []
        counts = ((one, self._preview.count(one)) for one in Outcome)
        words = _("{outcome}: {count}")
        return [
            (one, words.format(outcome=outcome_word(one), count=number(count)))
            for one, count in counts
            if count
        ]

    def _show_rows(self) -> None:
        only = str(self.shows.value() or "")
        rows = self._preview.rows if self._preview is not None else ()
        found = [row for row in rows if not only or row.outcome == only]
        self.list.setAccessibleName(_("Events of the calendar"))
        self.list.show_rows(found[:MOST_SHOWN])
        self.list.viewport().update()
        more = len(found) - MOST_SHOWN
        self.rest.setVisible(more > 0)
        self.rest.say(_("and {count} more").format(count=number(max(0, more))))
        if self.event_part.row is None:
            stuck = (row for row in found if row.outcome in (Outcome.CLASHES, Outcome.CANNOT))
            self.event_part.show_row(next(stuck, None))

    def _show_outcome(self) -> None:
        preview, choices = self._preview, self._choices
        waits = ""
        if preview is not None:
            waits = waiting_sentence(
                preview, skip_taken=choices.skip_taken, leave_out=choices.leave_out
            )
        count = len(preview.writes) if preview is not None else 0
        said = ngettext("Import {count} booking", "Import {count} bookings", count)
        self.outcome.say(waits or " · ".join(said for _one, said in self._counted()))
        self._do.say(said.format(count=number(count)) if count else _("Import"))
        self._do.setEnabled(preview is not None and not waits and self._is_read())

    def _is_read(self) -> bool:
        """Whether what shows was read with the choices that stand now."""
        shown, choices = self._shown_for, self._choices
        same_file = (shown.path, shown.space) == (choices.path, choices.space)
        return same_file and shown.holder == choices.holder

    # what is chosen ------------------------------------------------------------------------------

    def take_file(self, path: str) -> None:
        """Read this file next."""
        self.file.forgive()
        self._ask(replace(self._choices, path=Path(path)))

    def _ask(self, choices: CalendarChoices) -> None:
        self._choices = choices
        self._show_outcome()
        if choices.path is not None:
            self.chosen.emit(choices)

    def _space_picked(self) -> None:
        space = self._select().value()
        self._ask(replace(self._choices, space=space if isinstance(space, UUID) else None))

    def _holder_typed(self, text: str) -> None:
        self.holder_searched.emit(text)
        self._holder_changed()

    def _holder_picked(self, _who: object) -> None:
        self._holder_changed()

    def _holder_changed(self) -> None:
        if self.holder.holder != self._choices.holder:
            self._ask(replace(self._choices, holder=self.holder.holder))

    def _ticked(self) -> None:
        self._choices = replace(
            self._choices,
            skip_taken=self.skip_taken.isChecked(),
            leave_out=self.leave_out.isChecked(),
        )
        self._show_outcome()

    def _row_chosen(self, row: object) -> None:
        assert isinstance(row, IcsRow)
        self.event_part.show_row(row)

    def accept(self) -> None:
        if not self.may_import:
            return
        if self.holder.text() and self.holder.holder is None:
            self.holder.field.complain(_("Choose one of those found, or empty the field."))
            self.holder.edit.setFocus()
            return
        self.import_asked.emit(self._choices)

    # dropped files -------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A single file may be dropped anywhere on the dialog."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped."""
        event.acceptProposedAction()
        self.take_file(event.mimeData().urls()[0].toLocalFile())
