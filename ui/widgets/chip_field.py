"""A field that holds several short answers as chips: Enter or a comma adds one."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from askadesk.core.i18n import _
from ui import fonts, icons, painters
from ui.fonts import Role
from ui.theme import tokens
from ui.widgets.base import Halo
from ui.widgets.field import UNCUT
from ui.widgets.flow import HIGH, placed

_EDGE, _GAP, _CROSS, _LEAST = 8, 6, 18, 120


class _Entry(QLineEdit):
    """Where the next chip is typed; the frame around it wears the halo."""

    halo_wearer: QWidget


class ChipField(QWidget):
    """``edited`` when a chip came or went. What is still being typed counts as a chip too.

    Backspace in the empty line takes the last chip away; Left marks a chip, Delete removes it.
    ``text`` and ``set_text`` join the chips with commas, as they are kept.
    """

    edited = Signal()

    def __init__(self, tone: str = "ink", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self._chips: list[str] = []
        self._marked = -1
        self.entry = _Entry(self)
        self.entry.halo_wearer = self
        self.entry.setProperty("bare", True)
        self.entry.setFrame(False)
        self.entry.setFont(fonts.font(Role.SECOND))
        self.entry.setMaxLength(UNCUT)
        self.entry.textEdited.connect(self._typed)
        self.entry.installEventFilter(self)
        self.setFocusProxy(self.entry)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self._arrange()

    # what it holds -----------------------------------------------------------------------------

    @property
    def chips(self) -> tuple[str, ...]:
        """The chips, with what is being typed as the last one."""
        typing = self.entry.text().strip()
        return (*self._chips, typing) if typing else tuple(self._chips)

    def text(self) -> str:
        """The chips as they are kept: joined with commas."""
        return ", ".join(self.chips)

    def set_text(self, text: str) -> None:
        """Show what is kept."""
        self.show_chips([one.strip() for one in text.split(",") if one.strip()])

    def show_chips(self, chips: Sequence[str]) -> None:
        """Show these chips, with nothing being typed."""
        self._chips, self._marked = list(chips), -1
        self.entry.clear()
        self._arrange()

    def say_hint(self, words: str) -> None:
        """The words that invite to type."""
        self.entry.setPlaceholderText(words)

    def setAccessibleName(self, name: str) -> None:
        """The label is the name of the line that is typed into."""
        super().setAccessibleName(name)
        self.entry.setAccessibleName(name)

    # changing ----------------------------------------------------------------------------------

    def _typed(self, text: str) -> None:
        self._marked = -1
        if "," in text or ";" in text:
            self.entry.setText(text.replace(";", ","))
            self.take()
        self.edited.emit()

    def take(self) -> bool:
        """Make chips of what was typed; False when nothing was."""
        found = [one.strip() for one in self.entry.text().split(",") if one.strip()]
        known = {one.casefold() for one in self._chips}
        self._chips += [one for one in found if one.casefold() not in known]
        self.entry.clear()
        self._arrange()
        if found:
            self.edited.emit()
        return bool(found)

    def remove(self, at: int) -> None:
        """Take the chip at this place away."""
        del self._chips[at]
        self._marked = -1
        self._arrange()
        self.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._marked = -1
            self.update()
        return event.type() == QEvent.Type.KeyPress and self._key(event)  # type: ignore[arg-type]

    def _key(self, event: QKeyEvent) -> bool:
        key, empty = event.key(), not self.entry.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self.take()
        if not empty or not self._chips:
            return False
        if key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            if self._marked >= 0 or key == Qt.Key.Key_Backspace:
                self.remove(self._marked)
            return True
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._mark(-1 if key == Qt.Key.Key_Left else 1)
            return True
        return False

    def _mark(self, step: int) -> None:
        at = self._marked + step if self._marked >= 0 else len(self._chips) - 1
        self._marked = -1 if at >= len(self._chips) else max(0, at)
        words = self._chips[self._marked] if self._marked >= 0 else ""
        said = _("{chip}: Delete takes it away").format(chip=words) if words else ""
        self.entry.setAccessibleDescription(said)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.entry.setFocus(Qt.FocusReason.MouseFocusReason)
        for at, box in enumerate(self._boxes()):
            if box.contains(event.position()) and event.position().x() > box.right() - 24:
                self.remove(at)
                return

    # place and paint ---------------------------------------------------------------------------

    def _boxes(self) -> list[QRectF]:
        widths = [ceil(painters.chip_width(one)) + _CROSS for one in self._chips]
        boxes = placed(widths, max(160, self.width() - 2 * _EDGE), _GAP)
        return [box.translated(_EDGE, _EDGE) for box in boxes]

    def _arrange(self) -> None:
        boxes = self._boxes()
        corner = QPoint(_EDGE, _EDGE)
        if boxes:
            corner = QPoint(int(boxes[-1].right()) + _GAP, int(boxes[-1].top()))
            if self.width() - _EDGE - corner.x() < _LEAST:
                corner = QPoint(_EDGE, corner.y() + HIGH + _EDGE)
        room = max(_LEAST, self.width() - _EDGE - corner.x())
        self.entry.setGeometry(corner.x(), corner.y(), room, HIGH)
        high = corner.y() + HIGH + _EDGE
        if self.minimumHeight() != high:
            self.setFixedHeight(high)
        self.setAccessibleDescription(", ".join(self._chips))
        self.update()

    def resizeEvent(self, event: object) -> None:
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(240, self.minimumHeight())

    def halo(self) -> Halo:
        """The ring stands at the edge of the whole field."""
        return Halo(QRectF(self.rect()), 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, here = tokens(), self.entry.hasFocus()
        edge, wide = (look.ink, 2.0) if here else (look.line_strong, 1.0)
        if self.property("tone") == "bad":
            edge, wide = look.bad, 2.0
        with painters.painting(self) as painter:
            painters.box(painter, QRectF(self.rect()), 8, look.surface, edge, wide)
            for at, box in enumerate(self._boxes()):
                words = painters.elided(Role.CAPTION_MEDIUM, self._chips[at], box.width() - 34)
                painters.chip(painter, box, words, self._tone)
                if at == self._marked:
                    painters.box(painter, box, 6, "", look.ink, 2)
                fill = painters.chip_colours(self._tone)[2]
                left = box.right() - 8 - 14
                icons.draw(painter, "x", left, box.top() + 5, 14, fill)
