"""The latest scans: one line each, below the card."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from askadesk.core.i18n import _, hour
from askadesk.presence.rows import RecentScan
from ui import fonts, icons, painters
from ui.fonts import Role
from ui.pages.today import phrases
from ui.pages.today.measures import COMPACT, Measures
from ui.theme import tokens
from ui.widgets.base import Speaking
from ui.widgets.card import Card, CardHeader
from ui.widgets.chip import Keycap
from ui.widgets.rows import RowPainter, RowsView
from ui.widgets.text import Text

_TIME = 44


class RecentPainter(RowPainter[RecentScan]):
    """Avatar, name and what it rested on, in or out, when."""

    def __init__(self) -> None:
        self.measures = COMPACT

    def height(self, row: RecentScan) -> int:
        return self.measures.recent_row

    def name(self, row: RecentScan) -> str:
        word = phrases.recent_word(row).words
        who = row.name or _("Unknown card")
        return ", ".join(filter(None, (who, row.detail, word, hour(row.at))))

    def paint(self, painter: QPainter, rect: QRectF, row: RecentScan) -> None:
        look, middle = tokens(), rect.center().y()
        went = phrases.recent_word(row)
        word, colour, icon = went.words, getattr(look, went.tone), went.icon
        if row.initials:
            painters.avatar(painter, rect.left(), round(middle - 14), 28, row.initials)
        else:
            painters.box(painter, QRectF(rect.left(), round(middle - 14), 28, 28), 14, look.sunken)
            icons.draw(painter, "circle-question-mark", rect.left() + 6, middle - 8, 16, look.text3)
        right = rect.right() - _TIME
        time = QRectF(right, rect.top(), _TIME, rect.height())
        painters.text(
            painter, time, Role.BODY, hour(row.at), look.text2, Qt.AlignmentFlag.AlignRight
        )
        wide = fonts.width(Role.SECOND, word)
        said = QRectF(right - 12 - wide, rect.top(), wide + 1, rect.height())
        painters.text(painter, said, Role.SECOND, word, colour)
        icons.draw(painter, icon, said.left() - 20, middle - 8, 16, colour)
        room = QRectF(
            rect.left() + 40, rect.top(), said.left() - 32 - rect.left() - 40, rect.height()
        )
        self._who(painter, room, row)

    def _who(self, painter: QPainter, room: QRectF, row: RecentScan) -> None:
        look = tokens()
        parts = [(Role.PRIMARY, row.name or _("Unknown card"), look.text)]
        if row.detail:
            parts.append((Role.SECOND, f" · {row.detail}", look.text3))
        painters.runs(painter, room, parts)


class RecentCard(Speaking, Card):
    """The latest scans; ``chosen`` carries the ``RecentScan``. A title only in a roomy window."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.header = CardHeader(48)
        self._recall = Text(role=Role.SECOND, tone="text3")
        hint = QHBoxLayout()
        hint.setSpacing(8)
        hint.addWidget(Keycap("F4"))
        hint.addWidget(self._recall)
        self.header.aside.addLayout(hint)
        self._painter = RecentPainter()
        self.list: RowsView[RecentScan] = RowsView(self._painter, whole_rows=True)
        self.list.chosen.connect(self.chosen)
        self.body.addWidget(self.header)
        self.body.addWidget(self.list, 1)
        self.retranslate()
        self.measure(COMPACT)

    def measure(self, to: Measures) -> None:
        """Take the measures of the window."""
        self._painter.measures = to
        self._painter.padding = to.padding
        self.header.setVisible(to.recent_header > 0)
        self.list.rule_first(to.recent_header > 0)
        self.list.setMinimumHeight(to.recent_row)
        self.header.set_padding(to.padding, max(1, to.recent_header), Role.TITLE)
        self.list.measure_again()

    def show_recent(self, rows: Sequence[RecentScan]) -> None:
        """Show ``rows``, the newest first."""
        self.list.show_rows(rows)

    def retranslate(self) -> None:
        self.header.title.say(_("Latest scans"))
        self._recall.say(_("recall"))
        self.list.setAccessibleName(_("Latest scans"))
        self.list.viewport().update()
