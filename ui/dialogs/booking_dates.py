"""The right of the booking dialog for a series: each date, and what becomes of those that cannot be had."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.i18n import _, day_weekday, hour, ngettext, number, pgettext
from askadesk.rooms.rows import Breach, Free
from askadesk.rooms.series_rows import Instead, SeriesDate, SeriesPreview
from askadesk.rooms.words import breach_sentence
from ui import icons, painters
from ui.dialogs.booking_verdict import VerdictLine
from ui.fonts import Role
from ui.theme import tokens
from ui.widgets.base import Speaking
from ui.widgets.option_tile import OptionTiles
from ui.widgets.segmented import Segmented
from ui.widgets.text import Text

SKIP, MOVE, GIVE_UP = "skip", "move", "give_up"
ROW_HIGH, CHOICE_HIGH = 34, 26
_DAY_WIDE, _WORDS_AT = 84, 120
_LONGEST_CHOICE = 116
_MOST_PROPOSALS = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What will be: dates as asked, moved, left out. None of them at all when the series is given up."""

    kept: int
    moved: int
    skipped: int
    given_up: bool = False

    @property
    def total(self) -> int:
        """How many bookings there will be."""
        return 0 if self.given_up else self.kept + self.moved


def needs_choice(date: SeriesDate, reason: str) -> bool:
    """Whether a date cannot be had as asked: somebody has it, or a rule stands against it without a reason."""
    hard = any(one.code == "role" for one in date.breaches)
    return bool(date.clashes) or hard or bool(date.breaches and not reason)


class DateRow(Speaking, QWidget):
    """One date, 34 high: when, what about it, and its own choice where it needs one. ``chosen`` after it."""

    chosen = Signal()

    def __init__(self, date: SeriesDate, space: UUID | None, *, last: bool) -> None:
        super().__init__()
        self.date, self._space, self._last = date, space, last
        self.open = False
        self.setFixedHeight(ROW_HIGH)
        self.choice = Segmented(compact=True, high=CHOICE_HIGH, most=_LONGEST_CHOICE)
        self.choice.picked.connect(self._picked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 0)
        row.addStretch(1)
        row.addWidget(self.choice)
        self.choice.hide()

    @property
    def proposals(self) -> tuple[Free, ...]:
        """Where it can go instead."""
        return self.date.proposals[:_MOST_PROPOSALS]

    def ask(self, open: bool, on: str) -> None:
        """Whether it needs a choice, and which one is on (``skip``, ``0``, ``1``)."""
        self.open = open
        if open:
            self._offer(on)
        self.choice.setVisible(open)
        self.retranslate()

    def _offer(self, on: str) -> None:
        offered = [(SKIP, pgettext("date", "Skip"))]
        for at, free in enumerate(self.proposals):
            offered.append((str(at), self._where(free)))
        self.choice.offer(offered, on)

    def _where(self, free: Free) -> str:
        """``Stura 12:30`` on the same day; else the day, and the space where it is another one."""
        if free.starts.date() == self.date.starts.date():
            return _("{space} {hour}").format(space=free.space_name, hour=hour(free.starts))
        day = _("{day}, {hour}").format(day=day_weekday(free.starts.date()), hour=hour(free.starts))
        if free.space == self._space:
            return day
        return _("{space}, {day}").format(space=free.space_name, day=day)

    def instead(self) -> Instead | None:
        """What becomes of it; None when it is had as asked."""
        if not self.open:
            return None
        key = self.choice.current
        if key == SKIP:
            return Instead(self.date.wall)
        free = self.proposals[int(key)]
        return Instead(self.date.wall, skip=False, space=free.space, starts=free.starts)

    # words -------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        if self.open:
            self._offer(self.choice.current)
        words = _("{day}: {words}").format(day=self.day(), words=self.words())
        self.setAccessibleName(words)
        self.choice.setAccessibleName(words)
        self.setToolTip(words if self._is_cut() else "")
        self.update()

    def day(self) -> str:
        """``gio 3 dic``."""
        return day_weekday(self.date.starts.date())

    def words(self) -> str:
        """Who has it, which rule is in the way, or that it is free."""
        if self.date.clashes:
            clash = self.date.clashes[0]
            if not clash.who:
                return _("taken at {hour}").format(hour=hour(clash.starts))
            return _("{who} at {hour}").format(who=clash.who, hour=hour(clash.starts))
        if self.date.breaches:
            return short_breach(self.date.breaches[0])
        return _("free, end of the series") if self._last else pgettext("date", "free")

    def _picked(self, _key: str) -> None:
        self.chosen.emit()

    def _room(self) -> QRectF:
        right = self.width() - (self.choice.width() + 12 if self.open else 0)
        return QRectF(_WORDS_AT, 1, right - _WORDS_AT, ROW_HIGH - 1)

    def _is_cut(self) -> bool:
        words = self.words()
        return painters.elided(Role.SECOND, words, self._room().width()) != words

    def resizeEvent(self, event: object) -> None:
        self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens()
        troubled = bool(self.date.clashes or self.date.breaches)
        icon = (
            "circle-alert" if self.date.clashes else "calendar-off" if troubled else "circle-check"
        )
        day = QRectF(0, 1, _DAY_WIDE + 8, ROW_HIGH - 1)
        role = Role.SECOND_STRONG if self.open else Role.SECOND_MEDIUM
        with painters.painting(self) as painter:
            painters.rule(painter, 0, 0, self.width())
            painters.text(painter, day, role, self.day(), look.text)
            icons.draw(painter, icon, 96, 10, 16, look.warn if troubled else look.ok)
            colour = look.warn if troubled else look.text2
            painters.text(painter, self._room(), Role.SECOND, self.words(), colour)


def short_breach(breach: Breach) -> str:
    """Which rule is in the way, where there is little room."""
    hours = dict(breach.params).get("hours")
    if breach.code == "closed":
        return (
            pgettext("space", "open {hours}").format(hours=hours)
            if hours
            else pgettext("space", "closed")
        )
    return breach_sentence(breach)


class SeriesVerdict(Speaking, QWidget):
    """``chosen`` after each choice. What was chosen for a date stays while the rest is edited."""

    chosen = Signal()

    def __init__(self, *, editing: bool = False) -> None:
        super().__init__()
        self._editing = editing
        self.preview: SeriesPreview | None = None
        self._space: UUID | None = None
        self._reason = ""
        self._all = MOVE
        self._picked: dict[datetime, str] = {}
        self.line = VerdictLine()
        icons = {SKIP: "skip-forward", MOVE: "arrow-right-left", GIVE_UP: "undo-2"}
        self._options = OptionTiles(icons, MOVE)
        self.tiles = self._options.tiles
        self.hint = Text(role=Role.CAPTION, tone="text3", wrap=True)
        self.rows: list[DateRow] = []
        self._arrange()

    def _arrange(self) -> None:
        self._options.picked.connect(self._option_chosen)
        self._dates = QVBoxLayout()
        self._dates.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.line)
        column.addWidget(self._options)
        column.addWidget(self.hint)
        column.addLayout(self._dates)

    # showing -----------------------------------------------------------------------------------

    def show_preview(self, preview: SeriesPreview, space: UUID | None) -> None:
        """Show every date; ``space`` is the one asked for."""
        if (preview, space) == (self.preview, self._space):
            return  # nobody loses the choice on which the focus stands
        self.preview, self._space = preview, space
        for row in self.rows:
            self._dates.removeWidget(row)
            row.hide()
            row.deleteLater()
        last = len(preview.dates) - 1
        self.rows = [DateRow(date, space, last=at == last) for at, date in enumerate(preview.dates)]
        for row in self.rows:
            row.chosen.connect(self._row_chosen)
            self._dates.addWidget(row)
        self._settle()

    def set_reason(self, reason: str) -> None:
        """What the operator says against the rules; "" for nothing."""
        if reason != self._reason:
            self._reason = reason
            self._settle()

    def _settle(self) -> None:
        for row in self.rows:
            open = needs_choice(row.date, self._reason) and self._all != GIVE_UP
            row.ask(open, self._on(row))
        self.retranslate()

    def _on(self, row: DateRow) -> str:
        """What is on for a date: its own choice while it is there, else that for all."""
        picked = self._picked.get(row.date.wall)
        keys = {SKIP, *map(str, range(len(row.proposals)))}
        if picked in keys:
            return picked
        return "0" if self._all == MOVE and row.proposals else SKIP

    @property
    def troubled(self) -> int:
        """How many dates need a choice."""
        return sum(needs_choice(row.date, self._reason) for row in self.rows)

    @property
    def breaches(self) -> tuple[Breach, ...]:
        """Every rule in the way of any date."""
        return tuple(one for row in self.rows for one in row.date.breaches)

    # what comes of it --------------------------------------------------------------------------

    @property
    def gives_up(self) -> bool:
        """Whether the whole series is given up."""
        return self._all == GIVE_UP and self.troubled > 0

    def instead(self) -> tuple[Instead, ...]:
        """What becomes of the dates that cannot be had as asked."""
        return tuple(found for row in self.rows if (found := row.instead()) is not None)

    def outcome(self) -> Outcome:
        """What will be."""
        instead = self.instead()
        skipped = sum(one.skip for one in instead)
        moved = len(instead) - skipped
        kept = len(self.rows) - len(instead)
        return Outcome(kept, moved, skipped, self.gives_up)

    def outcome_words(self, space: str) -> str:
        """What will be, in one sentence."""
        found = self.outcome()
        if found.given_up and self._editing:
            return _("Nothing will be changed.")
        if found.given_up:
            return _("Nothing will be booked: the series is given up.")
        if not found.total:
            return _("Nothing would be left to book.")
        parts = [_here(found.kept, space)] if found.kept else []
        if found.moved:
            parts.append(_counted(found.moved, "moved"))
        if found.skipped:
            parts.append(_counted(found.skipped, "skipped"))
        words = ngettext(
            "It will be {count} booking: {parts}",
            "It will be {count} bookings: {parts}",
            found.total,
        )
        return words.format(count=number(found.total), parts=", ".join(parts))

    # words -------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        count = self.troubled
        for part in (self._options, self.hint):
            part.setVisible(count > 0)
        self._say_line(len(self.rows), count)
        dates = ngettext("the {count} date", "the {count} dates", count)
        self.tiles[SKIP].say(pgettext("date", "Skip"), dates.format(count=number(count)))
        self.tiles[MOVE].say(pgettext("date", "Move"), _("where possible"))
        whole = pgettext("give up", "the change") if self._editing else _("the series")
        self.tiles[GIVE_UP].say(pgettext("series", "Give up"), whole)
        hint = ngettext(
            "Below, its own choice can be changed.",
            "The choice is for all {count}. Below, it can be changed date by date.",
            count,
        )
        self.hint.say(hint.format(count=number(count)))

    def _say_line(self, total: int, troubled: int) -> None:
        if troubled:
            good = ngettext("{count} date is fine", "{count} dates are fine", total - troubled)
            words = _("{good}, {troubled} not").format(
                good=good.format(count=number(total - troubled)), troubled=number(troubled)
            )
            self.line.say(words, "triangle-alert", "warn")
        else:
            words = ngettext("{count} date, it is free", "All {count} dates are free", total)
            self.line.say(words.format(count=number(total)), "circle-check", "ok")

    def _option_chosen(self, key: str) -> None:
        self._all = key
        self._picked.clear()
        self._settle()
        self.chosen.emit()

    def _row_chosen(self) -> None:
        self._picked |= _choices(self.rows)
        self.chosen.emit()


def _choices(rows: Iterable[DateRow]) -> dict[datetime, str]:
    return {row.date.wall: row.choice.current for row in rows if row.open}


def _here(count: int, space: str) -> str:
    return _("{count} in {space}").format(count=number(count), space=space)


def _counted(count: int, how: str) -> str:
    if how == "moved":
        return ngettext("{count} moved", "{count} moved", count).format(count=number(count))
    return ngettext("{count} skipped", "{count} skipped", count).format(count=number(count))
