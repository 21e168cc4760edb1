"""The tiles of the themes, drawn from their tokens, and the preview beside them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from askadesk.core.i18n import _
from ui import fonts, icons, painters
from ui.fonts import Role
from ui.theme import CONTRAST, DARK, LIGHT, Mode, Tokens, qcolor, tokens
from ui.widgets.base import Halo

TILE = 96
_WORDS, _NARROW = 26, 140
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_LOOKS = {Mode.LIGHT: LIGHT, Mode.DARK: DARK, Mode.CONTRAST: CONTRAST}


class _Tile(QAbstractButton):
    """A desk in small, 96 high, with its radio button and name below."""

    stepped = Signal(int)

    def __init__(self, mode: Mode, parent: QWidget) -> None:
        super().__init__(parent)
        self.mode = mode
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(TILE + 36)

    def sizeHint(self) -> QSize:
        return QSize(120, TILE + 36)

    def halo(self) -> Halo:
        return Halo(QRectF(0, 0, self.width(), TILE), 10)

    def cut(self) -> bool:
        return fonts.width(self._role(), self.text()) > self.width() - _WORDS

    def _role(self) -> Role:
        """A narrow window takes the smaller of two sizes, for all four tiles alike."""
        if self.width() < _NARROW:
            return Role.SECOND_STRONG if self.isChecked() else Role.SECOND
        return Role.STRONG if self.isChecked() else Role.BODY

    def paintEvent(self, event: QPaintEvent) -> None:
        look, on = tokens(), self.isChecked()
        frame = QRectF(0, 0, self.width(), TILE)
        with painters.painting(self) as painter:
            path = QPainterPath()
            path.addRoundedRect(frame, 10, 10)
            painter.save()
            painter.setClipPath(path)
            self._paint_desk(painter, frame)
            painter.restore()
            edge, wide = (look.ink, 2.0) if on else (look.line, 1.0)
            painters.box(painter, frame, 10, "", edge, wide)
            self._paint_name(painter, look, on)

    def _paint_desk(self, painter: QPainter, frame: QRectF) -> None:
        if self.mode is not Mode.SYSTEM:
            _small_desk(painter, frame, _LOOKS[self.mode])
            return
        half = frame.width() / 2
        _small_desk(painter, QRectF(0, 0, half, TILE), LIGHT)
        _small_desk(painter, QRectF(half, 0, half, TILE), DARK)

    def _paint_name(self, painter: QPainter, look: Tokens, on: bool) -> None:
        edge, wide = (look.ink, 2.0) if on else (look.line_strong, 1.5)
        painters.box(painter, QRectF(0, TILE + 8, 20, 20), 10, look.surface, edge, wide)
        if on:
            painters.box(painter, QRectF(5, TILE + 13, 10, 10), 5, look.ink)
        room = QRectF(_WORDS, TILE + 8, self.width() - _WORDS, 20)
        painters.text(painter, room, self._role(), self.text(), look.text)

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


def _small_desk(painter: QPainter, frame: QRectF, look: Tokens) -> None:
    """Bar, card and yellow button of one set of tokens."""
    x, wide = frame.left(), frame.width()
    painter.fillRect(frame, qcolor(look.canvas))
    painter.fillRect(QRectF(x, 0, 15, TILE), qcolor(look.nav))
    inner = wide - 15 - 16
    painters.box(painter, QRectF(x + 23, 10, inner, 36), 4, look.surface, look.line)
    long = min(58.0, inner - 16)
    painters.box(painter, QRectF(x + 30, 18, long, 5), 2.5, look.text)
    painters.box(painter, QRectF(x + 30, 29, long * 0.65, 5), 2.5, look.text3)
    painters.box(painter, QRectF(x + 23, 56, min(44.0, inner), 16), 4, look.accent)


class ThemeTiles(QWidget):
    """Four tiles of which one is on; ``picked`` carries its key."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        modes = (Mode.LIGHT, Mode.DARK, Mode.CONTRAST, Mode.SYSTEM)
        self.tiles = [_Tile(mode, self) for mode in modes]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for tile in self.tiles:
            self._group.addButton(tile)
            tile.clicked.connect(self._clicked)
            tile.stepped.connect(self._step)
            row.addWidget(tile)

    def offer(self, names: Sequence[tuple[str, str]], on: str) -> None:
        """The names of the tiles, in their order."""
        for tile, (_key, words) in zip(self.tiles, names, strict=True):
            tile.setText(words)
            tile.setAccessibleName(words)
        self.pick(on)

    def pick(self, key: str) -> None:
        """Turn ``key`` on without saying so."""
        for tile in self.tiles:
            tile.setChecked(tile.mode.value == key)
            policy = Qt.FocusPolicy.StrongFocus if tile.isChecked() else Qt.FocusPolicy.ClickFocus
            tile.setFocusPolicy(policy)

    def _clicked(self) -> None:
        tile = self.sender()
        if isinstance(tile, _Tile):
            self.picked.emit(tile.mode.value)

    def _step(self, step: int) -> None:
        tile = self.sender()
        if isinstance(tile, _Tile):
            other = self.tiles[(self.tiles.index(tile) + step) % len(self.tiles)]
            self.picked.emit(other.mode.value)
            other.setFocus(Qt.FocusReason.TabFocusReason)


class LookPreview(QWidget):
    """What someone sees who is let in, and the next two, in the size that is tried."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(320)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, wide = tokens(), self.width() - 32
        with painters.painting(self) as painter:
            self._ground(painter)
            self._card(painter, QRectF(16, 24, wide, 212), look)
            self._list(painter, QRectF(16, 252, wide, 129), look)

    def _ground(self, painter: QPainter) -> None:
        rect = QRectF(self.rect())
        painter.setClipRect(rect)
        painters.box(painter, rect.adjusted(0, -16, 0, 0), 11, tokens().sunken)

    def _card(self, painter: QPainter, rect: QRectF, look: Tokens) -> None:
        painters.box(painter, rect, 12, look.surface, look.line)
        band = QRectF(rect.left() + 1, rect.top() + 1, rect.width() - 2, 49)
        painter.save()
        painter.setClipRect(band)
        painters.box(painter, band.adjusted(0, 0, 0, 16), 11, look.ok_bg)
        painter.restore()
        icons.draw(painter, "circle-check", rect.left() + 14, rect.top() + 14, 22, look.ok)
        said = QRectF(rect.left() + 44, rect.top(), rect.width() - 56, 50)
        painters.text(painter, said, Role.TITLE, _("Entry recorded"), look.ok)
        arch = QRectF(rect.left() + 14, rect.top() + 64, 60, 72)
        painter.fillPath(painters.arch_path(arch), qcolor(look.avatar[1]))
        middle = Qt.AlignmentFlag.AlignHCenter
        painters.text(painter, arch.adjusted(0, 8, 0, 0), Role.PAGE, "GF", look.avatar_text, middle)
        left, room = rect.left() + 86, rect.width() - 98
        who = QRectF(left, rect.top() + 66, room, 34)
        painters.text(painter, who, Role.PERSON, "Giulia Ferrero", look.text)
        house = QRectF(left, rect.top() + 102, room, 24)
        painters.text(painter, house, Role.BODY, "Studio Nuvola", look.text2)
        amount = QRectF(rect.left() + 14, rect.top() + 148, 44, 52)
        painters.text(painter, amount, Role.AMOUNT, "6", look.text)
        what = QRectF(rect.left() + 58, rect.top() + 164, rect.width() - 72, 24)
        painters.text(painter, what, Role.BODY, _("entries left"), look.text2)

    def _list(self, painter: QPainter, rect: QRectF, look: Tokens) -> None:
        painters.box(painter, rect, 12, look.surface, look.line)
        painters.rule(painter, rect.left() + 1, rect.top() + 64, rect.width() - 2)
        rows = (("10:00", "Amina El Idrissi", "Geoide Studio"), ("11:00", "Davide Musso", "Filo"))
        for at, (time, who, house) in enumerate(rows):
            top = rect.top() + at * 65
            when = QRectF(rect.left() + 14, top, 56, 64)
            painters.text(painter, when, Role.ROW_STRONG, time, look.text)
            left, room = rect.left() + 76, rect.width() - 90
            painters.text(painter, QRectF(left, top + 11, room, 22), Role.PRIMARY, who, look.text)
            second = QRectF(left, top + 33, room, 20)
            painters.text(painter, second, Role.SECOND, house, look.text3)
