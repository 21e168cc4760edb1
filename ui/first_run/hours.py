"""Opening hours for a first time: a few usual weeks to pick from, and each day to be changed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from askadesk.core.i18n import _
from askadesk.hubs.rows import Week
from askadesk.plans.words import weekday
from ui.fonts import Role
from ui.widgets.base import Speaking
from ui.widgets.choices import CheckBox
from ui.widgets.field import Field, Select, line
from ui.widgets.text import Text

_WORKDAYS, _SATURDAY = range(5), 5
_OFFICE, _LONG, _WITH_SATURDAY, _ALWAYS, _OWN = "office", "long", "saturday", "always", "own"

Hours = dict[int, tuple[str, str]]
_WEEKS: dict[str, Hours] = {
    _OFFICE: dict.fromkeys(_WORKDAYS, ("09:00", "18:00")),
    _LONG: dict.fromkeys(_WORKDAYS, ("08:00", "20:00")),
    _WITH_SATURDAY: {**dict.fromkeys(_WORKDAYS, ("08:00", "20:00")), _SATURDAY: ("09:00", "13:00")},
    _ALWAYS: dict.fromkeys(range(7), ("00:00", "24:00")),
}


@dataclass(frozen=True, slots=True)
class _Day:
    """The three controls of a day."""

    opened: CheckBox
    start: QLineEdit
    end: QLineEdit


class WeekHours(Speaking, QWidget):
    """A week to pick, and below it the seven days with their hours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preset = Select()
        self.preset = Field(self._preset)
        self.error = Text(role=Role.SECOND, tone="bad", wrap=True)
        self._days = [_Day(CheckBox(), line(), line()) for _day in range(7)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for at, day in enumerate(self._days):
            for edit in (day.start, day.end):
                edit.setFixedWidth(84)
                edit.textEdited.connect(self._own)
            day.opened.toggled.connect(self._toggled)
            grid.addWidget(day.opened, at, 0)
            grid.addWidget(day.start, at, 1)
            grid.addWidget(Text("–", tone="text3"), at, 2)
            grid.addWidget(day.end, at, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.preset)
        column.addWidget(self.error)
        column.addLayout(grid)
        column.addStretch(1)
        self._preset.activated.connect(self._take)
        self._fill(_LONG)
        self.retranslate()
        self.complain("", "")

    def week(self) -> Week:
        """The hours as they are written, unchecked."""
        days = []
        for at, day in enumerate(self._days):
            end = "00:00" if day.end.text().strip() == "24:00" else day.end.text().strip()
            spans = ((day.start.text().strip(), end),) if day.opened.isChecked() else ()
            days.append((str(at), spans))
        return tuple(days)

    def complain(self, field: str, sentence: str) -> None:
        """Show what to change at the day of ``field`` ("week.0" is Monday); "" takes it back."""
        at = int(field[-1]) if field.startswith("week.") else -1
        for place, day in enumerate(self._days):
            for edit in (day.start, day.end):
                edit.setProperty("tone", "bad" if place == at else "")
                edit.style().unpolish(edit)
                edit.style().polish(edit)
        said = _("{day}: {sentence}").format(day=weekday(at), sentence=sentence) if at >= 0 else ""
        self.error.say(said or sentence)
        self.error.setVisible(bool(sentence))
        if at >= 0:
            self._days[at].start.setFocus()

    def _take(self) -> None:
        key = str(self._preset.value())
        if key in _WEEKS:
            self._fill(key)

    def _fill(self, key: str) -> None:
        week = _WEEKS[key]
        for at, day in enumerate(self._days):
            day.opened.blockSignals(True)
            day.opened.setChecked(at in week)
            day.opened.blockSignals(False)
            start, end = week.get(at, ("", ""))
            day.start.setText(start)
            day.end.setText(end)
        self._allow()

    def _toggled(self) -> None:
        box = self.sender()
        for day in self._days:
            if day.opened is box and day.opened.isChecked() and not day.start.text():
                day.start.setText("09:00")
                day.end.setText("18:00")
        self._own()
        self._allow()

    def _allow(self) -> None:
        for day in self._days:
            for edit in (day.start, day.end):
                edit.setEnabled(day.opened.isChecked())

    def _own(self) -> None:
        self._preset.setCurrentIndex(len(_WEEKS))

    def retranslate(self) -> None:
        on = self._preset.value() if self._preset.count() else _LONG
        choices: list[tuple[str, object]] = [
            (_("Monday to Friday, 9 to 18"), _OFFICE),
            (_("Monday to Friday, 8 to 20"), _LONG),
            (_("Monday to Friday 8 to 20, Saturday 9 to 13"), _WITH_SATURDAY),
            (_("Every day, all day"), _ALWAYS),
            (_("Hours of its own"), _OWN),
        ]
        self._preset.offer(choices, on)
        self.preset.say(_("Opening hours"))
        for at, day in enumerate(self._days):
            name = weekday(at)
            day.opened.setText(name[:1].upper() + name[1:])
            day.opened.setAccessibleName(_("Open on {day}").format(day=name))
            day.start.setAccessibleName(_("{day}, from").format(day=name))
            day.end.setAccessibleName(_("{day}, to").format(day=name))
