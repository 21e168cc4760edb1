"""Before anything is printed: the page as it will be, and where it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from askadesk.core.i18n import _
from ui.dialogs.base import Dialog
from ui.dialogs.print_preview import PrintPreview
from ui.print_backend import PrinterChoice, Use
from ui.widgets.button import Button
from ui.widgets.field import Field, Select
from ui.widgets.segmented import Segmented

_PREVIEW_HEIGHT = 320


@dataclass(frozen=True, slots=True)
class Outlet:
    """A printer that can be chosen, with its trays and papers as (words, key)."""

    device: str
    words: str
    trays: tuple[tuple[str, str], ...] = ()
    papers: tuple[tuple[str, str], ...] = ()


class PrintDialog(Dialog):
    """``print_chosen`` carries the ``PrinterChoice``, ``save_chosen`` asks for a PDF file.

    The choice remembered for this use stands there already; another one is taken for the next time.
    ``layouts`` are other ways to lay out the same cards ("one_each", "on_sheets"); ``layout_chosen``
    carries the one that is wanted instead of ``layout``, and the dialog goes: another comes with it.
    """

    print_chosen = Signal(object)
    save_chosen = Signal()
    layout_chosen = Signal(str)

    def __init__(
        self,
        title: str,
        pdf: bytes,
        use: Use,
        outlets: Sequence[Outlet],
        before: PrinterChoice,
        *,
        warning: str = "",
        layouts: Sequence[str] = (),
        layout: str = "",
    ) -> None:
        super().__init__(wide=640, padding=32)
        self._title, self._outlets, self._before = title, tuple(outlets), before
        self._warning, self._layouts, self._layout = warning, tuple(layouts), layout
        self.layouts = Segmented()
        self.layouts.picked.connect(self._choose_layout)
        self.preview = PrintPreview(pdf, use)
        self.preview.setFixedHeight(_PREVIEW_HEIGHT)
        self.body.addWidget(self.layouts)
        self.layouts.setVisible(bool(layouts))
        self.device, self.tray, self.paper = Field(Select()), Field(Select()), Field(Select())
        self.body.addWidget(self.preview)
        row = QHBoxLayout()
        row.setSpacing(12)
        for field, share in ((self.device, 2), (self.tray, 1), (self.paper, 1)):
            row.addWidget(field, share)
        self.body.addLayout(row)
        self._leave = self.add_button(Button(key="Esc"))
        self._save = self.add_button(Button(icon="download"))
        self._do = self.add_button(Button(kind="accent", key="F2", icon="printer"))
        self._leave.clicked.connect(self.close_down)
        self._save.clicked.connect(self._ask_save)
        self._do.clicked.connect(self.accept)
        _select(self.device).activated.connect(self._offer_details)
        self.retranslate()

    def retranslate(self) -> None:
        nowhere = _("No printer is connected: save it as PDF and print it later.")
        explained = (self._warning, "" if self._outlets else nowhere)
        self.say_heading(self._title, " ".join(filter(None, explained)))
        words = {
            "one_each": _("One on each page"),
            "on_sheets": _("A4 sheets of 10, cutting marks"),
        }
        if self._layouts:
            self.layouts.offer([(one, words[one]) for one in self._layouts], self._layout)
            self.layouts.setAccessibleName(_("How the cards are laid out"))
        self.device.say(_("Print on"))
        self.tray.say(_("Tray"))
        self.paper.say(_("Paper"))
        self._leave.say(_("Leave it"))
        self._save.say(_("Save PDF"))
        known = [one.device for one in self._outlets]
        on = self._before.device if self._before.device in known else (known or [""])[0]
        _select(self.device).offer([(one.words, one.device) for one in self._outlets], on)
        self.device.setVisible(bool(self._outlets))
        self._do.say(_("Print") if self._outlets else _("Save PDF"))
        self._save.setVisible(bool(self._outlets))
        self._offer_details()

    def _offer_details(self) -> None:
        """The trays and papers of the printer that is on, where it has any to choose from."""
        outlet = self._outlet()
        same = outlet is not None and outlet.device == self._before.device
        usual = [(_("As the printer decides"), "")]
        trays = [*usual, *(outlet.trays if outlet else ())]
        papers = [(_("The size of the page"), ""), *(outlet.papers if outlet else ())]
        _select(self.tray).offer(list(trays), self._before.tray if same else "")
        _select(self.paper).offer(list(papers), self._before.paper if same else "")
        self.tray.setVisible(len(trays) > 1)
        self.paper.setVisible(len(papers) > 1)

    def _choose_layout(self, layout: str) -> None:
        if layout != self._layout:
            self.close_down()
            self.layout_chosen.emit(layout)

    def _outlet(self) -> Outlet | None:
        device = _select(self.device).value()
        return next((one for one in self._outlets if one.device == device), None)

    def first(self) -> QWidget:
        return self._do

    def accept(self) -> None:
        outlet = self._outlet()
        if outlet is None:
            self._ask_save()
            return
        tray, paper = _select(self.tray).value(), _select(self.paper).value()
        self.close_down()
        self.print_chosen.emit(PrinterChoice(outlet.device, str(tray or ""), str(paper or "")))

    def _ask_save(self) -> None:
        self.close_down()
        self.save_chosen.emit()


def _select(field: Field) -> Select:
    control = field.control
    assert isinstance(control, Select)
    return control
