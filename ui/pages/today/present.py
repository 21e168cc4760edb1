"""In sede ora: who is inside."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from askadesk.core.i18n import _, hour, ngettext, number
from askadesk.presence.rows import PresentRow
from ui import painters
from ui.fonts import Role
from ui.pages.today import phrases
from ui.pages.today.measures import COMPACT, ROOMY, Measures
from ui.theme import tokens
from ui.widgets.base import Speaking
from ui.widgets.button import LinkButton
from ui.widgets.card import Card, CardHeader, Rule
from ui.widgets.chip import Chip
from ui.widgets.empty import EmptyState
from ui.widgets.rows import RowPainter, RowsView

_FOOTER = 40


def present_detail(row: PresentRow) -> str:
    """The second line: what the presence rests on, and those who came along."""
    extra = phrases.with_guests(row.head_count) if row.head_count > 1 else ""
    return " · ".join(filter(None, (row.detail, extra)))


class PresentPainter(RowPainter[PresentRow]):
    """Avatar, name and detail, since when."""

    def __init__(self) -> None:
        self.measures = COMPACT

    def height(self, row: PresentRow) -> int:
        return self.measures.present_row

    def name(self, row: PresentRow) -> str:
        since = _("here since {hour}").format(hour=hour(row.since))
        return ", ".join(filter(None, (row.name, present_detail(row), since)))

    def paint(self, painter: QPainter, rect: QRectF, row: PresentRow) -> None:
        look, middle = tokens(), rect.center().y()
        size = 36 if self.measures is ROOMY else 32
        painters.avatar(painter, rect.left(), round(middle - size / 2), size, row.initials)
        time = QRectF(rect.right() - 44, rect.top(), 44, rect.height())
        right = Qt.AlignmentFlag.AlignRight
        painters.text(painter, time, Role.SECOND, hour(row.since), look.text3, right)
        left = rect.left() + size + 12
        room, detail = time.left() - 8 - left, present_detail(row)
        first = QRectF(left, middle - 17 if detail else middle - 9, room, 18)
        painters.text(painter, first, Role.PRIMARY, row.name, look.text)
        painters.text(painter, QRectF(left, middle + 1, room, 16), Role.CAPTION, detail, look.text3)


class PresentCard(Speaking, Card):
    """Who is inside; ``chosen`` carries the ``PresentRow``, ``everyone_asked`` nothing."""

    chosen = Signal(object)
    everyone_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total, self._guests = 0, 0
        self.header = CardHeader(48)
        self.guests = Chip(tone="outline", icon="users")
        self.header.aside.addWidget(self.guests)
        self._painter = PresentPainter()
        self.list: RowsView[PresentRow] = RowsView(self._painter, whole_rows=True, first_ruled=True)
        self.list.chosen.connect(self.chosen)
        self.list.hidden_changed.connect(self._show_others)
        self.empty = EmptyState()
        self._rule, self._foot = Rule(), QWidget()
        self._foot.setFixedHeight(_FOOTER - 1)
        self.everyone = LinkButton(role=Role.SECOND_STRONG)
        self.everyone.clicked.connect(self.everyone_asked)
        self._foot_row = QHBoxLayout(self._foot)
        self._foot_row.addWidget(self.everyone)
        self._foot_row.addStretch(1)
        for part in (self.header, self.empty):
            self.body.addWidget(part)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._rule)
        self.body.addWidget(self._foot)
        self.retranslate()
        self.measure(COMPACT)

    def measure(self, to: Measures) -> None:
        """Take the measures of the window."""
        self._painter.measures = to
        self._painter.padding = to.padding
        self.header.set_padding(to.padding, to.header, to.title)
        self._foot_row.setContentsMargins(to.padding, 0, to.padding, 0)
        self.list.measure_again()

    def show_present(self, rows: Sequence[PresentRow], bodies: int, guests: int) -> None:
        """``bodies`` are inside, ``guests`` of them as guests; ``rows`` may be the first of them."""
        self._total, self._guests = bodies, guests
        self.list.show_rows(rows)
        self.empty.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self.retranslate()

    def _show_others(self) -> None:
        """The footer says how many do not show: those below, and those not in the rows."""
        rows = self.list.rows
        listed = sum(row.head_count for row in rows)
        others = self.list.hidden() + max(0, self._total - listed)
        words = ngettext("See everyone, {count} more", "See everyone, {count} more", others)
        self.everyone.say(words.format(count=number(others)))
        self._foot.setVisible(others > 0)
        self._rule.setVisible(others > 0)

    def retranslate(self) -> None:
        self.header.title.say(_("Here now"))
        self.header.count.say(number(self._total) if self._total else "")
        self.list.setAccessibleName(_("Here now"))
        guests = ngettext("{count} guest", "{count} guests", self._guests)
        self.guests.say(guests.format(count=self._guests))
        self.guests.setVisible(self._guests > 0)
        self.empty.say(_("Nobody is here yet"), _("Whoever comes in appears here."))
        self._show_others()
        self.list.viewport().update()
