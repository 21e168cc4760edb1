"""Cards, labels and lists: made as PDF, shown, printed or saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog

from askadesk.core.errors import DeskError
from askadesk.core.i18n import _
from askadesk.services import Services
from ui import print_backend
from ui.dialogs.printing import Outlet, PrintDialog
from ui.operations.base import Bench, Operations
from ui.preferences import Preferences
from ui.print_backend import PrinterChoice, Use
from ui.tasks import Work


@dataclass(frozen=True, slots=True)
class Sheet:
    """Something ready to print: what it is called, its pages, and what to note once it is printed."""

    use: Use
    title: str
    file_name: str
    pdf: bytes
    outlets: tuple[Outlet, ...] = ()
    warning: str = ""
    credentials: tuple[UUID, ...] = field(default=())


class PrintingOperations(Operations):
    """Makes the pages in the pool, on a connection of its own, and opens the preview."""

    printed = Signal(object)

    def __init__(self, bench: Bench, preferences: Preferences) -> None:
        super().__init__(bench)
        self._preferences = preferences
        self._sheet: Sheet | None = None
        self._dialog: PrintDialog | None = None

    def card(self, person: UUID) -> None:
        """Show the card of a person."""
        if self.is_open:
            self._make(partial(_card_sheet, self.services, person))

    def label(self, announced: UUID) -> None:
        """Show the label of an announced visitor."""
        if self.is_open:
            self._make(partial(_label_sheet, self.services, announced))

    def _make(self, make: Callable[[Work], Sheet]) -> None:
        self.bench.runner.start(make, done=self._show, failed=self.refused)

    def _show(self, sheet: Sheet) -> None:
        self._sheet = sheet
        before = self._preferences.printer(sheet.use)
        dialog = PrintDialog(sheet.title, sheet.pdf, sheet.use, sheet.outlets, before)
        if sheet.warning:
            dialog.say_heading(sheet.title, sheet.warning)
        dialog.print_chosen.connect(self._print)
        dialog.save_chosen.connect(self._ask_path)
        dialog.closed.connect(self.bench.window.ready)
        self._dialog = dialog
        dialog.open_over(self.bench.window)

    # printing ------------------------------------------------------------------------------------

    def _print(self, choice: PrinterChoice) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        self._preferences.remember_printer(sheet.use, choice)
        choice = self._preferences.printer(sheet.use)
        work = partial(_print, sheet, choice)
        self.bench.runner.start(work, done=self._printed, failed=self._not_printed)
        words = _("{title}: printing on {printer}").format(title=sheet.title, printer=choice.device)
        self.bench.window.toasts.say(words, icon="printer")

    def _printed(self, _pages: int) -> None:
        self._note()

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
        folder = QStandardPaths.writableLocation(places.DocumentsLocation)
        ask = QFileDialog(self.bench.window, _("Save PDF"), folder, "PDF (*.pdf)")
        ask.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        ask.setDefaultSuffix("pdf")
        ask.selectFile(sheet.file_name)
        ask.fileSelected.connect(self.save_to)
        ask.finished.connect(ask.deleteLater)
        ask.open()

    def save_to(self, path: str) -> None:
        """Save the page that was shown last."""
        if self._sheet is not None:
            save = partial(_save, self._sheet, Path(path))
            self.bench.runner.start(save, done=self._saved, failed=self._not_printed)

    def _saved(self, path: Path) -> None:
        self.bench.window.toasts.say(_("Saved: {file}").format(file=path.name), icon="download")
        self._note()

    def _note(self) -> None:
        """Note that cards were printed."""
        sheet = self._sheet
        if sheet is not None:
            self.printed.emit(sheet)
            if sheet.credentials:
                note = partial(self.services.access.printed, sheet.credentials)
                self.bench.runner.run(note, failed=self.refused)


# In the pool: no widgets below this line.


def _card_sheet(services: Services, person: UUID, work: Work) -> Sheet:
    from askadesk.documents.card import cards_pdf
    from askadesk.documents.shaping import undrawable

    facts = services.people.card_facts([person])
    credential = services.access.card_of(person)
    work.check()
    card = facts[0]
    name = f"{card.given} {card.family}".strip()
    missing = undrawable(f"{name} {card.role} {card.organisation}")
    warning = (
        _("The fonts have no sign for {signs}: the card shows a gap there.").format(signs=missing)
        if missing
        else ""
    )
    return Sheet(
        Use.CARD,
        _("Card of {name}").format(name=name),
        f"{_('card')} {name}.pdf",
        cards_pdf(facts, services.hub.paper()),
        outlets(Use.CARD),
        warning,
        (credential.id,),
    )


def _label_sheet(services: Services, announced: UUID, work: Work) -> Sheet:
    from askadesk.documents.label import label_pdf

    facts = services.visitors.label_facts(announced)
    work.check()
    name = f"{facts.given} {facts.family}".strip()
    return Sheet(
        Use.LABEL,
        _("Label for {name}").format(name=name),
        f"{_('label')} {name}.pdf",
        label_pdf(facts, services.hub.paper()),
        outlets(Use.LABEL),
    )


def outlets(_use: Use) -> tuple[Outlet, ...]:
    """The printers of this computer, with what can be chosen on each."""
    return tuple(
        Outlet(
            one.device,
            one.description,
            tuple((name, name) for name in print_backend.trays(one.device)),
            tuple((paper.name, paper.key) for paper in print_backend.papers(one.device)),
        )
        for one in print_backend.printers()
    )


def _print(sheet: Sheet, choice: PrinterChoice, work: Work) -> int:
    def progress(done: int, of: int) -> bool:
        work.step(done, of, sheet.title)
        return not work.stopped

    return print_backend.print_pdf(
        sheet.pdf, sheet.use, choice, title=sheet.title, progress=progress
    )


def _save(sheet: Sheet, path: Path, _work: Work) -> Path:
    print_backend.save_pdf(sheet.pdf, path)
    return path
