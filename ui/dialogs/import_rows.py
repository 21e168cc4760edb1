"""The right of an import: what each row will do, and how one that may be somebody known is settled."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.i18n import _, number
from askadesk.transfer.rows import Decision, Outcome, PlannedRow
from askadesk.transfer.words import decision_word, likely_sentence, outcome_word, row_sentence
from ui import painters
from ui.fonts import Role
from ui.theme import tokens
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.rows import RowPainter
from ui.widgets.text import Text

_NUMBER = 52
TONES = {
    Outcome.NEW: ("ok", "user-plus"),
    Outcome.UPDATE: ("ink", "pen-line"),
    Outcome.SAME: ("neutral", "check"),
    Outcome.CHOOSE: ("warn", "circle-question-mark"),
    Outcome.CANNOT: ("bad", "circle-alert"),
    Outcome.LEFT_OUT: ("outline", "minus"),
}


class ImportPainter(RowPainter[PlannedRow]):
    """The row's number, whom it names and what it will do, and that in a word."""

    padding = 12

    def height(self, row: PlannedRow) -> int:
        return 56

    def name(self, row: PlannedRow) -> str:
        said = _("Row {row}").format(row=row.number)
        return ", ".join(
            filter(None, (said, row.name, outcome_word(row.outcome), row_sentence(row)))
        )

    def whole(self, row: PlannedRow) -> str:
        return row_sentence(row)

    def paint(self, painter: QPainter, rect: QRectF, row: PlannedRow) -> None:
        look = tokens()
        number_at = QRectF(rect.left(), rect.top(), _NUMBER - 8, rect.height())
        painters.text(painter, number_at, Role.SECOND, number(row.number), look.text3)
        tone, icon = TONES[row.outcome]
        word = outcome_word(row.outcome)
        wide = painters.chip_width(word, icon)
        chip = QRectF(rect.right() - wide, rect.center().y() - 12, wide, 24)
        painters.chip(painter, chip, word, tone, icon)
        room = chip.left() - 12 - rect.left() - _NUMBER
        top = QRectF(rect.left() + _NUMBER, rect.top() + 8, room, 20)
        parts = [(Role.PRIMARY, row.name or _("Without a name"), look.text)]
        if row.detail:
            parts.append((Role.SECOND, f" · {row.detail}", look.text3))
        painters.runs(painter, top, parts)
        below = QRectF(top.left(), rect.top() + 28, room, 20)
        painters.text(painter, below, Role.SECOND, row_sentence(row), look.text3)


class SettlePart(Speaking, QWidget):
    """The row that was chosen, told in full, with what can be decided. ``decided`` carries the row's number
    and the ``Decision``, None to ask again."""

    decided = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self._row: PlannedRow | None = None
        self.who = Text(role=Role.STRONG, elide=True)
        self.why = Text(role=Role.SECOND, tone="text2", wrap=True, lines=3)
        self.same, self.new = Button(size=32, icon="user-check"), Button(size=32, icon="user-plus")
        self.leave, self.again = Button(size=32, icon="minus"), Button(size=32)
        self.same.clicked.connect(self._same)
        self.new.clicked.connect(self._new)
        self.leave.clicked.connect(self._leave)
        self.again.clicked.connect(self._again)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.same, self.new, self.leave, self.again):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.who)
        column.addWidget(self.why)
        column.addSpacing(4)
        column.addLayout(row)
        self.retranslate()

    @property
    def row(self) -> PlannedRow | None:
        """The row that shows."""
        return self._row

    def show_row(self, row: PlannedRow | None) -> None:
        """Show ``row``; None puts the part away."""
        self._row = row
        self.setVisible(row is not None)
        self.retranslate()

    def retranslate(self) -> None:
        self.same.say(decision_word(Decision.SAME))
        self.new.say(decision_word(Decision.NEW))
        self.leave.say(decision_word(Decision.LEAVE_OUT))
        self.again.say(_("Ask again"))
        row = self._row
        if row is None:
            return
        self.who.say(
            _("Row {row}: {name}").format(row=row.number, name=row.name or _("Without a name"))
        )
        said = [row_sentence(row)]
        if row.likely is not None and row.outcome is not Outcome.CHOOSE:
            said.append(likely_sentence(row.likely))
        self.why.say(" ".join(said))
        settles = row.likely is not None and (
            row.outcome is Outcome.CHOOSE or row.decided is not None
        )
        self.same.setVisible(settles)
        self.new.setVisible(settles)
        self.leave.setVisible(row.outcome not in (Outcome.LEFT_OUT, Outcome.SAME))
        self.again.setVisible(row.decided is not None)

    def _decide(self, decision: Decision | None) -> None:
        if self._row is not None:
            self.decided.emit(self._row.number, decision)

    def _same(self) -> None:
        self._decide(Decision.SAME)

    def _new(self) -> None:
        self._decide(Decision.NEW)

    def _leave(self) -> None:
        self._decide(Decision.LEAVE_OUT)

    def _again(self) -> None:
        self._decide(None)
