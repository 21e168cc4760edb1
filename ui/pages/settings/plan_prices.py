"""The prices of a plan in time: rows of 36, oldest first, and the one that is being typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from askadesk.core.i18n import _, day_whole, money
from askadesk.plans.rows import DatedPrice
from ui import fonts, icons, painters
from ui.fonts import Role
from ui.theme import tokens
from ui.widgets.base import Speaking

_ROW, _PAD, _MOST = 36, 12, 5


class PriceHistory(Speaking, QWidget):
    """The latest prices; nothing in it can be changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prices: tuple[DatedPrice, ...] = ()
        self._today = date.min
        self._typed: DatedPrice | None = None
        self._settle()

    def show_prices(self, prices: Sequence[DatedPrice], today: date) -> None:
        """Show ``prices``, oldest first."""
        self._prices, self._today = tuple(prices[-_MOST:]), today
        self._settle()

    def show_typed(self, price: DatedPrice | None) -> None:
        """Show, below them, the price that is being typed; None for none."""
        if price != self._typed:
            self._typed = price
            self._settle()

    def _settle(self) -> None:
        rows = len(self._prices) + (self._typed is not None)
        self.setFixedHeight(max(1, rows) * _ROW + 2)
        self.setAccessibleName("; ".join(self._said(one) for one in self._prices))
        self.update()

    def retranslate(self) -> None:
        self._settle()

    def _said(self, price: DatedPrice) -> str:
        return _("from {day}: {price}").format(
            day=day_whole(price.valid_from), price=money(price.price)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens()
        rows = [*self._prices, *([self._typed] if self._typed is not None else [])]
        with painters.painting(self) as painter:
            for at, price in enumerate(rows):
                rect = QRectF(1, 1 + at * _ROW, self.width() - 2, _ROW)
                if price is self._typed:
                    painters.box(painter, rect, 7, look.ink_50)
                if at:
                    painters.rule(painter, rect.left(), rect.top(), rect.width())
                self._paint_price(painter, rect.adjusted(_PAD, 0, -_PAD, 0), price)
            painters.box(painter, QRectF(self.rect()), 8, "", look.line)

    def _paint_price(self, painter: QPainter, rect: QRectF, price: DatedPrice) -> None:
        look = tokens()
        over = price.until is not None and price.until < self._today
        from_ = _("from {day}").format(day=day_whole(price.valid_from))
        tone = look.text2
        painters.text(painter, rect, Role.BODY, from_, tone)
        amount = look.text3 if over else look.text
        right = Qt.AlignmentFlag.AlignRight
        painters.text(painter, rect, Role.STRONG, money(price.price), amount, right)
        left = rect.left() + fonts.width(Role.BODY, from_) + 12
        wide = rect.right() - left - fonts.width(Role.STRONG, money(price.price)) - 8
        self._paint_state(painter, QRectF(left, rect.top(), wide, rect.height()), price)

    def _paint_state(self, painter: QPainter, rect: QRectF, price: DatedPrice) -> None:
        look = tokens()
        if price is self._typed:
            painters.text(painter, rect, Role.CAPTION, _("new"), look.text3)
        elif price.until is not None and price.until < self._today:
            until = _("until {day}").format(day=day_whole(price.until))
            if fonts.width(Role.CAPTION, until) <= rect.width():
                painters.text(painter, rect, Role.CAPTION, until, look.text3)
        elif price.valid_from <= self._today:
            icons.draw(painter, "circle-check", rect.left(), rect.center().y() - 7, 14, look.ok)
            said = rect.adjusted(18, 0, 0, 0)
            painters.text(painter, said, Role.CAPTION_MEDIUM, _("today"), look.ok)
        else:
            painters.text(painter, rect, Role.CAPTION, _("to come"), look.text3)
