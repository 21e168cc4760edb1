"""The keys of the screen that shows (F1)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from askadesk.core.i18n import _
from ui import painters
from ui.dialogs.base import Dialog
from ui.fonts import Role
from ui.theme import tokens
from ui.widgets.button import Button
from ui.widgets.rows import RowPainter, RowsView

_ROW, _MOST = 36, 13
_KEYS_WIDE = 112


class KeyRowPainter(RowPainter[tuple[str, str]]):
    """A key at the left, what it does beside it."""

    padding = 12
    ruled = False

    def height(self, row: tuple[str, str]) -> int:
        return _ROW

    def name(self, row: tuple[str, str]) -> str:
        return ": ".join(row)

    def paint(self, painter: QPainter, rect: QRectF, row: tuple[str, str]) -> None:
        keys, words = row
        painters.keycap(painter, rect.left(), rect.center().y(), keys)
        room = rect.adjusted(_KEYS_WIDE, 0, 0, 0)
        painters.text(painter, room, Role.BODY, words, tokens().text)


class KeysDialog(Dialog):
    """``rows`` are keys with what they do, those of the screen first."""

    def __init__(self, screen: str, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__(wide=480)
        self._screen = screen
        self.list: RowsView[tuple[str, str]] = RowsView(KeyRowPainter())
        self.list.show_rows(rows)
        self.list.setFixedHeight(_ROW * max(1, min(_MOST, len(rows))))
        self.body.addWidget(self.list)
        self._close = self.add_button(Button(key="Esc"))
        self._close.clicked.connect(self.close_down)
        self.retranslate()

    def retranslate(self) -> None:
        self.say_heading(_("Keys"), _("On the screen “{screen}”").format(screen=self._screen))
        self.list.setAccessibleName(_("Keys"))
        self._close.say(_("Close"))

    def first(self) -> QWidget:
        return self.list

    def accept(self) -> None:
        self.close_down()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            self.close_down()
            return
        super().keyPressEvent(event)
