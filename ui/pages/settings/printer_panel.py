"""The panel that sets where one use goes: a sample page, printer, paper, copies, and a shift."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.i18n import _, decimal
from askadesk.settings.device import FARTHEST, MOST_COPIES, Printer
from ui.dialogs.print_preview import PrintPreview
from ui.dialogs.printing import Outlet
from ui.fonts import Role
from ui.pages.settings.printer_parts import State
from ui.pages.settings.sections import SidePanel, Tinted
from ui.print_backend import Use
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.choices import Stepper
from ui.widgets.field import Field, Select
from ui.widgets.scroll import ScrollColumn
from ui.widgets.text import Text

_PREVIEW = 184


class _Small(Stepper):
    """A stepper for a narrow panel."""

    def __init__(self, least: int, most: int, value: int) -> None:
        super().__init__(least, most, value)
        self._shown.wear(Role.STRONG)
        self._shown.setMinimumWidth(48)
        row = self.layout()
        assert row is not None
        row.setSpacing(4)


class Millimetres(_Small):
    """Tenths of a millimetre between two buttons, which go on as long as they are held."""

    def __init__(self) -> None:
        super().__init__(-FARTHEST, FARTHEST, 0)
        for button in (self._less, self._more):
            button.setAutoRepeat(True)

    def retranslate(self) -> None:
        super().retranslate()
        self._shown.say(_("{length} mm").format(length=decimal(Decimal(self._value) / 10)))


class PrinterPanel(Speaking, SidePanel):
    """``changed`` carries the ``Printer`` as it is set now; ``folder_asked`` wants a folder for files."""

    changed = Signal(object)
    folder_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(368, parent)
        self._now = Printer()
        self._outlets: tuple[Outlet, ...] = ()
        self.chip = Chip()
        self.header.addWidget(self.chip)
        self.preview: PrintPreview | None = None
        self._ground = Tinted("sunken")
        self._ground.setFixedHeight(_PREVIEW)
        self._page = QVBoxLayout(self._ground)
        self._page.setContentsMargins(0, 0, 0, 0)
        self._printer, self._paper, self._tray = Select(), Select(), Select()
        self.printer, self.paper = Field(self._printer), Field(self._paper)
        self.tray = Field(self._tray)
        self._copies = _Small(1, MOST_COPIES, 1)
        self._right, self._down = Millimetres(), Millimetres()
        self.copies, self.right, self.down = map(Field, (self._copies, self._right, self._down))
        self.folder, self.choose_folder = Text(elide=True), Button(size=32)
        self.folder_label = Text(tone="text2")
        self.test = Button(kind="accent", icon="printer", key="F2")
        self._lay_out()
        self._wire()
        self.retranslate()

    def _lay_out(self) -> None:
        scroll = ScrollColumn()
        column = scroll.column
        scroll.set_margins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.printer)
        for pair in ((self.paper, self.copies), (self.tray,), (self.right, self.down)):
            row = QHBoxLayout()
            row.setSpacing(12)
            for part in pair:
                row.addWidget(part, 0 if part is self.copies else 1)
            column.addLayout(row)
        self._files = QWidget()
        files = QVBoxLayout(self._files)
        files.setContentsMargins(0, 0, 0, 0)
        files.setSpacing(8)
        for words in (self.folder_label, self.folder):
            files.addWidget(words)
        files.addWidget(self.choose_folder, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._files)
        column.addStretch(1)
        self.inside.setSpacing(0)
        self.inside.addWidget(self._ground)
        self.inside.addWidget(scroll, 1)
        self.footer.addWidget(self.test)
        self.footer.addStretch(1)

    def _wire(self) -> None:
        self._printer.activated.connect(self._another_printer)
        for select in (self._paper, self._tray):
            select.activated.connect(self._set)
        for stepper in (self._copies, self._right, self._down):
            stepper.changed.connect(self._set)
        self.choose_folder.clicked.connect(self.folder_asked)

    # what there is -------------------------------------------------------------------------------

    def show_use(self, words: str, now: Printer, outlets: Sequence[Outlet], state: State) -> None:
        """Show how ``now`` is set, among the printers there are."""
        self._now, self._outlets = now, tuple(outlets)
        self.title.say(words)
        self.chip.say(state.words, state.tone, state.icon)
        self._offer()

    def show_sample(self, use: Use, pdf: bytes) -> None:
        """Show a page of ``use`` as it will come out."""
        if self.preview is not None:
            self._page.removeWidget(self.preview)
            self.preview.deleteLater()
        self.preview = PrintPreview(pdf, use)
        self._page.addWidget(self.preview)

    def _offer(self) -> None:
        now = self._now
        known = [(one.words, one.device) for one in self._outlets]
        if now.device and now.device not in [device for _words, device in known]:
            known.append((now.device, now.device))
        self._printer.offer([*known, (_("PDF in a folder"), "")], now.device)
        outlet = next((one for one in self._outlets if one.device == now.device), None)
        papers = [(_("The size of the page"), ""), *(outlet.papers if outlet else ())]
        trays = [(_("As the printer decides"), ""), *(outlet.trays if outlet else ())]
        self._paper.offer(list(papers), now.paper)
        self._tray.offer(list(trays), now.tray)
        steppers = ((self._copies, now.copies), (self._right, now.right), (self._down, now.down))
        for stepper, value in steppers:
            stepper.blockSignals(True)
            stepper.set_value(value)
            stepper.blockSignals(False)
        for part in (self.paper, self.copies, self.right, self.down):
            part.setVisible(bool(now.device))
        self.tray.setVisible(bool(now.device) and len(trays) > 1)
        self._files.setVisible(not now.device)
        self.folder.say(now.folder or _("Your documents"))
        self.test.say(_("Print a test") if now.device else _("Save a test"))

    # what is set ---------------------------------------------------------------------------------

    def _another_printer(self) -> None:
        """Paper, tray and shift belong to the printer: another one begins anew."""
        device = str(self._printer.value() or "")
        if device != self._now.device:
            self._take(Printer(device, folder=self._now.folder, copies=self._now.copies))

    def _set(self) -> None:
        self._take(
            replace(
                self._now,
                paper=str(self._paper.value() or ""),
                tray=str(self._tray.value() or ""),
                copies=self._copies.value,
                right=self._right.value,
                down=self._down.value,
            )
        )

    def _take(self, printer: Printer) -> None:
        if printer != self._now:
            self._now = printer
            self.changed.emit(printer)

    # the page ------------------------------------------------------------------------------------

    def set_roomy(self, roomy: bool) -> None:
        """Take the measures of a 1920 or of a 1366 window."""
        self.setFixedWidth(440 if roomy else 368)
        self._ground.setFixedHeight(320 if roomy else _PREVIEW)

    def point_to(self, words: str) -> None:
        """Give the focus to the setting called so."""
        fields = (self.printer, self.paper, self.tray, self.copies, self.right, self.down)
        for field in fields:
            if field.label.text() == words and field.isVisible():
                field.control.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
        self.test.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        self.printer.say(_("Printer"))
        self.paper.say(_("Paper"))
        self.tray.say(_("Tray"))
        self.copies.say(_("Copies"))
        self.right.say(_("Shift to the right"))
        self.down.say(_("Shift down"))
        self.folder_label.say(_("Pages are saved in"))
        self.choose_folder.say(_("Choose a folder"))
        self._offer()
