"""The painting of a day: grid, closed hours, buffers, the now-line, bookings, what is chosen, the ghost.

Rows and blocks that do not show are left out before anything is measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from askadesk.core.i18n import _, hour, money
from askadesk.rooms.rows import Block, SpaceDay
from db.values import SpaceKind
from ui import fonts, painters
from ui.fonts import Role
from ui.pages.calendar import blocks, phrases
from ui.pages.calendar.drag import Ghost
from ui.pages.calendar.layout import Band, DayLayout, minute_of
from ui.theme import qcolor, tokens

if TYPE_CHECKING:
    from ui.pages.calendar.day_view import DayView

_MIDDLE = Qt.AlignmentFlag.AlignHCenter
CORNER = 11
"""The radius of the card's corners, inside of its line."""


class DayPaint:
    """Paints what ``view`` shows now."""

    def __init__(self, view: DayView) -> None:
        self._view = view

    @property
    def _layout(self) -> DayLayout:
        assert self._view.layout_ is not None
        return self._view.layout_

    def paint(self, painter: QPainter, dirty: QRectF) -> None:
        """Everything that lies within ``dirty`` of the viewport."""
        view, to = self._view, self._view.measures
        port = QRectF(view.viewport().rect())
        self._corners(painter, port, dirty)
        whole = QPainterPath()
        whole.addRoundedRect(port, CORNER, CORNER)
        painter.setClipPath(whole)
        painter.setClipRect(dirty, Qt.ClipOperation.IntersectClip)
        painter.fillRect(dirty & port, qcolor(tokens().surface))
        below = max(dirty.top(), to.header)
        bands = self._layout.between(view.lane_y(below), view.lane_y(dirty.bottom()))
        rows = [band for band in bands if band.row is not None]
        hours = port.adjusted(to.names, to.header, 0, 0)
        painter.save()
        painter.setClipRect(hours & dirty, Qt.ClipOperation.IntersectClip)
        self._ground(painter, hours, rows, dirty)
        self._blocks(painter, rows, dirty)
        painter.restore()
        painter.save()
        painter.setClipRect(port.adjusted(0, to.header, 0, 0), Qt.ClipOperation.IntersectClip)
        self._names(painter, bands, port)
        painter.restore()
        self._above(painter, hours)
        if dirty.top() < to.header:
            self._head(painter, port)

    def _corners(self, painter: QPainter, port: QRectF, dirty: QRectF) -> None:
        """The corners of the card in which the day lies: nothing shows through, so that it scrolls fast."""
        look, card = tokens(), port.adjusted(-1, -1, 1, 1)
        for x in (port.left(), port.right() - CORNER):
            for y in (port.top(), port.bottom() - CORNER):
                corner = QRectF(x, y, CORNER, CORNER)
                if corner.intersects(dirty):
                    painter.save()
                    painter.setClipRect(corner)
                    painter.fillRect(corner, qcolor(look.canvas))
                    painters.box(painter, card, CORNER + 1, look.surface, look.line)
                    painter.restore()

    def _top(self, band: Band) -> float:
        return band.top + self._view.measures.header - self._view.verticalScrollBar().value()

    # below the blocks --------------------------------------------------------------------------

    def _ground(
        self, painter: QPainter, hours: QRectF, rows: Sequence[Band], dirty: QRectF
    ) -> None:
        for band in rows:
            self._closed(painter, band, hours)
        self._lines(painter, hours, rows)
        for band in rows:
            self._buffers(painter, band, dirty)
        x = self.now_x()
        if x is not None:
            painter.fillRect(QRectF(x, hours.top(), 2, hours.height()), qcolor(tokens().accent))

    def _scale(self) -> tuple[float, float]:
        """Where minute 0 stands in the viewport, and how many pixels a minute is wide."""
        layout, view = self._layout, self._view
        pixels = layout.hour / 60
        left = view.measures.names - view.horizontalScrollBar().value()
        return left - layout.first * pixels, pixels

    def _closed(self, painter: QPainter, band: Band, hours: QRectF) -> None:
        for span in self._row(band).closed:
            left, right = self._x(span.starts), self._x(span.ends)
            left, right = max(left, hours.left()), min(right, hours.right() + 1)
            if left < right:
                rect = QRectF(left, self._top(band), right - left, band.high)
                painter.fillRect(rect, qcolor(tokens().sunken))

    def _lines(self, painter: QPainter, hours: QRectF, rows: Sequence[Band]) -> None:
        line, layout = qcolor(tokens().line), self._layout
        for band in rows:
            painter.fillRect(QRectF(hours.left(), self._top(band), hours.width(), 1), line)
        for minute in range(layout.first, layout.last + 1, 60):
            x = round(self._view.spot_of(0, minute).x())
            if hours.left() <= x <= hours.right():
                painter.fillRect(QRectF(x, hours.top(), 1, self._bottom() - hours.top()), line)

    def _bottom(self) -> float:
        """The y below the last row, or of the viewport where rows go on."""
        end = self._layout.high + self._view.lane_y(0) * -1
        return min(float(self._view.viewport().height()), end)

    def _buffers(self, painter: QPainter, band: Band, dirty: QRectF) -> None:
        assert band.row is not None
        if self._row(band).space.kind is SpaceKind.DESK_ZONE:
            return
        zero, pixels = self._scale()
        top, high = self._top(band) + 5, band.high - 9
        for spot in self._layout.spots[band.row]:
            left, right = zero + spot.before * pixels, zero + spot.after * pixels
            if left > dirty.right() or right < dirty.left():
                continue
            starts, ends = zero + spot.first * pixels, zero + spot.last * pixels
            if spot.before < spot.first:
                blocks.hatch(painter, QRectF(left, top, starts - left, high))
            if spot.last < spot.after:
                blocks.hatch(painter, QRectF(ends, top, right - ends - 2, high))

    def now_x(self) -> float | None:
        """Where the now-line stands in the viewport; None on another day or beyond its hours."""
        view = self._view
        if view.layout_ is None or view.now is None or view.now.date() != view.layout_.page.day:
            return None
        if not view.layout_.rows:
            return None
        minute = minute_of(view.layout_.page, view.now)
        if not view.layout_.first <= minute <= view.layout_.last:
            return None
        return view.spot_of(0, minute).x()

    # the blocks --------------------------------------------------------------------------------

    def _blocks(self, painter: QPainter, rows: Sequence[Band], dirty: QRectF) -> None:
        zero, pixels = self._scale()
        to, last = self._view.measures, dirty.right()
        # What ended before the hours shown would be a splinter at the edge of the names.
        first = max(dirty.left(), to.names + 2)
        for band in rows:
            assert band.row is not None
            if self._row(band).space.kind is SpaceKind.DESK_ZONE:
                self._bars(painter, band, self._row(band))
                continue
            top, high = self._top(band) + 5, band.high - 9
            for spot in self._layout.spots[band.row]:
                left, right = zero + spot.first * pixels, zero + spot.last * pixels
                if left <= last and right >= first:
                    rect = QRectF(left, top, max(3.0, right - left - 2), high)
                    blocks.block(painter, self._held(rect), spot.block, to)

    def _held(self, rect: QRectF) -> QRectF:
        """A block that began before the hours shown, or goes on after them, keeps its name in sight."""
        left = max(rect.left(), self._view.measures.names + 1.0)
        end = self._view.spot_of(0, self._layout.last).x() - 2
        right = max(left + 3, min(rect.right(), end))
        return QRectF(left, rect.top(), right - left, rect.height())

    def _bars(self, painter: QPainter, band: Band, row: SpaceDay) -> None:
        layout, view = self._layout, self._view
        left = view.spot_of(0, layout.first).x()
        lane = QRectF(left, self._top(band), layout.wide, band.high)
        counts = [desks_taken(layout, row, at) for at in range(layout.first, layout.last, 60)]
        now = self.now_x()
        blocks.bars(
            painter, lane, layout.hour, counts, row.space.units, -1.0 if now is None else now
        )

    # above the blocks --------------------------------------------------------------------------

    def _above(self, painter: QPainter, hours: QRectF) -> None:
        view = self._view
        painter.save()
        painter.setClipRect(hours.adjusted(-4, -4, 0, 0), Qt.ClipOperation.IntersectClip)
        chosen = view.block_rect(view.selected) if view.selected is not None else None
        if chosen is not None:
            blocks.selection(painter, self._held(chosen))
        if view.slot is not None and view.ghost is None:
            self._slot(painter)
        cell = self.cursor_rect() if view.hasFocus() and view.ghost is None else None
        if cell is not None and chosen is None and view.slot is None:
            painters.ring(painter, cell, blocks.RADIUS, tokens().accent, -3, 3)
        if view.ghost is not None:
            self._ghost(painter, view.ghost, hours)
        painter.restore()

    def _slot(self, painter: QPainter) -> None:
        view, slot = self._view, self._view.slot
        at = self._layout.index_of(slot.space) if slot is not None else None
        if at is not None and slot is not None:
            rect = view.rect_of(at, slot.starts, slot.ends)
            painters.box(painter, rect, blocks.RADIUS, tokens().accent_100, tokens().accent, 2)
            words = phrases.times(slot.starts, slot.ends)
            if fonts.width(Role.CAPTION, words) < rect.width() - 8:
                painters.text(painter, rect, Role.CAPTION, words, tokens().text, _MIDDLE)

    def _ghost(self, painter: QPainter, ghost: Ghost, hours: QRectF) -> None:
        at = self._layout.index_of(ghost.slot.space)
        if at is None:
            return
        rect = self._view.rect_of(at, ghost.slot.starts, ghost.slot.ends)
        rect = rect.adjusted(-1, -2, 1, 2)
        blocks.ghost(painter, rect, self.ghost_lines(ghost), hours, free=ghost.free)

    def ghost_lines(self, ghost: Ghost) -> list[str]:
        """What the ghost says: whose, from when until when, for how much."""
        name = phrases.who(ghost.block) if ghost.block is not None else _("New booking")
        said = phrases.times(ghost.slot.starts, ghost.slot.ends)
        if ghost.price is not None:
            price = phrases.comes_to(ghost.price)
            said = _("{times} · {price}").format(times=said, price=price)
        elif ghost.hourly is not None:
            each = _("{price} an hour").format(price=money(ghost.hourly))
            said = _("{times} · {price}").format(times=said, price=each)
        return [name, said]

    def ghost_words(self, ghost: Ghost) -> str:
        """The ghost for those who do not see it."""
        at = self._layout.index_of(ghost.slot.space)
        space = self._layout.rows[at].space.name if at is not None else ""
        parts = [space, *self.ghost_lines(ghost)]
        if ghost.blocker is not None:
            parts.append(_("taken: {who}").format(who=phrases.who(ghost.blocker)))
        return ", ".join(filter(None, parts))

    def cursor_rect(self) -> QRectF | None:
        """The cell that the keys move, in the viewport; None as long as there is none."""
        view, cursor = self._view, self._view.cursor_
        if view.layout_ is None or not 0 <= cursor.row < len(view.layout_.rows):
            return None
        left = view.spot_of(cursor.row, cursor.first).x()
        right = view.spot_of(cursor.row, cursor.last).x()
        band = view.layout_.band_of(cursor.row)
        return QRectF(left, self._top(band) + 4, right - left, band.high - 8)

    # the frame ---------------------------------------------------------------------------------

    def _names(self, painter: QPainter, bands: Sequence[Band], port: QRectF) -> None:
        look, to = tokens(), self._view.measures
        edge = QRectF(to.names, to.header, 1, self._bottom() - to.header)
        painter.fillRect(edge, qcolor(look.line))
        for band in bands:
            top = self._top(band)
            if band.row is None:
                painter.fillRect(QRectF(0, top, port.width(), band.high), qcolor(look.sunken))
                painters.rule(painter, 0, top, port.width())
                words = QRectF(to.padding, top, port.width() - to.padding, band.high)
                painters.text(painter, words, Role.INITIALS_32, band.words, look.text3, grows=False)
                continue
            painter.fillRect(QRectF(0, top, to.names, band.high), qcolor(look.surface))
            painters.rule(painter, 0, top, to.names)
            self._name(painter, self._row(band), top, band.high)

    def _name(self, painter: QPainter, row: SpaceDay, top: float, high: int) -> None:
        look, to = tokens(), self._view.measures
        lines = to.name.value.line - 2, to.about.value.line
        y = top + (high - sum(lines)) / 2
        wide = to.names - to.padding - 6
        name = QRectF(to.padding, y, wide, lines[0])
        painters.text(painter, name, to.name, row.space.name, look.text)
        about = QRectF(to.padding, name.bottom(), wide, lines[1])
        painters.text(painter, about, to.about, phrases.space_about(row), look.text3)

    def _head(self, painter: QPainter, port: QRectF) -> None:
        look, to, layout = tokens(), self._view.measures, self._layout
        head = QRectF(0, 0, port.width(), to.header)
        painter.fillRect(head, qcolor(look.surface))
        painter.save()
        painter.setClipRect(head.adjusted(to.names, 0, 0, 0), Qt.ClipOperation.IntersectClip)
        now = self.now_x()
        for minute in self.labels():
            x = to.names + layout.x_of(minute) - self._view.horizontalScrollBar().value() + 6
            if now is not None and x - 6 < now + 24 and now - 24 < x + 34:
                continue  # the hour of the now-line makes room for its label
            words = QRectF(x, 0, layout.hour, to.header)
            said = f"{minute // 60:02}:00"
            painters.text(painter, words, Role.CAPTION, said, look.text3, grows=False)
        painter.restore()
        if now is not None and now >= to.names:
            self._now_label(painter, now)

    def labels(self) -> range:
        """The minutes whose hour stands in the head: a day from 0 to 24 may have room for every other only."""
        layout = self._layout
        each = 60 if layout.hour >= fonts.width(Role.CAPTION, "00:00") + 8 else 120
        return range(layout.first, layout.last, each)

    def _now_label(self, painter: QPainter, x: float) -> None:
        look, to, now = tokens(), self._view.measures, self._view.now
        assert now is not None
        words = hour(now)
        wide = fonts.width(Role.INITIALS_32, words) + 12
        rect = QRectF(max(0.0, x + 1 - wide / 2), to.header / 2 - 10, wide, 20)
        painter.fillRect(
            QRectF(x, rect.bottom(), 2, to.header - rect.bottom()), qcolor(look.accent)
        )
        painters.box(painter, rect, 4, look.accent)
        painters.text(painter, rect, Role.INITIALS_32, words, look.accent_on, _MIDDLE, grows=False)

    def _row(self, band: Band) -> SpaceDay:
        assert band.row is not None
        return self._layout.rows[band.row]

    def _x(self, moment: datetime) -> float:
        return self._view.spot_of(0, minute_of(self._layout.page, moment)).x()


def desks_taken(layout: DayLayout, row: SpaceDay, minute: int) -> int:
    """How many desks of a zone are taken at some time within the hour from ``minute`` on."""
    met = [one for one in row.blocks if _meets(layout, one, minute)]
    starts = [max(minute, minute_of(layout.page, one.starts)) for one in met]
    return max(
        (sum(one.desks for one in met if _is_on(layout, one, at)) for at in starts), default=0
    )


def _meets(layout: DayLayout, block: Block, minute: int) -> bool:
    first, last = minute_of(layout.page, block.starts), minute_of(layout.page, block.ends)
    return first < minute + 60 and minute < last


def _is_on(layout: DayLayout, block: Block, minute: int) -> bool:
    first, last = minute_of(layout.page, block.starts), minute_of(layout.page, block.ends)
    return first <= minute < last
