"""The list of plans: groups of 24, rows of 40 with name, what it gives, price, VAT and how many hold it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from askadesk.core.i18n import _, day_short, money, number
from askadesk.plans import words
from askadesk.plans.offers import grouped
from askadesk.plans.rows import ProductRow
from db.values import ProductKind
from ui import fonts, painters
from ui.fonts import Role
from ui.theme import qcolor, tokens
from ui.widgets.base import Speaking
from ui.widgets.rows import RowPainter

_RIGHT = Qt.AlignmentFlag.AlignRight
_HEAD, _GROUP, _ROW, _PAD = 28, 24, 40, 16
_NARROW = 560


@dataclass(frozen=True, slots=True)
class Group:
    """A line that names what follows."""

    title: str


@dataclass(frozen=True, slots=True)
class Line:
    """One product, and whether the panel shows it."""

    row: ProductRow
    selected: bool = False


def lines(rows: Sequence[ProductRow], selected: UUID | None) -> list[Group | Line]:
    """Groups with their products below."""
    titles = {
        ProductKind.PASS: _("Entries and carnets"),
        ProductKind.MEMBERSHIP: _("Memberships"),
    }
    found: list[Group | Line] = []
    for kind, products in grouped(rows).items():
        found.append(Group(titles[kind]))
        found += [Line(row, row.id == selected) for row in products]
    return found


def columns(rect: QRectF, *, roomy: bool) -> tuple[QRectF, QRectF, QRectF, QRectF, QRectF]:
    """Name, what it gives, price, VAT, active: where they stand in a row."""
    narrow = rect.width() < _NARROW
    name = 260.0 if roomy else 150.0 if narrow else 176.0
    price, vat, active = 80.0, 52.0 if narrow else 84.0, 64.0
    left, right = rect.left() + _PAD, rect.right() - _PAD
    end = right - active - vat - price
    top, high = rect.top(), rect.height()
    gap = 8 if narrow else 16
    return (
        QRectF(left, top, name - 8, high),
        QRectF(left + name, top, end - left - name - 8, high),
        QRectF(end, top, price, high),
        QRectF(end + price + gap, top, vat - gap, high),
        QRectF(right - active, top, active, high),
    )


class PlanHead(Speaking, QWidget):
    """The header of the columns, 28 high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.roomy = False
        self.setFixedHeight(_HEAD)

    def retranslate(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        said = (_("Name"), _("What it gives"), _("Price"), _("VAT"), _("Active"))
        with painters.painting(self) as painter:
            for at, rect in enumerate(columns(QRectF(self.rect()), roomy=self.roomy)):
                align = _RIGHT if at in (2, 4) else Qt.AlignmentFlag.AlignLeft
                painters.text(painter, rect, Role.CAPTION_MEDIUM, said[at], tokens().text3, align)


class PlanPainter(RowPainter[Group | Line]):
    """Paints groups and products."""

    padding = 0

    def __init__(self) -> None:
        self.roomy = False

    def height(self, row: Group | Line) -> int:
        return _GROUP if isinstance(row, Group) else _ROW

    def chosen(self, row: Group | Line) -> bool:
        return isinstance(row, Line)

    def paint(self, painter: QPainter, rect: QRectF, row: Group | Line) -> None:
        look = tokens()
        if isinstance(row, Group):
            painter.fillRect(rect, qcolor(look.sunken))
            inside = rect.adjusted(_PAD, 0, -_PAD, 0)
            painters.text(painter, inside, Role.NAV_ON, row.title, look.text3)
            return
        if row.selected:
            painter.fillRect(rect, qcolor(look.ink_50))
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), qcolor(look.ink))
        self._paint_line(painter, rect, row)

    def _paint_line(self, painter: QPainter, rect: QRectF, line: Line) -> None:
        look, row = tokens(), line.row
        name, gives, price, vat, active = columns(rect, roomy=self.roomy)
        strong = Role.STRONG if line.selected else Role.PRIMARY
        painters.text(painter, name, strong, row.name, look.text)
        shown = row.price or row.next_price
        amount = money(shown.price) if shown is not None else ""
        # What it gives may be long: it goes on until the digits of the price.
        gives.setRight(price.right() - fonts.width(Role.STRONG, amount) - 12)
        painters.text(painter, gives, Role.SECOND, words.gives(row.kind, row.terms), look.text2)
        if shown is not None:
            painters.text(painter, price, Role.STRONG, amount, look.text, _RIGHT)
            painters.text(painter, vat, Role.SECOND, words.vat(shown.vat), look.text2)
        painters.text(painter, active, Role.BODY, number(row.active), look.text2, _RIGHT)

    def name(self, row: Group | Line) -> str:
        if isinstance(row, Group):
            return row.title
        return said(row.row)

    def whole(self, row: Group | Line) -> str:
        return self.name(row)


def said(row: ProductRow) -> str:
    """A product in one sentence, for those who do not see the list and in the tooltip."""
    gives = words.gives(row.kind, row.terms)
    shown = row.price or row.next_price
    price = money(shown.price) if shown is not None else _("no price yet")
    if row.next_price is not None and row.price is not None:
        return _("{name}: {gives}; {price}, from {day} {next}; {count} active").format(
            name=row.name,
            gives=gives,
            price=price,
            day=day_short(row.next_price.valid_from),
            next=money(row.next_price.price),
            count=number(row.active),
        )
    return _("{name}: {gives}; {price}; {count} active").format(
        name=row.name, gives=gives, price=price, count=number(row.active)
    )
