"""A segmented control: a few choices of which one is on."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui import fonts, painters
from ui.fonts import Role
from ui.theme import tokens
from ui.widgets.base import Halo

SMALL = 26
"""A segment lower than this takes the smaller type."""
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class _Segment(QAbstractButton):
    stepped = Signal(int)

    def __init__(self, padding: int, high: int, most: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._padding, self._high, self._most = padding, high, most
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        edge = 2 if self.isChecked() else 0
        wide = fonts.width(self._role(), self.text())
        wide = min(wide, self._most) if self._most else wide
        return QSize(math.ceil(wide + 2 * self._padding) + edge, self._high)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _role(self) -> Role:
        if self._high < SMALL:
            return Role.CAPTION_STRONG if self.isChecked() else Role.CAPTION_MEDIUM
        return Role.SECOND_STRONG if self.isChecked() else Role.SECOND_MEDIUM

    def may_be_cut(self) -> bool:
        """Names of spaces may be long; the tooltip says them whole."""
        return self._most > 0

    def halo(self) -> Halo:
        return Halo(QRectF(self.rect()), 6)

    def cut(self) -> bool:
        return self.width() < self.sizeHint().width()

    def say(self, words: str) -> None:
        """Show ``words``; those that do not fit are in the tooltip."""
        self.setText(words)
        too_wide = self._most and fonts.width(Role.CAPTION_STRONG, words) > self._most
        self.setToolTip(words if too_wide else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        look, rect, on = tokens(), QRectF(self.rect()), self.isChecked()
        with painters.painting(self) as painter:
            if on:
                painters.box(painter, rect, 6, look.surface, look.line)
            colour = look.text if on or self.underMouse() else look.text2
            middle = Qt.AlignmentFlag.AlignHCenter
            side = self._padding if self._most else 0
            room = rect.adjusted(side, 0, -side, 0)
            painters.text(painter, room, self._role(), self.text(), colour, middle, grows=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move within; letters and function keys go on to the window."""
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step:
            self.stepped.emit(step)
            return
        if event.text().isprintable() and event.text() != " ":
            event.ignore()
            return
        super().keyPressEvent(event)


class Segmented(QWidget):
    """32 high on a sunken track. ``picked`` carries the key of the choice.

    Arrow keys move within, Tab passes on. ``fills`` shares the whole width among the choices; ``most`` is
    how wide the words of one may be, where they hold a name.
    """

    picked = Signal(str)

    def __init__(
        self,
        *,
        compact: bool = False,
        high: int = 32,
        fills: bool = False,
        most: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._padding = 8 if compact else 12
        self._high, self._fills, self._most = high, fills, most
        self._keys: list[str] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._clicked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 2, 2, 2)
        self._row.setSpacing(2)
        across = QSizePolicy.Policy.Expanding if fills else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    def offer(self, choices: Sequence[tuple[str, str]], on: str) -> None:
        """Offer ``(key, words)`` pairs, ``on`` being the one that is on."""
        if [key for key, _ in choices] != self._keys:
            self._rebuild([key for key, _ in choices])
        for at, (key, words) in enumerate(choices):
            segment = self._group.button(at)
            segment.say(words)  # type: ignore[attr-defined]
            segment.setChecked(key == on)
        self._settle()

    def _rebuild(self, keys: list[str]) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._keys = keys
        for at in range(len(keys)):
            segment = _Segment(self._padding, self._high - 4, self._most, self)
            if self._fills:
                segment.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            segment.stepped.connect(self._step)
            self._group.addButton(segment, at)
            self._row.addWidget(segment)
            segment.show()

    @property
    def current(self) -> str:
        """The key of the choice that is on; "" when nothing is offered."""
        at = self._group.checkedId()
        return self._keys[at] if at >= 0 else ""

    def pick(self, key: str) -> None:
        """Turn ``key`` on without saying so."""
        if key in self._keys:
            self._group.button(self._keys.index(key)).setChecked(True)
            self._settle()

    def _clicked(self, at: int) -> None:
        self._settle()
        self.picked.emit(self._keys[at])

    def _step(self, step: int) -> None:
        at = (self._group.checkedId() + step) % len(self._keys)
        segment = self._group.button(at)
        segment.setChecked(True)
        self._clicked(at)
        segment.setFocus(Qt.FocusReason.TabFocusReason)

    def _settle(self) -> None:
        for button in self._group.buttons():
            on = button.isChecked()
            policy = Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
            button.updateGeometry()
            if self._fills:
                self._row.setStretch(self._row.indexOf(button), button.sizeHint().width())
        self.updateGeometry()

    def set_padding(self, padding: int) -> None:
        """Take the padding of a roomy (12) or compact (8) window."""
        self._padding = padding
        for button in self._group.buttons():
            button._padding = padding  # type: ignore[attr-defined]
        self._settle()

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            painters.box(painter, QRectF(self.rect()), 8, tokens().sunken)
