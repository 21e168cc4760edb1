"""The hours of a week: a line for each day, with as many spans as there are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from askadesk.core.errors import InputError
from askadesk.core.i18n import _
from askadesk.hubs.rows import Spans, Week
from askadesk.plans import words
from askadesk.plans.rules import typed_spans
from ui.fonts import Role
from ui.widgets.base import Speaking
from ui.widgets.button import LinkButton
from ui.widgets.field import Field, line
from ui.widgets.text import Text

FULL_DAY: Spans = (("00:00", "00:00"),)


def written(spans: Spans) -> str:
    """``09:00 – 13:00, 14:30 – 20:00``; nothing for a closed day."""
    return ", ".join(words.hours(start, end) for start, end in spans)


class _Day(Speaking, QWidget):
    """One weekday: its name, and its hours as they are typed."""

    def __init__(self, number: int, wide: int) -> None:
        super().__init__()
        self.number = number
        self.name = Text(role=Role.BODY)
        self.name.setFixedWidth(wide)
        self.name.setFixedHeight(40)
        self.line = line()
        self.field = Field(self.line)
        self.field.label.hide()
        inside = self.field.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.takeAt(1)  # the space below a label
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        column = QVBoxLayout()
        column.addWidget(self.name)
        column.addStretch(1)
        row.addLayout(column)
        row.addWidget(self.field, 1)
        self.retranslate()

    def retranslate(self) -> None:
        day = words.weekday(self.number)
        self.name.say(day[:1].upper() + day[1:])
        self.line.setPlaceholderText(_("closed"))
        self.line.setAccessibleName(_("Hours, {day}").format(day=day))


class WeekEditor(Speaking, QWidget):
    """``edited`` whenever something was typed. What cannot be read is complained about beside its day."""

    edited = Signal()

    def __init__(self, *, label: int = 96, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days = [_Day(number, label) for number in range(7)]
        self.copy = LinkButton(icon="repeat")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for day in self.days:
            column.addWidget(day)
            day.line.textEdited.connect(self._edited)
        foot = QHBoxLayout()
        foot.addSpacing(label + 12)
        foot.addWidget(self.copy)
        foot.addStretch(1)
        column.addLayout(foot)
        self.copy.clicked.connect(self._copy)
        self.retranslate()

    def show_week(self, week: Week) -> None:
        """Show the hours of each day."""
        given = dict(week)
        for day in self.days:
            day.line.setText(written(given.get(str(day.number), ())))
            day.field.complain("")

    def take_over(self, before: Week, now: Week) -> None:
        """The hours have changed elsewhere: only a day that nobody touched here shows what holds now."""
        was, given = dict(before), dict(now)
        for day in self.days:
            key = str(day.number)
            if day.line.text() == written(was.get(key, ())):
                day.line.setText(written(given.get(key, ())))

    def week(self) -> Week:
        """The hours as they stand. Raises InputError with ``field`` "week.0" (Monday) to "week.6"."""
        return tuple(
            (str(day.number), typed_spans(day.line.text(), f"week.{day.number}"))
            for day in self.days
        )

    def complain(self, error: InputError) -> QLineEdit | None:
        """Show ``error`` beside its day; gives the line where it stands, None when it is not of a day."""
        name, _dot, number = (error.field or "").partition(".")
        if name != "week" or not number.isdigit():
            return None
        day = self.days[int(number)]
        day.field.complain(error.sentence)
        return day.line

    def _edited(self) -> None:
        self.edited.emit()

    def _copy(self) -> None:
        """Monday's hours on the other workdays."""
        hours = self.days[0].line.text()
        for day in self.days[1:5]:
            day.line.setText(hours)
            day.field.forgive()
        self.edited.emit()

    def retranslate(self) -> None:
        self.copy.say(_("Monday's hours until Friday"))
