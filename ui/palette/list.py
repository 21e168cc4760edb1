"""The rows of the palette, painted: never more than eight, none of them a widget."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import fonts, icons, painters
from ui.fonts import Role
from ui.palette.entries import HEADING, ROW, Entry, Heading, Line, matches
from ui.theme import qcolor, tokens

_INSET = 8


class PaletteList(QWidget):
    """``chosen`` carries the place of an entry that was clicked."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[Line, int]] = []
        self._at, self._text, self._enter = -1, "", ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: list[tuple[Line, int]], at: int, text: str, enter: str) -> None:
        """Show ``lines`` with the entry ``at`` marked, and where ``text`` is found in them;
        ``enter`` is what the key that chooses is called."""
        self._lines, self._at, self._text, self._enter = lines, at, text, enter
        current = next((line for line, place in lines if place == at), None)
        self.setAccessibleDescription(current.spoken if isinstance(current, Entry) else "")
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    @property
    def lines(self) -> list[tuple[Line, int]]:
        """What shows: headings, and entries with their places."""
        return self._lines

    def sizeHint(self) -> QSize:
        high = sum(HEADING if place < 0 else ROW for _line, place in self._lines)
        return QSize(320, high + (12 if high else 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        top = 0.0
        for _line, place in self._lines:
            high = HEADING if place < 0 else ROW
            if top <= event.position().y() < top + high and place >= 0:
                self.chosen.emit(place)
                return
            top += high

    # painting ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        look, top = tokens(), 0.0
        with painters.painting(self) as painter:
            for line, place in self._lines:
                if isinstance(line, Heading):
                    words = QRectF(24, top + 12, self.width() - 48, 16)
                    painters.text(painter, words, Role.INITIALS_32, line.words, look.text3)
                    top += HEADING
                else:
                    rect = QRectF(_INSET, top, self.width() - 2 * _INSET, ROW)
                    self._paint_entry(painter, rect, line, place == self._at)
                    top += ROW

    def _paint_entry(self, painter: QPainter, rect: QRectF, entry: Entry, on: bool) -> None:
        look, middle = tokens(), rect.center().y()
        if on:
            painters.box(painter, rect, 8, look.ink)
        if entry.initials:
            painters.avatar(painter, rect.left() + 16, middle - 16, 32, entry.initials)
        else:
            colour = look.ink_on if on else look.text2
            icons.draw(painter, entry.icon, rect.left() + 22, middle - 10, 20, colour)
        right = self._paint_key(painter, rect, entry, on)
        left = rect.left() + 60
        high = 19 if entry.detail else 10
        title = QRectF(left, middle - high, right - left, 20)
        self._paint_title(painter, title, entry.title, look.ink_on if on else look.text)
        detail = QRectF(left, middle + 1, right - left, 16)
        colour = look.ink_on if on else look.text3
        painters.text(painter, detail, Role.CAPTION, entry.detail, colour)

    def _paint_key(self, painter: QPainter, rect: QRectF, entry: Entry, on: bool) -> float:
        """The key at the right; gives where the words must end."""
        key = entry.keys or (self._enter if on else "")
        if not key:
            return rect.right() - 16
        left = rect.right() - 16 - painters.keycap_width(key)
        painters.keycap(painter, left, rect.center().y(), key, "ink" if on else "")
        return left - 12

    def _paint_title(self, painter: QPainter, rect: QRectF, title: str, colour: str) -> None:
        """The title with what was typed in it marked: heavier, with a line of accent below."""
        parts, x = _parts(title, matches(self._text, title)), rect.left()
        runs = [(Role.ROW_STRONG if on else Role.ROW, words, colour) for words, on in parts]
        painters.runs(painter, rect, runs)
        measures = fonts.metrics(Role.ROW)
        below = rect.center().y() + (measures.ascent() - measures.descent()) / 2 + 3
        for words, on in parts:
            wide = fonts.width(Role.ROW_STRONG if on else Role.ROW, words)
            if on and x + wide <= rect.right():
                painter.fillRect(QRectF(x, below, wide, 3), qcolor(tokens().accent))
            x += wide


def _parts(title: str, marked: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    """``title`` in pieces, each with whether it is marked."""
    parts, done = [], 0
    for start, end in marked:
        if start < done:
            continue
        parts += [(title[done:start], False), (title[start:end], True)]
        done = end
    return [(words, on) for words, on in (*parts, (title[done:], False)) if words]
