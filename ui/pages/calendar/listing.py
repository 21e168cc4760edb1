"""The list: bookings by day, one under the other. The plainest way to read a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from askadesk.core.i18n import _, day_spoken, hour, listed
from askadesk.rooms.rows import BookingRow
from askadesk.rooms.words import status_name
from db.values import BookingStatus
from ui import painters
from ui.fonts import Role
from ui.theme import qcolor, tokens
from ui.widgets.base import Speaking
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.rows import RowPainter, RowsView

GROUP, ROW = 24, 48
_TIMES, _SPACE = 112, 232
CHIPS = {
    BookingStatus.HOLD: ("warn", "circle-dashed"),
    BookingStatus.CONFIRMED: ("neutral", "calendar-check"),
    BookingStatus.IN_USE: ("ink", "circle-dot"),
    BookingStatus.DONE: ("neutral", "check"),
    BookingStatus.NO_SHOW: ("warn", "circle-alert"),
    BookingStatus.CANCELLED: ("neutral", "circle-x"),
}
"""Tone and icon of a booking's state."""


@dataclass(frozen=True, slots=True)
class ListLine:
    """A line of the list: a booking, or (``booking`` None) the day above its bookings."""

    day: date
    booking: BookingRow | None = None


def lines_of(rows: Sequence[BookingRow]) -> list[ListLine]:
    """The bookings in their order, each day's under its name."""
    found: list[ListLine] = []
    for day, ones in groupby(rows, _day):
        found.append(ListLine(day))
        found += [ListLine(day, one) for one in ones]
    return found


def _day(row: BookingRow) -> date:
    return row.starts.date()


def who_words(row: BookingRow) -> tuple[str, str]:
    """Who holds a booking, and what about; nobody is named where it is private."""
    if row.private:
        return _("Private"), ""
    title = row.title if row.holder else ""
    return row.who or _("Nobody named"), " · ".join(filter(None, (row.contact, title)))


class BookingPainter(RowPainter[ListLine]):
    """Times, space, who, state; the day on sunken ground."""

    def height(self, row: ListLine) -> int:
        return GROUP if row.booking is None else ROW

    def chosen(self, row: ListLine) -> bool:
        return row.booking is not None

    def name(self, row: ListLine) -> str:
        one = row.booking
        if one is None:
            return day_spoken(row.day)
        who, about = who_words(one)
        said = (self._times(one), listed(one.space_names), who, about, status_name(one.status))
        return ", ".join(filter(None, said))

    def _times(self, row: BookingRow) -> str:
        return f"{hour(row.starts)} – {hour(row.ends)}"

    def paint(self, painter: QPainter, rect: QRectF, row: ListLine) -> None:
        look = tokens()
        if row.booking is None:
            whole = rect.adjusted(-self.padding, 0, self.padding, 0)
            painter.fillRect(whole, qcolor(look.sunken))
            words = day_spoken(row.day)
            painters.text(painter, rect, Role.INITIALS_32, words, look.text3)
        else:
            self._booking(painter, rect, row.booking)

    def _booking(self, painter: QPainter, rect: QRectF, row: BookingRow) -> None:
        look = tokens()
        off = row.status in (BookingStatus.CANCELLED, BookingStatus.NO_SHOW, BookingStatus.DONE)
        strong, plain = (look.text2, look.text2) if off else (look.text, look.text2)
        times = QRectF(rect.left(), rect.top(), _TIMES, rect.height())
        painters.text(painter, times, Role.STRONG, self._times(row), strong)
        tone, icon = CHIPS[row.status]
        words = status_name(row.status)
        wide = painters.chip_width(words, icon)
        chip = QRectF(rect.right() - wide, round(rect.center().y() - 12), wide, 24)
        painters.chip(painter, chip, words, tone, icon)
        space = QRectF(times.right() + 12, rect.top(), self._space_room(rect), rect.height())
        painters.text(painter, space, Role.PRIMARY, listed(row.space_names), strong)
        left = space.right() + 12
        room = QRectF(left, rect.top(), chip.left() - 12 - left, rect.height())
        who, about = who_words(row)
        parts = [(Role.BODY, who, plain)]
        parts += [(Role.SECOND, f" · {about}", look.text3)] if about else []
        painters.runs(painter, room, parts)

    def _space_room(self, rect: QRectF) -> float:
        return min(_SPACE, rect.width() * 0.25)


class ListView(Speaking, QWidget):
    """Bookings by day. ``booking_chosen`` carries the booking's id."""

    booking_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = Card(self)
        self._painter = BookingPainter()
        self.list: RowsView[ListLine] = RowsView(self._painter)
        self.list.chosen.connect(self._chosen)
        self.empty = EmptyState()
        self.card.body.addWidget(self.list, 1)
        self.card.body.addWidget(self.empty, 1)
        self.setFocusProxy(self.list)
        self.retranslate()
        self.show_rows(())

    def set_roomy(self, roomy: bool) -> None:
        """Take the measures of a 1920 or of a 1366 window."""
        self._painter.padding = 24 if roomy else 16
        self.list.measure_again()

    def show_rows(self, rows: Sequence[BookingRow]) -> None:
        """Show these bookings, earliest first."""
        self.list.show_rows(lines_of(rows))
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)

    def _chosen(self, line: object) -> None:
        if isinstance(line, ListLine) and line.booking is not None:
            self.booking_chosen.emit(line.booking.id)

    def resizeEvent(self, event: object) -> None:
        self.card.setGeometry(self.rect())

    def retranslate(self) -> None:
        self.list.setAccessibleName(_("Bookings by day"))
        self.empty.say(_("No bookings"), _("Nothing is booked on these days."))
        self.list.viewport().update()
