"""The Oggi page: the scan card, the latest scans, who is expected, who is here, how the rooms stand.

The page is a view. It takes frozen rows and says by signals what was asked; it calls no service.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from askadesk.presence.rows import RecentScan, ScanCard, Today
from askadesk.rooms.rows import RoomNow
from ui import sections
from ui.pages.today import measures
from ui.pages.today.expected import ExpectedCard
from ui.pages.today.present import PresentCard
from ui.pages.today.recent import RecentCard
from ui.pages.today.rooms_strip import RoomsStrip
from ui.pages.today.scan_card import ScanCardView

SECTION = sections.TODAY
"""Where the page stands in the navigation."""


class TodayPage(QWidget):
    """Three columns: 456, fluid, 312 (584, fluid, 456 in a roomy window), and the rooms below them where the
    hub has any."""

    way_chosen = Signal(object)
    """An ``Option`` of the card shown was chosen."""
    undo_asked = Signal(object)
    """The visit (UUID) whose last registration is to be undone."""
    print_card_asked = Signal(object)
    """The person (UUID) whose card is to be printed."""
    person_opened = Signal(object)
    """The person (UUID) on the card, whose page is to be shown."""
    guests_asked = Signal(object)
    """The visit (UUID) that more heads belong to."""
    left_alone = Signal()
    """The question on the card was answered with Esc."""
    announce_asked = Signal()
    new_person_asked = Signal()
    """Someone walked in who is not in the list yet (Ctrl N)."""
    expected_chosen = Signal(object)
    present_chosen = Signal(object)
    recent_chosen = Signal(object)
    everyone_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scan_card, self.recent = ScanCardView(), RecentCard()
        self.expected, self.present = ExpectedCard(), PresentCard()
        self._measures = measures.COMPACT
        self._last: ScanCard | None = None
        self._recent: tuple[RecentScan, ...] = ()
        self._left = QWidget()
        self._column = QVBoxLayout(self._left)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.scan_card)
        self._column.addWidget(self.recent, 1)
        self.rooms = RoomsStrip()
        self.rooms.hide()
        self._whole = QVBoxLayout(self)
        self._row = QHBoxLayout()
        self._whole.addLayout(self._row, 1)
        self._whole.addWidget(self.rooms)
        self._row.addWidget(self._left)
        self._row.addWidget(self.expected, 1)
        self._row.addWidget(self.present)
        self._wire()
        self.set_roomy(False)
        self._share_column()

    def _wire(self) -> None:
        card = self.scan_card
        card.way_chosen.connect(self.way_chosen)
        card.undo_asked.connect(self.undo_asked)
        card.print_asked.connect(self.print_card_asked)
        card.guests_asked.connect(self.guests_asked)
        card.left_alone.connect(self._leave)
        self.expected.announce_asked.connect(self.announce_asked)
        self.expected.chosen.connect(self.expected_chosen)
        self.present.chosen.connect(self.present_chosen)
        self.present.everyone_asked.connect(self.everyone_asked)
        self.recent.chosen.connect(self.recent_chosen)

    def set_roomy(self, roomy: bool) -> None:
        """Take the measures of a 1920 or of a 1366 window."""
        self._measures = to = measures.for_room(roomy)
        across, down = to.margin
        self._whole.setContentsMargins(across, down, across, down)
        self._whole.setSpacing(to.gap)
        self._row.setSpacing(to.gap)
        self._column.setSpacing(to.gap)
        self._left.setFixedWidth(to.left)
        self.present.setFixedWidth(to.right)
        for part in (self.scan_card, self.recent, self.expected, self.present, self.rooms):
            part.measure(to)

    def show_today(self, today: Today) -> None:
        """Show the lists of ``today``."""
        self._recent = today.recent
        self._show_recent()
        self.expected.show_expected(today.expected, today.now)
        self.present.show_present(today.present, today.bodies, today.guests)
        self._share_column()

    def show_rooms(self, rooms: Sequence[RoomNow], now: datetime) -> None:
        """Show how the rooms stand at ``now``; without any there is no strip."""
        self.rooms.show_rooms(rooms, now)
        self._share_height()

    def _share_height(self) -> None:
        """The person in front wins: in a low window the rooms make way for the answers to a refusal."""
        across_it = self.height() - 2 * self._measures.margin[1]
        left = across_it - self._measures.strip - self._measures.gap
        cramped = self.scan_card.fills_column() and left < self._measures.refusal
        self.rooms.setVisible(bool(self.rooms.cells) and not cramped)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def show_card(self, card: ScanCard | None) -> None:
        """Show the answer to a scan, at once; None shows that nothing was scanned."""
        if card is not None:
            self._last = card
        self.scan_card.show_card(card)
        self._show_recent()
        self._share_column()
        self._share_height()

    def _show_recent(self) -> None:
        """The latest scans but the one that stands above them."""
        card = self.scan_card.card
        shown = card.verdict.command if card is not None else None
        self.recent.show_recent(
            [one for one in self._recent if shown is None or one.command != shown]
        )

    def recall(self) -> None:
        """Show the last answer again (F4)."""
        if self._last is not None:
            self.show_card(self._last)

    @property
    def shown_person(self) -> UUID | None:
        """Who stands on the card."""
        card = self.scan_card.card
        return card.person.id if card is not None and card.person is not None else None

    def shows_person(self) -> bool:
        """Whether somebody stands on the card."""
        return self.shown_person is not None

    def open_person(self) -> None:
        """Ask for the page of whoever stands on the card (F3)."""
        person = self.shown_person
        if person is not None:
            self.person_opened.emit(person)

    def tick(self, now: datetime) -> None:
        """A minute has passed; ``now`` in the hub's zone."""
        self.expected.tick(now)

    def _share_column(self) -> None:
        """A refusal takes the whole left column; otherwise the latest scans stand below."""
        fills = self.scan_card.fills_column() or self.scan_card.card is None
        self.recent.setVisible(bool(self.recent.list.rows) and not self.scan_card.fills_column())
        # The answer stands at the top also on a day's first scan, with nothing below it yet.
        above = Qt.AlignmentFlag(0) if fills else Qt.AlignmentFlag.AlignTop
        self._column.setAlignment(self.scan_card, above)

    def _leave(self) -> None:
        self.show_card(None)
        self.left_alone.emit()

    def key(self, event: QKeyEvent) -> bool:
        """Act on a key that reached the window; False when it means nothing here."""
        if event.key() == Qt.Key.Key_N and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.new_person_asked.emit()
            return True
        if event.key() == Qt.Key.Key_F4 and self._last is not None:
            self.recall()
            return True
        if event.key() == Qt.Key.Key_F3 and self.shows_person():
            self.open_person()
            return True
        return self.scan_card.key(event)
