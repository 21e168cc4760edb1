"""The roll call: covers everything, until it is closed. A view: it says what was asked by signals."""

from __future__ import annotations

import math
from datetime import datetime
from typing import ClassVar

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from askadesk.core.i18n import _
from askadesk.rollcall.rows import Board, Call, Known, Listed, Place
from askadesk.rollcall.rules import matching
from ui import fonts, icons, painters
from ui.fonts import Role
from ui.pages.roll_call.column import CallColumn
from ui.pages.roll_call.head import CallBand, Counter, said_counts
from ui.pages.roll_call.rows import COLUMNS, Columns, Kind, lines_of
from ui.theme import qcolor, tokens
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.chip import Keycap
from ui.widgets.empty import EmptyState
from ui.widgets.overlay import Overlay
from ui.widgets.scan_field import ScanField
from ui.widgets.text import Text

FOOTER = 80
_MARGIN = 32


class CallField(ScanField):
    """Reads a card, or narrows the list while a name is typed."""

    def __init__(self) -> None:
        super().__init__()
        for keycap in self.findChildren(Keycap):
            keycap.hide()
        self.setFixedSize(344, 48)

    def retranslate(self) -> None:
        self.line.setPlaceholderText(_("Read a card or type"))
        self.line.setAccessibleName(_("Read a card or type a name"))


class CallFooter(Speaking, QWidget):
    """80 high: the field, what the keys do, whether the archive is out of reach, the actions."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(FOOTER)
        self.field = CallField()
        self.drill = Button(kind="ghost", size=48)
        self.close_call = Button(kind="secondary", size=48)
        self.print = Button(kind="accent", size=48, icon="printer", key="F2")
        self._out, self._undo = Text(tone="text2"), Text(tone="text2")
        self.news = Text(role=Role.PRIMARY, tone="warn", elide=True)
        self.offline = _Offline()
        self._is_drill = False
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 1, _MARGIN, 0)
        row.setSpacing(12)
        row.addWidget(self.field)
        self._space = Keycap("")
        for key, words in ((self._space, self._out), (Keycap("F9"), self._undo)):
            pair = QHBoxLayout()
            pair.setSpacing(8)
            pair.addWidget(key)
            pair.addWidget(words)
            row.addLayout(pair)
        row.addWidget(self.news, 1)
        for widget in (self.offline, self.drill, self.close_call, self.print):
            row.addWidget(widget)
        self.retranslate()

    def show_drill(self, drill: bool) -> None:
        """Whether the call is a drill."""
        self._is_drill = drill
        self.retranslate()

    def retranslate(self) -> None:
        self._space.say(_("Space"))
        self._out.say(_("out"))
        self._undo.say(_("undo"))
        self.close_call.say(_("Close the roll call"))
        self.print.say(_("Print the list"))
        self.drill.say(_("It is no drill") if self._is_drill else _("It is a drill"))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens()
        with painters.painting(self) as painter:
            painter.fillRect(self.rect(), qcolor(look.surface))
            painters.rule(painter, 0, 0, self.width())


class _Offline(Speaking, QWidget):
    """Says that the archive is out of reach: the call goes on all the same."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self._words = _("No network")
        self.setAccessibleName(self._words)
        self.setToolTip(_("What you tick is kept here and goes to the archive when it is back."))
        self.updateGeometry()

    def cut(self) -> bool:
        return self.width() < self.sizeHint().width()

    def sizeHint(self) -> QSize:
        return QSize(math.ceil(fonts.width(Role.PRIMARY, self._words)) + 26, 24)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens()
        with painters.painting(self) as painter:
            icons.draw(painter, "cloud-off", 0, 3, 18, look.warn)
            room = QRectF(26, 0, self.width() - 26, 24)
            painters.text(painter, room, Role.PRIMARY, self._words, look.warn)


class RollCallPage(Speaking, QWidget):
    """``ticked`` carries a ``Listed`` to tick, or to take back when it is out; ``stepped`` one and how
    many of its heads are out; ``card_typed`` what was entered that is no name on the list."""

    ticked = Signal(object)
    stepped = Signal(object, int)
    entered = Signal(str)
    undo_asked = Signal()
    print_asked = Signal()
    drill_asked = Signal(bool)
    close_asked = Signal()

    _KEYS: ClassVar[dict[int, str]] = {
        Qt.Key.Key_F2: "print_asked",
        Qt.Key.Key_F9: "undo_asked",
    }

    def __init__(self) -> None:
        super().__init__()
        self._board, self._shown_board = Board(()), Board(())
        self._call: Call | None = None
        self._shown: dict[Place, bool] = {}
        self._deal = Columns()
        self.band = CallBand()
        self.missing = Counter("bad", strong=True)
        self.found, self.inside = Counter("ok"), Counter("text")
        self.columns = tuple(CallColumn() for _at in range(COLUMNS))
        self.empty = EmptyState()
        self.footer = CallFooter()
        self._lay_out()
        self._wire()
        self.retranslate()

    def _lay_out(self) -> None:
        counters, board = QHBoxLayout(), QHBoxLayout()
        counters.setContentsMargins(_MARGIN, 16, _MARGIN, 0)
        board.setContentsMargins(_MARGIN, 16, _MARGIN, 16)
        counters.setSpacing(16)
        for counter in (self.missing, self.found, self.inside):
            counters.addWidget(counter, 1)
        board.setSpacing(16)
        for column in self.columns:
            board.addWidget(column, 1)
        board.addWidget(self.empty, 1)
        self.empty.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.band)
        whole.addLayout(counters)
        whole.addLayout(board, 1)
        whole.addWidget(self.footer)

    def _wire(self) -> None:
        footer = self.footer
        for column in self.columns:
            column.ticked.connect(self._ticked)
            column.stepped.connect(self.stepped)
            column.opened.connect(self._open_place)
            column.left.connect(self._go_beside)
        footer.field.edited.connect(self._narrowed)
        footer.field.cleared.connect(self._narrowed)
        footer.field.submitted.connect(self._entered)
        footer.field.moved.connect(self._into_list)
        footer.print.clicked.connect(self.print_asked)
        footer.close_call.clicked.connect(self.close_asked)
        footer.drill.clicked.connect(self._ask_drill)

    # what is shown -----------------------------------------------------------------------------

    def show_call(self, known: Known, call: Call, board: Board) -> None:
        """Show how the call stands."""
        self._call, self._board = call, board
        self.band.show_call(known, call)
        self.footer.show_drill(call.drill)
        self._show_board()

    def show_time(self, now: datetime) -> None:
        """Show the time since the beginning."""
        if self._call is not None:
            self.band.show_elapsed(now - self._call.started_at)

    def show_offline(self, offline: bool) -> None:
        """Say whether the archive is out of reach."""
        self.footer.offline.setVisible(offline)

    def say(self, words: str) -> None:
        """A sentence beside the field, until the next tick."""
        self.footer.news.say(words)

    def _show_board(self) -> None:
        board, call = self._board, self._call
        if call is None:
            return
        words = said_counts(board, call)
        self.missing.say(board.missing, *words[0])
        self.found.say(board.found, *words[1])
        self.inside.say(board.heads, *words[2])
        text = self.footer.field.text()
        self._shown_board = matching(board, text)
        # Places keep their column also while the list is narrowed.
        self._deal.deal(board)
        here = self._focused()
        for column, groups in zip(self.columns, self._deal.deal(self._shown_board), strict=True):
            shown = dict.fromkeys((group.place for group in groups), True) if text else self._shown
            column.show_rows(lines_of(groups, shown))
        if here is not None:
            self._keep_focus(here)
        self._show_emptiness(bool(text))

    def _show_emptiness(self, narrowed: bool) -> None:
        nobody = not self._shown_board.groups
        self.empty.setVisible(nobody)
        for column in self.columns:
            column.setVisible(not nobody)
        if narrowed:
            self.empty.say(_("Nobody on the list is called so"), _("Try part of the name."))
        else:
            self.empty.say(_("Nobody is inside"), _("Whoever comes in appears here."))

    def retranslate(self) -> None:
        self.setAccessibleName(self.band.title())
        for column in self.columns:
            column.setAccessibleName(_("To be found"))
        self._show_board()

    # asking ------------------------------------------------------------------------------------

    def _ticked(self, listed: object) -> None:
        self.say("")
        self.ticked.emit(listed)

    def _ask_drill(self) -> None:
        if self._call is not None:
            self.drill_asked.emit(not self._call.drill)
            # Space is for ticking: left on the button, it would turn a drill into the real thing.
            self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_place(self, place: object) -> None:
        assert isinstance(place, Place)
        self._shown[place] = not self._shown.get(place, False)
        self._show_board()

    def _narrowed(self, _text: str = "") -> None:
        self.say("")
        self._show_board()

    def _entered(self, text: str) -> None:
        """Enter: who is meant is ticked when only one can be, else the list gets the keyboard."""
        if not text.strip():
            self._into_list()
            return
        waiting = self._to_find()
        if len(waiting) == 1:
            self.clear_field()
            self._ticked(waiting[0])
        elif waiting:
            self._into_list()
        else:
            self.entered.emit(text)

    def _to_find(self) -> list[Listed]:
        return [one for group in self._shown_board.groups for one in group.waiting]

    def clear_field(self) -> None:
        """Empty the field: the whole list shows again."""
        self.footer.field.line.clear()
        self._show_board()

    # the keyboard ------------------------------------------------------------------------------

    def first(self) -> QWidget:
        """What has the keyboard at the start."""
        return next((one for one in self.columns if one.go_to_person()), self.footer.field.line)

    def _into_list(self, _key: int = 0) -> None:
        column = next((one for one in self.columns if one.go_to_person()), None)
        if column is not None:
            column.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focused(self) -> CallColumn | None:
        return next((one for one in self.columns if one.hasFocus()), None)

    def _keep_focus(self, column: CallColumn) -> None:
        """After a tick the keyboard stands on the next one to find."""
        row = column.current()
        if row is not None and row.kind in (Kind.PERSON, Kind.FOUND, Kind.OUT):
            return
        if not column.go_to_person():
            self._into_list()

    def _go_beside(self, by: int) -> None:
        here = self._focused()
        at = self.columns.index(here) if here is not None else 0
        for step in range(1, COLUMNS):
            column = self.columns[(at + by * step) % COLUMNS]
            if column.go_to_person():
                column.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asked = self._KEYS.get(event.key())
        if asked is not None:
            getattr(self, asked).emit()
        elif _writes(event):
            self._type(event)
        else:
            super().keyPressEvent(event)

    def _type(self, event: QKeyEvent) -> None:
        """Letters typed while the focus is elsewhere go to the field."""
        line = self.footer.field.line
        if not line.hasFocus():
            line.setFocus(Qt.FocusReason.OtherFocusReason)
            QApplication.sendEvent(line, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            painter.fillRect(self.rect(), qcolor(tokens().canvas))


def _writes(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
    return bool(event.text()) and event.text().isprintable() and not held


class CallCover(Overlay):
    """Lies over the whole window; Esc means nothing here: only *Close the roll call* ends it."""

    def _place(self) -> None:
        self.setGeometry(self._over.rect())
        self._panel.setGeometry(self.rect())
        self._plate.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page paints all of it."""
