"""A text on the 4 px grid: role and tone of the design, exact line height, elided only if it may be."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import fonts, painters
from ui.fonts import Role
from ui.theme import tokens


class Text(QLabel):
    """Words in a ``role`` (size, line, weight) and a ``tone`` (a token's name, like ``"text2"``).

    One line by default, as wide as its words. ``elide`` lets it shrink and end with an ellipsis, the
    whole in the tooltip: for names only. ``wrap`` breaks it over lines, at most ``lines`` if given.
    Always plain text: what a person typed is never markup.
    """

    def __init__(
        self,
        words: str = "",
        role: Role = Role.BODY,
        tone: str = "text",
        *,
        elide: bool = False,
        wrap: bool = False,
        lines: int = 0,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role, self._tone, self._align = role, tone, align
        self._elide, self._lines = elide, lines
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setFont(fonts.font(role))
        high = QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, high)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.setText(words)

    @property
    def role(self) -> Role:
        """The role in the type scale."""
        return self._role

    def say(self, words: str, tone: str | None = None) -> None:
        """Show ``words``, and in another ``tone`` if one is given."""
        if tone is not None and tone != self._tone:
            self._tone = tone
            self.update()
        if words != self.text():
            self.setText(words)
            self.updateGeometry()
            self._mind_tooltip()

    def wear(self, role: Role) -> None:
        """Take another role: when the window becomes roomy or narrow."""
        if role is not self._role:
            self._role = role
            self.setFont(fonts.font(role))
            self.updateGeometry()
            self.update()

    def cut(self) -> bool:
        """Whether some of the words do not show."""
        if not self.wordWrap():
            return fonts.width(self._role, self.text()) > self.width() + 0.5
        shown = len(self._broken(self.width()))
        return shown * self._role.value.line > self.height() or (0 < self._lines < shown)

    def may_be_cut(self) -> bool:
        """Whether it was made for names, which may be elided."""
        return self._elide

    # sizes -------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        line = self._role.value.line
        wide = self._widest(fonts.grown_width)
        if not self.wordWrap():
            return QSize(wide, line)
        wide = min(wide, 480)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        if self.wordWrap() or self._elide:
            return QSize(min(24, hint.width()), self._role.value.line)
        if fonts.text_size() == 100:
            return hint
        return QSize(self._widest(fonts.width), hint.height())

    def _widest(self, measure: Callable[[Role, str], float]) -> int:
        return math.ceil(max(measure(self._role, said) for said in self.text().split("\n")))

    def hasHeightForWidth(self) -> bool:
        return self.wordWrap()

    def heightForWidth(self, wide: int) -> int:
        if not self.wordWrap():
            return self._role.value.line
        count = len(self._broken(wide, fonts.text_size()))
        return self._role.value.line * (min(count, self._lines) if self._lines else count)

    def _broken(self, wide: int, percent: int = 100) -> tuple[str, ...]:
        """The text in lines that fit ``wide``, in the design's size or in ``percent`` of it."""
        return fonts.lines(self._role, self.text(), wide, percent)

    # painting ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens()
        tone = self._tone if self.isEnabled() else "text3"
        lines = self._shown_lines()
        fitted = self._fitting(lines)
        with painters.painting(self) as painter:
            painter.setFont(fitted.font)
            painter.setPen(look.colour(tone))
            for middle, words in self._laid_out(lines, fitted.metrics):
                painter.drawText(QPointF(self._left_of(words, fitted.metrics), middle), words)

    def _fitting(self, lines: Sequence[str]) -> fonts.Fitting:
        """The largest font in which every line fits the width, up to the size that was chosen."""
        longest = max(lines, key=partial(fonts.width, self._role))
        return fonts.fitting(self._role, longest, self.width())

    def _laid_out(self, lines: Sequence[str], measures: QFontMetricsF) -> list[tuple[float, str]]:
        """Each line with its baseline; a single line stands in the middle of its height."""
        high = self._role.value.line
        top = 0.0 if self.wordWrap() else (self.height() - high * len(lines)) / 2
        drop = (high + measures.ascent() - measures.descent()) / 2 - fonts.lift(self._role)
        return [(top + index * high + drop, words) for index, words in enumerate(lines)]

    def _shown_lines(self) -> Sequence[str]:
        if not self.wordWrap():
            if not self._elide:
                return [self.text()]
            return [painters.elided(self._role, self.text(), self.width())]
        if fonts.text_size() != 100:
            large = self._broken(self.width(), fonts.text_size())
            if len(large) <= self._most_lines():
                return large
        lines = self._broken(self.width())
        if self._lines and len(lines) > self._lines:
            rest = " ".join(lines[self._lines - 1 :])
            last = painters.elided(self._role, rest, self.width())
            return [*lines[: self._lines - 1], last]
        return lines

    def _most_lines(self) -> int:
        """How many lines there is room for."""
        room = self.height() // self._role.value.line
        return min(room, self._lines) if self._lines else room

    def _left_of(self, words: str, measures: QFontMetricsF) -> float:
        spare = self.width() - measures.horizontalAdvance(words)
        if self._align & Qt.AlignmentFlag.AlignRight:
            return spare
        return spare / 2 if self._align & Qt.AlignmentFlag.AlignHCenter else 0.0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._mind_tooltip()

    def _mind_tooltip(self) -> None:
        if self._elide or self._lines:
            self.setToolTip(self.text() if self.cut() else "")
