"""The field that is always ready: a scanner types into it, a person searches in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from askadesk.core.i18n import _
from ui import fonts, icons, painters
from ui.fonts import Role
from ui.theme import tokens
from ui.widgets.base import Halo, Speaking
from ui.widgets.chip import Keycap

_LISTENING = 10_000
"""Far more than any code: a longer burst is cut here, and judged as what it is."""
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class _Line(QLineEdit):
    """The text of the field. Function keys and Ctrl keys go on to the window."""

    moved = Signal(int)
    cleared = Signal()
    halo_wearer: QWidget | None = None

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _is_ours(event)
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES:
            self.moved.emit(event.key())
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.cleared.emit()
        elif _is_ours(event) or (not self.text() and _acts_on_text(event)):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _is_ours(event: QKeyEvent) -> bool:
    """Keys that belong to the window even while the field has the focus."""
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return control and event.key() in (Qt.Key.Key_K, Qt.Key.Key_U, Qt.Key.Key_B, Qt.Key.Key_P)


def _acts_on_text(event: QKeyEvent) -> bool:
    """Keys that mean nothing in an empty field: the page has its own use for them."""
    keys = QKeySequence.StandardKey
    acts = (keys.SelectAll, keys.Undo, keys.Redo, keys.Delete)
    return any(event.matches(key) for key in acts)


class ScanField(Speaking, QWidget):
    """Radius 10, 48 high. Focused: 2 px ink edge and the halo; else a thin strong line.

    ``submitted`` carries what stood in it when Enter was pressed; ``edited`` what a person has typed
    so far; ``moved`` the arrow key that a list of results below it should follow.
    """

    submitted = Signal(str)
    edited = Signal(str)
    moved = Signal(int)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = _Line(self)
        self.line.setProperty("bare", True)
        self.line.halo_wearer = self
        self.line.setFont(fonts.grown(Role.LARGE))
        self.line.setMaxLength(_LISTENING)
        self.line.setFrame(False)
        self.line.returnPressed.connect(self._submit)
        self.line.textEdited.connect(self.edited)
        self.line.moved.connect(self.moved)
        self.line.cleared.connect(self.clear)
        self.setFocusProxy(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(50, 2, 12, 2)
        row.setSpacing(12)
        row.addWidget(self.line, 1)
        row.addWidget(Keycap("Ctrl K"))
        self.line.installEventFilter(self)
        self.retranslate()

    def retranslate(self) -> None:
        self.line.setPlaceholderText(_("Scan or search"))
        self.line.setAccessibleName(_("Scan or search"))

    def text(self) -> str:
        """What stands in it."""
        return self.line.text()

    def clear(self) -> None:
        """Empty it, and say so."""
        self.line.clear()
        self.cleared.emit()

    def ready(self) -> None:
        """Take the focus, with everything selected: the next key replaces it."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()

    def _submit(self) -> None:
        self.submitted.emit(self.line.text())

    def sizeHint(self) -> QSize:
        return QSize(432, 48)

    def halo(self) -> Halo:
        """The ring stands right at the edge."""
        return Halo(QRectF(self.rect()), 10)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        look, rect, here = tokens(), QRectF(self.rect()), self.line.hasFocus()
        with painters.painting(self) as painter:
            edge, wide = (look.ink, 2.0) if here else (look.line_strong, 1.0)
            painters.box(painter, rect, 10, look.surface, edge, wide)
            icons.draw(painter, "scan-line", 16, 13, 22, look.ink, 2)
