"""Who belongs to an organisation, today and before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.i18n import _, day_whole, hour, ngettext
from askadesk.people.rows import MemberRow, OrganisationPage
from ui import painters
from ui.fonts import Role
from ui.pages.person.measures import COMPACT, Measures
from ui.theme import qcolor, tokens
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.chip import Keycap
from ui.widgets.empty import EmptyState
from ui.widgets.rows import RowPainter, RowsView
from ui.widgets.text import Text

_GROUP = 28


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member, or (``row`` None) the head of those who belonged once."""

    row: MemberRow | None
    past: bool


class MemberPainter(RowPainter[MemberLine]):
    """Portrait, name and what they do, the days, and who is here."""

    def __init__(self) -> None:
        self.measures = COMPACT

    def height(self, row: MemberLine) -> int:
        return _GROUP if row.row is None else 56

    def chosen(self, row: MemberLine) -> bool:
        return row.row is not None

    def name(self, row: MemberLine) -> str:
        if row.row is None:
            return _("Belonged once")
        return ", ".join(filter(None, (row.row.name, row.row.role, _days(row.row))))

    def paint(self, painter: QPainter, rect: QRectF, row: MemberLine) -> None:
        look = tokens()
        if row.row is None:
            pad = self.padding
            painter.fillRect(rect.adjusted(-pad, 0, pad, 0), qcolor(look.sunken))
            painters.text(painter, rect, Role.INITIALS_32, self.name(row), look.text3)
            return
        one, middle = row.row, rect.center().y()
        painters.avatar(painter, rect.left(), middle - 16, 32, one.initials)
        right = rect.right()
        if one.inside_since is not None:
            words = _("Here since {hour}").format(hour=hour(one.inside_since))
            wide = painters.chip_width(words, "circle-check")
            chip = QRectF(right - wide, middle - 12, wide, 24)
            painters.chip(painter, chip, words, "ok", "circle-check")
            right = chip.left() - 16
        days = QRectF(right - 200, rect.top(), 200, rect.height())
        align = Qt.AlignmentFlag.AlignRight
        wide = painters.text(painter, days, Role.SECOND, _days(one), look.text2, align)
        room = QRectF(rect.left() + 44, middle - 19, right - wide - 60 - rect.left(), 20)
        if not one.role:
            room.moveTop(middle - 10)
        colour = look.text2 if row.past else look.text
        painters.text(painter, room, Role.PRIMARY, one.name, colour)
        second = room.translated(0, 20)
        painters.text(painter, second, Role.SECOND, one.role, look.text3)


def _days(row: MemberRow) -> str:
    if row.until is None:
        return _("since {day}").format(day=day_whole(row.since))
    return _("{first} – {last}").format(first=day_whole(row.since), last=day_whole(row.until))


def lines_of(page: OrganisationPage, today: date) -> list[MemberLine]:
    """The members as the list shows them."""

    def past(row: MemberRow) -> bool:
        return row.until is not None and row.until < today

    now = [MemberLine(row, False) for row in page.members if not past(row)]
    once = [MemberLine(row, True) for row in page.members if past(row)]
    return [*now, MemberLine(None, True), *once] if once else now


class _List(RowsView[MemberLine]):
    """Delete asks for the last day of the member that has the focus."""

    ended = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.current()
        if event.key() == Qt.Key.Key_Delete and line is not None and not line.past:
            self.ended.emit(line.row)
            return
        super().keyPressEvent(event)

    def current(self) -> MemberLine | None:
        """The line that has the focus."""
        at = self.currentIndex().row()
        return self.rows[at] if 0 <= at < len(self.rows) else None


class MembersCard(Speaking, Card):
    """``chosen`` carries the person (UUID) whose page is wanted, ``end_asked`` the ``MemberRow`` whose
    last day is to be set."""

    chosen = Signal(object)
    end_asked = Signal(object)
    add_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: OrganisationPage | None = None
        self._today = date.max
        self.title, self.count = Text(role=Role.TITLE), Text(tone="text3")
        self.add = Button(kind="accent", icon="user-plus", key="F2")
        self.end = Button(size=32)
        self.painter = MemberPainter()
        self.list = _List(self.painter, first_ruled=True)
        self.empty = EmptyState()
        self.head = QWidget()
        self._row = QHBoxLayout(self.head)
        self._row.setSpacing(8)
        self._row.addWidget(self.title)
        self._row.addWidget(self.count)
        self._row.addStretch(1)
        self._row.addWidget(self.add)
        self._hints = QWidget()
        hints = self._hint_row = QHBoxLayout(self._hints)
        hints.setSpacing(8)
        self._open_hint = Text(role=Role.CAPTION, tone="text3")
        hints.addWidget(Keycap("\u21b5"))
        hints.addWidget(self._open_hint)
        hints.addStretch(1)
        hints.addWidget(self.end)
        self._below = QVBoxLayout()
        self.body.addWidget(self.head)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._hints)
        self._wire()
        self.retranslate()
        self.measure(COMPACT)

    def _wire(self) -> None:
        self.add.clicked.connect(self.add_asked)
        self.end.clicked.connect(self._end)
        self.list.ended.connect(self.end_asked)
        self.list.chosen.connect(self._chosen)
        self.list.selectionModel().currentChanged.connect(self._current_changed)

    def measure(self, to: Measures) -> None:
        """Take the measures of the window."""
        self.painter.measures = to
        self.painter.padding = to.padding
        self.title.wear(to.title)
        self.head.setFixedHeight(56)
        self._hints.setFixedHeight(48)
        self._row.setContentsMargins(to.padding, 0, to.padding, 0)
        self._hint_row.setContentsMargins(to.padding, 0, to.padding, 0)
        self.list.measure_again()

    def show_organisation(self, page: OrganisationPage, today: date) -> None:
        """Show who belongs to it: those of ``today``, then those of once."""
        self._page, self._today = page, today
        self.retranslate()

    def retranslate(self) -> None:
        self.title.say(_("Members"))
        self.list.setAccessibleName(_("Members"))
        self.add.say(_("Add someone"))
        self.end.say(_("Set the last day…"))
        self._open_hint.say(_("opens the page"))
        self.empty.say(
            _("Nobody belongs to it yet"), _("Who is added may use its plan from that day on.")
        )
        page = self._page
        if page is None:
            return
        lines = lines_of(page, self._today)
        now = sum(1 for one in lines if one.row is not None and not one.past)
        self.count.say(ngettext("{count} today", "{count} today", now).format(count=now))
        self.list.show_rows(lines)
        for part in (self.list, self._hints):
            part.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.add.setEnabled(page.archived_at is None)
        self._current_changed()

    def _current_changed(self, *_indexes: object) -> None:
        line = self.list.current()
        self.end.setEnabled(line is not None and line.row is not None and not line.past)

    def _chosen(self, line: MemberLine) -> None:
        if line.row is not None:
            self.chosen.emit(line.row.person)

    def _end(self) -> None:
        line = self.list.current()
        if line is not None and line.row is not None:
            self.end_asked.emit(line.row)
