"""The frame of the first run: the steps at the left, the question and its answer at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from askadesk.core.i18n import _
from ui import fonts, icons, painters
from ui.fonts import Role
from ui.theme import qcolor, tokens
from ui.widgets.base import Halo, Speaking
from ui.widgets.overlay import Overlay

PANEL = 360
_PITCH, _CIRCLE, _FIRST = 56, 28, 142
_ARCHES = 176
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Cover(Overlay):
    """Lies over the whole window; nothing below it is seen or reacts."""

    def _place(self) -> None:
        self.setGeometry(self._over.rect())
        self._plate.hide()
        self._panel.setGeometry(self.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            painter.fillRect(self.rect(), qcolor(tokens().canvas))


class StepsPanel(Speaking, QWidget):
    """360 wide: the mark, circles of 28 every 56, and three arches at the bottom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(PANEL)
        self._names: tuple[str, ...] = ()
        self._at = 0

    def show_steps(self, names: Sequence[str], at: int) -> None:
        """The steps by name, and the one that is asked now."""
        self._names, self._at = tuple(names), at
        said = _("Step {step} of {steps}: {name}").format(
            step=at + 1, steps=len(names), name=names[at]
        )
        self.setAccessibleName(said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens()
        with painters.painting(self) as painter:
            painter.fillRect(self.rect(), qcolor(look.nav))
            icons.mark().render(painter, QRectF(40, 40, 31.8, 36))
            room = QRectF(84, 40, 240, 36)
            painters.text(painter, room, Role.DIALOG, _("AskaDesk"), look.nav_on)
            self._paint_arches(painter)
            for at, name in enumerate(self._names):
                self._paint_step(painter, at, name)

    def _paint_arches(self, painter: QPainter) -> None:
        look, top = tokens(), self.height() - _ARCHES
        for at, left in enumerate((12, 132, 252)):
            colour = look.accent if at == 1 else look.nav_hi
            path = painters.arch_path(QRectF(left, top, 96, _ARCHES), 0)
            painter.fillPath(path, qcolor(colour))
            if look.nav == look.nav_hi and at != 1:
                painter.strokePath(path, painters.pen(look.nav_text, 2))

    def _paint_step(self, painter: QPainter, at: int, name: str) -> None:
        look, now, done = tokens(), at == self._at, at < self._at
        top = _FIRST + at * _PITCH
        circle = QRectF(40, top, _CIRCLE, _CIRCLE)
        fill = look.accent if now else look.nav_hi if done else ""
        edge = "" if now or done else look.nav_text
        painters.box(painter, circle, _CIRCLE / 2, fill, edge)
        if done:
            middle = circle.center()
            icons.draw(painter, "check", middle.x() - 8, middle.y() - 8, 16, look.nav_on, 2.5)
        else:
            colour = look.accent_on if now else look.nav_text
            number = Qt.AlignmentFlag.AlignHCenter
            painters.text(painter, circle, Role.STRONG, str(at + 1), colour, number)
        role = Role.TITLE if now else Role.LARGE
        colour = look.nav_on if now else look.nav_text
        painters.text(painter, QRectF(84, top, 252, _CIRCLE), role, name, colour)


class OptionCard(QAbstractButton):
    """A way to choose: arch with icon, title, one sentence, facts with a tick, a radio button."""

    stepped = Signal(int)

    def __init__(self, icon: str, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._sentence, self._facts = icon, "", tuple[str, ...]()
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(high)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, title: str, sentence: str = "", facts: Sequence[str] = ()) -> None:
        """What it is called, what it means, and what speaks for it."""
        self.setText(title)
        self._sentence, self._facts = sentence, tuple(facts)
        self.setAccessibleName(title)
        self.setAccessibleDescription(" ".join((sentence, *facts)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, self.height())

    def halo(self) -> Halo:
        return Halo(QRectF(self.rect()), 12)

    def cut(self) -> bool:
        room = self.width() - 48
        facts = any(fonts.width(Role.BODY, fact) > room - 30 for fact in self._facts)
        return facts or fonts.width(Role.PAGE, self.text()) > room

    def paintEvent(self, event: QPaintEvent) -> None:
        look, on, rect = tokens(), self.isChecked(), QRectF(self.rect())
        with painters.painting(self) as painter:
            edge, wide = (look.ink, 2.0) if on else (look.line, 1.0)
            painters.box(painter, rect, 12, look.surface, edge, wide)
            self._paint_radio(painter, rect.right() - 48, 25)
            left, top = 24.0, 24.0
            if self._icon:
                self._paint_icon(painter, QRectF(24, 24, 56, 56))
                top = 96.0
            room = rect.width() - 48 - (0 if self._icon else 40)
            title = QRectF(left, top, room, 28)
            painters.text(painter, title, Role.PAGE, self.text(), look.text)
            sentence = QRectF(left, top + 30, rect.width() - 48, 22)
            painters.text(painter, sentence, Role.ROW, self._sentence, look.text2)
            for at, fact in enumerate(self._facts):
                middle = top + 74 + at * 28
                icons.draw(painter, "check", left, middle - 9, 18, look.ink)
                said = QRectF(left + 30, middle - 10, rect.width() - 78, 20)
                painters.text(painter, said, Role.BODY, fact, look.text)

    def _paint_icon(self, painter: QPainter, rect: QRectF) -> None:
        look, on = tokens(), self.isChecked()
        painter.fillPath(painters.arch_path(rect), qcolor(look.ink if on else look.ink_100))
        middle = rect.center() + QPointF(0, 2)
        colour = look.ink_on if on else look.ink
        icons.draw(painter, self._icon, middle.x() - 13, middle.y() - 13, 26, colour)

    def _paint_radio(self, painter: QPainter, x: float, y: float) -> None:
        look, on = tokens(), self.isChecked()
        edge = look.ink if on else look.line_strong
        painters.box(painter, QRectF(x, y, 24, 24), 12, look.surface, edge, 2)
        if on:
            painters.box(painter, QRectF(x + 6, y + 6, 12, 12), 6, look.ink)

    def setChecked(self, on: bool) -> None:
        super().setChecked(on)
        policy = Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(policy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose among the cards; Enter goes on with the one that is chosen."""
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step:
            self.stepped.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class OptionCards(QWidget):
    """A few cards side by side of which one is on; ``picked`` carries its place (0 first)."""

    picked = Signal(int)

    def __init__(self, icons_: Sequence[str], high: int) -> None:
        super().__init__()
        self.cards = [OptionCard(icon, high, self) for icon in icons_]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        for card in self.cards:
            card.clicked.connect(self._clicked)
            card.stepped.connect(self._step)
            row.addWidget(card)
        self.pick(0)

    @property
    def current(self) -> int:
        """Which one is on."""
        return next(at for at, card in enumerate(self.cards) if card.isChecked())

    def pick(self, at: int) -> None:
        """Turn one on without saying so."""
        for place, card in enumerate(self.cards):
            card.setChecked(place == at)

    def _clicked(self) -> None:
        card = self.sender()
        if isinstance(card, OptionCard):
            self._take(self.cards.index(card))

    def _step(self, step: int) -> None:
        card = self.sender()
        if isinstance(card, OptionCard):
            at = (self.cards.index(card) + step) % len(self.cards)
            self._take(at)
            self.cards[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _take(self, at: int) -> None:
        self.pick(at)
        self.picked.emit(at)
