"""The events of a calendar file as a list shows them, and the one that was chosen, told in full."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from askadesk.core.i18n import _, day_weekday, day_whole, hour, ngettext, number
from askadesk.rooms.ics.rows import IcsRow, Outcome
from askadesk.rooms.ics.words import outcome_word, row_sentence
from askadesk.rooms.rows import Clash
from askadesk.rooms.words import private_word, taken_sentence, until_sentence
from ui import painters
from ui.fonts import Role
from ui.theme import tokens
from ui.widgets.base import Speaking
from ui.widgets.rows import RowPainter
from ui.widgets.text import Text

_MOST_NAMED = 2
TONES = {
    Outcome.NEW: ("ok", "calendar-plus"),
    Outcome.CHANGED: ("ink", "pen-line"),
    Outcome.SAME: ("neutral", "check"),
    Outcome.CALLED_OFF: ("outline", "calendar-off"),
    Outcome.CLASHES: ("warn", "triangle-alert"),
    Outcome.CANNOT: ("bad", "circle-alert"),
    Outcome.LEFT_OUT: ("outline", "minus"),
}


class EventPainter(RowPainter[IcsRow]):
    """What an event is called and where it goes, when and what of it, and its outcome in a word."""

    padding = 12

    def height(self, row: IcsRow) -> int:
        return 56

    def name(self, row: IcsRow) -> str:
        said = (title_words(row), row.space_name, when_words(row))
        return ", ".join(filter(None, (*said, outcome_word(row.outcome), row_sentence(row))))

    def paint(self, painter: QPainter, rect: QRectF, row: IcsRow) -> None:
        look = tokens()
        tone, icon = TONES[row.outcome]
        word = outcome_word(row.outcome)
        wide = painters.chip_width(word, icon)
        chip = QRectF(rect.right() - wide, rect.center().y() - 12, wide, 24)
        painters.chip(painter, chip, word, tone, icon)
        room = chip.left() - 12 - rect.left()
        top = QRectF(rect.left(), rect.top() + 8, room, 20)
        parts = [(Role.PRIMARY, title_words(row), look.text)]
        if row.space_name:
            parts.append((Role.SECOND, f" · {row.space_name}", look.text3))
        painters.runs(painter, top, parts)
        below = QRectF(rect.left(), rect.top() + 28, room, 20)
        said = " · ".join(filter(None, (when_words(row), row_sentence(row))))
        painters.text(painter, below, Role.SECOND, said, look.text3)


class EventPart(Speaking, QWidget):
    """The event that was chosen: what it would do, and who has what it asks for."""

    def __init__(self) -> None:
        super().__init__()
        self._row: IcsRow | None = None
        self.what = Text(role=Role.STRONG, elide=True)
        self.why = Text(role=Role.SECOND, tone="text2", wrap=True, lines=5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.what)
        column.addWidget(self.why)
        self.hide()

    @property
    def row(self) -> IcsRow | None:
        """The event that shows."""
        return self._row

    def show_row(self, row: IcsRow | None) -> None:
        """Show ``row``; None puts the part away."""
        self._row = row
        self.setVisible(row is not None)
        self.retranslate()

    def retranslate(self) -> None:
        row = self._row
        if row is None:
            return
        words = _("{outcome}: {title}")
        self.what.say(words.format(outcome=outcome_word(row.outcome), title=title_words(row)))
        said = [row_sentence(row), *map(clash_words, row.clashes[:_MOST_NAMED])]
        more = len(row.clashes) - _MOST_NAMED
        if more > 0:
            words = ngettext("And {count} more.", "And {count} more.", more)
            said.append(words.format(count=number(more)))
        told = " ".join(filter(None, said))
        self.why.say(told)
        self.why.setVisible(bool(told))


def title_words(row: IcsRow) -> str:
    """What an event is called; that of a private one stays on no screen."""
    return private_word() if row.private else row.title or _("Without a title")


def when_words(row: IcsRow) -> str:
    """When its first date to come is; "" for an event that has none."""
    if row.starts is None or row.ends is None:
        return ""
    last = (row.ends - timedelta(microseconds=1)).date()
    if last == row.starts.date():
        span = _("{first} – {last}").format(first=hour(row.starts), last=hour(row.ends))
        return _("{day}, {span}").format(day=day_whole(last), span=span)
    return _("{first} – {last}").format(first=_moment(row.starts), last=_moment(row.ends))


def clash_words(clash: Clash) -> str:
    """Who has it on which day, from when until when."""
    taken = taken_sentence(clash.space_name, clash.who)
    until = until_sentence(clash.starts, clash.ends, clash.blocked_until)
    day = day_weekday(clash.starts.date())
    return _("{day}: {words}").format(day=day, words=f"{taken} {until}")


def _moment(moment: datetime) -> str:
    return _("{day}, {hour}").format(day=day_whole(moment.date()), hour=hour(moment))
