"""Beside the week: what is booked and what is free in one space on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from askadesk.core.i18n import _, day_spoken, hour, ngettext
from askadesk.rooms.days import part_on
from askadesk.rooms.rows import Block, SpaceDay, WeekPage
from askadesk.rooms.words import features_words, length, seats_words, status_name
from db.values import BookingStatus, TimeSpan
from ui import icons, painters
from ui.fonts import Role
from ui.pages.calendar import captions
from ui.pages.calendar.grid_measures import COMPACT, GridMeasures
from ui.theme import tokens
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.card import Card, CardHeader, Rule
from ui.widgets.rows import RowPainter, RowsView
from ui.widgets.text import Text

_HIGH, _GAP = 56, 8


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a day: a booking, or (``block`` None) a free time."""

    span: TimeSpan
    block: Block | None = None


def parts_of(row: SpaceDay, day: date, page: WeekPage) -> list[Part]:
    """The bookings of a day and the free times that can still be had, as they follow each other."""
    found = [
        Part(TimeSpan(one.starts, one.ends), one)
        for one in row.blocks
        if one.status is not BookingStatus.CANCELLED and part_on(one, day)
    ]
    if day >= page.now.date():
        least = timedelta(minutes=max(row.space.fields.least, row.space.fields.step))
        found += [Part(slot) for slot in captions.slots(row, day, page, least)]
    return sorted(found, key=_start)


def _start(part: Part) -> tuple[object, bool]:
    return part.span.start, part.block is not None


def who_of(block: Block) -> str:
    """Whose a booking is; nobody is named where it is private."""
    return _("Private") if block.private else block.who or _("Nobody named")


class PartPainter(RowPainter[Part]):
    """Start and end, who or free, status or length."""

    ruled = False

    def height(self, row: Part) -> int:
        return _HIGH + _GAP

    def name(self, row: Part) -> str:
        first, second = self._words(row)
        times = f"{hour(row.span.start)} – {hour(row.span.end)}"
        return ", ".join((times, first, second))

    def _words(self, row: Part) -> tuple[str, str]:
        if row.block is None:
            minutes = int((row.span.end - row.span.start).total_seconds()) // 60
            return _("Free"), length(minutes)
        state = status_name(row.block.status)
        if row.block.through:
            state = _("{status}, through {space}").format(status=state, space=row.block.through)
        return who_of(row.block), state

    def paint(self, painter: QPainter, rect: QRectF, row: Part) -> None:
        look = tokens()
        tile = QRectF(rect.left(), rect.top() - 1, rect.width(), _HIGH)
        self._ground(painter, tile, row)
        middle, left = tile.center().y(), tile.left() + 12
        first = QRectF(left, middle - 18, 40, 20)
        painters.text(painter, first, Role.SECOND_STRONG, hour(row.span.start), look.text)
        quiet = look.text3 if row.block is None else look.text2
        last = QRectF(left, middle + 2, 40, 16)
        painters.text(painter, last, Role.SECOND, hour(row.span.end), quiet)
        room = tile.right() - 12 - left - 52 - (28 if row.block is None else 0)
        who, state = self._words(row)
        colour = look.ok if row.block is None else look.text
        painters.text(painter, QRectF(left + 52, middle - 18, room, 20), Role.PRIMARY, who, colour)
        second = QRectF(left + 52, middle + 2, room, 16)
        painters.text(painter, second, Role.CAPTION, state, quiet)
        if row.block is None:
            icons.draw(painter, "plus", tile.right() - 30, middle - 9, 18, look.ok)

    def _ground(self, painter: QPainter, tile: QRectF, row: Part) -> None:
        look = tokens()
        if row.block is None:
            painters.dashed_box(painter, tile, 8, look.surface, look.ok_line)
        elif row.block.status is BookingStatus.HOLD:
            painters.dashed_box(painter, tile, 8, look.surface, look.ink_400, 1.5)
        elif row.block.status in (BookingStatus.DONE, BookingStatus.NO_SHOW):
            painters.box(painter, tile, 8, look.sunken, look.line)
        else:
            painters.box(painter, tile, 8, look.ink_100, look.ink_200)


class WeekPanel(Speaking, Card):
    """The chosen cell of the week. ``slot_asked`` carries space, start, end; ``booking_chosen`` the booking."""

    slot_asked = Signal(object, object, object)
    booking_chosen = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: SpaceDay | None = None
        self._day: date | None = None
        self._page: WeekPage | None = None
        self.header = CardHeader(COMPACT.panel_header, elide=True)
        self.close_button = Button(kind="ghost", size=32, icon="x")
        self.close_button.clicked.connect(self.closed)
        self.header.aside.addWidget(self.close_button)
        self.name = self.header.title
        self.day, self.facts = Text(role=Role.HEADING, wrap=True), Text(tone="text2", wrap=True)
        self._painter = PartPainter()
        self._painter.padding = 0
        self.list: RowsView[Part] = RowsView(self._painter)
        self.list.chosen.connect(self._chosen)
        self.hint = Text(role=Role.SECOND, tone="text2", wrap=True)
        self.button = Button(kind="accent", icon="plus", key="F2")
        self.button.clicked.connect(self._ask_first)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._lay_out()
        self.body.addWidget(self.header)
        self.body.addWidget(Rule())
        self.body.addWidget(self._inside, 1)
        self.set_measures(COMPACT)
        self.retranslate()

    def _lay_out(self) -> None:
        self._column.setSpacing(0)
        self._column.addWidget(self.day)
        self._column.addWidget(self.facts)
        self._column.addSpacing(12)
        self._column.addWidget(self.list, 1000)
        self._column.addWidget(self.hint)
        self._column.addSpacing(12)
        self._column.addStretch(1)
        wide = QSizePolicy.Policy.Expanding
        self.button.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self._column.addWidget(self.button)

    def set_measures(self, to: GridMeasures) -> None:
        """Take the measures of the window."""
        self.setFixedWidth(to.panel)
        self.header.set_padding(to.padding, to.panel_header, to.title)
        self._column.setContentsMargins(to.padding, 16, to.padding, 16)

    # showing -------------------------------------------------------------------------------------

    def show_nothing(self) -> None:
        """No cell is chosen."""
        self._row = None
        self.retranslate()

    def show_cell(self, row: SpaceDay, day: date, page: WeekPage) -> None:
        """Show a space on a day."""
        self._row, self._day, self._page = row, day, page
        self.retranslate()

    def take_focus(self) -> None:
        """Go on with the keyboard here: to the list, or to the button where there is none."""
        (self.list if self.list.rows else self.button).setFocus()

    def first_free(self) -> TimeSpan | None:
        """What the yellow button asks for: the first free hour."""
        row, day, page = self._row, self._day, self._page
        if row is None or day is None or page is None or day < page.now.date():
            return None
        least = max(captions.HOUR, timedelta(minutes=row.space.fields.least))
        free = captions.slots(row, day, page, least)
        return captions.asked_slot(row, free[0]) if free else None

    def _chosen(self, part: object) -> None:
        if not isinstance(part, Part) or self._row is None:
            return
        if part.block is not None:
            self.booking_chosen.emit(part.block.booking)
        else:
            self._ask(captions.asked_slot(self._row, part.span))

    def _ask_first(self) -> None:
        slot = self.first_free()
        if slot is not None:
            self._ask(slot)

    def _ask(self, slot: TimeSpan) -> None:
        assert self._row is not None
        self.slot_asked.emit(self._row.space.id, slot.start, slot.end)

    def key(self, event: QKeyEvent) -> bool:
        """F2 asks for the first free hour; False for any other key, and where there is none."""
        if event.key() == Qt.Key.Key_F2 and self.first_free() is not None:
            self._ask_first()
            return True
        return False

    # words ---------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.close_button.setAccessibleName(_("Close"))
        self.close_button.setToolTip(_("Close"))
        self.list.setAccessibleName(_("Bookings and free times"))
        row, day, page = self._row, self._day, self._page
        shown = row is not None
        for part in (self.facts, self.list, self.close_button):
            part.setVisible(shown)
        if row is None or day is None or page is None:
            self._say_nothing()
            return
        self.name.say(row.space.name)
        said = day_spoken(day)
        self.day.say(said[:1].upper() + said[1:])
        self.facts.say(facts_words(row))
        parts = parts_of(row, day, page)
        self.list.show_rows(parts)
        self.list.setMaximumHeight(len(parts) * (_HIGH + _GAP))
        self.hint.say(hint_words(row, day, page))
        self.hint.setVisible(bool(self.hint.text()))
        free = self.first_free()
        self.button.setVisible(free is not None)
        if free is not None:
            self.button.say(_("Book at {hour}").format(hour=hour(free.start)))

    def _say_nothing(self) -> None:
        self.name.say("")
        self.day.say(_("No day chosen"))
        self.hint.say(_("Choose a day of a space: its bookings and free times stand here."))
        self.hint.setVisible(True)
        self.button.hide()


def facts_words(row: SpaceDay) -> str:
    """``8 posti · Schermo · Lavagna``."""
    fields = row.space.fields
    features = features_words(fields.features).split(", ") if fields.features else []
    return " · ".join([seats_words(fields.seats), *features])


def hint_words(row: SpaceDay, day: date, page: WeekPage) -> str:
    """Why a day has nothing, or what is kept free between two bookings."""
    if captions.is_closed(row, day, page.zone):
        why = next((one.why for one in row.closed if one.why), "")
        return _("Closed: {reason}").format(reason=why) if why else _("Closed on this day.")
    between = row.space.fields.setup + row.space.fields.cleanup
    if not between:
        return ""
    return ngettext(
        "Between one booking and the next, {count} minute is kept to tidy up.",
        "Between one booking and the next, {count} minutes are kept to tidy up.",
        between,
    ).format(count=between)
