"""How one row of the list is painted: a person, an organisation, or one that is still to come."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from askadesk.people.rows import ListedOrganisation, ListedPerson, PlanBrief, Standing
from ui import icons, painters
from ui.fonts import Role
from ui.pages.people import phrases
from ui.pages.people.measures import COMPACT, Columns, PeopleMeasures, columns, slot
from ui.theme import qcolor, tokens
from ui.widgets.choices import paint_box

_RIGHT = Qt.AlignmentFlag.AlignRight
_MOST_PIPS, _PITCH, _SEAT_PITCH = 20, 10, 16
_WORDS_ROOM = 96


@dataclass(frozen=True, slots=True)
class RowState:
    """How a row stands: with a box (and whether it is ticked), under the pointer, current."""

    box: bool = True
    ticked: bool = False
    hovered: bool = False
    current: bool = False


@dataclass(slots=True)
class RowPaint:
    """Paints rows with the measures of the window, on the hub's ``today``."""

    to: PeopleMeasures = field(default=COMPACT)
    today: date = date.min

    def paint(
        self,
        painter: QPainter,
        rect: QRectF,
        row: ListedPerson | ListedOrganisation | None,
        state: RowState,
    ) -> None:
        """Paint ``row`` into ``rect``, whose first pixel is the line above it."""
        self._ground(painter, rect, state)
        inside = rect.adjusted(0, 1, 0, 0)
        at = columns(self.to, rect.width())
        painter.save()
        painter.translate(inside.topLeft())
        if row is None:
            self._to_come(painter, at, inside.height())
        else:
            self._whole(painter, at, inside.height(), row, state)
        painter.restore()
        if state.current:
            ring = inside.adjusted(4, 3, -12, -3)
            painters.box(painter, ring, 8, "", tokens().accent, 3)

    def _ground(self, painter: QPainter, rect: QRectF, state: RowState) -> None:
        look = tokens()
        inside = rect.adjusted(0, 1, 0, 0)
        if state.ticked:
            # In high contrast the edge and the tick say it: the ground would swallow empty pips.
            ground = look.ink_50 if look.ink_50 != look.ink_100 else look.surface
            painter.fillRect(inside, qcolor(ground))
            painter.fillRect(QRectF(0, inside.top(), 3, inside.height()), look.colour("ink"))
        elif state.hovered:
            painter.fillRect(inside, look.colour("canvas"))
        painters.rule(painter, 0, rect.top(), rect.width())

    def _to_come(self, painter: QPainter, at: Columns, high: float) -> None:
        """Quiet bars where the words will stand."""
        look, middle = tokens(), high / 2
        person = slot(at.person, middle - 16, 32)
        painters.box(painter, QRectF(person.left(), person.top(), 32, 32), 16, look.sunken)
        for column, share in ((at.organisation, 0.6), (at.plan, 0.4), (at.visit, 0.5)):
            bar = QRectF(column[0], middle - 4, column[1] * share, 8)
            painters.box(painter, bar, 4, look.sunken)
        bar = QRectF(person.left() + 44, middle - 4, 140, 8)
        painters.box(painter, bar, 4, look.sunken)

    def _whole(
        self,
        painter: QPainter,
        at: Columns,
        high: float,
        row: ListedPerson | ListedOrganisation,
        state: RowState,
    ) -> None:
        if isinstance(row, ListedPerson):
            if state.box:
                paint_box(painter, at.check[0], round(high / 2) - 9, _ticked(state.ticked))
            self._person(painter, at, high, row)
        else:
            self._organisation(painter, at, high, row)
        if row.plan is not None:
            self._plan(painter, at.plan, high, row.plan)
        self._due(painter, slot(at.due, 0, high), row)
        icons.draw(painter, "chevron-right", at.open[0], high / 2 - 9, 18, tokens().text3)

    # cells -------------------------------------------------------------------------------------

    def _two_lines(self, column: tuple[float, float], high: float) -> tuple[QRectF, QRectF]:
        middle = high / 2
        return slot(column, middle - 18, 20), slot(column, middle + 1, 17)

    def _person(self, painter: QPainter, at: Columns, high: float, row: ListedPerson) -> None:
        look, to = tokens(), self.to
        painters.avatar(painter, at.person[0], round(high / 2) - 16, 32, row.initials)
        words = (at.person[0] + 44, at.person[1] - 44)
        first, second = self._two_lines(words, high)
        mark = phrases.standing(row)
        if not row.role and mark is None:
            first = slot(words, 0, high)
        painters.text(painter, first, to.first, row.name, look.text)
        if mark is not None:
            second = self._mark(painter, second, mark)
        painters.text(painter, second, to.second, row.role, look.text3)
        house = slot(at.organisation, 0, high)
        if row.organisation:
            painters.text(painter, house, Role.BODY, row.organisation, look.text)
        else:
            painters.text(painter, house, Role.BODY, phrases.alone(), look.text3)
        self._visit(painter, slot(at.visit, 0, high), row)

    def _mark(self, painter: QPainter, line: QRectF, mark: phrases.Left) -> QRectF:
        """Icon and word in the tone of ``mark``; gives what is left of the line."""
        colour = getattr(tokens(), mark.tone or "text3")
        left = line.left()
        if mark.icon:
            icons.draw(painter, mark.icon, left, line.center().y() - 7, 14, colour)
            left += 18
        room = QRectF(left, line.top(), line.right() - left, line.height())
        wide = painters.text(painter, room, self.to.second, mark.words, colour)
        return QRectF(left + wide + 8, line.top(), max(0, room.width() - wide - 8), line.height())

    def _visit(self, painter: QPainter, cell: QRectF, row: ListedPerson) -> None:
        words = phrases.last_visit(row, self.today)
        if row.inside_since is None:
            colour = tokens().text2 if row.last_visit is not None else tokens().text3
            painters.text(painter, cell, Role.BODY, words, colour)
            return
        wide = min(cell.width(), painters.chip_width(words, "circle-check"))
        chip = QRectF(cell.left(), round(cell.center().y()) - 12, wide, 24)
        painters.chip(painter, chip, words, "ok", "circle-check")

    def _organisation(
        self, painter: QPainter, at: Columns, high: float, row: ListedOrganisation
    ) -> None:
        look, left = tokens(), at.person[0]
        tile = QRectF(left, round(high / 2) - 16, 32, 32)
        painters.box(painter, tile, 8, look.sunken)
        icons.draw(painter, "building-2", left + 7, tile.top() + 7, 18, look.text2)
        first, second = self._two_lines((left + 44, at.person[1] - 44), high)
        about = row.email or row.phone
        if not about:
            first = slot((left + 44, at.person[1] - 44), 0, high)
        painters.text(painter, first, self.to.first, row.name, look.text)
        painters.text(painter, second, self.to.second, about, look.text3)
        house = slot(at.organisation, 0, high)
        painters.text(painter, house, Role.BODY, phrases.members(row), look.text2)

    def _due(self, painter: QPainter, cell: QRectF, row: ListedPerson | ListedOrganisation) -> None:
        look, words = tokens(), phrases.due(row)
        if row.due is None:
            painters.text(painter, cell, Role.BODY, words, look.text3, _RIGHT)
        else:
            painters.text(painter, cell, Role.STRONG, words, look.warn, _RIGHT)

    # the plan ----------------------------------------------------------------------------------

    def _plan(
        self, painter: QPainter, column: tuple[float, float], high: float, plan: PlanBrief
    ) -> None:
        first, second = self._two_lines(column, high)
        painters.text(painter, first, self.to.first, plan.name, tokens().text)
        left = phrases.left_of(plan, self.today)
        taken = self._amount(painter, second, plan)
        room = second.adjusted(taken, 0, 0, 0)
        self._mark(painter, room, left)

    def _amount(self, painter: QPainter, line: QRectF, plan: PlanBrief) -> float:
        """Pips or a meter for what is counted; gives the room that they took."""
        if plan.seats is not None:
            return self._pips(painter, line, plan.seats_taken or 0, plan.seats, _SEAT_PITCH)
        if plan.units is None or plan.standing is Standing.TO_COME:
            return 0
        return self._pips(painter, line, plan.left or 0, plan.units, _PITCH)

    def _pips(self, painter: QPainter, line: QRectF, filled: int, units: int, pitch: int) -> float:
        wide, top = units * pitch - 4, round(line.center().y()) - 4
        if 0 < units <= _MOST_PIPS and wide + _WORDS_ROOM <= line.width():
            painters.pips(painter, QRectF(line.left(), top, wide, 8), filled, units)
            return wide + 8
        wide = 96 if line.width() >= 96 + _WORDS_ROOM else 48
        share = filled / units if units else 0
        painters.meter(painter, QRectF(line.left(), top, wide, 8), share)
        return wide + 8


def _ticked(on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
