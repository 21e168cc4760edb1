"""Cards, labels and lists: made as PDF, shown, printed or saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog

from askadesk.core.errors import DeskError
from askadesk.core.i18n import _
from askadesk.documents.rows import RollCallFacts
from ui.commands import Command
from ui.dialogs.printing import PrintDialog
from ui.operations.base import Bench, Operations
from ui.operations.long import LongTask
from ui.operations.sheets import (
    ON_SHEETS,
    ONE_EACH,
    Sheet,
    cards_sheet,
    door_sheet,
    label_sheet,
    laid_out,
    print_sheet,
    roll_call_sheet,
    save_sheet,
    week_sheet,
)
from ui.operations.sheets import outlets as outlets
from ui.preferences import Preferences
from ui.print_backend import PrinterChoice, Use


class PrintingOperations(Operations):
    """Makes the pages in the pool, on a connection of its own, and opens the preview.

    What takes longer than a second shows how far it is, and can be put aside or stopped.
    """

    printed = Signal(object)

    def __init__(self, bench: Bench, preferences: Preferences) -> None:
        super().__init__(bench)
        self._preferences = preferences
        self._sheet: Sheet | None = None
        self._dialog: PrintDialog | None = None

    def card(self, person: UUID) -> None:
        """Show the card of a person."""
        self.cards((person,))

    def cards(self, people: Sequence[UUID]) -> None:
        """Show the cards of these people, one on each page or ten on a sheet."""
        if self.is_open and people:
            make = partial(cards_sheet, self.services, tuple(people), self._layout(len(people)))
            self._long(_("Cards")).start(make, done=self._show, failed=self.refused)

    def label(self, announced: UUID) -> None:
        """Show the label of an announced visitor."""
        if self.is_open:
            make = partial(label_sheet, self.services, announced)
            self._long(_("Visitor label")).start(make, done=self._show, failed=self.refused)

    def roll_call(self, facts: RollCallFacts) -> None:
        """Print the roll call at once on the printer for lists; show it where there is none."""
        make = partial(roll_call_sheet, facts)
        self.bench.runner.start(make, done=self._print_or_show, failed=self.refused)

    def door_sheets(self, day: date | None = None) -> None:
        """Show what is on in each room on a day, a page for its door; today's without one."""
        if self.is_open:
            make = partial(door_sheet, self.services, day)
            self._long(_("Sheets for the doors")).start(make, done=self._show, failed=self.refused)

    def week_plan(self, day: date | None = None) -> None:
        """Show the rooms in the week in which a day lies; in this one without one."""
        if self.is_open:
            make = partial(week_sheet, self.services, day)
            self._long(_("Plan of the week")).start(make, done=self._show, failed=self.refused)

    def commands(self) -> tuple[Command, ...]:
        """What the palette says of the paper of the rooms."""
        return (
            Command(
                "print.doors",
                lambda: _("Print the sheets for today's doors"),
                "printer",
                self.door_sheets,
            ),
            Command(
                "print.week", lambda: _("Print the week of the rooms"), "printer", self.week_plan
            ),
        )

    def _long(self, title: str) -> LongTask:
        return LongTask(self.bench, title)

    def _layout(self, count: int) -> str:
        """One card goes to the card printer; several too, where there is one."""
        one_each = count == 1 or bool(self._preferences.printer(Use.CARD).device)
        return ONE_EACH if one_each else ON_SHEETS

    def _before(self, use: Use) -> PrinterChoice:
        """What was chosen last; sheets of cards go where lists go until something else was chosen."""
        before = self._preferences.printer(use)
        if use is Use.SHEET and not before.device:
            return self._preferences.printer(Use.LIST)
        return before

    # the preview ---------------------------------------------------------------------------------

    def _show(self, sheet: Sheet) -> None:
        self._sheet = sheet
        several = sheet.batch is not None and len(sheet.batch.cards) > 1
        dialog = PrintDialog(
            sheet.title,
            sheet.pdf,
            sheet.use,
            sheet.outlets,
            self._before(sheet.use),
            warning=sheet.warning,
            layouts=(ONE_EACH, ON_SHEETS) if several else (),
            layout=sheet.layout,
        )
        dialog.print_chosen.connect(self._print)
        dialog.save_chosen.connect(self._ask_path)
        dialog.layout_chosen.connect(self._lay_out)
        dialog.closed.connect(self.bench.window.ready)
        self._dialog = dialog
        dialog.open_over(self.bench.window)

    def _lay_out(self, layout: str) -> None:
        if self._sheet is not None:
            make = partial(laid_out, self._sheet, layout)
            self._long(_("Cards")).start(make, done=self._show, failed=self.refused)

    def _print_or_show(self, sheet: Sheet) -> None:
        choice = self._preferences.printer(sheet.use)
        if choice.device and any(one.device == choice.device for one in sheet.outlets):
            self._sheet = sheet
            self._send(sheet, choice)
        else:
            self._show(sheet)

    # printing ------------------------------------------------------------------------------------

    def _print(self, choice: PrinterChoice) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        self._preferences.remember_printer(sheet.use, choice)
        self._send(sheet, self._preferences.printer(sheet.use))

    def _send(self, sheet: Sheet, choice: PrinterChoice) -> None:
        words = _("{title}: printing on {printer}").format(title=sheet.title, printer=choice.device)
        work = partial(print_sheet, sheet, choice)
        task = LongTask(
            self.bench, sheet.title, over=_("{title}: printed").format(title=sheet.title)
        )
        task.start(work, done=self._note, failed=self._not_printed)
        self.bench.window.toasts.say(words, icon="printer")

    def _not_printed(self, error: DeskError) -> None:
        self.bench.errors.show(error, _("Choose again"))

    def again(self) -> None:
        """Show the last page again, for another printer."""
        if self._sheet is not None:
            self._show(self._sheet)

    # saving --------------------------------------------------------------------------------------

    def _ask_path(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        places = QStandardPaths.StandardLocation
        usual = QStandardPaths.writableLocation(places.DocumentsLocation)
        folder = self._preferences.outlet(sheet.use).folder or usual
        ask = QFileDialog(self.bench.window, _("Save PDF"), folder, "PDF (*.pdf)")
        ask.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        ask.setDefaultSuffix("pdf")
        ask.selectFile(sheet.file_name)
        ask.fileSelected.connect(self.save_to)
        ask.finished.connect(self._listen)
        ask.finished.connect(ask.deleteLater)
        ask.open()

    def _listen(self, _result: int) -> None:
        """The window has the keys again: the next thing may well be the card that was just made."""
        self.bench.window.activateWindow()
        self.bench.window.ready()

    def save_to(self, path: str) -> None:
        """Save the page that was shown last."""
        if self._sheet is not None:
            save = partial(save_sheet, self._sheet, Path(path))
            self.bench.runner.start(save, done=self._saved, failed=self._not_printed)

    def _saved(self, saved: tuple[Sheet, Path]) -> None:
        sheet, path = saved
        self.bench.window.toasts.say(_("Saved: {file}").format(file=path.name), icon="download")
        self._note(sheet)

    def _note(self, sheet: Sheet) -> None:
        """Note that cards were printed."""
        self.printed.emit(sheet)
        if sheet.credentials:
            note = partial(self.services.access.printed, sheet.credentials)
            self.bench.runner.run(note, failed=self.refused)
