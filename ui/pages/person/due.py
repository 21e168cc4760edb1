"""What is due, and what someone offers and looks for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.i18n import _, day_short, money
from askadesk.people.rows import ChargeRow
from db.values import Money
from ui import icons, painters
from ui.fonts import Role
from ui.pages.person import phrases
from ui.pages.person.measures import COMPACT, Measures
from ui.theme import tokens
from ui.widgets.base import Speaking
from ui.widgets.button import LinkButton
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.flow import ChipFlow
from ui.widgets.rows import RowPainter, RowsView
from ui.widgets.text import Text

_ROW, _MOST = 40, 3
_RIGHT = Qt.AlignmentFlag.AlignRight


class ChargePainter(RowPainter[ChargeRow]):
    """What for, by when, how much."""

    def height(self, row: ChargeRow) -> int:
        return _ROW

    def chosen(self, row: ChargeRow) -> bool:
        return False

    def name(self, row: ChargeRow) -> str:
        return ", ".join((phrases.charge(row), day_short(row.due_on), money(row.amount)))

    def paint(self, painter: QPainter, rect: QRectF, row: ChargeRow) -> None:
        look = tokens()
        wide = painters.text(painter, rect, Role.STRONG, money(row.amount), look.text, _RIGHT)
        day = rect.adjusted(0, 0, -wide - 12, 0)
        colour = look.warn if row.late_days else look.text3
        gone = painters.text(painter, day, Role.SECOND, day_short(row.due_on), colour, _RIGHT)
        words = day.adjusted(0, 0, -gone - 12, 0)
        painters.text(painter, words, Role.BODY, phrases.charge(row), look.text)


class DueCard(Speaking, Card):
    """Money owed: how much, how late, and what for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._charges: tuple[ChargeRow, ...] = ()
        self._due: Money | None = None
        self._fills = COMPACT
        self.title, self.late = Text(role=Role.TITLE), Chip(tone="warn", icon="clock")
        self.amount = Text(role=Role.SUM)
        self.why = Text(role=Role.SECOND, tone="text2", wrap=True, lines=2, elide=True)
        self.head = QWidget()
        self._row = QHBoxLayout(self.head)
        self._row.addWidget(self.title)
        self._row.addStretch(1)
        self._row.addWidget(self.late)
        self._sum = QWidget()
        self._sum_row = QHBoxLayout(self._sum)
        self._sum_row.setSpacing(16)
        self._sum_row.addWidget(self.amount)
        self._sum_row.addWidget(self.why, 1, Qt.AlignmentFlag.AlignVCenter)
        self.list: RowsView[ChargeRow] = RowsView(ChargePainter(), first_ruled=True)
        for part in (self.head, self._sum, self.list):
            self.body.addWidget(part)
        self.retranslate()
        self.measure(COMPACT)

    def measure(self, to: Measures) -> None:
        """Take the measures of the window."""
        self._fills = to
        self.title.wear(to.title)
        self.amount.wear(to.amount)
        self.list.painter.padding = to.padding
        self.head.setFixedHeight(to.head)
        self._row.setContentsMargins(to.padding, 0, to.padding, 0)
        below = 16 if to is COMPACT else 28
        self._sum_row.setContentsMargins(to.padding, 0, to.padding, below)
        self._sum.setFixedHeight((40 if to is COMPACT else 48) + below)
        self._settle()

    def _settle(self) -> None:
        rows = min(_MOST, len(self._charges)) if len(self._charges) > 1 else 0
        self.list.setFixedHeight(rows * _ROW)
        self.setFixedHeight(2 + self._fills.head + self._sum.height() + rows * _ROW)

    def show_due(self, charges: tuple[ChargeRow, ...], due: Money | None) -> None:
        """Show what is owed; with nothing, that all is settled."""
        self._charges, self._due = charges, due
        self.list.show_rows(charges if len(charges) > 1 else ())
        self.list.setVisible(len(charges) > 1)
        self.retranslate()
        self._settle()

    def retranslate(self) -> None:
        self.title.say(_("To settle"))
        self.list.setAccessibleName(_("To settle"))
        late = phrases.late(self._charges)
        self.late.say(late)
        self.late.setVisible(bool(late))
        if self._due is None or not self._due.cents:
            self.amount.hide()
            self.why.say(_("Nothing is due."))
            return
        self.amount.show()
        self.amount.say(money(self._due))
        self.why.say(phrases.charge(self._charges[0]) if len(self._charges) == 1 else "")


class _Handshake(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(20, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painters.painting(self) as painter:
            icons.draw(painter, "handshake", 0, 0, 20, tokens().ink)


def words_of(kept: str) -> list[str]:
    """What is kept with commas, one by one."""
    return [one.strip() for one in kept.split(",") if one.strip()]


class OffersCard(Speaking, Card):
    """Offers in ink, what is looked for outlined."""

    add_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._both: tuple[Sequence[str], Sequence[str]] = ((), ())
        self.title = Text(role=Role.TITLE)
        self.head = QWidget()
        self._row = QHBoxLayout(self.head)
        self._row.setSpacing(8)
        self._row.addWidget(_Handshake())
        self._row.addWidget(self.title)
        self._row.addStretch(1)
        self.offers_label = Text(role=Role.SECOND, tone="text2")
        self.offers = ChipFlow("ink")
        self.seeks_label = Text(role=Role.SECOND, tone="text2")
        self.seeks = ChipFlow("outline")
        self.quiet = Text(role=Role.SECOND, tone="text2", wrap=True)
        self.add = LinkButton(icon="plus")
        self.add.clicked.connect(self.add_asked)
        self._below = QVBoxLayout()
        self._below.setSpacing(4)
        for part in (self.offers_label, self.offers, self.seeks_label, self.seeks, self.quiet):
            self._below.addWidget(part)
        self._below.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.head)
        self.body.addLayout(self._below)
        self.retranslate()
        self.measure(COMPACT)

    def measure(self, to: Measures) -> None:
        """Take the measures of the window."""
        self.title.wear(to.title)
        self.head.setFixedHeight(to.head)
        self._row.setContentsMargins(to.padding, 0, to.padding, 0)
        self._below.setContentsMargins(to.padding, 0, to.padding, 12 if to is COMPACT else 20)

    def show_offers(self, offers: str, seeks: str) -> None:
        """Show what is kept, with commas."""
        self._both = words_of(offers), words_of(seeks)
        self.retranslate()

    def retranslate(self) -> None:
        self.title.say(_("Offers and seeks"))
        self.offers_label.say(_("Offers"))
        self.seeks_label.say(_("Looks for"))
        self.quiet.say(_("Nothing written yet."))
        self.add.say(_("Add what they offer or look for"))
        flows = ((self.offers_label, self.offers), (self.seeks_label, self.seeks))
        for (label, flow), words in zip(flows, self._both, strict=True):
            flow.show_words(words)
            label.setVisible(bool(words))
            flow.setVisible(bool(words))
        for part in (self.quiet, self.add):
            part.setVisible(not any(self._both))
