"""The Error panel as a dialog: what happened, what is safe, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from askadesk.core.i18n import _
from ui import fonts, icons, painters
from ui.dialogs.base import Dialog
from ui.fonts import Role
from ui.theme import qcolor, tokens
from ui.widgets.base import Speaking
from ui.widgets.button import Button, LinkButton
from ui.widgets.text import Text

_LABEL = 104


@dataclass(frozen=True, slots=True)
class Remedy:
    """The way out of an error: its code, and the word on its button."""

    code: str
    words: str


class ErrorPanel(Speaking, QWidget):
    """A header on the bad tint, then *Cosa è salvo* and *Cosa fare* with room for buttons."""

    def __init__(self, what: str, kept: str, todo: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.what = Text(what, Role.STRONG, "bad", wrap=True)
        self._kept_label = Text(tone="text3", parent=self)
        self._todo_label = Text(tone="text3", parent=self)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(44, 10, 16, 10)
        head.addWidget(self.what)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(8)
        for label, words in ((self._kept_label, kept), (self._todo_label, todo)):
            label.setVisible(bool(words))
            if words:
                self.body.addLayout(_labelled(label, words))
        self.body.addLayout(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self.body)
        self.setAccessibleName(" ".join(filter(None, (what, kept, todo))))
        self.retranslate()

    def retranslate(self) -> None:
        self._kept_label.say(_("What is safe"))
        self._todo_label.say(_("What to do"))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, rect = tokens(), QRectF(self.rect())
        high = self.what.geometry().bottom() + 11
        outline = QPainterPath()
        outline.addRoundedRect(rect, 10, 10)
        with painters.painting(self) as painter:
            painters.box(painter, rect, 10, look.surface)
            painter.save()
            painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
            painter.fillRect(QRectF(0, 0, rect.width(), high), qcolor(look.bad_bg))
            painter.restore()
            painters.box(painter, rect, 10, "", look.bad_line)
            icons.draw(painter, "circle-x", 16, 10, 20, look.bad)


def _labelled(label: Text, words: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    label.setFixedWidth(_LABEL)
    row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Text(words, wrap=True), 1)
    return row


class ErrorDialog(Dialog):
    """The Error panel over the window. ``remedied`` carries the code of the remedy chosen.

    ``detail`` is technical and for copying; it stays behind "Dettagli".
    """

    remedied = Signal(str)

    def __init__(
        self, what: str, kept: str, todo: str, *, remedy: Remedy | None = None, detail: str = ""
    ) -> None:
        super().__init__(wide=560)
        self._remedy, self._detail = remedy, detail
        self.head.hide()
        self.panel = ErrorPanel(what, kept, todo)
        self.body.addWidget(self.panel)
        self.details = QPlainTextEdit(detail)
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setFont(fonts.font(Role.CODE))
        self.details.setFixedHeight(200)
        self.details.hide()
        self.body.addWidget(self.details)
        self._show_details, self._copy = LinkButton(), LinkButton()
        self._show_details.clicked.connect(self._open_details)
        self._copy.clicked.connect(self._copy_details)
        self.buttons.insertWidget(0, self._show_details)
        self.buttons.insertWidget(1, self._copy)
        self._show_details.setVisible(bool(detail))
        self._copy.hide()
        self._close = self.add_button(Button(key="Esc"))
        self._close.clicked.connect(self.close_down)
        self._act = self.add_button(Button(kind="ink"))
        self._act.clicked.connect(self.accept)
        self._act.setVisible(remedy is not None)
        self.retranslate()

    def retranslate(self) -> None:
        self._show_details.say(_("Details"))
        self._copy.say(_("Copy"))
        self._close.say(_("Close"))
        self.details.setAccessibleName(_("Details"))
        if self._remedy is not None:
            self._act.say(self._remedy.words)

    def first(self) -> QWidget:
        return self._act if self._remedy is not None else self._close

    def accept(self) -> None:
        self.close_down()
        if self._remedy is not None:
            self.remedied.emit(self._remedy.code)

    def _open_details(self) -> None:
        fonts.load_fallbacks()
        self.details.show()
        self._copy.show()
        self._show_details.hide()
        self.details.setFocus(Qt.FocusReason.OtherFocusReason)
        self.updateGeometry()

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._detail)
