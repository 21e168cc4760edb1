"""The command palette: one field that finds people, organisations, and everything the desk can do."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from askadesk.core.i18n import _, pgettext
from askadesk.people.rows import Found
from ui import fonts, icons, painters
from ui.commands import Commands
from ui.fonts import Role
from ui.palette.entries import Act, Choices, Entry, PersonAct, of_command, of_found
from ui.palette.list import PaletteList
from ui.theme import tokens
from ui.widgets.base import Halo, Speaking
from ui.widgets.chip import Keycap
from ui.widgets.field import UNCUT
from ui.widgets.overlay import Overlay
from ui.widgets.text import Text

WIDE, FIELD, FOOT, TOP = 680, 64, 44, 72
COMMANDS = ">"
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ACTS = {
    (Qt.Key.Key_U, True): Act.LET_OUT,
    (Qt.Key.Key_F3, False): Act.OPEN,
    (Qt.Key.Key_P, True): Act.CARD,
    (Qt.Key.Key_B, True): Act.BOOK,
}


class _PaletteLine(QLineEdit):
    """The text of the palette; every key but letters is the palette's own. It wears no halo: the
    palette is all there is to look at."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self._palette = palette
        self.setProperty("bare", True)
        font = QFont(fonts.font(Role.PAGE))
        font.setWeight(QFont.Weight.Normal)
        self.setFont(font)
        self.setFrame(False)
        self.setMaxLength(UNCUT)

    def halo(self) -> Halo | None:
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._palette.act_on(event):
            super().keyPressEvent(event)


class _Field(QWidget):
    def __init__(self, line: QLineEdit) -> None:
        super().__init__()
        self.setFixedHeight(FIELD)
        row = QHBoxLayout(self)
        row.setContentsMargins(58, 0, 24, 0)
        row.setSpacing(12)
        row.addWidget(line, 1)
        row.addWidget(Keycap("Esc"))

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            icons.draw(painter, "search", 24, 21, 22, tokens().text2)
            painters.rule(painter, 0, FIELD - 1, self.width())


class _Foot(QWidget):
    """The keys of the palette."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(FOOT)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, x, middle = tokens(), 24.0, FOOT / 2
        hints = (
            ("↑ ↓", _("scroll")),
            (pgettext("key", "Enter"), _("open")),
            ("Tab", _("actions")),
        )
        with painters.painting(self) as painter:
            ground = QRectF(1, -16, self.width() - 2, FOOT + 15)
            painter.setClipRect(self.rect())
            painters.box(painter, ground, 15, look.canvas)
            painters.rule(painter, 0, 0, self.width())
            for key, words in hints:
                x += painters.keycap(painter, x, middle, key) + 8
                room = QRectF(x, 0, 200, FOOT)
                x += painters.text(painter, room, Role.CAPTION, words, look.text2) + 24
            words = _("commands")
            left = self.width() - 24 - fonts.width(Role.CAPTION, words)
            room = QRectF(left, 0, 200, FOOT)
            painters.text(painter, room, Role.CAPTION, words, look.text2)
            left -= 8 + painters.keycap_width(COMMANDS)
            painters.keycap(painter, left, middle, COMMANDS)


class Palette(Speaking, QWidget):
    """680 wide, as high as what it found, at most 580.

    ``typed`` carries what is to be searched, ``picked`` what was chosen: a ``Found``, a ``PersonAct`` or
    a ``Command``. ``closed`` comes last, however it ended.
    """

    typed = Signal(str)
    picked = Signal(object)
    closed = Signal()
    from_top = TOP
    """Where it stands in the window: it grows downwards while somebody types."""

    def __init__(self, commands: Commands, text: str = "") -> None:
        super().__init__()
        self._commands = commands
        self._over: Overlay | None = None
        self._found: tuple[Found, ...] = ()
        self.searched = ""
        """What those who show were found for."""
        self.choices = Choices([], [])
        self.line, self.list = _PaletteLine(self), PaletteList()
        self.nothing = Text(tone="text2")
        self.nothing.setContentsMargins(24, 0, 24, 0)
        self.nothing.setFixedHeight(56)
        self.line.setText(text)
        self.line.textChanged.connect(self._typed)
        self.list.chosen.connect(self._clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (_Field(self.line), self.list, self.nothing, _Foot()):
            column.addWidget(part)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(_("Find people and commands"))
        self.line.setPlaceholderText(_("A name, an organisation, something to do"))
        self.line.setAccessibleName(_("Find people and commands"))
        self._compose()

    # life --------------------------------------------------------------------------------------

    def open_over(self, window: QWidget) -> None:
        """Show it over ``window``."""
        self._over = Overlay(window, self)
        self._over.escaped.connect(self.close_down)
        self._over.open(self.line)
        if self.text():
            self.typed.emit(self.text())

    def is_open(self) -> bool:
        """Whether it lies over a window now."""
        return self._over is not None

    def close_down(self) -> None:
        """Go away."""
        over, self._over = self._over, None
        if over is not None:
            over.close_down()
            self.closed.emit()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        assert layout is not None
        return QSize(WIDE, layout.totalSizeHint().height())

    # what is searched --------------------------------------------------------------------------

    def text(self) -> str:
        """What is to be searched among people: nothing while commands are looked for."""
        typed = self.line.text().strip()
        return "" if typed.startswith(COMMANDS) else typed

    def _typed(self, _text: str) -> None:
        if not self.text():
            self._found, self.searched = (), ""
        self._compose()
        self.typed.emit(self.text())

    def show_found(self, text: str, found: tuple[Found, ...]) -> None:
        """Show who was found for ``text``, unless something else is asked by now."""
        if text == self.text():
            self._found, self.searched = found, text
            self._compose()

    def _compose(self) -> None:
        """Everything anew, the first entry marked; of the people those found last stay meanwhile."""
        typed = self.line.text().strip()
        wanted = typed.removeprefix(COMMANDS) if typed.startswith(COMMANDS) else typed
        people = [of_found(one) for one in self._found if one.kind == "person"]
        houses = [of_found(one) for one in self._found if one.kind != "person"]
        commands = [of_command(one) for one in self._commands.find(wanted)]
        self.choices = Choices(people, [*houses, *commands])
        self._show()

    def _show(self) -> None:
        typed, choices = self.line.text().strip(), self.choices
        only = typed.startswith(COMMANDS) or not typed
        enter = pgettext("key", "Enter")
        self.list.show_lines(choices.lines(only), choices.at, typed, enter)
        waits = bool(self.text()) and self.searched != self.text()
        empty = choices.current is None
        self.list.setVisible(not empty)
        self.nothing.setVisible(empty)
        words = _("Nothing found with “{text}”.").format(text=typed.removeprefix(COMMANDS))
        self.nothing.say(_("Searching…") if waits else words)
        self._announce()

    def _announce(self) -> None:
        current = self.choices.current
        if current is not None and self.isVisible() and QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(self.line, current.spoken)
            QAccessible.updateAccessibility(event)

    # keys --------------------------------------------------------------------------------------

    def act_on(self, event: QKeyEvent) -> bool:
        """Act on a key pressed in the field; False when it only writes there."""
        key, control = Qt.Key(event.key()), event.modifiers() == _CONTROL
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 8,
            Qt.Key.Key_PageUp: -8,
        }
        if key in steps:
            self.choices.step(steps[key])
            self._show()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(self.choices.current)
        elif (key, control) in _ACTS:
            self._act(_ACTS[key, control])
        elif control and key == Qt.Key.Key_K:
            self.close_down()
        else:
            return False
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes to what can be done for the person, and back."""
        self.choices.to_acts()
        self._show()
        return True

    def _act(self, wanted: Act) -> None:
        """Do ``wanted`` for the person chosen, if it can be done now."""
        for entry in self.choices.acts:
            if isinstance(entry.what, PersonAct) and entry.what.act is wanted:
                self._pick(entry)
                return

    def _clicked(self, at: int) -> None:
        self.choices.go_to(at)
        self._pick(self.choices.current)

    def _pick(self, entry: Entry | None) -> None:
        if entry is not None:
            self.close_down()
            self.picked.emit(entry.what)
