"""A text on the 4 px grid: role and tone of the design, exact line height, elided only if it may be."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent, QTextLayout, QTextOption
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
        wide = QSizePolicy.Policy.Preferred if elide or wrap else QSizePolicy.Policy.Minimum
        high = QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(wide, high)
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
        wide = math.ceil(max(fonts.width(self._role, said) for said in self.text().split("\n")))
        if not self.wordWrap():
            return QSize(wide, line)
        wide = min(wide, 480)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        if self.wordWrap() or self._elide:
            return QSize(min(24, hint.width()), self._role.value.line)
        return hint

    def hasHeightForWidth(self) -> bool:
        return self.wordWrap()

    def heightForWidth(self, wide: int) -> int:
        if not self.wordWrap():
            return self._role.value.line
        count = len(self._broken(wide))
        return self._role.value.line * (min(count, self._lines) if self._lines else count)

    def _broken(self, wide: float) -> list[str]:
        """The text in lines that fit ``wide``."""
        found: list[str] = []
        for paragraph in self.text().split("\n"):
            layout = QTextLayout(paragraph, self.font())
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            layout.setTextOption(option)
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(max(1.0, wide))
                start = line.textStart()
                found.append(paragraph[start : start + line.textLength()].rstrip())
            layout.endLayout()
        return found or [""]

    # painting ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens()
        tone = self._tone if self.isEnabled() else "text3"
        with painters.painting(self) as painter:
            painter.setFont(fonts.font(self._role))
            painter.setPen(look.colour(tone))
            for middle, words in self._laid_out():
                painter.drawText(QPointF(self._left_of(words), middle), words)

    def _laid_out(self) -> list[tuple[float, str]]:
        """Each line with its baseline; a single line stands in the middle of its height."""
        lines, high = self._shown_lines(), self._role.value.line
        measures = fonts.metrics(self._role)
        top = 0.0 if self.wordWrap() else (self.height() - high * len(lines)) / 2
        drop = (high + measures.ascent() - measures.descent()) / 2
        return [(top + index * high + drop, words) for index, words in enumerate(lines)]

    def _shown_lines(self) -> list[str]:
        if not self.wordWrap():
            if not self._elide:
                return [self.text()]
            return [painters.elided(self._role, self.text(), self.width())]
        lines = self._broken(self.width())
        if self._lines and len(lines) > self._lines:
            rest = " ".join(lines[self._lines - 1 :])
            last = painters.elided(self._role, rest, self.width())
            return [*lines[: self._lines - 1], last]
        return lines

    def _left_of(self, words: str) -> float:
        spare = self.width() - fonts.width(self._role, words)
        if self._align & Qt.AlignmentFlag.AlignRight:
            return spare
        return spare / 2 if self._align & Qt.AlignmentFlag.AlignHCenter else 0.0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._mind_tooltip()

    def _mind_tooltip(self) -> None:
        if self._elide or self._lines:
            self.setToolTip(self.text() if self.cut() else "")
