"""When what repeats ends: after so many times, or on a day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from askadesk.core.errors import InputError
from askadesk.core.i18n import _, ngettext
from askadesk.plans.rules import typed_number
from ui.fonts import Role
from ui.widgets.base import Speaking
from ui.widgets.button import Button
from ui.widgets.date_field import DateField
from ui.widgets.field import UNCUT
from ui.widgets.text import Text

END_HIGH = 36
USUAL_COUNT = 10
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class CountLine(QLineEdit):
    """How many times; Up and Down count on."""

    def __init__(self) -> None:
        super().__init__(str(USUAL_COUNT))
        self.setMaxLength(UNCUT)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self.text().isdecimal():
            super().keyPressEvent(event)
            return
        self.setText(str(max(1, int(self.text()) + step)))
        self.textEdited.emit(self.text())


class EndFields(Speaking, QWidget):
    """A number of times; the button beside it asks for the last day instead, and back."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.count, self.until = CountLine(), DateField()
        self.times = Text(role=Role.SECOND, tone="text2")
        self.swap = Button(size=32, kind="ghost")
        for edit, wide in ((self.count, 48), (self.until, 100)):
            edit.setProperty("low", True)
            edit.setFixedSize(wide, END_HIGH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.count)
        row.addSpacing(4)
        row.addWidget(self.times)
        row.addWidget(self.until)
        row.addWidget(self.swap)
        self.until.hide()
        self.count.textEdited.connect(self._typed)
        self.until.textEdited.connect(self._typed)
        self.swap.clicked.connect(self._swap)
        self.retranslate()

    def retranslate(self) -> None:
        self.count.setAccessibleName(_("How many times"))
        self.until.setAccessibleName(_("Until (included)"))
        by_day = not self.until.isHidden()
        words = _("End after some times instead") if by_day else _("End on a day instead")
        self.swap.say("", icon="repeat" if by_day else "calendar-days")
        self.swap.setAccessibleName(words)
        self.swap.setToolTip(words)
        self._say_times()

    def _say_times(self) -> None:
        typed = self.count.text().strip()
        count = int(typed) if typed.isdecimal() and len(typed) < 5 else USUAL_COUNT
        self.times.say(ngettext("time", "times", count))

    def show_end(self, count: int | None, until: date | None) -> None:
        """Show that end."""
        if count is not None:
            self.count.setText(str(count))
        self.until.show_day(until)
        self._turn(by_day=until is not None)

    def read(self) -> tuple[int | None, date | None]:
        """How many times, or until when. Raises InputError."""
        if not self.until.isHidden():
            until = self.until.day("rule")
            if until is None:
                raise InputError(_("Until which day does it repeat?"), field="rule")
            return None, until
        count = typed_number(self.count.text(), "rule")
        if not count:
            raise InputError(_("How many times does it repeat?"), field="rule")
        return count, None

    def _typed(self, _text: str) -> None:
        self._say_times()
        self.edited.emit()

    def _swap(self) -> None:
        self._turn(by_day=self.until.isHidden())
        (self.until if not self.until.isHidden() else self.count).setFocus()
        self.edited.emit()

    def _turn(self, *, by_day: bool) -> None:
        self.until.setVisible(by_day)
        self.count.setVisible(not by_day)
        self.times.setVisible(not by_day)
        self.retranslate()
