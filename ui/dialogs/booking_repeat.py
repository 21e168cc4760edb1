"""Whether a booking repeats: the rhythm, the days of the week, and when it ends."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, weekday, weekday_letter
from askadesk.rooms.repeating import Choice, Every, choice_of, choices_at, described, rule_of
from ui import painters
from ui.dialogs.booking_end import END_HIGH, EndFields
from ui.fonts import Role
from ui.theme import tokens
from ui.widgets.base import Halo, Speaking
from ui.widgets.field import Field, Select
from ui.widgets.segmented import Segmented

NEVER, DAY, WEEK, MONTH, OTHER = "never", "day", "week", "month", "other"
_MONDAY = date(2024, 1, 1)
_FORTNIGHT = Choice(Every.WEEK, 2)
_OF = {Every.DAY: DAY, Every.WEEK: WEEK, Every.YEAR: OTHER}


class DayToggle(QAbstractButton):
    """A day of the week, 36 × 36."""

    def __init__(self, day: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = day
        self.setCheckable(True)
        self.setFixedSize(END_HIGH, END_HIGH)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def say(self) -> None:
        """Say the day in the language spoken now."""
        day = _MONDAY + timedelta(days=self.day)
        self.setText(weekday_letter(day))
        self.setAccessibleName(weekday(day))
        self.setToolTip(weekday(day))

    def sizeHint(self) -> QSize:
        return QSize(END_HIGH, END_HIGH)

    def halo(self) -> Halo:
        return Halo(QRectF(self.rect()), 8, gap=1, width=2)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, on, rect = tokens(), self.isChecked(), QRectF(self.rect())
        fill, edge = (look.ink, look.ink) if on else (look.surface, look.ink_200)
        with painters.painting(self) as painter:
            painters.box(painter, rect, 8, fill, edge)
            colour = look.ink_on if on else look.text2
            middle = Qt.AlignmentFlag.AlignHCenter
            painters.text(
                painter, rect, Role.SECOND_STRONG, self.text(), colour, middle, grows=False
            )


class RepeatFields(Speaking, QWidget):
    """``edited`` after each change. ``rule`` gives the rule's text, "" for a booking that does not repeat.

    ``show_start`` tells on which day the first one is: its weekday is always among those chosen.
    """

    edited = Signal()

    def __init__(self, start: datetime, rule: str = "", *, of_series: bool = False) -> None:
        super().__init__()
        self._start, self._given, self._of_series = start, rule, of_series
        self.rhythm = Field(Segmented(compact=True, fills=True))
        self.toggles = tuple(DayToggle(day) for day in range(7))
        self.which = Select()
        self.end = EndFields()
        self._days = QWidget()
        self._below = QWidget()
        self._arrange()
        self._read_rule(rule)
        self._wire()
        self.retranslate()
        self._follow()
        self._untouched = self._written()

    def _arrange(self) -> None:
        days = QHBoxLayout(self._days)
        days.setContentsMargins(0, 0, 0, 0)
        days.setSpacing(4)
        for toggle in self.toggles:
            days.addWidget(toggle)
        row = QHBoxLayout(self._below)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._days)
        row.addWidget(self.which, 1)
        row.addWidget(self.end)
        row.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.rhythm)
        column.addWidget(self._below)
        self.which.setProperty("low", True)
        self.which.setFixedHeight(END_HIGH)

    def _wire(self) -> None:
        self._segmented().picked.connect(self._picked)
        for toggle in self.toggles:
            toggle.toggled.connect(self._toggled)
        self.which.currentIndexChanged.connect(self._which_changed)
        self.end.edited.connect(self.edited)

    # words -------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.rhythm.say(_("Repeats"))
        control = self._segmented()
        choices = [
            (DAY, _("Every day")),
            (WEEK, _("Every week")),
            (MONTH, _("Every month")),
            (OTHER, _("Other")),
        ]
        if not self._of_series:
            choices.insert(0, (NEVER, _("Never")))
        control.offer(choices, control.current or self._first)
        self.which.setAccessibleName(_("How it repeats"))
        for toggle in self.toggles:
            toggle.say()
        self._offer()

    def _offer(self) -> None:
        """The rhythms of a month, or the rarer ones, as they are on that day."""
        offered: list[tuple[str, object]] = [
            (_capital(self._words(one)), one) for one in self._choices()
        ]
        on = self.which.value() if self.which.count() else self._base
        self.which.blockSignals(True)  # other words for the same are no change
        self.which.offer(offered, on)
        self.which.blockSignals(False)

    def _choices(self) -> list[Choice | str]:
        sensible = choices_at(self._start)
        if self._segmented().current == MONTH:
            months = (Every.MONTH_DAY, Every.MONTH_WEEKDAY, Every.MONTH_LAST_WEEKDAY)
            return [Choice(one) for one in months if one in sensible]
        rare: list[Choice | str] = [_FORTNIGHT, Choice(Every.YEAR)]
        if self._base is not None and self._base not in rare and self._first == OTHER:
            rare.insert(0, self._base)
        return rare

    def _words(self, one: Choice | str) -> str:
        rule = one if isinstance(one, str) else rule_of(one, self._start)
        return described(rule, self._start)

    # what stands in it -------------------------------------------------------------------------

    def _read_rule(self, rule: str) -> None:
        """Show ``rule`` as the dialog would have written it, else as it is."""
        self._first, self._base = NEVER, None
        if not rule:
            self._mark({self._start.weekday()})
            return
        choice = choice_of(rule, self._start)
        self._mark((choice.weekdays if choice else set()) | {self._start.weekday()})
        if choice is None:
            self._first, self._base = OTHER, rule
            return
        self.end.show_end(choice.count, choice.until)
        plain = replace(choice, count=None, until=None)
        self._first = _OF.get(choice.every, MONTH) if choice.interval == 1 else OTHER
        if self._first in (MONTH, OTHER):
            alone = plain.weekdays <= {self._start.weekday()}
            self._base = replace(plain, weekdays=frozenset()) if alone else plain

    _base: Choice | str | None
    _first: str

    def _mark(self, days: Set[int]) -> None:
        for toggle in self.toggles:
            toggle.setChecked(toggle.day in days)

    @property
    def repeats(self) -> bool:
        """Whether it happens more than once."""
        return self._segmented().current != NEVER

    def rule(self) -> str:
        """The rule's text, "" for a booking that does not repeat. Raises InputError.

        What nobody touched is the rule as it was given, however else it could be written.
        """
        written = self._written()
        return self._given if written == self._untouched else written

    def _written(self) -> str:
        key = self._segmented().current
        if key == NEVER:
            return ""
        choice = self._choice(key)
        if isinstance(choice, str):
            return choice
        count, until = self.end.read()
        return rule_of(replace(choice, count=count, until=until), self._start)

    def _choice(self, key: str) -> Choice | str:
        if key == DAY:
            return Choice(Every.DAY)
        if key == WEEK:
            days = frozenset(one.day for one in self.toggles if one.isChecked())
            return Choice(Every.WEEK, weekdays=days)
        value = self.which.value()
        assert isinstance(value, Choice | str)
        return value

    def words(self) -> str:
        """What stands here, in words; "" for a booking that does not repeat."""
        try:
            rule = self.rule()
        except InputError:
            return ""
        return described(rule, self._start) if rule else ""

    def show_start(self, start: datetime) -> None:
        """The first one begins then."""
        if start == self._start:
            return
        before, self._start = self._start.weekday(), start
        if before != start.weekday():
            self.toggles[before].setChecked(False)
        self.toggles[start.weekday()].setChecked(True)
        self._offer()

    # while choosing ----------------------------------------------------------------------------

    def _picked(self, _key: str) -> None:
        self._offer()
        self._follow()
        self.edited.emit()

    def _toggled(self, _on: bool) -> None:
        own = self.toggles[self._start.weekday()]
        if not own.isChecked():
            own.setChecked(True)
        else:
            self.edited.emit()

    def _which_changed(self, _at: int) -> None:
        self._follow()
        self.edited.emit()

    def _follow(self) -> None:
        key = self._segmented().current
        self._below.setVisible(key != NEVER)
        self._days.setVisible(key == WEEK)
        self.which.setVisible(key in (MONTH, OTHER))
        own = key == OTHER and isinstance(self.which.value(), str)
        self.end.setVisible(not own)

    def _segmented(self) -> Segmented:
        control = self.rhythm.control
        assert isinstance(control, Segmented)
        return control


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
