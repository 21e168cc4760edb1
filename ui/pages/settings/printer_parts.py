"""The rows of the printers, and what is said when one does not answer."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from askadesk.core.i18n import _, ngettext
from askadesk.settings.device import Printer
from ui import fonts, icons, painters
from ui.fonts import Role
from ui.print_backend import PrinterFacts, Use
from ui.theme import qcolor, tokens
from ui.widgets.base import Halo, Speaking
from ui.widgets.button import Button
from ui.widgets.text import Text

HIGH = 84
_ICONS = {
    Use.CARD: "id-card",
    Use.SHEET: "layout-grid",
    Use.LABEL: "tag",
    Use.LIST: "file-text",
}
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class State:
    """How a use stands: a chip's word, tone and icon, and the printer's name for people."""

    words: str = ""
    tone: str = "neutral"
    icon: str = ""
    device: str = ""


def state_of(kept: Printer, facts: PrinterFacts | None, *, looked: bool) -> State:
    """What the system reports about the printer of a use, and no more than that."""
    if not kept.device:
        return State(_("PDF"), "neutral", "download", _("PDF in a folder"))
    if not looked:
        return State(_("Looking"), "neutral", "loader", kept.device)
    if facts is None:
        return State(_("Not there"), "bad", "circle-x", kept.device)
    if not facts.working:
        return State(_("Does not answer"), "bad", "circle-x", facts.description)
    if facts.printing:
        return State(_("Printing"), "ink", "printer", facts.description)
    return State(_("Ready"), "ok", "circle-check", facts.description)


def detail_of(kept: Printer) -> str:
    """How the pages of a use are printed, in a few words."""
    if not kept.device:
        return kept.folder or _("in your documents")
    parts = [kept.paper or _("the size of the page")]
    if kept.tray:
        parts.append(kept.tray)
    if kept.copies > 1:
        said = ngettext("{count} copy", "{count} copies", kept.copies)
        parts.append(said.format(count=kept.copies))
    return " · ".join(parts)


class UseRow(QAbstractButton):
    """One use: tile 48, its name 15 600, where it goes, paper, and the state at the right."""

    stepped = Signal(int)

    def __init__(self, use: Use, parent: QWidget) -> None:
        super().__init__(parent)
        self.use, self.state, self._detail = use, State(), ""
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_use(
        self, words: str, kept: Printer, facts: PrinterFacts | None, *, looked: bool
    ) -> None:
        """Its name, and how it stands."""
        self.state, self._detail = state_of(kept, facts, looked=looked), detail_of(kept)
        self.setText(words)
        self.setAccessibleName(f"{words}, {self.state.device}, {self.state.words}")
        self.setToolTip(self.state.device if self.cut_device() else "")
        self.update()

    def setChecked(self, on: bool) -> None:
        super().setChecked(on)
        policy = Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(320, HIGH)

    def halo(self) -> Halo:
        return Halo(QRectF(self.rect()).adjusted(5, 4, -5, -4), 8)

    def cut(self) -> bool:
        return fonts.width(Role.ROW_STRONG, self.text()) > self._room()

    def cut_device(self) -> bool:
        """Whether the printer's name does not show whole."""
        return fonts.width(Role.BODY, self.state.device) > self._room()

    def _room(self) -> float:
        return self.width() - 80 - 32 - painters.chip_width(self.state.words, self.state.icon)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, on, room = tokens(), self.isChecked(), self._room()
        with painters.painting(self) as painter:
            if on:
                painter.fillRect(self.rect(), qcolor(look.ink_50))
            elif self.underMouse():
                painter.fillRect(self.rect(), qcolor(look.canvas))
            painters.rule(painter, 0, 0, self.width())
            if on:
                painter.fillRect(QRectF(0, 1, 3, HIGH - 1), qcolor(look.ink))
            tile = look.ink_100 if on else look.sunken
            painters.box(painter, QRectF(16, 18, 48, 48), 10, tile)
            colour = look.ink if on else look.text2
            icons.draw(painter, _ICONS[self.use], 27, 29, 26, colour)
            lines = (
                (QRectF(80, 14, room, 20), Role.ROW_STRONG, self.text(), look.text),
                (QRectF(80, 34, room, 20), Role.BODY, self.state.device, look.text2),
                (QRectF(80, 54, room, 16), Role.CAPTION, self._detail, look.text3),
            )
            for rect, role, said, tone in lines:
                painters.text(painter, rect, role, said, tone)
            wide = painters.chip_width(self.state.words, self.state.icon)
            chip = QRectF(self.width() - 16 - wide, 30, wide, 24)
            painters.chip(painter, chip, self.state.words, self.state.tone, self.state.icon)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step:
            self.stepped.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.text().isprintable() and event.text() not in ("", " "):
            event.ignore()
        else:
            super().keyPressEvent(event)


class Trouble(Speaking, QWidget):
    """A printer that does not answer: what is safe, what to do, and the two ways out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._device = ""
        self.title = Text(role=Role.STRONG, tone="bad", wrap=True)
        self._labels = [Text(tone="text3"), Text(tone="text3")]
        self._said = [Text(wrap=True), Text(wrap=True)]
        self.look, self.to_pdf = (
            Button(size=32, icon="refresh-cw"),
            Button(size=32, icon="download"),
        )
        head = QHBoxLayout()
        head.setContentsMargins(42, 8, 16, 8)
        head.addWidget(self.title, 1)
        rows = QGridLayout()
        rows.setContentsMargins(16, 10, 16, 4)
        rows.setHorizontalSpacing(16)
        rows.setVerticalSpacing(8)
        rows.setColumnStretch(1, 1)
        for at, (label, said) in enumerate(zip(self._labels, self._said, strict=True)):
            rows.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
            rows.addWidget(said, at, 1)
        ways = QHBoxLayout()
        ways.setContentsMargins(16, 4, 16, 12)
        ways.setSpacing(8)
        ways.addStretch(1)
        ways.addWidget(self.look)
        ways.addWidget(self.to_pdf)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (head, rows, ways):
            column.addLayout(part)
        self.retranslate()

    def show_printer(self, device: str) -> None:
        """The printer that does not answer."""
        self._device = device
        self.retranslate()

    def retranslate(self) -> None:
        self.title.say(_("{printer} does not answer").format(printer=self._device))
        for label, words in zip(self._labels, (_("What is safe"), _("What to do")), strict=True):
            label.say(words)
        self._said[0].say(_("Every page stays ready: nothing has to be written again."))
        self._said[1].say(_("Turn it on and look at its cable, or save the pages as PDF."))
        self.look.say(_("Look again"))
        self.to_pdf.say(_("Save as PDF"))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, rect = tokens(), QRectF(self.rect())
        high = self.title.geometry().bottom() + 9
        with painters.painting(self) as painter:
            painters.box(painter, rect, 10, look.surface, look.bad_line)
            painter.save()
            painter.setClipRect(QRectF(1, 1, rect.width() - 2, high))
            painters.box(painter, rect.adjusted(1, 1, -1, -1), 9, look.bad_bg)
            painter.restore()
            icons.draw(painter, "circle-x", 16, 9, 18, look.bad)
