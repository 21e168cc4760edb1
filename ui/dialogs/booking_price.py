"""What a booking costs: each line one reason, and the sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.i18n import _, money, ngettext, number
from askadesk.rooms.prices import CREDITS, CREDITS_SHORT, NO_CREDIT_PRICE
from askadesk.rooms.rows import NO_PRICE, Price, PriceLine
from askadesk.rooms.words import price_words
from db.values import Money
from ui import painters
from ui.fonts import Role
from ui.theme import tokens
from ui.widgets.base import Speaking
from ui.widgets.card import Rule
from ui.widgets.text import Text

COVERED = "covered"
_OF_ALL = (COVERED, CREDITS, CREDITS_SHORT, NO_CREDIT_PRICE)
"""Reasons that are said once of all dates."""


def series_lines(prices: Sequence[Price], currency: str) -> list[tuple[str, int]]:
    """The reasons of a series' price: those of one date where all cost the same, how many dates at how much,
    and what of them all is part of a plan or paid with credits."""
    if not any(one.lines for one in prices):
        return []
    found: list[tuple[str, int]] = []
    groups = Counter(map(_alone, prices))
    if len(groups) == 1:
        own = [line for line in prices[0].lines if line.code not in _OF_ALL]
        found += [(price_words(line, currency), line.cents) for line in own]
    for each, count in groups.items():
        said = ngettext("{count} date × {each}", "{count} dates × {each}", count)
        words = said.format(count=number(count), each=money(Money(each, currency)))
        found.append((words, count * each))
    covered = [line for one in prices for line in one.lines if line.code == COVERED]
    if covered:
        minutes = sum(int(dict(line.params)["minutes"]) for line in covered)
        cents = sum(line.cents for line in covered)
        found.append((price_words(PriceLine(COVERED, cents, (("minutes", minutes),))), cents))
    return [*found, *_in_credits([line for one in prices for line in one.lines])]


def _in_credits(lines: Sequence[PriceLine]) -> list[tuple[str, int]]:
    """What each pass pays of all dates, and what is left of it then; why credits do not pay the rest."""
    paid: dict[str, list[PriceLine]] = {}
    for line in lines:
        if line.code == CREDITS:
            paid.setdefault(str(dict(line.params)["pass"]), []).append(line)
    summed = [_summed(name, those) for name, those in paid.items()]
    unpaid = [one for one in lines if one.code in (CREDITS_SHORT, NO_CREDIT_PRICE)]
    return [(price_words(one), one.cents) for one in (*summed, *unpaid[:1])]


def _summed(name: str, lines: Sequence[PriceLine]) -> PriceLine:
    params = [dict(one.params) for one in lines]
    count = sum(int(one["credits"]) for one in params)
    left = min(int(one["left"]) for one in params)
    told = (("credits", count), ("pass", name), ("left", left))
    return PriceLine(CREDITS, sum(one.cents for one in lines), told)


def _alone(price: Price) -> int:
    """What a date costs before a plan or credits pay for some of it."""
    return sum(line.cents for line in price.lines if line.code not in _OF_ALL)


class PriceBox(Speaking, QWidget):
    """Hidden while there is nothing to pay and nothing to explain."""

    def __init__(self, currency: str = "EUR") -> None:
        super().__init__()
        self._currency = currency
        self._single = NO_PRICE
        self._dates: tuple[Price, ...] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._rows: list[QWidget] = []
        self.words: list[Text] = []
        self._said = Text(role=Role.TITLE)
        self.total = Text(role=Role.TITLE, align=Qt.AlignmentFlag.AlignRight)
        last = QHBoxLayout()
        last.addWidget(self._said, 1)
        last.addWidget(self.total)
        column = QVBoxLayout(self)
        column.setContentsMargins(17, 11, 17, 11)
        column.setSpacing(0)
        column.addLayout(self._lines)
        column.addSpacing(6)
        column.addWidget(Rule())
        column.addSpacing(6)
        column.addLayout(last)
        self.retranslate()

    def show_price(self, price: Price) -> None:
        """Show ``price``, of one booking."""
        self._show(price, ())

    def show_dates(self, prices: Sequence[Price]) -> None:
        """Show what the dates of a series cost, each at its own price."""
        self._show(NO_PRICE, tuple(prices))

    def _show(self, single: Price, dates: tuple[Price, ...]) -> None:
        if (single, dates) != (self._single, self._dates):
            self._single, self._dates = single, dates
            self.retranslate()

    def retranslate(self) -> None:
        for row in self._rows:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows, self.words = [], []
        dated = series_lines(self._dates, self._currency)
        for line in self._single.lines:
            self._add(price_words(line, self._currency), self._amount(line.cents))
        for words, cents in dated:
            self._add(words, self._amount(cents))
        cents = self._single.cents + sum(one.cents for one in self._dates)
        self._said.say(_("Total, VAT included"))
        self.total.say(self._amount(cents))
        self.setAccessibleName(f"{self._said.text()}: {self.total.text()}")
        self.setVisible(bool(self._rows))

    def _add(self, words: str, amount: str) -> None:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        said = Text(words, Role.SECOND, "text2", elide=True)
        across.addWidget(said, 1)
        across.addWidget(Text(amount, Role.SECOND))
        self._lines.addWidget(row)
        self._rows.append(row)
        self.words.append(said)

    def _amount(self, cents: int) -> str:
        return money(Money(cents, self._currency))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens()
        with painters.painting(self) as painter:
            painters.box(painter, QRectF(self.rect()), 10, look.canvas, look.line)
