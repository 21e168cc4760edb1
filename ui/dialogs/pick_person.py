"""Pick one of a few people: whose guest is it, which colleague leaves, who is inside."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from askadesk.core.i18n import _
from ui import painters
from ui.dialogs.base import Dialog
from ui.fonts import Role
from ui.theme import tokens
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.field import line
from ui.widgets.rows import RowPainter, RowsView

_ROW, _ROWS_SHOWN = 56, 6


@dataclass(frozen=True, slots=True)
class Choice:
    """Someone who can be picked. ``row`` is what comes back when they are."""

    id: UUID
    name: str
    initials: str
    detail: str = ""
    aside: str = ""
    row: Any = None


def folded(text: str) -> str:
    """``text`` for comparing: no accents, no case."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


class ChoicePainter(RowPainter[Choice]):
    """Avatar, name and detail, and a word at the right."""

    padding = 8

    def height(self, row: Choice) -> int:
        return _ROW

    def name(self, row: Choice) -> str:
        return ", ".join(filter(None, (row.name, row.detail, row.aside)))

    def paint(self, painter: QPainter, rect: QRectF, row: Choice) -> None:
        look, middle = tokens(), rect.center().y()
        painters.avatar(painter, rect.left(), round(middle - 16), 32, row.initials)
        right = rect.right()
        if row.aside:
            aside = QRectF(right - 96, rect.top(), 96, rect.height())
            align = Qt.AlignmentFlag.AlignRight
            right -= painters.text(painter, aside, Role.SECOND, row.aside, look.text3, align) + 8
        left = rect.left() + 44
        first = QRectF(left, middle - (19 if row.detail else 10), right - left, 20)
        painters.text(painter, first, Role.PRIMARY, row.name, look.text)
        second = QRectF(left, middle + 1, right - left, 18)
        painters.text(painter, second, Role.SECOND, row.detail, look.text3)


class PickPersonDialog(Dialog):
    """A search field over a list. ``picked`` carries the ``row`` of the ``Choice``.

    Typing narrows the list, Down and Up move in it, Enter or F2 takes the one that is marked.
    """

    picked = Signal(object)

    def __init__(
        self,
        title: str,
        explanation: str,
        people: Sequence[Choice],
        *,
        verb: str = "",
        nobody: tuple[str, str] = ("", ""),
    ) -> None:
        super().__init__(wide=520)
        self._words, self._verb, self._nobody = (title, explanation), verb, nobody
        self._people = tuple(people)
        self.search = line()
        self.search.textChanged.connect(self._narrow)
        self.list: RowsView[Choice] = RowsView(ChoicePainter(), marks_current=True)
        self.list.setFixedHeight(_ROW * _ROWS_SHOWN)
        self.list.chosen.connect(self._take)
        self.empty = EmptyState()
        self.empty.setFixedHeight(_ROW * _ROWS_SHOWN)
        for part in (self.search, self.list, self.empty):
            self.body.addWidget(part)
        self.body.setSpacing(8)
        self._leave = self.add_button(Button(key="Esc"))
        self._do = self.add_button(Button(kind="accent", key="F2"))
        self._do.setVisible(bool(verb))
        self._leave.clicked.connect(self.close_down)
        self._do.clicked.connect(self.accept)
        self.retranslate()
        self._narrow()

    def retranslate(self) -> None:
        self.say_heading(*self._words)
        self.search.setPlaceholderText(_("Type a name"))
        self.search.setAccessibleName(_("Type a name"))
        self.list.setAccessibleName(self._words[0])
        self._leave.say(_("Leave it") if self._verb else _("Close"))
        self._do.say(self._verb)
        self._say_empty()

    def _say_empty(self) -> None:
        if self._people:
            self.empty.say(_("Nobody with this name."), _("Try another part of the name."))
        else:
            self.empty.say(*self._nobody)

    def first(self) -> QWidget:
        return self.search

    def _narrow(self) -> None:
        wanted = folded(self.search.text()).split()
        found = [one for one in self._people if _fits(one, wanted)]
        self.list.show_rows(found)
        self.list.setVisible(bool(found))
        self.empty.setVisible(not found)
        self._do.setEnabled(bool(found))
        if found:
            self.list.setCurrentIndex(self.list.model().index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and self.list.rows:
            at = self.list.currentIndex().row() + step
            at = min(len(self.list.rows) - 1, max(0, at))
            self.list.setCurrentIndex(self.list.model().index(at, 0))
            return
        super().keyPressEvent(event)

    def accept(self) -> None:
        at = self.list.currentIndex().row()
        if 0 <= at < len(self.list.rows):
            self._take(self.list.rows[at])

    def _take(self, choice: Choice) -> None:
        if not self._verb:
            return
        self.close_down()
        self.picked.emit(choice.row)


def _fits(choice: Choice, wanted: list[str]) -> bool:
    hay = folded(f"{choice.name} {choice.detail}")
    return all(word in hay for word in wanted)
