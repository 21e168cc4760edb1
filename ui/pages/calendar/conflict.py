"""Who is in the way, said while one still drags: below the ghost, with what is free instead."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.i18n import _, hour
from askadesk.rooms.rows import Block, Free, SpaceDay
from askadesk.rooms.words import taken_sentence, until_sentence
from ui import icons, painters
from ui.fonts import Role
from ui.pages.calendar import phrases
from ui.pages.calendar.drag import Ghost
from ui.pages.calendar.facts import NameButton, clear, sentences
from ui.theme import tokens
from ui.widgets.overlay import Plate
from ui.widgets.text import Text

WIDE, GAP, _AROUND = 272, 12, 32


class _Sign(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(18, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            icons.draw(painter, "triangle-alert", 0, 1, 18, tokens().bad)


class ConflictPopover(QWidget):
    """``instead_chosen`` carries the ``Ghost`` and the ``Free`` that was taken for it."""

    instead_chosen = Signal(object, object)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._plate = Plate(self, radius=12, blur=24, drop=8)
        self.panel = QWidget(self)
        self.title = Text(role=Role.STRONG, tone="bad", wrap=True, lines=3, elide=True)
        self.until = Text(role=Role.SECOND, tone="text2", wrap=True)
        self.buttons = QVBoxLayout()
        self.buttons.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(_Sign(), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.until)
        column.addSpacing(4)
        column.addLayout(self.buttons)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._said: tuple[Block | None, tuple[Free, ...], UUID] | None = None
        self._ghost: Ghost | None = None
        self.hide()

    def show_conflict(self, ghost: Ghost, day: SpaceDay, place: QRectF) -> None:
        """Say who has it; ``place`` is the ghost's rectangle in the widget that this lies over."""
        said = ghost.blocker, ghost.instead, ghost.slot.space
        if said != self._said or self.isHidden():
            self._said = said
            self._fill(ghost, day)
        self._ghost = ghost
        column = self.panel.layout()
        assert column is not None
        high = column.totalHeightForWidth(WIDE)
        over = self.parentWidget()
        assert over is not None
        left = min(max(0.0, place.left() - 127), over.width() - WIDE - 1)
        top = place.bottom() + GAP
        if top + high > over.height():
            top = max(0.0, place.top() - GAP - high)
        self.setGeometry(round(left) - _AROUND, round(top), WIDE + 2 * _AROUND, high + _AROUND)
        self.panel.setGeometry(_AROUND, 0, WIDE, high)
        self._plate.setGeometry(self.panel.geometry())
        if self.isHidden():
            self._plate.lower()
            self.show()
            self.raise_()

    def _fill(self, ghost: Ghost, day: SpaceDay) -> None:
        blocker = ghost.blocker
        assert blocker is not None
        who = "" if blocker.private else phrases.who(blocker)
        self.title.say(taken_sentence(day.space.name, who))
        said = until_sentence(blocker.starts, blocker.ends, blocker.cleaned_by)
        self.until.say(sentences([said, _("Free instead") if ghost.instead else ""]))
        clear(self.buttons)
        for free in ghost.instead[:2]:
            words = _("{hour} {space}").format(space=free.space_name, hour=hour(free.starts))
            button = NameButton(words, size=32)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._take, free))
            self.buttons.addWidget(button)
            button.show()

    def _take(self, free: Free, _on: bool = False) -> None:
        self.hide()
        self.instead_chosen.emit(self._ghost, free)
