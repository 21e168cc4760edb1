"""The list of spaces: groups of 24, rows of 40 with name, seats, floor and what an hour costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from askadesk.core.i18n import _, money, ngettext, number
from askadesk.rooms.rows import SpaceRow
from askadesk.rooms.words import features_words, seats_words
from db.values import Money
from ui import fonts, painters
from ui.fonts import Role
from ui.pages.calendar.captions import grouped
from ui.theme import qcolor, tokens
from ui.widgets.rows import RowPainter

_GROUP, _ROW, _PAD = 24, 40, 16


@dataclass(frozen=True, slots=True)
class SpaceGroup:
    """A line that names what follows."""

    title: str


@dataclass(frozen=True, slots=True)
class SpaceLine:
    """One space, what an hour of it costs, and whether the panel shows it."""

    row: SpaceRow
    hour: Money | None = None
    selected: bool = False


def lines(
    rows: Sequence[SpaceRow],
    hours: Mapping[UUID, Money],
    selected: UUID | None,
    away: Sequence[SpaceRow] = (),
) -> list[SpaceGroup | SpaceLine]:
    """Groups with their spaces below; those that are put ``away`` at the end."""
    found: list[SpaceGroup | SpaceLine] = []
    for one in grouped(rows):
        if one.at is None:
            found.append(SpaceGroup(one.words))
        else:
            row = rows[one.at]
            found.append(SpaceLine(row, hours.get(row.id), row.id == selected))
    if away:
        found.append(SpaceGroup(_("Spaces put away")))
        found += [SpaceLine(row, None, row.id == selected) for row in away]
    return found


def size_words(row: SpaceRow) -> str:
    """``8 posti``; of a zone how many desks, of a joined room of how many rooms it is made."""
    if row.units > 1:
        words = ngettext("{count} desk", "{count} desks", row.units)
        return words.format(count=number(row.units))
    if row.parts:
        count = len(row.parts)
        words = ngettext("{seats}, {count} room", "{seats}, {count} rooms", count)
        return words.format(seats=seats_words(row.fields.seats), count=number(count))
    return seats_words(row.fields.seats)


class SpacePainter(RowPainter[SpaceGroup | SpaceLine]):
    """Paints groups and spaces."""

    padding = 0

    def height(self, row: SpaceGroup | SpaceLine) -> int:
        return _GROUP if isinstance(row, SpaceGroup) else _ROW

    def chosen(self, row: SpaceGroup | SpaceLine) -> bool:
        return isinstance(row, SpaceLine)

    def name(self, row: SpaceGroup | SpaceLine) -> str:
        if isinstance(row, SpaceGroup):
            return row.title
        fields = row.row.fields
        away = _("put away") if row.row.archived else ""
        has = features_words(fields.features)
        said = (fields.name, away, size_words(row.row), fields.floor, has)
        return ", ".join(filter(None, (*said, self._price(row))))

    def _price(self, row: SpaceLine) -> str:
        if row.hour is None:
            return ""
        return _("{price} an hour").format(price=money(row.hour))

    def paint(self, painter: QPainter, rect: QRectF, row: SpaceGroup | SpaceLine) -> None:
        look = tokens()
        inside = rect.adjusted(_PAD, 0, -_PAD, 0)
        if isinstance(row, SpaceGroup):
            painter.fillRect(rect, qcolor(look.sunken))
            painters.text(painter, inside, Role.NAV_ON, row.title, look.text3)
            return
        if row.selected:
            painter.fillRect(rect, qcolor(look.ink_50))
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), qcolor(look.ink))
        self._line(painter, inside, row)

    def _line(self, painter: QPainter, rect: QRectF, row: SpaceLine) -> None:
        look, fields = tokens(), row.row.fields
        strong = Role.STRONG if row.selected else Role.PRIMARY
        right, price = Qt.AlignmentFlag.AlignRight, self._price(row)
        wide = fonts.width(Role.SECOND, price)
        painters.text(painter, rect, Role.SECOND, price, look.text2, right)
        name = QRectF(rect.left(), rect.top(), min(190.0, rect.width() * 0.4), rect.height())
        painters.text(
            painter, name, strong, row.row.name, look.text2 if row.row.archived else look.text
        )
        left = name.right() + 12
        about = " · ".join(filter(None, (size_words(row.row), fields.floor)))
        room = QRectF(left, rect.top(), rect.right() - wide - 12 - left, rect.height())
        painters.text(painter, room, Role.SECOND, about, look.text2)
