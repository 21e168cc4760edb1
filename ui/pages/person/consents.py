"""What someone agreed to: icon, word and day; a click gives or takes back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from askadesk.core.i18n import _
from askadesk.people.rows import ConsentRow
from ui import icons, painters
from ui.fonts import Role
from ui.pages.person import phrases
from ui.pages.person.measures import COMPACT, Measures
from ui.theme import tokens
from ui.widgets.base import Speaking
from ui.widgets.card import Card
from ui.widgets.rows import RowPainter, RowsView
from ui.widgets.text import Text

_LEAST_ROWS, _LOWEST = 3, 34


class ConsentPainter(RowPainter[ConsentRow]):
    """Icon, title, state."""

    def __init__(self) -> None:
        self.high = COMPACT.consent

    def height(self, row: ConsentRow) -> int:
        return self.high

    def name(self, row: ConsentRow) -> str:
        return f"{phrases.consent_title(row.kind)}, {phrases.consent_state(row)[0]}"

    def whole(self, row: ConsentRow) -> str:
        said = [self.name(row), phrases.consent_meaning(row.kind)]
        if row.notice_version:
            said.append(_("Notice {version}").format(version=row.notice_version))
        return "\n".join(said)

    def paint(self, painter: QPainter, rect: QRectF, row: ConsentRow) -> None:
        look = tokens()
        words, icon, tone = phrases.consent_state(row)
        icons.draw(painter, icon, rect.left(), rect.center().y() - 9, 18, getattr(look, tone))
        wide = painters.text(
            painter, rect, Role.SECOND, words, look.text2, Qt.AlignmentFlag.AlignRight
        )
        room = rect.adjusted(30, 0, -wide - 8, 0)
        painters.text(painter, room, Role.BODY, phrases.consent_title(row.kind), look.text)


class ConsentsCard(Speaking, Card):
    """``chosen`` carries the ``ConsentRow`` that is to change."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fills = COMPACT
        self.title = Text(role=Role.TITLE)
        self.head = QWidget()
        self._row = QHBoxLayout(self.head)
        self._row.addWidget(self.title)
        self._row.addStretch(1)
        self.painter = ConsentPainter()
        self.list: RowsView[ConsentRow] = RowsView(self.painter, first_ruled=True)
        self.list.chosen.connect(self.chosen)
        self.body.addWidget(self.head)
        self.body.addWidget(self.list, 1)
        self.retranslate()
        self.measure(COMPACT)

    def measure(self, to: Measures) -> None:
        """Take the measures of the window."""
        self._fills = to
        self.painter.padding = to.padding
        self.title.wear(to.title)
        self.head.setFixedHeight(to.head)
        self._row.setContentsMargins(to.padding, 0, to.padding, 0)
        self.setMinimumHeight(2 + to.head + _LEAST_ROWS * to.consent)
        self._share()

    def hasHeightForWidth(self) -> bool:
        """Its list takes the room that is left: it asks for none of its own."""
        return False

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def _share(self) -> None:
        """Rows of the design's height, a little lower where all of them would just not fit."""
        count, most = max(1, len(self.list.rows)), self._fills.consent
        room = self.height() - 2 - self._fills.head
        high = max(_LOWEST, min(most, room // count))
        self.painter.high = high if high * count <= room else most
        self.list.measure_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def show_consents(self, rows: Sequence[ConsentRow]) -> None:
        """Show the latest word on each."""
        self.list.show_rows(rows)
        self._share()

    def retranslate(self) -> None:
        self.title.say(_("Consents"))
        self.list.setAccessibleName(_("Consents"))
        self.list.viewport().update()
