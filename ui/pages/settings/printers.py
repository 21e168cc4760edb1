"""Printers: where each kind of page goes, and how. What is changed here holds at once on this desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.i18n import _
from askadesk.settings.device import Printer
from ui.dialogs.printing import Outlet
from ui.pages.settings.printer_panel import PrinterPanel
from ui.pages.settings.printer_parts import Trouble, UseRow
from ui.pages.settings.sections import SectionHead, is_plain
from ui.print_backend import PrinterFacts, Use
from ui.widgets.base import Speaking
from ui.widgets.button import LinkButton
from ui.widgets.card import Card, Rule
from ui.widgets.scroll import ScrollColumn
from ui.widgets.text import Text

USES = (Use.CARD, Use.SHEET, Use.LABEL, Use.LIST)


@dataclass(frozen=True, slots=True)
class Printers:
    """The printers that the system knows, and what can be chosen on each."""

    facts: tuple[PrinterFacts, ...] = ()
    outlets: tuple[Outlet, ...] = ()

    def of(self, device: str) -> PrinterFacts | None:
        """The facts of one printer; None when the system does not know it."""
        return next((one for one in self.facts if one.device == device), None)


def name() -> str:
    """What the section is called."""
    return _("Printers")


def words() -> list[str]:
    """Its settings: the uses first, then what can be set for each."""
    return [
        *(use_name(use) for use in USES),
        _("Printer"),
        _("Paper"),
        _("Tray"),
        _("Copies"),
        _("Shift to the right"),
        _("Shift down"),
        _("Print a test"),
    ]


def use_name(use: Use) -> str:
    """What is printed, in words."""
    names = {
        Use.CARD: _("Cards"),
        Use.SHEET: _("Cards on sheets"),
        Use.LABEL: _("Visitor labels"),
        Use.LIST: _("Lists and pages"),
    }
    return names[use]


class PrintersSection(Speaking, QWidget):
    """Rows of 84, one for each use; the panel at the right sets the chosen one."""

    entered = Signal()
    """The section is shown: the system may be asked for its printers."""
    look_asked = Signal()
    """The system is to be asked again."""
    changed = Signal(object, object)
    """A ``Use``, and the ``Printer`` that it goes to from now on."""
    folder_asked = Signal(object)
    """The ``Use`` for which a folder is to be chosen."""
    test_asked = Signal(object)
    """The ``Use`` of which a sample page is to be printed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[Use, Printer] = {use: Printer() for use in USES}
        self._samples: dict[Use, bytes] = {}
        self._printers: Printers | None = None
        self._use = USES[0]
        self.head, self.nowhere = SectionHead(), Text(tone="text2", wrap=True)
        self.rows = {use: UseRow(use, self) for use in USES}
        self.trouble, self.again = Trouble(), LinkButton(icon="refresh-cw")
        self.panel = PrinterPanel()
        self.card = Card()
        self._lay_out()
        self._wire()
        self.retranslate()

    def _lay_out(self) -> None:
        scroll = ScrollColumn()
        for row in self.rows.values():
            scroll.column.addWidget(row)
        notes = QVBoxLayout()
        notes.setContentsMargins(16, 12, 16, 12)
        notes.setSpacing(12)
        notes.addWidget(self.nowhere)
        notes.addWidget(self.trouble)
        scroll.column.addWidget(Rule())
        scroll.column.addLayout(notes)
        scroll.column.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 12, 16, 12)
        foot.addWidget(self.again)
        foot.addStretch(1)
        for part in (self.head, scroll, Rule()):
            self.card.body.addWidget(part, 1 if part is scroll else 0)
        self.card.body.addLayout(foot)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.card, 1)
        self._row.addWidget(self.panel)
        self.set_roomy(False)

    def _wire(self) -> None:
        for row in self.rows.values():
            row.clicked.connect(self._clicked)
            row.stepped.connect(self._step)
        self.panel.changed.connect(self._changed)
        self.panel.folder_asked.connect(self._ask_folder)
        self.panel.test.clicked.connect(self._ask_test)
        self.again.clicked.connect(self.look_asked)
        self.trouble.look.clicked.connect(self.look_asked)
        self.trouble.to_pdf.clicked.connect(self._take_pdf)

    # what there is -------------------------------------------------------------------------------

    def show_kept(self, kept: Mapping[Use, Printer]) -> None:
        """Where each use goes."""
        self._kept.update(kept)
        self._settle()

    def show_printers(self, printers: Printers) -> None:
        """What the system knows now."""
        self._printers = printers
        self._settle()

    def show_samples(self, samples: Mapping[Use, bytes]) -> None:
        """A sample page of each use, as PDF."""
        self._samples.update(samples)
        self._show_sample()

    @property
    def use(self) -> Use:
        """The use that the panel sets."""
        return self._use

    def care(self) -> str:
        """Why the section wants somebody's eyes; "" when it does not."""
        for use, row in self.rows.items():
            if row.state.tone == "bad":
                said = _("{use}: the printer does not answer.")
                return said.format(use=use_name(use))
        return ""

    def choose(self, use: Use) -> None:
        """Set ``use`` in the panel."""
        self._use = use
        self._settle()
        self._show_sample()

    def _settle(self) -> None:
        known = self._printers
        facts = {use: known.of(self._kept[use].device) if known else None for use in USES}
        for use, row in self.rows.items():
            row.show_use(use_name(use), self._kept[use], facts[use], looked=known is not None)
            row.setChecked(use is self._use)
        self.nowhere.setVisible(known is not None and not known.facts)
        state = self.rows[self._use].state
        self.trouble.setVisible(state.tone == "bad")
        if state.tone == "bad":
            self.trouble.show_printer(state.device)
        outlets: Sequence[Outlet] = known.outlets if known else ()
        self.panel.show_use(use_name(self._use), self._kept[self._use], outlets, state)

    def _show_sample(self) -> None:
        sample = self._samples.get(self._use)
        if sample is not None:
            self.panel.show_sample(self._use, sample)

    # what is asked -------------------------------------------------------------------------------

    def _clicked(self) -> None:
        row = self.sender()
        if isinstance(row, UseRow):
            self.choose(row.use)

    def _step(self, step: int) -> None:
        use = USES[(USES.index(self._use) + step) % len(USES)]
        self.choose(use)
        self.rows[use].setFocus(Qt.FocusReason.TabFocusReason)

    def _changed(self, printer: object) -> None:
        if isinstance(printer, Printer):
            self._kept[self._use] = printer
            self._settle()
            self.changed.emit(self._use, printer)

    def _take_pdf(self) -> None:
        self._changed(replace(self._kept[self._use], device=""))

    def _ask_folder(self) -> None:
        self.folder_asked.emit(self._use)

    def _ask_test(self) -> None:
        self.test_asked.emit(self._use)

    # the page ------------------------------------------------------------------------------------

    def set_roomy(self, roomy: bool) -> None:
        """Take the measures of a 1920 or of a 1366 window."""
        self._row.setSpacing(24 if roomy else 16)
        self.panel.set_roomy(roomy)

    def key(self, event: QKeyEvent) -> bool:
        """F2 prints a test."""
        if is_plain(event, Qt.Key.Key_F2):
            self._ask_test()
            return True
        return False

    def shown(self) -> None:
        """Ask what there is."""
        self.entered.emit()

    def left(self) -> None:
        """Everything here holds at once: nothing is put back."""

    def point_to(self, words_: str) -> None:
        """Give the focus to the setting called so."""
        for use in USES:
            if words_ == use_name(use):
                self.choose(use)
                self.rows[use].setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
        self.panel.point_to(words_)

    def retranslate(self) -> None:
        self.head.say(
            name(), _("Every kind of page has its printer. What you change holds at once here.")
        )
        self.again.say(_("Look for printers again"))
        self.nowhere.say(
            _("The system knows no printer. Pages are saved as PDF, and can be printed later.")
        )
        self._settle()
