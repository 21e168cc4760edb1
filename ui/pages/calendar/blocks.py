"""How the things of a day look: bookings, buffers, closed hours, the bars of flexible desks, the ghost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QPixmapCache

from askadesk.core.i18n import number
from askadesk.rooms.rows import Block
from db.values import BookingStatus
from ui import fonts, icons, painters
from ui.fonts import Role
from ui.pages.calendar import phrases
from ui.pages.calendar.measures import CalendarMeasures
from ui.theme import Tokens, qcolor, tokens

RADIUS = 6
NARROW, TINY = 84, 50
"""Below the first a name is written smaller, below the second there are only its initials."""
_TILE = 10
_LEAST = 12
_GHOST_ROLES = Role.SECOND_STRONG, Role.CAPTION


@dataclass(frozen=True, slots=True)
class Dress:
    """Fill, edge, texts of a block; a dashed edge is 1.5 wide."""

    fill: str
    edge: str
    text: str
    second: str
    dashed: bool = False


def dress_of(look: Tokens, block: Block) -> Dress:
    """How a booking of this status looks."""
    if block.status is BookingStatus.IN_USE:
        return Dress(look.ink, look.ink, look.ink_on, look.ink_on)
    if block.status is BookingStatus.HOLD:
        return Dress(look.surface, look.ink_400, look.text, look.text2, dashed=True)
    if block.status is BookingStatus.CONFIRMED and not block.through:
        return Dress(look.ink_100, look.ink_200, look.text, look.text2)
    return Dress(look.sunken, look.line, look.text2, look.text2)


def dashed_box(
    painter: QPainter, rect: QRectF, fill: str, edge: str, width: float, radius: float = RADIUS
) -> None:
    """A rounded box with a dashed edge wholly inside ``rect``."""
    pen = QPen(qcolor(edge), width, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(QBrush(qcolor(fill)) if fill else Qt.BrushStyle.NoBrush)
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)


def hatch(painter: QPainter, rect: QRectF) -> None:
    """Diagonal lines: set-up and clean-up, which belong to a booking."""
    if rect.width() <= 0:
        return
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(_hatch_tile(painter.device().devicePixelRatioF())))
    painter.setBrushOrigin(rect.topLeft())
    painter.drawRoundedRect(rect, 4, 4)
    painter.restore()


def _hatch_tile(ratio: float) -> QPixmap:
    colour = tokens().text
    key = f"hatch/{colour}/{ratio}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    made = QPixmap(round(_TILE * ratio), round(_TILE * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    faint = QColor(qcolor(colour))
    faint.setAlphaF(0.16)
    with painters.painting(made) as painter:
        painter.setPen(QPen(faint, 1.5))
        for shift in (-_TILE, 0, _TILE):
            painter.drawLine(QPointF(shift, _TILE), QPointF(shift + _TILE, 0))
    QPixmapCache.insert(key, made)
    return made


def block(painter: QPainter, rect: QRectF, row: Block, to: CalendarMeasures) -> None:
    """A booking: whose it is, a second line, and the icon of its status where there is room."""
    dress = dress_of(tokens(), row)
    if dress.dashed:
        dashed_box(painter, rect, dress.fill, dress.edge, 1.5)
    else:
        painters.box(painter, rect, RADIUS, dress.fill, dress.edge)
    if rect.width() >= _LEAST:
        _words(painter, rect, row, to, dress)


def _words(painter: QPainter, rect: QRectF, row: Block, to: CalendarMeasures, dress: Dress) -> None:
    wide = rect.width()
    if wide < TINY:
        inside = rect.adjusted(2, 0, -2, 0)
        middle = Qt.AlignmentFlag.AlignHCenter
        said = phrases.short(row)
        painters.text(painter, inside, Role.INITIALS_32, said, dress.text, middle, grows=False)
        return
    inside = rect.adjusted(7, 0, -7, 0)
    first = to.first if wide >= NARROW else Role.INITIALS_32
    high = first.value.size + 5, to.second.value.size + 4
    top = inside.center().y() - sum(high) / 2
    name = QRectF(inside.left(), top, inside.width(), high[0])
    if wide >= NARROW:
        name.setRight(name.right() - _icons(painter, rect, row, dress))
    painters.text(painter, name, first, phrases.who(row), dress.text, grows=False)
    second = QRectF(inside.left(), name.bottom(), inside.width(), high[1])
    painters.text(painter, second, to.second, phrases.about(row), dress.second, grows=False)


def _icons(painter: QPainter, rect: QRectF, row: Block, dress: Dress) -> int:
    """The signs at the top right; gives how much of the name's room they take."""
    names = [phrases.ICONS[row.status]]
    names += ["repeat"] if row.series else []
    names += ["lock"] if row.private else []
    x = rect.right() - 6
    for name in names:
        x -= 14
        icons.draw(painter, name, x, rect.top() + 6, 12, dress.second)
    return 14 * len(names)


def selection(painter: QPainter, rect: QRectF) -> None:
    """Two pixels of gap, two of accent."""
    look = tokens()
    painters.ring(painter, rect, RADIUS, look.surface, 0, 2)
    painters.ring(painter, rect, RADIUS, look.accent, 2, 2)


def ghost(
    painter: QPainter, rect: QRectF, lines: Sequence[str], room: QRectF, *, free: bool
) -> None:
    """What is being dragged: dashed ink where it can be had, dashed red where not. Words that are wider than
    it is lie on a ground of their own, within ``room``: they are read whole over any edge or booking."""
    look = tokens()
    edge, fill = (look.ink, look.ink_50) if free else (look.bad, look.bad_bg)
    painter.save()
    painter.setOpacity(0.94)
    painters.box(painter, rect, RADIUS, fill)
    painter.restore()
    dashed_box(painter, rect, "", edge, 2)
    label = ghost_label(rect, lines, room)
    if not rect.contains(label):
        painters.box(painter, label, RADIUS - 2, fill, look.ink_200 if free else look.bad_line)
    top = label.center().y() - 8 * len(lines)
    for at, said in enumerate(lines):
        place = QRectF(label.left() + 5, top + 16 * at, label.width() - 6, 16)
        painters.text(painter, place, _GHOST_ROLES[at > 0], said, edge, grows=False)


def ghost_label(rect: QRectF, lines: Sequence[str], room: QRectF) -> QRectF:
    """Where the words of a ghost lie: inside of it, or as far beyond its end as they need; at the end of the
    day beyond its start."""
    inside = rect.adjusted(3, 5, -3, -5)
    wide = max(fonts.width(_GHOST_ROLES[at > 0], said) for at, said in enumerate(lines)) + 12
    if wide <= inside.width():
        return inside
    label = QRectF(inside.left(), inside.top(), wide, inside.height())
    label.moveLeft(max(room.left(), min(label.left(), room.right() - wide - 4)))
    return label


def bars(
    painter: QPainter, lane: QRectF, hour: float, counts: Sequence[int], most: int, now: float
) -> None:
    """How many flexible desks are taken in each hour; those past and the one of ``now`` in ink."""
    look, room = tokens(), lane.height() - 16
    for at, count in enumerate(counts):
        x = lane.left() + at * hour
        past = x < now
        high = max(3.0, room * min(1.0, count / max(1, most))) if count else 0.0
        bar = QRectF(x + 3, lane.bottom() - 6 - high, hour - 6, high)
        if count:
            painters.box(painter, bar, 3, look.ink if past else look.ink_200)
        inside = high >= 16
        place = QRectF(x + 10, bar.top() if inside else bar.top() - 16, hour - 14, 16)
        colour = (look.ink_on if past else look.text) if inside else look.text2
        painters.text(painter, place, Role.CAPTION, number(count), colour, grows=False)
